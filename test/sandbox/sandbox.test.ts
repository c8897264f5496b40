import { connect } from 'node:net';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { caller, rowsAt, textAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });
const list = () => call('GET /contacts/', { query: here() });
const post = (path: string, body: object = {}) =>
  fetch(`${sandbox.url}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

describe('the seed', () => {
  test('is the same for the same number, and another for another', async () => {
    const [same, other] = [await startSandbox(), await startSandbox({ seed: 2 })];
    const all = ({ state }: Sandbox) => JSON.stringify(state.contacts.all());
    expect(all(same)).toBe(all(sandbox));
    expect(all(other)).not.toBe(all(sandbox));
    await Promise.all([same.close(), other.close()]);
  });

  test('has two agencies and three sub-accounts in three time zones', () => {
    expect(sandbox.agencies.map(({ name }) => name)).toEqual(['Brightside Marketing', 'Northwind Growth']);
    expect(sandbox.locations.map(({ name }) => name)).toEqual([
      'Acme Dental',
      'Harbour Yoga',
      'Coastline Realty',
    ]);
    expect(sandbox.state.locations.all().map(({ timezone, country }) => [timezone, country])).toEqual([
      ['America/New_York', 'US'],
      ['Europe/London', 'GB'],
      ['Australia/Sydney', 'AU'],
    ]);
  });

  test('has a custom field of every data type in each sub-account', async () => {
    const types =
      'TEXT LARGE_TEXT NUMERICAL PHONE MONETORY CHECKBOX SINGLE_OPTIONS MULTIPLE_OPTIONS FLOAT TIME DATE TEXTBOX_LIST FILE_UPLOAD SIGNATURE RADIO';
    for (const { locationId, accessToken } of sandbox.locations) {
      const { body } = await call('GET /locations/{locationId}/customFields', {
        path: { locationId },
        query: { model: 'contact' },
        token: accessToken,
      });
      expect(rowsAt(body, 'customFields').map(({ dataType }) => dataType)).toEqual(types.split(' '));
    }
  });

  test('has unique e-mails and phones in each sub-account', () => {
    for (const { locationId } of sandbox.locations) {
      const contacts = sandbox.state.contacts.where((contact) => contact.locationId === locationId);
      expect(new Set(contacts.map(({ email }) => email)).size).toBe(contacts.length);
      expect(new Set(contacts.map(({ phone }) => phone)).size).toBe(contacts.length);
    }
  });

  test.each([
    ['GET /users/', 'users', 3],
    ['GET /campaigns/', 'campaigns', 3],
    ['GET /workflows/', 'workflows', 3],
    ['GET /businesses/', 'businesses', 3],
    ['GET /calendars/', 'calendars', 3],
  ] as const)('%s answers its %s', async (key, many, count) => {
    expect(rowsAt((await call(key, { query: here() })).body, many)).toHaveLength(count);
  });
});

describe('users', () => {
  test('are searched within a company, and not without', async () => {
    expect(await call('GET /users/search', { query: here() })).toMatchObject({
      status: 401,
      body: { message: 'E01 - Unauthorized request' },
    });
    const query = { companyId: sandbox.agencies[0]?.companyId ?? '', limit: '2' };
    expect(await call('GET /users/search', { query })).toMatchObject({
      body: { users: [{ name: expect.any(String) }, { name: expect.any(String) }], count: 4 },
    });
  });

  test('of a location do not take a company', async () => {
    const query = { ...here(), companyId: sandbox.agencies[0]?.companyId ?? '' };
    expect(await call('GET /users/', { query })).toMatchObject({
      status: 422,
      body: { message: ['property companyId should not exist'] },
    });
  });
});

test('businesses are created, changed and deleted', async () => {
  const added = await call('POST /businesses/', { body: { ...here(), name: 'Lovelace & Co' } });
  expect(added).toMatchObject({ status: 201, body: { success: true, buiseness: { name: 'Lovelace & Co' } } });
  const path = { businessId: textAt(added.body, 'buiseness.id') };
  await call('PUT /businesses/{businessId}', { path, body: { city: 'London' } });
  expect((await call('GET /businesses/{businessId}', { path })).body).toMatchObject({
    business: { name: 'Lovelace & Co', city: 'London' },
  });
  expect((await call('DELETE /businesses/{businessId}', { path })).body).toMatchObject({ success: true });
  expect(await call('GET /businesses/{businessId}', { path })).toMatchObject({ status: 404 });
});

test('locations are searched within the token’s reach', async () => {
  const names = async (token?: string) =>
    rowsAt((await call('GET /locations/search', { ...(token && { token }) })).body, 'locations').map(
      ({ name }) => name,
    );
  expect(await names()).toEqual(['Acme Dental']);
  expect(await names(sandbox.agencies[0]?.accessToken)).toEqual(['Acme Dental', 'Harbour Yoga']);
});

describe('the log', () => {
  test('tells each request as it was sent, and how it was answered', async () => {
    await call('POST /contacts/', { body: { ...here(), name: 'Wilhelmina' } });
    await fetch(`${sandbox.url}/nowhere?a=1&a=2&b=%20`);
    expect(sandbox.requests).toMatchObject([
      {
        method: 'POST',
        path: '/contacts/',
        endpoint: 'POST /contacts/',
        query: {},
        headers: { version: '2021-07-28' },
        body: { ...here(), name: 'Wilhelmina' },
        rawBody: JSON.stringify({ ...here(), name: 'Wilhelmina' }),
        status: 201,
        tokenType: 'Location',
      },
      { method: 'GET', path: '/nowhere', query: { a: ['1', '2'], b: ' ' }, rawBody: '', status: 404 },
    ]);
    expect(sandbox.requests[1]).toMatchObject({ endpoint: undefined, body: undefined, tokenType: undefined });
  });

  test('can be read from outside', async () => {
    await list();
    const answer = await fetch(`${sandbox.url}/_sandbox/requests`);
    expect(await answer.json()).toMatchObject({ requests: [{ endpoint: 'GET /contacts/', status: 200 }] });
  });
});

describe('faults', () => {
  test('answer as often as they are told, and no more', async () => {
    sandbox.faults.add({
      status: 503,
      body: { message: 'Out of order' },
      headers: { 'x-why': 'test' },
      times: 2,
    });
    const first = await list();
    expect(first).toMatchObject({ status: 503, body: { message: 'Out of order' } });
    expect(first.headers.get('x-why')).toBe('test');
    expect([(await list()).status, (await list()).status]).toEqual([503, 200]);
  });

  test('meet the requests that they are meant for', async () => {
    sandbox.faults.add({ endpoint: 'POST /contacts/', status: 500 });
    sandbox.faults.add({ endpoint: /^GET \/users/, status: 502 });
    expect(await list()).toMatchObject({ status: 200 });
    expect(await call('GET /users/', { query: here() })).toMatchObject({ status: 502 });
    expect(await call('POST /contacts/', { body: { ...here(), name: 'Wilhelmina' } })).toMatchObject({
      status: 500,
    });
    expect(sandbox.state.contacts.find(({ firstName }) => firstName === 'Wilhelmina')).toBeUndefined();
  });

  test('can strike after the work is done', async () => {
    sandbox.faults.add({ status: 422, body: { message: ['no'] }, after: true });
    expect(await call('POST /contacts/', { body: { ...here(), name: 'Wilhelmina' } })).toMatchObject({
      status: 422,
    });
    expect(sandbox.state.contacts.find(({ firstName }) => firstName === 'Wilhelmina')).toBeDefined();
  });

  test('can answer text that is no JSON', async () => {
    sandbox.faults.add({
      status: 502,
      body: '<h1>Bad Gateway</h1>',
      headers: { 'content-type': 'text/html' },
    });
    const answer = await fetch(`${sandbox.url}/contacts/`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      502,
      'text/html',
      '<h1>Bad Gateway</h1>',
    ]);
  });

  test('can cut the connection', async () => {
    sandbox.faults.add({ cut: true });
    await expect(list()).rejects.toThrow();
    expect(sandbox.requests).toMatchObject([{ endpoint: 'GET /contacts/', status: 0 }]);
    expect(await list()).toMatchObject({ status: 200 });
  });

  test('can delay or decorate an answer that is otherwise the usual', async () => {
    sandbox.faults.add({ delayMs: 5, headers: { 'x-ratelimit-remaining': '1' } });
    const answer = await list();
    expect([answer.status, answer.headers.get('x-ratelimit-remaining')]).toEqual([200, '1']);
  });

  test('end with a clear or a reset', async () => {
    sandbox.faults.add({ status: 500, times: 9 });
    sandbox.faults.clear();
    expect(await list()).toMatchObject({ status: 200 });
    sandbox.faults.add({ status: 500, times: 9 });
    sandbox.reset();
    expect(await list()).toMatchObject({ status: 200 });
  });
});

describe('from another process', () => {
  test('the index tells what there is', async () => {
    const answer = await fetch(`${sandbox.url}/_sandbox`);
    expect(Object.keys(Object(await answer.json()))).toContain('POST /_sandbox/faults');
  });

  test('faults are switched on, by endpoint or by pattern', async () => {
    await post('faults', { endpoint: 'GET /contacts/', status: 503 });
    await post('faults', { pattern: '^GET /users', status: 504, body: { message: 'slow' } });
    expect(await list()).toMatchObject({ status: 503 });
    expect(await call('GET /users/', { query: here() })).toMatchObject({
      status: 504,
      body: { message: 'slow' },
    });
    expect((await post('faults', { endpoint: 'GET /nowhere', status: 503 })).status).toBe(400);
  });

  test('private integrations are made and deleted, with the scopes that are told', async () => {
    const made = async (wanted: object) =>
      String(Object(await (await post('private-tokens', wanted)).json()).token);
    const status = async (token: string) => (await call('GET /contacts/', { query: here(), token })).status;
    const [all, some] = [await made(here()), await made({ ...here(), scopes: ['users.readonly'] })];
    await post('expire-tokens');
    expect([await status(all), await status(some)]).toEqual([200, 401]);
    await fetch(`${sandbox.url}/_sandbox/private-tokens`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: all }),
    });
    expect(await call('GET /contacts/', { query: here(), token: all })).toMatchObject({
      status: 401,
      body: { message: 'Invalid Private Integration token' },
    });
    for (const wanted of [{}, { locationId: 'nobody' }]) {
      expect((await post('private-tokens', wanted)).status).toBe(400);
    }
  });

  test('tokens expire, and a reset brings all back', async () => {
    await call('POST /contacts/', { body: { ...here(), name: 'Wilhelmina' } });
    await post('expire-tokens');
    expect(await list()).toMatchObject({ status: 401 });
    await post('reset');
    expect(sandbox.requests).toEqual([]);
    expect(sandbox.state.contacts.find(({ firstName }) => firstName === 'Wilhelmina')).toBeUndefined();
    expect(await list()).toMatchObject({ status: 200 });
  });
});

/** Who sends a request, by its headers. */
interface Sender {
  host?: string;
  origin?: string;
}

describe('who may use the controls', () => {
  /**
   * The status of a request that says what `fetch` would not: which host it is for, and which page sends it.
   * It is written by hand, because core replaces `http.request` in every process that runs an app.
   */
  const statusFor = (path: string, { host = `127.0.0.1:${port()}`, ...others }: Sender) =>
    new Promise<number>((resolve, reject) => {
      const headers = Object.entries({ host, ...others, connection: 'close' });
      const lines = [`GET ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
      const socket = connect(Number(port()), '127.0.0.1', () =>
        socket.write(`${lines.join('\r\n')}\r\n\r\n`),
      );
      socket.once('data', (answer) => {
        resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(answer))?.[1]));
        socket.destroy();
      });
      socket.once('error', reject);
    });
  const port = () => new URL(sandbox.url).port;
  const otherPort = () => String(Number(port()) - 1);

  test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('this machine as %s', async (name) => {
    expect(await statusFor('/_sandbox/requests', { host: `${name}:${port()}` })).toBe(200);
  });

  test('a page of the sandbox itself', async () => {
    expect(await statusFor('/_sandbox', { origin: `http://localhost:${port()}` })).toBe(200);
  });

  test.each<[string, () => Sender]>([
    ['another name that leads to this machine', () => ({ host: `evil.example.com:${port()}` })],
    ['a name that begins as loopback', () => ({ host: `localhost.example.com:${port()}` })],
    ['another port', () => ({ host: `localhost:${otherPort()}` })],
    ['a host without the port', () => ({ host: 'localhost' })],
    ['no host that can be read', () => ({ host: 'a b' })],
    ['a page of another site', () => ({ origin: 'https://evil.example.com' })],
    ['a page of another port', () => ({ origin: `http://localhost:${otherPort()}` })],
    ['a page without an origin of its own', () => ({ origin: 'null' })],
    ['the same name by HTTPS', () => ({ origin: `https://localhost:${port()}` })],
  ])('not %s', async (_who, headers) => {
    expect(await statusFor('/_sandbox', headers())).toBe(403);
    expect(await statusFor('/_sandbox/requests', headers())).toBe(403);
  });

  test('a refused call changes nothing', async () => {
    await list();
    const answer = await fetch(`${sandbox.url}/_sandbox/reset`, {
      method: 'POST',
      headers: { origin: 'https://evil.example.com' },
    });
    expect(answer.status).toBe(403);
    expect(sandbox.requests).toHaveLength(1);
  });
});
