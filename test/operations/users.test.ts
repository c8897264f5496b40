import { scopeLabel } from '../../fields/user';
import { endpoint, shape } from '../../highlevel/contract';
import app from '../../index';
import { usualPermissions } from '../../sandbox/api/users';
import { at, items } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';
const PASSWORD = 'S3cret-enough!';

function place() {
  const { locationId, companyId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const user = first(state.users.where(({ locationIds }) => locationIds.includes(locationId)));
  return { locationId, companyId, user, userId: user.id, email: user.email };
}

const newUser = {
  firstName: 'Mira',
  lastName: 'Lindqvist',
  email: 'mira@example.com',
  password: PASSWORD,
  type: 'account',
  role: 'user',
};

const rows = ({ locationId, companyId, userId, email }: ReturnType<typeof place>): Row[] => [
  {
    key: 'search_users',
    input: { query: email, type: 'account', role: 'admin', ids: [userId, UNKNOWN], enabled2waySync: '' },
    sends: {
      call: 'GET /users/search',
      query: {
        companyId,
        locationId,
        query: email,
        type: 'account',
        role: 'admin',
        ids: `${userId},${UNKNOWN}`,
        sort: 'dateAdded',
        sortDirection: 'desc',
        limit: '100',
      },
    },
    gives: [{ id: userId, email, revision: 'new' }],
    fails: {
      input: { enabled2waySync: 'maybe' },
      says: /^“Two-Way Sync Is On” must be yes or no; it is “maybe”\.$/,
      sends: 0,
    },
  },
  {
    key: 'filter_users_by_email',
    as: 'agency',
    input: { emails: `${email.toUpperCase()}, nobody@example.com` },
    sends: {
      call: 'POST /users/search/filter-by-email',
      body: {
        companyId,
        emails: `${email.toUpperCase()},nobody@example.com`,
        projection: 'all',
        limit: '25',
      },
    },
    gives: [{ id: userId, email, firstName: expect.any(String), revision: 'new' }],
    fails: {
      as: 'location',
      input: { emails: email },
      says: /^Filter Users by Email needs an agency's connection, and this one is a sub-account's\.$/,
      sends: 0,
    },
  },
  {
    key: 'get_user',
    input: { userId },
    sends: { call: `GET /users/${userId}` },
    gives: [{ id: userId, email, revision: expect.stringMatching(/^[0-9a-f]{32}$/) }],
    fails: { input: { userId: UNKNOWN }, says: /was not found/ },
  },
  {
    key: 'list_users_by_location',
    input: {},
    sends: { call: 'GET /users/', query: { locationId } },
    gives: expect.arrayContaining([expect.objectContaining({ id: userId, email, revision: 'new' })]),
    fails: {
      as: 'agency',
      input: {},
      says: /^Choose a Sub-Account: this connection is an agency's\.$/,
      sends: 0,
    },
  },
  {
    key: 'create_user',
    input: {
      ...newUser,
      phone: '+13125550142',
      platformLanguage: 'sv',
      twilioPhone: [{ twilioLocation: locationId, twilioNumber: '+13125550143' }],
      permissions: ['contactsEnabled', 'Workflows (Read Only)'],
      scopes: 'contacts.write, Opportunities (Write)',
      scopesAssignedToOnly: [],
    },
    sends: {
      call: 'POST /users/',
      body: {
        ...newUser,
        companyId,
        locationIds: [locationId],
        phone: '+13125550142',
        platformLanguage: 'sv',
        twilioPhone: { [locationId]: '+13125550143' },
        permissions: {
          ...Object.fromEntries(Object.keys(usualPermissions()).map((name) => [name, false])),
          contactsEnabled: true,
          workflowsReadOnly: true,
        },
        scopes: ['contacts.write', 'opportunities.write'],
      },
    },
    gives: {
      id: expect.any(String),
      name: 'Mira Lindqvist',
      roles: { type: 'account', role: 'user', locationIds: [locationId] },
    },
    fails: {
      input: { ...newUser, scopes: ['everything'] },
      says: /^“Features” must be chosen from its list; “everything” is not in it\.$/,
      sends: 0,
    },
  },
  {
    key: 'update_user',
    input: { userId, lastName: 'Lindqvist', permissionsTaken: ['Refunds'], clear: ['twilioPhone'] },
    sends: {
      call: `PUT /users/${userId}`,
      body: {
        companyId,
        lastName: 'Lindqvist',
        permissions: { ...usualPermissions(), refundsEnabled: false },
        twilioPhone: {},
      },
      besides: [`GET /users/${userId}`],
    },
    gives: { id: userId, lastName: 'Lindqvist', email },
    fails: {
      input: { userId, permissions: ['refundsEnabled'], permissionsTaken: ['Refunds'] },
      says: /^“Refunds” is to be given and to be taken away: choose one of the two\.$/,
      sends: 0,
    },
  },
  {
    key: 'delete_user',
    input: { userId },
    sends: { call: `DELETE /users/${userId}` },
    gives: { id: userId, deleted: true },
    fails: { input: { userId: UNKNOWN }, says: /was not found/ },
  },
];

describeCategory(zap, 'Users', () => rows(place()));

const asAgency = () => ({ authData: zap.agencyAuthData });
const bodyOf = (method: string) => zap.sent().find((request) => request.method === method)?.body;
const dropdown = (key: string, field: string) => {
  const form = items(app.creates[key]?.operation.inputFields);
  return at(
    form.find((one) => one.key === field),
    'choices',
    'perform',
  );
};

describe('an agency’s connection', () => {
  test('searches in all its locations, or in the one that is chosen', async () => {
    const { locationId, companyId } = place();
    await zap.run('triggers', 'search_users', {}, asAgency());
    await zap.run('triggers', 'search_users', { locationId }, asAgency());
    const paged = { companyId, sort: 'dateAdded', sortDirection: 'desc', limit: '100' };
    expect(zap.sent().map(({ query }) => query)).toEqual([paged, { ...paged, locationId }]);
  });

  test('says where a new user works, but for one of the agency itself', async () => {
    const run = zap.run('creates', 'create_user', newUser, asAgency());
    expect(await zap.sentence(run)).toBe('Create User needs a value for “Sub-Accounts”.');
    await zap.run('creates', 'create_user', { ...newUser, type: 'agency' }, asAgency());
    expect(bodyOf('POST')).toMatchObject({ type: 'agency', locationIds: [] });
    const locationIds = zap.sandbox.locations.slice(0, 2).map(({ locationId }) => locationId);
    expect(await zap.run('creates', 'create_user', { ...newUser, locationIds }, asAgency())).toMatchObject({
      roles: { locationIds },
    });
  });
});

describe('the permissions of a user', () => {
  test('are the usual ones where none is chosen', async () => {
    await zap.run('creates', 'create_user', newUser);
    expect(bodyOf('POST')).not.toHaveProperty('permissions');
  });

  test('stay as they are where an update does not choose them', async () => {
    const { userId } = place();
    const had = { ...usualPermissions(), tagsEnabled: false };
    zap.sandbox.state.users.update(userId, { permissions: { ...had, notInTheContract: true } });
    await zap.run('creates', 'update_user', { userId, permissions: ['Bot Service'] });
    expect(zap.sandbox.state.users.get(userId)?.permissions).toEqual({ ...had, botService: true });
  });

  test('are not read where an update does not change them', async () => {
    const { userId } = place();
    await zap.run('creates', 'update_user', { userId, role: 'user', locationIds: [] });
    expect(zap.sent().map(({ method }) => method)).toEqual(['PUT']);
    expect(bodyOf('PUT')).toEqual({ companyId: place().companyId, role: 'user' });
  });

  test('are all in the list, by a name for people', async () => {
    const known = Object.keys(usualPermissions());
    const results = items(at(await zap.call(dropdown('create_user', 'permissions')), 'results'));
    expect(results.map(({ id }) => id).sort()).toEqual(known.sort());
  });
});

describe('a password', () => {
  test('comes back in no record and no error', async () => {
    const made = await zap.run('creates', 'create_user', newUser);
    expect(JSON.stringify(made)).not.toContain(PASSWORD);
    zap.sandbox.faults.add({
      endpoint: 'POST /users/',
      status: 400,
      body: { statusCode: 400, message: `password ${PASSWORD} is not allowed` },
    });
    const sentence = await zap.sentence(zap.run('creates', 'create_user', newUser));
    expect(sentence).toMatch(
      /^Create User did not work\. HighLevel says: “Password \(hidden\) is not allowed”/,
    );
  });

  test('is sent as it was typed', async () => {
    await zap.run('creates', 'create_user', { ...newUser, password: ' pass word1! ' });
    expect(at(zap.sent().at(-1)?.body, 'password')).toBe(' pass word1! ');
    await zap.run('creates', 'update_user', { userId: place().userId, password: '\tpass word2! ' });
    expect(at(zap.sent().at(-1)?.body, 'password')).toBe('\tpass word2! ');
  });

  test('is taken out of a record, should the API tell it', async () => {
    const body = { id: UNKNOWN, password: PASSWORD };
    zap.sandbox.faults.add({ endpoint: 'GET /users/{userId}', status: 200, body });
    const [found] = items(await zap.run('triggers', 'get_user', { userId: UNKNOWN }));
    expect(found).toEqual({ id: UNKNOWN, revision: expect.any(String) });
  });
});

test('Twilio Numbers that are no rows wipe none', async () => {
  const { userId } = place();
  for (const twilioPhone of ['+13125550143', ['x'], [{ number: '+13125550143' }]]) {
    const run = zap.run('creates', 'update_user', { userId, twilioPhone });
    expect(await zap.sentence(run)).toMatch(
      /^“Replace All Twilio Numbers With” must have rows with the columns /,
    );
  }
  expect(zap.sent()).toEqual([]);
});

test('a row of Twilio Numbers needs a sub-account and a number', async () => {
  const input = { ...newUser, twilioPhone: [{ twilioNumber: '+13125550143' }] };
  expect(await zap.sentence(zap.run('creates', 'create_user', input))).toBe(
    '“Twilio Numbers” must be rows of a sub-account and its number.',
  );
});

test('more emails than a page holds are refused', async () => {
  const emails = Array.from({ length: 101 }, (_, i) => `u${i}@example.com`);
  const run = zap.run('triggers', 'filter_users_by_email', { emails: emails.join(',') }, asAgency());
  expect(await zap.sentence(run)).toBe('“Emails” must be at most 100 emails.');
});

test('a user that changes fires again where that is wanted', async () => {
  const { userId } = place();
  const revision = async (fireOn: string) =>
    items(await zap.run('triggers', 'list_users_by_location', { fireOn })).find(({ id }) => id === userId)
      ?.revision;
  const before = [await revision('new'), await revision('updated')];
  zap.sandbox.state.users.update(userId, { phone: '+13125550199' });
  expect(await revision('new')).toBe(before[0]);
  expect(await revision('updated')).not.toBe(before[1]);
});

test('a user’s drop-down lists the agency’s users for an agency, and the sub-account’s for a sub-account', async () => {
  const perform = dropdown('update_user', 'userId');
  const labels = async (extra = {}) => items(at(await zap.call(perform, {}, extra), 'results')).length;
  const { state } = zap.sandbox;
  const { companyId } = place();
  expect(await labels(asAgency())).toBe(state.users.where((user) => user.companyId === companyId).length);
  expect(await labels()).toBeLessThan(await labels(asAgency()));
});

test.each([
  ['contacts.write', 'Contacts (Write)'],
  ['payments/subscriptions.pauseResumeCancel', 'Payments: Subscriptions (Pause Resume Cancel)'],
  ['socialplanner/rss.readonly', 'Social Planner: RSS (Read)'],
  ['voice-ai-agents.write', 'Voice AI Agents (Write)'],
  ['internaltools.billing-common.readonly', 'Internal Tools: Billing Common (Read)'],
])('the feature %s is called %s', (scope, label) => {
  expect(scopeLabel(scope)).toBe(label);
});

test('every feature has a name of its own', () => {
  const { enum: all = [] } = shape(endpoint('POST /users/').body.scopes ?? 'any');
  expect(new Set(all.map((scope) => scopeLabel(String(scope)))).size).toBe(all.length);
});
