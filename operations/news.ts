/** What can be news to a Zap: what is true now, and became so within three days. */
import { compact, max } from 'lodash';
import { DAY_MS, HOUR_MS } from '../fields/dates';
import type { Raw } from '../highlevel/json';
import { type Output, toMs } from '../records/record';
import type { Sought } from './sought';

/**
 * For so long a record is news. It is longer than a day of polls that failed, and than Zapier takes for
 * thousands of records at 100 a poll; what comes into sight later, such as after deletions, is old. Longer
 * than that a Zap is off only if its owner turns it off, and then Zapier begins anew.
 */
export const NEWS_DAYS = 3;
export const NEWS_MS = NEWS_DAYS * DAY_MS;

/** How far each poll reads back; one in ten reads back over all that is news. */
export const RECENT_MS = 6 * HOUR_MS;

/** Whether a moment is too long ago to be news. */
const isOld = (time: number | undefined) => time !== undefined && time <= Date.now() - NEWS_MS;

/**
 * The records of a poll without those that are no news, however they came into sight. One that tells no time
 * is news, but not in a list that has older ones before it, nor where the list is sorted by something else, by
 * which an old record may come first.
 *
 * @param by the field by which HighLevel lists them, if it says so
 */
export function recentOnly<Row extends { record: Output; raw: Raw }>(
  sought: Sought,
  by: string | undefined,
  rows: Row[],
): Row[] {
  if (!sought.news.length && !sought.comesTrue) return rows;
  let undatedAreNews = by === undefined || sought.news.includes(by) || sought.comesTrue !== undefined;
  return rows.filter(({ record, raw }) => {
    if (by !== undefined && isOld(toMs(record[by]))) undatedAreNews = false;
    const last = newsTime(sought, record, raw);
    return last === undefined ? undatedAreNews : !isOld(last);
  });
}

/** The times that tell what is news. */
type NewsTimes = Pick<Sought, 'news' | 'comesTrue'>;

/** Whether a row may be news, as far as its times tell. */
export const mayBeNews = (sought: NewsTimes, raw: Raw): boolean => !isOld(newsTime(sought, raw, raw));

/** Since when a record is what is looked for, in epoch milliseconds. */
export const newsTime = ({ news, comesTrue }: NewsTimes, record: Raw, raw: Raw): number | undefined =>
  max(compact([latest(record, news), comesTrue?.(raw)]));

/** The latest of these moments of a record, in epoch milliseconds. */
const latest = (record: Raw, fields: readonly string[]): number | undefined =>
  max(fields.map((field) => toMs(record[field])).filter((time) => time !== undefined));
