import { compared, nameOrId } from '../fields/compared';
import { choice } from '../fields/field';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { byIdOrWords, plain } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import { campaigns, snapshots, workflows } from '../reads/workflows';

const STATUSES = { published: 'Published', draft: 'Draft' };

const byNameOrId = byIdOrWords('name');

/** What has the wanted status: a draft only where drafts are wanted. */
const withStatus = (rows: Raw[], { status: wanted = 'published' }: Input): Raw[] =>
  rows.filter(({ status }) => wanted === 'all' || plain(status) === plain(wanted));

export const workflowSearches: SearchSpec[] = [
  {
    ...workflows,
    key: 'find_workflow',
    label: 'Find Workflow',
    description: 'Finds a workflow by name or ID.',
    fields: [
      nameOrId(),
      {
        ...compared('status', 'Status', { default: 'published', helpText: 'A draft enrolls nobody.' }),
        choices: { ...STATUSES, all: 'Published or Draft' },
      },
    ],
    match: { name: byNameOrId },
    pick: withStatus,
  },
  {
    ...campaigns,
    key: 'find_campaign',
    label: 'Find Campaign',
    description: 'Finds a campaign by name or ID.',
    fields: [nameOrId(), choice('status', 'Status', STATUSES, 'Only campaigns of this status.')],
    match: { name: byNameOrId },
  },
  {
    ...snapshots,
    key: 'find_snapshot',
    label: 'Find Snapshot',
    description: 'Finds a snapshot of the agency by name or ID.',
    fields: [nameOrId()],
    match: { name: byNameOrId },
  },
];
