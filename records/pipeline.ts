import { isRecord } from '../highlevel/errors';
import { itemsOf, type Raw } from '../highlevel/paging';
import { outputs, plainRecord, type RecordType } from './record';

/** A pipeline with its stages, in their order. */
export const pipeline: RecordType = {
  noun: 'Pipeline',
  fields: [
    ...outputs('string', { id: 'Pipeline ID', name: 'Name', locationId: 'Location ID' }),
    ...outputs('boolean', { showInFunnel: 'Is in Funnel Chart', showInPieChart: 'Is in Pie Chart' }),
    ...outputs('string', { 'stages[]id': 'Stage ID', 'stages[]name': 'Stage Name' }),
    { key: 'stages[]position', label: 'Stage Position', type: 'integer' },
  ],
  sample: {
    id: 'aWdODOBVOlH1RUFKWQke',
    name: 'Sales',
    locationId: 've9EPM428h8vShlRW1KT',
    showInFunnel: true,
    showInPieChart: true,
    stages: [
      { id: '7915dedc-8f18-44d5-8bc3-77c04e994a10', name: 'New Lead', position: 0 },
      { id: 'e93ba61a-53b3-45e7-985a-c7732dbcdb69', name: 'Proposal Sent', position: 1 },
    ],
  },
  from: plainRecord(),
};

/** The stages of the chosen pipeline; of all, with the pipelines' names, where none is chosen. */
export function stagesIn(answer: Raw, { pipelineId, pipeline_id: searched }: Raw): Raw[] {
  const pipelines = itemsOf(answer, 'pipelines');
  const chosen = pipelines.find(({ id }) => id === (pipelineId || searched));
  if (chosen) return stagesOf(chosen);
  return pipelines.flatMap((one) =>
    stagesOf(one).map((stage) => ({ ...stage, name: `${one.name} · ${stage.name}` })),
  );
}

const stagesOf = ({ stages }: Raw): Raw[] => (Array.isArray(stages) ? stages.filter(isRecord) : []);
