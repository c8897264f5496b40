/** Input fields of conversations and messages, and the ids that steps about them need. */
import { omit, pick, pickBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isExchange, MESSAGE_TYPES, type MessageType } from '../records/message-type';
import { toEpochMs } from './dates';
import { choicesOf } from './dropdowns';
import {
  ADVANCED,
  choice,
  type Dropdown,
  date,
  type Field,
  inGroup,
  list,
  number,
  text,
  toChoices,
} from './field';
import { chosenOrMapped, contactId, idField, optional } from './ids';

/** The conversation that a step is about. */
export const conversationId = (): Field => idField('conversationId', 'Conversation', 'conversations');

/** A message, or a call; some endpoints call its id just `id`. */
export const messageId = (key: 'id' | 'messageId', kind: 'messages' | 'calls' = 'messages'): Field =>
  idField(key, kind === 'calls' ? 'Call' : 'Message', kind, {
    ...chosenOrMapped(`one of the latest ${kind}`, 'the message ID'),
  });

/** An email: its id is another than the one of the message that it came as. */
export const emailId = (key: 'id' | 'emailMessageId'): Field =>
  idField(key, 'Email', 'emails', chosenOrMapped('one of the latest emails', 'the email ID'));

/** The kinds of message that a conversation can be read by. */
const READABLE: MessageType[] = [
  'TYPE_SMS',
  'TYPE_EMAIL',
  'TYPE_CALL',
  'TYPE_WHATSAPP',
  'TYPE_FACEBOOK',
  'TYPE_INSTAGRAM',
  'TYPE_LIVE_CHAT',
  'TYPE_RCS',
  'TYPE_GMB',
  'TYPE_TIKTOK',
  'TYPE_FORM_SUBMISSION',
  'TYPE_INTERNAL_COMMENTS',
  'TYPE_ACTIVITY_APPOINTMENT',
  'TYPE_ACTIVITY_CONTACT',
  'TYPE_ACTIVITY_INVOICE',
  'TYPE_ACTIVITY_PAYMENT',
  'TYPE_ACTIVITY_OPPORTUNITY',
  'TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG',
  'TYPE_ACTIVITY_WHATSAPP',
];

/** Which kinds of message to read. */
export const messageTypes = (): Field =>
  list('type', 'Message Types', {
    commaSeparated: true,
    choices: pick(MESSAGE_TYPES, READABLE),
    helpText: 'Leave it empty for all.',
  });

/** By which channel the contact wrote or called; nothing is sent. */
export const contactChannel = (helpText: string): Field =>
  choice(
    'lastMessageType',
    'Channel',
    pickBy(MESSAGE_TYPES, (_name, code) => isExchange(code)),
    { helpText, notSent: 'HighLevel looks for the type of the last message alone.' },
  );

/** Kinds that a search of conversations does not take: it has another code for comments. */
const NO_LAST_MESSAGE: MessageType[] = ['TYPE_INTERNAL_COMMENTS', 'TYPE_NO_SHOW'];

/** The team, and nobody. */
async function usersOrNobody(z: ZObject, bundle: Bundle) {
  const { results, ...more } = await choicesOf('users').perform(z, bundle);
  return { results: [{ id: 'unassigned', label: 'Nobody' }, ...results], ...more };
}

const people = (
  key: string,
  label: string,
  helpText: string,
  choices: Dropdown = choicesOf('users'),
): Field => list(key, label, { helpText, commaSeparated: true, choices });

/** The parts of a search of conversations. */
export const CONVERSATION_GROUPS = { last: 'Last Message', ...ADVANCED };
type Group = keyof typeof CONVERSATION_GROUPS;

/** What conversations are searched by. */
export const conversationFilters = (): Field[] => [
  text('query', 'Search Text', 'Only conversations that have this text in them.'),
  optional(contactId(), 'Only conversations with this contact.'),
  people('assignedTo', 'Assigned To', 'Only conversations that are assigned to these users.', {
    perform: (z, bundle) => usersOrNobody(z, bundle),
  }),
  people('followers', 'Followers', 'Only conversations that these users follow.'),
  people('mentions', 'Mentioned Users', 'Only conversations in which these users are mentioned.'),
  choice('status', 'Status', {
    all: 'All',
    read: 'Read',
    unread: 'Unread',
    starred: 'Starred',
    recents: 'Recent',
  }),
  date('startDate', 'Started After', { send: toEpochMs }),
  date('endDate', 'Started Before', { send: toEpochMs }),
  ...inGroup<Group>('last', [
    choice('lastMessageType', 'Last Message Type', {
      perform: async () => ({ results: toChoices(omit(MESSAGE_TYPES, NO_LAST_MESSAGE)) }),
    }),
    choice('lastMessageDirection', 'Last Message Direction', {
      inbound: 'From the Contact',
      outbound: 'To the Contact',
    }),
    choice(
      'lastMessageAction',
      'Last Message Sent By',
      { manual: 'A Person', automated: 'An Automation' },
      'Who sent the last message to the contact.',
    ),
  ]),
  ...inGroup<Group>('advanced', [
    text(
      'scoreProfile',
      'Score Profile',
      'The ID of a score profile; its score is compared with the two values below.',
    ),
    number('scoreProfileMin', 'Lowest Score'),
    number('scoreProfileMax', 'Highest Score'),
  ]),
];
