import { isObject, type JsonObject, pick, text, texts } from '../../json';
import type { Contact, Conversation, LocationRow, State } from '../../state';
import { conversationWith } from './conversation-record';

/** What the API calls a message of each channel, by name and by number. */
export const KINDS: { [channel: string]: [messageType: string, type: number] } = {
  Call: ['TYPE_CALL', 1],
  SMS: ['TYPE_SMS', 2],
  Email: ['TYPE_EMAIL', 3],
  WebChat: ['TYPE_WEBCHAT', 5],
  FB: ['TYPE_FACEBOOK', 11],
  GMB: ['TYPE_GMB', 15],
  IG: ['TYPE_INSTAGRAM', 18],
  WhatsApp: ['TYPE_WHATSAPP', 19],
  Custom: ['TYPE_CUSTOM_PROVIDER_SMS', 22],
  Live_Chat: ['TYPE_LIVE_CHAT', 29],
  RCS: ['TYPE_RCS', 37],
  TIKTOK: ['TYPE_TIKTOK', 40],
  Activity: ['TYPE_ACTIVITY_APPOINTMENT', 31],
};

/** The number of a message's type. A conversation's own endpoint answers it in place of the name. */
export function numberOf(messageType: string): number {
  return Object.values(KINDS).find(([name]) => name === messageType)?.[1] ?? 2;
}

/** A sentence of a call's transcription, the two sides in turns. */
export const sentence = (transcript: string, index: number): JsonObject => ({
  mediaChannel: 1 + (index % 2),
  sentenceIndex: index,
  startTime: index * 3000 + 340,
  endTime: index * 3000 + 2800,
  transcript,
  confidence: Math.max(0.5, 0.98 - index / 100),
});

/** A message to write. `fields` are those that no other property gives. */
interface Written {
  channel: string;
  direction: 'inbound' | 'outbound';
  /** Epoch milliseconds. */
  at: number;
  fields: JsonObject;
}

/**
 * Adds a message to its contact's conversation. The conversation's last message, its date and the number of
 * unread messages change with it, unless it is to be sent later.
 */
export function writeMessage(
  state: State,
  contact: Contact,
  { channel, direction, at, fields }: Written,
): LocationRow {
  const conversation = conversationWith(state, contact, fields.status === 'scheduled' ? undefined : at);
  const [messageType, type] = KINDS[channel] ?? ['TYPE_SMS', 2];
  const message = state.messages.insert({
    locationId: contact.locationId,
    conversationId: conversation.id,
    contactId: contact.id,
    type,
    messageType,
    direction,
    contentType: 'text/plain',
    attachments: [],
    dateAdded: new Date(at).toISOString(),
    ...fields,
  });
  if (fields.status !== 'scheduled') updateConversation(state, conversation, message, at);
  return message;
}

function updateConversation(
  state: State,
  conversation: Conversation,
  message: LocationRow,
  at: number,
): void {
  const { direction, body, messageType, source } = message;
  state.conversations.update(conversation.id, {
    lastMessageDate: at,
    dateUpdated: at,
    lastMessageBody: text(body) ?? '',
    lastMessageType: text(messageType) ?? '',
    lastMessageDirection: text(direction) ?? '',
    ...(direction === 'outbound' && {
      lastOutboundMessageAction: source === 'workflow' ? 'automated' : 'manual',
    }),
    unreadCount: direction === 'inbound' ? conversation.unreadCount + 1 : 0,
  });
}

/**
 * Adds an email to a thread, or begins one: a thread is one message, which lists the ids of its emails and has
 * no text itself.
 * @param email the fields of the email that are not its message's
 */
export function writeEmail(
  state: State,
  contact: Contact,
  { thread, ...written }: Omit<Written, 'channel'> & { thread?: LocationRow | undefined },
  email: JsonObject,
): { message: LocationRow; email: LocationRow } {
  const { direction, at, fields } = written;
  const message = thread ?? writeMessage(state, contact, { ...written, channel: 'Email' });
  if (thread && fields.status !== 'scheduled') {
    const last = { ...thread, ...pick(fields, ['source']), direction, body: '' };
    updateConversation(state, conversationWith(state, contact), last, at);
  }
  const dateAdded = new Date(at).toISOString();
  const added = state.emails.insert({
    ...pick(message, ['locationId', 'conversationId', 'contactId', 'source']),
    ...pick(fields, ['status', 'source']),
    direction,
    dateAdded,
    threadId: message.id,
    contentType: 'text/html',
    provider: 'mailgun',
    attachments: [],
    cc: [],
    bcc: [],
    ...email,
  });
  const messageIds = [...emailIdsOf(message), added.id];
  const grown = state.messages.update(message.id, {
    meta: { email: { messageIds } },
    dateUpdated: dateAdded,
  });
  return { message: grown ?? message, email: added };
}

const emailIdsOf = ({ meta }: JsonObject): string[] =>
  isObject(meta) && isObject(meta.email) ? texts(meta.email.messageIds) : [];
