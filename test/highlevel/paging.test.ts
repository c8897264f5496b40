/** Reading page after page: to the end, and no further. */
import type { Input } from '../../highlevel/compose';
import { MissingContent } from '../../highlevel/content';
import type { Raw } from '../../highlevel/json';
import {
  byLastMessageId,
  bySearchAfter,
  bySkip,
  byStartAfter,
  collect,
  conversationsBeforeNext,
  type Depth,
  nextConversations,
  Pages,
  type Paging,
  requireItems,
} from '../../highlevel/paging';
import fc from '../support/fast-check';
import { first, harness } from '../support/harness';

/** Records by their ids. */
const records = (...ids: number[]): Raw[] => ids.map((id) => ({ id }));
const range = (from: number, to: number) => records(...Array.from({ length: to - from }, (_, i) => from + i));
const ids = (found: Raw[]) => found.map(({ id }) => id);

/** Reads pages that an API would give, and writes down what it was asked for. */
async function read(
  paging: Paging | undefined,
  depth: Depth,
  page: (asked: Input, nth: number) => { items: Raw[]; body?: Raw },
): Promise<{ found: Raw[]; asked: Input[] }> {
  const asked: Input[] = [];
  const found = await collect(paging, depth, async (parameters) => {
    if (asked.length > 50) throw new Error('This goes on for ever.');
    asked.push(parameters);
    return { body: {}, ...page(parameters, asked.length) };
  });
  return { found, asked };
}

const deep: Depth = { records: 1000, pages: 10 };
const skips = bySkip('skip', 100);
/** An API of so many records that pages by `skip`. */
const listOf =
  (total: number) =>
  ({ skip = 0, limit = 0 }: Input) => ({
    items: range(Number(skip), Math.min(total, Number(skip) + Number(limit))),
  });

describe('whatever the API does', () => {
  const size = fc.integer({ min: 1, max: 40 });
  const depth = fc.record({
    records: fc.integer({ min: 1, max: 400 }),
    pages: fc.integer({ min: 1, max: 12 }),
  });
  const total = fc.integer({ min: 0, max: 300 });

  /** An API that pages in each of the ways, of so many records. */
  const WAYS: {
    [way: string]: (max: number, count: number) => [Paging, (asked: Input) => { items: Raw[]; body?: Raw }];
  } = {
    skip: (max, count) => [
      bySkip('skip', max),
      ({ skip = 0, limit }) => ({
        items: range(Number(skip), Math.min(count, Number(skip) + Number(limit))),
        body: { total: count },
      }),
    ],
    searchAfter: (max, count) => [
      { ...bySearchAfter, size: { parameter: 'pageLimit', max } },
      ({ searchAfter, pageLimit }) => {
        const from = Array.isArray(searchAfter) ? Number(searchAfter[0]) + 1 : 0;
        const items = range(from, Math.min(count, from + Number(pageLimit)));
        return {
          items: items.map((item) => ({ ...item, searchAfter: [item.id] })),
          body: { total: count },
        };
      },
    ],
    startAfter: (max, count) => [
      { ...byStartAfter, size: { parameter: 'limit', max } },
      ({ startAfter, limit }) => {
        const from = Number(startAfter ?? 0);
        const to = Math.min(count, from + Number(limit));
        return {
          items: range(from, to),
          body: { meta: to < count ? { startAfter: to, startAfterId: `${to}` } : {} },
        };
      },
    ],
  };

  test.each(Object.keys(WAYS))(
    'by %s all that is wanted is read, once, and no page too many',
    async (way) => {
      await fc.assert(
        fc.asyncProperty(size, total, depth, async (max, count, wanted) => {
          const [paging, page] = WAYS[way]?.(max, count) ?? [undefined, () => ({ items: [] })];
          const { found, asked } = await read(paging, wanted, page);
          const each = Math.min(max, wanted.records);
          const seen = Math.min(count, each * wanted.pages);
          expect(ids(found).slice(0, wanted.records)).toEqual(ids(range(0, Math.min(seen, wanted.records))));
          expect(new Set(ids(found)).size).toBe(found.length);
          expect(asked.length).toBeLessThanOrEqual(wanted.pages);
          expect((asked.length - 1) * each).toBeLessThanOrEqual(Math.min(count, wanted.records));
        }),
      );
    },
  );

  test('reading ends, and gives no record twice', async () => {
    const page = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 45 });
    await fc.assert(
      fc.asyncProperty(fc.array(page, { maxLength: 15 }), size, depth, async (pages, max, wanted) => {
        const { found, asked } = await read(bySkip('skip', max), wanted, (_asked, nth) => ({
          items: records(...(pages[nth - 1] ?? [])),
        }));
        expect(asked.length).toBeLessThanOrEqual(wanted.pages);
        expect(new Set(ids(found)).size).toBe(found.length);
        const answered = new Set(pages.slice(0, asked.length).flat());
        expect(new Set(ids(found))).toEqual(answered);
      }),
    );
  });
});

describe('reading pages', () => {
  test.each([
    [0, 1],
    [99, 1],
    [100, 2],
    [101, 2],
    [249, 3],
    [250, 4],
  ])(
    'ends at a short page, unless its size may be a limit: %d records take %d requests',
    async (total, requests) => {
      const { found, asked } = await read(skips, deep, listOf(total));
      expect(ids(found)).toEqual(ids(range(0, total)));
      expect(asked).toHaveLength(requests);
    },
  );

  /** An API of so many records that gives at most `most` at once, and counts them if it is asked to. */
  const shortPages =
    (total: number, most: number, body: Raw = {}) =>
    ({ skip = 0, limit = 0 }: Input) => ({
      items: range(Number(skip), Math.min(total, Number(skip) + Math.min(most, Number(limit)))),
      body,
    });

  test.each<[most: number, body: Raw, requests: number]>([
    [20, {}, 6],
    [50, {}, 3],
    [7, { total: 100 }, 15],
    [7, { count: 100 }, 15],
    [7, { meta: { total: '100' } }, 15],
    [20, { total: 100 }, 5],
  ])('goes on after pages of %d where 100 are asked for: %j', async (most, body, requests) => {
    const { found, asked } = await read(skips, { records: 1000, pages: 20 }, shortPages(100, most, body));
    expect([found.length, asked.length]).toEqual([100, requests]);
  });

  test('goes on after any short page to be sure of the end, and counts pages by what they hold', async () => {
    const page = shortPages(100, 7);
    const pages = new Pages(skips, 100, async (asked) => page(asked), true);
    await pages.next();
    while (pages.hasMore) await pages.next(4);
    expect([pages.count, pages.pageSize, pages.requests]).toEqual([100, 7, 17]);
  });

  test('ends at a page that is enough', async () => {
    const enough = (page: Raw[]) => page.some(({ id }) => id === 250);
    const { found, asked } = await read(skips, { ...deep, enough }, listOf(5000));
    expect([found.length, asked.length]).toEqual([300, 3]);
  });

  test('ends at the depth, in records and in pages', async () => {
    expect((await read(skips, { records: 300, pages: 10 }, listOf(5000))).asked).toHaveLength(3);
    expect((await read(skips, { records: 5000, pages: 4 }, listOf(5000))).asked).toHaveLength(4);
  });

  test('ends where an unknown paging parameter gives page 1 for ever', async () => {
    const { found, asked } = await read(skips, deep, () => ({ items: range(0, 100) }));
    expect(found).toHaveLength(100);
    expect(asked).toHaveLength(2);
  });

  test('keeps a record once that was pushed to the next page meanwhile, and goes on', async () => {
    const { found, asked } = await read(skips, deep, (_asked, nth) => ({
      items: [range(0, 100), range(99, 199), range(198, 249)][nth - 1] ?? [],
    }));
    expect(ids(found)).toEqual(ids(range(0, 249)));
    expect(asked).toHaveLength(3);
  });

  test.each(['id', '_id'])('keeps the first of two records with one %s', async (key) => {
    const { found } = await read(skips, deep, () => ({
      items: [
        { [key]: 1, name: 'first' },
        { [key]: 1, name: 'second' },
      ],
    }));
    expect(found).toEqual([{ [key]: 1, name: 'first' }]);
  });

  test.each([
    ['_id', (n: number) => ({ _id: n })],
    ['no id at all', (n: number) => ({ name: `record ${n}` })],
  ])('keeps apart records with %s, and ends where they repeat', async (_what, made) => {
    const page = Array.from({ length: 100 }, (_, n) => made(n));
    const { found, asked } = await read(skips, deep, () => ({ items: page }));
    expect(found).toHaveLength(100);
    expect(asked).toHaveLength(2);
  });

  test('asks for no more than is wanted, nor than the API gives at once', async () => {
    const sizes = async (max: number, depth: Depth) =>
      (await read(bySkip('skip', max), depth, listOf(5000))).asked.map(({ limit }) => limit);
    expect(await sizes(100, { records: 3, pages: 1 })).toEqual([3]);
    expect(await sizes(20, { records: 100, pages: 1 })).toEqual([20]);
    expect(await sizes(500, { records: 1000, pages: 10 })).toEqual([500, 500]);
  });

  test('is one request where the endpoint does not page', async () => {
    const { found, asked } = await read(undefined, { records: 1, pages: 1 }, () => ({
      items: range(0, 300),
    }));
    expect(found).toHaveLength(300);
    expect(asked).toEqual([{}]);
  });
});

describe('the next page', () => {
  test('by skip or offset begins after what was read', async () => {
    const { asked } = await read(bySkip('offset', 10), { records: 30, pages: 3 }, ({ offset = 0 }) => ({
      items: range(Number(offset), Number(offset) + 10),
    }));
    expect(asked).toEqual([{ limit: 10 }, { limit: 10, offset: 10 }, { limit: 10, offset: 20 }]);
  });

  test('of a contact search begins after the last record’s own cursor, and never names a page', async () => {
    const items = (nth: number) =>
      range(500 * nth, 500 * nth + 500).map(({ id }) => ({ id, searchAfter: [Number(id), `c${id}`] }));
    const { asked } = await read(bySearchAfter, deep, (_asked, nth) => ({ items: items(nth - 1) }));
    expect(asked).toEqual([{ pageLimit: 500 }, { pageLimit: 500, searchAfter: [499, 'c499'] }]);
  });

  test('of the contact list names both halves of the cursor', async () => {
    const { asked } = await read(byStartAfter, { records: 200, pages: 2 }, (_asked, nth) => ({
      items: range(100 * nth, 100 * nth + 100),
      body: { meta: { startAfter: '1700000000000', startAfterId: 'c99', nextPageUrl: 'https://x.example' } },
    }));
    expect(asked).toEqual([{ limit: 100 }, { limit: 100, startAfter: 1700000000000, startAfterId: 'c99' }]);
  });

  test.each<[string, Paging, Raw]>([
    ['half a cursor', byStartAfter, { meta: { startAfterId: 'c99' } }],
    ['the other half', byStartAfter, { meta: { startAfter: 1 } }],
    ['an empty cursor', byStartAfter, { meta: { startAfter: null, startAfterId: null } }],
    ['no meta', byStartAfter, {}],
    ['a record without a cursor', bySearchAfter, {}],
    ['no page of messages to come', byLastMessageId, { messages: { nextPage: false, lastMessageId: 'm9' } }],
    ['no message to go on from', byLastMessageId, { messages: { nextPage: true } }],
  ])('is none with %s', async (_what, paging, body) => {
    const { asked } = await read(paging, deep, () => ({ items: range(0, paging.size.max), body }));
    expect(asked).toHaveLength(1);
  });
});

test('the records of an answer are its objects under that name', () => {
  expect(requireItems({ a: [{ id: 1 }, null, 'x', [2]] }, 'a')).toEqual([{ id: 1 }]);
  expect(requireItems({ a: [] }, 'a')).toEqual([]);
  expect(requireItems({ n: { m: [{ id: 2 }] } }, ({ n }) => [Object(n).m[0]])).toEqual([{ id: 2 }]);
});

test.each<[answer: Raw]>([[{}], [{ a: { id: 1 } }], [{ a: null }], [{ traceId: 't-1' }]])(
  'an answer without the list is none with an empty one: %j',
  (answer) => {
    expect(() => requireItems(answer, 'a')).toThrow(MissingContent);
  },
);

describe('the page of conversations after one', () => {
  const dated = (...dates: unknown[]) => dates.map((lastMessageDate, id) => ({ id, lastMessageDate }));

  test.each<[what: string, page: Raw[], after: unknown]>([
    ['begins with the last one again, for others of its date', dated(9, 7, 5, 5), 6],
    ['goes on where all have one date', dated(5, 5, 5, 5), 5],
    ['reads a date that is text', dated('9', '8', '7', '5'), 6],
    ['goes on as it can after a date of another kind', dated(9, 8, 7, 'Monday'), 'Monday'],
  ])('%s', (_what, page, after) => {
    expect(nextConversations(page, 4)).toEqual({ startAfterDate: after });
  });

  test.each<[what: string, page: Raw[]]>([
    ['a short page', dated(9, 8)],
    ['one without dates', dated(9, 8, 7, undefined)],
    ['none', []],
  ])('is none after %s', (_what, page) => {
    expect(nextConversations(page, 4)).toBeUndefined();
  });

  test('gives what a drop-down left out before it, and nothing twice', () => {
    const all = dated(9, 8, 7, 5, 5, 5, 3);
    const one = conversationsBeforeNext(all.slice(0, 4), 4);
    const after = Number(nextConversations(all.slice(0, 4), 4)?.startAfterDate);
    const two = all.filter(({ lastMessageDate }) => Number(lastMessageDate) < after);
    expect([...one, ...two]).toEqual(all);
  });
});

describe('in a trigger', () => {
  const zap = harness();
  const here = () => first(zap.sandbox.locations).locationId;
  const turnedOn = { meta: { isPopulatingDedupe: true } };
  const queries = () => zap.sent().map(({ query, body }) => ({ ...query, ...Object(body) }));
  /** More contacts of one kind than a page holds, and others between them. */
  function manyContacts() {
    for (let n = 0; n < 1300; n += 1) {
      const companyName = n % 2 ? 'Wanted Ltd' : 'Other Ltd';
      const dateAdded = new Date(Date.UTC(2026, 1, 1) + n * 1000).toISOString();
      zap.sandbox.state.contacts.insert({ locationId: here(), firstName: `N${n}`, companyName, dateAdded });
    }
  }

  test('keeps the location, the filter and the limit on every page of the contact list', async () => {
    manyContacts();
    const found = await zap.run('triggers', 'list_contacts', { query: 'wanted' }, turnedOn);
    expect(found).toHaveLength(650);
    expect(JSON.stringify(found)).not.toContain('Other Ltd');
    const [page1, ...pages] = queries();
    expect(page1).toEqual({ locationId: here(), limit: '100', query: 'wanted' });
    expect(pages).toHaveLength(6);
    for (const page of pages) {
      expect(page).toMatchObject({
        ...page1,
        startAfter: expect.any(String),
        startAfterId: expect.any(String),
      });
    }
  });

  test('keeps the filters and the order on every page of the contact search', async () => {
    manyContacts();
    const filters = [{ field: 'companyName', operator: 'eq', value: 'Wanted Ltd' }];
    const found = await zap.run('triggers', 'search_contacts', { filters, match: 'AND' }, turnedOn);
    expect(found).toHaveLength(650);
    expect(JSON.stringify(found)).not.toContain('Other Ltd');
    const [page1, page2, ...others] = queries();
    expect(others).toEqual([]);
    expect(page1).toMatchObject({ locationId: here(), pageLimit: 500, filters: [{ value: 'Wanted Ltd' }] });
    expect(page2).toEqual({ ...page1, searchAfter: expect.any(Array) });
  });

  test('polls with one request where the latest contacts are old', async () => {
    manyContacts();
    const contacts = zap.sandbox.state.contacts;
    for (const { id } of contacts.all().filter(({ firstName }) => !/^N\d/.test(String(firstName)))) {
      contacts.delete(id);
    }
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    expect(await zap.run('triggers', 'list_contacts', {})).toEqual([]);
    expect(zap.sent()).toHaveLength(1);
    jest.restoreAllMocks();
  });
});
