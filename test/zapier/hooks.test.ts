/** The stand-in for hooks.zapier.com: what it answers, what it hands on, and what a Zap makes of it. */
import { type App, Connection, HookServer, handlerOf, loadApp, Zap } from '../../zapier';
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

/** A Zap that starts at once when a pet is told of. */
function zap(trigger = 'pet_seen', input = {}): Zap {
  const pets = new Connection(app, { access_token: 'fresh' });
  const sleep = async (seconds: number) => {
    waits.push(seconds);
  };
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
