/**
 * The kinds of Zaps of a fleet: what each watches, and what its user would call news. These facts are read from the
 * records of the sandbox alone, and share nothing with the app.
 */
import { freeSlots } from '../../sandbox/api/free-slots';
import { isObject, objects, pick, texts } from '../../sandbox/json';
import type { Row } from '../../sandbox/table';
import type { Item } from '../../zapier';
import { DAY, MINUTE } from './clock';
import { EVENT_KINDS } from './event-kinds';
import { type Place, SLUG, type TableName, WINDOW_AHEAD } from './world';

/** What a Zap could fire for. */
export interface Fact {
  /** The record; several facts of one record are numbered (`id#2`). */
  key: string;
  /** Another text after each change for which the Zap fires. */
  token: string;
  /** When it became so (ms), where the record tells it: what is older than three days is no news. */
  since?: number;
  /** By which time HighLevel sorts the list, where it does. */
  sorted?: number;
  /** Nobody can tell at which of two polls it came into a window. */
  vague?: true;
  /** It is known, but the Zap does not fire for it. */
  fires?: false;
  /** The Zap fires for it even where the app sees the record for the first time. */
  atFirst?: true;
}

/**
 * How soon a Zap must see what happened.
 * - `whole`: at the next poll, because the answer holds all there is
 * - `sorted`: at the next poll, if it is of the last hours; within some polls otherwise
 * - `pages`: within some polls, because a poll reads some pages of a list without an order
 */
export type Sight = 'whole' | 'sorted' | 'pages';

/** A kind of Zap. */
export interface ZapKind {
  /** The trigger, and what it is set to fire on. */
  name: string;
  trigger: string;
  /** The agency's connection is needed. */
  agency: boolean;
  input: (place: Place) => Item;
  /** Where what it watches is kept. */
  tables: readonly TableName[];
  /** The facts of one record; without it, those of all records are compared at each change. */
  of?: (row: Row, place: Place) => Fact[];
  /** All facts. */
  all: (place: Place) => Fact[];
  /** What is true changes with the time alone. */
  moves: boolean;
  sight: Sight;
  /** There is no time of change: a change back is told by a memory, which may be lost. */
  remembers: boolean;
  /** A record that was gone fires again; a memory tells that, too. */
  comesBack: boolean;
  /** It fires for what the app saw otherwise before, and not for a record that comes. */
  changesOnly?: true;
}

const ms = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(String(value)));

const latest = (row: Row, names: readonly string[]): number | undefined => {
  const times = names.map((name) => ms(row[name])).filter(Number.isFinite);
  return times.length ? Math.max(...times) : undefined;
};

const contentOf = (row: Row, except: readonly string[]): string =>
  JSON.stringify(
    Object.entries(row)
      .filter(([name, value]) => !except.includes(name) && value !== undefined && value !== null)
      .sort(),
  );

type Sees = (row: Row, place: Place) => boolean;

interface ListOf {
  trigger: string;
  table: TableName;
  agency?: true;
  input?: (place: Place) => Item;
  /** Which records it shows; those of the sub-account unless said. */
  sees?: Sees;
  /** The names of the times: of adding, and of changes. */
  added?: string;
  changed?: readonly string[];
  /** The times that may have brought a record into the list, if that is not when it was added. */
  since?: readonly string[];
  /** It fires again for a record that was gone. */
  comesBack?: true;
  /** By which time it is sorted, for each choice. */
  sorted?: { [choice: string]: string };
  sight?: Sight;
  /** What is no content: it changes without a change. */
  noContent?: readonly string[];
  /** Other choices than “new” and “updated”, by what tells them apart. */
  choices?: { [choice: string]: { tokens: readonly string[]; since: readonly string[] } };
  /** No choice: it fires for new ones alone. */
  newOnly?: true;
  moves?: (row: Row) => boolean;
  /** More about its name, where several Zaps use one trigger in different ways. */
  how?: string;
}

const isHere: Sees = (row, { locationId }) => row.locationId === locationId;

/** The kinds of Zaps that one trigger with a list makes: one for each choice of its field “Trigger On”. */
function list(spec: ListOf): ZapKind[] {
  const { trigger, table, sees = isHere, added, changed = [], sight = 'whole', noContent = [], how } = spec;
  const make = (
    choice: string,
    token: (row: Row) => string,
    since: readonly string[],
    remembers: boolean,
  ): ZapKind => {
    const sortedBy = spec.sorted?.[choice];
    const of = (row: Row, place: Place): Fact[] => {
      if (!sees(row, place)) return [];
      const time = latest(row, since);
      return [
        {
          key: row.id,
          token: token(row),
          ...(time !== undefined && { since: time }),
          ...(sortedBy && { sorted: ms(row[sortedBy]) }),
          ...(spec.moves?.(row) && { vague: true as const }),
        },
      ];
    };
    const rowsOf = ({ state }: Place): Row[] => state[table].all();
    return {
      name: [trigger, choice, how].filter(Boolean).join(' '),
      trigger,
      agency: spec.agency ?? false,
      input: (place) => ({ ...spec.input?.(place), ...(!spec.newOnly && { fireOn: choice }) }),
      tables: [table],
      of,
      all: (place) => rowsOf(place).flatMap((row) => of(row, place)),
      moves: spec.moves !== undefined,
      sight: sight === 'sorted' && !sortedBy ? 'pages' : sight,
      remembers,
      comesBack: false,
    };
  };
  const isNew = {
    ...make('new', () => 'new', spec.since ?? (added ? [added] : changed), false),
    comesBack: spec.comesBack ?? false,
  };
  if (spec.newOnly) return [isNew];
  if (spec.choices) {
    const others = Object.entries(spec.choices).map(([choice, { tokens, since }]) =>
      make(choice, (row) => tokens.map((name) => row[name]).join(' '), since, false),
    );
    return [isNew, ...others];
  }
  const times = changed.length ? [...(added ? [added] : []), ...changed] : [];
  const token = (row: Row) =>
    changed.length ? String(latest(row, changed)) : contentOf(row, ['locationId', ...noContent]);
  return [isNew, make('updated', token, times, changed.length === 0)];
}

/** A kind of Zap that watches one thing: what it is now, or `undefined` where it is not there. */
function one(
  trigger: string,
  tables: readonly TableName[],
  token: (place: Place) => string | undefined,
  {
    input,
    agency = false,
    remembers = true,
  }: { input: (place: Place) => Item; agency?: boolean; remembers?: boolean },
): ZapKind {
  return {
    name: trigger,
    trigger,
    agency,
    input,
    tables,
    all: (place) => {
      const now = token(place);
      return now === undefined ? [] : [{ key: '*', token: now }];
    },
    moves: false,
    sight: 'whole',
    remembers,
    comesBack: false,
  };
}

/** A kind of Zap that watches one record by its content, or by these times. */
function record(
  trigger: string,
  table: TableName,
  idOf: (place: Place) => string,
  input: (place: Place) => Item,
  { times = [], except = [] }: { times?: readonly string[]; except?: readonly string[] } = {},
): ZapKind {
  const token = (place: Place) => {
    const row: Row | undefined = place.state[table].get(idOf(place));
    return row && (times.length ? String(latest(row, times)) : contentOf(row, except));
  };
  return one(trigger, [table], token, { input, remembers: times.length === 0 });
}

/** The days around now that the Zaps on calendars look at. */
const BACK = 7;

const inWindow = (row: Row, slack = 0) => {
  const begins = ms(row.startTime);
  return begins >= Date.now() - BACK * DAY - slack && begins <= Date.now() + WINDOW_AHEAD * DAY + slack;
};

/** So near to an edge of the window that the app may count it in or out. */
const isAtEdge = (row: Row) => inWindow(row, 5 * MINUTE) !== inWindow(row, -5 * MINUTE);

const DEAL_TIMES = ['updatedAt', 'lastStatusChangeAt', 'lastStageChangeAt'];

/** A row of emails that grows counts once for each email. */
const messageFacts = (row: Row): Fact[] => {
  const since = ms(row.dateAdded);
  const emails = isObject(row.meta) && isObject(row.meta.email) ? texts(row.meta.email.messageIds) : [];
  const times = Math.max(1, emails.length);
  return Array.from({ length: times }, (_, nth) => ({
    key: nth ? `${row.id}#${nth + 1}` : row.id,
    token: 'new',
    // The time of a thread is that of its first email.
    ...(nth === 0 && { since }),
    sorted: since,
  }));
};

/** The times that HighLevel keeps of a task, and does not tell in a contact's list. */
const TIMES = ['dateAdded', 'dateUpdated'];

const lists: ZapKind[] = [
  ...list({
    trigger: 'search_contacts',
    table: 'contacts',
    added: 'dateAdded',
    changed: ['dateUpdated'],
    sorted: { new: 'dateAdded', updated: 'dateUpdated' },
    sight: 'sorted',
  }),
  ...list({
    trigger: 'list_contacts',
    table: 'contacts',
    added: 'dateAdded',
    changed: ['dateUpdated'],
    sorted: { new: 'dateAdded' },
    sight: 'sorted',
  }),
  ...list({
    trigger: 'get_contacts_by_business',
    table: 'contacts',
    input: ({ pinned }) => ({ businessId: pinned.business }),
    sees: (row, { pinned }) => row.businessId === pinned.business,
    added: 'dateAdded',
    changed: ['dateUpdated'],
    since: ['dateAdded', 'dateUpdated'],
    comesBack: true,
    sight: 'pages',
  }),
  ...list({
    trigger: 'get_contact_appointments',
    table: 'appointments',
    input: ({ pinned }) => ({ contactId: pinned.contact }),
    sees: (row, { pinned }) => row.contactId === pinned.contact && row.deleted !== true,
    added: 'dateAdded',
    changed: ['dateUpdated'],
  }),
  ...list({
    trigger: 'get_contact_tasks',
    table: 'tasks',
    input: ({ pinned }) => ({ contactId: pinned.contact }),
    sees: (row, { pinned }) => row.contactId === pinned.contact,
    noContent: TIMES,
  }),
  ...list({
    trigger: 'get_contact_notes',
    table: 'notes',
    input: ({ pinned }) => ({ contactId: pinned.contact }),
    sees: (row, { pinned }) => row.contactId === pinned.contact,
    added: 'dateAdded',
  }),
  ...list({
    trigger: 'search_conversations',
    table: 'conversations',
    added: 'dateAdded',
    sorted: { new: 'lastMessageDate', message: 'lastMessageDate' },
    sight: 'sorted',
    choices: { message: { tokens: ['lastMessageDate'], since: ['dateAdded', 'lastMessageDate'] } },
  }),
  ...list({
    trigger: 'get_messages_by_conversation',
    table: 'messages',
    input: ({ pinned }) => ({ conversationId: pinned.conversation }),
    sees: (row, { pinned }) => row.conversationId === pinned.conversation,
    added: 'dateAdded',
    sorted: { new: 'dateAdded' },
    sight: 'sorted',
  })
    .filter(({ name }) => name.endsWith(' new'))
    .map((kind) => ({
      ...kind,
      of: (row: Row, place: Place) =>
        row.conversationId === place.pinned.conversation ? messageFacts(row) : [],
    })),
  ...list({ trigger: 'list_calendar_groups', table: 'calendarGroups' }),
  ...list({ trigger: 'list_calendars', table: 'calendars' }),
  ...list({
    trigger: 'list_calendar_notifications',
    table: 'calendarNotifications',
    input: ({ pinned }) => ({ calendarId: pinned.calendar }),
    sees: (row, { pinned }) => row.calendarId === pinned.calendar,
  }),
  ...list({
    trigger: 'list_calendar_resources',
    table: 'calendarResources',
    input: () => ({ resourceType: 'rooms' }),
    sees: (row, place) => isHere(row, place) && row.resourceType === 'rooms',
  }),
  ...list({
    trigger: 'list_calendar_events',
    table: 'appointments',
    input: ({ pinned }) => ({ calendarId: pinned.calendar, daysBack: BACK, daysAhead: WINDOW_AHEAD }),
    sees: (row, { pinned }) => row.calendarId === pinned.calendar && row.deleted !== true && inWindow(row),
    added: 'dateAdded',
    changed: ['dateUpdated'],
    moves: isAtEdge,
  }),
  ...list({
    trigger: 'list_blocked_slots',
    table: 'blockedSlots',
    input: ({ pinned }) => ({ calendarId: pinned.calendar, daysBack: BACK, daysAhead: WINDOW_AHEAD }),
    sees: (row, { pinned }) => row.calendarId === pinned.calendar && row.deleted !== true && inWindow(row),
    added: 'dateAdded',
    changed: ['dateUpdated'],
    moves: isAtEdge,
  }),
  ...list({
    trigger: 'list_appointment_notes',
    table: 'appointmentNotes',
    input: ({ pinned }) => ({ appointmentId: pinned.appointment }),
    sees: (row, { pinned }) => row.appointmentId === pinned.appointment,
    added: 'dateAdded',
    sight: 'pages',
  }),
  ...list({
    trigger: 'search_opportunities',
    table: 'opportunities',
    added: 'createdAt',
    sorted: { new: 'createdAt' },
    sight: 'sorted',
    choices: {
      updated: { tokens: DEAL_TIMES, since: ['createdAt', ...DEAL_TIMES] },
      stage: { tokens: ['pipelineStageId', 'lastStageChangeAt'], since: ['createdAt', 'lastStageChangeAt'] },
      status: { tokens: ['status', 'lastStatusChangeAt'], since: ['createdAt', 'lastStatusChangeAt'] },
    },
  }),
  ...list({ trigger: 'list_pipelines', table: 'pipelines' }),
  ...list({
    trigger: 'search_users',
    table: 'users',
    agency: true,
    sees: (row, { companyId }) => row.companyId === companyId && row.deleted !== true,
    noContent: ['dateAdded', 'companyId', 'locationIds'],
    sight: 'pages',
  }),
  ...list({
    trigger: 'filter_users_by_email',
    table: 'users',
    agency: true,
    input: ({ pinned, state }) => ({ emails: [state.users.get(pinned.user)?.email, NEWCOMER].join(',') }),
    sees: (row, { companyId, pinned }) =>
      row.companyId === companyId &&
      row.deleted !== true &&
      (row.id === pinned.user || row.email === NEWCOMER),
    noContent: ['dateAdded', 'companyId', 'locationIds'],
  }),
  ...list({
    trigger: 'list_users_by_location',
    table: 'users',
    sees: (row, { locationId }) => texts(row.locationIds).includes(locationId) && row.deleted !== true,
    noContent: ['dateAdded', 'companyId', 'locationIds'],
  }),
  ...list({
    trigger: 'list_locations',
    table: 'locations',
    agency: true,
    sees: (row, { companyId }) => row.companyId === companyId,
    noContent: ['isInstalled', 'isActive'],
  }),
  ...list({
    trigger: 'list_businesses',
    table: 'businesses',
    added: 'createdAt',
    changed: ['updatedAt'],
    sight: 'pages',
  }),
  ...list({ trigger: 'list_workflows', table: 'workflows', added: 'createdAt', changed: ['updatedAt'] }),
  ...list({
    trigger: 'list_snapshots',
    table: 'snapshots',
    agency: true,
    sees: (row, { companyId }) => row.companyId === companyId,
  }),
  ...list({ trigger: 'list_campaigns', table: 'campaigns' }),
  ...list({
    trigger: 'list_campaigns',
    how: '(published)',
    table: 'campaigns',
    input: () => ({ status: 'published' }),
    sees: (row, place) => isHere(row, place) && row.status === 'published',
  }),
  ...list({
    trigger: 'list_custom_fields',
    table: 'customFields',
    input: () => ({ model: 'all' }),
    noContent: ['dateAdded'],
  }),
  ...list({ trigger: 'find_associations', table: 'associations' }),
  ...list({
    trigger: 'get_relations_by_record',
    table: 'relations',
    input: ({ pinned }) => ({ objectKey: 'contact', recordId: pinned.contact }),
    sees: (row, { pinned }) => [row.firstRecordId, row.secondRecordId].includes(pinned.contact),
    newOnly: true,
  }),
  ...list({ trigger: 'get_blog_authors', table: 'blogAuthors', changed: ['updatedAt'] }),
  ...list({ trigger: 'get_blog_categories', table: 'blogCategories', changed: ['updatedAt'] }),
  ...list({
    trigger: 'get_blog_posts',
    table: 'blogPosts',
    input: ({ pinned }) => ({ blogId: pinned.blog }),
    sees: (row, { pinned }) => row.blogId === pinned.blog,
    changed: ['updatedAt'],
    since: ['publishedAt', 'updatedAt'],
    sight: 'pages',
  }),
  ...list({
    trigger: 'get_blog_posts',
    how: '(published)',
    table: 'blogPosts',
    input: ({ pinned }) => ({ blogId: pinned.blog, status: 'PUBLISHED' }),
    sees: (row, { pinned }) => row.blogId === pinned.blog && row.status === 'PUBLISHED',
    changed: ['updatedAt'],
    since: ['publishedAt', 'updatedAt'],
    sight: 'pages',
  }),
  ...list({ trigger: 'get_blogs', table: 'blogs' }),
];

/** The email of a user who comes later. */
export const NEWCOMER = 'newcomer@team.example.com';

const watches: ZapKind[] = [
  record(
    'get_contact',
    'contacts',
    ({ pinned }) => pinned.contact,
    ({ pinned }) => ({ contactId: pinned.contact }),
    {
      times: ['dateUpdated'],
    },
  ),
  record(
    'get_contact_task',
    'tasks',
    ({ pinned }) => pinned.task,
    ({ pinned }) => ({ contactId: pinned.contact, taskId: pinned.task }),
    { except: TIMES },
  ),
  record(
    'get_contact_note',
    'notes',
    ({ pinned }) => pinned.note,
    ({ pinned }) => ({ contactId: pinned.contact, id: pinned.note }),
  ),
  one(
    'get_conversation',
    ['conversations'],
    ({ state, pinned }) => {
      const row = state.conversations.get(pinned.conversation);
      const shown = ['deleted', 'type', 'assignedTo', 'starred', 'lastMessageDate', 'lastMessageType'];
      return row && JSON.stringify(pick(row, shown));
    },
    { input: ({ pinned }) => ({ conversationId: pinned.conversation }) },
  ),
  record(
    'get_message',
    'messages',
    ({ pinned }) => pinned.sms,
    ({ pinned }) => ({ id: pinned.sms }),
  ),
  record(
    'get_email',
    'emails',
    ({ pinned }) => pinned.emailMessage,
    ({ pinned }) => ({ id: pinned.emailMessage }),
  ),
  one(
    'get_message_recording',
    ['messages'],
    ({ state, pinned }) => (state.messages.get(pinned.call)?.recording ? 'there' : undefined),
    { input: ({ pinned }) => ({ messageId: pinned.call }), remembers: false },
  ),
  ...['get_message_transcription', 'download_transcription'].map((trigger) =>
    one(
      trigger,
      ['messages'],
      ({ state, pinned }) =>
        objects(state.messages.get(pinned.call)?.sentences).length ? 'there' : undefined,
      { input: ({ pinned }) => ({ messageId: pinned.call }), remembers: false },
    ),
  ),
  record(
    'get_calendar',
    'calendars',
    ({ pinned }) => pinned.calendar,
    ({ pinned }) => ({
      calendarId: pinned.calendar,
    }),
  ),
  record(
    'get_calendar_notification',
    'calendarNotifications',
    ({ pinned }) => pinned.notification,
    ({ pinned }) => ({ calendarId: pinned.calendar, notificationId: pinned.notification }),
  ),
  record(
    'get_calendar_resource',
    'calendarResources',
    ({ pinned }) => pinned.resource,
    ({ pinned }) => ({ resourceType: 'rooms', id: pinned.resource }),
  ),
  record(
    'get_appointment',
    'appointments',
    ({ pinned }) => pinned.appointment,
    ({ pinned }) => ({ eventId: pinned.appointment }),
    { times: ['dateUpdated'] },
  ),
  record(
    'get_opportunity',
    'opportunities',
    ({ pinned }) => pinned.opportunity,
    ({ pinned }) => ({ id: pinned.opportunity }),
    { times: DEAL_TIMES },
  ),
  record(
    'get_user',
    'users',
    ({ pinned }) => pinned.user,
    ({ pinned }) => ({ userId: pinned.user }),
  ),
  {
    ...one(
      'get_company',
      ['companies', 'locations'],
      ({ state, companyId }) => {
        const count = state.locations.where((row) => row.companyId === companyId).length;
        return JSON.stringify([state.companies.get(companyId), count]);
      },
      { input: () => ({}), agency: true },
    ),
  },
  record(
    'get_business',
    'businesses',
    ({ pinned }) => pinned.business,
    ({ pinned }) => ({
      businessId: pinned.business,
    }),
    { times: ['updatedAt'] },
  ),
  record(
    'get_association',
    'associations',
    ({ pinned }) => pinned.association,
    ({ pinned }) => ({
      associationId: pinned.association,
    }),
  ),
  record(
    'get_association_key',
    'associations',
    ({ pinned }) => pinned.association,
    ({ pinned }) => ({
      key_name: pinned.associationKey,
    }),
  ),
  ...list({
    trigger: 'get_association_by_object_keys',
    table: 'associations',
    input: () => ({ objectKey: 'contact' }),
    sees: (row, place) => isHere(row, place) && [row.firstObjectKey, row.secondObjectKey].includes('contact'),
  })
    .filter(({ name }) => name.endsWith(' updated'))
    .map((kind) => ({
      ...kind,
      name: kind.trigger,
      input: () => ({ objectKey: 'contact' }),
    })),
  one(
    'check_blog_url_slug',
    ['blogPosts'],
    (place) => {
      const taken = place.state.blogPosts.find((row) => isHere(row, place) && row.urlSlug === SLUG);
      return taken ? 'taken' : 'free';
    },
    { input: () => ({ urlSlug: SLUG }) },
  ),
  one(
    'get_duplicate_contact',
    ['contacts'],
    (place) =>
      place.state.contacts.find((row) => isHere(row, place) && row.email === place.pinned.email)?.id ??
      'none',
    { input: ({ pinned }) => ({ email: pinned.email }) },
  ),
];

/** The days that the Zap on free times looks ahead. */
const SLOT_DAYS = 5;

/** The times that can be booked, as HighLevel itself would list them. */
function slotsIn(place: Place): Fact[] {
  const from = Date.now();
  const call = {
    state: place.state,
    query: { startDate: from, endDate: from + SLOT_DAYS * DAY },
    params: { calendarId: place.pinned.calendar },
    clock: place.clock,
    locationId: place.locationId,
  };
  const days = Object.values(freeSlots(call));
  return days
    .flatMap((day) => (isObject(day) ? texts(day.slots) : []))
    .map((start) => {
      const until = Math.min(ms(start) - from, Math.abs(from + SLOT_DAYS * DAY - ms(start)));
      const key = `${place.pinned.calendar}_${new Date(start).toISOString()}`;
      return { key, token: 'new', ...(until < 5 * MINUTE && { vague: true as const }) };
    });
}

const slots: ZapKind = {
  name: 'get_free_slots',
  trigger: 'get_free_slots',
  agency: false,
  input: ({ pinned }) => ({ calendarId: pinned.calendar, startDate: 0, endDate: SLOT_DAYS }),
  tables: [],
  all: slotsIn,
  moves: true,
  sight: 'whole',
  remembers: false,
  comesBack: true,
};

/** Every kind of Zap, of all triggers that are polled. */
export const KINDS: readonly ZapKind[] = [...lists, ...watches, slots, ...EVENT_KINDS];
