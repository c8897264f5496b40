import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { textTo } from './steps';

const textToAnswer: ZapPlan = {
  name: 'HighLevel text → AI draft → approval → answer',
  trigger: {
    kind: 'poll',
    id: 'message',
    app: 'highlevel',
    trigger: 'new_message',
    input: { channel: 'SMS', direction: 'inbound' },
  },
  steps: [
    {
      id: 'messages',
      does: 'finds the last messages with the contact, as one text',
      kind: 'search',
      app: 'highlevel',
      search: 'find_messages',
      input: { contactId: '{{message.contactId}}', most: 20, results: 'all' },
      whenNothingFound: 'stop',
    },
    {
      id: 'ai',
      does: 'drafts the answer',
      kind: 'create',
      app: 'ai',
      create: 'analyze',
      input: {
        instructions:
          'Draft our answer to the last text of this customer, in two short sentences. Promise no price and no time.',
        text: '{{messages.thread}}',
      },
    },
    {
      id: 'approved',
      does: 'asks the team in Slack, where it can be changed; where it is declined, the Zap stops',
      kind: 'create',
      app: 'approval',
      create: 'request',
      input: { thread: '{{messages.thread}}', draft: '{{ai.draft}}', declined: 'Stop run' },
    },
    textTo('{{message.contactId}}', '{{approved.draft}}', 'sends the approved answer'),
    {
      id: 'read',
      does: 'marks the conversation as read',
      kind: 'create',
      app: 'highlevel',
      create: 'update_conversation',
      input: { conversationId: '{{message.conversationId}}', unreadCount: 0 },
    },
  ],
};

/** AI drafts what people approve, and HighLevel sends it. */
export const draftedAnswer: Job = {
  number: 5,
  title: 'AI drafts answers to texts, and people approve them before they are sent',
  zaps: [textToAnswer],
  settings: {},
  hints: [
    'In the AI step make one output field, “Draft”. In “Human in the Loop” choose Slack for the notification, and let reviewers edit.',
    'A customer who sends three texts in a row gets three drafts: decline those that are too much.',
    'The conversation is marked as read once the answer is sent, for everyone. Another text that came in meanwhile is read then too, and starts its own run.',
    'Emails need a Zap of their own: choose the channel Email in the trigger, and in the last step.',
  ],
};
