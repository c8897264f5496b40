/**
 * Prints what the app costs beside HighLevel: cold start, CPU of a call, requests, sizes. Times are told as
 * ratios to an app of one operation that makes the same request, taken in the same run: see
 * test/bench/measure.ts. It fails in no case; ✗ stands where a target is missed.
 *
 *   npm run bench
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from 'lodash';
import { endpoint } from '../highlevel/contract';
import { operations } from '../registry';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { BUILT } from '../test/bench/apps';
import { giveContacts, LARGE, LARGE_OTHERS, LARGE_PART, makeLarge } from '../test/bench/large-account';
import { coldStarts, cpuOfCalls, ratioOf, type Turns, timeOf } from '../test/bench/measure';
import { type Replay, startReplay } from '../test/bench/replay';
import { run, say } from '../test/support/command';
import { leastInput, type OperationName, operationsIn } from '../test/support/example-inputs';
import { Connection, handlerOf, type Item, type LambdaEvent, loadApp, unwrap } from '../zapier';

const buildZip = join(__dirname, '..', 'build', 'build.zip');

/** No limit that a benchmark could reach. */
const UNLIMITED = { burst: 1e9, daily: 1e9 };
/** How much more a call may cost at all operations than at a tenth of them. */
const GROWTH = 1.1;

/** The connections to run operations with. */
interface Accounts {
  location: Connection;
  agency: Connection;
}

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

async function printAllTimes({ authData }: Connection, sandbox: Sandbox, replay: Replay): Promise<void> {
  const [contact] = sandbox.state.contacts.where(({ locationId }) => locationId === authData.locationId);
  const event = (operation: string, inputData: Item): LambdaEvent => ({
    command: 'execute',
    method: `${operation}.operation.perform`,
    bundle: { authData, inputData, inputDataRaw: inputData, meta: {} },
    environment: { HIGHLEVEL_API_URL: replay.url },
    zcacheTestObj: {},
  });
  const note = 'create_contact_note';
  const create = event(`creates.${note}`, { contactId: contact?.id, body: 'Called back.' });
  const read = event('triggers.get_contact', { contactId: contact?.id });
  const poll = event('triggers.search_contacts', {});

  printRow('', ['one ms', 'all ms', '10 %', '50 %', 'all'], 'targets');
  say('Cold start');
  printTimes('  to the answer of a create', await coldStarts(note, create));
  say('CPU of a warm call');
  printTimes('  a create', await cpuOfCalls(note, create, 20), 1.2);
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

/** How many requests an operation makes, by the sandbox's count. */
async function requestsOf(sandbox: Sandbox, call: () => Promise<unknown>): Promise<number> {
  sandbox.reset();
  sandbox.limits = UNLIMITED;
  await call();
  return sandbox.requests.length;
}

/** An operation, with a connection and an input with which it runs. */
interface Ready extends OperationName {
  connection: Connection;
  input: Item;
}

/** What a trigger requests when its Zap is turned on, and when it polls later. */
async function pollsOf(sandbox: Sandbox, { connection, kind, key, input }: Ready): Promise<string> {
  const poll = (meta: Item) =>
    requestsOf(sandbox, async () => unwrap(await connection.perform(kind, key, input, meta)));
  return `${await poll({ isPopulatingDedupe: true })} + ${await poll({})}`;
}

/** The operations that refuse a sub-account's connection. */
const FOR_AGENCIES = operations.flatMap(({ spec }) =>
  spec.endpoint && !endpoint(spec.endpoint).access.includes('location') ? [spec.key] : [],
);

/** The operations that run, each with an input; and why the others do not. */
async function readyToRun(accounts: Accounts, sandbox: Sandbox) {
  const ready: Ready[] = [];
  const refusals: string[] = [];
  const reset = () => {
    sandbox.reset();
    sandbox.limits = UNLIMITED;
  };
  for (const { kind, key } of operationsIn(accounts.location.app.definition)) {
    const connection = FOR_AGENCIES.includes(key) ? accounts.agency : accounts.location;
    reset();
    const found = async () => leastInput(connection, { kind, key }, sandbox, reset);
    await found().then(
      (input) => ready.push({ connection, kind, key, input }),
      (error: Error) => refusals.push(`${key} (${error.message})`),
    );
  }
  return { ready, refusals };
}

async function printRequests(accounts: Accounts, sandbox: Sandbox): Promise<void> {
  const { ready, refusals } = await readyToRun(accounts, sandbox);
  const [triggers, others] = [true, false].map((polls) =>
    ready.filter(({ kind }) => (kind === 'triggers') === polls),
  );

  const counts: { key: string; requests: number }[] = [];
  for (const { connection, kind, key, input } of others ?? []) {
    const call = async () => unwrap(await connection.perform(kind, key, input));
    counts.push({ key, requests: await requestsOf(sandbox, call) });
  }
  say('\nRequests of an action or a search');
  for (const [requests, alike] of Object.entries(groupBy(counts, 'requests'))) {
    const keys = Number(requests) > 1 ? `: ${alike.map(({ key }) => key).join(', ')}` : '';
    say(
      `  ${requests} request${Number(requests) > 1 ? 's' : ''}, ${alike.length} of ${counts.length}${keys}`,
    );
  }

  const small = new Map<string, string>();
  for (const trigger of triggers ?? []) small.set(trigger.key, await pollsOf(sandbox, trigger));
  const inputs = (triggers ?? []).flatMap(({ input }) => Object.values(input).flat().map(String));
  makeLarge(sandbox, new Set(inputs));
  const rows: { key: string; polls: string }[] = [];
  for (const trigger of triggers ?? []) {
    const large = await pollsOf(sandbox, trigger).catch((error: Error) => error.message);
    rows.push({ key: trigger.key, polls: `${small.get(trigger.key)?.padEnd(16)}${large}` });
  }
  say('\nRequests when a Zap is turned on + of each poll');
  say(`  ${'on the sandbox'.padEnd(16)}${'on a large account'.padEnd(20)}triggers`);
  for (const [polls, alike] of Object.entries(groupBy(rows, 'polls')).sort()) {
    say(`  ${polls.padEnd(36)}${alike.map(({ key }) => key).join(', ')}`);
  }
  const named = Object.entries(LARGE).map(([kind, count]) => `${count.toLocaleString('en')} ${kind}`);
  say(
    `  Large: ${named.join(', ')}, ${LARGE_OTHERS} of every other kind, ${LARGE_PART} of each that belongs ` +
      'to the record that a step names (the notes of its contact), an hour between one and the next.',
  );
  const all = ready.length + refusals.length;
  say(
    '  All with the least input that the forms take, as an agency where a sub-account may not; drop-downs ' +
      `are not counted. ${ready.length} of ${all} operations ran.`,
  );
  for (const refusal of refusals) say(`  not run: ${refusal}`);
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
  const sandbox = await startSandbox();
  sandbox.limits = UNLIMITED;
  const replay = await startReplay(sandbox.url);
  const [account] = sandbox.locations;
  if (!account) throw new Error('The sandbox has no sub-account.');
  const { accessToken, locationId, companyId } = account;
  const agencyToken = sandbox.agencies.find((agency) => agency.companyId === companyId)?.accessToken ?? '';
  const loaded = await loadApp(handlerOf(BUILT), { environment: { HIGHLEVEL_API_URL: sandbox.url } });
  const authData = { access_token: accessToken, locationId, companyId, userType: 'Location' };
  const location = new Connection(loaded, authData);
  const agency = new Connection(loaded, { access_token: agencyToken, companyId, userType: 'Company' });
  try {
    await printAllTimes(location, sandbox, replay);
    await printRequests({ location, agency }, sandbox);
    printSizes(loaded.definition);
  } finally {
    replay.close();
    await sandbox.close();
  }
}

run(main);
