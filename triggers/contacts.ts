import { noteId, taskId } from '../fields/contact';
import { contactFilters, toFilters, together } from '../fields/contact-filters';
import { text } from '../fields/field';
import { businessId, contactId } from '../fields/ids';
import { toText } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { bySearchAfter, bySkip, byStartAfter } from '../highlevel/paging';
import type { Run, TriggerSpec } from '../operations/spec';
import { contact, contactLabel, isContact } from '../records/contact';
import { contactAppointment } from '../records/contact-appointment';
import { contactNote } from '../records/contact-note';
import { contactTask } from '../records/contact-task';
import { duplicateContact } from '../records/duplicate-contact';

/** The size of a page of a drop-down. */
const DROPDOWN = 100;
/** Pages by number end at the first 10,000 contacts. */
const LAST_PAGE = 10_000 / DROPDOWN;

const searchText = () => text('query', 'Search Text', 'Only contacts that have this text in them.');

export const contactTriggers: TriggerSpec[] = [
  {
    key: 'search_contacts',
    label: 'Search Contacts',
    description:
      'Triggers when a contact that matches your filters is added or, if you choose so, when one changes.',
    endpoint: 'POST /contacts/search',
    fires: 'list',
    fields: contactFilters(),
    notOffered: { sort: 'Newest first, or a poll would need more than one page.' },
    input: searchNewest,
    items: 'contacts',
    paging: bySearchAfter,
    sortsByChange: true,
    record: contact,
    dropdown: {
      page: (page) =>
        page < LAST_PAGE ? { pageLimit: DROPDOWN, page: page + 1, sort: [newestBy('dateAdded')] } : undefined,
      label: contactLabel,
    },
  },
  {
    key: 'get_contact',
    label: 'Get Contact',
    description: 'Triggers when one contact changes.',
    endpoint: 'GET /contacts/{contactId}',
    fires: 'watch',
    fields: [contactId()],
    answer: 'contact',
    record: contact,
  },
  {
    key: 'get_contacts_by_business',
    label: 'Get Contacts by Business',
    description: 'Triggers when a contact is added to a business or, if you choose so, when one changes.',
    endpoint: 'GET /contacts/business/{businessId}',
    fires: 'list',
    fields: [businessId(), searchText()],
    items: 'contacts',
    paging: bySkip('skip', 100),
    order: 'unknown',
    record: contact,
  },
  {
    key: 'get_duplicate_contact',
    label: 'Get Duplicate Contact',
    description:
      'Triggers when a contact with this email or phone number first appears, or when another contact takes it over.',
    endpoint: 'GET /contacts/search/duplicate',
    fires: 'check',
    fields: [
      text('email', 'Email', 'Fill in this field, or Phone.'),
      text('number', 'Phone', 'With its country code, such as +1 312 555 0142.'),
    ],
    input: emailOrPhone,
    result: duplicateOf,
    record: duplicateContact,
  },
  {
    key: 'get_contact_appointments',
    label: 'Get Contact Appointments',
    description: 'Triggers when a contact gets an appointment or, if you choose so, when one changes.',
    endpoint: 'GET /contacts/{contactId}/appointments',
    fires: 'list',
    fields: [contactId()],
    items: 'events',
    record: contactAppointment,
  },
  {
    key: 'get_contact_tasks',
    label: 'Get Contact Tasks',
    description: 'Triggers when a contact gets a task or, if you choose so, when one changes.',
    endpoint: 'GET /contacts/{contactId}/tasks',
    fires: 'list',
    fields: [contactId()],
    items: 'tasks',
    record: contactTask,
  },
  {
    key: 'get_contact_task',
    label: 'Get Contact Task by ID',
    description: "Triggers when one of a contact's tasks changes.",
    endpoint: 'GET /contacts/{contactId}/tasks/{taskId}',
    fires: 'watch',
    fields: [contactId(), taskId()],
    answer: 'task',
    record: contactTask,
  },
  {
    key: 'get_contact_notes',
    label: 'Get Contact Notes',
    description: 'Triggers when a contact gets a note or, if you choose so, when one changes.',
    endpoint: 'GET /contacts/{contactId}/notes',
    fires: 'list',
    fields: [contactId()],
    items: 'notes',
    record: contactNote,
  },
  {
    key: 'get_contact_note',
    label: 'Get Contact Note by ID',
    description: "Triggers when one of a contact's notes changes.",
    endpoint: 'GET /contacts/{contactId}/notes/{id}',
    fires: 'watch',
    fields: [contactId(), noteId()],
    answer: 'note',
    record: contactNote,
  },
  {
    key: 'list_contacts',
    label: 'List Contacts (Deprecated)',
    description:
      'Triggers when a contact is added or, if you choose so, when one changes. Search Contacts does the same, and more.',
    endpoint: 'GET /contacts/',
    fires: 'list',
    fields: [searchText()],
    items: 'contacts',
    paging: byStartAfter,
    record: contact,
  },
];

const newestBy = (field: string) => ({ field, direction: 'desc' });

/** Newest first by the time that the Zap fires on, so that one page is enough for a poll. */
function searchNewest({ query, filters, match, fireOn }: Input, { z }: Run): Input {
  const rows = together(toFilters(z, filters), match);
  return {
    ...(query !== undefined && { query }),
    ...(rows.length && { filters: rows }),
    sort: [newestBy(fireOn === 'updated' ? 'dateUpdated' : 'dateAdded')],
  };
}

function emailOrPhone({ email, number }: Input, run: Run): Input {
  if (!email && !number) throw run.needs('email', 'number');
  return { email, number };
}

/**
 * The contact that has the email or phone, or that there is none. It fires on who it is, not on its data.
 * How HighLevel says that there is none is not described (the sandbox gives `null`), so any answer without
 * a contact counts as none. If that was a slip, it does no harm: Zapier remembers who it was before.
 */
function duplicateOf(answer: Raw, { email, number }: Input) {
  const found = isContact(answer.contact) ? answer.contact : undefined;
  const asked = [email, number].filter(Boolean).map(toText).join(' ');
  return {
    ...found,
    id: found?.id ?? asked,
    found: Boolean(found),
    revision: found ? String(found.id) : 'none',
  };
}
