import { compared, isWithin, within } from '../fields/compared';
import { noteId, taskId } from '../fields/contact';
import { contactFilters, narrowing, toContactFilters } from '../fields/contact-filters';
import { type Field, text, yesNo } from '../fields/field';
import { together, toLookUp } from '../fields/filters';
import { businessId, contactId, optional, users } from '../fields/ids';
import { phoneFilter } from '../fields/phone';
import { toText } from '../fields/values';
import type { Input } from '../highlevel/compose';
import {
  byText,
  byValue,
  byWords,
  latestFirst,
  type Match,
  NO_MATCH,
  soonestFirst,
  WHOLE,
} from '../operations/matching';
import { opening, type SearchSpec } from '../operations/search-spec';
import type { Run } from '../operations/spec';
import {
  contactNotes,
  contacts,
  contactsOfBusiness,
  contactTasks,
  duplicateOf,
  oneContact,
  oneContactNote,
  oneContactTask,
  tasks,
} from '../reads/contacts';
import type { Output } from '../records/record';

/** The contacts that a search gives at most. */
const MOST = 20;

const lookUp = (key: string, label: string, helpText?: string): Field =>
  text(key, label, {
    ...(helpText && { helpText }),
    notSent: 'It becomes one of the filters.',
    send: toLookUp,
  });

/** Whether a task is done. A list that says nothing of it lists open ones. */
const byCompleted: Match = (wanted, { completed = false }) => (completed === wanted ? WHOLE : NO_MATCH);

export const contactSearches: SearchSpec[] = [
  {
    ...contacts,
    key: 'find_contact',
    label: 'Find Contact',
    description: 'Finds a contact by email, phone, ID, or any other field.',
    fields: [
      lookUp('email', 'Email'),
      lookUp('phone', 'Phone', 'Best with its country code, such as +1 312 555 0142.'),
      lookUp('id', 'Contact ID', 'The contact ID of an earlier step.'),
      ...contactFilters(),
    ],
    most: MOST,
    ways: [
      opening(oneContact, ['id'], {
        alone: true,
        notOffered: { contactId: 'It is the Contact ID.' },
        input: ({ id }) => ({ contactId: id }),
      }),
    ],
    input: findContact,
  },
  {
    ...duplicateOf,
    key: 'find_duplicate_contact',
    label: 'Find Duplicate Contact',
    description: 'Finds the contact that would be taken for the same person, by the rule for duplicates.',
    most: 1,
    fields: [
      text('email', 'Email', 'Fill in this field, or Phone, or both.'),
      text('number', 'Phone', 'With its country code, such as +1 312 555 0142.'),
    ],
  },
  {
    ...contactsOfBusiness,
    key: 'find_business_contacts',
    label: 'Find Contacts of Business',
    description: 'Finds the contacts that belong to a business, by name if you like.',
    fields: [businessId(), text('query', 'Search Text', 'Only contacts that have this text in them.')],
  },
  {
    ...tasks,
    key: 'find_task',
    label: 'Find Task',
    description: 'Finds tasks by contact, assignee, title, status or due date.',
    fields: [
      optional(
        contactId(),
        'The tasks of this contact: a new one is found at once, without it seconds later.',
      ),
      optional(taskId(), 'One task of the contact.'),
      text('query', 'Title', 'The title, or a part of it.'),
      users('assignedTo', 'Assigned To', 'Only tasks of these users.'),
      yesNo('completed', 'Is Completed', 'Leave it empty for open and completed ones.'),
      ...within('dueFrom', 'Due From', 'dueTo', 'Due To'),
    ],
    notOffered: {
      contactId: 'With a contact, the tasks of that contact are read.',
      businessId: 'A task is of a contact; Find Contacts of Business gives those of a business.',
    },
    needs: ['contactId', 'query', 'assignedTo', 'completed', 'dueFrom', 'dueTo'],
    ways: [
      opening(oneContactTask, ['contactId', 'taskId']),
      {
        ...contactTasks,
        by: ['contactId'],
        match: { query: byWords('title'), assignedTo: byValue('assignedTo'), completed: byCompleted },
        keep: isDue,
        arrange: soonestFirst('dueDate'),
      },
    ],
    input: ({ taskId: task, dueFrom: _from, dueTo: _to, ...values }, run) => {
      if (task !== undefined) throw run.needs('contactId');
      return values;
    },
    keep: isDue,
    arrange: soonestFirst('dueDate'),
  },
  {
    ...contactNotes,
    key: 'find_contact_note',
    label: "Find Contact's Notes",
    description: 'Finds the notes of a contact, by text if you like, the latest first.',
    fields: [
      contactId(),
      optional(noteId(), 'One note of the contact.'),
      compared('text', 'Text', 'Only notes that have this text in them.'),
    ],
    ways: [opening(oneContactNote, ['id'])],
    match: { text: byText('bodyText', 'body', 'title') },
    arrange: latestFirst('dateAdded'),
  },
];

/** Whether a task is due within the days that were given. */
function isDue({ dueDate }: Output, { dueFrom, dueTo }: Input): boolean {
  return isWithin(dueDate, dueFrom, dueTo);
}

function findContact({ email, phone, id, query, filters, match, ...values }: Input, run: Run): Input {
  const wanted = [
    ...(email ? [{ field: 'email', operator: 'eq', value: toText(email).toLowerCase() }] : []),
    ...(phone ? [{ field: 'phone', ...phoneFilter(toText(phone)) }] : []),
    ...(id ? [{ field: 'id', operator: 'eq', value: id }] : []),
    ...toContactFilters(run.z, filters),
  ];
  const narrowed = narrowing(run.z, values);
  if (!wanted.length && !narrowed.length && query === undefined) {
    throw run.needs('email', 'phone', 'id', 'query', 'owner', 'withTags', 'filters');
  }
  const all = [...together(wanted, match), ...narrowed];
  return {
    ...(query !== undefined && { query }),
    ...(all.length && { filters: all }),
  };
}
