import type { ZapPlan } from '../../zapier';
import type { Job } from './job';

const leadToWorkflow: ZapPlan = {
  name: 'Facebook lead → HighLevel contact, tag and workflow',
  trigger: { kind: 'hook', id: 'lead', app: 'facebook', trigger: 'new_lead' },
  steps: [
    {
      id: 'contact',
      does: 'creates the contact, or updates the one that has this email or phone',
      kind: 'create',
      app: 'highlevel',
      create: 'upsert_contact',
      input: {
        firstName: '{{lead.first_name}}',
        lastName: '{{lead.last_name}}',
        email: '{{lead.email}}',
        phone: '{{lead.phone_number}}',
        source: 'Facebook: {{lead.campaign_name}}',
      },
    },
    {
      id: 'tagged',
      does: 'tags the contact, and keeps the tags that it has',
      kind: 'create',
      app: 'highlevel',
      create: 'add_tags_to_contact',
      input: { contactId: '{{contact.id}}', tags: ['facebook lead', '{{lead.form_name}}'] },
    },
    {
      id: 'workflow',
      does: 'finds the published workflow that has the name of the form',
      kind: 'search',
      app: 'highlevel',
      search: 'find_workflow',
      input: { name: '{{lead.form_name}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'enrolled',
      does: 'starts the workflow',
      kind: 'create',
      app: 'highlevel',
      create: 'add_contact_to_workflow',
      input: { contactId: '{{contact.id}}', workflowId: '{{workflow.id}}' },
    },
  ],
};

/** Facebook leads: a contact each, tagged, in the workflow of its form. */
export const facebookLead: Job = {
  number: 2,
  title: 'A Facebook lead becomes a tagged contact in the right workflow',
  zaps: [leadToWorkflow],
  settings: {},
  hints: [
    'In the trigger choose your page, and leave the form empty, so that leads of all forms come.',
    'Give each workflow the name of the form whose leads it takes. One Zap then serves all forms, and a new form needs a new workflow and no new Zap.',
    'Answers of the form go into the sub-account’s custom fields, which are at the end of the form of Upsert Contact.',
    'A lead that comes twice is one contact. Whether a contact may go through a workflow again is a setting of the workflow.',
  ],
};
