import type { Raw } from '../highlevel/json';
import {
  type Output,
  outputs,
  plainRecord,
  type RecordType,
  rawOf,
  withId,
  withMoments,
  withMore,
  withNamesOf,
} from './record';
import { SAMPLE_IDS } from './sample-ids';

const taskAlone: RecordType = {
  noun: 'Task',
  fields: [
    ...outputs('string', { id: 'Task ID', title: 'Title', body: 'Description' }),
    { key: 'dueDate', label: 'Due Date', type: 'datetime' },
    { key: 'completed', label: 'Is Completed', type: 'boolean' },
    ...outputs('string', { assignedTo: 'Assigned User ID', contactId: 'Contact ID' }),
  ],
  sample: {
    id: SAMPLE_IDS.Task,
    title: 'Call back about the treatment plan',
    body: 'Asked for a second option for the implant.',
    dueDate: '2026-05-08T15:00:00.000Z',
    completed: false,
    assignedTo: SAMPLE_IDS.User,
    contactId: SAMPLE_IDS.Contact,
  },
  from: plainRecord('dueDate'),
};

/** A task about a contact. HighLevel tells no date of it but when it is due. */
export const contactTask = withNamesOf(taskAlone, {
  assignedTo: { key: 'assignedToName', label: 'Assigned User Name', list: 'users' },
});

const MOMENTS = ['dueDate', 'dateAdded', 'dateUpdated'];

/** A task of a search says in words whether it is done (recorded 2026-07). */
function fromFound({ status, ...raw }: Raw): Output {
  const completed = raw.completed ?? (typeof status === 'string' ? status === 'completed' : undefined);
  return { ...withId(withMoments(raw, MOMENTS)), ...(completed !== undefined && { completed }) };
}

/** A task that a search over all contacts found. */
export const foundTask: RecordType = { ...contactTask, from: fromFound };

/** The same as triggers give it: with the name of its contact, and when it was added and changed. */
export const taskWithTimes: RecordType = {
  ...withMore(
    foundTask,
    [
      { key: 'contactName', label: 'Contact Name', type: 'string' },
      ...outputs('datetime', { dateAdded: 'Date Added', dateUpdated: 'Date Updated' }),
    ],
    {
      contactName: 'Amara Okafor',
      dateAdded: '2026-05-06T08:30:41.000Z',
      dateUpdated: '2026-05-07T09:12:05.000Z',
    },
  ),
  from: fromFoundWithContact,
  added: 'dateAdded',
};

function fromFoundWithContact({ contactDetails, ...raw }: Raw): Output {
  const { firstName, lastName } = rawOf(contactDetails);
  const contactName = [firstName, lastName].filter(Boolean).join(' ');
  return { ...fromFound(raw), ...(contactName && { contactName }) };
}
