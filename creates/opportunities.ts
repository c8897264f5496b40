import { CUSTOM_FIELDS_GROUP, customFieldInputs } from '../fields/custom-fields';
import { alsoSaying, choice, type Field, text, yesNo } from '../fields/field';
import { contactId, optional, users } from '../fields/ids';
import {
  lostReasonId,
  monetaryValue,
  opportunityId,
  owner,
  pipelineId,
  stageId,
  status,
} from '../fields/opportunity';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { withFieldsToClear } from '../operations/clear';
import { clearingCustomFields, customFieldsToClear, withCustomFields } from '../operations/custom-fields';
import { ifItExists, orExisting } from '../operations/existing';
import type { CreateSpec, Run } from '../operations/spec';
import { strayStage } from '../reads/names';
import { opportunity } from '../records/opportunity';
import { changedAll, deleted, deletedBy, done, followed, others, succeeded } from '../records/outcomes';
import { newOrNot, recordAndNewness } from '../records/record';
import { SAMPLE_IDS } from '../records/sample-ids';

const allFollowers = (): Field =>
  yesNo('isRemoveAllFollowers', 'Remove All Followers', 'Yes takes away everyone who follows it.');

export const opportunityCreates: CreateSpec[] = [
  {
    key: 'create_opportunity',
    label: 'Create Opportunity',
    description: 'Creates an opportunity for a contact.',
    endpoint: 'POST /opportunities/',
    fields: [
      contactId(),
      pipelineId(),
      text('name', 'Name', { required: true }),
      status({ required: true, default: 'open' }),
      stageId(),
      monetaryValue(),
      owner(),
      ifItExists(
        'The existing opportunity comes as it is: nothing of this step is written to it. A contact may have one in a pipeline, unless the sub-account allows more.',
      ),
      customFieldInputs('opportunity'),
    ],
    groups: CUSTOM_FIELDS_GROUP,
    input: async (values, run) => withCustomFields(await inPipeline(values, run), run),
    request: orExisting((id, ask) => ask('GET /opportunities/{id}', { id })),
    answer: recordAndNewness('opportunity'),
    record: newOrNot(opportunity),
  },
  {
    key: 'update_opportunity',
    label: 'Update Opportunity',
    description: 'Updates an opportunity, or moves it to another stage. What you leave empty stays as it is.',
    endpoint: 'PUT /opportunities/{id}',
    fields: [
      ...withFieldsToClear(
        [
          opportunityId(),
          text('name', 'Name'),
          { ...pipelineId(), required: false },
          alsoSaying(stageId(), 'Choose its pipeline too: HighLevel may need it.'),
          status(),
          monetaryValue(),
          owner(),
        ],
        ['assignedTo'],
        customFieldsToClear('opportunity'),
      ),
      customFieldInputs('opportunity'),
    ],
    groups: CUSTOM_FIELDS_GROUP,
    input: async (values, run) => clearingCustomFields(await inPipeline(values, run), run),
    answer: 'opportunity',
    record: opportunity,
  },
  {
    key: 'delete_opportunity',
    label: 'Delete Opportunity',
    description: 'Deletes an opportunity for good.',
    endpoint: 'DELETE /opportunities/{id}',
    fields: [opportunityId()],
    answer: deletedBy('id'),
    record: deleted('Opportunity'),
  },
  {
    key: 'update_opportunity_status',
    label: 'Update Opportunity Status',
    description: 'Marks an opportunity as open, won, lost or abandoned.',
    endpoint: 'PUT /opportunities/{id}/status',
    fields: [opportunityId(), status({ required: true, default: 'won' }), lostReasonId()],
    answer: (answer, { id, status: now, lostReasonId: why }) => ({
      id,
      status: now,
      ...(why !== undefined && { lostReasonId: why }),
      success: succeeded(answer),
    }),
    record: done(
      'Opportunity',
      {},
      [
        { key: 'status', label: 'Status', type: 'string' },
        { key: 'lostReasonId', label: 'Lost Reason ID', type: 'string' },
      ],
      { status: 'lost', lostReasonId: SAMPLE_IDS['Lost Reason'] },
    ),
  },
  {
    key: 'upsert_opportunity',
    label: 'Upsert Opportunity',
    description:
      'Creates an opportunity that belongs to nobody, or updates the one that you choose. Find or Create Opportunity makes one for a contact.',
    endpoint: 'POST /opportunities/upsert',
    fields: [
      pipelineId(),
      optional(opportunityId(), 'The one to update. Leave it empty to create one.'),
      text('name', 'Name'),
      stageId(),
      status(),
      monetaryValue(),
      owner(),
      lostReasonId(),
      users('followers', 'Followers', 'Users to add to those who follow it, or to take away.'),
      choice(
        'followersActionType',
        'What to Do With Followers',
        { add: 'Add Them', remove: 'Remove Them' },
        { default: 'add' },
      ),
      allFollowers(),
    ],
    input: async (values, run) => upsertInput(await inPipeline(values, run)),
    answer: recordAndNewness('opportunity'),
    record: newOrNot(opportunity),
  },
  {
    key: 'add_opportunity_followers',
    label: 'Add Followers',
    description: 'Adds followers to an opportunity. The followers that it has stay.',
    endpoint: 'POST /opportunities/{id}/followers',
    fields: [
      opportunityId(),
      users('followers', 'Followers', 'Users who are to follow the opportunity.', { required: true }),
    ],
    answer: followersOutcome('Added'),
    record: followed('Opportunity', 'added'),
  },
  {
    key: 'remove_opportunity_followers',
    label: 'Remove Followers',
    description: 'Removes followers from an opportunity. Its other followers stay.',
    endpoint: 'DELETE /opportunities/{id}/followers',
    fields: [
      opportunityId(),
      users('followers', 'Followers', 'Users who are no longer to follow the opportunity.'),
      allFollowers(),
    ],
    input: removeFollowers,
    answer: followersOutcome('Removed'),
    record: followed('Opportunity', 'removed'),
  },
];

/** The values, where the stage is one of the pipeline, as far as that is known. */
async function inPipeline(values: Input, run: Run): Promise<Input> {
  const { pipelineId, pipelineStageId: stageId } = values;
  if (typeof pipelineId !== 'string' || typeof stageId !== 'string') return values;
  const stray = await strayStage({ pipelineId, stageId }, run);
  if (!stray) return values;
  throw run.refuse(
    `“${stray.stage}” is a stage of “${stray.pipeline}”, and not of “${stray.chosen}”: choose a stage of “${stray.chosen}”, or the other pipeline.`,
  );
}

/** HighLevel requires the fields about followers in each call. These values change nobody. */
function upsertInput(values: Input): Input {
  return { followers: [], followersActionType: 'add', isRemoveAllFollowers: false, ...values };
}

function removeFollowers(values: Input, run: Run): Input {
  if (values.followers === undefined && values.isRemoveAllFollowers !== true) {
    throw run.needsOrYes('followers', 'isRemoveAllFollowers');
  }
  return { followers: [], ...values };
}

function followersOutcome(change: 'Added' | 'Removed') {
  return (answer: Raw, { id, followers }: Input): Raw => ({
    ...others(answer),
    id,
    success: changedAll(answer, 'followers', change, followers),
  });
}
