import { type EndpointKey, endpoint, endpointKeys, type Facts, shape } from '../../highlevel/contract';
import { answerFacts } from '../../highlevel/contract/answers';
import { BARE_LIST } from '../../highlevel/json';
import { routes } from '../../sandbox/api';
import { isObject, type Json } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { caller } from './client';

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
    altId: locationId,
    altType: 'location',
    companyId,
    contactId,
    appId: clientId.split('-')[0] ?? '',
    taskId: state.tasks.find((row) => row.contactId === contactId)?.id ?? '',
    noteId: state.notes.find((row) => row.contactId === contactId)?.id ?? '',
    fieldId: state.customFields.find((row) => row.locationId === locationId)?.id ?? '',
    tagId: state.tags.find((row) => row.locationId === locationId)?.id ?? '',
    userId: state.users.find((row) => row.locationIds.includes(locationId))?.id ?? '',
    eventId: appointment?.id ?? '',
    appointmentId: appointment?.id ?? '',
    opportunityId: first(state.opportunities),
    location_id: locationId,
    businessId: first(state.businesses),
    calendarId: first(state.calendars),
    notificationId: first(state.calendarNotifications),
    resourceType: 'rooms',
    resourceId: first(state.calendarResources),
    originId: locationId,
    invoiceId: first(state.invoices),
    orderId: first(state.orders),
    productId: first(state.products),
    schemaKey: 'custom_objects.pet',
    sortBy: 'createdAt',
    sortOrder: 'desc',
    type: 'file',
    startDate: `${Date.now()}`,
    endDate: `${Date.now() + 604_800_000}`,
    valueId: customValue.id,
    limit: '20',
    skip: '0',
    offset: '0',
    associationId: first(state.associations),
    key_name: 'owner_pet',
    objectKey: 'contact',
    recordId: first(state.objectRecords),
    blogId: first(state.blogs),
    conversationId:
      state.conversations.find((row) => row.locationId === locationId && Boolean(row.assignedTo))?.id ?? '',
    messageId:
      state.messages.find((row) => row.locationId === locationId && Boolean(row.recording))?.id ?? '',
    emailMessageId: first(state.emails),
    urlSlug: 'a-day-with-us',
    startTime: '0',
    endTime: '4102444800000',
  };
}

/** The lists of events, which want a calendar, a user or a group. */
const EVENTS = ['/calendars/events', '/calendars/blocked-slots'];

/** `{id}` alone is named after what stands before it. */
const IDS: { [before: string]: string } = {
  opportunities: 'opportunityId',
  notes: 'noteId',
  messages: 'messageId',
  email: 'emailMessageId',
  customFields: 'fieldId',
  customValues: 'valueId',
  records: 'recordId',
  '{resourceType}': 'resourceId',
};

function parametersOf(key: EndpointKey, values: { [name: string]: string }) {
  const { route, query } = endpoint(key);
  const id = values[IDS[/\/(\w+|\{\w+\})\/\{id\}$/.exec(route)?.[1] ?? ''] ?? ''] ?? '';
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

/** What a value must be, by the types of the contract. */
const TYPES: { [type: string]: (value: Json) => boolean } = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
};

/**
 * What is wrong with the fields of an answer: one that is described as always there is missing, or one has
 * another type. A null stands for what is empty.
 * @param isWhole whether every described field must come, as at the top of an answer
 */
function faultsIn(answer: Json, facts: Facts, path: string, isWhole = false): string[] {
  if (!isObject(answer)) return [`${path || 'the answer'} is no object`];
  return Object.entries(facts).flatMap(([name, fact]) => {
    const { list, required, type, fields } = shape(fact);
    const [value, at] = [answer[name], `${path}${name}`];
    if (value === undefined) return isWhole || required ? [`${at} is missing`] : [];
    if (value === null) return required ? [`${at} is null`] : [];
    if (list && !Array.isArray(value)) return [`${at} is no list`];
    const values = list && Array.isArray(value) ? value : [value];
    const wrong = values.filter((one) => TYPES[type]?.(one) === false);
    if (wrong.length) return [`${at} is ${JSON.stringify(wrong[0])}, no ${type}`];
    const inner = fields ? values.flatMap((one) => faultsIn(one, fields, `${at}.`)) : [];
    return [...new Set(inner)];
  });
}

test.each(reads)('%s answers what the contract says', async (key) => {
  const token = endpoint(key).access.includes('location')
    ? sandbox.locations[0]?.accessToken
    : sandbox.agencies[0]?.accessToken;
  const { status, body } = await call(key, { ...parametersOf(key, seeded()), ...(token && { token }) });
  expect([key, status, body]).toEqual([key, 200, expect.anything()]);
  if (typeof body === 'string') return;
  const said = Array.isArray(body) ? { [BARE_LIST]: body } : body;
  const { traceId: _traceId, ...described } = answerFacts(key);
  expect(faultsIn(said, described, '', !NOT_WHOLE.includes(key))).toEqual([]);
});
