import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EndpointKey, endpoint, endpointKeys, shape } from '../../highlevel/contract';
import { routes } from '../../sandbox/handlers';
import { isObject } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { caller } from './client';

const ANSWERS = JSON.parse(readFileSync(join(__dirname, '../../highlevel/contract/answers.json'), 'utf8'));

/** An answer that differs from its description, and one that is a bare record with optional fields. */
const NOT_WHOLE: readonly EndpointKey[] = [
  'GET /calendars/events/appointments/{eventId}',
  'GET /users/{userId}',
];

let sandbox: Sandbox;
const call = caller(() => sandbox);

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** A seeded record's id for each name that a path, or a required query parameter, can have. */
function seeded(): { [name: string]: string } {
  const { state, locations, clientId } = sandbox;
  const { locationId = '', companyId = '' } = locations[0] ?? {};
  const appointment = state.appointments.find((row) => row.locationId === locationId);
  const contactId = appointment?.contactId ?? '';
  const customValue = state.customValues.insert({ locationId, name: 'Slogan', value: 'Smile' });
  const first = (rows: { find: typeof state.tasks.find }) =>
    rows.find((row) => row.locationId === locationId)?.id ?? '';
  return {
    locationId,
    companyId,
    contactId,
    appId: clientId.split('-')[0] ?? '',
    taskId: state.tasks.find((row) => row.contactId === contactId)?.id ?? '',
    noteId: state.notes.find((row) => row.contactId === contactId)?.id ?? '',
    fieldId: state.customFields.find((row) => row.locationId === locationId)?.id ?? '',
    tagId: state.tags.find((row) => row.locationId === locationId)?.id ?? '',
    userId: state.users.find((row) => row.locationIds.includes(locationId))?.id ?? '',
    eventId: appointment?.id ?? '',
    businessId: first(state.businesses),
    calendarId: first(state.calendars),
    valueId: customValue.id,
    startTime: '0',
    endTime: '4102444800000',
  };
}

/** `{id}` alone is named after what stands before it. */
const IDS: { [before: string]: string } = {
  notes: 'noteId',
  customFields: 'fieldId',
  customValues: 'valueId',
};

function parametersOf(key: EndpointKey, values: { [name: string]: string }) {
  const { route, query } = endpoint(key);
  const id = values[IDS[/\/(\w+)\/\{id\}$/.exec(route)?.[1] ?? ''] ?? ''] ?? '';
  const required = Object.entries(query).filter(([, fact]) => shape(fact).required);
  const asked = [...required.map(([name]) => name), ...(route === '/calendars/events' ? ['calendarId'] : [])];
  return {
    path: { ...values, id },
    query: Object.fromEntries(asked.map((name) => [name, values[name] ?? ''])),
  };
}

const reads = endpointKeys().filter((key) => key.startsWith('GET ') && routes[key]);

test.each(reads)('%s answers what the contract says', async (key) => {
  const token = endpoint(key).access.includes('location')
    ? sandbox.locations[0]?.accessToken
    : sandbox.agencies[0]?.accessToken;
  const { status, body } = await call(key, { ...parametersOf(key, seeded()), ...(token && { token }) });
  expect([key, status, body]).toEqual([key, 200, expect.anything()]);
  if (NOT_WHOLE.includes(key)) return;
  const described = Object.keys(Object(ANSWERS[key])).filter((name) => name !== 'traceId');
  expect(described.filter((name) => !isObject(body) || body[name] === undefined)).toEqual([]);
});
