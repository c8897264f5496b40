import { createHash } from 'node:crypto';
import { isRecord } from '../highlevel/errors';
import type { Output, RecordType } from '../records/record';

/** The revision of a record that fires once, however often it changes. */
export const NEW = 'new';

/**
 * What changes when the record changes: its time of change, or a hash of its content where the API
 * tells no such time.
 */
export function revisionOf(record: RecordType, output: Output): string {
  const updated = record.updated ? output[record.updated] : undefined;
  return typeof updated === 'string' && updated ? updated : contentHash(output);
}

/** A short hash of a value's content, whatever the order of its keys. */
export function contentHash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(value)) ?? '')
    .digest('hex')
    .slice(0, 32);
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, ordered(value[key])]),
  );
}
