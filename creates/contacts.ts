import {
  CONTACT_GROUPS,
  CONTACT_LEFT_OUT,
  contactDetails,
  contactIdentity,
  noteId,
  tags,
  taskId,
} from '../fields/contact';
import { customFieldInputs } from '../fields/custom-fields';
import { choice, date, type Field, longText, text, type Use, wholeList, yesNo } from '../fields/field';
import { campaignId, contactId, contactIds, user } from '../fields/ids';
import { joinWords } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { tagsToAdd, thenAddingTags } from '../operations/added-tags';
import { clearing, withFieldsToClear } from '../operations/clear';
import { clearingCustomFields, customFieldsToClear, withCustomFields } from '../operations/custom-fields';
import { ifItExists, orExisting } from '../operations/existing';
import { contentHash } from '../operations/revision';
import type { CreateSpec, Run } from '../operations/spec';
import { bulkTags } from '../records/bulk-tags';
import { contact, createdContact } from '../records/contact';
import { contactNote, openedContactNote } from '../records/contact-note';
import { contactTask } from '../records/contact-task';
import { changedAll, deleted, deletedBy, done, others, succeeded } from '../records/outcomes';
import { newOrNot, rawOf, recordAndNewness, withMore } from '../records/record';

/** What the bulk step can do with tags. */
const BULK_TAGS = { add: 'Add Tags', remove: 'Remove Tags' };

const newTags = () => tags('Choose tags, or type new ones.');
/** The tags of a contact that may be there already: those to add, and those in place of all that it has. */
const changedTags = (): Field[] => [
  tagsToAdd(),
  wholeList(
    'update',
    tags(
      'Careful: these take the place of all tags that the contact has, and the others are lost. To keep them, use Add Tags instead.',
    ),
  ),
];

const CLEARABLE = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'tags',
  'source',
  'assignedTo',
  'address1',
  'city',
  'state',
  'postalCode',
  'country',
  'website',
  'timezone',
  'dateOfBirth',
  'companyName',
];

const taskFields = (use: Use): Field[] => {
  const required = use === 'create';
  return [
    text('title', 'Title', { required }),
    date('dueDate', 'Due Date', { required }),
    yesNo('completed', 'Is Completed', { required, ...(required && { default: 'false' }) }),
    longText('body', 'Description'),
    user('assignedTo', 'Assigned To', 'Who is to do the task.'),
  ];
};

const noteFields = (use: Use): Field[] => [
  longText('body', 'Text', { required: use === 'create' }),
  text('title', 'Title'),
  user('userId', 'User', 'Who is named as the author.'),
  text('color', 'Color', { placeholder: '#FFAA00', helpText: 'As a hex code.' }),
  yesNo('pinned', 'Is Pinned'),
];

export const contactCreates: CreateSpec[] = [
  {
    key: 'create_contact',
    label: 'Create Contact',
    description: 'Creates a contact.',
    endpoint: 'POST /contacts/',
    fields: [
      ...contactIdentity([newTags()]),
      ifItExists(
        'The existing contact comes as it is: nothing of this step is written to it. To update it, use Upsert Contact.',
      ),
      ...contactDetails(text('gender', 'Gender', 'Such as female or male.')),
      customFieldInputs('contact'),
    ],
    groups: CONTACT_GROUPS,
    notOffered: CONTACT_LEFT_OUT,
    input: withCustomFields,
    request: orExisting((id, ask) => ask('GET /contacts/{contactId}', { contactId: id })),
    answer: recordAndNewness('contact'),
    record: newOrNot(createdContact),
  },
  {
    key: 'update_contact',
    label: 'Update Contact',
    description: 'Updates a contact. What you leave empty stays as it is.',
    endpoint: 'PUT /contacts/{contactId}',
    fields: [
      ...withFieldsToClear(
        [contactId(), ...contactIdentity(changedTags()), ...contactDetails()],
        CLEARABLE,
        customFieldsToClear('contact'),
      ),
      customFieldInputs('contact'),
    ],
    groups: CONTACT_GROUPS,
    notOffered: CONTACT_LEFT_OUT,
    input: clearingCustomFields,
    request: thenAddingTags(),
    answer: 'contact',
    record: contact,
  },
  {
    key: 'delete_contact',
    label: 'Delete Contact',
    description: 'Deletes a contact for good.',
    endpoint: 'DELETE /contacts/{contactId}',
    fields: [contactId()],
    answer: deletedBy('contactId'),
    record: deleted('Contact'),
  },
  {
    key: 'upsert_contact',
    label: 'Upsert Contact',
    description:
      "Creates a contact, or updates the one that has this email or phone. Your sub-account's “Allow Duplicate Contact” setting says by which it is found. One that is found by its phone may get this email.",
    endpoint: 'POST /contacts/upsert',
    fields: [
      ...contactIdentity(changedTags()),
      yesNo(
        'createNewIfDuplicateAllowed',
        'Create a New Contact if Duplicates Are Allowed',
        'Yes makes a second contact in a sub-account that allows duplicates.',
      ),
      ...contactDetails(),
      customFieldInputs('contact'),
    ],
    groups: CONTACT_GROUPS,
    notOffered: {
      ...CONTACT_LEFT_OUT,
      gender: 'HighLevel takes it here and then ignores it (public reports, 2026).',
    },
    input: withCustomFields,
    // A second contact would be made where duplicates are allowed.
    request: thenAddingTags(({ createNewIfDuplicateAllowed }) => createNewIfDuplicateAllowed !== true),
    answer: upserted,
    record: withMore(
      newOrNot(contact),
      [{ key: 'identityNote', label: 'Note on Email and Phone', type: 'string' }],
      { identityNote: '' },
    ),
  },
  {
    key: 'add_tags_to_contact',
    label: 'Add Tags to Contact',
    description: 'Adds tags to a contact. The tags that it has stay.',
    endpoint: 'POST /contacts/{contactId}/tags',
    fields: [
      contactId(),
      tags('Choose tags, or type new ones. One that the contact has already may start no workflow.', {
        required: true,
      }),
    ],
    answer: tagsOutcome('Added'),
    record: done('Contact', { contactId: 'Contact' }, [tagsOutput()], {
      tags: ['new patient', 'newsletter'],
    }),
  },
  {
    key: 'remove_tags_from_contact',
    label: 'Remove Tags from Contact',
    description: 'Removes tags from a contact. Its other tags stay.',
    endpoint: 'DELETE /contacts/{contactId}/tags',
    fields: [contactId(), tags('The tags to take away.', { required: true })],
    answer: tagsOutcome('Removed'),
    record: done('Contact', { contactId: 'Contact' }, [tagsOutput()], { tags: ['newsletter'] }),
  },
  {
    key: 'bulk_update_contact_tags',
    label: 'Bulk Update Contact Tags',
    noun: 'Contact',
    description: 'Adds tags to many contacts, or removes them, and says what happened to each.',
    endpoint: 'POST /contacts/bulk/tags/update/{type}',
    fields: [
      choice('type', 'What to Do', BULK_TAGS, { required: true, default: 'add' }),
      contactIds('contacts'),
      tags('Choose tags, or type new ones. Not needed to remove all tags.'),
      yesNo(
        'removeAllTags',
        'Remove All Tags',
        'Yes takes every tag from these contacts. Only with Remove Tags.',
      ),
    ],
    answersEach: true,
    input: bulkTagsInput,
    answer: bulkTagsOutcome,
    record: bulkTags,
  },
  {
    key: 'create_contact_task',
    label: 'Create Contact Task',
    description: 'Creates a task for a contact.',
    endpoint: 'POST /contacts/{contactId}/tasks',
    fields: [contactId(), ...taskFields('create')],
    answer: 'task',
    record: contactTask,
  },
  {
    key: 'update_contact_task',
    label: 'Update Contact Task',
    description: "Updates one of a contact's tasks. What you leave empty stays as it is.",
    endpoint: 'PUT /contacts/{contactId}/tasks/{taskId}',
    fields: withFieldsToClear([contactId(), taskId(), ...taskFields('update')], ['body', 'assignedTo']),
    input: clearing,
    answer: 'task',
    record: contactTask,
  },
  {
    key: 'complete_contact_task',
    label: 'Complete Contact Task',
    description: 'Marks a task of a contact as completed, or as open again.',
    endpoint: 'PUT /contacts/{contactId}/tasks/{taskId}/completed',
    fields: [
      contactId(),
      taskId(),
      yesNo('completed', 'Is Completed', {
        required: true,
        default: 'true',
        helpText: 'No opens the task again.',
      }),
    ],
    answer: 'task',
    record: contactTask,
  },
  {
    key: 'delete_contact_task',
    label: 'Delete Contact Task',
    description: "Deletes one of a contact's tasks.",
    endpoint: 'DELETE /contacts/{contactId}/tasks/{taskId}',
    fields: [contactId(), taskId()],
    answer: deletedBy('taskId'),
    record: deleted('Task'),
  },
  {
    key: 'create_contact_note',
    label: 'Create Contact Note',
    description: 'Creates a note on a contact.',
    endpoint: 'POST /contacts/{contactId}/notes',
    fields: [contactId(), ...noteFields('create')],
    answer: 'note',
    record: contactNote,
  },
  {
    key: 'update_contact_note',
    label: 'Update Contact Note',
    description: "Updates one of a contact's notes. What you leave empty stays as it is.",
    endpoint: 'PUT /contacts/{contactId}/notes/{id}',
    fields: withFieldsToClear([contactId(), noteId(), ...noteFields('update')], ['title', 'userId', 'color']),
    input: clearing,
    answer: 'note',
    record: openedContactNote,
  },
  {
    key: 'delete_contact_note',
    label: 'Delete Contact Note',
    description: "Deletes one of a contact's notes.",
    endpoint: 'DELETE /contacts/{contactId}/notes/{id}',
    fields: [contactId(), noteId()],
    answer: deletedBy('id'),
    record: deleted('Note'),
  },
  {
    key: 'add_contact_to_campaign',
    label: 'Add Contact to Campaign',
    description: 'Adds a contact to a campaign.',
    endpoint: 'POST /contacts/{contactId}/campaigns/{campaignId}',
    fields: [contactId(), campaignId()],
    answer: campaignOutcome,
    record: done('Contact', { contactId: 'Contact', campaignId: 'Campaign' }),
  },
  {
    key: 'remove_contact_from_campaign',
    label: 'Remove from Campaign',
    description: 'Removes a contact from a campaign.',
    endpoint: 'DELETE /contacts/{contactId}/campaigns/{campaignId}',
    fields: [contactId(), campaignId()],
    answer: campaignOutcome,
    record: done('Contact', { contactId: 'Contact', campaignId: 'Campaign' }),
  },
  {
    key: 'remove_contact_from_all_campaigns',
    label: 'Remove from All Campaigns',
    description: 'Removes a contact from every campaign that it is in.',
    endpoint: 'DELETE /contacts/{contactId}/campaigns/removeAll',
    fields: [contactId()],
    answer: campaignOutcome,
    record: done('Contact', { contactId: 'Contact' }),
  },
];

/**
 * The contact, whether it is new, and a note where HighLevel did not take the email or the phone: it leaves out
 * one that another contact has, and says nothing of it.
 */
function upserted(answer: Raw, { email, phone }: Input): Raw {
  const saved = recordAndNewness('contact')(answer);
  const written = (value: unknown) => String(value ?? '').trim();
  const plainEmail = (value: unknown) => written(value).toLowerCase();
  const last = (value: unknown) => written(value).replace(/\D/g, '').slice(-7);
  const left = [
    ...(email !== undefined && plainEmail(email) !== plainEmail(saved.email) ? ['email'] : []),
    ...(phone !== undefined && last(phone) !== last(saved.phone) ? ['phone number'] : []),
  ];
  const isTold = saved.new === false && left.length > 0;
  return {
    ...saved,
    identityNote: isTold
      ? `HighLevel did not take the ${joinWords(left, 'and')}. As a rule another contact has it: email and phone belong to two contacts then.`
      : '',
  };
}

function tagsOutcome(change: 'Added' | 'Removed') {
  return (answer: Raw, { contactId: id, tags }: Input): Raw => ({
    id,
    contactId: id,
    tags: answer.tags,
    success: changedAll(answer, 'tags', change, tags),
  });
}

function tagsOutput() {
  return { key: 'tags', label: 'Tags', type: 'string', list: true } as const;
}

function campaignOutcome(answer: Raw, { contactId: id, campaignId: campaign }: Input): Raw {
  return { ...others(answer), id, contactId: id, campaignId: campaign, success: succeeded(answer) };
}

function bulkTagsInput({ type, contacts, tags: names, removeAllTags }: Input, run: Run): Input {
  const all = removeAllTags === true;
  if (all && type !== 'remove')
    throw run.refuse(`${run.label('removeAllTags')} works only with “${BULK_TAGS.remove}”.`);
  if (!all && !names) throw run.needs('tags');
  return { type, contacts, tags: names ?? [], removeAllTags };
}

/**
 * What happened to each contact. One that the answer's `responses` do not name was not updated, and errors that
 * are only counted are some contact's.
 */
function bulkTagsOutcome(answer: Raw, { type, contacts }: Input): Raw {
  const ids = Array.isArray(contacts) ? contacts.map(String) : [];
  const responses = Array.isArray(answer.responses) ? answer.responses.map(rawOf) : [];
  // Where no response names its contact, they come in the order of the contacts.
  const inOrder = responses.length === ids.length && !responses.some((one) => one.contactId) ? responses : [];
  const results = ids.map((contactId, place) => {
    const said = responses.find((one) => one.contactId === contactId) ?? inOrder[place];
    const message = said ? (said.error ?? said.message) : 'HighLevel does not say that it was updated.';
    return {
      contactId,
      success: said !== undefined && said.error === undefined && said.type !== 'error' && succeeded(said),
      ...(typeof message === 'string' && { message }),
    };
  });
  const failed = results.filter(({ success }) => !success).length;
  const errorCount = Math.max(Number(answer.errorCount) || 0, failed);
  return {
    id: contentHash([type, ids, answer.traceId]),
    success: succeeded(answer) && errorCount === 0,
    errorCount,
    results,
  };
}
