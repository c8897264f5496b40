/** Input fields of opportunities. */
import { STATUSES } from '../records/opportunity';
import { choicesOf } from './dropdowns';
import { type About, choice, type Field, number } from './field';
import { idField, user } from './ids';

/** The opportunity that a step is about; the API calls its id just `id`. */
export const opportunityId = (): Field => idField('id', 'Opportunity', 'opportunities');

/** A pipeline of the location. */
export const pipelineId = (key = 'pipelineId'): Field => idField(key, 'Pipeline', 'pipelines');

/** A stage of the chosen pipeline. */
export const stageId = (key = 'pipelineStageId'): Field =>
  idField(key, 'Stage', 'stages', { of: 'pipeline', required: false });

/** Open, won, lost or abandoned. */
export const status = (about: About = {}): Field => choice('status', 'Status', STATUSES, about);

/** Why an opportunity is lost. */
export const lostReasonId = (): Field =>
  choice(
    'lostReasonId',
    'Lost Reason',
    choicesOf('lostReasons'),
    'Why it is lost. Only with the status Lost.',
  );

/** What it is worth. */
export const monetaryValue = (): Field =>
  number('monetaryValue', 'Value', 'An amount of money, without its currency.');

/** Who looks after it. */
export const owner = (key = 'assignedTo', helpText = 'Who looks after this opportunity.'): Field =>
  user(key, 'Owner', helpText);
