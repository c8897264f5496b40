/** Steps that many jobs share. Each mapping is a template, as in a step's form. */
import type { Item, StepPlan } from '../../zapier';

/** The zone in which the team is told the times. */
const ZONE = 'America/New_York';

/** Finds the contact of this ID. */
export const contactOf = (id: string, does = 'finds the contact'): StepPlan => ({
  id: 'contact',
  does,
  kind: 'search',
  app: 'highlevel',
  search: 'find_contact',
  input: { id },
  whenNothingFound: 'stop',
});

/** Writes a time as people say it, in the zone of the team. */
export const inWords = (value: string): StepPlan => ({
  id: 'when',
  does: 'says when it begins, in words',
  kind: 'format',
  format: 'date',
  value,
  as: 'words',
  zone: ZONE,
});

/** Goes on where there is somebody, such as an owner. A search for nobody would fail the Zap. */
export const onlyWith = (userId: string, otherwise: string): StepPlan => ({
  id: 'somebody',
  does: 'goes on if there is somebody to tell',
  kind: 'filter',
  match: 'all',
  onlyIf: [{ value: userId, is: 'present' }],
  otherwise,
});

/** Finds the user of this ID. */
export const userOf = (id: string, does: string): StepPlan => ({
  id: 'user',
  does,
  kind: 'search',
  app: 'highlevel',
  search: 'find_user',
  input: { userId: id },
  whenNothingFound: 'stop',
});

/** Finds the open opportunity of the contact of this ID. */
export const openDealOf = (contactId: string): StepPlan => ({
  id: 'deal',
  does: 'finds the contact’s open opportunity',
  kind: 'search',
  app: 'highlevel',
  search: 'find_opportunity',
  input: { contact_id: contactId, status: 'open' },
  whenNothingFound: 'stop',
});

/** Moves the opportunity of {@link openDealOf} to the stage of this name, in the pipeline that it is in. */
export const moveDeal = (stage: string, does: string): StepPlan[] => [
  {
    id: 'stage',
    does: 'finds the stage of this name in the opportunity’s pipeline',
    kind: 'search',
    app: 'highlevel',
    search: 'find_pipeline_stage',
    input: { pipeline: '{{deal.pipelineId}}', stage },
    whenNothingFound: 'stop',
  },
  {
    id: 'moved',
    does,
    kind: 'create',
    app: 'highlevel',
    create: 'update_opportunity',
    input: {
      id: '{{deal.id}}',
      pipelineId: '{{stage.pipelineId}}',
      pipelineStageId: '{{stage.id}}',
    },
  },
];

/** Sends the contact of this ID a text message. */
export const textTo = (contactId: string, message: string, does = 'texts the contact'): StepPlan => ({
  id: 'texted',
  does,
  kind: 'create',
  app: 'highlevel',
  create: 'send_message',
  input: { type: 'SMS', contactId, message },
});

/** Finds the published workflow that the owner of the Zap names, and starts it for the contact of this ID. */
export const startWorkflow = (contactId: string): StepPlan => ({
  id: 'enrolled',
  does: 'starts the workflow',
  kind: 'create',
  app: 'highlevel',
  create: 'add_contact_to_workflow',
  input: { contactId, workflowId: '{{settings.workflow}}' },
});

/** Tells the user of {@link userOf} something, who is found in Slack by the email. */
export const tellUser = (text: string, does: string): StepPlan[] => [
  {
    id: 'member',
    does: 'finds the user in Slack',
    kind: 'search',
    app: 'slack',
    search: 'user_by_email',
    input: { email: '{{user.email}}' },
    whenNothingFound: 'stop',
  },
  {
    id: 'told',
    does,
    kind: 'create',
    app: 'slack',
    create: 'direct_message',
    input: { user: '{{member.id}}', text },
  },
];

/** Gives a user a task about a contact, by their IDs, that is due tomorrow at this time. */
export const taskFor = (assignedTo: string, contactId: string, title: string, does: string): StepPlan[] => [
  {
    id: 'due',
    does: 'takes this time tomorrow',
    kind: 'format',
    format: 'date',
    value: '{{zap_meta.utc_iso}}',
    addDays: 1,
  },
  {
    id: 'task',
    does,
    kind: 'create',
    app: 'highlevel',
    create: 'create_contact_task',
    input: { contactId, title, dueDate: '{{due.output}}', completed: false, assignedTo },
  },
];

/** Finds the open opportunity of the contact of {@link contactOf} in the chosen pipeline, or opens one. */
export const findOrOpenDeal = (opened: Item): StepPlan => ({
  id: 'deal',
  does: 'finds the contact’s open opportunity in the pipeline, or opens one',
  kind: 'search',
  app: 'highlevel',
  search: 'find_opportunity',
  input: { contact_id: '{{contact.id}}', pipeline_id: '{{settings.pipeline}}', status: 'open' },
  whenNothingFound: {
    create: 'create_opportunity',
    input: {
      contactId: '{{contact.id}}',
      pipelineId: '{{settings.pipeline}}',
      status: 'open',
      ...opened,
      assignedTo: '{{contact.assignedTo}}',
    },
  },
});

/** Tells the team something, in the channel that the owner of the Zap chooses. */
export const tellTeam = (text: string): StepPlan => ({
  id: 'told',
  does: 'tells the team',
  kind: 'create',
  app: 'slack',
  create: 'channel_message',
  input: { channel: '{{settings.channel}}', text },
});

/** Gives the contact of this ID a tag. */
export const tagged = (contactId: string, tag: string, does: string): StepPlan => ({
  id: 'tagged',
  does,
  kind: 'create',
  app: 'highlevel',
  create: 'add_tags_to_contact',
  input: { contactId, tags: [tag] },
});

/** Marks the opportunity of this ID as won, lost or abandoned. */
export const closeDeal = (id: string, status: string, does: string): StepPlan => ({
  id: 'closed',
  does,
  kind: 'create',
  app: 'highlevel',
  create: 'update_opportunity_status',
  input: { id, status },
});
