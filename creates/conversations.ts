import { omit } from 'lodash';
import { conversationId, emailId, messageId } from '../fields/conversation';
import { choice, type Field, list, text, yesNo } from '../fields/field';
import { contactId } from '../fields/ids';
import {
  INBOUND_GROUPS,
  inboundChannel,
  inboundFields,
  needsProvider,
  notOfInboundChannel,
} from '../fields/inbound-message';
import { CHANNELS, channel, MESSAGE_GROUPS, messageFields, notOfChannel } from '../fields/message';
import { joinWords, toList, toNames } from '../fields/values';
import type { Input } from '../highlevel/compose';
import { uploaded } from '../operations/attached-files';
import { orExisting } from '../operations/existing';
import { nest } from '../operations/input';
import type { CreateSpec, Run } from '../operations/spec';
import { oneConversation } from '../reads/conversations';
import { changedConversation, madeConversation } from '../records/conversation';
import { addedMessage, sentMessage, updatedMessageStatus } from '../records/message';
import { done, orSent } from '../records/outcomes';
import { rawOf, recordAndNewness } from '../records/record';

const UNUSED = 'The description requires it; an outbound message has no use for it.';

const error = (key: string, label: string): Field =>
  text(`error__${key}`, `Error ${label}`, 'Only with the status Failed; fill in all three.');

export const conversationCreates: CreateSpec[] = [
  {
    key: 'send_message',
    label: 'Send Message',
    description:
      'Sends a message to a contact, now or later. It may still fail after this step has succeeded: the status of the message tells.',
    endpoint: 'POST /conversations/messages',
    fields: [channel(), contactId(), ...messageFields()],
    groups: MESSAGE_GROUPS,
    notOffered: {
      subType: UNUSED,
      status: UNUSED,
      forward__sourceContactId: 'HighLevel finds it by the message.',
      forward__sourceConversationId: 'HighLevel finds it by the message.',
      forward__recipientConversationId: 'A contact has one conversation, and the contact is asked for.',
    },
    input: messageInput,
    answer: (answer) => answer,
    record: sentMessage,
  },
  {
    key: 'add_inbound_message',
    label: 'Add Inbound Message',
    noun: 'Inbound Message',
    description:
      'Adds a message that came in elsewhere to the conversation with its contact. It may not start workflows that begin with a reply of the customer.',
    endpoint: 'POST /conversations/messages/inbound',
    fields: [inboundChannel(), contactId(), ...inboundFields()],
    groups: INBOUND_GROUPS,
    notOffered: { direction: 'It came in.' },
    input: inboundInput,
    answer: (answer, values) => orSent(answer, values, ['contactId']),
    record: addedMessage,
  },
  {
    key: 'update_message_status',
    label: 'Update Message Status',
    description: 'Updates the status of a message, or says why it failed.',
    endpoint: 'PUT /conversations/messages/{messageId}/status',
    fields: [
      messageId('messageId'),
      choice(
        'status',
        'Status',
        { delivered: 'Delivered', failed: 'Failed', pending: 'Pending', read: 'Read' },
        { required: true },
      ),
      error('code', 'Code'),
      error('type', 'Type'),
      error('message', 'Message'),
      { ...emailId('emailMessageId'), required: false },
      list('recipients', 'Further Recipients', {
        helpText: 'The other addresses of an email whose delivery this is about.',
        send: toNames,
      }),
    ],
    input: statusInput,
    answer: (answer, { messageId: id, status }) => ({ messageId: id, status, ...answer }),
    record: updatedMessageStatus,
  },
  {
    key: 'create_conversation',
    label: 'Create Conversation',
    description:
      'Creates the conversation with a contact. A contact has one at most: one that is there already is given as it is.',
    endpoint: 'POST /conversations/',
    fields: [contactId()],
    request: orExisting((id, ask) => ask(oneConversation.endpoint, { conversationId: id }), 'always'),
    answer: recordAndNewness('conversation'),
    record: madeConversation,
  },
  {
    key: 'update_conversation',
    label: 'Update Conversation',
    description: 'Marks a conversation as read or unread, and adds its star or takes it away.',
    endpoint: 'PUT /conversations/{conversationId}',
    fields: [
      conversationId(),
      { ...choice('unreadCount', 'Read or Unread', { 0: 'Read', 1: 'Unread' }), type: 'integer' },
      yesNo('starred', 'Starred'),
    ],
    notOffered: { feedback: 'It is positive or negative, and the description does not say of what.' },
    input: (values, run) => {
      if (values.unreadCount === undefined && values.starred === undefined) {
        throw run.needs('unreadCount', 'starred');
      }
      return values;
    },
    answer: ({ conversation }, values) => orSent(rawOf(conversation), values, ['unreadCount']),
    record: changedConversation,
  },
  {
    key: 'agent_typing_indicator',
    label: 'Agent Typing Indicator',
    noun: 'Typing Indicator',
    description: 'Shows the visitor of a live chat that somebody is typing, or stops showing it.',
    endpoint: 'POST /conversations/providers/live-chat/typing',
    fields: [
      conversationId(),
      text('visitorId', 'Visitor', {
        required: true,
        helpText: "Map the live chat visitor's ID from an earlier step.",
      }),
      choice('isTyping', 'Is Typing', { true: 'Yes', false: 'No' }, { required: true, default: 'true' }),
    ],
    answer: ({ success }, { conversationId: id, visitorId, isTyping }) => ({
      id,
      conversationId: id,
      visitorId,
      isTyping: isTyping === 'true',
      success: success !== false,
    }),
    record: done(
      'Conversation',
      { conversationId: 'Conversation', visitorId: 'Visitor' },
      [{ key: 'isTyping', label: 'Is Typing', type: 'boolean' }],
      { isTyping: true },
    ),
  },
];

/** A message must have one of these. */
const CONTENT = ['message', 'html', 'attachments', 'files', 'templateId', 'forward__isForwarded'];

/** What was filled in, without values that are left over from another channel. */
async function messageInput(values: Input, run: Run): Promise<Input> {
  const filled: Input = omit(values, notOfChannel(values.type));
  if (!CONTENT.some((key) => filled[key])) {
    const name = Object.entries(CHANNELS).find(([key]) => key === values.type)?.[1];
    throw run.refuse(`The ${name} message is empty: fill in its text, attachments, or a template.`);
  }
  return withUploads(filled, run);
}

/** The same for a message that came in. */
async function inboundInput(values: Input, run: Run): Promise<Input> {
  const filled: Input = omit(values, notOfInboundChannel(values.type));
  if (needsProvider(values.type) && filled.conversationProviderId === undefined) {
    throw run.needs('conversationProviderId');
  }
  if (values.type !== 'Call' && !CONTENT.some((key) => filled[key])) {
    throw run.refuse('The message is empty: fill in its text, or attachments.');
  }
  return withUploads({ ...filled, direction: 'inbound' }, run);
}

/** What is sent of a message: its files of earlier steps are uploaded, and sent as attachments. */
async function withUploads({ files, ...sent }: Input, run: Run): Promise<Input> {
  if (files === undefined) return nest(sent);
  const urls = await uploaded(files, sent.contactId, run);
  return nest({ ...sent, attachments: [...toList(sent.attachments), ...urls] });
}

/** HighLevel wants all three parts of an error, or none. */
function statusInput(values: Input, run: Run): Input {
  const parts = ['error__code', 'error__type', 'error__message'];
  const told = parts.filter((key) => values[key] !== undefined);
  if (told.length && told.length < parts.length) {
    throw run.refuse(`An error needs all of ${joinWords(parts.map(run.label), 'and')}.`);
  }
  return nest(values);
}
