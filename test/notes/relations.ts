import { type CategoryNotes, firstOf, like } from './note';

export const relationNotes = {
  get_relations_by_record: {
    paged: like('relations', [], ({ firstRecordId }) => ({ recordId: firstRecordId })),
  },
  find_relations: {
    finds: (sandbox) => ({ objectKey: 'contact', recordId: firstOf(sandbox, 'relations').firstRecordId }),
    adds: {
      otherRecordId: 'The end of the relation that is not the given record.',
      otherObjectKey: 'As above.',
    },
  },
  create_relation: { adds: { new: 'Whether it was made now: the user may have the one that exists.' } },
  delete_relation: {
    mappedAlone: {
      relationId: { on: ['recordId'], why: 'Create Relation gives it alone.' },
    },
    least: (sandbox) => ({ relationId: firstOf(sandbox, 'relations').id }),
  },
} satisfies CategoryNotes;
