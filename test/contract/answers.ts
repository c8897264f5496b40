/**
 * Where an answer is known to differ from its description. Tests alone read this: the app takes what
 * comes. Each entry is laid over the generated fields by name.
 */
import type { Fact, Facts } from '../../highlevel/contract/facts';
import type { EndpointKey } from '../../highlevel/contract/index';
import { BARE_LIST } from '../../highlevel/json';

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

const ONE_FLAG: Correction = {
  because: 'The description spells the flag another way (recorded 2026-07).',
  whole: true,
};

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
}

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
  'GET /calendars/blocked-slots': EVENTS,
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

/** The described fields of an endpoint's answer that recordings show not to come, by their paths. */
export const notAnswered = (key: EndpointKey): readonly string[] => answerCorrections[key]?.without ?? [];

/** What an endpoint answers: the generated fields with the corrections laid over them. */
export function answerFacts(key: EndpointKey): Facts {
  const generated: { [endpoint: string]: Facts } = require('./answers.json');
  const { whole, within, without = [], facts } = answerCorrections[key] ?? {};
  const described = whole ? {} : (generated[key] ?? {});
  const placed: Facts = within ? { [within]: { is: 'object!', fields: described } } : described;
  return omitted({ ...placed, ...facts }, without);
}
