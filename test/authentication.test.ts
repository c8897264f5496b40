/** Connecting an account, keeping it connected, and naming it. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { oauth as authentication, scopes } from '../authentication';
import { request } from '../highlevel/client';
import { endpointKeys, scopesOf } from '../highlevel/contract';
import { first, harness, shortenWaits } from './support/harness';

const zap = harness();
const { authorizeUrl, getAccessToken, refreshAccessToken } = authentication.oauth2Config;

beforeEach(() => {
  shortenWaits();
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.HIGHLEVEL_SCOPES;
  delete process.env.HIGHLEVEL_API_VERSION;
  process.env.HIGHLEVEL_MARKETPLACE_URL = zap.sandbox.url;
  process.env.CLIENT_SECRET = zap.sandbox.clientSecret;
});

/** What the app keeps of an account. */
type AuthData = { [name: string]: string };

const asAuthData = (value: unknown): AuthData =>
  Object.fromEntries(Object.entries(Object(value)).map(([name, one]) => [name, String(one)]));

const authorize = async (inputData: object = {}) =>
  new URL(
    String(
      await zap.call(authorizeUrl, { redirect_uri: zap.sandbox.redirectUri, state: 'a b&c', ...inputData }),
    ),
  );

/** Opens the chooser where the app sends people, chooses an account by its name, and returns the code. */
async function choose(account: string, inputData: object = {}): Promise<string> {
  const page = await (await fetch(await authorize(inputData))).text();
  const link = new RegExp(`href="([^"]+)">${account} `).exec(page)?.[1]?.replaceAll('&amp;', '&');
  const answer = await fetch(`${zap.sandbox.url}${link}`, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(back.searchParams.get('state')).toBe('a b&c');
  return back.searchParams.get('code') ?? '';
}

async function connect(account: string): Promise<AuthData> {
  const code = await choose(account);
  return asAuthData(await zap.call(getAccessToken, { code, redirect_uri: zap.sandbox.redirectUri }));
}

const refresh = async (authData: AuthData) =>
  asAuthData(await zap.call(refreshAccessToken, {}, { authData }));

const call = (authData: AuthData, inputData: object = {}) =>
  zap.call((z: ZObject, bundle: Bundle) => request(z, bundle, { endpoint: 'GET /campaigns/' }), inputData, {
    authData,
  });

/** What was thrown, with its parts where the runtime packs them into the message. */
async function thrown(run: Promise<unknown>): Promise<{ name: string; message: string; status?: number }> {
  const error: unknown = await run.then(
    (value) => new Error(`It did not fail: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('What was thrown is no error.');
  const { name, message } = error;
  return message.startsWith('{') ? { name, ...JSON.parse(message) } : { name, message };
}

/** Seconds from now. */
const untilNow = (iso = '') => (Date.parse(iso) - Date.now()) / 1000;

const tokenRequests = () => zap.sent().filter(({ path }) => path === '/oauth/token');

describe('where people choose their account', () => {
  test('is HighLevel’s chooser, with the app, the scopes, the way back and the state', async () => {
    delete process.env.HIGHLEVEL_MARKETPLACE_URL;
    const { origin, pathname, searchParams } = await authorize();
    expect(origin + pathname).toBe('https://marketplace.gohighlevel.com/v2/oauth/chooselocation');
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: zap.sandbox.clientId,
      redirect_uri: zap.sandbox.redirectUri,
      scope: scopes().join(' '),
      state: 'a b&c',
      loginWindowOpenMode: 'self',
    });
  });

  test('may be the white-labelled host', async () => {
    process.env.HIGHLEVEL_MARKETPLACE_URL = 'https://marketplace.leadconnectorhq.com/';
    const { origin, pathname } = await authorize();
    expect(origin + pathname).toBe('https://marketplace.leadconnectorhq.com/v2/oauth/chooselocation');
  });

  test('asks for the scopes of every operation, drop-down and account, each once, and for no unknown one', () => {
    const asked = scopes();
    expect(asked).toEqual([...new Set(asked)].sort());
    expect(asked).toEqual(
      expect.arrayContaining([
        'contacts.readonly',
        'contacts.write',
        'locations.readonly',
        'companies.readonly',
        'users.readonly',
        'oauth.readonly',
        'oauth.write',
      ]),
    );
    expect(scopesOf(endpointKeys())).toEqual(expect.arrayContaining(asked));
  });

  test('asks for the scopes that the environment names instead', async () => {
    process.env.HIGHLEVEL_SCOPES = 'contacts.readonly, locations.readonly';
    expect((await authorize()).searchParams.get('scope')).toBe('contacts.readonly locations.readonly');
  });

  test('sends no secret along', async () => {
    expect((await authorize()).href).not.toContain(zap.sandbox.clientSecret);
  });

  test('is never an address without TLS', async () => {
    process.env.HIGHLEVEL_MARKETPLACE_URL = 'http://marketplace.gohighlevel.com';
    expect((await thrown(authorize())).message).toContain(
      'HIGHLEVEL_MARKETPLACE_URL must be an https address',
    );
  });
});

describe('a code', () => {
  test('of a sub-account becomes its connection', async () => {
    const authData = await connect('Acme Dental');
    const { locationId, companyId } = first(zap.sandbox.locations);
    expect(authData).toEqual({
      access_token: expect.stringMatching(/^access-/),
      refresh_token: expect.stringMatching(/^refresh-/),
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      userType: 'Location',
      companyId,
      locationId,
    });
    expect(await call(authData)).toHaveProperty('campaigns');
  });

  test('of an agency becomes its connection, without a sub-account', async () => {
    const authData = await connect('Brightside Marketing');
    const { companyId } = first(zap.sandbox.agencies);
    expect(authData).toMatchObject({ userType: 'Company', companyId, locationId: '' });
    const { locationId } = first(zap.sandbox.locations);
    expect(await call(authData, { locationId })).toHaveProperty('campaigns');
  });

  test('gives a connection that knows its end, a little early', async () => {
    const left = untilNow((await connect('Acme Dental')).expires_at);
    expect(left).toBeLessThan(86_399);
    expect(left).toBeGreaterThan(86_000);
  });

  test('is sent once, as a form, with the app’s secret and the way back', async () => {
    const code = await choose('Acme Dental');
    zap.sandbox.requests.length = 0;
    await zap.call(getAccessToken, { code, redirect_uri: zap.sandbox.redirectUri });
    expect(zap.sent()).toHaveLength(1);
    expect(zap.sent()[0]).toMatchObject({
      method: 'POST',
      path: '/oauth/token',
      query: {},
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: {
        client_id: zap.sandbox.clientId,
        client_secret: zap.sandbox.clientSecret,
        grant_type: 'authorization_code',
        code,
        redirect_uri: zap.sandbox.redirectUri,
      },
    });
    expect(zap.sent()[0]?.headers).not.toHaveProperty('authorization');
  });

  test('keeps its characters', async () => {
    await thrown(
      zap.call(getAccessToken, { code: '{{bundle.x}}+/=& é', redirect_uri: 'http://localhost/?a=b' }),
    );
    expect(tokenRequests()[0]?.body).toMatchObject({
      code: '{{bundle.x}}+/=& é',
      redirect_uri: 'http://localhost/?a=b',
    });
  });

  test('that HighLevel refuses is told in its words', async () => {
    expect(
      await thrown(zap.call(getAccessToken, { code: 'used', redirect_uri: zap.sandbox.redirectUri })),
    ).toMatchObject({
      name: 'AppError',
      status: 400,
      message:
        "HighLevel did not connect the account: “Invalid grant: authorization code is invalid”. Try again; if it fails again, check the app's client id, secret and redirect URL.",
    });
  });

  test('with a wrong secret asks to check it, and is no expired connection', async () => {
    process.env.CLIENT_SECRET = 'wrong';
    const { name, message } = await thrown(zap.call(getAccessToken, { code: 'x', redirect_uri: 'y' }));
    expect(name).toBe('AppError');
    expect(message).toContain(
      "Invalid client credentials!”. Try again; if it fails again, check the app's client id",
    );
  });

  test.each([
    ['500', { status: 500, body: { message: 'Oops' } }],
    ['a cut connection', { cut: true }],
    ['HTML', { status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } }],
  ] as const)('is never sent twice: after %s people are asked to connect again', async (_what, fault) => {
    zap.sandbox.faults.add({ ...fault, after: true });
    const { name, message } = await thrown(
      zap.call(getAccessToken, { code: 'x', redirect_uri: zap.sandbox.redirectUri }),
    );
    expect(name).toBe('AppError');
    expect(message).toMatch(/^Connecting to HighLevel did not work\. .*Try to connect again\./);
    expect(message).not.toContain('look in HighLevel');
    expect(tokenRequests()).toHaveLength(1);
  });

  test('that gives no token connects nothing', async () => {
    zap.sandbox.faults.add({ status: 200, body: { token_type: 'Bearer' } });
    const { name, message } = await thrown(zap.call(getAccessToken, { code: 'x', redirect_uri: 'y' }));
    expect(name).toBe('AppError');
    expect(message).toContain('HighLevel did not connect the account');
  });
});

describe('a refresh', () => {
  test('gives new tokens, the refresh token too, of the same account', async () => {
    const before = await connect('Acme Dental');
    const after = await refresh(before);
    const { access_token, refresh_token, expires_at, ...account } = before;
    expect(after).toMatchObject(account);
    expect(after.access_token).not.toBe(access_token);
    expect(after.refresh_token).not.toBe(refresh_token);
    expect(untilNow(after.expires_at)).toBeGreaterThan(86_000);
    expect(expires_at).not.toBe('');
    expect((await refresh(after)).refresh_token).not.toBe(after.refresh_token);
  });

  test.each([
    ['Acme Dental', 'Location'],
    ['Brightside Marketing', 'Company'],
  ])('of %s says that its token is of type %s', async (account, user_type) => {
    const authData = await connect(account);
    zap.sandbox.requests.length = 0;
    await refresh(authData);
    expect(zap.sent()).toHaveLength(1);
    expect(zap.sent()[0]?.body).toEqual({
      client_id: zap.sandbox.clientId,
      client_secret: zap.sandbox.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: authData.refresh_token,
      user_type,
    });
  });

  test('cures an expired token: the next call is refused, refreshes once, and succeeds', async () => {
    const authData = await connect('Acme Dental');
    zap.sandbox.expireTokens();
    expect((await thrown(call({ ...authData, expires_at: '' }))).name).toBe('RefreshAuthError');
    zap.sandbox.requests.length = 0;
    expect(await call(await refresh(authData))).toHaveProperty('campaigns');
    expect(zap.sent().map(({ path, status }) => [path, status])).toEqual([
      ['/oauth/token', 200],
      ['/campaigns/', 200],
    ]);
  });

  test.each([
    ['500', { status: 500 }],
    ['502 with HTML', { status: 502, body: '<html>' }],
    ['a cut connection', { cut: true }],
    [
      'a success that can’t be read',
      { status: 200, body: '{"acc', headers: { 'content-type': 'application/json' } },
    ],
    ['a success without a word', { status: 200, body: '' }],
    ['a short 429', { status: 429, headers: { 'x-ratelimit-interval-milliseconds': '2000' } }],
  ] as const)('that meets %s is repeated, and does not lose the rotated token', async (_what, fault) => {
    const before = await connect('Acme Dental');
    zap.sandbox.faults.add({ ...fault, after: true });
    const after = await refresh(before);
    expect(after.refresh_token).not.toBe(before.refresh_token);
    expect(await call(after)).toHaveProperty('campaigns');
    expect((await refresh(after)).access_token).toMatch(/^access-/);
  });

  test('that comes ten times at once gives the same new tokens', async () => {
    const before = await connect('Acme Dental');
    const after: AuthData[] = await Promise.all(Array.from({ length: 10 }, () => refresh(before)));
    expect(new Set(after.map(({ refresh_token }) => refresh_token)).size).toBe(1);
    expect(await call(first(after))).toHaveProperty('campaigns');
  });

  test('asks to reconnect where HighLevel refuses the refresh token', async () => {
    const before = await connect('Acme Dental');
    await refresh(before);
    zap.sandbox.clock.advance(31_000);
    expect(await thrown(refresh(before))).toMatchObject({
      name: 'ExpiredAuthError',
      message: expect.stringMatching(
        /^HighLevel no longer accepts this connection.* Reconnect the account in Zapier under Apps\.$/,
      ),
    });
  });

  test('says so where the sub-account is not active any more', async () => {
    const before = await connect('Acme Dental');
    zap.sandbox.state.locations.update(before.locationId ?? '', { isActive: false });
    expect(await thrown(refresh(before))).toMatchObject({
      name: 'AppError',
      status: 503,
      message:
        'HighLevel could not renew the connection just now: “Location is not active”. It will be tried again. Make the sub-account active in HighLevel.',
    });
    zap.sandbox.state.locations.update(before.locationId ?? '', { isActive: true });
    expect(await refresh(before)).toHaveProperty('access_token');
  });

  test.each([
    ['a text', '"Invalid refresh token."'],
    ['a list', ['Invalid refresh token']],
    ['a plain text', 'invalid_grant'],
    ['an error alone', { error: 'invalid_grant' }],
    ['a 401', { message: 'Invalid refresh token' }, 401],
  ])('asks to reconnect whatever the shape of the refusal: %s', async (_what, body, status = 400) => {
    // A 401 is asked for its reason.
    zap.sandbox.faults.add({ status, body, times: 2 });
    const { refreshToken } = first(zap.sandbox.locations);
    const error = await thrown(refresh({ ...zap.authData, refresh_token: refreshToken }));
    expect(error).toMatchObject({ name: 'ExpiredAuthError' });
    expect(error.message).toMatch(/connection: “[^”]*[^.]”\. Reconnect/);
  });

  test.each([
    ['500', { status: 500 }, 500],
    ['503 without a body', { status: 503, body: '' }, 503],
    ['a cut connection', { cut: true }, 504],
    ['a long 429', { status: 429, headers: { 'x-ratelimit-interval-milliseconds': '60000' } }, 503],
    ['a time-out that comes as 401', { status: 401, body: { message: 'Command timed out' } }, 503],
    ['400 of a gateway', { status: 400, body: '<html>' }, 503],
    ['400 of a gateway, in words', { status: 400, body: 'upstream connect error' }, 503],
    ['400 without a word', { status: 400, body: {} }, 503],
    ['401 without a word', { status: 401, body: '' }, 503],
    ['403 of a gateway', { status: 403, body: '<html>' }, 503],
    ['a success without a token', { status: 200, body: {} }, 503],
    ['a success with an empty one', { status: 200, body: { access_token: '' } }, 503],
  ] as const)(
    'is tried again later by Zapier, and nobody is asked to reconnect: %s',
    async (_what, fault, status) => {
      zap.sandbox.faults.add({ ...fault, times: 9 });
      const { refreshToken } = first(zap.sandbox.locations);
      const error = await thrown(refresh({ ...zap.authData, refresh_token: refreshToken }));
      expect(error).toMatchObject({ name: 'AppError', status });
    },
  );

  test('is tried again later where the app’s own secret is wrong: no reconnect would help', async () => {
    process.env.CLIENT_SECRET = 'wrong';
    const { refreshToken } = first(zap.sandbox.locations);
    const error = await thrown(refresh({ ...zap.authData, refresh_token: refreshToken }));
    expect(error).toMatchObject({ name: 'AppError', status: 503 });
    expect(error.message).toContain('client id and secret');
  });

  test.each([
    ['as created', 201, 'next'],
    ['with an empty refresh token', 200, ''],
    ['with no refresh token', 200, null],
  ])('loses no token where the answer comes %s', async (_what, status, refresh_token) => {
    const { refreshToken } = first(zap.sandbox.locations);
    zap.sandbox.faults.add({ status, body: { access_token: 'new', expires_in: 86399, refresh_token } });
    expect(await refresh({ ...zap.authData, refresh_token: refreshToken })).toMatchObject({
      access_token: 'new',
      refresh_token: refresh_token || refreshToken,
    });
  });

  test('of a connection that has no refresh token asks to reconnect, and sends nothing', async () => {
    expect(await thrown(refresh(zap.authData))).toEqual({
      name: 'ExpiredAuthError',
      message: "This connection can't be renewed. Reconnect the account in Zapier under Apps.",
    });
    expect(zap.sent()).toEqual([]);
  });

  test.each([
    ['no end', {}],
    ['an end that is near', { expires_in: 30 }],
    ['an end in a million years', { expires_in: 3e13 }],
    ['an end beyond all numbers', { expires_in: '1e400' }],
    ['an end before the beginning', { expires_in: -3600 }],
    ['an end in a list', { expires_in: [] }],
    ['an end in words', { expires_in: 'soon' }],
  ])('that tells %s of the new token leaves it open, instead of refreshing for ever', async (_what, end) => {
    const { locationId, refreshToken } = first(zap.sandbox.locations);
    const access_token = zap.sandbox.issueToken({ locationId });
    zap.sandbox.faults.add({ status: 200, body: { access_token, refresh_token: 'next', ...end } });
    const after = await refresh({ ...zap.authData, refresh_token: refreshToken });
    expect(after).toEqual({
      ...zap.authData,
      access_token,
      refresh_token: 'next',
      expires_at: '',
    });
    expect(await call(after)).toHaveProperty('campaigns');
  });
});

describe('the connection’s name', () => {
  /** The label as Zapier renders it, of what the test answers. */
  const label = async (authData: AuthData) => {
    const answer = asAuthData(await zap.call(authentication.test, {}, { authData }));
    return authentication.connectionLabel.replace(/{{(\w+)}}/g, (_all, name: string) => answer[name] ?? '');
  };

  test('is the sub-account’s', async () => {
    expect(await label(await connect('Acme Dental'))).toBe('Acme Dental · sub-account');
  });

  test('is the agency’s', async () => {
    expect(await label(await connect('Brightside Marketing'))).toBe('Brightside Marketing · agency');
  });

  test('comes with the account’s id, of one request', async () => {
    const { locationId } = first(zap.sandbox.locations);
    expect(await zap.call(authentication.test)).toEqual({
      id: locationId,
      name: 'Acme Dental',
      kind: 'sub-account',
    });
    expect(zap.sent()).toHaveLength(1);
  });

  test('asks for a new token where the connection’s has expired', async () => {
    zap.sandbox.expireTokens();
    expect((await thrown(zap.call(authentication.test))).name).toBe('RefreshAuthError');
  });

  test('asks to reconnect where the connection does not tell its agency', async () => {
    const authData = { ...zap.agencyAuthData, companyId: '' };
    expect(await zap.sentence(zap.call(authentication.test, {}, { authData }))).toBe(
      'This connection does not tell its agency. Reconnect the account in Zapier under Apps.',
    );
    expect(zap.sent()).toEqual([]);
  });

  test('names the scope that is missing', async () => {
    const { locationId } = first(zap.sandbox.locations);
    const access_token = zap.sandbox.issueToken({ locationId, scopes: ['contacts.readonly'] });
    const authData = { ...zap.authData, access_token };
    expect(await zap.sentence(zap.call(authentication.test, {}, { authData }))).toMatch(
      /^Testing the connection did not work\. .*lacks a scope that this step needs: locations\.readonly/,
    );
  });
});

describe('in v3', () => {
  beforeEach(() => {
    process.env.HIGHLEVEL_API_VERSION = 'v3';
  });

  test.each(['Acme Dental', 'Brightside Marketing'])(
    '%s connects and is refreshed, in the names of v3',
    async (account) => {
      const connected = await connect(account);
      const refreshed = await refresh(connected);
      expect(
        tokenRequests().map(({ headers, body }) => [headers.version, Object.keys(Object(body)).sort()]),
      ).toEqual([
        ['v3', ['clientId', 'clientSecret', 'code', 'grantType', 'redirectUri']],
        ['v3', ['clientId', 'clientSecret', 'grantType', 'refreshToken', 'userType']],
      ]);
      expect(Object.keys(connected).sort()).toEqual(Object.keys(refreshed).sort());
      expect(refreshed.access_token).not.toBe(connected.access_token);
      expect(untilNow(refreshed.expires_at)).toBeGreaterThan(86_000);
      expect(await zap.call(authentication.test, {}, { authData: refreshed })).toMatchObject({
        name: account,
      });
    },
  );

  test('a wrong secret asks nobody to reconnect, in the words of v3 too', async () => {
    const connected = await connect('Acme Dental');
    const body = { statusCode: 400, message: 'Invalid parameter: clientSecret' };
    zap.sandbox.faults.add({ status: 400, body });
    expect(await thrown(refresh(connected))).toMatchObject({
      name: 'AppError',
      message: expect.stringContaining("Check the app's client id and secret"),
    });
  });

  test('tokens are read in either spelling, in whichever version', async () => {
    const connected = await connect('Acme Dental');
    delete process.env.HIGHLEVEL_API_VERSION;
    const body = { accessToken: 'new', refreshToken: 'next', expiresIn: 86399 };
    zap.sandbox.faults.add({ status: 200, body });
    const refreshed = await refresh(connected);
    expect(refreshed).toMatchObject({ access_token: 'new', refresh_token: 'next' });
    expect(untilNow(refreshed.expires_at)).toBeGreaterThan(86_000);
  });
});
