/** The drop-downs, one entry each: what to list, and how to name what comes. */
import { pickBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { appointmentNotes } from '../reads/appointments';
import { associations } from '../reads/associations';
import { blogAuthors, blogCategories, blogPosts, blogs } from '../reads/blogs';
import { businesses } from '../reads/businesses';
import {
  calendarGroups,
  calendarNotifications,
  calendarResources,
  calendars,
  freeSlots,
  meetingPlaces,
  pixels,
} from '../reads/calendars';
import { contactAppointments, contactNotes, contactTasks, numberedContacts, tags } from '../reads/contacts';
import { conversations, emails, messages, templates } from '../reads/conversations';
import { customFields, customValues } from '../reads/custom-fields';
import { objectRecords, objects, objectsWithFields } from '../reads/custom-objects';
import { documents, documentTemplates } from '../reads/documents';
import { forms, surveys } from '../reads/forms';
import { estimates, invoices } from '../reads/invoices';
import { locations } from '../reads/locations';
import { mediaFiles } from '../reads/media';
import { withNames } from '../reads/names';
import { lostReasons, opportunities, pipelines, stages } from '../reads/opportunities';
import { orders } from '../reads/payments';
import { phoneNumbers } from '../reads/phone-numbers';
import { products, productsForPrices } from '../reads/products';
import type { ListRead } from '../reads/read';
import { relations } from '../reads/relations';
import { socialAccounts, socialCategories, socialTags } from '../reads/social';
import { users, usersOfAgency } from '../reads/users';
import { voiceAiAgents } from '../reads/voice-ai';
import { campaigns, snapshots, workflows } from '../reads/workflows';
import { associationLabel } from '../records/association';
import { nameOf } from '../records/blog-category';
import { notificationLabel } from '../records/calendar-notification';
import { meetingPlaceLabel } from '../records/calendar-places';
import { contactLabel } from '../records/contact';
import { conversationLabel } from '../records/conversation';
import { objectLabel, objectRecordLabel } from '../records/custom-object';
import { documentLabel } from '../records/document';
import { estimateLabel } from '../records/estimate';
import { invoiceLabel } from '../records/invoice';
import { callLabel, messageLabel } from '../records/message';
import { opportunity, opportunityLabel } from '../records/opportunity';
import { orderLabel, orderSourceLabel } from '../records/order';
import { priceLabel } from '../records/product';
import { idOf, toMinuteInZone } from '../records/record';
import { relationLabel } from '../records/relation';
import { socialAccountLabel } from '../records/social-account';
import { userLabel } from '../records/user';
import { withContactNames } from './contact-names';
import { DAY_MS } from './dates';
import { LOCATION } from './location';
import { pricesOf } from './product-prices';
import { quoted } from './values';

/** What the fields are called on which drop-downs depend. */
export const LABELS = {
  contactId: 'Contact',
  calendarId: 'Calendar',
  appointmentId: 'Appointment',
  resourceType: 'Resource Type',
  associationId: 'Association',
  recordId: 'Record',
  blogId: 'Blog',
  locationId: LOCATION,
};

/** One drop-down. */
export interface Dropdown {
  /** What it lists. */
  read: ListRead;
  /** What the list is called in error sentences: `Listing the users …`. */
  thing: string;
  label: (row: Raw) => string;
  /** The value to send, where it is not the row's id. */
  value?: (row: Raw) => string;
  /** The rows with what their labels tell of other records; without it where that can't be had. */
  also?: (z: ZObject, bundle: Bundle, rows: Raw[]) => Promise<Raw[]>;
  /** The field of the form that the list depends on; the API's parameter has the same name. */
  of?: keyof typeof LABELS;
  /** Further fields of the form that the list depends on. */
  inputFrom?: readonly string[];
  /** What is sent beside that. The form holds what is filled in already, and the location's id. */
  input?: (form: Raw) => Input;
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const named = (row: Raw) => text(row.name) || text(row.title) || idOf(row);
/** A name, with a mark where it is not published yet. */
const withDraft = (row: Raw) => (/^draft$/i.test(text(row.status)) ? `${named(row)} (draft)` : named(row));
/** The first words of a long text. */
const begun = (words: string) => words.slice(0, 80);

/** Of an opportunity's names, the stage's: a label needs no list of users or reasons. */
const STAGED = { ...opportunity, names: pickBy(opportunity.names, (_, key) => key === 'pipelineStageName') };

/** How many days ahead free slots are offered. HighLevel gives those of 31 days at most. */
export const SLOT_DAYS = 14;

/** A slot by its weekday and its time in its own zone: `Tue 2026-05-12 10:00 -05:00`. */
function slotLabel(start: string): string {
  const day = new Date(`${start.slice(0, 10)}T00:00:00Z`);
  const weekday = day.toLocaleDateString('en-US', { weekday: 'short', timeZone: 'UTC' });
  return `${weekday} ${toMinuteInZone(start)}`;
}

/** The channels that have templates of their own. */
const TEMPLATE_TYPES = ['sms', 'email', 'whatsapp'];

export const DROPDOWNS = {
  users: { read: users, thing: 'users', label: userLabel },
  userEmails: {
    read: users,
    thing: 'users',
    label: ({ name, email }) => [text(name), email].filter(Boolean).join(' · '),
    value: ({ email }) => text(email),
  },
  team: { read: usersOfAgency, thing: 'users', label: userLabel },
  locations: { read: locations, thing: 'sub-accounts', label: named },
  snapshots: { read: snapshots, thing: 'snapshots', label: named },
  tags: { read: tags, thing: 'tags', label: named, value: (row) => quoted(named(row)) },
  workflows: { read: workflows, thing: 'workflows', label: withDraft },
  campaigns: { read: campaigns, thing: 'campaigns', label: withDraft },
  businesses: { read: businesses, thing: 'businesses', label: named },
  customFields: { read: customFields, thing: 'custom fields', label: named },
  customValues: { read: customValues, thing: 'custom values', label: named },
  contacts: {
    read: numberedContacts,
    thing: 'contacts',
    label: contactLabel,
    input: () => numberedContacts.sort.added,
  },
  contactTasks: {
    read: contactTasks,
    thing: 'tasks',
    label: (row) => (row.completed ? `${named(row)} (completed)` : named(row)),
    of: 'contactId',
  },
  contactNotes: {
    read: contactNotes,
    thing: 'notes',
    label: (row) => begun(text(row.title) || text(row.body) || idOf(row)),
    of: 'contactId',
  },
  contactAppointments: {
    read: contactAppointments,
    thing: 'appointments',
    label: (row) => [named(row), text(row.startTime)].filter(Boolean).join(' · '),
    of: 'contactId',
  },
  calendars: {
    read: calendars,
    thing: 'calendars',
    label: (row) => (row.isActive === false ? `${named(row)} (draft)` : named(row)),
  },
  /** The free times of the next two weeks, in HighLevel's own words. */
  freeSlots: {
    read: freeSlots,
    thing: 'free slots',
    label: ({ startTime }) => slotLabel(text(startTime)),
    value: ({ startTime }) => text(startTime),
    of: 'calendarId',
    input: () => ({ startDate: Date.now(), endDate: Date.now() + SLOT_DAYS * DAY_MS }),
  },
  calendarGroups: { read: calendarGroups, thing: 'groups', label: named },
  calendarNotifications: {
    read: calendarNotifications,
    thing: 'notifications',
    label: notificationLabel,
    of: 'calendarId',
  },
  calendarResources: { read: calendarResources, thing: 'resources', label: named, of: 'resourceType' },
  meetingPlaces: {
    read: meetingPlaces,
    thing: 'meeting places',
    label: meetingPlaceLabel,
    value: ({ meetingId }) => text(meetingId),
    of: 'calendarId',
  },
  pixels: {
    read: pixels,
    thing: 'pixels',
    label: ({ pixelId, name }) => `${pixelId} (${text(name)})`,
    value: ({ pixelId }) => text(pixelId),
  },
  appointmentNotes: {
    read: appointmentNotes,
    thing: 'notes',
    label: (row) => begun(text(row.body)) || idOf(row),
    of: 'appointmentId',
  },
  forms: { read: forms, thing: 'forms', label: named },
  surveys: { read: surveys, thing: 'surveys', label: named },
  voiceAiAgents: { read: voiceAiAgents, thing: 'Voice AI agents', label: ({ agentName }) => text(agentName) },
  emailTemplates: {
    read: templates,
    thing: 'email templates',
    label: named,
    input: ({ locationId }) => ({ originId: locationId, type: 'email' }),
  },
  /** Those of the chosen channel; all, where it has none of its own. */
  messageTemplates: {
    read: templates,
    thing: 'templates',
    label: named,
    inputFrom: ['type'],
    input: ({ locationId, type }) => ({
      originId: locationId,
      type: TEMPLATE_TYPES.find((one) => one === text(type).toLowerCase()),
    }),
  },
  documents: { read: documents, thing: 'documents', label: documentLabel },
  documentTemplates: {
    read: documentTemplates,
    thing: 'document templates',
    label: named,
    input: () => ({ type: 'proposal' }),
  },
  conversations: { read: conversations, thing: 'conversations', label: conversationLabel },
  messages: { read: messages, thing: 'messages', label: messageLabel },
  calls: {
    read: messages,
    thing: 'calls',
    label: callLabel,
    also: withContactNames,
    input: () => ({ channel: 'Call' }),
  },
  emailMessages: {
    read: messages,
    thing: 'emails',
    label: messageLabel,
    input: () => ({ channel: 'Email' }),
  },
  emails: { read: emails, thing: 'emails', label: messageLabel, input: () => ({ channel: 'Email' }) },
  phoneNumbers: {
    read: phoneNumbers,
    thing: 'phone numbers',
    label: ({ phoneNumber, friendlyName }) =>
      [text(phoneNumber), text(friendlyName)].filter(Boolean).join(' · '),
    value: ({ phoneNumber }) => text(phoneNumber),
    input: () => ({ pageSize: 1000 }),
  },
  opportunities: {
    read: opportunities,
    thing: 'opportunities',
    label: opportunityLabel,
    also: (z, bundle, rows) =>
      withNames(
        STAGED,
        rows.map((row) => ({ ...row, id: idOf(row) })),
        { z, bundle },
      ),
  },
  pipelines: { read: pipelines, thing: 'pipelines', label: named },
  stages: { read: stages, thing: 'stages', label: named, inputFrom: ['pipelineId', 'pipeline_id'] },
  lostReasons: { read: lostReasons, thing: 'lost reasons', label: named },
  associations: { read: associations, thing: 'associations', label: associationLabel },
  associationKeys: {
    read: associations,
    thing: 'associations',
    label: associationLabel,
    value: ({ key }) => text(key),
  },
  relations: { read: relations, thing: 'relations', label: relationLabel, of: 'recordId' },
  objects: { read: objects, thing: 'objects', label: objectLabel, value: ({ key }) => text(key) },
  objectsWithFields: {
    read: objectsWithFields,
    thing: 'objects',
    label: objectLabel,
    value: ({ key }) => text(key),
  },
  objectRecords: {
    read: objectRecords,
    thing: 'records',
    label: objectRecordLabel,
    inputFrom: ['objectKey', 'schemaKey'],
    input: ({ objectKey, schemaKey = objectKey }) => ({ schemaKey }),
  },
  /** Where the latest orders came from. */
  orderSources: {
    read: orders,
    thing: 'sources of orders',
    label: orderSourceLabel,
    value: ({ sourceId }) => text(sourceId),
  },
  orders: { read: orders, thing: 'orders', label: orderLabel },
  estimates: { read: estimates, thing: 'estimates', label: estimateLabel },
  products: { read: products, thing: 'products', label: named },
  productPrices: { read: productsForPrices, thing: 'prices', label: priceLabel, also: pricesOf },
  invoices: { read: invoices, thing: 'invoices', label: invoiceLabel, input: () => invoices.sort.added },
  mediaFiles: {
    read: mediaFiles,
    thing: 'files',
    label: named,
    input: () => ({ ...mediaFiles.sort.added, type: 'file', fetchAll: 'true' }),
  },
  mediaFolders: {
    read: mediaFiles,
    thing: 'folders',
    label: named,
    input: () => ({ ...mediaFiles.sort.added, type: 'folder', fetchAll: 'true' }),
  },
  /** The fields of contacts that take files. */
  contactFileFields: {
    read: {
      ...customFields,
      isAskedFor: ({ dataType, model }) => dataType === 'FILE_UPLOAD' && (model ?? 'contact') === 'contact',
    },
    thing: 'file fields',
    label: named,
    input: () => ({ model: 'contact' }),
  },
  socialAccounts: { read: socialAccounts, thing: 'social accounts', label: socialAccountLabel },
  socialCategories: { read: socialCategories, thing: 'categories', label: named },
  socialTags: { read: socialTags, thing: 'tags', label: ({ tag }) => text(tag) },
  blogs: { read: blogs, thing: 'blogs', label: named },
  blogAuthors: { read: blogAuthors, thing: 'authors', label: named },
  blogCategories: {
    read: blogCategories,
    thing: 'categories',
    label: (row) => text(nameOf(row)) || idOf(row),
  },
  blogPosts: { read: blogPosts, thing: 'posts', label: named, of: 'blogId' },
} satisfies { [name: string]: Dropdown };

export type DropdownName = keyof typeof DROPDOWNS;
