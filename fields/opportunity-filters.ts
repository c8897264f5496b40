/** Filters for opportunities that a person can choose, and how they are sent (`POST /opportunities/search`). */
import type { Input } from '../highlevel/compose';
import { filterBy } from '../reads/opportunity-search';
import { STATUSES } from '../records/opportunity';
import { choice, type Field } from './field';
import { optional } from './ids';
import { owner, pipelineId, stageId } from './opportunity';
import { toList } from './values';

const notSent = 'It becomes one of the filters.';

export const byPipeline = (): Field => ({
  ...optional(pipelineId('pipeline_id'), 'Only the opportunities of this pipeline.'),
  notSent,
});

export const byStage = (helpText = 'Only the opportunities in this stage.'): Field => ({
  ...optional(stageId('pipeline_stage_id'), helpText),
  notSent,
});

export const byOwner = (): Field => ({
  ...owner('assigned_to', 'Only the opportunities of this user.'),
  notSent,
});

export const byStatus = (): Field =>
  choice('status', 'Status', STATUSES, { helpText: 'Only the opportunities with this status.', notSent });

/** The filters of opportunities, by the keys of their fields. */
const FILTERS = ['pipeline_id', 'pipeline_stage_id', 'assigned_to', 'status'];

/** The filters of what is filled in. */
export const toOpportunityFilters = (values: Input): Input[] =>
  FILTERS.flatMap((key) => (values[key] === undefined ? [] : [filterBy(key, toList(values[key]))]));
