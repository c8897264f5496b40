/** How what people type is compared with what HighLevel has. */
import type { Raw } from '../../highlevel/json';
import {
  bestFirst,
  bestMatches,
  byId,
  byIdOrWhole,
  byIdOrWords,
  byMergeTag,
  byPhone,
  byText,
  byValue,
  byWebsite,
  byWhole,
  byWords,
  either,
  IN_PART,
  isSamePhone,
  latestFirst,
  type Match,
  NO_MATCH,
  plain,
  soonestFirst,
  WHOLE,
} from '../../operations/matching';

test.each([
  ['  New   Lead ', 'new lead'],
  ['CAFÉ', 'cafe'],
  ['Straße', 'strasse'],
  ['Łódź', 'lodz'],
  ['Follow‑Up – North', 'follow-up - north'],
  ['O’Brien', "o'brien"],
  ['“Quoted”', '"quoted"'],
  ['ＡＣＭＥ', 'acme'],
  ['no\u00a0break', 'no break'],
  [12, '12'],
  [undefined, ''],
])('%j is compared as %j', (text, compared) => {
  expect(plain(text)).toBe(compared);
});

test.each<[what: string, match: Match, wanted: unknown, row: Raw, rank: number]>([
  ['its id', byId, ' a1 ', { id: 'a1' }, WHOLE],
  ['its _id', byId, 'a1', { _id: 'a1' }, WHOLE],
  ['an id in another case', byId, 'A1', { id: 'a1' }, NO_MATCH],
  ['a whole name', byWhole('name'), 'acme dental', { name: 'Acme Dental' }, WHOLE],
  ['a part of a name, where the whole is wanted', byWhole('name'), 'acme', { name: 'Acme Dental' }, NO_MATCH],
  ['a part of a name', byWords('name'), 'ACME', { name: 'Acme Dental' }, IN_PART],
  ['the whole of another part', byWords('name', 'slug'), 'acme-dental', { slug: 'acme-dental' }, WHOLE],
  ['a part that is not there', byWords('name'), 'acme', {}, NO_MATCH],
  ['a text', byText('body'), 'implant', { body: 'Asked about an IMPLANT.' }, WHOLE],
  ['no text', byText('body'), 'crown', { body: 'Asked about an IMPLANT.' }, NO_MATCH],
  ['an id among names', byIdOrWords('name'), 'a1', { id: 'a1', name: 'x' }, WHOLE],
  ['a name among ids', byIdOrWhole('name'), 'X', { id: 'a1', name: 'x' }, WHOLE],
  [
    'a merge tag, without its braces',
    byMergeTag('fieldKey'),
    'Custom_Values.link',
    { fieldKey: '{{ custom_values.link }}' },
    WHOLE,
  ],
  [
    'the last part of a merge tag',
    byMergeTag('fieldKey'),
    'link',
    { fieldKey: '{{ custom_values.link }}' },
    WHOLE,
  ],
  ['the end of its last part', byMergeTag('fieldKey'), 'ink', { fieldKey: 'contact.link' }, NO_MATCH],
  ['braces alone', byMergeTag('fieldKey'), '{{ }}', { fieldKey: 'contact.link' }, NO_MATCH],
  ['one or the other', either(byWords('name'), byWhole('slug')), 'x', { name: 'xy', slug: 'x' }, WHOLE],
  ['a code', byValue('status'), 'open', { status: 'open' }, WHOLE],
  ['a code in another case', byValue('status'), 'Open', { status: 'open' }, NO_MATCH],
  ['one of several codes', byValue('status'), ['won', 'open'], { status: 'open' }, WHOLE],
  ['yes or no', byValue('active'), true, { active: true }, WHOLE],
  ['one of a list', byWhole('tags'), 'VIP', { tags: ['new', 'vip'] }, WHOLE],
  ['what a function finds', byWhole(({ a }) => a), 'x', { a: 'X' }, WHOLE],
  ['a phone', byPhone('phone'), '(312) 555-0142', { phone: '+13125550142' }, WHOLE],
  ['a website', byWebsite('website'), 'https://www.acme.example/', { website: 'ACME.example' }, WHOLE],
  ['another website', byWebsite('website'), 'acme.example/a', { website: 'acme.example' }, NO_MATCH],
])('%s', (_what, match, wanted, row, rank) => {
  expect(match(wanted, row)).toBe(rank);
});

test.each([
  ['+13125550142', '+1 (312) 555-0142', true],
  ['001 312 555 0142', '+13125550142', true],
  ['312.555.0142', '+13125550142', true],
  ['3125550142', '(312) 555-0142', true],
  ['+44 (0)20 7946 0018', '020 7946 0018', true],
  ['312 555 0142 ext 4', '+13125550142', true],
  ['+1 312 555 0142', '+44 312 555 0142', false],
  ['0142', '+13125550142', false],
  ['n/a', 'n/a', false],
  ['', '+13125550142', false],
])('%j and %j are the same phone: %s', (one, other, same) => {
  expect(isSamePhone(one, other)).toBe(same);
  expect(isSamePhone(other, one)).toBe(same);
});

describe('the best matches', () => {
  const rows = [
    { id: '1', name: 'Acme Dental' },
    { id: '2', name: 'ACME' },
    { id: '3', name: 'Acme' },
  ];
  const named = (value: string) => bestMatches(rows, [{ match: byWords('name'), value }]).map(({ id }) => id);

  test('are those that match as a whole, in their order', () => {
    expect(named('acme')).toEqual(['2', '3']);
  });

  test('are those that match in part, where none does as a whole', () => {
    expect(named('acm')).toEqual(['1', '2', '3']);
    expect(named('dental')).toEqual(['1']);
  });

  test('are none where nothing matches', () => {
    expect(named('okafor')).toEqual([]);
  });

  test('match all that is wanted', () => {
    const wanted = [
      { match: byWords('name'), value: 'acme' },
      { match: byId, value: '1' },
    ];
    expect(bestMatches(rows, wanted).map(({ id }) => id)).toEqual(['1']);
  });

  test('are all where nothing is wanted', () => {
    expect(bestMatches(rows, [])).toEqual(rows);
  });
});

test('what HighLevel found stays, what was typed as a whole before what has it within', () => {
  const rows = ['Acme Dental', 'Dentist', 'Acme', 'acme '].map((name, i) => ({ id: String(i), name }));
  const ids = (value: string) => bestFirst(rows, [{ match: byWords('name'), value }]).map(({ id }) => id);
  expect(ids('ACME')).toEqual(['2', '3', '0', '1']);
  expect(ids('okafor')).toEqual(['0', '1', '2', '3']);
});

test('records are put in order by a moment, those without one last', () => {
  const rows = [
    { id: 'none' },
    { id: 'may', at: '2026-05-01T00:00:00Z' },
    { id: 'june', at: Date.parse('2026-06-01') },
    { id: 'odd', at: 'soon' },
  ];
  const ids = (ordered: Raw[]) => ordered.map(({ id }) => id);
  expect(ids(latestFirst('at')(rows))).toEqual(['june', 'may', 'none', 'odd']);
  expect(ids(soonestFirst(({ at }) => at)(rows))).toEqual(['may', 'june', 'none', 'odd']);
});
