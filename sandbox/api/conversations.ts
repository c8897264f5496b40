import type { Call, Routes } from '../gateway/call';
import { notFound, refusal } from '../gateway/errors';
import { type JsonObject, number, pick, text, texts } from '../json';
import type { Conversation, State } from '../state';
import { fullName } from './shared/contact-answers';
import { conversationWith, removeConversation } from './shared/conversation-record';
import { numberOf } from './shared/message-record';
import { ownRow } from './shared/rows';

/** The largest page of conversations. */
const MOST = 100;

/** The names of a conversation's types in a search. A conversation's own endpoint gives their numbers. */
const TYPES = ['', 'TYPE_PHONE', 'TYPE_EMAIL', 'TYPE_FB_MESSENGER', 'TYPE_REVIEW', 'TYPE_GROUP_SMS'];

/** The conversations of a location's contacts. A contact has none before the first message. */
const conversationsIn = (state: State, locationId: string): Conversation[] =>
  state.conversations.where(
    (row) => row.locationId === locationId && state.contacts.get(row.contactId) !== undefined,
  );

/** @throws Refusal 404 if there is none, 403 if it is another location's. */
export const conversationOf = (call: Call): Conversation =>
  ownRow(call.state.conversations, call.params.conversationId, 'Conversation', call);

/** As a search shows a conversation: with its contact, its dates as epoch milliseconds. */
function inSearch(state: State, row: Conversation): JsonObject {
  const contact = state.contacts.get(row.contactId);
  const name = contact && fullName(contact);
  return {
    mentions: [],
    ...row,
    type: TYPES[row.type] ?? 'TYPE_PHONE',
    fullName: name || text(contact?.phone) || '',
    contactName: name || '',
    companyName: contact?.companyName ?? null,
    email: contact?.email ?? null,
    phone: contact?.phone ?? null,
    tags: contact?.tags ?? [],
    profilePhoto: null,
    attributed: null,
    scoring: [],
    isLastMessageInternalComment: false,
    messageTypes: [typeNumber(row)],
    sort: [row.lastMessageDate],
  };
}

/** The last message's type as a number. */
const typeNumber = ({ lastMessageType }: Conversation): number => numberOf(text(lastMessageType) ?? '');

const ALONE = ['id', 'contactId', 'locationId', 'deleted', 'type', 'assignedTo', 'starred'];

/**
 * As its own endpoint shows a conversation: without its contact's name and its counts, its types as numbers,
 * the time of the last message in seconds and nanoseconds (recorded 2026-07).
 */
function alone(row: Conversation): JsonObject {
  const { lastMessageDate } = row;
  return {
    ...pick(row, ALONE),
    isLastMessageInternalComment: false,
    lastMessageType: typeNumber(row),
    messageTypes: [typeNumber(row)],
    lastMessageDate: {
      seconds: Math.floor(lastMessageDate / 1000),
      nanoseconds: (lastMessageDate % 1000) * 1_000_000,
    },
  };
}

const UPDATED = ['id', 'contactId', 'locationId', 'deleted', 'starred', 'assignedTo'];

/**
 * As an update shows a conversation: its dates as text, the last message's type as a number, and no count of unread
 * messages (recorded 2026-07).
 */
function updated(row: Conversation): JsonObject {
  return { ...pick(row, UPDATED), ...datesOf(row), lastMessageType: typeNumber(row) };
}

/** A conversation's dates as text. */
function datesOf(row: Conversation): JsonObject {
  const dates = ['dateAdded', 'dateUpdated', 'lastMessageDate'] as const;
  return Object.fromEntries(dates.map((name) => [name, new Date(number(row[name], 0)).toISOString()]));
}

const STATUSES: { [status: string]: (row: Conversation) => boolean } = {
  read: ({ unreadCount }) => unreadCount === 0,
  unread: ({ unreadCount }) => unreadCount > 0,
  starred: ({ starred }) => starred,
};

/** Whether a conversation is one of those that a search asks for. */
function isWanted(state: State, query: JsonObject, row: Conversation): boolean {
  const names = (name: string) => text(query[name])?.split(',');
  const [assigned, followers, mentions] = ['assignedTo', 'followers', 'mentions'].map(names);
  const shown = inSearch(state, row);
  const words = [shown.fullName, shown.email, shown.phone, row.lastMessageBody].join(' ').toLowerCase();
  const same = ['id', 'contactId', 'lastMessageType', 'lastMessageDirection'].every(
    (name) => query[name] === undefined || query[name] === row[name],
  );
  return (
    same &&
    (STATUSES[text(query.status) ?? '']?.(row) ?? true) &&
    (!assigned || assigned.includes(text(row.assignedTo) ?? 'unassigned')) &&
    (!followers || followers.some((id) => row.followers.includes(id))) &&
    (!mentions || mentions.some((id) => texts(row.mentions).includes(id))) &&
    (query.lastMessageAction === undefined || query.lastMessageAction === row.lastOutboundMessageAction) &&
    words.includes((text(query.query) ?? '').toLowerCase()) &&
    row.dateAdded >= number(query.startDate, 0) &&
    row.dateAdded <= number(query.endDate, Number.MAX_SAFE_INTEGER)
  );
}

/** Orders conversations, the last message first. `startAfterDate` works in that order only. */
function search({ state, query, locationId }: Call): JsonObject {
  const limit = number(query.limit, 20);
  if (limit > MOST) throw refusal(400, [`limit must not be greater than ${MOST}`]);
  const found = conversationsIn(state, locationId)
    .filter((row) => isWanted(state, query, row))
    .sort((a, b) => b.lastMessageDate - a.lastMessageDate);
  const isUsual = query.sort !== 'asc' && (query.sortBy ?? 'last_message_date') === 'last_message_date';
  const after = isUsual ? number(query.startAfterDate, Number.MAX_SAFE_INTEGER) : Number.MAX_SAFE_INTEGER;
  const rest = found.filter(({ lastMessageDate }) => lastMessageDate < after);
  if (query.sort === 'asc') rest.reverse();
  return { conversations: rest.slice(0, limit).map((row) => inSearch(state, row)), total: found.length };
}

const MADE = ['id', 'contactId', 'locationId', 'deleted', 'assignedTo'];

/** @throws Refusal 400 with the id of the contact's conversation, where it has one already. */
function create({ state, body, locationId }: Call): JsonObject {
  const contact = state.contacts.get(text(body.contactId));
  if (contact?.locationId !== locationId) throw notFound('Contact', text(body.contactId) ?? '');
  const before = state.conversations.find(({ contactId }) => contactId === contact.id);
  if (before) {
    const said = `Conversation with the contact id:${contact.id} already exists!`;
    throw refusal(400, said, { conversationId: before.id });
  }
  const row = conversationWith(state, contact);
  return { success: true, conversation: { ...pick(row, MADE), ...datesOf(row) } };
}

function update(call: Call): JsonObject {
  const row = conversationOf(call);
  const { unreadCount, starred } = call.body;
  const changes = {
    ...(typeof unreadCount === 'number' && { unreadCount }),
    ...(typeof starred === 'boolean' && { starred }),
  };
  return { success: true, conversation: updated(call.state.conversations.update(row.id, changes) ?? row) };
}

function remove(call: Call): JsonObject {
  removeConversation(call.state, conversationOf(call));
  return { success: true };
}

export const conversations: Routes = {
  'GET /conversations/search': { handle: search },
  'POST /conversations/': { handle: create, status: 201 },
  'GET /conversations/{conversationId}': { handle: (call) => alone(conversationOf(call)) },
  'PUT /conversations/{conversationId}': { handle: update },
  'DELETE /conversations/{conversationId}': { handle: remove },
};
