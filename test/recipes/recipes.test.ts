import { join } from 'node:path';
import { leadToAppointment } from '../../recipes/booking';
import { account, readLeads } from '../../recipes/leads';
import {
  checkDelivery,
  deliver,
  enrichRecords,
  playNotes,
  playProfile,
  playTasks,
  zapOf,
} from '../../recipes/play';
import { playBooking } from '../../recipes/play-booking';
import { playSales } from '../../recipes/play-sales';
import { contactToProfile } from '../../recipes/profile-sync';
import { moveToTask } from '../../recipes/sales';
import { type Stage, setStage } from '../../recipes/stage';
import { handlerOf, type Item, type LogEntry, unwrap, type Zap } from '../../zapier';

const root = join(__dirname, '..', '..');
const all = readLeads(join(root, 'recipes', 'leads.json'));
const withId = (id: string) => all.filter((lead) => lead.lead_id === id);
const logs: LogEntry[] = [];
let stage: Stage;
let enriching: Zap;

/** A lead, the same delivered again, the same person once more, one that nobody can reach, one refused. */
const ada: Item = {
  lead_id: 'LQ-1',
  received_at: '2026-11-09T08:00:00-06:00',
  type: 'form',
  campaign: 'Implants',
  source: 'Google Ads',
  first_name: 'Ada',
  last_name: "O'Neill-Şahin",
  email: ' Ada.Oneill@Example.com ',
  phone: '(212) 555-0199',
  address: { street: '1 Main St', city: 'New York', state: 'NY', postal_code: '10011', country: 'US' },
  message: 'Dear {{contact.first_name}}, "5{5}" <b>{{bundle.inputData.x}}</b>\n👨‍👩‍👧‍👦 \\n ok',
};
const leads: Item[] = [
  ada,
  ada,
  { ...ada, lead_id: 'LQ-2', email: 'ADA.ONEILL@example.com', phone: '', message: 'Me again' },
  { lead_id: 'LQ-3', source: 'Chat', type: 'chat', phone: '+1 212.555.0199', message: 'By phone' },
  { lead_id: 'LQ-4', source: 'Chat', type: 'chat', name: 'Nobody', phone: 'call after 5' },
  { lead_id: 'LQ-5', source: 'Chat', type: 'chat', name: 'Tess', email: 'tess@example,com' },
];

beforeAll(async () => {
  const onLog = (entry: LogEntry) => logs.push(entry);
  stage = await setStage(handlerOf(join(root, 'index.js')), { begins: '2026-11-09T13:00:00Z', onLog });
  enriching = await enrichRecords(stage);
});

afterAll(() => stage.close());

const contactsNamed = (email: string) =>
  stage.sandbox.state.contacts.where((contact) => String(contact.email ?? '').toLowerCase() === email);
const holding = (says: string[]) => says.map((line) => ({ says: line, holds: true }));
const promised = (checks: { says: string; holds: boolean }[]) => {
  expect(checks).toEqual(holding(checks.map(({ says }) => says)));
};

describe('the recipes, on the built app and the sandbox', () => {
  test('a new lead becomes one contact, with a note and a task, however often it comes', async () => {
    const runs = await deliver(stage, leads, [enriching]);

    expect(runs.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'success',
      'Delivered before.',
      'success',
      'success',
      'No email address, and no phone number that can be called.',
      expect.stringContaining('mail'),
    ]);
    expect(account(runs)).toMatchObject({ created: 1, updated: 3 });
    promised(checkDelivery(stage, leads));

    const [contact, ...others] = contactsNamed('ada.oneill@example.com');
    expect(others).toEqual([]);
    expect(contact).toMatchObject({ firstName: 'Ada', lastName: "O'Neill-Şahin", phone: '+12125550199' });
    expect(contact?.tags).toEqual(expect.arrayContaining(['localiq', 'form lead', 'chat lead']));
    expect(stage.sandbox.state.notes.where(({ contactId }) => contactId === contact?.id)).toHaveLength(3);
    expect(stage.sandbox.state.tasks.where(({ contactId }) => contactId === contact?.id)).toHaveLength(3);
  });

  test('the same leads a second time make no second contact, note or task', async () => {
    const { contacts, notes, tasks } = stage.sandbox.state;
    const counts = () => [contacts, notes, tasks].map((table) => table.all().length);
    const before = counts();
    expect(account(await deliver(stage, leads))).toMatchObject({ created: 0, updated: 4 });
    expect(counts()).toEqual(before);
  });

  test("a contact's tasks are the same on both sides", async () => {
    promised(await playTasks(stage, contactId()));
  });

  test("a contact's notes reach the webhook, new and edited ones", async () => {
    promised(await playNotes(stage, contactId()));
  });

  test('the record of a lead gets the profile, and keeps up with it', async () => {
    promised(await playProfile(stage, enriching, contactId()));
    expect(stage.localiq.record('leads', 'LQ-1')).toMatchObject({
      name: "Ada O'Neill-Şahin",
      email: expect.stringMatching(/^ada.oneill@example.com$/i),
      phone: '+12125550199',
    });
  });

  test('a contact that is no lead leaves the records alone', async () => {
    const zap = zapOf(stage, contactToProfile);
    await zap.turnOn();
    await stage.highlevel.perform('creates', 'create_contact', { email: 'walk.in@example.com' });
    const { runs } = await zap.poll();
    expect(runs).toMatchObject([{ outcome: 'stopped', reason: 'Nothing was found.' }]);
  });
});

describe('booking', () => {
  const bea: Item = { lead_id: 'LQ-90', first_name: 'Bea', email: 'bea@example.com', message: 'Hello' };
  const calendarNamed = (name: string) => stage.sandbox.state.calendars.find((one) => one.name === name)?.id;
  const bookings = (calendarId?: string) =>
    stage.sandbox.state.appointments.where((one) => one.calendarId === calendarId).length;

  test('a lead gets the first slot that suits, once; a taken one is refused, and the Zap says so', async () => {
    promised(await playBooking(stage));
  });

  test('a lead that nothing suits books nothing, and the Zap says so', async () => {
    const calendarId = calendarNamed('Open Day');
    const before = bookings(calendarId);
    const run = await zapOf(stage, leadToAppointment, { calendarId }).run(bea);
    expect(run).toMatchObject({
      outcome: 'stopped',
      reason: 'No free slot suits Bea in the next two weeks.',
    });
    expect(bookings(calendarId)).toBe(before);
  });

  test('a lead whose reminder failed is not booked again', async () => {
    const calendarId = calendarNamed('Follow-up');
    const zap = zapOf(stage, leadToAppointment, { calendarId });
    const before = bookings(calendarId);
    stage.sandbox.faults.add({ endpoint: 'POST /conversations/messages', status: 400 });
    const failed = await zap.run(bea);
    expect(failed.steps.at(-1)).toMatchObject({ id: 'reminder', outcome: 'failed' });
    await expect(zap.run(bea)).resolves.toMatchObject({ outcome: 'stopped', reason: 'Booked before.' });
    expect(bookings(calendarId)).toBe(before + 1);
  });
});

describe('sales', () => {
  test('a change of stage starts the Zap once, other edits do not, and the way back does', async () => {
    promised(await playSales(stage));
  });

  test('an opportunity without an owner is passed over', async () => {
    const { id: pipelineId } = stage.sandbox.state.pipelines.all()[0] ?? {};
    const zap = zapOf(stage, moveToTask, { pipelineId });
    await zap.turnOn();
    const input = { contactId: contactId(), pipelineId, name: 'Whitening', status: 'open' };
    await stage.highlevel.perform('creates', 'create_opportunity', input);
    const { runs } = await zap.poll();
    expect(runs).toMatchObject([{ outcome: 'stopped', reason: 'Whitening has no owner.' }]);
  });
});

describe('an expired token', () => {
  test('is refreshed once, and the step goes on', async () => {
    const before = stage.highlevel.refreshes;
    stage.sandbox.expireTokens();
    const [lead] = withId('LQ-48219');
    expect(account(await deliver(stage, lead ? [lead] : []))).toMatchObject({ created: 1 });
    expect(stage.highlevel.refreshes).toBe(before + 1);
  });

  test('never shows in a log', async () => {
    unwrap(await stage.highlevel.test());
    const secrets = [stage.highlevel.authData.access_token, stage.highlevel.authData.refresh_token];
    const log = JSON.stringify(logs);
    expect(secrets.filter((secret) => log.includes(String(secret)))).toEqual([]);
  });
});

function contactId(): string {
  return contactsNamed('ada.oneill@example.com')[0]?.id ?? '';
}
