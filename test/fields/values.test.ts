/** How values that people give become values that the API takes. */
import { toDay, toMoment } from '../../fields/dates';
import { BadValue } from '../../fields/field';
import {
  coerce,
  quoted,
  toBoolean,
  toLinks,
  toList,
  toNames,
  toNumber,
  toTags,
  toText,
} from '../../fields/values';
import { isBlank } from '../../highlevel/blank';
import { type Fact, shape } from '../../highlevel/contract';
import fc from '../support/fast-check';
import { outcome } from './outcome';

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
    ['string[]', ['[2024]'], ['[2024]']],
    ['string[]', '[true]', ['[true]']],
    ['string[]', '[2024, 2025]', ['2024', '2025']],
    ['string[]', '["2024"]', ['2024']],
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
        expect(() => outcome(read, value)).not.toThrow();
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
    [['vip, warm'], ['vip', 'warm']],
    // Any row of a list may be a text with several.
    [
      ['id1, id2', 'id3'],
      ['id1', 'id2', 'id3'],
    ],
    [
      ['u1,u2', 'u3\nu4', ' '],
      ['u1', 'u2', 'u3', 'u4'],
    ],
    [
      ['"Doe, John" <a@b.example>, c@d.example', 'e@f.example'],
      ['"Doe, John" <a@b.example>', 'c@d.example', 'e@f.example'],
    ],
    [
      ['["id1","id2"]', 'id3'],
      ['id1', 'id2', 'id3'],
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
    ['[vip]', ['[vip]']],
    [['[2024]'], ['[2024]']],
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

  test('of several rows are those of each', () => {
    const row = fc.string().filter((text) => !/^\s*[[{]/.test(text));
    fc.assert(
      fc.property(fc.array(row), (rows) =>
        expect(toNames(rows)).toEqual([...new Set(rows.flatMap((one) => toNames(one)))]),
      ),
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

describe('tags', () => {
  test.each([
    ['vip, new patient ,vip', ['vip', 'new patient']],
    // Of a list of several each is a tag; a list of one may be one text that was mapped.
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
    [
      [',austin, tx, ', 'vip,', ' , '],
      ['austin, tx', 'vip'],
    ],
    [
      ['austin, tx\r\nwarm', 'vip'],
      ['austin, tx', 'warm', 'vip'],
    ],
    [
      ['"austin, tx"', 'vip', 'vip'],
      ['austin, tx', 'vip'],
    ],
    [
      ['["vip, loyal","warm"]', 'cold'],
      ['vip, loyal', 'warm', 'cold'],
    ],
    ['["vip, loyal","warm"]', ['vip, loyal', 'warm']],
    [['[2024]'], ['[2024]']],
    [
      [7, 'seven'],
      ['7', 'seven'],
    ],
    [' , ,', []],
    [null, []],
  ])('%j are %j', (given, names) => {
    expect(toTags(given)).toEqual(names);
  });

  test('of a list of several are what they were', () => {
    const name = fc
      .string({ minLength: 1 })
      .filter((text) => text === text.trim() && !/^[,"[{]|,$/.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2 }), (names) => expect(toTags(names)).toEqual(names)),
    );
  });

  test('in a million of anything are read', () => {
    for (const part of [',', '"', '",', ' ', '\n', '["', '"a,']) {
      expect(toTags([part.repeat(1_000_000 / part.length), 'x']).length).toBeLessThan(500_001);
    }
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
    [`${b}a.pdf; ${b}b.pdf;`, [`${b}a.pdf`, `${b}b.pdf`]],
    [`${b}a.pdf,`, [`${b}a.pdf`]],
    [`${b}front side.pdf`, [`${b}front%20side.pdf`]],
    [`${b}front side.pdf ${b}back side.pdf`, [`${b}front%20side.pdf`, `${b}back%20side.pdf`]],
    ['https://x.com/w=80,https://o.com/y.png', ['https://x.com/w=80,https://o.com/y.png']],
    ['https://x.com/w=80,h=60,https://o.com/y.png', ['https://x.com/w=80,h=60,https://o.com/y.png']],
    [
      ['https://x.com/w=80,https://o.com/y.png', `${b}front side.pdf`],
      ['https://x.com/w=80,https://o.com/y.png', `${b}front%20side.pdf`],
    ],
    ['https://x.com/?w=80,https://o.com/y.png', ['https://x.com/?w=80', 'https://o.com/y.png']],
  ])('%j are %j', (given, links) => {
    expect(toLinks(given)).toEqual(links);
  });

  test.each([
    'x.pdf',
    'https://',
    'https://a b.example/x.pdf',
    `${a}\nx.pdf`,
    'x.pdf y.pdf',
    'ftp://a.example',
  ])('%j is none', (given) => {
    expect(outcome(toLinks, given)).toBe(`refused: a link to a file; it is “${given.slice(0, 60)}”`);
  });

  test('in a million of anything are read', () => {
    for (const part of [' ', ',', ';', ',https:', '/w=1,https:', '=,https:']) {
      expect(() => toLinks(`${part.repeat(1_000_000 / part.length)}\tx`)).toThrow(BadValue);
    }
    expect(toLinks(`${b}${' '.repeat(1_000_000)}x`)).toHaveLength(1);
  });
});
