import type { Bundle, ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import { isRecord, type Raw, rowsOf } from '../highlevel/json';
import { customFieldOutputs } from './custom-fields/outputs';
import { readCustomFields } from './custom-fields/values';
import { toIsoDay } from './epoch';
import {
  idOf,
  knownFields,
  type Output,
  outputs,
  type RecordType,
  setMoment,
  withMore,
  withNamesOf,
  without,
} from './record';
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
const MADE = [
  'id',
  'firstName',
  'lastName',
  'name',
  'dateOfBirth',
  'additionalEmails',
  'additionalPhones',
  'customFields',
];

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
 * the cased ones as `firstNameRaw`; `POST /contacts/search` does the reverse (public reports, 2026).
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
  const emails = textsIn(raw.additionalEmails, 'email');
  const phones = textsIn(raw.additionalPhones, 'phone');
  if (emails) contact.additionalEmails = emails;
  if (phones) contact.additionalPhones = phones;
  if (raw.attributions) setAttributions(contact, raw.attributions);
  return contact;
}

/** A list of texts, or of objects that hold one each: `[{ email }]` (recorded 2026). */
function textsIn(list: unknown, key: string): string[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.map((one) => (isRecord(one) ? one[key] : one)).filter(isText);
}

/**
 * Where the contact came from, at first and at last. A list of contacts has it among all `attributions`
 * (recorded 2026), one contact by these names.
 */
function setAttributions(contact: Output, attributions: unknown): void {
  for (const one of rowsOf(attributions)) {
    if (one.isFirst === true) contact.attributionSource ??= one;
    if (one.isLast === true) contact.lastAttributionSource ??= one;
  }
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

/** The labels of the first or the last attribution. */
const attributionLabels = (key: string, which: 'First' | 'Last') => ({
  [`${key}__url`]: `${which} Page Visited`,
  [`${key}__referrer`]: `${which} Referrer`,
  [`${key}__medium`]: `${which} Medium`,
  [`${key}__campaign`]: `${which} Campaign`,
  [`${key}__utmSource`]: `${which} UTM Source`,
  [`${key}__utmMedium`]: `${which} UTM Medium`,
  [`${key}__utmContent`]: `${which} UTM Content`,
  [`${key}__gclid`]: `${which} Google Click ID`,
  [`${key}__fbclid`]: `${which} Facebook Click ID`,
  [`${key}__fbc`]: `${which} Facebook Click Cookie`,
});

const contactAlone: RecordType = {
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
      locationId: 'Sub-Account ID',
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
    { key: 'additionalEmails', label: 'Additional Emails', type: 'string', list: true },
    { key: 'additionalPhones', label: 'Additional Phones', type: 'string', list: true },
    { key: 'createdBy__source', label: 'Added From', type: 'string' },
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
      ...attributionLabels('attributionSource', 'First'),
      ...attributionLabels('lastAttributionSource', 'Last'),
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
    additionalEmails: ['amara@okaforinteriors.example.com'],
    additionalPhones: ['+13125550163'],
    createdBy: { source: 'INTEGRATION' },
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
      gclid: 'Cj0KCQjwnNyUBhCZARIsAI9AYlFtNnIcWcYG',
      fbclid: 'IwAR0mWq3Zc7Xh1bT5uKd9',
      fbc: 'fb.1.1777903929000.IwAR0mWq3Zc7Xh1bT5uKd9',
    },
    lastAttributionSource: {
      url: 'https://www.example.com/appointments',
      referrer: 'https://maps.example.com',
      medium: 'calendar',
      campaign: 'Autumn offer',
      utmSource: 'maps',
      utmMedium: 'organic',
      utmContent: 'profile',
      gclid: 'EAIaIQobChMIxK7c2v3Y_wIVjJ',
      fbclid: 'IwAR2kPz8Vd4Lr6nYs0HqE',
      fbc: 'fb.1.1778056241000.IwAR2kPz8Vd4Lr6nYs0HqE',
    },
  },
  from: fromContact,
  added: 'dateAdded',
  updated: ['dateUpdated'],
};

/** A person that the location deals with, as an update and an upsert give one. */
export const contact = withNamesOf(contactAlone, {
  assignedTo: { key: 'assignedToName', label: 'Owner Name', list: 'users' },
  businessId: { key: 'businessName', label: 'Business Name', list: 'businesses' },
});

/** A contact that is read by its id: nothing tells its followers (recorded 2026). */
export const openedContact = without(contact, ['followers']);

/** A contact that was just made: its answer is described and was recorded with less. */
export const createdContact = without(contact, [
  'timezone',
  'followers',
  'additionalEmails',
  'additionalPhones',
  'lastActivity',
  'attributionSource',
  'lastAttributionSource',
]);

/** A contact of the older list, as it was recorded (2026). */
export const listedContact = without(contact, ['additionalPhones', 'createdBy', 'lastActivity']);

/** A contact of a search, with its business and its opportunities, as it was recorded (2026). */
export const foundContact: RecordType = withMore(
  without(contact, [
    'createdBy',
    'lastActivity',
    'dndSettings__WhatsApp',
    'dndSettings__GMB',
    'dndSettings__FB',
  ]),
  [
    {
      key: 'opportunities',
      label: 'Opportunities',
      children: [
        ...outputs('string', {
          id: 'Opportunity ID',
          pipelineId: 'Pipeline ID',
          pipelineStageId: 'Stage ID',
          status: 'Status',
        }),
        { key: 'monetaryValue', label: 'Value', type: 'number' },
      ],
    },
  ],
  {
    opportunities: [
      {
        id: SAMPLE_IDS.Opportunity,
        pipelineId: SAMPLE_IDS.Pipeline,
        pipelineStageId: SAMPLE_IDS.Stage,
        status: 'open',
        monetaryValue: 4200,
      },
    ],
  },
);

/** What a contact is called, or what there is of the contact. */
export function contactName(raw: Raw): string {
  const { name, email, phone, id } = fromContact(raw);
  return [name, email, phone].find(isText) ?? id;
}

/** How a contact is named in a drop-down: by name and email address, or what there is of them. */
export function contactLabel(raw: Raw): string {
  const { name, email, phone, id } = fromContact(raw);
  return [name, email ?? phone].filter(isText).join(' · ') || id;
}

/** Whether a contact's endpoint gave one: `{ contact: null }` means that there is none. */
export const isContact = (value: unknown): value is Raw => isRecord(value) && idOf(value) !== '';
