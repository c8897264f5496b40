import type { Item, StepPlan, ZapPlan } from '../../zapier';
import type { Job } from './job';

const findCalendar: StepPlan = {
  id: 'calendar',
  does: 'finds the calendar that has the name of the event type',
  kind: 'search',
  app: 'highlevel',
  search: 'find_calendar',
  input: { name: '{{booking.event_name}}' },
  whenNothingFound: 'stop',
};

/** The person's appointment at this time, unless it is cancelled. */
const bookedAppointment: Item = {
  contactId: '{{contact.id}}',
  calendarId: '{{calendar.id}}',
  startTime: '{{booking.start_time}}',
  endTime: '{{booking.end_time}}',
  appointmentStatus: 'confirmed',
};

const bookingToAppointment: ZapPlan = {
  name: 'Calendly booking → HighLevel appointment',
  trigger: { kind: 'hook', id: 'booking', app: 'calendly', trigger: 'invitee_created' },
  steps: [
    findCalendar,
    {
      id: 'contact',
      does: 'finds the contact, or creates it',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { email: '{{booking.email}}' },
      whenNothingFound: {
        create: 'upsert_contact',
        input: { name: '{{booking.name}}', email: '{{booking.email}}', source: 'Calendly' },
      },
    },
    {
      id: 'appointment',
      does: 'finds the appointment, or creates it',
      kind: 'search',
      app: 'highlevel',
      search: 'find_appointment',
      input: bookedAppointment,
      whenNothingFound: {
        create: 'create_appointment',
        input: {
          ...bookedAppointment,
          title: '{{booking.event_name}}: {{booking.name}}',
          ignoreFreeSlotValidation: true,
        },
      },
    },
  ],
};

const cancellationToAppointment: ZapPlan = {
  name: 'Calendly cancellation → HighLevel appointment',
  trigger: { kind: 'hook', id: 'booking', app: 'calendly', trigger: 'invitee_canceled' },
  steps: [
    findCalendar,
    {
      id: 'contact',
      does: 'finds the contact',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { email: '{{booking.email}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'appointment',
      does: 'finds the appointment, if it is not cancelled yet',
      kind: 'search',
      app: 'highlevel',
      search: 'find_appointment',
      input: bookedAppointment,
      whenNothingFound: 'stop',
    },
    {
      id: 'cancelled',
      does: 'cancels the appointment',
      kind: 'create',
      app: 'highlevel',
      create: 'update_appointment',
      input: { eventId: '{{appointment.id}}', appointmentStatus: 'cancelled' },
    },
  ],
};

/** Calendly's bookings and cancellations, in HighLevel's calendars. */
export const calendly: Job = {
  number: 16,
  title: 'Calendly’s bookings stand in HighLevel’s calendars, and are cancelled with them',
  zaps: [bookingToAppointment, cancellationToAppointment],
  settings: {},
  hints: [
    'Give each HighLevel calendar the name of the event type whose bookings it takes.',
    'The appointment is booked even if HighLevel has no free slot at that time, because Calendly has given the time away already.',
    'A person who moves a booking in Calendly cancels one and makes another: both Zaps run, and no third is needed.',
    'If one person has two bookings that follow each other without a break, the second one is taken for the first.',
  ],
};
