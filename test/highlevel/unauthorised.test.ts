/** The 401s told apart: only an expired token is worth a new one. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request } from '../../highlevel/client';
import type { Fault } from '../../sandbox/gateway/faults';
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
    'The token has expired. Please get a new access token.',
    'Token expired: sign in again to get access',
    'invalid_token',
  ])('asks for a new token where HighLevel says: %s', async (message) => {
    zap.sandbox.faults.add({ status: 401, body: { statusCode: 401, message } });
    expect((await thrown(ask(call()))).name).toBe('RefreshAuthError');
    expect(isUntouched()).toBe(true);
  });

  test.each(['An agency token is required for this call', 'Token type is not valid for this endpoint'])(
    'asks for no new token of the same level where HighLevel says: %s',
    async (message) => {
      zap.sandbox.faults.add({ status: 401, body: { statusCode: 401, message } });
      const error = await thrown(ask({ ...call(), wording }));
      expect(error.name).toBe('AppError');
      expect(error.message).toContain(`HighLevel says: “${message}”.`);
      expect(error.message).not.toContain('not known');
    },
  );

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
    expect(error.message).toContain('HighLevel refused this step for the reason that it gives');
    expect(error.message).not.toMatch(/scope|agency|not known/);
    expect(zap.sent()).toHaveLength(1);
  });
});

describe.each([401, 403])('a write that is refused with %d', (status) => {
  const wording = { doing: 'The Step' };
  const WRITES = ['a create', 'an update', 'a delete'];

  test.each(
    WRITES.flatMap((what) =>
      ['The plan does not include this', 'You may not do that on Sundays'].map(
        (message) => [what, message] as const,
      ),
    ),
  )('was not done, and its owner reads why: %s, “%s”', async (what, message) => {
    const before = JSON.stringify(zap.sandbox.state.contacts.all());
    zap.sandbox.faults.add({ status, body: { statusCode: status, message }, times: 3 });
    const call = CALLS[what]?.();
    if (!call) throw new Error('There is no such call.');
    const error = await thrown(ask({ ...call, wording }));
    expect(error.name).toBe('AppError');
    expect(error.message).toContain(
      `The Step did not work. HighLevel says: “${message}”. Nothing was done. HighLevel refused this step for the reason that it gives:`,
    );
    expect(error.message).not.toMatch(/not known|sub-account|access|connection/);
    expect(zap.sent()).toHaveLength(1);
    expect(JSON.stringify(zap.sandbox.state.contacts.all())).toBe(before);
  });
});

test('a write that is refused with 403 and no words was not done', async () => {
  zap.sandbox.faults.add({ status: 403, body: '' });
  const { message } = await thrown(ask({ endpoint: 'POST /contacts/', input: { firstName: 'Ada' } }));
  expect(message).toContain('Nothing was done. HighLevel refused this step and gave no reason.');
  expect(zap.sent()).toHaveLength(1);
});

describe('the words of a 401 are read', () => {
  const message = 'The plan does not include this';
  const text = JSON.stringify({ message });
  const refused = async (fault: Fault, call: Call = { endpoint: 'GET /campaigns/' }) => {
    zap.sandbox.faults.add({ status: 401, ...fault });
    return (await thrown(ask(call))).message;
  };

  test('where many requests of a run are under way at once', async () => {
    const lines = Array.from({ length: 8 }, (_, n) => `Not on line ${n}`);
    for (const [n, words] of lines.entries()) {
      zap.sandbox.faults.add({ status: 401, endpoint: new RegExp(`/c${n}$`), body: { message: words } });
    }
    const said = await zap.call((z: ZObject, bundle: Bundle) =>
      Promise.all(
        lines.map((_, n) =>
          thrown(
            request(z, bundle, { endpoint: 'GET /contacts/{contactId}', input: { contactId: `c${n}` } }),
          ),
        ),
      ).then((errors) => errors.map(({ message }) => /Not on line \d/.exec(message)?.[0])),
    );
    expect(said).toEqual(lines);
  });

  test.each([
    ['a list that is parsed once', { endpoint: 'GET /campaigns/', parseOnce: true }],
    ['a file', { endpoint: 'GET /campaigns/', file: true }],
  ] as const)('of %s, however long they are', async (_what, call) => {
    const body = JSON.stringify({ message, more: 'x'.repeat(2_000_000) });
    expect(await refused({ body }, { ...call })).toContain(`“${message}”`);
  });

  test('and one that breaks off gives none', async () => {
    zap.sandbox.faults.add({ status: 401, body: text.slice(0, 12) });
    expect((await thrown(ask({ endpoint: 'GET /campaigns/' }))).name).toBe('RefreshAuthError');
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
    zap.sandbox.faults.add({ ...timeOut, after: true });
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
