import { difference, union } from 'lodash';
import { refusal } from '../../gateway/errors';
import { isObject, type Json, type JsonObject, objects, text, texts } from '../../json';
import type { LocationRow } from '../../state';

/** What a value of each data type has to be. What is not in the table is text. */
const WANTS: { [dataType: string]: string } = {
  NUMERICAL: 'a number',
  MONETORY: 'an object with currency and value',
  SINGLE_OPTIONS: 'one of its options',
  RADIO: 'one of its options',
  MULTIPLE_OPTIONS: 'a list of its options',
  CHECKBOX: 'a list of its options',
  FILE_UPLOAD: 'a list of files',
};

const isList = (dataType: unknown) => dataType === 'MULTIPLE_OPTIONS' || dataType === 'CHECKBOX';

const keysOf = ({ options }: JsonObject): string[] => objects(options).map(({ key }) => String(key));

/** Whether a value is of its field's type. Options count by their keys, as one of two sources has it (2026). */
function isOfType(value: Json, field: LocationRow): boolean {
  switch (field.dataType) {
    case 'NUMERICAL':
      return typeof value === 'number';
    case 'MONETORY':
      return isObject(value) && typeof value.value === 'number' && typeof value.currency === 'string';
    case 'RADIO':
      return typeof value === 'string' && (field.allowCustomOption === true || keysOf(field).includes(value));
    case 'SINGLE_OPTIONS':
      return typeof value === 'string' && keysOf(field).includes(value);
    case 'MULTIPLE_OPTIONS':
    case 'CHECKBOX':
      return Array.isArray(value) && value.every((one) => keysOf(field).includes(String(one)));
    case 'FILE_UPLOAD':
      return Array.isArray(value) && value.every((one) => isObject(one) && typeof one.url === 'string');
    default:
      return typeof value === 'string';
  }
}

/** The names under which the records of an object have values, with their fields: a text-box list has one a box. */
function slotsOf(fields: LocationRow[], objectKey: string): Map<string, LocationRow> {
  return new Map(
    fields.flatMap((field): [string, LocationRow][] => {
      const name = String(field.fieldKey).slice(objectKey.length + 1);
      return field.dataType === 'TEXTBOX_LIST'
        ? keysOf(field).map((box) => [`${name}.${box}`, field])
        : [[name, field]];
    }),
  );
}

/** What a value makes of the one before: the changes of a list on update are taken one by one. */
function changed(before: Json | undefined, value: Json): Json {
  if (!isObject(value) || !('add' in value || 'remove' in value)) return value;
  return difference(union(texts(before), texts(value.add)), texts(value.remove));
}

const isNothing = (value: Json | undefined) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length);

/**
 * The properties of a record after a request has set some. One that the object does not have refuses all of them;
 * a list is `{ add, remove }` on update, and text for one is dropped, as is a bare day; a date is kept as its day
 * (one source each, August 2026). What is `null` or empty takes the value away (two public connectors, 2026).
 *
 * @param before the record's properties; none for a new record
 * @throws Refusal 422
 */
export function writtenProperties(
  sent: JsonObject,
  { fields, objectKey, before }: { fields: LocationRow[]; objectKey: string; before?: JsonObject },
): JsonObject {
  const slots = slotsOf(fields, objectKey);
  const problems: string[] = [];
  const result: JsonObject = { ...before };
  for (const [name, value] of Object.entries(sent)) {
    const field = slots.get(name);
    if (!field) {
      problems.push(`property ${name} should not exist`);
      continue;
    }
    if (value === undefined || (before && isList(field.dataType) && typeof value === 'string' && value))
      continue;
    if (before && isList(field.dataType) && Array.isArray(value)) {
      problems.push(`${name} must be an object with add and remove`);
      continue;
    }
    const next = changed(before?.[name], value);
    if (isNothing(next)) {
      delete result[name];
    } else if (!isOfType(next, field)) {
      problems.push(`${name} must be ${WANTS[String(field.dataType)] ?? 'a string'}`);
    } else if (field.dataType === 'DATE') {
      if (/T/.test(text(next) ?? '')) result[name] = new Date(String(next)).toISOString().slice(0, 10);
    } else {
      result[name] = next;
    }
  }
  if (problems.length) throw refusal(422, problems);
  return result;
}
