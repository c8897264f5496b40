import { orderBy } from 'lodash';
import type { JsonObject } from '../../../sandbox/json';
import { items } from '../../../zapier';
import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

/** The sub-account, and what was submitted in it. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const field = state.customFields.find((row) => isHere(row) && row.name === 'Referral Source');
  return {
    locationId,
    submissions: state.formSubmissions.where(isHere),
    surveys: state.surveySubmissions.where(isHere),
    forms: state.forms.where(isHere),
    fieldId: String(field?.id),
  };
}

const rows = (seeded: ReturnType<typeof place>): SearchRow[] => {
  const { locationId, submissions, surveys, forms, fieldId } = seeded;
  const sent = first(submissions.filter(({ external }) => external !== true));
  const survey = first(surveys);
  const form = first(forms.filter(({ id }) => id === sent.formId));
  return [
    {
      key: 'find_form_submission',
      uses: [
        {
          input: {
            formId: sent.formId,
            q: String(sent.email).toUpperCase(),
            startAt: '2020-01-01T23:30:00-05:00',
            endAt: '2040-01-01',
          },
          sends: {
            call: 'GET /forms/submissions',
            query: {
              locationId,
              limit: '100',
              formId: sent.formId,
              q: String(sent.email).toUpperCase(),
              startAt: '2020-01-01',
              endAt: '2040-01-01',
            },
          },
          besides: [`GET /locations/${locationId}/customFields`],
          gives: {
            id: sent.id,
            formId: sent.formId,
            formName: form.name,
            contactId: sent.contactId,
            email: sent.email,
            phone: Object(sent.others).phone,
            customFields: { [fieldId]: 'Friend' },
            answersText: expect.stringMatching(
              /^First Name: .+\nLast Name: .+\nPhone: .+\nEmail: .+\nReferral Source: Friend\n/,
            ),
            pageUrl: 'https://www.example.com/contact',
          },
        },
        {
          input: { surveyId: survey.surveyId, q: survey.contactId },
          sends: {
            call: 'GET /surveys/submissions',
            query: { locationId, limit: '50', surveyId: survey.surveyId, q: survey.contactId },
          },
          besides: [`GET /locations/${locationId}/customFields`],
          gives: {
            id: survey.id,
            surveyId: survey.surveyId,
            answers: expect.arrayContaining([
              { question: 'How Was It', answer: String(Object(survey.others).how_was_it) },
            ]),
          },
        },
      ],
      several: {
        input: { startAt: '2020-01-01' },
        ids: orderBy(submissions, 'createdAt', 'desc').map(({ id }) => id),
      },
      nothing: [{ q: 'nobody@example.com' }, { formId: 'no-such-form' }, { startAt: '2040-01-01' }],
      refused: {
        input: {},
        says: /^Find Form Submission needs a value for “Form”, “Survey”, “Contact ID, Email, Phone or Name”, /,
        sends: 0,
      },
    },
  ];
};

describeSearches(zap, 'Forms & Surveys', () => rows(place()));

const find = (input: object) => zap.run('searches', 'find_form_submission', input);

test.each([
  [{ formId: 'f', surveyId: 's' }, 'Choose a “Form” or a “Survey”.'],
  [{ formId: 'f', endAt: '2026-05-01' }, '“To” needs “From” too: HighLevel would begin a month ago.'],
])('Find Form Submission refuses %j', async (input, sentence) => {
  expect(await zap.sentence(find(input))).toBe(sentence);
  expect(zap.sent()).toEqual([]);
});

/** What somebody submitted, with these answers. */
function submit(others: JsonObject, more: JsonObject = {}) {
  const { locationId, forms } = place();
  const createdAt = new Date(zap.sandbox.clock.ms()).toISOString();
  const row = { locationId, formId: first(forms).id, contactId: 'c1', createdAt, others, ...more };
  return zap.sandbox.state.formSubmissions.insert(row).id;
}

test('a submission gives its answers in the order of the form, and what is none is left out', async () => {
  const { fieldId } = place();
  submit({
    eventData: { type: 'page-visit' },
    source: 'Radio',
    ip: '203.0.113.7',
    signatureHash: 'x',
    pets: ['cat', 'dog'],
    [fieldId]: { id1: { url: 'https://www.example.com/a.pdf', meta: {} } },
    fieldsOriSequance: [fieldId, 'empty', 'source', 'pets'],
  });
  const [found] = items(await find({ q: 'c1' }));
  expect(found?.answers).toEqual([
    { question: 'Referral Source', answer: 'https://www.example.com/a.pdf' },
    { question: 'Source', answer: 'Radio' },
    { question: 'Pets', answer: 'cat, dog' },
  ]);
  expect(found?.others).toEqual({
    [fieldId]: ['https://www.example.com/a.pdf'],
    source: 'Radio',
    pets: ['cat', 'dog'],
  });
});

test('a Facebook lead’s custom fields are answers like others', async () => {
  const { submissions, fieldId } = place();
  const lead = first(submissions.filter(({ external }) => external === true));
  const [found] = items(await find({ formId: lead.formId }));
  expect(found).toMatchObject({ id: lead.id, customFields: { [fieldId]: 'Advert' } });
  expect(found?.answersText).toMatch(/^First Name: .+\nReferral Source: Advert$/s);
  expect(found?.answersText).not.toMatch(/Lead|Type|Source: facebook/);
});

test('the names of custom fields cost one request for all submissions, and are not needed', async () => {
  await find({ startAt: '2020-01-01', results: 'all' });
  const reads = zap.sent().filter(({ endpoint }) => endpoint === 'GET /locations/{locationId}/customFields');
  expect(reads).toHaveLength(1);
  zap.sandbox.faults.add({ endpoint: 'GET /locations/{locationId}/customFields', status: 403 });
  const { submissions, fieldId } = place();
  const sent = first(submissions.filter(({ external }) => external !== true));
  const [found] = items(await find({ q: sent.contactId }));
  expect(found?.answersText).toMatch(`\n${fieldId}: Friend\n`);
});

test('of two who match, the one who is named as a whole comes first, though it was earlier', async () => {
  const createdAt = new Date(zap.sandbox.clock.ms() - 3_600_000).toISOString();
  const whole = submit({}, { name: 'Ada King', createdAt });
  submit({}, { name: 'Ada Kingsley' });
  expect(await find({ q: 'ada  king' })).toMatchObject([{ id: whole }]);
});

test.each(['(312) 555-0177', '312 555 0177 ', '+1 (312) 555-0177'])('somebody is found by %s', async (q) => {
  const id = submit({ phone: '+13125550177' });
  expect(await find({ q })).toMatchObject([{ id }]);
});
