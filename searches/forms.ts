import { pick } from 'lodash';
import { choicesOf } from '../fields/dropdowns';
import { choice } from '../fields/field';
import { day, wordsOrPhone } from '../fields/look-up';
import type { Input } from '../highlevel/compose';
import { byPhone, byWords, either, latestFirst } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import type { Run } from '../operations/spec';
import { formSubmissions, surveySubmissions } from '../reads/forms';
import { rawOf } from '../records/record';

/** What is asked for: of forms or of a survey, with days that HighLevel does not cut short by itself. */
const asked =
  (parent: 'formId' | 'surveyId') =>
  (values: Input, run: Run): Input => {
    const { formId, surveyId, startAt, endAt } = values;
    if (formId && surveyId)
      throw run.refuse(`Choose a ${run.label('formId')} or a ${run.label('surveyId')}.`);
    if (endAt && !startAt) {
      throw run.refuse(
        `${run.label('endAt')} needs ${run.label('startAt')} too: HighLevel would begin a month ago.`,
      );
    }
    return pick(values, [parent, 'q', 'startAt', 'endAt']);
  };

/** What was typed is who submitted it: the contact's ID, name, email or phone. */
const bySubmitter = either(
  byWords('contactId', 'name', 'email'),
  byPhone(({ others }) => rawOf(others).phone),
);

const FINDING = { prefer: { q: bySubmitter }, arrange: latestFirst('createdAt') };

export const formSearches: SearchSpec[] = [
  {
    ...formSubmissions,
    ...FINDING,
    key: 'find_form_submission',
    label: 'Find Form Submission',
    description: 'Finds what somebody filled in, in a form or a survey, the latest first.',
    fields: [
      choice('formId', 'Form', choicesOf('forms'), {
        helpText:
          'Choose a form, or map the form ID of an earlier step. Without a form or a survey, all forms.',
      }),
      choice('surveyId', 'Survey', choicesOf('surveys'), {
        helpText: 'Choose a survey in place of a form, or map the survey ID of an earlier step.',
      }),
      wordsOrPhone('q', 'Contact ID, Email, Phone or Name', 'Who filled it in.'),
      day('startAt', 'From', 'The first day. Without it, HighLevel looks back for a month.'),
      day('endAt', 'To', 'The last day. It needs From too.'),
    ],
    input: asked('formId'),
    ways: [{ ...surveySubmissions, ...FINDING, by: ['surveyId'], input: asked('surveyId') }],
  },
];
