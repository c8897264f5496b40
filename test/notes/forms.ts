import { type CategoryNotes, dated, like } from './note';

const ANSWERED = 'Made of the answers, whose names differ from form to form.';

const ADDS = {
  firstName: ANSWERED,
  lastName: ANSWERED,
  phone: ANSWERED,
  answersText: ANSWERED,
  'answers[]question': ANSWERED,
  'answers[]answer': ANSWERED,
  pageUrl: 'From deep in the answer.',
  source: 'As above.',
};

export const formNotes = {
  new_form_submission: {
    adds: ADDS,
    paged: like('formSubmissions', ['createdAt']),
    happens: { now: (row, at) => ({ ...row, ...dated(at, ['createdAt']) }) },
  },
  new_survey_submission: {
    adds: ADDS,
    paged: like('surveySubmissions', ['createdAt']),
    happens: { now: (row, at) => ({ ...row, ...dated(at, ['createdAt']) }) },
  },
  find_form_submission: {
    adds: ADDS,
    fillings: [{ without: ['surveyId'] }, { without: ['formId'] }],
  },
} satisfies CategoryNotes;
