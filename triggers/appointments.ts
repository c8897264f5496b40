import { appointmentId, eventWindow, WINDOW, windowOf } from '../fields/appointment';
import type { Input } from '../highlevel/compose';
import { NEWS_DAYS } from '../operations/news';
import type { Run } from '../operations/spec';
import type { TriggerSpec } from '../operations/trigger-spec';
import { appointmentNotes, appointments, blockedSlots, oneAppointment } from '../reads/appointments';

/** The window moves on with time: what comes into it later is no news. */
const LATE_INTO_WINDOW = `One that was added more than ${NEWS_DAYS} days before it comes into these days does not fire as new.`;

export const appointmentTriggers: TriggerSpec[] = [
  {
    ...appointments,
    key: 'list_calendar_events',
    label: 'List Calendar Events',
    description:
      'Triggers when an appointment of a calendar, a user or a calendar group is booked or, if you choose so, when one changes.',
    fires: 'list',
    fields: eventWindow(),
    limits: LATE_INTO_WINDOW,
    notOffered: { startTime: 'Days Back makes it.', endTime: 'Days Ahead makes it.' },
    input: movingWindow,
  },
  {
    ...blockedSlots,
    key: 'list_blocked_slots',
    label: 'List Blocked Slots',
    description:
      'Triggers when a slot of a calendar, a user or a calendar group is blocked or, if you choose so, when one changes.',
    fires: 'list',
    fields: eventWindow(),
    limits: LATE_INTO_WINDOW,
    notOffered: { startTime: 'Days Back makes it.', endTime: 'Days Ahead makes it.' },
    input: movingWindow,
  },
  {
    ...oneAppointment,
    key: 'get_appointment',
    label: 'Get Appointment',
    description: 'Triggers when one appointment changes.',
    fires: 'watch',
    fields: [appointmentId()],
  },
  {
    ...appointmentNotes,
    key: 'list_appointment_notes',
    label: 'List Appointment Notes',
    description: 'Triggers when an appointment gets a note or, if you choose so, when one changes.',
    fires: 'list',
    fields: [appointmentId('appointmentId')],
  },
];

/** The days that the user set, around now. HighLevel lists events of a calendar, a user or a group only. */
function movingWindow({ calendarId, userId, groupId, daysBack, daysAhead }: Input, run: Run): Input {
  if (!calendarId && !userId && !groupId) throw run.needs('calendarId', 'userId', 'groupId');
  const days = { daysBack: daysBack ?? WINDOW.daysBack, daysAhead: daysAhead ?? WINDOW.daysAhead };
  return { calendarId, userId, groupId, ...windowOf(Number(days.daysBack), Number(days.daysAhead)) };
}
