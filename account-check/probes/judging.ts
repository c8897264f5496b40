/** Judgements that several probes make. */
import { isEqual } from 'lodash';
import { toMs } from '../../records/record';
import type { Item } from '../../zapier';
import { judged, notTold, type Verdict } from '../verdict';

/** Whether a field is another one after a change. */
export const moves = (before: Item, after: Item, name: string): Verdict =>
  judged(
    !isEqual(after[name], before[name]) && after[name] !== undefined,
    `${name} moves.`,
    `${name} does not move.`,
  );

/** Whether rows come by a time, the latest first. */
export function latestFirst(rows: Item[], timeOf: string | ((row: Item) => unknown)): Verdict {
  const of = typeof timeOf === 'string' ? (row: Item) => row[timeOf] : timeOf;
  const times = rows.map((row) => toMs(of(row))).filter((time) => time !== undefined);
  if (new Set(times).size < 2) return notTold('The list has no two rows of different times.');
  const wrong = times.filter((time, index) => time > (times[index - 1] ?? time)).length;
  return judged(
    !wrong,
    `${times.length} rows come the latest first.`,
    `${wrong} of ${times.length} rows stand after an earlier one.`,
  );
}
