/** What a steady poll asks of HighLevel where the account is large: most triggers one request, however large it is. */
import { omitBy, pickBy } from 'lodash';
import app from '../index';
import { withSharedOperations } from '../operations/share';
import { startSandbox } from '../sandbox/server';
import { handlerOf } from '../zapier';
import {
  type Account,
  choicesOf,
  levelOf,
  openAccount,
  requestsOfPoll,
  resetTo,
  steadily,
} from './bench/accounts';
import { listsOnDemand } from './bench/lists-on-demand';
import { leastInput } from './support/example-inputs';
import { triggers } from './support/operations';

/** The sandbox as it is, where inputs are found; and the one with large lists. They have the same ids. */
let small: Account;
let large: Account;

beforeAll(async () => {
  const handler = handlerOf(withSharedOperations(app));
  small = await openAccount(handler, await startSandbox());
  large = await openAccount(handler, await startSandbox({ routes: listsOnDemand({ other: 1_000_000 }) }));
});
afterAll(() => Promise.all([small.sandbox.close(), large.sandbox.close()]));

/**
 * What HighLevel sorts by nothing that tells what is new or what changed, with the choice where that is true of
 * one alone. Anywhere in these a change may stand.
 */
const UNSORTED = new Set([
  'find_associations new',
  'find_associations updated',
  'get_blog_authors new',
  'get_blog_authors updated',
  'get_blog_categories new',
  'get_blog_categories updated',
  'get_blog_posts new',
  'get_blog_posts updated',
  'get_blogs new',
  'get_blogs updated',
  'get_contacts_by_business new',
  'get_contacts_by_business updated',
  'get_messages_by_conversation updated',
  'get_relations_by_record new',
  'list_appointment_notes new',
  'list_appointment_notes updated',
  'list_businesses new',
  'list_businesses updated',
  'list_calendar_notifications new',
  'list_calendar_notifications updated',
  'list_calendar_resources new',
  'list_calendar_resources updated',
  'list_contacts updated',
  'list_locations new',
  'list_locations updated',
  'search_opportunities stage',
  'search_opportunities status',
  'search_opportunities updated',
  'search_users updated',
]);

/** What HighLevel sorts by two times, each in a list of its own, where either may tell what is waited for. */
const TWO_LISTS = new Set(['opportunity_stale new', 'updated_opportunity new']);

/** How many requests a poll makes that reads no further than it must, by trigger and choice. */
async function steadyPolls(): Promise<{ [poll: string]: number }> {
  const counts: { [poll: string]: number } = {};
  for (const { kind, key } of triggers()) {
    const input = await leastInput(small[levelOf(key)], { kind, key }, small.sandbox, () => resetTo(small));
    for (const fireOn of choicesOf(large, key)) {
      // The first poll reads names, too, which are kept for minutes.
      await requestsOfPoll(large, key, { ...input, fireOn });
      counts[`${key} ${fireOn}`] = await requestsOfPoll(large, key, { ...input, fireOn });
    }
  }
  return counts;
}

describe('a steady poll of an account of a million records of each kind', () => {
  let counts: { [poll: string]: number };
  beforeAll(async () => {
    counts = await steadily(steadyPolls);
  });

  test('is one request a list wherever HighLevel sorts it, or gives all of it in one answer', () => {
    const sorted = omitBy(counts, (_count, poll) => UNSORTED.has(poll));
    expect(Object.keys(sorted).length).toBeGreaterThan(50);
    const needed = (poll: string) => (TWO_LISTS.has(poll) ? 2 : 1);
    expect(pickBy(sorted, (requests, poll) => requests !== needed(poll))).toEqual({});
  });

  test('is at most five requests where a change may stand anywhere', () => {
    const unsorted = pickBy(counts, (_count, poll) => UNSORTED.has(poll));
    expect(Object.keys(unsorted).length).toBe(UNSORTED.size);
    expect(pickBy(unsorted, (requests) => requests < 2 || requests > 5)).toEqual({});
  });
});
