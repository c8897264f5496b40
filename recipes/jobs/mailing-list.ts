import type { ZapPlan } from '../../zapier';
import type { Job } from './job';

/** A contact of whom one of these fields changed. */
const changeOf = (field: string): ZapPlan['trigger'] => ({
  kind: 'poll',
  id: 'contact',
  app: 'highlevel',
  trigger: 'updated_contact',
  input: { watched: [field] },
});

const optedOut: ZapPlan = {
  name: 'HighLevel opt-out → out of the Mailchimp audience',
  trigger: changeOf('dnd'),
  steps: [
    {
      id: 'out',
      does: 'goes on if the contact wants no more emails',
      kind: 'filter',
      match: 'any',
      onlyIf: [
        { value: '{{contact.dnd}}', is: 'true' },
        { value: '{{contact.dndSettings__Email__status}}', is: 'equal to', to: 'active' },
        { value: '{{contact.dndSettings__Email__status}}', is: 'equal to', to: 'permanent' },
      ],
      otherwise: '{{contact.name}} may still be written to.',
    },
    {
      id: 'unsubscribed',
      does: 'unsubscribes the email',
      kind: 'create',
      app: 'mailchimp',
      create: 'unsubscribe',
      input: { audience: '{{settings.audience}}', email: '{{contact.email}}' },
    },
  ],
};

const newEmail: ZapPlan = {
  name: 'HighLevel email changed → Mailchimp subscriber',
  trigger: changeOf('email'),
  steps: [
    {
      id: 'before',
      does: 'takes the email before as text',
      kind: 'format',
      format: 'lines',
      value: '{{contact.changes__before}}',
    },
    {
      id: 'known',
      does: 'goes on if there was an email before, and is one now',
      kind: 'filter',
      match: 'all',
      onlyIf: [
        { value: '{{before.output}}', is: 'present' },
        { value: '{{contact.email}}', is: 'present' },
      ],
      otherwise: '{{contact.name}} had no email before, or has none now.',
    },
    {
      id: 'updated',
      does: 'gives the subscriber the new email',
      kind: 'create',
      app: 'mailchimp',
      create: 'update_subscriber',
      input: {
        audience: '{{settings.audience}}',
        email: '{{before.output}}',
        new_email: '{{contact.email}}',
      },
    },
  ],
};

/** Whoever opts out leaves the mailing list, and a changed email follows. */
export const mailingList: Job = {
  number: 22,
  title: 'Opt-outs leave the mailing list, and a changed email follows',
  zaps: [optedOut, newEmail],
  settings: { audience: 'your audience' },
  hints: [
    'A change is noticed once the Zap has seen the contact: 10,000 contacts when it is turned on, and 500 more with each check.',
    'The former email comes with the change if it has at most 40 characters. A longer one is not told: keep the contact’s ID in a merge field of Mailchimp, and look the subscriber up by it.',
  ],
};
