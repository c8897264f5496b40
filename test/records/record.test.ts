/** What all records have in common: moments with a zone, an id, and a sample that keeps the promise. */
import { compact } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { bulkTags } from '../../records/bulk-tags';
import { contact } from '../../records/contact';
import { contactAppointment } from '../../records/contact-appointment';
import { contactNote } from '../../records/contact-note';
import { contactTask } from '../../records/contact-task';
import { duplicateContact } from '../../records/duplicate-contact';
import { toIsoDay } from '../../records/epoch';
import { deleted, done } from '../../records/outcomes';
import { newOrNot, plainRecord, type RecordType, toIsoMoment, withMoments } from '../../records/record';
import { at, type Item, isItem, items } from '../../zapier';
import fc from '../support/fast-check';

describe('a day', () => {
  test.each<[unknown, string | undefined]>([
    ['2031-02-03', '2031-02-03'],
    [' 2031-02-03T23:30:00-08:00 ', '2031-02-03'],
    ['2031-02-03 00:00:00', '2031-02-03'],
    [Date.UTC(2031, 1, 3), '2031-02-03'],
    [String(Date.UTC(2031, 1, 3)), '2031-02-03'],
    [Date.UTC(1970, 0, 20), '1970-01-20'],
    [Date.UTC(1888, 1, 29), '1888-02-29'],
    [String(Date.UTC(1921, 10, 11)), '1921-11-11'],
    [{ seconds: Date.UTC(2031, 1, 3) / 1000, nanoseconds: 0 }, '2031-02-03'],
    ['2031-02-035', undefined],
    ['tomorrow', undefined],
    ['', undefined],
    [null, undefined],
    [true, undefined],
  ])('%j is %j', (given, day) => {
    expect(toIsoDay(given)).toBe(day);
  });
});

describe('a moment', () => {
  test.each<[unknown, string | undefined]>([
    ['2026-05-04T14:12:09.000Z', '2026-05-04T14:12:09.000Z'],
    ['2026-05-04T09:12:09-05:00', '2026-05-04T14:12:09.000Z'],
    ['2026-05-04', '2026-05-04T00:00:00.000Z'],
    ['2026-05-04T14:12:09', '2026-05-04T14:12:09.000Z'],
    [' 2026-05-04 14:12:09 ', '2026-05-04T14:12:09.000Z'],
    [1777903929000, '2026-05-04T14:12:09.000Z'],
    ['1777903929000', '2026-05-04T14:12:09.000Z'],
    [1777903929, '2026-05-04T14:12:09.000Z'],
    ['1777903929', '2026-05-04T14:12:09.000Z'],
    [-473299200000, '1955-01-02T00:00:00.000Z'],
    ['-473299200000', '1955-01-02T00:00:00.000Z'],
    ['315532800000', '1980-01-01T00:00:00.000Z'],
    [{ seconds: 1777903929, nanoseconds: 123456789 }, '2026-05-04T14:12:09.123Z'],
    [{ _seconds: 1777903929, _nanoseconds: 0 }, '2026-05-04T14:12:09.000Z'],
    [{ seconds: '1777903929' }, '2026-05-04T14:12:09.000Z'],
    [{ nanoseconds: 5 }, undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    ['soon', undefined],
    [Number.NaN, undefined],
    [{}, undefined],
  ])('%j is %j', (given, iso) => {
    expect(toIsoMoment(given)).toBe(iso);
  });

  test('is in ISO 8601 with a zone, or there is none, whatever HighLevel gives', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.double(), fc.date().map(String)), (given) => {
        const made = toIsoMoment(given);
        if (made === undefined) return;
        expect(made).toMatch(/^([+-]\d\d)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(toIsoMoment(made)).toBe(made);
      }),
    );
  });

  test('takes its place in the record; what is none stays as it came', () => {
    expect(withMoments({ a: 1777903929, b: '', c: null, d: 'soon' }, ['a', 'b', 'c', 'd', 'e'])).toEqual({
      a: '2026-05-04T14:12:09.000Z',
      b: '',
      c: null,
      d: 'soon',
    });
  });
});

test.each<[raw: Item, id: string]>([
  [{ id: 'a1' }, 'a1'],
  [{ _id: 'a1' }, 'a1'],
  [{ id: 7 }, '7'],
  [{ id: null, _id: 'a1' }, 'a1'],
  [{}, ''],
])('the id of %j is %j', (raw, id) => {
  expect(plainRecord()(raw).id).toBe(id);
});

const RECORDS: [name: string, record: RecordType][] = [
  ['a contact', contact],
  ['a contact that is new or not', newOrNot(contact)],
  ['a contact’s duplicate', duplicateContact],
  ['an appointment', contactAppointment],
  ['a note', contactNote],
  ['a task', contactTask],
  ['a bulk update of tags', bulkTags],
  ['a delete', deleted('Task')],
  ['an action without a record', done('Contact', { contactId: 'Contact' })],
];

/** Every value of a sample, by the key under which Zapier shows it. */
function leaves(value: unknown, key = ''): [key: string, value: unknown][] {
  if (Array.isArray(value) && value.some(isItem)) {
    return items(value).flatMap((one) =>
      leaves(one).map(([inner, leaf]): [string, unknown] => [`${key}[]${inner}`, leaf]),
    );
  }
  if (!isItem(value)) return [[key, value]];
  return Object.entries(value).flatMap(([inner, leaf]) => leaves(leaf, key ? `${key}__${inner}` : inner));
}

const TYPES: { [type: string]: (value: unknown) => boolean } = {
  string: (value) => typeof value === 'string' && value !== '',
  datetime: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/.test(value),
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
};

/** Whether a value is what its output field promises. */
function keeps({ type = 'string', list }: PlainOutputField, value: unknown): boolean {
  if (list) return Array.isArray(value) && value.every((one) => TYPES[type]?.(one));
  return TYPES[type]?.(value) ?? false;
}

describe.each(RECORDS)('the sample of %s', (_name, { fields, sample }) => {
  test('has an id, which is the first output field', () => {
    expect(sample.id).toMatch(/^\w{8,}$/);
    expect(fields[0]).toMatchObject({ key: 'id', type: 'string' });
  });

  test('holds nothing that the output fields do not promise', () => {
    const promised = fields.map(({ key }) => key);
    expect(
      leaves(sample)
        .map(([key]) => key)
        .filter((key) => !promised.includes(key)),
    ).toEqual([]);
  });

  test('is of the promised types', () => {
    const broken = leaves(sample).filter(([key, value]) => {
      const field = fields.find((one) => one.key === key);
      return field && !keeps(field, value);
    });
    expect(broken).toEqual([]);
  });

  test('has labels for people: each once, in title case, without the API’s words', () => {
    const labels = fields.map(({ label }) => String(label));
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^[A-Z][\w:'-]*( ([A-Z][\w:'-]*|of|by|to|and))*$/);
  });
});

test.each(RECORDS.filter(([, { added, updated }]) => added || updated))(
  'the sample of %s has the moments by which the newest come first',
  (_name, { fields, added, updated }) => {
    const moments = fields.filter(({ type }) => type === 'datetime').map(({ key }) => key);
    expect(moments).toEqual(expect.arrayContaining(compact([added, ...(updated ?? [])])));
  },
);

test.each<[string, RecordType]>([
  ['note', contactNote],
  ['task', contactTask],
])('the sample of a %s is what the record is made of', (_name, { from, sample }) => {
  expect(Object(from)(sample)).toEqual(sample);
  expect(at(sample, 'id')).toBe(sample.id);
});
