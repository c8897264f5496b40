/** Dates and times as people write them. */
import fc from 'fast-check';
import { toDay, toMoment } from '../../fields/dates';
import { outcome } from './outcome';

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
