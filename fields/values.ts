/** How values that people give become values that the API takes. */
import { flattenDeep } from 'lodash';
import type { Shape } from '../highlevel/contract';
import { isRecord } from '../highlevel/errors';
import { BadValue } from './field';

/** Whether nothing was said at all. A list or record of blanks is something, where it is sent as JSON. */
export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Whether a value is nothing: what the user left alone, or mapped from a field that was empty. */
export function isBlank(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (Array.isArray(value)) return value.every(isBlank);
  return isRecord(value) && Object.values(value).every(isBlank);
}

/**
 * Makes a value what the contract's type says: `'12'` a number, `'yes'` a boolean, one text a list.
 *
 * @throws BadValue where that can't be done
 */
export function coerce(value: unknown, shape: Shape): unknown {
  if (shape.list) return toList(value).map((item) => coerce(item, { ...shape, list: false }));
  const made = COERCE[shape.type](value);
  if (shape.enum?.length && typeof made === 'string') return oneOf(made, shape.enum.map(String));
  return shape.maxLength && typeof made === 'string' ? atMost(shape.maxLength, made) : made;
}

/** A text that is not too long. */
export function atMost(most: number, text: string): string {
  if (text.length > most) throw new BadValue(`at most ${most} characters long; it has ${text.length}`);
  return text;
}

const COERCE: { [type in Shape['type']]: (value: unknown) => unknown } = {
  string: toText,
  number: toNumber,
  boolean: toBoolean,
  object: (value) => value,
  file: (value) => value,
  any: (value) => value,
};

/**
 * Several values of a list field; one value makes a list of one, and a text that is a JSON list is that
 * list. Blanks are left out.
 */
export function toList(value: unknown): unknown[] {
  const given = filled(value);
  const listed = given.length === 1 ? fromJson(given[0]) : undefined;
  return Array.isArray(listed) ? toList(listed) : given;
}

const filled = (value: unknown) => (Array.isArray(value) ? value : [value]).filter((item) => !isBlank(item));

/** The list or record that a text is in JSON; any other value, text among them, as it is. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The rows of line items. */
export const rowsOf = (value: unknown) => toList(value).filter(isRecord);

/**
 * Names or ids, each once. One text has them between commas or on lines of their own. Of a list of
 * several each is a name as it stands: a tag may be “austin, tx”. A list of one is how Zapier gives one
 * choice, and one mapped text too; it is read as a text, because a tag made of several would be new to
 * the whole location. A name in double quotes is one name all the same, and so are drop-downs' choices
 * with a comma ({@link quoted}).
 */
export function toNames(value: unknown): string[] {
  const items = flattenDeep(toList(value));
  const names = items.length === 1 ? namesIn(toText(items[0])) : items.map(toText);
  return [...new Set(names.map((name) => unquoted(name.trim())).filter(Boolean))];
}

/** A quote is one at the beginning of a name only: `"Doe, John" <john@example.com>`, and not `5" pipe`. */
const namesIn = (text: string): string[] => text.match(/[^\S\n]*"[^"\n]*"[^,\n]*|[^,\n]+/g) ?? [];

/** A name as {@link toNames} takes it for one. */
export const quoted = (name: string) => (name.includes(',') && !name.includes('"') ? `"${name}"` : name);

/** Quotes that were needed; others are the name's own. */
function unquoted(name: string): string {
  const inner = /^"([^"\n]*)"$/.exec(name)?.[1]?.trim();
  return inner?.includes(',') ? inner : name;
}

/** Links, each as it is; several in one text have blanks, new lines or commas between them. */
export function toLinks(value: unknown): string[] {
  // A run of blanks is looked at from its beginning alone: it may be long.
  const links = flattenDeep(toList(value)).flatMap((item) =>
    toText(item)
      .trim()
      .split(/(?<![\s,])[\s,]+(?=https?:)/i),
  );
  const wrong = links.find((link) => !/^https?:\S+$/i.test(link) || !URL.canParse(link));
  if (wrong !== undefined) throw new BadValue(`a link to a file; it is “${wrong.slice(0, 60)}”`);
  return links;
}

/** Text of a value; a list becomes text with commas. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return filled(value).map(toText).join(', ');
  throw new BadValue('text, and not a group of fields');
}

/** A number, from `12`, `'12'` or `' -1.5 '`; what JavaScript alone would take for one (`0x10`) is none. */
export function toNumber(value: unknown): number {
  const number =
    typeof value === 'number' ? value : Number(DECIMAL.exec(toText(value).trim())?.[0] ?? 'none');
  const isExact = Number.isSafeInteger(number) || !Number.isInteger(number);
  if (!Number.isFinite(number) || !isExact) throw new BadValue(`a number; it is ${show(value)}`);
  return number;
}

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** A number without a fraction. */
export function toInteger(value: unknown): number {
  const number = toNumber(value);
  if (!Number.isInteger(number)) throw new BadValue(`a whole number; it is ${show(value)}`);
  return number;
}

const YES = ['true', 'yes', 'y', '1', 'on'];
const NO = ['false', 'no', 'n', '0', 'off'];

/** Yes or no, in the words that people and Zapier use. */
export function toBoolean(value: unknown): boolean {
  const word = toText(value).trim().toLowerCase();
  if (YES.includes(word)) return true;
  if (NO.includes(word)) return false;
  throw new BadValue(`yes or no; it is ${show(value)}`);
}

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

function oneOf(value: string, allowed: string[]): string {
  const found = allowed.find((one) => one.toLowerCase() === value.trim().toLowerCase());
  if (found === undefined) throw new BadValue(`one of ${allowed.join(', ')}; it is ${show(value)}`);
  return found;
}

/** What was given, for the sentence that refuses it. */
export function show(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}
