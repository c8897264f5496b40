/**
 * Prints what the app costs beside HighLevel: cold start, CPU of a call, requests, sizes. Times are
 * medians of paired runs, the app's and a bare app's (bare.cjs) in turn, so that a slow moment of
 * the machine falls on both.
 *
 *   npm run bench
 */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chunk, groupBy } from 'lodash';
import { endpoint } from '../highlevel/contract';
import { operations } from '../registry';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { run } from '../test/support/command';
import { exampleInput, LEAST, type OperationName, operationsIn } from '../test/support/example-inputs';
import { type Lambda, type Outcome, startLambda } from '../test/support/lambda';
import { Connection, handlerOf, type Item, items, type LambdaEvent, loadApp, unwrap } from '../zapier';

const root = join(__dirname, '..');
const app = join(root, 'index.js');
const buildZip = join(root, 'build', 'build.zip');

const COLD_STARTS = 25;
const ROUNDS = 12;
const CALLS = 20;
const WARM_UP = 40;
/** No limit that a benchmark could reach. */
const UNLIMITED = { burst: 1e9, daily: 1e9 };

/** The connections to run operations with. */
interface Accounts {
  location: Connection;
  agency: Connection;
}

/** A measurement of both apps, in ms. */
interface Pair {
  app: number;
  bare: number;
}

/** A wrapper like the one in the zip, for an app in the project. */
function wrapperOf(name: string, appPath: string): string {
  const folder = join(root, 'build', 'bench');
  mkdirSync(folder, { recursive: true });
  const wrapper = join(folder, `${name}.cjs`);
  const handler = `require('zapier-platform-core').createAppHandler(${JSON.stringify(appPath)})`;
  writeFileSync(wrapper, `module.exports = { handler: ${handler} };\n`);
  return wrapper;
}

const WRAPPERS = {
  app: wrapperOf('app', app),
  bare: wrapperOf('bare', join(root, 'test', 'support', 'bare.cjs')),
};

function ran(outcome: Outcome): Outcome {
  if (outcome.error !== undefined) throw new Error(outcome.error);
  return outcome;
}

/** The time from the start of a process, Node itself left out, to the answer to its first event. */
async function coldStart(wrapper: string, event: LambdaEvent): Promise<number> {
  const lambda = await startLambda(wrapper);
  const { wallMs } = ran(await lambda.run(event));
  lambda.stop();
  return lambda.loadMs + wallMs;
}

async function coldStarts(event: LambdaEvent): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < COLD_STARTS; round += 1) {
    pairs.push({ app: await coldStart(WRAPPERS.app, event), bare: await coldStart(WRAPPERS.bare, event) });
  }
  return pairs;
}

/** The CPU of one call, in processes that have run for a while. */
async function cpuOfCalls(event: LambdaEvent): Promise<Pair[]> {
  const lambdas = { app: await startLambda(WRAPPERS.app), bare: await startLambda(WRAPPERS.bare) };
  const cpu = async (lambda: Lambda, times: number) => ran(await lambda.run(event, times)).cpuMs;
  await cpu(lambdas.app, WARM_UP);
  await cpu(lambdas.bare, WARM_UP);
  const pairs: Pair[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    pairs.push({ app: await cpu(lambdas.app, CALLS), bare: await cpu(lambdas.bare, CALLS) });
  }
  lambdas.app.stop();
  lambdas.bare.stop();
  return pairs;
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function printPairs(what: string, pairs: Pair[]): void {
  const ofApp = pairs.map((pair) => pair.app);
  const ofBare = pairs.map((pair) => pair.bare);
  const more = median(pairs.map((pair) => pair.app - pair.bare));
  const cells = [median(ofApp), median(ofBare), more, Math.min(...ofApp) - Math.min(...ofBare)];
  const ratio = median(pairs.map((pair) => pair.app / pair.bare));
  printRow(what, [...cells.map((value) => value.toFixed(1)), ratio.toFixed(2)]);
}

const printRow = (what: string, cells: string[]) =>
  console.log(what.padEnd(42) + cells.map((cell) => cell.padStart(10)).join(''));

const ACTION = 'Requests of an action or a search';
const POLL = 'Requests of a steady poll';
const TURN_ON = 'Requests of the poll that turns a Zap on';

/** How many requests an operation makes at some moment, by the sandbox's count. */
interface Count {
  moment: typeof ACTION | typeof POLL | typeof TURN_ON;
  key: string;
  requests: number;
}

/** @throws Error where no input is found with which the operation runs */
async function countsOf(
  connection: Connection,
  sandbox: Sandbox,
  operation: OperationName,
): Promise<Count[]> {
  const reset = () => {
    sandbox.reset();
    sandbox.limits = UNLIMITED;
  };
  reset();
  const { kind, key } = operation;
  const input = LEAST[key]?.(sandbox) ?? (await exampleInput(connection, operation, reset));
  const count = async (moment: Count['moment'], meta: Item = {}): Promise<Count> => {
    const before = sandbox.requests.length;
    unwrap(await connection.perform(kind, key, input, meta));
    return { moment, key, requests: sandbox.requests.length - before };
  };
  reset();
  if (kind !== 'triggers') return [await count(ACTION)];
  return [await count(TURN_ON, { isPopulatingDedupe: true }), await count(POLL)];
}

/** The operations that refuse a sub-account's connection. */
const FOR_AGENCIES = operations.flatMap(({ spec }) =>
  spec.endpoint && !endpoint(spec.endpoint).access.includes('location') ? [spec.key] : [],
);

async function printRequests(accounts: Accounts, sandbox: Sandbox): Promise<void> {
  const all = operationsIn(accounts.location.app.definition);
  const counts: Count[] = [];
  const refusals: string[] = [];
  for (const operation of all) {
    const connection = FOR_AGENCIES.includes(operation.key) ? accounts.agency : accounts.location;
    const found = countsOf(connection, sandbox, operation);
    await found.then(
      (some) => counts.push(...some),
      (error: Error) => refusals.push(`${operation.key} (${error.message})`),
    );
  }
  for (const [moment, atMoment] of Object.entries(groupBy(counts, 'moment'))) {
    console.log(`\n${moment}`);
    for (const [requests, alike] of Object.entries(groupBy(atMoment, 'requests'))) {
      console.log(`  ${requests} (${alike.length} of ${atMoment.length})`);
      for (const row of chunk(alike, 4)) console.log(`      ${row.map(({ key }) => key).join(', ')}`);
    }
  }
  console.log(
    `  Run with the least input that the forms take, as an agency where a sub-account may not; drop-downs are\n` +
      `  not counted. ${all.length - refusals.length} of ${all.length} operations ran.`,
  );
  for (const refusal of refusals) console.log(`  not run: ${refusal}`);
}

function printSizes(definition: Item): void {
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
  console.log('\nSize');
  console.log(`  definition   ${kilobytes(Buffer.byteLength(JSON.stringify(definition)))}`);
  console.log(`  index.js     ${kilobytes(statSync(app).size)}`);
  console.log(
    `  build.zip    ${existsSync(buildZip) ? kilobytes(statSync(buildZip).size) : 'not built (npm run zip)'}`,
  );
}

async function printTimes(connection: Connection, environment: Record<string, string>): Promise<void> {
  const [contact] = items(unwrap(await connection.perform('triggers', 'search_contacts', {})));
  const event = (operation: string, inputData: Item): LambdaEvent => ({
    command: 'execute',
    method: `${operation}.operation.perform`,
    bundle: { authData: connection.authData, inputData, inputDataRaw: inputData, meta: {} },
    environment,
    zcacheTestObj: {},
  });
  const poll = event('triggers.search_contacts', {});
  const create = event('creates.create_contact_note', { contactId: contact?.id, body: 'Called back.' });

  printRow('', ['app', 'bare', 'more', 'at best', 'ratio']);
  console.log(`Cold start, ms (${COLD_STARTS} pairs of processes)`);
  printPairs('  to the definition', await coldStarts({ command: 'definition', bundle: {} }));
  printPairs('  to the answer of a create', await coldStarts(create));
  console.log(`CPU of a warm call, ms (${ROUNDS} pairs of ${CALLS} calls)`);
  printPairs('  create_contact_note', await cpuOfCalls(create));
  printPairs('  search_contacts, a poll', await cpuOfCalls(poll));
  console.log(
    '  “bare” is an app of one trigger and one create, which make the same request by z.request alone; “at\n' +
      '  best” compares the fastest runs. Times move with the machine and with what else runs on it: trust\n' +
      '  “more”, “at best” and “ratio”, of two benchmarks on one machine.',
  );
}

async function main(): Promise<void> {
  const sandbox = await startSandbox();
  sandbox.limits = UNLIMITED;
  const [account] = sandbox.locations;
  if (!account) throw new Error('The sandbox has no sub-account.');
  const { accessToken, locationId, companyId } = account;
  const agencyToken = sandbox.agencies.find((agency) => agency.companyId === companyId)?.accessToken ?? '';
  const environment = { HIGHLEVEL_API_URL: sandbox.url };
  const loaded = await loadApp(handlerOf(app), { environment });
  const location = new Connection(loaded, {
    access_token: accessToken,
    locationId,
    companyId,
    userType: 'Location',
  });
  const agency = new Connection(loaded, { access_token: agencyToken, companyId, userType: 'Company' });
  await printTimes(location, environment);
  await printRequests({ location, agency }, sandbox);
  printSizes(loaded.definition);
  await sandbox.close();
}

run(main);
