import { type Item, isEmpty, isItem, items } from './json';
import type { Field } from './zap-app';

const NO = new Set(['no', 'n', 'false', 'f', '0', 'none', 'null', 'never', 'nope']);

/** Reads an app's input fields, as its `inputFields` method answers them. */
export function readFields(answer: unknown): Field[] {
  return items(answer).map((field) => ({
    key: String(field.key),
    label: String(field.label ?? field.key),
    type: String(field.type ?? 'string'),
    required: field.required === true,
    list: field.list === true,
    default: field.default,
  }));
}

/** Gives the defaults of the fields that the Zap's owner left alone. */
export function withDefaults(input: Item, fields: Field[]): Item {
  const missing = fields.filter(({ key, default: value }) => !(key in input) && !isEmpty(value));
  return { ...Object.fromEntries(missing.map((field) => [field.key, field.default])), ...input };
}

/** The label of a required field that is empty, if any. */
export function missingField(input: Item, fields: Field[]): string | undefined {
  return fields.find(({ key, required }) => required && isEmpty(input[key]))?.label;
}

/** Turns each value into its field's type, as Zapier does before it calls the app. */
export function asTyped(input: Item, fields: Field[]): Item {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, typed(value, byKey.get(key))]));
}

/** Drops empty values, at any depth, as Zapier does unless the app asks for them. */
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
  if (field.list) return [value].flat().map((element) => typedOne(element, field.type));
  return typedOne(value, field.type);
}

/** Dates pass as they are: a recipe makes them with a `format` step. */
function typedOne(value: unknown, type: string): unknown {
  if (typeof value !== 'string') return type === 'string' || type === 'text' ? asText(value) : value;
  if (type === 'boolean') return !NO.has(value.trim().toLowerCase());
  if (type === 'integer') return Math.trunc(asNumber(value));
  return type === 'number' ? asNumber(value) : value;
}

/** Zapier joins a list that is mapped to a plain text field. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function asNumber(text: string): number {
  const number = Number.parseFloat(text.replace(/[^\d.-]/g, ''));
  return Number.isNaN(number) ? 0 : number;
}
