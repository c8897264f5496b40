import { outputs, plainRecord, type RecordType, withNamesOf } from './record';
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
  assignedTo: {
    key: 'assignedToName',
    label: 'Assigned User Name',
    list: 'users',
    sample: 'Renata Kovacs',
  },
});
