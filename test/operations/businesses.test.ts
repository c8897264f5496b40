import { at, items } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

function place() {
  const { locationId } = first(zap.sandbox.locations);
  const business = first(zap.sandbox.state.businesses.where((row) => row.locationId === locationId));
  return { locationId, businessId: business.id, name: String(business.name) };
}

const rows = ({ locationId, businessId, name }: ReturnType<typeof place>): Row[] => [
  {
    key: 'get_business',
    input: { businessId },
    sends: { call: `GET /businesses/${businessId}` },
    gives: [{ id: businessId, name, revision: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) }],
    fails: { input: { businessId: UNKNOWN }, says: /was not found/ },
  },
  {
    key: 'list_businesses',
    input: {},
    sends: { call: 'GET /businesses/', query: { locationId, limit: '100' } },
    gives: expect.arrayContaining([expect.objectContaining({ id: businessId, name, revision: 'new' })]),
    fails: {
      as: 'agency',
      input: {},
      says: /^Choose a Sub-Account: this connection is an agency's\.$/,
      sends: 0,
    },
  },
  {
    key: 'create_business',
    input: {
      name: 'Okafor Interiors',
      phone: '+13125550142',
      country: 'Germany',
      description: 'Kitchens\n“and” baths',
    },
    sends: {
      call: 'POST /businesses/',
      body: {
        locationId,
        name: 'Okafor Interiors',
        phone: '+13125550142',
        country: 'DE',
        description: 'Kitchens\n“and” baths',
      },
    },
    gives: { id: expect.any(String), name: 'Okafor Interiors', locationId, createdAt: expect.any(String) },
    fails: { input: { name: ' ' }, says: /^Create Business needs a value for “Name”\.$/, sends: 0 },
  },
  {
    key: 'update_business',
    input: { businessId, city: 'Leeds', website: '', clear: ['phone', 'Description'] },
    sends: { call: `PUT /businesses/${businessId}`, body: { city: 'Leeds', phone: null, description: '' } },
    gives: { id: businessId, name, city: 'Leeds', description: '' },
    fails: {
      input: { businessId, city: 'Leeds', clear: ['city'] },
      says: /^“City” has a value and is to be cleared: choose one of the two\.$/,
      sends: 0,
    },
  },
  {
    key: 'delete_business',
    input: { businessId },
    sends: { call: `DELETE /businesses/${businessId}` },
    gives: { id: businessId, deleted: true },
    fails: { input: { businessId: UNKNOWN }, says: /was not found/ },
  },
];

describeCategory(zap, 'Businesses', () => rows(place()));

test('businesses beyond a page are read as well, the newest first', async () => {
  const { locationId } = place();
  const { businesses } = zap.sandbox.state;
  for (let i = 0; i < 120; i += 1) businesses.insert({ locationId, name: `Business ${i}` });
  const last = businesses.insert({ locationId, name: 'Last', createdAt: '2099-01-01T00:00:00.000Z' });
  const found = items(await zap.run('triggers', 'list_businesses'));
  expect(found).toHaveLength(businesses.where((row) => row.locationId === locationId).length);
  expect(found[0]?.id).toBe(last.id);
  expect(zap.sent().map(({ query }) => query.skip)).toEqual([undefined, '100']);
});

test('a business that was changed fires again where that is wanted', async () => {
  const { businessId } = place();
  const revision = async () => {
    const found = items(await zap.run('triggers', 'list_businesses', { fireOn: 'updated' }));
    return at(
      found.find(({ id }) => id === businessId),
      'revision',
    );
  };
  const before = await revision();
  await zap.run('creates', 'update_business', { businessId, city: 'Leeds' });
  expect(await revision()).not.toBe(before);
});

test('a second delete of the same business is told as such', async () => {
  const { businessId } = place();
  await zap.run('creates', 'delete_business', { businessId });
  expect(await zap.sentence(zap.run('creates', 'delete_business', { businessId }))).toMatch(
    /^Delete Business did not work\..*was not found/,
  );
});
