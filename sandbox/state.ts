import type { Clock } from './clock';
import type { Ids } from './ids';
import type { Json, JsonObject } from './json';
import { type Row, Table } from './table';

/** A custom field's value on a record, as the API answers it: without the field's name. */
export type CustomFieldValue = { id: string; value: Json };

/** A contact as the sandbox keeps it. Names keep their capitals; a field without a value is left out. */
export type Contact = Row & {
  locationId: string;
  tags: string[];
  customFields: CustomFieldValue[];
  followers: string[];
  dnd: boolean;
  dateAdded: string;
  dateUpdated: string;
};

/** The definition of a custom field. */
export type CustomField = Row & {
  locationId: string;
  name: string;
  fieldKey: string;
  dataType: string;
  model: string;
};

/** An agency. */
export type Company = Row & {
  name: string;
  /** Whether the app is installed in new sub-accounts by itself: the person who installs it chooses that. */
  installToFutureLocations?: boolean;
};

/** A sub-account. */
export type Location = Row & {
  companyId: string;
  name: string;
  timezone: string;
  country: string;
  /** The settings that decide what a duplicate is. */
  settings: {
    allowDuplicateContact: boolean;
    allowDuplicateOpportunity?: boolean;
    contactUniqueIdentifiers: string[];
  };
  /** Whether the app is installed there, and whether the account is active: no answer shows these two. */
  isInstalled: boolean;
  isActive: boolean;
};

/** A tag of a location. */
export type Tag = Row & { locationId: string; name: string };

/** A user; an agency's user has no locations. */
export type User = Row & { companyId: string; locationIds: string[]; name: string; email: string };

/** An appointment; its times are ISO 8601 in UTC. */
export type Appointment = Row & {
  locationId: string;
  calendarId: string;
  contactId: string;
  startTime: string;
  endTime: string;
};

/** A contact's conversation; its dates are epoch milliseconds. */
export type Conversation = Row & {
  locationId: string;
  contactId: string;
  type: number;
  unreadCount: number;
  starred: boolean;
  followers: string[];
  lastMessageDate: number;
  dateAdded: number;
};

/** A record of a location, without a type of its own. */
export type LocationRow = Row & { locationId: string };

/**
 * A record of an endpoint that has no table of its own (`general/`), as requests have made, changed or deleted it.
 * Its id here is that of the place and the record's own.
 */
export type GeneralRow = LocationRow & {
  /** The collection, the account and what else the records of one list belong to. */
  place: string;
  recordId: string;
  /** What was sent of it. */
  values: JsonObject;
  createdAt: number;
  updatedAt: number;
  /** It was there from the start. */
  isSeeded: boolean;
  isGone: boolean;
};

/** All that the sandbox remembers, one table for each kind of record. Tests may read and write them. */
export type State = ReturnType<typeof newState>;

/** The times of a record, by the names of their fields. */
type Stamps = { [name: string]: string };

/** Makes empty tables. A new kind of record is one line here. */
export function newState(clock: Clock, ids: Ids) {
  const stamp = (...names: string[]): Stamps => Object.fromEntries(names.map((name) => [name, clock.iso()]));

  /**
   * A table of records without a type of their own.
   * @param added, updated the dates that they get when added and when changed
   */
  const rows = (added: string[] = [], updated: string[] = []) =>
    new Table<LocationRow>({
      make: (fields) => ({
        id: ids.next(),
        locationId: '',
        ...stamp(...added),
        ...fields,
      }),
      touch: () => stamp(...updated),
    });

  return {
    companies: new Table<Company>({
      make: (fields) => ({ id: ids.next(), name: 'New Agency', ...fields }),
    }),
    locations: new Table<Location>({
      make: (fields) => ({
        id: ids.next(),
        companyId: '',
        name: 'New Location',
        timezone: 'UTC',
        country: 'US',
        settings: {
          allowDuplicateContact: false,
          allowDuplicateOpportunity: true,
          contactUniqueIdentifiers: ['email', 'phone'],
        },
        isInstalled: true,
        isActive: true,
        ...fields,
      }),
    }),
    users: new Table<User>({
      make: (fields) => ({
        id: ids.next(),
        companyId: '',
        locationIds: [],
        name: '',
        email: '',
        deleted: false,
        dateAdded: clock.iso(),
        ...fields,
      }),
    }),
    contacts: new Table<Contact>({
      make: (fields) => ({
        id: ids.next(),
        locationId: '',
        tags: [],
        customFields: [],
        followers: [],
        dnd: false,
        type: 'lead',
        dateAdded: clock.iso(),
        dateUpdated: fields.dateAdded ?? clock.iso(),
        ...fields,
      }),
      touch: () => ({ dateUpdated: clock.iso() }),
    }),
    customFields: new Table<CustomField>({
      make: (fields) => ({
        id: ids.next(),
        locationId: '',
        name: 'New Field',
        fieldKey: `${fields.model ?? 'contact'}.${fieldKey(fields.name ?? 'New Field')}`,
        dataType: 'TEXT',
        model: 'contact',
        documentType: 'field',
        // The folder that it stands in: one for each sub-account.
        parentId: `folder-${fields.locationId}`,
        standard: false,
        position: 0,
        dateAdded: clock.iso(),
        ...fields,
      }),
    }),
    tags: new Table<Tag>({
      make: (fields) => ({ id: ids.next(), locationId: '', name: '', ...fields }),
    }),
    appointments: new Table<Appointment>({
      make: (fields) => ({
        id: ids.next(),
        locationId: '',
        calendarId: '',
        contactId: '',
        title: 'Appointment',
        appointmentStatus: 'confirmed',
        startTime: clock.iso(),
        endTime: clock.iso(),
        dateAdded: clock.iso(),
        dateUpdated: clock.iso(),
        ...fields,
      }),
      touch: () => ({ dateUpdated: clock.iso() }),
    }),
    conversations: new Table<Conversation>({
      make: (fields) => ({
        id: ids.next(),
        locationId: '',
        contactId: '',
        type: 1,
        unreadCount: 0,
        starred: false,
        inbox: true,
        deleted: false,
        followers: [],
        lastMessageBody: '',
        lastMessageType: 'TYPE_SMS',
        lastMessageDate: clock.ms(),
        dateAdded: clock.ms(),
        dateUpdated: fields.lastMessageDate ?? clock.ms(),
        ...fields,
      }),
    }),
    messages: rows(['dateAdded']),
    emails: rows(['dateAdded']),
    tasks: rows(['dateAdded', 'dateUpdated'], ['dateUpdated']),
    notes: rows(['dateAdded'], ['dateUpdated']),
    /** Which contact is in which campaign or workflow: `contactId`, `kind`, `targetId`. */
    enrolments: rows(['dateAdded']),
    businesses: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    /** They belong to an agency (`companyId`), and to no location. */
    snapshots: rows(),
    campaigns: rows(),
    workflows: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    calendars: rows(),
    calendarGroups: rows(),
    calendarNotifications: rows(),
    calendarResources: rows(),
    forms: rows(),
    formSubmissions: rows(['createdAt']),
    surveys: rows(),
    surveySubmissions: rows(['createdAt']),
    templates: rows(['dateAdded']),
    appointmentNotes: rows(['dateAdded']),
    blockedSlots: rows(['dateAdded', 'dateUpdated'], ['dateUpdated']),
    pipelines: rows(),
    lostReasons: rows(['createdAt', 'updatedAt']),
    opportunities: rows(
      ['createdAt', 'updatedAt', 'lastStageChangeAt', 'lastStatusChangeAt', 'lastActionDate'],
      ['updatedAt', 'lastActionDate'],
    ),
    customValues: rows(),
    documents: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    documentTemplates: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    estimates: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    invoices: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    mediaFiles: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    orders: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    phoneNumbers: rows(['dateAdded', 'dateUpdated'], ['dateUpdated']),
    prices: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    products: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    socialAccounts: rows(),
    socialCategories: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    socialGroups: rows(),
    socialPosts: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    socialTags: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    subscriptions: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    transactions: rows(['createdAt', 'updatedAt', 'fulfilledAt'], ['updatedAt']),
    voiceAiAgents: rows(),
    voiceAiCalls: rows(['createdAt']),
    customObjects: rows(['dateAdded', 'dateUpdated'], ['dateUpdated']),
    /** The fields of objects; those of contacts and opportunities are `customFields`. */
    objectFields: rows(['dateAdded', 'dateUpdated'], ['dateUpdated']),
    objectRecords: rows(['createdAt', 'updatedAt'], ['updatedAt']),
    associations: rows(),
    relations: rows(),
    blogs: rows(),
    blogAuthors: rows(['updatedAt'], ['updatedAt']),
    blogCategories: rows(['updatedAt'], ['updatedAt']),
    blogPosts: rows(['updatedAt'], ['updatedAt']),
    general: new Table<GeneralRow>({
      make: (fields) => ({
        id: ids.next(),
        locationId: '',
        place: '',
        recordId: '',
        values: {},
        createdAt: clock.ms(),
        updatedAt: clock.ms(),
        isSeeded: false,
        isGone: false,
        ...fields,
      }),
    }),
  };
}

/** The tables of a location's records without a type of their own. */
export type PlainTable = {
  [name in keyof State]: State[name] extends Table<LocationRow> ? name : never;
}[keyof State];

/** The key that HighLevel makes from a field's name: "Policy Start Date" → policy_start_date. */
export function fieldKey(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
