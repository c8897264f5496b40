import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { onlyWith, taskFor } from './steps';

const proposalToContract: ZapPlan = {
  name: 'HighLevel proposal → contract, and a task where it is not signed',
  trigger: {
    kind: 'poll',
    id: 'deal',
    app: 'highlevel',
    trigger: 'opportunity_stage_changed',
    input: { pipeline_id: '{{settings.pipeline}}', pipeline_stage_id: '{{settings.stage}}' },
  },
  steps: [
    onlyWith('{{deal.assignedTo}}', '{{deal.name}} has no owner to send the contract.'),
    {
      id: 'contract',
      does: 'sends the contract in the owner’s name',
      kind: 'create',
      app: 'highlevel',
      create: 'send_document_template',
      input: {
        templateId: '{{settings.template}}',
        contactId: '{{deal.contactId}}',
        userId: '{{deal.assignedTo}}',
        opportunityId: '{{deal.id}}',
      },
    },
    { id: 'later', does: 'waits for three days', kind: 'delay', value: 3, unit: 'days' },
    {
      id: 'document',
      does: 'finds that contract again',
      kind: 'search',
      app: 'highlevel',
      search: 'find_document',
      input: { documentId: '{{contract.id}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'open',
      does: 'goes on if it is not signed',
      kind: 'filter',
      match: 'all',
      onlyIf: [
        { value: '{{document.status}}', is: 'other than', to: 'completed' },
        { value: '{{document.status}}', is: 'other than', to: 'accepted' },
      ],
      otherwise: '{{deal.contact__name}} has signed.',
    },
    ...taskFor(
      '{{deal.assignedTo}}',
      '{{deal.contactId}}',
      'Ask {{deal.contact__name}} about the contract: it is {{document.status}}',
      'gives the owner a task',
    ),
  ],
};

/** Whoever gets a proposal gets the contract, and is not forgotten. */
export const sentContract: Job = {
  number: 8,
  title: 'A proposal sends the contract, and a task reminds of it',
  zaps: [proposalToContract],
  settings: {
    pipeline: 'your pipeline',
    stage: 'the stage of proposals',
    template: 'the template of the contract',
  },
  hints: [
    'Prices and names reach the contract by the merge fields of its template: fill in the fields of the contact before the deal is moved.',
    'A deal that is moved back and to the stage again sends another contract.',
    'HighLevel sends the contract by email: the contact needs one.',
    'The contract is looked for among the latest 60 documents. A deleted one stops the Zap after three days, without a task.',
  ],
};
