import { first, harness } from '../support/harness';
import { among, describeCategory, type Row } from './table';

const zap = harness();

/** The sub-account, and what was submitted in it last. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const sent = first(state.formSubmissions.where((row) => isHere(row) && row.external === false).slice(-1));
  const survey = first(state.surveySubmissions.where(isHere).slice(-1));
  // The seed's is older than the days that are asked for.
  state.surveySubmissions.update(survey.id, { createdAt: zap.sandbox.clock.iso() });
  return {
    locationId,
    sent,
    survey,
    form: first(state.forms.where(({ id }) => id === sent.formId)),
    fieldId: String(state.customFields.find((row) => isHere(row) && row.name === 'Referral Source')?.id),
  };
}

const DAY = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
const DAYS = { startAt: DAY, endAt: DAY };

function rows(): Row[] {
  const { locationId, sent, survey, form } = place();
  const besides = [`GET /locations/${locationId}/customFields`];
  return [
    {
      key: 'new_form_submission',
      input: { formId: form.id },
      sends: {
        call: 'GET /forms/submissions',
        query: { locationId, formId: form.id, limit: '100', ...DAYS },
        besides,
      },
      gives: among({ id: sent.id, revision: 'new' }),
      fails: { input: {}, as: 'agency', says: /^Choose a Sub-Account/, sends: 0 },
    },
    {
      key: 'new_survey_submission',
      input: { surveyId: String(survey.surveyId) },
      sends: {
        call: 'GET /surveys/submissions',
        query: { locationId, surveyId: survey.surveyId, limit: '50', ...DAYS },
        besides,
      },
      gives: among({ id: survey.id, revision: 'new' }),
      fails: { input: {}, as: 'agency', says: /^Choose a Sub-Account/, sends: 0 },
    },
  ];
}

describeCategory(zap, 'Forms & Surveys', rows);

test('a submission comes with who submitted it, and with the answers by their questions', async () => {
  const { sent, form, fieldId } = place();
  const [given] = Object(
    await zap.run('triggers', 'new_form_submission', {}, { meta: { isLoadingSample: true, limit: 3 } }),
  );
  expect(given).toMatchObject({
    id: sent.id,
    formId: form.id,
    formName: form.name,
    contactId: sent.contactId,
    name: sent.name,
    firstName: Object(sent.others).first_name,
    email: sent.email,
    customFields: { [fieldId]: 'Friend' },
    answersText: expect.stringMatching(/\nReferral Source: Friend\nTerms And Conditions: Yes\n/),
    createdAt: sent.createdAt,
    revision: 'new',
  });
});
