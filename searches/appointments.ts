import { pick } from 'lodash';
import { appointmentId } from '../fields/appointment';
import { calendarId, groupId } from '../fields/calendar';
import { COMPARED, compared, isWithin } from '../fields/compared';
import { DAY_MS } from '../fields/dates';
import { choice, type Field } from '../fields/field';
import { contactId, optional, user } from '../fields/ids';
import { since, until } from '../fields/look-up';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { byText, byValue, latestFirst, soonestFirst } from '../operations/matching';
import { opening, type SearchSpec } from '../operations/search-spec';
import type { Run } from '../operations/spec';
import { appointmentNotes, appointments, blockedSlots, oneAppointment } from '../reads/appointments';
import { contactAppointments } from '../reads/contacts';
import { APPOINTMENT_STATUSES, statusOf } from '../records/appointment';
import type { Output } from '../records/record';

/** How far ahead appointments are looked for where no end is given, in days. */
const DAYS_AHEAD = 30;

/** Whose events are read: HighLevel lists those of one calendar, one group or one user, and never all. */
const OWNERS = ['calendarId', 'groupId', 'userId'];

const owners = (what: string): Field[] => [
  optional(calendarId(), `Only ${what} in this calendar.`),
  optional(groupId(), `Only ${what} in the calendars of this group.`),
  user('userId', 'User', `Only ${what} of this user. HighLevel may find none by a user alone.`),
];

/** The window as the lists of events take it: epoch milliseconds, as text. */
function eventsWithin({ startTime, endTime, ...values }: Input): Input {
  const from = startTime === undefined ? Date.now() : Date.parse(String(startTime));
  const to = endTime === undefined ? from + DAYS_AHEAD * DAY_MS : Date.parse(String(endTime));
  return { ...values, startTime: String(from), endTime: String(to) };
}

const startOf = ({ startTime }: Raw) => startTime;

/** The next appointments first, or the last. */
const inOrder = (rows: Raw[], { order }: Input): Raw[] =>
  (order === 'last' ? latestFirst : soonestFirst)(startOf)(rows);

/** What is compared here of appointments. */
const APPOINTMENT_MATCH = {
  appointmentStatus: byValue((row) => statusOf(row).appointmentStatus),
  contactId: byValue('contactId'),
};

/** Whether a contact's appointment is within the days that were given: without any, those to come, or all of the past. */
function isOfContact({ startTime }: Output, { startTime: from, endTime: to, order }: Input): boolean {
  const first = from ?? (order === 'last' || to !== undefined ? undefined : new Date().toISOString());
  return isWithin(startTime, first, to);
}

export const appointmentSearches: SearchSpec[] = [
  {
    ...appointments,
    key: 'find_appointment',
    label: 'Find Appointment',
    description:
      'Finds an appointment by ID, or those of a contact, a calendar or a calendar group between two days.',
    fields: [
      optional(contactId(), 'Only appointments with this contact.'),
      ...owners('appointments'),
      since('startTime', 'From', {
        helpText: 'Left empty, it is now; for the last one of a contact, whenever it was.',
      }),
      until('endTime', 'To', {
        helpText: `A day alone is meant to its end, in UTC. Left empty, it is ${DAYS_AHEAD} days after From; for a contact alone, any day.`,
      }),
      choice('appointmentStatus', 'Status', APPOINTMENT_STATUSES, {
        notSent: COMPARED,
      }),
      choice(
        'order',
        'Which First',
        { next: 'The Next One', last: 'The Last One' },
        { default: 'next', notSent: 'What HighLevel lists is put in order here.' },
      ),
      optional(appointmentId(), 'One appointment, whatever else is filled in.'),
    ],
    needs: ['contactId', ...OWNERS, 'eventId'],
    ways: [
      opening(oneAppointment, ['eventId']),
      {
        ...contactAppointments,
        by: ['contactId'],
        unless: OWNERS,
        match: { appointmentStatus: APPOINTMENT_MATCH.appointmentStatus },
        keep: isOfContact,
        arrange: inOrder,
      },
    ],
    input: (values) => eventsWithin(pick(values, [...OWNERS, 'startTime', 'endTime'])),
    match: APPOINTMENT_MATCH,
    arrange: inOrder,
  },
  {
    ...appointmentNotes,
    key: 'find_appointment_notes',
    label: "Find Appointment's Notes",
    description: 'Finds the notes of an appointment, the latest first.',
    fields: [
      appointmentId('appointmentId'),
      compared('text', 'Text', 'Only notes that have this text in them.'),
    ],
    match: { text: byText('body') },
    arrange: latestFirst('dateAdded'),
  },
  {
    ...blockedSlots,
    key: 'find_blocked_slots',
    label: 'Find Blocked Time',
    description: 'Finds the blocked times of a calendar, a calendar group or a user between two days.',
    fields: [
      since('startTime', 'From', { required: true }),
      until('endTime', 'To', { required: true }),
      ...owners('blocked times'),
    ],
    input: (values, run) => {
      needsOwner(values, run);
      return eventsWithin(values);
    },
    arrange: soonestFirst('startTime'),
  },
];

function needsOwner(values: Input, run: Run): void {
  if (OWNERS.every((key) => values[key] === undefined)) throw run.needs(...OWNERS);
}
