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
const DAY_MINUTES = 1440;

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

/** The requests of all Zaps of a sub-account when each polls once: of steady polls, and of those that read back further. */
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

async function printDays(): Promise<void> {
  const small = await openAccount(handlerOf(BUILT), await startSandbox());
  const routes = listsOnDemand({ other: 1_000_000 });
  const large = await openAccount(handlerOf(BUILT), await startSandbox({ routes }));
  say(`Requests of the polls of ${ZAPS} Zaps in a sub-account of 1,000,000 records in each list`);
  row(['', 'of one poll each', ...EVERY_MINUTES.map((minutes) => `a day at ${minutes} min`)]);
  for (const [name, fleet] of Object.entries({
    'all sorted': SORTED,
    usual: USUAL,
    'none sorted': UNSORTED,
  })) {
    const { steady, deep } = await requestsOfFleet(small, large, fleet);
    const mean = 0.9 * steady + 0.1 * deep;
    row([
      `  ${name}`,
      whole(steady),
      ...EVERY_MINUTES.map((minutes) => whole((mean * DAY_MINUTES) / minutes)),
    ]);
  }
  await Promise.all([small.sandbox.close(), large.sandbox.close()]);
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
  for (const minutes of EVERY_MINUTES) await printOpening(minutes);
}

run(main);
