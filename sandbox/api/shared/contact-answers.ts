import { type JsonObject, text } from '../../json';
import type { Contact } from '../../state';

/** A contact's first and last name together, with their capitals. */
export function fullName(contact: JsonObject): string {
  return [contact.firstName, contact.lastName].filter(Boolean).join(' ');
}

/** Whether every word of a query stands somewhere in a contact's name, e-mail, phone or company. */
export function matchesQuery(contact: Contact, query: string): boolean {
  if (query === '') return true;
  const { email, phone, companyName } = contact;
  const haystack = [fullName(contact), email, phone, companyName].join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** The fields without those that are null. */
function present(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

const lower = (value: unknown) => text(value)?.toLowerCase();

/** A contact as get, create, update and upsert answer it. A field without a value is left out. */
export function inFull(contact: Contact): JsonObject {
  const name = fullName(contact);
  return present({
    ...contact,
    name: name || null,
    emailLowerCase: lower(contact.email),
    firstNameLowerCase: lower(contact.firstName),
    lastNameLowerCase: lower(contact.lastName),
    fullNameLowerCase: name.toLowerCase() || null,
  });
}

/** Fields that the lists always answer: null where the contact has no value. */
const LISTED = [
  'email',
  'phone',
  'companyName',
  'businessId',
  'source',
  'assignedTo',
  'address1',
  'city',
  'state',
  'postalCode',
  'country',
  'website',
  'timezone',
  'dateOfBirth',
];

function listed(contact: Contact): JsonObject {
  const { id, locationId, type, dnd, tags, followers, customFields, dateAdded, dateUpdated } = contact;
  return {
    id,
    locationId,
    type,
    dnd,
    tags,
    followers,
    customFields,
    dateAdded,
    dateUpdated,
    ...Object.fromEntries(LISTED.map((name) => [name, contact[name] ?? null])),
    additionalEmails: contact.additionalEmails ?? [],
    attributions: contact.attributions ?? [],
  };
}

/** A contact as the lists answer it: its names in lower case, and beside them with their capitals. */
export function inList(contact: Contact): JsonObject {
  return {
    ...listed(contact),
    contactName: fullName(contact).toLowerCase() || null,
    firstName: lower(contact.firstName) ?? null,
    lastName: lower(contact.lastName) ?? null,
    firstNameRaw: contact.firstName ?? null,
    lastNameRaw: contact.lastName ?? null,
  };
}

/**
 * A contact as search answers it: its names with their capitals, beside them in lower case, and its cursor.
 */
export function inSearch(contact: Contact, searchAfter: (string | number)[]): JsonObject {
  return {
    ...listed(contact),
    contactName: fullName(contact) || null,
    firstName: contact.firstName ?? null,
    lastName: contact.lastName ?? null,
    firstNameLowerCase: lower(contact.firstName) ?? null,
    lastNameLowerCase: lower(contact.lastName) ?? null,
    address: contact.address1 ?? null,
    dndSettings: contact.dndSettings ?? {},
    searchAfter,
  };
}
