/** How far a trigger reads, and what of it can be news. */
import { max, min } from 'lodash';
import type { Bundle } from 'zapier-platform-core';
import { DAY_MS } from '../fields/dates';
import type { Raw } from '../highlevel/json';
import type { Depth } from '../highlevel/paging';
import { type Output, toIsoMoment } from '../records/record';
import type { Change, ListTriggerSpec } from './trigger-spec';

/**
 * How far a trigger reads, at most. What a Zap remembers when it is turned on has to hold all that a
 * later poll may read, so `turnOn` ≥ every kind of poll ≥ `sample`; and more than that, because records
 * go away, and those behind them come to the front. Zapier takes 100 new items from a poll; what a poll
 * has beyond them is left to the next one that reads as far.
 */
export const DEPTHS = {
  sample: { records: 3, pages: 1 },
  /** The API lists the news first. */
  poll: { records: 500, pages: 1 },
  /** It does not, and no time tells what is old: half must go away before an old one comes into sight. */
  unordered: { records: 500, pages: 5 },
  /** It does not, and the time of the change tells what is old: see {@link recentOnly}. */
  dated: { records: 900, pages: 9 },
  turnOn: { records: 1000, pages: 10 },
} as const satisfies { [moment: string]: Depth };

const HOUR_MS = 3_600_000;
/**
 * After so long a change is no news. Zapier polls every few minutes, and turns a Zap off that fails for
 * days; whoever turns one on begins anew. What is read later for the first time only moved up.
 */
const FORTNIGHT_MS = 14 * DAY_MS;
/** In a list that others' changes reorder, what is older is not new, even if it only now matches a filter. */
const YOUNG_MS = 3 * DAY_MS;

/** How far to read, at this moment of a Zap's life. */
export function depthOf(spec: ListTriggerSpec, change: Change | undefined, { meta }: Bundle): Depth {
  if (meta?.isLoadingSample) return DEPTHS.sample;
  return meta?.isPopulatingDedupe ? DEPTHS.turnOn : pollDepth(spec, change);
}

/** How far a poll reads. In a list that others' changes reorder, a burst of them may hide what is new. */
function pollDepth(spec: ListTriggerSpec, change: Change | undefined): Depth {
  const { sortedBy } = spec;
  if (sortedBy) {
    const isRecent = (raw: Raw | undefined) => timeOf(raw?.[sortedBy]) > Date.now() - HOUR_MS;
    return { ...DEPTHS.dated, enough: (page) => !isRecent(page.at(-1)) };
  }
  if (isNewestFirst(spec, change)) return DEPTHS.poll;
  return change?.time ? DEPTHS.dated : DEPTHS.unordered;
}

/** Whether the API lists first what a poll looks for: the new records, or those that changed last. */
function isNewestFirst(
  { order, paging, sort, sortedBy }: ListTriggerSpec,
  change: Change | undefined,
): boolean {
  if (order === 'unknown') return false;
  if (!change || !paging || sort?.updated) return true;
  return sortedBy !== undefined && sortedBy === change.time;
}

/**
 * The records of a poll without those that can be no news: what changed long ago, in whatever way, and came
 * into sight only now. A record without a time can be judged by its place alone.
 */
export function recentOnly(spec: ListTriggerSpec, change: Change | undefined, records: Output[]): Output[] {
  const { sortedBy, paging, record } = spec;
  if (!paging) return records;
  if (!change) return sortedBy ? withoutOld(records, sortedBy, record.added) : records;
  const { time } = change;
  if (!time) return records;
  const longAgo = Date.now() - FORTNIGHT_MS;
  return records.filter((one, place) => {
    const last = max([time, record.updated ?? time].map((key) => timeOf(one[key])).filter(Number.isFinite));
    return last === undefined ? place < DEPTHS.unordered.records : last >= longAgo;
  });
}

/**
 * Leaves out the old ones that a change brought to the front: those that were made before the last one
 * that was read had its change, because all that changed since are read. One of the last day is new even
 * so: a burst of changes, or polls that failed, may have hidden it before.
 */
function withoutOld(records: Output[], sortedBy: string, added = ''): Output[] {
  const now = Date.now();
  const last = min(records.map((one) => timeOf(one[sortedBy])).filter(Number.isFinite)) ?? 0;
  const since = Math.max(now - YOUNG_MS, Math.min(last, now - DAY_MS));
  return records.filter((one) => !(timeOf(one[added]) < since));
}

/** A moment in epoch milliseconds; not a number where there is none. */
const timeOf = (value: unknown): number => Date.parse(toIsoMoment(value) ?? '');

/** What a poll sees of a list in which what it looks for may stand anywhere, for the field “Trigger On”. */
export function reachOf(spec: ListTriggerSpec, changes: Change[]): string {
  const { paging } = spec;
  if (!paging) return '';
  const seen = ({ records, pages }: Depth) => Math.min(records, pages * paging.size.max);
  const change = changes.find((one) => !isNewestFirst(spec, one));
  if (!change) return '';
  const changed = seen(pollDepth(spec, change));
  if (spec.order !== 'unknown') return `Changes are seen in the ${changed} that were added last.`;
  const added = seen(pollDepth(spec, undefined));
  return added === changed
    ? `New and changed ones are seen in the first ${added} that HighLevel lists.`
    : `New ones are seen in the first ${added} that HighLevel lists, changes in the first ${changed}.`;
}
