import { bySkipFromZero } from '../highlevel/paging';
import { appointment } from '../records/appointment';
import { appointmentNote } from '../records/appointment-note';
import { blockedSlot } from '../records/blocked-slot';
import type { RecordListRead, RecordRead } from './read';

/** The appointments of a calendar, a user or a calendar group, within a window of time. */
export const appointments = {
  endpoint: 'GET /calendars/events',
  items: 'events',
  record: appointment,
} satisfies RecordListRead;

/** The blocked slots of a calendar, a user or a calendar group, within a window of time. */
export const blockedSlots = {
  endpoint: 'GET /calendars/blocked-slots',
  items: 'events',
  record: blockedSlot,
} satisfies RecordListRead;

/** One appointment. */
export const oneAppointment = {
  endpoint: 'GET /calendars/events/appointments/{eventId}',
  answer: 'appointment',
  record: appointment,
} satisfies RecordRead;

/** The notes of an appointment. */
export const appointmentNotes = {
  endpoint: 'GET /calendars/appointments/{appointmentId}/notes',
  items: 'notes',
  paging: bySkipFromZero('offset', 20),
  order: 'unknown',
  record: appointmentNote,
} satisfies RecordListRead;
