/** Filters for contacts that a person can fill in, and how they are sent (`POST /contacts/search`). */
import { mapValues } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { refuse } from '../highlevel/errors';
import { isRecord } from '../highlevel/json';
import { customFieldChoices } from './custom-fields';
import { toDay, toLastMoment, toMoment } from './dates';
import { asRefusal, choice, type Field, text, toChoices } from './field';
import { atMost, toBoolean, toList, toText } from './values';

/** The fields of a contact that HighLevel can filter by, by the API's names. */
const FILTER_FIELDS = {
  email: 'Email',
  phone: 'Phone',
  firstNameLowerCase: 'First Name',
  lastNameLowerCase: 'Last Name',
  companyName: 'Company',
  tags: 'Tag',
  source: 'Source',
  type: 'Type',
  assignedTo: 'Owner ID',
  dnd: 'Do Not Disturb',
  city: 'City',
  state: 'State',
  country: 'Country',
  postalCode: 'Postal Code',
  timezone: 'Time Zone',
  dateAdded: 'Date Added',
  dateUpdated: 'Date Updated',
  dateOfBirth: 'Date of Birth',
  id: 'Contact ID',
} as const;

/** How dates are read. `readEnd` is for conditions that compare with the end of a day. */
const DATES = new Map([
  ['dateAdded', { read: toMoment, readEnd: toLastMoment }],
  ['dateUpdated', { read: toMoment, readEnd: toLastMoment }],
  ['dateOfBirth', { read: toDay, readEnd: toDay }],
]);

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

/** The filter rows, whether all or any of them must hold, and the full-text query. */
export const contactFilters = (): Field[] => [
  text('query', 'Search Text', 'Finds contacts whose name, email, phone or company has this text in it.'),
  {
    key: 'filters',
    label: 'Filters',
    children: [
      choice('field', 'Field', {
        perform: (z: ZObject, bundle: Bundle) => filterFieldChoices(z, bundle),
      }),
      choice('operator', 'Condition', mapValues(OPERATORS, 'label')),
      text(
        'value',
        'Value',
        'Dates as 2026-05-04 (HighLevel may count days in the time zone of the sub-account), countries as US, an owner by the user ID, Do Not Disturb as yes or no. Leave it empty for “is filled in” and “is empty”.',
      ),
    ],
  },
  choice(
    'match',
    'Match',
    { AND: 'All Filters', OR: 'Any Filter' },
    {
      default: 'AND',
      helpText: 'Choose whether a contact must match all filters, or one of them.',
      notSent: 'The API groups the filters by it.',
    },
  ),
];

/** The fields to filter by: a contact's own, and the location's custom fields. */
async function filterFieldChoices(z: ZObject, bundle: Bundle) {
  return { results: [...toChoices(FILTER_FIELDS), ...(await customFieldChoices(z, bundle, 'contact'))] };
}

/**
 * Makes the rows of the form the filters of the API.
 *
 * @param rows `[{ field, operator, value }]`, as the form gives them
 * @throws z.errors.Error where a row can't be sent
 */
export function toFilters(z: ZObject, rows: unknown): Input[] {
  return toList(rows)
    .filter(isRecord)
    .map((row) => toFilter(z, row));
}

/** Joins filters: all must match, which is what a list means to the API, or any of them (`OR`). */
export function together(filters: Input[], match: unknown): Input[] {
  if (match !== 'OR' || filters.length < 2) return filters;
  return [anyOf(filters.flatMap((one) => (one.group === 'OR' ? toList(one.filters) : [one])))];
}

const anyOf = (filters: unknown[]): Input => ({ group: 'OR', filters });

function toFilter(z: ZObject, { field, operator, value }: Input): Input {
  if (isBlank(field)) throw refuse(z, 'Each filter needs a value for “Field”.');
  const name = toText(field);
  const { range, bare }: Operator = OPERATORS[toText(operator ?? 'eq')] ?? {};
  if (bare) return { field: name, operator };
  if (isBlank(value)) throw refuse(z, `The filter on “${labelOf(name)}” needs a value.`);
  const given = toText(value);
  if (given.length > MOST)
    throw refuse(z, `The filter on “${labelOf(name)}” may have at most ${MOST} characters.`);
  try {
    if (range) return within(name, { [range]: comparable(name, range, given) });
    const equal = { field: name, operator: operator ?? 'eq', value: searchable(name, operator, given) };
    return onDay(name, equal.operator, given) ?? equal;
  } catch (error) {
    throw asRefusal(z, labelOf(name), error);
  }
}

const labelOf = (field: string) =>
  Object.entries(FILTER_FIELDS).find(([key]) => key === field)?.[1] ?? 'a custom field';

const within = (field: string, value: { [bound in Range]?: unknown }): Input => ({
  field,
  operator: 'range',
  value,
});

/**
 * “Is” a day means any time within that day; “is not” means before or after it. For fields that have times.
 */
function onDay(field: string, operator: unknown, given: string): Input | undefined {
  const date = DATES.get(field);
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
function comparable(field: string, range: Range, given: string): unknown {
  const date = DATES.get(field);
  // “After” a day, and “on or before” it, compare with the end of the day.
  if (date) return range === 'gt' || range === 'lte' ? date.readEnd(given) : date.read(given);
  return /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : given;
}

/** HighLevel keeps some fields in lower case, phone numbers without spaces, and yes or no as booleans. */
function searchable(field: string, operator: unknown, given: string): unknown {
  if (field === 'dnd') return toBoolean(given);
  const isPart = /contains$/.test(toText(operator ?? ''));
  const date = DATES.get(field);
  if (date && !isPart) return date.read(given);
  if (field === 'phone') return given.replace(/[\s()./-]/g, '') || given;
  return field.endsWith('LowerCase') || field === 'email' ? given.toLowerCase() : given;
}
