/** Filters that a person can fill in, as HighLevel's searches take them in the body. */
import { mapValues } from 'lodash';
import type { ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { refuse } from '../highlevel/errors';
import { isRecord } from '../highlevel/json';
import { toLastMoment, toMoment } from './dates';
import { asRefusal, choice, type Field, text } from './field';
import { atMost, toList, toText } from './values';

/** How a date is read, and how for conditions that compare with the end of a day. */
interface DateReading {
  read: (value: unknown) => string;
  readEnd: (value: unknown) => string;
}

/** A moment: a day alone is its beginning or its end. */
export const MOMENT: DateReading = { read: toMoment, readEnd: toLastMoment };

/** What is filtered. */
export interface FilterKind {
  /** What people call a field, by its name in the API. */
  labelOf: (field: string) => string;
  /** How the fields are read that are dates. */
  dates: ReadonlyMap<string, DateReading>;
  /** The value in the form in which HighLevel keeps that of the field. */
  searchable: (field: string, given: string) => unknown;
}

type Range = 'gt' | 'gte' | 'lt' | 'lte';

interface Operator {
  label?: string;
  range?: Range;
  bare?: true;
}

/** The operators and their labels. The last four are sent as the API's one operator `range`. */
const OPERATORS: { [operator: string]: Operator & { label: string } } = {
  eq: { label: 'is' },
  not_eq: { label: 'is not' },
  contains: { label: 'contains' },
  not_contains: { label: 'does not contain' },
  exists: { label: 'is filled in', bare: true },
  not_exists: { label: 'is empty', bare: true },
  gt: { label: 'is after, or more than', range: 'gt' },
  gte: { label: 'is on or after, or at least', range: 'gte' },
  lt: { label: 'is before, or less than', range: 'lt' },
  lte: { label: 'is on or before, or at most', range: 'lte' },
};

/** The most characters that HighLevel takes in a filter's value or a query. */
const MOST = 75;

/** A value to look for: a text that is not longer than HighLevel takes. */
export const toLookUp = (value: unknown) => atMost(MOST, toText(value));

/** The rows of filters. */
export const filterRows = (
  label: string,
  fields: NonNullable<Field['choices']>,
  valueHelp: string,
  about: Partial<Field> = {},
): Field => ({
  key: 'filters',
  label,
  children: [
    choice('field', 'Field', fields),
    choice('operator', 'Condition', mapValues(OPERATORS, 'label')),
    text('value', 'Value', valueHelp),
  ],
  ...about,
});

/**
 * Makes the rows of the form the filters of the API.
 *
 * @param rows `[{ field, operator, value }]`, as the form gives them
 * @throws z.errors.Error where a row can't be sent
 */
export function toFilters(z: ZObject, rows: unknown, kind: FilterKind): Input[] {
  return toList(rows)
    .filter(isRecord)
    .map((row) => toFilter(z, row, kind));
}

/** Joins filters: all must match, which is what a list means to the API, or any of them (`OR`). */
export function together(filters: Input[], match: unknown): Input[] {
  if (match !== 'OR' || filters.length < 2) return filters;
  return [anyOf(filters.flatMap((one) => (one.group === 'OR' ? toList(one.filters) : [one])))];
}

const anyOf = (filters: unknown[]): Input => ({ group: 'OR', filters });

function toFilter(z: ZObject, { field, operator, value }: Input, kind: FilterKind): Input {
  if (isBlank(field)) throw refuse(z, 'Each filter needs a value for “Field”.');
  const name = toText(field);
  const { range, bare }: Operator = OPERATORS[toText(operator ?? 'eq')] ?? {};
  if (bare) return { field: name, operator };
  if (isBlank(value)) throw refuse(z, `The filter on “${kind.labelOf(name)}” needs a value.`);
  const given = toText(value);
  if (given.length > MOST)
    throw refuse(z, `The filter on “${kind.labelOf(name)}” may have at most ${MOST} characters.`);
  try {
    if (range) return within(name, { [range]: comparable(kind, name, range, given) });
    const equal = { field: name, operator: operator ?? 'eq', value: searchable(kind, name, operator, given) };
    return onDay(kind, name, equal.operator, given) ?? equal;
  } catch (error) {
    throw asRefusal(z, kind.labelOf(name), error);
  }
}

const within = (field: string, value: { [bound in Range]?: unknown }): Input => ({
  field,
  operator: 'range',
  value,
});

/**
 * “Is” a day means any time within that day; “is not” means before or after it. For fields that have times.
 */
function onDay({ dates }: FilterKind, field: string, operator: unknown, given: string): Input | undefined {
  const date = dates.get(field);
  if (!date || (operator !== 'eq' && operator !== 'not_eq')) return undefined;
  const [first, last] = [date.read(given), date.readEnd(given)];
  if (first === last) return undefined;
  if (operator === 'eq') return within(field, { gte: first, lte: last });
  return anyOf([within(field, { lt: first }), within(field, { gt: last })]);
}

/**
 * Dates are compared as HighLevel writes them, numbers as numbers, all else (dates of custom fields) as
 * text.
 */
function comparable({ dates }: FilterKind, field: string, range: Range, given: string): unknown {
  const date = dates.get(field);
  // “After” a day, and “on or before” it, compare with the end of the day.
  if (date) return range === 'gt' || range === 'lte' ? date.readEnd(given) : date.read(given);
  return /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : given;
}

/** A date as HighLevel writes it, unless a part of one is looked for; all else as the kind says. */
function searchable(kind: FilterKind, field: string, operator: unknown, given: string): unknown {
  const isPart = /contains$/.test(toText(operator ?? ''));
  const date = kind.dates.get(field);
  return date && !isPart ? date.read(given) : kind.searchable(field, given);
}
