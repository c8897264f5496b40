import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { contactOf, taskFor, tellTeam } from './steps';

const waitingToAlarm: ZapPlan = {
  name: 'HighLevel conversation that waits → message to the team, then a task',
  trigger: {
    kind: 'poll',
    id: 'conversation',
    app: 'highlevel',
    trigger: 'conversation_waiting_for_reply',
    input: { minutes: 30 },
  },
  steps: [
    contactOf('{{conversation.contactId}}', 'finds who waits'),
    tellTeam('{{contact.name}} has waited for 30 minutes: {{conversation.lastMessageBody}}'),
    { id: 'later', does: 'waits for 30 minutes more', kind: 'delay', value: 30, unit: 'minutes' },
    {
      id: 'answer',
      does: 'looks for an answer since then',
      kind: 'search',
      app: 'highlevel',
      search: 'find_messages',
      input: {
        contactId: '{{contact.id}}',
        direction: 'outbound',
        startDate: '{{conversation.firstMessageDate}}',
      },
      whenNothingFound: 'go on',
    },
    {
      id: 'still',
      does: 'goes on if there is none',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{answer.id}}', is: 'absent' }],
      otherwise: '{{contact.name}} was answered.',
    },
    ...taskFor(
      '{{contact.assignedTo}}',
      '{{contact.id}}',
      'Answer {{contact.name}}, who has waited for an hour',
      'gives the contact’s owner a task',
    ),
  ],
};

/** Who waits for an answer is not forgotten. */
export const waitingCustomer: Job = {
  number: 23,
  title: 'A customer who waits for an answer raises an alarm, and then a task',
  zaps: [waitingToAlarm],
  settings: { channel: 'the channel of the team' },
  hints: [
    'The minutes begin with the first message after the last answer, however often the customer writes. Automatic replies count as no answer, unless you choose so.',
    'An answer by phone counts if the call is made with HighLevel.',
  ],
};
