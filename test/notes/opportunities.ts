import { type CategoryNotes, firstOf, like } from './note';

const MOMENTS = ['createdAt', 'updatedAt', 'lastStageChangeAt', 'lastStatusChangeAt', 'lastActionDate'];
const NOBODY = 'Where it is left empty, the app says that nobody is added or taken away.';

export const opportunityNotes = {
  search_opportunities: { paged: like('opportunities', MOMENTS) },
  new_opportunity: { paged: like('opportunities', MOMENTS), happens: { now: (row) => row } },
  find_opportunity: {
    finds: (sandbox) => ({ contact_id: firstOf(sandbox, 'opportunities').contactId }),
  },
  find_pipeline_stage: {
    finds: (sandbox) => ({ pipeline: firstOf(sandbox, 'pipelines').name }),
    adds: {
      stageName: 'The name of the stage, which is a line item of its pipeline.',
      position: 'As above; a number where it is described as text.',
      pipelineId: 'The pipeline that holds the stage.',
      pipelineName: 'As above.',
      nextStageId: 'The stage behind it, and so none of the last.',
      nextStageName: 'As above.',
    },
  },
  update_opportunity: {
    staysFilled: {
      name: 'An opportunity has one.',
      pipelineId: 'An opportunity is in one.',
      pipelineStageId: 'An opportunity is in one.',
    },
  },
  update_opportunity_status: { staysFilled: { lostReasonId: 'It is said with the status Lost.' } },
  upsert_opportunity: {
    notRequired: { followers: NOBODY, followersActionType: NOBODY, isRemoveAllFollowers: NOBODY },
  },
  remove_opportunity_followers: {
    notRequired: { followers: 'All followers can be removed without naming any.' },
  },
} satisfies CategoryNotes;
