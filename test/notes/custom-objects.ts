import { type CategoryNotes, dated, firstOf, here, type Seeded } from './note';

/** The fields beside the ID: by the ID alone a record is read itself. */
const BESIDE_ID = ['query', 'filters', 'relatedTo'];

const PET = { schemaKey: 'custom_objects.pet' };

/** Pets of the sub-account. */
function pets(sandbox: Seeded) {
  const { objectRecords: rows } = sandbox.state;
  const { id: _id, ...row } = firstOf(sandbox, 'objectRecords');
  return {
    input: PET,
    add: (at: number) =>
      rows.insert({ ...row, locationId: here(sandbox), ...dated(at, ['createdAt', 'updatedAt']) }).id,
    remove: (id: string) => void rows.delete(id),
  };
}

export const customObjectNotes = {
  new_custom_object_record: {
    adds: { name: 'The name among the properties, or the first text that they have.' },
    paged: pets,
  },
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
