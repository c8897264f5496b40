/** Conversations in which a contact waits for an answer. */
import { pick } from 'lodash';
import { contactChannel } from '../fields/conversation';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../fields/dates';
import { choice, wholeNumber, yesNo } from '../fields/field';
import { user } from '../fields/ids';
import { within } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { requireItems } from '../highlevel/paging';
import { momentOf } from '../operations/poll-lists';
import { waitingReach } from '../operations/poll-reach';
import type { List, TriggerSpec } from '../operations/trigger-spec';
import { conversations } from '../reads/conversations';
import { waitingConversation } from '../records/conversation';
import { toIsoMoment, toMs } from '../records/record';
import { MOST_LOOKED_UP, MOST_WAITING_MS, SILENCE_MS, waitsOf } from './conversation-waits';

const MOST_MINUTES = MOST_WAITING_MS / MINUTE_MS;
const ALL_MEANT = 'Conversations with all contacts are meant.';
const MADE = 'The request is made for what is waited for.';
const ORDER = 'Those with the latest message first: the pages go on in this order alone.';

/** The rows of a list, each with what was asked for: no description says that a row tells its direction. */
const rowsIn = (answer: Raw, { lastMessageDirection }: Input): Raw[] =>
  requireItems(answer, 'conversations').map((row) => ({ ...row, lastMessageDirection }));

/** The lists of conversations whose last message is no answer. */
const lists = (input: Input, countsAutomatic: boolean): List[] => [
  { name: 'inbound', input: { ...input, lastMessageDirection: 'inbound' } },
  { name: 'comments', input: { ...input, lastMessageType: 'TYPE_INTERNAL_COMMENT' } },
  ...(countsAutomatic
    ? []
    : [
        {
          name: 'automated',
          input: { ...input, lastMessageDirection: 'outbound', lastMessageAction: 'automated' },
        },
      ]),
];

export const conversationWaitingTriggers: TriggerSpec[] = [
  {
    ...conversations,
    items: rowsIn,
    record: waitingConversation,
    key: 'conversation_waiting_for_reply',
    label: 'Conversation Waiting for Reply',
    description: 'Triggers when a customer has waited for an answer for a number of minutes.',
    fires: 'list',
    isShared: true,
    fields: [
      wholeNumber('minutes', 'Minutes', {
        required: true,
        default: '30',
        helpText: `At most ${MOST_MINUTES.toLocaleString('en-US')}, which are ${MOST_WAITING_MS / DAY_MS} days.`,
        notSent: 'The messages’ times are compared with it.',
        send: within(1, MOST_MINUTES),
      }),
      contactChannel('Only where the contact began to wait with a message or call of this kind.'),
      user('assignedTo', 'Assigned To', 'Only conversations that are assigned to this user.'),
      choice('status', 'Status', { unread: 'Unread', all: 'All' }, 'Leave it empty for all.'),
      yesNo('countAutomatic', 'Count Automatic Replies as an Answer', {
        default: 'no',
        helpText: 'What workflows, campaigns and bulk actions send.',
        notSent: 'It says which conversations are listed.',
      }),
    ],
    notOffered: {
      contactId: ALL_MEANT,
      endDate: ALL_MEANT,
      followers: ALL_MEANT,
      id: ALL_MEANT,
      lastMessageAction: MADE,
      lastMessageDirection: MADE,
      lastMessageType: 'Channel is about the message with which the contact began to wait.',
      mentions: ALL_MEANT,
      query: ALL_MEANT,
      scoreProfile: ALL_MEANT,
      scoreProfileMax: ALL_MEANT,
      scoreProfileMin: ALL_MEANT,
      sort: ORDER,
      sortBy: ORDER,
      sortScoreProfile: ORDER,
      startDate: ALL_MEANT,
    },
    limits: [
      `The minutes begin with the first message after the last answer; a message after ${SILENCE_MS / HOUR_MS} hours of silence begins another wait.`,
      'A call that was answered is an answer; a reply outside HighLevel is not seen.',
      waitingReach('conversations'),
      `${MOST_LOOKED_UP.poll} conversations are looked up at each poll: more come with the next ones.`,
      `When the Zap is turned on, ${MOST_LOOKED_UP['turn on']} are looked up: others who had waited for long may fire once.`,
    ].join(' '),
    event({ minutes, lastMessageType, countAutomatic, ...values }, run) {
      const waiting = { ms: Number(minutes) * MINUTE_MS, countsAutomatic: countAutomatic === true };
      // When it is due; for a row that was not looked up, the latest that it may be.
      const due = ({ lastMessageDate, firstMessageDate = lastMessageDate }: Raw) => {
        const at = toMs(firstMessageDate);
        return at === undefined ? undefined : at + waiting.ms;
      };
      return {
        lists: lists(pick(values, ['assignedTo', 'status']), waiting.countsAutomatic),
        sortedBy: 'lastMessageDate',
        // A sample shows those that wait for less, too.
        ...(momentOf(run.bundle) === 'sample' ? { since: ['firstMessageDate'] } : { comesTrue: due }),
        isSo: ({ firstMessageType }) => lastMessageType === undefined || firstMessageType === lastMessageType,
        revision: ({ firstMessageDate }) => ({ once: `${toIsoMoment(firstMessageDate)} ${minutes}` }),
        expand: (rows, moment) => waitsOf(rows, waiting, moment, run),
      };
    },
  },
];
