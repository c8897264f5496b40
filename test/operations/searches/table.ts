/** The table that proves the searches of a category: each way with its request, one, several, none, and a refusal. */
import { relative } from 'node:path';
import { omit } from 'lodash';
import { endpoint, endpointKeys } from '../../../highlevel/contract';
import { waysOf } from '../../../operations/search-ways';
import { operations } from '../../../registry';
import { items } from '../../../zapier';
import type { Harness } from '../../support/harness';
import { isSearch } from '../../support/operations';

/** One way in which a search is used: what is filled in, what is sent, and what is found. */
interface Use {
  input: object;
  /** The request; its query and body are held exactly. */
  sends: { call: string; query?: object; body?: unknown };
  /** Further requests, where one does not do. */
  besides?: string[];
  /** The record that is found, by the fields that are named. */
  gives: object;
  /** What the connection does not tell, where it is an older one. */
  untold?: 'companyId';
}

/** What one search is held to. */
export interface SearchRow {
  key: string;
  /** How it is used, at least once for each of its ways. */
  uses: Use[];
  /** An input that finds several, and the ids of all; none where the search gives one record at most. */
  several?: { input: object; ids: unknown };
  /** Inputs that find nothing. */
  nothing: object[];
  /** An input that is refused, what the Zap's owner reads, and how many requests it took. */
  refused: { input: object; says: RegExp; sends?: number; as?: 'agency' | 'location' };
  /** The connection, where it is not the first sub-account's. */
  as?: 'agency';
}

/**
 * Runs the table of a category's searches. A search of the category that has no row fails.
 *
 * @param rows makes the rows when the sandbox runs, with ids that it has
 */
export function describeSearches(zap: Harness, category: string, rows: () => SearchRow[]): void {
  const specs = operations.flatMap(({ kind, category: its, spec }) =>
    kind === 'search' && its === category && isSearch(spec) ? [spec] : [],
  );
  const authData = (as: 'agency' | 'location' = 'location') =>
    as === 'agency' ? zap.agencyAuthData : zap.authData;
  const callOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

  test(`each row is of a search of ${category}`, () => {
    const known = specs.map(({ key }) => key);
    expect(
      rows()
        .map(({ key }) => key)
        .filter((key) => !known.includes(key)),
    ).toEqual([]);
  });

  describe.each(specs.map((spec) => [spec.key, spec] as const))('%s', (key, spec) => {
    let made: SearchRow | undefined;
    // The rows may put records of their own into the sandbox: once a test.
    beforeEach(() => {
      made = rows().find((one) => one.key === key);
    });
    const row = (): SearchRow => {
      if (made) return made;
      const file = relative(process.cwd(), expect.getState().testPath ?? '');
      throw new Error(`${key} has no row in ${file}: add one for each of its ways, with what it finds.`);
    };
    const use = async ({ input, untold }: Use) =>
      zap.run('searches', key, input, { authData: omit(authData(row().as), untold ?? []) });
    const find = async (input: object, as: 'agency' | 'location' | undefined = row().as) =>
      zap.run('searches', key, input, { authData: authData(as) });

    test('sends what the contract describes and gives the record, each way', async () => {
      for (const one of row().uses) {
        const { sends, besides = [], gives } = one;
        const before = zap.sent().length;
        expect(await use(one)).toEqual([expect.objectContaining(gives)]);
        const sent = zap.sent().slice(before);
        expect(sent.map(callOf).sort()).toEqual([sends.call, ...besides].sort());
        const request = sent.find((one) => callOf(one) === sends.call);
        expect(request?.query).toEqual(sends.query ?? {});
        expect(request?.body).toEqual(sends.body);
        const called = endpointKeys().find((one) => one === request?.endpoint);
        expect(request?.headers.version).toBe(called && endpoint(called).version);
      }
    });

    test('has a use in its table for each of its ways', async () => {
      for (const one of row().uses) await use(one);
      const used = zap.sent().map((request) => request.endpoint);
      expect(used).toEqual(expect.arrayContaining(waysOf(spec).map((way) => way.endpoint)));
    });

    test('gives the first, or all as line items with their number', async () => {
      const { several } = row();
      if (!several) return expect(spec.most).toBe(1);
      const [first, ...others] = items(await find(several.input));
      expect(others).toEqual([]);
      const [all] = items(await find({ ...several.input, results: 'all' }));
      const results = items(all?.results);
      expect(results.map(({ id }) => id)).toEqual(several.ids);
      expect(results.length).toBeGreaterThan(1);
      expect(all).toMatchObject({ id: first?.id, count: results.length });
      expect(results[0]).toEqual(omit(Object(first), spec.completes?.gives ?? []));
    });

    test('gives nothing where there is none', async () => {
      const found = await Promise.all(row().nothing.map((input) => find(input)));
      expect(found).toEqual(row().nothing.map(() => []));
    });

    test('tells what is wrong', async () => {
      const { refused, as } = row();
      expect(await zap.sentence(find(refused.input, refused.as ?? as))).toMatch(refused.says);
      if (refused.sends !== undefined) expect(zap.sent()).toHaveLength(refused.sends);
    });
  });
}
