/** What the app does in v3 that is more than other names: pages, tokens, and what stays in the dated version. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { locationFields } from '../../fields/location';
import { request } from '../../highlevel/client';
import { items } from '../../zapier';
import { type Extra, first, harness } from '../support/harness';

const zap = harness();
beforeEach(() => {
  process.env.HIGHLEVEL_API_VERSION = 'v3';
});
afterAll(() => {
  delete process.env.HIGHLEVEL_API_VERSION;
});

/** The ids of a sub-account's users. */
const users = async (extra: Extra = {}, input: object = {}): Promise<string[]> => {
  const ask = (z: ZObject, bundle: Bundle) => request(z, bundle, { endpoint: 'GET /users/' });
  const answer = await zap.call(ask, input, extra);
  return items(Object(answer).users).map(({ id }) => String(id));
};

/** The requests that arrived, in short. */
const arrived = () => zap.sent().map(({ endpoint, headers }) => `${endpoint} ${headers.version}`);

describe('the users of a sub-account', () => {
  test('are searched for in v3, page by page, and come whole', async () => {
    const { companyId, locationId } = first(zap.sandbox.locations);
    for (let number = 0; number < 230; number += 1) {
      zap.sandbox.state.users.insert({
        companyId,
        email: `${number}@example.com`,
        name: `User ${number}`,
        locationIds: [locationId],
      });
    }
    delete process.env.HIGHLEVEL_API_VERSION;
    const dated = await users();
    process.env.HIGHLEVEL_API_VERSION = 'v3';
    const found = await users();
    // The search finds who works in all sub-accounts too.
    const ofAgency = zap.sandbox.state.users.where(
      (user) => user.companyId === companyId && !user.locationIds.length,
    );
    expect(ofAgency).not.toHaveLength(0);
    expect(found.toSorted()).toEqual([...dated, ...ofAgency.map(({ id }) => id)].sort());
    expect(new Set(arrived())).toEqual(new Set(['GET /users/ 2021-07-28', 'GET /users/search v3']));
  });

  test('are those of the dated version where the connection does not tell its agency', async () => {
    const { companyId: _companyId, ...authData } = zap.authData;
    expect(await users({ authData })).not.toHaveLength(0);
    expect(arrived()).toEqual(['GET /users/ 2021-07-28']);
  });

  test('of an agency’s connection are read with a token of the sub-account, which v3 gives', async () => {
    const { locationId } = first(zap.sandbox.locations);
    expect(await users({ authData: zap.agencyAuthData }, { locationId })).not.toHaveLength(0);
    expect(arrived()).toEqual(['POST /oauth/location-token v3', 'GET /users/search v3']);
    expect(zap.sent().map(({ tokenType }) => tokenType)).toEqual(['Company', 'Location']);
  });
});

test('the sub-accounts of an agency are read page by page, by the tokens of v3', async () => {
  const { companyId } = zap.agencyAuthData;
  for (let number = 0; number < 230; number += 1) {
    zap.sandbox.state.locations.insert({
      companyId: companyId ?? '',
      name: `Branch ${number}`,
      isInstalled: true,
    });
  }
  const [field] = items(await zap.call(locationFields, {}, { authData: zap.agencyAuthData }));
  const names = items(field?.choices).map(({ label }) => label);
  expect(names).toEqual(expect.arrayContaining(['Branch 0', 'Branch 229']));
  expect(new Set(arrived())).toEqual(new Set(['GET /oauth/installed-locations v3']));
  expect(arrived()).toHaveLength(3);
});

test('a refusal names fields by their labels, whatever v3 calls them', async () => {
  zap.sandbox.faults.add({
    endpoint: 'POST /contacts/',
    status: 422,
    body: { message: ['dndSettings.sms.status must be one of the following values: active'] },
  });
  const run = zap.run('creates', 'create_contact', {
    email: 'a@example.com',
    dndSettings__SMS__status: 'active',
  });
  expect(await zap.sentence(run)).toMatch(/“Do Not Disturb: SMS must be one of/);
});

test('a request that its user writes stays in the version that its user chooses', async () => {
  const ask = (headers: object) =>
    zap.run('creates', 'api_request', {
      method: 'GET',
      path: '/users/search',
      query: { companyId: zap.authData.companyId },
      headers,
    });
  await ask({});
  await ask({ Version: 'v3' });
  expect(arrived()).toEqual(['GET /users/search 2021-07-28', 'GET /users/search v3']);
});
