import type { Json, JsonObject } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, rowsAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const search = (body: JsonObject = {}) =>
  call('POST /contacts/search', { body: { ...here(), pageLimit: 20, ...body } });
const found = async (body: JsonObject) =>
  rowsAt((await search(body)).body, 'contacts').map(({ firstName }) => firstName);
const add = (fields: JsonObject) => sandbox.state.contacts.insert({ ...here(), source: 'test', ...fields });
const filter = (field: string, operator: string, value?: Json) => ({
  field,
  operator,
  ...(value !== undefined && { value }),
});
const ours = filter('source', 'eq', 'test');

test('answers names cased and in lower case, a cursor with each, and the total', async () => {
  add({ firstName: 'Ada', lastName: 'Byron' });
  const { status, body } = await search({ filters: [ours] });
  expect(status).toBe(200);
  expect(body).toMatchObject({ total: 1, traceId: expect.any(String) });
  expect(rowsAt(body, 'contacts')).toMatchObject([
    {
      firstName: 'Ada',
      firstNameLowerCase: 'ada',
      lastNameLowerCase: 'byron',
      searchAfter: [expect.any(Number), expect.any(String)],
    },
  ]);
});

describe('filters', () => {
  beforeEach(() => {
    add({ firstName: 'Ada', email: 'ada@x.org', tags: ['vip'], dateAdded: '2026-02-01T00:00:00.000Z' });
    add({
      firstName: 'Bea',
      email: 'bea@x.org',
      tags: ['new'],
      city: 'Rome',
      dateAdded: '2026-02-02T00:00:00.000Z',
    });
    add({ firstName: 'Cleo', dateAdded: '2026-02-03T00:00:00.000Z' });
  });

  test.each([
    [filter('email', 'eq', 'ADA@x.org'), ['Ada']],
    [filter('firstNameLowerCase', 'eq', 'bea'), ['Bea']],
    [filter('tags', 'contains', 'vip'), ['Ada']],
    [filter('tags', 'eq', ['vip', 'new']), ['Bea', 'Ada']],
    [filter('tags', 'not_contains', 'vip'), ['Cleo', 'Bea']],
    [filter('email', 'not_eq', 'ada@x.org'), ['Cleo', 'Bea']],
    [filter('email', 'contains', 'x.org'), ['Bea', 'Ada']],
    [filter('city', 'exists'), ['Bea']],
    [filter('email', 'not_exists'), ['Cleo']],
    [filter('dateAdded', 'range', { gte: '2026-02-02', lt: '2026-02-03T00:00:00Z' }), ['Bea']],
    [filter('dateAdded', 'range', { gt: Date.UTC(2026, 1, 2) }), ['Cleo']],
  ])('%j finds %j', async (one, names) => {
    expect(await found({ filters: [ours, one] })).toEqual(names);
  });

  test('are all to pass, and a group of OR one', async () => {
    const either = {
      group: 'OR',
      filters: [filter('firstNameLowerCase', 'eq', 'ada'), filter('city', 'exists')],
    };
    expect(await found({ filters: [ours, either] })).toEqual(['Bea', 'Ada']);
    expect(await found({ filters: [ours, either, filter('tags', 'eq', 'vip')] })).toEqual(['Ada']);
    const nested = { group: 'AND', filters: [ours, { group: 'OR', filters: [filter('tags', 'eq', 'new')] }] };
    expect(await found({ filters: [nested] })).toEqual(['Bea']);
  });

  test('know custom fields', async () => {
    const id =
      sandbox.state.customFields.find(
        ({ name, locationId }) => name === 'Lifetime Value' && locationId === here().locationId,
      )?.id ?? '';
    add({ firstName: 'Dora', customFields: [{ id, value: 900 }] });
    expect(await found({ filters: [ours, filter(`customFields.${id}`, 'range', { gte: 900 })] })).toEqual([
      'Dora',
    ]);
  });

  test.each([
    ['an unknown field', filter('nickname', 'eq', 'x'), 'filters.0.field nickname'],
    ['an unknown operator', filter('email', 'like', 'x'), 'filters.0.operator must be one of'],
    ['a long value', filter('email', 'eq', 'x'.repeat(76)), 'shorter than or equal to 75'],
    ['no value', filter('email', 'eq'), 'filters.0.value should not be empty'],
    ['an unknown bound', filter('dateAdded', 'range', { from: 1 }), 'gte, lte, gt, lt'],
    ['an unknown group', { group: 'XOR', filters: [] }, 'filters.0.group'],
  ])('refuse %s', async (_what, one, words) => {
    expect(await search({ filters: [one] })).toMatchObject({
      status: 422,
      body: { message: [expect.stringContaining(words)] },
    });
  });
});

test('query looks into names, e-mails, phones and companies, and is at most 75 characters long', async () => {
  add({ firstName: 'Zebulon', companyName: 'Quist Ltd' });
  expect(await found({ query: 'quist' })).toEqual(['Zebulon']);
  expect(await search({ query: 'x'.repeat(76) })).toMatchObject({ status: 422 });
});

test('sort orders by a field, and refuses an unknown one', async () => {
  for (const firstName of ['Bea', 'Ada', 'Cleo']) add({ firstName });
  const sort = (direction: string) => [{ field: 'firstNameLowerCase', direction }];
  expect(await found({ filters: [ours], sort: sort('asc') })).toEqual(['Ada', 'Bea', 'Cleo']);
  expect(await found({ filters: [ours], sort: sort('desc') })).toEqual(['Cleo', 'Bea', 'Ada']);
  expect(await search({ sort: [{ field: 'mood', direction: 'asc' }] })).toMatchObject({ status: 422 });
  expect(await search({ sort: [{ field: 'email', direction: 'up' }] })).toMatchObject({ status: 422 });
});

describe('paging', () => {
  test('by page gives every contact once', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => search({ pageLimit: 60, page })));
    const ids = pages.flatMap(({ body }) => rowsAt(body, 'contacts').map(({ id }) => id));
    expect([ids.length, new Set(ids).size]).toEqual([140, 140]);
  });

  test('by searchAfter gives every contact once, ties included', async () => {
    for (let i = 0; i < 5; i++) add({ firstName: `Twin ${i}`, dateAdded: '2026-01-20T00:00:00.000Z' });
    const ids: unknown[] = [];
    let searchAfter: Json | undefined;
    do {
      const page = await search({
        pageLimit: 3,
        filters: [ours],
        ...(searchAfter !== undefined && { searchAfter }),
      });
      const contacts = rowsAt(page.body, 'contacts');
      ids.push(...contacts.map(({ id }) => id));
      searchAfter = contacts.at(-1)?.searchAfter;
    } while (searchAfter !== undefined);
    expect([ids.length, new Set(ids).size]).toEqual([5, 5]);
  });

  test('takes page or searchAfter, not both, and pages reach 10,000 records', async () => {
    expect(await search({ page: 1, searchAfter: [1, 'a'] })).toMatchObject({ status: 400 });
    expect(await search({ page: 20, pageLimit: 500 })).toMatchObject({ status: 200 });
    expect(await search({ page: 21, pageLimit: 500 })).toMatchObject({ status: 400 });
  });

  test('needs a page size', async () => {
    expect(await call('POST /contacts/search', { body: here() })).toMatchObject({
      status: 422,
      body: { message: ['pageLimit should not be empty'] },
    });
  });
});

test('a new contact stays out while the index lags', async () => {
  sandbox.clock.set('2026-03-01T00:00:00Z');
  sandbox.indexLagMs = 3000;
  add({ firstName: 'Ada' });
  expect(await found({ filters: [ours] })).toEqual([]);
  sandbox.clock.advance(3000);
  expect(await found({ filters: [ours] })).toEqual(['Ada']);
});

test('the search of a location sees no other', async () => {
  const { body } = await search({ pageLimit: 500 });
  expect(at(body, 'total')).toBe(140);
  expect(new Set(rowsAt(body, 'contacts').map(({ locationId }) => locationId))).toEqual(
    new Set([here().locationId]),
  );
});
