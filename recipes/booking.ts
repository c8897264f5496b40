import { type Item, isItem, type Recipe, type ZapPlan } from '../zapier';

/** The time zone of the people who come, in which they are told the time. */
const ZONE = 'America/New_York';

/**
 * However often LocaliQ delivers a lead, it gets one appointment.
 *
 * LocaliQ is told of it before anything else is done about it: should a later step fail, and the lead come
 * again, it is not booked again. The search begins two days ahead, so that the day before is still to come.
 */
export const leadToAppointment: ZapPlan = {
  name: 'LocaliQ lead → HighLevel appointment',
  trigger: { kind: 'hook', id: 'lead', app: 'localiq' },
  steps: [
    {
      id: 'contact',
      does: 'creates or updates the contact',
      kind: 'create',
      app: 'highlevel',
      create: 'upsert_contact',
      input: {
        firstName: '{{lead.first_name}}',
        lastName: '{{lead.last_name}}',
        email: '{{lead.email}}',
        phone: '{{lead.phone}}',
        source: '{{lead.source}}',
      },
    },
    {
      id: 'known',
      does: 'looks up the booking in LocaliQ',
      kind: 'search',
      app: 'localiq',
      search: 'find_record',
      input: { table: 'bookings', field: 'id', value: '{{lead.lead_id}}' },
      whenNothingFound: 'go on',
    },
    {
      id: 'unbooked',
      does: 'goes on for a lead that is not booked yet',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{known.id}}', is: 'absent' }],
      otherwise: 'Booked before.',
    },
    {
      id: 'from',
      does: 'takes the time in two days',
      kind: 'format',
      format: 'date',
      value: '{{zap_meta.utc_iso}}',
      addDays: 2,
      as: 'seconds',
    },
    {
      id: 'until',
      does: 'takes the time two weeks later',
      kind: 'format',
      format: 'date',
      value: '{{zap_meta.utc_iso}}',
      addDays: 16,
      as: 'seconds',
    },
    {
      id: 'free',
      does: "asks for the calendar's free slots",
      kind: 'create',
      app: 'highlevel',
      create: 'api_request',
      input: {
        method: 'GET',
        path: '/calendars/{{settings.calendarId}}/free-slots',
        // Milliseconds, as HighLevel wants them.
        query: { startDate: '{{from.output}}000', endDate: '{{until.output}}000' },
      },
    },
    {
      id: 'slot',
      does: 'takes the first slot that suits',
      kind: 'code',
      input: { days: '{{free.body}}', prefers: '{{lead.prefers}}' },
      code: firstThatSuits,
    },
    {
      id: 'suits',
      does: 'goes on if there is one',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{slot.start}}', is: 'present' }],
      otherwise: 'No free slot suits {{lead.first_name}} in the next two weeks.',
    },
    {
      id: 'appointment',
      does: 'books the slot',
      kind: 'create',
      app: 'highlevel',
      create: 'create_appointment',
      input: {
        calendarId: '{{settings.calendarId}}',
        contactId: '{{contact.id}}',
        startTime: '{{slot.start}}',
        title: '{{lead.first_name}} {{lead.last_name}}: {{lead.campaign}}',
        appointmentStatus: 'confirmed',
      },
    },
    {
      id: 'recorded',
      does: 'keeps the booking with the lead',
      kind: 'create',
      app: 'localiq',
      create: 'save_record',
      input: {
        table: 'bookings',
        id: '{{lead.lead_id}}',
        changedBy: 'Zapier',
        values: {
          contactId: '{{contact.id}}',
          appointmentId: '{{appointment.id}}',
          start: '{{slot.start}}',
        },
      },
    },
    {
      id: 'note',
      does: 'adds the message as a note',
      kind: 'create',
      app: 'highlevel',
      create: 'create_appointment_note',
      input: { appointmentId: '{{appointment.id}}', body: '{{lead.message}}' },
    },
    {
      id: 'dayBefore',
      does: 'takes the day before',
      kind: 'format',
      format: 'date',
      value: '{{slot.start}}',
      addDays: -1,
    },
    {
      id: 'when',
      does: 'says when it is, in words',
      kind: 'format',
      format: 'date',
      value: '{{slot.start}}',
      as: 'words',
      zone: ZONE,
    },
    {
      id: 'reminder',
      does: 'sends a reminder on the day before',
      kind: 'create',
      app: 'highlevel',
      create: 'send_message',
      input: {
        type: 'SMS',
        contactId: '{{contact.id}}',
        appointmentId: '{{appointment.id}}',
        message: 'Hi {{lead.first_name}}, we look forward to seeing you on {{when.output}}.',
        scheduledTimestamp: '{{dayBefore.output}}',
      },
    },
  ],
};

/** A lead asks for an appointment, and gets the first that suits, with a note and a reminder. */
export const booking: Recipe = {
  title: 'A lead asks for an appointment: the first free slot that suits, a note, a reminder',
  zaps: [leadToAppointment],
};

/**
 * The first slot on the side of noon that is asked for, or the first of all.
 *
 * @param days HighLevel's answer, as JSON
 */
export function firstThatSuits({ days = '{}', prefers = '' }: Record<string, string>): Item {
  const start = slotsIn(JSON.parse(days)).find((slot) => suits(slot, prefers));
  return start === undefined ? {} : { start };
}

/** The slots in HighLevel's answer, which holds each day's beside a trace id; the soonest first. */
export function slotsIn(answer: unknown): string[] {
  return Object.values(isItem(answer) ? answer : {})
    .flatMap((day) => (isItem(day) && Array.isArray(day.slots) ? day.slots : []))
    .map(String)
    .sort((a, b) => Date.parse(a) - Date.parse(b));
}

function suits(slot: string, prefers: string): boolean {
  // A slot begins in its calendar's own time: 2026-11-25T09:00:00-05:00.
  const isMorning = Number(slot.slice(11, 13)) < 12;
  return prefers === 'morning' ? isMorning : prefers !== 'afternoon' || !isMorning;
}
