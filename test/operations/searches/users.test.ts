import { items } from '../../../zapier';
import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

function place() {
  const { locationId, companyId } = first(zap.sandbox.locations);
  const users = zap.sandbox.state.users.where(({ locationIds }) => locationIds.includes(locationId));
  return { locationId, companyId, user: first(users), users: users.map(({ id }) => id) };
}

const rows = ({ locationId, companyId, user, users }: ReturnType<typeof place>): SearchRow[] => {
  const newest = { companyId, locationId, sort: 'dateAdded', sortDirection: 'desc' };
  return [
    {
      key: 'find_user',
      uses: [
        {
          input: { email: ` ${String(user.email).toUpperCase()} `, role: 'admin', type: 'account' },
          sends: {
            call: 'GET /users/search',
            query: {
              ...newest,
              query: String(user.email).toUpperCase(),
              role: 'admin',
              type: 'account',
              limit: '100',
            },
          },
          gives: { id: user.id, email: user.email },
        },
        {
          input: { userId: user.id },
          sends: { call: `GET /users/${user.id}` },
          gives: { id: user.id },
        },
        {
          input: { email: user.email },
          untold: 'companyId',
          sends: { call: 'GET /users/', query: { locationId } },
          gives: { id: user.id },
        },
      ],
      several: { input: { type: 'account' }, ids: expect.arrayContaining(users) },
      nothing: [{ email: 'nobody@team.example.com' }, { query: 'Nobody At All' }, { userId: UNKNOWN }],
      refused: {
        input: {},
        says: /^Find User needs a value for “Email”, “Name or Phone”, “Role”, “Type” or “User”\.$/,
        sends: 0,
      },
    },
  ];
};

describeSearches(zap, 'Users', () => rows(place()));

describe('Find User with a connection that does not tell its agency', () => {
  const find = async (input: object) => {
    const { companyId: _companyId, ...authData } = zap.authData;
    return items(await zap.run('searches', 'find_user', input, { authData })).map(({ id }) => id);
  };

  test('looks through all users of the sub-account', async () => {
    const { user, locationId } = place();
    expect(await find({ email: user.email })).toEqual([user.id]);
    expect(await find({ query: String(user.name).toLowerCase() })).toEqual([user.id]);
    expect(await find({ query: String(user.phone).slice(2), role: 'admin', type: 'account' })).toEqual([
      user.id,
    ]);
    expect(await find({ email: user.email, role: 'user' })).toEqual([]);
    for (const { path, query } of zap.sent()) expect([path, query]).toEqual(['/users/', { locationId }]);
  });
});
