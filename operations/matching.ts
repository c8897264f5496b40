/** Compares what people type with what HighLevel has: case, spaces, accents and the forms of phones do not matter. */
import { deburr, sortBy } from 'lodash';
import { isBlank } from '../highlevel/blank';
import type { Raw } from '../highlevel/json';
import { toIsoDay } from '../records/epoch';
import { idOf, toMs } from '../records/record';

/** How well a record is what somebody looks for. */
export const NO_MATCH = 0;
export const IN_PART = 1;
export const WHOLE = 2;

/** Tells how well a record is what a field's value says: one of the three above. */
export type Match = (wanted: unknown, row: Raw) => number;

/** A value of a record: its name in the answer, or a function of the record. */
type Part = string | ((row: Raw) => unknown);

const partOf = (row: Raw, part: Part): unknown => (typeof part === 'function' ? part(row) : row[part]);

/** The texts of these parts of a record. */
const textsOf = (row: Raw, parts: readonly Part[]): string[] =>
  parts
    .flatMap((part) => partOf(row, part))
    .filter((value) => !isBlank(value))
    .map(String);

/** A text in the form in which texts are compared: `  Café – North ` as `cafe - north`. */
export const plain = (text: unknown): string =>
  deburr(String(text ?? '').normalize('NFKC'))
    .toLowerCase()
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();

const isId = (wanted: unknown, row: Raw) => String(wanted).trim() === idOf(row);

/** The record has this id. */
export const byId: Match = (wanted, row) => (isId(wanted, row) ? WHOLE : NO_MATCH);

/** One of these parts is what was typed, as a whole. */
export const byWhole =
  (...parts: Part[]): Match =>
  (wanted, row) =>
    textsOf(row, parts).some((text) => plain(text) === plain(wanted)) ? WHOLE : NO_MATCH;

/** One of these parts is what was typed, or has it in it. */
export const byWords =
  (...parts: Part[]): Match =>
  (wanted, row) => {
    const words = plain(wanted);
    const texts = textsOf(row, parts).map(plain);
    if (texts.includes(words)) return WHOLE;
    return texts.some((text) => text.includes(words)) ? IN_PART : NO_MATCH;
  };

/** What was typed is in one of these parts; a part that is no more than that is no better. */
export const byText =
  (...parts: Part[]): Match =>
  (wanted, row) =>
    textsOf(row, parts).some((text) => plain(text).includes(plain(wanted))) ? WHOLE : NO_MATCH;

/** One of these matches, the best of them. */
export const either =
  (...matches: Match[]): Match =>
  (wanted, row) =>
    Math.max(...matches.map((match) => match(wanted, row)));

/** What was typed is the record's id, or as a whole one of these parts. */
export const byIdOrWhole = (...parts: Part[]): Match => either(byId, byWhole(...parts));

/** What was typed is the record's id or one of these parts, or is in one of these. */
export const byIdOrWords = (...parts: Part[]): Match => either(byId, byWords(...parts));

/** What is between the braces of a merge tag: `custom_values.link` of `{{ custom_values.link }}`. */
const insideBraces = (tag: unknown): string => plain(tag).replace(/[{}\s]/g, '');

/** What was typed is a merge tag or a unique key of the record, with its braces or without, or its last part. */
export const byMergeTag =
  (...parts: Part[]): Match =>
  (wanted, row) => {
    const key = insideBraces(wanted);
    const keys = textsOf(row, parts).map(insideBraces);
    return key && keys.some((one) => one === key || one.endsWith(`.${key}`)) ? WHOLE : NO_MATCH;
  };

/** The day of this part is the one that is wanted, or a later one. */
export const sinceDay =
  (part: Part): Match =>
  (wanted, row) =>
    isWithinDays(part, row, (day) => day >= String(wanted));

/** The day of this part is the one that is wanted, or an earlier one. */
export const untilDay =
  (part: Part): Match =>
  (wanted, row) =>
    isWithinDays(part, row, (day) => day <= String(wanted));

function isWithinDays(part: Part, row: Raw, isWithin: (day: string) => boolean): number {
  const day = toIsoDay(partOf(row, part));
  return day !== undefined && isWithin(day) ? WHOLE : NO_MATCH;
}

/** The record has exactly this value, or one of these, such as a code that was chosen from a list. */
export const byValue =
  (...parts: Part[]): Match =>
  (wanted, row) => {
    const wantedOnes = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
    return textsOf(row, parts).some((text) => wantedOnes.includes(text)) ? WHOLE : NO_MATCH;
  };

/** One of these parts is this e-mail address. */
export const byEmail = (...parts: Part[]): Match => byWhole(...parts);

/** One of these parts is this phone number, however either of them is written. */
export const byPhone =
  (...parts: Part[]): Match =>
  (wanted, row) =>
    textsOf(row, parts).some((phone) => isSamePhone(String(wanted), phone)) ? WHOLE : NO_MATCH;

/** Numbers with fewer digits than this may be the end of many others. */
const LEAST_DIGITS = 6;

/**
 * Whether two texts are the same phone number: `(312) 555-0142` is `+1 312 555 0142`, and `020 7946 0018` is
 * `+44 20 7946 0018`. Two that both have a country code are compared as a whole.
 */
export function isSamePhone(one: string, other: string): boolean {
  const [a, b] = [phoneDigits(one), phoneDigits(other)];
  if (!a.digits || !b.digits) return false;
  if (a.digits === b.digits) return true;
  if (a.international === b.international) return false;
  const [whole, national] = a.international ? [a, b] : [b, a];
  return national.digits.length >= LEAST_DIGITS && whole.digits.endsWith(national.digits);
}

/** The digits of a phone number without what is dialled before it, and whether they begin with a country code. */
function phoneDigits(text: string): { digits: string; international: boolean } {
  const given = text.trim().replace(/(?:ext\.?|extension|x|#)\s?\d+$/i, '');
  const international = /^(?:\+|00)/.test(given);
  // The (0) of +44 (0)20 7946 0018 is for calls within the country.
  const all = (international ? given.replace(/\(0\)/, '') : given).replace(/\D/g, '');
  return { digits: all.replace(/^0+/, ''), international };
}

/** One of these parts is this web address, with or without its protocol, `www` and the stroke at its end. */
export const byWebsite =
  (...parts: Part[]): Match =>
  (wanted, row) =>
    textsOf(row, parts).some((text) => bareAddress(text) === bareAddress(wanted)) ? WHOLE : NO_MATCH;

const bareAddress = (text: unknown): string =>
  plain(text)
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '');

/** What one field is compared by. */
export interface Wanted {
  match: Match;
  value: unknown;
}

/** How well a record is all that is wanted: as well as what it is least. */
const rankOf = (row: Raw, wanted: readonly Wanted[]): number =>
  Math.min(WHOLE, ...wanted.map(({ match, value }) => match(value, row)));

/** Whether a record is wholly what is wanted. */
export const isWhole = (row: Raw, wanted: readonly Wanted[]): boolean => rankOf(row, wanted) === WHOLE;

/**
 * The records that match wholly, in their order; where none does, those that match in part. “Acme” is not “Acme
 * Dental” where there is an “Acme”.
 */
export function bestMatches(rows: readonly Raw[], wanted: readonly Wanted[]): Raw[] {
  const ranked = rows.map((row) => ({ row, rank: rankOf(row, wanted) }));
  const best = Math.max(NO_MATCH, ...ranked.map(({ rank }) => rank));
  return best === NO_MATCH ? [] : ranked.filter(({ rank }) => rank === best).map(({ row }) => row);
}

/** All records, those first that match best; of those that match alike, in their order. */
export const bestFirst = (rows: readonly Raw[], wanted: readonly Wanted[]): Raw[] =>
  sortBy(rows, (row) => -rankOf(row, wanted));

/** Records by a moment, those that have none last. */
const byMoment = (part: Part, direction: 1 | -1) => (rows: readonly Raw[]) =>
  [...rows].sort((one, other) => {
    const [a, b] = [toMs(partOf(one, part)), toMs(partOf(other, part))];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return (a - b) * direction;
  });

/** Those with the latest moment first. */
export const latestFirst = (part: Part) => byMoment(part, -1);
/** Those with the earliest moment first. */
export const soonestFirst = (part: Part) => byMoment(part, 1);
