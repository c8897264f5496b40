import type { Call } from '../../gateway/call';
import { foreignLocation, refusal } from '../../gateway/errors';
import { type JsonObject, objects, pick, text, texts } from '../../json';
import type { Contact, Location } from '../../state';
import { fullName } from './contact-answers';
import { mergeCustomFields } from './custom-field-values';
import { normalisePhone } from './phones';
import { ownRow } from './rows';

/** Fields that are kept as they were sent. */
const PLAIN = [
  'address1',
  'assignedTo',
  'city',
  'companyName',
  'country',
  'dateOfBirth',
  'dnd',
  'dndSettings',
  'inboundDndSettings',
  'postalCode',
  'source',
  'state',
  'timezone',
  'website',
];

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** The contact of a request's path. @throws Refusal if there is none, or it is another location's. */
export function contactOf(call: Call): Contact {
  return ownRow(call.state.contacts, call.params.contactId, 'Contact', call);
}

/**
 * The names that are sent. `name` is split at its first space; a first or last name that is sent too wins.
 */
function namesIn(body: JsonObject): JsonObject {
  const [first, ...last] = (text(body.name) ?? '').trim().split(/\s+/);
  const split = body.name === undefined ? {} : { firstName: first || null, lastName: last.join(' ') || null };
  return { ...split, ...pick(body, ['firstName', 'lastName']) };
}

/** The e-mail that is sent; null removes it. @throws Refusal 422 if it is no e-mail address. */
function emailIn(body: JsonObject): JsonObject {
  const email = text(body.email);
  if (email !== undefined && !EMAIL.test(email)) throw refusal(422, ['email must be an email']);
  return body.email === undefined ? {} : { email: email ?? null };
}

/** The phone that is sent; null or empty text removes it. @throws Refusal 422 if it is no phone number. */
function phoneIn(body: JsonObject, location: Location): JsonObject {
  if (body.phone === undefined) return {};
  const sent = text(body.phone);
  const phone = sent ? normalisePhone(sent, location.country) : null;
  if (phone === undefined) throw refusal(422, ['phone must be a valid phone number']);
  return { phone };
}

/** The tags that are sent. They replace all tags of the contact. */
function tagsIn({ body, state, locationId }: Call): { tags?: string[] } {
  return body.tags === undefined ? {} : { tags: learnTags(state, locationId, texts(body.tags)) };
}

/** The tags as the API keeps them: trimmed, in lower case, each once. The location learns the new ones. */
export function learnTags(state: Call['state'], locationId: string, sent: string[]): string[] {
  const names = [...new Set(sent.map((name) => name.trim().toLowerCase()).filter(Boolean))];
  for (const name of names) {
    const isKnown = state.tags.find((tag) => tag.locationId === locationId && tag.name === name);
    if (!isKnown) state.tags.insert({ locationId, name });
  }
  return names;
}

/** The location of a request. @throws Refusal 403 if there is none. */
export function locationOf({ state, locationId }: Call): Location {
  const location = state.locations.get(locationId);
  if (!location) throw foreignLocation();
  return location;
}

/**
 * What a request writes into a contact: names split, phone normalised, custom fields merged.
 * @throws Refusal 422 for an e-mail, a phone or a custom field's value that is not valid.
 */
export function written(call: Call, before: Pick<Contact, 'customFields'>): Partial<Contact> {
  const { body, state, locationId } = call;
  const customFields = mergeCustomFields(
    state,
    locationId,
    'contact',
    before.customFields,
    objects(body.customFields),
  );
  const fields = {
    ...pick(body, PLAIN),
    ...namesIn(body),
    ...emailIn(body),
    ...phoneIn(body, locationOf(call)),
  };
  return { ...fields, ...tagsIn(call), customFields };
}

/** The contact of a location that has an e-mail (as its first or a further one) or a phone. */
export function holderOf(
  { state, locationId }: Pick<Call, 'state' | 'locationId'>,
  field: 'email' | 'phone',
  value: string | undefined,
): Contact | undefined {
  if (!value) return undefined;
  const wanted = value.toLowerCase();
  const further = (contact: Contact) =>
    field === 'email' &&
    objects(contact.additionalEmails).some(({ email }) => text(email)?.toLowerCase() === wanted);
  return state.contacts.find(
    (contact) =>
      contact.locationId === locationId &&
      (text(contact[field])?.toLowerCase() === wanted || further(contact)),
  );
}

/** @throws Refusal 400 with `meta.contactId` if another contact has the e-mail or the phone. */
export function refuseDuplicates(call: Call, fields: JsonObject, self?: string): void {
  if (locationOf(call).settings.allowDuplicateContact) return;
  for (const matchingField of ['email', 'phone'] as const) {
    const holder = holderOf(call, matchingField, text(fields[matchingField]));
    if (!holder || holder.id === self) continue;
    const meta = { contactName: fullName(holder), contactId: holder.id, matchingField };
    throw refusal(400, 'This location does not allow duplicated contacts.', { meta });
  }
}
