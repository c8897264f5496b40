/** What a steady poll asks of HighLevel where the account is large: most triggers one request, however large it is. */
import { omitBy, pickBy } from 'lodash';
import { endpoint, isAgencyOnly } from '../highlevel/contract';
import app from '../index';
import { withSharedOperations } from '../operations/share';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { at, Connection, handlerOf, type Item, items, loadApp, unwrap } from '../zapier';
import { listsOnDemand } from './bench/lists-on-demand';
import { leastInput } from './support/example-inputs';
import { first } from './support/harness';
import { triggers } from './support/operations';

/** A sandbox, and the two connections to it. */
interface Account {
  sandbox: Sandbox;
  location: Connection;
  agency: Connection;
}

/** The sandbox as it is, where inputs are found; and the one with large lists. They have the same ids. */
let small: Account;
let large: Account;
let definition: Item;

async function open(sandbox: Sandbox): Promise<Account> {
  const environment = { HIGHLEVEL_API_URL: sandbox.url, CLIENT_ID: sandbox.clientId };
  const loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
  definition = loaded.definition;
  const { accessToken, locationId, companyId } = first(sandbox.locations);
  const ids = { locationId, companyId };
  const location = new Connection(loaded, { access_token: accessToken, ...ids, userType: 'Location' });
  const agencyToken = first(sandbox.agencies).accessToken;
  const agency = new Connection(loaded, { access_token: agencyToken, companyId, userType: 'Company' });
  return { sandbox, location, agency };
}

beforeAll(async () => {
  small = await open(await startSandbox());
  large = await open(await startSandbox({ routes: listsOnDemand({ other: 1_000_000 }) }));
});
afterAll(() => Promise.all([small.sandbox.close(), large.sandbox.close()]));
afterEach(() => jest.restoreAllMocks());

/** What a trigger may be set to fire on; `new` alone where there is no choice. */
function choicesOf(key: string): string[] {
  const form = items(at(definition, 'triggers', key, 'operation', 'inputFields'));
  const choices = form.find((field) => field.key === 'fireOn')?.choices;
  return choices ? Object.keys(Object(choices)) : ['new'];
}

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

/** How many requests a poll makes that reads no further than it must, by trigger and choice. */
async function steadyPolls(): Promise<{ [poll: string]: number }> {
  const counts: { [poll: string]: number } = {};
  for (const { kind, key, spec } of triggers()) {
    const level = isAgencyOnly(endpoint(spec.endpoint)) ? 'agency' : 'location';
    const input = await leastInput(small[level], { kind, key }, small.sandbox, () => small.sandbox.reset());
    for (const fireOn of choicesOf(key)) {
      const { sandbox } = large;
      sandbox.reset();
      // The first poll reads names, too, which are kept for minutes.
      for (let polls = 0; polls < 2; polls += 1) {
        sandbox.requests.length = 0;
        unwrap(await large[level].perform(kind, key, { ...input, fireOn }));
      }
      counts[`${key} ${fireOn}`] = sandbox.requests.length;
    }
  }
  return counts;
}

describe('a steady poll of an account of a million records of each kind', () => {
  let counts: { [poll: string]: number };
  beforeAll(async () => {
    // One poll of ten, chosen at random, reads back further.
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    counts = await steadyPolls();
  });

  test('is one request wherever HighLevel sorts the list, or gives all of it in one answer', () => {
    const sorted = omitBy(counts, (_count, poll) => UNSORTED.has(poll));
    expect(Object.keys(sorted).length).toBeGreaterThan(50);
    expect(pickBy(sorted, (requests) => requests !== 1)).toEqual({});
  });

  test('is a few requests where a change may stand anywhere', () => {
    const unsorted = pickBy(counts, (_count, poll) => UNSORTED.has(poll));
    expect(Object.keys(unsorted).length).toBe(UNSORTED.size);
    expect(pickBy(unsorted, (requests) => requests < 2 || requests > 9)).toEqual({});
  });
});
