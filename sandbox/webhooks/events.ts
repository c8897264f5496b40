/**
 * Which events of an app follow from a change of the sandbox's records, and what they carry: the events that
 * HighLevel documents (GoHighLevel/highlevel-api-docs, `docs/webhook events`, 2026-06), with what others saw
 * live where it says nothing.
 */
import { isEqual, uniq } from 'lodash';
import { fullName } from '../api/shared/contact-answers';
import { type JsonObject, pick } from '../json';
import type { State } from '../state';
import type { Row } from '../table';

/** An event of a change, without what every event carries. */
export interface Occurrence {
  event: string;
  payload: JsonObject;
}

/** What is told of the records of a table. */
interface Told {
  created?: string[];
  /** The events of a change, by the fields that it changed; dates of the change itself are not among these. */
  changed?: (fields: string[], after: Row) => string[];
  deleted?: string[];
  payload: (row: Row, state: State) => JsonObject;
  /** Set where the payload does not say which event it is. */
  untyped?: true;
}

/** The events of the fields that they tell; other fields have the event `otherwise`. */
const byField =
  (events: { [field: string]: string }, ...otherwise: string[]) =>
  (fields: string[]): string[] =>
    uniq(fields.flatMap((field) => events[field] ?? otherwise));

const CONTACT = [
  ...['address1', 'city', 'companyName', 'country', 'source', 'dateAdded', 'dateOfBirth', 'dnd', 'email'],
  ...['firstName', 'lastName', 'phone', 'postalCode', 'state', 'tags', 'website', 'attachments'],
  ...['assignedTo', 'customFields', 'dndSettings'],
];

const OPPORTUNITY = [
  ...['assignedTo', 'contactId', 'monetaryValue', 'name', 'pipelineId', 'pipelineStageId', 'source'],
  ...['status', 'dateAdded'],
];

const TOLD: { [table in keyof State]?: Told } = {
  contacts: {
    created: ['ContactCreate'],
    changed: byField(
      { tags: 'ContactTagUpdate', dnd: 'ContactDndUpdate', dndSettings: 'ContactDndUpdate' },
      'ContactUpdate',
    ),
    deleted: ['ContactDelete'],
    payload: (row) => ({ ...pick(row, ['id', ...CONTACT]), name: fullName(row) }),
  },
  // A note's event is built of these alone, as a maintainer says (issue 312, 2026-08).
  notes: {
    created: ['NoteCreate'],
    changed: () => ['NoteUpdate'],
    deleted: ['NoteDelete'],
    payload: (row) => pick(row, ['id', 'body', 'contactId', 'dateAdded']),
  },
  // Each event of an opportunity comes with an OpportunityUpdate beside it (issue 27).
  opportunities: {
    created: ['OpportunityCreate', 'OpportunityUpdate'],
    changed: (fields) => [
      ...byField({
        assignedTo: 'OpportunityAssignedToUpdate',
        monetaryValue: 'OpportunityMonetaryValueUpdate',
        pipelineStageId: 'OpportunityStageUpdate',
        status: 'OpportunityStatusUpdate',
      })(fields),
      'OpportunityUpdate',
    ],
    deleted: ['OpportunityDelete', 'OpportunityUpdate'],
    payload: (row) => pick({ ...row, dateAdded: row.createdAt }, ['id', ...OPPORTUNITY]),
  },
};

/** Dates that every change sets, or that say when another field changed. */
const STAMPS = /^(dateUpdated|updatedAt|last\w+At|lastActionDate)$/;

function changedFields(before: Row, after: Row): string[] {
  const names = uniq([...Object.keys(before), ...Object.keys(after)]);
  return names.filter((name) => !STAMPS.test(name) && !isEqual(before[name], after[name]));
}

/**
 * Calls `tell` with the events of each later change of the sandbox's records.
 * @param isAsked whether anybody wants events; while not, a change costs nothing
 */
export function watchEvents(
  state: State,
  isAsked: () => boolean,
  tell: (occurrences: Occurrence[]) => void,
): void {
  const tables: { [name: string]: Told | undefined } = TOLD;
  for (const [name, table] of Object.entries(state)) {
    const told = tables[name];
    if (!told) continue;
    table.watch((before, after) => {
      if (isAsked()) tell(eventsOf(told, state, before, after));
    });
  }
}

/** The events that follow from a change of a record. */
function eventsOf(told: Told, state: State, before: Row | undefined, after: Row | undefined): Occurrence[] {
  const row = after ?? before;
  const events = namesOf(told, before, after);
  if (!row || !events.length) return [];
  const payload = { locationId: row.locationId, ...told.payload(row, state) };
  return events.map((event) => ({ event, payload: told.untyped ? payload : { type: event, ...payload } }));
}

function namesOf(told: Told, before: Row | undefined, after: Row | undefined): string[] {
  if (!before) return told.created ?? [];
  if (!after) return told.deleted ?? [];
  const fields = changedFields(before, after);
  return fields.length ? (told.changed?.(fields, after) ?? []) : [];
}
