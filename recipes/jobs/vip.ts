import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { taskFor } from './steps';

const tagToOwner: ZapPlan = {
  name: 'HighLevel tag → owner, welcome task and follower',
  trigger: {
    kind: 'poll',
    id: 'contact',
    app: 'highlevel',
    trigger: 'contact_tag_added',
    input: { tag: '{{settings.tag}}' },
  },
  steps: [
    {
      id: 'user',
      does: 'finds who takes them',
      kind: 'search',
      app: 'highlevel',
      search: 'find_user',
      input: { email: '{{settings.email}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'owned',
      does: 'makes that user the owner',
      kind: 'create',
      app: 'highlevel',
      create: 'update_contact',
      input: { contactId: '{{contact.id}}', assignedTo: '{{user.id}}' },
    },
    ...taskFor(
      '{{user.id}}',
      '{{contact.id}}',
      'Welcome {{contact.name}} in person',
      'gives that user the welcome task',
    ),
    {
      id: 'followed',
      does: 'lets a colleague follow the contact',
      kind: 'create',
      app: 'highlevel',
      create: 'add_contact_followers',
      input: { contactId: '{{contact.id}}', followers: ['{{settings.follower}}'] },
    },
  ],
};

/** Who gets the tag is looked after by one person. */
export const vip: Job = {
  number: 18,
  title: 'Whoever gets a tag goes to one person, with a welcome task',
  zaps: [tagToOwner],
  settings: {
    tag: 'the tag, such as vip',
    email: 'the email of who takes them',
    follower: 'a colleague',
  },
  hints: [
    'The Zap starts for contacts that get the tag once it is on, and for none that have it already.',
    'A contact that loses the tag and gets it back starts the Zap again, and gets another task.',
  ],
};
