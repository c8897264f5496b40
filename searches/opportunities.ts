import type { Bundle, ZObject } from 'zapier-platform-core';
import { COMPARED, compared } from '../fields/compared';
import { CUSTOM_CHOICE, customFieldChoices } from '../fields/custom-fields';
import { choice, type Field, text } from '../fields/field';
import { contactId, optional } from '../fields/ids';
import { opportunityId, owner, pipelineId, stageId } from '../fields/opportunity';
import { isBlank } from '../highlevel/blank';
import { rowsOf } from '../highlevel/json';
import { byIdOrWords, byWhole, type Match, NO_MATCH, WHOLE } from '../operations/matching';
import { opening, type SearchSpec } from '../operations/search-spec';
import { oneOpportunity, opportunities, pipelineStages } from '../reads/opportunities';
import { readCustomFields } from '../records/custom-fields/values';
import { STATUSES } from '../records/opportunity';

const OTHER = 'Few look for an opportunity by it; Search Opportunities has it.';

/** Custom fields and the values that an opportunity must have in them. */
const customFields = (): Field => ({
  key: 'customField',
  label: 'Custom Fields',
  children: [
    choice('field', 'Field', {
      perform: async (z: ZObject, bundle: Bundle) => ({
        results: await customFieldChoices(z, bundle, 'opportunity'),
      }),
    }),
    text(
      'value',
      'Value',
      'The whole value, in capitals or not. It is looked for in the 100 that were added last.',
    ),
  ],
  notSent: COMPARED,
});

/** Each of the custom fields has the value that is wanted. */
const byCustomFields: Match = (wanted, row) => {
  const values = readCustomFields(row.customFields);
  const isSame = ({ field, value }: { field?: unknown; value?: unknown }) =>
    byWhole(() => values[String(field).replace(CUSTOM_CHOICE, '')])(value, row) === WHOLE;
  return rowsOf(wanted)
    .filter(({ value }) => !isBlank(value))
    .every(isSame)
    ? WHOLE
    : NO_MATCH;
};

export const opportunitySearches: SearchSpec[] = [
  {
    ...opportunities,
    key: 'find_opportunity',
    label: 'Find Opportunity',
    description: 'Finds an opportunity by contact, pipeline, stage, status, owner, name, custom field or ID.',
    fields: [
      optional(contactId('contact_id'), 'Only the opportunities of this contact.'),
      optional(pipelineId('pipeline_id'), 'Only the opportunities of this pipeline.'),
      optional(stageId('pipeline_stage_id'), 'Only the opportunities in this stage.'),
      choice('status', 'Status', { ...STATUSES, all: 'Any' }, { default: 'open' }),
      owner('assigned_to', 'Only the opportunities of this user.'),
      text('q', 'Search Text', 'A name, or the name, email or phone of the contact, or a part of them.'),
      customFields(),
      optional(opportunityId(), 'One opportunity, whatever else is filled in.'),
    ],
    notOffered: {
      id: 'By its ID an opportunity is read itself: right at once, with all of its custom fields.',
      campaignId: OTHER,
      country: OTHER,
      date: OTHER,
      endDate: OTHER,
      getTasks: 'Find Task gives them.',
      getNotes: "Find Contact's Notes gives them.",
      getCalendarEvents: 'Find Appointment gives them.',
    },
    ways: [opening(oneOpportunity, ['id'])],
    match: { customField: byCustomFields },
  },
  {
    ...pipelineStages,
    key: 'find_pipeline_stage',
    label: 'Find Pipeline or Stage',
    description: 'Finds a pipeline and, if you like, one of its stages by name or ID.',
    fields: [
      compared('pipeline', 'Pipeline Name or ID', 'Without a stage, its first stage comes with it.'),
      compared('stage', 'Stage Name or ID', 'Without a pipeline, the stages of all are looked through.'),
    ],
    match: {
      pipeline: (wanted, { pipelineId: id, pipelineName: name }) => byIdOrWords('name')(wanted, { id, name }),
      stage: byIdOrWords('stageName'),
    },
  },
];
