import type { Bundle, ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import { isRecord, type Raw } from '../highlevel/json';
import { customFieldOutputs } from './custom-fields/outputs';
import { readCustomFields } from './custom-fields/values';
import { toIsoDay } from './epoch';
import { idOf, knownFields, type Output, outputs, type RecordType, setMoment } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** The channels that do-not-disturb knows, by the API's names and as people call them. */
export const DND_CHANNELS = {
  Call: 'Calls',
  Email: 'Email',
  SMS: 'SMS',
  WhatsApp: 'WhatsApp',
  GMB: 'Google Business',
  FB: 'Facebook',
} as const;

const MOMENTS = ['dateAdded', 'dateUpdated', 'lastActivity', 'lastSessionActivityAt'];

/** Fields that this app works out from what HighLevel gives. */
const MADE = ['id', 'firstName', 'lastName', 'name', 'dateOfBirth', 'customFields'];

/** What HighLevel keeps for its own searches, and what this app gives under another name. */
const LEFT_OUT = [
  'address',
  'firstNameLowerCase',
  'lastNameLowerCase',
  'fullNameLowerCase',
  'emailLowerCase',
  'firstNameRaw',
  'lastNameRaw',
  'contactName',
  'searchAfter',
];

/** Where HighLevel puts a name, the spelling of the user first. */
const FIRST_NAMES = ['firstNameRaw', 'firstName', 'firstNameLowerCase'];
const LAST_NAMES = ['lastNameRaw', 'lastName', 'lastNameLowerCase'];
const STREETS = ['address1', 'address'];
const FULL_NAMES = ['contactName', 'name'];

const NOT_COPIED = new Set([...MADE, ...LEFT_OUT]);

/**
 * A contact, the same whichever endpoint gave it. `GET /contacts/` lower-cases the names and keeps
 * the cased ones as `firstNameRaw`; `POST /contacts/search` does the reverse (measured 2026).
 * Fields that are `null` are left out. A poll makes hundreds of contacts, so each is copied only once.
 */
function fromContact(raw: Raw, _z?: ZObject, bundle?: Bundle): Output {
  const contact = Object.assign(knownFields(raw, NOT_COPIED), {
    id: idOf(raw),
    customFields: readCustomFields(raw.customFields, bundle),
  });
  for (const key of MOMENTS) setMoment(contact, key);
  const firstName = textIn(raw, FIRST_NAMES);
  const lastName = textIn(raw, LAST_NAMES);
  const name = [firstName, lastName].filter(Boolean).join(' ') || textIn(raw, FULL_NAMES);
  const dateOfBirth = toIsoDay(raw.dateOfBirth) ?? textIn(raw, ['dateOfBirth']);
  if (firstName) contact.firstName = firstName;
  if (lastName) contact.lastName = lastName;
  if (name) contact.name = name;
  if (dateOfBirth) contact.dateOfBirth = dateOfBirth;
  // A search calls the street `address` (recorded 2026).
  const street = textIn(raw, STREETS);
  if (street) contact.address1 = street;
  return contact;
}

/** The first of these fields that has text. */
function textIn(raw: Raw, keys: string[]): string | undefined {
  for (const key of keys) {
    const value = raw[key];
    if (isText(value)) return value;
  }
  return undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && !isBlank(value);

/** A person that the location deals with. */
export const contact: RecordType = {
  noun: 'Contact',
  fields: [
    ...outputs('string', {
      id: 'Contact ID',
      name: 'Full Name',
      firstName: 'First Name',
      lastName: 'Last Name',
      email: 'Email',
      phone: 'Phone',
      companyName: 'Company',
      type: 'Type',
      source: 'Source',
      assignedTo: 'Owner ID',
      businessId: 'Business ID',
      locationId: 'Location ID',
      address1: 'Street Address',
      city: 'City',
      state: 'State',
      postalCode: 'Postal Code',
      country: 'Country',
      website: 'Website',
      timezone: 'Time Zone',
      dateOfBirth: 'Date of Birth',
    }),
    { key: 'tags', label: 'Tags', type: 'string', list: true },
    { key: 'followers', label: 'Follower IDs', type: 'string', list: true },
    { key: 'dnd', label: 'Do Not Disturb', type: 'boolean' },
    ...Object.entries(DND_CHANNELS).map(([channel, label]) => ({
      key: `dndSettings__${channel}__status`,
      label: `Do Not Disturb: ${label}`,
      type: 'string' as const,
    })),
    ...outputs('datetime', {
      dateAdded: 'Date Added',
      dateUpdated: 'Date Updated',
      lastActivity: 'Last Activity',
    }),
    ...outputs('string', {
      attributionSource__url: 'First Page Visited',
      attributionSource__referrer: 'First Referrer',
      attributionSource__medium: 'First Medium',
      attributionSource__campaign: 'First Campaign',
      attributionSource__utmSource: 'First UTM Source',
      attributionSource__utmMedium: 'First UTM Medium',
      attributionSource__utmContent: 'First UTM Content',
    }),
  ],
  ownFields: customFieldOutputs('contact'),
  sample: {
    id: SAMPLE_IDS.Contact,
    name: 'Amara Okafor',
    firstName: 'Amara',
    lastName: 'Okafor',
    email: 'amara.okafor@example.com',
    phone: '+13125550142',
    companyName: 'Okafor Interiors',
    type: 'lead',
    source: 'Website form',
    assignedTo: SAMPLE_IDS.User,
    businessId: SAMPLE_IDS.Business,
    locationId: SAMPLE_IDS.Location,
    address1: '225 West Wacker Drive',
    city: 'Chicago',
    state: 'IL',
    postalCode: '60606',
    country: 'US',
    website: 'https://www.example.com',
    timezone: 'America/Chicago',
    dateOfBirth: '1990-09-25',
    tags: ['new patient', 'newsletter'],
    followers: [SAMPLE_IDS.User],
    dnd: false,
    dndSettings: {
      Call: { status: 'inactive' },
      Email: { status: 'inactive' },
      SMS: { status: 'active' },
      WhatsApp: { status: 'inactive' },
      GMB: { status: 'inactive' },
      FB: { status: 'inactive' },
    },
    dateAdded: '2026-05-04T14:12:09.000Z',
    dateUpdated: '2026-05-06T08:30:41.000Z',
    lastActivity: '2026-05-06T08:30:41.000Z',
    attributionSource: {
      url: 'https://www.example.com/offers',
      referrer: 'https://search.example.com',
      medium: 'form',
      campaign: 'Spring offer',
      utmSource: 'newsletter',
      utmMedium: 'email',
      utmContent: 'button',
    },
  },
  from: fromContact,
  added: 'dateAdded',
  updated: 'dateUpdated',
};

/** How a contact is named in a drop-down: by name and email address, or what there is of them. */
export function contactLabel(raw: Raw): string {
  const { name, email, phone, id } = fromContact(raw);
  return [name, email ?? phone].filter(isText).join(' · ') || id;
}

/** Whether a contact's endpoint gave one: `{ contact: null }` means that there is none. */
export const isContact = (value: unknown): value is Raw => isRecord(value) && idOf(value) !== '';
