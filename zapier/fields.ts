import { type Item, isEmpty, isItem, items } from './json';
import { rowsOf } from './line-items';
import { asText } from './template';
import type { Field } from './zap-app';

/** The texts that Zapier reads as “no”, as its CLI lists them (`invoke` types values as Zapier does). */
const NO = new Set('no,noo,n,false,f,0,none,nul,null,nil,nill,never,nope,no thanks,no thank you'.split(','));

/** Reads an app's input fields, as its `inputFields` method answers them. */
export function readFields(answer: unknown): Field[] {
  return items(answer).map((field) => ({
    key: String(field.key),
    label: String(field.label ?? field.key),
    type: String(field.type ?? 'string'),
    required: field.required === true,
    list: field.list === true,
    default: field.default,
    children: readFields(field.children),
  }));
}

/** The input with the defaults of the fields that the Zap's owner left alone. */
export function withDefaults(input: Item, fields: Field[]): Item {
  const missing = fields.filter(({ key, default: value }) => !(key in input) && !isEmpty(value));
  return { ...Object.fromEntries(missing.map((field) => [field.key, field.default])), ...input };
}

/**
 * The label of a required field that is empty, if any; a column of line items has to be filled in each row.
 */
export function missingField(input: Item, fields: Field[]): string | undefined {
  for (const { key, label, required, children = [] } of fields) {
    if (required && isEmpty(input[key])) return label;
    const missing = items(input[key]).map((row) => missingField(row, children));
    const [first] = missing.filter((one) => one !== undefined);
    if (first) return first;
  }
  return undefined;
}

/**
 * Turns each value into its field's type, and line items into rows, as Zapier does before it calls the app.
 */
export function asTyped(input: Item, fields: Field[]): Item {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, typed(value, byKey.get(key))]));
}

/** Drops empty values, at any depth, as Zapier does unless the app wants them (`cleanInputData: false`). */
export function cleanInput(input: Item): Item {
  const kept = Object.entries(input).map(([key, value]) => [key, clean(value)] as const);
  return Object.fromEntries(kept.filter(([, value]) => !isEmpty(value)));
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean).filter((element) => !isEmpty(element));
  return isItem(value) ? cleanInput(value) : value;
}

function typed(value: unknown, field: Field | undefined): unknown {
  if (!field || isEmpty(value)) return value;
  const { list, type, children = [] } = field;
  if (children.length > 0) return typedRows(value, children);
  if (list) return [value].flat().map((element) => typedOne(element, type));
  return typedOne(value, type);
}

function typedRows(value: unknown, columns: Field[]): unknown {
  const mapped = [value].flat();
  // Text is passed on: the app may read rows from it, or refuse it.
  if (!mapped.every(isItem)) return value;
  return mapped.flatMap(rowsOf).map((row) => asTyped(withDefaults(row, columns), columns));
}

/** Dates pass as they are: a recipe makes them with a `format` step. */
function typedOne(given: unknown, type: string): unknown {
  const value = joined(given, type);
  if (typeof value !== 'string') return type === 'string' || type === 'text' ? scalarAsText(value) : value;
  if (type === 'boolean') return !NO.has(value.trim().toLowerCase());
  if (type === 'integer') return asInteger(value);
  return type === 'number' ? asNumber(value) : value;
}

/** A list that is mapped into a plain field becomes text with commas; a field of JSON takes lists. */
function joined(value: unknown, type: string): unknown {
  return Array.isArray(value) && type !== 'json' ? asText(value) : value;
}

function scalarAsText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function asInteger(text: string): number {
  const leading = Number.parseInt(text, 10);
  return Number.isNaN(leading) ? Math.floor(asNumber(text)) : leading;
}

function asNumber(text: string): number {
  const number = Number.parseFloat(text.replace(/[^\d.-]/g, ''));
  return Number.isNaN(number) ? 0 : number;
}
