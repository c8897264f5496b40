import { lastDays } from '../fields/dates';
import { choicesOf } from '../fields/dropdowns';
import { choice } from '../fields/field';
import { NEWS_DAYS } from '../operations/news';
import { momentOf } from '../operations/poll-lists';
import type { ListTriggerSpec, TriggerSpec } from '../operations/trigger-spec';
import { formSubmissions, surveySubmissions } from '../reads/forms';
import { submissionOfForm, submissionOfSurvey } from '../records/form-submission';

/** A sample may be so old, so that a quiet account has one. */
const SAMPLE_DAYS = 365;

/** What the triggers of submissions have in common. */
const SUBMITTED = {
  fires: 'list',
  notOffered: {
    q: 'Find Form Submission looks for what one person submitted.',
    startAt: 'Only what is new is looked for.',
    endAt: 'Only what is new is looked for.',
  },
  input: (values, { bundle }) => ({
    ...values,
    ...lastDays(momentOf(bundle) === 'sample' ? SAMPLE_DAYS : NEWS_DAYS),
  }),
  changes: 'none',
  datedOnly: true,
} satisfies Partial<ListTriggerSpec>;

const LIST = `The list has what was submitted in the last ${NEWS_DAYS + 1} days, and nothing that was not finished.`;

export const formTriggers: TriggerSpec[] = [
  {
    ...formSubmissions,
    ...SUBMITTED,
    record: submissionOfForm,
    key: 'new_form_submission',
    noun: 'Form Submission',
    label: 'New Form Submission',
    description: 'Triggers when somebody submits a form.',
    fields: [choice('formId', 'Form', choicesOf('forms'), 'Without a form, all forms.')],
    limits: `${LIST} A lead that HighLevel takes in with a date older than ${NEWS_DAYS} days, such as a late Facebook lead, is not seen.`,
  },
  {
    ...surveySubmissions,
    ...SUBMITTED,
    record: submissionOfSurvey,
    key: 'new_survey_submission',
    noun: 'Survey Submission',
    label: 'New Survey Submission',
    description: 'Triggers when somebody submits a survey.',
    fields: [choice('surveyId', 'Survey', choicesOf('surveys'), 'Without a survey, all surveys.')],
    limits: `${LIST} One that HighLevel takes in with a date older than ${NEWS_DAYS} days is not seen.`,
  },
];
