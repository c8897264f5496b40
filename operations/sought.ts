/** What one poll looks for: the trigger's spec, the choice of its form, and what the form's values say. */
import { compact, uniq } from 'lodash';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import type { Output } from '../records/record';
import { NEW, type Revision } from './revision';
import type { Change, Event, Evidence, Former, List, ListTriggerSpec } from './trigger-spec';

export interface Sought {
  /** The fields of which the latest tells since when a record is news; none where nothing tells it. */
  news: readonly string[];
  /** When it comes true by itself, in epoch milliseconds. */
  comesTrue?: Event['comesTrue'];
  isSo: (record: Output, raw: Raw) => boolean;
  revision: (record: Output, raw: Raw) => Revision;
  evidence?: Evidence;
  former?: Former;
  comesBack: boolean;
  expand?: Event['expand'];
}

/** How a list comes. */
export interface Listing {
  sort: Input | undefined;
  /** The field by which HighLevel is asked to list, or lists by itself; `undefined` where nobody says so. */
  stated: string | undefined;
  /** The same, or the field by which it may be listed though nobody says so. */
  by: string | undefined;
  /** Whether the list has first what is looked for, if it comes in this order. */
  isByNews: boolean;
}

/** What is looked for. */
export function soughtBy(spec: ListTriggerSpec, change: Change | undefined, event: Event = {}): Sought {
  const once: Revision = (event.comesBack ?? spec.comesBack) ? { state: NEW } : { once: NEW };
  const { comesTrue, isSo = () => true } = event;
  const { evidence, former, expand } = event;
  return {
    news: newsFields(spec, change, event),
    isSo: comesTrue ? (record, raw) => isPast(comesTrue(raw)) && isSo(record, raw) : isSo,
    revision: event.revision ?? change?.revision ?? (() => once),
    comesBack: event.comesBack ?? spec.comesBack ?? false,
    ...(comesTrue && { comesTrue }),
    ...(evidence && { evidence }),
    ...(former && { former }),
    ...(expand && { expand }),
  };
}

const isPast = (moment: number | undefined) => moment !== undefined && moment <= Date.now();

/** The fields that tell when a record became what the trigger looks for: the latest of them counts. */
function newsFields(spec: ListTriggerSpec, change: Change | undefined, event: Event): readonly string[] {
  const { added, updated = [] } = spec.record;
  if (event.since) return event.since;
  if (event.comesTrue) return [];
  if (change) return change.time ? uniq(compact([added, ...updated, change.time])) : [];
  return spec.since ?? (added ? [added] : [...updated]);
}

/** How the list comes that is asked for. */
export function listing(
  spec: ListTriggerSpec,
  change: Change | undefined,
  event: Event = {},
  list?: List,
): Listing {
  const { sort, sortedBy, record } = spec;
  const isOfOtherTime = event.since !== undefined || event.comesTrue !== undefined;
  const hasOwn = list?.sortedBy !== undefined || event.sortedBy !== undefined;
  const ofEvent = list?.sortedBy ?? event.sortedBy ?? (isOfOtherTime ? undefined : sortedBy);
  const stated = spec.event ? ofEvent : change && sort?.updated ? change.time : sortedBy;
  const mayBe = change || spec.since || isOfOtherTime ? undefined : record.added;
  const by = stated ?? mayBe;
  return {
    sort: list?.sort ?? event.sort ?? (change && sort?.updated) ?? sort?.added,
    stated,
    by,
    isByNews: spec.event ? hasOwn || !isOfOtherTime : !change || by === change.time,
  };
}
