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

/** Names or ids, given as a list or as text with commas or on lines of their own; each once. */
export function toNames(value: unknown): string[] {
  const names = toList(value).flatMap((item) => toText(item).split(/[,\n]/));
  return [...new Set(names.map((name) => name.trim()).filter(Boolean))];
}

/** Text of a value; a list becomes text with commas. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(toText).join(', ');
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

/** A moment as ISO 8601 with its own offset, if it has one. A date alone is that day at 00:00 UTC. */
export function toMoment(value: unknown): string {
  const text = toText(value).trim();
  const iso = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|[+-]\d\d:?\d\d))?)?$/i;
  if (Number.isNaN(Date.parse(text))) {
    throw new BadValue(`a date and time, such as 2026-12-24T09:00:00Z; it is ${show(value)}`);
  }
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) && iso.test(text);
  return zoned
    ? text.replace(' ', 'T')
    : new Date(`${text}${iso.test(text) && text.includes(':') ? 'Z' : ''}`).toISOString();
}

/** A day as `YYYY-MM-DD`, as the user wrote it, whatever the time zone. */
export function toDay(value: unknown): string {
  const text = toText(value).trim();
  const [day] = /^\d{4}-\d\d-\d\d/.exec(text) ?? [];
  if (day && !Number.isNaN(Date.parse(day))) return day;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new BadValue(`a date, such as 1990-09-25; it is ${show(value)}`);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((n) => String(n).padStart(2, '0'))
    .join('-');
}

function oneOf(value: string, allowed: string[]): string {
  const found = allowed.find((one) => one.toLowerCase() === value.trim().toLowerCase());
  if (found === undefined) throw new BadValue(`one of ${allowed.join(', ')}; it is ${show(value)}`);
  return found;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}
