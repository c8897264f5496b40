/** The revision: what Zapier remembers of a record beside its id. */
import type { Raw } from '../../highlevel/json';
import { contentHash, NEW, revisionOf } from '../../operations/revision';
import { contact } from '../../records/contact';
import { contactTask } from '../../records/contact-task';
import { opportunity } from '../../records/opportunity';
import type { Output } from '../../records/record';
import { DedupeMemory, isItem } from '../../zapier';
import fc from '../support/fast-check';

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

/** What Zapier remembers a record by, as long as it is in no state for the second time. */
function textOf(...given: Parameters<typeof revisionOf>): string {
  const revision = revisionOf(...given);
  return 'once' in revision ? revision.once : revision.state;
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
  test('is the latest of the times of change, and never comes again', () => {
    const times = {
      updatedAt: '2026-05-06T08:30:41.000Z',
      lastStatusChangeAt: '2026-05-06T10:30:42.000+02:00',
      lastStageChangeAt: '2026-05-05T08:30:43.000Z',
    };
    expect(revisionOf(opportunity, { id: 'o1', ...times }, {})).toEqual({ once: '2026-05-06T08:30:42.000Z' });
    expect(revisionOf(contactTask, { id: 't1' }, {})).toEqual({ state: contentHash({}) });
  });

  test('is the time of change, whatever else changed', () => {
    fc.assert(
      fc.property(record, (fields) => {
        const dateUpdated = '2026-05-06T08:30:41.000Z';
        expect(textOf(contact, { ...fields, dateUpdated }, {})).toBe(dateUpdated);
      }),
    );
  });

  test.each([undefined, null, '', 17])('is that of the content where the time is %j', (dateUpdated) => {
    const raw = { id: 'c1', city: 'Leeds' };
    expect(textOf(contact, { id: 'c1', dateUpdated }, raw)).toBe(contentHash(raw));
  });

  test('is that of the content for records without one', () => {
    const task = { id: 't1', dateUpdated: '2026-05-06T08:30:41.000Z', title: 'Call' };
    expect(textOf(contactTask, task, task)).toBe(contentHash(task));
    expect(textOf(contactTask, task, { ...task, title: 'Send' })).not.toBe(contentHash(task));
  });

  test('is that of HighLevel’s content, whatever this app makes of it', () => {
    const raw = { id: 't1', title: 'Call' };
    expect(textOf(contactTask, { ...raw, isLate: true }, raw)).toBe(textOf(contactTask, raw, raw));
  });

  test.each<[what: string, more: Raw]>([
    ['null for what is absent', { body: null, owner: undefined }],
    ['a trace id', { traceId: '0c52e980-41f6-4be7-8c4b-32332ea0e7a0' }],
    ['a place in the list', { searchAfter: [1767225600000, 't1'] }],
    ['the keys in another order', { completed: false, title: 'Call' }],
  ])('is the same with %s', (_what, more) => {
    const raw = { id: 't1', title: 'Call', completed: false, place: { city: 'Leeds', zip: null } };
    const other = { ...more, place: { city: 'Leeds' }, completed: false, title: 'Call', id: 't1' };
    expect(textOf(contactTask, raw, { ...other, ...more })).toBe(textOf(contactTask, raw, raw));
  });

  test('is the moment of a change, in whatever zone it is worded', () => {
    const at = (dateUpdated: string) => textOf(contact, { id: 'c1', dateUpdated }, {});
    expect(at('2026-05-04T09:15:00.000-05:00')).toBe('2026-05-04T14:15:00.000Z');
    expect(at('2026-05-04T16:15:00.000+02:00')).toBe('2026-05-04T14:15:00.000Z');
    expect(at('last week')).toBe('last week');
  });

  test('is never the one of a record that fires once', () => {
    fc.assert(fc.property(record, (fields) => expect(textOf(contactTask, fields, fields)).not.toBe(NEW)));
  });
});

/** A change here fires every record of every running Zap. */
test.each<[hash: string, raw: Raw]>([
  [
    '74e5472587dffc00b597fc18b6315b3f',
    { id: 'lJpzYrWdpkC2hX6t2yue', title: 'Call back', completed: false, dueDate: '2026-05-08T15:00:00.000Z' },
  ],
  [
    'b1311cf892575efc69e4491c07b3beff',
    {
      id: 1,
      name: 'Ünïcode “é” 👋',
      tags: ['b', 'a', null],
      settings: { on: true, none: null, deep: [{ z: 1, a: {} }] },
    },
  ],
  [
    '2bbccbd3a387e76a15f03ce5bc6186ac',
    { _id: 'x', n: 1.5, empty: '', list: [], nothing: null, traceId: 'a', searchAfter: [1] },
  ],
])('the revision of a record without a time is the one that Zaps remember: %s', (hash, raw) => {
  expect(textOf(contactTask, { id: 'any' }, raw)).toBe(hash);
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
          { ...output, revision: textOf(contactTask, output, output) },
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
