/** The days that a trigger asks for, where HighLevel filters its list by days. */
import { DAY_MS } from '../fields/dates';
import type { Input } from '../highlevel/compose';
import { NEWS_MS } from './news';
import { momentOf } from './poll-lists';
import type { Run } from './spec';

/** A sample is shown of what is older than that too, so that a quiet account has one. */
const SAMPLE_MS = 365 * DAY_MS;

const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/**
 * The first and the last day, such as `2026-05-06`, in which news may be, with a day more on each side: HighLevel
 * may cut days in the sub-account's time zone. A sample may be a year old.
 *
 * @param from the parameter of the first day
 * @param to the parameter of the last day
 */
export function recentDays({ bundle }: Run, from: string, to: string): Input {
  const back = momentOf(bundle) === 'sample' ? SAMPLE_MS : NEWS_MS;
  return { [from]: dayOf(Date.now() - back - DAY_MS), [to]: dayOf(Date.now() + DAY_MS) };
}
