import type { Bundle, ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import { locationOf } from '../highlevel/connection';
import { hydrators } from '../highlevel/files';
import { isRecord, type Raw } from '../highlevel/json';
import { isCall, messageTypeOf, typeName } from './message-type';
import {
  idOf,
  type Output,
  only,
  outputs,
  type RecordType,
  rawOf,
  toMinute,
  withMoments,
  withMore,
  withNamesOf,
  without,
} from './record';
import { SAMPLE_IDS } from './sample-ids';

/**
 * The ids of the emails in a message: what `GET /conversations/messages/email/{id}` takes, and not the
 * message's own.
 */
export function emailIdsOf({ meta }: Raw): string[] {
  const email = isRecord(meta) ? meta.email : undefined;
  const inner = isRecord(email) && isRecord(email.email) ? email.email : email;
  const ids = isRecord(inner) ? inner.messageIds : undefined;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/**
 * A call's length in seconds and how it ended. Both are described as fields of `meta`, and stand within its
 * `call` live (two sources, 2026). What is no call has neither.
 */
export function callOf({ meta }: Raw, type: string | undefined): Raw {
  if (!isRecord(meta) || (type !== undefined && !isCall(type))) return {};
  const { duration = meta.callDuration, status: callStatus = meta.callStatus } = rawOf(meta.call);
  const seconds = isBlank(duration) ? Number.NaN : Number(duration);
  return {
    ...(seconds >= 0 && Number.isFinite(seconds) && { callDuration: seconds }),
    ...(typeof callStatus === 'string' && callStatus && { callStatus }),
  };
}

/** What is told of a message that came or went: calls and activities are left out. */
const NEW_MESSAGE = [
  'id',
  'body',
  'messageType',
  'typeName',
  'direction',
  'status',
  'conversationId',
  'contactId',
  'from',
  'to',
  'userId',
  'source',
  'contentType',
  'locationId',
  'conversationProviderId',
  'attachments',
  'dateAdded',
];

function fromMessage(raw: Raw): Output {
  const type = messageTypeOf(raw.messageType) ?? messageTypeOf(raw.type);
  const emailMessageIds = emailIdsOf(raw);
  return {
    ...withMoments(raw, ['dateAdded', 'dateUpdated']),
    id: idOf(raw),
    ...(type && { messageType: type, typeName: typeName(type) }),
    ...callOf(raw, type),
    ...(emailMessageIds.length && { emailMessageIds }),
  };
}

/** A message of a conversation, whatever its channel. */
export const message: RecordType = {
  noun: 'Message',
  fields: [
    ...outputs('string', {
      id: 'Message ID',
      body: 'Message',
      messageType: 'Message Type',
      typeName: 'Message Type Name',
      direction: 'Direction',
      status: 'Status',
      conversationId: 'Conversation ID',
      contactId: 'Contact ID',
      from: 'From',
      to: 'To',
      userId: 'User ID',
      source: 'Source',
      contentType: 'Content Type',
      locationId: 'Sub-Account ID',
      conversationProviderId: 'Conversation Provider ID',
    }),
    { key: 'attachments', label: 'Attachments', type: 'string', list: true },
    { key: 'emailMessageIds', label: 'Email IDs', type: 'string', list: true },
    { key: 'callDuration', label: 'Call Duration in Seconds', type: 'number' },
    { key: 'callStatus', label: 'Call Status', type: 'string' },
    ...outputs('string', { activity__title: 'Activity', activity__type: 'Activity Type' }),
    ...outputs('datetime', { dateAdded: 'Date Added', dateUpdated: 'Date Updated' }),
  ],
  // A text message: what calls, emails and activities alone have is empty.
  sample: {
    id: SAMPLE_IDS.Message,
    body: 'See you on Tuesday at ten.',
    messageType: 'TYPE_SMS',
    typeName: 'SMS',
    direction: 'inbound',
    status: 'delivered',
    conversationId: SAMPLE_IDS.Conversation,
    contactId: SAMPLE_IDS.Contact,
    from: '+13125550142',
    to: '+13125550118',
    userId: SAMPLE_IDS.User,
    source: 'app',
    contentType: 'text/plain',
    locationId: SAMPLE_IDS.Location,
    conversationProviderId: SAMPLE_IDS['Conversation Provider'],
    attachments: ['https://www.example.com/x-ray.pdf'],
    emailMessageIds: [],
    callDuration: 0,
    callStatus: '',
    activity: { title: '', type: '' },
    dateAdded: '2026-05-06T08:30:41.000Z',
    dateUpdated: '2026-05-06T08:30:44.000Z',
  },
  from: fromMessage,
  added: 'dateAdded',
};

/**
 * A message that came or went. The text of an email is no part of its row (many sources, 2026): it is read when a step
 * uses it.
 */
export const newMessage: RecordType = {
  ...withMore(
    withNamesOf(only(message, NEW_MESSAGE), {
      userId: { key: 'userName', label: 'User Name', list: 'users' },
    }),
    outputs('string', { emailMessageId: 'Email ID', subject: 'Email Subject' }),
    { emailMessageId: '', subject: '' },
  ),
  from({ emailMessageId, ...raw }: Raw, z: ZObject, bundle: Bundle): Output {
    const made = fromMessage(raw);
    if (typeof emailMessageId !== 'string') return made;
    const email = { emailMessageId, locationId: locationOf(bundle) ?? '' };
    return {
      ...made,
      emailMessageId,
      emailMessageIds: [emailMessageId],
      body: z.dehydrate(hydrators.emailBody, email),
      subject: z.dehydrate(hydrators.emailSubject, email),
    };
  },
};

/** What HighLevel answers about a message that it was given: its id is the message's. */
const written: RecordType = {
  noun: 'Message',
  fields: [
    ...outputs('string', {
      id: 'Message ID',
      conversationId: 'Conversation ID',
      emailMessageId: 'Email ID',
      threadId: 'Thread ID',
      status: 'Status',
      msg: 'Message From HighLevel',
    }),
    { key: 'messageIds', label: 'Message IDs', type: 'string', list: true },
  ],
  sample: {
    id: SAMPLE_IDS.Message,
    conversationId: SAMPLE_IDS.Conversation,
    emailMessageId: SAMPLE_IDS.Email,
    threadId: SAMPLE_IDS.Message,
    status: 'pending',
    msg: 'Email queued successfully.',
    messageIds: [SAMPLE_IDS.Message],
  },
  from: ({ messageId, ...raw }) => {
    const [first] = Array.isArray(raw.messageIds) ? raw.messageIds : [];
    return { ...raw, id: String(messageId ?? first ?? '') };
  },
};

/** What sending a message answers: no status (two sources, 2026), and `msg` and a thread for an email alone. */
export const sentMessage = without(written, ['status']);

/** What adding a message answers that came in elsewhere. */
export const addedMessage = withMore(
  without(written, ['status', 'threadId', 'msg', 'messageIds']),
  outputs('string', { contactId: 'Contact ID' }),
  { contactId: SAMPLE_IDS.Contact },
);

/** What changing a message's status answers. */
export const updatedMessageStatus = without(written, ['threadId']);

/** How a call is named in a drop-down: when it was, its direction and length, and with whom. */
export function callLabel({ contactName, ...raw }: Raw): string {
  const { dateAdded, direction, callDuration, callStatus, from, to, id } = fromMessage(raw);
  const isOut = direction === 'outbound';
  const seconds = Number(callDuration);
  const length = seconds
    ? `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')} min`
    : callStatus;
  const way = direction === undefined ? '' : isOut ? 'Outgoing' : 'Incoming';
  const said = [toMinute(dateAdded), way, length, contactName ?? (isOut ? to : from) ?? id];
  return said.filter(Boolean).map(String).join(' · ').slice(0, 100);
}

/** How a message is named in a drop-down: when it was, by which channel, and how it begins. */
export function messageLabel(raw: Raw): string {
  const { dateAdded, typeName: how, body, id } = fromMessage(raw);
  return [toMinute(dateAdded), how, body || id].filter(Boolean).map(String).join(' · ').slice(0, 100);
}

/** What a message says, or what it is where it has no text. */
const wordsOf = ({ body, activity, typeName: how }: Raw): string =>
  [body, rawOf(activity).title].map((words) => String(words ?? '').trim()).find(Boolean) ??
  `[${how ?? 'Message'}]`;

const SIDES: { [direction: string]: string } = { inbound: 'Contact', outbound: 'Us' };

/**
 * Messages as one text, the earliest first, a line for each: `Contact: …`, `Us: …`. An email is there as `[Email]`:
 * its text has an endpoint of its own.
 *
 * @param latestFirst messages as {@link message} gives them
 */
export const threadOf = (latestFirst: Raw[]): string =>
  [...latestFirst]
    .reverse()
    .map((one) => [SIDES[String(one.direction)], wordsOf(one)].filter(Boolean).join(': '))
    .join('\n');

/** The code of a message's type; empty where it is not known. */
export const typeOf = ({ messageType, type }: Raw): string =>
  messageTypeOf(messageType) ?? messageTypeOf(type) ?? '';

/** The sources of what no person sends, of the five that are described. */
const AUTOMATIC = ['workflow', 'campaign', 'bulk_actions'];

/** Whether an automation sent a message: what comes by the API may be a person's. */
export const isAutomatic = (raw: Raw): boolean =>
  AUTOMATIC.includes(String(raw.source)) || /^TYPE_CAMPAIGN_(?!MANUAL)/.test(typeOf(raw));

/** Whether HighLevel wrote a message itself, to say what has happened, such as that an appointment was booked. */
export const isActivity = (raw: Raw): boolean => /^TYPE_ACTIVITY/.test(typeOf(raw));
