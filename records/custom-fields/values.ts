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
    const value = linksOf(readValue(entry));
    if (!isBlank(value)) values[entry.id] = value;
  }
  return values;
}

/**
 * An opportunity's values are named by their type where a search gives them: `fieldValueString`,
 * `fieldValueArray`; a day is the milliseconds of its midnight in UTC (recorded 2026, many sources).
 */
function readValue(entry: Raw): unknown {
  const value = entry.value ?? entry.field_value;
  if (value !== undefined && value !== null) return value;
  if (typeof entry.fieldValueDate === 'number') return dayOf(entry.fieldValueDate);
  for (const name in entry) {
    if (name.startsWith('fieldValue') && !isBlank(entry[name])) return entry[name];
  }
  return undefined;
}

function dayOf(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

interface File extends Raw {
  url: string;
}

const isFile = (value: unknown): value is File => isRecord(value) && typeof value.url === 'string';

/**
 * A file field's links, without those of deleted files; any other value as it is. Files come as a list, by
 * ids of their own, or as one alone.
 */
function linksOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const files = isFile(value) ? [value] : Object.values(value);
  if (!files.length || !files.every(isFile)) return value;
  return files.filter((file) => file.deleted !== true).map(({ url }) => url);
}
