/** How values that people give become values that the API takes. */
import type { Shape } from '../highlevel/contract';
import { isRecord } from '../highlevel/errors';
import { BadValue } from './field';

/** Whether a value is nothing: what the user left alone, or mapped from a field that was empty. */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
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
  if (shape.maxLength && typeof made === 'string' && made.length > shape.maxLength) {
    throw new BadValue(`at most ${shape.maxLength} characters long; it has ${made.length}`);
  }
  return made;
}

const COERCE: { [type in Shape['type']]: (value: unknown) => unknown } = {
  string: toText,
  number: toNumber,
  boolean: toBoolean,
  object: (value) => value,
  file: (value) => value,
  any: (value) => value,
};

/** Several values of a list field; one value makes a list of one. Blanks are left out. */
export function toList(value: unknown): unknown[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => !isBlank(item));
}

/** The rows of line items. */
export const rowsOf = (value: unknown) => toList(value).filter(isRecord);

/** Names or ids, given as a list or as text with commas or on lines of their own; each once. */
export function toNames(value: unknown): string[] {
  const names = toList(value).flatMap((item) => toText(item).split(/[,\n]/));
  return [...new Set(names.map((name) => name.trim()).filter(Boolean))];
}

/** Text of a value; a list becomes text with commas. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return toList(value).map(toText).join(', ');
  throw new BadValue('text');
}

/** A number, from `12`, `'12'` or `' -1.5 '`. */
export function toNumber(value: unknown): number {
  const number = typeof value === 'number' ? value : Number(toText(value).trim() || 'none');
  if (!Number.isFinite(number)) throw new BadValue(`a number; it is ${show(value)}`);
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

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?: ?(Z|[+-]\d\d:?\d\d))?)?$/i;

/** A moment as ISO 8601 with its own offset, if it has one; else in UTC. A date alone is that day at 00:00. */
export function toMoment(value: unknown): string {
  const text = toText(value).trim();
  const [, day, time = '00:00', zone] = ISO.exec(text) ?? [];
  const moment = day ? Date.parse(isDay(day) ? `${day}T${time}${offset(zone)}` : '') : written(text);
  if (Number.isNaN(moment)) {
    throw new BadValue(`a date and time, such as 2026-12-24T09:00:00Z; it is ${show(value)}`);
  }
  return zone ? `${day}T${time}${offset(zone)}` : new Date(moment).toISOString();
}

/** A day as `YYYY-MM-DD`, as the user wrote it, whatever the time zone. */
export function toDay(value: unknown): string {
  const text = toText(value).trim();
  const [day] = /^\d{4}-\d\d-\d\d(?!\d)/.exec(text) ?? [];
  if (day && isDay(day)) return day;
  const moment = day ? Number.NaN : written(text.replace(ZONE, ''));
  if (Number.isNaN(moment)) throw new BadValue(`a date, such as 1990-09-25; it is ${show(value)}`);
  return new Date(moment).toISOString().slice(0, 10);
}

/** `-0500` as `-05:00`; what has no zone is in UTC. */
const offset = (zone = 'Z') => zone.toUpperCase().replace(/(\d\d)(\d\d)$/, '$1:$2');

/** Whether there is such a day: JavaScript takes the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** The zone at the end of a time of day. */
const ZONE = /(?<=:\d\d(?: ?[ap]m)?) ?(?:Z|GMT|UTC)?(?:[+-]\d\d:?\d\d)?(?: ?\([\w ]*\))?$/i;
/** The words that a written date may have. JavaScript alone would take “call 5” for the 1st of May 2001. */
const WORDS =
  'jan(uary)? feb(ruary)? mar(ch)? apr(il)? may june? july? aug(ust)? sept?(ember)? oct(ober)? nov(ember)? dec(ember)? mon(day)? tue(sday)? wed(nesday)? thu(rsday)? fri(day)? sat(urday)? sun(day)? [ap]m z gmt utc'.split(
    ' ',
  );
/** A year, a day, and nothing but figures and those words; a zone's name may stand in brackets. */
const WRITTEN = new RegExp(
  `^(?=.*\\d{4})(?!.*\\d{5})(?=.*\\b\\d\\d?\\b)([\\d\\s:.,/+-]|${WORDS.join('|')}|\\([\\w ]*\\))+$`,
  'i',
);
/** Longer than any date. */
const MOST = 80;

/** The moment of a date such as `12/24/2026 9:00 AM`, in UTC if it names no zone; or of epoch (milli)seconds. */
function written(text: string): number {
  if (/^\d{10}(\d{3})?$/.test(text)) return Number(text.padEnd(13, '0'));
  const plain = text.replace(/(\d)(st|nd|rd|th)\b/i, '$1');
  if (plain.length > MOST || !WRITTEN.test(plain)) return Number.NaN;
  return Date.parse(ZONE.exec(plain)?.[0] ? plain : `${plain} UTC`);
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

function show(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}
