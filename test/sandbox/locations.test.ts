import { type Sandbox, startSandbox } from '../../sandbox/server';
import { caller, rowsAt, textAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);
const agency = () => ({ token: sandbox.agencies[0]?.accessToken ?? '' });
const companyId = () => sandbox.agencies[0]?.companyId ?? '';

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const create = (more = {}) =>
  call('POST /locations/', {
    ...agency(),
    body: { companyId: companyId(), name: 'Okafor Interiors', ...more },
  });

test('a new location is listed and read, and has the app once it is installed there', async () => {
  const made = await create({
    prospectInfo: { firstName: 'Amara', lastName: 'Okafor', email: 'amara@example.com' },
    settings: { allowDuplicateContact: true },
    twilio: { sid: 'AC1', authToken: 'secret' },
  });
  expect(made).toMatchObject({ status: 200, body: { name: 'Okafor Interiors', email: 'amara@example.com' } });
  const id = textAt(made.body, 'id');
  expect(JSON.stringify(sandbox.state.locations.get(id))).not.toContain('secret');

  const listed = await call('GET /locations/search', { ...agency(), query: { order: 'desc', limit: '1' } });
  expect(rowsAt(listed.body, 'locations')).toMatchObject([{ id }]);
  const read = await call('GET /locations/{locationId}', { ...agency(), path: { locationId: id } });
  expect(read.body).toMatchObject({ location: { id, settings: { allowDuplicateContact: true } } });

  const installed = async () => {
    const query = {
      companyId: companyId(),
      appId: sandbox.clientId.split('-')[0] ?? '',
      isInstalled: 'true',
    };
    const { body } = await call('GET /oauth/installedLocations', { ...agency(), query });
    return rowsAt(body, 'locations').map(({ _id }) => _id);
  };
  expect(await installed()).not.toContain(id);
  sandbox.state.locations.update(id, { isInstalled: true });
  expect(await installed()).toContain(id);
});

test('a new location has the app at once where the agency chose that', async () => {
  sandbox.state.companies.update(companyId(), { installToFutureLocations: true });
  const id = textAt((await create()).body, 'id');
  expect(sandbox.state.locations.get(id)?.isInstalled).toBe(true);
});

test('a location is changed, but for what is not sent, and deleted', async () => {
  const id = textAt((await create({ city: 'Austin' })).body, 'id');
  const path = { locationId: id };
  const body = { companyId: companyId(), name: 'Okafor Homes', settings: { allowDuplicateContact: true } };
  const changed = await call('PUT /locations/{locationId}', { ...agency(), path, body });
  expect(changed).toMatchObject({ status: 200, body: { id, name: 'Okafor Homes', city: 'Austin' } });
  const read = await call('GET /locations/{locationId}', { ...agency(), path });
  expect(read.body).toMatchObject({
    location: {
      name: 'Okafor Homes',
      settings: { allowDuplicateContact: true, contactUniqueIdentifiers: ['email', 'phone'] },
    },
  });

  const gone = { ...agency(), path, query: { deleteTwilioAccount: 'false' } };
  expect(await call('DELETE /locations/{locationId}', gone)).toMatchObject({ body: { success: true } });
  expect((await call('GET /locations/{locationId}', { ...agency(), path })).status).toBe(403);
  expect((await call('DELETE /locations/{locationId}', gone)).status).toBe(403);
});

test('a location is made of the agency’s own snapshots alone', async () => {
  const query = { companyId: companyId() };
  const snapshots = rowsAt((await call('GET /snapshots/', { ...agency(), query })).body, 'snapshots');
  expect(snapshots).toContainEqual({ id: expect.any(String), name: 'Dental Practice Starter', type: 'own' });
  const foreign = sandbox.state.snapshots.find((row) => row.companyId !== companyId());
  expect(await create({ snapshotId: snapshots[0]?.id })).toMatchObject({ status: 200 });
  expect(await create({ snapshotId: foreign?.id })).toMatchObject({ status: 400 });
});

test.each(['POST /locations/', 'GET /snapshots/', 'GET /companies/{companyId}'] as const)(
  '%s refuses a sub-account',
  async (key) => {
    const named = { companyId: companyId() };
    const request = key.startsWith('POST') ? { body: { ...named, name: 'X' } } : { query: named };
    expect(await call(key, { path: named, ...request })).toMatchObject({
      status: 403,
      body: { message: 'Forbidden resource' },
    });
  },
);

test('an agency knows how many locations it has', async () => {
  const count = async () =>
    (await call('GET /companies/{companyId}', { ...agency(), path: { companyId: companyId() } })).body;
  expect(await count()).toMatchObject({ company: { id: companyId(), locationCount: 2 } });
  await create();
  expect(await count()).toMatchObject({ company: { locationCount: 3 } });
});
