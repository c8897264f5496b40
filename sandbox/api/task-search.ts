import type { Call, Routes } from '../gateway/call';
import { type JsonObject, pick, text, texts } from '../json';
import type { LocationRow } from '../state';
import { chosen, holds } from './shared/lists';
import { isIndexed, pageOf } from './shared/rows';

/** A task as the search tells it: its status in words, with the names of its contact and its user. */
function told({ id, completed, ...task }: LocationRow, { state }: Call): JsonObject {
  const contact = state.contacts.get(text(task.contactId));
  const user = state.users.get(text(task.assignedTo));
  const status = completed === true ? 'completed' : 'to_do';
  return {
    _id: id,
    ...task,
    status,
    statusGroup: status,
    deleted: false,
    ...(user && { assignedToUserDetails: pick(user, ['id', 'firstName', 'lastName']) }),
    contactDetails: { firstName: contact?.firstName ?? null, lastName: contact?.lastName ?? null },
    searchAfter: [Date.parse(text(task.dateAdded) ?? ''), id],
  };
}

/** The tasks of a location, the one added last first; 25 a page unless said. */
function search(call: Call): JsonObject {
  const { state, body } = call;
  const isOneOf = (names: unknown, value: unknown) =>
    !texts(names).length || texts(names).includes(String(value));
  const businessOf = (task: LocationRow) => state.contacts.get(text(task.contactId))?.businessId;
  const found = chosen(call, { table: 'tasks', latest: 'dateAdded' }).filter(
    (task) =>
      isIndexed(call, task.dateAdded) &&
      isOneOf(body.contactId, task.contactId) &&
      isOneOf(body.assignedTo, task.assignedTo) &&
      (body.completed === undefined || (task.completed === true) === body.completed) &&
      (body.businessId === undefined || businessOf(task) === body.businessId) &&
      holds(task, ['title'], body.query),
  );
  return { tasks: pageOf(found, body, 25).map((task) => told(task, call)) };
}

/** The tasks of all contacts of a location. */
export const taskSearch: Routes = {
  'POST /locations/{locationId}/tasks/search': { handle: search, status: 201 },
};
