/**
 * Prints what the app costs beside HighLevel: cold start, CPU of a call, requests, sizes. Times are told as
 * ratios to an app of one operation that makes the same request, taken in the same run: see
 * test/bench/measure.ts. It fails in no case; ✗ stands where a target is missed.
 *
 *   npm run bench
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy, sortBy, uniqBy } from 'lodash';
import { startSandbox } from '../sandbox/server';
import { type Account, choicesOf, openAccount, pollsOf, resetTo, turnsOn } from '../test/bench/accounts';
import { BUILT } from '../test/bench/apps';
import { giveContacts, LARGE, LARGE_PART, makeLarge } from '../test/bench/large-account';
import { listsOnDemand } from '../test/bench/lists-on-demand';
import { afterEvents, coldStarts, cpuOfCalls, ratioOf, type Turns, timeOf } from '../test/bench/measure';
import { type Replay, startReplay } from '../test/bench/replay';
import { inputFor, requestsOfRuns } from '../test/bench/requests';
import { run, say } from '../test/support/command';
import { type OperationName, operationsIn } from '../test/support/example-inputs';
import { withoutMemoryLimit } from '../test/support/no-memory-limit';
import { handlerOf, type Item, type LambdaEvent } from '../zapier';

const buildZip = join(__dirname, '..', 'build', 'build.zip');

/** How many records the large account has in each list that pages. */
const MANY = 1_000_000;
/** How much more a call may cost at all operations than at a tenth of them. */
const GROWTH = 1.1;

const mark = (holds: boolean) => (holds ? '✓' : '✗');

const printRow = (what: string, cells: string[], last = '') =>
  say(`${what.padEnd(35)}${cells.map((cell) => cell.padStart(7)).join('')}   ${last}`.trimEnd());

/** @param target how many times the cost of the app of one operation it may be */
function printTimes(what: string, turns: Turns, target?: number): void {
  const ratio = (size: 'tenth' | 'half' | 'all') => ratioOf(turns, size, 'one');
  const ms = [timeOf(turns, 'one'), timeOf(turns, 'all')].map((time) => time.toFixed(1));
  const ratios = [ratio('tenth'), ratio('half'), ratio('all')];
  const growth = ratioOf(turns, 'all', 'tenth');
  const targets = [
    ...(target ? [`${mark(ratio('all') <= target)} ≤ ${target}`] : []),
    `${mark(growth <= GROWTH)} ×${growth.toFixed(2)} of 10 %`,
  ];
  printRow(what, [...ms, ...ratios.map((one) => one.toFixed(2))], targets.join('  '));
}

async function printAllTimes({ sandbox, location: { authData } }: Account, replay: Replay): Promise<void> {
  // Nobody's contact, of no business: what the names of these cost is counted apart, in requests.
  const [contact] = sandbox.state.contacts.where(
    ({ locationId, assignedTo, businessId }) =>
      locationId === authData.locationId && !assignedTo && !businessId,
  );
  const event = (operation: string, inputData: Item): LambdaEvent => ({
    command: 'execute',
    method: `${operation}.operation.perform`,
    bundle: { authData, inputData, inputDataRaw: inputData, meta: {} },
    environment: { HIGHLEVEL_API_URL: replay.url },
    zcacheTestObj: {},
  });
  const note = 'create_contact_note';
  const create = event(`creates.${note}`, { contactId: contact?.id, body: 'Called back.' });
  const guided = event('creates.any_endpoint', {
    endpoint: 'POST /contacts/{contactId}/notes',
    contactId: contact?.id,
    body: 'Called back.',
  });
  const read = event('triggers.get_contact', { contactId: contact?.id });
  const poll = event('triggers.search_contacts', {});

  printRow('', ['one ms', 'all ms', '10 %', '50 %', 'all'], 'targets');
  say('Cold start');
  printTimes('  to the answer of a create', await coldStarts(note, create));
  printTimes('  … of the same by any endpoint', await coldStarts('any_endpoint', guided));
  say('CPU of a warm call');
  printTimes('  a create', await cpuOfCalls(note, create, 20), 1.2);
  printTimes('  … the same by any endpoint', await cpuOfCalls('any_endpoint', guided, 20));
  printTimes('  a single read', await cpuOfCalls('get_contact', read, 20), 1.2);
  giveContacts(sandbox, 100, 0);
  printTimes('  a poll of 100 contacts', await cpuOfCalls('search_contacts', poll, 8), 1.5);
  giveContacts(sandbox, 500, 100);
  replay.clear();
  printTimes('  a poll of 500 × 100 custom fields', await cpuOfCalls('search_contacts', poll, 2), 0.7);
  say(
    '  “one” is an app of one operation, which makes the same request by z.request and gives the rows as ' +
      'they come. “10 %”, “50 %” and “all” are how many times as much our app costs with as many of its ' +
      'operations. Medians of turns; a cold start loads the whole index.js in all three.',
  );
}

/** An operation, with an input with which it runs. */
interface Ready extends OperationName {
  input: Item;
}

/** The operations that run, each with an input; and why the others do not. */
async function readyToRun(account: Account) {
  const ready: Ready[] = [];
  const refusals: string[] = [];
  for (const { kind, key } of operationsIn(account.definition)) {
    await inputFor(account, { kind, key }).then(
      (input) => ready.push({ kind, key, input }),
      (error: Error) => refusals.push(`${key} (${error.message})`),
    );
  }
  return { ready, refusals };
}

async function printRequests(account: Account): Promise<Ready[]> {
  const { ready, refusals } = await readyToRun(account);
  const counts: { key: string; requests: string; more: boolean }[] = [];
  for (const { kind, key, input } of ready) {
    if (kind === 'triggers') continue;
    const { first, next } = await requestsOfRuns(account, { kind, key }, input);
    const requests = [next, first].map(({ length }) => String(length).padStart(4)).join('');
    counts.push({ key, requests, more: first.length > 1 });
  }
  say(
    '\nRequests of an action or a search, with names and fields kept from an earlier run, and with none kept',
  );
  for (const [requests, alike] of sortBy(Object.entries(groupBy(counts, 'requests')))) {
    const keys = alike[0]?.more ? `: ${alike.map(({ key }) => key).join(', ')}` : '';
    say(`  ${requests}   ${alike.length} of ${counts.length}${keys}`);
  }
  const all = ready.length + refusals.length;
  say(
    '  All with the least input that the forms take, searches with one that finds something, as an agency where a ' +
      `sub-account may not; drop-downs are not counted. ${ready.length} of ${all} operations ran.`,
  );
  for (const refusal of refusals) say(`  not run: ${refusal}`);
  return ready.filter(({ kind }) => kind === 'triggers');
}

/** What a poll of a trigger costs, in columns. */
interface PollRow {
  /** The trigger, with what “Trigger On” says where that makes a difference. */
  name: string;
  small: string;
  large: string;
}

/** One row where all choices of a trigger cost the same, else one for each. */
async function rowsOf(account: Account, large: Account, { key, input }: Ready): Promise<PollRow[]> {
  const columns = async (on: Account, fireOn: string) => {
    const chosen = { ...input, fireOn };
    resetTo(on);
    try {
      const turnedOn = await turnsOn(on, key, chosen);
      const { steady, deep } = await pollsOf(on, key, chosen);
      return [turnedOn, steady, deep].map((requests) => String(requests).padStart(4)).join('');
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const rows: PollRow[] = [];
  for (const fireOn of choicesOf(large, key)) {
    const costs = { small: await columns(account, fireOn), large: await columns(large, fireOn) };
    rows.push({ name: `${key} (${fireOn})`, ...costs });
  }
  const different = uniqBy(rows, (row) => row.small + row.large);
  return different.length > 1 ? rows : different.map((row) => ({ ...row, name: key }));
}

/** @param large an account of the same ids */
async function printPolls(account: Account, large: Account, triggers: Ready[]): Promise<void> {
  const rows: PollRow[] = [];
  for (const trigger of triggers) rows.push(...(await rowsOf(account, large, trigger)));
  say('\nRequests when a Zap is turned on, of a steady poll, and of the one in ten that reads back further');
  say(`  ${'on the sandbox'.padEnd(16)}${'on a large account'.padEnd(20)}triggers`);
  const groups = Object.values(groupBy(rows, ({ small, large: many }) => `${small} ${many}`));
  for (const alike of sortBy(groups, ([row]) => [row?.large, row?.small])) {
    const columns = `  ${alike[0]?.small.padEnd(16)}${alike[0]?.large.padEnd(20)}`;
    say(columns + alike.map(({ name }) => name).join(', '));
  }
  say(
    `  Large: ${MANY.toLocaleString('en')} records in every list that pages, made when ` +
      `they are asked for, the oldest ten years old; ${LARGE} in lists that come whole, ${LARGE_PART} of each that ` +
      'belongs to the record that a step names (the notes of its contact). In brackets: what “Trigger On” says, ' +
      'where that makes a difference.',
  );
}

/** What the largest list costs: contacts, in pages of 500. */
async function printMemory({ sandbox, location: { authData } }: Account): Promise<void> {
  const event = (meta: Item): LambdaEvent => ({
    command: 'execute',
    method: 'triggers.search_contacts.operation.perform',
    bundle: { authData, inputData: {}, inputDataRaw: {}, meta },
    environment: { HIGHLEVEL_API_URL: sandbox.url },
    zcacheTestObj: {},
  });
  const sample = event({ isLoadingSample: true });
  const row = async (what: string, events: LambdaEvent[]) => {
    const { peakMb, cpuMs, wallMs } = await afterEvents('search_contacts', events);
    printRow(
      what,
      [peakMb, cpuMs, wallMs].map((figure) => figure.toFixed(0)),
    );
  };
  say('\nMemory and time of Search Contacts on the large account');
  printRow('', ['peak MB', 'CPU ms', 'all ms']);
  await row('  a sample of three', [sample]);
  for (const fields of [0, 100]) {
    giveContacts(sandbox, 1, fields);
    const many = fields ? `, ${fields} custom fields` : '';
    await row(`  a poll${many}`, [sample, event({})]);
    await row(`  turning on${many}`, [sample, event({ isPopulatingDedupe: true })]);
  }
  say(
    '  Of a process that has answered a sample before; Node and the app are in it. “All” has the sandbox’s answers ' +
      'in it, which HighLevel’s network would make slower.',
  );
}

function printSizes(definition: Item): void {
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
  say('\nSize');
  say(`  definition   ${kilobytes(Buffer.byteLength(JSON.stringify(definition)))}`);
  say(`  index.js     ${kilobytes(statSync(BUILT).size)}`);
  say(
    `  build.zip    ${existsSync(buildZip) ? kilobytes(statSync(buildZip).size) : 'not built (npm run zip)'}`,
  );
}

async function main(): Promise<void> {
  withoutMemoryLimit();
  const handler = handlerOf(BUILT);
  const account = await openAccount(handler, await startSandbox());
  const routes = listsOnDemand({ other: MANY });
  const large = await openAccount(handler, await startSandbox({ routes }));
  const replay = await startReplay(account.sandbox.url);
  try {
    await printAllTimes(account, replay);
    const triggers = await printRequests(account);
    makeLarge(
      large.sandbox,
      new Set(triggers.flatMap(({ input }) => Object.values(input).flat().map(String))),
    );
    await printPolls(account, large, triggers);
    await printMemory(large);
    printSizes(account.definition);
  } finally {
    replay.close();
    await Promise.all([account.sandbox.close(), large.sandbox.close()]);
  }
}

run(main);
