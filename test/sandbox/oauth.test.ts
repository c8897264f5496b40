import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, postForm, rowsAt, textAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

function chooser(changes: { [name: string]: string } = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: sandbox.clientId,
    redirect_uri: sandbox.redirectUri,
    scope: 'contacts.readonly oauth.write',
    state: 'a b&c',
    ...changes,
  });
  return `${sandbox.url}/v2/oauth/chooselocation?${query}`;
}

/** Opens the chooser, follows the link of an account, and returns where that redirects. */
async function choose(account: string): Promise<URL> {
  const page = await (await fetch(chooser())).text();
  const link = new RegExp(`href="([^"]+)">${account} `).exec(page)?.[1]?.replaceAll('&amp;', '&');
  const answer = await fetch(`${sandbox.url}${link}`, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

function token(fields: { [name: string]: string }) {
  const client = { client_id: sandbox.clientId, client_secret: sandbox.clientSecret };
  return postForm(`${sandbox.url}/oauth/token`, { ...client, ...fields });
}

async function connect(account: string) {
  const code = (await choose(account)).searchParams.get('code') ?? '';
  return token({ grant_type: 'authorization_code', code, redirect_uri: sandbox.redirectUri });
}

describe('the marketplace', () => {
  test('offers every agency and sub-account, and returns with a code and the state', async () => {
    const page = await (await fetch(chooser())).text();
    for (const { name } of [...sandbox.agencies, ...sandbox.locations]) expect(page).toContain(name);
    const back = await choose('Acme Dental');
    expect(back.href).toContain(sandbox.redirectUri);
    expect(back.searchParams.get('state')).toBe('a b&c');
    expect(back.searchParams.get('code')).toMatch(/^\w{40}$/);
  });

  test.each([
    ['another client', { client_id: 'other' }, 'No integration found'],
    ['an address that is not the app’s', { redirect_uri: 'https://evil.example.com/' }, 'redirect_uri'],
    ['an unknown scope', { scope: 'contacts.readonly contacts.everything' }, 'contacts.everything'],
    ['no scope', { scope: '' }, 'scope'],
    ['another response type', { response_type: 'token' }, 'response_type'],
  ])('refuses %s', async (_what, changes, words) => {
    const answer = await fetch(chooser(changes));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(words);
  });
});

describe('the token endpoint', () => {
  test('trades a code for a sub-account’s token that works', async () => {
    const { status, body } = await connect('Acme Dental');
    const location = sandbox.locations[0];
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 86399,
      scope: 'contacts.readonly oauth.write',
      userType: 'Location',
      locationId: location?.locationId,
      companyId: location?.companyId,
      userId: expect.any(String),
    });
    const query = { locationId: location?.locationId ?? '' };
    expect(await call('GET /contacts/', { query, token: textAt(body, 'access_token') })).toMatchObject({
      status: 200,
    });
  });

  test('gives an agency a Company token without a location', async () => {
    const { body } = await connect('Brightside Marketing');
    expect(body).toMatchObject({ userType: 'Company', companyId: sandbox.agencies[0]?.companyId });
    expect(body).not.toHaveProperty('locationId');
  });

  test('takes a code once', async () => {
    const code = (await choose('Acme Dental')).searchParams.get('code') ?? '';
    expect(await token({ grant_type: 'authorization_code', code })).toMatchObject({ status: 200 });
    expect(await token({ grant_type: 'authorization_code', code })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: expect.any(String) },
    });
  });

  test('refuses a code for another return address', async () => {
    const code = (await choose('Acme Dental')).searchParams.get('code') ?? '';
    const fields = { grant_type: 'authorization_code', code, redirect_uri: 'http://localhost/else' };
    expect(await token(fields)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('refuses a wrong secret with 401', async () => {
    const fields = { grant_type: 'refresh_token', refresh_token: 'x', client_secret: 'wrong' };
    expect(await token(fields)).toMatchObject({
      status: 401,
      body: { error_description: expect.any(String) },
    });
  });

  test('names what is missing', async () => {
    expect(await postForm(`${sandbox.url}/oauth/token`, {})).toMatchObject({
      status: 422,
      body: {
        message: expect.arrayContaining(['client_id should not be empty', 'grant_type should not be empty']),
      },
    });
    expect(await token({ grant_type: 'authorization_code' })).toMatchObject({
      status: 422,
      body: { message: ['code should not be empty'] },
    });
  });

  test('wants a form: JSON is not read', async () => {
    const json = {
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
      grant_type: 'refresh_token',
    };
    expect(await call('POST /oauth/token', { body: json })).toMatchObject({ status: 422 });
  });

  test('says when a location is not active', async () => {
    const { locationId = '', refreshToken = '' } = sandbox.locations[0] ?? {};
    sandbox.state.locations.update(locationId, { isActive: false });
    expect(await token({ grant_type: 'refresh_token', refresh_token: refreshToken })).toMatchObject({
      status: 400,
      body: { message: 'Location is not active' },
    });
  });
});

describe('refreshing', () => {
  const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token });

  test('rotates the refresh token', async () => {
    const first = textAt((await connect('Acme Dental')).body, 'refresh_token');
    const second = await refresh(first);
    expect(second.status).toBe(200);
    expect(textAt(second.body, 'refresh_token')).not.toBe(first);
    expect(await refresh(textAt(second.body, 'refresh_token'))).toMatchObject({ status: 200 });
  });

  test('answers the same within 30 seconds, and refuses after', async () => {
    const first = textAt((await connect('Acme Dental')).body, 'refresh_token');
    const [one, other] = await Promise.all([refresh(first), refresh(first)]);
    const tokens = { ...Object(one?.body), traceId: expect.any(String) };
    expect(other?.body).toEqual(tokens);
    sandbox.clock.advance(29_000);
    expect((await refresh(first)).body).toEqual(tokens);
    sandbox.clock.advance(2_000);
    expect(await refresh(first)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('keeps the scopes and the account', async () => {
    const { body } = await connect('Harbour Yoga');
    const { body: renewed } = await refresh(textAt(body, 'refresh_token'));
    expect(renewed).toMatchObject({
      scope: at(body, 'scope') ?? '',
      locationId: at(body, 'locationId') ?? '',
    });
  });
});

describe('an agency’s token', () => {
  const agency = () => sandbox.agencies[0] ?? { companyId: '', accessToken: '' };
  const locationToken = (companyId: string, locationId: string) =>
    postForm(
      `${sandbox.url}/oauth/locationToken`,
      { companyId, locationId },
      { authorization: `Bearer ${agency().accessToken}`, version: '2021-07-28' },
    );

  test('becomes a sub-account’s token', async () => {
    const { locationId = '' } = sandbox.locations[1] ?? {};
    const { status, body } = await locationToken(agency().companyId, locationId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ userType: 'Location', locationId, refresh_token: expect.any(String) });
    const answer = await call('GET /contacts/', {
      query: { locationId },
      token: textAt(body, 'access_token'),
    });
    expect(answer.status).toBe(200);
  });

  test('does not become one of another agency’s', async () => {
    const { locationId = '' } = sandbox.locations[2] ?? {};
    expect(await locationToken(agency().companyId, locationId)).toMatchObject({ status: 403 });
  });

  test('does not become one where the app is not installed', async () => {
    const { locationId = '' } = sandbox.locations[1] ?? {};
    sandbox.state.locations.update(locationId, { isInstalled: false });
    expect(await locationToken(agency().companyId, locationId)).toMatchObject({ status: 400 });
  });

  test('lists where the app is installed', async () => {
    const { locationId = '' } = sandbox.locations[1] ?? {};
    sandbox.state.locations.update(locationId, { isInstalled: false });
    const { companyId, accessToken } = agency();
    const query = { companyId, appId: sandbox.clientId.split('-')[0] ?? '', isInstalled: 'true' };
    const { body } = await call('GET /oauth/installedLocations', { query, token: accessToken });
    expect(body).toMatchObject({ count: 1, locations: [{ name: 'Acme Dental', isInstalled: true }] });
    const all = await call('GET /oauth/installedLocations', {
      query: { companyId, appId: query.appId, skip: '1', limit: '1' },
      token: accessToken,
    });
    expect(rowsAt(all.body, 'locations').map(({ _id }) => _id)).toEqual([locationId]);
  });
});
