import { appointmentId, eventWindow, WINDOW, windowOf } from '../fields/appointment';
import type { Input } from '../highlevel/compose';
import { bySkipFromZero } from '../highlevel/paging';
import type { Run, TriggerSpec } from '../operations/spec';
import { appointment } from '../records/appointment';
import { appointmentNote } from '../records/appointment-note';
import { blockedSlot } from '../records/blocked-slot';

export const appointmentTriggers: TriggerSpec[] = [
  {
    key: 'list_calendar_events',
    label: 'List Calendar Events',
    description:
      'Triggers when an appointment of a calendar, a user or a calendar group is booked or, if you choose so, when one changes.',
    endpoint: 'GET /calendars/events',
    fires: 'list',
    fields: eventWindow(),
    notOffered: { startTime: 'Days Back makes it.', endTime: 'Days Ahead makes it.' },
    input: movingWindow,
    items: 'events',
    record: appointment,
  },
  {
    key: 'list_blocked_slots',
    label: 'List Blocked Slots',
    description:
      'Triggers when a slot of a calendar, a user or a calendar group is blocked or, if you choose so, when one changes.',
    endpoint: 'GET /calendars/blocked-slots',
    fires: 'list',
    fields: eventWindow(),
    notOffered: { startTime: 'Days Back makes it.', endTime: 'Days Ahead makes it.' },
    input: movingWindow,
    items: 'events',
    record: blockedSlot,
  },
  {
    key: 'get_appointment',
    label: 'Get Appointment',
    description: 'Triggers when one appointment changes.',
    endpoint: 'GET /calendars/events/appointments/{eventId}',
    fires: 'watch',
    fields: [appointmentId()],
    answer: 'appointment',
    record: appointment,
  },
  {
    key: 'list_appointment_notes',
    label: 'List Appointment Notes',
    description: 'Triggers when an appointment gets a note or, if you choose so, when one changes.',
    endpoint: 'GET /calendars/appointments/{appointmentId}/notes',
    fires: 'list',
    fields: [appointmentId('appointmentId')],
    items: 'notes',
    paging: bySkipFromZero('offset', 20),
    order: 'unknown',
    record: appointmentNote,
  },
];

/** The days that the user set, around now. HighLevel lists events of a calendar, a user or a group only. */
function movingWindow({ calendarId, userId, groupId, daysBack, daysAhead }: Input, run: Run): Input {
  if (!calendarId && !userId && !groupId) throw run.needs('calendarId', 'userId', 'groupId');
  const days = { daysBack: daysBack ?? WINDOW.daysBack, daysAhead: daysAhead ?? WINDOW.daysAhead };
  return { calendarId, userId, groupId, ...windowOf(Number(days.daysBack), Number(days.daysAhead)) };
}
