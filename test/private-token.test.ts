/**
 * The app as `HIGHLEVEL_AUTH=token` makes it: an account is connected by the token of a private integration,
 * and nothing else differs.
 */
import { omit, pick } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { privateToken, scopes } from '../authentication';
import { locationFields } from '../fields/location';
import { authKind } from '../highlevel/auth-kind';
import { everyScope } from '../highlevel/contract';
import { opensLocation } from '../highlevel/own-location';
import app from '../index';
import { withSharedOperations } from '../operations/share';
import { type App, Connection, handlerOf, type Item, type LogEntry, loadApp, type Result } from '../zapier';
import { readDefinition } from './support/compiled';
import { CHECKS } from './support/d-checks';
import { type EveryOperation, startEveryOperation } from './support/every-operation';
import { fillIn } from './support/fill';
import { first, harness, shortenWaits } from './support/harness';
import { operationsUnderTest } from './support/operations';

const zap = harness();
const definition = withSharedOperations({ ...app, authentication: privateToken });

let loaded: App;
const logged: LogEntry[] = [];
beforeAll(async () => {
  process.env.HIGHLEVEL_AUTH = 'token';
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url, HIGHLEVEL_AUTH: 'token' };
  loaded = await loadApp(handlerOf(definition), { environment, onLog: (entry) => logged.push(entry) });
});
beforeEach(() => {
  shortenWaits();
  logged.length = 0;
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => {
  delete process.env.HIGHLEVEL_AUTH;
});

const location = () => first(zap.sandbox.locations);
const agency = () => first(zap.sandbox.agencies);
const fields = (access_token: string, account_id: string) => ({ access_token, account_id });
const ofLocation = (chosen?: string[]) => {
  const { locationId } = location();
  const request = { locationId, ...(chosen && { scopes: chosen }) };
  return fields(zap.sandbox.issuePrivateToken(request), locationId);
};
const ofAgency = (chosen?: string[]) => {
  const { companyId } = agency();
  const request = { companyId, ...(chosen && { scopes: chosen }) };
  return fields(zap.sandbox.issuePrivateToken(request), companyId);
};

const open = (typed: Item) =>
  loaded.call('authentication.sessionConfig.perform', { authData: typed, inputData: {}, meta: {} });

function failureOf(result: Result) {
  if (result.ok) throw new Error(`It did not fail: ${JSON.stringify(result.value)}`);
  return result.failure;
}

describe('the connection', () => {
  test('is a form of a token, as a password, and an id, with help that has a link', () => {
    expect(privateToken.fields).toEqual([
      expect.objectContaining({ key: 'access_token', type: 'password', required: true }),
      expect.objectContaining({ key: 'account_id', type: 'string', required: true }),
    ]);
    expect(privateToken.fields[0]?.helpText).toMatch(/\[Private Integrations\]\(https:\/\/[^)]+\)/);
  });

  test('is valid to Zapier', async () => {
    const check = handlerOf(definition);
    const { results } = await check({ command: 'validate', bundle: {}, calledFromCli: true });
    expect(results).toEqual([]);
  });

  test.each(['tokens', 'Token', 'oauth2', 'true'])('is none that HIGHLEVEL_AUTH calls “%s”', (named) => {
    jest.replaceProperty(process, 'env', { HIGHLEVEL_AUTH: named });
    expect(() => authKind()).toThrow('HIGHLEVEL_AUTH must be token, or not set: then OAuth is used.');
  });

  test('is all in which the definition differs, and breaks none of Zapier’s checks', async () => {
    const { definition: usual } = await loadApp(handlerOf(withSharedOperations(app)));
    expect(omit(loaded.definition, 'authentication')).toEqual(omit(usual, 'authentication'));
    const { authentication, texts } = readDefinition(loaded.definition);
    const own = { operations: [], searchOrCreates: [], authentication, texts };
    expect(authentication.fields).toHaveLength(2);
    expect(CHECKS.flatMap((check) => check.failures(own))).toEqual([]);
  });

  test('asks for no scope of OAuth, which HighLevel offers to no private integration', () => {
    expect(scopes()).toContain('contacts.readonly');
    expect(scopes().filter((scope) => scope.startsWith('oauth.'))).toEqual([]);
  });

  test('of a sub-account is found out, and named by its sub-account', async () => {
    const { locationId, companyId, name } = location();
    const connection = await Connection.openSession(loaded, ofLocation());
    expect(connection.authData).toMatchObject({ userType: 'Location', locationId, companyId });
    expect(await connection.label()).toBe(`${name} · sub-account`);
  });

  test('of an agency is found out, and named by its agency', async () => {
    const { companyId, name } = agency();
    const connection = await Connection.openSession(loaded, ofAgency());
    expect(connection.authData).toMatchObject({ userType: 'Company', companyId, locationId: '' });
    expect(await connection.label()).toBe(`${name} · agency`);
  });

  test('is made of fields with blanks around them, too', async () => {
    const { access_token, account_id } = ofLocation();
    const connection = await Connection.openSession(loaded, fields(` ${access_token}\n`, ` ${account_id} `));
    expect(connection.authData.locationId).toBe(location().locationId);
  });

  test.each([
    ['unknown', () => fields('pit-unknown', location().locationId)],
    ['empty', () => fields('  ', location().locationId)],
  ])('with a token that is %s asks for a new one, and for no refresh', async (_what, typed) => {
    expect(failureOf(await open(typed()))).toMatchObject({
      kind: 'expired',
      message: expect.stringContaining('Make a new token in HighLevel under Settings, Private Integrations'),
    });
  });

  // Whether HighLevel lets it work there is not known: see “private-token-level”.
  test('with an agency’s token and a sub-account’s id is that sub-account’s', async () => {
    const { access_token } = ofAgency();
    const { locationId } = location();
    const connection = await Connection.openSession(loaded, fields(access_token, locationId));
    expect(connection.authData).toMatchObject({ userType: 'Location', locationId });
  });

  test.each([
    [
      'a sub-account’s token and its agency’s id',
      () => fields(ofLocation().access_token, agency().companyId),
    ],
    ['an id of nobody', () => fields(ofLocation().access_token, 'nobodyNobodyNobody12')],
  ])('with %s tells what HighLevel says to both', async (_what, typed) => {
    const { kind, message } = failureOf(await open(typed()));
    expect(kind).toBe('error');
    expect(message).toMatch(
      /^HighLevel does not open an account with this token and this ID\. As a sub-account’s: .+ As an agency’s: .+/,
    );
  });

  test.each([
    ['sub-account', () => ofLocation(['contacts.readonly']), 'locations.readonly'],
    ['agency', () => ofAgency(['users.readonly']), 'companies.readonly'],
  ])('of a %s that lacks the scope for its name tells which', async (_what, typed, scope) => {
    const { message } = failureOf(await open(typed()));
    expect(message).toContain(
      `The private integration lacks a scope that this step needs: ${scope}. Add it to the private integration in HighLevel, under Settings, Private Integrations, then try again.`,
    );
    expect(message).not.toContain('Marketplace');
  });

  test('that fails for the moment does not blame the token', async () => {
    zap.sandbox.faults.add({ endpoint: 'GET /locations/{locationId}', status: 503, body: '', times: 9 });
    const { kind, message } = failureOf(await open(ofLocation()));
    expect(kind).toBe('error');
    expect(message).toContain('Run the step again in a few minutes.');
  });

  test.each(['revoked', 'expired'])('whose token is %s later asks to connect again', async (how) => {
    const typed = ofLocation();
    const connection = await Connection.openSession(loaded, typed);
    if (how === 'revoked') zap.sandbox.revokePrivateToken(typed.access_token);
    else zap.sandbox.faults.add({ status: 401, body: { message: 'The token is expired.' }, times: 9 });
    const failure = failureOf(await connection.perform('searches', 'find_contact', { query: 'a' }));
    expect(failure.kind).toBe('expired');
    expect(failure.message).toMatch(/reconnect the account in Zapier under Apps with it\.$/);
    expect(connection.refreshes).toBe(0);
  });

  test('outlives all tokens of OAuth', async () => {
    const connection = await Connection.openSession(loaded, ofLocation());
    zap.sandbox.expireTokens();
    expect(await connection.perform('searches', 'find_contact', { query: 'a' })).toMatchObject({ ok: true });
  });

  test('shows its token in no log and no error, even where HighLevel repeats it', async () => {
    const typed = ofLocation();
    const connection = await Connection.openSession(loaded, typed);
    const message = `Bearer ${typed.access_token} may not do that`;
    zap.sandbox.faults.add({ status: 400, body: { message }, times: 9 });
    const said = failureOf(await connection.perform('searches', 'find_contact', { query: 'a' })).message;
    const connecting = failureOf(await open(typed)).message;
    const texts = logged.map((entry) =>
      JSON.stringify({ ...entry, data: omit(entry.data, 'response_content') }),
    );
    expect(texts.length).toBeGreaterThan(0);
    expect([said, connecting, ...texts].filter((text) => text.includes(typed.access_token))).toEqual([]);
  });
});

describe('an agency’s private token', () => {
  test('lists the agency’s sub-accounts to choose from', async () => {
    const { companyId } = agency();
    const { access_token } = ofAgency();
    const authData = { access_token, userType: 'Company', companyId };
    const [field] = (await zap.call(locationFields, {}, { authData })) as unknown as { choices: Item[] }[];
    const own = zap.sandbox.state.locations.where((one) => one.companyId === companyId);
    expect(field?.choices.map(({ value }) => value).sort()).toEqual(own.map(({ id }) => id).sort());
  });

  test('that opens no sub-account says so plainly', async () => {
    const connection = await Connection.openSession(loaded, ofAgency());
    const { locationId } = first(
      zap.sandbox.locations.filter(({ companyId }) => companyId === agency().companyId),
    );
    const failure = failureOf(
      await connection.perform('searches', 'find_contact', { query: 'a', locationId }),
    );
    expect(failure.kind).toBe('error');
    expect(failure.message).toMatch(
      /^Opening the sub-account did not work\..* Make a private integration in the sub-account itself/,
    );
  });

  test('works in a sub-account where HighLevel lets it', async () => {
    const connection = await Connection.openSession(loaded, ofAgency(everyScope()));
    const { locationId } = first(
      zap.sandbox.locations.filter(({ companyId }) => companyId === agency().companyId),
    );
    const found = await connection.perform('searches', 'find_contact', { query: 'a', locationId });
    expect(found).toMatchObject({ ok: true });
  });

  test('is not taken for refused where a stranger’s sub-account is', async () => {
    const { access_token } = ofAgency(everyScope());
    const authData = { access_token, userType: 'Company', companyId: agency().companyId };
    zap.sandbox.faults.add({ endpoint: 'POST /oauth/locationToken', status: 401, body: '' });
    const asked = zap.call(
      (z: ZObject, bundle: Bundle) => opensLocation(z, bundle, location().locationId),
      {},
      { authData },
    );
    expect(await asked).toBe(false);
  });
});

describe('where time stands still', () => {
  let stage: EveryOperation;
  beforeAll(async () => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.now());
    stage = await startEveryOperation(app, { HIGHLEVEL_AUTH: 'oauth' });
  });
  afterAll(() => stage.sandbox.close());

  test('every operation has its form, sends the same requests and gives the same as with OAuth', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.now());
    const environment = { HIGHLEVEL_API_URL: stage.sandbox.url, HIGHLEVEL_AUTH: 'token' };
    const byToken = await loadApp(handlerOf(definition), { environment });
    const differing: string[] = [];
    let sentInAll = 0;
    for (const subject of operationsUnderTest()) {
      const { kind, key, spec, note } = subject;
      const asOauth = stage.accountFor(spec);
      const { locationId, companyId } = asOauth.authData;
      const asToken = () => {
        const account = locationId ? { locationId: String(locationId) } : { companyId: String(companyId) };
        const access_token = stage.sandbox.issuePrivateToken(account);
        return new Connection(byToken, { ...asOauth.authData, access_token, account_id: 'x' });
      };
      const least = await stage.least(subject);
      const { values, without = [] } = note.fillings?.[0] ?? {};
      stage.reset();
      const begun = omit({ ...least, ...values?.(stage.sandbox) }, without);
      const input = await fillIn(asToken(), subject, begun, ['clear', ...without]);
      const told: string[] = [];
      for (const connect of [() => new Connection(asOauth.app, asOauth.authData), asToken]) {
        stage.reset();
        const result = await connect().perform(kind, key, input);
        const requests = stage.sandbox.requests.map((request) => ({
          ...pick(request, ['endpoint', 'method', 'path', 'query', 'rawBody', 'status']),
          headers: omit(request.headers, ['authorization']),
        }));
        sentInAll += requests.length;
        told.push(JSON.stringify([requests, result]).replaceAll(TRACE_ID, '(id)'));
        if (!result.ok) differing.push(`${key}: ${result.failure.message}`);
      }
      if (told[0] !== told[1]) differing.push(`${key}: ${told.join(' → ')}`.slice(0, 3000));
    }
    expect(differing).toEqual([]);
    expect(sentInAll).toBeGreaterThan(2 * operationsUnderTest().length);
  });
});

/** The id of a call, which is another one each time, or what is made of it. */
const TRACE_ID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32}/g;
