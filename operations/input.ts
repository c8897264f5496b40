import { uniqBy } from 'lodash';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { toMoment } from '../fields/dates';
import { asRefusal, BadValue, type Field, toZapierField } from '../fields/field';
import { locationFields } from '../fields/location';
import {
  coerce,
  fromJson,
  joinWords,
  show,
  toBoolean,
  toInteger,
  toList,
  toNames,
  toNumber,
  toText,
} from '../fields/values';
import { isAbsent, isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { type Endpoint, endpoint, type Fact, shape } from '../highlevel/contract';
import { isOfLocation } from '../highlevel/contract/account';
import { refuse, withPlainErrors } from '../highlevel/errors';
import { isRecord } from '../highlevel/json';
import type { AnySpec, Form } from './spec';

type InputFields = (PlainInputField | ((z: ZObject, bundle: Bundle) => Promise<PlainInputField[]>))[];

const isField = (field: Form['fields'][number]): field is Field => typeof field !== 'function';

/** The fields that are the same for every account, those of a choice among them; each once. */
export const staticFields = (spec: Form): Field[] =>
  uniqBy(
    spec.fields.flatMap((field) => (isField(field) ? [field] : (field.possible ?? []))),
    'key',
  );

/**
 * The operation's form. What needs a sub-account begins with the Location field, which an agency's
 * connection alone shows. Functions are made anew for each operation: Zapier's tester tells
 * operations apart by them.
 */
export function inputFields(spec: AnySpec): InputFields {
  const form = spec.fields.map((field) =>
    isField(field)
      ? toZapierField(field)
      : withPlainErrors(async (z: ZObject, bundle: Bundle) => (await field(z, bundle)).map(toZapierField)),
  );
  const key = spec.endpoint;
  if (!key) return form;
  const location = withPlainErrors(async (z: ZObject, bundle: Bundle) =>
    isOfLocation(endpoint(key)) ? locationFields(z, bundle) : [],
  );
  return [location, ...form];
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
    const isLeft = field.type === 'json' ? isAbsent(given) : isBlank(given);
    const value = isLeft ? undefined : readValue(z, field, given, facts && factOf(facts, field.key));
    if (!isNothing(value)) values[field.key] = value;
    else if (field.required) throw refuse(z, `${spec.label} needs a value for “${field.label}”.`);
  }
  return values;
}

/** What comes of an empty list in JSON, or of commas alone: it may wipe no more than an empty field may. */
const isNothing = (value: unknown) =>
  value === undefined || value === '' || (Array.isArray(value) && !value.length);

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
  const own = new Set(staticFields(spec).flatMap((field) => (field.notSent ? [field.key] : [])));
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
      const rows = lineItemRows(given).map((row) => readRow(z, field, row));
      return field.send && rows.length ? field.send(rows) : rows;
    }
    const value = chosen(field, trim(field, given));
    // The contract knows numbers alone.
    if (field.type === 'integer') toInteger(value);
    if (field.send) return field.send(value);
    if (field.commaSeparated) return toNames(value).join(',');
    if (field.type === 'datetime') return toMoment(value);
    return fact === undefined ? ownValue(field, value) : coerce(value, shape(fact));
  } catch (error) {
    throw asRefusal(z, field.label ?? field.key, error);
  }
}

/** The rows of line items, which come as JSON too where they are mapped from a text. */
const lineItemRows = (given: unknown) => toList(fromJson(given)).map(fromJson);

/**
 * The cells of a row, by their columns' keys or labels. What is no row is refused: an update that took
 * it for nothing would wipe the list.
 */
function readRow(z: ZObject, { children = [] }: Field, row: unknown): Input {
  const cells = Object.entries(isRecord(row) ? row : {}).filter(([, cell]) => !isBlank(cell));
  const filled = children.flatMap((child): [Field, unknown][] => {
    const [, cell] = cells.find(([name]) => isSame(name, child.key) || isSame(name, child.label)) ?? [];
    return cell === undefined ? [] : [[child, cell]];
  });
  if (!filled.length) {
    const columns = children.map(({ key, label }) => `“${label ?? key}”`).join(', ');
    throw new BadValue(`rows with the columns ${columns}; ${show(row)} is not one`, 'have');
  }
  return Object.fromEntries(filled.map(([child, cell]) => [child.key, readValue(z, child, cell, undefined)]));
}

const isSame = (given: string, name: string | undefined) =>
  given.trim().toLowerCase() === name?.trim().toLowerCase();

function ownValue(field: Field, value: unknown): unknown {
  if (field.list) return toList(value).map(toText);
  if (field.type === 'boolean') return toBoolean(value);
  if (field.type === 'number' || field.type === 'integer') return toNumber(value);
  return toText(value);
}

/**
 * The value that a choice stands for, from the value or from the label that the editor shows. It is the
 * field that says what can be chosen, though the API may take more.
 */
function chosen(field: Field, value: unknown): unknown {
  const choices = choicesIn(field);
  if (!choices) return value;
  // A list's own `send` knows what else may be named.
  if (field.list) return field.send ? value : toNames(value).map((name) => choice(choices, name));
  return choice(choices, toText(value));
}

type Choice = { value: string; label: string };

function choice(choices: Choice[], given: string): string {
  const found =
    choices.find(({ value }) => isSame(given, value)) ?? choices.find(({ label }) => isSame(given, label));
  if (!found) {
    // A comma of a label's own would look like the end of it.
    const labels = choices.map(({ label }) => (label.includes(',') ? `“${label}”` : label));
    throw new BadValue(`${joinWords(labels, 'or')}; it is ${show(given)}`);
  }
  return found.value;
}

/** What there is to choose, where it is the same for every account. */
function choicesIn({ choices }: Field): Choice[] | undefined {
  if (Array.isArray(choices)) {
    return choices.map((one) => (typeof one === 'string' ? { value: one, label: one } : one));
  }
  if (!isRecord(choices) || 'perform' in choices) return undefined;
  return Object.entries(choices).map(([value, label]) => ({ value, label: String(label) }));
}

/** Blanks around a name or an id are slips; those around a note or a password are its own. */
function trim(field: Field, value: unknown): unknown {
  if (field.keepBlanks || field.type === 'text' || typeof value !== 'string') return value;
  return value.trim();
}
