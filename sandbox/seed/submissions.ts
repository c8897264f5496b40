import { fullName } from '../api/shared/contact-answers';
import { DAY_MS, HOUR_MS } from '../clock';
import type { Ids } from '../ids';
import { type JsonObject, text } from '../json';
import type { Contact, CustomField, State } from '../state';
import type { RandomData } from './random-data';

const SURVEYS = ['How Did We Do?', 'Before Your Visit'];

const HEX = '0123456789abcdef';

/** Where and how something was submitted, as every submission tells it. */
const eventOf = (locationId: string, at: number, page: string): JsonObject => ({
  source: 'Direct traffic',
  referrer: '',
  adSource: '',
  page: { url: `https://www.example.com/${page}`, title: 'Contact us' },
  timestamp: at,
  contactSessionIds: { ids: [`session-${at}`] },
  fbp: '',
  fbc: '',
  type: 'page-visit',
  parentId: locationId,
  pageVisitType: 'text-widget',
  domain: 'www.example.com',
  version: 'v3',
  parentName: 'Contact us',
  fingerprint: null,
  documentURL: `https://www.example.com/${page}`,
  fbEventId: '',
  medium: 'form',
  mediumId: locationId,
});

/** Adds surveys, and what the last contacts submitted in the last weeks: forms, surveys, a Facebook lead form. */
export function addSubmissions(
  state: State,
  random: RandomData,
  ids: Ids,
  locationId: string,
  now = Date.now(),
): void {
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const hex = () => Array.from({ length: 24 }, () => HEX[Math.floor(ids.random() * 16)]).join('');
  const surveys = SURVEYS.map((name) => state.surveys.insert({ locationId, name }));
  const forms = state.forms.where(isHere);
  const field = state.customFields.find((row) => isHere(row) && row.name === 'Referral Source');
  const contacts = state.contacts.where(isHere).slice(-8);
  for (const [i, contact] of contacts.entries()) {
    const at = now - (contacts.length - i) * 3 * DAY_MS + (i % 5) * HOUR_MS;
    const isLead = i === 2;
    const formId = isLead ? `fb-${locationId}` : forms[i % forms.length]?.id;
    const id = isLead ? '0f6b2f1e-6d2c-4c57-9a3e-2b1d8c7e5a40' : hex();
    const lead = { locationId, facebookLeadId: `${400_000_000 + i}`, type: 'lead', source: 'facebook' };
    state.formSubmissions.insert({
      ...common(contact, at),
      id: isLead ? `${id}-${locationId.slice(0, 4)}` : id,
      formId,
      external: isLead,
      others: isLead
        ? { ...lead, ...names(contact), customFields: field ? [{ id: field.id, field_value: 'Advert' }] : [] }
        : { ...answersOf(contact, field, at), formId, submissionId: id, terms_and_conditions: 'Yes' },
    });
    if (i % 2) continue;
    const surveyId = surveys[(i / 2) % surveys.length]?.id;
    state.surveySubmissions.insert({
      ...common(contact, at + HOUR_MS),
      id: hex(),
      surveyId,
      others: { ...answersOf(contact, field, at), how_was_it: random.word('remark'), surveyId },
    });
  }
}

const common = (contact: Contact, at: number) => ({
  locationId: contact.locationId,
  contactId: contact.id,
  name: fullName(contact),
  email: text(contact.email),
  createdAt: new Date(at).toISOString(),
});

const names = ({ firstName, lastName, email, phone }: Contact): JsonObject => ({
  firstName,
  lastName,
  email,
  phone,
});

/** The answers of a form, by the keys of the fields, or by the ids of custom fields. */
function answersOf(contact: Contact, field: CustomField | undefined, at: number): JsonObject {
  const { firstName, lastName, email, phone, locationId } = contact;
  return {
    first_name: firstName,
    last_name: lastName,
    email,
    phone,
    ...(field && { [field.id]: 'Friend' }),
    location_id: locationId,
    sessionId: `session-${at}`,
    eventData: eventOf(locationId, at, 'contact'),
    Timezone: 'America/New_York (GMT-05:00)',
    fieldsOriSequance: ['first_name', 'last_name', 'phone', 'email', ...(field ? [field.id] : [])],
    signatureHash: `hash-${at}`,
    ip: '203.0.113.7',
  };
}
