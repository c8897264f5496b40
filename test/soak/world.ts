/** The sub-accounts of a fleet: their records, and whoever wants to hear of each change. */

import { conversationWith } from '../../sandbox/api/shared/conversation-record';
import { writeEmail, writeMessage } from '../../sandbox/api/shared/message-record';
import type { Clock } from '../../sandbox/clock';
import { objects, text } from '../../sandbox/json';
import { addUser } from '../../sandbox/seed/users';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Contact, LocationRow, State, User } from '../../sandbox/state';
import type { Row } from '../../sandbox/table';
import { DAY, HOUR } from './clock';
import { dataOf, seedOf } from './random';

export type TableName = keyof State;

/** A record before and after a change; `undefined` where there was or is none. */
export type Listener = (table: TableName, before: Row | undefined, after: Row | undefined) => void;

/** The records that Zaps watch: they are changed, and never deleted. */
export interface Pinned {
  contact: string;
  /** The contact whose tasks Zaps write. */
  clerk: string;
  email: string;
  task: string;
  note: string;
  business: string;
  conversation: string;
  sms: string;
  thread: string;
  emailMessage: string;
  call: string;
  calendar: string;
  group: string;
  notification: string;
  resource: string;
  appointment: string;
  opportunity: string;
  pipeline: string;
  stages: string[];
  user: string;
  blog: string;
  post: string;
  association: string;
  associationKey: string;
  /** A custom object: its key and its id. */
  object: string;
  objectId: string;
}

/** A sub-account. */
export interface Account {
  /** Its place in the world, from 0. */
  number: number;
  name: string;
  locationId: string;
  companyId: string;
  /** Whose connection its Zaps use. */
  as: 'location' | 'agency';
  pinned: Pinned;
}

/** What everybody works with who acts in a sub-account. */
export interface Place extends Account {
  state: State;
  clock: Clock;
}

/** So many days ahead the Zaps on calendars look. */
export const WINDOW_AHEAD = 90;

export const SLUG = 'opening-day';

/** A sandbox whose every change is told. */
export interface World {
  sandbox: Sandbox;
  places: Place[];
  listen: (listener: Listener) => void;
}

/** How long a slow request of the app takes, by the clock that is given. */
export interface Slowness {
  pass: (ms: number) => void;
}

/**
 * Starts a sandbox with its three sub-accounts, and gives each what its Zaps watch. Ids, names and tokens are the
 * same for one seed.
 */
export async function startWorld(seed: number, { pass }: Slowness): Promise<World> {
  const sandbox = await startSandbox({ seed, wait: async (ms) => pass(ms) });
  const { state, clock } = sandbox;
  const listeners: Listener[] = [];
  const places = sandbox.locations.map(({ locationId, companyId, name }, number): Place => {
    const as = number === 1 ? 'agency' : 'location';
    return { number, name, locationId, companyId, as, state, clock, pinned: pin(state, locationId, seed) };
  });
  const tell: Listener = (...change) => {
    for (const listener of listeners) listener(...change);
  };
  for (const name of tableNames(state)) overhear(state[name], (...change) => tell(name, ...change));
  return { sandbox, places, listen: (listener) => void listeners.push(listener) };
}

const tableNames = (state: State): TableName[] => {
  const isName = (name: string): name is TableName => name in state;
  return Object.keys(state).filter(isName);
};

/** A table of any kind of record. */
interface AnyTable {
  get(id: string): Row | undefined;
  insert(fields: never): Row;
  update(id: string, changes: never): Row | undefined;
  delete(id: string): boolean;
}

/** Tells of each change to a table, whoever makes it: life, or a request. */
function overhear(table: AnyTable, tell: (before: Row | undefined, after: Row | undefined) => void): void {
  const { insert, update, delete: remove } = table;
  table.insert = (fields: never) => {
    const row = insert.call(table, fields);
    tell(undefined, row);
    return row;
  };
  table.update = (id: string, changes: never) => {
    const before = table.get(id);
    const after = update.call(table, id, changes);
    tell(before, after);
    return after;
  };
  table.delete = (id: string) => {
    const before = table.get(id);
    const was = remove.call(table, id);
    if (was) tell(before, undefined);
    return was;
  };
}

function need<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`The sandbox has no ${what} for the Zaps to watch.`);
  return found;
}

/** Gives a sub-account one record of each kind for Zaps to watch. */
function pin(state: State, locationId: string, seed: number): Pinned {
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const firstOf = (rows: LocationRow[], what: string) => need(rows.find(isHere), what);
  const old = new Date(Date.now() - 20 * DAY).toISOString();
  const random = dataOf(seedOf('pinned', seed, locationId));
  const dates = { dateAdded: old, dateUpdated: old };
  const business = state.businesses.insert({
    locationId,
    name: 'Harper & Lane',
    createdAt: old,
    updatedAt: old,
  });
  const email = `pat.${locationId.slice(0, 6).toLowerCase()}@example.com`;
  const contact = state.contacts.insert({
    locationId,
    firstName: 'Pat',
    lastName: 'Winter',
    email,
    phone: '+13125550199',
    businessId: business.id,
    companyName: business.name,
    ...dates,
  });
  const location = need(state.locations.get(locationId), 'location');
  const user: User = addUser(state, random, location.companyId, 'account', 'user', [locationId]);
  const task = state.tasks.insert({
    locationId,
    contactId: contact.id,
    title: 'Call back',
    body: '',
    dueDate: old,
    completed: false,
    assignedTo: user.id,
  });
  const note = state.notes.insert({
    locationId,
    contactId: contact.id,
    body: 'Prefers mornings.',
    dateAdded: old,
  });
  const calendar = firstOf(state.calendars.all(), 'calendar');
  const begins = Date.now() + 6 * DAY;
  const appointment = state.appointments.insert({
    locationId,
    contactId: contact.id,
    calendarId: calendar.id,
    title: 'First visit',
    startTime: new Date(begins).toISOString(),
    endTime: new Date(begins + HOUR / 2).toISOString(),
    ...dates,
  });
  bookFarAhead(state, { locationId, contactId: contact.id, calendarId: calendar.id, ...dates });
  state.appointmentNotes.insert({
    locationId,
    appointmentId: appointment.id,
    body: 'By phone',
    dateAdded: old,
  });
  const pipeline = firstOf(state.pipelines.all(), 'pipeline');
  const stages = objects(pipeline.stages).map(({ id }) => text(id) ?? '');
  const opportunity = state.opportunities.insert({
    locationId,
    contactId: contact.id,
    name: 'Yearly plan',
    status: 'open',
    monetaryValue: 1200,
    pipelineId: pipeline.id,
    pipelineStageId: stages[0],
    followers: [],
    customFields: [],
    ...Object.fromEntries(
      ['createdAt', 'updatedAt', 'lastStageChangeAt', 'lastStatusChangeAt', 'lastActionDate'].map((name) => [
        name,
        old,
      ]),
    ),
  });
  const blog = firstOf(state.blogs.all(), 'blog');
  const association = firstOf(state.associations.all(), 'association');
  const object = firstOf(state.customObjects.all(), 'custom object');
  return {
    contact: contact.id,
    clerk: state.contacts.insert({ locationId, firstName: 'Robin', lastName: 'Clerk', ...dates }).id,
    email,
    task: task.id,
    note: note.id,
    business: business.id,
    ...talk(state, contact),
    calendar: calendar.id,
    group: firstOf(state.calendarGroups.all(), 'calendar group').id,
    notification: firstOf(state.calendarNotifications.all(), 'notification').id,
    resource: need(
      state.calendarResources.find((row) => isHere(row) && row.resourceType === 'rooms'),
      'room',
    ).id,
    appointment: appointment.id,
    opportunity: opportunity.id,
    pipeline: pipeline.id,
    stages,
    user: user.id,
    blog: blog.id,
    post: need(
      state.blogPosts.find((row) => row.blogId === blog.id),
      'post',
    ).id,
    association: association.id,
    associationKey: text(association.key) ?? '',
    object: text(object.key) ?? '',
    objectId: object.id,
  };
}

/** What was booked long ago for so far ahead that it comes into the Zaps' window only in the next days: no news. */
function bookFarAhead(state: State, common: Partial<LocationRow>): void {
  for (let nth = 1; nth <= 24; nth += 1) {
    const begins = Date.now() + WINDOW_AHEAD * DAY + nth * nth * HOUR;
    const times = {
      startTime: new Date(begins).toISOString(),
      endTime: new Date(begins + HOUR / 2).toISOString(),
    };
    state.appointments.insert({ ...common, ...times, title: 'Yearly check' });
    state.blockedSlots.insert({ ...common, ...times, title: 'Away' });
  }
}

/** A conversation with a text message, an email and a call. */
function talk(state: State, contact: Contact) {
  const at = Date.now() - 10 * DAY;
  const conversation = conversationWith(state, contact, at);
  const write = (channel: string, minute: number, fields: { [name: string]: string }) =>
    writeMessage(state, contact, { channel, direction: 'inbound', at: at + minute * 60_000, fields });
  const sms = write('SMS', 0, { body: 'Hello', status: 'delivered' });
  const fields = { contentType: 'text/html', subject: 'Your visit', status: 'delivered' };
  const written = { direction: 'inbound' as const, at: at + 60_000, fields };
  const { message: thread, email } = writeEmail(state, contact, written, { subject: 'Your visit', to: [] });
  const call = write('Call', 2, { status: 'completed' });
  return {
    conversation: conversation.id,
    sms: sms.id,
    thread: thread.id,
    emailMessage: email.id,
    call: call.id,
  };
}
