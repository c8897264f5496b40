/** Drop-downs that list what the location has. One entry each: what to ask, and how to name what comes. */
import { uniqBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import type { EndpointKey } from '../highlevel/contract';
import { BARE_LIST, type Raw } from '../highlevel/json';
import {
  conversationsBeforeNext,
  itemsOrNoAnswer,
  nextConversations,
  requireItems,
} from '../highlevel/paging';
import { associationLabel, associationsIn } from '../records/association';
import { nameOf } from '../records/blog-category';
import { BLOG_PAGE } from '../records/blog-post';
import { notificationLabel } from '../records/calendar-notification';
import { meetingPlaceLabel, meetingPlacesIn } from '../records/calendar-places';
import { contactLabel } from '../records/contact';
import { conversationLabel } from '../records/conversation';
import { objectLabel, objectRecordLabel, withStandardObjects } from '../records/custom-object';
import { emailIdsOf, messageLabel } from '../records/message';
import { opportunityLabel } from '../records/opportunity';
import { stagesIn } from '../records/pipeline';
import { idOf } from '../records/record';
import { relationLabel, relationsIn } from '../records/relation';
import { userLabel } from '../records/user';
import { LOCATION } from './location';
import { quoted } from './values';

interface Dropdown {
  endpoint: EndpointKey;
  /** Where the answer holds the records: a name, or a function that finds them. */
  items: string | ((answer: Raw, filledIn: Raw) => Raw[]);
  thing: string;
  label: (raw: Raw) => string;
  /** The value to send, where it is not the record's id. */
  value?: (raw: Raw) => string;
  /** What to send, where the list depends on what is filled in already. */
  input?: (filledIn: Raw) => Input;
  /** The size of a page, for endpoints that page by `limit` and `skip`. */
  pageSize?: number;
  /** The parameters of a page that leaves so many out, where they are not `limit` and `skip`. */
  page?: (skip: number) => Input;
  /** The parameters of the page after this one, for endpoints that page by a cursor. */
  next?: (answer: Raw) => Input | undefined;
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const named = (raw: Raw) => text(raw.name) || text(raw.title) || String(raw.id);
const within = (raw: Raw) => ({ contactId: raw.contactId });
const byOffset = (skip: number): Input => ({ limit: BLOG_PAGE, offset: skip });
const MESSAGES = {
  endpoint: 'GET /conversations/messages/export',
  items: 'messages',
  thing: 'messages',
  label: messageLabel,
  next: ({ nextCursor }: Raw): Input | undefined =>
    typeof nextCursor === 'string' && nextCursor ? { cursor: nextCursor } : undefined,
} as const;
const ASSOCIATIONS = {
  endpoint: 'GET /associations/',
  items: associationsIn,
  thing: 'associations',
  label: associationLabel,
  pageSize: 100,
} as const;

const TEMPLATES = {
  endpoint: 'GET /locations/{locationId}/templates',
  items: 'templates',
  label: named,
  pageSize: 100,
} as const;
/** The channels that have templates of their own. */
const TEMPLATE_TYPES = ['sms', 'email', 'whatsapp'];

const DROPDOWNS = {
  users: {
    endpoint: 'GET /users/',
    items: 'users',
    thing: 'users',
    label: userLabel,
  },
  team: {
    endpoint: 'GET /users/search',
    items: 'users',
    thing: 'users',
    label: userLabel,
    pageSize: 100,
  },
  locations: {
    endpoint: 'GET /locations/search',
    items: 'locations',
    thing: 'locations',
    label: named,
    pageSize: 100,
  },
  snapshots: { endpoint: 'GET /snapshots/', items: 'snapshots', thing: 'snapshots', label: named },
  tags: {
    endpoint: 'GET /locations/{locationId}/tags',
    items: 'tags',
    thing: 'tags',
    label: named,
    value: (raw) => quoted(named(raw)),
  },
  workflows: { endpoint: 'GET /workflows/', items: 'workflows', thing: 'workflows', label: named },
  campaigns: { endpoint: 'GET /campaigns/', items: 'campaigns', thing: 'campaigns', label: named },
  businesses: {
    endpoint: 'GET /businesses/',
    items: 'businesses',
    thing: 'businesses',
    label: named,
    pageSize: 100,
  },
  contactTasks: {
    endpoint: 'GET /contacts/{contactId}/tasks',
    items: 'tasks',
    thing: 'tasks',
    label: (raw) => (raw.completed ? `${named(raw)} (completed)` : named(raw)),
    input: within,
  },
  contactNotes: {
    endpoint: 'GET /contacts/{contactId}/notes',
    items: 'notes',
    thing: 'notes',
    label: (raw) => (text(raw.title) || text(raw.body) || String(raw.id)).slice(0, 80),
    input: within,
  },
  calendars: { endpoint: 'GET /calendars/', items: 'calendars', thing: 'calendars', label: named },
  calendarGroups: { endpoint: 'GET /calendars/groups', items: 'groups', thing: 'groups', label: named },
  calendarNotifications: {
    endpoint: 'GET /calendars/{calendarId}/notifications',
    items: BARE_LIST,
    thing: 'notifications',
    label: notificationLabel,
    value: idOf,
    input: ({ calendarId }) => ({ calendarId }),
    pageSize: 100,
  },
  calendarResources: {
    endpoint: 'GET /calendars/resources/{resourceType}',
    items: BARE_LIST,
    thing: 'resources',
    label: named,
    value: idOf,
    input: ({ resourceType }) => ({ resourceType }),
    pageSize: 100,
  },
  /** HighLevel lists no pixels: those that calendars have are offered. */
  pixels: {
    endpoint: 'GET /calendars/',
    items: (answer) =>
      uniqBy(
        requireItems(answer, 'calendars').filter(({ pixelId }) => text(pixelId)),
        'pixelId',
      ),
    thing: 'pixels',
    label: ({ pixelId, name }) => `${pixelId} (${text(name)})`,
    value: ({ pixelId }) => text(pixelId),
  },
  forms: { endpoint: 'GET /forms/', items: 'forms', thing: 'forms', label: named, pageSize: 50 },
  emailTemplates: {
    ...TEMPLATES,
    thing: 'email templates',
    input: ({ locationId }) => ({ originId: locationId, type: 'email' }),
  },
  /** Those of the chosen channel; all, where it has none of its own. */
  messageTemplates: {
    ...TEMPLATES,
    thing: 'templates',
    input: ({ locationId, type }) => ({
      originId: locationId,
      type: TEMPLATE_TYPES.find((one) => one === text(type).toLowerCase()),
    }),
  },
  userEmails: {
    endpoint: 'GET /users/',
    items: 'users',
    thing: 'users',
    label: ({ name, email }) => [text(name), email].filter(Boolean).join(' · '),
    value: ({ email }) => text(email),
  },
  associations: { ...ASSOCIATIONS, value: idOf },
  associationKeys: { ...ASSOCIATIONS, value: (raw) => text(raw.key) },
  objects: {
    endpoint: 'GET /objects/',
    items: (answer) => withStandardObjects(requireItems(answer, 'objects')),
    thing: 'objects',
    label: objectLabel,
    value: (raw) => text(raw.key),
  },
  objectRecords: {
    endpoint: 'POST /objects/{schemaKey}/records/search',
    items: 'records',
    thing: 'records',
    label: objectRecordLabel,
    input: ({ objectKey }) => ({ schemaKey: objectKey }),
    pageSize: 100,
    page: (skip) => ({ page: skip / 100 + 1, pageLimit: 100 }),
  },
  contacts: {
    endpoint: 'POST /contacts/search',
    items: 'contacts',
    thing: 'contacts',
    label: contactLabel,
    pageSize: 100,
    page: (skip) => ({ page: skip / 100 + 1, pageLimit: 100 }),
  },
  opportunities: {
    endpoint: 'GET /opportunities/search',
    items: 'opportunities',
    thing: 'opportunities',
    label: opportunityLabel,
    pageSize: 100,
    page: (skip) => ({ page: skip / 100 + 1, limit: 100 }),
  },
  pipelines: {
    endpoint: 'GET /opportunities/pipelines',
    items: 'pipelines',
    thing: 'pipelines',
    label: named,
  },
  stages: {
    endpoint: 'GET /opportunities/pipelines',
    items: stagesIn,
    thing: 'stages',
    label: named,
  },
  lostReasons: {
    endpoint: 'GET /opportunities/lost-reason',
    items: 'lostReasons',
    thing: 'lost reasons',
    label: named,
    pageSize: 100,
  },
  appointmentNotes: {
    endpoint: 'GET /calendars/appointments/{appointmentId}/notes',
    items: 'notes',
    thing: 'notes',
    label: (raw) => text(raw.body).slice(0, 80) || String(raw.id),
    input: ({ appointmentId }) => ({ appointmentId }),
    pageSize: 20,
    page: (skip) => ({ limit: 20, offset: skip }),
  },
  meetingPlaces: {
    endpoint: 'GET /calendars/{calendarId}',
    items: meetingPlacesIn,
    thing: 'meeting places',
    label: meetingPlaceLabel,
    value: (raw) => text(raw.meetingId),
    input: ({ calendarId }) => ({ calendarId }),
  },
  relations: {
    endpoint: 'GET /associations/relations/{recordId}',
    items: relationsIn,
    thing: 'relations',
    label: relationLabel,
    value: idOf,
    input: ({ recordId }) => ({ recordId }),
    pageSize: 100,
  },
  blogs: {
    endpoint: 'GET /blogs/site/all',
    items: 'data',
    thing: 'blogs',
    label: named,
    value: idOf,
    pageSize: BLOG_PAGE,
  },
  blogAuthors: {
    endpoint: 'GET /blogs/authors',
    items: 'authors',
    thing: 'authors',
    label: named,
    value: idOf,
    pageSize: BLOG_PAGE,
    page: byOffset,
  },
  blogCategories: {
    endpoint: 'GET /blogs/categories',
    items: 'categories',
    thing: 'categories',
    label: (raw) => text(nameOf(raw)) || idOf(raw),
    value: idOf,
    pageSize: BLOG_PAGE,
    page: byOffset,
  },
  blogPosts: {
    endpoint: 'GET /blogs/posts/all',
    items: 'blogs',
    thing: 'posts',
    label: named,
    value: idOf,
    input: ({ blogId }) => ({ blogId }),
    pageSize: BLOG_PAGE,
    page: byOffset,
  },
  conversations: {
    endpoint: 'GET /conversations/search',
    items: (answer) => conversationsBeforeNext(requireItems(answer, 'conversations'), 100),
    thing: 'conversations',
    label: conversationLabel,
    input: () => ({ limit: 100 }),
    next: (answer) => nextConversations(requireItems(answer, 'conversations'), 100),
  },
  messages: { ...MESSAGES, input: () => ({ limit: 100 }) },
  calls: { ...MESSAGES, thing: 'calls', input: () => ({ limit: 100, channel: 'Call' }) },
  emails: {
    ...MESSAGES,
    items: (answer) =>
      requireItems(answer, 'messages').flatMap((raw) => emailIdsOf(raw).map((id) => ({ ...raw, id }))),
    thing: 'emails',
    input: () => ({ limit: 100, channel: 'Email' }),
  },
  contactAppointments: {
    endpoint: 'GET /contacts/{contactId}/appointments',
    items: 'events',
    thing: 'appointments',
    label: (raw) => [named(raw), text(raw.startTime)].filter(Boolean).join(' · '),
    input: within,
  },
} satisfies { [name: string]: Dropdown };

/** What the fields are called on which lists depend. */
const LABELS = {
  contactId: 'Contact',
  calendarId: 'Calendar',
  appointmentId: 'Appointment',
  resourceType: 'Resource Type',
  associationId: 'Association',
  recordId: 'Record',
  blogId: 'Blog',
  locationId: LOCATION,
};

export type DropdownName = keyof typeof DROPDOWNS;

/** The endpoints that drop-downs need, for the scopes. */
export const dropdownEndpoints: EndpointKey[] = Object.values(DROPDOWNS).map(({ endpoint }) => endpoint);

/** A field's `choices`: what the location has, a page at a time. Each call makes its own function. */
export function choicesOf(name: DropdownName) {
  const dropdown: Dropdown = DROPDOWNS[name];
  return { perform: (z: ZObject, bundle: Bundle) => fill(dropdown, z, bundle) };
}

async function fill(
  { endpoint, items, thing, label, value, input, pageSize, page, next }: Dropdown,
  z: ZObject,
  bundle: Bundle,
) {
  const token = bundle.meta?.paging_token;
  const skip = Number(token ?? 0) || 0;
  const filledIn: Raw = { ...bundle.inputData, locationId: locationOf(bundle) };
  const wording = { doing: `Listing the ${thing}`, thing: 'list', labels: LABELS };
  const answer = await request(z, bundle, {
    endpoint,
    input: {
      ...input?.(filledIn),
      ...(page ? page(skip) : pageSize && { limit: String(pageSize), skip: String(skip) }),
      ...(next && token && JSON.parse(token)),
    },
    wording,
  });
  const found = itemsOrNoAnswer(z, wording, answer, items, filledIn);
  const more = pageSize !== undefined && found.length >= pageSize;
  const after = next?.(answer);
  return {
    results: found
      .map((raw) => ({ id: value ? value(raw) : idOf(raw), label: label(raw) }))
      // What has no id can't be sent.
      .filter(({ id }) => id),
    ...(more && { paging_token: String(skip + found.length) }),
    ...(after && { paging_token: JSON.stringify(after) }),
  };
}
