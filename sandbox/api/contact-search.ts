import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { isObject, type Json, type JsonObject, number, objects, text } from '../json';
import type { Contact } from '../state';
import { inSearch, matchesQuery } from './shared/contact-answers';

/** `page` reaches this many records; further ones need `searchAfter`. */
const REACH = 10_000;

/** The longest value of a filter, in characters. */
const LONGEST = 75;

/** The fields that can be filtered by, beside `customFields.<id>`. */
const FIELDS = new Set([
  'id',
  'email',
  'phone',
  'firstNameLowerCase',
  'lastNameLowerCase',
  'companyName',
  'businessId',
  'assignedTo',
  'followers',
  'tags',
  'source',
  'type',
  'dnd',
  'address',
  'city',
  'state',
  'country',
  'postalCode',
  'timezone',
  'website',
  'dateAdded',
  'dateUpdated',
  'dateOfBirth',
]);

/** The fields that can be sorted by. */
const SORTABLE = new Set([
  'id',
  'email',
  'phone',
  'firstNameLowerCase',
  'lastNameLowerCase',
  'companyName',
  'source',
  'city',
  'state',
  'country',
  'dateAdded',
  'dateUpdated',
  'dateOfBirth',
]);

const CUSTOM = /^customFields\.(\w+)$/;
const DATE = /^\d{4}-\d{2}-\d{2}/;

/** A contact's value for a field that can be filtered or sorted by. */
function heldBy(contact: Contact, field: string): Json | undefined {
  const custom = CUSTOM.exec(field)?.[1];
  if (custom) return contact.customFields.find(({ id }) => id === custom)?.value;
  if (field === 'firstNameLowerCase') return text(contact.firstName)?.toLowerCase();
  if (field === 'lastNameLowerCase') return text(contact.lastName)?.toLowerCase();
  return contact[field === 'address' ? 'address1' : field];
}

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
};

/** What is wrong with a filter, if anything is. */
function problemsOf(filter: JsonObject, path: string): string[] {
  if (filter.group !== undefined) {
    const isGroup = filter.group === 'AND' || filter.group === 'OR';
    return [
      ...(isGroup ? [] : [`${path}.group must be one of the following values: AND, OR`]),
      ...(Array.isArray(filter.filters) ? [] : [`${path}.filters must be an array`]),
      ...objects(filter.filters).flatMap((inner, i) => problemsOf(inner, `${path}.filters.${i}`)),
    ];
  }
  const field = text(filter.field) ?? '';
  const operator = text(filter.operator) ?? '';
  const long = asList(filter.value).some((value) => typeof value === 'string' && value.length > LONGEST);
  const needsValue = !operator.endsWith('exists') && filter.value === undefined;
  const bounds = isObject(filter.value) ? Object.keys(filter.value) : [];
  const isBadRange = operator === 'range' && (bounds.length === 0 || bounds.some((bound) => !BOUNDS[bound]));
  return [
    ...(FIELDS.has(field) || CUSTOM.test(field)
      ? []
      : [`${path}.field ${field} is not a field to filter by`]),
    ...(Object.hasOwn(OPERATORS, operator)
      ? []
      : [`${path}.operator must be one of the following values: ${Object.keys(OPERATORS).join(', ')}`]),
    ...(needsValue ? [`${path}.value should not be empty`] : []),
    ...(isBadRange ? [`${path}.value must be an object of gte, lte, gt, lt`] : []),
    ...(long ? [`${path}.value must be shorter than or equal to ${LONGEST} characters`] : []),
  ];
}

function passes(contact: Contact, filter: JsonObject): boolean {
  const inner = objects(filter.filters);
  if (filter.group === 'OR') return inner.some((one) => passes(contact, one));
  if (filter.group === 'AND') return inner.every((one) => passes(contact, one));
  const test = OPERATORS[text(filter.operator) ?? ''];
  return test?.(heldBy(contact, text(filter.field) ?? ''), filter.value) ?? false;
}

/** Where a contact stands in the order: its values of the sorted fields, then its id. */
type Cursor = (string | number)[];

interface Order {
  field: string;
  sign: 1 | -1;
}

function cursorOf(contact: Contact, order: Order[]): Cursor {
  return [...order.map(({ field }) => comparable(heldBy(contact, field))), contact.id];
}

/** Orders two contacts. Where all values are equal, the ids decide, in ascending order. */
function compare(a: Cursor, b: Cursor, order: Order[]): number {
  for (const [i, { sign }] of [...order, { sign: 1 as const }].entries()) {
    const [left = '', right = ''] = [a[i], b[i]];
    if (left !== right) return left < right ? -sign : sign;
  }
  return 0;
}

function orderIn(sort: JsonObject[]): Order[] {
  if (sort.length === 0) return [{ field: 'dateAdded', sign: -1 }];
  return sort.map(({ field, direction }) => ({
    field: text(field) ?? '',
    sign: direction === 'desc' ? -1 : 1,
  }));
}

/** @throws Refusal 422 for an unknown field or operator; 400 for a page beyond the first 10,000 records. */
function check({ body }: Call): void {
  const { filters, sort, page, searchAfter } = body;
  const problems = [
    ...objects(filters).flatMap((filter, i) => problemsOf(filter, `filters.${i}`)),
    ...objects(sort)
      .filter(({ field }) => !SORTABLE.has(text(field) ?? ''))
      .map(({ field }) => `sort field ${field} is not a field to sort by`),
  ];
  if (problems.length) throw refusal(422, problems);
  if (page !== undefined && searchAfter !== undefined) {
    throw refusal(400, 'Pass either page or searchAfter, not both.');
  }
  const reached = number(page, 1) * number(body.pageLimit, 0);
  if (number(page, 1) < 1) throw refusal(400, 'page must not be less than 1');
  if (page !== undefined && reached > REACH) {
    throw refusal(400, `page reaches the first ${REACH} records only: use searchAfter for more.`);
  }
}

function search(call: Call): JsonObject {
  check(call);
  const { state, body, locationId, clock, indexLagMs } = call;
  const { query, filters, sort, page, pageLimit, searchAfter } = body;
  const indexedUntil = clock.ms() - indexLagMs;
  const order = orderIn(objects(sort));
  const found = state.contacts
    .where(
      (contact) =>
        contact.locationId === locationId &&
        (indexLagMs === 0 || Date.parse(contact.dateAdded) <= indexedUntil) &&
        matchesQuery(contact, text(query) ?? '') &&
        objects(filters).every((filter) => passes(contact, filter)),
    )
    .map((contact) => ({ contact, cursor: cursorOf(contact, order) }))
    .sort((a, b) => compare(a.cursor, b.cursor, order));
  const after = Array.isArray(searchAfter)
    ? searchAfter.map((part) => (typeof part === 'number' ? part : String(part)))
    : undefined;
  const rest = after ? found.filter(({ cursor }) => compare(cursor, after, order) > 0) : found;
  const limit = number(pageLimit, 0);
  const start = after ? 0 : (number(page, 1) - 1) * limit;
  return {
    contacts: rest.slice(start, start + limit).map(({ contact, cursor }) => inSearch(state, contact, cursor)),
    total: found.length,
  };
}

export const contactSearch: Routes = {
  'POST /contacts/search': { handle: search },
};
