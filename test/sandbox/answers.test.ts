import { type EndpointKey, endpoint, endpointKeys, shape } from '../../highlevel/contract';
import { BARE_LIST } from '../../highlevel/json';
import { routes } from '../../sandbox/api';
import { isObject } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { answerFacts } from '../contract/answers';
import { caller } from './client';

/** An answer that differs from its description, and one that is a bare record with optional fields. */
const NOT_WHOLE: readonly EndpointKey[] = [
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
  '{resourceType}': 'resourceId',
};

function parametersOf(key: EndpointKey, values: { [name: string]: string }) {
  const { route, query } = endpoint(key);
  const id = values[IDS[/\/(\w+|\{\w+\})\/\{id\}$/.exec(route)?.[1] ?? ''] ?? ''] ?? '';
  const required = Object.entries(query).filter(([, fact]) => shape(fact).required);
  const asked = [...required.map(([name]) => name), ...(EVENTS.includes(route) ? ['calendarId'] : [])];
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
  const described = Object.keys(answerFacts(key)).filter((name) => name !== 'traceId');
  const said = Array.isArray(body) ? { [BARE_LIST]: body } : body;
  expect(described.filter((name) => !isObject(said) || said[name] === undefined)).toEqual([]);
});
