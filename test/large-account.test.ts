/** What a steady poll asks of HighLevel where the account is large: most triggers one request, however large it is. */
import { mapValues, sumBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import app from '../index';
import { RECENT_MS } from '../operations/news';
import { LIMITS } from '../operations/poll-reading';
import { prepare } from '../operations/prepare';
import { startRun } from '../operations/run';
import { withSharedOperations } from '../operations/share';
import { listing } from '../operations/sought';
import { changesOf } from '../operations/trigger';
import type { Event, ListTriggerSpec, TriggerSpec } from '../operations/trigger-spec';
import { startSandbox } from '../sandbox/server';
import { MOST_LOOKED_UP } from '../triggers/conversation-waits';
import { handlerOf, type Item } from '../zapier';
import {
  type Account,
  choicesOf,
  levelOf,
  openAccount,
  requestsOfPoll,
  resetTo,
  steadily,
} from './bench/accounts';
import { listsOnDemand, SPAN_MS } from './bench/lists-on-demand';
import { leastInput } from './support/example-inputs';
import { triggers } from './support/operations';
import { testerOf } from './support/tester';

/** How many records each list has. */
const MANY = 1_000_000;

/** The sandbox as it is, where inputs are found; and the one with large lists. They have the same ids. */
let small: Account;
let large: Account;

beforeAll(async () => {
  const handler = handlerOf(withSharedOperations(app));
  small = await openAccount(handler, await startSandbox());
  large = await openAccount(handler, await startSandbox({ routes: listsOnDemand({ other: MANY }) }));
  process.env.HIGHLEVEL_API_URL = large.sandbox.url;
});
afterAll(() => Promise.all([small.sandbox.close(), large.sandbox.close()]));

/** The least and the most requests of a steady poll. */
interface Bounds {
  least: number;
  most: number;
  /** Beside those to its lists: look-ups of rows, some at each poll, which are kept. */
  lookUps?: number;
}

/** So many records of each list came within the time that every poll reads back. */
const RECENT_RECORDS = Math.floor((RECENT_MS / SPAN_MS) * MANY);

const tester = testerOf(app);

/** What a trigger waits for, with this choice and this input. */
async function waitsFor(spec: ListTriggerSpec, inputData: Item): Promise<Event | undefined> {
  const { authData } = large[levelOf(spec.key)];
  let event: Event | undefined;
  const ask = async (z: ZObject, bundle: Bundle) => {
    const run = startRun(spec, z, bundle);
    event = await spec.event?.((await prepare(spec, run)).values, run);
  };
  await tester(ask, { inputData, authData: mapValues(authData, String), meta: {} });
  return event;
}

/** The requests that a steady poll needs, by what the trigger's spec says of its lists. */
async function boundsOf(spec: TriggerSpec, input: Item): Promise<Bounds> {
  if (spec.fires !== 'list') return { least: 1, most: 1 };
  const change = changesOf(spec)[String(input.fireOn)];
  const event = await waitsFor(spec, input);
  const { paging } = spec;
  const bounds = (event?.lists ?? [undefined]).map((list): Bounds => {
    const { stated, isByNews } = listing(spec, change, event, list);
    if (!paging) return { least: 1, most: 1 };
    // What is looked for may stand on any page: the first one is read, and four at random.
    if (stated === undefined || !isByNews) return { least: 2, most: 1 + LIMITS.morePages };
    const pages = 1 + Math.floor(RECENT_RECORDS / paging.size.max);
    return { least: pages, most: pages };
  });
  // Of what was never seen, one page more is read at each poll, so that a change of it can be noticed.
  const unseen = paging && event?.evidence && !event.lists ? 1 : 0;
  const lookUps = event?.expand ? MOST_LOOKED_UP.poll : 0;
  return { least: sumBy(bounds, 'least') + unseen, most: sumBy(bounds, 'most') + unseen, lookUps };
}

test('a steady poll of a million records reads no more of a list than its order demands, and looks up few rows', async () => {
  const wrong: string[] = [];
  const kinds = { sorted: 0, unsorted: 0 };
  await steadily(async () => {
    for (const { kind, key, spec } of triggers()) {
      const least = await leastInput(small[levelOf(key)], { kind, key }, small.sandbox, () => resetTo(small));
      for (const fireOn of choicesOf(large, key)) {
        const input = { ...least, fireOn };
        // The first poll reads names, too, which are kept for minutes.
        await requestsOfPoll(large, key, input);
        const all = await requestsOfPoll(large, key, input);
        const requests = large.sandbox.requests.filter(({ endpoint }) => endpoint === spec.endpoint).length;
        const bounds = await boundsOf(spec, input);
        kinds[bounds.least === bounds.most ? 'sorted' : 'unsorted'] += 1;
        if (requests < bounds.least || requests > bounds.most) {
          wrong.push(`${key} ${fireOn}: ${requests} requests, and not ${bounds.least} to ${bounds.most}`);
        }
        if (all - requests > (bounds.lookUps ?? 0)) wrong.push(`${key} ${fireOn}: ${all - requests} others`);
      }
    }
  });
  expect(wrong).toEqual([]);
  expect(kinds.sorted).toBeGreaterThan(50);
  expect(kinds.unsorted).toBeGreaterThan(25);
});
