/** A search is one request, or as many as its note says. Names beside ids are one more a list, until they are kept. */
import { difference, uniq } from 'lodash';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import { nameEndpoints } from '../../reads/names';
import type { LoggedRequest } from '../../sandbox/gateway/requests';
import { startSandbox } from '../../sandbox/server';
import { handlerOf, items } from '../../zapier';
import { noteOf } from '../notes';
import { operationsUnderTest } from '../support/operations';
import { type Account, openAccount } from './accounts';
import { listsOnDemand } from './lists-on-demand';
import { inputFor, leastFor, requestsOfRuns } from './requests';

/** The lists that a search reads for what its record names in another way, and keeps as long. */
const READS_NAMES: { readonly [search: string]: readonly string[] } = {
  find_form_submission: ['GET /locations/{locationId}/customFields', 'GET /forms/'],
};

let account: Account;

beforeAll(async () => {
  account = await openAccount(handlerOf(withSharedOperations(app)), await startSandbox());
});
afterAll(() => account.sandbox.close());

const searches = () => operationsUnderTest().filter(({ kind }) => kind === 'searches');
const namesOf = (requests: LoggedRequest[]) => requests.map(({ endpoint, path }) => endpoint ?? path);

/** The endpoints of requests, without those that others have already. */
function beyond<Key>(keys: Key[], others: Key[]): Key[] {
  const left = [...others];
  return keys.filter((key) => {
    const place = left.indexOf(key);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

test('every operation that searches makes one request, or what its note says, and one more for each list of names that is not kept', async () => {
  const faults: string[] = [];
  for (const search of searches()) {
    const { key } = search;
    const { requests = 1 } = noteOf(key);
    const { first, next, answer } = await requestsOfRuns(account, search, await inputFor(account, search));
    if (!items(answer).length)
      faults.push(`${key} finds nothing: note in “finds” an input with which it does.`);
    const [asked, again] = [namesOf(first), namesOf(next)];
    if (again.length !== requests) faults.push(`${key} makes ${again.length} requests: ${again.join(', ')}`);
    const lists = beyond(asked, again);
    const known = [...nameEndpoints, ...(READS_NAMES[key] ?? [])];
    if (difference(lists, known).length || uniq(lists).length < lists.length) {
      faults.push(`${key} makes ${lists.join(', ')} where no names are kept`);
    }
  }
  expect(faults).toEqual([]);
});

test.each([
  ['find_task', ['GET /users/']],
  ['find_appointment', ['GET /calendars/', 'GET /users/']],
  ['find_opportunity', ['GET /opportunities/pipelines', 'GET /users/']],
  ['find_workflow', []],
])('%s reads the names of %j once, and keeps them', async (key, lists) => {
  const search = { kind: 'searches', key } as const;
  const { first, next } = await requestsOfRuns(account, search, await inputFor(account, search));
  expect(beyond(namesOf(first), namesOf(next)).sort()).toEqual(lists);
});

test('every operation that searches has a note on what it finds where its least input finds nothing alone', async () => {
  const noted = searches().filter(({ key }) => noteOf(key).finds);
  const needless: string[] = [];
  for (const search of noted) {
    const { answer } = await requestsOfRuns(account, search, await leastFor(account, search));
    if (items(answer).length) needless.push(search.key);
  }
  expect(needless).toEqual([]);
});

test('a search that compares names itself ends after some pages of a long list', async () => {
  const routes = listsOnDemand({ other: 100_000 });
  const large = await openAccount(handlerOf(withSharedOperations(app)), await startSandbox({ routes }));
  try {
    const requestsFor = async (key: string) => {
      const { next } = await requestsOfRuns(large, { kind: 'searches', key }, { name: 'No Such Name' });
      return next.length;
    };
    expect(await requestsFor('find_business')).toBe(10);
    expect(await requestsFor('find_location_by_name')).toBe(10);
    expect(await requestsFor('find_blog_author')).toBe(30);
  } finally {
    await large.sandbox.close();
  }
});
