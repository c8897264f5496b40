/** The token goes to HighLevel alone, and nothing that is secret is said to anybody. */
import { omit } from 'lodash';
import { type Bundle, createAppTester, type ZObject } from 'zapier-platform-core';
import { oauth } from '../../authentication';
import { type Call, request } from '../../highlevel/client';
import app from '../../index';
import type { Fault } from '../../sandbox/gateway/faults';
import { first, harness, shortenWaits } from '../support/harness';
import { Elsewhere } from '../support/other-host';
import { callsOf } from './calls';

const zap = harness();
beforeEach(() => {
  shortenWaits();
});
afterEach(() => jest.restoreAllMocks());

const ask = (call: Call, authData = zap.authData) =>
  zap.call((z: ZObject, bundle: Bundle) => request(z, bundle, call), {}, { authData });

let elsewhere: Elsewhere;
beforeEach(async () => {
  elsewhere = new Elsewhere();
  await elsewhere.start();
});
afterEach(() => elsewhere.stop());

const CALLS = callsOf(zap);

describe('another host', () => {
  describe.each([301, 302, 303, 307, 308])('to which a %d points', (status) => {
    test.each(Object.entries(CALLS))('hears nothing of %s', async (_what, call) => {
      zap.sandbox.faults.add({ status, body: '', headers: { location: `${elsewhere.url}/contacts/` } });
      expect(await zap.sentence(ask(call()))).toContain(
        'HighLevel sent the call to another address, which is not followed.',
      );
      expect(elsewhere.heard).toEqual([]);
    });
  });

  test('hears nothing where a 401 points to it', async () => {
    zap.sandbox.faults.add({ status: 401, body: '', headers: { location: elsewhere.url } });
    await zap.sentence(ask({ endpoint: 'GET /campaigns/' }));
    expect(zap.sent()).toHaveLength(1);
    expect(elsewhere.heard).toEqual([]);
  });

  test('hears nothing where a refusal to give a file names it', async () => {
    zap.sandbox.faults.add({ status: 404, body: '', headers: { location: elsewhere.url } });
    const recording: Call = {
      endpoint: 'GET /conversations/messages/{messageId}/locations/{locationId}/recording',
      input: { messageId: 'x' },
      file: true,
    };
    expect(await zap.sentence(ask(recording))).toContain('was not found');
    expect(elsewhere.heard).toEqual([]);
  });

  test('hears nothing of the tokens where the token endpoint points to it', async () => {
    zap.sandbox.faults.add({ status: 307, body: '', headers: { location: elsewhere.url } });
    const { refreshToken } = first(zap.sandbox.locations);
    const authData = { ...zap.authData, refresh_token: refreshToken };
    await zap.sentence(zap.call(oauth.oauth2Config.refreshAccessToken, {}, { authData }));
    expect(elsewhere.heard).toEqual([]);
  });

  test('gets no token from a plain z.request, which is how files are fetched', async () => {
    const { refreshToken } = first(zap.sandbox.locations);
    const authData = { ...zap.authData, refresh_token: refreshToken };
    await zap.call((z: ZObject) => z.request(`${elsewhere.url}/file.pdf`), {}, { authData });
    expect(elsewhere.heard).toHaveLength(1);
    expect(elsewhere.heard.join('\n')).not.toMatch(/authorization|bearer|access-|refresh-/i);
  });

  test('does not become the API’s by an id', async () => {
    const host = elsewhere.url.replace('http:', '');
    for (const contactId of [`${host}/x`, `@${host}`, `${elsewhere.url}/x`, `\\\\${host}`]) {
      await zap.sentence(ask({ endpoint: 'GET /contacts/{contactId}', input: { contactId } }));
    }
    expect(zap.sent()).toHaveLength(4);
    expect(elsewhere.heard).toEqual([]);
  });
});

/** What must not be read by anybody. */
interface Secrets {
  [what: string]: string;
}

const REFRESH = 'refresh-of-this-test-0123456789';
const PASSWORD = 'Correct-horse-0123456789';

const secretsOf = (): Secrets => ({
  'the access token': first(zap.sandbox.locations).accessToken,
  'the agency’s access token': first(zap.sandbox.agencies).accessToken,
  'the refresh token': REFRESH,
  'the client secret': zap.sandbox.clientSecret,
});

/** The names of the secrets that a text holds. */
const told = (text: string, secrets: Secrets) =>
  Object.keys(secrets).filter((what) => text.includes(secrets[what] ?? ''));

describe('what is thrown', () => {
  /** HighLevel, or a gateway, says what it was sent. */
  const echo = (status: number, words: string): Fault => ({
    status,
    body: { statusCode: status, message: words, traceId: 'trace-1' },
    times: 3,
  });

  test.each([[400], [401], [403], [404], [409], [422], [429], [500], [503]])(
    'holds no secret, though a %d repeats the token to us',
    async (status) => {
      const secrets = secretsOf();
      for (const call of Object.values(CALLS)) {
        zap.sandbox.faults.clear();
        zap.sandbox.faults.add(echo(status, `E01 Bearer ${secrets['the access token']} is refused`));
        const error: unknown = await ask(call(), { ...zap.authData, refresh_token: REFRESH }).catch(
          (reason: unknown) => reason,
        );
        if (!(error instanceof Error)) throw new Error('What was thrown is no error.');
        expect(told(`${error.message}${error.stack}`, secrets)).toEqual([]);
        if (status !== 429) expect(error.message).toContain('is refused');
      }
    },
  );

  test('holds no secret, though words that are no JSON repeat the token to us', async () => {
    const secrets = secretsOf();
    const body = `upstream refused ${secrets['the access token']}`;
    zap.sandbox.faults.add({ status: 400, body });
    const sentence = await zap.sentence(ask({ endpoint: 'GET /campaigns/' }));
    expect(sentence).toContain('“upstream refused (hidden)”');
  });

  test.each([[400], [401], [500]])(
    'holds no secret, though the token endpoint’s %d repeats them',
    async (status) => {
      const { getAccessToken, refreshAccessToken } = oauth.oauth2Config;
      const { clientSecret } = zap.sandbox;
      const code = 'code-of-this-test-0123456789';
      const authData = { ...zap.authData, refresh_token: REFRESH };
      for (const [exchange, secrets] of [
        [getAccessToken, { clientSecret, code }],
        [refreshAccessToken, { clientSecret, REFRESH }],
      ] as const) {
        zap.sandbox.faults.clear();
        zap.sandbox.faults.add(echo(status, `Refused: ${Object.values(secrets).join(' ')}`));
        const inputData = { code, redirect_uri: 'https://zapier.com/' };
        const error: unknown = await zap
          .call(exchange, inputData, { authData })
          .catch((reason: unknown) => reason);
        if (!(error instanceof Error)) throw new Error('What was thrown is no error.');
        expect(told(`${error.message}${error.stack}`, secrets)).toEqual([]);
      }
    },
  );
});

describe('an error after a token was given', () => {
  const broken = async (perform: (z: ZObject, bundle: Bundle) => Promise<unknown>) => {
    const { locationId } = first(zap.sandbox.locations);
    const error: unknown = await zap
      .call(perform, { locationId }, { authData: zap.agencyAuthData })
      .catch((reason: unknown) => reason);
    if (!(error instanceof Error)) throw new Error('What was thrown is no error.');
    const given = zap.sent().map(({ headers }) => headers.authorization?.replace('Bearer ', '') ?? '');
    expect(given).toContainEqual(expect.stringMatching(/^access-\w{40}$/));
    return { error, tokens: Object.fromEntries(given.map((token) => [token, token])) };
  };

  test('is a RefreshAuthError without any report', async () => {
    const { error } = await broken(async (z, bundle) => {
      await request(z, bundle, { endpoint: 'GET /campaigns/' });
      zap.sandbox.expireTokens();
      await request(z, bundle, { endpoint: 'GET /campaigns/' });
    });
    expect(error.name).toBe('RefreshAuthError');
    expect(error.message).toBe('HighLevel did not accept the access token.');
  });

  test('holds no token, though it is a mistake of ours and core reports on it', async () => {
    const { error, tokens } = await broken(async (z, bundle) => {
      await request(z, bundle, { endpoint: 'GET /campaigns/' });
      throw new TypeError('A mistake');
    });
    expect(error.message).toContain('What happened');
    expect(told(`${error.message}${error.stack}`, tokens)).toEqual([]);
  });
});

/** Every function of a definition, by its place. */
function functionsIn(value: unknown, place = ''): [place: string, run: (...given: unknown[]) => unknown][] {
  if (typeof value === 'function') return [[place, (...given) => value(...given)]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => functionsIn(inner, place ? `${place}.${key}` : key));
}

test('a mistake in any function of the app is told without the step’s input', async () => {
  // The tester adds one of its own.
  const found = functionsIn(omit(app, '_testRequest'));
  expect(found.length).toBeGreaterThan(126 * 3);
  const mistakes = await Promise.all(
    found.map(async ([place, run]) => {
      // Without a bundle most of them break.
      const error: unknown = await Promise.resolve(run(null, undefined)).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      return { place, error, isPlain: Object(error).doNotContextify === true };
    }),
  );
  const thrown = mistakes.filter(({ error }) => error !== undefined);
  expect(thrown.length).toBeGreaterThan(126 * 2);
  expect(thrown.filter(({ isPlain }) => !isPlain).map(({ place }) => place)).toEqual([]);
});

describe('what Zapier’s log gets', () => {
  beforeEach(() => {
    process.env.LOGGING_ENDPOINT = `${elsewhere.url}/log`;
    process.env.LOGGING_TOKEN = 'log';
  });
  afterEach(() => {
    delete process.env.LOGGING_ENDPOINT;
    delete process.env.LOGGING_TOKEN;
  });

  /** The lines of the log, of runs that may fail. */
  async function logOf(...runs: (() => Promise<unknown>)[]): Promise<string> {
    for (const run of runs) await run().catch(() => undefined);
    const log = elsewhere.heard.join('\n');
    expect(log.match(/"log_type":"http"/g)?.length).toBeGreaterThanOrEqual(runs.length);
    return log;
  }

  /** A text as the bytes that a log of a buffer shows. */
  const asBytes = (text: string) => [...Buffer.from(text)].join(',');

  test('names no secret, in words or in bytes: of calls, and of their refusals', async () => {
    const authData = { ...zap.authData, refresh_token: REFRESH };
    const scopeless = zap.sandbox.issueToken({ locationId: zap.authData.locationId ?? '', scopes: [] });
    const secrets: Secrets = { ...secretsOf(), 'a token without scopes': scopeless };
    const log = await logOf(
      ...Object.values(CALLS).map((call) => () => ask(call(), authData)),
      ...Object.values(CALLS).map((call) => () => ask(call(), { ...authData, access_token: scopeless })),
    );
    expect(told(log, secrets)).toEqual([]);
    expect(log).not.toContain('"type":"Buffer"');
  });

  test('names no secret of an agency’s sub-accounts', async () => {
    const { locationId } = first(zap.sandbox.locations);
    const authData = { ...zap.agencyAuthData, refresh_token: REFRESH };
    let given: unknown;
    const log = await logOf(() =>
      zap.call(
        async (z: ZObject, bundle: Bundle) => {
          await request(z, bundle, { endpoint: 'GET /campaigns/' });
          given = zap.sent().at(-1)?.headers.authorization;
        },
        { locationId },
        { authData },
      ),
    );
    expect(given).toMatch(/^Bearer access-\w{40}$/);
    const secrets = { ...secretsOf(), 'the location token': String(given).replace('Bearer ', '') };
    expect(told(log, secrets)).toEqual([]);
  });

  test('names neither the code’s tokens, nor the refreshed ones, nor the client secret', async () => {
    const { getAccessToken, refreshAccessToken } = oauth.oauth2Config;
    const { refreshToken } = first(zap.sandbox.locations);
    const results: unknown[] = [];
    const log = await logOf(
      () => zap.call(getAccessToken, { code: 'unknown', redirect_uri: zap.sandbox.redirectUri }),
      async () => {
        const authData = { ...zap.authData, refresh_token: refreshToken };
        results.push(await zap.call(refreshAccessToken, {}, { authData }));
      },
    );
    const [{ access_token = '', refresh_token = '' } = {}] = JSON.parse(JSON.stringify(results));
    expect(access_token).toMatch(/^access-/);
    const secrets = { ...secretsOf(), access_token, refresh_token, refreshToken };
    expect(told(log, secrets)).toEqual([]);
    expect(told(log, { inBytes: asBytes(zap.sandbox.clientSecret), refresh: asBytes(refreshToken) })).toEqual(
      [],
    );
  });

  test('shows what was sent, without a password in it', async () => {
    const user = { firstName: 'Visible', lastName: 'User', email: 'ada@example.com', type: 'account' };
    const input = { ...user, role: 'admin', password: PASSWORD, locationIds: [zap.authData.locationId] };
    const log = await logOf(() => ask({ endpoint: 'POST /users/', input }));
    expect(zap.sent()[0]?.body).toMatchObject({ password: PASSWORD });
    expect(log).toContain('Visible');
    expect(log).not.toContain(PASSWORD);
    expect(log).not.toContain(asBytes(PASSWORD));
  });

  test('has no line of the app’s own', async () => {
    const log = await logOf(() => ask({ endpoint: 'GET /campaigns/' }));
    expect(log).not.toContain('"log_type":"console"');
  });
});

test('a location token that is cached is kept for its connection alone', async () => {
  const { locationId } = first(zap.sandbox.locations);
  const looked: unknown[][] = [];
  const kept: unknown[][] = [];
  const perform = (z: ZObject, bundle: Bundle) => {
    const cache = {
      ...z.cache,
      get: (...asked: Parameters<typeof z.cache.get>) => {
        looked.push(asked);
        return z.cache.get(...asked);
      },
      set: (...values: Parameters<typeof z.cache.set>) => {
        kept.push(values);
        return z.cache.set(...values);
      },
    };
    return request({ ...z, cache }, bundle, { endpoint: 'GET /campaigns/' });
  };
  await createAppTester(app)(perform, { inputData: { locationId }, authData: zap.agencyAuthData });
  expect(kept).toEqual([
    [expect.stringContaining(locationId), expect.stringMatching(/^access-/), expect.any(Number), ['auth']],
  ]);
  expect(looked).toEqual([[kept[0]?.[0], ['auth']]]);
  expect(told(String(kept[0]?.[0]), secretsOf())).toEqual([]);
});
