import type { StepPlan, ZapPlan } from '../../zapier';
import type { Job } from './job';
import { closeDeal, tellUser, userOf } from './steps';

/** The Zap that begins when an open deal has been in its stage for so many days. */
const afterDays = (days: number, name: string, steps: StepPlan[]): ZapPlan => ({
  name,
  trigger: {
    kind: 'poll',
    id: 'deal',
    app: 'highlevel',
    trigger: 'opportunity_stale',
    input: { days, pipeline_id: '{{settings.pipeline}}' },
  },
  steps,
});

const nudge = afterDays(14, 'HighLevel deal that is stuck for 14 days → message to its owner', [
  {
    id: 'owned',
    does: 'goes on if the deal has an owner',
    kind: 'filter',
    match: 'all',
    onlyIf: [{ value: '{{deal.assignedTo}}', is: 'present' }],
    otherwise: '{{deal.name}} has no owner.',
  },
  userOf('{{deal.assignedTo}}', 'finds the owner'),
  ...tellUser(
    '{{deal.name}} ({{deal.contact__name}}) is in “{{deal.pipelineStageName}}” for 14 days. What is the next step?',
    'reminds the owner',
  ),
]);

const abandon = afterDays(30, 'HighLevel deal that is stuck for 30 days → abandoned', [
  closeDeal('{{deal.id}}', 'abandoned', 'marks the deal as abandoned'),
]);

/** Deals that don't move: the owner is reminded, and later they are given up. */
export const stuckDeal: Job = {
  number: 21,
  title: 'Deals that stand still are brought to mind after 14 days, and abandoned after 30',
  zaps: [nudge, abandon],
  settings: { pipeline: 'your pipeline' },
  hints: [
    'The days are counted from the last move to another stage, or from when the deal was opened again. A call, a note or a new value does not count.',
    'What is stuck already when a Zap is turned on does not start it. Find those with Find Opportunity once, and deal with them by hand.',
    'The owner must have the same email in Slack as in HighLevel, or the Zap stops.',
  ],
};
