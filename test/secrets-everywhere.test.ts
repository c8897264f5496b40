/**
 * All that the app logs and throws, of every operation and form, when it works and when it fails in many
 * ways: each error as core hands it on, `z.console`, and Zapier's HTTP log.
 *
 * Nowhere may be, as it is or encoded: an access token (the agency's, a sub-account's), a refresh token,
 * the client secret, a user's password. In no error, no line of `z.console` and no title of an HTTP line
 * may be a team member's name or e-mail address, or an authorization code; queries and bodies in the HTTP
 * log are what the Zap's owner sent and got, and may hold these. (Where a fault has HighLevel repeat our
 * token to us, that answer's own body in the HTTP log is left out.) Dehydrated payloads hold ids alone.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sumBy } from 'lodash';
import type { ZObject } from 'zapier-platform-core';
import { endpoint } from '../highlevel/contract';
import { isOfLocation } from '../highlevel/contract/account';
import app from '../index';
import { staticFields } from '../operations/form';
import { withSharedOperations } from '../operations/share';
import type { AnySpec } from '../operations/spec';
import type { Fault } from '../sandbox/gateway/faults';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { Connection, handlerOf, type Item, loadApp, type Memory, type Result } from '../zapier';
import { exampleInput, leastInput } from './support/example-inputs';
import { fillIn } from './support/fill';
import { first, shortenWaits } from './support/harness';
import { leaksIn, listening, notIdsIn, payloadsIn, type Said, type Unspeakable } from './support/leaks';
import { subjects } from './support/operations';
import { takeLeaks } from './support/overheard';
import { textsIn } from './support/two-accounts';

const PASSWORD = 'Correct-horse-0123456789';
const CODE = 'code-of-this-test-0123456789';
/** A token of HighLevel's: OAuth's, or a private integration's. */
const TOKEN = /\beyJ[\w-]{15,}\.[\w-]+|\bpit-[\da-f]{8}-[\da-f-]{20,}/gi;
const ADDRESS = /\b[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,10}\b/gi;
/** What is installed, built or measured here, and is in no commit. */
const NOT_COMMITTED =
  /^(node_modules|build|coverage|\.git|\.env.*|.*\.log|(index|zapierwrapper)\.js|(endpoints|definition)\.json)$/;
/** Hosts that are nobody's. */
const RESERVED = /[@.](example(\.(com|org|net))?|test|invalid|localhost)$/i;
const all = subjects();

let sandbox: Sandbox;
let connection: Connection;
/** What the connection keeps between its runs: location tokens among it. */
const memory: Memory = { cache: {}, cursor: {} };
/** All that was logged and thrown since the last look. */
const heard: Said[] = [];

/** An agency's connection to an app, each of whose words is heard. */
async function connect(definition: object): Promise<Connection> {
  const environment = {
    HIGHLEVEL_API_URL: sandbox.url,
    CLIENT_ID: sandbox.clientId,
    CLIENT_SECRET: sandbox.clientSecret,
  };
  const loaded = await loadApp(listening(handlerOf(withSharedOperations(definition)), heard), {
    environment,
  });
  const { companyId, accessToken, refreshToken } = first(sandbox.agencies);
  return new Connection(
    { ...loaded, call: (method, bundle) => loaded.call(method, bundle, memory) },
    { access_token: accessToken, refresh_token: refreshToken, companyId, userType: 'Company' },
  );
}

/** Puts the records back; tokens stay, as they would. */
function restore() {
  for (const table of Object.values(sandbox.state)) table.restore();
  sandbox.faults.clear();
}

/** The sub-accounts' tokens that the connection keeps. */
const locationTokens = (): string[] =>
  Object.values(memory.cache)
    .map((value) => String(JSON.parse(String(value))))
    .filter((value) => value.startsWith('access-'));

/** Every secret that there was, since the tests began. */
const secrets: { [secret: string]: string } = {};

/** What may not be read. */
function unspeakable(): Unspeakable {
  const { access_token, refresh_token } = connection.authData;
  const own = [access_token, refresh_token, sandbox.clientSecret, PASSWORD, ...locationTokens()];
  for (const secret of own.map(String)) secrets[secret] = secret;
  return {
    secrets,
    unsaid: [CODE, ...sandbox.state.users.all().flatMap(({ name, email }) => [name, email])],
  };
}

beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.limits = { burst: 1e9, daily: 1e9 };
  connection = await connect(app);
});
beforeEach(() => {
  restore();
  heard.length = 0;
  shortenWaits();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => sandbox.close());

const hasPassword = (spec: AnySpec) => staticFields(spec).some(({ key }) => key === 'password');
const isScoped = ({ endpoint: key }: AnySpec) => !key || isOfLocation(endpoint(key));

/** All calls but those that are sent other secrets. */
const NOT_OAUTH = /^\w+ (?!\/oauth\/)/;

/** What HighLevel, or a gateway, may say to us, with all in it that it got from us. */
function failures(spec: AnySpec, input: Item): Fault[] {
  const { access_token } = connection.authData;
  const { unsaid } = unspeakable();
  const sent = [access_token, ...(isScoped(spec) ? locationTokens() : []), input.password ?? ''];
  const words = `Bearer ${sent.join(' ')} of ${unsaid.filter((one) => one.includes('@')).join(' ')}`;
  // Only the call that is sent a password can repeat it.
  const to = (hasPassword(spec) && spec.endpoint) || NOT_OAUTH;
  const faults: Fault[] = [
    { status: 400, body: { message: words, traceId: 'trace-1', meta: { contactId: 'abc' } } },
    { status: 401, body: { message: `${words} is not authorized for this scope` } },
    { status: 403, body: { error: words } },
    { status: 422, body: { message: [`email ${words} is taken`, words] } },
    { status: 429, body: { message: words } },
    { status: 500, body: { message: words } },
    { status: 200, body: `{"half": "${words}` },
    { cut: true },
    // Last: after it the sub-account's token is another.
    { status: 401, body: { message: 'Invalid JWT' } },
  ];
  return faults.map((fault) => ({ ...fault, endpoint: to, times: 99 }));
}

/** What was heard, without the bodies that HighLevel answered. */
const withoutAnswers = () => heard.map((said) => ({ ...said, answer: '' }));

describe.each(all)('$key', ({ kind, key, spec, note }) => {
  test('says nothing that nobody may read', async () => {
    const { locationId } = first(sandbox.locations);
    const given = isScoped(spec) ? { locationId } : {};
    const base = await leastInput(connection, { kind, key }, sandbox, restore, given);
    restore();
    const { values, without = [] } = first(note.fillings ?? [{}]);
    const whole = { ...base, ...values?.(sandbox), ...(hasPassword(spec) && { password: PASSWORD }) };
    const full = await fillIn(connection, { kind, key }, whole, ['clear', ...without]);
    const results: Result[] = [await connection.perform(kind, key, full)];
    await connection.call(`${kind}.${key}.operation.outputFields`, { inputData: full });
    expect(heard.some(({ what }) => what === 'http')).toBe(true);
    expect(leaksIn(heard, unspeakable())).toEqual([]);

    heard.length = 0;
    for (const fault of failures(spec, full)) {
      restore();
      sandbox.faults.add(fault);
      // Not by the connection, which would renew the token.
      const { app: loaded, authData } = connection;
      results.push(
        await loaded.call(`${kind}.${key}.operation.perform`, { authData, inputData: full, meta: {} }),
      );
    }
    restore();
    const { email } = first(sandbox.state.users.all());
    for (const field of Object.keys(full).filter((name) => name !== 'locationId')) {
      results.push(await connection.perform(kind, key, { ...full, [field]: email }));
    }
    expect(heard.some(({ what }) => what === 'error')).toBe(true);
    expect(leaksIn(withoutAnswers(), unspeakable())).toEqual([]);
    for (const payload of payloadsIn(results)) expect(notIdsIn(payload)).toEqual([]);
  });
});

describe('connecting and renewing', () => {
  const oauth = (method: string, inputData: Item) =>
    connection.call(`authentication.oauth2Config.${method}`, { inputData });
  const connecting = (code: string) => oauth('getAccessToken', { code, redirect_uri: sandbox.redirectUri });

  const refreshing = () => oauth('refreshAccessToken', {});

  test('say neither code, nor tokens, nor the client secret, whether they work or not', async () => {
    const { refresh_token } = connection.authData;
    const gave: Result[] = [await connection.test(), await connecting(CODE), await refreshing()];
    const given = gave.flatMap((result) => (result.ok ? textsIn(result.value) : []));
    for (const text of given.filter((one) => /^(access|refresh)-/.test(one))) secrets[text] = text;
    expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(2);

    for (const [exchange, sent] of [
      [() => connecting(CODE), CODE],
      [refreshing, refresh_token],
    ] as const) {
      const words = `${sandbox.clientSecret} ${sent} is refused`;
      for (const body of [words, { error: 'invalid_grant', error_description: words }]) {
        for (const status of [400, 401, 403, 500]) {
          restore();
          sandbox.faults.add({ endpoint: 'POST /oauth/token', status, body, times: 9 });
          gave.push(await exchange());
        }
      }
    }
    expect(gave.filter(({ ok }) => !ok)).toHaveLength(17);
    expect(leaksIn(heard, unspeakable())).toEqual([]);
  });
});

describe('a file that comes later', () => {
  const ask = async () => {
    const { locationId } = first(sandbox.locations);
    const operation = { kind: 'triggers', key: 'get_message_recording' } as const;
    const input = await exampleInput(connection, operation, restore, { locationId });
    restore();
    return connection.perform(operation.kind, operation.key, input);
  };

  test('is kept as a pointer with ids alone, and fetched without a word', async () => {
    const payloads = payloadsIn(await ask());
    expect(payloads.length).toBeGreaterThan(0);
    for (const payload of payloads) {
      expect(Object.keys(Object(payload.bundle)).sort()).toEqual(['locationId', 'messageId']);
      expect(notIdsIn(payload)).toEqual([]);
      heard.length = 0;
      await connection.call(String(payload.method), { inputData: Object(payload.bundle) });
      expect(heard.length).toBeGreaterThan(0);
      expect(leaksIn(heard, unspeakable())).toEqual([]);
    }
  });

  test('with a token in its pointer is caught', () => {
    const { access_token } = connection.authData;
    const pointer = (bundle: Item) => `hydrate|||${JSON.stringify({ type: 'file', bundle })}|||hydrate`;
    const found = (bundle: Item) => payloadsIn([{ file: pointer(bundle) }]).flatMap(notIdsIn);
    expect(found({ messageId: 'abc' })).toEqual([]);
    expect(found({ messageId: 'abc', access_token })).toEqual([`access_token: ${access_token}`]);
    expect(found({ messageId: 'ada@example.com' })).toEqual(['messageId: ada@example.com']);
  });
});

describe('a leak is caught', () => {
  const KEY = 'list_users_by_location';
  type Leak = (z: ZObject, token: string, email: string) => unknown;

  /** The app, one of whose triggers leaks a sub-account's token, or a user's address. */
  function leaky(leak: Leak): object {
    const trigger = app.triggers[KEY];
    const perform = async (z: ZObject) => {
      leak(z, first(locationTokens()), first(sandbox.state.users.all()).email);
      return [];
    };
    const operation = { ...trigger?.operation, perform };
    return { ...app, triggers: { ...app.triggers, [KEY]: { ...trigger, operation } } };
  }

  async function caughtIn(definition: object): Promise<string[]> {
    const { locationId } = first(sandbox.locations);
    const leaking = await connect(definition);
    heard.length = 0;
    await leaking.perform('triggers', KEY, { locationId });
    expect(heard.length).toBeGreaterThan(0);
    return leaksIn(heard, unspeakable());
  }

  // What leaks on purpose is not held against this file.
  beforeAll(() => expect(takeLeaks().leaks).toEqual([]));
  afterEach(() => takeLeaks());

  beforeEach(async () => {
    // Core prints these lines as well.
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await caughtIn(app)).toEqual([]);
  });

  test.each<[what: string, leak: Leak, found: RegExp]>([
    [
      'a token in an error',
      (z, token) => {
        throw new z.errors.Error(`${token} is refused.`);
      },
      /^error of triggers\.list_users_by_location\.operation\.perform: access-/,
    ],
    [
      'a token in what caused an error',
      (_z, token) => {
        throw new Error('Refused', { cause: new Error(token) });
      },
      /^error of .*: access-/,
    ],
    [
      'a token in Base64',
      (_z, token) => {
        throw new Error(Buffer.from(token).toString('base64'));
      },
      /^error of .*: access-/,
    ],
    ['a token in a line of the log', (z, token) => z.console.log(token), /^line of .*: access-/],
    [
      'a token in the bytes of one',
      (z, token) => z.console.log([...Buffer.from(token)].join()),
      /^line .*access-/,
    ],
    [
      'a user’s address in a line of the log',
      (z, _token, email) => z.console.log(`Asked by ${email}`),
      /^line of .*@team\.example\.com$/,
    ],
    [
      'a user’s address in an error',
      (z, _token, email) => {
        throw new z.errors.Error(`${email} may not do that.`);
      },
      /^error of .*@team\.example\.com$/,
    ],
  ])('%s', async (_what, leak, found) => {
    expect(await caughtIn(leaky(leak))).toContainEqual(expect.stringMatching(found));
  });
});

/** The matches of a pattern in the files of a folder, or in one file, but for those of reserved hosts. */
function foundIn(name: string, pattern: RegExp): { read: number; found: string[] } {
  const path = join(__dirname, '..', name);
  const files = statSync(path).isFile()
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
  const found = files.flatMap((file) => {
    const matches = readFileSync(file, 'utf8').match(pattern) ?? [];
    return matches.filter((one) => !RESERVED.test(one)).map((one) => `${file}: ${one}`);
  });
  return { read: files.length, found };
}

test('no file of the project holds a token of HighLevel’s shapes', () => {
  const names = readdirSync(join(__dirname, '..')).filter((name) => !NOT_COMMITTED.test(name));
  expect(names).toEqual(expect.arrayContaining(['README.md', 'accounts', 'docs', 'test', '.ci']));
  const looked = names.map((name) => foundIn(name, TOKEN));
  expect(sumBy(looked, 'read')).toBeGreaterThan(500);
  expect(looked.flatMap(({ found }) => found)).toEqual([]);
});

/** What is recorded or made up here stands for no real account. */
test.each(['sandbox', 'recipes', 'zapier', 'accounts', 'records', 'docs'])(
  'no address in %s is of a real host',
  (folder) => {
    const { read, found } = foundIn(folder, ADDRESS);
    expect(read).toBeGreaterThan(0);
    expect(found).toEqual([]);
  },
);
