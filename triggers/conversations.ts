import {
  CONVERSATION_GROUPS,
  conversationFilters,
  conversationId,
  emailId,
  messageId,
  messageTypes,
} from '../fields/conversation';
import { alsoSaying } from '../fields/field';
import { NEW } from '../operations/revision';
import type { TriggerSpec } from '../operations/trigger-spec';
import {
  conversationMessages,
  conversations,
  oneConversation,
  oneEmail,
  oneMessage,
  recording,
  transcription,
  transcriptionText,
} from '../reads/conversations';
import { emailIdsOf } from '../records/message';

const ORDER = 'The newest messages first: the pages go on in this order alone.';

export const conversationTriggers: TriggerSpec[] = [
  {
    ...conversations,
    key: 'search_conversations',
    label: 'Search Conversations',
    description:
      'Triggers when a conversation that matches your filters begins or, if you choose so, gets a message.',
    fires: 'list',
    fields: conversationFilters(),
    groups: CONVERSATION_GROUPS,
    notOffered: {
      id: 'Get Conversation watches one conversation.',
      sort: ORDER,
      sortBy: ORDER,
      sortScoreProfile: ORDER,
    },
    limits:
      'An old conversation never fires as new, nor one of which HighLevel does not tell when it was added. Of more than 100 whose last messages are of the very same millisecond, 100 are seen.',
    changes: {
      message: {
        label: 'New Conversation or New Message',
        revision: ({ lastMessageDate }) => ({ once: String(lastMessageDate ?? NEW) }),
        time: 'lastMessageDate',
      },
    },
  },
  {
    ...oneConversation,
    key: 'get_conversation',
    label: 'Get Conversation',
    description: 'Triggers when one conversation changes.',
    fires: 'watch',
    fields: [conversationId()],
  },
  {
    ...conversationMessages,
    key: 'get_messages_by_conversation',
    label: 'Get Messages by Conversation',
    description: 'Triggers when a conversation gets a message or, if you choose so, when one changes.',
    fires: 'list',
    fields: [conversationId(), messageTypes()],
    // An email thread is one row that grows (two sources, 2026).
    parts: { of: emailIdsOf, as: (row, email) => ({ ...row, emailMessageIds: [email] }) },
  },
  {
    ...oneMessage,
    key: 'get_message',
    label: 'Get Message by ID',
    description: 'Triggers when one message changes, such as when it is delivered or read.',
    fires: 'watch',
    fields: [
      alsoSaying(messageId('id'), 'An email that was just sent may be found by Get Email by ID alone.'),
    ],
  },
  {
    ...oneEmail,
    key: 'get_email',
    label: 'Get Email by ID',
    description: 'Triggers when one email changes, such as when it is opened.',
    fires: 'watch',
    fields: [emailId('id')],
  },
  {
    ...recording,
    key: 'get_message_recording',
    label: 'Get Message Recording',
    description: 'Triggers when the recording of a call is available.',
    fires: 'watch',
    fields: [messageId('messageId', 'calls')],
  },
  {
    ...transcription,
    key: 'get_message_transcription',
    label: 'Get Message Transcription',
    description: 'Triggers when the transcription of a call is available.',
    fires: 'watch',
    fields: [messageId('messageId', 'calls')],
  },
  {
    ...transcriptionText,
    key: 'download_transcription',
    label: 'Download Transcription',
    description: 'Triggers when the transcription of a call is available, and gives it as a text file.',
    fires: 'watch',
    fields: [messageId('messageId', 'calls')],
  },
];
