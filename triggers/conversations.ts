import {
  conversationFilters,
  conversationId,
  emailId,
  messageId,
  messageTypes,
} from '../fields/conversation';
import type { Input } from '../highlevel/compose';
import { requireBareRecord } from '../highlevel/content';
import { lookForFile, lookForJson } from '../highlevel/files';
import { BARE_LIST, isRecord, type Raw } from '../highlevel/json';
import { byLastMessageDate, byLastMessageId, requireItems } from '../highlevel/paging';
import { NEW } from '../operations/revision';
import type { TriggerSpec } from '../operations/spec';
import { conversation } from '../records/conversation';
import { emailMessage } from '../records/email-message';
import { message } from '../records/message';
import { messageRecording, messageTranscription, transcriptionFile } from '../records/message-files';

const ORDER = 'The newest messages first: the pages go on in this order alone.';

export const conversationTriggers: TriggerSpec[] = [
  {
    key: 'search_conversations',
    label: 'Search Conversations',
    description:
      'Triggers when a conversation that matches your filters begins or, if you choose so, gets a message.',
    endpoint: 'GET /conversations/search',
    fires: 'list',
    fields: conversationFilters(),
    notOffered: {
      id: 'Get Conversation watches one conversation.',
      sort: ORDER,
      sortBy: ORDER,
      sortScoreProfile: ORDER,
    },
    items: 'conversations',
    paging: byLastMessageDate,
    sortedBy: 'lastMessageDate',
    changes: {
      message: {
        label: 'New Conversation or New Message',
        revision: ({ lastMessageDate }) => String(lastMessageDate ?? NEW),
        time: 'lastMessageDate',
      },
    },
    record: conversation,
  },
  {
    key: 'get_conversation',
    label: 'Get Conversation',
    description: 'Triggers when one conversation changes.',
    endpoint: 'GET /conversations/{conversationId}',
    fires: 'watch',
    fields: [conversationId()],
    answer: bareOr('conversation'),
    record: conversation,
  },
  {
    key: 'get_messages_by_conversation',
    label: 'Get Messages by Conversation',
    description: 'Triggers when a conversation gets a message or, if you choose so, when one changes.',
    endpoint: 'GET /conversations/{conversationId}/messages',
    fires: 'list',
    fields: [conversationId(), messageTypes()],
    items: messagesIn,
    paging: byLastMessageId,
    record: message,
  },
  {
    key: 'get_message',
    label: 'Get Message by ID',
    description: 'Triggers when one message changes, such as when it is delivered or read.',
    endpoint: 'GET /conversations/messages/{id}',
    fires: 'watch',
    fields: [messageId('id')],
    answer: bareOr('message'),
    record: message,
  },
  {
    key: 'get_email',
    label: 'Get Email by ID',
    description: 'Triggers when one email changes, such as when it is opened.',
    endpoint: 'GET /conversations/messages/email/{id}',
    fires: 'watch',
    fields: [emailId('id', true)],
    answer: bareOr('emailMessage'),
    record: emailMessage,
  },
  {
    key: 'get_message_recording',
    label: 'Get Message Recording',
    description: 'Triggers when the recording of a call is available.',
    endpoint: 'GET /conversations/messages/{messageId}/locations/{locationId}/recording',
    fires: 'watch',
    fields: [messageId('messageId', 'calls')],
    request: lookForFile,
    answer: fileFound,
    record: messageRecording,
  },
  {
    key: 'get_message_transcription',
    label: 'Get Message Transcription',
    description: 'Triggers when the transcription of a call is available.',
    endpoint: 'GET /conversations/locations/{locationId}/messages/{messageId}/transcription',
    fires: 'watch',
    fields: [messageId('messageId', 'calls')],
    request: lookForJson,
    answer: transcriptionFound,
    record: messageTranscription,
  },
  {
    key: 'download_transcription',
    label: 'Download Transcription',
    description: 'Triggers when the transcription of a call is available, and gives it as a text file.',
    endpoint: 'GET /conversations/locations/{locationId}/messages/{messageId}/transcription/download',
    fires: 'watch',
    fields: [messageId('messageId', 'calls')],
    request: lookForFile,
    answer: fileFound,
    record: transcriptionFile,
  },
];

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
