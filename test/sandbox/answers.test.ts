import { type EndpointKey, endpoint, endpointKeys, shape } from '../../highlevel/contract';
import { answerFacts } from '../../highlevel/contract/answers';
import { BARE_LIST } from '../../highlevel/json';
import { routes } from '../../sandbox/api';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { caller } from './client';
import { faultsIn, nameOfId, seededIds } from './every-endpoint';

/** Answers that differ from their description, and bare records with optional fields. */
const NOT_WHOLE: readonly EndpointKey[] = [
  'GET /invoices/{invoiceId}',
  'GET /payments/orders/{orderId}',
  'GET /proposals/document',
  'GET /users/{userId}',
  'GET /contacts/search/duplicate',
  'GET /conversations/messages/{id}',
  'GET /calendars/{calendarId}/notifications/{notificationId}',
];

let sandbox: Sandbox;
const call = caller(() => sandbox);

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** The lists of events, which want a calendar, a user or a group. */
const EVENTS = ['/calendars/events', '/calendars/blocked-slots'];

function parametersOf(key: EndpointKey, values: { [name: string]: string }) {
  const { route, query } = endpoint(key);
  const id = values[nameOfId(route) ?? ''] ?? '';
  const required = Object.entries(query).filter(([, fact]) => shape(fact).required);
  const asked = [...required.map(([name]) => name), ...(EVENTS.includes(route) ? ['calendarId'] : [])];
  return {
    path: { ...values, id, ...PATHS[key] },
    query: { ...Object.fromEntries(asked.map((name) => [name, values[name] ?? ''])), ...WHOLE[key] },
  };
}

/** Query parameters without which an answer leaves out what it can tell. */
const WHOLE: { [endpoint in EndpointKey]?: { [name: string]: string } } = {
  'GET /objects/{key}': { fetchProperties: 'true' },
};

/** Endpoints whose path has a name that others have for something else. */
const PATHS: { [endpoint in EndpointKey]?: { [name: string]: string } } = {
  'GET /objects/{key}': { key: 'custom_objects.pet' },
  'GET /custom-fields/object-key/{objectKey}': { objectKey: 'custom_objects.pet' },
};

const reads = endpointKeys().filter((key) => key.startsWith('GET ') && routes[key]);

test.each(reads)('%s answers what the contract says', async (key) => {
  const token = endpoint(key).access.includes('location')
    ? sandbox.locations[0]?.accessToken
    : sandbox.agencies[0]?.accessToken;
  const { status, body } = await call(key, {
    ...parametersOf(key, seededIds(sandbox)),
    ...(token && { token }),
  });
  expect([key, status, body]).toEqual([key, 200, expect.anything()]);
  if (typeof body === 'string') return;
  const said = Array.isArray(body) ? { [BARE_LIST]: body } : body;
  const { traceId: _traceId, ...described } = answerFacts(key);
  expect(faultsIn(said, described, '', !NOT_WHOLE.includes(key))).toEqual([]);
});
