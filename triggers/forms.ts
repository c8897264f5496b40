import { choicesOf } from '../fields/dropdowns';
import { choice } from '../fields/field';
import { NEWS_DAYS } from '../operations/news';
import { recentDays } from '../operations/recent-days';
import type { TriggerSpec } from '../operations/trigger-spec';
import { formSubmissions } from '../reads/forms';
import { submissionOfForm } from '../records/form-submission';

const NOT_OFFERED = {
  q: 'Find Form Submission looks for what one person submitted.',
  startAt: 'Only what is new is looked for.',
  endAt: 'Only what is new is looked for.',
};

/** What a trigger of submissions can't see. */
const limitsOf = (more: string) =>
  `The list has what was submitted in the last ${NEWS_DAYS + 1} days, and nothing that was not finished. ${more}`;

export const formTriggers: TriggerSpec[] = [
  {
    ...formSubmissions,
    record: submissionOfForm,
    key: 'new_form_submission',
    noun: 'Form Submission',
    label: 'New Form Submission',
    description: 'Triggers when somebody submits a form.',
    fires: 'list',
    fields: [choice('formId', 'Form', choicesOf('forms'), 'Without a form, all forms.')],
    notOffered: NOT_OFFERED,
    input: (values, run) => ({ ...values, ...recentDays(run, 'startAt', 'endAt') }),
    changes: 'none',
    datedOnly: true,
    limits: limitsOf(
      `A lead that HighLevel takes in with a date older than ${NEWS_DAYS} days, such as a late Facebook lead, is not seen.`,
    ),
  },
];
