/** One connection for an agency and all its sub-accounts. */
import { type Bundle, createAppTester, type ZObject } from 'zapier-platform-core';
import { locationFields } from '../../fields/location';
import { type Call, request, sendCustom } from '../../highlevel/client';
import { connectionOf } from '../../highlevel/connection';
import { factsOfCall } from '../../highlevel/contract/match';
import app from '../../index';
import { first, harness, shortenWaits } from '../support/harness';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

/** The sub-accounts of the first agency, and one of another's. */
function places() {
  const { companyId } = first(zap.sandbox.agencies);
  const own = zap.sandbox.locations.filter((location) => location.companyId === companyId);
  const foreign = zap.sandbox.locations.filter((location) => location.companyId !== companyId);
  const [one, two] = own.map(({ locationId }) => locationId);
  if (!one || !two) throw new Error('The agency has no two sub-accounts.');
  return { companyId, one, two, foreign: first(foreign).locationId };
}

const TOKEN = 'POST /oauth/locationToken';
const LIST: Call = { endpoint: 'GET /campaigns/' };
const calls = () => zap.sent().map(({ endpoint }) => endpoint);
const tokensOf = (endpoint: Call['endpoint']) =>
  zap
    .sent()
    .filter((sent) => sent.endpoint === endpoint)
    .map(({ headers }) => headers.authorization);

/** A Zap's runs by one connection, whose cache outlives each run. */
function connection(authData: { [name: string]: string } = zap.agencyAuthData) {
  const tester = createAppTester(app);
  const run = (locationId: string | undefined, ...list: Call[]) =>
    tester(
      async (z: ZObject, bundle: Bundle) => {
        const answers: unknown[] = [];
        for (const call of list) answers.push(await request(z, bundle, call));
        return answers;
      },
      { inputData: { ...(locationId && { locationId }) }, authData },
    );
  return { run, kept: () => Object(tester).zcacheTestObj };
}

const name = async (run: Promise<unknown>) =>
  run.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );

describe('a step in a sub-account', () => {
  test('gets the sub-account’s own token, once for all runs', async () => {
    const { companyId, one } = places();
    const { run } = connection();
    await run(one, LIST, LIST);
    await run(one, LIST);
    expect(calls()).toEqual([TOKEN, LIST.endpoint, LIST.endpoint, LIST.endpoint]);
    expect(zap.sent()[0]).toMatchObject({
      tokenType: 'Company',
      body: { companyId, locationId: one },
      headers: { authorization: `Bearer ${zap.agencyAuthData.access_token}`, version: '2021-07-28' },
    });
    expect(zap.sent().slice(1)).toEqual(
      Array(3).fill(
        expect.objectContaining({ tokenType: 'Location', query: { locationId: one }, status: 200 }),
      ),
    );
  });

  test('never uses another sub-account’s token', async () => {
    const { one, two } = places();
    const { run } = connection();
    for (const locationId of [one, two, two, one]) await run(locationId, LIST);
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(2);
    const [a, b, c, d] = tokensOf('GET /campaigns/');
    expect([a === d, b === c, a === b]).toEqual([true, true, false]);
    const lists = zap.sent().filter(({ endpoint }) => endpoint === 'GET /campaigns/');
    expect(lists.map(({ query }) => query.locationId)).toEqual([one, two, two, one]);
    expect(lists.every(({ status }) => status === 200)).toBe(true);
  });

  test('is one too where the endpoint takes either token and requires the sub-account’s id', async () => {
    const { one } = places();
    const { run } = connection();
    const invoices: Call = { endpoint: 'GET /invoices/', input: { limit: '1', offset: '0' } };
    expect(await zap.sentence(run(undefined, invoices))).toBe(
      "Choose a Sub-Account: this connection is an agency's.",
    );
    expect(zap.sent()).toEqual([]);
    // The sandbox has no invoices. What it was asked is what counts here.
    await run(one, invoices).catch(() => undefined);
    expect(zap.sent()).toMatchObject([
      { endpoint: TOKEN, tokenType: 'Company' },
      { endpoint: 'GET /invoices/', tokenType: 'Location', query: { altId: one, altType: 'location' } },
    ]);
  });

  test('is none where a user composes such a call and chooses no Location', async () => {
    const facts = factsOfCall('GET', '/invoices/');
    const path = `/invoices/?altId=${places().one}&altType=location&limit=1&offset=0`;
    const composed = { method: facts.method, path, headers: { version: facts.version } };
    const asked = zap.call(
      (z: ZObject, bundle: Bundle) =>
        sendCustom(z, bundle, { facts, composed, wording: { doing: 'API Request' } }),
      {},
      { authData: zap.agencyAuthData },
    );
    await asked.catch(() => undefined);
    expect(zap.sent()).toMatchObject([{ endpoint: 'GET /invoices/', tokenType: 'Company' }]);
  });

  test('sees the records of its own sub-account alone', async () => {
    const { one, two } = places();
    const { run } = connection();
    for (const locationId of [one, two]) {
      const found = JSON.stringify(
        await run(locationId, { endpoint: 'GET /contacts/', input: { limit: 20 } }),
      );
      const owners = [...found.matchAll(/"locationId":"(\w+)"/g)].map(([, owner]) => owner);
      expect(owners).toHaveLength(20);
      expect(new Set(owners)).toEqual(new Set([locationId]));
    }
  });

  test('begins anew with a new agency’s token, which may have more scopes', async () => {
    const { companyId, one } = places();
    const authData = (access_token: string) => ({ ...zap.agencyAuthData, access_token });
    const poor = zap.sandbox.issueToken({ companyId, scopes: ['oauth.write'] });
    const tester = createAppTester(app);
    const run = (access_token: string) =>
      tester((z: ZObject, bundle: Bundle) => request(z, bundle, LIST), {
        inputData: { locationId: one },
        authData: authData(access_token),
      });
    expect(await zap.sentence(run(poor))).toContain('lacks a scope that this step needs: campaigns.readonly');
    expect(await run(zap.sandbox.issueToken({ companyId }))).toHaveProperty('campaigns');
  });

  test.each([
    ['a Location of its own', LIST],
    ['none', { endpoint: 'GET /contacts/{contactId}', input: { contactId: 'x' } }],
  ] as const)('asks to choose one, and sends nothing, whether the endpoint names %s', async (_what, call) => {
    expect(await zap.sentence(connection().run(undefined, call))).toBe(
      "Choose a Sub-Account: this connection is an agency's.",
    );
    expect(zap.sent()).toEqual([]);
  });

  test('is opened once a run and renewed, without Zapier’s cache where that fails', async () => {
    const broken = () => Promise.reject(new Error('RPC request failed'));
    const thrice = async (z: ZObject, bundle: Bundle) => {
      Object.assign(z, { cache: { get: broken, set: broken, delete: broken } });
      await request(z, bundle, LIST);
      await request(z, bundle, LIST);
      expect(calls()).toEqual([TOKEN, 'GET /campaigns/', 'GET /campaigns/']);
      const body = 'The token is expired.';
      zap.sandbox.faults.add({ endpoint: 'GET /campaigns/', status: 401, body });
      return request(z, bundle, LIST);
    };
    const extra = { authData: zap.agencyAuthData };
    expect(await zap.call(thrice, { locationId: places().one }, extra)).toHaveProperty('campaigns');
    expect(calls().slice(-2)).toEqual([TOKEN, 'GET /campaigns/']);
  });

  test('is opened at a second try', async () => {
    shortenWaits();
    zap.sandbox.faults.add({ endpoint: TOKEN, status: 503, body: '', after: true });
    await connection().run(places().one, { endpoint: 'POST /contacts/', input: { firstName: 'Ada' } });
    expect(calls()).toEqual([TOKEN, TOKEN, 'POST /contacts/']);
  });

  test('that does not open is no write of unknown outcome', async () => {
    shortenWaits();
    zap.sandbox.faults.add({ endpoint: TOKEN, cut: true, times: 9 });
    const make: Call = { endpoint: 'POST /contacts/', input: { firstName: 'Ada' } };
    expect(await zap.sentence(connection().run(places().one, make))).toBe(
      'Opening the sub-account did not work. HighLevel gave no answer that could be read. Run the step again in a few minutes.',
    );
    expect(calls()).toEqual([TOKEN, TOKEN, TOKEN]);
  });

  test('that does not open for a trouble of HighLevel’s own asks to try again, and for no other Location', async () => {
    shortenWaits();
    zap.sandbox.faults.add({ endpoint: TOKEN, status: 503, body: '', times: 9 });
    expect(await zap.sentence(connection().run(places().one, LIST))).toMatch(
      /^Opening the sub-account did not work\. HighLevel has a problem of its own\. Run the step again/,
    );
  });

  test('of another agency is refused, and nothing of it is asked', async () => {
    const { foreign } = places();
    const sentence = await zap.sentence(connection().run(foreign, LIST));
    expect(sentence).toMatch(
      /^Opening the sub-account did not work\. HighLevel says: “[^”]+”\. Choose the Sub-Account again: it must be a sub-account of this agency, in which the app is installed and active\. \(Trace id: [\w-]+\)$/,
    );
    expect(calls()).toEqual([TOKEN]);
  });

  test.each([
    [{ isInstalled: false }, 'App is not installed in location'],
    [{ isActive: false }, 'Location is not active'],
  ])('that can’t be opened says why: %j', async (change, words) => {
    const { one } = places();
    zap.sandbox.state.locations.update(one, change);
    const sentence = await zap.sentence(connection().run(one, LIST));
    expect(sentence).toContain(words);
    expect(sentence).toMatch(
      /^Opening the sub-account did not work\. HighLevel says: “[^”]+”\. Choose the Sub-Account again: it must be a sub-account of this agency, in which the app is installed and active\. \(Trace id: [\w-]+\)$/,
    );
  });

  test('that lacks the scope for it names that scope', async () => {
    const { companyId, one } = places();
    const access_token = zap.sandbox.issueToken({ companyId, scopes: ['campaigns.readonly'] });
    expect(await zap.sentence(connection({ ...zap.agencyAuthData, access_token }).run(one, LIST))).toContain(
      'lacks a scope that this step needs: oauth.write',
    );
  });
});

describe('a sub-account’s token that HighLevel no longer takes', () => {
  /** Runs once, so that the token is kept; then makes the kept one expire. */
  async function withOldToken() {
    const { one } = places();
    const made = connection();
    await made.run(one, LIST);
    zap.sandbox.expireTokens();
    zap.sandbox.requests.length = 0;
    const access_token = zap.sandbox.issueToken({ companyId: places().companyId });
    return { ...made, one, access_token };
  }

  test.each<[string, Call]>([
    ['a read', LIST],
    ['a write', { endpoint: 'POST /contacts/', input: { firstName: 'Onceonly' } }],
  ])('is renewed once, and %s goes on', async (_what, call) => {
    const { one } = places();
    const { run } = connection();
    await run(one, LIST);
    zap.sandbox.requests.length = 0;
    zap.sandbox.faults.add({ endpoint: call.endpoint, status: 401, body: 'The token is expired.' });
    await run(one, call);
    expect(calls().filter((sent) => sent === TOKEN)).toHaveLength(1);
    expect(zap.sent().at(-1)).toMatchObject({ endpoint: call.endpoint, tokenType: 'Location' });
    expect(zap.sandbox.state.contacts.where(({ firstName }) => firstName === 'Onceonly')).toHaveLength(
      call === LIST ? 0 : 1,
    );
    const [old, renewed] = tokensOf(call.endpoint);
    expect(renewed).not.toBe(old);
  });

  test('and that a new one does not cure, is told; the agency’s token, which is good, is not refreshed', async () => {
    const { one } = places();
    const { run, kept } = connection();
    zap.sandbox.faults.add({ endpoint: 'GET /campaigns/', status: 401, body: '', times: 9 });
    expect(await zap.sentence(run(one, LIST))).toMatch(
      /^The call did not work\. HighLevel gave a new token for this sub-account, and does not take it\. /,
    );
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(2);
    expect(Object.keys(kept())).toEqual([]);
  });

  test('is not renewed by an agency’s token that has expired as well: that one is refreshed', async () => {
    const { run, one } = await withOldToken();
    expect(await name(run(one, LIST))).toBe('RefreshAuthError');
  });

  test('is no matter once the agency’s token is refreshed', async () => {
    const { one, access_token } = await withOldToken();
    await connection({ ...zap.agencyAuthData, access_token }).run(one, LIST);
    expect(calls()).toEqual([TOKEN, 'GET /campaigns/']);
  });
});

describe('what is kept', () => {
  test('is the token of a day, dropped before it ends; one that soon ends is not kept', async () => {
    const { one } = places();
    const { run, kept } = connection();
    zap.sandbox.faults.add({
      endpoint: TOKEN,
      status: 200,
      body: { access_token: zap.sandbox.issueToken({ locationId: one }), expires_in: 300 },
    });
    await run(one, LIST);
    expect(Object.keys(kept())).toEqual([]);
    await run(one, LIST);
    expect(Object.keys(kept())).toHaveLength(1);
  });

  test.each([[{}], [{ access_token: '' }], ['']])(
    'is nothing where HighLevel gives no token (%j): the step fails with a sentence',
    async (body) => {
      shortenWaits();
      const { one } = places();
      const { run, kept } = connection();
      zap.sandbox.faults.add({ endpoint: TOKEN, status: 200, body, times: 9 });
      expect(await zap.sentence(run(one, LIST))).toMatch(/^Opening the sub-account did not work\. /);
      expect(Object.keys(kept())).toEqual([]);
      expect(calls()).not.toContain('GET /campaigns/');
    },
  );
});

describe('what is the agency’s own', () => {
  test('is asked with the agency’s token, whatever Location is chosen', async () => {
    const { companyId, one } = places();
    await connection().run(one, { endpoint: 'GET /companies/{companyId}' });
    expect(zap.sent()).toEqual([
      expect.objectContaining({ path: `/companies/${companyId}`, tokenType: 'Company', status: 200 }),
    ]);
  });

  test('may be both’s, and is then asked with the agency’s token', async () => {
    const { one } = places();
    await connection().run(one, { endpoint: 'GET /locations/{locationId}' });
    expect(zap.sent()).toEqual([
      expect.objectContaining({ path: `/locations/${one}`, tokenType: 'Company', status: 200 }),
    ]);
  });

  test('is told before it is sent with a sub-account’s connection', async () => {
    const call: Call = { endpoint: 'GET /companies/{companyId}', wording: { doing: 'Get Company' } };
    expect(await zap.sentence(connection(zap.authData).run(undefined, call))).toBe(
      "Get Company needs an agency's connection, and this one is a sub-account's.",
    );
    expect(zap.sent()).toEqual([]);
  });

  test('is the list of sub-accounts, whole, though one of them is chosen already', async () => {
    const { one } = places();
    const fields = await zap.call(
      (z: ZObject, bundle: Bundle) => locationFields(z, bundle),
      { locationId: one },
      { authData: zap.agencyAuthData },
    );
    expect(zap.sent()[0]?.query).not.toHaveProperty('locationId');
    expect(JSON.stringify(fields)).toContain(places().two);
  });
});

test.each([
  [{ userType: 'Company', companyId: 'c', locationId: 'l' }, 'agency'],
  [{ userType: 'Location', companyId: 'c' }, 'location'],
  [{ companyId: 'c' }, 'agency'],
  [{ companyId: 'c', locationId: 'l' }, 'location'],
])('a connection tells its level by its type, else by its ids: %j', (authData, level) => {
  expect(connectionOf({ authData }).level).toBe(level);
});

describe('a sub-account’s connection', () => {
  test('knows nothing of all this: it uses its token, and no Location of the form', async () => {
    const { two } = places();
    await connection(zap.authData).run(two, LIST);
    expect(zap.sent()).toEqual([
      expect.objectContaining({
        endpoint: 'GET /campaigns/',
        query: { locationId: zap.authData.locationId },
        headers: expect.objectContaining({ authorization: `Bearer ${zap.authData.access_token}` }),
      }),
    ]);
  });
});
