import type { Call, Routes } from '../gateway/call';
import { notFound, refusal } from '../gateway/errors';
import { type JsonObject, pick, text, texts } from '../json';
import type { LocationRow } from '../state';
import { hasRecord, objectsOf } from './objects';
import { ownRow, pageOf } from './shared/rows';

const LABELS = ['firstObjectLabel', 'secondObjectLabel'];

const associationOf = (call: Call, id: string | undefined): LocationRow =>
  ownRow(call.state.associations, id, 'Association', call);

function list(call: Call): JsonObject {
  const { state, locationId } = call;
  const found = state.associations.where((row) => row.locationId === locationId);
  return { associations: pageOf(found, call.query), total: found.length };
}

function byKey({ state, params, locationId }: Call): JsonObject {
  const key = params.key_name ?? '';
  const found = state.associations.find((row) => row.locationId === locationId && row.key === key);
  if (!found) throw notFound('Association', key);
  return found;
}

function byObject({ state, params, locationId }: Call): JsonObject {
  const found = state.associations.where(
    (row) =>
      row.locationId === locationId && [row.firstObjectKey, row.secondObjectKey].includes(params.objectKey),
  );
  return { associations: found };
}

function create({ state, body, locationId }: Call): JsonObject {
  const known = objectsOf(state, locationId).map(({ key }) => key);
  const unknown = [body.firstObjectKey, body.secondObjectKey].filter((key) => !known.includes(key));
  if (unknown.length) throw refusal(400, `Object not found for key: ${unknown.join(', ')}`);
  const duplicate = state.associations.find((row) => row.locationId === locationId && row.key === body.key);
  if (duplicate)
    throw refusal(400, 'Could not create association: duplicate key', { associationId: duplicate.id });
  return state.associations.insert({ ...body, locationId, associationType: 'USER_DEFINED' });
}

function update(call: Call): JsonObject {
  const { id } = associationOf(call, call.params.associationId);
  return call.state.associations.update(id, pick(call.body, LABELS)) ?? {};
}

/** Deletes an association with its relations. Those of the system can't be deleted. */
function remove(call: Call): JsonObject {
  const { id, associationType } = associationOf(call, call.params.associationId);
  if (associationType !== 'USER_DEFINED') throw refusal(400, 'Only user defined associations can be deleted');
  for (const relation of call.state.relations.where(({ associationId }) => associationId === id)) {
    call.state.relations.delete(relation.id);
  }
  call.state.associations.delete(id);
  return { deleted: true, id, message: 'Association deleted successfully' };
}

function relate(call: Call): JsonObject {
  const { body, locationId } = call;
  const association = associationOf(call, text(body.associationId));
  const ends = pick(body, ['associationId', 'firstRecordId', 'secondRecordId']);
  for (const side of ['first', 'second']) {
    const id = text(body[`${side}RecordId`]) ?? '';
    const key = text(association[`${side}ObjectKey`]) ?? '';
    if (!hasRecord(call.state, locationId, key, id)) throw refusal(400, `Record not found for id: ${id}`);
  }
  const duplicate = call.state.relations.find((row) =>
    Object.entries(ends).every(([name, value]) => row[name] === value),
  );
  if (duplicate) {
    throw refusal(
      400,
      `Could not create relation: duplicate relation of object Ids for given association ${association.id}`,
      { relationId: duplicate.id },
    );
  }
  const keys = pick(association, ['firstObjectKey', 'secondObjectKey']);
  return call.state.relations.insert({ ...keys, ...ends, locationId });
}

function relationsOf(call: Call): JsonObject {
  const { params, query, locationId } = call;
  const wanted = texts(query.associationIds);
  const found = call.state.relations.where(
    (row) =>
      row.locationId === locationId &&
      [row.firstRecordId, row.secondRecordId].includes(params.recordId) &&
      (!wanted.length || wanted.includes(text(row.associationId) ?? '')),
  );
  return { relations: pageOf(found, query), total: found.length };
}

function unrelate(call: Call): JsonObject {
  const row = ownRow(call.state.relations, call.params.relationId, 'Relation', call);
  call.state.relations.delete(row.id);
  return row;
}

/** Associations and relations. */
export const associations: Routes = {
  'GET /associations/': { handle: list },
  'GET /associations/key/{key_name}': { handle: byKey },
  'GET /associations/objectKey/{objectKey}': { handle: byObject },
  'GET /associations/{associationId}': { handle: (call) => associationOf(call, call.params.associationId) },
  'POST /associations/': { handle: create, status: 201 },
  'PUT /associations/{associationId}': { handle: update },
  'DELETE /associations/{associationId}': { handle: remove },
  'POST /associations/relations': { handle: relate, status: 201 },
  'GET /associations/relations/{recordId}': { handle: relationsOf },
  'DELETE /associations/relations/{relationId}': { handle: unrelate },
};
