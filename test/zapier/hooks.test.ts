/** The stand-in for hooks.zapier.com: what it answers, what it hands on, and what a Zap makes of it. */
import { connect } from 'node:net';
import {
  type App,
  Connection,
  type HookRequest,
  HookServer,
  handlerOf,
  headerName,
  loadApp,
  Zap,
} from '../../zapier';
import { tinyApp } from './tiny-app';

let app: App;
let server: HookServer;
let now: number;
let waits: number[];

beforeAll(async () => {
  app = await loadApp(handlerOf(tinyApp));
});
beforeEach(async () => {
  now = Date.UTC(2026, 10, 23, 12);
  waits = [];
  server = await new HookServer({ now: () => now }).start();
});
afterEach(() => server.close());

async function noteWait(seconds: number): Promise<void> {
  waits.push(seconds);
}

/** A Zap that starts at once when a pet is told of. */
function zap(trigger = 'pet_seen', input = {}, sleep = noteWait): Zap {
  const pets = new Connection(app, { access_token: 'fresh' });
  return new Zap(
    { name: 'Hooked', trigger: { kind: 'hook', id: 'seen', app: 'pets', trigger, input }, steps: [] },
    { apps: { pets }, sleep },
  );
}

async function turnedOn(trigger?: string, input?: object): Promise<{ zap: Zap; address: string }> {
  const made = zap(trigger, input);
  await made.turnOn();
  return { zap: made, address: server.addressOf(made) };
}

const post = (address: string, body: string, headers = {}) =>
  fetch(address, { method: 'POST', body, headers });
const itemsOf = ({ history }: Zap) => history.map(({ item }) => item);

test('each Zap has one address, and another one than the others', () => {
  const [one, other] = [zap(), zap()];
  expect(server.addressOf(one)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/standard\/\d+\/[0-9a-f]{32}\/$/);
  expect(server.addressOf(one)).toBe(server.addressOf(one));
  expect(server.addressOf(other)).not.toBe(server.addressOf(one));
});

test('the exact text, the headers by the names that Zapier gives them, and the parsed body come to the trigger', async () => {
  const { zap: seen, address } = await turnedOn();
  const body = '{ "name":"Béla 😊 {{bundle.inputData.x}}",  "id": 7 }';
  await post(`${address}?source=a%20b`, body, {
    'content-type': 'application/json',
    'X-GHL-Signature': 'abc',
  });
  await server.settled();
  expect(itemsOf(seen)).toMatchObject([
    {
      parsed: { name: 'Béla 😊 {{bundle.inputData.x}}', id: 7 },
      raw: {
        method: 'POST',
        querystring: 'source=a%20b',
        content: body,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': String(Buffer.byteLength(body)),
          'Http-X-Ghl-Signature': 'abc',
        },
      },
    },
  ]);
});

test.each<[what: string, body: string, type: string, parsed: unknown]>([
  ['a list', '[{"id":1},{"id":2}]', 'application/json', [{ id: 1 }, { id: 2 }]],
  ['a form', 'name=Rex&age=3', 'application/x-www-form-urlencoded', { name: 'Rex', age: '3' }],
  ['no JSON', '{"name":', 'application/json', {}],
  ['nothing', '', 'application/json', {}],
  ['a text', '"null"', 'application/json', 'null'],
])('a body that is %s is parsed', async (_what, body, type, parsed) => {
  const requests: HookRequest[] = [];
  const address = server.addressOf({ receive: async (request) => void requests.push(request) });
  await post(address, body, { 'content-type': type });
  await server.settled();
  expect(requests).toMatchObject([{ rawRequest: { content: body }, cleanedRequest: parsed }]);
});

test('a request without a body gives its query', async () => {
  const requests: HookRequest[] = [];
  const address = server.addressOf({ receive: async (request) => void requests.push(request) });
  await fetch(`${address}?name=Rex`);
  await server.settled();
  expect(requests).toMatchObject([{ rawRequest: { method: 'GET' }, cleanedRequest: { name: 'Rex' } }]);
});

test('a request that breaks off starts nothing, and the next one is taken', async () => {
  const { zap: seen, address } = await turnedOn();
  const { hostname, port, pathname } = new URL(address);
  const socket = connect(Number(port), hostname);
  const head = `POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 100\r\n\r\n`;
  await new Promise<void>((written) => socket.write(`${head}{"id":`, () => written()));
  socket.destroy();
  await post(address, '{"id":2}');
  await server.settled();
  expect(itemsOf(seen)).toMatchObject([{ id: 2 }]);
});

test.each([
  ['x-ghl-signature', 'Http-X-Ghl-Signature'],
  ['X-GHL-Signature', 'Http-X-Ghl-Signature'],
  ['content-type', 'Content-Type'],
  ['CONTENT-LENGTH', 'Content-Length'],
])('the header %s is handed on as %s', (sent, name) => expect(headerName(sent)).toBe(name));

test('whoever sends is answered before the Zap runs, and not told what came of it', async () => {
  const { zap: seen, address } = await turnedOn();
  const answer = await post(address, '{"name":"Refused"}');
  expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ status: 'success' })]);
  await server.settled();
  expect(seen.deliveries).toMatchObject([
    { polled: 0, runs: [], failure: { kind: 'error', message: 'Cats are not allowed.' } },
  ]);
  expect(seen.history).toEqual([]);
});

test('an address that no Zap has answers the same', async () => {
  const answer = await post(`${server.addressOf(zap()).slice(0, -33)}${'0'.repeat(32)}/`, '{}');
  expect(answer.status).toBe(200);
});

test('the trigger gets the values of its form and the id of its Zap', async () => {
  const { zap: seen, address } = await turnedOn('pet_seen', { place: 'Park' });
  await post(address, '{"id":1}');
  await server.settled();
  expect(itemsOf(seen)).toMatchObject([{ place: 'Park', zapId: 'Hooked' }]);
});

test('each item of a result runs the Zap, in its order; what came before is not told apart', async () => {
  const { zap: seen, address } = await turnedOn();
  for (const _again of [1, 2]) await post(address, '[{"id":1},{"id":2}]');
  await server.settled();
  expect(itemsOf(seen)).toEqual([{ id: 1 }, { id: 2 }, { id: 1 }, { id: 2 }]);
  expect(seen.deliveries).toMatchObject([{ polled: 2 }, { polled: 2 }]);
});

describe('a throttled trigger', () => {
  test('is tried once more, after the time that it names', async () => {
    const { zap: seen, address } = await turnedOn();
    await post(address, '{"id":1,"name":"Throttled"}');
    await server.settled();
    expect(waits).toEqual([7]);
    expect(itemsOf(seen)).toMatchObject([{ id: 1 }]);
    expect(seen.deliveries).toHaveLength(1);
  });

  test('is not tried a third time, and waits five minutes at most', async () => {
    const { zap: seen, address } = await turnedOn();
    await post(address, '{"name":"Always Throttled"}');
    await server.settled();
    expect(waits).toEqual([300]);
    expect(seen.deliveries).toMatchObject([{ runs: [], failure: { kind: 'throttled' } }]);
  });

  test('does not hold up what comes behind it', async () => {
    const order: unknown[] = [];
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const made = zap('pet_seen', {}, () => asleep);
    await made.turnOn();
    const address = server.addressOf(made);
    await post(address, '{"id":1,"name":"Throttled"}');
    await post(address, '{"id":2}');
    while (made.history.length === 0) await new Promise(setImmediate);
    order.push(...itemsOf(made).map(({ id }) => id));
    wake();
    await server.settled();
    expect([order, itemsOf(made).map(({ id }) => id)]).toEqual([[2], [2, 1]]);
  });
});

describe('a Zap that is off', () => {
  test('starts nothing', async () => {
    const { zap: seen, address } = await turnedOn();
    seen.turnOff();
    await post(address, '{"id":1}');
    await server.settled();
    expect([seen.history, seen.deliveries]).toEqual([[], []]);
    await seen.turnOn();
    await post(address, '{"id":2}');
    await server.settled();
    expect(itemsOf(seen)).toMatchObject([{ id: 2 }]);
  });

  test('shows what came, the latest first, where the trigger has no list of its own', async () => {
    const made = zap();
    const address = server.addressOf(made);
    for (const id of [1, 2, 3, 4]) {
      await post(address, JSON.stringify({ id }));
      await server.settled();
    }
    expect((await made.sample()).map(({ id }) => id)).toEqual([4, 3, 2]);
    expect(made.history).toEqual([]);
  });

  test('shows the latest records where the trigger gives them', async () => {
    const made = zap('pet_known');
    await post(server.addressOf(made), '{"id":9}');
    await server.settled();
    expect(await made.sample()).toEqual([{ id: 4 }, { id: 3 }, { id: 2 }]);
  });
});

describe('a flood', () => {
  test('of more than 30 requests in a second is refused with 429, for all Zaps together', async () => {
    const addresses = [await turnedOn(), await turnedOn()].map(({ address }) => address);
    const statuses: number[] = [];
    for (let i = 0; i < 32; i += 1) statuses.push((await post(addresses[i % 2] ?? '', '{"id":1}')).status);
    expect(statuses).toEqual([...Array(30).fill(200), 429, 429]);
    now += 999;
    expect((await post(addresses[0] ?? '', '{}')).status).toBe(429);
    now += 1;
    expect((await post(addresses[0] ?? '', '{}')).status).toBe(200);
    await server.settled();
  });

  test('starts no more runs than requests were taken', async () => {
    const { zap: seen, address } = await turnedOn();
    await Promise.all(Array.from({ length: 40 }, (_, id) => post(address, JSON.stringify({ id }))));
    await server.settled();
    expect(seen.history).toHaveLength(30);
  });
});

test('what a Zap itself throws is not lost', async () => {
  const address = server.addressOf({ receive: () => Promise.reject(new Error('broken')) });
  await post(address, '{}');
  await expect(server.settled()).rejects.toThrow('broken');
});
