/** How far a trigger reads its list: when the Zap is turned on, at a poll, and for a sample. */
import { min, range, sampleSize, uniq } from 'lodash';
import type { Raw } from '../highlevel/json';
import { collect, type PageStart, Pages, type Paging, type ReadPage } from '../highlevel/paging';
import { toMs } from '../records/record';
import { NEWS_MS, RECENT_MS } from './news';
import type { Listing, Sought } from './sought';

/**
 * How far a trigger reads, at most. What a Zap remembers when it is turned on has to hold all that a later
 * poll may read, but for what is too old to be news. Zapier takes 100 new records of a poll; what a poll has
 * beyond them is left to the next one that reads as far.
 */
export const LIMITS = {
  /** The records of a sample. */
  sample: 3,
  /** The records and pages that a poll reads of a list that has the news first. */
  poll: { records: 5000, pages: 50 },
  /** The pages that a poll reads beside the first one of a list that has the news anywhere. */
  morePages: 4,
  /** The same, at one poll in ten, of a list whose pages can be read only one after the other. */
  deepPages: 24,
  /** The records and pages that are read when a Zap is turned on. */
  turnOn: { records: 10_000, pages: 100 },
  /** Without a time that tells what is old, half of those must go away before an old one comes into sight. */
  undated: 5000,
} as const;

/** One poll in so many reads back over all that is news, at random: what a shorter reading missed is found. */
const DEEP_POLLS = 10;
/** A run has 30 s. What is not read after so long is left to the next poll. */
const READING_MS = 18_000;
/** So many pages are asked for at once, where they are counted off. */
const AT_ONCE = 4;
/** Times of one page that are out of order by less are told by different clocks. */
const SLACK_MS = 60_000;

/** What was read. */
export interface Reading {
  raws: Raw[];
  /** Whether that is the whole list. */
  isWhole: boolean;
  /** How many pages the list has, as far as was seen, where its answers don't count them. */
  pages?: number;
  /** Where the rest begins of a list that was too long to be read to its end. */
  rest?: PageStart;
  /** Whether a poll read back over all that is news. */
  isDeep?: boolean;
}

/**
 * Reads what a sample is chosen from.
 *
 * @param isSelective whether a record may not be what the trigger looks for: a whole page has one rather than three
 */
export const readSample = (paging: Paging, read: ReadPage, isSelective: boolean): Promise<Raw[]> =>
  collect(paging, { records: isSelective ? paging.size.max : LIMITS.sample, pages: 1 }, read);

/** Reads what a Zap remembers when it is turned on: the whole list, within the limits. */
export async function readForTurnOn(paging: Paging, read: ReadPage): Promise<Reading> {
  const begun = Date.now();
  const pages = new Pages(paging, paging.size.max, read, true);
  await pages.next();
  await readOn(pages, () => true, LIMITS.turnOn, begun);
  const { found: raws, isWhole, filled, rest } = pages;
  return { raws, isWhole, pages: filled, ...(rest && { rest }) };
}

/**
 * Reads what may be news at a poll. Of a list that has the news first: page by page, as long as a page ends
 * within the last hours (at one poll in ten: the last three days). Of any other list: the first page and some
 * more, which are chosen at random where there are many, so that every page is read within some polls.
 *
 * @param known what was found out before: how many pages the list has, and whether it is too long to be known as a whole
 */
export async function readForPoll(
  sought: Sought,
  list: Listing,
  paging: Paging,
  read: ReadPage,
  known: () => Promise<{ pages: number | undefined; isPartial: boolean }>,
): Promise<Reading> {
  const begun = Date.now();
  const isDeep = Math.random() < 1 / DEEP_POLLS;
  const since = begun - (isDeep ? NEWS_MS : RECENT_MS);
  const pages = new Pages(paging, paging.size.max, read);
  let last = await pages.next();
  while (
    pages.hasMore &&
    pages.requests <= LIMITS.morePages &&
    !isLate(begun) &&
    isOfOneMoment(list, pages.found) &&
    isAllSince(last, timeBy(list.by), since)
  ) {
    last = await pages.next();
  }
  const { is, by, hasNewsFirst } = orderOf(list, pages.found);
  const timeOf = sought.comesTrue && list.isByNews ? sought.comesTrue : timeBy(by);
  const isWanted = (page: Raw[]) => isAllSince(page, timeOf, since);
  const isUnsure =
    pages.mayHaveMore && (is === 'newest first' ? isWanted(last) : ((await known()).pages ?? 1) > 1);
  if (isUnsure) pages.makeSure();
  let seen: number | undefined;
  if (is === 'newest first' && by === undefined) {
    if (isDeep) await readOn(pages, () => true, { ...LIMITS.poll, pages: 1 + LIMITS.morePages }, begun);
  } else if (is === 'newest first' && isWanted(last)) {
    await readOn(pages, isWanted, LIMITS.poll, begun);
  }
  if (is === 'oldest first' && pages.total !== undefined && pages.areNumbered) {
    await readFromEnd(pages, pages.total, isWanted, begun);
  } else if (!hasNewsFirst && pages.hasMore) {
    const isTimed = sought.news.length > 0 || sought.comesTrue !== undefined;
    const reach = isTimed || !(await known()).isPartial ? LIMITS.turnOn.records : LIMITS.undated;
    seen = await readSome(pages, reach, isDeep, begun, async () => (await known()).pages);
  }
  const { isWhole } = pages;
  if (isUnsure && isWhole) seen = pages.filled;
  return { raws: pages.found, isWhole, isDeep, ...(seen !== undefined && { pages: seen }) };
}

/**
 * Whether the rows of a list of which no order is stated tell none: they were all made at once, by an import, say. The
 * pages behind them tell it.
 */
function isOfOneMoment({ stated, by }: Listing, rows: Raw[]): boolean {
  if (stated !== undefined || by === undefined || rows.length < 2) return false;
  const [time, ...others] = uniq(rows.map((raw) => toMs(raw[by])));
  return time !== undefined && !others.length;
}

/** In what order a list comes, by its rows and not by what was asked for. */
interface Order {
  is: 'newest first' | 'oldest first' | 'none';
  /** The field by which it does; `undefined` where rows have no such time. */
  by: string | undefined;
  /** Whether all that the trigger looks for comes first. */
  hasNewsFirst: boolean;
}

function orderOf({ stated, by, isByNews }: Listing, page: Raw[]): Order {
  // Times of change are in the order of a list that nobody has touched yet: they are no proof.
  const times = by === undefined ? [] : page.map((raw) => toMs(raw[by])).filter((time) => time !== undefined);
  if (times.length < 2) {
    return stated === undefined
      ? { is: 'none', by, hasNewsFirst: false }
      : { is: 'newest first', by: times.length ? by : undefined, hasNewsFirst: isByNews };
  }
  const is = comesByAnother(by, page) ? 'none' : directionOf(times, stated !== undefined);
  return { is, by, hasNewsFirst: is === 'newest first' && isByNews };
}

/**
 * Whether rows tell that they come by another of their times: HighLevel's searches begin a row's `sort` or
 * `searchAfter` with the value that it is sorted by, in epoch milliseconds (recorded, 2026).
 */
function comesByAnother(by: string | undefined, page: Raw[]): boolean {
  return page.some((raw) => {
    const place = raw.sort ?? raw.searchAfter;
    const [first]: unknown[] = Array.isArray(place) ? place : [];
    if (by === undefined || typeof first !== 'number' || toMs(raw[by]) === first) return false;
    return Object.entries(raw).some(([key, value]) => isText(value) && key !== by && toMs(value) === first);
  });
}

const isText = (value: unknown) => typeof value === 'string';

/** @param isStated whether equal times are in the order that was asked for */
function directionOf(times: number[], isStated: boolean): Order['is'] {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const all = (times.at(-1) ?? 0) - (times[0] ?? 0);
  if (all === 0 ? isStated : all < 0)
    return steps.every((step) => step <= SLACK_MS) ? 'newest first' : 'none';
  return all > 0 && steps.every((step) => step >= -SLACK_MS) ? 'oldest first' : 'none';
}

/** The time of a row by which its list comes, in epoch milliseconds. */
const timeBy = (by: string | undefined) => (by === undefined ? undefined : (raw: Raw) => toMs(raw[by]));

/** Whether all records of a page are as young as that, so that the next page may have others. */
const isAllSince = (page: Raw[], timeOf: ReturnType<typeof timeBy>, since: number) =>
  page.length > 0 && timeOf !== undefined && page.every((raw) => (timeOf(raw) ?? since + 1) > since);

const isLate = (begun: number) => Date.now() - begun > READING_MS;

/** Reads on as long as the last page says that the next one is wanted: by one page, then by several at once. */
async function readOn(
  pages: Pages,
  isWanted: (page: Raw[]) => boolean,
  limit: { records: number; pages: number },
  begun: number,
): Promise<void> {
  for (let atOnce = 1; pages.hasMore && !isLate(begun); atOnce = Math.min(2 * atOnce, AT_ONCE)) {
    const left = limit.pages - pages.requests;
    if (left < 1 || pages.count >= limit.records) return;
    if (!isWanted(await pages.next(Math.min(atOnce, left)))) return;
  }
}

/** Reads a list that has the oldest first from its end, as long as a page begins with news. */
async function readFromEnd(
  pages: Pages,
  total: number,
  isWanted: (page: Raw[]) => boolean,
  begun: number,
): Promise<void> {
  const last = Math.ceil(total / pages.pageSize) - 1;
  const end = Math.max(1, last - Math.ceil(LIMITS.poll.records / pages.pageSize));
  for (let number = last; number >= end && !isLate(begun); number -= 1) {
    if (!isWanted(await pages.at(number))) return;
  }
}

/**
 * Reads some more pages of a list that may have the news on any: all, if there are only so many; else some at
 * random. By the clock it would not do: polls come at fixed times, and always find the same pages.
 *
 * @param reach so many records of the list are read at some time, the rest never
 * @returns how many pages the list has, as far as is known now
 */
async function readSome(
  pages: Pages,
  reach: number,
  isDeep: boolean,
  begun: number,
  known: () => Promise<number | undefined>,
): Promise<number | undefined> {
  if (!pages.areNumbered) {
    const most = 1 + (isDeep ? LIMITS.deepPages : LIMITS.morePages);
    await readOn(pages, () => true, { records: reach, pages: most }, begun);
    return undefined;
  }
  const isCounted = pages.total !== undefined;
  const last = isCounted ? Math.ceil((pages.total ?? 0) / pages.pageSize) : await known();
  if (last === undefined || last <= 1 + LIMITS.morePages) {
    await readOn(pages, () => true, { records: reach, pages: 1 + LIMITS.morePages }, begun);
    return pages.hasMore && !isCounted ? 2 * pages.filled : undefined;
  }
  const most = Math.min(LIMITS.turnOn.pages, Math.floor(reach / pages.pageSize));
  // One more than is known, because the list grows.
  const numbers = sampleSize(range(1, Math.min(most, isCounted ? last : last + 1)), LIMITS.morePages);
  const read = await Promise.all(numbers.map(async (number) => ({ number, page: await pages.at(number) })));
  if (isCounted) return undefined;
  const empty = read.filter(({ page }) => !page.length).map(({ number }) => number);
  return min(empty) ?? (numbers.includes(last) ? last + 1 : undefined);
}
