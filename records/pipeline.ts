import { type Raw, rowsOf } from '../highlevel/json';
import { requireItems } from '../highlevel/paging';
import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A pipeline with its stages, in their order. */
export const pipeline: RecordType = {
  noun: 'Pipeline',
  fields: [
    ...outputs('string', { id: 'Pipeline ID', name: 'Name', locationId: 'Sub-Account ID' }),
    ...outputs('boolean', { showInFunnel: 'Is in Funnel Chart', showInPieChart: 'Is in Pie Chart' }),
    ...outputs('string', { 'stages[]id': 'Stage ID', 'stages[]name': 'Stage Name' }),
    { key: 'stages[]position', label: 'Stage Position', type: 'integer' },
    ...outputs('datetime', { dateAdded: 'Date Added', dateUpdated: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Pipeline,
    name: 'Sales',
    locationId: SAMPLE_IDS.Location,
    showInFunnel: true,
    showInPieChart: true,
    stages: [
      { id: SAMPLE_IDS['Earlier Stage'], name: 'New Lead', position: 0 },
      { id: SAMPLE_IDS.Stage, name: 'Proposal Sent', position: 1 },
    ],
    dateAdded: '2026-03-02T09:40:12.000Z',
    dateUpdated: '2026-05-04T14:12:09.000Z',
  },
  from: plainRecord('dateAdded', 'dateUpdated'),
};

/** The stages of the chosen pipeline; of all, with the pipelines' names, where none is chosen. */
export function stagesIn(answer: Raw, { pipelineId, pipeline_id: searched }: Raw): Raw[] {
  const pipelines = requireItems(answer, 'pipelines');
  const chosen = pipelines.find(({ id }) => id === (pipelineId || searched));
  if (chosen) return stagesOf(chosen);
  return pipelines.flatMap((one) =>
    stagesOf(one).map((stage) => ({ ...stage, name: `${one.name} · ${stage.name}` })),
  );
}

/** The stages of a pipeline. */
export const stagesOf = ({ stages }: Raw): Raw[] => rowsOf(stages);
