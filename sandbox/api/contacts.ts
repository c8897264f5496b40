import type { Call, Routes } from '../gateway/call';
import { foreignLocation, notFound, refusal } from '../gateway/errors';
import { type JsonObject, number, objects, pick, text, texts } from '../json';
import type { Contact } from '../state';
import { inFull, inList, justMade, matchesQuery } from './shared/contact-answers';
import { contactOf, holderOf, locationOf, refuseDuplicates, written } from './shared/contact-record';
import { removeConversation } from './shared/conversation-record';
import { normalisePhone } from './shared/phones';

/** How the API says that something is done, in two spellings. */
export const DONE = { succeded: true, succeeded: true };

/** The largest page of the lists. */
const MOST = 100;

/** Orders contacts as the lists do: the last added first. */
function newestFirst(contacts: Contact[]): Contact[] {
  return contacts.reverse().sort((a, b) => Date.parse(b.dateAdded) - Date.parse(a.dateAdded));
}

function add(call: Call): Contact {
  const fields = written(call, { customFields: [] });
  refuseDuplicates(call, fields);
  return call.state.contacts.insert({
    ...fields,
    locationId: call.locationId,
    country: text(fields.country) ?? locationOf(call).country,
    source: text(fields.source) ?? 'public api',
    ...pick(call.body, ['gender']),
  });
}

function change(call: Call, contact: Contact, fields: Partial<Contact>): Contact {
  const changed = call.state.contacts.update(contact.id, fields);
  if (!changed) throw notFound('Contact', contact.id);
  return changed;
}

function create(call: Call): JsonObject {
  const contact = add(call);
  return { contact: { ...inFull(contact), ...justMade(contact) } };
}

function update(call: Call): JsonObject {
  const contact = contactOf(call);
  const fields = written(call, contact);
  refuseDuplicates(call, fields, contact.id);
  return { ...DONE, contact: inFull(change(call, contact, fields)) };
}

/**
 * The contact that an upsert changes: found by e-mail, then by phone, if the location's settings allow each.
 */
function upserted(call: Call, fields: Partial<Contact>): Contact | undefined {
  const { allowDuplicateContact, contactUniqueIdentifiers } = locationOf(call).settings;
  if (allowDuplicateContact && call.body.createNewIfDuplicateAllowed === true) return undefined;
  for (const field of ['email', 'phone'] as const) {
    const holder = contactUniqueIdentifiers.includes(field) && holderOf(call, field, text(fields[field]));
    if (holder) return holder;
  }
  return undefined;
}

/**
 * The fields without an e-mail or a phone that another contact has. The API ignores these and says nothing,
 * unless duplicates are allowed.
 */
function withoutForeign(call: Call, fields: Partial<Contact>, self: string): Partial<Contact> {
  if (locationOf(call).settings.allowDuplicateContact) return fields;
  const isForeign = (field: 'email' | 'phone') => {
    const holder = holderOf(call, field, text(fields[field]));
    return holder !== undefined && holder.id !== self;
  };
  const { email, phone, ...rest } = fields;
  return {
    ...rest,
    ...(email !== undefined && !isForeign('email') && { email }),
    ...(phone !== undefined && !isForeign('phone') && { phone }),
  };
}

/**
 * The additional e-mails without the one that becomes the first. The former first one is lost, as with the
 * API.
 */
function withoutPromoted(contact: Contact, { email }: Partial<Contact>): JsonObject {
  const further = objects(contact.additionalEmails);
  const kept = further.filter((entry) => entry.email !== email);
  return kept.length === further.length ? {} : { additionalEmails: kept };
}

function upsert(call: Call): JsonObject {
  if (!text(call.body.email) && !text(call.body.phone)) {
    throw refusal(400, 'Pass an email or a phone to upsert a contact.');
  }
  const existing = upserted(call, written(call, { customFields: [] }));
  if (!existing) {
    const { gender: _ignored, ...body } = call.body;
    return { new: true, ...DONE, contact: inFull(add({ ...call, body })) };
  }
  const fields = withoutForeign(call, written(call, existing), existing.id);
  const contact = change(call, existing, { ...fields, ...withoutPromoted(existing, fields) });
  return { new: false, ...DONE, contact: inFull(contact) };
}

function remove(call: Call): JsonObject {
  const { state } = call;
  const { id } = contactOf(call);
  state.contacts.delete(id);
  for (const row of state.conversations.where(({ contactId }) => contactId === id))
    removeConversation(state, row);
  for (const table of [state.tasks, state.notes, state.enrolments, state.appointments]) {
    for (const row of table.where(({ contactId }) => contactId === id)) table.delete(row.id);
  }
  return DONE;
}

/** Where the page after a cursor begins. The cursor needs both its parts; one alone is ignored. */
function startOf(contacts: Contact[], { startAfter, startAfterId }: JsonObject): number {
  if (startAfter === undefined || startAfterId === undefined) return 0;
  const last = contacts.findIndex(({ id }) => id === startAfterId);
  if (last >= 0) return last + 1;
  const older = contacts.findIndex(({ dateAdded }) => Date.parse(dateAdded) < number(startAfter, 0));
  return older < 0 ? contacts.length : older;
}

/** The contacts of a location that match, in the order of the lists. */
function listed(
  { state, query, locationId }: Call,
  test: (contact: Contact) => boolean = () => true,
): Contact[] {
  const wanted = text(query.query) ?? '';
  return newestFirst(
    state.contacts.where(
      (contact) => contact.locationId === locationId && test(contact) && matchesQuery(contact, wanted),
    ),
  );
}

/** @throws Refusal 400 for a page that is too large. */
function limitOf({ query }: Call, otherwise: number): number {
  const limit = number(query.limit, otherwise);
  if (limit > MOST || limit < 1) throw refusal(400, [`limit must be between 1 and ${MOST}`]);
  return limit;
}

/** The cursor of the next page; none after the last page. */
function metaOf(locationId: string, found: Contact[], start: number, limit: number): JsonObject {
  const last = start + limit < found.length ? found[start + limit - 1] : undefined;
  const currentPage = Math.floor(start / limit) + 1;
  const meta = { total: found.length, currentPage, prevPage: currentPage > 1 ? currentPage - 1 : null };
  if (!last) return { ...meta, nextPageUrl: null, startAfterId: null, startAfter: null, nextPage: null };
  const startAfter = Date.parse(last.dateAdded);
  const cursor = { limit: String(limit), startAfter: String(startAfter), startAfterId: last.id };
  const nextPageUrl = `https://services.leadconnectorhq.com/contacts/?${new URLSearchParams({ locationId, ...cursor })}`;
  return { ...meta, nextPageUrl, startAfterId: last.id, startAfter, nextPage: currentPage + 1 };
}

function list(call: Call): JsonObject {
  const limit = limitOf(call, 20);
  const found = listed(call);
  const start = startOf(found, call.query);
  return {
    contacts: found.slice(start, start + limit).map(inList),
    count: found.length,
    meta: metaOf(call.locationId, found, start, limit),
  };
}

function ofBusiness(call: Call): JsonObject {
  const limit = limitOf(call, 25);
  const found = listed(call, ({ businessId }) => businessId === call.params.businessId);
  const skip = number(call.query.skip, 0);
  return { contacts: found.slice(skip, skip + limit).map(inList), count: found.length };
}

function duplicate(call: Call): JsonObject {
  const { email, number: sent } = call.query;
  // A plus sign that was not encoded arrives as a space.
  const phone = normalisePhone((text(sent) ?? '').replace(/^ /, '+'), locationOf(call).country);
  const byEmail = holderOf(call, 'email', text(email));
  const holder = byEmail ?? holderOf(call, 'phone', phone);
  return holder ? { contact: inFull(holder), matchingField: byEmail ? 'email' : 'phone' } : { contact: null };
}

/** Sets the business of many contacts, or removes it where it is null. */
function setBusiness({ state, body, locationId }: Call): JsonObject {
  const ids = texts(body.ids);
  const businessId = text(body.businessId);
  const business = state.businesses.get(businessId);
  if (businessId && business?.locationId !== locationId) throw notFound('Business', businessId);
  const foreign = ids.find((id) => state.contacts.get(id)?.locationId !== locationId);
  if (foreign !== undefined) {
    throw state.contacts.get(foreign) ? foreignLocation() : notFound('Contact', foreign);
  }
  for (const id of ids) {
    state.contacts.update(id, { businessId: businessId ?? null, companyName: business?.name ?? null });
  }
  return { success: true, ids };
}

export const contacts: Routes = {
  'POST /contacts/': { handle: create, status: 201 },
  'POST /contacts/upsert': { handle: upsert },
  'GET /contacts/': { handle: list },
  'GET /contacts/{contactId}': {
    handle: (call) => ({ contact: inFull(contactOf(call)) }),
  },
  'PUT /contacts/{contactId}': { handle: update },
  'DELETE /contacts/{contactId}': { handle: remove },
  'GET /contacts/search/duplicate': { handle: duplicate },
  'GET /contacts/business/{businessId}': { handle: ofBusiness },
  'POST /contacts/bulk/business': { handle: setBusiness, nullable: ['businessId'] },
};
