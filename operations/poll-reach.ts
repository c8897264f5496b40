/** What a trigger can't see, in numbers, as its form and the docs say it. */
import { capitalize, uniq } from 'lodash';
import { HOUR_MS } from '../fields/dates';
import { staticFields } from './form';
import { MOST_RECORDS } from './memory';
import { NEWS_DAYS, RECENT_MS } from './news';
import { LIMITS } from './poll-reading';
import { listing, soughtBy } from './sought';
import type { Change, ListTriggerSpec } from './trigger-spec';

const show = (count: number) => count.toLocaleString('en-US');

/** So many records of an unsorted list are read at each poll. */
const eachPoll = (pageSize: number) => show((1 + LIMITS.morePages) * pageSize);

/** So many of its records are known, and read at some poll. */
const everRead = (pageSize: number, most: number = LIMITS.turnOn.records) =>
  show(Math.min(most, LIMITS.turnOn.pages * pageSize));

/** A sentence for a list that has first what is waited for: how much of it may come at once. */
export const sortedReach = (what: string): string =>
  `At most ${show(LIMITS.poll.records)} ${what} between two polls are seen.`;

/** The same, for what comes true some time after that by which the list comes. */
export const waitingReach = (what: string): string =>
  `At most ${show(LIMITS.poll.records)} ${what} whose last message is younger than that are seen.`;

/**
 * A sentence for a trigger that has to ask for some of what it finds, one by one.
 *
 * @param most how many at one poll
 */
export const askedReach = (what: string, most: number): string =>
  `Of ${what}, ${most} are looked up at each poll, and the others at the next ones: if more come within ${RECENT_MS / HOUR_MS} hours than the polls of that time take, some may not be seen.`;

/** A sentence for a list that may have what is waited for on any page. */
export const unsortedReach = (what: string, { max }: { max: number }): string =>
  `If there are more than ${eachPoll(max)} ${what}, it is seen some polls late; beyond ${everRead(max)} it is not seen.`;

/**
 * Sentences for a trigger that fires for what comes into a list, where nothing tells when that was.
 *
 * @param match what puts a record there: `contacts have the tag`
 */
export const memberReach = (match: string, { max }: { max: number }): string =>
  [
    `If more than ${eachPoll(max)} ${match}, one is seen some polls late, and one that comes back does not fire again.`,
    `Up to that, one that comes back fires again, for ${show(MOST_RECORDS)} of them.`,
    `If more than ${everRead(max)} ${match}, those beyond fire once when they are edited.`,
  ].join(' ');

/** A sentence for a list with filters. */
export const filteredReach = (one: string): string =>
  `With filters, ${one} of the last ${NEWS_DAYS} days that begins to match fires too.`;

/** A sentence for a change that is noticed only because another value was seen before. */
export const noticedReach = (change: string, one: string, { max }: { max: number }): string =>
  `${change} is noticed once the Zap has seen ${one}: ${show(LIMITS.turnOn.records)} when it is turned on, ${show(max)} more with each poll.`;

/** What a trigger can't see of what may start it; empty where it sees all. */
export function reachOf(spec: ListTriggerSpec, changes: Change[]): string {
  if (spec.event) return spec.limits ?? '';
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
  const { stated: by } = listing(spec, change);
  const isTimed = soughtBy(spec, change).news.length > 0;
  const few = eachPoll(size);
  if (by !== undefined && (!change || by === change.time)) {
    return `if there are at most ${isTimed ? show(LIMITS.poll.records) : few} between two polls`;
  }
  const first = by === undefined ? 'that HighLevel lists first' : 'that were added last';
  const late = `some polls late in a list of more than ${few}`;
  if (!paging.at) return `among the ${show((1 + LIMITS.deepPages) * size)} ${first}, ${late}`;
  return `among the ${everRead(size, isTimed ? undefined : LIMITS.undated)} ${first}, ${late}`;
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
  soughtBy(spec, undefined).news.length && staticFields(spec).some(({ required }) => !required)
    ? `With filters, one of the last ${NEWS_DAYS} days that begins to match fires as new.`
    : '';
