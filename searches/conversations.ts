import { omit } from 'lodash';
import { howMany, nameOrId, PAGES_TO_COMPARE } from '../fields/compared';
import { conversationFilters, conversationId, emailId, messageId } from '../fields/conversation';
import { toMoment } from '../fields/dates';
import { choice, date, type Field, yesNo } from '../fields/field';
import { contactId, optional } from '../fields/ids';
import type { Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import type { Raw } from '../highlevel/json';
import { byIdOrWords, byValue, type Match, NO_MATCH, WHOLE } from '../operations/matching';
import { type Finding, finding, opening, type SearchSpec } from '../operations/search-spec';
import {
  conversationMessages,
  conversations,
  latestEmail,
  messages,
  oneEmail,
  oneMessage,
  recording,
  templates,
  transcriptionWithFile,
} from '../reads/conversations';
import { isActivity, threadOf } from '../records/message';
import { toMs } from '../records/record';

/** What a conversation is looked for by, in the order of the form. */
const SEARCHED_BY = ['contactId', 'query', 'status', 'assignedTo', 'lastMessageDirection', 'lastMessageType'];

const searchedBy = (): Field[] => {
  const filters = conversationFilters().map((field) => omit(field, 'group'));
  return SEARCHED_BY.flatMap((name) => filters.filter(({ key }) => key === name));
};

const FILTERED = 'Search Conversations filters by it, as a trigger.';
const ORDER = 'The latest messages come first.';

/** The channels by which the messages of a sub-account are listed, and the types of their messages. */
const CHANNELS: { [channel: string]: { label: string; type: string } } = {
  SMS: { label: 'SMS', type: 'TYPE_SMS' },
  Email: { label: 'Email', type: 'TYPE_EMAIL' },
  Call: { label: 'Call', type: 'TYPE_CALL' },
  WhatsApp: { label: 'WhatsApp', type: 'TYPE_WHATSAPP' },
  Instagram: { label: 'Instagram', type: 'TYPE_INSTAGRAM' },
  Facebook: { label: 'Facebook', type: 'TYPE_FACEBOOK' },
};

/** How many messages are given where all are. */
const MESSAGES = { usual: 20, most: 100 };
/** The pages of messages that are read, where not all of them are meant. */
const PAGES_OF_MESSAGES = 10;

/** How long a message was added after a moment, in milliseconds; less than 0 before it. */
const timeSince = (moment: unknown, { dateAdded }: Raw): number =>
  Number(toMs(dateAdded)) - Date.parse(String(moment));

const bySince: Match = (moment, row) => (timeSince(moment, row) >= 0 ? WHOLE : NO_MATCH);

/** Messages as they come, the latest first: those that people wrote, unless all are wanted. */
const amongMessages: Finding = {
  match: {
    contactId: byValue('contactId'),
    conversationId: byValue('conversationId'),
    direction: byValue('direction'),
    startDate: bySince,
  },
  pick: (rows, { includeActivity }) =>
    includeActivity === true ? rows : rows.filter((row) => !isActivity(row)),
  upTo: ({ most = MESSAGES.usual }) => Number(most),
  isLast: (row, { startDate }) => timeSince(startDate, row) < 0,
  pages: PAGES_OF_MESSAGES,
};

const typeOf = ({ channel }: Input): string | undefined => CHANNELS[String(channel)]?.type;

export const conversationSearches: SearchSpec[] = [
  {
    ...conversations,
    key: 'find_conversation',
    label: 'Find Conversation',
    description: 'Finds a conversation by contact, text, status, assignee or ID.',
    fields: [
      optional(conversationId(), {
        helpText: 'Choose a conversation, or map the conversation ID of an earlier step.',
        label: 'Conversation ID',
        notSent:
          'It is sent as “id”: the endpoint of one conversation tells neither who it is with nor its dates.',
      }),
      ...searchedBy(),
    ],
    notOffered: {
      id: 'It is the Conversation ID.',
      followers: FILTERED,
      mentions: FILTERED,
      lastMessageAction: FILTERED,
      startDate: FILTERED,
      endDate: FILTERED,
      scoreProfile: FILTERED,
      scoreProfileMin: FILTERED,
      scoreProfileMax: FILTERED,
      sort: ORDER,
      sortBy: ORDER,
      sortScoreProfile: ORDER,
    },
    input: ({ conversationId: id, ...values }) => ({ ...values, id }),
  },
  {
    ...messages,
    key: 'find_messages',
    label: 'Find Messages',
    description:
      'Finds the messages of a contact or a conversation, by channel and direction if you like, the latest first.',
    needs: ['id', 'contactId', 'conversationId'],
    most: MESSAGES.most,
    fields: [
      optional(messageId('id'), {
        helpText: 'Choose one of the latest messages, or map the message ID of an earlier step.',
        label: 'Message ID',
      }),
      optional(contactId(), 'Only messages with this contact.'),
      optional(conversationId(), 'Only messages of this conversation, emails and activities among them.'),
      choice(
        'channel',
        'Channel',
        Object.fromEntries(Object.entries(CHANNELS).map(([key, { label }]) => [key, label])),
        'Choose Email to find the emails of a contact: without a conversation or a channel they are left out.',
      ),
      choice(
        'direction',
        'Direction',
        { inbound: 'From the Contact', outbound: 'To the Contact' },
        {
          helpText: `Looked for among the latest ${PAGES_OF_MESSAGES * messages.paging.size.max} messages.`,
          notSent: 'HighLevel does not look for it.',
        },
      ),
      date('startDate', 'Since', { helpText: 'Only messages from then on.', send: toMoment }),
      yesNo('includeActivity', 'Include Activities', {
        default: 'no',
        helpText: 'Yes gives what HighLevel notes itself too, such as that an appointment was booked.',
        notSent: 'HighLevel gives them among the messages.',
      }),
      howMany(MESSAGES),
    ],
    notOffered: { endDate: ORDER, sortBy: ORDER, sortOrder: ORDER },
    ...amongMessages,
    ways: [
      opening(oneMessage, ['id'], { match: amongMessages.match ?? {} }),
      {
        ...conversationMessages,
        ...amongMessages,
        by: ['conversationId'],
        notOffered: { type: 'It follows from the channel.' },
        input: ({ conversationId: id, ...values }) => ({ conversationId: id, type: typeOf(values) }),
      },
    ],
    input: ({ contactId: contact, channel, startDate }) => ({ contactId: contact, channel, startDate }),
    overview: {
      fields: [{ key: 'thread', label: 'All as One Text', type: 'string' }],
      of: (records) => ({ thread: threadOf(records) }),
    },
  },
  {
    ...finding(oneEmail),
    key: 'find_email',
    label: 'Find Email',
    description: 'Finds an email with its whole text and attachments, by its ID or by its thread.',
    most: 1,
    fields: [
      optional(emailId('id'), {
        helpText: 'Choose one of the latest emails, or map the email ID of an earlier step.',
        label: 'Email ID',
      }),
      optional(messageId('messageId'), {
        helpText:
          'Choose one of the latest messages, or map the message ID of an earlier step: finds the latest email of its thread.',
        label: 'Message ID',
        notSent: 'It leads to the email by one more request.',
      }),
    ],
    ways: [
      opening(latestEmail, ['messageId'], {
        alone: true,
        notOffered: { id: 'It is the Message ID.' },
        input: ({ messageId: id }) => ({ id }),
      }),
    ],
  },
  {
    ...finding(recording),
    key: 'find_call_recording',
    label: 'Find Call Recording',
    description: 'Finds the recording of a call and gives it as a file.',
    most: 1,
    fields: [messageId('messageId', 'calls')],
  },
  {
    ...finding(transcriptionWithFile),
    key: 'find_call_transcription',
    label: 'Find Call Transcription',
    description: 'Finds the transcription of a call, as text, as sentences and as a file.',
    most: 1,
    fields: [messageId('messageId', 'calls')],
  },
  {
    ...templates,
    key: 'find_template',
    label: 'Find Message Template',
    description: 'Finds an SMS, email or WhatsApp template by name.',
    fields: [
      nameOrId(),
      choice(
        'type',
        'Kind',
        { sms: 'SMS', email: 'Email', whatsapp: 'WhatsApp' },
        'Only templates of this kind.',
      ),
    ],
    notOffered: {
      originId: "It is the location's ID.",
      deleted: 'A deleted template can’t be sent.',
    },
    match: { name: byIdOrWords('name') },
    pages: PAGES_TO_COMPARE,
    input: ({ type }, { bundle }) => ({ type, originId: locationOf(bundle) }),
  },
];
