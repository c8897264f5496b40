import type { CategoryNotes } from './note';

const ANSWERED = 'Made of the answers, whose names differ from form to form.';

export const formNotes = {
  find_form_submission: {
    adds: {
      phone: ANSWERED,
      answersText: ANSWERED,
      'answers[]question': ANSWERED,
      'answers[]answer': ANSWERED,
      pageUrl: 'From deep in the answer.',
      source: 'As above.',
    },
    fillings: [{ without: ['surveyId'] }, { without: ['formId'] }],
  },
} satisfies CategoryNotes;
