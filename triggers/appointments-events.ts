/** What happens to appointments, in any calendar. */
import { groupBy, minBy, omit, pick } from 'lodash';
import {
  daysAhead,
  minutesBefore,
  SEEN,
  seenDays,
  statuses,
  whichCalendars,
} from '../fields/appointment-events';
import { DAY_MS, MINUTE_MS } from '../fields/dates';
import { joinWords } from '../fields/values';
import type { Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import type { Raw } from '../highlevel/json';
import { locationTimeZone } from '../highlevel/time-zone';
import { momentOf } from '../operations/poll-lists';
import { filteredReach } from '../operations/poll-reach';
import type { Run } from '../operations/spec';
import type { Event, List, ListTriggerSpec, TriggerSpec } from '../operations/trigger-spec';
import { appointments } from '../reads/appointments';
import { activeCalendarIds } from '../reads/calendars';
import {
  APPOINTMENT_STATUSES,
  appointmentWithFormerStatus,
  formerStatus,
  inZone,
  movedAppointment,
  newAppointment,
  statusOf,
} from '../records/appointment';
import { idOf, toIsoMoment, toMs } from '../records/record';

type Status = keyof typeof APPOINTMENT_STATUSES;

/** So many calendars a poll reads at most, but where each minute counts. */
const MOST_CALENDARS = 10;

/** What every trigger of this file reads, and how its request is made. */
const ANY_CALENDAR = {
  ...appointments,
  fires: 'list',
  isShared: true,
  notOffered: {
    calendarId: 'Calendars makes it.',
    userId: 'HighLevel was seen to find nothing by it; the calendars are asked one by one.',
    startTime: `It is ${SEEN.back} days ago.`,
    endTime: `It is ${SEEN.ahead} days ahead.`,
  },
} satisfies Partial<ListTriggerSpec>;

const SEEN_DAYS = `Only appointments are seen that begin ${SEEN.back} days ago to ${SEEN.ahead} days ahead.`;
const MANY_CALENDARS = `Of more than ${MOST_CALENDARS} calendars, a poll reads ${MOST_CALENDARS}: what happens in the others is seen some polls late.`;

/** Nobody books an appointment with one of these: it was changed to it, also where that was not seen. */
const NOT_BOOKED_AS: string[] = ['cancelled', 'showed', 'noshow', 'invalid'] satisfies Status[];
const EXPECTED = Object.keys(omit(APPOINTMENT_STATUSES, NOT_BOOKED_AS));
const CHANGED_TO = joinWords(Object.values(pick(APPOINTMENT_STATUSES, NOT_BOOKED_AS)), 'or');
const BOOKED_AS = joinWords(Object.values(pick(APPOINTMENT_STATUSES, EXPECTED)), 'or');

export const appointmentEventTriggers: TriggerSpec[] = [
  {
    ...ANY_CALENDAR,
    key: 'new_appointment',
    label: 'New Appointment',
    description:
      'Triggers when an appointment is booked in any of your calendars. For those of one user, take List Calendar Events.',
    record: newAppointment,
    fields: [
      ...whichCalendars(),
      statuses('appointmentStatus', 'Status', 'Only appointments with one of these statuses.'),
      daysAhead(),
    ],
    limits: `A repeating appointment fires once, with the ID of its series. ${SEEN_DAYS} ${filteredReach('an appointment')} ${MANY_CALENDARS}`,
    event: async (values, run) => ({
      ...(await someCalendars(values, run)),
      expand: async (rows) => seriesAsOne(rows.filter((row) => isWanted(row, values))),
    }),
  },
  {
    ...ANY_CALENDAR,
    key: 'appointment_status_changed',
    label: 'Appointment Status Changed',
    description: 'Triggers when an appointment is confirmed, cancelled, marked as showed or no-show.',
    record: appointmentWithFormerStatus,
    fields: [
      ...whichCalendars(),
      statuses(
        'appointmentStatus',
        'Status',
        'What an appointment changes to. Leave it empty for any change.',
      ),
      statuses('fromStatus', 'From Status', 'What it was before. Leave it empty for any.'),
    ],
    limits: `A change to ${BOOKED_AS} is noticed if this Zap had seen the appointment with another status, and any change if you choose From Status. ${SEEN_DAYS} One that is moved into these days fires, too, if it is ${CHANGED_TO}. A status that it had only between two polls is not seen. ${MANY_CALENDARS}`,
    event: async ({ appointmentStatus, fromStatus, ...values }, run) => ({
      ...(await someCalendars(values, run)),
      since: ['dateUpdated'],
      isSo: (record) =>
        isOneOf(record.appointmentStatus, appointmentStatus) &&
        // A sample tells no former status.
        (momentOf(run.bundle) === 'sample' || isOneOf(record.formerStatus, fromStatus)),
      evidence: {
        value: ({ appointmentStatus: status = null }) => status,
        firesAtFirst: ({ appointmentStatus: status }) => NOT_BOOKED_AS.includes(String(status)),
        was: (record, former) => ({ ...record, ...formerStatus(former) }),
        time: 'dateUpdated',
      },
    }),
  },
  {
    ...ANY_CALENDAR,
    key: 'appointment_rescheduled',
    label: 'Appointment Rescheduled',
    description: 'Triggers when an appointment moves to another time.',
    record: movedAppointment,
    fields: [
      ...whichCalendars(),
      statuses('appointmentStatus', 'Status', 'Only appointments with one of these statuses.'),
    ],
    limits: `A move is noticed if this Zap had seen the appointment at its former time. ${SEEN_DAYS} Each appointment of a series fires for itself. ${MANY_CALENDARS}`,
    event: async ({ appointmentStatus, ...values }, run) => ({
      ...(await someCalendars(values, run)),
      since: ['dateUpdated'],
      isSo: (record) => isOneOf(record.appointmentStatus, appointmentStatus),
      evidence: {
        // A moment: what HighLevel writes has the offset of a time zone, which may change.
        value: ({ startTime }) => toMs(startTime) ?? null,
        was: async (record, former) => ({ ...record, ...(await formerStart(former, run)) }),
        time: 'dateUpdated',
      },
    }),
  },
  {
    ...ANY_CALENDAR,
    key: 'appointment_starting_soon',
    label: 'Appointment Starts Soon',
    description: 'Triggers when an appointment is about to begin, as many minutes before as you say.',
    fields: [
      minutesBefore(),
      ...whichCalendars(),
      statuses(
        'appointmentStatus',
        'Status',
        `Only appointments with one of these statuses. Leave it empty for ${BOOKED_AS}.`,
      ),
    ],
    limits:
      'Use at least as many minutes as your plan takes between polls; an appointment that begins before the next poll is left out. Moved ones fire again. Each poll makes one request for each calendar.',
    event: async ({ minutes, appointmentStatus = EXPECTED, ...values }, run) => ({
      ...(await everyCalendar(values, run)),
      since: ['dateAdded', 'dateUpdated'],
      // A sample shows those that begin later, too.
      ...(momentOf(run.bundle) !== 'sample' && {
        comesTrue: ({ startTime }: Raw) => minutesAhead(toMs(startTime), Number(minutes)),
      }),
      isSo: ({ startTime, appointmentStatus: status }) =>
        isOneOf(status, appointmentStatus) && Number(toMs(startTime)) > Date.now(),
      revision: ({ startTime }) => ({ once: `${toIsoMoment(startTime)} ${minutes}` }),
    }),
  },
];

/** The moment so many minutes before another one, in epoch milliseconds. */
const minutesAhead = (moment: number | undefined, minutes: number) =>
  moment === undefined ? undefined : moment - minutes * MINUTE_MS;

/** The calendars of the form, or every active one. */
async function everyCalendar(
  { calendars, groupId }: Input,
  run: Run,
): Promise<Required<Pick<Event, 'lists'>>> {
  const { z, bundle } = run;
  const chosen = Array.isArray(calendars) ? calendars.map(String) : [];
  const isOpen = !chosen.length && !groupId;
  const ids = isOpen ? await activeCalendarIds(z, bundle, momentOf(bundle) === 'turn on') : chosen;
  const lists = [...ids.map((calendarId) => ({ calendarId })), ...(groupId ? [{ groupId }] : [])];
  return {
    lists: lists.map(
      (input): List => ({
        name: Object.values(input).join(),
        input: { ...input, ...seenDays() },
        mayBeGone: true,
      }),
    ),
  };
}

/** The same, of which a poll reads some. */
async function someCalendars(values: Input, run: Run): Promise<Pick<Event, 'lists' | 'atPoll'>> {
  return { ...(await everyCalendar(values, run)), atPoll: { most: MOST_CALENDARS, due: 'startTime' } };
}

/** The former start in the sub-account’s time zone; in UTC where that can’t be had. */
async function formerStart(former: unknown, { z, bundle }: Run): Promise<Raw> {
  if (typeof former !== 'number') return {};
  const zone = await locationTimeZone(z, bundle, locationOf(bundle)).catch(() => 'UTC');
  return { formerStartTime: inZone(former, zone) };
}

/** Whether a status is one of those that were chosen; any is where none was. */
const isOneOf = (status: unknown, chosen: unknown) => !Array.isArray(chosen) || chosen.includes(status);

/** Whether a new appointment is one that the form asks for. */
function isWanted(row: Raw, { appointmentStatus, daysAhead }: Input): boolean {
  const starts = toMs(row.startTime);
  const isNear =
    daysAhead === undefined || starts === undefined || starts <= Date.now() + Number(daysAhead) * DAY_MS;
  return isNear && isOneOf(statusOf(row).appointmentStatus, appointmentStatus);
}

/** The appointments, each series as one: under its own id, with what its first appointment has. */
function seriesAsOne(rows: Raw[]): Raw[] {
  const series = groupBy(rows, (row) => String(row.masterEventId ?? '') || idOf(row));
  return Object.entries(series).map(([id, instances]) => {
    const first = minBy(instances, ({ startTime }) => toMs(startTime)) ?? instances[0] ?? {};
    return { ...first, id, firstAppointmentId: idOf(first) };
  });
}
