/** How far a trigger reads, and what of it can be news. */
import { min } from 'lodash';
import type { Bundle } from 'zapier-platform-core';
import type { Depth, Raw } from '../highlevel/paging';
import { moment, type Output } from '../records/record';
import type { Change, ListTriggerSpec } from './spec';

/**
 * How far a trigger reads, at most. What a Zap remembers when it is turned on has to hold all that a
 * later poll may read, so `turnOn` ≥ every kind of poll ≥ `sample`; and more than that, because records
 * go away, and those behind them come to the front. Zapier takes 100 new items from a poll; what a poll
 * has beyond them is left to the next one, and not lost.
 */
export const DEPTHS = {
  sample: { records: 3, pages: 1 },
  /** The API lists the news first. */
  poll: { records: 500, pages: 1 },
  /** It does not, and no time tells what is old: half must go away before an old one comes into sight. */
  unordered: { records: 500, pages: 5 },
  /** It does not, and the time of the change tells what is old: see {@link newsOf}. */
  dated: { records: 900, pages: 9 },
  turnOn: { records: 1000, pages: 10 },
} as const satisfies { [moment: string]: Depth };

const HOUR_MS = 3_600_000;
/**
 * After so long a change is no news. Zapier polls every few minutes, and turns a Zap off that fails for
 * days; whoever turns one on begins anew. What is read later for the first time only moved up.
 */
const FORTNIGHT_MS = 14 * 24 * HOUR_MS;

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
  if ((change?.order ?? spec.order) !== 'unknown') return DEPTHS.poll;
  return change?.time ? DEPTHS.dated : DEPTHS.unordered;
}

/** The records of a poll without those that can be no news. */
export function newsOf(spec: ListTriggerSpec, change: Change | undefined, records: Output[]): Output[] {
  if (!spec.paging) return records;
  if (!change) return spec.sortedBy ? withoutOld(spec, records) : records;
  const { time } = change;
  const longAgo = Date.now() - FORTNIGHT_MS;
  return time ? records.filter((record) => !(timeOf(record[time]) < longAgo)) : records;
}

/**
 * Leaves out the old ones that a change brought to the front: those that were made before the last one
 * that was read had its change, because all that changed since are read. One of the last hour is new
 * even so: a burst of changes may have hidden it from the polls before.
 */
function withoutOld({ sortedBy, paging, record: { added } }: ListTriggerSpec, records: Output[]): Output[] {
  if (!sortedBy || !paging || !added) return records;
  const isWhole = records.length < paging.size.max;
  const last = min(records.map((record) => timeOf(record[sortedBy])).filter(Number.isFinite)) ?? 0;
  const now = Date.now();
  const since = isWhole ? now - FORTNIGHT_MS : Math.max(now - FORTNIGHT_MS, Math.min(last, now - HOUR_MS));
  return records.filter((record) => !(timeOf(record[added]) < since));
}

/** A moment in epoch milliseconds; not a number where there is none. */
const timeOf = (value: unknown): number => Date.parse(moment(value) ?? '');

/** What a poll sees of a list in which what it looks for may stand anywhere, for the field “Trigger On”. */
export function reachOf(spec: ListTriggerSpec, changes: Change[]): string {
  const { paging } = spec;
  if (!paging) return '';
  const seen = ({ records, pages }: Depth) => Math.min(records, pages * paging.size.max);
  const [change] = changes.filter(({ order }) => order === 'unknown');
  if (!change) return '';
  const changed = seen(pollDepth(spec, change));
  if (spec.order !== 'unknown') return `Changes are seen in the ${changed} that were added last.`;
  const added = seen(pollDepth(spec, undefined));
  return added === changed
    ? `New and changed ones are seen in the first ${added} that HighLevel lists.`
    : `New ones are seen in the first ${added} that HighLevel lists, changes in the first ${changed}.`;
}
