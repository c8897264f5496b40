/** What happens to opportunities, in an agency's words. */
import { max, omit } from 'lodash';
import { DAY_MS } from '../fields/dates';
import { BadValue, choice, list, wholeNumber, yesNo } from '../fields/field';
import { byOwner, byPipeline, byStage, byStatus, toOpportunityFilters } from '../fields/opportunity-filters';
import { toInteger } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { filteredReach, noticedReach, sortedReach } from '../operations/poll-reach';
import { revisionOf } from '../operations/revision';
import type { Run } from '../operations/spec';
import type { Event, Evidence, List, ListTriggerSpec } from '../operations/trigger-spec';
import { foundOpportunities } from '../reads/opportunities';
import {
  filterUntil,
  isFiltered,
  isSearchRefused,
  latestBy,
  type OpportunityTime,
  searchOpportunities,
} from '../reads/opportunity-search';
import { changedOpportunity, closedOpportunity, movedOpportunity, STATUSES } from '../records/opportunity';
import { type Output, toMs } from '../records/record';

const DETAIL = 'Search Opportunities gives it.';
const notSent = 'It is compared here.';

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

/** How a list comes by a time. The older search, which is asked where the other is refused, knows no such order. */
async function sortedBy(
  time: OpportunityTime,
  { z, bundle }: Run,
): Promise<Required<Pick<List, 'sort'>> & Pick<List, 'sortedBy'>> {
  return { sort: latestBy(time), ...(!(await isSearchRefused(z, bundle)) && { sortedBy: time }) };
}

/** The list of what passes filters, by a time. */
const listBy = async (name: string, time: OpportunityTime, filters: Input[], run: Run): Promise<List> => ({
  name,
  input: { filters },
  ...(await sortedBy(time, run)),
});

/** A new opportunity tells its first stage and status 1 ms after it was added (recorded, 2026). */
const ADDED_WITHIN_MS = 2000;

/** Whether what a time tells of came after the opportunity was added, and not with it. */
function isAfterAdding(record: Output, time: OpportunityTime): boolean {
  const [changed, added] = [toMs(record[time]), toMs(record.createdAt)];
  return changed !== undefined && (added === undefined || changed - added >= ADDED_WITHIN_MS);
}

/** The change of a field that has a time of its own; what it was before is told where the Zap saw that. */
const changeOf = async (field: string, former: string, time: OpportunityTime, run: Run): Promise<Event> => ({
  ...(await sortedBy(time, run)),
  since: [time],
  isSo: (record) => isAfterAdding(record, time),
  revision: (record) => ({ once: `${record[field] ?? ''} ${record[time] ?? ''}` }),
  former: {
    value: (record) => record[field],
    time,
    was: (record, before) => ({ ...record, [former]: before }),
  },
});

/** Since when an opportunity is in its stage: since it came there, or was opened again. */
const inStageSince = ({ lastStageChangeAt, lastStatusChangeAt }: Raw): number | undefined =>
  max([toMs(lastStageChangeAt), toMs(lastStatusChangeAt)]);

/** Days after which an opportunity counts as stuck. */
function toDays(value: unknown): number {
  const days = toInteger(value);
  if (days < 1) throw new BadValue('1 or more');
  return days;
}

/** Comes true when an opportunity has been in its stage for so many days. A later move begins them anew. */
async function stuck({ days, ...values }: Input, run: Run): Promise<Event> {
  const ms = Number(days) * DAY_MS;
  // A day more, should HighLevel cut days in the time zone of the sub-account.
  const until = Date.now() - ms + DAY_MS;
  const stuckBy = (name: string, time: OpportunityTime) =>
    listBy(name, time, [...openOnes(values), filterUntil(time, until)], run);
  return {
    lists: [await stuckBy('stage', 'lastStageChangeAt'), await stuckBy('status', 'lastStatusChangeAt')],
    isSo: ({ status }) => status === 'open',
    comesTrue: (row) => {
      const since = inStageSince(row);
      return since === undefined ? undefined : since + ms;
    },
    revision: (record) => ({ once: `${inStageSince(record)} ${days}` }),
  };
}

const openOnes = (values: Input) => toOpportunityFilters({ ...values, status: 'open' });

/** What New or Updated Opportunity may be held to, and the field in which HighLevel tells it. */
const WATCHED: { [choice: string]: { label: string; field: string; former: string } } = {
  owner: { label: 'Owner', field: 'assignedTo', former: 'formerOwnerId' },
  value: { label: 'Value', field: 'monetaryValue', former: 'formerValue' },
};
const ANYTHING = 'anything';

/** Any change moves one of three times; for each of those that may move alone there is a list. */
async function anything(values: Input, run: Run): Promise<Event> {
  const filters = toOpportunityFilters(values);
  const { record } = foundOpportunities;
  return {
    lists: [
      await listBy('updated', 'updatedAt', filters, run),
      await listBy('status', 'lastStatusChangeAt', filters, run),
    ],
    since: ['updatedAt', 'lastStatusChangeAt', 'lastStageChangeAt'],
    revision: (output, raw) => revisionOf(record, output, raw),
  };
}

/** A change of one field, of which HighLevel tells no time: it is noticed where the Zap saw another value before. */
async function changeNoticed({ watched, ...values }: Input, run: Run): Promise<Event> {
  const { field = '', former = '' } = WATCHED[String(watched)] ?? {};
  const evidence: Evidence = {
    value: (record) => record[field] ?? null,
    time: 'updatedAt',
    was: (record, before) => ({ ...record, [former]: before }),
  };
  return {
    ...(await sortedBy('updatedAt', run)),
    since: ['updatedAt'],
    evidence,
    isSo: (_record, raw) => isFiltered(raw, toOpportunityFilters(values)),
  };
}

/** An opportunity is watched whoever looks after it: it may be given to the chosen user. */
const watchedOnes = (values: Input): Input =>
  values.watched === 'owner' ? omit(values, 'assigned_to') : values;

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
  {
    ...found,
    record: movedOpportunity,
    key: 'opportunity_stage_changed',
    label: 'Opportunity Stage Changed',
    description:
      'Triggers when an opportunity moves to another stage. Choose it before Search Opportunities, which sees a move of an older one late.',
    fields: [
      byPipeline(),
      byStage('Only opportunities that move to this stage.'),
      byOwner(),
      byStatus(),
      yesNo('includeNew', 'Include New Opportunities', {
        helpText: 'Yes starts the Zap for an opportunity that is added too.',
        notSent,
      }),
    ],
    event: async ({ includeNew }, run) => {
      const moved = await changeOf('pipelineStageId', 'formerStageId', 'lastStageChangeAt', run);
      return includeNew === true ? omit(moved, 'isSo') : moved;
    },
    limits: `${sortedReach('moves')} A stage that an opportunity only passes through between two polls is not seen. The former stage comes with it if the Zap saw the opportunity there. ${filteredReach('a move')}`,
  },
  {
    ...found,
    record: closedOpportunity,
    key: 'opportunity_status_changed',
    label: 'Opportunity Status Changed',
    description:
      'Triggers when an opportunity is won, lost, abandoned or opened again. Choose it before Search Opportunities, which sees a change of an older one late.',
    fields: [
      list('status', 'Status', {
        choices: STATUSES,
        helpText: 'Only changes to one of these. Leave it empty for all.',
        notSent: 'It becomes one of the filters.',
      }),
      byPipeline(),
      byStage(),
      byOwner(),
    ],
    event: (_values, run) => changeOf('status', 'formerStatus', 'lastStatusChangeAt', run),
    limits: `${sortedReach('changes of status')} Of two changes between two polls the last one is seen. An opportunity that is added as won, lost or abandoned does not fire. The former status comes with it if the Zap saw it. ${filteredReach('a change')}`,
  },
  {
    ...found,
    input: (values) => ({ filters: openOnes(values) }),
    key: 'opportunity_stale',
    label: 'Opportunity Stuck in Stage',
    description: 'Triggers when an open opportunity has stayed in its stage for a number of days.',
    fields: [
      wholeNumber('days', 'Days', {
        required: true,
        default: '14',
        helpText: 'How long it must have been in its stage, or open again, without a move.',
        notSent,
        send: toDays,
      }),
      byPipeline(),
      byStage(),
      byOwner(),
    ],
    event: stuck,
    limits: `${sortedReach('opportunities that become stuck')} What is stuck already when the Zap is turned on does not fire. Only a move to another stage or a change of status begins the days anew, and then it may fire again. ${filteredReach('one stuck')}`,
  },
  {
    ...found,
    record: changedOpportunity,
    input: (values) => ({ filters: toOpportunityFilters(watchedOnes(values)) }),
    key: 'updated_opportunity',
    label: 'New or Updated Opportunity',
    description:
      'Triggers when an opportunity is added or changes, or when its owner or value changes. Choose it before Search Opportunities, which sees a change of an older one late.',
    fields: [
      byPipeline(),
      byStage(),
      byOwner(),
      byStatus(),
      choice(
        'watched',
        'Only When This Changes',
        {
          [ANYTHING]: 'Anything',
          ...Object.fromEntries(Object.entries(WATCHED).map(([key, { label }]) => [key, label])),
        },
        {
          default: ANYTHING,
          helpText: 'Owner and Value start the Zap for their changes alone, and not for a new opportunity.',
          notSent,
        },
      ),
    ],
    event: (values, run) =>
      WATCHED[String(values.watched)] ? changeNoticed(values, run) : anything(values, run),
    limits: `${sortedReach('new or changed ones')} A new name of the contact is no change. ${noticedReach('A change of owner or value', 'the opportunity', foundOpportunities.paging.size)} ${filteredReach('a change')}`,
  },
];
