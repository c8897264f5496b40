import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { moveDeal, openDealOf, startWorkflow } from './steps';

const signedToOnboarding: ZapPlan = {
  name: 'HighLevel document signed → stage, workflow and note',
  trigger: {
    kind: 'poll',
    id: 'document',
    app: 'highlevel',
    trigger: 'document_signed',
    input: { query: '{{settings.document}}' },
  },
  steps: [
    startWorkflow('{{document.recipient__id}}'),
    {
      id: 'noted',
      does: 'writes down what was signed',
      kind: 'create',
      app: 'highlevel',
      create: 'create_contact_note',
      input: {
        contactId: '{{document.recipient__id}}',
        title: 'Signed',
        body: '{{document.name}}, version {{document.documentRevision}}',
      },
    },
    openDealOf('{{document.recipient__id}}'),
    ...moveDeal('{{settings.stage}}', 'moves the opportunity to that stage'),
  ],
};

/** Whoever has signed is onboarded. */
export const signedContract: Job = {
  number: 9,
  title: 'A signed contract starts the onboarding',
  zaps: [signedToOnboarding],
  settings: {
    document: 'a part of the name of the contracts, such as Agreement',
    workflow: 'the onboarding workflow',
    stage: 'the name of the stage, such as Onboarding',
  },
  hints: [
    'The Zap starts once all have signed. A new version of the document that is signed again starts it again.',
    'The stage must be in the pipeline that the opportunity is in. A contact without an open opportunity gets the workflow and the note, and the Zap stops there.',
    'HighLevel gives no link to the signed document. The note has its name and version.',
  ],
};
