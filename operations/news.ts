/** What can be news to a Zap: what is true now, and became so within three days. */
import { compact, max, uniq } from 'lodash';
import { DAY_MS, HOUR_MS } from '../fields/dates';
import type { Raw } from '../highlevel/json';
import { type Output, toMs } from '../records/record';
import type { Change, ListTriggerSpec } from './trigger-spec';

/**
 * For so long a record is news. It is longer than a day of polls that failed, and than Zapier takes for
 * thousands of records at 100 a poll; what comes into sight later, such as after deletions, is old. Longer
 * than that a Zap is off only if its owner turns it off, and then Zapier begins anew.
 */
export const NEWS_DAYS = 3;
export const NEWS_MS = NEWS_DAYS * DAY_MS;

/** How far each poll reads back; one in ten reads back over all that is news. */
export const RECENT_MS = 6 * HOUR_MS;

/** The fields that tell when a record became what the trigger looks for: the latest of them counts. */
export function newsFields({ record, since }: ListTriggerSpec, change: Change | undefined): string[] {
  const { added, updated = [] } = record;
  if (change) return change.time ? uniq(compact([added, ...updated, change.time])) : [];
  return since ?? (added ? [added] : [...updated]);
}

/** The field by which HighLevel lists what a poll asks for, the latest first; `undefined` where nobody says so. */
export const listedBy = ({ sort, sortedBy }: ListTriggerSpec, change: Change | undefined) =>
  change && sort?.updated ? change.time : sortedBy;

/**
 * The records of a poll without those that are no news, however they came into sight. One that tells no time
 * is news, but not in a list that has older ones before it, nor where the list is sorted by something else, by
 * which an old record may come first.
 */
export function recentOnly<Row extends { record: Output }>(
  spec: ListTriggerSpec,
  change: Change | undefined,
  rows: Row[],
): Row[] {
  const fields = newsFields(spec, change);
  if (!fields.length) return rows;
  const by = listedBy(spec, change);
  const isOld = (time: number | undefined) => time !== undefined && time <= Date.now() - NEWS_MS;
  let undatedAreNews = by === undefined || fields.includes(by);
  return rows.filter(({ record }) => {
    if (by !== undefined && isOld(toMs(record[by]))) undatedAreNews = false;
    const last = latest(record, fields);
    return last === undefined ? undatedAreNews : !isOld(last);
  });
}

/** The latest of these moments of a record, in epoch milliseconds. */
export const latest = (record: Raw, fields: readonly string[]): number | undefined =>
  max(fields.map((field) => toMs(record[field])).filter((time) => time !== undefined));
