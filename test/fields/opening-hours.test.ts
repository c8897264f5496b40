/** Opening hours, as people write them and as a calendar keeps them. */
import { dateOverrides, openHours, toTime } from '../../fields/opening-hours';

test.each<[written: unknown, time: [number, number]]>([
  ['9', [9, 0]],
  [9, [9, 0]],
  ['09:30', [9, 30]],
  ['9:30:00', [9, 30]],
  ['23:59', [23, 59]],
  ['0:00', [0, 0]],
  ['9am', [9, 0]],
  ['9:15 PM', [21, 15]],
  ['5:30 pm', [17, 30]],
  ['12 am', [0, 0]],
  ['12:30 p.m.', [12, 30]],
])('%j is the time %j', (written, time) => {
  expect(toTime(written)).toEqual(time);
});

test.each(['', '24:00', '9:60', '0 am', '13 pm', 'noon', '9-17', '9:3', '-1'])('%j is no time', (written) => {
  expect(() => toTime(written)).toThrow(/^times of day such as 09:00 or 5:30 pm; “.*” is not one$/);
});

const hours = (openHour: number, closeHour: number) => ({
  openHour,
  openMinute: 0,
  closeHour,
  closeMinute: 0,
});

test('a week has one entry for each day that is open, in the order of the days', () => {
  const rows = [
    { day: 'Sunday', opens: '10', closes: '12' },
    { day: 'Every Day', opens: '13', closes: '15' },
  ];
  expect(openHours().send?.(rows)).toEqual([
    { daysOfTheWeek: [0], hours: [hours(10, 12), hours(13, 15)] },
    ...[1, 2, 3, 4, 5, 6].map((day) => ({ daysOfTheWeek: [day], hours: [hours(13, 15)] })),
  ]);
});

test('a date has all of its hours in one entry, whether it is new or to be removed', () => {
  const rows = [
    { date: '2026-12-24', dateOpens: '9', dateCloses: '10' },
    { date: '2026-12-31', deleted: true },
    { date: '2026-12-24', dateOpens: '11', dateCloses: '12' },
  ];
  expect(dateOverrides('update').send?.(rows)).toEqual([
    { date: '2026-12-24T00:00:00.000Z', hours: [hours(9, 10), hours(11, 12)] },
    { date: '2026-12-31T00:00:00.000Z', hours: [], deleted: true },
  ]);
});
