/** What the memory of values says of a record: alone, with a cache that the test holds. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { EvidenceMemory } from '../../operations/evidence';

const BUNDLE = { inputData: {}, authData: {}, meta: { zap: { id: 'zap' } } } as unknown as Bundle;
const NOW = Date.UTC(2026, 4, 8, 10);

/** A cache as core's, and what it holds. */
function cache() {
  const held = new Map<string, unknown>();
  const z = {
    cache: {
      get: async (key: string) => held.get(key),
      set: async (key: string, value: unknown) => {
        held.set(key, JSON.parse(JSON.stringify(value)));
        return true;
      },
    },
  } as unknown as ZObject;
  return { z, held };
}

/** One run: these values are noted, and what the memory says of each. */
async function run(z: ZObject, values: { [id: string]: unknown }, at: number, expected = 0) {
  const memory = await EvidenceMemory.of(z, BUNDLE, 'a_trigger');
  await memory.load(Object.keys(values), expected);
  const said = Object.entries(values).map(([id, value]) => memory.note(id, value, at));
  await memory.keep();
  return said;
}

/** What is said of one record, run after run. */
async function story(z: ZObject, values: unknown[], begin = NOW) {
  const said = [];
  for (const [nth, value] of values.entries())
    said.push(...(await run(z, { one: value }, begin + nth * 1000)));
  return said;
}

afterEach(() => jest.restoreAllMocks());

test('what is seen first is noted in silence; another value is a change, with what it was before', async () => {
  const { z } = cache();
  const [first, same, other] = await story(z, ['a', 'a', 'b']);
  expect([first?.hasChanged, same?.hasChanged, other?.hasChanged]).toEqual([false, false, true]);
  expect(other?.former).toBe('a');
});

test('there and back are two changes, each with another revision', async () => {
  const { z } = cache();
  const [, there, back, again] = await story(z, ['a', 'b', 'a', 'b']);
  const revisions = [there, back, again].map((one) => one?.revision);
  expect(new Set(revisions).size).toBe(3);
  expect(back?.former).toBe('b');
});

test('an entry is told without a number the first time, and with one when it comes again', async () => {
  const { z } = cache();
  const [, first, , second] = await story(z, ['open', 'done', 'open', 'done']);
  expect(first?.entry).not.toContain('.');
  expect(second?.entry).toContain('.');
  expect(second?.before).toContain(first?.entry);
});

test('a lost memory is silent again, and its numbers do not come again', async () => {
  const { z, held } = cache();
  const before = await story(z, ['a', 'b', 'a']);
  held.clear();
  jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  const after = await story(z, ['a', 'b'], NOW + 60_000);
  expect(after[0]?.hasChanged).toBe(false);
  expect(before.map(({ revision }) => revision)).not.toContain(after[1]?.revision);
});

test('where one of its parts is lost, the records of the others stay known', async () => {
  const { z, held } = cache();
  const ids = Array.from({ length: 900 }, (_, nth) => `id${nth}`);
  const valued = (value: string) => Object.fromEntries(ids.map((id) => [id, value]));
  await run(z, valued('a'), NOW, ids.length);
  const [lost] = [...held.keys()].filter((key) => /:\d+$/.test(key));
  held.delete(String(lost));
  const said = await run(z, valued('b'), NOW + 1000, ids.length);
  const silent = said.filter(({ hasChanged }) => !hasChanged).length;
  expect(silent).toBeGreaterThan(0);
  expect(silent).toBeLessThan(ids.length / 2);
});

test('an index that gives old and new states in turns, at one time of update, makes one change', async () => {
  const { z } = cache();
  await story(z, ['a']);
  const said = [];
  for (const value of ['b', 'a', 'b', 'a']) said.push(...(await run(z, { one: value }, NOW + 5000)));
  expect(new Set(said.map(({ revision }) => revision)).size).toBe(1);
});

test('ten thousand records are spread over many small values', async () => {
  const { z, held } = cache();
  const values = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, nth) => [`id${nth}`, ['a@example.com']]),
  );
  await run(z, values, NOW, 10_000);
  const largest = Math.max(...[...held.values()].map((value) => JSON.stringify(value).length));
  expect(held.size).toBeGreaterThan(20);
  expect(largest).toBeLessThan(50_000);
});

test('what was updated long before the last look need not be looked up', async () => {
  const { z } = cache();
  await story(z, ['a']);
  const memory = await EvidenceMemory.of(z, BUNDLE, 'a_trigger');
  const hours = (count: number) => NOW - count * 3_600_000;
  expect([1, 7].map((ago) => memory.isDue('other', hours(ago), false))).toEqual([true, false]);
  expect([7, 80].map((ago) => memory.isDue('other', hours(ago), true))).toEqual([true, false]);
  memory.lookUp(['other']);
  expect(memory.isDue('other', hours(80), false)).toBe(true);
});
