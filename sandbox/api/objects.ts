import type { Call, Routes } from '../gateway/call';
import { notFound } from '../gateway/errors';
import { type JsonObject, number, text } from '../json';
import type { LocationRow, State } from '../state';

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
function told({ dateAdded, dateUpdated, ...object }: LocationRow): JsonObject {
  const shown = text(object.primaryDisplayProperty) ?? '';
  const field = { key: shown, order: 0, isGroupField: false, required: true, isEditable: true };
  return {
    ...object,
    requiredProperties: [shown],
    searchableProperties: [shown],
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

/** A record as a search tells it: with who made it, and its place in the order. */
function inSearch(record: LocationRow): JsonObject {
  const { owner = [], createdAt, updatedAt } = record;
  const by = { source: 'INTEGRATION', channel: 'OAUTH', sourceId: record.locationId };
  const place = [Date.parse(text(createdAt) ?? ''), record.id];
  return {
    ...record,
    owners: owner,
    createdBy: { ...by, createdAt },
    lastUpdatedBy: { ...by, createdAt: updatedAt },
    searchAfter: place,
    sort: place,
  };
}

function searchRecords({ state, params, body, locationId }: Call): JsonObject {
  const key = params.schemaKey ?? '';
  if (!objectsOf(state, locationId).some((object) => object.key === key)) throw notFound('Object', key);
  const wanted = (text(body.query) ?? '').toLowerCase();
  const found = state.objectRecords.where(
    (record) =>
      record.locationId === locationId &&
      record.objectKey === key &&
      JSON.stringify(record.properties).toLowerCase().includes(wanted),
  );
  const size = number(body.pageLimit, 20);
  const skip = (number(body.page, 1) - 1) * size;
  return { records: found.slice(skip, skip + size).map(inSearch), total: found.length };
}

/** Custom objects: what associations and relations need of them. */
export const objects: Routes = {
  'GET /objects/': { handle: list, refuses: ['limit'] },
  'POST /objects/{schemaKey}/records/search': { handle: searchRecords, status: 201 },
};
