import { pick } from 'lodash';
import { isRecord, type Raw } from '../highlevel/json';
import { idOf, type Output, outputs, type RecordType, toIsoMoment, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A conversation's own endpoint gives its type as a number, a search by name. */
const TYPES: { [number: string]: string } = {
  1: 'TYPE_PHONE',
  2: 'TYPE_EMAIL',
  3: 'TYPE_FB_MESSENGER',
  4: 'TYPE_REVIEW',
  5: 'TYPE_GROUP_SMS',
};

/** The types of messages that are known by number: 31 and 100 were recorded, the others are described. */
const MESSAGE_TYPES: { [number: string]: string } = {
  1: 'TYPE_CALL',
  2: 'TYPE_SMS',
  3: 'TYPE_EMAIL',
  11: 'TYPE_FACEBOOK',
  18: 'TYPE_INSTAGRAM',
  19: 'TYPE_WHATSAPP',
  20: 'TYPE_CUSTOM_PROVIDER_SMS',
  29: 'TYPE_LIVE_CHAT',
  31: 'TYPE_ACTIVITY_APPOINTMENT',
  100: 'TYPE_NO_SHOW',
};

/** A conversation of a search: its dates are epoch milliseconds, its types names. */
function fromConversation(raw: Raw): Output {
  const type = nameIn(TYPES, raw.type);
  return {
    ...withMoments(raw, ['lastMessageDate', 'dateAdded', 'dateUpdated']),
    ...(type !== undefined && { type }),
    id: idOf(raw),
  };
}

/** A type's name, from its number or as it is; none for a number that is not known. */
const nameIn = (names: { [number: string]: string }, type: unknown): string | undefined =>
  names[String(type)] ?? (typeof type === 'string' && type ? type : undefined);

/**
 * A conversation as its own endpoint gives it: types as numbers, the time of the last message in seconds and
 * nanoseconds, and neither its contact's name nor its dates (recorded 2026-07).
 */
function fromOpened({ type: number, lastMessageType: last, lastMessageDate: at, ...raw }: Raw): Output {
  const [type, lastMessageType] = [nameIn(TYPES, number), nameIn(MESSAGE_TYPES, last)];
  const lastMessageDate = toIsoMoment(millisecondsOf(at) ?? at);
  return {
    ...raw,
    id: idOf(raw),
    ...(type && { type }),
    ...(lastMessageType && { lastMessageType }),
    ...(lastMessageDate && { lastMessageDate }),
  };
}

function millisecondsOf(value: unknown): number | undefined {
  if (!isRecord(value) || typeof value.seconds !== 'number') return undefined;
  const { seconds, nanoseconds } = value;
  return seconds * 1000 + Math.floor(Number(nanoseconds ?? 0) / 1_000_000);
}

/** All messages with a contact. */
export const conversation: RecordType = {
  noun: 'Conversation',
  fields: [
    ...outputs('string', {
      id: 'Conversation ID',
      contactId: 'Contact ID',
      fullName: 'Full Name',
      contactName: 'Contact Name',
      email: 'Email',
      phone: 'Phone',
      type: 'Type',
      lastMessageBody: 'Last Message',
      lastMessageType: 'Last Message Type',
      assignedTo: 'Assigned User ID',
      locationId: 'Location ID',
    }),
    { key: 'unreadCount', label: 'Unread Messages', type: 'integer' },
    ...outputs('boolean', { starred: 'Is Starred', deleted: 'Is Deleted' }),
    ...outputs('datetime', { lastMessageDate: 'Last Message Date', dateAdded: 'Date Added' }),
  ],
  sample: {
    id: SAMPLE_IDS.Conversation,
    contactId: SAMPLE_IDS.Contact,
    fullName: 'Amara Okafor',
    contactName: 'Amara Okafor',
    email: 'amara.okafor@example.com',
    phone: '+13125550142',
    type: 'TYPE_PHONE',
    lastMessageBody: 'See you on Tuesday at ten.',
    lastMessageType: 'TYPE_SMS',
    assignedTo: SAMPLE_IDS.User,
    locationId: SAMPLE_IDS.Location,
    unreadCount: 1,
    starred: false,
    deleted: false,
    lastMessageDate: '2026-05-06T08:30:41.000Z',
    dateAdded: '2026-05-04T14:12:09.000Z',
  },
  from: fromConversation,
  added: 'dateAdded',
};

/** What a conversation's own endpoint tells of it. */
const OPENED = [
  'id',
  'contactId',
  'type',
  'lastMessageType',
  'lastMessageDate',
  'assignedTo',
  'locationId',
  'starred',
  'deleted',
];

/** A conversation that is read by its id. */
export const openedConversation: RecordType = {
  noun: 'Conversation',
  fields: conversation.fields.filter(({ key }) => OPENED.includes(key)),
  sample: { ...pick(conversation.sample, OPENED), id: conversation.sample.id },
  from: fromOpened,
};

/** How a conversation is named in a drop-down: by its contact, and the last message. */
export function conversationLabel(raw: Raw): string {
  const { fullName, contactName, email, phone, lastMessageBody, id } = raw;
  const who = [fullName, contactName, email, phone].find(Boolean) ?? id;
  return [who, lastMessageBody].filter(Boolean).map(String).join(' · ').slice(0, 100);
}
