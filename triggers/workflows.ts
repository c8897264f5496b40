import { choice } from '../fields/field';
import type { TriggerSpec } from '../operations/trigger-spec';
import { campaigns, snapshots, workflows } from '../reads/workflows';

export const workflowTriggers: TriggerSpec[] = [
  {
    ...workflows,
    key: 'list_workflows',
    label: 'List Workflows',
    description: 'Triggers when a workflow is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [],
  },
  {
    ...snapshots,
    key: 'list_snapshots',
    label: 'List Snapshots',
    description: 'Triggers when the agency gets a snapshot or, if you choose so, when one changes.',
    fires: 'list',
    fields: [],
  },
  {
    ...campaigns,
    key: 'list_campaigns',
    label: 'List Campaigns',
    description: 'Triggers when a campaign is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [
      choice(
        'status',
        'Status',
        { published: 'Published', draft: 'Draft' },
        'Only campaigns of this status.',
      ),
    ],
  },
];
