/** Filters and sorts of the searches that take them in the body: contacts, opportunities, objects' records. */
import { isObject, type Json, type JsonObject, objects, text } from '../../json';

/** What can be searched in such a way. */
export interface Searchable<T> {
  /** The value that a record has for a field's name in a filter or a sort. */
  heldBy: (row: T, field: string) => Json | undefined;
  canFilter: (field: string) => boolean;
  canSort: (field: string) => boolean;
}

/** The longest value of a filter, in characters. */
const LONGEST = 75;

const DATE = /^\d{4}-\d{2}-\d{2}/;

const asList = (value: Json | undefined): Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** A value that can be compared: text in lower case, dates and numbers as numbers. */
function comparable(value: Json | undefined): string | number {
  if (typeof value === 'number') return value;
  const given = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  const moment = DATE.test(given) ? Date.parse(given) : Number.NaN;
  return Number.isNaN(moment) ? given.toLowerCase() : moment;
}

const isEqual = (a: Json | undefined, b: Json | undefined) => String(comparable(a)) === String(comparable(b));

function isEqualToAny(held: Json | undefined, wanted: Json | undefined): boolean {
  return asList(held).some((one) => asList(wanted).some((other) => isEqual(one, other)));
}

function containsAny(held: Json | undefined, wanted: Json | undefined): boolean {
  const includes = (one: Json, other: Json) =>
    String(one).toLowerCase().includes(String(other).toLowerCase());
  return asList(held).some((one) => asList(wanted).some((other) => includes(one, other)));
}

const BOUNDS: { [bound: string]: (held: string | number, limit: string | number) => boolean } = {
  gte: (held, limit) => held >= limit,
  lte: (held, limit) => held <= limit,
  gt: (held, limit) => held > limit,
  lt: (held, limit) => held < limit,
};

/** A bound in milliseconds is compared with a date in milliseconds. */
function isInRange(held: Json | undefined, range: Json | undefined): boolean {
  if (held === undefined || held === null || !isObject(range)) return false;
  return Object.entries(range).every(
    ([bound, limit]) => BOUNDS[bound]?.(comparable(held), comparable(limit)) ?? false,
  );
}

const OPERATORS: { [operator: string]: (held: Json | undefined, wanted: Json | undefined) => boolean } = {
  eq: isEqualToAny,
  not_eq: (held, wanted) => !isEqualToAny(held, wanted),
  contains: containsAny,
  not_contains: (held, wanted) => !containsAny(held, wanted),
  exists: (held) => asList(held).length > 0,
  not_exists: (held) => asList(held).length === 0,
  range: isInRange,
  // The ends of a record's relations, by their ids; no other condition is known of them.
  nested: (held, wanted) =>
    objects(wanted).every(
      ({ field, operator, value }) => field === 'recordId' && operator === 'eq' && isEqualToAny(held, value),
    ),
};

/** What is wrong with a filter, if anything is. */
function problemsOf(filter: JsonObject, path: string, isField: (name: string) => boolean): string[] {
  if (filter.group !== undefined) {
    const isGroup = filter.group === 'AND' || filter.group === 'OR';
    return [
      ...(isGroup ? [] : [`${path}.group must be one of the following values: AND, OR`]),
      ...(Array.isArray(filter.filters) ? [] : [`${path}.filters must be an array`]),
      ...objects(filter.filters).flatMap((inner, i) => problemsOf(inner, `${path}.filters.${i}`, isField)),
    ];
  }
  const field = text(filter.field) ?? '';
  const operator = text(filter.operator) ?? '';
  const long = asList(filter.value).some((value) => typeof value === 'string' && value.length > LONGEST);
  const needsValue = !operator.endsWith('exists') && filter.value === undefined;
  const bounds = isObject(filter.value) ? Object.keys(filter.value) : [];
  const isBadRange = operator === 'range' && (bounds.length === 0 || bounds.some((bound) => !BOUNDS[bound]));
  return [
    ...(isField(field) ? [] : [`${path}.field ${field} is not a field to filter by`]),
    ...(Object.hasOwn(OPERATORS, operator)
      ? []
      : [`${path}.operator must be one of the following values: ${Object.keys(OPERATORS).join(', ')}`]),
    ...(needsValue ? [`${path}.value should not be empty`] : []),
    ...(isBadRange ? [`${path}.value must be an object of gte, lte, gt, lt`] : []),
    ...(long ? [`${path}.value must be shorter than or equal to ${LONGEST} characters`] : []),
  ];
}

/** What is wrong with the filters and the sort of a search, as the API's messages. */
export function problemsOfSearch<T>({ filters, sort }: JsonObject, kind: Searchable<T>): string[] {
  return [
    ...objects(filters).flatMap((filter, i) => problemsOf(filter, `filters.${i}`, kind.canFilter)),
    ...objects(sort)
      .filter(({ field }) => !kind.canSort(text(field) ?? ''))
      .map(({ field }) => `sort field ${field} is not a field to sort by`),
  ];
}

/** Whether a record passes a filter: one of a field, or a group of filters. */
function passes<T>(row: T, filter: JsonObject, kind: Searchable<T>): boolean {
  const inner = objects(filter.filters);
  if (filter.group === 'OR') return inner.some((one) => passes(row, one, kind));
  if (filter.group === 'AND') return inner.every((one) => passes(row, one, kind));
  const test = OPERATORS[text(filter.operator) ?? ''];
  return test?.(kind.heldBy(row, text(filter.field) ?? ''), filter.value) ?? false;
}

/** Where a record stands in the order: its values of the sorted fields, then its id. */
type Cursor = (string | number)[];

interface Order {
  field: string;
  sign: 1 | -1;
}

/** Orders two records. Where all values are equal, the ids decide, in ascending order. */
function compare(a: Cursor, b: Cursor, order: Order[]): number {
  for (const [i, { sign }] of [...order, { sign: 1 as const }].entries()) {
    const [left = '', right = ''] = [a[i], b[i]];
    if (left !== right) return left < right ? -sign : sign;
  }
  return 0;
}

/** The order that a search asks for; without one, the latest by `usual`. */
function orderIn(sort: JsonObject[], usual: string): Order[] {
  if (sort.length === 0) return [{ field: usual, sign: -1 }];
  return sort.map(({ field, direction }) => ({
    field: text(field) ?? '',
    sign: direction === 'desc' ? -1 : 1,
  }));
}

/** A record with its place in the order. */
interface Placed<T> {
  row: T;
  cursor: Cursor;
}

/**
 * The records that pass the filters of a search, in its order, behind the place that `searchAfter` names.
 * @param usual the field that orders a search without a sort
 * @returns the rest of them, and how many there are in all
 */
export function searched<T extends { id: string }>(
  rows: T[],
  { filters, sort, searchAfter }: JsonObject,
  kind: Searchable<T>,
  usual: string,
): { rest: Placed<T>[]; total: number } {
  const order = orderIn(objects(sort), usual);
  const found = rows
    .filter((row) => objects(filters).every((filter) => passes(row, filter, kind)))
    .map((row) => ({
      row,
      cursor: [...order.map(({ field }) => comparable(kind.heldBy(row, field))), row.id],
    }))
    .sort((a, b) => compare(a.cursor, b.cursor, order));
  const after = Array.isArray(searchAfter)
    ? searchAfter.map((part) => (typeof part === 'number' ? part : String(part)))
    : undefined;
  const rest = after?.length ? found.filter(({ cursor }) => compare(cursor, after, order) > 0) : found;
  return { rest, total: found.length };
}
