import { readCustomFields } from '../../records/custom-fields/values';

describe('the value of a custom field', () => {
  test.each<[where: string, entry: object, value: unknown]>([
    ['value', { value: 'KR-7' }, 'KR-7'],
    ['field_value', { field_value: 'KR-7' }, 'KR-7'],
    ['fieldValue', { fieldValue: ['KR-7'] }, ['KR-7']],
    ['fieldValueString', { type: 'string', fieldValueString: 'KR-7' }, 'KR-7'],
    ['fieldValueArray', { type: 'array', fieldValueArray: ['KR-7'] }, ['KR-7']],
    ['the typed name that has one', { fieldValueString: ' ', fieldValueNumber: 0 }, 0],
    ['value, before the others', { value: 'KR-7', field_value: 'old', fieldValueString: 'old' }, 'KR-7'],
    ['another name, where value is null', { value: null, fieldValueBoolean: false }, false],
  ])('is read from %s', (_where, entry, value) => {
    expect(readCustomFields([{ id: 'a', ...entry }])).toEqual({ a: value });
  });

  test('of files is their links', () => {
    const files = { one: { url: 'https://a.example/1.pdf' }, two: { url: 'https://a.example/2.pdf' } };
    expect(readCustomFields([{ id: 'a', value: files }])).toEqual({
      a: ['https://a.example/1.pdf', 'https://a.example/2.pdf'],
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
