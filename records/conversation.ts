import { compact, omitBy } from 'lodash';
import type { Raw } from '../highlevel/json';
import { conversationTypeOf, messageTypeOf, typeName } from './message-type';
import {
  idOf,
  newOrNot,
  type Output,
  only,
  outputs,
  type RecordType,
  toMinute,
  withMoments,
  withMore,
  withNamesOf,
  without,
} from './record';
import { SAMPLE_IDS } from './sample-ids';

const DATES = ['lastMessageDate', 'dateAdded', 'dateUpdated'];

/**
 * A conversation, the same whichever endpoint gave it. Its own endpoint gives its types as numbers and the time
 * of the last message in seconds, a search gives names and milliseconds (recorded 2026). A type or a date that
 * can't be read is left out.
 */
function fromConversation({ type: ownType, lastMessageType: lastType, messageTypes, ...raw }: Raw): Output {
  const type = conversationTypeOf(ownType);
  const lastMessageType = messageTypeOf(lastType);
  return {
    ...omitBy(withMoments(raw, DATES), (value, key) => DATES.includes(key) && typeof value !== 'string'),
    ...(type && { type, typeName: typeName(type) }),
    ...(lastMessageType && { lastMessageType, lastMessageTypeName: typeName(lastMessageType) }),
    ...(Array.isArray(messageTypes) && { messageTypes: compact(messageTypes.map(messageTypeOf)) }),
    id: idOf(raw),
  };
}

const alone: RecordType = {
  noun: 'Conversation',
  fields: [
    ...outputs('string', {
      id: 'Conversation ID',
      contactId: 'Contact ID',
      fullName: 'Full Name',
      contactName: 'Contact Name',
      companyName: 'Company',
      email: 'Email',
      phone: 'Phone',
      type: 'Type',
      typeName: 'Type Name',
      lastMessageBody: 'Last Message',
      lastMessageType: 'Last Message Type',
      lastMessageTypeName: 'Last Message Type Name',
      assignedTo: 'Assigned User ID',
      locationId: 'Sub-Account ID',
    }),
    { key: 'unreadCount', label: 'Unread Messages', type: 'integer' },
    { key: 'messageTypes', label: 'Message Types', type: 'string', list: true },
    { key: 'tags', label: 'Contact Tags', type: 'string', list: true },
    { key: 'followers', label: 'Follower IDs', type: 'string', list: true },
    ...outputs('boolean', {
      starred: 'Is Starred',
      deleted: 'Is Deleted',
      isLastMessageInternalComment: 'Is Last Message an Internal Comment',
    }),
    ...outputs('datetime', {
      lastMessageDate: 'Last Message Date',
      dateAdded: 'Date Added',
      dateUpdated: 'Date Updated',
    }),
  ],
  sample: {
    id: SAMPLE_IDS.Conversation,
    contactId: SAMPLE_IDS.Contact,
    fullName: 'Amara Okafor',
    contactName: 'Amara Okafor',
    companyName: 'Okafor Interiors',
    email: 'amara.okafor@example.com',
    phone: '+13125550142',
    type: 'TYPE_PHONE',
    typeName: 'Phone',
    lastMessageBody: 'See you on Tuesday at ten.',
    lastMessageType: 'TYPE_SMS',
    lastMessageTypeName: 'SMS',
    assignedTo: SAMPLE_IDS.User,
    locationId: SAMPLE_IDS.Location,
    unreadCount: 1,
    messageTypes: ['TYPE_SMS'],
    tags: ['new patient', 'newsletter'],
    followers: [SAMPLE_IDS.User],
    starred: false,
    deleted: false,
    isLastMessageInternalComment: false,
    lastMessageDate: '2026-05-06T08:30:41.000Z',
    dateAdded: '2026-05-04T14:12:09.000Z',
    dateUpdated: '2026-05-06T08:30:41.000Z',
  },
  from: fromConversation,
};

/** All messages with a contact: all that any endpoint tells of them. */
const complete = withNamesOf(alone, {
  assignedTo: { key: 'assignedToName', label: 'Assigned User Name', list: 'users' },
});

/** A conversation of a search. */
export const conversation: RecordType = {
  ...without(complete, ['assignedTo', 'deleted']),
  added: 'dateAdded',
};

/**
 * A conversation with a message of its contact.
 *
 * @param name what the message is called, in title case
 * @param date what its date is called
 */
const withFirstMessage = (record: RecordType, name: string, date: string): RecordType => ({
  ...withMore(
    record,
    [
      ...outputs('string', {
        messageId: `${name} ID`,
        firstMessage: name,
        firstMessageType: `${name} Type`,
        firstMessageTypeName: `${name} Type Name`,
      }),
      { key: 'firstMessageDate', label: date, type: 'datetime' },
    ],
    {
      messageId: SAMPLE_IDS.Message,
      firstMessage: 'Hi, do you have anything free this week?',
      firstMessageType: 'TYPE_SMS',
      firstMessageTypeName: 'SMS',
      firstMessageDate: '2026-05-06T08:30:41.000Z',
    },
  ),
  from({ firstMessageType, ...raw }: Raw): Output {
    const type = messageTypeOf(firstMessageType);
    return {
      ...withMoments(fromConversation(raw), ['firstMessageDate']),
      id: idOf(raw),
      ...(type && { firstMessageType: type, firstMessageTypeName: typeName(type) }),
    };
  },
});

/** A conversation that began, with its contact's first message. */
export const begunConversation = withFirstMessage(
  only(alone, [
    'id',
    'contactId',
    'fullName',
    'contactName',
    'companyName',
    'email',
    'phone',
    'type',
    'typeName',
    'tags',
    'locationId',
    'dateAdded',
  ]),
  'First Message',
  'First Message Date',
);

/** A conversation in which the contact waits for an answer, with the message with which that began. */
export const waitingConversation = withFirstMessage(
  conversation,
  'First Unanswered Message',
  'Waiting Since',
);

/** A conversation that is read by its id: nothing is told of its contact, nor when it began. */
export const openedConversation = only(complete, [
  'id',
  'contactId',
  'type',
  'typeName',
  'lastMessageType',
  'lastMessageTypeName',
  'lastMessageDate',
  'messageTypes',
  'isLastMessageInternalComment',
  'assignedTo',
  'locationId',
  'starred',
  'deleted',
]);

/** How a conversation is named in a drop-down: by its contact, its last message's channel and time, and its words. */
export function conversationLabel(raw: Raw): string {
  const { fullName, contactName, email, phone, lastMessageBody, lastMessageTypeName, ...rest } =
    fromConversation(raw);
  const who = [fullName, contactName, email, phone].find(Boolean) ?? rest.id;
  const when = toMinute(rest.lastMessageDate ?? rest.dateAdded);
  const said = [who, lastMessageTypeName, when, lastMessageBody];
  return said.filter(Boolean).map(String).join(' · ').slice(0, 100);
}

/** A conversation as making one tells of it, and as its own endpoint does where it is there already. */
export const madeConversation = newOrNot(
  only(complete, ['id', 'contactId', 'assignedTo', 'locationId', 'deleted', 'lastMessageDate']),
);

/** A conversation as a change of it tells of it: its count of unread messages is the one that was sent. */
export const changedConversation = only(complete, [
  'id',
  'contactId',
  'lastMessageType',
  'lastMessageTypeName',
  'assignedTo',
  'locationId',
  'unreadCount',
  'starred',
  'deleted',
  'lastMessageDate',
  'dateAdded',
  'dateUpdated',
]);
