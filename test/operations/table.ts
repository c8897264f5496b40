/** The table that proves a category: for each operation the exact request, its result, and an error. */
import { relative } from 'node:path';
import { endpoint } from '../../highlevel/contract';
import { operations } from '../../registry';
import type { Harness } from '../support/harness';

/** What one operation is held to. */
export interface Row {
  key: string;
  input: object;
  /**
   * The request that is sent; its query and body are held exactly. `besides` names the reads that go
   * with it, where there are any: what is read once and then cached, or replaced as a whole.
   */
  sends: { call: string; query?: object; body?: unknown; besides?: string[] };
  /** What comes of it: the fields of the record, a list of such for a trigger or search, or a matcher. */
  gives: unknown;
  /** An input that fails, what the Zap's owner reads, and how many requests it took. */
  fails: { input: object; says: RegExp; sends?: number; as?: 'agency' | 'location' };
  /** The connection, where it is not the first sub-account's. */
  as?: 'agency';
}

const KINDS = { trigger: 'triggers', create: 'creates', search: 'searches' } as const;

/**
 * Runs the table of a category. A trigger or an action of the category that has no row fails; searches have a table of
 * their own (`searches/table.ts`).
 *
 * @param rows makes the rows when the sandbox runs, with ids that it has
 * @param keys the operations that are held here, where another file holds the category's others
 */
export function describeCategory(
  zap: Harness,
  category: string,
  rows: () => Row[],
  keys?: readonly string[],
): void {
  const found = operations.filter(
    ({ kind, category: its, spec }) =>
      kind !== 'search' && its === category && (!keys || keys.includes(spec.key)),
  );
  const authData = (as: 'agency' | 'location' = 'location') =>
    as === 'agency' ? zap.agencyAuthData : zap.authData;

  test('each row is of an operation of this file', () => {
    const known = found.map(({ spec }) => spec.key);
    const strays = rows().filter(({ key }) => !known.includes(key));
    expect(strays.map(({ key }) => `${key} is no operation of ${category} in this file.`)).toEqual([]);
  });

  describe.each(found.map(({ kind, spec }) => [spec.key, KINDS[kind], spec] as const))(
    '%s',
    (key, kind, spec) => {
      const row = () => {
        const found = rows().find((one) => one.key === key);
        if (!found) {
          const file = relative(process.cwd(), expect.getState().testPath ?? '');
          throw new Error(
            `${key} has no row in ${file}: add one, with the request that it sends, what it gives, and how it fails.`,
          );
        }
        return found;
      };

      test('sends exactly the request that the contract describes', async () => {
        const { input, sends, as } = row();
        await zap.run(kind, key, input, { authData: authData(as) });
        const callOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
        expect(zap.sent().map(callOf).sort()).toEqual([...(sends.besides ?? []), sends.call].sort());
        const request = zap.sent().find((one) => callOf(one) === sends.call);
        expect(request?.query).toEqual(sends.query ?? {});
        expect(request?.body).toEqual(sends.body);
        expect(request?.headers).toMatchObject({
          ...(spec.endpoint && { version: endpoint(spec.endpoint).version }),
          authorization: `Bearer ${authData(as).access_token}`,
        });
      });

      test('gives the result', async () => {
        const { input, gives, as } = row();
        // A poll leaves out what is old, as most seeds are.
        const meta = { isPopulatingDedupe: kind === 'triggers' };
        const result = await zap.run(kind, key, input, { authData: authData(as), meta });
        expect(result).toEqual(Array.isArray(gives) ? gives.map(like) : like(gives));
      });

      test('tells what is wrong', async () => {
        const { fails, as } = row();
        const extra = { authData: authData(fails.as ?? as) };
        expect(await zap.sentence(zap.run(kind, key, fails.input, extra))).toMatch(fails.says);
        if (fails.sends !== undefined) expect(zap.sent()).toHaveLength(fails.sends);
      });
    },
  );
}

/** A plain object by the fields that it names; a matcher as it is. */
function like(wanted: unknown): unknown {
  const isPlain = Object.getPrototypeOf(wanted) === Object.prototype;
  return isPlain ? expect.objectContaining(Object(wanted)) : wanted;
}

/** These records among others, each with these fields among others. */
export const among = (...rows: object[]): unknown =>
  expect.arrayContaining(rows.map((row) => expect.objectContaining(row)));
