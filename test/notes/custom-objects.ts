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

const aPet = (sandbox: Seeded) => ({ ...PET, id: firstOf(sandbox, 'objectRecords').id });

const NAMED = { name: 'The name among the properties, or the first text that they have.' };

export const customObjectNotes = {
  new_custom_object_record: {
    adds: NAMED,
    paged: pets,
  },
  find_custom_object_record: {
    adds: NAMED,
    least: () => ({ ...PET, query: 'cat' }),
    fillings: [
      {
        values: aPet,
        without: BESIDE_ID,
      },
      { without: ['id'] },
    ],
  },
  create_custom_object_record: {
    adds: NAMED,
    least: () => ({ ...PET, properties__name: 'Biscuit' }),
  },
  update_custom_object_record: {
    adds: NAMED,
  },
} satisfies CategoryNotes;
