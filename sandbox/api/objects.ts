import type { Call, Routes } from '../gateway/call';
import { notFound, Refusal, refusal } from '../gateway/errors';
import { isObject, type JsonObject, number, text, texts } from '../json';
import type { LocationRow, State } from '../state';
import { problemsOfSearch, type Searchable, searched } from './shared/filters';
import { numberedPage } from './shared/lists';
import { writtenProperties } from './shared/object-properties';

/** The tables of the standard objects. */
const STANDARD = { contact: 'contacts', business: 'businesses', opportunity: 'opportunities' } as const;

/** The objects of a location, the standard ones among them. */
export function objectsOf(state: State, locationId: string): LocationRow[] {
  return state.customObjects.where((row) => row.locationId === locationId);
}

/** Whether a record of that kind is there. */
export function hasRecord(state: State, locationId: string, objectKey: string, id: string): boolean {
  const name = Object.entries(STANDARD).find(([key]) => key === objectKey)?.[1];
  if (name) return state[name].get(id)?.locationId === locationId;
  const record = state.objectRecords.get(id);
  return record?.locationId === locationId && record.objectKey === objectKey;
}

/** An object as the list tells it; the contact's alone has a form for new records. */
function told({ dateAdded, dateUpdated, searchable, ...object }: LocationRow): JsonObject {
  const shown = text(object.primaryDisplayProperty) ?? '';
  const field = { key: shown, order: 0, isGroupField: false, required: true, isEditable: true };
  return {
    ...object,
    requiredProperties: [shown],
    searchableProperties: searchable ?? [shown],
    uniqueProperties: [],
    icon: { class: 'user', svg: '<svg></svg>' },
    ...(object.key === 'contact' && { addRecordConfiguration: [field] }),
    createdAt: dateAdded,
    updatedAt: dateUpdated,
  };
}

function list({ state, locationId }: Call): JsonObject {
  return { objects: objectsOf(state, locationId).map(told), cache: false };
}

/** @throws Refusal 404 for an object that the location does not have */
function objectOf({ state, locationId }: Call, key: string): LocationRow {
  const object = objectsOf(state, locationId).find((row) => row.key === key || row.id === key);
  if (!object) throw notFound('Object', key);
  return object;
}

/** Adds a prefix to a text that does not have it. */
const prefixed = (prefix: string, key: string) => (key.startsWith(prefix) ? key : `${prefix}${key}`);

/** Makes an object, with the field that names its records. */
function createObject({ state, body, locationId }: Call): JsonObject {
  const { primaryDisplayPropertyDetails: details, labels, description = '' } = body;
  const key = prefixed('custom_objects.', text(body.key) ?? '');
  const property = isObject(details) ? details : {};
  const fieldKey = prefixed(`${key}.`, text(property.key) ?? '');
  const { name, dataType } = property;
  state.objectFields.insert({
    ...{ locationId, objectKey: key, fieldKey, name, dataType },
    ...{ description: '', placeholder: '', showInForms: true, parentId: `folder-${key}-${locationId}` },
  });
  const object = { locationId, key, labels, description, primaryDisplayProperty: fieldKey };
  return withoutSearch(state.customObjects.insert({ ...object, standard: false, type: 'USER_DEFINED' }));
}

function updateObject(call: Call): JsonObject {
  const { state, params, body } = call;
  const object = objectOf(call, params.key ?? '');
  const { labels, description, searchableProperties: searchable } = body;
  const sent = { ...(description !== undefined && { description }), searchable };
  const old = isObject(object.labels) ? object.labels : {};
  const changes = { ...sent, labels: { ...old, ...(isObject(labels) && labels) } };
  return withoutSearch(state.customObjects.update(object.id, changes) ?? object);
}

/** An object as it is told alone: without the properties that a search looks in. */
const withoutSearch = ({ searchable: _searchable, ...object }: LocationRow): JsonObject => ({ object });

/** The fields of an object, with their folder. */
function fieldsOf({ state, locationId }: Call, objectKey: unknown) {
  return state.objectFields.where((row) => row.locationId === locationId && row.objectKey === objectKey);
}

/** An object alone, with its fields where the query asks for them. */
function one(call: Call): JsonObject {
  const { searchable: _searchable, ...object } = objectOf(call, call.params.key ?? '');
  const wantsFields = text(call.query.fetchProperties) === 'true';
  return { object, cache: false, ...(wantsFields && { fields: fieldsOf(call, object.key) }) };
}

function customFields(call: Call): JsonObject {
  const { key } = objectOf(call, call.params.objectKey ?? '');
  const fields = fieldsOf(call, key);
  return { fields, folders: [] };
}

/** A business as a record of its object. */
function asRecord({ state, locationId }: Call, business: LocationRow): LocationRow {
  const { id, createdAt, updatedAt, ...properties } = business;
  const object = objectsOf(state, locationId).find(({ key }) => key === 'business');
  const { locationId: _location, ...kept } = properties;
  return {
    ...{ id, locationId, objectId: object?.id, objectKey: 'business' },
    ...{ properties: kept, owner: [], followers: [], createdAt, updatedAt },
  };
}

/**
 * The records of an object: of the standard ones, businesses alone have some here.
 * @throws Refusal 404 for an object that the location does not have
 */
function recordsOf(call: Call, key: string): LocationRow[] {
  const { state, locationId } = call;
  const object = objectOf(call, key);
  const isHere = (row: LocationRow) => row.locationId === locationId;
  if (object.key === 'business') {
    return state.businesses.where(isHere).map((business) => asRecord(call, business));
  }
  return state.objectRecords.where((record) => isHere(record) && record.objectKey === object.key);
}

/** Who made a record, or changed it last. */
const by = ({ locationId }: LocationRow, createdAt: unknown): JsonObject => ({
  source: 'INTEGRATION',
  channel: 'OAUTH',
  sourceId: locationId,
  createdAt: text(createdAt),
});

/** A record as a search tells it: with who made it, and its place in the order. */
function inSearch(record: LocationRow, place: (string | number)[]): JsonObject {
  return {
    ...record,
    owners: record.owner ?? [],
    createdBy: by(record, record.createdAt),
    lastUpdatedBy: by(record, record.updatedAt),
    searchAfter: place,
    sort: place,
  };
}

const PROPERTY = /^properties\.(.+)$/;

/** Fields of every record that filters and sorts take; a property's name begins with `properties.`. */
const OWN = ['id', 'owner', 'createdAt', 'updatedAt'];

/** How the records of an object are filtered and sorted. */
function kindOf(call: Call, key: string): Searchable<LocationRow> {
  const names = fieldsOf(call, key).map(({ fieldKey }) => text(fieldKey)?.slice(key.length + 1));
  const property = (field: string) => {
    const name = PROPERTY.exec(field)?.[1];
    return names.includes(name) ? name : undefined;
  };
  const isKnown = (field: string) => OWN.includes(field) || property(field) !== undefined;
  return {
    heldBy: (record, field) =>
      field === RELATIONS
        ? relatedIds(call, record)
        : (record[field] ?? propertiesOf(record)[property(field) ?? '']),
    canFilter: (field) => field === RELATIONS || isKnown(field),
    canSort: isKnown,
  };
}

/** The records that a record is tied to, filtered by their ids: `nested`, as one public connector tells (2026). */
const RELATIONS = 'relations';

const relatedIds = ({ state }: Call, { id }: LocationRow): string[] =>
  state.relations
    .where(({ firstRecordId, secondRecordId }) => firstRecordId === id || secondRecordId === id)
    .map(({ firstRecordId, secondRecordId }) =>
      String(firstRecordId === id ? secondRecordId : firstRecordId),
    );

const propertiesOf = ({ properties }: LocationRow): JsonObject => (isObject(properties) ? properties : {});

/** Whether words are in a record: `name:Buddy` in one property, others in any. */
function matches(record: LocationRow, query: string): boolean {
  const properties = propertiesOf(record);
  const [, name = '', words = ''] = /^(\w+):(.*)$/.exec(query) ?? [];
  const isOfOne = Object.hasOwn(properties, name);
  const within = JSON.stringify(isOfOne ? properties[name] : properties).toLowerCase();
  return within.includes((isOfOne ? words : query).trim().toLowerCase());
}

/** The records that a search reaches by its pages; what is beyond needs a filter (one source, 2026). */
const REACH = 10_000;

function searchRecords(call: Call): JsonObject {
  const { params, body } = call;
  const { key } = objectOf(call, params.schemaKey ?? '');
  const kind = kindOf(call, text(key) ?? '');
  const problems = problemsOfSearch(body, kind);
  if (problems.length) throw refusal(422, problems);
  const size = number(body.pageLimit, 20);
  const isBeyond = number(body.page, 1) * size > REACH;
  if (isBeyond || texts(body.searchAfter).length) throw new Refusal(400, { message: 'Invalid request body' });
  const rows = recordsOf(call, text(key) ?? '').filter((record) => matches(record, text(body.query) ?? ''));
  const { rest, total } = searched(rows, body, kind, 'createdAt');
  const page = numberedPage(rest, body.page, size);
  return { records: page.map(({ row, cursor }) => inSearch(row, cursor)), total };
}

/** @throws Refusal 404 for a record that the object does not have */
function recordOf(call: Call): LocationRow {
  const { schemaKey = '', id = '' } = call.params;
  const row = recordsOf(call, schemaKey).find((candidate) => candidate.id === id);
  if (!row) throw notFound('Record', id);
  return row;
}

/** A record alone. Its dates have other names here, as described. */
function shownAlone({ id, owner, followers, properties, createdAt, updatedAt }: LocationRow): JsonObject {
  return { record: { id, owner, followers, properties, dateAdded: createdAt, dateUpdated: updatedAt } };
}

function deleteRecord(call: Call): JsonObject {
  const { id, objectKey } = recordOf(call);
  const { businesses, objectRecords } = call.state;
  (objectKey === 'business' ? businesses : objectRecords).delete(id);
  return { id, success: true };
}

/** Those who are named in a record. An object's record has one owner at most, and ten followers. @throws Refusal 422 */
function usersIn({ owner, followers }: JsonObject): JsonObject {
  const tooMany = [
    ...(texts(owner).length > 1 ? ['owner must contain no more than 1 elements'] : []),
    ...(texts(followers).length > 10 ? ['followers must contain no more than 10 elements'] : []),
  ];
  if (tooMany.length) throw refusal(422, tooMany);
  return { ...(owner !== undefined && { owner }), ...(followers !== undefined && { followers }) };
}

/**
 * The properties that a request leaves a record with.
 * @throws Refusal 422, for a new record without its object's primary property too
 */
function written(call: Call, object: LocationRow, before?: JsonObject): JsonObject {
  const key = String(object.key);
  const sent = isObject(call.body.properties) ? call.body.properties : {};
  const properties = writtenProperties(sent, {
    fields: fieldsOf(call, key),
    objectKey: key,
    ...(before && { before }),
  });
  const primary = String(object.primaryDisplayProperty).slice(key.length + 1);
  if (properties[primary] === undefined) throw refusal(422, [`${primary} is required`]);
  return properties;
}

function createRecord(call: Call): JsonObject {
  const { state, locationId, body } = call;
  const object = objectOf(call, call.params.schemaKey ?? '');
  const properties = written(call, object);
  if (object.key === 'business') {
    return shownAlone(asRecord(call, state.businesses.insert({ ...properties, locationId })));
  }
  const { id: objectId, key: objectKey } = object;
  const users = { owner: [], followers: [], ...usersIn(body) };
  return shownAlone(state.objectRecords.insert({ locationId, objectId, objectKey, properties, ...users }));
}

/** Changes a record. What is not sent stays. */
function updateRecord(call: Call): JsonObject {
  const { state, params, body } = call;
  const object = objectOf(call, params.schemaKey ?? '');
  const row = recordOf(call);
  const before = propertiesOf(row);
  const properties = written(call, object, before);
  if (object.key === 'business') {
    const gone = Object.fromEntries(Object.keys(before).map((name) => [name, undefined]));
    const business = state.businesses.update(row.id, { ...gone, ...properties });
    return shownAlone(business ? asRecord(call, business) : row);
  }
  return shownAlone(state.objectRecords.update(row.id, { properties, ...usersIn(body) }) ?? row);
}

/** Objects, standard and custom, with their fields and their records. */
export const objects: Routes = {
  'GET /objects/': { handle: list, refuses: ['limit'] },
  'GET /objects/{key}': { handle: one },
  'POST /objects/': { handle: createObject, status: 201 },
  'PUT /objects/{key}': { handle: updateObject },
  'GET /custom-fields/object-key/{objectKey}': { handle: customFields },
  'GET /objects/{schemaKey}/records/{id}': { handle: (call) => shownAlone(recordOf(call)) },
  'POST /objects/{schemaKey}/records': { handle: createRecord, status: 201 },
  'PUT /objects/{schemaKey}/records/{id}': { handle: updateRecord },
  'DELETE /objects/{schemaKey}/records/{id}': { handle: deleteRecord },
  'POST /objects/{schemaKey}/records/search': { handle: searchRecords, status: 201 },
};
