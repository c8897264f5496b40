import { type CategoryNotes, here, type Records, type Seeded } from './note';

/** Sub-accounts of the agency. */
function locations({ state: { locations: rows }, locations: [first] }: Seeded): Records {
  const companyId = first?.companyId ?? '';
  return {
    input: {},
    add: () => rows.insert({ companyId }).id,
    remove: (id) => void rows.delete(id),
  };
}

export const locationNotes = {
  list_locations: { paged: locations },
  find_location_by_name: {
    finds: (sandbox) => ({ name: sandbox.state.locations.get(here(sandbox))?.name }),
  },
  set_custom_value: {
    adds: { new: 'Whether it was made now.' },
    notRequired: {
      id: 'Its name will do.',
      name: 'Where it is chosen, its name is read first.',
    },
  },
  find_location: { notRequired: { locationId: 'A sub-account’s connection fills its own in.' } },
} satisfies CategoryNotes;
