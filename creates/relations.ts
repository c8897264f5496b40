import { associationId, recordId, recordType, relatedRecord, relationId } from '../fields/association';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/paging';
import type { CreateSpec } from '../operations/spec';
import { deleted, deletedBy } from '../records/outcomes';
import { relation, relationsIn } from '../records/relation';

export const relationCreates: CreateSpec[] = [
  {
    key: 'create_relation',
    label: 'Create Relation',
    description: 'Creates a relation between two records, by an association.',
    endpoint: 'POST /associations/relations',
    fields: [
      associationId(),
      relatedRecord('first', 'First Record'),
      relatedRecord('second', 'Second Record'),
    ],
    answer: withRecords,
    record: relation,
  },
  {
    key: 'delete_relation',
    label: 'Delete Relation',
    description: 'Deletes a relation between two records. The records stay.',
    endpoint: 'DELETE /associations/relations/{relationId}',
    fields: [
      relationId(),
      recordType(),
      {
        ...recordId(),
        required: false,
        helpText: 'A record of the relation. Its relations are listed above.',
        own: 'It fills a drop-down.',
      },
    ],
    answer: deletedBy('relationId'),
    record: deleted('Relation'),
  },
];

/** The relation, with what it was made of where the answer does not repeat it. */
function withRecords(answer: Raw, values: Input): Raw {
  return { ...values, ...(relationsIn(answer)[0] ?? answer) };
}
