import { isRecord } from '../highlevel/errors';
import type { Raw } from '../highlevel/paging';
import { idOf, type Output, outputs, type RecordType, withMoments } from './record';

/** The ids of the emails in a message: what `GET /conversations/messages/email/{id}` takes, and not the message's own. */
export function emailIdsOf({ meta }: Raw): string[] {
  const email = isRecord(meta) ? meta.email : undefined;
  const inner = isRecord(email) && isRecord(email.email) ? email.email : email;
  const ids = isRecord(inner) ? inner.messageIds : undefined;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

function fromMessage(raw: Raw): Output {
  const { callDuration, callStatus } = isRecord(raw.meta) ? raw.meta : {};
  const seconds = Number(callDuration ?? Number.NaN);
  const emailMessageIds = emailIdsOf(raw);
  return {
    ...withMoments(raw, ['dateAdded', 'dateUpdated']),
    id: idOf(raw),
    ...(Number.isFinite(seconds) && { callDuration: seconds }),
    ...(typeof callStatus === 'string' && { callStatus }),
    ...(emailMessageIds.length && { emailMessageIds }),
  };
}

export const message: RecordType = {
  noun: 'Message',
  fields: [
    ...outputs('string', {
      id: 'Message ID',
      body: 'Message',
      messageType: 'Message Type',
      direction: 'Direction',
      status: 'Status',
      conversationId: 'Conversation ID',
      contactId: 'Contact ID',
      userId: 'User ID',
      source: 'Source',
      contentType: 'Content Type',
      locationId: 'Location ID',
      conversationProviderId: 'Conversation Provider ID',
    }),
    { key: 'attachments', label: 'Attachments', type: 'string', list: true },
    { key: 'emailMessageIds', label: 'Email IDs', type: 'string', list: true },
    { key: 'callDuration', label: 'Call Duration in Seconds', type: 'number' },
    { key: 'callStatus', label: 'Call Status', type: 'string' },
    { key: 'dateAdded', label: 'Date Added', type: 'datetime' },
  ],
  sample: {
    id: 't22c6DQcTDf3MjRhwf77',
    body: 'See you on Tuesday at ten.',
    messageType: 'TYPE_SMS',
    direction: 'inbound',
    status: 'delivered',
    conversationId: 'tDtDnQdgm2LXpyiqYvZ6',
    contactId: 'ocQHyuzHvysMo5N5VsXc',
    userId: 'y0BeYjuRIlDwsDcOHOJo',
    source: 'app',
    contentType: 'text/plain',
    locationId: 've9EPM428h8vShlRW1KT',
    conversationProviderId: 'cI08i1Bls3iTB9bKgF01',
    attachments: ['https://www.example.com/floor-plan.pdf'],
    emailMessageIds: ['rnGyqh2F6uBrIkfhFo9A'],
    callDuration: 120,
    callStatus: 'completed',
    dateAdded: '2026-05-06T08:30:41.000Z',
  },
  from: fromMessage,
  added: 'dateAdded',
};

/** What sending a message, or changing its status, answers: its id is the message's. */
export const sentMessage: RecordType = {
  noun: 'Message',
  fields: [
    ...outputs('string', {
      id: 'Message ID',
      conversationId: 'Conversation ID',
      emailMessageId: 'Email ID',
      status: 'Status',
      msg: 'Note',
    }),
    { key: 'messageIds', label: 'Message IDs', type: 'string', list: true },
  ],
  sample: {
    id: 't22c6DQcTDf3MjRhwf77',
    conversationId: 'tDtDnQdgm2LXpyiqYvZ6',
    emailMessageId: 'rnGyqh2F6uBrIkfhFo9A',
    status: 'pending',
    msg: 'Message queued successfully.',
    messageIds: ['t22c6DQcTDf3MjRhwf77'],
  },
  from: ({ messageId, ...raw }) => {
    const [first] = Array.isArray(raw.messageIds) ? raw.messageIds : [];
    return { ...raw, id: String(messageId ?? first ?? '') };
  },
};

/** How a message is named in a drop-down: when it was, by which channel, and how it begins. */
export function messageLabel(raw: Raw): string {
  const { dateAdded, messageType, body, id } = fromMessage(raw);
  const when = String(dateAdded ?? '')
    .slice(0, 16)
    .replace('T', ' ');
  const how = String(messageType ?? '')
    .replace(/^TYPE_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
  return [when, how, body || id].filter(Boolean).map(String).join(' · ').slice(0, 100);
}
