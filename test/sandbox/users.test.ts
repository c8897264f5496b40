import { usualPermissions } from '../../sandbox/api/users';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, rowsAt, textAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);
const here = () => ({
  locationId: sandbox.locations[0]?.locationId ?? '',
  companyId: sandbox.locations[0]?.companyId ?? '',
});
const agency = () => ({ token: sandbox.agencies[0]?.accessToken ?? '' });

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const add = (more = {}) =>
  call('POST /users/', {
    body: {
      companyId: here().companyId,
      locationIds: [here().locationId],
      firstName: 'Mira',
      lastName: 'Lindqvist',
      email: 'mira@example.com',
      password: 'S3cret-enough!',
      type: 'account',
      role: 'user',
      ...more,
    },
  });

test('users are created, read, changed and deleted; the password is kept nowhere', async () => {
  const added = await add({ permissions: { tagsEnabled: false } });
  const id = textAt(added.body, 'id');
  expect(added).toMatchObject({
    status: 201,
    body: {
      name: 'Mira Lindqvist',
      roles: { type: 'account', role: 'user', locationIds: [here().locationId] },
    },
  });
  expect(at(added.body, 'permissions')).toEqual({ ...usualPermissions(), tagsEnabled: false });
  expect(JSON.stringify([added.body, sandbox.state.users.get(id)])).not.toContain('S3cret');

  const one = { path: { userId: id } };
  const body = { lastName: 'Berg', role: 'admin', permissions: { tagsEnabled: true } };
  expect((await call('PUT /users/{userId}', { ...one, body })).body).toMatchObject({
    name: 'Mira Berg',
    roles: { type: 'account', role: 'admin', locationIds: [here().locationId] },
  });
  expect(at((await call('GET /users/{userId}', one)).body, 'permissions')).toMatchObject({
    tagsEnabled: true,
  });

  expect((await call('DELETE /users/{userId}', one)).body).toMatchObject({ succeded: true });
  expect(await call('GET /users/{userId}', one)).toMatchObject({ status: 404 });
  expect(await call('DELETE /users/{userId}', one)).toMatchObject({ status: 404 });
});

test('a user who is deleted is on no list, but for the one of deleted users', async () => {
  const id = textAt((await add()).body, 'id');
  await call('DELETE /users/{userId}', { path: { userId: id } });
  const { locationId, companyId } = here();
  const lists = [
    await call('GET /users/', { query: { locationId } }),
    await call('GET /users/search', { query: { companyId } }),
  ];
  for (const { body } of lists) expect(rowsAt(body, 'users').map((user) => user.id)).not.toContain(id);
  const filter = (more: object) =>
    call('POST /users/search/filter-by-email', {
      ...agency(),
      body: { companyId, emails: 'MIRA@example.com,nobody@example.com', ...more },
    });
  expect((await filter({})).body).toMatchObject({ users: [], count: 0 });
  expect((await filter({ deleted: true })).body).toMatchObject({
    users: [{ id, email: 'mira@example.com' }],
  });
});

test('a filter by email tells the id and the email, unless it is asked for more', async () => {
  await add();
  const filter = async (projection: object) => {
    const body = { companyId: here().companyId, emails: 'mira@example.com', ...projection };
    return rowsAt((await call('POST /users/search/filter-by-email', { ...agency(), body })).body, 'users');
  };
  expect((await filter({})).map((user) => Object.keys(user))).toEqual([['id', 'email']]);
  expect((await filter({ projection: 'all' }))[0]).toMatchObject({ firstName: 'Mira', deleted: false });
});

test('a search sorts, filters and pages', async () => {
  const id = textAt((await add({ role: 'admin' })).body, 'id');
  const { companyId } = here();
  const search = async (query: object) =>
    (await call('GET /users/search', { ...agency(), query: { companyId, ...query } })).body;
  const newest = await search({ sort: 'dateAdded', sortDirection: 'desc', limit: '2' });
  expect(rowsAt(newest, 'users')[0]).toMatchObject({ id });
  expect(rowsAt(newest, 'users')).toHaveLength(2);
  const admins = rowsAt(await search({ role: 'admin', type: 'account' }), 'users');
  expect(admins.map((user) => user.id)).toContain(id);
  expect(admins.every((user) => at(user, 'roles.role') === 'admin')).toBe(true);
  expect(await search({ ids: `${id},unknown` })).toMatchObject({ users: [{ id }], count: 1 });
});

test.each([
  ['a search without an agency', 'GET /users/search', {}, 401],
  ['a list with an agency', 'GET /users/', { companyId: 'c' }, 422],
] as const)('%s is refused', async (_what, key, more, status) => {
  const locationId = key === 'GET /users/' ? { locationId: here().locationId } : {};
  expect(await call(key, { query: { ...locationId, ...more } })).toMatchObject({ status });
});

test('a sub-account makes no user of another one, and filters by no email', async () => {
  const other = sandbox.locations[1]?.locationId ?? '';
  expect(await add({ locationIds: [other] })).toMatchObject({ status: 403 });
  const body = { companyId: here().companyId, emails: 'mira@example.com' };
  expect(await call('POST /users/search/filter-by-email', { body })).toMatchObject({
    status: 403,
    body: { message: 'Forbidden resource' },
  });
});
