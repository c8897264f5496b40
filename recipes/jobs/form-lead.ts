import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { findOrOpenDeal, onlyWith, userOf } from './steps';

const formToDeal: ZapPlan = {
  name: 'HighLevel form → contact, opportunity, and a text to the contact’s owner',
  trigger: {
    kind: 'poll',
    id: 'form',
    app: 'highlevel',
    trigger: 'new_form_submission',
    input: { formId: '{{settings.form}}' },
  },
  steps: [
    {
      id: 'contact',
      does: 'finds the contact of the submission, or creates it',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { id: '{{form.contactId}}' },
      whenNothingFound: {
        create: 'upsert_contact',
        input: {
          firstName: '{{form.firstName}}',
          lastName: '{{form.lastName}}',
          email: '{{form.email}}',
          phone: '{{form.phone}}',
          source: '{{form.formName}}',
        },
      },
    },
    findOrOpenDeal({ pipelineStageId: '{{settings.stage}}', name: '{{contact.name}}: {{form.formName}}' }),
    onlyWith('{{contact.assignedTo}}', 'The contact has no owner.'),
    userOf('{{contact.assignedTo}}', 'finds the contact’s owner'),
    {
      id: 'colleague',
      does: 'finds the contact under which the owner can get texts, or creates it',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { phone: '{{user.phone}}' },
      whenNothingFound: {
        create: 'upsert_contact',
        input: { name: '{{user.name}}', phone: '{{user.phone}}', tags: ['team'] },
      },
    },
    {
      id: 'texted',
      does: 'texts the owner',
      kind: 'create',
      app: 'highlevel',
      create: 'send_message',
      input: {
        type: 'SMS',
        contactId: '{{colleague.id}}',
        message: 'New lead: {{contact.name}}, {{contact.phone}}\n{{form.formName}}\n{{form.answersText}}',
      },
    },
  ],
};

/** What a form brings: a contact, an open opportunity, and an owner who knows of it. */
export const formLead: Job = {
  number: 1,
  title: 'A lead form makes a contact and an opportunity, and its owner gets a text',
  zaps: [formToDeal],
  settings: {
    form: 'your lead form',
    pipeline: 'your pipeline',
    stage: 'its stage for new leads',
  },
  hints: [
    'HighLevel sends texts to contacts only, and not to users: each user who is to get one needs a phone number in HighLevel, and the Zap keeps a contact with the tag “team” for that number. Leave that tag out of your campaigns. If you want no such contacts, tell the owner in Slack or by email in place of the last two steps.',
    'A contact with an open opportunity in this pipeline gets no second one. The text is sent all the same.',
    'A contact without an owner gets an opportunity, and nobody a text. Let a workflow assign the owner as soon as the form is submitted.',
  ],
};
