/** The 401s told apart: only an expired token is worth a new one. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request } from '../../highlevel/client';
import { first, harness, shortenWaits } from '../support/harness';
import { callsOf } from './calls';

const zap = harness();
beforeEach(() => {
  shortenWaits();
});
afterEach(() => jest.restoreAllMocks());

const ask = (call: Call, authData = zap.authData) =>
  zap.call((z: ZObject, bundle: Bundle) => request(z, bundle, call), {}, { authData });

/** What was thrown. */
async function thrown(run: Promise<unknown>): Promise<{ name: string; message: string }> {
  const error: unknown = await run.then(
    (value) => new Error(`It did not fail: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error : new Error('What was thrown is no error.');
}

const here = () => first(zap.sandbox.locations);
const count = () => zap.sandbox.state.contacts.all().length;

const CALLS = callsOf(zap);

describe.each(Object.entries(CALLS))('%s', (what, call) => {
  const isRead = what === 'a read' || what === 'a search by POST';
  const wording = { doing: 'The Step' };
  let before: unknown;
  beforeEach(() => {
    before = JSON.stringify(zap.sandbox.state.contacts.all());
  });
  const isUntouched = () => JSON.stringify(zap.sandbox.state.contacts.all()) === before;

  test('asks for a new token where HighLevel says that it has expired', async () => {
    const asked = call();
    zap.sandbox.expireTokens();
    expect((await thrown(ask(asked))).name).toBe('RefreshAuthError');
    expect(isUntouched()).toBe(true);
  });

  test('asks for a new token before it is sent where the connection knows that it has expired', async () => {
    const authData = { ...zap.authData, expires_at: new Date(Date.now() - 1000).toISOString() };
    expect((await thrown(ask(call(), authData))).name).toBe('RefreshAuthError');
    expect(zap.sent()).toEqual([]);
  });

  test.each([
    ['is still good', () => new Date(Date.now() + 60_000).toISOString()],
    ['is unknown', () => ''],
    ['can’t be read', () => 'tomorrow'],
  ])('is sent once where the time of expiry %s', async (_when, time) => {
    await ask(call(), { ...zap.authData, expires_at: time() });
    expect(zap.sent()).toHaveLength(1);
  });

  test('names the scope that is missing, refreshes nothing and changes nothing', async () => {
    const scopes = [isRead ? 'contacts.write' : 'contacts.readonly'];
    const access_token = zap.sandbox.issueToken({ locationId: here().locationId, scopes });
    const { name, message } = await thrown(ask({ ...call(), wording }, { ...zap.authData, access_token }));
    expect(name).toBe('AppError');
    expect(message).toContain(
      `The Step did not work. HighLevel says: “The token is not authorized for this scope”. Your HighLevel app lacks a scope that this step needs: contacts.${isRead ? 'readonly' : 'write'}. Add it to the app in the HighLevel Marketplace, then reconnect the account in Zapier.`,
    );
    expect(isUntouched()).toBe(true);
  });

  test.each([
    ['This route is not yet supported by the IAM Service. Please update your IAM config.'],
    ['E01 - Unauthorized request'],
  ])('tells HighLevel’s words, and refreshes nothing: %s', async (message) => {
    zap.sandbox.faults.add({ status: 401, body: { statusCode: 401, message }, times: 2 });
    const error = await thrown(ask({ ...call(), wording }));
    expect(error.name).toBe('AppError');
    expect(error.message).toContain(`HighLevel says: “${message.replace(/\.$/, '')}”.`);
    expect(error.message).toContain('HighLevel refuses the call, though the connection is valid.');
    expect(error.message).not.toMatch(/scope|agency/);
  });
});

describe('the reason of a refused write', () => {
  const refused = { status: 401, body: { statusCode: 401, message: 'The token is expired.' } };

  test.each([
    ['a create', 'POST /contacts/'],
    ['an update', 'PUT /contacts/0'],
    ['a delete', 'DELETE /contacts/0'],
  ])('is read by a request that can do nothing: %s', async (what, probe) => {
    const call = CALLS[what]?.();
    if (!call) throw new Error('There is no such call.');
    zap.sandbox.faults.add(refused);
    await thrown(ask(call));
    const [sent, asked, ...others] = zap.sent();
    expect(sent?.status).toBe(401);
    expect(`${asked?.method} ${asked?.path}`).toBe(probe);
    expect(asked).toMatchObject({ query: {}, rawBody: '' });
    expect(asked?.headers).toMatchObject({
      authorization: sent?.headers.authorization,
      version: sent?.headers.version,
      'user-agent': 'Zapier',
    });
    // An update or a delete may then be repeated as it was; a create never is.
    expect(others.map(({ method }) => method)).toEqual(what === 'a create' ? [] : [sent?.method]);
  });

  test('is unknown where that request is let through: then the owner is told to look', async () => {
    const contacts = count();
    zap.sandbox.faults.add({ ...refused, after: true });
    const { name, message } = await thrown(
      ask({ endpoint: 'POST /contacts/', input: { firstName: 'Ada' }, wording: { doing: 'Create Contact' } }),
    );
    expect(name).toBe('AppError');
    expect(message).toContain('It is not known whether Create Contact was done');
    expect(count()).toBe(contacts + 1);
  });
});

describe('a gateway’s time-out that comes as 401', () => {
  const timeOut = { status: 401, body: { statusCode: 401, message: 'Command timed out' } };

  test.each(['Command timed out', 'Request Timeout', 'time out of the upstream'])(
    'is no reason to refresh: a read is tried again after “%s”',
    async (message) => {
      zap.sandbox.faults.add({ ...timeOut, body: { statusCode: 401, message }, times: 2 });
      expect(await ask({ endpoint: 'GET /campaigns/' })).toHaveProperty('campaigns');
    },
  );

  test('is told as one where it lasts', async () => {
    zap.sandbox.faults.add({ ...timeOut, times: 6 });
    const { name, message } = await thrown(
      ask({ endpoint: 'GET /campaigns/', wording: { doing: 'List Campaigns' } }),
    );
    expect(name).toBe('AppError');
    expect(message).toContain(
      'List Campaigns did not work. HighLevel says: “Command timed out”. HighLevel was too busy to answer. Run the step again in a few minutes.',
    );
  });

  test('leaves a write’s outcome open', async () => {
    zap.sandbox.faults.add({ ...timeOut, times: 2 });
    const { message } = await thrown(ask({ endpoint: 'POST /contacts/', input: { firstName: 'Ada' } }));
    expect(message).toContain('It is not known whether');
    expect(zap.sent().filter(({ rawBody }) => rawBody.includes('Ada'))).toHaveLength(1);
  });
});

test.each([[''], ['<html>Unauthorized</html>'], ['{"error":"Unauthorized"}'], ['{"message":"Invalid JWT"}']])(
  'a 401 that gives no other reason is an expired token: %j',
  async (body) => {
    zap.sandbox.faults.add({ status: 401, body, times: 2 });
    expect((await thrown(ask({ endpoint: 'GET /campaigns/' }))).name).toBe('RefreshAuthError');
  },
);

test.each(['a read', 'a search by POST'])(
  'a 401 that was one moment’s whim is read again, and the answer taken: %s',
  async (what) => {
    zap.sandbox.faults.add({ status: 401, body: '' });
    const call = CALLS[what]?.() ?? { endpoint: 'GET /campaigns/' };
    expect(Object.keys(Object(await ask(call)))).toContainEqual(expect.stringMatching(/^contacts?$/));
    expect(zap.sent()).toHaveLength(2);
  },
);

test.each([
  'The token does not have access to this location.',
  'This authClass type is not allowed to access this scope. Please reach out to support.',
  'Forbidden resource',
])('a 401 that bars the way tells of the access, and refreshes nothing: %s', async (message) => {
  zap.sandbox.faults.add({ status: 401, body: { statusCode: 401, message }, times: 2 });
  const error = await thrown(ask({ endpoint: 'GET /campaigns/' }));
  expect(error.name).toBe('AppError');
  expect(error.message).toContain(
    "This needs access to the sub-account, which this connection doesn't have. Check the account",
  );
});

test('a connection that has lost its token asks for a new one, and sends nothing', async () => {
  const { access_token: _lost, ...authData } = zap.authData;
  const call: Call = { endpoint: 'POST /contacts/', input: { firstName: 'Ada' } };
  expect((await thrown(ask(call, authData))).name).toBe('RefreshAuthError');
  expect(zap.sent()).toEqual([]);
});
