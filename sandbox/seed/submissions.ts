import { submittedBy, writeSubmission } from '../api/shared/submission-record';
import { DAY_MS, HOUR_MS } from '../clock';
import { pick } from '../json';
import type { State } from '../state';
import type { RandomData } from './random-data';

const SURVEYS = ['How Did We Do?', 'Before Your Visit'];

/** The place, among the last contacts, of the one who came by a Facebook lead form. */
const LEAD = 2;

/** Adds surveys, and what the last contacts submitted in the last weeks: forms, surveys, a Facebook lead form. */
export function addSubmissions(state: State, random: RandomData, locationId: string, now = Date.now()): void {
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const surveys = SURVEYS.map((name) => state.surveys.insert({ locationId, name }));
  const forms = state.forms.where(isHere);
  const field = state.customFields.find((row) => isHere(row) && row.name === 'Referral Source');
  const contacts = state.contacts.where(isHere).slice(-8);
  for (const [i, contact] of contacts.entries()) {
    const at = now - (contacts.length - i) * 3 * DAY_MS + (i % 5) * HOUR_MS;
    const answers = { ...(field && { [field.id]: 'Friend' }) };
    if (i === LEAD) {
      const lead = { locationId, facebookLeadId: `${400_000_000 + i}`, type: 'lead', source: 'facebook' };
      const names = pick(contact, ['firstName', 'lastName', 'email', 'phone']);
      const customFields = field ? [{ id: field.id, field_value: 'Advert' }] : [];
      const formId = `fb-${locationId}`;
      const others = { ...lead, ...names, customFields };
      state.formSubmissions.insert({ ...submittedBy(contact, at), formId, external: true, others });
    } else {
      const agreed = { ...answers, terms_and_conditions: 'Yes' };
      writeSubmission(state, contact, { formId: forms[i % forms.length]?.id, answers: agreed, at });
    }
    if (i % 2) continue;
    const surveyId = surveys[(i / 2) % surveys.length]?.id;
    const said = { ...answers, how_was_it: random.word('remark') };
    writeSubmission(state, contact, { surveyId, answers: said, at: at + HOUR_MS });
  }
}
