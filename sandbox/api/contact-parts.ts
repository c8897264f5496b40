import type { Call, Routes } from '../gateway/call';
import { notFound, refusal } from '../gateway/errors';
import { type JsonObject, text, texts } from '../json';
import type { Contact, LocationRow } from '../state';
import { DONE } from './contacts';
import { collection } from './shared/collection';
import { contactOf, learnTags } from './shared/contact-record';

const exists = (call: Call): void => void contactOf(call);

/** A task's dates are told by the search over a location alone. */
const HIDDEN_OF_TASKS = ['locationId', 'dateAdded', 'dateUpdated'];

const tasks = collection({
  table: 'tasks',
  noun: 'Task',
  one: 'task',
  many: 'tasks',
  refuses: ['locationId'],
  create: 'POST /contacts/{contactId}/tasks',
  list: 'GET /contacts/{contactId}/tasks',
  get: 'GET /contacts/{contactId}/tasks/{taskId}',
  update: 'PUT /contacts/{contactId}/tasks/{taskId}',
  delete: 'DELETE /contacts/{contactId}/tasks/{taskId}',
  dates: ['dueDate'],
  hidden: HIDDEN_OF_TASKS,
  guard: exists,
  answers: {
    create: (task) => ({ task: { ...task, businessId: null }, contactId: task.contactId }),
    delete: DONE,
  },
});

const completed = collection({
  table: 'tasks',
  noun: 'Task',
  one: 'task',
  update: 'PUT /contacts/{contactId}/tasks/{taskId}/completed',
  hidden: HIDDEN_OF_TASKS,
  guard: exists,
});

const notes = collection({
  table: 'notes',
  noun: 'Note',
  one: 'note',
  many: 'notes',
  refuses: ['locationId'],
  create: 'POST /contacts/{contactId}/notes',
  list: 'GET /contacts/{contactId}/notes',
  get: 'GET /contacts/{contactId}/notes/{id}',
  update: 'PUT /contacts/{contactId}/notes/{id}',
  delete: 'DELETE /contacts/{contactId}/notes/{id}',
  complete: (note) => ({
    pinned: false,
    businessId: null,
    relations: [],
    ...note,
    userId: note.userId ?? null,
    bodyText: (text(note.body) ?? '').replace(/<[^>]*>/g, ''),
  }),
  hidden: ['locationId'],
  guard: exists,
});

/** A contact's list after names were added to it or removed from it, and the names that changed it. */
function changeList(had: string[], sent: string[], isAdding: boolean): { all: string[]; changed: string[] } {
  const changed = sent.filter((name) => had.includes(name) !== isAdding);
  const all = isAdding ? [...had, ...changed] : had.filter((name) => !changed.includes(name));
  return { all, changed };
}

function changeTags(call: Call, isAdding: boolean): JsonObject {
  const contact = contactOf(call);
  const { state, locationId, body } = call;
  const sent = isAdding
    ? learnTags(state, locationId, texts(body.tags))
    : texts(body.tags).map((tag) => tag.trim().toLowerCase());
  const { all, changed } = changeList(contact.tags, sent, isAdding);
  state.contacts.update(contact.id, { tags: all });
  return { tags: all, [isAdding ? 'tagsAdded' : 'tagsRemoved']: changed };
}

function changeFollowers(call: Call, isAdding: boolean): JsonObject {
  const contact = contactOf(call);
  const { state, body } = call;
  const unknown = texts(body.followers).filter((id) => !state.users.get(id));
  if (unknown.length) throw refusal(400, `Users not found: ${unknown.join(', ')}`);
  const { all, changed } = changeList(contact.followers, texts(body.followers), isAdding);
  state.contacts.update(contact.id, { followers: all });
  return { followers: all, [isAdding ? 'followersAdded' : 'followersRemoved']: changed };
}

/** What happened to one contact of a bulk request. */
type Outcome = JsonObject & { type: 'success' | 'error' };

function bulkOutcome({ state, locationId, body, params }: Call, id: string): Outcome {
  const contact: Contact | undefined = state.contacts.get(id);
  if (!contact) return { contactId: id, message: 'contact id is not a valid firebase id', type: 'error' };
  if (contact.locationId !== locationId) {
    return { contactId: id, message: 'contact does not belong to location', type: 'error' };
  }
  const isAdding = params.type === 'add';
  const sent = body.removeAllTags === true ? contact.tags : learnTags(state, locationId, texts(body.tags));
  const { all, changed } = changeList(contact.tags, sent, isAdding);
  state.contacts.update(id, { tags: all });
  return {
    contactId: id,
    message: 'Tags updated',
    type: 'success',
    oldTags: contact.tags,
    tagsAdded: isAdding ? changed : [],
    tagsRemoved: isAdding ? [] : changed,
  };
}

function bulkTags(call: Call): JsonObject {
  const { body, params } = call;
  if (body.removeAllTags === true && params.type !== 'remove') {
    throw refusal(422, ['removeAllTags can only be used with the type remove']);
  }
  const responses = texts(body.contacts).map((id) => bulkOutcome(call, id));
  const errorCount = responses.filter(({ type }) => type === 'error').length;
  return { succeded: errorCount < responses.length, errorCount, responses };
}

type Enrolling = 'campaign' | 'workflow';

/** The campaign or workflow of a request's path. @throws Refusal 404 if the location does not have it. */
function targetOf({ state, params, locationId }: Call, kind: Enrolling): LocationRow {
  const id = params[`${kind}Id`] ?? '';
  const target = (kind === 'campaign' ? state.campaigns : state.workflows).get(id);
  if (target?.locationId !== locationId) throw notFound(kind === 'campaign' ? 'Campaign' : 'Workflow', id);
  return target;
}

function enrolments({ state }: Call, contactId: string, kind: Enrolling, targetId?: string) {
  return state.enrolments.where(
    (row) =>
      row.contactId === contactId &&
      row.kind === kind &&
      (targetId === undefined || row.targetId === targetId),
  );
}

/** Enrols a contact. A workflow that is a draft answers as if it did (one report, 2026). */
function enrol(kind: Enrolling): (call: Call) => JsonObject {
  return (call) => {
    const { id: contactId, locationId } = contactOf(call);
    const { id: targetId, status } = targetOf(call, kind);
    const isIdle = kind === 'workflow' && status === 'draft';
    if (!isIdle && enrolments(call, contactId, kind, targetId).length === 0) {
      call.state.enrolments.insert({ locationId, contactId, kind, targetId, ...call.body });
    }
    return DONE;
  };
}

function leave(call: Call, kind: Enrolling, targetId?: string): JsonObject {
  for (const { id } of enrolments(call, contactOf(call).id, kind, targetId)) call.state.enrolments.delete(id);
  return DONE;
}

/**
 * A time in a time zone, such as `2026-01-15 10:00:00`. The API gives a contact's appointments so, without
 * the zone.
 */
function localTime(moment: string, timeZone: string): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('sv-SE', options).format(new Date(moment));
}

function appointments(call: Call): JsonObject {
  const { id, locationId } = contactOf(call);
  const zone = call.state.locations.get(locationId)?.timezone ?? 'UTC';
  const events = call.state.appointments
    .where(({ contactId }) => contactId === id)
    .map((appointment) => ({
      ...appointment,
      status: 'booked',
      startTime: localTime(appointment.startTime, zone),
      endTime: localTime(appointment.endTime, zone),
      dateAdded: localTime(text(appointment.dateAdded) ?? '', zone),
      dateUpdated: localTime(text(appointment.dateUpdated) ?? '', zone),
    }));
  return { events };
}

export const contactParts: Routes = {
  ...tasks,
  ...completed,
  ...notes,
  'POST /contacts/{contactId}/tags': { handle: (call) => changeTags(call, true), status: 201 },
  'DELETE /contacts/{contactId}/tags': { handle: (call) => changeTags(call, false) },
  'POST /contacts/bulk/tags/update/{type}': { handle: bulkTags, status: 201 },
  'POST /contacts/{contactId}/followers': { handle: (call) => changeFollowers(call, true), status: 201 },
  'DELETE /contacts/{contactId}/followers': { handle: (call) => changeFollowers(call, false) },
  'POST /contacts/{contactId}/campaigns/{campaignId}': { handle: enrol('campaign'), status: 201 },
  'DELETE /contacts/{contactId}/campaigns/removeAll': { handle: (call) => leave(call, 'campaign') },
  'DELETE /contacts/{contactId}/campaigns/remove-all': { handle: (call) => leave(call, 'campaign') },
  'DELETE /contacts/{contactId}/campaigns/{campaignId}': {
    handle: (call) => leave(call, 'campaign', targetOf(call, 'campaign').id),
  },
  'POST /contacts/{contactId}/workflow/{workflowId}': { handle: enrol('workflow') },
  'DELETE /contacts/{contactId}/workflow/{workflowId}': {
    handle: (call) => leave(call, 'workflow', targetOf(call, 'workflow').id),
  },
  'GET /contacts/{contactId}/appointments': { handle: appointments },
};
