import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import type { Raw } from '../highlevel/paging';
import type { Output, RecordType } from '../records/record';
import type { Run } from './spec';

/** The API's record as its type promises it. */
export async function recordOf(record: RecordType, raw: Raw, { z, bundle }: Run): Promise<Output> {
  return record.from(raw, z, bundle);
}

/**
 * The fields that a step gives: its record's, and what the account defines. The function is made anew
 * for each operation, because Zapier's tester tells operations apart by them.
 */
export function outputFields({ fields, ownFields }: RecordType) {
  const own =
    ownFields && ((z: ZObject, bundle: Bundle): Promise<PlainOutputField[]> => ownFields(z, bundle));
  return own ? [...fields, own] : fields;
}
