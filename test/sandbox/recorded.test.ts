/** The sandbox's answers, held against those that others recorded on HighLevel's live API. */
import type { EndpointKey } from '../../highlevel/contract';
import { routes } from '../../sandbox/api';
import { objects, text } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { LocationRow } from '../../sandbox/state';
import { checkRecorded, recorded, recordedKeys } from '../contract/recorded';
import { caller, type Request } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** The ids of seeded records, by the names that paths have for them. */
function seeded() {
  const { state, locations } = sandbox;
  const [{ locationId } = { locationId: '' }, other] = locations;
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const appointment = state.appointments.find(isHere);
  const contactId = appointment?.contactId ?? '';
  const isTheirs = (row: LocationRow) => row.contactId === contactId;
  const pipeline = state.pipelines.find(isHere);
  const activity = state.messages.find((row) => isHere(row) && Boolean(row.activity));
  const customValue = state.customValues.insert({ locationId, name: 'Slogan', value: 'Smile' });
  const calendarId = state.calendars.find(isHere)?.id ?? '';
  return {
    locationId,
    otherLocation: other?.locationId ?? '',
    contactId,
    contact: state.contacts.get(contactId),
    withoutDeal:
      state.contacts.find(
        (row) => isHere(row) && !state.opportunities.find((deal) => deal.contactId === row.id),
      )?.id ?? '',
    taskId: state.tasks.find(isTheirs)?.id ?? '',
    eventId: appointment?.id ?? '',
    calendarId,
    opportunity: state.opportunities.find(isHere),
    pipelineId: pipeline?.id ?? '',
    stageId: text(objects(pipeline?.stages)[0]?.id) ?? '',
    conversationId: text(activity?.conversationId) ?? '',
    messageId: activity?.id ?? '',
    emailId: state.emails.find(isHere)?.id ?? '',
    fieldId: state.customFields.find((row) => isHere(row) && row.model === 'contact')?.id ?? '',
    dealFieldId: state.customFields.find((row) => isHere(row) && row.model === 'opportunity')?.id ?? '',
    valueId: customValue.id,
    userId: state.users.find((user) => user.locationIds.includes(locationId))?.id ?? '',
    workflowId: state.workflows.find(isHere)?.id ?? '',
  };
}
type Seeded = ReturnType<typeof seeded>;

const ALL_TIME = { startTime: '0', endTime: '4102444800000' };

/** A half hour in the far future: free in every calendar. */
const BOOKING = { startTime: '2031-03-04T10:00:00-05:00', endTime: '2031-03-04T10:30:00-05:00' };
const PERSON = { firstName: 'Ada', lastName: 'Byron', email: 'ada@example.com', phone: '+12125559876' };

const path =
  (...names: (keyof Seeded)[]) =>
  (has: Seeded): Request => ({ path: Object.fromEntries(names.map((name) => [name, String(has[name])])) });
const byId =
  (name: keyof Seeded, body?: Request['body']) =>
  (has: Seeded): Request => ({
    path: { id: String(has[name]), locationId: has.locationId },
    ...(body !== undefined && { body }),
  });
const inLocation = ({ locationId }: Seeded): Request => ({ path: { locationId }, query: { locationId } });

const deal = ({ locationId, pipelineId, stageId }: Seeded) => ({
  locationId,
  pipelineId,
  pipelineStageId: stageId,
  name: 'Yearly plan',
  status: 'open',
  monetaryValue: 1200,
});

/** A request for each endpoint that succeeds. */
const REQUESTS: { [endpoint in EndpointKey]?: (has: Seeded) => Request } = {
  'DELETE /calendars/events/{eventId}': (has) => ({ path: { eventId: has.eventId }, body: {} }),
  'DELETE /calendars/{calendarId}': path('calendarId'),
  'DELETE /contacts/{contactId}': path('contactId'),
  'DELETE /contacts/{contactId}/tags': ({ contactId }) => ({ path: { contactId }, body: { tags: ['vip'] } }),
  'DELETE /contacts/{contactId}/tasks/{taskId}': path('contactId', 'taskId'),
  'DELETE /contacts/{contactId}/workflow/{workflowId}': ({ contactId, workflowId, locationId }) => {
    sandbox.state.enrolments.insert({ locationId, contactId, kind: 'workflow', targetId: workflowId });
    return { path: { contactId, workflowId }, body: {} };
  },
  'DELETE /conversations/{conversationId}': path('conversationId'),
  'DELETE /locations/{locationId}/customFields/{id}': byId('fieldId'),
  'DELETE /locations/{locationId}/customValues/{id}': byId('valueId'),
  'DELETE /opportunities/{id}': (has) => ({ path: { id: has.opportunity?.id ?? '' } }),
  'GET /associations/': ({ locationId }) => ({ query: { locationId, skip: '0', limit: '20' } }),
  'GET /calendars/': inLocation,
  'GET /calendars/blocked-slots': ({ locationId, calendarId }) => ({
    query: { locationId, calendarId, ...ALL_TIME },
  }),
  'GET /calendars/events': ({ locationId, calendarId }) => ({
    query: { locationId, calendarId, ...ALL_TIME },
  }),
  'GET /calendars/events/appointments/{eventId}': path('eventId'),
  'GET /calendars/{calendarId}': path('calendarId'),
  'GET /calendars/{calendarId}/free-slots': ({ calendarId }) => ({
    path: { calendarId },
    query: { startDate: `${Date.now()}`, endDate: `${Date.now() + 7 * 86_400_000}` },
  }),
  'GET /contacts/': inLocation,
  'GET /contacts/search/duplicate': ({ locationId, contact }) => ({
    query: { locationId, email: text(contact?.email) ?? '' },
  }),
  'GET /contacts/{contactId}': path('contactId'),
  'GET /contacts/{contactId}/notes': path('contactId'),
  'GET /contacts/{contactId}/tasks': path('contactId'),
  'GET /conversations/messages/email/{id}': byId('emailId'),
  'GET /conversations/messages/{id}': byId('messageId'),
  'GET /conversations/search': inLocation,
  'GET /conversations/{conversationId}': path('conversationId'),
  'GET /conversations/{conversationId}/messages': path('conversationId'),
  'GET /forms/submissions': inLocation,
  'GET /locations/{locationId}': path('locationId'),
  'GET /locations/{locationId}/customFields': path('locationId'),
  'GET /locations/{locationId}/customFields/{id}': byId('fieldId'),
  'GET /locations/{locationId}/customValues': path('locationId'),
  'GET /locations/{locationId}/customValues/{id}': byId('valueId'),
  'GET /locations/{locationId}/tags': path('locationId'),
  'GET /objects/': inLocation,
  'GET /opportunities/pipelines': inLocation,
  'GET /opportunities/search': ({ locationId }) => ({ query: { location_id: locationId } }),
  'GET /opportunities/{id}': (has) => ({ path: { id: has.opportunity?.id ?? '' } }),
  'GET /users/': inLocation,
  'GET /users/{userId}': path('userId'),
  'GET /workflows/': inLocation,
  'POST /calendars/': ({ locationId }) => ({ body: { locationId, name: 'Yoga', calendarType: 'event' } }),
  'POST /calendars/events/appointments': ({ locationId, calendarId, contactId }) => ({
    body: { locationId, calendarId, contactId, title: 'First visit', ...BOOKING },
  }),
  'POST /contacts/': ({ locationId }) => ({ body: { locationId, ...PERSON } }),
  'POST /contacts/search': ({ locationId }) => ({ body: { locationId, pageLimit: 20 } }),
  'POST /contacts/upsert': ({ locationId }) => ({ body: { locationId, ...PERSON } }),
  'POST /contacts/{contactId}/notes': ({ contactId }) => ({ path: { contactId }, body: { body: 'Hello' } }),
  'POST /contacts/{contactId}/tags': ({ contactId }) => ({ path: { contactId }, body: { tags: ['vip'] } }),
  'POST /contacts/{contactId}/tasks': ({ contactId }) => ({
    path: { contactId },
    body: { title: 'Call back', dueDate: '2031-03-04T10:00:00-05:00', completed: false },
  }),
  'POST /contacts/{contactId}/workflow/{workflowId}': ({ contactId, workflowId }) => ({
    path: { contactId, workflowId },
    body: {},
  }),
  'POST /conversations/messages': ({ contactId }) => ({
    body: { type: 'Email', contactId, subject: 'Hello', html: '<p>Hello</p>' },
  }),
  'POST /locations/{locationId}/customFields': ({ locationId }) => ({
    path: { locationId },
    body: { name: 'Pet', dataType: 'TEXT', model: 'contact' },
  }),
  'POST /locations/{locationId}/customValues': ({ locationId }) => ({
    path: { locationId },
    body: { name: 'Motto', value: 'Onwards' },
  }),
  'POST /locations/{locationId}/tasks/search': ({ locationId }) => ({ path: { locationId }, body: {} }),
  'POST /objects/{schemaKey}/records/search': ({ locationId }) => ({
    path: { schemaKey: 'custom_objects.pet' },
    body: { locationId, page: 1, pageLimit: 20 },
  }),
  'POST /opportunities/': (has) => ({ body: { ...deal(has), contactId: has.withoutDeal } }),
  'POST /opportunities/search': ({ locationId }) => ({ body: { locationId, limit: 20 } }),
  'PUT /calendars/events/appointments/{eventId}': ({ eventId }) => ({
    path: { eventId },
    body: { title: 'Second visit' },
  }),
  'PUT /calendars/{calendarId}': ({ calendarId }) => ({ path: { calendarId }, body: { name: 'Yoga' } }),
  'PUT /contacts/{contactId}': ({ contactId }) => ({ path: { contactId }, body: { city: 'York' } }),
  'PUT /contacts/{contactId}/tasks/{taskId}': ({ contactId, taskId }) => ({
    path: { contactId, taskId },
    body: { title: 'Call again' },
  }),
  'PUT /conversations/{conversationId}': ({ conversationId, locationId }) => ({
    path: { conversationId },
    body: { locationId, starred: true },
  }),
  'PUT /locations/{locationId}/customFields/{id}': byId('fieldId', { name: 'Insurer' }),
  'PUT /locations/{locationId}/customValues/{id}': byId('valueId', { name: 'Slogan', value: 'Grin' }),
  'PUT /opportunities/{id}': (has) => ({
    path: { id: has.opportunity?.id ?? '' },
    body: { name: 'Two years' },
  }),
};

/** A request for each refusal that was recorded, by its endpoint and situation. */
const REFUSED: { [refusal: string]: (has: Seeded) => Request } = {
  'GET /calendars/events/appointments/{eventId}: not there': () => ({ path: { eventId: 'gone' } }),
  'GET /contacts/{contactId}: not there': () => ({ path: { contactId: 'gone' } }),
  'GET /contacts/{contactId}/tasks/{taskId}: not there': ({ contactId }) => ({
    path: { contactId, taskId: 'gone' },
  }),
  'GET /locations/{locationId}/customValues/{id}: not there': ({ locationId }) => ({
    path: { locationId, id: 'gone' },
  }),
  'GET /opportunities/pipelines: no location': () => ({}),
  'GET /opportunities/search: page too far': ({ locationId }) => ({
    query: { location_id: locationId, page: '101' },
  }),
  'GET /opportunities/{id}: not there': () => ({ path: { id: 'gone' } }),
  'POST /calendars/events/appointments: slot taken': ({ locationId, calendarId, contactId }) => {
    sandbox.state.appointments.insert({ locationId, calendarId, contactId, ...BOOKING });
    return { body: { locationId, calendarId, contactId, ...BOOKING } };
  },
  'POST /contacts/: duplicate': ({ locationId, contact }) => ({
    body: { locationId, email: text(contact?.email) ?? '' },
  }),
  'POST /contacts/search: location of others': ({ otherLocation }) => ({
    body: { locationId: otherLocation, pageLimit: 20 },
  }),
  'POST /opportunities/: duplicate': (has) => {
    const { settings } = sandbox.state.locations.get(has.locationId) ?? {};
    if (settings) {
      sandbox.state.locations.update(has.locationId, {
        settings: { ...settings, allowDuplicateOpportunity: false },
      });
    }
    return {
      body: {
        ...deal(has),
        contactId: text(has.opportunity?.contactId) ?? '',
        pipelineId: text(has.opportunity?.pipelineId) ?? '',
        pipelineStageId: text(has.opportunity?.pipelineStageId) ?? '',
      },
    };
  },
};

/** Endpoints that the sandbox does not serve yet: the recording holds it when an operation brings them. */
const LATER: readonly EndpointKey[] = ['GET /locations/{locationId}/timezones'];

/** Where the sandbox differs from a recording, by endpoint and fault, with the reason. */
const EXCEPTIONS: { [place: string]: { [fault: string]: string } } = {
  'GET /conversations/messages/{id}': {
    'message.status is missing':
      'The recordings are of two messages: one that was sent has a status, one of HighLevel’s own has an activity.',
  },
  'POST /contacts/search: location of others': {
    'statusCode was not recorded':
      'The one source gives the message alone; other refusals of the kind have it.',
  },
};

/** The faults of an answer without those that have a reason; a reason that is not needed is one more. */
function unexplained(place: string, faults: string[]): string[] {
  const known = Object.keys(EXCEPTIONS[place] ?? {});
  return [
    ...faults.filter((fault) => !known.includes(fault)),
    ...known.filter((fault) => !faults.includes(fault)).map((fault) => `no fault any more: ${fault}`),
  ].map((fault) => `${place}: ${fault}`);
}

test('every recorded endpoint is served and asked, or is for later', () => {
  const succeeding = recordedKeys().filter((key) => recorded(key).answer);
  expect(Object.keys(REQUESTS).sort()).toEqual(succeeding.filter((key) => !LATER.includes(key)));
  expect(LATER.filter((key) => routes[key])).toEqual([]);
  const refusals = recordedKeys().flatMap((key) =>
    (recorded(key).errors ?? []).map(({ situation }) => `${key}: ${situation}`),
  );
  expect(Object.keys(REFUSED).sort()).toEqual(refusals.sort());
});

test('the sandbox answers in the recorded shapes', async () => {
  const faults: string[] = [];
  for (const key of recordedKeys()) {
    const request = REQUESTS[key];
    if (!request) continue;
    sandbox.reset();
    const { status, body } = await call(key, request(seeded()));
    if (status >= 300) faults.push(`${key}: it is refused: ${JSON.stringify(body)}`);
    else faults.push(...unexplained(key, checkRecorded(key, { status, body })));
  }
  expect(faults).toEqual([]);
});

test('the sandbox refuses in the recorded shapes', async () => {
  const faults: string[] = [];
  for (const key of recordedKeys()) {
    for (const { situation } of recorded(key).errors ?? []) {
      const place = `${key}: ${situation}`;
      sandbox.reset();
      const { status, body } = await call(key, REFUSED[place]?.(seeded()));
      if (status < 300) faults.push(`${place}: it is not refused`);
      else faults.push(...unexplained(place, checkRecorded(key, { status, body })));
    }
  }
  expect(faults).toEqual([]);
});
