import { refusal } from '../../gateway/errors';
import { isObject, type Json, type JsonObject, text } from '../../json';
import type { CustomField, CustomFieldValue, State } from '../../state';

const asText = (value: Json) => (typeof value === 'number' ? String(value) : text(value));
const asNumber = (value: Json) => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
};
const asMatching = (pattern: RegExp) => (value: Json) => {
  const given = text(value);
  return given !== undefined && pattern.test(given) ? given : undefined;
};

function asOption(value: Json, { picklistOptions, isAllowedCustomOption }: CustomField): Json | undefined {
  const given = text(value);
  const options = Array.isArray(picklistOptions) ? picklistOptions : [];
  return given !== undefined && (isAllowedCustomOption === true || options.includes(given))
    ? given
    : undefined;
}

function asOptions(value: Json, field: CustomField): Json | undefined {
  const given = Array.isArray(value) ? value : [value];
  return given.every((item) => asOption(item, field) !== undefined) ? given : undefined;
}

/** How a value of each data type is read; undefined where it is not of that type. */
const READERS: {
  [dataType: string]: { read: (value: Json, field: CustomField) => Json | undefined; wants: string };
} = {
  TEXT: { read: asText, wants: 'a string' },
  LARGE_TEXT: { read: asText, wants: 'a string' },
  PHONE: { read: asText, wants: 'a string' },
  NUMERICAL: { read: asNumber, wants: 'a number' },
  FLOAT: { read: asNumber, wants: 'a number' },
  MONETORY: { read: asNumber, wants: 'a number' },
  CHECKBOX: { read: asOptions, wants: 'a list of its options' },
  MULTIPLE_OPTIONS: { read: asOptions, wants: 'a list of its options' },
  SINGLE_OPTIONS: { read: asOption, wants: 'one of its options' },
  RADIO: { read: asOption, wants: 'one of its options' },
  DATE: { read: asMatching(/^\d{4}-\d{2}-\d{2}(T.*)?$/), wants: 'a date (YYYY-MM-DD)' },
  TIME: { read: asMatching(/^\d{1,2}:\d{2}/), wants: 'a time (HH:mm)' },
  TEXTBOX_LIST: {
    read: (value) => (isObject(value) || Array.isArray(value) ? value : undefined),
    wants: 'an object',
  },
  FILE_UPLOAD: {
    read: (value) => (isObject(value) || Array.isArray(value) ? value : undefined),
    wants: 'an object',
  },
  SIGNATURE: {
    read: (value) => (isObject(value) || text(value) !== undefined ? value : undefined),
    wants: 'an object',
  },
};

function isBlank(value: Json | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Finds a field by its id or its key. The key may begin with its model (`contact.policy_start_date`). */
function definitionOf(
  state: State,
  locationId: string,
  model: string,
  { id, key }: JsonObject,
): CustomField | undefined {
  return state.customFields.find(
    (field) =>
      field.locationId === locationId &&
      field.model === model &&
      (text(id) ? field.id === id : field.fieldKey === key || field.fieldKey === `${model}.${key}`),
  );
}

/**
 * A record's custom field values after a request has set some, as `{ id | key, field_value }`. A blank value
 * removes the field.
 * @throws Refusal 422 for a field that the location does not have, or a value that is not of its type.
 */
export function mergeCustomFields(
  state: State,
  locationId: string,
  model: string,
  had: CustomFieldValue[],
  written: JsonObject[],
): CustomFieldValue[] {
  const values = new Map(had.map(({ id, value }) => [id, value]));
  const problems: string[] = [];
  for (const [i, item] of written.entries()) {
    const field = definitionOf(state, locationId, model, item);
    if (!field) {
      problems.push(
        `customFields.${i}.the location has no custom field ${text(item.id) ?? text(item.key) ?? ''}`.trim(),
      );
      continue;
    }
    const sent = item.field_value ?? null;
    const reader = READERS[field.dataType];
    const value = isBlank(sent) ? null : reader ? reader.read(sent, field) : sent;
    if (value === undefined)
      problems.push(`customFields.${i}.field_value must be ${reader?.wants} for ${field.fieldKey}`);
    else if (value === null) values.delete(field.id);
    else values.set(field.id, value);
  }
  if (problems.length) throw refusal(422, problems);
  return [...values].map(([id, value]) => ({ id, value }));
}
