import type { Recipe, ZapPlan } from '../zapier';

/** Each time that an opportunity moves to another stage, its owner gets a task, and its contact a message. */
export const moveToTask: ZapPlan = {
  name: 'HighLevel opportunity → task and message',
  trigger: {
    kind: 'poll',
    id: 'opportunity',
    app: 'highlevel',
    trigger: 'search_opportunities',
    input: { fireOn: 'stage', pipeline_id: '{{settings.pipelineId}}' },
  },
  steps: [
    {
      id: 'owned',
      does: 'lets only opportunities pass that have an owner',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{opportunity.assignedTo}}', is: 'present' }],
      otherwise: '{{opportunity.name}} has no owner.',
    },
    {
      id: 'due',
      does: 'takes the time in two days',
      kind: 'format',
      format: 'date',
      value: '{{zap_meta.utc_iso}}',
      addDays: 2,
    },
    {
      id: 'task',
      does: 'adds a task for the owner',
      kind: 'create',
      app: 'highlevel',
      create: 'create_contact_task',
      input: {
        contactId: '{{opportunity.contactId}}',
        title: 'Follow up on {{opportunity.name}}',
        body: 'It moved to another stage at {{opportunity.lastStageChangeAt}}.',
        dueDate: '{{due.output}}',
        completed: false,
        assignedTo: '{{opportunity.assignedTo}}',
      },
    },
    {
      id: 'message',
      does: 'writes to the contact',
      kind: 'create',
      app: 'highlevel',
      create: 'send_message',
      input: {
        type: 'Email',
        contactId: '{{opportunity.contactId}}',
        subject: '{{opportunity.name}}',
        html: '<p>Dear {{opportunity.contact__name}}, we have news for you, and call within two days.</p>',
      },
    },
  ],
};

/** Sales: what is to be done whenever an opportunity moves on, or back. */
export const sales: Recipe = {
  title: 'An opportunity moves to another stage: a task for its owner, a message to its contact',
  zaps: [moveToTask],
};
