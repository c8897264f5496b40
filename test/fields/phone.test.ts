/** How a phone number is looked for, whatever way it is written. */
import { phoneFilter } from '../../fields/phone';
import fc from '../support/fast-check';
import { first, harness } from '../support/harness';

test.each([
  ['+13125550142', '+13125550142'],
  ['+1 (312) 555-0142', '+13125550142'],
  [' +1.312.555.0142 ', '+13125550142'],
  ['001 312 555 0142', '+13125550142'],
  ['+44 (0)20 7946 0018', '+442079460018'],
  ['0044 20 7946 0018', '+442079460018'],
  ['+1 312 555 0142 ext. 12', '+13125550142'],
  ['+1 312 555 0142 x12', '+13125550142'],
])('%s has its country code, and is looked for as %s', (given, value) => {
  expect(phoneFilter(given)).toEqual({ operator: 'eq', value });
});

test.each([
  ['(312) 555-0142', '3125550142'],
  ['312.555.0142 #7', '3125550142'],
  ['1-312-555-0142', '13125550142'],
  ['020 7946 0018', '2079460018'],
  ['٣١٢ 555 01 42', '5550142'],
])('%s lacks it, and is looked for by its digits: %s', (given, value) => {
  expect(phoneFilter(given)).toEqual({ operator: 'contains', value });
});

test.each(['n/a', 'none', '+', '0', '00', '000000', '1', '(555)', 'x', '-'])(
  '%j is no number, and is not looked for by a part that others have',
  (given) => expect(phoneFilter(given)).toEqual({ operator: 'eq', value: given }),
);

test('a number among a million blanks is read', () => {
  expect(phoneFilter(`1${' '.repeat(1_000_000)}2`)).toEqual({ operator: 'eq', value: '1 2' });
  expect(phoneFilter(`+13125550142 x${' '.repeat(1_000_000)}7`).value).toBe('+13125550142');
});

test('any number with its country code is looked for as +E.164, whatever stands between its digits', () => {
  const number = fc.stringMatching(/^[1-9]\d{6,14}$/);
  const between = fc.array(fc.constantFrom('', '', '', ' ', '-', '.', '/', ' (', ') ', '\u00a0'), {
    minLength: 15,
    maxLength: 15,
  });
  fc.assert(
    fc.property(number, between, fc.constantFrom('+', '00', ' + '), (digits, gaps, plus) => {
      const given = plus + [...digits].map((digit, place) => digit + (gaps[place] ?? '')).join('');
      fc.pre(!given.includes('(0)'));
      expect(phoneFilter(given)).toEqual({ operator: 'eq', value: `+${digits}` });
    }),
  );
});

describe('Find Contact', () => {
  const zap = harness();

  const NEW_YORK = 0;
  const BRISTOL = 1;
  const location = (place: number) => first(zap.sandbox.locations.slice(place));
  const found = (phone: string, place = NEW_YORK) => {
    const { locationId, companyId, accessToken } = location(place);
    const authData = { access_token: accessToken, userType: 'Location', locationId, companyId };
    return zap.run('searches', 'find_contact', { phone }, { authData });
  };
  const contactWith = (phone: string, place = NEW_YORK) =>
    zap.sandbox.state.contacts.insert({ locationId: location(place).locationId, phone, firstName: 'Ada' });

  test.each([
    '+13125550142',
    '+1 (312) 555-0142',
    '001 312 555 0142',
    '(312) 555-0142',
    '312.555.0142',
    '1-312-555-0142',
    '312 555 0142 ext 4',
  ])('finds +13125550142 by %s', async (written) => {
    const { id } = contactWith('+13125550142');
    expect(await found(written)).toEqual([expect.objectContaining({ id, phone: '+13125550142' })]);
  });

  test.each([
    '+44 20 7946 0018',
    '+44 (0)20 7946 0018',
    '0044 20 79460018',
    '020 7946 0018',
    '(020) 7946-0018',
  ])('finds +442079460018 by %s', async (written) => {
    const { id } = contactWith('+442079460018', BRISTOL);
    expect(await found(written, BRISTOL)).toEqual([expect.objectContaining({ id, phone: '+442079460018' })]);
  });

  test.each(['+1 312 555 0143', '+44 312 555 0142', '0 555', 'n/a', 'unknown', '+', '1'])(
    'finds nobody by %s',
    async (written) => {
      contactWith('+13125550142');
      expect(await found(written)).toEqual([]);
    },
  );
});
