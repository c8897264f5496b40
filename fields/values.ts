/** Makes the values that people give the ones that the API takes. */
import { flattenDeep, trim, trimEnd, uniq } from 'lodash';
import { isBlank } from '../highlevel/blank';
import type { Shape } from '../highlevel/contract';
import { isRecord, isTooDeep, MOST_LEVELS, parse } from '../highlevel/json';
import { BadValue } from './field';

/**
 * Converts a value to the contract's type: `'12'` to a number, `'yes'` to a boolean, one text to a list.
 *
 * @throws BadValue where that can't be done
 */
export function coerce(value: unknown, shape: Shape): unknown {
  if (shape.list) return toList(value).map((item) => coerce(item, { ...shape, list: false }));
  const made = COERCE[shape.type](value);
  if (shape.enum?.length && typeof made === 'string') return oneOf(made, shape.enum.map(String));
  return shape.maxLength && typeof made === 'string' ? atMost(shape.maxLength, made) : made;
}

/**
 * Reads a whole number that is not out of these bounds.
 *
 * @throws BadValue where it is, or is none
 */
export const within =
  (least: number, most: number) =>
  (value: unknown): number => {
    const number = toInteger(value);
    if (number < least || number > most) throw new BadValue(`${least} to ${most}; it is ${number}`);
    return number;
  };

/** Refuses a text that is too long. */
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
  const [only] = given;
  const listed = given.length === 1 ? fromJson(only) : undefined;
  if (!Array.isArray(listed) || (typeof only === 'string' && isWordAlone(listed))) return given;
  return toList(listed);
}

/** `[2024]` and `[true]` are more likely names in brackets than lists. */
const isWordAlone = (list: unknown[]) => list.length === 1 && ['number', 'boolean'].includes(typeof list[0]);

const filled = (value: unknown) => (Array.isArray(value) ? value : [value]).filter((item) => !isBlank(item));

/** Parses a text that is a list or a record in JSON. Any other value stays as it is. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  const parsed = parse(value);
  if (isTooDeep(parsed)) throw new BadValue(AT_MOST_SO_DEEP);
  return parsed ?? value;
}

/** How deep a value may be, for the sentence that refuses one. */
export const AT_MOST_SO_DEEP = `nested no deeper than ${MOST_LEVELS} levels`;

/** The rows of line items. */
export const inputRows = (value: unknown) => toList(value).filter(isRecord);

/**
 * Names or ids, each once. They may come as a list, with commas, on lines, or mixed. A name in double quotes
 * stays one name, though it has a comma: drop-downs give their choices so ({@link quoted}).
 */
export const toNames = (value: unknown): string[] =>
  each(itemsIn(value).flatMap((item) => namesIn(toText(item))));

/**
 * Tags. They are read as {@link toNames} does, except that each tag in a list of several keeps its commas: a
 * tag may be “austin, tx”. A list of one may be one choice or one mapped text, and Zapier gives both the same
 * way. It is read as a text, because a tag joined from several would be added to the whole location.
 */
export function toTags(value: unknown): string[] {
  const items = itemsIn(value);
  if (items.length === 1) return toNames(items);
  return each(items.flatMap((item) => toText(item).split('\n')).map((tag) => trim(tag, ', \t\r')));
}

/** The items of a list, and of the lists in it. */
const itemsIn = (value: unknown) => flattenDeep(toList(value).map(toList));

/** Names without blanks around them, each once. */
const each = (names: string[]) => uniq(names.map((name) => unquoted(name.trim())).filter(Boolean));

/** A quote counts at the beginning of a name only: in `"Doe, John" <john@example.com>`, not in `5" pipe`. */
const namesIn = (text: string): string[] => text.match(/[^\S\n]*"[^"\n]*"[^,\n]*|[^,\n]+/g) ?? [];

/** A name in the form that {@link toNames} reads as one name. */
export const quoted = (name: string) => (name.includes(',') && !name.includes('"') ? `"${name}"` : name);

/** Takes off the quotes that protect a comma. Other quotes belong to the name. */
function unquoted(name: string): string {
  const inner = /^"([^"\n]*)"$/.exec(name)?.[1]?.trim();
  return inner?.includes(',') ? inner : name;
}

/**
 * What separates links: blanks, commas and semicolons. A single comma may belong to a link that holds another
 * one: `https://images.example/w=80,https://…`. A long run of separators is matched from its beginning only,
 * or it would be slow.
 */
const BETWEEN_LINKS = /(?<![\s,;])(?<![/,]\w{1,20}=[\w.]{1,20}(?=,https?:))[\s,;]+(?=https?:)/i;

/** Links. One text may hold several. Spaces in a file's name are encoded; all else stays as it is. */
export function toLinks(value: unknown): string[] {
  const links = flattenDeep(toList(value)).flatMap((item) =>
    toText(item)
      .trim()
      .split(BETWEEN_LINKS)
      .map((link) => trimEnd(link, ',; ')),
  );
  const wrong = links.find((link) => !/^https?:/i.test(link) || /[^\S ]/.test(link) || !URL.canParse(link));
  if (wrong !== undefined) throw new BadValue(`a link to a file; it is ${show(wrong)}`);
  return links.map((link) => link.replaceAll(' ', '%20'));
}

/** The one link that there is. */
export function toLink(value: unknown): string {
  const [link = '', ...more] = toLinks(value);
  if (more.length) throw new BadValue(`one file; there are ${more.length + 1}`);
  return link;
}

/** A value as text. A list becomes text with commas. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return filled(value).map(toText).join(', ');
  throw new BadValue('text, and not a group of fields');
}

/** A text for HighLevel to look for: without blanks around it, and with one where several follow each other. */
export const oneSpaced = (value: unknown): string => toText(value).trim().replace(/\s+/g, ' ');

/** A number, from `12`, `'12'` or `' -1.5 '`. Other forms that JavaScript knows (`0x10`) are refused. */
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

function oneOf(value: string, allowed: string[]): string {
  const found = allowed.find((one) => one.toLowerCase() === value.trim().toLowerCase());
  if (found === undefined) throw new BadValue(`one of ${allowed.join(', ')}; it is ${show(value)}`);
  return found;
}

/** Several words in a sentence: `A, B or C`. */
export function joinWords(words: string[], by: 'and' | 'or'): string {
  const type = by === 'and' ? 'conjunction' : 'disjunction';
  return new Intl.ListFormat('en-GB', { type }).format(words);
}

/** What the user gave, in quotes and not too long, for the sentence that refuses it. */
export function show(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}
