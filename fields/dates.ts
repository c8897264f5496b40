/** Dates and times as people write them, made what the API takes. */
import { BadValue } from './field';
import { show, toText } from './values';

/** A moment as ISO 8601 with its own offset, if it has one; else in UTC. A date alone is that day at 00:00. */
export const toMoment = (value: unknown): string => momentOf(value, '00:00');

/** The same, but that a date alone is the end of that day. */
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
  /** `Z` or `+05:30`. */
  offset?: string | undefined;
  /** Whether the offset is sent as it was written. */
  keeps?: boolean;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const WEEKDAY =
  /^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day),? /;
/** The year last of three numbers is after the month, as Americans write it: `24/12/2026` is none. */
const DATES = {
  iso: /^(?<year>\d{4})-(?<month>\d\d?)-(?<date>\d\d?)/,
  yearFirst: /^(?<year>\d{4})([/.])(?<month>\d\d?)\2(?<date>\d\d?)/,
  monthFirst: /^(?<month>\d\d?)([/-])(?<date>\d\d?)\2(?<year>\d{4})/,
  // With dots the day mostly comes first, but not everywhere: what could be either is refused.
  dotted: /^(?<date>1[3-9]|[23]\d)\.(?<month>\d\d?)\.(?<year>\d{4})/,
  dayAndName: /^(?<date>\d\d?)(?:st|nd|rd|th)?[ -](?<name>[a-z]+)(?:\.? |, |-)(?<year>\d{4})/,
  nameAndDay: /^(?<name>[a-z]+)\.? (?<date>\d\d?)(?:st|nd|rd|th)?,? (?<year>\d{4})/,
};
/** What may follow a date: a time of day, its zone, and the zone's name in brackets. */
const TIME =
  /^(?:(?:t|,? )(?<hour>\d\d?)(?::(?<minute>\d\d)(?<seconds>:\d\d(?:\.\d+)?)?)?(?: ?(?<half>[ap])\.?m\.?)?(?<zone> ?(?:z|(?<word>utc|gmt)? ?(?<sign>[+-])(?<hours>\d\d?)(?::?(?<minutes>\d\d))?|utc|gmt))?)?(?: ?\([^()]*\))?$/;
/** Longer than any date. */
const MOST = 80;

/**
 * A date such as `12/24/2026 9:00 AM`, or epoch (milli)seconds; `undefined` for what is none, could be
 * two, or is no day of the calendar. JavaScript alone would take the 30th of February for the 2nd of
 * March, the range `9:00-10:00` for an offset, and “call 5” for the 1st of May 2001.
 */
function written(text: string): Written | undefined {
  if (text.length > MOST) return undefined;
  if (/^\d{10}(\d{3})?$/.test(text)) {
    const [day = '', time] = new Date(Number(text.padEnd(13, '0'))).toISOString().split(/[TZ]/);
    return { day, time };
  }
  const plain = text.toLowerCase().replace(/\s+/g, ' ').replace(WEEKDAY, '');
  for (const [form, date] of Object.entries(DATES)) {
    const found = date.exec(plain);
    const day = found && dayOf(found.groups ?? {});
    const rest = found && TIME.exec(plain.slice(found[0].length))?.groups;
    if (day && rest) return withTime(day, rest, form === 'iso');
  }
  return undefined;
}

type Parts = { [part: string]: string | undefined };

/** The day, where there is such a one. */
function dayOf({ year, month, name, date = '' }: Parts): string | undefined {
  const named = MONTHS.findIndex((one) => name && name.length > 2 && one.startsWith(name));
  const day = `${year}-${(month ?? String(named + 1)).padStart(2, '0')}-${date.padStart(2, '0')}`;
  const moment = new Date(`${day}T00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : undefined;
}

function withTime(day: string, parts: Parts, isIso: boolean): Written | undefined {
  const { hour, minute, seconds = '', half, zone = '', word, sign } = parts;
  if (hour === undefined) return { day };
  // A lone number is no time, and `9:00-10:00` is two, unless it is ISO 8601.
  if (!minute && !half) return undefined;
  if (sign && !isIso && !word && !zone.startsWith(' ')) return undefined;
  if (half && (Number(hour) < 1 || Number(hour) > 12)) return undefined;
  const inDay = half ? (Number(hour) % 12) + (half === 'p' ? 12 : 0) : Number(hour);
  const time = `${String(inDay).padStart(2, '0')}:${minute ?? '00'}${seconds}`;
  const offset = offsetOf(parts);
  const isTime = inDay < 24 && !Number.isNaN(Date.parse(`${day}T${time}Z`));
  return isTime && offset
    ? { day, time, offset, keeps: isIso && Boolean(zone) && !/[a-y]/.test(zone) }
    : undefined;
}

/** `-5` as `-05:00`; what has no zone is in UTC. No place on earth is further off than 14 hours. */
function offsetOf({ sign, hours = '', minutes = '00' }: Parts): string | undefined {
  if (!sign) return 'Z';
  const isOffset = Number(minutes) < 60 && Number(hours) * 60 + Number(minutes) <= 14 * 60;
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
