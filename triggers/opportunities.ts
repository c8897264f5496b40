import { toMonthDayYear } from '../fields/dates';
import { type Field, text } from '../fields/field';
import { campaignId, contactId, optional } from '../fields/ids';
import { opportunityId, owner, pipelineId, stageId } from '../fields/opportunity';
import { country } from '../fields/postal-address';
import { byPage } from '../highlevel/paging';
import { revisionOf } from '../operations/revision';
import type { Change, TriggerSpec } from '../operations/spec';
import { opportunity, STATUSES } from '../records/opportunity';
import { pipeline } from '../records/pipeline';

/** The API sorts by the time of adding alone, so changed ones may stand on any page. */
const order = 'unknown';

/** A change of one field, which has a time of its own. */
const changeOf = (field: string, time: string, label: string): Change => ({
  label,
  revision: (record) => `${record[field] ?? ''} ${record[time] ?? ''}`,
  time,
  order,
});

const dayField = (key: string, label: string, helpText: string): Field => ({
  key,
  label,
  type: 'datetime',
  helpText,
  send: toMonthDayYear,
});

const including = (key: string, what: string): Field => ({
  key,
  label: `Include ${what}`,
  type: 'boolean',
  helpText: `Yes adds the ${what.toLowerCase()} of the contact.`,
});

export const opportunityTriggers: TriggerSpec[] = [
  {
    key: 'search_opportunities',
    label: 'Search Opportunities',
    description:
      'Triggers when an opportunity is added or, if you choose so, when one changes or moves to another stage or status.',
    endpoint: 'GET /opportunities/search',
    fires: 'list',
    fields: [
      optional(pipelineId('pipeline_id'), 'Only the opportunities of this pipeline.'),
      optional(stageId('pipeline_stage_id'), 'Only the opportunities in this stage.'),
      { key: 'status', label: 'Status', type: 'string', choices: { all: 'Any', ...STATUSES } },
      owner('assigned_to', 'Only the opportunities of this user.'),
      optional(contactId('contact_id'), 'Only the opportunities of this contact.'),
      text(
        'q',
        'Search Text',
        'Only opportunities that have this text in them, such as the email of the contact.',
      ),
      optional(campaignId(), 'Only the opportunities of this campaign.'),
      country('Only the opportunities of this country: its name, or its two-letter code, such as US.'),
      dayField('date', 'Start Date', 'Only opportunities from this day on.'),
      dayField('endDate', 'End Date', 'Only opportunities up to this day.'),
      including('getTasks', 'Tasks'),
      including('getNotes', 'Notes'),
      including('getCalendarEvents', 'Appointments'),
    ],
    notOffered: {
      id: 'Get Opportunity is for one opportunity.',
      order: 'Newest first, or a poll would need more than one page.',
    },
    input: ({ fireOn: _own, ...values }) => ({ ...values, order: 'added_desc' }),
    items: 'opportunities',
    paging: byPage,
    changes: {
      updated: {
        label: 'New or Updated Opportunity',
        revision: (record, raw) => revisionOf(opportunity, record, raw),
        time: 'updatedAt',
        order,
      },
      stage: changeOf('pipelineStageId', 'lastStageChangeAt', 'New Opportunity or Change of Stage'),
      status: changeOf('status', 'lastStatusChangeAt', 'New Opportunity or Change of Status'),
    },
    record: opportunity,
  },
  {
    key: 'get_opportunity',
    label: 'Get Opportunity',
    description: 'Triggers when one opportunity changes.',
    endpoint: 'GET /opportunities/{id}',
    fires: 'watch',
    fields: [opportunityId()],
    answer: 'opportunity',
    record: opportunity,
  },
  {
    key: 'list_pipelines',
    label: 'List Pipelines',
    description: 'Triggers when a pipeline is added or, if you choose so, when one changes.',
    endpoint: 'GET /opportunities/pipelines',
    fires: 'list',
    fields: [],
    items: 'pipelines',
    record: pipeline,
  },
];
