/** What a trigger reads at this moment of a Zap's life: its list, or each of its lists. */
import { chunk, difference, min, sampleSize, sortBy, sumBy, uniqBy } from 'lodash';
import type { Bundle } from 'zapier-platform-core';
import { cacheOf } from '../highlevel/cache';
import type { Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import { isNotThere } from '../highlevel/errors';
import { isRecord, type Raw } from '../highlevel/json';
import { itemsOrNoAnswer, onePage, type ReadPage, recordKey, totalIn } from '../highlevel/paging';
import { askedFor } from '../reads/read';
import { idOf, toMs } from '../records/record';
import { memoryKey } from './memory';
import { type Reading, readForPoll, readForTurnOn, readSample } from './poll-reading';
import type { Prepared } from './prepare';
import type { Remembers } from './remembers';
import { contentHash } from './revision';
import { listing, type Sought } from './sought';
import type { Run } from './spec';
import type { Change, Event, List, ListTriggerSpec, Moment, SomeLists } from './trigger-spec';

/** A trigger that is ready to read its lists, and what it looks for in them. */
export interface Poll {
  spec: ListTriggerSpec;
  change: Change | undefined;
  event: Event | undefined;
  sought: Sought;
  run: Run;
  remembers: Remembers;
  ready: Prepared;
}

/** What was read of all lists of a trigger. */
export interface AllRead {
  raws: Raw[];
  /** Whether that is all there is. */
  isWhole: boolean;
  /** How many records there are, as far as is known. */
  total: number;
  /** Whether it was read back over all that is news. */
  isDeep: boolean;
}

/** When a trigger is run. */
export const momentOf = ({ meta }: Bundle): Moment =>
  meta?.isLoadingSample ? 'sample' : meta?.isPopulatingDedupe ? 'turn on' : 'poll';

/** So many lists are read at once. */
const LISTS_AT_ONCE = 3;

/**
 * Reads the lists of a trigger that this moment wants, each as far as it wants it. A list that may be gone is left out
 * if it is; if none is there, its owner is told so.
 */
export async function readLists(poll: Poll): Promise<AllRead> {
  const { event, ready, remembers } = poll;
  const lists: List[] = event?.lists ?? [{ name: '', input: ready.input }];
  const some = event?.atPoll && lists.length > event.atPoll.most ? event.atPoll : undefined;
  const memory = some && (await remembers.memory());
  const dueIn = ({ name }: List) => memory?.listOf(name).due ?? undefined;
  const wanted = some ? listsNow(lists, some, momentOf(poll.run.bundle), dueIn) : lists;
  const all: AllRead[] = [];
  const refusals: unknown[] = [];
  for (const few of chunk(wanted, LISTS_AT_ONCE)) {
    const read = await Promise.all(
      few.map(async (list) => {
        const found = await orNone(list, readList(poll, list), refusals);
        if (some) memory?.noteList(list.name, { due: nextDue(found.raws, some) });
        return found;
      }),
    );
    all.push(...read);
  }
  if (refusals.length && refusals.length === wanted.length) throw refusals[0];
  return {
    raws: uniqBy(
      all.flatMap(({ raws }) => raws),
      recordKey,
    ),
    isWhole: wanted.length === lists.length && all.every(({ isWhole }) => isWhole),
    total: sumBy(all, 'total'),
    isDeep: all.some(({ isDeep }) => isDeep),
  };
}

/**
 * Of many lists, those that are read now: all when the Zap is turned on, the first ones for a sample, and at a poll
 * those in which something is due soonest, and others at random.
 *
 * @param dueIn when something is due in a list, as far as is known, in epoch milliseconds
 */
export function listsNow(
  lists: List[],
  { most }: SomeLists,
  moment: Moment,
  dueIn: (list: List) => number | undefined,
): List[] {
  if (moment === 'turn on' || lists.length <= most) return lists;
  if (moment === 'sample') return lists.slice(0, most);
  const isDue = (list: List) => dueIn(list) !== undefined;
  const soonest = sortBy(lists.filter(isDue), dueIn).slice(0, Math.floor(most / 2));
  return [...soonest, ...sampleSize(difference(lists, soonest), most - soonest.length)];
}

/** When the next of these rows is due, in epoch milliseconds; `null` where none is. */
const nextDue = (rows: Raw[], { due }: SomeLists): number | null =>
  min(rows.map((row) => toMs(row[due])).filter((time) => time !== undefined && time > Date.now())) ?? null;

const orNone = ({ mayBeGone }: List, reading: Promise<AllRead>, refusals: unknown[]): Promise<AllRead> =>
  reading.catch((error) => {
    if (!mayBeGone || !isNotThere(error)) throw error;
    refusals.push(error);
    return { raws: [], isWhole: true, total: 0, isDeep: false };
  });

async function readList(poll: Poll, list: List): Promise<AllRead> {
  const { spec, change, event, ready, run } = poll;
  const { sort } = listing(spec, change, event, list);
  let total = 0;
  const read: ReadPage = async (page) => {
    const body = await answerOf(poll, { ...list.input, ...sort, ...page });
    const items = itemsOrNoAnswer(run.z, ready.wording, body, spec.items, { ...ready.values, ...list.input });
    total = totalIn(body) ?? Math.max(total, items.length);
    return { body, items };
  };
  const { raws, isWhole, isDeep = isWhole } = await readFor(poll, list, read);
  return { raws: askedFor(spec, raws, list.input), isWhole, isDeep, total: Math.max(total, raws.length) };
}

/** Reads as far as this moment of a Zap's life wants it. */
async function readFor(poll: Poll, list: List, read: ReadPage): Promise<Reading> {
  const { spec, change, event, sought, run, remembers } = poll;
  const { paging } = spec;
  const moment = momentOf(run.bundle);
  if (!paging) return { raws: (await read({})).items, isWhole: true };
  if (moment === 'sample') {
    const isSelective = Boolean(event?.isSo ?? event?.comesTrue);
    return { raws: await readSample(paging, read, isSelective), isWhole: false };
  }
  if (moment === 'poll') {
    const known = async () => {
      const { pages, isPartial = false } = (await remembers.memory()).listOf(list.name);
      return { pages, isPartial };
    };
    const reading = await readForPoll(sought, listing(spec, change, event, list), paging, read, known);
    const { pages } = reading;
    if (pages !== undefined) (await remembers.memory()).noteList(list.name, { pages });
    return sought.evidence && !event?.lists ? withRest(poll, reading, read) : reading;
  }
  const begun = Date.now();
  const first = await readForTurnOn(paging, read);
  const { pages = 1, isWhole, rest } = first;
  if (pages > 1) (await remembers.memory()).noteList(list.name, { pages, isPartial: !isWhole });
  if (sought.evidence) {
    // All that is not known yet is looked at later: nothing fires for it until it has been seen.
    if (rest) (await remembers.evidence()).rest = rest;
    return first;
  }
  if (pages < 2 || !paging.at || Date.now() - begun > SECOND_READING_MS) return first;
  // A record may have slipped between two pages while others were deleted. It would fire as new once it comes
  // into a poll's sight, so the list is read once more. If that fails, the Zap is turned on all the same.
  const second = await readForTurnOn(paging, read).catch(() => first);
  return { ...first, raws: uniqBy([...first.raws, ...second.raws], recordKey) };
}

/** A first reading that took longer leaves a run no time for a second. */
const SECOND_READING_MS = 9_000;

/** The reading, and one page more of what was not seen yet when the Zap was turned on. */
async function withRest(
  { spec: { paging }, remembers }: Poll,
  reading: Reading,
  read: ReadPage,
): Promise<Reading> {
  const evidence = await remembers.evidence();
  const { rest, isNew } = evidence;
  if (!rest && !isNew) return reading;
  // A memory that was lost is begun anew, from the first page on.
  const { items, next } = await onePage(paging, rest, read);
  evidence.rest = next;
  evidence.lookUp(items.map(idOf));
  return { ...reading, raws: uniqBy([...reading.raws, ...items], recordKey) };
}

/** An answer that Zaps share is kept for so long: Zapier polls once a minute at most. */
const SHARED_SECONDS = 50;

/** An answer that Zaps share. */
interface SharedAnswer {
  /** When HighLevel gave it, in epoch milliseconds. */
  at: number;
  answer: Raw;
  /** The Zaps that were given it. */
  to: string[];
}

/**
 * The answer to a request: where Zaps share it, one that another Zap was given just now. A Zap that polls again wants
 * a new one.
 */
async function answerOf({ spec, run: { z, bundle }, ready }: Poll, input: Input): Promise<Raw> {
  if (!spec.isShared || momentOf(bundle) !== 'poll') return ready.ask(input);
  const cache = cacheOf(z);
  const key = `answer:${spec.endpoint}:${contentHash([locationOf(bundle) ?? '', input])}`;
  const zap = memoryKey('poll', bundle, spec.key);
  const keep = (shared: SharedAnswer) => cache.set(key, shared, SHARED_SECONDS);
  const kept = await cache.get(key);
  if (isShared(kept) && Date.now() - kept.at < SHARED_SECONDS * 1000 && !kept.to.includes(zap)) {
    await keep({ ...kept, to: [...kept.to, zap] });
    return kept.answer;
  }
  const answer = await ready.ask(input);
  await keep({ at: Date.now(), answer, to: [zap] });
  return answer;
}

const isShared = (value: unknown): value is SharedAnswer =>
  isRecord(value) && typeof value.at === 'number' && isRecord(value.answer) && Array.isArray(value.to);
