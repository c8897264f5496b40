/** How values that people give become values that the API takes. */
import fc from 'fast-check';
import { BadValue } from '../../fields/field';
import {
  coerce,
  isBlank,
  quoted,
  toBoolean,
  toDay,
  toLinks,
  toList,
  toMoment,
  toNames,
  toNumber,
  toText,
} from '../../fields/values';
import { type Fact, shape } from '../../highlevel/contract';

/** What a reader makes of a value, or the end of the sentence with which it refuses it. */
function outcome(read: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof BadValue) return `refused: ${error.message}`;
    throw error;
  }
}

const as = (fact: Fact) => (value: unknown) => coerce(value, shape(fact));

describe('a value becomes what the contract says', () => {
  test.each<[fact: Fact, given: unknown, sent: unknown]>([
    ['string', 'Ada', 'Ada'],
    ['string', 12.5, '12.5'],
    ['string', false, 'false'],
    ['string', ['red', 'green'], 'red, green'],
    ['string', ['red', null, ' ', 'green'], 'red, green'],
    ['number', '12', 12],
    ['number', ' -1.5 ', -1.5],
    ['number', 7, 7],
    ['number', '+7', 7],
    ['number', '.5', 0.5],
    ['number', '7.', 7],
    ['number', 1e-7, 1e-7],
    ['number', ['7'], 7],
    ['boolean', true, true],
    ['boolean', 'No', false],
    ['string[]', 'one', ['one']],
    ['string[]', '["one","two"]', ['one', 'two']],
    ['string[]', ['["one","two"]'], ['one', 'two']],
    ['string[]', '[one]', ['[one]']],
    ['string', '["one","two"]', '["one","two"]'],
    ['string[]!', ['one', '', null, 2], ['one', '2']],
    ['number[]', ['1', 2], [1, 2]],
    ['object', { deep: { er: 1 } }, { deep: { er: 1 } }],
    ['any', ['as', { it: 'is' }], ['as', { it: 'is' }]],
    [{ is: 'string', enum: ['active', 'inactive'] }, ' Active ', 'active'],
    [{ is: 'string[]', enum: ['sms', 'email'] }, 'SMS', ['sms']],
    [{ is: 'string', maxLength: 3 }, 'abc', 'abc'],
  ])('as %j: %j is sent as %j', (fact, given, sent) => {
    expect(as(fact)(given)).toEqual(sent);
  });

  test.each<[fact: Fact, given: unknown, sentence: string]>([
    ['string', { an: 'object' }, 'text, and not a group of fields'],
    ...['0x10', '0b11', '0o7', '1e3', '1,200', '1 2', '.', '12345678901234567890'].map(
      (given): [Fact, unknown, string] => ['number', given, `a number; it is “${given}”`],
    ),
    ['number', 2 ** 53, `a number; it is “${2 ** 53}”`],
    ['number', 'twelve', 'a number; it is “twelve”'],
    ['number', '', 'a number; it is “”'],
    ['number', Number.NaN, 'a number; it is “NaN”'],
    ['number', Number.POSITIVE_INFINITY, 'a number; it is “Infinity”'],
    ['number[]', ['1', 'two'], 'a number; it is “two”'],
    ['boolean', 'maybe', 'yes or no; it is “maybe”'],
    ['boolean', 2, 'yes or no; it is “2”'],
    ['boolean', ['yes', 'no'], 'yes or no; it is “["yes","no"]”'],
    [{ is: 'string', enum: ['add', 'remove'] }, 'delete', 'one of add, remove; it is “delete”'],
    [{ is: 'string', maxLength: 3 }, 'abcd', 'at most 3 characters long; it has 4'],
    ['number', 'x'.repeat(100), `a number; it is “${'x'.repeat(60)}…”`],
  ])('as %j: %j is refused, because it must be %s', (fact, given, sentence) => {
    expect(outcome(as(fact), given)).toBe(`refused: ${sentence}`);
  });

  const reader = fc.constantFrom<(value: unknown) => unknown>(
    ...(['string', 'number', 'boolean', 'string[]', 'number[]', 'boolean[]', 'object', 'any'] as const).map(
      as,
    ),
    as({ is: 'string', enum: ['a', 'b'] }),
    as({ is: 'string', maxLength: 5 }),
    toText,
    toNumber,
    toBoolean,
    toMoment,
    toDay,
    toList,
    toLinks,
  );

  test('whatever comes is sent or refused: nothing crashes', () => {
    fc.assert(
      fc.property(reader, fc.anything({ withNullPrototype: true }), (read, value) => {
        outcome(read, value);
      }),
      {
        examples: [
          [toMoment, undefined],
          [toNumber, { __proto__: null }],
          [toDay, '9999999999999'],
        ],
      },
    );
  });

  test('what was made right once stays as it is', () => {
    fc.assert(
      fc.property(
        reader,
        fc.oneof(fc.jsonValue(), fc.date({ noInvalidDate: true }).map(String)),
        (read, value) => {
          const made = outcome(read, value);
          if (typeof made === 'string' && made.startsWith('refused: ')) return;
          expect(read(made)).toEqual(made);
        },
      ),
    );
  });

  test('text passes unharmed', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'Hi {{contact.first_name}}',
        '{{process.env.X}}',
        '👩‍👩‍👧 “quoted”\r\n\t\u0000',
        '__proto__',
        '٠١٢',
      ),
    );
    fc.assert(fc.property(texts, (text) => expect(as('string')(text)).toBe(text)));
  });
});

describe('a blank', () => {
  test.each([[undefined], [null], [''], [' \n\t '], [[]], [['', null, [' ']]], [{}], [{ a: '', b: [] }]])(
    '%j is one',
    (value) => expect(isBlank(value)).toBe(true),
  );

  test.each([[0], [false], ['0'], ['no'], [['', 0]], [{ a: false }]])('%j is none', (value) =>
    expect(isBlank(value)).toBe(false),
  );
});

describe('yes and no', () => {
  test.each(['true', 'TRUE', 'Yes', ' y ', '1', 'on', true, 1])('%j is yes', (value) =>
    expect(toBoolean(value)).toBe(true),
  );
  test.each(['false', 'False', 'NO', 'n', '0', 'off', false, 0])('%j is no', (value) =>
    expect(toBoolean(value)).toBe(false),
  );
});

describe('names', () => {
  test.each([
    ['vip, new patient ,vip', ['vip', 'new patient']],
    ['vip\nwarm\r\n\ncold', ['vip', 'warm', 'cold']],
    // Of a list of several each is a name; a list of one may be one text that was mapped.
    [
      ['vip', 'new, warm', ' '],
      ['vip', 'new, warm'],
    ],
    [
      ['austin, tx', 'vip'],
      ['austin, tx', 'vip'],
    ],
    [['vip, warm'], ['vip', 'warm']],
    [
      ['austin, tx', ''],
      ['austin', 'tx'],
    ],
    // In quotes it is one name.
    [['"austin, tx"'], ['austin, tx']],
    ['"austin, tx", vip', ['austin, tx', 'vip']],
    [
      ['"austin, tx"', 'vip'],
      ['austin, tx', 'vip'],
    ],
    ['"Doe, John" <a@b.example>, c@d.example', ['"Doe, John" <a@b.example>', 'c@d.example']],
    ['5" pipe, 6" pipe', ['5" pipe', '6" pipe']],
    ['"VIP", "open', ['"VIP"', '"open']],
    ['["vip","warm"]', ['vip', 'warm']],
    [['["vip","warm"]'], ['vip', 'warm']],
    ['["vip, loyal","warm"]', ['vip, loyal', 'warm']],
    ['[vip]', ['[vip]']],
    [
      ['vip', ['warm', 'cold']],
      ['vip', 'warm', 'cold'],
    ],
    ['[]', []],
    [
      [7, 'seven'],
      ['7', 'seven'],
    ],
    [' , ,', []],
    [null, []],
  ])('%j are %j', (given, names) => {
    expect(toNames(given)).toEqual(names);
  });

  test('are trimmed, not empty, and each there once, whatever they came in', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (given) => {
        const names = toNames(given);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^\S(.*\S)?$/s);
      }),
    );
  });

  test('of a list of several are what they were', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => text === text.trim() && !text.startsWith('"'));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2 }), (names) => expect(toNames(names)).toEqual(names)),
    );
  });

  test('that a drop-down gives alone are the name that it shows', () => {
    const name = fc
      .stringMatching(/^[\w, ]{1,20}$/)
      .filter((text) => /\w/.test(text) && text === text.trim());
    fc.assert(fc.property(name, (one) => expect(toNames([quoted(one)])).toEqual([one])));
  });

  test('in a million of anything are read', () => {
    for (const part of [',', '"', '",', ' ', '\n', '["', '"a,']) {
      expect(toNames(part.repeat(1_000_000 / part.length)).length).toBeLessThan(500_001);
    }
  });

  test('keep the text between commas', () => {
    const name = fc.stringMatching(/^[\w@.{}'’ -]{1,20}$/).filter((text) => text === text.trim());
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 50 }), (names) =>
        expect(toNames(names.join(' ,\n'))).toEqual(names),
      ),
    );
  });
});

describe('links', () => {
  const [a, b] = ['https://a.example/x,y.pdf?q=1,2', 'http://b.example/'];
  test.each<[given: unknown, links: string[]]>([
    [a, [a]],
    [`${a}, ${b}`, [a, b]],
    [`${a},${b}`, [a, b]],
    [` ${a}\r\n${b} `, [a, b]],
    [
      [a, b],
      [a, b],
    ],
    [[`${a} ${b}`], [a, b]],
    [JSON.stringify([a, b]), [a, b]],
  ])('%j are %j', (given, links) => {
    expect(toLinks(given)).toEqual(links);
  });

  test.each(['x.pdf', 'https://', 'https://a.example/my file.pdf', `${a} x.pdf`, 'ftp://a.example'])(
    '%j is none',
    (given) => {
      expect(outcome(toLinks, given)).toBe(`refused: a link to a file; it is “${given.slice(0, 60)}”`);
    },
  );

  test('in a million blanks are read', () => {
    expect(() => toLinks(`https://a.example/${' '.repeat(1_000_000)}x`)).toThrow(BadValue);
  });
});

describe('a moment', () => {
  test.each([
    ['2026-12-24T09:00:00Z', '2026-12-24T09:00:00Z'],
    ['2026-12-24T09:00:00.123-05:00', '2026-12-24T09:00:00.123-05:00'],
    ['2026-12-24t09:00z', '2026-12-24T09:00Z'],
    ['2026-12-24T09:00:00+0530', '2026-12-24T09:00:00+05:30'],
    ['2026-12-24 09:00:00 +02:00', '2026-12-24T09:00:00+02:00'],
    ['2026-12-24 09:00:00 -0500', '2026-12-24T09:00:00-05:00'],
    ['2026-12-24 09:00:00+05', '2026-12-24T09:00:00+05:00'],
    ['2026-12-24 09:00-5', '2026-12-24T09:00-05:00'],
    ['2026-12-24T09:00+14:00', '2026-12-24T09:00+14:00'],
    ['2026-2-3 9:00 pm -05:00', '2026-02-03T21:00-05:00'],
  ])('%s keeps its own offset: %s', (given, sent) => {
    expect(toMoment(given)).toBe(sent);
  });

  test.each([
    ['2026-12-24', '2026-12-24T00:00:00.000Z'],
    ['2026-12-24T09:00', '2026-12-24T09:00:00.000Z'],
    [' 2026-12-24 09:00:30 ', '2026-12-24T09:00:30.000Z'],
    ['12/24/2026', '2026-12-24T00:00:00.000Z'],
    ['12/24/2026 9:00 PM', '2026-12-24T21:00:00.000Z'],
    ['2026/12/24 09:00', '2026-12-24T09:00:00.000Z'],
    ['24 December 2026', '2026-12-24T00:00:00.000Z'],
    ['24 December 2026 09:00 GMT+2', '2026-12-24T07:00:00.000Z'],
    ['24 Dec 2026 09:00 UTC+1', '2026-12-24T08:00:00.000Z'],
    ['24-Dec-2026 09:00 utc-05:30', '2026-12-24T14:30:00.000Z'],
    ['2026-12-24 09:00 GMT+2', '2026-12-24T07:00:00.000Z'],
    ['12/24/2026 09:00 -0500', '2026-12-24T14:00:00.000Z'],
    ['12/24/2026, 9:00:00\u202fAM', '2026-12-24T09:00:00.000Z'],
    ['Dec 24, 2026 9 pm', '2026-12-24T21:00:00.000Z'],
    ['12/24/2026 12:00 AM', '2026-12-24T00:00:00.000Z'],
    ['24.12.2026 09:00', '2026-12-24T09:00:00.000Z'],
    ['2028-2-29', '2028-02-29T00:00:00.000Z'],
    ['December 24th, 2026 9:00 am', '2026-12-24T09:00:00.000Z'],
    ['Thu, 24 Dec 2026 09:00:00 GMT', '2026-12-24T09:00:00.000Z'],
    ['Thu, 24 Dec 2026 09:00:00 -0500', '2026-12-24T14:00:00.000Z'],
    ['Thu Dec 24 2026 09:00:00 GMT+0100 (Central European Standard Time)', '2026-12-24T08:00:00.000Z'],
    ['2026-12-24 09:00:00 UTC', '2026-12-24T09:00:00.000Z'],
    [1798102800, '2026-12-24T09:00:00.000Z'],
    ['1798102800000', '2026-12-24T09:00:00.000Z'],
  ])('%s is sent as %s, in any time zone that the app may run in', (given, sent) => {
    expect(toMoment(given)).toBe(sent);
  });

  test.each([
    'soon',
    'tomorrow',
    'call 5',
    'Room 12 2026',
    '5',
    12,
    '1990',
    '24/12/2026',
    '2026-02-30',
    '2026-02-30T09:00Z',
    '2026-12-24T25:00Z',
    '2026-12-24T24:00Z',
    '2026-12-24T09:60Z',
    '2026-12-24 09',
    '02/30/2026 9:00 AM',
    '30 Feb 2026',
    '2026-2-30',
    '2026/02/30',
    'April 31 2026',
    '02/29/2027',
    '05.06.2026',
    '12.24.2026',
    '12/24/2026 09:00-17:00',
    '2026-12-24 09:00-17:00',
    '2026-12-24T09:00+14:30',
    'Dec 24, 2026 9:00-10:00',
    'Dec 24, 2026 9:00 - 10:00',
    '12/24/2026 9:00 AM-5',
    '24 December 2026 09:00 GMT+15',
    '24 December 2026 09:00 EST',
    '12/24/2026 13:00 PM',
    '12/24/2026 0:00 AM',
    '24 Foo 2026',
    `24 Dec 2026${' '.repeat(99)}9:00`,
  ])('%j is none', (value) => {
    const shown = String(value).slice(0, 60);
    expect(outcome(toMoment, value)).toEqual(
      expect.stringContaining(`refused: a date and time, such as 2026-12-24T09:00:00Z; it is “${shown}`),
    );
  });

  test('in ISO form is the same moment after it was read', () => {
    const offset = fc
      .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 13 }), fc.constantFrom('00', '30', '45'))
      .map(([sign, hours, minutes]) => `${sign}${String(hours).padStart(2, '0')}:${minutes}`);
    const moment = fc.date({ min: new Date(0), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.oneof(fc.constant('Z'), offset), (date, zone) => {
        const given = date.toISOString().replace('Z', zone);
        expect(toMoment(given)).toBe(given);
      }),
    );
  });
});

describe('a day', () => {
  test.each([
    ['1990-09-25', '1990-09-25'],
    ['1990-09-25T00:00:00-05:00', '1990-09-25'],
    ['1990-09-25T23:59:59+14:00', '1990-09-25'],
    ['1990-09-25T00:00:00.000Z', '1990-09-25'],
    ['09/25/1990', '1990-09-25'],
    ['09-25-1990', '1990-09-25'],
    ['1990.09.25', '1990-09-25'],
    ['25.09.1990', '1990-09-25'],
    ['1990-9-5', '1990-09-05'],
    ['Sep 25, 1990', '1990-09-25'],
    ['Sept. 25, 1990', '1990-09-25'],
    ['25th September 1990', '1990-09-25'],
    ['Tue, 25 Sep 1990 23:30:00 -0700', '1990-09-25'],
    ['Tue Sep 25 1990 00:30:00 GMT+0900 (Japan Standard Time)', '1990-09-25'],
  ])('%s is %s, as it was written', (given, day) => {
    expect(toDay(given)).toBe(day);
  });

  test.each(['02/30/1990', '1990-2-30', '30 Feb 1990', 'April 31 1990', '05.06.1990', '1990-09-25 soon'])(
    '%j is no day of the calendar, or could be two',
    (value) => expect(outcome(toDay, value)).toBe(`refused: a date, such as 1990-09-25; it is “${value}”`),
  );

  test.each(['', 'never', '5', '1990', '1990-02-31', '1990-13-01', '31/12/1990', 'flat 5, 1990 Road'])(
    '%j is none',
    (value) => expect(outcome(toDay, value)).toBe(`refused: a date, such as 1990-09-25; it is “${value}”`),
  );

  test('is the first ten characters of every ISO moment', () => {
    const moment = fc.date({ min: new Date(0), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.constantFrom('Z', '-11:00', '+14:00', ''), (date, zone) => {
        const given = date.toISOString().replace('Z', zone);
        expect(toDay(given)).toBe(given.slice(0, 10));
      }),
    );
  });
});
