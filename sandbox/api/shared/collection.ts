import { omit } from 'lodash';
import { type EndpointKey, endpoint } from '../../../highlevel/contract';
import type { Call, Routes } from '../../gateway/call';
import { foreignLocation, notFound, refusal } from '../../gateway/errors';
import { type Json, type JsonObject, pick, text } from '../../json';
import type { LocationRow, PlainTable } from '../../state';
import type { Table } from '../../table';
import { pageOf } from './rows';

/** A kind of record whose endpoints work as most do, as data. */
export interface Collection {
  /** Where its records are kept. */
  table: PlainTable;
  /** What the API's messages call one of them. */
  noun: string;
  /**
   * The answer's property that holds one record, and the one that holds many. Without `one` the record is the
   * answer.
   */
  one?: string;
  many?: string;
  create?: EndpointKey;
  list?: EndpointKey;
  get?: EndpointKey;
  update?: EndpointKey;
  delete?: EndpointKey;
  /** Fields of a new record that the request does not give. */
  defaults?: JsonObject;
  /** Query parameters that filter the list by the field of the same name. */
  filters?: string[];
  /** Query parameters that the list refuses. */
  refuses?: string[];
  /** Fields that must hold a date, if they are sent. */
  dates?: string[];
  /** Completes a record as every answer shows it. */
  complete?: (row: JsonObject) => JsonObject;
  /** Fields that are kept, and that no answer shows. */
  hidden?: string[];
  /** Checks that what the path names exists. @throws Refusal */
  guard?: (call: Call) => void;
  /**
   * Answers that differ from the record, or the records, under the property named above. A delete answers `{
   * succeded: true }` unless said.
   */
  answers?: {
    create?: Answering;
    list?: (rows: JsonObject[], total: number) => Json;
    update?: Answering;
    delete?: JsonObject;
  };
  /** The status of a create; 201 unless said. */
  created?: number;
}

type Answering = (row: JsonObject) => JsonObject;

/** What a record belongs to: the path's parameters but its id. @param idName the parameter of its id */
function parentsOf({ params }: Call, idName?: string): JsonObject {
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== idName));
}

/** The parameter that holds the record's id: the last one of the path. */
function idParameter(key: EndpointKey): string {
  const names = [...endpoint(key).route.matchAll(/\{(\w+)\}/g)];
  return names.at(-1)?.[1] ?? '';
}

/** A body with its dates in UTC, as the API keeps them. @throws Refusal 422 for what is no date */
function withDates(body: JsonObject, names: string[]): JsonObject {
  const wrong = names.filter(
    (name) => body[name] !== undefined && Number.isNaN(Date.parse(text(body[name]) ?? '')),
  );
  const messages = wrong.map((name) => `${name} must be a valid ISO 8601 date string`);
  if (messages.length) throw refusal(422, messages);
  const sent = names.filter((name) => body[name] !== undefined);
  return { ...body, ...Object.fromEntries(sent.map((name) => [name, inUtc(text(body[name]) ?? '')])) };
}

const inUtc = (date: string) => new Date(date).toISOString();

const has = (row: JsonObject, fields: JsonObject) =>
  Object.entries(fields).every(([name, value]) => row[name] === value);

/**
 * The endpoints of a collection. A record belongs to the request's location and to what the path
 * names. `limit` with `skip` or `offset` pages the list, where the contract has these parameters.
 */
export function collection(spec: Collection): Routes {
  const {
    noun,
    one,
    many = 'data',
    defaults = {},
    filters = [],
    hidden = [],
    dates = [],
    answers = {},
    created = 201,
  } = spec;
  const table = ({ state }: Call): Table<LocationRow> => state[spec.table];
  const shown = (row: LocationRow): JsonObject => {
    const kept = omit(row, hidden);
    return spec.complete ? spec.complete(kept) : kept;
  };
  const wrapped = (row: JsonObject): JsonObject => (one ? { [one]: row } : row);

  function rowOf(call: Call): LocationRow {
    spec.guard?.(call);
    const idName = idParameter(call.endpoint);
    const id = call.params[idName] ?? '';
    const row = table(call).get(id);
    if (!row || !has(row, parentsOf(call, idName))) throw notFound(noun, id);
    if (row.locationId !== call.locationId) throw foreignLocation();
    return row;
  }

  function create(call: Call): JsonObject {
    spec.guard?.(call);
    const { locationId } = call;
    const sent = withDates(call.body, dates);
    const row = table(call).insert({ ...defaults, ...parentsOf(call), ...sent, locationId });
    return (answers.create ?? wrapped)(shown(row));
  }

  function list(call: Call): Json {
    spec.guard?.(call);
    const wanted = { ...parentsOf(call), ...pick(call.query, filters), locationId: call.locationId };
    const rows = table(call).where((row) => has(row, wanted));
    const page = pageOf(rows, call.query).map(shown);
    return answers.list ? answers.list(page, rows.length) : { [many]: page };
  }

  function update(call: Call): JsonObject {
    const row = rowOf(call);
    const sent = withDates(call.body, dates);
    return (answers.update ?? wrapped)(shown(table(call).update(row.id, sent) ?? row));
  }

  function remove(call: Call): JsonObject {
    table(call).delete(rowOf(call).id);
    return answers.delete ?? { succeded: true };
  }

  return {
    ...(spec.create && { [spec.create]: { handle: create, status: created } }),
    ...(spec.list && { [spec.list]: { handle: list, refuses: spec.refuses ?? [] } }),
    ...(spec.get && { [spec.get]: { handle: (call: Call) => wrapped(shown(rowOf(call))) } }),
    ...(spec.update && { [spec.update]: { handle: update } }),
    ...(spec.delete && { [spec.delete]: { handle: remove } }),
  };
}
