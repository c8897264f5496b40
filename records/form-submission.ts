/** What somebody has filled in, in a form or a survey. */
import { omit, startCase, uniq } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { keptNames, type Named } from '../highlevel/cache';
import { locationOf } from '../highlevel/connection';
import type { Raw } from '../highlevel/json';
import { customFieldsOf } from './custom-fields/definitions';
import { customFieldOutputs } from './custom-fields/outputs';
import { readCustomFields } from './custom-fields/values';
import {
  type Output,
  outputs,
  type RecordType,
  rawOf,
  withId,
  withMoments,
  withNamesOf,
  without,
} from './record';
import { SAMPLE_IDS } from './sample-ids';

/** What stands among the answers and is none, as it was recorded of forms and of Facebook's (2026). */
const NO_ANSWERS = [
  'customFields',
  'eventData',
  'facebookLeadId',
  'fieldsOriSequance',
  'formId',
  'ip',
  'locationId',
  'location_id',
  'sessionId',
  'signatureHash',
  'source',
  'submissionId',
  'surveyId',
  'type',
];

/** A custom field's answer stands under its id, any other under the field's own key. */
const CUSTOM = /^[A-Za-z0-9]{20}$/;

/** The answers by their keys, in the order of the form where that is known. */
function answersIn({ others }: Raw): [key: string, value: unknown][] {
  const all = rawOf(others);
  const { fieldsOriSequance, customFields } = all;
  const order = Array.isArray(fieldsOriSequance) ? fieldsOriSequance.map(String) : [];
  const noAnswers = NO_ANSWERS.filter((key) => !order.includes(key));
  const own = Object.entries(omit(all, noAnswers)).map(([id, value]) => ({ id, value }));
  const values = { ...readCustomFields(own), ...readCustomFields(customFields) };
  return uniq([...order, ...Object.keys(values)]).flatMap((key): [string, unknown][] =>
    values[key] === undefined ? [] : [[key, values[key]]],
  );
}

/** The names of custom fields, by run: one request at most, and none where they are kept. */
const namesOfRun = new WeakMap<Bundle, Promise<Map<string, string>>>();

/** The names of the location's custom fields. None where they can't be had: a submission never fails for them. */
function customFieldNames(z: ZObject, bundle: Bundle): Promise<Map<string, string>> {
  const read = async () =>
    (await customFieldsOf(z, bundle, 'contact')).map(({ id, name }): Named => [id, name]);
  const known =
    namesOfRun.get(bundle) ??
    keptNames(z, `customFields:${locationOf(bundle)}`, read).then(
      (names) => new Map(names),
      () => new Map<string, string>(),
    );
  namesOfRun.set(bundle, known);
  return known;
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

async function fromSubmission(raw: Raw, z: ZObject, bundle: Bundle): Promise<Output> {
  const found = answersIn(raw);
  const names = found.some(([key]) => CUSTOM.test(key)) ? await customFieldNames(z, bundle) : undefined;
  const answers = found.map(([key, value]) => ({
    question: names?.get(key) ?? (CUSTOM.test(key) ? key : startCase(key)),
    answer: toText(value),
  }));
  const others = Object.fromEntries(found);
  const { page, source } = rawOf(rawOf(raw.others).eventData);
  return {
    ...withId(withMoments(raw, ['createdAt'])),
    others,
    // A form's answers have the first spelling, those of a Facebook lead form the second.
    firstName: others.first_name ?? others.firstName,
    lastName: others.last_name ?? others.lastName,
    phone: others.phone,
    answers,
    answersText: answers.map(({ question, answer }) => `${question}: ${answer}`).join('\n'),
    customFields: Object.fromEntries(found.filter(([key]) => CUSTOM.test(key))),
    pageUrl: rawOf(page).url,
    source,
  };
}

const SAMPLE_ANSWERS = [
  { question: 'First Name', answer: 'Amara' },
  { question: 'Email', answer: 'amara.okafor@example.com' },
  { question: 'How did you hear about us', answer: 'A friend' },
];

const submissionAlone: RecordType = {
  noun: 'Submission',
  fields: [
    ...outputs('string', {
      id: 'Submission ID',
      formId: 'Form ID',
      surveyId: 'Survey ID',
      contactId: 'Contact ID',
      name: 'Name',
      firstName: 'First Name',
      lastName: 'Last Name',
      email: 'Email',
      phone: 'Phone',
      answersText: 'All Answers',
    }),
    {
      key: 'answers',
      label: 'Answers',
      children: outputs('string', { question: 'Question', answer: 'Answer' }),
    },
    ...outputs('string', { pageUrl: 'Page', source: 'Traffic Source' }),
    { key: 'createdAt', label: 'Date Added', type: 'datetime' },
  ],
  ownFields: customFieldOutputs('contact'),
  sample: {
    id: SAMPLE_IDS['Form Submission'],
    formId: SAMPLE_IDS.Form,
    surveyId: SAMPLE_IDS.Survey,
    contactId: SAMPLE_IDS.Contact,
    name: 'Amara Okafor',
    firstName: 'Amara',
    lastName: 'Okafor',
    email: 'amara.okafor@example.com',
    phone: '+13125550142',
    answersText: SAMPLE_ANSWERS.map(({ question, answer }) => `${question}: ${answer}`).join('\n'),
    answers: SAMPLE_ANSWERS,
    pageUrl: 'https://www.example.com/contact',
    source: 'Direct traffic',
    createdAt: '2026-05-06T08:30:41.000Z',
  },
  from: fromSubmission,
  added: 'createdAt',
};

const FORM = { key: 'formName', label: 'Form Name', list: 'forms' } as const;
const SURVEY = { key: 'surveyName', label: 'Survey Name', list: 'surveys' } as const;

/** What somebody has filled in. A form's has the form's id, a survey's the survey's. */
export const formSubmission = withNamesOf(submissionAlone, {
  formId: FORM,
  surveyId: { ...SURVEY, sample: '' },
});

/** What somebody has filled in, in a form. */
export const submissionOfForm = withNamesOf(without(submissionAlone, ['surveyId']), { formId: FORM });

/** What somebody has filled in, in a survey. */
export const submissionOfSurvey = withNamesOf(without(submissionAlone, ['formId']), { surveyId: SURVEY });
