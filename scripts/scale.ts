/**
 * Prints what the Zaps of an agency ask of HighLevel, against its limits: `docs/scale.md` is written from it.
 *
 *   npm run scale
 */
import { remove } from 'lodash';
import { startSandbox } from '../sandbox/server';
import { type Account, openAccount, pollsOf, resetTo } from '../test/bench/accounts';
import { BUILT } from '../test/bench/apps';
import { listsOnDemand } from '../test/bench/lists-on-demand';
import { run, say } from '../test/support/command';
import { leastInput } from '../test/support/example-inputs';
import { withoutMemoryLimit } from '../test/support/no-memory-limit';
import { StillTime } from '../test/support/still-time';
import { handlerOf } from '../zapier';

const SUB_ACCOUNTS = 1000;
const ZAPS = 20;
const EVERY_MINUTES = [15, 1];
const MINUTE_MS = 60_000;
const MANY = 1_000_000;
/** The time between two records of an import. */
const IMPORT_STEP_MS = 20;

/** How many of a sub-account's Zaps start with what. */
type Fleet = [zaps: number, trigger: string, fireOn: string][];

/** As agencies use them. */
const USUAL: Fleet = [
  [4, 'search_contacts', 'new'],
  [3, 'search_contacts', 'updated'],
  [2, 'search_opportunities', 'new'],
  [2, 'search_opportunities', 'stage'],
  [1, 'search_opportunities', 'status'],
  [1, 'search_conversations', 'new'],
  [2, 'search_conversations', 'message'],
  [2, 'list_calendar_events', 'new'],
  [1, 'list_calendar_events', 'updated'],
  [1, 'list_businesses', 'new'],
  [1, 'get_blog_posts', 'new'],
];
/** All on what HighLevel sorts. */
const SORTED: Fleet = [[20, 'search_contacts', 'new']];
/** All on lists that it does not sort. */
const UNSORTED: Fleet = [[20, 'list_businesses', 'updated']];

const whole = (number: number) => Math.round(number).toLocaleString('en');
const row = (cells: string[]) =>
  say(cells.map((cell, i) => (i ? cell.padStart(18) : cell.padEnd(26))).join(''));

/** The requests when each Zap of a sub-account polls once: steady polls, and those that read back further. */
async function requestsOfFleet(small: Account, large: Account, fleet: Fleet) {
  const polls = { steady: 0, deep: 0 };
  for (const [zaps, key, fireOn] of fleet) {
    const operation = { kind: 'triggers' as const, key };
    const input = await leastInput(small.location, operation, small.sandbox, () => resetTo(small));
    const { steady, deep } = await pollsOf(large, key, { ...input, fireOn });
    polls.steady += zaps * steady;
    polls.deep += zaps * deep;
  }
  return polls;
}

/** The requests of a day in which so many hours are of one kind, and the rest of another; each by one poll of all. */
const perDay = (hours: number, one: number, other: number) =>
  EVERY_MINUTES.map((minutes) => whole((60 / minutes) * (hours * one + (24 - hours) * other)));

async function printDays(): Promise<void> {
  const open = async (routes = {}) => openAccount(handlerOf(BUILT), await startSandbox({ routes }));
  const small = await open();
  const large = await open(listsOnDemand({ other: MANY }));
  const imported = await open(listsOnDemand({ other: MANY }, MANY * IMPORT_STEP_MS));
  say(`Requests of the polls of ${ZAPS} Zaps in a sub-account of ${whole(MANY)} records in each list`);
  row(['', 'of one poll each', ...EVERY_MINUTES.map((minutes) => `a day at ${minutes} min`)]);
  for (const [name, fleet] of Object.entries({ sorted: SORTED, usual: USUAL, unsorted: UNSORTED })) {
    const { steady, deep } = await requestsOfFleet(small, large, fleet);
    const mean = 0.9 * steady + 0.1 * deep;
    row([`  ${name}`, whole(steady), ...perDay(0, 0, mean)]);
    const after = await requestsOfFleet(small, imported, fleet);
    // For three days, one poll in ten reads as far back.
    row([
      `  ${name}, after imports`,
      whole(after.steady),
      ...perDay(6, after.steady, 0.9 * steady + 0.1 * after.deep),
    ]);
  }
  say(
    '  Sorted: new contacts. Unsorted: changed businesses. After imports: 5,000 or more came into each list at ' +
      'once; for six hours each poll reads as far.',
  );
  await Promise.all([small, large, imported].map(({ sandbox }) => sandbox.close()));
}

/** What came of all polls that were due in one interval. */
interface Round {
  atOnce: number;
  waited: number;
  leftToNext: number;
}

/** A fraction of 1 for each number, so that they are spread evenly, and neighbours are far from each other. */
const spread = (number: number) => (number * 0.618034) % 1;

/**
 * Polls all Zaps of an agency until all have worked. No sub-account has been opened yet: so it is after each
 * renewal of the agency's token, once a day. Time passes as the app waits, and a request takes none.
 */
async function printOpening(everyMinutes: number): Promise<void> {
  const sandbox = await startSandbox();
  const { agency } = await openAccount(handlerOf(BUILT), sandbox);
  sandbox.reset();
  const companyId = String(agency.authData.companyId);
  const locations = Array.from({ length: SUB_ACCOUNTS }, () => sandbox.state.locations.insert({ companyId }));
  const everyMs = everyMinutes * MINUTE_MS;
  const failures = new Set<string>();
  const rounds: Round[] = [];
  let [asked, refused] = [0, 0];

  const countRequests = () => {
    for (const { endpoint, status } of remove(sandbox.requests, (request) => request.status)) {
      if (endpoint !== 'POST /oauth/locationToken') continue;
      asked += 1;
      if (status === 429) refused += 1;
    }
  };
  const opened = new Set<string>();
  const poll = async (nth: number, round: Round) => {
    const begun = time.passed;
    const locationId = locations[nth % SUB_ACCOUNTS]?.id ?? '';
    // Its token is kept for a day: nothing holds this poll back, so that there is nothing to find out.
    if (opened.has(locationId)) {
      round.atOnce += 1;
      return;
    }
    const result = await agency.perform('triggers', 'search_contacts', { locationId });
    countRequests();
    if (result.ok) opened.add(locationId);
    if (result.ok) round[time.passed > begun ? 'waited' : 'atOnce'] += 1;
    else round.leftToNext += 1;
    if (!result.ok) failures.add(`${result.failure.kind}: ${result.failure.message.replace(/\d+/g, '…')}`);
  };

  const time = new StillTime();
  try {
    while (!rounds.length || rounds.at(-1)?.leftToNext) {
      const round = { atOnce: 0, waited: 0, leftToNext: 0 };
      const start = rounds.push(round) * everyMs - everyMs;
      const polls = Array.from({ length: SUB_ACCOUNTS * ZAPS }, (_, nth) =>
        time.work(async () => {
          await time.sleep(Math.max(0, start + spread(nth) * everyMs - time.passed));
          await poll(nth, round);
        }),
      );
      await Promise.all(polls);
    }
  } finally {
    time.restore();
  }
  await sandbox.close();

  const what = `${whole(SUB_ACCOUNTS)} sub-accounts with ${ZAPS} Zaps each, polled each ${everyMinutes} min`;
  say(`\n${what} on one agency's connection, no sub-account opened yet`);
  row(['', 'at once', 'after a wait', 'left to the next']);
  for (const [nth, { atOnce, waited, leftToNext }] of rounds.entries()) {
    row([`  poll ${nth + 1} of each Zap`, ...[atOnce, waited, leftToNext].map(whole)]);
  }
  say(`  Opened by ${whole(asked)} requests, ${whole(refused)} of them refused with 429.`);
  for (const failure of failures) say(`  ${failure}`);
}

async function main(): Promise<void> {
  withoutMemoryLimit();
  await printDays();
  // Polls each minute would have thousands of runs wait at the same moment, and take far longer to play.
  await printOpening(15);
}

run(main);
