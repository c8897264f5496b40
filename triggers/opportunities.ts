import { toMonthDayYear } from '../fields/dates';
import { choice, date, type Field, inGroup, text, yesNo } from '../fields/field';
import { campaignId, contactId, optional } from '../fields/ids';
import { opportunityId, owner, pipelineId, stageId } from '../fields/opportunity';
import { country } from '../fields/postal-address';
import { revisionOf } from '../operations/revision';
import type { Change, TriggerSpec } from '../operations/trigger-spec';
import { oneOpportunity, opportunities, pipelines } from '../reads/opportunities';
import { STATUSES } from '../records/opportunity';

/** A change of one field, which has a time of its own. */
const changeOf = (field: string, time: string, label: string): Change => ({
  label,
  revision: (record) => ({ once: `${record[field] ?? ''} ${record[time] ?? ''}` }),
  time,
});

const day = (key: string, label: string, helpText: string): Field =>
  date(key, label, { helpText, send: toMonthDayYear });

const including = (key: string, what: string): Field =>
  yesNo(key, `Include ${what}`, `Yes adds the ${what.toLowerCase()} of the contact.`);

export const opportunityTriggers: TriggerSpec[] = [
  {
    ...opportunities,
    key: 'search_opportunities',
    label: 'Search Opportunities',
    description:
      'Triggers when an opportunity is added or, if you choose so, when one changes or moves to another stage or status.',
    fires: 'list',
    fields: [
      optional(pipelineId('pipeline_id'), 'Only the opportunities of this pipeline.'),
      optional(stageId('pipeline_stage_id'), 'Only the opportunities in this stage.'),
      choice('status', 'Status', { all: 'Any', ...STATUSES }),
      owner('assigned_to', 'Only the opportunities of this user.'),
      optional(contactId('contact_id'), 'Only the opportunities of this contact.'),
      text(
        'q',
        'Search Text',
        'Only opportunities that have this text in them, such as the email of the contact.',
      ),
      optional(campaignId(), 'Only the opportunities of this campaign.'),
      country('Only the opportunities of this country: its name, or its two-letter code, such as US.'),
      day('date', 'Start Date', 'Only opportunities that were added on this day or later.'),
      day('endDate', 'End Date', 'Only opportunities that were added on this day or before.'),
      ...inGroup('with', [
        including('getTasks', 'Tasks'),
        including('getNotes', 'Notes'),
        including('getCalendarEvents', 'Appointments'),
      ]),
    ],
    groups: { with: 'What Comes With It' },
    notOffered: {
      id: 'Get Opportunity is for one opportunity.',
      order: 'Newest first, or a poll would need more than one page.',
    },
    changes: {
      updated: {
        label: 'New or Updated Opportunity',
        revision: (record, raw) => revisionOf(opportunities.record, record, raw),
        time: 'updatedAt',
      },
      stage: changeOf('pipelineStageId', 'lastStageChangeAt', 'New Opportunity or Change of Stage'),
      status: changeOf('status', 'lastStatusChangeAt', 'New Opportunity or Change of Status'),
    },
  },
  {
    ...oneOpportunity,
    key: 'get_opportunity',
    label: 'Get Opportunity',
    description: 'Triggers when one opportunity changes.',
    fires: 'watch',
    fields: [opportunityId()],
  },
  {
    ...pipelines,
    key: 'list_pipelines',
    label: 'List Pipelines',
    description: 'Triggers when a pipeline is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [],
  },
];
