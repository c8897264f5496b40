/**
 * HighLevel's official SDK works with the sandbox as with HighLevel: two dozen calls of all areas, with the
 * version that it sends by itself.
 */
import { HighLevel } from '@gohighlevel/api-client';
import { isObject, objects, text } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { LocationRow } from '../../sandbox/state';
import { at } from './client';

/** Its base address, which is private in its types alone. */
const BASE_URL: unknown = Reflect.get(HighLevel, 'BASE_URL');
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  Reflect.set(HighLevel, 'BASE_URL', sandbox.url);
});
beforeEach(() => sandbox.reset());
afterAll(async () => {
  Reflect.set(HighLevel, 'BASE_URL', BASE_URL);
  await sandbox.close();
});

/** The SDK with a sub-account's connection, and ids of that sub-account's records. */
function connected() {
  const { state, locations, agencies } = sandbox;
  const { locationId = '', accessToken = '', companyId = '' } = locations[0] ?? {};
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const first = (rows: { find: (test: (row: LocationRow) => boolean) => LocationRow | undefined }) =>
    rows.find(isHere)?.id ?? '';
  const pipeline = state.pipelines.find(isHere);
  return {
    api: new HighLevel({ privateIntegrationToken: accessToken, logLevel: 'none' }),
    agency: new HighLevel({ privateIntegrationToken: agencies[0]?.accessToken ?? '', logLevel: 'none' }),
    locationId,
    companyId,
    contactId: state.contacts.find(isHere)?.id ?? '',
    calendarId: first(state.calendars),
    workflowId: first(state.workflows),
    businessId: first(state.businesses),
    blogId: first(state.blogs),
    userId: state.users.find(({ locationIds }) => locationIds.includes(locationId))?.id ?? '',
    conversationId: text(state.messages.find(isHere)?.conversationId) ?? '',
    messageId: first(state.messages),
    pipelineId: pipeline?.id ?? '',
    stageId: text(objects(pipeline?.stages)[0]?.id) ?? '',
    window: { startTime: '0', endTime: '4102444800000' },
  };
}

type Connected = ReturnType<typeof connected>;

/** Each call by the SDK's own name, and a place of the answer that tells that it succeeded. */
const CALLS: [name: string, call: (at: Connected) => Promise<unknown>, tells: string][] = [
  [
    'contacts.createContact',
    ({ api, locationId }) => api.contacts.createContact({ locationId, firstName: 'Ada' }),
    'contact.id',
  ],
  [
    'contacts.upsertContact',
    ({ api, locationId }) => api.contacts.upsertContact({ locationId, email: 'ada@example.com' }),
    'contact.id',
  ],
  ['contacts.getContact', ({ api, contactId }) => api.contacts.getContact({ contactId }), 'contact.id'],
  [
    'contacts.updateContact',
    ({ api, contactId }) => api.contacts.updateContact({ contactId }, { city: 'York' }),
    'contact.id',
  ],
  [
    'contacts.addTags',
    ({ api, contactId }) => api.contacts.addTags({ contactId }, { tags: ['vip'] }),
    'tags.0',
  ],
  [
    'contacts.createNote',
    ({ api, contactId }) => api.contacts.createNote({ contactId }, { body: 'Hello' }),
    'note.id',
  ],
  ['contacts.getAllNotes', ({ api, contactId }) => api.contacts.getAllNotes({ contactId }), 'notes'],
  [
    'contacts.createTask',
    ({ api, contactId }) =>
      api.contacts.createTask(
        { contactId },
        { title: 'Call', dueDate: '2031-03-04T10:00:00Z', completed: false },
      ),
    'task.id',
  ],
  ['contacts.deleteContact', ({ api, contactId }) => api.contacts.deleteContact({ contactId }), 'succeded'],
  [
    'calendars.getCalendars',
    ({ api, locationId }) => api.calendars.getCalendars({ locationId }),
    'calendars.0.id',
  ],
  [
    'calendars.getCalendar',
    ({ api, calendarId }) => api.calendars.getCalendar({ calendarId }),
    'calendar.id',
  ],
  [
    'calendars.createAppointment',
    ({ api, locationId, calendarId, contactId }) =>
      api.calendars.createAppointment({
        locationId,
        calendarId,
        contactId,
        startTime: '2031-03-04T10:00:00-05:00',
      }),
    'id',
  ],
  [
    'calendars.getCalendarEvents',
    ({ api, locationId, calendarId, window }) =>
      api.calendars.getCalendarEvents({ locationId, calendarId, ...window }),
    'events.0.id',
  ],
  [
    'conversations.searchConversation',
    ({ api, locationId }) => api.conversations.searchConversation({ locationId }),
    'conversations.0.id',
  ],
  [
    'conversations.getConversation',
    ({ api, conversationId }) => api.conversations.getConversation({ conversationId }),
    'id',
  ],
  [
    'conversations.getMessages',
    ({ api, conversationId }) => api.conversations.getMessages({ conversationId }),
    'messages.messages.0.id',
  ],
  [
    'conversations.getMessage',
    ({ api, messageId }) => api.conversations.getMessage({ id: messageId }),
    'message.id',
  ],
  [
    'opportunities.getPipelines',
    ({ api, locationId }) => api.opportunities.getPipelines({ locationId }),
    'pipelines.0.stages.0.id',
  ],
  [
    'opportunities.searchOpportunity',
    ({ api, locationId }) => api.opportunities.searchOpportunity({ locationId }),
    'opportunities.0.id',
  ],
  [
    'opportunities.createOpportunity',
    ({ api, locationId, contactId, pipelineId, stageId }) =>
      api.opportunities.createOpportunity({
        locationId,
        contactId,
        pipelineId,
        pipelineStageId: stageId,
        name: 'Plan',
        status: 'open',
      }),
    'opportunity.id',
  ],
  [
    'locations.getLocation',
    ({ api, locationId }) => api.locations.getLocation({ locationId }),
    'location.name',
  ],
  [
    'locations.getLocationTags',
    ({ api, locationId }) => api.locations.getLocationTags({ locationId }),
    'tags.0.id',
  ],
  [
    'locations.getCustomFields',
    ({ api, locationId }) => api.locations.getCustomFields({ locationId }),
    'customFields.0.id',
  ],
  ['users.getUser', ({ api, userId }) => api.users.getUser({ userId }), 'email'],
  [
    'businesses.getBusiness',
    ({ api, businessId }) => api.businesses.getBusiness({ businessId }),
    'business.id',
  ],
  [
    'associations.findAssociations',
    ({ api, locationId }) => api.associations.findAssociations({ locationId, skip: 0, limit: 20 }),
    'associations.0.id',
  ],
  ['blogs.getBlogs', ({ api, locationId }) => api.blogs.getBlogs({ locationId, skip: 0, limit: 10 }), 'data'],
  [
    'workflows.getWorkflow',
    ({ api, locationId }) => api.workflows.getWorkflow({ locationId }),
    'workflows.0.id',
  ],
  [
    'campaigns.getCampaigns',
    ({ api, locationId }) => api.campaigns.getCampaigns({ locationId }),
    'campaigns.0.id',
  ],
  [
    'objects.getObjectByLocationId',
    ({ api, locationId }) => api.objects.getObjectByLocationId({ locationId }),
    'objects.0.id',
  ],
  [
    'snapshots.getCustomSnapshots, for the agency',
    ({ agency, companyId }) => agency.snapshots.getCustomSnapshots({ companyId }),
    'snapshots.0.id',
  ],
  [
    'companies.getCompany, for the agency',
    ({ agency, companyId }) => agency.companies.getCompany({ companyId }),
    'company.id',
  ],
];

test.each(CALLS)('%s', async (_name, call, tells) => {
  const answer: unknown = await call(connected());
  expect(at(JSON.parse(JSON.stringify(isObject(answer) ? answer : {})), tells)).toBeTruthy();
  expect(sandbox.requests.map(({ headers, status }) => [headers.version, status < 300])).toEqual([
    ['2023-02-21', true],
  ]);
});

test('what is refused is an error of the SDK’s own, with HighLevel’s words', async () => {
  await expect(connected().api.contacts.getContact({ contactId: 'gone' })).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringContaining('Contact not found for id: gone'),
  });
});
