import { createHash } from 'node:crypto';
import { isNil, max, omit } from 'lodash';
import { isRecord, type Raw } from '../highlevel/json';
import { type Output, type RecordType, toIsoMoment } from '../records/record';

/** The revision of a record that fires once, however often it changes. */
export const NEW = 'new';

/** A text that never comes again once it has changed, or a state that a record may come back to. */
export type Revision = { once: string } | { state: string };

/** What HighLevel tells beside a record's content: it differs from answer to answer. */
const NO_CONTENT = ['traceId', 'searchAfter'];

/**
 * What tells one state of a record from another: when it changed last, or a hash of its content where the API
 * tells no such time. The time is the moment and not its wording, which another time zone changes; the
 * content is HighLevel's own and not this app's, which a later version may give with more fields.
 */
export function revisionOf(record: RecordType, output: Output, raw: Raw): Revision {
  if (record.fingerprint) return { once: contentHash(record.fingerprint(raw)) };
  const times = (record.updated ?? []).map((field) => output[field]).filter(isText);
  const last = max(times.map(toIsoMoment).filter((moment) => moment !== undefined)) ?? times[0];
  return last === undefined ? { state: stateHash(raw) } : { once: last };
}

/** A short hash of what a record holds, as HighLevel gives it. */
export const stateHash = (raw: Raw): string => contentHash(withoutNulls(omit(raw, NO_CONTENT)));

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** HighLevel gives `null` for what another answer leaves out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const known = Object.entries(value).filter(([, inner]) => !isNil(inner));
  return Object.fromEntries(known.map(([key, inner]) => [key, withoutNulls(inner)]));
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
