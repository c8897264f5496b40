import { taskTriggers } from '../../triggers/tasks';
import { first, harness } from '../support/harness';
import { among, describeCategory, type Row } from './table';

const zap = harness();

/** Of rows that are young a poll asks whether there are more. */
const OLD = { dateAdded: '2026-01-04T09:00:00.000Z', dateUpdated: '2026-01-04T09:00:00.000Z' };

function rows(): Row[] {
  const { locationId } = first(zap.sandbox.locations);
  const { tasks, users } = zap.sandbox.state;
  const { contactId } = first(tasks.where((row) => row.locationId === locationId));
  const userId = first(users.where(({ locationIds }) => locationIds.includes(locationId))).id;
  for (const { id } of tasks.all()) tasks.delete(id);
  const add = (more: { completed: boolean; title: string; dueDate: string }) =>
    tasks.insert({ locationId, contactId: String(contactId), assignedTo: userId, ...OLD, ...more }).id;
  const open = add({ completed: false, title: 'Call back', dueDate: '2026-01-05T09:00:00.000Z' });
  const later = add({ completed: false, title: 'Call later', dueDate: '2035-01-05T09:00:00.000Z' });
  const done = add({ completed: true, title: 'Call at once', dueDate: '2026-01-05T09:00:00.000Z' });
  const call = `POST /locations/${locationId}/tasks/search`;
  const fails = {
    input: { contactId: 'A1b2C3d4E5f6G7h8I9j0', hours: 'soon' },
    says: /“Hours After Due”/,
    sends: 0,
  };
  return [
    {
      key: 'new_task',
      input: { assignedTo: [userId], contactId, query: 'call' },
      sends: { call, body: { assignedTo: [userId], contactId: [contactId], query: 'call', limit: 500 } },
      gives: among(...[open, later, done].map((id) => ({ id, revision: 'new' }))),
      fails: { input: {}, as: 'agency', says: /^Choose a Sub-Account/, sends: 0 },
    },
    {
      key: 'task_completed',
      input: { query: 'call' },
      sends: { call, body: { query: 'call', completed: true, limit: 500 } },
      gives: [{ id: done, revision: 'new' }],
      fails: { input: {}, as: 'agency', says: /^Choose a Sub-Account/, sends: 0 },
    },
    {
      key: 'task_overdue',
      input: { hours: '1.5', assignedTo: [userId] },
      sends: { call, body: { assignedTo: [userId], completed: false, limit: 500 } },
      gives: [{ id: open, revision: '2026-01-05T09:00:00.000Z 1.5' }],
      fails,
    },
  ];
}

describeCategory(
  zap,
  'Contacts',
  rows,
  taskTriggers.map(({ key }) => key),
);
