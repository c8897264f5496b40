/**
 * The values of custom fields in a record. A poll reads tens of thousands of them, so this is one plain
 * loop that makes no objects on its way.
 */
import type { Bundle } from 'zapier-platform-core';
import { isBlank } from '../../highlevel/blank';
import { isRecord, isSafeName, type Raw } from '../../highlevel/json';
import { toIsoDay } from '../epoch';
import { CUSTOM_FIELD } from './definitions';

/**
 * The API's `[{ id, value }]` as `{ <id>: value }`, which Zapier shows as `customFields__<id>`. Blank ones are
 * left out.
 *
 * @param bundle the step's: its form knows the data types of the fields that it has
 */
export function readCustomFields(list: unknown, bundle?: Bundle): Raw {
  const values: Raw = {};
  if (!Array.isArray(list)) return values;
  const form = bundle?.meta?.inputFields;
  for (const entry of list) {
    if (!isRecord(entry)) continue;
    const id = entry.id ?? entry.key;
    if (typeof id !== 'string' || !isSafeName(id)) continue;
    const value = readValue(entry, form?.[CUSTOM_FIELD + id]?.dataType);
    if (!isBlank(value)) values[id] = value;
  }
  return values;
}

/**
 * The names under which a value comes: `value` in contacts; in opportunities `fieldValue` by id, and
 * `fieldValueString`, `fieldValueDate` and others by type in a search; in businesses `valueString` and others
 * (measured by several sources, 2026; of businesses by one).
 */
const NAME = /^(?:value|field_value|fieldValue\w*|value(?:String|Number|Date|Currency|Files|Array|Boolean))$/;

/** The first value that says something; `value` counts before the others. */
function readValue(entry: Raw, dataType: unknown): unknown {
  const name = isBlank(entry.value) ? nameOfValue(entry) : 'value';
  if (name === undefined) return undefined;
  const value = entry[name];
  const isDay = name.endsWith('Date') || isDate(entry.type) || isDate(entry.dataType) || isDate(dataType);
  if (isDay) return toIsoDay(value) ?? value;
  return typeof value === 'object' && value !== null ? readObject(value) : value;
}

function nameOfValue(entry: Raw): string | undefined {
  for (const name in entry) if (NAME.test(name) && !isBlank(entry[name])) return name;
  return undefined;
}

/** Whether a type is a day's: a search says `date`, a definition `DATE`. A number alone may be any number. */
const isDate = (type: unknown) => typeof type === 'string' && type.toLowerCase() === 'date';

interface File extends Raw {
  url: string;
}

const isFile = (value: unknown): value is File => isRecord(value) && typeof value.url === 'string';

/**
 * A file field's links, without those of deleted files; an amount of money without its currency; any other
 * value as it is. Files come as a list, by ids of their own, or as one alone (a signature does so too).
 */
function readObject(value: object): unknown {
  if (isRecord(value) && 'currency' in value && 'value' in value) return value.value;
  const files = isFile(value) ? [value] : Object.values(value).filter((one) => !isBlank(one));
  if (!files.some(isFile) || !files.every((one) => isFile(one) || typeof one === 'string')) return value;
  return files
    .filter((one) => !(isFile(one) && String(one.deleted) === 'true'))
    .map((one) => (isFile(one) ? one.url : one));
}
