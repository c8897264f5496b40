import type { JsonObject } from '../../sandbox/json';
import type { Item } from '../../zapier';
import {
  type CategoryNotes,
  dated,
  fileAt,
  firstOf,
  type Happens,
  here,
  type Records,
  type Seeded,
} from './note';

/** Contacts that have this; the form holds the same, if nothing else is said. */
const contacts =
  (has: (sandbox: Seeded) => { businessId?: string; tags?: string[] } = () => ({}), input?: Item) =>
  (sandbox: Seeded): Records => {
    const { contacts: rows } = sandbox.state;
    const given = has(sandbox);
    const made = { ...given, locationId: here(sandbox) };
    return {
      input: input ?? given,
      add: (at) => rows.insert({ ...made, ...dated(at, ['dateAdded', 'dateUpdated']) }).id,
      remove: (id) => void rows.delete(id),
    };
  };

/** The fields of Find Contact beside the ID: by the ID alone it is read itself. */
const BESIDE_ID = ['email', 'phone', 'query', 'filters', 'match'];

/** A contact that can be found by its email. */
const someContact = (sandbox: Seeded) =>
  sandbox.state.contacts.find(({ locationId, email }) => locationId === here(sandbox) && Boolean(email)) ?? {
    email: '',
  };

const iso = (at: number) => new Date(at).toISOString();

/** It happens by the row's coming. */
const comes = (row: JsonObject) => row;

/** What a row's filters ask for. */
const filterOf = ({ filters }: JsonObject): JsonObject => Object(Array.isArray(filters) ? filters[0] : {});

const TAG = 'vip';
const tagged: Happens = {
  input: () => ({ tag: TAG }),
  before: (row) => ({ ...row, tags: ['customer'] }),
  now: (row, at) => ({ ...row, tags: ['customer', TAG], ...dated(at, ['dateUpdated']) }),
  otherwise: (row, at) => ({ ...row, city: 'Leeds', ...dated(at, ['dateUpdated']) }),
  isListed: ({ tags }, asked) => Array.isArray(tags) && tags.includes(String(filterOf(asked).value)),
  undated: 'HighLevel does not tell when a contact got a tag.',
};

const CITY = { filters: [{ field: 'city', operator: 'eq', value: 'Leeds' }] };
const listed: Happens = {
  input: () => CITY,
  before: (row) => ({ ...row, city: 'York' }),
  now: (row, at) => ({ ...row, city: 'Leeds', ...dated(at, ['dateUpdated']) }),
  otherwise: (row, at) => ({ ...row, website: 'https://www.example.com', ...dated(at, ['dateUpdated']) }),
  isListed: ({ city }, asked) => city === filterOf(asked).value,
  undated: 'HighLevel does not tell since when a contact matches a filter.',
};

/** A task of the search at a moment. */
const updated = (row: JsonObject, at: number, more: JsonObject): JsonObject => ({
  ...row,
  ...more,
  ...dated(at, ['dateUpdated']),
});
const OPEN = { status: 'to_do', statusGroup: 'to_do' };
const COMPLETED = { status: 'completed', statusGroup: 'completed' };
/** Whether the search gives a task: `completed` left out gives all. */
const isListedTask = ({ status }: JsonObject, { completed }: JsonObject) =>
  completed === undefined || completed === (status === 'completed');

const CONTACT_NAME = { contactName: 'The answer has first and last name in `contactDetails`.' };

/** Tasks of the search, which are open or completed. */
const tasks =
  (completed: boolean) =>
  (sandbox: Seeded): Records => {
    const { id: _id, ...row } = firstOf(sandbox, 'tasks');
    const rows = sandbox.state.tasks;
    return {
      input: {},
      add: (at) =>
        rows.insert({ ...row, completed, ...dated(at, ['dateAdded', 'dateUpdated', 'dueDate']) }).id,
      remove: (id) => void rows.delete(id),
    };
  };

export const contactNotes = {
  upload_contact_file: {
    least: (sandbox) => ({
      contactId: firstOf(sandbox, 'contacts').id,
      customFieldId: sandbox.state.customFields.find(
        ({ locationId, dataType }) => locationId === here(sandbox) && dataType === 'FILE_UPLOAD',
      )?.id,
      file: [fileAt(sandbox, 'card.pdf')],
    }),
    adds: {
      fileNames: 'They are those of the files that were sent.',
      fileLinks:
        'The answer is the contact, as the text of the description says, and its shape is not described.',
      customFieldId: 'It is the one that was chosen.',
    },
  },
  find_contact: {
    finds: (sandbox) => ({ email: someContact(sandbox).email }),
    noList: { id: 'It is what is looked for.' },
    fillings: [
      { values: (sandbox) => ({ id: firstOf(sandbox, 'contacts').id }), without: BESIDE_ID },
      { without: ['id'] },
    ],
  },
  find_duplicate_contact: { finds: (sandbox) => ({ email: someContact(sandbox).email }) },
  search_contacts: { paged: contacts() },
  new_contact: { paged: contacts(), happens: { now: comes } },
  new_task: {
    adds: CONTACT_NAME,
    paged: tasks(false),
    happens: { now: (row) => ({ ...row, ...OPEN }), isListed: isListedTask, sortedBy: 'dateAdded' },
  },
  task_completed: {
    adds: CONTACT_NAME,
    paged: tasks(true),
    happens: {
      before: (row) => ({ ...row, ...OPEN }),
      now: (row, at) => updated(row, at, COMPLETED),
      otherwise: (row, at) => updated(row, at, { title: 'Call again' }),
      isListed: isListedTask,
      sortedBy: 'dateAdded',
    },
  },
  task_overdue: {
    adds: CONTACT_NAME,
    paged: tasks(false),
    happens: {
      before: (row) => ({ ...row, ...OPEN, dueDate: '2035-01-01T09:00:00.000Z' }),
      now: (row, at) => ({ ...row, ...dated(at, ['dueDate', 'dateUpdated']) }),
      otherwise: (row, at) => updated(row, at, { title: 'Call again' }),
      again: (row, at) => ({ ...row, ...dated(at - 1000, ['dueDate', 'dateUpdated']) }),
      isListed: isListedTask,
      sortedBy: 'dateAdded',
    },
  },
  updated_contact: {
    adds: {
      'changes[]field': 'What the Zap saw before tells it.',
      'changes[]before': 'As above.',
      'changes[]now': 'As above.',
    },
    paged: contacts(),
    happens: {
      input: () => ({ watched: ['email'] }),
      before: (row) => ({ ...row, email: 'before@example.com' }),
      now: (row, at) => ({ ...row, email: 'after@example.com', dateUpdated: iso(at) }),
      otherwise: (row, at) => ({ ...row, city: 'Elsewhere', dateUpdated: iso(at) }),
      again: (row, at) => ({ ...row, email: 'before@example.com', dateUpdated: iso(at) }),
    },
  },
  contact_tag_added: { paged: contacts(() => ({ tags: [TAG] }), { tag: TAG }), happens: tagged },
  contact_enters_list: {
    finds: () => ({ query: '', withTags: [TAG] }),
    paged: contacts(() => ({ tags: [TAG] }), { withTags: [TAG] }),
    happens: listed,
  },
  list_contacts: { paged: contacts() },
  get_contacts_by_business: {
    paged: contacts((sandbox) => ({ businessId: firstOf(sandbox, 'businesses').id })),
  },
  get_contact_appointments: {
    finds: (sandbox) => ({ contactId: firstOf(sandbox, 'appointments').contactId }),
  },
  get_duplicate_contact: {
    answers: [{ contact: { id: 'c1' } }, { contact: { id: 'c2' } }],
    adds: { found: 'The answer is a contact or null; this says which.' },
    emptyAnswer: 'How HighLevel says that there is nobody is not described.',
  },
  upsert_contact: { adds: { identityNote: 'It follows from what was sent and what is answered.' } },
  update_contact: {
    staysFilled: {
      name: 'It is made of the first and the last name.',
      addTags: 'It only adds; “Tags” is what is cleared.',
    },
    replacesNothing: { addTags: 'Tags are added to those that are there.' },
  },
  update_contact_task: { staysFilled: { title: 'A task has one.', dueDate: 'A task has one.' } },
  update_contact_note: { staysFilled: { body: 'A note is its text.' } },
  bulk_update_contact_tags: {
    notRequired: { tags: 'All tags can be removed without naming any.' },
    adds: {
      'results[]contactId': 'What the answer says of each contact, described as text.',
      'results[]success': 'As above.',
      'results[]message': 'As above.',
    },
    fillings: [{ values: () => ({ type: 'remove' }) }],
  },
} satisfies CategoryNotes;
