import { type Item, isItem, items, type Run, unwrap, Zap, type ZapPlan } from '../zapier';
import { counted } from './counted';
import { leadToContact } from './new-lead';
import { noteToWebhook } from './note-sync';
import { contactToProfile, recordToProfile } from './profile-sync';
import { pass, type Stage } from './stage';
import { taskToHighlevel, taskToLocaliq } from './task-sync';

/** Something that a recipe promises, and whether it came true. */
export interface Check {
  says: string;
  holds: boolean;
}

/** How many leads come between two polls of the other Zaps. */
const POLL_EVERY = 20;
const MINUTE = 60_000;

/** Who changes records at LocaliQ. */
const SOMEBODY = 'Ada';

/**
 * A Zap on this stage, by the sandbox's clock.
 *
 * @param meanwhile what happens while a Delay step waits
 */
export function zapOf(stage: Stage, plan: ZapPlan, settings: Item = {}, meanwhile = () => {}): Zap {
  const { apps, sandbox } = stage;
  const delay = async (ms: number) => {
    meanwhile();
    pass(ms);
  };
  return new Zap(plan, { apps, settings, now: () => new Date(sandbox.clock.ms()), delay });
}

/**
 * Delivers leads, as LocaliQ's webhook does: each at its own time, so that days pass and tokens expire.
 * Meanwhile the Zaps in `polled` are polled now and then, as Zapier does.
 */
export async function deliver(stage: Stage, leads: Item[], polled: Zap[] = []): Promise<Run[]> {
  const zap = zapOf(stage, leadToContact);
  const runs: Run[] = [];
  for (const lead of leads) {
    moveClock(stage, lead.received_at);
    runs.push(await zap.run(lead));
    const isTime = runs.length % POLL_EVERY === 0 || runs.length === leads.length;
    if (isTime) for (const other of polled) await other.poll();
  }
  return runs;
}

/** What the first delivery of the leads left behind in HighLevel. */
export function checkDelivery({ sandbox, localiq }: Stage, leads: Item[]): Check[] {
  const records = localiq.records('leads');
  const open = records.filter(({ taskId }) => sandbox.state.tasks.get(String(taskId))?.completed === false);
  // Of a lead that comes again with another message, the first is the one that is kept.
  const messages = new Map(leads.toReversed().map((lead) => [lead.lead_id, String(lead.message ?? '')]));
  const unharmed = records.filter(({ id, noteId }) => {
    const body = String(sandbox.state.notes.get(String(noteId))?.body);
    return body.endsWith(messages.get(id) ?? '');
  });
  const longest = Math.max(0, ...unharmed.map(({ id }) => messages.get(id)?.length ?? 0));
  return [
    {
      says: `${counted(unharmed.length, 'note')} with the lead's message unharmed, the longest of ${counted(longest, 'character')}.`,
      holds: unharmed.length === records.length,
    },
    { says: `${counted(open.length, 'open follow-up task')}.`, holds: open.length === records.length },
  ];
}

/** A contact's tasks: new, moved, completed on the other side. */
export async function playTasks(stage: Stage, contactId: string): Promise<Check[]> {
  const { localiq, sandbox } = stage;
  const toLocaliq = zapOf(stage, taskToLocaliq, { contactId });
  const toHighlevel = zapOf(stage, taskToHighlevel);
  await toLocaliq.turnOn();
  await toHighlevel.turnOn();

  const title = 'Send the treatment plan';
  const task = { contactId, title, dueDate: '2026-12-01T15:00:00Z', completed: false };
  const taskId = String((await act(stage, 'create_contact_task', task)).id);
  await toLocaliq.poll();
  const arrived = localiq.record('tasks', taskId)?.title === title;

  const dueDate = '2026-12-03T15:00:00Z';
  await act(stage, 'update_contact_task', { contactId, taskId, dueDate });
  await toLocaliq.poll();
  const moved = Date.parse(String(localiq.record('tasks', taskId)?.due)) === Date.parse(dueDate);

  await toHighlevel.poll();
  localiq.save('tasks', taskId, { completed: true }, SOMEBODY);
  await toHighlevel.poll();
  const completed = sandbox.state.tasks.get(taskId)?.completed === true;

  await toLocaliq.poll();
  const echo = await toHighlevel.poll();
  return [
    { says: 'A new task in HighLevel reaches LocaliQ.', holds: arrived },
    { says: 'Its due date is moved in HighLevel, and LocaliQ has the new one.', holds: moved },
    { says: `${SOMEBODY} completes it at LocaliQ, and HighLevel has it completed.`, holds: completed },
    { says: 'Nothing comes back as an echo.', holds: echo.runs.length === 0 },
  ];
}

/** A contact's notes: new, and edited. Its body is one that careless code would change. */
export async function playNotes(stage: Stage, contactId: string): Promise<Check[]> {
  const { webhook } = stage;
  const zap = zapOf(stage, noteToWebhook, { contactId });
  await zap.turnOn();
  const before = webhook.received.length;

  const body = 'Called {{contact.first_name}}: “not before 10” 😊\n\n{ "ok": true }';
  const { id } = await act(stage, 'create_contact_note', { contactId, title: 'Call', body });
  await zap.poll();
  moveClock(stage);
  const edited = `${body}\nEdited: after 11.`;
  await act(stage, 'update_contact_note', { contactId, id, body: edited });
  await zap.poll();
  await zap.poll();

  const [first, second, ...more] = webhook.received.slice(before);
  const isDated = [first, second].every((note) => !Number.isNaN(Date.parse(String(note?.writtenAt))));
  const isLater = String(first?.noticedAt) < String(second?.noticedAt);
  return [
    { says: 'A new note reaches the webhook, its braces and emoji unharmed.', holds: first?.body === body },
    { says: 'So does the edited note, as another version of the same.', holds: second?.body === edited },
    { says: 'Both carry their time stamps.', holds: isDated && isLater },
    { says: 'Nothing comes twice.', holds: first?.noteId === second?.noteId && more.length === 0 },
  ];
}

/** The Zap that enriches LocaliQ's new records; to be turned on before the leads come. */
export async function enrichRecords(stage: Stage): Promise<Zap> {
  const zap = zapOf(stage, recordToProfile);
  await zap.turnOn();
  return zap;
}

/** A contact's profile in LocaliQ's record: put there when the record was new, and kept up to date. */
export async function playProfile(stage: Stage, enriching: Zap, contactId: string): Promise<Check[]> {
  const { localiq, sandbox } = stage;
  const record = () => localiq.records('leads').find((lead) => lead.contactId === contactId);
  const isEnriched = localiq.records('leads').every(({ email, phone }) => email || phone);
  const isFound = enriching.history.every(({ outcome }) => outcome === 'success');

  const zap = zapOf(stage, contactToProfile);
  await zap.turnOn();
  moveClock(stage);
  await act(stage, 'update_contact', { contactId, city: 'Hoboken' });
  await act(stage, 'add_tags_to_contact', { contactId, tags: ['implant consultation'] });
  await zap.poll();
  const phone = sandbox.state.contacts.get(contactId)?.phone;
  const tags = record()?.tags;
  const isTagged = Array.isArray(tags) && tags.includes('implant consultation');
  return [
    {
      says: `${counted(enriching.history.length, "lead's record", "leads' records")} got the contact's profile.`,
      holds: enriching.history.length > 0 && isEnriched && isFound,
    },
    { says: 'The contact moves to Hoboken, and so does the record.', holds: record()?.city === 'Hoboken' },
    { says: 'It gets a tag, and the record has it.', holds: isTagged },
    { says: 'The rest stays as it was.', holds: (record()?.phone || '') === (phone || '') },
  ];
}

/** Does what somebody at HighLevel does by hand, through the connector's own action. */
export async function act({ highlevel }: Stage, action: string, input: Item): Promise<Item> {
  const answer = unwrap(await highlevel.perform('creates', action, input));
  if (!isItem(answer)) throw new Error(`${action} answered no record.`);
  return answer;
}

/** What a drop-down or a trigger's test shows the owner of a Zap. */
export async function shown({ highlevel }: Stage, trigger: string): Promise<Item[]> {
  return items(unwrap(await highlevel.perform('triggers', trigger, {})));
}

/** Moves the sandbox's clock on to a moment; by some minutes, if none is given or it is past. */
export function moveClock({ sandbox: { clock } }: Stage, moment?: unknown): void {
  const ahead = typeof moment === 'string' ? Date.parse(moment) - clock.ms() : Number.NaN;
  clock.advance(ahead > MINUTE ? ahead : 5 * MINUTE);
}
