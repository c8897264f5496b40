import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { contactOf, findOrOpenDeal, startWorkflow, taskFor } from './steps';

const cancelledToWinBack: ZapPlan = {
  name: 'HighLevel cancelled subscription → win-back deal, task and workflow',
  trigger: {
    kind: 'poll',
    id: 'subscription',
    app: 'highlevel',
    trigger: 'subscription_status_changed',
    input: { status: 'canceled' },
  },
  steps: [
    contactOf('{{subscription.contactId}}', 'finds who cancelled'),
    {
      id: 'untagged',
      does: 'takes the tag away',
      kind: 'create',
      app: 'highlevel',
      create: 'remove_tags_from_contact',
      input: { contactId: '{{contact.id}}', tags: ['{{settings.tag}}'] },
    },
    findOrOpenDeal({
      name: 'Win back {{contact.name}}: {{subscription.entitySourceName}}',
      monetaryValue: '{{subscription.amount}}',
    }),
    ...taskFor(
      '{{contact.assignedTo}}',
      '{{contact.id}}',
      'Call: cancelled {{subscription.entitySourceName}}',
      'gives the contact’s owner a task',
    ),
    startWorkflow('{{contact.id}}'),
  ],
};

/** A cancelled subscription: somebody tries to win the customer back. */
export const cancelledSubscription: Job = {
  number: 29,
  title: 'A cancelled subscription takes the tag away, and starts the win-back',
  zaps: [cancelledToWinBack],
  settings: {
    tag: 'the tag of subscribers',
    pipeline: 'your win-back pipeline',
    workflow: 'the win-back workflow',
  },
  hints: [
    'HighLevel lists subscriptions in no order that helps. The Zap looks through 500 of them: in a larger account, a cancellation of an older one may not be seen. There, let a HighLevel workflow that starts with the cancellation call a [Workflow Event](instant-triggers.md).',
    'A subscription that ends at the end of its term is cancelled then, and not when the customer asks for it.',
    'A task for a contact without an owner is nobody’s.',
  ],
};
