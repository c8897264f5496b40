import type { TriggerSpec } from '../operations/spec';
import { campaign } from '../records/campaign';
import { snapshot } from '../records/snapshot';
import { workflow } from '../records/workflow';

export const workflowTriggers: TriggerSpec[] = [
  {
    key: 'list_workflows',
    label: 'List Workflows',
    description: 'Triggers when a workflow is added or, if you choose so, when one changes.',
    endpoint: 'GET /workflows/',
    fires: 'list',
    fields: [],
    items: 'workflows',
    record: workflow,
  },
  {
    key: 'list_snapshots',
    label: 'List Snapshots',
    description: 'Triggers when the agency gets a snapshot or, if you choose so, when one changes.',
    endpoint: 'GET /snapshots/',
    fires: 'list',
    fields: [],
    items: 'snapshots',
    record: snapshot,
  },
  {
    key: 'list_campaigns',
    label: 'List Campaigns',
    description: 'Triggers when a campaign is added or, if you choose so, when one changes.',
    endpoint: 'GET /campaigns/',
    fires: 'list',
    fields: [
      {
        key: 'status',
        label: 'Status',
        type: 'string',
        choices: { published: 'Published', draft: 'Draft' },
        helpText: 'Only campaigns of this status.',
      },
    ],
    items: 'campaigns',
    record: campaign,
  },
];
