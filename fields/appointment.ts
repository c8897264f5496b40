/** Input fields of appointments, blocked slots and their notes. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { appointments, blockedSlots } from '../reads/appointments';
import { calendars } from '../reads/calendars';
import { type ListRead, readPage } from '../reads/read';
import { users } from '../reads/users';
import { APPOINTMENT_STATUSES } from '../records/appointment';
import { idOf, toMinuteInZone } from '../records/record';
import { userLabel } from '../records/user';
import { calendarId, groupId } from './calendar';
import { withContactNames } from './contact-names';
import { DAY_MS } from './dates';
import { SLOT_DAYS } from './dropdown-list';
import { choicesOf } from './dropdowns';
import {
  type About,
  ADVANCED,
  alsoSaying,
  BadValue,
  choice,
  date,
  type Field,
  inGroup,
  longText,
  number,
  text,
  type Use,
  yesNo,
} from './field';
import { idField, optional, user } from './ids';
import { show, toNumber, toText } from './values';

/** How far a drop-down of events looks back and ahead, in days. */
const SHOWN = { back: 90, ahead: 365 };
/** How many lists one page of a drop-down asks for, at most, until one has events. */
const MOST_LISTS = 8;

/** A list of events: HighLevel lists those of one calendar or one user, and never all. */
interface EventList {
  owner: Input;
  /** The calendar's or the user's name. */
  name: string;
  reads: ListRead[];
}

/**
 * The events of a location: those of one calendar after the other, then the slots that users blocked. Each
 * page of the drop-down shows the next calendar or user that has any.
 */
function eventChoices(...reads: ListRead[]) {
  return {
    perform: async (z: ZObject, bundle: Bundle) => {
      const lists = await listsOf(reads, z, bundle);
      const first = Number(bundle.meta?.paging_token ?? 0) || 0;
      const last = Math.min(lists.length, first + MOST_LISTS);
      for (const [index, list] of lists.slice(0, last).entries()) {
        if (index < first) continue;
        const results = await eventsOf(list, z, bundle);
        const more = index + 1 < lists.length && { paging_token: String(index + 1) };
        if (results.length || index + 1 === last) return { results, ...more };
      }
      return { results: [] };
    },
  };
}

/** A slot may be blocked for a user in no calendar; an appointment is always in one. */
async function listsOf(reads: ListRead[], z: ZObject, bundle: Bundle): Promise<EventList[]> {
  const ownersOf = async (read: ListRead, thing: string) => {
    const wording = { doing: `Listing the ${thing}`, thing };
    return (await readPage(z, bundle, read, { wording })).items;
  };
  const [ofCalendars, ofUsers] = await Promise.all([
    ownersOf(calendars, 'calendars'),
    reads.includes(blockedSlots) ? ownersOf(users, 'users') : [],
  ]);
  return [
    ...ofCalendars.map(
      (one): EventList => ({ owner: { calendarId: idOf(one) }, name: String(one.name ?? ''), reads }),
    ),
    ...ofUsers.map(
      (one): EventList => ({ owner: { userId: idOf(one) }, name: userLabel(one), reads: [blockedSlots] }),
    ),
  ];
}

async function eventsOf({ owner, name, reads }: EventList, z: ZObject, bundle: Bundle) {
  const input = { ...owner, ...windowOf(SHOWN.back, SHOWN.ahead) };
  const wording = { doing: 'Listing the events', thing: 'events' };
  const pages = await Promise.all(reads.map((read) => readPage(z, bundle, read, { wording, input })));
  const rows = pages.flatMap(({ items }) => items);
  return (await withContactNames(z, bundle, rows)).map((raw) => ({
    id: idOf(raw),
    label: eventLabel(raw, name),
  }));
}

/**
 * An event by its title, its contact, its start with its zone, and whose it is:
 * `First visit · Ada Lovelace · 2026-05-12 10:00 -05:00 · Check-ups`. What the title says is not said again.
 */
function eventLabel({ title, startTime, contactName, ...raw }: Raw, owner: string): string {
  const isNew = (name: unknown) => !String(title ?? '').includes(String(name));
  const said = [title, isNew(contactName) && contactName, toMinuteInZone(startTime), isNew(owner) && owner];
  return said.filter(Boolean).join(' · ') || idOf(raw);
}

/** The days around now, as the lists of events take them: epoch milliseconds, as text. */
export function windowOf(daysBack: number, daysAhead: number): { startTime: string; endTime: string } {
  const now = Date.now();
  return { startTime: String(now - daysBack * DAY_MS), endTime: String(now + daysAhead * DAY_MS) };
}

/** An appointment; the endpoints call its id `eventId` or `appointmentId`. */
export const appointmentId = (key: 'eventId' | 'appointmentId' = 'eventId'): Field =>
  idField(key, 'Appointment', { choices: eventChoices(appointments) });

/** An appointment or a blocked slot. */
export const eventId = (): Field =>
  idField(
    'eventId',
    'Event',
    {
      choices: eventChoices(appointments, blockedSlots),
    },
    {
      helpText:
        'Choose an appointment or a blocked slot, or map the ID of an earlier step. For a whole series, map its series ID.',
    },
  );

/** A blocked slot, of a calendar or of a user. */
export const blockedSlotId = (): Field =>
  idField('eventId', 'Blocked Slot', { choices: eventChoices(blockedSlots) });

/** A note of the chosen appointment. */
export const appointmentNoteId = (): Field =>
  idField('noteId', 'Note', 'appointmentNotes', { of: 'appointment' });

const PLACES = {
  custom: 'Custom',
  address: 'Address',
  phone: 'Phone',
  zoom: 'Zoom',
  gmeet: 'Google Meet',
  ms_teams: 'Microsoft Teams',
  google: 'Google',
};

/** When an appointment or a blocked slot begins. */
export const startTime = (): Field =>
  date('startTime', 'Start', 'With its UTC offset, such as 2026-05-12T10:00:00-05:00.');

/** When it ends. */
export const endTime = (about: About = {}): Field => date('endTime', 'End', about);

/**
 * The start of an appointment. One report (2026) booked no slot by its moment in another time zone, and did by
 * the free slot's own text.
 */
export const appointmentStart = (about: Partial<Field> = {}): Field => ({
  ...alsoSaying(
    startTime(),
    'Best as Find Free Slots gives it: HighLevel may refuse the same time written in another time zone.',
  ),
  ...about,
});

/** A start as HighLevel gives a free slot: with seconds and the offset of its zone. */
const SLOT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A free slot in place of a start. It is sent as HighLevel gave it. */
export const freeSlot = (): Field =>
  choice('freeSlot', 'Free Slot', choicesOf('freeSlots'), {
    helpText: `Choose a free time of the next ${SLOT_DAYS} days, or map the Start of a free slot. It is sent as it is. Or leave it empty, and fill in Start.`,
    notSent: 'It is sent as the start.',
    send: (value) => {
      const start = toText(value).trim();
      if (!SLOT.test(start)) {
        throw new BadValue(`a free slot’s start, such as 2026-05-12T10:00:00-05:00; it is ${show(value)}`);
      }
      return start;
    },
  });

/** What an update of an appointment may need though it stays as it is (one report for each, 2026). */
const TO_UPDATE: { [key: string]: string } = {
  appointmentStatus: 'Choose it again if it is to stay: HighLevel may set it back to Confirmed.',
  assignedUserId: 'HighLevel may refuse an update without one: then choose who holds it already.',
  ignoreFreeSlotValidation: 'If HighLevel refuses an update because of a slot that is to stay, yes may help.',
  ignoreDateRange: 'If HighLevel refuses to update an appointment of the past, yes may help.',
};

/** The parts of an appointment's form. */
export const APPOINTMENT_GROUPS = { place: 'Meeting Place', rules: 'Rules of Booking', ...ADVANCED };
type Group = keyof typeof APPOINTMENT_GROUPS;

/** The fields of an appointment that is booked or changed, beside its calendar and its times. */
export function appointmentDetails(use: Use): Field[] {
  const fields = detailFields();
  if (use === 'create') return fields;
  return fields.map((field) => {
    const more = TO_UPDATE[field.key];
    return more ? alsoSaying(field, more) : field;
  });
}

const detailFields = (): Field[] => [
  text('title', 'Title'),
  choice('appointmentStatus', 'Status', APPOINTMENT_STATUSES),
  user('assignedUserId', 'Assigned To', 'The team member who holds the appointment.'),
  longText('description', 'Description'),
  ...inGroup<Group>('place', [
    text('address', 'Address', 'A street address, a phone number or a link.'),
    choice('meetingLocationType', 'Meeting Place Type', PLACES),
    choice(
      'meetingLocationId',
      'Meeting Place',
      choicesOf('meetingPlaces'),
      "One of the calendar's own meeting places, instead of a type.",
    ),
  ]),
  ...inGroup<Group>('rules', [
    yesNo(
      'ignoreFreeSlotValidation',
      'Book Even if the Slot Is Not Free',
      'Yes skips every check of the time, and can book twice.',
    ),
    yesNo(
      'ignoreDateRange',
      'Book Outside the Booking Period',
      "Yes skips the calendar's minimum notice and date range.",
    ),
    yesNo('toNotify', 'Run Automations', 'No keeps the automations, such as notifications, from running.'),
  ]),
  ...inGroup<Group>('advanced', [
    text(
      'rrule',
      'Repeats',
      'A repeat rule, such as RRULE:FREQ=WEEKLY;COUNT=5. It needs “Book Even if the Slot Is Not Free”.',
    ),
  ]),
];

const notSent = 'It makes the window of time.';

function toDays(value: unknown): number {
  const days = toNumber(value);
  if (days < 0) throw new BadValue(`0 or more; it is ${days}`);
  return days;
}

/** The days that a list of events looks back and ahead where the user says nothing. */
export const WINDOW = { daysBack: 7, daysAhead: 90 };

/** Whose events are watched, and within which days. */
export const eventWindow = (): Field[] => [
  optional(calendarId(), 'Fill in this field, User or Calendar Group.'),
  user('userId', 'User', 'Watches what is in the calendars of this user.'),
  optional(groupId(), 'Watches what is in the calendars of this group.'),
  number('daysBack', 'Days Back', {
    default: String(WINDOW.daysBack),
    helpText: 'How long ago an event may have begun.',
    notSent,
    send: toDays,
  }),
  number('daysAhead', 'Days Ahead', {
    default: String(WINDOW.daysAhead),
    helpText: 'How far ahead an event may begin. A later one starts the Zap when it comes this near.',
    notSent,
    send: toDays,
  }),
];
