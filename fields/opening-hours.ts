/**
 * Opening hours. The form has a row for each span of time; a calendar keeps a list of spans for each day.
 * Two rows of one day have a break between them.
 */

import { isBlank } from '../highlevel/blank';
import { toDay } from './dates';
import { BadValue, choice, date, type Field, text, type Use, yesNo } from './field';
import { inputRows, show, toText } from './values';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const SPANS: { [name: string]: string[] } = { 'Monday to Friday': DAYS.slice(1, 6), 'Every Day': DAYS };

/** A span of time within a day, as HighLevel keeps it. */
interface Hours {
  openHour: number;
  openMinute: number;
  closeHour: number;
  closeMinute: number;
}

/** A time of day as hour and minute, from `9`, `09:30`, `9:30 pm`. */
export function toTime(value: unknown): [hour: number, minute: number] {
  const given = toText(value).trim();
  const [, hours = '', minutes = '0', half] =
    /^(\d{1,2})(?::(\d\d))?(?::00)?(?: ?([ap])\.?m\.?)?$/i.exec(given) ?? [];
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  const isTime =
    hours && hour < 24 && Number(minutes) < 60 && !(half && (Number(hours) > 12 || hours === '0'));
  if (!isTime) throw new BadValue(`times of day such as 09:00 or 5:30 pm; ${show(given)} is not one`, 'have');
  return [hour, Number(minutes)];
}

function hoursOf(opens: unknown, closes: unknown): Hours {
  const [openHour, openMinute] = toTime(opens);
  const [closeHour, closeMinute] = toTime(closes);
  if (closeHour * 60 + closeMinute <= openHour * 60 + openMinute) {
    throw new BadValue('hours that close after they open');
  }
  return { openHour, openMinute, closeHour, closeMinute };
}

/** The rows of a week as one entry for each day that is open. */
function toOpenHours(value: unknown) {
  const week = new Map<number, Hours[]>();
  for (const { day, opens, closes } of inputRows(value)) {
    if ([day, opens, closes].some(isBlank)) {
      throw new BadValue('rows with a day, an opening time and a closing time each');
    }
    const hours = hoursOf(opens, closes);
    for (const name of SPANS[toText(day)] ?? [toText(day)]) {
      week.set(DAYS.indexOf(name), [...(week.get(DAYS.indexOf(name)) ?? []), hours]);
    }
  }
  return [...week].sort(([a], [b]) => a - b).map(([day, hours]) => ({ daysOfTheWeek: [day], hours }));
}

/** The hours of one date, in place of the week's. No hours make it a day off. */
interface Override {
  date: string;
  hours: Hours[];
  deleted?: true;
}

function toOverrides(value: unknown): Override[] {
  const dates = new Map<string, Override>();
  for (const { date: day, dateOpens, dateCloses, deleted } of inputRows(value)) {
    if (isBlank(day)) throw new BadValue('rows with a date each');
    if (isBlank(dateOpens) !== isBlank(dateCloses)) {
      throw new BadValue('rows with both an opening and a closing time, or with none for a day off');
    }
    // HighLevel wants the day of the calendar's own zone, written as midnight in UTC.
    const key = `${toText(day)}T00:00:00.000Z`;
    const before = dates.get(key)?.hours ?? [];
    const hours = isBlank(dateOpens) ? before : [...before, hoursOf(dateOpens, dateCloses)];
    dates.set(key, { date: key, hours, ...(deleted === true && { deleted }) });
  }
  return [...dates.values()];
}

const time = (key: string, label: string, placeholder: string): Field =>
  text(key, label, { placeholder, helpText: `A time of day, such as ${placeholder}.` });

/** The hours of a week. */
export const openHours = (): Field => ({
  key: 'openHours',
  label: 'Opening Hours',
  children: [
    choice('day', 'Day', [...Object.keys(SPANS), ...DAYS]),
    time('opens', 'Opens At', '09:00'),
    time('closes', 'Closes At', '17:00'),
  ],
  send: toOpenHours,
});

/** Dates with other hours; an update can remove those that the calendar has already. */
export const dateOverrides = (use: Use): Field => ({
  key: 'availabilities',
  label: 'Date Overrides',
  children: [
    date('date', 'Date', {
      helpText: 'A date with other hours. Without times it is a day off.',
      send: toDay,
    }),
    time('dateOpens', 'Date Opens At', '10:00'),
    time('dateCloses', 'Date Closes At', '14:00'),
    ...(use === 'update' ? [yesNo('deleted', 'Remove This Override')] : []),
  ],
  send: toOverrides,
});
