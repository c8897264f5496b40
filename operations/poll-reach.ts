/** What a trigger can't see, in numbers, as its form and the docs say it. */
import { MOST_RECORDS } from './memory';
import { listedBy, newsFields } from './news';
import { LIMITS } from './poll-reading';
import type { Change, ListTriggerSpec } from './trigger-spec';

const show = (count: number) => count.toLocaleString('en-US');

/** What a trigger can't see of what may start it. */
export function reachOf(spec: ListTriggerSpec, changes: Change[]): string {
  const kinds = [undefined, ...changes].map((change) => sightOf(spec, change));
  const [ofNew = '', ...ofChanges] = kinds;
  const ofChange = ofChanges.find((one) => one !== ofNew);
  const sentences =
    ofChange === undefined
      ? [sentence(changes.length ? 'New and changed ones' : 'New ones', ofNew)]
      : [sentence('New ones', ofNew), sentence('Changed ones', ofChange)];
  return [...sentences, memoryOf(spec, changes), spec.limits].filter(Boolean).join(' ');
}

const sentence = (which: string, sight: string) => sight && `${which} are seen ${sight}.`;

/** How far a trigger sees; empty where it sees all. */
function sightOf(spec: ListTriggerSpec, change: Change | undefined): string {
  const { paging } = spec;
  if (!paging) return '';
  const size = paging.size.max;
  const by = listedBy(spec, change);
  const isTimed = newsFields(spec, change).length > 0;
  const few = show((1 + LIMITS.morePages) * size);
  if (by !== undefined && (!change || by === change.time)) {
    return isTimed
      ? `up to ${show(LIMITS.poll.records)} between two polls`
      : `up to ${few} between two polls`;
  }
  const first = by === undefined ? 'the first that HighLevel lists' : 'those that were added last';
  if (!paging.at) {
    return `among ${show((1 + LIMITS.deepPages) * size)} of ${first}, beyond ${few} some polls late`;
  }
  const most = Math.min(isTimed ? LIMITS.turnOn.records : LIMITS.undated, LIMITS.turnOn.pages * size);
  return `among ${show(most)} of ${first}, beyond ${few} some polls late`;
}

/** Without a time of change, the memory alone tells that a record is back in an earlier state. */
const memoryOf = ({ comesBack }: ListTriggerSpec, changes: Change[]): string =>
  comesBack || changes.some(({ time }) => !time)
    ? `What goes back to how it was is noticed for ${show(MOST_RECORDS)} of them.`
    : '';
