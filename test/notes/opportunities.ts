import { DAY_MS } from '../../fields/dates';
import type { JsonObject } from '../../sandbox/json';
import { type CategoryNotes, dated, firstOf, like } from './note';

const MOMENTS = ['createdAt', 'updatedAt', 'lastStageChangeAt', 'lastStatusChangeAt', 'lastActionDate'];
const NOBODY = 'Where it is left empty, the app says that nobody is added or taken away.';

const paged = like('opportunities', MOMENTS);
const SEEN = 'What the Zap saw before.';

type Change = (row: JsonObject, at: number) => JsonObject;

const moved =
  (stage: string): Change =>
  (row, at) => ({ ...row, pipelineStageId: stage, ...dated(at, ['lastStageChangeAt', 'updatedAt']) });
/** A change of status leaves the time of update (one source, 2026). */
const closed =
  (status: string): Change =>
  (row, at) => ({ ...row, status, ...dated(at, ['lastStatusChangeAt']) });
const edited: Change = (row, at) => ({ ...row, name: `Changed ${at}`, ...dated(at, ['updatedAt']) });

const STUCK_DAYS = 14;
/** Since this moment it has been in its stage for so long. */
const stuck: Change = (row, at) => ({ ...row, ...dated(at - STUCK_DAYS * DAY_MS, ['lastStageChangeAt']) });

export const opportunityNotes = {
  search_opportunities: { paged: like('opportunities', MOMENTS) },
  new_opportunity: { paged, happens: { now: (row) => row } },
  opportunity_stage_changed: {
    paged,
    happens: { before: (row) => row, now: moved('second'), otherwise: closed('won'), again: moved('first') },
    adds: { formerStageId: SEEN, formerStageName: 'Its name.' },
  },
  opportunity_status_changed: {
    paged,
    happens: { before: (row) => row, now: closed('won'), otherwise: moved('second'), again: closed('open') },
    adds: { formerStatus: SEEN },
  },
  opportunity_stale: {
    paged,
    happens: {
      input: () => ({ days: STUCK_DAYS }),
      before: (row) => ({ ...row, status: 'open', ...dated(Date.now() - DAY_MS, ['lastStageChangeAt']) }),
      now: stuck,
      otherwise: edited,
      again: stuck,
    },
  },
  updated_opportunity: {
    paged,
    happens: {
      before: (row) => row,
      now: edited,
      otherwise: (row) => ({ ...row, contact: { id: 'c1', name: 'Another Name' } }),
      again: edited,
    },
    adds: { formerOwnerId: SEEN, formerOwnerName: 'Their name.', formerValue: SEEN },
  },
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
