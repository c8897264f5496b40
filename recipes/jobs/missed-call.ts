import type { Item, ZapPlan } from '../../zapier';
import type { Job } from './job';
import { contactOf, textTo } from './steps';

/** The contact's task to call back, as long as it is open. */
const task: Item = { contactId: '{{contact.id}}', title: 'Call back: missed call', completed: false };
const { title, ...asked } = task;

const missedToText: ZapPlan = {
  name: 'HighLevel missed call → text and task',
  trigger: {
    kind: 'poll',
    id: 'call',
    app: 'highlevel',
    trigger: 'new_call',
    input: { direction: 'inbound', callStatus: 'missed' },
  },
  steps: [
    contactOf('{{call.contactId}}', 'finds who called'),
    textTo(
      '{{contact.id}}',
      'Hi {{contact.firstName}}, sorry that we missed your call. We call you back within the hour. Or answer this text, and tell us how we can help.',
      'texts the caller',
    ),
    {
      id: 'due',
      does: 'takes the time an hour from now',
      kind: 'format',
      format: 'date',
      value: '{{zap_meta.utc_iso}}',
      addHours: 1,
    },
    {
      id: 'task',
      does: 'finds the contact’s open task to call back, or gives its owner one',
      kind: 'search',
      app: 'highlevel',
      search: 'find_task',
      input: { ...asked, query: title },
      whenNothingFound: {
        create: 'create_contact_task',
        input: { ...task, dueDate: '{{due.output}}', assignedTo: '{{contact.assignedTo}}' },
      },
    },
  ],
};

/** A missed call is answered by a text, and called back. */
export const missedCall: Job = {
  number: 3,
  title: 'A missed call gets a text back, and the contact’s owner a task',
  zaps: [missedToText],
  settings: {},
  hints: [
    'The text goes out with the first poll after the call: 1 to 15 minutes later, by your Zapier plan. For an answer within seconds begin with an [instant trigger](instant-triggers.md).',
    'Who calls three times gets three texts, and stays one task as long as that is open.',
    'A task for a contact without an owner is nobody’s. Choose a user under Assigned To if yours have none.',
    'A call that went to voicemail has the outcome Voicemail: make a second Zap if those are to get a text, too.',
  ],
};
