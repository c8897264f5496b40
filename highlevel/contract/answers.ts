/**
 * What endpoints answer, and where that is known to differ from its description. An entry is laid over the generated
 * fields by name. The app takes what comes: only the steps whose user chooses an endpoint, and tests, read this.
 */
import {
  type AnswerEntry,
  type ApiVersion,
  BARE_LIST,
  type EndpointKey,
  type Fact,
  type Facts,
  V3,
} from './facts';

const ASSOCIATION: Facts = {
  associationType: 'string!',
  firstObjectKey: 'string!',
  firstObjectLabel: 'string!',
  id: 'string!',
  key: 'string!',
  locationId: 'string!',
  secondObjectKey: 'string!',
  secondObjectLabel: 'string!',
};

const RELATION: Facts = {
  associationId: 'string!',
  firstObjectKey: 'string!',
  firstRecordId: 'string!',
  id: 'string!',
  locationId: 'string!',
  secondObjectKey: 'string!',
  secondRecordId: 'string!',
};

const EVENT: Facts = {
  address: 'string',
  appointmentStatus: 'string!',
  assignedResources: 'string[]',
  assignedUserId: 'string!',
  calendarId: 'string!',
  contactId: 'string!',
  createdBy: { is: 'object', fields: { source: 'string!', userId: 'string' } },
  dateAdded: 'string!',
  dateUpdated: 'string!',
  description: 'string',
  endTime: 'string!',
  groupId: 'string!',
  id: 'string!',
  isRecurring: 'boolean',
  locationId: 'string!',
  masterEventId: 'string',
  notes: 'string',
  rrule: 'string',
  startTime: 'string!',
  title: 'string!',
  users: 'string[]!',
};

const CONVERSATION: Facts = {
  contactId: 'string!',
  contactName: 'string!',
  dateAdded: 'number',
  email: 'string!',
  fullName: 'string!',
  id: 'string!',
  lastMessageBody: 'string!',
  lastMessageDate: 'number',
  lastMessageType: 'string!',
  locationId: 'string!',
  phone: 'string!',
  type: 'string!',
  unreadCount: 'number!',
};

const MESSAGE: Facts = {
  attachments: 'string[]',
  body: 'string',
  contactId: 'string!',
  contentType: 'string!',
  conversationId: 'string!',
  conversationProviderId: 'string',
  dateAdded: 'string!',
  direction: 'string!',
  id: 'string!',
  locationId: 'string!',
  messageType: 'string!',
  meta: {
    is: 'object',
    fields: { callDuration: 'string', callStatus: 'string', email: 'object' },
  },
  source: 'string',
  status: 'string',
  type: 'number!',
  userId: 'string',
};

const SENTENCE: Facts = {
  confidence: 'number!',
  endTime: 'number!',
  mediaChannel: 'number!',
  sentenceIndex: 'number!',
  startTime: 'number!',
  transcript: 'string!',
};

const BOOKED: Correction = {
  because: 'What was just written comes without its times, and with two spellings (recorded 2026-07).',
  facts: {
    appoinmentStatus: 'string!',
    dateAdded: 'string',
    dateUpdated: 'string',
    status: 'string!',
  },
  without: ['endTime', 'startTime'],
};

const EVENTS: Correction = {
  because: 'Times are text, though described as objects (recorded 2026-07).',
  whole: true,
  facts: { events: { is: 'object[]!', fields: EVENT } },
};

const BLOCKED: Correction = {
  because: 'A block has no contact and no status, and need not have a user (one source, 2026).',
  whole: true,
  facts: {
    events: {
      is: 'object[]!',
      fields: {
        ...EVENT,
        appointmentStatus: 'string',
        assignedUserId: 'string',
        contactId: 'string',
        deleted: 'boolean',
        groupId: 'string',
        isFullDay: 'boolean',
        users: 'string[]',
      },
    },
  },
};

/** A line of an invoice, an estimate or an order, as the examples of the description have it. */
const LINE: Facts = {
  _id: 'string',
  amount: 'number!',
  currency: 'string!',
  description: 'string',
  name: 'string!',
  priceId: 'string',
  productId: 'string',
  qty: 'number!',
  taxInclusive: 'boolean',
  taxes: 'object[]',
  type: { is: 'string', enum: ['one_time', 'recurring'] },
};
const LINES: Fact = { is: 'object[]!', fields: LINE };
const LINES_SAID = 'Lines are described as text; the description’s own example has objects.';

const TASK: Facts = {
  _id: 'string!',
  assignedTo: 'string',
  assignedToUserDetails: 'object',
  body: 'string',
  contactDetails: { is: 'object', fields: { firstName: 'string', lastName: 'string' } },
  contactId: 'string',
  dateAdded: 'string!',
  dateUpdated: 'string!',
  deleted: 'boolean',
  dueDate: 'string',
  searchAfter: 'any[]',
  status: { is: 'string!', enum: ['to_do', 'completed'] },
  statusGroup: { is: 'string', enum: ['to_do', 'completed'] },
  title: 'string!',
};

const FILE: Facts = {
  _id: 'string!',
  altId: 'string!',
  altType: 'string!',
  contentType: 'string',
  createdAt: 'string',
  name: 'string!',
  parentId: 'string',
  path: 'string',
  size: 'number',
  type: 'string',
  updatedAt: 'string',
  url: 'string!',
};

const TYPED = 'A custom field’s value has the type of its field (recorded 2026).';

const PAID: Correction = {
  because: 'The status is text, as its example is, though described as an object.',
  at: { 'data.status': 'string!' },
};

const ONE_FLAG: Correction = {
  because: 'The description spells the flag another way (recorded 2026-07).',
  whole: true,
};

const ONE_RECORD = {
  because: 'Properties are described as text; the description’s own example is an object.',
  at: { 'record.properties': 'object!' },
} as const;
const TEXTS = 'Keys, labels and the type are text, though described as objects.';
const RELATED = 'The description takes a relation for an association; live connectors read this (2026).';

interface Correction {
  because: string;
  facts?: Facts;
  /** The described fields stand in an object of this name. */
  within?: string;
  /** The described fields are not there at all. */
  whole?: true;
  /** Described fields that are not there, by their paths: `contact.name`. */
  without?: string[];
  /** The items of a list, which are as another endpoint's answer is described, with more fields. */
  itemsAs?: { list: string; endpoint: EndpointKey; more: Facts };
  /** What fields within the described ones are in truth, by their paths. */
  at?: { [path: string]: Fact };
}

/** Posts of the social planner, which stand there in the answer. */
const postTexts = (place: string): Correction => ({
  because: 'Status and kind are text, as their examples are, though described as objects.',
  at: { [`${place}.status`]: 'string', [`${place}.type`]: 'string' },
});

/** The corrections. */
const answerCorrections: { [endpoint in EndpointKey]?: Correction } = {
  'POST /contacts/search': {
    because:
      'The description tells nothing of the answer; the street comes as `address` alone (recorded 2026).',
    facts: { contacts: 'object[]!', total: 'number!' },
    without: ['contacts.address1'],
  },
  'GET /associations/': {
    because: 'It is described as one association; live connectors read a list (2026).',
    whole: true,
    facts: { associations: { is: 'object[]!', fields: ASSOCIATION } },
  },
  'GET /associations/objectKey/{objectKey}': {
    because: 'It is described as one association; live connectors read a list (2026).',
    whole: true,
    facts: { associations: { is: 'object[]!', fields: ASSOCIATION } },
  },
  'GET /associations/{associationId}': { because: TEXTS, facts: ASSOCIATION },
  'GET /associations/key/{key_name}': { because: TEXTS, facts: ASSOCIATION },
  'POST /associations/': { because: TEXTS, facts: ASSOCIATION },
  'PUT /associations/{associationId}': { because: TEXTS, facts: ASSOCIATION },
  'GET /associations/relations/{recordId}': {
    because: RELATED,
    whole: true,
    facts: { relations: { is: 'object[]!', fields: RELATION }, total: 'number' },
  },
  'POST /associations/relations': { because: RELATED, whole: true, facts: RELATION },
  'DELETE /associations/relations/{relationId}': { because: RELATED, whole: true, facts: RELATION },
  'GET /conversations/search': {
    because: 'The dates are not described; they are epoch milliseconds (recorded, 2026).',
    whole: true,
    facts: { conversations: { is: 'object[]!', fields: CONVERSATION }, total: 'number!' },
  },
  'GET /conversations/{conversationId}/messages': {
    because: 'The messages stand within another `messages` (recorded, 2026).',
    whole: true,
    facts: {
      messages: {
        is: 'object!',
        fields: {
          lastMessageId: 'string!',
          nextPage: 'boolean!',
          messages: { is: 'object[]!', fields: MESSAGE },
        },
      },
    },
  },
  'GET /conversations/locations/{locationId}/messages/{messageId}/transcription': {
    because: 'It is described as one sentence; a call has many.',
    whole: true,
    facts: { [BARE_LIST]: { is: 'object[]', fields: SENTENCE } },
  },
  'GET /calendars/events': EVENTS,
  'GET /calendars/blocked-slots': BLOCKED,
  'POST /calendars/events/appointments': BOOKED,
  'PUT /calendars/events/appointments/{eventId}': BOOKED,
  'DELETE /calendars/{calendarId}': {
    because: 'It answers the calendar with a message, where the description has a flag (recorded 2026-07).',
    whole: true,
    facts: { calendar: 'object!', message: 'string!' },
  },
  'DELETE /locations/{locationId}/customValues/{id}': { ...ONE_FLAG, facts: { succeeded: 'boolean!' } },
  'DELETE /opportunities/{id}': { ...ONE_FLAG, facts: { success: 'boolean!' } },
  'GET /contacts/search/duplicate': {
    because: 'The description tells nothing of the answer (recorded 2026-07).',
    facts: { contact: 'object', matchingField: 'string' },
  },
  'POST /conversations/messages': {
    because: 'It comes without a status, and with the thread of an e-mail (two sources, 2026).',
    facts: { threadId: 'string' },
    without: ['status'],
  },
  'GET /conversations/messages/{id}': {
    because: 'The message stands in an object of its own (two sources, 2026).',
    within: 'message',
  },
  'GET /conversations/messages/email/{id}': {
    because: 'The e-mail stands in an object of its own (two sources, 2026).',
    within: 'emailMessage',
  },
  'GET /contacts/': { because: TYPED, at: { 'contacts.customFields.value': 'any' } },
  'GET /contacts/business/{businessId}': {
    because: TYPED,
    at: { 'contacts.customFields.value': 'any' },
  },
  'GET /contacts/{contactId}': { because: TYPED, at: { 'contact.customFields.value': 'any' } },
  'GET /users/{userId}': {
    because: 'The scopes are lists, though described as text (recorded 2026-07).',
    at: { scopes: 'string[]', scopesAssignedToOnly: 'string[]' },
  },
  'GET /objects/': {
    because: 'The type is text, and the dates have other names (recorded 2026-05).',
    at: { 'objects.type': 'string!', 'objects.createdAt': 'string!', 'objects.updatedAt': 'string!' },
    without: ['objects.dateAdded', 'objects.dateUpdated'],
  },
  'GET /objects/{key}': {
    because: 'The type is text, as the list has it (recorded 2026-05).',
    at: { 'object.type': 'string' },
  },
  'GET /objects/{schemaKey}/records/{id}': ONE_RECORD,
  'POST /objects/{schemaKey}/records': ONE_RECORD,
  'PUT /objects/{schemaKey}/records/{id}': ONE_RECORD,
  'POST /objects/{schemaKey}/records/search': {
    because: 'Properties are described as text; the example is an object. A cursor holds an id too.',
    at: { 'records.properties': 'object!', 'records.searchAfter': 'any[]', 'records.owners': 'string[]' },
  },
  'GET /opportunities/{id}': {
    because: 'The version of the index is a number (recorded 2026-07).',
    at: { 'opportunity.indexVersion': 'number' },
  },
  'GET /invoices/': { because: LINES_SAID, at: { 'invoices.invoiceItems': LINES } },
  'POST /invoices/text2pay': { because: LINES_SAID, at: { 'invoice.invoiceItems': LINES } },
  'GET /invoices/{invoiceId}': { because: LINES_SAID, at: { invoiceItems: LINES } },
  'POST /invoices/': { because: LINES_SAID, at: { invoiceItems: LINES } },
  'POST /invoices/{invoiceId}/send': { because: LINES_SAID, at: { 'invoice.invoiceItems': LINES } },
  'POST /invoices/{invoiceId}/record-payment': {
    because: LINES_SAID,
    at: { 'invoice.invoiceItems': LINES },
  },
  'POST /invoices/estimate': {
    because:
      'Lines are as the description’s own example has them; a row of the list has a number and a status.',
    facts: { estimateNumber: 'number', estimateStatus: 'string', items: LINES },
  },
  'POST /invoices/estimate/{estimateId}/send': {
    because: 'As above.',
    facts: { estimateNumber: 'number', estimateStatus: 'string', items: LINES },
  },
  'GET /invoices/estimate/list': {
    because:
      'Estimates are described as text; they are as the answer to a new one is described, with the status that live ones have (2026).',
    itemsAs: {
      list: 'estimates',
      endpoint: 'POST /invoices/estimate',
      more: { estimateNumber: 'number', estimateStatus: 'string', items: LINES },
    },
    without: ['estimates.traceId'],
  },
  'GET /invoices/estimate/template': {
    because: 'Templates are described as text; they are as the answer to a new one is described.',
    itemsAs: { list: 'data', endpoint: 'POST /invoices/estimate/template', more: {} },
    without: ['data.traceId'],
  },
  'GET /funnels/funnel/list': {
    because: 'The funnels are described as one object, beside the count of them and a page’s parameters.',
    at: { funnels: 'object[]!' },
  },
  'GET /social-media-posting/{locationId}/posts/{id}': postTexts('results.post'),
  'POST /social-media-posting/{locationId}/posts': postTexts('results.post'),
  'POST /social-media-posting/{locationId}/posts/list': postTexts('results.posts'),
  'GET /medias/files': {
    because: 'Files are described as text; the description’s own example is an object.',
    facts: { files: { is: 'object[]!', fields: FILE } },
  },
  'GET /payments/subscriptions': PAID,
  'GET /payments/transactions': PAID,
  'GET /payments/orders/{orderId}': { because: LINES_SAID, at: { items: LINES } },
  'GET /proposals/document': {
    because: 'Both statuses are text, as their examples are, though described as lists.',
    at: { 'documents.status': 'string!', 'documents.paymentStatus': 'string!' },
  },
  'POST /locations/{locationId}/tasks/search': {
    because: 'Tasks are described as lists of lists; these are measured (one source, August 2026).',
    facts: { tasks: { is: 'object[]', fields: TASK } },
  },
  'GET /conversations/{conversationId}': {
    because: 'Neither of these is in a recorded answer; dates and types have forms of their own (2026-07).',
    facts: {
      isLastMessageInternalComment: 'boolean',
      lastMessageDate: { is: 'object', fields: { seconds: 'number!', nanoseconds: 'number!' } },
      lastMessageType: 'number',
      messageTypes: 'number[]',
    },
    without: ['inbox', 'unreadCount'],
  },
  'GET /calendars/events/appointments/{eventId}': {
    because: 'It answers `appointment`, where the description says `event` (recorded, 2026).',
    whole: true,
    facts: { appointment: { is: 'object!', fields: EVENT } },
  },
};

/** Facts without those at some paths. */
function omitted(facts: Facts, paths: string[]): Facts {
  const kept = Object.entries(facts).filter(([name]) => !paths.includes(name));
  return Object.fromEntries(kept.map(([name, fact]) => [name, omittedInside(fact, name, paths)]));
}

function omittedInside(fact: Fact, name: string, paths: string[]): Fact {
  const inside = paths
    .filter((path) => path.startsWith(`${name}.`))
    .map((path) => path.slice(name.length + 1));
  if (typeof fact === 'string' || !fact.fields || !inside.length) return fact;
  return { ...fact, fields: omitted(fact.fields, inside) };
}

/** Facts with another one at a path. @throws Error where the path leads nowhere */
function replaced(facts: Facts, [name = '', ...rest]: string[], fact: Fact): Facts {
  if (!rest.length) return { ...facts, [name]: fact };
  const outer = facts[name];
  if (outer === undefined || typeof outer === 'string')
    throw new Error(`No fields are described of ${name}.`);
  return { ...facts, [name]: { ...outer, fields: replaced(outer.fields ?? {}, rest, fact) } };
}

/** The described fields of an endpoint's answer that recordings show not to come, by their paths. */
export const notAnswered = (key: EndpointKey): readonly string[] => answerCorrections[key]?.without ?? [];

/** The described fields of an endpoint's answers, as `npm run contract` wrote them. */
function entryOf(key: string): AnswerEntry {
  const generated: { [endpoint: string]: AnswerEntry } = require('./answers.json');
  return generated[key] ?? {};
}

const answersTheSame = (key: string) => entryOf(key).v3 === true;

/** The generated fields of an endpoint's answer in a version; `{}` where none are described. */
function describedAnswer(key: string, version: ApiVersion): Facts {
  const { dated = {}, v3 } = entryOf(key);
  return version === 'dated' || v3 === true ? dated : (v3 ?? {});
}

/**
 * What an endpoint answers: the generated fields with the corrections laid over them. Those of v3, where it answers
 * otherwise than the dated version, are as described.
 */
export function answerFacts(key: EndpointKey, version: ApiVersion = 'dated'): Facts {
  if (version === V3 && !answersTheSame(key)) return describedAnswer(key, V3);
  const correction = new Map(Object.entries(answerCorrections)).get(key);
  const { whole, within, without = [], facts, at = {}, itemsAs } = correction ?? {};
  const described = whole ? {} : describedAnswer(key, 'dated');
  const placed: Facts = within ? { [within]: { is: 'object!', fields: described } } : described;
  const items: Facts = itemsAs
    ? {
        [itemsAs.list]: {
          is: 'object[]!',
          fields: { ...describedAnswer(itemsAs.endpoint, 'dated'), ...itemsAs.more },
        },
      }
    : {};
  const all = Object.entries(at).reduce((before, [path, fact]) => replaced(before, path.split('.'), fact), {
    ...placed,
    ...facts,
    ...items,
  });
  return omitted(all, without);
}
