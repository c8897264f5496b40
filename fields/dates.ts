/** Makes the dates and times that people write the ones that the API takes. */
import { DAY_FORMS, dayOf, type Parts, toPlainText } from '../records/calendar-day';
import { epochMilliseconds } from '../records/epoch';
import { BadValue } from './field';
import { show, toText } from './values';

/** A minute, an hour and a day in milliseconds. */
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/**
 * A moment as ISO 8601 with its own offset, if it has one; else in UTC. A date alone is that day at 00:00.
 */
export const toMoment = (value: unknown): string => momentOf(value, '00:00');

/**
 * A moment as {@link toMoment} gives it, where it has a zone; else without one, for the zone of the sub-account:
 * `2026-12-24T09:00:00`.
 */
export function toZonedOrLocal(value: unknown): string {
  const { day, time = '00:00', offset } = written(toText(value).trim()) ?? {};
  return day && !offset ? new Date(`${day}T${time}Z`).toISOString().slice(0, 19) : toMoment(value);
}

/** The same as {@link toMoment}, but that a date alone is the end of that day. */
export const toLastMoment = (value: unknown): string => momentOf(value, '23:59:59.999');

function momentOf(value: unknown, usual: string): string {
  const text = toText(value).trim();
  const { day, time = usual, offset = 'Z', keeps } = written(text) ?? {};
  if (!day) throw new BadValue(`a date and time, such as 2026-12-24T09:00:00Z; it is ${show(value)}`);
  const moment = `${day}T${time}${offset}`;
  return keeps ? moment : new Date(moment).toISOString();
}

/** A day as `YYYY-MM-DD`, as the user wrote it, whatever the time zone. */
export function toDay(value: unknown): string {
  const { day } = written(toText(value).trim()) ?? {};
  if (!day) throw new BadValue(`a date, such as 1990-09-25; it is ${show(value)}`);
  return day;
}

/** A date as somebody wrote it down. */
interface Written {
  /** `YYYY-MM-DD`. */
  day: string;
  /** `HH:MM`, with seconds where they were written. */
  time?: string | undefined;
  /** `Z` or `+05:30`, where one was written. */
  offset?: string | undefined;
  /** Whether the offset is sent as it was written. */
  keeps?: boolean;
}

const WEEKDAY =
  /^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day) /;
/** A time of day with its zone, wherever it stands: `9:00 am`, `t09:00:00.123+05:30`, `09:00 (utc-5)`. */
const TIME =
  /(?:^| |(?<=\d)t)(?<hour>\d\d?)(?=:\d| ?[ap]\.?m)(?::(?<minute>\d\d)(?<seconds>:\d\d(?:\.\d+)?)?)?(?: ?(?<half>[ap])\.?m\.?)?(?<zone> ?(?:[+-]00:?00 utc|(?:utc|gmt)? ?[+-]\d\d?(?::?\d\d)?|utc|gmt|z))?(?: ?\((?<brackets>[^()]+)\))?(?= |$)/;
const OFFSET = /^(?:utc|gmt)? ?(?<sign>[+-])(?<hours>\d\d?)(?::?(?<minutes>\d\d))?(?: utc)?$/;
/** Longer than any date. */
const MOST = 80;

/**
 * Reads a date such as `12/24/2026 9:00 AM`, or epoch (milli)seconds of any year. It is `undefined` for text
 * that is no date, that could be two, or that names a day which does not exist. JavaScript alone would take
 * the 30th of February for the 2nd of March, the range `9:00-10:00` for an offset, and “call 5” for the 1st of
 * May 2001.
 */
function written(text: string): Written | undefined {
  if (text.length > MOST) return undefined;
  const milliseconds = epochMilliseconds(text);
  if (milliseconds !== undefined) {
    const [day = '', time] = new Date(milliseconds).toISOString().split(/[TZ]/);
    return { day, time, offset: 'Z' };
  }
  const plain = toPlainText(text);
  const time = TIME.exec(plain);
  const rest = time ? plain.replace(time[0], '').trim() : plain;
  for (const [form, date] of Object.entries(DAY_FORMS)) {
    const day = dayOf(date.exec(rest.replace(WEEKDAY, ''))?.groups);
    if (day && time?.groups) return withTime(day, time.groups, form === 'iso' && time.index > 0);
    if (day && form !== 'shortYear') return { day };
  }
  return undefined;
}

function withTime(day: string, parts: Parts, isIso: boolean): Written | undefined {
  const { hour, minute = '00', seconds = '', half, zone, brackets } = parts;
  if (half && (Number(hour) < 1 || Number(hour) > 12)) return undefined;
  // `9:00-10:00` is two times, unless it is ISO 8601; `9:00 am-05:00` can be one alone.
  if (zone?.startsWith('-') && !isIso && !(half && /^-0\d:?\d\d$/.test(zone))) return undefined;
  const inDay = half ? (Number(hour) % 12) + (half === 'p' ? 12 : 0) : Number(hour);
  const time = `${String(inDay).padStart(2, '0')}:${minute}${seconds}`;
  // After a zone, the text in brackets only repeats it.
  const given = (zone ?? brackets ?? '').trim();
  const offset = given ? offsetOf(given) : undefined;
  if ((given && !offset) || Number.isNaN(Date.parse(`${day}T${time}Z`))) return undefined;
  // 24:00 is midnight of the next day. Not every reader of ISO 8601 knows it.
  return { day, time, offset, keeps: isIso && inDay < 24 && /^[^a-y]+$/.test(given) };
}

/** Makes `-5` `-05:00`. No zone on earth is more than 14 hours from UTC. */
function offsetOf(zone: string): string | undefined {
  if (['z', 'utc', 'gmt'].includes(zone)) return 'Z';
  const { sign, hours = '', minutes = '00' } = OFFSET.exec(zone)?.groups ?? {};
  const isOffset = sign && Number(minutes) < 60 && Number(hours) * 60 + Number(minutes) <= 14 * 60;
  return isOffset ? `${sign}${hours.padStart(2, '0')}:${minutes}` : undefined;
}

/** A moment as epoch milliseconds, as calendars want it. */
export const toEpochMs = (value: unknown): number => Date.parse(toMoment(value));

/** A moment as epoch seconds, as scheduled messages want it. */
export const toEpochSeconds = (value: unknown): number => Math.floor(toEpochMs(value) / 1000);

/** A day as `mm-dd-yyyy`, as the search of opportunities wants it. */
export function toMonthDayYear(value: unknown): string {
  const [year, month, day] = toDay(value).split('-');
  return `${month}-${day}-${year}`;
}

/**
 * The last so many days as lists that are filtered by days want them, `YYYY-MM-DD`. HighLevel may cut days in another
 * time zone, so there is a day more on each side.
 */
export function lastDays(days: number): { startAt: string; endAt: string } {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const now = Date.now();
  return { startAt: day(now - (days + 1) * DAY_MS), endAt: day(now + DAY_MS) };
}
