/** Finds inputs with which an operation runs, from its own form: choices from its drop-downs, the rest by type. */

import { at, Connection, type Item, isItem, items, type OperationKind, type Result } from '../../zapier';
import { noteOf, type Seeded } from '../notes';

/** An operation, as the definition names it. */
export interface OperationName {
  kind: OperationKind;
  key: string;
}

/** How many choices of a drop-down are tried before a form counts as one that can't be filled in. */
const CHOICES = 25;

/** Every operation of a definition. */
export function operationsIn(definition: Item): OperationName[] {
  return (['triggers', 'creates', 'searches'] as const).flatMap((kind) =>
    Object.keys(Object(definition[kind])).map((key) => ({ kind, key })),
  );
}

/**
 * The least that an operation runs with: what is noted of it, else what its own form suggests.
 *
 * @param sandbox what the noted values are taken from
 * @param given what is filled in from the start
 */
export async function leastInput(
  connection: Connection,
  operation: OperationName,
  sandbox: Seeded,
  reset: () => void,
  given: Item = {},
): Promise<Item> {
  const { least } = noteOf(operation.key);
  if (!least) return exampleInput(connection, operation, reset, given);
  reset();
  return { ...given, ...least(sandbox) };
}

/**
 * Calls an operation with what it requires; where that is not enough (“fill in this or that”), with one
 * more field, each in turn. `reset` brings HighLevel back to what it was, before the form and each call.
 * `given` is filled in from the start.
 *
 * @returns the input with which it ran
 * @throws Error where there is none, with the first refusal
 */
export async function exampleInput(
  { app, authData }: Connection,
  operation: OperationName,
  reset: () => void,
  given: Item = {},
): Promise<Item> {
  reset();
  // What it caches is not for the test's own runs.
  const connection = new Connection(app, authData);
  const { kind, key } = operation;
  const form = items(at(app.definition, kind, key, 'operation', 'inputFields'));
  const base = await fill(
    connection,
    operation,
    form.filter(({ required }) => required === true),
    given,
  );
  if (!base) throw new Error('a drop-down of a required field is empty');
  let refusal = '';
  for (const more of [undefined, ...form.filter(({ required }) => required !== true)]) {
    const input = more ? await fill(connection, operation, [more], base) : base;
    if (!input) continue;
    reset();
    const result = await connection.perform(kind, key, input);
    if (result.ok) return input;
    refusal ||= result.failure.message;
  }
  throw new Error(refusal);
}

/** Fills fields in, one after the other; where a later drop-down is empty, with another choice of the earlier. */
async function fill(
  connection: Connection,
  operation: OperationName,
  [field, ...rest]: Item[],
  input: Item,
): Promise<Item | undefined> {
  if (!field) return input;
  for (const value of await valuesFor(connection, operation, field, input)) {
    const filled = { ...input, [String(field.key)]: field.list ? [value] : value };
    const whole = await fill(connection, operation, rest, filled);
    if (whole) return whole;
  }
  return undefined;
}

/** Values that fit a field: the choices of its drop-down, a typical one, or one row of its columns. */
export async function valuesFor(
  connection: Connection,
  operation: OperationName,
  field: Item,
  inputData: Item,
): Promise<unknown[]> {
  const { kind, key } = operation;
  if (Array.isArray(field.children)) return [[await rowFor(connection, operation, field, inputData)]];
  if (typeof field.dynamic === 'string') {
    const [trigger, id = 'id'] = field.dynamic.split('.');
    const meta = { isFillingDynamicDropdown: true };
    const result = await connection.call(`triggers.${trigger}.operation.perform`, { inputData, meta });
    return found(result).map((choice) => choice[id]);
  }
  if (at(field, 'choices', 'perform')) {
    const form = at(connection.app.definition, kind, key, 'operation', 'inputFields');
    const method = `${kind}.${key}.operation.inputFields${placeOf(form, field)}.choices.perform`;
    return found(await connection.call(method, { inputData })).map(({ id }) => id);
  }
  if (isItem(field.choices)) return Object.keys(field.choices);
  if (Array.isArray(field.choices)) return field.choices.map((choice) => at(choice, 'value') ?? choice);
  const sample = at(connection.app.definition, kind, key, 'operation', 'sample', String(field.key));
  const typical = TYPICAL[String(at(field, 'meta', 'dataType'))] ?? TYPICAL[String(field.type)];
  return [field.default ?? sample ?? field.placeholder ?? typical ?? 'Ada Lovelace'];
}

/** A row of line items with all columns filled in. */
async function rowFor(
  connection: Connection,
  operation: OperationName,
  { children }: Item,
  inputData: Item,
): Promise<Item> {
  const row: Item = {};
  for (const column of items(children)) {
    const [value] = await valuesFor(connection, operation, column, { ...inputData, ...row });
    if (value !== undefined) row[String(column.key)] = column.list ? [value] : value;
  }
  return row;
}

/** Where a field stands in the form: `[2]`, or `[2].children[0]` for one of a line item. */
function placeOf(form: unknown, field: Item): string {
  const fields: unknown[] = Array.isArray(form) ? form : [];
  const place = fields.findIndex((one) => one === field || items(at(one, 'children')).includes(field));
  const child = items(at(fields[place], 'children')).indexOf(field);
  return child < 0 ? `[${place}]` : `[${place}].children[${child}]`;
}

/** The choices in a drop-down's answer, in either of its two forms. */
function found(result: Result): Item[] {
  if (!result.ok) return [];
  return items(at(result.value, 'results') ?? result.value).slice(0, CHOICES);
}

/** A typical value by the field's type, or a custom field's own. */
const TYPICAL: { [type: string]: unknown } = {
  FILE_UPLOAD: 'https://www.example.com/card.pdf',
  PHONE: '+1 312 555 0142',
  TIME: '14:30',
  boolean: true,
  datetime: '2026-12-24T09:00:00Z',
  integer: 1,
  number: 1,
};
