import { DAY_MS, HOUR_MS } from '../../fields/dates';
import type { JsonObject } from '../../sandbox/json';
import {
  type CategoryNotes,
  dated,
  type Filling,
  firstOf,
  here,
  KEPT,
  like,
  REQUIRED,
  type Records,
  type Seeded,
} from './note';

/** The notes of an appointment. */
function notesOfAppointment(sandbox: Seeded): Records {
  const { appointmentNotes: rows } = sandbox.state;
  const appointmentId = firstOf(sandbox, 'appointments').id;
  const made = { locationId: here(sandbox), appointmentId, body: 'Note' };
  return {
    input: { appointmentId },
    add: (at) => rows.insert({ ...made, ...dated(at, ['dateAdded']) }).id,
    remove: (id) => void rows.delete(id),
  };
}

/** A slot is blocked for a user or for a calendar. */
const USER_OR_CALENDAR: Filling[] = [{ without: ['calendarId'] }, { without: ['assignedUserId'] }];

/** Two days, one after the other. */
const TWO_DAYS = { startDate: '2026-12-24', endDate: '2026-12-25' };

/** One calendar that is active: a scene of all would have each answer the same rows. */
const oneCalendar = (sandbox: Seeded) => ({ calendars: [firstOf(sandbox, 'appointments').calendarId] });

const iso = (at: number) => new Date(at).toISOString();

/** The row of an appointment that begins at this moment. */
const beginning = (row: JsonObject, starts: number) => ({
  ...row,
  startTime: iso(starts),
  endTime: iso(starts + HOUR_MS / 2),
});

/** The row of an appointment that was booked at this moment, and begins tomorrow. */
const booked = (row: JsonObject, at: number) =>
  beginning({ ...row, ...dated(at, ['dateAdded', 'dateUpdated']) }, Date.now() + DAY_MS);

/** The row of an appointment that somebody edits, its title alone. */
const edited = (row: JsonObject, at: number) => ({
  ...row,
  title: `Edited ${at}`,
  dateUpdated: iso(at),
});

/** The row of an appointment that gets this status. */
const marked = (status: string) => (row: JsonObject, at: number) => ({
  ...row,
  appointmentStatus: status,
  appoinmentStatus: status,
  dateUpdated: iso(at),
});

/** The row of an appointment that moves to another day. */
const moved = (days: number) => (row: JsonObject, at: number) => ({
  ...beginning(row, Date.now() + days * DAY_MS),
  dateUpdated: iso(at),
});

export const calendarNotes = {
  new_appointment: {
    finds: oneCalendar,
    adds: { firstAppointmentId: 'The appointment’s own ID, where the ID is that of its series.' },
    happens: { now: booked, otherwise: edited },
  },
  appointment_rescheduled: {
    finds: oneCalendar,
    adds: { formerStartTime: 'The start that the Zap had seen before.' },
    happens: { before: booked, now: moved(2), otherwise: edited, again: moved(3) },
  },
  appointment_starting_soon: {
    finds: oneCalendar,
    happens: {
      input: () => ({ minutes: 60 }),
      before: booked,
      now: (row, at) => beginning(row, at + HOUR_MS),
      otherwise: edited,
      again: (row, at) => beginning(row, at + HOUR_MS / 2),
    },
  },
  appointment_status_changed: {
    finds: oneCalendar,
    adds: {
      formerStatus: 'The status that the Zap had seen before.',
      formerStatusName: 'The same, as people call it.',
    },
    happens: {
      before: booked,
      now: marked('cancelled'),
      otherwise: edited,
      again: marked('showed'),
    },
  },
  list_calendar_notifications: {
    paged: like('calendarNotifications', [], ({ calendarId }) => ({ calendarId })),
  },
  list_calendar_resources: {
    paged: like('calendarResources', [], ({ resourceType }) => ({ resourceType })),
  },
  list_appointment_notes: { paged: notesOfAppointment },
  get_free_slots: {
    adds: {
      date: 'The name under which the answer, a map, has the day’s slots.',
      startTime: 'One of the day’s slots.',
    },
    emptyAnswer: 'A map of dates, which is empty where no time is free.',
  },
  find_free_slots: {
    least: (sandbox) => ({ calendarId: firstOf(sandbox, 'calendars').id, ...TWO_DAYS }),
    adds: {
      date: 'The name under which the answer, a map, has the day’s slots.',
      startTime: 'One of the day’s slots.',
      text: 'The slot in words.',
    },
  },
  find_appointment_notes: {
    finds: (sandbox) => ({ appointmentId: firstOf(sandbox, 'appointmentNotes').appointmentId }),
  },
  find_blocked_slots: {
    finds: (sandbox) => {
      const { calendarId, startTime, endTime } = firstOf(sandbox, 'blockedSlots');
      return { calendarId, startTime, endTime };
    },
  },
  find_appointment: {
    finds: (sandbox) => ({ eventId: firstOf(sandbox, 'appointments').id }),
    notRequired: {
      startTime: 'It is now where nothing else is said.',
      endTime: 'It is 30 days later where nothing else is said.',
    },
  },
  validate_calendar_group_slug: { adds: { id: 'The slug: the answer is yes or no alone.' } },
  update_calendar_group: {
    notRequired: { name: KEPT, slug: KEPT, description: KEPT },
    staysFilled: { name: REQUIRED, description: REQUIRED, slug: REQUIRED },
  },
  update_calendar: {
    staysFilled: {
      name: 'A calendar has one.',
      slug: 'A calendar has an address.',
      eventTitle: 'An appointment has a title.',
      eventColor: 'A calendar has a color.',
      widgetSlug: 'A widget has an address.',
    },
    replacesNothing: { availabilities: 'Overrides of other dates stay.' },
  },
  update_calendar_resource: { staysFilled: { name: 'A room has one.' } },
  create_appointment: {
    notRequired: { startTime: 'A free slot may be chosen instead.' },
    // A free slot is a start too.
    fillings: [{ without: ['freeSlot'] }],
  },
  update_appointment: {
    staysFilled: {
      startTime: 'An appointment has one.',
      endTime: 'An appointment has one.',
      title: 'HighLevel gives the calendar’s title to one without.',
      assignedUserId: 'HighLevel’s answers name somebody of every appointment.',
      meetingLocationId: 'Another place takes its place; HighLevel knows no meeting without.',
      rrule: 'HighLevel makes a series of it when it books.',
      calendarId: 'An appointment is in one.',
    },
  },
  create_block_slot: { fillings: USER_OR_CALENDAR },
  update_block_slot: {
    staysFilled: {
      calendarId: 'The user takes its place.',
      assignedUserId: 'The calendar takes its place.',
      startTime: 'A slot has one.',
      endTime: 'A slot has one.',
    },
    fillings: USER_OR_CALENDAR,
  },
} satisfies CategoryNotes;
