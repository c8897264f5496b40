/** Input fields of opportunities. */
import { STATUSES } from '../records/opportunity';
import { choicesOf } from './dropdowns';
import type { Field } from './field';
import { idField, user } from './ids';

/** The opportunity that a step is about; the API calls its id just `id`. */
export const opportunityId = (): Field => idField('id', 'Opportunity', 'opportunities');

/** A pipeline of the location. */
export const pipelineId = (key = 'pipelineId'): Field => idField(key, 'Pipeline', 'pipelines');

/** A stage of the chosen pipeline. */
export const stageId = (key = 'pipelineStageId'): Field =>
  idField(key, 'Stage', 'stages', { of: 'pipeline', required: false });

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
  helpText: 'Why it is lost. Only with the status Lost.',
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
