import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type Json, type JsonObject, number, text } from '../json';
import type { Contact } from '../state';
import { inSearch, matchesQuery } from './shared/contact-answers';
import { problemsOfSearch, type Searchable, searched } from './shared/filters';
import { isIndexed } from './shared/rows';

/** `page` reaches this many records; further ones need `searchAfter`. */
const REACH = 10_000;

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

/** A contact's value for a field that can be filtered or sorted by. */
function heldBy(contact: Contact, field: string): Json | undefined {
  const custom = CUSTOM.exec(field)?.[1];
  if (custom) return contact.customFields.find(({ id }) => id === custom)?.value;
  if (field === 'firstNameLowerCase') return text(contact.firstName)?.toLowerCase();
  if (field === 'lastNameLowerCase') return text(contact.lastName)?.toLowerCase();
  return contact[field === 'address' ? 'address1' : field];
}

const KIND: Searchable<Contact> = {
  heldBy,
  canFilter: (field) => FIELDS.has(field) || CUSTOM.test(field),
  canSort: (field) => SORTABLE.has(field),
};

/** @throws Refusal 422 for an unknown field or operator; 400 for a page beyond the first 10,000 records. */
function check({ body }: Call): void {
  const { page, searchAfter } = body;
  const problems = problemsOfSearch(body, KIND);
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
  const { state, body, locationId } = call;
  const { query, page, pageLimit, searchAfter } = body;
  const rows = state.contacts.where(
    (contact) =>
      contact.locationId === locationId &&
      isIndexed(call, contact.dateAdded) &&
      matchesQuery(contact, text(query) ?? ''),
  );
  const { rest, total } = searched(rows, body, KIND, 'dateAdded');
  const limit = number(pageLimit, 0);
  const start = searchAfter === undefined ? (number(page, 1) - 1) * limit : 0;
  return {
    contacts: rest.slice(start, start + limit).map(({ row, cursor }) => inSearch(state, row, cursor)),
    total,
  };
}

export const contactSearch: Routes = {
  'POST /contacts/search': { handle: search },
};
