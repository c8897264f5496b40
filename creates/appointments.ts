import {
  APPOINTMENT_GROUPS,
  appointmentDetails,
  appointmentId,
  appointmentNoteId,
  appointmentStart,
  blockedSlotId,
  endTime,
  eventId,
  freeSlot,
  startTime,
} from '../fields/appointment';
import { calendarId } from '../fields/calendar';
import { type Field, longText, text } from '../fields/field';
import { contactId, optional, user } from '../fields/ids';
import { joinWords } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { clearing, withFieldsToClear } from '../operations/clear';
import type { CreateSpec, Run } from '../operations/spec';
import { bookedAppointment } from '../records/appointment';
import { appointmentNote } from '../records/appointment-note';
import { savedBlockedSlot } from '../records/blocked-slot';
import { deleted, deletedBy, orSent } from '../records/outcomes';

const PLACE_LEFT_OUT = {
  overrideLocationConfig: 'It follows from whether the place is given by its type or by its id.',
};

const noteFields = (): Field[] => [
  longText('body', 'Text', { required: true }),
  user('userId', 'User', 'Who is named as the author.'),
];

const blockedSlotFields = (): Field[] => [
  optional(calendarId(), 'Fill in either this or the user.'),
  user('assignedUserId', 'User', 'Whose time is blocked, in all calendars.'),
  startTime(),
  endTime('HighLevel may cancel an appointment that lies within this time.'),
  text('title', 'Title'),
];

export const appointmentCreates: CreateSpec[] = [
  {
    key: 'create_appointment',
    label: 'Create Appointment',
    description: 'Creates an appointment with a contact, in a free slot of a calendar.',
    endpoint: 'POST /calendars/events/appointments',
    fields: [
      calendarId(),
      contactId(),
      freeSlot(),
      appointmentStart(),
      endTime(
        "Left empty, it follows from the calendar's slot length. HighLevel may refuse an end that does not fit that.",
      ),
      ...appointmentDetails('create'),
    ],
    groups: APPOINTMENT_GROUPS,
    notOffered: PLACE_LEFT_OUT,
    input: (values, run) => bookable(withStart(values, run), run),
    answer: (answer, { freeSlot: slot, ...values }) => withTimes(answer, { startTime: slot, ...values }),
    record: bookedAppointment,
  },
  {
    key: 'update_appointment',
    label: 'Update Appointment',
    description:
      'Updates an appointment, or moves it. Choose its status again; what else you leave empty stays as it is.',
    endpoint: 'PUT /calendars/events/appointments/{eventId}',
    fields: withFieldsToClear(
      [
        appointmentId(),
        appointmentStart(),
        endTime(),
        optional(
          calendarId(),
          'The calendar to move the appointment to. Its meeting places are listed below.',
        ),
        ...appointmentDetails('update'),
      ],
      ['description', 'address'],
    ),
    groups: APPOINTMENT_GROUPS,
    notOffered: PLACE_LEFT_OUT,
    input: (values, run) => bookable(clearing(values, run), run),
    answer: withTimes,
    record: bookedAppointment,
  },
  {
    key: 'delete_event',
    label: 'Delete Event',
    description:
      'Deletes an appointment or a blocked slot. To be sure that an appointment is off, use Update Appointment with the status Cancelled: one that is deleted may stay.',
    endpoint: 'DELETE /calendars/events/{eventId}',
    fields: [eventId()],
    answer: deletedBy('eventId'),
    record: deleted('Event'),
  },
  {
    key: 'create_block_slot',
    label: 'Create Block Slot',
    description: 'Creates a blocked slot, in which nobody can book, for a calendar or for a user.',
    endpoint: 'POST /calendars/events/block-slots',
    fields: blockedSlotFields(),
    input: forOneOwner,
    answer: withTimes,
    record: savedBlockedSlot,
  },
  {
    key: 'update_block_slot',
    label: 'Update Block Slot',
    description: 'Updates a blocked slot. What you leave empty stays as it is.',
    endpoint: 'PUT /calendars/events/block-slots/{eventId}',
    fields: withFieldsToClear([blockedSlotId(), ...blockedSlotFields()], ['title']),
    input: (values, run) => forOneOwnerAtMost(clearing(values, run), run),
    answer: withTimes,
    record: savedBlockedSlot,
  },
  {
    key: 'create_appointment_note',
    label: 'Create Appointment Note',
    description: 'Creates a note on an appointment.',
    endpoint: 'POST /calendars/appointments/{appointmentId}/notes',
    fields: [appointmentId('appointmentId'), ...noteFields()],
    answer: 'note',
    record: appointmentNote,
  },
  {
    key: 'update_appointment_note',
    label: 'Update Appointment Note',
    description: "Updates one of an appointment's notes.",
    endpoint: 'PUT /calendars/appointments/{appointmentId}/notes/{noteId}',
    fields: withFieldsToClear(
      [appointmentId('appointmentId'), appointmentNoteId(), ...noteFields()],
      ['userId'],
    ),
    input: clearing,
    answer: 'note',
    record: appointmentNote,
  },
  {
    key: 'delete_appointment_note',
    label: 'Delete Appointment Note',
    description: "Deletes one of an appointment's notes.",
    endpoint: 'DELETE /calendars/appointments/{appointmentId}/notes/{noteId}',
    fields: [appointmentId('appointmentId'), appointmentNoteId()],
    answer: deletedBy('noteId'),
    record: deleted('Note'),
  },
];

/**
 * HighLevel answers what it booked without its times: then they are those that were sent. A time that was not
 * sent stays unknown.
 */
function withTimes(answer: Raw, values: Input): Raw {
  return orSent(answer, values, ['startTime', 'endTime']);
}

/** The values with the start that is given by itself or as a free slot. */
function withStart({ freeSlot: slot, ...values }: Input, run: Run): Input {
  const { startTime: start } = values;
  if (slot === undefined && start === undefined) throw run.needs('freeSlot', 'startTime');
  if (slot !== undefined && start !== undefined && Date.parse(String(slot)) !== Date.parse(String(start))) {
    const both = ['freeSlot', 'startTime'].map(run.label);
    throw run.refuse(`An appointment has one start: fill in ${joinWords(both, 'or')}, not both.`);
  }
  return { ...values, startTime: slot ?? start };
}

/**
 * HighLevel must be told to override the calendar's own meeting place where only a type is given, and not to
 * where one of the calendar's places is. It ignores a repeat rule unless it skips the check for free slots.
 */
function bookable(values: Input, run: Run): Input {
  const { meetingLocationType: type, meetingLocationId: place, rrule, ignoreFreeSlotValidation } = values;
  if (rrule && ignoreFreeSlotValidation !== true) {
    const [repeats, anyTime] = ['rrule', 'ignoreFreeSlotValidation'].map(run.label);
    throw run.refuse(`${repeats} works only where ${anyTime} is yes.`);
  }
  const isByOne = Boolean(type) !== Boolean(place);
  return { ...values, ...(isByOne && { overrideLocationConfig: Boolean(type) }) };
}

function forOneOwnerAtMost(values: Input, run: Run): Input {
  if (values.calendarId && values.assignedUserId) {
    const both = ['calendarId', 'assignedUserId'].map(run.label);
    throw run.refuse(
      `A slot is blocked for a calendar or for a user: fill in ${joinWords(both, 'or')}, not both.`,
    );
  }
  return values;
}

function forOneOwner(values: Input, run: Run): Input {
  if (!values.calendarId && !values.assignedUserId) {
    throw run.needs('calendarId', 'assignedUserId');
  }
  return forOneOwnerAtMost(values, run);
}
