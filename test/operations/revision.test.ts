/** The revision: what Zapier remembers of a record beside its id. */
import fc from 'fast-check';
import { contentHash, NEW, revisionOf } from '../../operations/revision';
import { DedupeMemory, isItem } from '../../recipes/zapier';
import { contact } from '../../records/contact';
import { contactTask } from '../../records/contactTask';
import type { Output } from '../../records/record';

/** The same content with the keys of every object in another order. */
function shuffled(value: unknown, order: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (!isItem(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
    key,
    shuffled(inner, order),
  ]);
  const turned = entries
    .slice(order % (entries.length || 1))
    .concat(entries.slice(0, order % (entries.length || 1)));
  return Object.fromEntries(order % 2 ? turned.reverse() : turned);
}

/** A record as it comes out of JSON. */
const record = fc
  .dictionary(
    fc.oneof(fc.string(), fc.constantFrom('title', 'body', '__proto__', 'constructor', 'length', '0', '1')),
    fc.jsonValue(),
    { noNullPrototype: true },
  )
  .map((fields): Output => {
    const parsed: unknown = JSON.parse(JSON.stringify(fields));
    return { ...(isItem(parsed) && parsed), id: 'r1' };
  });

describe('a revision by content', () => {
  test('is the same for the same content, whatever the order of its keys', () => {
    fc.assert(
      fc.property(record, fc.nat(), (one, order) => {
        expect(contentHash(shuffled(one, order))).toBe(contentHash(one));
        expect(contentHash(structuredClone(one))).toBe(contentHash(one));
      }),
    );
  });

  test('is another one for other content', () => {
    fc.assert(
      fc.property(record, record, (one, other) => {
        expect(contentHash(one) === contentHash(other)).toBe(sorted(one) === sorted(other));
      }),
    );
  });

  test('is another one when any one value changes, is added, or goes away', () => {
    fc.assert(
      fc.property(record, fc.string({ minLength: 1 }), fc.jsonValue(), (one, key, value) => {
        fc.pre(key !== 'id' && key !== '__proto__' && sorted(one[key]) !== sorted(value));
        expect(contentHash({ ...one, [key]: value })).not.toBe(contentHash(one));
      }),
    );
  });

  test.each<[what: string, one: unknown, other: unknown]>([
    ['text from a number', { a: '1' }, { a: 1 }],
    ['null from nothing', { a: null }, {}],
    ['an empty list from an empty object', { a: [] }, { a: {} }],
    ['the order of a list', { a: [1, 2] }, { a: [2, 1] }],
    ['where a value stands', { a: { b: 1 }, c: 2 }, { a: { c: 2 }, b: 1 }],
    ['one text from two', { a: 'b","c":"d' }, { a: 'b', c: 'd' }],
    ['a list from its text', { a: ['x', 'y'] }, { a: 'x,y' }],
  ])('tells %s', (_what, one, other) => {
    expect(contentHash(one)).not.toBe(contentHash(other));
  });

  test('does not tell what JSON leaves out from nothing', () => {
    expect(contentHash({ a: 1, b: undefined })).toBe(contentHash({ a: 1 }));
  });

  test('is short, and text', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(contentHash(value)).toMatch(/^[0-9a-f]{32}$/)));
    expect(contentHash(undefined)).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a revision by time', () => {
  test('is the time of change, whatever else changed', () => {
    fc.assert(
      fc.property(record, (fields) => {
        const dateUpdated = '2026-05-06T08:30:41.000Z';
        expect(revisionOf(contact, { ...fields, dateUpdated })).toBe(dateUpdated);
      }),
    );
  });

  test.each([undefined, null, '', 17])('is that of the content where the time is %j', (dateUpdated) => {
    const output = { id: 'c1', dateUpdated };
    expect(revisionOf(contact, output)).toBe(contentHash(output));
  });

  test('is that of the content for records without one', () => {
    const task = { id: 't1', dateUpdated: '2026-05-06T08:30:41.000Z', title: 'Call' };
    expect(revisionOf(contactTask, task)).toBe(contentHash(task));
    expect(revisionOf(contactTask, { ...task, title: 'Send' })).not.toBe(contentHash(task));
  });

  test('is never the one of a record that fires once', () => {
    fc.assert(fc.property(record, (fields) => expect(revisionOf(contactTask, fields)).not.toBe(NEW)));
  });
});

test('Zapier’s memory fires a record once for each content, and other records apart from it', () => {
  const history = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('one', 'two', 'three')), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(history, fc.nat(), (changes, order) => {
      const memory = new DedupeMemory(['id', 'revision']);
      const fired = changes.flatMap(([id, title]) => {
        const output = { id, title };
        return memory.takeNew([
          { ...output, revision: revisionOf(contactTask, output) },
          { ...Object(shuffled(output, order)), revision: contentHash(shuffled(output, order)) },
        ]);
      });
      const contents = new Set(changes.map((change) => change.join()));
      expect(fired).toHaveLength(contents.size);
    }),
  );
});

/** Content as text that does not depend on the order of keys. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (!isItem(value)) return JSON.stringify(value) ?? '';
  const pairs = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${sorted(value[key])}`);
  return `{${pairs.join()}}`;
}
