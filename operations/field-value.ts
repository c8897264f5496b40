/** How the value that a step was given for one field becomes the value that the API takes. */
import { startCase } from 'lodash';
import type { ZObject } from 'zapier-platform-core';
import { toMoment } from '../fields/dates';
import { asRefusal, BadValue, type Field } from '../fields/field';
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
import { isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { type Fact, shape } from '../highlevel/contract';
import { isRecord, type Raw } from '../highlevel/json';

/**
 * The value of a field, as the field or else the contract says that it is sent.
 *
 * @param fact what the contract says of the field's parameter
 * @throws z.errors.Error naming the field, where its value can't be sent
 */
export function readValue(z: ZObject, field: Field, given: unknown, fact: Fact | undefined): unknown {
  try {
    if (field.children) {
      const rows = lineItemRows(given).map((row) => readRow(z, field, row));
      return field.send && rows.length ? field.send(rows) : rows;
    }
    const value = chosen(field, trim(field, given));
    checkIds(field, value);
    // The contract does not tell whole numbers from others.
    if (field.type === 'integer') toInteger(value);
    if (field.send) return field.send(value);
    if (field.commaSeparated) return toNames(value).join(',');
    if (field.type === 'datetime') return toMoment(value);
    return fact === undefined ? ownValue(field, value) : coerce(value, shape(fact));
  } catch (error) {
    throw asRefusal(z, field.label ?? field.key, error);
  }
}

/** A field whose key ends so, and that offers records to choose from, has an id of one, or several. */
const NAMES_ID = /(?:^|_)ids?$|Ids?$/;

/** Refuses a name or an e-mail address where an id is wanted: no id has a blank or an `@` in it. */
function checkIds(field: Field, value: unknown): void {
  const offers = field.dynamic !== undefined || (isRecord(field.choices) && 'perform' in field.choices);
  if (!(field.isId ?? (offers && NAMES_ID.test(field.key)))) return;
  const wrong = toNames(value).find((one) => /[\s@]/.test(one));
  if (wrong === undefined) return;
  throw new BadValue(`${field.list ? 'IDs' : 'an ID'}; it is ${show(wrong)}. ${waysToAnId(field)}`);
}

/** How people get the id that a field wants. */
function waysToAnId({ neverMapped, search }: Field): string {
  if (neverMapped) return 'Choose from the list';
  const [key] = String(search ?? '').split('.');
  return key ? `Use “${startCase(key)}” in an earlier step to get it` : 'Map the ID of an earlier step';
}

/** The rows of line items. Mapped from a text, they come as JSON. */
const lineItemRows = (given: unknown) => toList(fromJson(given)).map(fromJson);

/**
 * The cells of a row, by their columns' keys or labels. Anything that is not a row is refused: if
 * it were ignored, an update could clear the list.
 */
function readRow(z: ZObject, { key, children = [] }: Field, row: unknown): Input {
  const cells = cellsOf(isRecord(row) ? row : {}, children, key).filter(([, cell]) => !isBlank(cell));
  const filled = children.flatMap((child): [Field, unknown][] => {
    const [, cell] = cells.find(([name]) => isColumn(name, child, key)) ?? [];
    return cell === undefined ? [] : [[child, cell]];
  });
  if (!filled.length) {
    const columns = children.map((child) => `“${child.label ?? child.key}”`).join(', ');
    throw new BadValue(`rows with the columns ${columns}; ${show(row)} is not one`, 'have');
  }
  return Object.fromEntries(filled.map(([child, cell]) => [child.key, readValue(z, child, cell, undefined)]));
}

/** Whether a row names a column so: by its key, by its label, or by the API's own name, which a key may begin with the list's. */
const isColumn = (name: string, column: Field, list: string): boolean =>
  isSame(name, column.key) || isSame(name, column.label) || isSame(`${list}__${name}`, column.key);

/** The cells of a row. A record that is no column itself holds cells, as rows in JSON have them. */
function cellsOf(row: Raw, columns: Field[], list: string, above = ''): [name: string, cell: unknown][] {
  return Object.entries(row).flatMap(([name, cell]): [string, unknown][] => {
    const whole = above + name;
    const isCell = !isRecord(cell) || columns.some((column) => isColumn(whole, column, list));
    return isCell ? [[whole, cell]] : cellsOf(cell, columns, list, `${whole}__`);
  });
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
 * The value of a choice, from the value itself or from the label that the editor shows. Only what the field
 * offers can be chosen, even if the API takes more.
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
    // Without quotes, a comma in a label would look like the end of the label.
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

/** Blanks around a name or an id are removed; those around a note or a password belong to it. */
function trim(field: Field, value: unknown): unknown {
  if (field.keepBlanks || field.type === 'text' || typeof value !== 'string') return value;
  return value.trim();
}
