import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { contactOf, startWorkflow, taskFor, tellTeam } from './steps';

const SCORE = '{{survey.customFields__<score>}}';

const scoreToAction: ZapPlan = {
  name: 'HighLevel survey → task and alarm, or the workflow that asks for a review',
  trigger: {
    kind: 'poll',
    id: 'survey',
    app: 'highlevel',
    trigger: 'new_survey_submission',
    input: { surveyId: '{{settings.survey}}' },
  },
  steps: [
    contactOf('{{survey.contactId}}', 'finds who answered'),
    {
      id: 'ways',
      does: 'goes one of two ways, by the score',
      kind: 'paths',
      paths: [
        {
          name: 'Six or less',
          match: 'all',
          onlyIf: [{ value: SCORE, is: 'less than', to: '7' }],
          steps: [
            ...taskFor(
              '{{contact.assignedTo}}',
              '{{contact.id}}',
              `Call back: scored us ${SCORE}`,
              'gives the contact’s owner a task',
            ),
            tellTeam(`{{contact.name}} ({{contact.phone}}) scored us ${SCORE}.\n{{survey.answersText}}`),
          ],
        },
        {
          name: 'Nine or more',
          match: 'all',
          onlyIf: [{ value: SCORE, is: 'greater than', to: '8' }],
          steps: [startWorkflow('{{contact.id}}')],
        },
      ],
    },
  ],
};

/** The score of a survey: bad ones raise an alarm, good ones are asked for a review. */
export const surveyScore: Job = {
  number: 19,
  title: 'A bad score in a survey raises an alarm, a good one asks for a review',
  zaps: [scoreToAction],
  settings: {
    survey: 'your survey',
    score: 'the custom field of the score',
    channel: 'the team’s channel',
    workflow: 'the workflow that asks for a review',
  },
  hints: [
    'Each question of a survey is a custom field of the contact. Submit the survey once as a test, and the field of the score is among those that you can map.',
    'Choose the number conditions “(Number) Less than” and “(Number) Greater than”. With text, 10 would be less than 7.',
    'With 7 or 8 the Zap ends after its search, and so it does without a score.',
    'A task for a contact without an owner is nobody’s.',
  ],
};
