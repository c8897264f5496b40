/**
 * The values of custom fields in a record. A poll reads tens of thousands of them, so this is one plain
 * loop that makes no objects on its way.
 */
import { isBlank } from '../../highlevel/blank';
import { isRecord, type Raw } from '../../highlevel/json';

/** The API's `[{ id, value }]` as `{ <id>: value }`, which Zapier shows as `customFields__<id>`. */
export function readCustomFields(list: unknown): Raw {
  const values: Raw = {};
  if (!Array.isArray(list)) return values;
  for (const entry of list) {
    if (!isRecord(entry) || typeof entry.id !== 'string') continue;
    const value = readValue(entry);
    if (!isBlank(value)) values[entry.id] = linksOf(value);
  }
  return values;
}

/** An opportunity's values are named by their type: `fieldValueString`, `fieldValueArray`. */
function readValue(entry: Raw): unknown {
  const value = entry.value ?? entry.field_value;
  if (value !== undefined && value !== null) return value;
  for (const name in entry) {
    if (name.startsWith('fieldValue') && !isBlank(entry[name])) return entry[name];
  }
  return undefined;
}

/** A file field's links; any other value as it is. */
function linksOf(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const links = Object.values(value).map((file) => (isRecord(file) ? file.url : undefined));
  return links.length && links.every((link) => typeof link === 'string') ? links : value;
}
