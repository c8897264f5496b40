import { outputs, plainRecord, type RecordType } from './record';

export const contactTask: RecordType = {
  noun: 'Task',
  fields: [
    ...outputs('string', { id: 'Task ID', title: 'Title', body: 'Description' }),
    { key: 'dueDate', label: 'Due Date', type: 'datetime' },
    { key: 'completed', label: 'Is Completed', type: 'boolean' },
    ...outputs('string', { assignedTo: 'Assigned User ID', contactId: 'Contact ID' }),
  ],
  sample: {
    id: 'lJpzYrWdpkC2hX6t2yue',
    title: 'Call back about the quote',
    body: 'Asked for a second option for the kitchen.',
    dueDate: '2026-05-08T15:00:00.000Z',
    completed: false,
    assignedTo: 'y0BeYjuRIlDwsDcOHOJo',
    contactId: 'ocQHyuzHvysMo5N5VsXc',
  },
  from: plainRecord('dueDate'),
};
