import { noteId, taskId } from '../fields/contact';
import { contactFilters, narrowing, toContactFilters } from '../fields/contact-filters';
import { text } from '../fields/field';
import { together } from '../fields/filters';
import { businessId, contactId } from '../fields/ids';
import type { Input } from '../highlevel/compose';
import type { Run } from '../operations/spec';
import type { TriggerSpec } from '../operations/trigger-spec';
import {
  contactAppointments,
  contactByEmailOrPhone,
  contactNotes,
  contacts,
  contactsOfBusiness,
  contactTasks,
  olderContacts,
  oneContact,
  oneContactNote,
  oneContactTask,
} from '../reads/contacts';

const searchText = () => text('query', 'Search Text', 'Only contacts that have this text in them.');

export const contactTriggers: TriggerSpec[] = [
  {
    ...contacts,
    key: 'search_contacts',
    label: 'Search Contacts',
    description:
      'Triggers when a contact that matches your filters is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: contactFilters(),
    notOffered: { sort: 'Newest first, or a poll would need more than one page.' },
    input: byFilters,
    dropdown: 'contacts',
  },
  {
    ...oneContact,
    key: 'get_contact',
    label: 'Get Contact',
    description: 'Triggers when one contact changes.',
    fires: 'watch',
    fields: [contactId()],
  },
  {
    ...contactsOfBusiness,
    key: 'get_contacts_by_business',
    label: 'Get Contacts by Business',
    description: 'Triggers when a contact is added to a business or, if you choose so, when one changes.',
    fires: 'list',
    // Whoever was added long ago may be put into the business today.
    since: ['dateAdded', 'dateUpdated'],
    comesBack: true,
    fields: [businessId(), searchText()],
  },
  {
    ...contactByEmailOrPhone,
    key: 'get_duplicate_contact',
    label: 'Get Duplicate Contact',
    description:
      'Triggers when a contact with this email or phone number first appears, or when another contact takes it over.',
    fires: 'check',
    fields: [
      text('email', 'Email', 'Fill in this field, or Phone.'),
      text('number', 'Phone', 'With its country code, such as +1 312 555 0142.'),
    ],
    input: emailOrPhone,
  },
  {
    ...contactAppointments,
    key: 'get_contact_appointments',
    label: 'Get Contact Appointments',
    description: 'Triggers when a contact gets an appointment or, if you choose so, when one changes.',
    fires: 'list',
    datedOnly: true,
    fields: [contactId()],
  },
  {
    ...contactTasks,
    key: 'get_contact_tasks',
    label: 'Get Contact Tasks',
    description: 'Triggers when a contact gets a task or, if you choose so, when one changes.',
    fires: 'list',
    fields: [contactId()],
  },
  {
    ...oneContactTask,
    key: 'get_contact_task',
    label: 'Get Contact Task by ID',
    description: "Triggers when one of a contact's tasks changes.",
    fires: 'watch',
    fields: [contactId(), taskId()],
  },
  {
    ...contactNotes,
    key: 'get_contact_notes',
    label: 'Get Contact Notes',
    description: 'Triggers when a contact gets a note or, if you choose so, when one changes.',
    fires: 'list',
    fields: [contactId()],
  },
  {
    ...oneContactNote,
    key: 'get_contact_note',
    label: 'Get Contact Note by ID',
    description: "Triggers when one of a contact's notes changes.",
    fires: 'watch',
    fields: [contactId(), noteId()],
  },
  {
    ...olderContacts,
    key: 'list_contacts',
    label: 'List Contacts (Deprecated)',
    description:
      'Triggers when a contact is added or, if you choose so, when one changes. Search Contacts does the same, and more.',
    fires: 'list',
    fields: [searchText()],
  },
];

/** The filters of the form, as HighLevel takes them. */
export function byFilters({ query, filters, match, ...values }: Input, { z }: Run): Input {
  const rows = [...together(toContactFilters(z, filters), match), ...narrowing(z, values)];
  return { ...(query !== undefined && { query }), ...(rows.length && { filters: rows }) };
}

function emailOrPhone({ email, number }: Input, run: Run): Input {
  if (!email && !number) throw run.needs('email', 'number');
  return { email, number };
}
