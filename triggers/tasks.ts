/** The triggers that wait for something that happens to a task of any contact. */
import { pick } from 'lodash';
import { HOUR_MS } from '../fields/dates';
import { number, text } from '../fields/field';
import { contactIds, optional, users } from '../fields/ids';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { momentOf } from '../operations/poll-lists';
import { filteredReach, memberReach, sortedReach, unsortedReach } from '../operations/poll-reach';
import type { List, TriggerSpec } from '../operations/trigger-spec';
import { timedTasks } from '../reads/contacts';
import { type Output, toIsoMoment, toMs } from '../records/record';

const taskFilters = () => [
  users('assignedTo', 'Assigned To', 'Only tasks of these users.'),
  { ...optional(contactIds('contactId'), 'Only tasks of these contacts.'), label: 'Contact' },
];
const title = () => text('query', 'Title', 'Only tasks with this in their title.');

const STATE = 'The trigger chooses open or completed tasks itself.';
const NOT_OFFERED = { completed: STATE, businessId: 'A task is of a contact.' };

/** What is asked for. */
const wanted = (values: Input): Input => pick(values, ['assignedTo', 'contactId', 'query']);

const open = (values: Input): List => ({ name: 'open', input: { ...wanted(values), completed: false } });
const completed = (values: Input): List => ({
  name: 'completed',
  input: { ...wanted(values), completed: true },
});

/** HighLevel tells of deleted tasks that they are. */
const isThere = (_task: Output, { deleted }: Raw) => deleted !== true;
const isOpen = (task: Output, raw: Raw) => isThere(task, raw) && task.completed !== true;

/** The moment when a task has been due for so many hours, in epoch milliseconds. */
const dueAfter = (hours: number) => (task: Raw) => {
  const due = toMs(task.dueDate);
  return due === undefined ? undefined : due + hours * HOUR_MS;
};

export const taskTriggers: TriggerSpec[] = [
  {
    ...timedTasks,
    key: 'new_task',
    label: 'New Task',
    description: 'Triggers when a task is added to any contact.',
    fires: 'list',
    // Whether one request gives completed tasks too is not described: when the Zap is turned on, it must know all.
    event: (values, { bundle }) => ({
      lists:
        momentOf(bundle) === 'turn on'
          ? [open(values), completed(values)]
          : [{ name: 'all', input: wanted(values) }],
      isSo: isThere,
    }),
    // Such as one that is given to the chosen user.
    limits: [sortedReach('tasks'), filteredReach('a task')].join(' '),
    fields: [...taskFilters(), title()],
    notOffered: NOT_OFFERED,
  },
  {
    ...timedTasks,
    key: 'task_completed',
    label: 'Task Completed',
    description: 'Triggers when a task is marked as completed.',
    fires: 'list',
    event: (values) => ({
      lists: [completed(values)],
      since: ['dateUpdated'],
      isSo: (task, raw) => isThere(task, raw) && task.completed === true,
      comesBack: true,
    }),
    limits: memberReach('completed tasks match', timedTasks.paging.size),
    fields: [...taskFilters(), title()],
    notOffered: NOT_OFFERED,
  },
  {
    ...timedTasks,
    key: 'task_overdue',
    label: 'Task Overdue',
    description: 'Triggers when a task is due, or was due a number of hours ago, and is still open.',
    fires: 'list',
    event: (values) => {
      const hours = Number(values.hours ?? 0);
      return {
        lists: [open(values)],
        isSo: isOpen,
        comesTrue: dueAfter(hours),
        // One that is entered, moved or opened again after its due date is overdue from then on.
        since: ['dateAdded', 'dateUpdated'],
        revision: ({ dueDate }) => ({ once: `${toIsoMoment(dueDate)} ${hours}` }),
      };
    },
    limits: unsortedReach('open tasks', timedTasks.paging.size),
    fields: [
      number('hours', 'Hours After Due', {
        helpText:
          'How many hours after its due date the Zap starts; 0 if left empty. With -2 it starts two hours before.',
        notSent: 'The trigger counts the hours.',
      }),
      ...taskFilters(),
    ],
    notOffered: { ...NOT_OFFERED, query: 'The due date counts.' },
  },
];
