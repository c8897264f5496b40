import type { Bundle } from 'zapier-platform-core';
import { business } from '../../records/business';
import { contact } from '../../records/contact';
import { readCustomFields } from '../../records/custom-fields/values';
import { opportunity } from '../../records/opportunity';

describe('the value of a custom field', () => {
  test.each<[where: string, entry: object, value: unknown]>([
    ['value', { value: 'KR-7' }, 'KR-7'],
    ['field_value', { field_value: 'KR-7' }, 'KR-7'],
    ['fieldValue', { fieldValue: ['KR-7'] }, ['KR-7']],
    ['fieldValueString', { type: 'string', fieldValueString: 'KR-7' }, 'KR-7'],
    ['fieldValueArray', { type: 'array', fieldValueArray: ['KR-7'] }, ['KR-7']],
    ['the typed name that has one', { fieldValueString: ' ', fieldValueNumber: 0 }, 0],
    ['value, before the others', { value: 'KR-7', field_value: 'old', fieldValueString: 'old' }, 'KR-7'],
    ['valueString', { valueString: 'KR-7' }, 'KR-7'],
    ['valueNumber', { valueNumber: -3.5 }, -3.5],
    ['valueArray', { valueArray: ['KR-7', 'KR-8'] }, ['KR-7', 'KR-8']],
    ['valueCurrency', { valueCurrency: { currency: 'EUR', value: 49.9 } }, 49.9],
    ['a name that is no value’s', { valuesShown: 3, type: 'string', fieldValueString: 'KR-7' }, 'KR-7'],
    ['another name, where value is null', { value: null, fieldValueBoolean: false }, false],
  ])('is read from %s', (_where, entry, value) => {
    expect(readCustomFields([{ id: 'a', ...entry }])).toEqual({ a: value });
  });

  const file = (name: string, more = {}) => ({
    url: `https://a.example/${name}`,
    meta: { size: 4 },
    ...more,
  });
  const gone = (name: string) => file(name, { deleted: true });

  test.each<[form: string, entry: object, links: string[] | undefined]>([
    ['by ids', { value: { one: file('1.png'), two: file('2.png') } }, ['1.png', '2.png']],
    ['by ids, one deleted', { value: { one: gone('1.png'), two: file('2.png') } }, ['2.png']],
    ['by ids, one null', { value: { one: null, two: file('2.png') } }, ['2.png']],
    ['a list by id', { fieldValue: [file('1.png'), gone('2.png'), file('3.png')] }, ['1.png', '3.png']],
    ['a list of a search', { type: 'files', fieldValueFiles: [file('1.png')] }, ['1.png']],
    ['a list of a business', { valueFiles: [file('1.png'), file('2.png')] }, ['1.png', '2.png']],
    ['a signature', { value: file('signature.png') }, ['signature.png']],
    [
      'one of them as its link',
      { fieldValue: ['https://a.example/1.png', file('2.png')] },
      ['1.png', '2.png'],
    ],
    ['one deleted, as text', { fieldValue: [file('1.png', { deleted: 'true' }), file('2.png')] }, ['2.png']],
    ['one that is deleted', { fieldValue: gone('1.png') }, undefined],
    ['all deleted', { valueFiles: [gone('1.png'), gone('2.png')] }, undefined],
  ])('of files is their links, without the deleted ones: %s', (_form, entry, links) => {
    expect(readCustomFields([{ id: 'a', ...entry }])).toEqual(
      links ? { a: links.map((name) => `https://a.example/${name}`) } : {},
    );
  });

  test.each<[form: string, entry: object, value: unknown]>([
    ['milliseconds of a search', { type: 'date', fieldValueDate: Date.UTC(2027, 5, 1) }, '2027-06-01'],
    ['milliseconds as text', { fieldValueDate: String(Date.UTC(1990, 5, 1)) }, '1990-06-01'],
    ['milliseconds before 1970', { type: 'date', fieldValueDate: Date.UTC(1944, 5, 6) }, '1944-06-06'],
    ['milliseconds of a business', { valueDate: Date.UTC(2003, 11, 31) }, '2003-12-31'],
    [
      'milliseconds under a name without a type',
      { type: 'date', fieldValue: Date.UTC(2027, 5, 1) },
      '2027-06-01',
    ],
    ['a time', { type: 'DATE', value: '2027-06-01T00:00:00.000Z' }, '2027-06-01'],
    ['a time of a business', { valueDate: '2027-06-01T18:00:00+02:00' }, '2027-06-01'],
    ['a day', { type: 'date', fieldValueDate: '2027-06-01' }, '2027-06-01'],
    ['the first day of all', { type: 'date', fieldValueDate: 0 }, '1970-01-01'],
    ['a day in words', { type: 'date', fieldValueDate: 'Jun 1st 2027' }, '2027-06-01'],
    ['a day in words, with its month whole', { type: 'Date', value: 'September 30, 1990' }, '1990-09-30'],
    ['a day with the year last', { dataType: 'DATE', value: '06-01-2027' }, '2027-06-01'],
    ['a day with slashes', { type: 'date', fieldValue: '2027/06/1' }, '2027-06-01'],
    ['a day that no calendar has', { type: 'date', fieldValue: '02/30/2027' }, '02/30/2027'],
    [
      'what could be a day of a month beyond December',
      { type: 'date', fieldValue: '24-12-2026' },
      '24-12-2026',
    ],
    ['what is no date', { type: 'date', fieldValue: 'some day' }, 'some day'],
    ['a large number of a number field', { type: 'number', fieldValueNumber: 1811808000000 }, 1811808000000],
    ['a large number of no type', { value: 1811808000000 }, 1811808000000],
    [
      'a time in a text field',
      { type: 'string', fieldValueString: '2027-06-01T00:00Z' },
      '2027-06-01T00:00Z',
    ],
  ])('of a date field is a day, and no other is: %s', (_form, entry, value) => {
    expect(readCustomFields([{ id: 'a', ...entry }])).toEqual({ a: value });
  });

  test('is a day where the step’s own form says that the field is one', () => {
    const bundle: Bundle = Object({ meta: { inputFields: { customFields__a: { dataType: 'DATE' } } } });
    const customFields = ['a', 'b'].map((id) => ({ id, value: Date.UTC(1979, 4, 4) }));
    const read = { a: '1979-05-04', b: Date.UTC(1979, 4, 4) };
    for (const { from } of [contact, opportunity]) {
      expect(from({ id: 'r', customFields }, Object({}), bundle)).toMatchObject({ customFields: read });
    }
  });

  test('of a business stands under its id, or its key', () => {
    const customFields = [
      { id: 'a', valueString: 'Gold' },
      { key: 'b', valueNumber: 7 },
    ];
    expect(business.from({ id: 'r', customFields }, Object({}), Object({}))).toEqual({
      id: 'r',
      customFields: { a: 'Gold', b: 7 },
    });
  });

  test('of text boxes stays an object', () => {
    expect(readCustomFields([{ id: 'a', value: { partner: 'Byron' } }])).toEqual({ a: { partner: 'Byron' } });
  });

  test.each([{ value: '' }, { fieldValue: '' }, { value: [] }, { value: [' ', null] }, { value: {} }, {}])(
    'that says nothing stays away: %j',
    (entry) => {
      expect(
        readCustomFields([
          { id: 'a', ...entry },
          { id: 'b', value: 'x' },
        ]),
      ).toEqual({ b: 'x' });
    },
  );

  test.each([[undefined], [null], ['text'], [{ id: 'a', value: 'x' }], [[null, 'text', { value: 'x' }]]])(
    'needs a list of entries with an id; %j gives none',
    (list) => {
      expect(readCustomFields(list)).toEqual({});
    },
  );
});
