import type { Recipe, ZapPlan } from '../zapier';

/** Each new or changed task of the contact is written to LocaliQ. */
export const taskToLocaliq: ZapPlan = {
  name: 'HighLevel task → LocaliQ',
  trigger: {
    kind: 'poll',
    id: 'task',
    app: 'highlevel',
    trigger: 'get_contact_tasks',
    input: { contactId: '{{settings.contactId}}', fireOn: 'updated' },
  },
  steps: [
    {
      id: 'saved',
      does: 'creates or updates the task in LocaliQ',
      kind: 'create',
      app: 'localiq',
      create: 'save_record',
      input: {
        table: 'tasks',
        id: '{{task.id}}',
        changedBy: 'Zapier',
        values: {
          title: '{{task.title}}',
          due: '{{task.dueDate}}',
          completed: '{{task.completed}}',
          contactId: '{{settings.contactId}}',
        },
      },
    },
  ],
};

/** A task that somebody at LocaliQ completes is completed in HighLevel. */
export const taskToHighlevel: ZapPlan = {
  name: 'LocaliQ task → HighLevel',
  trigger: {
    kind: 'poll',
    id: 'task',
    app: 'localiq',
    trigger: 'changed_record',
    input: { table: 'tasks' },
  },
  steps: [
    {
      id: 'completed',
      does: 'lets only tasks pass that somebody at LocaliQ has completed',
      kind: 'filter',
      match: 'all',
      onlyIf: [
        { value: '{{task.completed}}', is: 'true' },
        { value: '{{task.changedBy}}', is: 'other than', to: 'Zapier' },
      ],
      otherwise: 'Nobody at LocaliQ has completed it.',
    },
    {
      id: 'closed',
      does: 'completes the task in HighLevel',
      kind: 'create',
      app: 'highlevel',
      create: 'complete_contact_task',
      input: { contactId: '{{task.contactId}}', taskId: '{{task.id}}', completed: true },
    },
  ],
};

/** A contact's tasks stand on both sides; what is completed on one side is completed on the other. */
export const taskSync: Recipe = {
  title: "A contact's tasks are the same in HighLevel and LocaliQ",
  zaps: [taskToLocaliq, taskToHighlevel],
};
