/** Filters for contacts that a person can fill in, and how they are sent (`POST /contacts/search`). */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Input } from '../highlevel/compose';
import { tags } from './contact';
import { customFieldChoices } from './custom-fields';
import { toDay } from './dates';
import { choice, type Field, text, toChoices } from './field';
import { type FilterKind, filterRows, MOMENT, toFilters } from './filters';
import { user } from './ids';
import { toBoolean, toList } from './values';

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

/** How dates are read. */
const DATES = new Map([
  ['dateAdded', MOMENT],
  ['dateUpdated', MOMENT],
  ['dateOfBirth', { read: toDay, readEnd: toDay }],
]);

const FILTER = 'It becomes one of the filters.';

/** Owner and tags, by which contacts are narrowed whatever the filter rows say. */
export const narrowing = (z: ZObject, { owner, withTags }: Input): Input[] =>
  toContactFilters(z, [
    ...(owner === undefined ? [] : [{ field: 'assignedTo', value: owner }]),
    ...toList(withTags).map((tag) => ({ field: 'tags', value: tag })),
  ]);

/** The filter rows, whether all or any of them must hold, and the full-text query. */
export const contactFilters = (): Field[] => [
  text('query', 'Search Text', 'Finds contacts whose name, email, phone or company has this text in it.'),
  { ...user('owner', 'Owner', 'Only contacts that this person looks after.'), notSent: FILTER },
  { ...tags('Only contacts that have all of these.', { notSent: FILTER }), key: 'withTags' },
  filterRows(
    'Filters',
    { perform: (z: ZObject, bundle: Bundle) => filterFieldChoices(z, bundle) },
    'Dates as 2026-05-04 (HighLevel may count days in the time zone of the sub-account), countries as US, an owner by the user ID, Do Not Disturb as yes or no. Leave it empty for “is filled in” and “is empty”.',
  ),
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

const CONTACTS: FilterKind = {
  labelOf: (field) => Object.entries(FILTER_FIELDS).find(([key]) => key === field)?.[1] ?? 'a custom field',
  dates: DATES,
  searchable,
};

/**
 * Makes the rows of the form the filters of the API.
 *
 * @param rows `[{ field, operator, value }]`, as the form gives them
 * @throws z.errors.Error where a row can't be sent
 */
export const toContactFilters = (z: ZObject, rows: unknown): Input[] => toFilters(z, rows, CONTACTS);

/** HighLevel keeps some fields in lower case, phone numbers without spaces, and yes or no as booleans. */
function searchable(field: string, given: string): unknown {
  if (field === 'dnd') return toBoolean(given);
  if (field === 'phone') return given.replace(/[\s()./-]/g, '') || given;
  return field.endsWith('LowerCase') || field === 'email' ? given.toLowerCase() : given;
}
