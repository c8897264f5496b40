import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { bySkipFromZero } from '../highlevel/paging';
import { appointment } from '../records/appointment';
import { appointmentNote } from '../records/appointment-note';
import { blockedSlot } from '../records/blocked-slot';
import { toMs } from '../records/record';
import type { RecordListRead, RecordRead } from './read';

/** The appointments of a calendar, a user or a calendar group, within a window of time. */
export const appointments = {
  endpoint: 'GET /calendars/events',
  items: 'events',
  isAskedFor: isInWindow,
  record: appointment,
} satisfies RecordListRead;

/** The blocked slots of a calendar, a user or a calendar group, within a window of time. */
export const blockedSlots = {
  endpoint: 'GET /calendars/blocked-slots',
  items: 'events',
  isAskedFor: isInWindow,
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
  record: appointmentNote,
} satisfies RecordListRead;

/**
 * Whether an event lies within the window that was asked for. HighLevel gives later ones too (measured, 2026).
 * A time that can't be read says nothing against it.
 */
function isInWindow({ startTime, endTime }: Raw, window: Input): boolean {
  return (
    !(Number(toMs(startTime)) > Number(window.endTime)) &&
    !(Number(toMs(endTime ?? startTime)) < Number(window.startTime))
  );
}
