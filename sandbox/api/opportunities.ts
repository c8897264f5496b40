import { DAY_MS } from '../clock';
import type { Call, Routes } from '../gateway/call';
import { codedRefusal, notFound, refusal } from '../gateway/errors';
import { isObject, type Json, type JsonObject, number, objects, pick, text, texts } from '../json';
import type { Contact, CustomFieldValue, LocationRow, State } from '../state';
import { fullName, matchesQuery } from './shared/contact-answers';
import { mergeCustomFields } from './shared/custom-field-values';
import { ownRow, pageOf } from './shared/rows';

/** Fields that are kept as they were sent. */
const KEPT = ['name', 'status', 'monetaryValue', 'assignedTo', 'lostReasonId'];

const valuesOf = (row: JsonObject): CustomFieldValue[] =>
  objects(row.customFields).map(({ id, value }) => ({ id: text(id) ?? '', value: value ?? null }));

/** By what means an opportunity came to be. */
const MADE_BY = { type: 'CREATED', apiVersion: '2021-07-28', channel: 'OAUTH', source: 'INTEGRATION' };

/** What a search and an opportunity's own endpoint tell alike: it, its contact, and how it was made. */
function common(row: LocationRow, contact: Contact | undefined): JsonObject {
  return {
    ...row,
    internalSource: { ...MADE_BY, id: row.locationId },
    ...(contact && {
      contact: {
        ...pick(contact, ['id', 'companyName', 'email', 'phone', 'tags']),
        name: fullName(contact),
      },
    }),
  };
}

/** The files of a field, which are kept by ids of their own; none where a value holds no files. */
function filesIn(value: Json): JsonObject[] {
  const files = isObject(value) ? Object.values(value).filter(isObject) : [];
  return files.map(({ url, meta }) => ({ url, meta }));
}

/** An opportunity alone: what is empty stays away, and custom fields come by `fieldValue`. */
function told(row: LocationRow, { state }: Call): JsonObject {
  const whole = common(row, state.contacts.get(text(row.contactId)));
  const customFields = valuesOf(row).map(({ id, value }) => {
    const files = filesIn(value).map((file) => ({ ...file, deleted: false }));
    return { id, fieldValue: files.length ? files : value };
  });
  return {
    ...whole,
    customFields,
    isAttribute: false,
    indexVersion: 1,
    ...(isObject(whole.contact) && { contact: { ...whole.contact, followers: [] } }),
  };
}

/** A custom field's value as a search tells it: by its type, days as the milliseconds of midnight in UTC. */
function typed({ id, value }: CustomFieldValue, state: State): JsonObject {
  const files = filesIn(value);
  if (files.length) return { id, type: 'files', fieldValueFiles: files };
  if (Array.isArray(value)) return { id, type: 'array', fieldValueArray: value };
  if (typeof value === 'number') return { id, type: 'number', fieldValueNumber: value };
  if (state.customFields.get(id)?.dataType === 'DATE') {
    const day = text(value)?.slice(0, 10) ?? '';
    return { id, type: 'date', fieldValueDate: Date.parse(day) };
  }
  return { id, type: 'string', fieldValueString: value };
}

/** What a search tells of an opportunity's tie to its contact. */
function relationTo(contact: Contact, { id }: LocationRow): JsonObject {
  const name = fullName(contact);
  return {
    associationId: 'OPPORTUNITIES_CONTACTS_ASSOCIATION',
    relationId: id,
    primary: true,
    objectKey: 'contact',
    recordId: contact.id,
    fullName: name,
    contactName: name,
    companyName: contact.companyName ?? null,
    email: contact.email ?? null,
    phone: contact.phone ?? null,
    tags: contact.tags,
    attributed: null,
  };
}

/** An opportunity of a search: some of its fields are null where it has none, its custom fields are typed. */
export function inSearch(row: LocationRow, { state }: Call): JsonObject {
  const contact = state.contacts.get(text(row.contactId));
  const { source = null, assignedTo = null, lostReasonId = null } = row;
  return {
    ...common(row, contact),
    source,
    assignedTo,
    lostReasonId,
    pipelineStageUId: row.pipelineStageId,
    customFields: valuesOf(row).map((value) => typed(value, state)),
    relations: contact ? [relationTo(contact, row)] : [],
    attributions: [{ utmSessionSource: 'CRM UI', medium: 'manual', isFirst: true }],
    sort: [addedAt(row), row.id],
  };
}

const answer = (row: LocationRow, call: Call): JsonObject => ({ opportunity: told(row, call) });

/** @throws Refusal 400 with the id of the one that the contact has in the pipeline, where a location takes one */
function refuseDuplicate({ state, locationId }: Call, fields: JsonObject): void {
  if (state.locations.get(locationId)?.settings.allowDuplicateOpportunity !== false) return;
  const { contactId, pipelineId } = fields;
  const existing = state.opportunities.find(
    (row) => row.contactId === contactId && row.pipelineId === pipelineId,
  );
  if (!existing) return;
  const said = 'Can not create duplicate opportunity for the contact.';
  throw codedRefusal(400, 'OPPORTUNITY_NO_DUPLICATE', said, { meta: { existingId: existing.id } });
}

const opportunityOf = (call: Call, id = call.params.id): LocationRow =>
  ownRow(call.state.opportunities, id, 'Opportunity', call);

/**
 * The pipeline and the stage that a request asks for. A new pipeline without a stage means its first stage.
 * @throws Refusal for a pipeline that the location does not have, or a stage that the pipeline does not
 */
function stageOf({ state, body, locationId }: Call, before: JsonObject): JsonObject {
  const pipelineId = text(body.pipelineId) ?? text(before.pipelineId) ?? '';
  const pipeline = state.pipelines.get(pipelineId);
  if (pipeline?.locationId !== locationId) throw notFound('Pipeline', pipelineId);
  const stages = objects(pipeline.stages).map(({ id }) => text(id) ?? '');
  const kept = before.pipelineId === pipelineId ? before.pipelineStageId : undefined;
  const pipelineStageId = text(body.pipelineStageId) ?? text(kept) ?? stages[0] ?? '';
  if (!stages.includes(pipelineStageId)) throw refusal(400, 'The pipeline stage id is invalid.');
  return { pipelineId, pipelineStageId };
}

/**
 * The changes that a request makes. Where the stage or the status changes, so does the time of that change.
 */
function written(call: Call, before: JsonObject): JsonObject {
  const { state, body, locationId, clock } = call;
  const stage = stageOf(call, before);
  const status = text(body.status) ?? before.status;
  const custom = objects(body.customFields);
  return {
    ...pick(body, KEPT),
    ...stage,
    customFields: mergeCustomFields(state, locationId, 'opportunity', valuesOf(before), custom),
    ...(stage.pipelineStageId !== before.pipelineStageId && { lastStageChangeAt: clock.iso() }),
    ...(status !== before.status && { lastStatusChangeAt: clock.iso() }),
  };
}

function add(call: Call): LocationRow {
  const { state, body, locationId } = call;
  const contactId = text(body.contactId);
  if (contactId && state.contacts.get(contactId)?.locationId !== locationId) {
    throw notFound('Contact', contactId);
  }
  const defaults = { name: 'New Opportunity', status: 'open', monetaryValue: 0, source: 'public api' };
  const fields = { ...defaults, ...written(call, {}), ...(contactId && { contactId }) };
  refuseDuplicate(call, fields);
  return state.opportunities.insert({ ...fields, locationId, followers: texts(body.followers) });
}

function change(call: Call, row: LocationRow, more: JsonObject = {}): LocationRow {
  return call.state.opportunities.update(row.id, { ...written(call, row), ...more }) ?? row;
}

function remove(call: Call): JsonObject {
  call.state.opportunities.delete(opportunityOf(call).id);
  return { success: true };
}

function setStatus(call: Call): JsonObject {
  change(call, opportunityOf(call));
  return { succeded: true };
}

/** The followers after some were added or removed, and which ones those were. */
function changedFollowers(had: string[], { body, query }: Call, isAdding: boolean) {
  const sent = texts(body.followers);
  const all = body.isRemoveAllFollowers === true || query.isRemoveAllFollowers === true;
  const changed = all ? had : sent.filter((id) => had.includes(id) !== isAdding);
  const followers = isAdding && !all ? [...had, ...changed] : had.filter((id) => !changed.includes(id));
  return { followers, changed };
}

function upsert(call: Call): JsonObject {
  const id = text(call.body.id);
  if (!id) return { ...answer(add(call), call), new: true };
  const row = opportunityOf(call, id);
  const { followers } = changedFollowers(texts(row.followers), call, call.body.followersActionType === 'add');
  return { ...answer(change(call, row, { followers }), call), new: false };
}

function changeFollowers(call: Call, isAdding: boolean): JsonObject {
  const { state, body } = call;
  const row = opportunityOf(call);
  const unknown = texts(body.followers).filter((id) => !state.users.get(id));
  if (unknown.length) throw refusal(400, `Users not found: ${unknown.join(', ')}`);
  const { followers, changed } = changedFollowers(texts(row.followers), call, isAdding);
  state.opportunities.update(row.id, { followers });
  return { followers, [isAdding ? 'followersAdded' : 'followersRemoved']: changed };
}

/** A day, sent as `mm-dd-yyyy`, in epoch milliseconds. @throws Refusal 422 if it is no such day. */
function dayOf(query: JsonObject, name: string): number | undefined {
  const sent = text(query[name]);
  if (sent === undefined) return undefined;
  const [, month, day, year] = /^(\d\d)-(\d\d)-(\d{4})$/.exec(sent) ?? [];
  const moment = Date.parse(`${year}-${month}-${day}`);
  if (Number.isNaN(moment)) throw refusal(422, [`${name} must be in the format mm-dd-yyyy`]);
  return moment;
}

/** The query's parameters, and the field of an opportunity that each is compared with. */
export const FILTERS: { [name: string]: string } = {
  id: 'id',
  pipeline_id: 'pipelineId',
  pipeline_stage_id: 'pipelineStageId',
  contact_id: 'contactId',
  assigned_to: 'assignedTo',
};

function isOf(row: LocationRow, contact: Contact | undefined, { state, query }: Call): boolean {
  const { q, country, campaignId, status = 'all' } = query;
  const inCampaign = () =>
    state.enrolments.find((one) => one.contactId === contact?.id && one.targetId === campaignId);
  return (
    Object.entries(FILTERS).every(
      ([name, field]) => query[name] === undefined || row[field] === query[name],
    ) &&
    (status === 'all' || row.status === status) &&
    (country === undefined || contact?.country === country) &&
    (campaignId === undefined || inCampaign() !== undefined) &&
    (q === undefined || matches(row, contact, text(q) ?? ''))
  );
}

/** Whether the words of a search are in an opportunity, or in its contact. */
export function matches(row: LocationRow, contact: Contact | undefined, query: string): boolean {
  const isNamed = text(row.name)?.toLowerCase().includes(query.toLowerCase()) ?? false;
  return isNamed || (contact !== undefined && matchesQuery(contact, query));
}

const addedAt = (row: JsonObject) => Date.parse(text(row.createdAt) ?? '');

/**
 * The opportunities that match: the last added first, or the first added first where the query asks for it.
 */
function found(call: Call): LocationRow[] {
  const { state, query, locationId } = call;
  const from = dayOf(query, 'date') ?? Number.NEGATIVE_INFINITY;
  const until = (dayOf(query, 'endDate') ?? Number.POSITIVE_INFINITY) + DAY_MS;
  const sign = query.order === 'added_asc' ? 1 : -1;
  return state.opportunities
    .where(
      (row) =>
        row.locationId === locationId &&
        addedAt(row) >= from &&
        addedAt(row) < until &&
        isOf(row, state.contacts.get(text(row.contactId)), call),
    )
    .reverse()
    .sort((a, b) => sign * (addedAt(a) - addedAt(b)));
}

/** Where a page begins: after the cursor, which needs both its parts, or else by the page's number. */
function startOf(rows: LocationRow[], query: JsonObject, limit: number): number {
  const { startAfter, startAfterId } = query;
  if (startAfter !== undefined && startAfterId !== undefined) {
    return rows.findIndex(({ id }) => id === startAfterId) + 1;
  }
  return (number(query.page, 1) - 1) * limit;
}

/** The paging of an answer. `nextPageUrl` is an address that nobody can open, as measured on the API. */
function metaOf(rows: LocationRow[], start: number, limit: number): JsonObject {
  const currentPage = Math.floor(start / limit) + 1;
  const last = start + limit < rows.length ? rows[start + limit - 1] : undefined;
  const prevPage = currentPage > 1 ? currentPage - 1 : null;
  const meta = { total: rows.length, currentPage, prevPage };
  if (!last) return { ...meta, nextPage: null, nextPageUrl: null, startAfter: null, startAfterId: null };
  const cursor = { startAfter: addedAt(last), startAfterId: last.id };
  const nextPage = currentPage + 1;
  return {
    ...meta,
    ...cursor,
    nextPage,
    nextPageUrl: `http://localhost:5070/opportunities/search?page=${nextPage}`,
  };
}

interface Extras {
  tasks?: unknown;
  notes?: unknown;
  calendarEvents?: unknown;
}

/** What a search adds where it is asked for. All of it belongs to the contact. */
export function extrasOf({ contactId }: LocationRow, { state }: Call, wanted: Extras): JsonObject {
  const ofContact = (row: JsonObject) => row.contactId === contactId;
  return {
    tasks: wanted.tasks === true ? state.tasks.where(ofContact) : [],
    notes: wanted.notes === true ? state.notes.where(ofContact) : [],
    calendarEvents: wanted.calendarEvents === true ? state.appointments.where(ofContact) : [],
  };
}

/** The last page that a number reaches. */
const LAST_PAGE = 100;

function search(call: Call): JsonObject {
  if (number(call.query.page, 1) > LAST_PAGE) {
    const said = 'Please use startAfter and startAfterId for pagination.';
    throw codedRefusal(400, 'SEARCH_USE_START_AFTER_PAGINATION', said);
  }
  const limit = number(call.query.limit, 20);
  const rows = found(call);
  const start = startOf(rows, call.query, limit);
  const page = rows.slice(start, start + limit);
  const { getTasks: tasks, getNotes: notes, getCalendarEvents: calendarEvents } = call.query;
  const wanted = { tasks, notes, calendarEvents };
  return {
    opportunities: page.map((row) => ({ ...inSearch(row, call), ...extrasOf(row, call, wanted) })),
    meta: metaOf(rows, start, limit),
    aggregations: {},
  };
}

const here =
  ({ locationId }: Call) =>
  (row: LocationRow) =>
    row.locationId === locationId;

/** A pipeline with its stages, complete. */
function pipeline(row: LocationRow, position: number): JsonObject {
  const shown = { showInFunnel: true, showInPieChart: true };
  return {
    ...shown,
    useOpportunityProbability: false,
    dateAdded: '2025-01-15T15:00:00.000Z',
    dateUpdated: '2025-01-15T15:00:00.000Z',
    position: String(position),
    ...row,
    stages: objects(row.stages).map((stage) => ({ ...shown, stageWinProbability: 50, ...stage })),
  };
}

function lostReasons(call: Call): JsonObject {
  const { state, query } = call;
  const all = state.lostReasons.where(here(call));
  return { lostReasons: pageOf(all, query, 100), total: all.length };
}

/** Opportunities, their pipelines, and why some were lost. */
export const opportunities: Routes = {
  'GET /opportunities/pipelines': {
    handle: (call) => ({ pipelines: call.state.pipelines.where(here(call)).map(pipeline) }),
    withoutLocation: () =>
      codedRefusal(422, 'COMMON_LOCATION_ID_UNDEFINED', "The locationId can't be undefined."),
  },
  'GET /opportunities/lost-reason': { handle: lostReasons },
  'GET /opportunities/search': { handle: search, refuses: ['locationId'] },
  'GET /opportunities/{id}': { handle: (call) => answer(opportunityOf(call), call) },
  'POST /opportunities/': { handle: (call) => answer(add(call), call), status: 201 },
  'PUT /opportunities/{id}': { handle: (call) => answer(change(call, opportunityOf(call)), call) },
  'PUT /opportunities/{id}/status': { handle: setStatus },
  'DELETE /opportunities/{id}': { handle: remove },
  'POST /opportunities/upsert': { handle: upsert },
  'POST /opportunities/{id}/followers': { handle: (call) => changeFollowers(call, true), status: 201 },
  'DELETE /opportunities/{id}/followers': { handle: (call) => changeFollowers(call, false) },
};
