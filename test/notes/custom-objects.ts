import { type CategoryNotes, firstOf } from './note';

/** The fields beside the ID: by the ID alone a record is read itself. */
const BESIDE_ID = ['query', 'filters', 'relatedTo'];

export const customObjectNotes = {
  find_custom_object_record: {
    adds: { name: 'The name among the properties, or the first text that they have.' },
    least: () => ({ schemaKey: 'custom_objects.pet', query: 'cat' }),
    fillings: [
      {
        values: (sandbox) => ({ schemaKey: 'custom_objects.pet', id: firstOf(sandbox, 'objectRecords').id }),
        without: BESIDE_ID,
      },
      { without: ['id'] },
    ],
  },
} satisfies CategoryNotes;
