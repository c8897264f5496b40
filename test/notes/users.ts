import { type CategoryNotes, dated, here, type Records, type Seeded } from './note';

/** Users of the sub-account. */
function users(sandbox: Seeded): Records {
  const { users: rows } = sandbox.state;
  const made = { companyId: sandbox.locations[0]?.companyId ?? '', locationIds: [here(sandbox)] };
  return {
    input: {},
    add: (at) => rows.insert({ ...made, ...dated(at, ['dateAdded']) }).id,
    remove: (id) => void rows.delete(id),
  };
}

/** A user of the sub-account. */
const firstUser = (sandbox: Seeded) =>
  sandbox.state.users.find(({ locationIds }) => locationIds.includes(here(sandbox))) ?? { email: '' };

export const userNotes = {
  search_users: { paged: users },
  filter_users_by_email: { finds: (sandbox) => ({ emails: firstUser(sandbox).email }) },
  find_user: { finds: (sandbox) => ({ email: firstUser(sandbox).email }) },
  create_user: { notRequired: { locationIds: 'A sub-account’s connection fills its own in.' } },
  update_user: {
    staysFilled: {
      firstName: 'A user has one.',
      lastName: 'A user has one.',
      password: 'A user has one.',
      locationIds: 'A user works somewhere.',
      permissions: 'They are taken away by name.',
      permissionsTaken: 'They are given by name.',
    },
    replacesNothing: { permissions: 'The other permissions stay.', permissionsTaken: 'As above.' },
    fillings: [{ without: ['permissionsTaken'] }],
  },
} satisfies CategoryNotes;
