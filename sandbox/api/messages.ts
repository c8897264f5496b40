import { omit, orderBy } from 'lodash';
import type { Answer, Call, Routes } from '../gateway/call';
import { notFound, Refusal, refusal } from '../gateway/errors';
import { isObject, type JsonObject, number, objects, pick, text, texts } from '../json';
import type { Contact, LocationRow } from '../state';
import { conversationOf } from './conversations';
import { within } from './shared/lists';
import { KINDS, writeEmail, writeMessage } from './shared/message-record';
import { ownRow } from './shared/rows';
import { speech } from './shared/wav';

/** The channels that have another name in an export's query. */
const EXPORTED: { [channel: string]: string } = { Instagram: 'IG', Facebook: 'FB' };

/** Fields of a message that are kept, and that no answer shows. */
const KEPT = ['recording', 'sentences', 'subject', 'error'];

/** A message as every answer tells it: with whom it went from and to. */
function shown(message: JsonObject, { state }: Call): JsonObject {
  const { locationId, contactId, messageType, direction, dateAdded } = message;
  const name = messageType === 'TYPE_EMAIL' ? 'email' : 'phone';
  const ours = text(state.locations.get(text(locationId))?.[name]) ?? '';
  const theirs = text(state.contacts.get(text(contactId))?.[name]) ?? '';
  const [from, to] = direction === 'inbound' ? [theirs, ours] : [ours, theirs];
  return { dateUpdated: dateAdded, from, to, ...omit(message, KEPT) };
}

const messageOf = (call: Call, id = call.params.messageId ?? call.params.id): LocationRow =>
  ownRow(call.state.messages, id, 'Message', call);

const emailOf = (call: Call, id: string | undefined): LocationRow =>
  ownRow(call.state.emails, id, 'Email message', call);

const contactOf = (call: Call): Contact =>
  ownRow(call.state.contacts, text(call.body.contactId), 'Contact', call);

/** When a message is sent: at once, or at the time that the request gives. */
function timeOf({ body, clock }: Call): { at: number; isLater: boolean } {
  const later = number(body.scheduledTimestamp, 0) * 1000;
  return { at: later || clock.ms(), isLater: later > 0 };
}

/** @throws Refusal 400 for a message without anything in it. */
function checkContent({ body }: Call): void {
  const has =
    [body.message, body.html, body.templateId, body.forward].some(Boolean) || texts(body.attachments).length;
  if (!has) throw refusal(400, 'There is no message or attachments for this message.');
}

function send(call: Call): JsonObject {
  const { state, body } = call;
  const contact = contactOf(call);
  checkContent(call);
  const { at, isLater } = timeOf(call);
  const isEmail = body.type === 'Email';
  const fields = {
    ...pick(body, ['attachments', 'conversationProviderId']),
    ...(isEmail ? { contentType: 'text/html', subject: body.subject } : { body: body.message ?? '' }),
    status: isLater ? 'scheduled' : 'sent',
    source: 'api',
  };
  const channel = text(body.type) ?? 'SMS';
  const written = { direction: 'outbound' as const, at, fields };
  if (!isEmail) return sent(writeMessage(state, contact, { ...written, channel }));
  const thread = body.threadId ? messageOf(call, text(body.threadId)) : undefined;
  const { message, email } = writeEmail(state, contact, { ...written, thread }, emailIn(call, contact));
  return {
    ...sent(message),
    emailMessageId: email.id,
    threadId: message.id,
    msg: isLater ? 'Email scheduled successfully.' : 'Email queued successfully.',
  };
}

const sent = ({ id, conversationId }: LocationRow): JsonObject => ({ conversationId, messageId: id });

/** The email that a request sends to a contact. */
function emailIn({ state, body }: Call, contact: Contact): JsonObject {
  const location = state.locations.get(contact.locationId);
  return {
    subject: text(body.subject) ?? '',
    body: text(body.html) ?? text(body.message) ?? '',
    from: text(body.emailFrom) ?? `${location?.name} <${location?.email}>`,
    to: [text(body.emailTo) ?? text(contact.email) ?? ''],
    cc: texts(body.emailCc),
    bcc: texts(body.emailBcc),
    attachments: texts(body.attachments),
    ...(body.replyMessageId !== undefined && { replyToMessageId: body.replyMessageId }),
  };
}

/** The channels that an app adds: their messages name its provider. */
const OF_PROVIDER = ['Call', 'Custom'];

/**
 * A message that another system tells of; an email joins the thread of the one that it answers. Without a direction it
 * went out, as described.
 *
 * @throws Refusal 400 for a channel of a provider that is not named
 */
function receive(call: Call): JsonObject {
  const { state, body, clock } = call;
  const contact = contactOf(call);
  const channel = text(body.type) ?? 'SMS';
  if (OF_PROVIDER.includes(channel) && body.conversationProviderId === undefined) {
    throw refusal(400, 'No conversationProviderId passed in body');
  }
  if (body.conversationId !== undefined) {
    conversationOf({ ...call, params: { conversationId: text(body.conversationId) ?? '' } });
  }
  const fields = {
    ...pick(body, ['attachments', 'conversationProviderId', 'altId']),
    ...(isObject(body.call) && { meta: { call: pick(body.call, ['status']) } }),
    status: 'delivered',
  };
  const direction = body.direction === 'inbound' ? ('inbound' as const) : ('outbound' as const);
  const written = { direction, at: body.date ? Date.parse(String(body.date)) : clock.ms(), fields };
  const answer = ({ id, conversationId, dateAdded }: LocationRow): JsonObject => ({
    ...{ success: true, conversationId, messageId: id, message: 'Message added' },
    ...{ contactId: contact.id, dateAdded },
  });
  if (channel !== 'Email') {
    return answer(
      writeMessage(state, contact, { ...written, channel, fields: { ...fields, body: body.message ?? '' } }),
    );
  }
  const answered = state.emails.get(text(body.emailMessageId));
  const thread = state.messages.get(text(answered?.threadId));
  const { message, email } = writeEmail(state, contact, { ...written, thread }, receivedEmail(call, contact));
  return { ...answer({ ...message, dateAdded: email.dateAdded }), emailMessageId: email.id };
}

function receivedEmail({ state, body }: Call, contact: Contact): JsonObject {
  return {
    subject: text(body.subject) ?? '',
    body: text(body.html) ?? text(body.message) ?? '',
    from: text(body.emailFrom) ?? text(contact.email) ?? '',
    to: [text(body.emailTo) ?? text(state.locations.get(contact.locationId)?.email) ?? ''],
    cc: texts(body.emailCc),
    bcc: texts(body.emailBcc),
  };
}

/** A page of a conversation's messages, newest first. The next page begins after `lastMessageId`. */
function list(call: Call): JsonObject {
  const { state, query } = call;
  const { id } = conversationOf(call);
  const types = text(query.type)?.split(',');
  const found = newestFirst(
    state.messages.where(
      ({ conversationId, messageType }) =>
        conversationId === id && (!types || types.includes(text(messageType) ?? '')),
    ),
  );
  const last = found.findIndex((row) => row.id === query.lastMessageId);
  const page = found.slice(last + 1, last + 1 + number(query.limit, 20));
  const messages = page.map((row) => shown(withoutEmailText(row), call));
  const nextPage = last + 1 + page.length < found.length;
  return { messages: { lastMessageId: page.at(-1)?.id ?? '', nextPage, messages } };
}

/** A message as a list shows it: an email without its text, which has an endpoint of its own. */
function withoutEmailText({ body, ...message }: LocationRow): JsonObject {
  return message.messageType === 'TYPE_EMAIL' ? message : { ...message, body };
}

const newestFirst = (messages: LocationRow[]) =>
  messages.reverse().sort((a, b) => Date.parse(String(b.dateAdded)) - Date.parse(String(a.dateAdded)));

/** The dates that an export is sorted by; that of a change is later where an e-mail's thread has grown. */
const SORTED: { [sortBy: string]: (row: LocationRow) => unknown } = {
  createdAt: ({ dateAdded }) => dateAdded,
  updatedAt: ({ dateAdded, dateUpdated = dateAdded }) => dateUpdated,
};

/**
 * Every message of a location, the latest first unless asked otherwise; the cursor is where the next page
 * begins. Emails come only where their channel is asked for, as described.
 */
function exportAll(call: Call): JsonObject {
  const { state, query, locationId } = call;
  const channel = text(query.channel);
  const [messageType] = KINDS[EXPORTED[channel ?? ''] ?? channel ?? ''] ?? [];
  const same = pick(query, ['contactId', 'conversationId']);
  const dateOf = SORTED[text(query.sortBy) ?? 'createdAt'] ?? SORTED.createdAt;
  const isWithin = within(query, ['startDate', 'endDate']);
  const rows = state.messages.where(
    (row) =>
      row.locationId === locationId &&
      (messageType ? row.messageType === messageType : row.messageType !== 'TYPE_EMAIL') &&
      Object.entries(same).every(([name, value]) => row[name] === value) &&
      isWithin(row.dateAdded),
  );
  const found = orderBy(rows.reverse(), (row) => Date.parse(String(dateOf?.(row))), 'desc');
  if (query.sortOrder === 'asc') found.reverse();
  const start = number(Buffer.from(text(query.cursor) ?? '', 'base64url').toString(), 0);
  const end = start + number(query.limit, 100);
  const nextCursor = end < found.length ? Buffer.from(String(end)).toString('base64url') : null;
  return {
    messages: found.slice(start, end).map((row) => shown(row, call)),
    nextCursor,
    total: found.length,
  };
}

/** The kinds of files that a message can carry, as described. */
const FILE_KINDS = /\.(jpe?g|png|mp4|mpeg|zip|rar|pdf|docx?|txt|mp3|wav)$/i;

/** Takes files for a message to come: their addresses are its attachments. @throws Refusal 415 for another kind */
function upload(call: Call): JsonObject {
  const { state, body, locationId, ids } = call;
  ownRow(state.conversations, text(body.conversationId), 'Conversation', call);
  contactOf(call);
  const files = objects(body.fileAttachment).map(({ name }) => text(name) ?? '');
  const links = texts(body.attachmentUrls).map((url) => url.split('/').at(-1) ?? '');
  const names = [...files, ...links];
  if (!names.length) throw refusal(400, 'There is no file to upload.');
  const wrong = names.find((name) => !FILE_KINDS.test(name));
  if (wrong !== undefined) {
    throw new Refusal(415, { status: 415, message: `The file type of ${wrong} is not allowed.` });
  }
  const urls = names.map((name) => [
    name,
    `https://storage.example.com/location/${locationId}/conversations/${ids.next()}/${name}`,
  ]);
  return { uploadedFiles: Object.fromEntries(urls) };
}

function changeStatus(call: Call): JsonObject {
  const { state, body } = call;
  const message = messageOf(call);
  const emailMessageId = text(body.emailMessageId);
  if (emailMessageId) state.emails.update(emailOf(call, emailMessageId).id, pick(body, ['status']));
  state.messages.update(message.id, pick(body, ['status', 'error']));
  return {
    conversationId: message.conversationId,
    messageId: message.id,
    ...(emailMessageId && { emailMessageId }),
    status: body.status,
  };
}

/** Cancels a scheduled message. @throws Refusal 400 for one that is not scheduled. */
function unschedule(call: Call): JsonObject {
  const message = messageOf(call);
  if (message.status !== 'scheduled') throw refusal(400, 'The message is not scheduled.');
  call.state.messages.delete(message.id);
  return { status: 200, message: 'Scheduled message cancelled successfully' };
}

/** A call's recording. @throws Refusal 404 if it has none. */
function recording(call: Call): Answer {
  const message = messageOf(call);
  if (!message.recording) throw notFound('Recording', message.id);
  return { bytes: speech(), type: 'audio/x-wav' };
}

function sentencesOf(call: Call): JsonObject[] {
  const message = messageOf(call);
  const sentences = objects(message.sentences);
  if (!sentences.length) throw notFound('Transcription', message.id);
  return sentences;
}

function transcriptionFile(call: Call): Answer {
  const lines = sentencesOf(call).map(
    ({ mediaChannel, transcript }) => `Speaker ${mediaChannel}: ${transcript}\n`,
  );
  return { bytes: Buffer.from(lines.join('')), type: 'text/plain; charset=utf-8' };
}

export const messages: Routes = {
  'POST /conversations/messages': { handle: send },
  'POST /conversations/messages/inbound': { handle: receive },
  'POST /conversations/messages/upload': { handle: upload },
  'GET /conversations/messages/export': { handle: exportAll },
  'GET /conversations/{conversationId}/messages': { handle: list, refuses: ['locationId'] },
  'GET /conversations/messages/{id}': { handle: (call) => ({ message: shown(messageOf(call), call) }) },
  'GET /conversations/messages/email/{id}': {
    handle: (call) => ({ emailMessage: emailOf(call, call.params.id) }),
  },
  'PUT /conversations/messages/{messageId}/status': { handle: changeStatus },
  'DELETE /conversations/messages/{messageId}/schedule': { handle: unschedule },
  'GET /conversations/messages/{messageId}/locations/{locationId}/recording': { handle: recording },
  'GET /conversations/locations/{locationId}/messages/{messageId}/transcription': { handle: sentencesOf },
  'GET /conversations/locations/{locationId}/messages/{messageId}/transcription/download': {
    handle: transcriptionFile,
  },
  'POST /conversations/providers/live-chat/typing': {
    handle: (call) => {
      conversationOf({ ...call, params: { conversationId: text(call.body.conversationId) ?? '' } });
      return { success: true };
    },
    status: 201,
  },
};
