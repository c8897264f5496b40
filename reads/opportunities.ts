import { byPage, byPlace, bySkipFromZero } from '../highlevel/paging';
import { foundOpportunity, opportunity } from '../records/opportunity';
import { pipeline, stagesIn } from '../records/pipeline';
import { pipelineStage, stageRowsIn } from '../records/pipeline-stage';
import { isFiltered, latestBy } from './opportunity-search';
import type { ListRead, RecordListRead, RecordRead } from './read';

/** The opportunities that match filters. */
export const opportunities = {
  endpoint: 'GET /opportunities/search',
  items: 'opportunities',
  paging: byPage,
  sort: { added: { order: 'added_desc' } },
  sortedBy: 'createdAt',
  record: opportunity,
} satisfies RecordListRead;

/** The opportunities that match filters, in the order of any of their times: {@link searchOpportunities} sends it. */
export const foundOpportunities = {
  endpoint: 'POST /opportunities/search',
  items: 'opportunities',
  paging: byPlace,
  sort: { added: latestBy('createdAt') },
  sortedBy: 'createdAt',
  isAskedFor: (row, { filters }) => isFiltered(row, filters),
  record: foundOpportunity,
} satisfies RecordListRead;

/** One opportunity. */
export const oneOpportunity = {
  endpoint: 'GET /opportunities/{id}',
  answer: 'opportunity',
  record: opportunity,
} satisfies RecordRead;

/** The pipelines of the location, each with its stages. */
export const pipelines = {
  endpoint: 'GET /opportunities/pipelines',
  items: 'pipelines',
  record: pipeline,
} satisfies RecordListRead;

/** The stages of one pipeline, or of all. */
export const stages = { endpoint: pipelines.endpoint, items: stagesIn } satisfies ListRead;

/** The stages of all pipelines, each as a record with its pipeline. */
export const pipelineStages = {
  endpoint: pipelines.endpoint,
  items: stageRowsIn,
  record: pipelineStage,
} satisfies RecordListRead;

/** Why opportunities are lost. */
export const lostReasons = {
  endpoint: 'GET /opportunities/lost-reason',
  items: 'lostReasons',
  paging: bySkipFromZero('skip', 100),
} satisfies ListRead;
