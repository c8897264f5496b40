import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { taskFor } from './steps';

const clickToTask: ZapPlan = {
  name: 'HighLevel trigger link clicked → task for the contact’s owner, and Slack',
  trigger: {
    kind: 'hook',
    id: 'click',
    app: 'highlevel',
    trigger: 'workflow_event',
    input: { workflowId: '{{settings.workflow}}', secret: '{{settings.secret}}' },
  },
  steps: [
    ...taskFor(
      '{{click.contact__assignedTo}}',
      '{{click.contactId}}',
      'Call back: clicked {{click.customData__link}}',
      'gives the contact’s owner a task',
    ),
    {
      id: 'told',
      does: 'tells the team',
      kind: 'create',
      app: 'slack',
      create: 'channel_message',
      input: {
        channel: '{{settings.channel}}',
        text: '{{click.contact__name}} ({{click.contact__phone}}) clicked {{click.customData__link}}.',
      },
    },
  ],
};

/** A trigger link that is clicked, which no poll can see, is followed up at once. */
export const linkClicked: Job = {
  number: 31,
  title: 'A click on a trigger link gives the contact’s owner a task at once',
  zaps: [clickToTask],
  settings: {
    workflow: 'your workflow',
    secret: 'a text of your own',
    channel: 'the team’s channel',
  },
  hints: [
    'In HighLevel make a workflow with the trigger “Trigger Link Clicked” and the action “Webhook”, and paste the URL that Zapier shows. [Instant triggers](instant-triggers.md) tells it step by step.',
    'Add two pairs under Custom Data of that action: `link` with the name of the link, and `secret` with the text that you enter in the Zap.',
    'Let a test contact click before you map the fields: `link` is a field of the trigger once a call has come.',
    'A task for a contact without an owner is nobody’s.',
  ],
};
