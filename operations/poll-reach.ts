/** What a trigger can't see, in numbers, as its form and the docs say it. */
import { capitalize, uniq } from 'lodash';
import { staticFields } from './form';
import { MOST_RECORDS } from './memory';
import { listedBy, NEWS_DAYS, newsFields } from './news';
import { LIMITS } from './poll-reading';
import type { Change, ListTriggerSpec } from './trigger-spec';

const show = (count: number) => count.toLocaleString('en-US');

/** What a trigger can't see of what may start it; empty where it sees all. */
export function reachOf(spec: ListTriggerSpec, changes: Change[]): string {
  const ofNew = sightOf(spec, undefined);
  const [ofChanges = ofNew] = uniq(changes.map((change) => sightOf(spec, change))).filter(
    (one) => one !== ofNew,
  );
  const sights =
    ofChanges === ofNew
      ? [{ which: changes.length ? 'new or changed' : 'new', sight: ofNew }]
      : [
          { which: 'new', sight: ofNew },
          { which: 'changed', sight: ofChanges },
        ];
  const sentences = sights
    .filter(({ sight }) => sight)
    .map(({ which, sight }) => `${capitalize(which)} ones are seen ${sight}.`);
  return [...sentences, backOf(spec, changes), spec.limits ?? filteredOf(spec)].filter(Boolean).join(' ');
}

/** How far a trigger sees; empty where it sees all. */
function sightOf(spec: ListTriggerSpec, change: Change | undefined): string {
  const { paging } = spec;
  if (!paging) return '';
  const size = paging.size.max;
  const by = listedBy(spec, change);
  const isTimed = newsFields(spec, change).length > 0;
  const few = show((1 + LIMITS.morePages) * size);
  if (by !== undefined && (!change || by === change.time)) {
    return `if there are at most ${isTimed ? show(LIMITS.poll.records) : few} between two polls`;
  }
  const first = by === undefined ? 'that HighLevel lists first' : 'that were added last';
  const late = `some polls late in a list of more than ${few}`;
  if (!paging.at) return `among the ${show((1 + LIMITS.deepPages) * size)} ${first}, ${late}`;
  const most = Math.min(isTimed ? LIMITS.turnOn.records : LIMITS.undated, LIMITS.turnOn.pages * size);
  return `among the ${show(most)} ${first}, ${late}`;
}

/** Without a time of change, the memory alone tells that a record is back in an earlier state, or in the list. */
function backOf({ comesBack }: ListTriggerSpec, changes: Change[]): string {
  const back = [
    ...(comesBack ? ['One that comes back to the list'] : []),
    ...(changes.some(({ time }) => !time) ? ['A change back to an earlier state'] : []),
  ];
  return back.map((what) => `${what} is noticed for ${show(MOST_RECORDS)} of them.`).join(' ');
}

/** What comes to match a filter is new only while it is news. */
const filteredOf = (spec: ListTriggerSpec): string =>
  newsFields(spec, undefined).length && staticFields(spec).some(({ required }) => !required)
    ? `With filters, one of the last ${NEWS_DAYS} days that begins to match fires as new.`
    : '';
