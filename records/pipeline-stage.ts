import type { Raw } from '../highlevel/json';
import { requireItems } from '../highlevel/paging';
import { stagesOf } from './pipeline';
import { idOf, outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** The stages of all pipelines, each with its pipeline and the stage that comes next. */
export function stageRowsIn(answer: Raw): Raw[] {
  return requireItems(answer, 'pipelines').flatMap((pipeline) => {
    const stages = stagesOf(pipeline);
    return stages.map((stage, place) => ({
      id: idOf(stage),
      stageName: stage.name,
      position: stage.position ?? place,
      pipelineId: idOf(pipeline),
      pipelineName: pipeline.name,
      nextStageId: idOf(stages[place + 1] ?? {}),
      nextStageName: stages[place + 1]?.name,
    }));
  });
}

/** A stage, with its pipeline. */
export const pipelineStage: RecordType = {
  noun: 'Stage',
  fields: [
    ...outputs('string', {
      id: 'Stage ID',
      stageName: 'Stage Name',
      pipelineId: 'Pipeline ID',
      pipelineName: 'Pipeline Name',
    }),
    { key: 'position', label: 'Position', type: 'integer' },
    ...outputs('string', { nextStageId: 'Next Stage ID', nextStageName: 'Next Stage Name' }),
  ],
  sample: {
    id: SAMPLE_IDS['Earlier Stage'],
    stageName: 'New Lead',
    pipelineId: SAMPLE_IDS.Pipeline,
    pipelineName: 'Sales',
    position: 0,
    nextStageId: SAMPLE_IDS.Stage,
    nextStageName: 'Proposal Sent',
  },
  from: plainRecord(),
};
