/**
 * Runs the recipes on a file of leads, against a HighLevel on this machine:
 *
 *   npm run demo [-- [leads.json] [--verbose]]
 *
 * `--verbose` shows each HTTP request. The exit code tells whether all that the recipes promise came true.
 */
import { join, resolve } from 'node:path';
import { compact, map, sumBy, uniq } from 'lodash';
import { booking } from '../recipes/booking';
import { counted } from '../recipes/counted';
import { type Account, account, accountedFor, isDated, readLeads, sum } from '../recipes/leads';
import { newLead, UPSERT } from '../recipes/new-lead';
import { noteSync } from '../recipes/note-sync';
import {
  type Check,
  checkDelivery,
  deliver,
  enrichRecords,
  playNotes,
  playProfile,
  playTasks,
} from '../recipes/play';
import { playBooking } from '../recipes/play-booking';
import { playSales } from '../recipes/play-sales';
import { profileSync } from '../recipes/profile-sync';
import { sales } from '../recipes/sales';
import { type Stage, setStage } from '../recipes/stage';
import { taskSync } from '../recipes/task-sync';
import { bold, dim, paint, readOptions, run, say } from '../test/support/command';
import { handlerOf, type Item, type LogEntry, type Run, type StepRun, type Zap } from '../zapier';

const root = join(__dirname, '..');

const SYMBOLS: Record<StepRun['outcome'], string> = {
  done: paint(32, '✓'),
  found: paint(32, '✓'),
  'not found': dim('–'),
  stopped: paint(33, '■'),
  failed: paint(31, '✗'),
};

async function main(): Promise<boolean> {
  const { values, positionals } = readOptions({ verbose: { type: 'boolean', default: false } }, [
    'leads.json',
  ]);
  const file = resolve(positionals[0] ?? join(root, 'recipes', 'leads.json'));
  const leads = readLeads(file);
  const begins = leads.find(isDated)?.received_at;
  const onLog = values.verbose ? showRequest : () => {};
  const stage = await setStage(handlerOf(join(root, 'index.js')), {
    onLog,
    ...(begins !== undefined && { begins: String(begins) }),
  });
  try {
    return await play(stage, leads);
  } finally {
    await stage.close();
  }
}

async function play(stage: Stage, leads: Item[]): Promise<boolean> {
  say(bold('HighLevel for Zapier, on this machine'));
  say(`Connected to ${bold(await stage.highlevel.label())} through the app's own OAuth code.`);

  const enriching = await enrichRecords(stage);
  const before = contactsIn(stage).length;
  title(1, newLead.title);
  const first = await deliver(stage, leads, [enriching]);
  const firstAccount = account(first);
  const afterFirst = contactsIn(stage).length;
  const delivery = checkDelivery(stage, leads);
  showRun(first[0]);
  showAccount(firstAccount, first);
  showChecks(delivery);

  const { checks: others, made } = await playOthers(stage, enriching, contactOf(stage));

  const beforeSecond = contactsIn(stage).length;
  const replaced = first.filter((one) => isReplaced(stage, one)).length;
  title(7, 'LocaliQ delivers the same leads once more');
  const second = await deliver(stage, leads);
  const secondAccount = account(second);
  const afterSecond = contactsIn(stage).length;
  showAccount(secondAccount, second);
  const sums: Check[] = [
    {
      says: `Every lead is accounted for: ${sumOf(firstAccount)}, and ${sumOf(secondAccount)}.`,
      holds: [firstAccount, secondAccount].every((total) => accountedFor(total) === leads.length),
    },
    {
      says: `HighLevel had ${counted(before, 'contact')}, and has ${afterFirst} with the ${counted(firstAccount.created, 'new one')}.`,
      holds: afterFirst - before === firstAccount.created,
    },
    {
      says: `After that, ${madeBy(made)}: ${beforeSecond} in all.`,
      holds: afterFirst + sumBy(made, 'contacts') === beforeSecond,
    },
    {
      says: `The second time made no duplicate: ${counted(afterSecond, 'contact')}${asBefore(secondAccount.created)}.`,
      holds:
        duplicatesIn(stage) === 0 &&
        afterSecond - beforeSecond === secondAccount.created &&
        (secondAccount.created === 0 || replaced > 0),
    },
  ];
  showChecks(sums);

  const held = [...delivery, ...others, ...sums].every(({ holds }) => holds);
  say('');
  const { refreshes } = stage.highlevel;
  if (refreshes > 0) say(dim(`The leads came over days: the token was refreshed ${times(refreshes)}.`));
  say(bold(totals(leads.length, firstAccount)));
  if (!held) say(paint(31, 'Not all came true: see the lines that are marked ✗.'));
  return held;
}

const asBefore = (created: number) =>
  created === 0
    ? ', as before'
    : `, ${created} new, as a later lead had replaced the email and phone of an earlier`;

/** Whether a lead made a contact, which has neither its email nor its phone any more: a later lead's, now. */
function isReplaced(stage: Stage, { steps }: Run): boolean {
  const upsert = steps.find(({ id, outcome }) => id === UPSERT && outcome === 'done');
  if (!upsert) return false;
  const { email, phone } = detailsOf(upsert.output);
  const isKnown = contactsIn(stage)
    .map(detailsOf)
    .some((one) => (email && one.email === email) || (phone && one.phone === phone));
  return !isKnown;
}

const detailsOf = ({ email, phone }: Item) => ({
  email: String(email ?? '').toLowerCase(),
  phone: String(phone ?? ''),
});

/** How many contacts a recipe made. */
interface Made {
  number: number;
  contacts: number;
}

/** The other recipes, of which some are about a contact that the leads made. */
async function playOthers(
  stage: Stage,
  enriching: Zap,
  contactId: string | undefined,
): Promise<{ checks: Check[]; made: Made[] }> {
  const withContact = contactId
    ? [
        { number: 2, recipe: taskSync, checks: () => playTasks(stage, contactId) },
        { number: 3, recipe: noteSync, checks: () => playNotes(stage, contactId) },
        { number: 4, recipe: profileSync, checks: () => playProfile(stage, enriching, contactId) },
      ]
    : [];
  if (!contactId)
    say(dim('   No lead got a contact, a note and a task: the next three recipes have nobody.'));
  const scenes = [
    ...withContact,
    { number: 5, recipe: booking, checks: () => playBooking(stage) },
    { number: 6, recipe: sales, checks: () => playSales(stage) },
  ];
  const all: Check[] = [];
  const made: Made[] = [];
  for (const { number, recipe, checks } of scenes) {
    title(number, recipe.title);
    const before = contactsIn(stage).length;
    const done = await checks();
    made.push({ number, contacts: contactsIn(stage).length - before });
    showChecks(done);
    all.push(...done);
  }
  return { checks: all, made };
}

function showRun(run: Run | undefined): void {
  if (!run) return;
  say(dim('   The first lead, step by step:'));
  for (const { outcome, does, reason, output } of run.steps) {
    const result = reason ?? output.output ?? output.title ?? output.name ?? '';
    say(`   ${SYMBOLS[outcome]} ${does.padEnd(54)} ${dim(String(result))}`);
  }
}

function showAccount({ created, updated, refused }: Account, runs: Run[]): void {
  const requests = runs.reduce((total, run) => total + run.requests, 0);
  const tasks = runs.reduce((total, run) => total + run.tasks, 0);
  say('');
  row(runs.length, 'delivered', `${counted(requests, 'request')}, ${counted(tasks, 'Zapier task')}`);
  row(created, 'created', 'as a new contact, with tags, note and task');
  row(updated, 'updated', 'a contact that had this email or phone');
  row(sum(refused), 'refused', refused.size ? 'for these reasons:' : '');
  const reasons = [...refused].sort(([, a], [, b]) => b - a);
  for (const [reason, count] of reasons) say(`${String(count).padStart(10)}  ${reason}`);
}

function row(count: number, name: string, explanation: string): void {
  say(`${String(count).padStart(6)}  ${name.padEnd(9)} ${dim(explanation)}`.trimEnd());
}

function showChecks(checks: Check[]): void {
  for (const { says, holds } of checks) say(`   ${SYMBOLS[holds ? 'done' : 'failed']} ${says}`);
}

function totals(leads: number, { created, updated, refused }: Account): string {
  const reasons = [...refused].map(([reason, count]) => `${count}× ${reason.replace(/\.$/, '')}`).join('; ');
  const why = reasons && ` (${reasons})`;
  return `${counted(leads, 'lead')}: ${created} created, ${updated} updated, ${sum(refused)} refused${why}`;
}

/** Shows method, path and status of a request; a query or a header might hold what is secret. */
function showRequest({ data }: LogEntry): void {
  if (data.log_type !== 'http') return;
  const { pathname } = new URL(String(data.request_url));
  say(dim(`     ${String(data.request_method).padEnd(6)} ${pathname}  ${data.response_status_code}`));
}

function contactsIn({ sandbox, highlevel }: Stage) {
  const { locationId } = highlevel.authData;
  return sandbox.state.contacts.where((contact) => contact.locationId === locationId);
}

/** The first contact that has all that a lead brings: the one whom the other recipes are about. */
function contactOf({ localiq }: Stage): string | undefined {
  const id = localiq.records('leads').at(-1)?.contactId;
  return typeof id === 'string' ? id : undefined;
}

/** How many contacts have an email address or a phone number that another one has, too. */
function duplicatesIn(stage: Stage): number {
  const details = contactsIn(stage).map(detailsOf);
  const repeated = (values: string[]) => values.length - uniq(values).length;
  return sumBy([map(details, 'email'), map(details, 'phone')], (values) => repeated(compact(values)));
}

function title(number: number, text: string): void {
  say('');
  say(bold(`${number}  ${text}`));
}

/** Which recipes made contacts, and how many. */
const madeBy = (made: Made[]) =>
  made
    .filter(({ contacts }) => contacts !== 0)
    .map(({ number, contacts }) => `recipe ${number} made ${contacts} more`)
    .join(', ') || 'no recipe made another';

const sumOf = (total: Account) =>
  `${total.created} + ${total.updated} + ${sum(total.refused)} = ${accountedFor(total)}`;

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

run(main);
