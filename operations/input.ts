import { uniqBy } from 'lodash';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { asRefusal, type Field, plain } from '../fields/field';
import { LOCATION, locationFields } from '../fields/location';
import { coerce, isBlank, toBoolean, toList, toMoment, toNames, toNumber, toText } from '../fields/values';
import type { Input } from '../highlevel/compose';
import { type Endpoint, endpoint, type Fact, shape } from '../highlevel/contract';
import { isRecord, refuse, type Wording } from '../highlevel/errors';
import type { AnySpec, Form } from './spec';

type InputFields = (PlainInputField | ((z: ZObject, bundle: Bundle) => Promise<PlainInputField[]>))[];

const isField = (field: Form['fields'][number]): field is Field => typeof field !== 'function';

/** The fields that are the same for every account, those of a choice among them; each once. */
export const staticFields = (spec: Form): Field[] =>
  uniqBy(
    spec.fields.flatMap((field) => (isField(field) ? [field] : (field.all ?? []))),
    'key',
  );

/**
 * The operation's form. What needs a sub-account begins with the Location field, which an agency's
 * connection alone shows. Functions are made anew for each operation: Zapier's tester tells
 * operations apart by them.
 */
export function inputFields(spec: AnySpec): InputFields {
  const form = spec.fields.map((field) =>
    isField(field) ? plain(field) : async (z: ZObject, bundle: Bundle) => (await field(z, bundle)).map(plain),
  );
  const key = spec.endpoint;
  if (!key) return form;
  const location = async (z: ZObject, bundle: Bundle) =>
    endpoint(key).access.includes('agency') ? [] : locationFields(z, bundle);
  return [location, ...form];
}

/** The step's own words, for error sentences. */
export function wordingOf(spec: Form): Required<Pick<Wording, 'doing' | 'labels'>> {
  const labels = staticFields(spec).map(({ key, label }) => [key, label ?? key]);
  return {
    doing: spec.label,
    labels: { locationId: LOCATION, ...Object.fromEntries(labels) },
  };
}

/**
 * The step's values, each made what the API takes. What was left alone, or mapped from an empty
 * field, is absent.
 *
 * @throws z.errors.Error naming the field that can't be sent, or that is missing
 */
export function readValues(spec: AnySpec, z: ZObject, bundle: Bundle): Input {
  const facts = spec.endpoint && endpoint(spec.endpoint);
  const values: Input = {};
  for (const field of staticFields(spec)) {
    const given = bundle.inputData?.[field.key];
    if (!isBlank(given)) values[field.key] = readValue(z, field, given, facts && factOf(facts, field.key));
    else if (field.required) throw refuse(z, `${spec.label} needs a value for “${field.label}”.`);
  }
  return values;
}

/** `{ appointment__title: 'x' }` as `{ appointment: { title: 'x' } }`. */
export function nest(values: Input): Input {
  const nested: Input = {};
  for (const [key, value] of Object.entries(values)) {
    const path = key.split('__');
    const last = path.pop() ?? key;
    let place: Input = nested;
    for (const step of path) {
      const inner = place[step];
      const next: Input = isRecord(inner) ? inner : {};
      place[step] = next;
      place = next;
    }
    place[last] = value;
  }
  return nested;
}

/** The values that the API has parameters for, nested as it wants them. */
export function parameters(spec: Form, values: Input): Input {
  const own = new Set(staticFields(spec).flatMap((field) => (field.own ? [field.key] : [])));
  return nest(Object.fromEntries(Object.entries(values).filter(([key]) => !own.has(key))));
}

/** What the contract says of a field, by its key. */
export function factOf(facts: Endpoint, key: string): Fact | undefined {
  const [first = '', ...rest] = key.split('__');
  let fact: Fact | undefined = facts.path[first] ?? facts.query[first] ?? facts.body[first];
  for (const step of rest) fact = typeof fact === 'object' ? fact.fields?.[step] : undefined;
  return fact;
}

function readValue(z: ZObject, field: Field, given: unknown, fact: Fact | undefined): unknown {
  try {
    if (field.children) {
      const rows = toList(given).map((row) => readRow(z, field.children ?? [], row));
      return field.send ? field.send(rows) : rows;
    }
    const value = trim(field, given);
    if (field.send) return field.send(value);
    if (field.joined) return toNames(value).join(',');
    if (field.type === 'datetime') return toMoment(value);
    return fact === undefined ? ownValue(field, value) : coerce(value, shape(fact));
  } catch (error) {
    throw asRefusal(z, field.label ?? field.key, error);
  }
}

function readRow(z: ZObject, children: Field[], row: unknown): Input {
  const cells = isRecord(row) ? row : {};
  const filled = children.filter(({ key }) => !isBlank(cells[key]));
  return Object.fromEntries(
    filled.map((child) => [child.key, readValue(z, child, cells[child.key], undefined)]),
  );
}

function ownValue(field: Field, value: unknown): unknown {
  const allowed = choicesIn(field);
  if (allowed) return coerce(value, { ...TEXT, list: field.list === true, enum: allowed });
  if (field.list) return toList(value).map(toText);
  if (field.type === 'boolean') return toBoolean(value);
  if (field.type === 'number' || field.type === 'integer') return toNumber(value);
  return toText(value);
}

const TEXT = { type: 'string', required: false } as const;

/** The values to choose from, where they are the same for every account. */
function choicesIn({ choices }: Field): string[] | undefined {
  if (Array.isArray(choices)) return choices.map((one) => (typeof one === 'string' ? one : one.value));
  return isRecord(choices) && !('perform' in choices) ? Object.keys(choices) : undefined;
}

/** Blanks around a name or an id are slips; those around a note are its own. */
function trim(field: Field, value: unknown): unknown {
  if (field.type === 'text' || typeof value !== 'string') return value;
  return value.trim();
}
