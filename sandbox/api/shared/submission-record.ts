import type { JsonObject } from '../../json';
import { text } from '../../json';
import type { Contact, LocationRow, State } from '../../state';
import { fullName } from './contact-answers';

/** What was submitted, and where. */
interface Submitted {
  /** The form or the survey; one of the two. */
  formId?: string | undefined;
  surveyId?: string | undefined;
  /** The answers beside the contact's own: by the keys of the fields, or by the ids of custom fields. */
  answers: JsonObject;
  /** Epoch milliseconds. */
  at: number;
}

/** Where and how something was submitted, as every submission tells it. */
const eventOf = (locationId: string, timestamp: number): JsonObject => ({
  source: 'Direct traffic',
  referrer: '',
  adSource: '',
  page: { url: 'https://www.example.com/contact', title: 'Contact us' },
  timestamp,
  contactSessionIds: { ids: [`session-${timestamp}`] },
  fbp: '',
  fbc: '',
  type: 'page-visit',
  parentId: locationId,
  pageVisitType: 'text-widget',
  domain: 'www.example.com',
  version: 'v3',
  parentName: 'Contact us',
  fingerprint: null,
  documentURL: 'https://www.example.com/contact',
  fbEventId: '',
  medium: 'form',
  mediumId: locationId,
});

/** What every submission tells of its contact, and when it was. */
export const submittedBy = (contact: Contact, at: number) => ({
  locationId: contact.locationId,
  contactId: contact.id,
  name: fullName(contact),
  email: text(contact.email),
  createdAt: new Date(at).toISOString(),
});

/** Adds what a contact submitted in a form or a survey, in the shape that was recorded of forms (2025). */
export function writeSubmission(
  state: State,
  contact: Contact,
  { formId, surveyId, answers, at }: Submitted,
): LocationRow {
  const { firstName, lastName, email, phone, locationId } = contact;
  const own = { first_name: firstName, last_name: lastName, phone, email };
  const table = surveyId === undefined ? state.formSubmissions : state.surveySubmissions;
  const row = table.insert({
    ...submittedBy(contact, at),
    ...(surveyId === undefined ? { formId, external: false } : { surveyId }),
  });
  const others = {
    ...own,
    ...answers,
    ...(surveyId === undefined ? { formId } : { surveyId }),
    location_id: locationId,
    sessionId: `session-${at}`,
    eventData: eventOf(locationId, at),
    Timezone: 'America/New_York (GMT-05:00)',
    fieldsOriSequance: [...Object.keys(own), ...Object.keys(answers)],
    submissionId: row.id,
    signatureHash: `hash-${at}`,
    ip: '203.0.113.7',
  };
  return table.update(row.id, { others }) ?? row;
}
