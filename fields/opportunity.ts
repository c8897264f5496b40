/** Input fields of opportunities. */
import { STATUSES } from '../records/opportunity';
import { user } from './contact';
import { choicesOf } from './dropdowns';
import type { Field } from './field';
import { toNames } from './values';

/** The opportunity that a step is about; the API calls its id just `id`. */
export const opportunityId = (required = true): Field => ({
  key: 'id',
  label: 'Opportunity',
  type: 'string',
  ...(required && { required }),
  choices: choicesOf('opportunities'),
  helpText: required
    ? 'Choose an opportunity, or map the opportunity ID of an earlier step.'
    : 'The one to update. Leave it empty to create one.',
});

/** A pipeline of the location. */
export const pipelineId = (required: boolean, key = 'pipelineId'): Field => ({
  key,
  label: 'Pipeline',
  type: 'string',
  ...(required && { required }),
  choices: choicesOf('pipelines'),
});

/** A stage of the chosen pipeline. */
export const stageId = (key = 'pipelineStageId'): Field => ({
  key,
  label: 'Stage',
  type: 'string',
  choices: choicesOf('stages'),
});

/** Open, won, lost or abandoned. */
export const status = (required: boolean): Field => ({
  key: 'status',
  label: 'Status',
  type: 'string',
  ...(required && { required, default: 'open' }),
  choices: STATUSES,
});

/** Why an opportunity is lost. */
export const lostReasonId = (): Field => ({
  key: 'lostReasonId',
  label: 'Lost Reason',
  type: 'string',
  choices: choicesOf('lostReasons'),
  helpText: 'Why it is lost; it goes with the status Lost.',
});

/** What it is worth. */
export const monetaryValue = (): Field => ({
  key: 'monetaryValue',
  label: 'Value',
  type: 'number',
  helpText: 'An amount of money, without its currency.',
});

/** Who looks after it. */
export const owner = (key = 'assignedTo', helpText = 'Who looks after this opportunity.'): Field =>
  user(key, 'Owner', helpText);

/** The users who follow it. */
export const followers = (helpText: string, required = false): Field => ({
  key: 'followers',
  label: 'Followers',
  type: 'string',
  list: true,
  ...(required && { required }),
  choices: choicesOf('users'),
  helpText,
  send: toNames,
});
