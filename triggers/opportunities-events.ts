/** What happens to opportunities, in an agency's words. */
import { byOwner, byPipeline, byStage, byStatus, toOpportunityFilters } from '../fields/opportunity-filters';
import type { Input } from '../highlevel/compose';
import { filteredReach, sortedReach } from '../operations/poll-reach';
import type { ListTriggerSpec } from '../operations/trigger-spec';
import { foundOpportunities } from '../reads/opportunities';
import { searchOpportunities } from '../reads/opportunity-search';

const DETAIL = 'Search Opportunities gives it.';

/** What all of these triggers read. */
const found = {
  ...foundOpportunities,
  fires: 'list',
  request: searchOpportunities,
  input: (values: Input): Input => ({ filters: toOpportunityFilters(values) }),
  notOffered: {
    query: 'Search Opportunities looks for words.',
    filters: 'They are made of the fields.',
    sort: 'The trigger sorts by what it waits for.',
    additionalDetails__calendarEvents: DETAIL,
    additionalDetails__notes: DETAIL,
    additionalDetails__tasks: DETAIL,
    additionalDetails__unReadConversations: 'Search Conversations has it.',
  },
} as const satisfies Partial<ListTriggerSpec>;

export const opportunityEvents: ListTriggerSpec[] = [
  {
    ...found,
    key: 'new_opportunity',
    label: 'New Opportunity',
    description:
      'Triggers when an opportunity is added. Choose it before Search Opportunities, which can start on changes too.',
    fields: [byPipeline(), byStage(), byOwner(), byStatus()],
    changes: 'none',
    datedOnly: true,
    limits: `${sortedReach('new opportunities')} ${filteredReach('an opportunity')}`,
  },
];
