/** Lists on demand page as HighLevel does, from one end to the other. */
import type { Json, JsonObject } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, rowsAt, textAt } from '../sandbox/client';
import { listTriggers } from '../support/operations';
import { listsOnDemand } from './lists-on-demand';

const CONTACTS = 1_000_000;
const OTHERS = 250;

let sandbox: Sandbox;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });

beforeAll(async () => {
  const routes = listsOnDemand({ other: OTHERS, 'POST /contacts/search': CONTACTS });
  sandbox = await startSandbox({ routes });
});
afterAll(() => sandbox.close());

const search = async (body: JsonObject) =>
  (await call('POST /contacts/search', { body: { ...here(), pageLimit: 500, ...body } })).body;
const contactsIn = (answer: Json) => rowsAt(answer, 'contacts');
const idsOf = (rows: JsonObject[]) => rows.map(({ id }) => String(id));
const sort = (field: string, direction = 'desc') => ({ sort: [{ field, direction }] });
const sortedBy = (rows: JsonObject[], field: string) =>
  rows
    .map((row) => Date.parse(String(row[field])))
    .every((time, i, all) => i === 0 || time < Number(all[i - 1]));

describe('a search in a million contacts', () => {
  test.each(['dateAdded', 'dateUpdated'])(
    'is sorted by %s, and goes on after the last one',
    async (field) => {
      const one = contactsIn(await search(sort(field)));
      const two = contactsIn(await search({ ...sort(field), searchAfter: one.at(-1)?.searchAfter }));
      expect(new Set(idsOf([...one, ...two])).size).toBe(1000);
      expect(sortedBy([...one, ...two], field)).toBe(true);
    },
  );

  test('gives by its number the page that follows the one before', async () => {
    const first = await search({ page: 1 });
    const byNumber = contactsIn(await search({ page: 2 }));
    const after = contactsIn(await search({ searchAfter: contactsIn(first).at(-1)?.searchAfter }));
    expect(at(first, 'total')).toBe(CONTACTS);
    expect(idsOf(byNumber)).toEqual(idsOf(after));
  });

  test('reaches its end from the other side', async () => {
    const [oldest] = contactsIn(await search({ ...sort('dateAdded', 'asc'), pageLimit: 1 }));
    const last = contactsIn(await search(sort('dateAdded'))).at(-1);
    const beyond = contactsIn(await search({ ...sort('dateAdded'), searchAfter: oldest?.searchAfter }));
    expect(Date.parse(String(last?.dateAdded))).toBeGreaterThan(Date.parse(String(oldest?.dateAdded)));
    expect(beyond).toEqual([]);
  });

  test('has old contacts among those changed last, none changed before it was added', async () => {
    const changed = contactsIn(await search(sort('dateUpdated')));
    const isLater = ({ dateAdded, dateUpdated }: JsonObject) => String(dateUpdated) >= String(dateAdded);
    expect(changed.every(isLater)).toBe(true);
    expect(
      changed.filter(({ dateAdded }) => Date.parse(String(dateAdded)) < Date.now() - 4 * 365 * 86_400_000),
    ).toHaveLength(250);
  });

  test('refuses what the API refuses, and what it can’t compute', async () => {
    expect(at(await search({ page: 21 }), 'message')).toMatch(/searchAfter/);
    expect(at(await search({ shoeSize: 42 }), 'statusCode')).toBe(422);
    expect(at(await search(sort('email')), 'message')).toMatch(/sorted by dateAdded/);
  });
});

/** The lists by their way of paging: how to ask for a page, given what the page before it answered. */
const WAYS: [string, (before?: Json) => Promise<Json>, string][] = [
  [
    'the last one’s time and id',
    async (before) => {
      const meta = {
        startAfter: String(at(before, 'meta.startAfter')),
        startAfterId: String(at(before, 'meta.startAfterId')),
      };
      return (await call('GET /contacts/', { query: { ...here(), limit: '100', ...(before && meta) } })).body;
    },
    'contacts',
  ],
  [
    'the last one’s date',
    async (before) => {
      const last = rowsAt(before, 'conversations').at(-1)?.lastMessageDate;
      const after = before ? { startAfterDate: String(last) } : {};
      return (await call('GET /conversations/search', { query: { ...here(), limit: '100', ...after } })).body;
    },
    'conversations',
  ],
  [
    'the last one’s id',
    async (before) => {
      const [message] = sandbox.state.messages.all();
      const conversationId = String(message?.conversationId);
      const after = before ? { lastMessageId: textAt(before, 'messages.lastMessageId') } : {};
      const query = { limit: '100', ...after };
      return (await call('GET /conversations/{conversationId}/messages', { path: { conversationId }, query }))
        .body;
    },
    'messages.messages',
  ],
  [
    'a number',
    async (before) => {
      const page = String(Number(at(before, 'meta.nextPage') ?? 1));
      const query = { location_id: here().locationId, limit: '100', page };
      return (await call('GET /opportunities/search', { query })).body;
    },
    'opportunities',
  ],
];

test.each(WAYS)('a list that pages by %s holds each record once', async (_by, next, path) => {
  const pages: Json[] = [];
  for (let page = 0; page < 3; page += 1) pages.push(await next(pages.at(-1)));
  expect(pages.map((answer) => rowsAt(answer, path).length)).toEqual([100, 100, 50]);
  expect(new Set(pages.flatMap((answer) => idsOf(rowsAt(answer, path)))).size).toBe(OTHERS);
});

test('a list that pages by what to leave out holds each record once', async () => {
  const pageAt = async (skip: number) =>
    rowsAt(
      (await call('GET /businesses/', { query: { ...here(), limit: '100', skip: String(skip) } })).body,
      'businesses',
    );
  const rows = (await Promise.all([0, 100, 200, 300].map(pageAt))).flat();
  expect(new Set(idsOf(rows)).size).toBe(OTHERS);
  expect(rows).toHaveLength(OTHERS);
});

test('there is one for every trigger that reads its list in pages', () => {
  const made = Object.keys(listsOnDemand({ other: 1 }));
  const paged = listTriggers().filter(({ spec }) => spec.paging);
  const missing = paged.filter(({ spec }) => !made.includes(spec.endpoint));
  expect(paged.length).toBeGreaterThan(15);
  expect(missing.map(({ key, spec }) => `${key}: add ${spec.endpoint} to LISTS`)).toEqual([]);
});
