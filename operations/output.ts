import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import { withPlainErrors } from '../highlevel/errors';
import type { Raw } from '../highlevel/json';
import type { Output, RecordType } from '../records/record';
import type { Run } from './spec';

/** The API's record as its type promises it, without the trace id that stands in an answer of one record. */
export async function recordOf(
  record: RecordType,
  { traceId: _traceId, ...raw }: Raw,
  { z, bundle }: Run,
): Promise<Output> {
  return record.from(raw, z, bundle);
}

/** A function of the definition that gives output fields. */
export type OutputFieldsOf = (z: ZObject, bundle: Bundle) => Promise<PlainOutputField[]>;

/**
 * The fields that a step gives: its record's, and what the account defines. They are a function, which
 * the Zap editor calls, because core copies the definition twice at every run, and all fields of all
 * records would be half of it. It is made anew for each operation: Zapier's tester tells operations
 * apart by their functions.
 */
export function outputFields({ fields, ownFields }: RecordType): OutputFieldsOf {
  return withPlainErrors(async (z, bundle) => [...fields, ...((await ownFields?.(z, bundle)) ?? [])]);
}
