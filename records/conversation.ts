import type { Raw } from '../highlevel/json';
import { idOf, type Output, outputs, type RecordType, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A conversation's own endpoint gives its type as a number, a search by name. */
const TYPES: { [number: string]: string } = {
  1: 'TYPE_PHONE',
  2: 'TYPE_EMAIL',
  3: 'TYPE_FB_MESSENGER',
  4: 'TYPE_REVIEW',
  5: 'TYPE_GROUP_SMS',
};

/** A conversation, the same whichever endpoint gave it. Its dates are epoch milliseconds. */
function fromConversation(raw: Raw): Output {
  const type = TYPES[String(raw.type)] ?? raw.type;
  return {
    ...withMoments(raw, ['lastMessageDate', 'dateAdded', 'dateUpdated']),
    ...(type !== undefined && { type: String(type) }),
    id: idOf(raw),
  };
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
    ...outputs('boolean', { starred: 'Is Starred', inbox: 'Is in the Inbox', deleted: 'Is Deleted' }),
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
    inbox: true,
    deleted: false,
    lastMessageDate: '2026-05-06T08:30:41.000Z',
    dateAdded: '2026-05-04T14:12:09.000Z',
  },
  from: fromConversation,
  added: 'dateAdded',
};

/** How a conversation is named in a drop-down: by its contact, and the last message. */
export function conversationLabel(raw: Raw): string {
  const { fullName, contactName, email, phone, lastMessageBody, id } = raw;
  const who = [fullName, contactName, email, phone].find(Boolean) ?? id;
  return [who, lastMessageBody].filter(Boolean).map(String).join(' · ').slice(0, 100);
}
