import type { Item, Run, ZapApp } from '../zapier';
import { leadToAppointment, slotsIn } from './booking';
import { withoutTrace } from './leads';
import { act, type Check, moveClock, shown, zapOf } from './play';
import type { Stage } from './stage';

const DAY = 24 * 60 * 60 * 1000;

const nora: Item = {
  lead_id: 'LQ-50001',
  campaign: 'Invisible Aligners',
  source: 'Google Ads',
  first_name: 'Nora',
  last_name: 'Lindqvist',
  email: 'nora.lindqvist@example.com',
  phone: '+12125550181',
  prefers: 'afternoon',
  message: 'After lunch, please 🙏 My code is {{A-17}}.',
};
const omar: Item = {
  lead_id: 'LQ-50002',
  campaign: 'Implants – Free Consultation',
  source: 'Facebook Lead Ads',
  first_name: 'Omar',
  last_name: 'Haddad',
  email: 'omar.haddad@example.net',
  phone: '+12125550182',
  prefers: 'morning',
  message: 'Two implants, upper left.',
};

/** Nora books, and her lead comes again; when Omar's Zap is about to book, somebody else does. */
export async function playBooking(stage: Stage): Promise<Check[]> {
  const calendars = await shown(stage, 'list_calendars');
  const calendarId = calendars.find(({ name }) => name === 'Consultation')?.id;
  const deliver = (lead: Item, apps = stage.apps) => {
    moveClock(stage);
    return zapOf({ ...stage, apps }, leadToAppointment, { calendarId }).run(lead);
  };

  const booked = await deliver(nora);
  const again = await deliver(nora);
  const { id: quickerId } = await act(stage, 'upsert_contact', { email: 'quick@example.com' });
  const refused = await deliver(omar, { ...stage.apps, highlevel: outrun(stage, quickerId) });
  const free = slotsIn(outputOf(refused, 'free').body);
  const endsWithBooking = refused.outcome === 'failed' && refused.steps.at(-1)?.id === 'appointment';
  const isRefused = endsWithBooking && appointmentsOf(stage, refused).length === 0;
  const next = await deliver(omar);
  return [
    ...checkBooking(stage, booked),
    {
      says: 'Her lead is delivered once more, and books nothing.',
      holds: again.outcome === 'stopped' && appointmentsOf(stage, booked).length === 1,
    },
    {
      says: 'Her slot is gone from the free ones.',
      holds: free.length > 0 && !free.includes(startOf(booked)),
    },
    {
      says: `Omar's slot is taken just before: ${withoutTrace(String(refused.reason))}`,
      holds: isRefused,
    },
    {
      says: 'His lead is delivered once more, and gets the next slot.',
      holds: startOf(next) === free.filter((slot) => hourOf(slot) < 12)[1],
    },
  ];
}

/** What Nora was promised. */
function checkBooking(stage: Stage, run: Run): Check[] {
  const { appointmentNotes, messages } = stage.sandbox.state;
  const start = startOf(run);
  const first = slotsIn(outputOf(run, 'free').body).find((slot) => hourOf(slot) >= 12);
  const [appointment] = appointmentsOf(stage, run);
  const note = appointmentNotes.find(({ appointmentId }) => appointmentId === appointment?.id);
  const reminder = messages.find(({ contactId }) => contactId === appointment?.contactId);
  const isDayBefore = Date.parse(String(reminder?.dateAdded)) === Date.parse(start) - DAY;
  return [
    {
      says: `Nora asks for an afternoon, and has the first that is free: ${outputOf(run, 'when').output}.`,
      holds: start === first && Date.parse(appointment?.startTime ?? '') === Date.parse(start),
    },
    { says: 'What she wrote is a note on the appointment, unharmed.', holds: note?.body === nora.message },
    {
      says: 'A text message will remind her the day before.',
      holds: reminder?.status === 'scheduled' && isDayBefore,
    },
  ];
}

/** HighLevel, where this contact gets every slot that a Zap is about to book. */
function outrun(stage: Stage, contactId: unknown): ZapApp {
  const { highlevel } = stage;
  return {
    perform: async (kind, key, input, meta) => {
      const { calendarId, startTime } = input;
      if (key === 'create_appointment') await act(stage, key, { calendarId, startTime, contactId });
      return highlevel.perform(kind, key, input, meta);
    },
    fields: (...asked) => highlevel.fields(...asked),
    primaryKeys: (trigger) => highlevel.primaryKeys(trigger),
  };
}

const outputOf = ({ steps }: Run, id: string): Item => steps.find((step) => step.id === id)?.output ?? {};
const startOf = (run: Run) => String(outputOf(run, 'slot').start);
const hourOf = (slot: string) => Number(slot.slice(11, 13));

/** The appointments of a lead's contact. */
function appointmentsOf({ sandbox }: Stage, run: Run) {
  const { id } = outputOf(run, 'contact');
  return sandbox.state.appointments.where(({ contactId }) => contactId === id);
}
