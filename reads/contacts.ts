import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { byPageNumber, bySearchAfter, bySkip, byStartAfter } from '../highlevel/paging';
import { foundContact, isContact, listedContact, openedContact } from '../records/contact';
import { contactAppointment } from '../records/contact-appointment';
import { contactNote, openedContactNote } from '../records/contact-note';
import { contactTask, foundTask, taskWithTimes } from '../records/contact-task';
import { duplicateContact, lookedUpContact } from '../records/duplicate-contact';
import type { AnswerRead, FindRead, ListRead, RecordListRead, RecordRead } from './read';

const newestBy = (field: string): Input => ({ sort: [{ field, direction: 'desc' }] });

/** The contacts that match filters. */
export const contacts = {
  endpoint: 'POST /contacts/search',
  items: 'contacts',
  paging: bySearchAfter,
  sort: { added: newestBy('dateAdded'), updated: newestBy('dateUpdated') },
  sortedBy: 'dateAdded',
  record: foundContact,
} satisfies RecordListRead;

/**
 * The same by numbered pages, which end at the first 10,000 contacts. Zapier asks a trigger that fills a
 * drop-down for a page by its number alone.
 */
export const numberedContacts = { ...contacts, paging: byPageNumber(100, 10_000) } satisfies RecordListRead;

/** The same by numbered pages that are as long as can be. They may be read in any order, and several at once. */
export const pagedContacts = { ...contacts, paging: byPageNumber(500, 10_000) } satisfies RecordListRead;

/** The contacts by the older endpoint, which HighLevel calls deprecated. */
export const olderContacts = {
  endpoint: 'GET /contacts/',
  items: 'contacts',
  paging: byStartAfter,
  sortedBy: 'dateAdded',
  record: listedContact,
} satisfies RecordListRead;

/** The contacts of a business. */
export const contactsOfBusiness = {
  endpoint: 'GET /contacts/business/{businessId}',
  items: 'contacts',
  paging: bySkip('skip', 100),
  record: listedContact,
} satisfies RecordListRead;

/** One contact. */
export const oneContact = {
  endpoint: 'GET /contacts/{contactId}',
  answer: 'contact',
  record: openedContact,
} satisfies RecordRead;

/** Which contact has an email address or a phone number. */
export const contactByEmailOrPhone = {
  endpoint: 'GET /contacts/search/duplicate',
  result: contactOrNone,
  record: duplicateContact,
} satisfies AnswerRead;

/** The contact that HighLevel takes for the same person, by its own rule for duplicates. */
export const duplicateOf = {
  endpoint: contactByEmailOrPhone.endpoint,
  items: ({ contact: found }: Raw) => (isContact(found) ? [found] : []),
  record: lookedUpContact,
} satisfies FindRead;

/**
 * The contact that has the email or phone, or that there is none. Its revision is who it is, not its data.
 * How HighLevel says that there is none is not described (the sandbox gives `null`), so any answer without
 * a contact counts as none. If that was a slip, it does no harm: Zapier remembers who it was before.
 */
function contactOrNone(answer: Raw, { email, number }: Input) {
  const found = isContact(answer.contact) ? answer.contact : undefined;
  const asked = [email, number].filter(Boolean).join(' ');
  return {
    ...found,
    id: found?.id ?? asked,
    found: Boolean(found),
    revision: found ? String(found.id) : 'none',
  };
}

/** The appointments of a contact. */
export const contactAppointments = {
  endpoint: 'GET /contacts/{contactId}/appointments',
  items: 'events',
  record: contactAppointment,
} satisfies RecordListRead;

/** The tasks of a contact. */
export const contactTasks = {
  endpoint: 'GET /contacts/{contactId}/tasks',
  items: 'tasks',
  record: contactTask,
} satisfies RecordListRead;

/** The tasks of all contacts of the location, the one added last first. A new one comes seconds later (2026). */
export const tasks = {
  endpoint: 'POST /locations/{locationId}/tasks/search',
  items: 'tasks',
  paging: bySkip('skip', 500),
  sortedBy: 'dateAdded',
  record: foundTask,
} satisfies RecordListRead;

/** The same, with what triggers need. */
export const timedTasks = { ...tasks, record: taskWithTimes } satisfies RecordListRead;

/** One task of a contact. */
export const oneContactTask = {
  endpoint: 'GET /contacts/{contactId}/tasks/{taskId}',
  answer: 'task',
  record: contactTask,
} satisfies RecordRead;

/** The notes of a contact. */
export const contactNotes = {
  endpoint: 'GET /contacts/{contactId}/notes',
  items: 'notes',
  record: contactNote,
} satisfies RecordListRead;

/** One note of a contact. */
export const oneContactNote = {
  endpoint: 'GET /contacts/{contactId}/notes/{id}',
  answer: 'note',
  record: openedContactNote,
} satisfies RecordRead;

/** The tags that contacts can have. */
export const tags = { endpoint: 'GET /locations/{locationId}/tags', items: 'tags' } satisfies ListRead;
