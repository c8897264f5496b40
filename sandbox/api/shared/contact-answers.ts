import { type JsonObject, pick, text } from '../../json';
import type { Contact, State } from '../../state';

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

/** Who made a record by the API, and when. */
const byApi = (locationId: string, timestamp: string): JsonObject => ({
  source: 'INTEGRATION',
  channel: 'OAUTH',
  sourceId: locationId,
  timestamp,
});

/** Fields of a contact that only the answer to its creation has. */
export function justMade({ locationId, dateAdded }: Contact): JsonObject {
  return {
    deleted: false,
    bounceEmail: false,
    unsubscribeEmail: false,
    validEmail: null,
    validEmailDate: null,
    lastUpdatedBy: byApi(locationId, dateAdded),
    lastSessionActivityAt: dateAdded,
  };
}

/** A contact as get, create, update and upsert answer it. A field without a value is left out. */
export function inFull(contact: Contact): JsonObject {
  const name = fullName(contact);
  return present({
    additionalEmails: [],
    additionalPhones: [],
    createdBy: byApi(contact.locationId, contact.dateAdded),
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
    dndSettings: contact.dndSettings ?? {},
  };
}

/** A contact as the lists answer it: its names in lower case, and beside them with their capitals. */
export function inList(contact: Contact): JsonObject {
  return {
    ...listed(contact),
    address1: contact.address1 ?? null,
    attributions: contact.attributions ?? [],
    contactName: fullName(contact).toLowerCase() || null,
    firstName: lower(contact.firstName) ?? null,
    lastName: lower(contact.lastName) ?? null,
    firstNameRaw: contact.firstName ?? null,
    lastNameRaw: contact.lastName ?? null,
  };
}

/** Fields of a contact's opportunities that search answers. */
const DEAL = ['id', 'pipelineId', 'pipelineStageId', 'monetaryValue', 'status'];

/**
 * A contact as search answers it: its names with their capitals, beside them in lower case, its street as
 * `address` alone, its opportunities, and its cursor.
 */
export function inSearch(state: State, contact: Contact, searchAfter: (string | number)[]): JsonObject {
  const deals = state.opportunities.where(({ contactId }) => contactId === contact.id);
  return {
    ...listed(contact),
    phoneLabel: null,
    validEmail: null,
    additionalPhones: contact.additionalPhones ?? [],
    businessName: state.businesses.get(text(contact.businessId))?.name ?? null,
    inboundDndSettings: contact.inboundDndSettings ?? {},
    attributionSource: contact.attributionSource ?? {},
    lastAttributionSource: contact.lastAttributionSource ?? {},
    opportunities: deals.map((deal) => pick(deal, DEAL)),
    contactName: fullName(contact) || null,
    firstName: contact.firstName ?? null,
    lastName: contact.lastName ?? null,
    firstNameLowerCase: lower(contact.firstName) ?? null,
    lastNameLowerCase: lower(contact.lastName) ?? null,
    address: contact.address1 ?? null,
    searchAfter,
  };
}
