import { isEmpty } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { requireBareRecord } from '../highlevel/content';
import { lookForFile, lookForJson } from '../highlevel/files';
import { BARE_LIST, isRecord, type Raw } from '../highlevel/json';
import {
  byCursor,
  byLastMessageDate,
  byLastMessageId,
  bySkipFromZero,
  requireItems,
} from '../highlevel/paging';
import { conversation, openedConversation } from '../records/conversation';
import { emailMessage } from '../records/email-message';
import { emailIdsOf, message } from '../records/message';
import {
  callTranscription,
  messageRecording,
  messageTranscription,
  transcriptionFile,
} from '../records/message-files';
import { messageTemplate } from '../records/message-template';
import type { RecordListRead, RecordRead } from './read';

/** The conversations that match filters, those with the latest message first. */
export const conversations = {
  endpoint: 'GET /conversations/search',
  items: 'conversations',
  paging: byLastMessageDate,
  sortedBy: 'lastMessageDate',
  record: conversation,
} satisfies RecordListRead;

/** One conversation. */
export const oneConversation = {
  endpoint: 'GET /conversations/{conversationId}',
  answer: bareOr('conversation'),
  record: openedConversation,
} satisfies RecordRead;

/** The messages of a conversation. */
export const conversationMessages = {
  endpoint: 'GET /conversations/{conversationId}/messages',
  items: messagesIn,
  paging: byLastMessageId,
  sortedBy: 'dateAdded',
  record: message,
} satisfies RecordListRead;

/** The messages of the location, the latest first. */
export const messages = {
  endpoint: 'GET /conversations/messages/export',
  items: 'messages',
  paging: byCursor,
  sortedBy: 'dateAdded',
  record: message,
} satisfies RecordListRead;

/** The emails in those messages: an email has an id of its own, and a message may hold several. */
export const emails = {
  ...messages,
  items: (answer: Raw) =>
    requireItems(answer, messages.items).flatMap((raw) => emailIdsOf(raw).map((id) => ({ ...raw, id }))),
} satisfies RecordListRead;

/** One message. */
export const oneMessage = {
  endpoint: 'GET /conversations/messages/{id}',
  answer: bareOr('message'),
  record: message,
} satisfies RecordRead;

/** One email. */
export const oneEmail = {
  endpoint: 'GET /conversations/messages/email/{id}',
  answer: bareOr('emailMessage'),
  record: emailMessage,
} satisfies RecordRead;

/**
 * The latest email of a message. An email thread is one message, which names its emails in the order of their coming
 * (two sources, 2026); a message of another channel has none.
 */
export const latestEmail = {
  ...oneEmail,
  request: readLatestEmail,
  answer: (answer: Raw) => (isEmpty(answer) ? undefined : oneEmail.answer(answer)),
} satisfies RecordRead;

/** Reads the message whose id is given, and then the last of its emails; `{}` where it has none. */
async function readLatestEmail(z: ZObject, bundle: Bundle, call: Call): Promise<Raw> {
  const { message: inner, ...outer } = await request(z, bundle, { ...call, endpoint: oneMessage.endpoint });
  const [id] = emailIdsOf(isRecord(inner) ? inner : outer).slice(-1);
  return id === undefined ? {} : request(z, bundle, { ...call, input: { id } });
}

/** The recording of a call. */
export const recording = {
  endpoint: 'GET /conversations/messages/{messageId}/locations/{locationId}/recording',
  request: lookForFile,
  answer: fileFound,
  record: messageRecording,
} satisfies RecordRead;

/** The transcription of a call, as sentences. */
export const transcription = {
  endpoint: 'GET /conversations/locations/{locationId}/messages/{messageId}/transcription',
  request: lookForJson,
  answer: transcriptionFound,
  record: messageTranscription,
} satisfies RecordRead;

/** The same, with the file, which is fetched when a step uses it. */
export const transcriptionWithFile = { ...transcription, record: callTranscription } satisfies RecordRead;

/** The transcription of a call, as a file. */
export const transcriptionText = {
  endpoint: 'GET /conversations/locations/{locationId}/messages/{messageId}/transcription/download',
  request: lookForFile,
  answer: fileFound,
  record: transcriptionFile,
} satisfies RecordRead;

/** Templates of messages of all channels. */
export const templates = {
  endpoint: 'GET /locations/{locationId}/templates',
  items: 'templates',
  paging: bySkipFromZero('skip', 100),
  record: messageTemplate,
} satisfies RecordListRead;

/** A record that is described as the whole answer; within this name it is found too. */
function bareOr(name: string) {
  return (answer: Raw): Raw => (isRecord(answer[name]) ? answer[name] : requireBareRecord(answer));
}

/** `messages: { messages: […] }`: measured so, and described as the inner one alone. */
function messagesIn(answer: Raw): Raw[] {
  return requireItems(isRecord(answer.messages) ? answer.messages : answer, 'messages');
}

/** A file that is there; `undefined` as long as it is not. */
export function fileFound({ isThere }: Raw, { messageId: id }: Input): Raw | undefined {
  return isThere ? { id } : undefined;
}

/** The sentences of a transcription: a list, though described as one sentence. `undefined` where there are none yet. */
export function transcriptionFound(answer: Raw, { messageId: id }: Input): Raw | undefined {
  const lists = [answer[BARE_LIST], ...Object.values(answer)].filter(Array.isArray);
  const sentences = lists[0] ?? ('transcript' in answer ? [answer] : []);
  return sentences.length ? { id, sentences } : undefined;
}
