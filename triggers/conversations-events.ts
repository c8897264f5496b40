/** What happens in conversations: calls and messages, whoever they are with. */
import { pickBy } from 'lodash';
import { contactChannel, conversationId } from '../fields/conversation';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../fields/dates';
import { choice, list, wholeNumber } from '../fields/field';
import { contactId, optional, user } from '../fields/ids';
import { toNames } from '../fields/values';
import type { Raw } from '../highlevel/json';
import { NEWS_DAYS, NEWS_MS } from '../operations/news';
import { momentOf } from '../operations/poll-lists';
import { askedReach, sortedReach } from '../operations/poll-reach';
import { NEW } from '../operations/revision';
import type { Run } from '../operations/spec';
import type { Moment, TriggerSpec } from '../operations/trigger-spec';
import { messages } from '../reads/conversations';
import { allEmailsOf, emailsSince, MOST_EMAILS } from '../reads/email-threads';
import { call, isVoicemailDrop, OUTCOMES, outcomeOf, stageOf } from '../records/call';
import { begunConversation } from '../records/conversation';
import { newMessage, typeOf } from '../records/message';
import { isCall, isExchange, MESSAGE_TYPES } from '../records/message-type';
import { toMs } from '../records/record';
import { beginningsOf, MOST_LOOKED_UP } from './conversation-beginnings';

const DIRECTIONS = { inbound: 'From the Contact', outbound: 'To the Contact' };

/** Why a value is not sent by which rows are chosen here. */
const CHOSEN_HERE = 'HighLevel does not look for it.';

/** The latest messages first. */
const LATEST_FIRST = { sortBy: 'createdAt', sortOrder: 'desc' };
const ORDER = 'The latest messages are read first.';
const READ_BY_TIME = { endDate: ORDER, startDate: ORDER, sortBy: ORDER, sortOrder: ORDER };

/**
 * From when on messages are listed: a day before all that can be news, as nobody says in which time zone the date is
 * read. It stays the same for an hour.
 */
const since = (): string =>
  new Date(Math.floor((Date.now() - NEWS_MS - DAY_MS) / HOUR_MS) * HOUR_MS).toISOString();

/** So long after its beginning a call counts as ended of which HighLevel tells neither status nor length. */
const ENDED_MS = 15 * MINUTE_MS;

/** The same, where a thread of emails counts from its last one: it is one row that grows, and its change moves it. */
const LATEST_GROWN = { sort: { ...LATEST_FIRST, sortBy: 'updatedAt' }, sortedBy: 'dateUpdated' };

/** The channels that messages can be listed by, calls aside. */
const CHANNELS = {
  SMS: 'SMS',
  Email: 'Email',
  WhatsApp: 'WhatsApp',
  Instagram: 'Instagram',
  Facebook: 'Facebook',
};

/** The threads whose last emails a sample shows. */
const SAMPLED_THREADS = 10;

/** The rows of threads as those of their emails. */
async function expandEmails(threads: Raw[], moment: Moment, run: Run): Promise<Raw[]> {
  if (moment === 'turn on') return allEmailsOf(threads);
  if (moment === 'sample') return emailsSince(threads.slice(0, SAMPLED_THREADS), 0, run, 1);
  return emailsSince(threads, Date.now() - NEWS_MS, run);
}

export const conversationEventTriggers: TriggerSpec[] = [
  {
    ...messages,
    record: call,
    key: 'new_call',
    label: 'New Call',
    description: 'Triggers when a call ended, answered or missed, in or out.',
    fires: 'list',
    fields: [
      choice('direction', 'Direction', DIRECTIONS, {
        helpText: 'Leave it empty for both.',
        notSent: CHOSEN_HERE,
      }),
      choice('callStatus', 'Outcome', OUTCOMES, {
        helpText:
          'Leave it empty for all. Missed are calls without an answer, and those that were busy, canceled or failed.',
        notSent: CHOSEN_HERE,
      }),
      wholeNumber('minimum', 'At Least … Seconds', {
        helpText: 'Only calls that took so many seconds.',
        notSent: CHOSEN_HERE,
      }),
      { ...user('userId', 'User', 'Only calls that this user made or took.'), notSent: CHOSEN_HERE },
    ],
    notOffered: {
      channel: 'It lists the calls.',
      contactId: 'Calls of all contacts are meant.',
      conversationId: 'As above.',
      ...READ_BY_TIME,
    },
    limits: [
      sortedReach('calls'),
      `A call that HighLevel shows as pending for ${NEWS_DAYS} days is not seen.`,
      `One without status and length fires ${ENDED_MS / MINUTE_MS} minutes after it began.`,
      'The numbers and the recording may come some minutes after the call: put a delay before the step that uses the recording.',
    ].join(' '),
    input: () => ({ channel: 'Call', startDate: since(), ...LATEST_FIRST }),
    event: ({ direction, callStatus, minimum, userId }) => ({
      isSo(made, raw) {
        const stage = stageOf(made);
        const isOver =
          stage === 'unknown' ? Number(toMs(made.dateAdded)) < Date.now() - ENDED_MS : stage === 'ended';
        return (
          isOver &&
          !isVoicemailDrop(raw) &&
          (direction === undefined || made.direction === direction) &&
          (callStatus === undefined || outcomeOf(made) === callStatus) &&
          (minimum === undefined || Number(made.callDuration ?? 0) >= Number(minimum)) &&
          (userId === undefined || made.userId === userId)
        );
      },
    }),
  },
  {
    ...messages,
    record: newMessage,
    key: 'new_message',
    label: 'New Message',
    description: 'Triggers when a message comes in or goes out, in any conversation.',
    fires: 'list',
    fields: [
      choice('channel', 'Channel', CHANNELS, {
        helpText: 'Leave it empty for all but email. Emails need a Zap of their own.',
      }),
      choice(
        'direction',
        'Direction',
        { ...DIRECTIONS, both: 'Both' },
        { default: 'inbound', notSent: CHOSEN_HERE },
      ),
      list('messageType', 'Message Types', {
        choices: pickBy(MESSAGE_TYPES, (_name, code) => isExchange(code) && !isCall(code)),
        helpText: 'Such as Live Chat or Review. Leave it empty for all of the channel.',
        notSent: CHOSEN_HERE,
        send: toNames,
      }),
      optional(contactId(), 'Only messages with this contact.'),
      optional(conversationId(), 'Only messages of this conversation.'),
    ],
    notOffered: READ_BY_TIME,
    limits: [
      sortedReach('messages, both directions and all kinds counted,'),
      `A scheduled message counts from when it was written: one written more than ${NEWS_DAYS} days before it is sent is not seen.`,
      askedReach('emails in longer threads', MOST_EMAILS),
      'Calls, internal comments and what HighLevel notes itself do not fire; calls have New Call.',
    ].join(' '),
    input: ({ direction: _direction, messageType: _types, ...sent }) =>
      sent.channel === 'Email' ? sent : { ...sent, startDate: since(), ...LATEST_FIRST },
    event({ channel, direction = 'inbound', messageType }, run) {
      const isTurnOn = momentOf(run.bundle) === 'turn on';
      const types = Array.isArray(messageType) ? messageType : [];
      return {
        isSo(made, raw) {
          const type = typeOf(raw);
          // When the Zap is turned on, nobody knows the direction of each email.
          const isAnyWay = direction === 'both' || (isTurnOn && channel === 'Email');
          return (
            isExchange(type) &&
            !isCall(type) &&
            made.status !== 'scheduled' &&
            (isAnyWay || made.direction === direction) &&
            (!types.length || types.includes(type))
          );
        },
        ...(channel === 'Email' && {
          since: ['dateUpdated'],
          ...LATEST_GROWN,
          revision: ({ emailMessageId }) => ({ once: String(emailMessageId ?? NEW) }),
          expand: (rows, moment) => expandEmails(rows, moment, run),
        }),
      };
    },
  },
  {
    ...messages,
    record: begunConversation,
    key: 'new_conversation',
    label: 'New Conversation',
    description: 'Triggers when a conversation begins.',
    fires: 'list',
    fields: [
      contactChannel('Only conversations that the contact begins so. Leave it empty for all.'),
      {
        ...user(
          'assignedTo',
          'Assigned To',
          'Only conversations that are assigned to this user when they begin.',
        ),
        notSent: 'It is sent where a conversation is looked up.',
      },
    ],
    notOffered: {
      channel: 'Emails are read by one request, and all others by another.',
      contactId: 'Conversations with all contacts are meant.',
      conversationId: 'As above.',
      ...READ_BY_TIME,
    },
    limits: [
      `It fires when a contact writes or calls, if nothing was said with them until ${NEWS_DAYS} days before.`,
      sortedReach('messages, both directions and all kinds counted,'),
      askedReach('conversations that this app does not know yet', MOST_LOOKED_UP),
    ].join(' '),
    input: () => ({}),
    event({ lastMessageType, assignedTo }, run) {
      const isOf = (type: string) => lastMessageType === undefined || lastMessageType === type;
      const emails = { name: 'emails', input: { channel: 'Email' }, ...LATEST_GROWN };
      const others = {
        name: 'others',
        input: { startDate: since() },
        sort: LATEST_FIRST,
        sortedBy: 'dateAdded',
      };
      return {
        lists: isOf('') ? [others, emails] : [isOf('TYPE_EMAIL') ? emails : others],
        since: ['firstMessageDate'],
        isSo: ({ firstMessageType }) => firstMessageType === undefined || isOf(String(firstMessageType)),
        expand: (rows, moment) =>
          beginningsOf(rows, moment, run, assignedTo === undefined ? undefined : String(assignedTo)),
      };
    },
  },
];
