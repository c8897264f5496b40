/** What happens in a sub-account, as data: a name, how often, how much at once, and what it does to the records. */
import { removeConversation } from '../../sandbox/api/shared/conversation-record';
import { writeEmail, writeMessage } from '../../sandbox/api/shared/message-record';
import type { RandomData } from '../../sandbox/seed/random-data';
import { addUser } from '../../sandbox/seed/users';
import type { Contact, LocationRow, State } from '../../sandbox/state';
import type { Row } from '../../sandbox/table';
import { DAY, HOUR, MINUTE, SECOND } from './clock';
import { EVENT_LIFE } from './event-life';
import { NEWCOMER } from './kinds';
import { type Place, SLUG } from './world';

/** Something that happens. */
export interface Habit {
  /** How often a day, in a sub-account. */
  perDay: number;
  /** To how many records at once: the least, and the most. */
  size?: readonly [number, number];
  /** @param size how many records; never more than are there */
  act: (place: Place, random: RandomData, size: number) => void;
}

const iso = (at: number = Date.now()) => new Date(at).toISOString();

type Named = {
  [table in keyof State]: State[table] extends { all(): LocationRow[] } ? table : never;
}[keyof State];

/** The records that a sub-account has in a table, the last added last. */
const here = (place: Place, table: Named): LocationRow[] =>
  place.state[table].all().filter((row: LocationRow) => row.locationId === place.locationId);

/** Those that nobody watches. */
const loose = (place: Place, table: Named): LocationRow[] => {
  const pinned = new Set(Object.values(place.pinned).flat());
  return here(place, table).filter(({ id }) => !pinned.has(id));
};

const last = <T>(rows: T[], size: number): T[] => rows.slice(Math.max(0, rows.length - size));

/** Some records at random. */
const any = <T>(rows: T[], size: number, random: RandomData): T[] =>
  Array.from({ length: Math.min(size, rows.length) }, () => random.one(rows)).filter(
    (row) => row !== undefined,
  );

const times = (size: number, act: (nth: number) => void): void => {
  for (let nth = 0; nth < size; nth += 1) act(nth);
};

/**
 * Moments at which several happen: all at once, or many in each of some milliseconds. HighLevel's pages of
 * conversations can't tell more than 100 of the very same moment apart, so no more than 50 have one there.
 */
const moments = (random: RandomData, most = random.number(0, 1) ? 50 : Number.POSITIVE_INFINITY) => {
  const now = Date.now();
  return (nth: number) => now - Math.floor(nth / most);
};

const personIn = ({ locationId }: Place, random: RandomData, at: number): Partial<Contact> => {
  const firstName = random.word('firstName');
  const lastName = random.word('lastName');
  return {
    locationId,
    firstName,
    lastName,
    email: `${firstName}.${random.number(1, 1e9)}@example.com`.toLowerCase(),
    dateAdded: iso(at),
    dateUpdated: iso(at),
  };
};

/** Adds a contact as HighLevel does: with its conversation, which begins at a moment. */
function addContact(
  place: Place,
  random: RandomData,
  at: number,
  more: Partial<Contact> = {},
  begins = at,
): Contact {
  const contact = place.state.contacts.insert({ ...personIn(place, random, at), ...more });
  const { locationId, id: contactId } = contact;
  place.state.conversations.insert({ locationId, contactId, dateAdded: begins, lastMessageDate: begins });
  return contact;
}

/** Adds so many at once. */
function importContacts(place: Place, random: RandomData, size: number, more: Partial<Contact> = {}): void {
  const at = moments(random);
  const begins = moments(random, 50);
  times(size, (nth) => addContact(place, random, at(nth), more, begins(nth)));
}

function removeContact({ state }: Place, { id }: Row): void {
  const conversation = state.conversations.find(({ contactId }) => contactId === id);
  state.contacts.delete(id);
  if (conversation) removeConversation(state, conversation);
}

const looseContacts = (place: Place): Contact[] => {
  const { state, locationId, pinned } = place;
  const watched = [pinned.contact, pinned.clerk];
  return state.contacts.where((row) => row.locationId === locationId && !watched.includes(row.id));
};

/** Adds a row, and takes the oldest away of those that were added like this, so that a list stays short. */
function addFew(place: Place, table: Named, row: Partial<LocationRow>, most: number): void {
  const { state, locationId } = place;
  state[table].insert({ locationId, ...row, planted: true });
  const planted = here(place, table).filter((one) => one.planted === true);
  const [oldest] = planted;
  if (oldest && planted.length > most) state[table].delete(oldest.id);
}

/** Changes one field of a record there and back between two values. */
function flip(
  place: Place,
  table: Named,
  id: string,
  field: string,
  values: readonly [unknown, unknown],
  more = {},
): void {
  const row: LocationRow | undefined = place.state[table].get(id);
  if (!row) return;
  const [one, other] = values;
  place.state[table].update(id, { [field]: row[field] === one ? other : one, ...more });
}

const pinnedContact = ({ state, pinned }: Place): Contact => {
  const found = state.contacts.get(pinned.contact);
  if (!found) throw new Error('The contact that Zaps watch is gone.');
  return found;
};

const say = (place: Place, contact: Contact, random: RandomData, at: number) =>
  writeMessage(place.state, contact, {
    channel: 'SMS',
    direction: random.number(0, 1) ? 'inbound' : 'outbound',
    at,
    fields: { body: random.word('remark'), status: 'delivered' },
  });

const HELLO = { subject: 'Hello', body: 'Hello', to: [] };

const emailAt = (at: number) => {
  const fields = { contentType: 'text/html', subject: 'Hello', status: 'delivered' };
  return { direction: 'inbound' as const, at, fields };
};

/** The times of an appointment that begins in so many days. */
const beginsIn = (days: number) => {
  const half = Math.round((Date.now() + days * DAY) / (HOUR / 2)) * (HOUR / 2);
  return { startTime: iso(half), endTime: iso(half + HOUR / 2) };
};

const contactLife: { [name: string]: Habit } = {
  'contacts come one by one': {
    perDay: 6,
    size: [1, 3],
    act: (place, random, size) => times(size, () => addContact(place, random, Date.now())),
  },
  'contacts are imported': {
    perDay: 0.5,
    size: [100, 400],
    act: importContacts,
  },
  'many contacts are imported': {
    perDay: 0.05,
    size: [1100, 1600],
    act: importContacts,
  },
  'contacts come late into the index': {
    perDay: 2,
    size: [1, 20],
    act: (place, random, size) =>
      times(size, () => addContact(place, random, Date.now() - random.number(1, 10 * 60) * SECOND)),
  },
  'contacts are edited': {
    perDay: 4,
    size: [1, 4],
    act(place, random, size) {
      for (const { id } of any(looseContacts(place), size, random))
        place.state.contacts.update(id, { city: random.word('street'), dateUpdated: iso() });
    },
  },
  'old contacts are edited in bulk': {
    perDay: 0.3,
    size: [100, 300],
    act(place, _random, size) {
      const at = iso();
      for (const { id } of looseContacts(place).slice(0, size))
        place.state.contacts.update(id, { tags: [`bulk ${at}`], dateUpdated: at });
    },
  },
  'the newest contacts are deleted': {
    perDay: 0.4,
    size: [20, 300],
    act(place, _random, size) {
      for (const row of last(looseContacts(place), size)) removeContact(place, row);
    },
  },
  'old contacts are deleted': {
    perDay: 1,
    size: [1, 250],
    act(place, _random, size) {
      const rows = looseContacts(place);
      for (const row of rows.slice(0, Math.min(size, Math.max(0, rows.length - 150))))
        removeContact(place, row);
    },
  },
  'the watched contact is edited': {
    perDay: 3,
    act: ({ state, pinned }, random) =>
      void state.contacts.update(pinned.contact, { city: random.word('street'), dateUpdated: iso() }),
  },
  'the watched contact is edited twice in a minute': {
    perDay: 1,
    act({ state, pinned }, random) {
      for (const back of [30 * SECOND, 0])
        state.contacts.update(pinned.contact, {
          city: random.word('kind'),
          dateUpdated: iso(Date.now() - back),
        });
    },
  },
  'contacts come to the business': {
    perDay: 2,
    size: [1, 3],
    act: (place, random, size) =>
      times(size, () => addContact(place, random, Date.now(), { businessId: place.pinned.business })),
  },
  'contacts are imported for the business': {
    perDay: 0.1,
    size: [60, 250],
    act: (place, random, size) => importContacts(place, random, size, { businessId: place.pinned.business }),
  },
  'contacts change their business, there and back': {
    perDay: 3,
    size: [1, 4],
    act(place, random, size) {
      const { state, pinned } = place;
      for (const row of any(looseContacts(place), size, random)) {
        const businessId = row.businessId === pinned.business ? null : pinned.business;
        state.contacts.update(row.id, { businessId, dateUpdated: iso() });
      }
    },
  },
  'an email goes to another contact, and back': {
    perDay: 3,
    act(place, random) {
      const { state, pinned, locationId } = place;
      const holder = state.contacts.find(
        (row) => row.locationId === locationId && row.email === pinned.email,
      );
      const next = random.one([...looseContacts(place).slice(0, 2), pinnedContact(place)]);
      if (holder)
        state.contacts.update(holder.id, { email: `was.${holder.id}@example.com`, dateUpdated: iso() });
      if (next && next.id !== holder?.id)
        state.contacts.update(next.id, { email: pinned.email, dateUpdated: iso() });
    },
  },
  'a task is done, and reopened': {
    perDay: 4,
    act: (place) => flip(place, 'tasks', place.pinned.task, 'completed', [true, false]),
  },
  'a task is done, reopened and done at once': {
    perDay: 0.5,
    act: (place) => times(3, () => flip(place, 'tasks', place.pinned.task, 'completed', [true, false])),
  },
  'a task gets another title, and its own back': {
    perDay: 2,
    act: (place) => flip(place, 'tasks', place.pinned.task, 'title', ['Call back', 'Send the quote']),
  },
  'the contact gets a task': {
    perDay: 3,
    act: (place, random) =>
      addFew(
        place,
        'tasks',
        { contactId: place.pinned.contact, title: random.word('remark'), completed: false, dueDate: iso() },
        25,
      ),
  },
  'another task of the contact is done, and reopened': {
    perDay: 3,
    act(place, random) {
      const planted = here(place, 'tasks').filter((row) => row.planted === true);
      const task = random.one(planted);
      if (task) flip(place, 'tasks', task.id, 'completed', [true, false]);
    },
  },
  'the contact gets a note': {
    perDay: 3,
    act: (place, random) =>
      addFew(place, 'notes', { contactId: place.pinned.contact, body: random.word('remark') }, 25),
  },
  'a note is rewritten, and back': {
    perDay: 2,
    act: (place) =>
      flip(place, 'notes', place.pinned.note, 'body', ['Prefers mornings.', 'Prefers evenings.']),
  },
};

const conversationLife: { [name: string]: Habit } = {
  'contacts write': {
    perDay: 6,
    size: [1, 4],
    act(place, random, size) {
      for (const contact of any(looseContacts(place), size, random)) say(place, contact, random, Date.now());
    },
  },
  'a campaign writes to many': {
    perDay: 0.2,
    size: [80, 250],
    act(place, random, size) {
      const at = moments(random, 50);
      for (const [nth, contact] of looseContacts(place).slice(0, size).entries())
        say(place, contact, random, at(nth));
    },
  },
  'the watched contact writes': {
    perDay: 4,
    size: [1, 3],
    act: (place, random, size) => times(size, () => say(place, pinnedContact(place), random, Date.now())),
  },
  'the conversation gets very many messages': {
    perDay: 0.1,
    size: [101, 180],
    act(place, random, size) {
      const at = moments(random);
      times(size, (nth) => say(place, pinnedContact(place), random, at(size - nth)));
    },
  },
  'the conversation gets an email': {
    perDay: 2,
    act(place) {
      writeEmail(place.state, pinnedContact(place), emailAt(Date.now()), HELLO);
    },
  },
  'an email thread grows': {
    perDay: 3,
    size: [1, 3],
    act(place, random, size) {
      const { state, pinned } = place;
      const threads = state.messages.where(
        (row) => row.conversationId === pinned.conversation && row.messageType === 'TYPE_EMAIL',
      );
      const thread = random.one(last(threads, 2));
      times(size, () => {
        const message = thread && state.messages.get(thread.id);
        if (message)
          writeEmail(state, pinnedContact(place), { ...emailAt(Date.now()), thread: message }, HELLO);
      });
    },
  },
  'a conversation is starred, and not': {
    perDay: 3,
    act: ({ state, pinned }) =>
      void state.conversations.update(pinned.conversation, {
        starred: !state.conversations.get(pinned.conversation)?.starred,
      }),
  },
  'a message is read, and unread': {
    perDay: 2,
    act: (place) => flip(place, 'messages', place.pinned.sms, 'status', ['delivered', 'read']),
  },
  'an email is opened': {
    perDay: 2,
    act: (place) => flip(place, 'emails', place.pinned.emailMessage, 'status', ['delivered', 'opened']),
  },
  'a call is recorded and transcribed': {
    perDay: 1,
    act({ state, pinned }) {
      const sentences = [
        {
          mediaChannel: 1,
          sentenceIndex: 0,
          startTime: 0,
          endTime: 900,
          transcript: 'Hello',
          confidence: 0.9,
        },
      ];
      if (!state.messages.get(pinned.call)?.recording)
        state.messages.update(pinned.call, { recording: true, sentences });
    },
  },
};

const calendarLife: { [name: string]: Habit } = {
  'a calendar is turned off, and on': {
    perDay: 1,
    act(place) {
      // Triggers of any calendar read those that are on, as their forms say: what is booked in others is not seen.
      const booked = new Set(here(place, 'appointments').map(({ calendarId }) => calendarId));
      const other = here(place, 'calendars').find(
        ({ id }) => id !== place.pinned.calendar && !booked.has(id),
      );
      if (other) flip(place, 'calendars', other.id, 'isActive', [true, false]);
    },
  },
  'the watched calendar is renamed, and back': {
    perDay: 2,
    act: (place) => flip(place, 'calendars', place.pinned.calendar, 'name', ['Consultation', 'Talk']),
  },
  'a calendar is added': {
    perDay: 1,
    act: (place, random) => addFew(place, 'calendars', { name: random.word('company'), isActive: true }, 8),
  },
  'a calendar group is added': {
    perDay: 1,
    act: (place, random) =>
      addFew(
        place,
        'calendarGroups',
        { name: random.word('trade'), description: '', slug: iso(), isActive: true },
        8,
      ),
  },
  'a calendar group is renamed, and back': {
    perDay: 2,
    act: (place) => flip(place, 'calendarGroups', place.pinned.group, 'description', ['Yes', 'No']),
  },
  'a notification is turned off, and on': {
    perDay: 2,
    act: (place) =>
      flip(place, 'calendarNotifications', place.pinned.notification, 'isActive', [true, false]),
  },
  'a notification is added': {
    perDay: 12,
    act: (place) =>
      addFew(
        place,
        'calendarNotifications',
        {
          calendarId: place.pinned.calendar,
          channel: 'sms',
          notificationType: 'reminder',
          isActive: true,
          deleted: false,
        },
        8,
      ),
  },
  'a room is closed, and opened': {
    perDay: 2,
    act: (place) => flip(place, 'calendarResources', place.pinned.resource, 'outOfService', [0, 1]),
  },
  'a room is added': {
    perDay: 1,
    act: (place, random) =>
      addFew(
        place,
        'calendarResources',
        { resourceType: 'rooms', name: random.word('kind'), calendarIds: [] },
        8,
      ),
  },
  'an appointment is booked': {
    perDay: 4,
    size: [1, 2],
    act(place, random, size) {
      times(size, () => book(place, random, random.number(0, 85)));
    },
  },
  'an appointment is booked beyond the window': {
    perDay: 1,
    act: (place, random) => book(place, random, random.number(88, 100)),
  },
  'an appointment moves': {
    perDay: 3,
    act(place, random) {
      const row = random.one(bookings(place));
      if (row) place.state.appointments.update(row.id, beginsIn(random.number(-10, 100)));
    },
  },
  'an appointment is cancelled, and confirmed': {
    perDay: 2,
    act(place, random) {
      const row = random.one(bookings(place));
      const appointmentStatus = row?.appointmentStatus === 'cancelled' ? 'confirmed' : 'cancelled';
      if (row) place.state.appointments.update(row.id, { appointmentStatus });
    },
  },
  'an appointment is marked as deleted, and brought back': {
    perDay: 1,
    act(place, random) {
      const row = random.one(bookings(place));
      if (row) place.state.appointments.update(row.id, { deleted: row.deleted !== true });
    },
  },
  'appointments are deleted': {
    perDay: 1,
    size: [1, 5],
    act(place, _random, size) {
      const rows = bookings(place);
      for (const { id } of rows.slice(0, rows.length > 30 ? size : 0)) place.state.appointments.delete(id);
    },
  },
  'the watched appointment is edited': {
    perDay: 2,
    act: ({ state, pinned }, random) =>
      void state.appointments.update(pinned.appointment, { title: random.word('remark') }),
  },
  'an appointment gets a note': {
    perDay: 2,
    act: (place, random) =>
      addFew(
        place,
        'appointmentNotes',
        { appointmentId: place.pinned.appointment, body: random.word('remark'), userId: place.pinned.user },
        30,
      ),
  },
  'a slot is blocked': {
    perDay: 6,
    act: (place, random) =>
      addFew(
        place,
        'blockedSlots',
        {
          calendarId: place.pinned.calendar,
          title: random.word('remark'),
          ...beginsIn(random.number(0, 95)),
        },
        20,
      ),
  },
  'a blocked slot moves': {
    perDay: 2,
    act(place, random) {
      const row = random.one(here(place, 'blockedSlots').filter(({ planted }) => planted === true));
      if (row) place.state.blockedSlots.update(row.id, beginsIn(random.number(-9, 99)));
    },
  },
  'the sub-account moves to another time zone, and back': {
    perDay: 0.4,
    act({ state, locationId }) {
      const zone = state.locations.get(locationId)?.timezone;
      state.locations.update(locationId, {
        timezone: zone === 'Asia/Tokyo' ? 'America/Denver' : 'Asia/Tokyo',
      });
    },
  },
};

function book(place: Place, random: RandomData, days: number): void {
  const { state, locationId, pinned } = place;
  const contactId = random.number(0, 1) ? pinned.contact : (random.one(looseContacts(place))?.id ?? '');
  const title = random.word('remark');
  state.appointments.insert({
    locationId,
    contactId,
    calendarId: pinned.calendar,
    title,
    assignedUserId: pinned.user,
    ...beginsIn(days),
  });
}

const bookings = (place: Place) =>
  place.state.appointments.where(
    ({ locationId, calendarId, id }) =>
      locationId === place.locationId &&
      calendarId === place.pinned.calendar &&
      id !== place.pinned.appointment,
  );

/** An opportunity's status and stage change a millisecond after it was made, as recorded. */
const dealAt = (at: number) => ({
  createdAt: iso(at),
  updatedAt: iso(at),
  lastStageChangeAt: iso(at + 1),
  lastStatusChangeAt: iso(at + 1),
  lastActionDate: iso(at),
});

function addDeal(place: Place, random: RandomData, at: number): void {
  const { state, locationId, pinned } = place;
  state.opportunities.insert({
    locationId,
    contactId: random.one(looseContacts(place).slice(0, 50))?.id ?? pinned.contact,
    name: random.word('trade'),
    status: 'open',
    monetaryValue: random.number(1, 900),
    pipelineId: pinned.pipeline,
    pipelineStageId: random.one(pinned.stages) ?? '',
    followers: [],
    customFields: [],
    ...dealAt(at),
  });
}

const dealLife: { [name: string]: Habit } = {
  'opportunities are added': {
    perDay: 4,
    size: [1, 3],
    act: (place, random, size) => times(size, () => addDeal(place, random, Date.now())),
  },
  'opportunities are imported': {
    perDay: 0.3,
    size: [101, 300],
    act(place, random, size) {
      const at = moments(random);
      times(size, (nth) => addDeal(place, random, at(nth)));
    },
  },
  'opportunities come late into the index': {
    perDay: 1,
    size: [1, 5],
    act: (place, random, size) =>
      times(size, () => addDeal(place, random, Date.now() - random.number(1, 5) * MINUTE)),
  },
  'opportunities are edited': {
    perDay: 3,
    size: [1, 4],
    act(place, random, size) {
      for (const { id } of any(here(place, 'opportunities'), size, random))
        place.state.opportunities.update(id, { monetaryValue: random.number(1, 900) });
    },
  },
  'opportunities move to another stage': {
    perDay: 3,
    size: [1, 4],
    act(place, random, size) {
      for (const { id } of any(here(place, 'opportunities'), size, random)) moveStage(place, id);
    },
  },
  'an opportunity moves there and back': {
    perDay: 1,
    act(place) {
      moveStage(place, place.pinned.opportunity);
    },
  },
  'opportunities are won, lost and reopened, which moves no other time': {
    perDay: 4,
    size: [1, 4],
    act(place, random, size) {
      const { state, pinned } = place;
      const rows = any(here(place, 'opportunities'), size, random);
      for (const { id, status, updatedAt } of [
        ...rows,
        ...[state.opportunities.get(pinned.opportunity) ?? []].flat(),
      ]) {
        const next = status === 'open' ? random.one(['won', 'lost']) : 'open';
        state.opportunities.update(id, { status: next, updatedAt, lastStatusChangeAt: iso() });
      }
    },
  },
  'the newest opportunities are deleted': {
    perDay: 0.4,
    size: [20, 250],
    act(place, _random, size) {
      for (const { id } of last(loose(place, 'opportunities'), size)) place.state.opportunities.delete(id);
    },
  },
  'old opportunities are deleted': {
    perDay: 0.5,
    size: [20, 250],
    act(place, _random, size) {
      const rows = loose(place, 'opportunities');
      for (const { id } of rows.slice(0, Math.min(size, Math.max(0, rows.length - 60))))
        place.state.opportunities.delete(id);
    },
  },
  'a pipeline is added': {
    perDay: 4,
    act(place, random) {
      if (here(place, 'pipelines').length < 12)
        place.state.pipelines.insert({
          locationId: place.locationId,
          name: random.word('trade'),
          stages: [],
        });
    },
  },
  'a pipeline is renamed, and back': {
    perDay: 2,
    act: (place) => flip(place, 'pipelines', place.pinned.pipeline, 'name', ['Sales', 'Deals']),
  },
};

/** To the next stage, and from the second back to the first. */
function moveStage({ state, pinned }: Place, id: string): void {
  const [first, second] = pinned.stages;
  const row = state.opportunities.get(id);
  const pipelineStageId = row?.pipelineStageId === first ? second : first;
  state.opportunities.update(id, { pipelineStageId, lastStageChangeAt: iso() });
}

const looseUsers = ({ state, locationId, pinned }: Place) =>
  state.users.where(
    (row) => row.locationIds.includes(locationId) && row.id !== pinned.user && row.planted === true,
  );

const peopleLife: { [name: string]: Habit } = {
  'a user is added': {
    perDay: 1,
    act: (place, random) => {
      const { state, companyId, locationId } = place;
      const { id } = addUser(state, random, companyId, 'account', 'user', [locationId]);
      state.users.update(id, { planted: true });
    },
  },
  'users are imported': {
    perDay: 0.07,
    size: [101, 160],
    act(place, random, size) {
      const { state, companyId, locationId } = place;
      times(size, () => {
        const { id } = addUser(state, random, companyId, 'account', 'user', [locationId]);
        state.users.update(id, { planted: true });
      });
    },
  },
  'users are deleted': {
    perDay: 0.3,
    size: [1, 140],
    act(place, _random, size) {
      for (const { id } of last(looseUsers(place), size)) place.state.users.update(id, { deleted: true });
    },
  },
  'a user gets another phone, and back': {
    perDay: 2,
    act({ state, pinned }) {
      const phone = state.users.get(pinned.user)?.phone;
      state.users.update(pinned.user, { phone: phone === '+13125550111' ? '+13125550122' : '+13125550111' });
    },
  },
  'somebody with an awaited email comes': {
    perDay: 2,
    act(place, random) {
      const { state, companyId, locationId } = place;
      const isThere = state.users.find(
        (row) => row.companyId === companyId && row.email === NEWCOMER && row.deleted !== true,
      );
      if (isThere) state.users.update(isThere.id, { deleted: true });
      else
        state.users.update(addUser(state, random, companyId, 'account', 'user', [locationId]).id, {
          email: NEWCOMER,
        });
    },
  },
  'the agency gets a sub-account': {
    perDay: 0.2,
    act: ({ state, companyId }, random) =>
      void state.locations.insert({ companyId, name: random.word('company'), isInstalled: false }),
  },
  'a sub-account is renamed, and back': {
    perDay: 1,
    act({ state, locationId, name }) {
      const now = state.locations.get(locationId)?.name;
      state.locations.update(locationId, { name: now === name ? `${name} East` : name });
    },
  },
  'the agency gets another website, and back': {
    perDay: 1,
    act({ state, companyId }) {
      const website = state.companies.get(companyId)?.website;
      const [one, other] = ['https://one.example.com', 'https://other.example.com'];
      state.companies.update(companyId, { website: website === one ? other : one });
    },
  },
  'a business is added': {
    perDay: 2,
    act: ({ state, locationId }, random) =>
      void state.businesses.insert({ locationId, name: random.word('company') }),
  },
  'businesses are imported': {
    perDay: 0.1,
    size: [101, 250],
    act: ({ state, locationId }, random, size) =>
      times(size, () => state.businesses.insert({ locationId, name: random.word('company') })),
  },
  'businesses are edited': {
    perDay: 2,
    size: [1, 3],
    act(place, random, size) {
      for (const { id } of any(here(place, 'businesses'), size, random))
        place.state.businesses.update(id, { name: random.word('company') });
    },
  },
  'the watched business is edited': {
    perDay: 2,
    act: ({ state, pinned }, random) =>
      void state.businesses.update(pinned.business, { city: random.word('street') }),
  },
  'businesses are deleted': {
    perDay: 0.3,
    size: [1, 120],
    act(place, _random, size) {
      for (const { id } of last(loose(place, 'businesses'), size)) place.state.businesses.delete(id);
    },
  },
  'a workflow is added': {
    perDay: 1,
    act: (place, random) =>
      addFew(place, 'workflows', { name: random.word('trade'), status: 'draft', version: 1 }, 10),
  },
  'a workflow is published, and not': {
    perDay: 2,
    act(place, random) {
      const row = random.one(here(place, 'workflows'));
      if (row) flip(place, 'workflows', row.id, 'status', ['published', 'draft']);
    },
  },
  'a campaign is added': {
    perDay: 1,
    act: (place, random) => addFew(place, 'campaigns', { name: random.word('trade'), status: 'draft' }, 10),
  },
  'a campaign is published, and not': {
    perDay: 3,
    act(place, random) {
      const row = random.one(here(place, 'campaigns'));
      if (row) flip(place, 'campaigns', row.id, 'status', ['published', 'draft']);
    },
  },
  'the agency gets a snapshot': {
    perDay: 0.5,
    act({ state, companyId }, random) {
      const own = state.snapshots.where((row) => row.companyId === companyId);
      if (own.length < 15) state.snapshots.insert({ companyId, name: random.word('company'), type: 'own' });
    },
  },
  'a snapshot is renamed, and back': {
    perDay: 1,
    act(place) {
      const first = place.state.snapshots.find((row) => row.companyId === place.companyId);
      if (first) flip(place, 'snapshots', first.id, 'name', ['Starter', 'Starter 2']);
    },
  },
  'a custom field is added': {
    perDay: 2,
    act({ state, locationId }, random) {
      const own = state.customFields.where((row) => row.locationId === locationId);
      if (own.length < 40)
        state.customFields.insert({ locationId, name: `${random.word('kind')} ${own.length}` });
    },
  },
  'a custom field is renamed, and back': {
    perDay: 2,
    act({ state, locationId }) {
      const own = state.customFields.find((row) => row.locationId === locationId);
      if (own) state.customFields.update(own.id, { placeholder: own.placeholder === 'a' ? 'b' : 'a' });
    },
  },
  'an association is added': {
    perDay: 0.5,
    act(place, random) {
      const ends = {
        firstObjectKey: 'contact',
        firstObjectLabel: 'One',
        secondObjectKey: 'contact',
        secondObjectLabel: 'Other',
      };
      addFew(
        place,
        'associations',
        { key: `${random.word('kind')}_${Date.now()}`, associationType: 'USER_DEFINED', ...ends },
        12,
      );
    },
  },
  'an association gets other words, and back': {
    perDay: 2,
    act: (place) =>
      flip(place, 'associations', place.pinned.association, 'firstObjectLabel', ['Owner', 'Keeper']),
  },
  'the contact is related to others': {
    perDay: 1,
    size: [1, 3],
    act(place, random, size) {
      const { pinned } = place;
      for (const { id } of any(looseContacts(place), size, random))
        addFew(
          place,
          'relations',
          {
            associationId: pinned.association,
            firstObjectKey: 'contact',
            firstRecordId: pinned.contact,
            secondObjectKey: 'contact',
            secondRecordId: id,
          },
          40,
        );
    },
  },
};

const blogLife: { [name: string]: Habit } = {
  'a post is written': {
    perDay: 2,
    act: (place, random) => addPost(place, random, 'DRAFT'),
  },
  'posts are imported': {
    perDay: 0.1,
    size: [51, 150],
    act: (place, random, size) => times(size, () => addPost(place, random, 'PUBLISHED')),
  },
  'a post is published, and not': {
    perDay: 4,
    act(place, random) {
      const row = random.one(here(place, 'blogPosts'));
      if (!row) return;
      const status = row.status === 'PUBLISHED' ? 'DRAFT' : 'PUBLISHED';
      place.state.blogPosts.update(row.id, { status, publishedAt: iso() });
    },
  },
  'posts are deleted': {
    perDay: 0.3,
    size: [1, 100],
    act(place, _random, size) {
      for (const { id } of last(loose(place, 'blogPosts'), size)) place.state.blogPosts.delete(id);
    },
  },
  'a slug is taken, and free': {
    perDay: 4,
    act({ state, pinned }) {
      const urlSlug = state.blogPosts.get(pinned.post)?.urlSlug;
      state.blogPosts.update(pinned.post, { urlSlug: urlSlug === SLUG ? 'closing-day' : SLUG });
    },
  },
  'an author is added': {
    perDay: 1,
    act: (place, random) => addFew(place, 'blogAuthors', { name: random.word('firstName') }, 12),
  },
  'an author is edited': {
    perDay: 1,
    act(place, random) {
      const row = random.one(here(place, 'blogAuthors'));
      if (row) place.state.blogAuthors.update(row.id, { name: random.word('firstName') });
    },
  },
  'a category is added': {
    perDay: 1,
    act: (place, random) =>
      addFew(place, 'blogCategories', { label: random.word('trade'), urlSlug: iso() }, 12),
  },
  'a category is edited': {
    perDay: 1,
    act(place, random) {
      const row = random.one(here(place, 'blogCategories'));
      if (row) place.state.blogCategories.update(row.id, { label: random.word('trade') });
    },
  },
  'a blog is added': {
    perDay: 0.4,
    act: (place, random) => addFew(place, 'blogs', { name: random.word('company') }, 8),
  },
  'a blog is renamed, and back': {
    perDay: 2,
    act: (place) => flip(place, 'blogs', place.pinned.blog, 'name', ['Our Blog', 'The Blog']),
  },
};

function addPost({ state, locationId, pinned }: Place, random: RandomData, status: string): void {
  const title = random.word('remark');
  state.blogPosts.insert({
    locationId,
    blogId: pinned.blog,
    title,
    status,
    urlSlug: `post-${random.number(1, 1e9)}`,
  });
}

/** All that can happen, by name. */
export const LIFE: { readonly [name: string]: Habit } = {
  ...contactLife,
  ...conversationLife,
  ...calendarLife,
  ...dealLife,
  ...peopleLife,
  ...blogLife,
  ...EVENT_LIFE,
};
