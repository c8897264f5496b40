import type { ZObject } from 'zapier-platform-core';
import type { Input } from './compose';
import { findList, MissingContent, orNoAnswer } from './content';
import { isRecord, type Raw } from './json';
import type { Wording } from './wording';

/** Where an answer holds the records: a name, or a function that finds them, given what was asked for. */
export type Items = string | ((answer: Raw, values: Input) => Raw[]);

/**
 * The records in an answer.
 *
 * @throws MissingContent where it has no list of that name, and does not count none either
 */
export function requireItems(answer: Raw, items: Items, values: Input = {}): Raw[] {
  if (typeof items === 'function') return items(answer, values);
  const found = findList(answer, items);
  if (found || countsNone(answer)) return found ?? [];
  throw new MissingContent(`The answer holds no ${items}.`);
}

/** As {@link requireItems}, for an answer to a step: one that lacks the list is told as no answer. */
export const itemsOrNoAnswer = (
  z: ZObject,
  wording: Wording,
  answer: Raw,
  items: Items,
  values?: Input,
): Raw[] => orNoAnswer(z, wording, () => requireItems(answer, items, values));

/** Of some lists the description requires the count, and not the list itself. */
export const countsNone = ({ total, count, meta }: Raw) =>
  [total, count, isRecord(meta) ? meta.total : undefined].includes(0);

/** Where a page begins: what the page before it tells the next one. */
export interface PageStart {
  /** How many records the pages before it held. */
  before: number;
  parameters: Input;
}

/** One page that has been read. */
export interface Page extends PageStart {
  items: Raw[];
  body: Raw;
}

/** How an endpoint pages. */
export interface Paging {
  /** The parameter that takes the size of a page, and the largest that the API takes. */
  size: { parameter: string; max: number };
  /** The other parameters that it pages by. */
  by: string[];
  /** The parameters of the first page, where the API wants them there too. */
  first?: Input;
  /** The parameters of the page after this one; `undefined` where the API reads no further. */
  next(page: Page): Input | undefined;
  /**
   * The parameters of the page of this number, counted from 0, where a page holds so many records; `undefined`
   * where the API reads no further. For endpoints whose pages are counted off: they may be read in any order,
   * and a deletion moves a later record to a page that was read already.
   */
  at?(number: number, size: number): Input | undefined;
  /** Whether `next` alone tells where the list ends, however short a page is. */
  tellsMore?: true;
  /** The records of a page without those that the next page gives again, for a reader who remembers no page. */
  once?(items: Raw[]): Raw[];
}

/** Pages by the number of records to leave out (`skip`, `offset`). */
export const bySkip = (parameter: 'skip' | 'offset', max: number): Paging => ({
  size: { parameter: 'limit', max },
  by: [parameter],
  next: ({ items, before }) => ({ [parameter]: before + items.length }),
  at: (number, size) => ({ [parameter]: number * size }),
});

/**
 * `GET /oauth/installedLocations`: by the number of records to leave out; in v3 by the token that a page gives for
 * the next one.
 */
export const bySkipOrToken = (max: number): Paging => ({
  size: { parameter: 'limit', max },
  by: ['skip', 'pageToken'],
  next: ({ items, before, body: { pagination } }) => {
    if (!isRecord(pagination)) return { skip: before + items.length };
    return pagination.nextPageToken ? { pageToken: pagination.nextPageToken } : undefined;
  },
});

/** As {@link bySkip}, for endpoints that want the number on the first page too. */
export const bySkipFromZero = (parameter: 'skip' | 'offset', max: number): Paging => ({
  ...bySkip(parameter, max),
  first: { [parameter]: 0 },
});

/** Numbered pages, counted from 1. They end at page `last`, where the API names such a limit. */
function numbered(size: Paging['size'], last = Number.POSITIVE_INFINITY): Paging {
  const page = (number: number) => (number <= last ? { page: number } : undefined);
  return {
    size,
    by: ['page'],
    next: ({ parameters }) => page(Number(parameters.page ?? 1) + 1),
    at: (number) => page(number + 1),
  };
}

/** Numbered pages of a size that is `limit`. */
export const byNumber = (max: number): Paging => numbered({ parameter: 'limit', max });

/** Numbered pages of a size that is `pageSize`. */
export const byNumberOfSize = (max: number): Paging => numbered({ parameter: 'pageSize', max });

/** Numbered pages of a size that is `pageLimit`. They end at record `last`, where the API names such a limit. */
export const byPageNumber = (max: number, last = Number.POSITIVE_INFINITY): Paging => ({
  ...numbered({ parameter: 'pageLimit', max }, last / max),
  first: { page: 1 },
});

/** `POST /contacts/search`: by the last record's own `searchAfter`, which knows no 10,000 limit. */
export const bySearchAfter: Paging = {
  size: { parameter: 'pageLimit', max: 500 },
  by: ['page', 'searchAfter'],
  next: ({ items }) => {
    const searchAfter = items.at(-1)?.searchAfter;
    return Array.isArray(searchAfter) ? { searchAfter } : undefined;
  },
};

/** `GET /contacts/`: by `startAfter` and `startAfterId` together; with one alone page 1 comes again. */
export const byStartAfter: Paging = {
  size: { parameter: 'limit', max: 100 },
  by: ['startAfter', 'startAfterId'],
  next: ({ body }) => {
    const meta = isRecord(body.meta) ? body.meta : {};
    const { startAfter, startAfterId } = meta;
    return startAfter && startAfterId ? { startAfter: Number(startAfter), startAfterId } : undefined;
  },
};

/** `GET /opportunities/search`: by the number of the page, 100 at most (many sources, 2026). */
export const byPage: Paging = {
  ...numbered({ parameter: 'limit', max: 100 }, 100),
  by: ['page', 'startAfter', 'startAfterId'],
};

/** A search reads no further than this by the numbers of its pages; beyond it, by a cursor alone. */
const MOST_BY_NUMBER = 10_000;

/**
 * `POST /opportunities/search`: by the place that the last row has in the order, its `sort`, which knows no limit;
 * or by the number of the page, 10,000 opportunities at most (HighLevel's own document on searches). The older
 * search may answer in its place, which pages by numbers alone and says so in its `meta`.
 */
export const byPlace: Paging = {
  size: { parameter: 'limit', max: 500 },
  by: ['page', 'searchAfter'],
  next: (page) => {
    const searchAfter = page.items.at(-1)?.sort;
    return Array.isArray(searchAfter) && !isRecord(page.body.meta) ? { searchAfter } : byPage.next(page);
  },
  at: (number, size) => ((number + 1) * size <= MOST_BY_NUMBER ? { page: number + 1 } : undefined),
};

/**
 * The page of conversations after this one: by the last one's date, in the default order only. Others of
 * the very same date may come after it, so the page begins a millisecond earlier in that order and repeats
 * the last one; where a whole page has one date, it goes on without.
 */
export function nextConversations(items: Raw[], size: number): Input | undefined {
  const last = items.at(-1)?.lastMessageDate;
  if (items.length < size || !last) return undefined;
  const tied = items[0]?.lastMessageDate === last || !Number.isFinite(Number(last));
  return { startAfterDate: tied ? last : Number(last) + 1 };
}

/** The conversations of a page that the next one does not give again. */
export function conversationsBeforeNext(items: Raw[], size: number): Raw[] {
  const after = nextConversations(items, size)?.startAfterDate;
  return items.filter(({ lastMessageDate }) => !after || Number(lastMessageDate) >= Number(after));
}

/** `GET /conversations/search`. */
export const byLastMessageDate: Paging = {
  size: { parameter: 'limit', max: 100 },
  by: ['startAfterDate'],
  next: ({ items }) => nextConversations(items, 1),
  once: (items) => conversationsBeforeNext(items, 100),
};

/** `GET /conversations/{conversationId}/messages`: it says itself whether there is more, and after what. */
export const byLastMessageId: Paging = {
  size: { parameter: 'limit', max: 100 },
  by: ['lastMessageId'],
  tellsMore: true,
  next: ({ body }) => {
    const { nextPage, lastMessageId } = isRecord(body.messages) ? body.messages : body;
    return nextPage && lastMessageId ? { lastMessageId } : undefined;
  },
};

/** `GET /conversations/messages/export`: by a cursor, which comes as long as there is more. */
export const byCursor: Paging = {
  size: { parameter: 'limit', max: 100 },
  by: ['cursor'],
  tellsMore: true,
  next: ({ body: { nextCursor } }) =>
    typeof nextCursor === 'string' && nextCursor ? { cursor: nextCursor } : undefined,
};

/** What tells a record from the others of its list. */
export const recordKey = (item: Raw): unknown => item.id ?? item._id ?? JSON.stringify(item);

/** Sends one request with these paging parameters, and answers the body and its records. */
export type ReadPage = (parameters: Input) => Promise<{ body: Raw; items: Raw[] }>;

/** Where a list begins. */
const firstPage = ({ first = {} }: Paging): PageStart => ({ before: 0, parameters: first });

/** Where the page of this number begins, counted from 0, in a list whose pages are counted off. */
export function pageAt(paging: Paging, number: number): PageStart | undefined {
  if (!number) return firstPage(paging);
  const { max } = paging.size;
  const parameters = paging.at?.(number, max);
  return parameters && { before: number * max, parameters };
}

/** How many records the whole list has, where the answer counts them. */
export function totalIn({ total, totalCount, count, meta }: Raw): number | undefined {
  const counts = [total, totalCount, isRecord(meta) ? meta.total : undefined, count];
  return counts.map(toCount).find((one) => one !== undefined);
}

const toCount = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)) ? Number(value) : undefined;

/** Limits of a page are round numbers: a short page of such a size may be all that the API gives at once. */
const ROUND = 5;

/**
 * Where the page after this one begins; `none` after the last one, `not given` where the API reads no further, so
 * that nobody knows what comes after it. This alone says where a list ends: at an empty page, or at the count that
 * the answer gives. A page that is shorter than was asked for is the last one only where there is no count, and its
 * size is no usual limit; `toTheEnd` makes sure even then.
 *
 * @param size the records that were asked for
 * @param read the records that have been read, those of this page among them
 */
function pageAfter(
  paging: Paging,
  page: Page,
  size: number,
  read: number,
  toTheEnd: boolean,
): PageStart | 'none' | 'not given' {
  const { length } = page.items;
  const total = totalIn(page.body);
  if (!length) return 'none';
  if (length < size && !paging.tellsMore) {
    const mayBeLimit = toTheEnd || length % ROUND === 0;
    if (total === undefined ? !mayBeLimit : read >= total) return 'none';
  }
  const parameters = paging.next(page);
  if (parameters) return { before: page.before + length, parameters };
  return paging.tellsMore || (total !== undefined && read >= total) ? 'none' : 'not given';
}

/** Where a page begins, if there is one. */
const startOf = (after: ReturnType<typeof pageAfter>): PageStart | undefined =>
  typeof after === 'string' ? undefined : after;

/**
 * One page of a list, and where the next one begins.
 *
 * @param start where it begins; `undefined` for the first page
 */
export async function onePage(
  paging: Paging | undefined,
  start: PageStart | undefined,
  read: ReadPage,
): Promise<{ items: Raw[]; next: PageStart | undefined }> {
  if (!paging) return { items: (await read({})).items, next: undefined };
  const { parameter, max } = paging.size;
  const { before, parameters } = start ?? firstPage(paging);
  const { body, items } = await read({ [parameter]: max, ...parameters });
  return {
    items: paging.once?.(items) ?? items,
    next: startOf(pageAfter(paging, { items, body, before, parameters }, max, before + items.length, false)),
  };
}

/**
 * The pages of one list, as one reader goes through them: one after the other, or by their numbers. Records that
 * come on several pages are found once. An unknown paging parameter is ignored in silence, so a page on
 * which nothing is new ends the list.
 */
export class Pages {
  /** The requests that were made. */
  requests = 0;
  /** How many pages held records, of those that were read one after the other. */
  filled = 0;
  /** How many records the list has, where its answers count them. */
  total: number | undefined;
  /** How many records the first page held. */
  pageSize = 0;
  readonly #found = new Map<unknown, Raw>();
  #start: PageStart | undefined;
  /** Where the page would begin after a short one that seems to be the last. */
  #perhaps: PageStart | undefined;
  #readInTurn = 0;
  #isCut = false;

  /**
   * @param size the records that a page is to have
   * @param toTheEnd whether the end must be sure, at the price of one more request
   */
  constructor(
    private readonly paging: Paging,
    private readonly size: number,
    private readonly read: ReadPage,
    private toTheEnd = false,
  ) {
    this.#start = firstPage(paging);
  }

  /** All that has been found, in the order of the pages as they were read. */
  get found(): Raw[] {
    return [...this.#found.values()];
  }

  /** How many records have been found. */
  get count(): number {
    return this.#found.size;
  }

  /** Whether there may be another page after those that were read one after the other. */
  get hasMore(): boolean {
    return this.#start !== undefined;
  }

  /** Where the part begins that was not read. */
  get rest(): PageStart | undefined {
    return this.#start;
  }

  /**
   * Reads the next page, or so many at once where they are counted off, and answers the last one; empty after
   * the last page of the list.
   */
  async next(atOnce = 1): Promise<Raw[]> {
    const starts = this.#nextStarts(atOnce);
    const answers = await Promise.all(
      starts.map(async (start) => ({ ...start, ...(await this.#ask(start.parameters)) })),
    );
    let last: Raw[] = [];
    for (const page of answers) {
      last = page.items;
      if (!this.#readInTurn) this.pageSize = last.length;
      this.#readInTurn += 1;
      if (last.length) this.filled += 1;
      this.total = totalIn(page.body) ?? this.total;
      const after = (toTheEnd: boolean) =>
        pageAfter(this.paging, page, this.size, this.#found.size, toTheEnd);
      const isNew = this.#add(last);
      const next = isNew ? after(this.toTheEnd) : 'none';
      this.#start = startOf(next);
      this.#isCut = next === 'not given';
      if (this.#start) continue;
      this.#perhaps = isNew ? startOf(after(true)) : undefined;
      break;
    }
    return last;
  }

  #nextStarts(atOnce: number): PageStart[] {
    if (!this.#start) return [];
    const starts = [this.#start];
    const { total = Number.POSITIVE_INFINITY, pageSize } = this;
    // After a page that is not full the end is near.
    const areFull = this.areNumbered && this.#start.before === this.#readInTurn * pageSize;
    for (let number = this.#readInTurn + 1; areFull && starts.length < atOnce; number += 1) {
      const before = number * pageSize;
      const parameters = before < total ? this.paging.at?.(number, pageSize) : undefined;
      if (!parameters) break;
      starts.push({ before, parameters });
    }
    return starts;
  }

  /** Whether the list was read to its end, and not to where the API stops. */
  get isWhole(): boolean {
    return !this.hasMore && !this.#isCut;
  }

  /** Whether the last page was short for no reason that the answer gives: it may be the last one, or not. */
  get mayHaveMore(): boolean {
    return !this.#start && this.#perhaps !== undefined;
  }

  /** Makes sure of the end of the list, where it is not: there may be another page. */
  makeSure(): void {
    this.#start ??= this.#perhaps;
    this.toTheEnd = true;
  }

  /** Whether pages can be read by their numbers. */
  get areNumbered(): boolean {
    return this.paging.at !== undefined && this.pageSize > 0;
  }

  /** The page of this number, counted from 0; empty where there is none. */
  async at(number: number): Promise<Raw[]> {
    const parameters = this.paging.at?.(number, this.pageSize);
    if (!parameters) return [];
    const { items } = await this.#ask(parameters);
    this.#add(items);
    return items;
  }

  async #ask(parameters: Input) {
    this.requests += 1;
    return this.read({ [this.paging.size.parameter]: this.size, ...parameters });
  }

  /** Adds records, and answers whether one of them is new. */
  #add(items: Raw[]): boolean {
    const before = this.#found.size;
    for (const item of items) {
      const key = recordKey(item);
      if (!this.#found.has(key)) this.#found.set(key, item);
    }
    return this.#found.size > before;
  }
}

/** How far to read. */
export interface Depth {
  /** The records that are wanted. */
  records: number;
  /** The requests that may be made for them. */
  pages: number;
  /** Whether a page is the last that is wanted. */
  enough?: (page: Raw[]) => boolean;
}

/** Reads pages one after the other until there are enough records, or no more pages. */
export async function collect(paging: Paging | undefined, depth: Depth, read: ReadPage): Promise<Raw[]> {
  if (!paging) return (await read({})).items;
  const pages = new Pages(paging, Math.min(depth.records, paging.size.max), read);
  do {
    const page = await pages.next();
    if (depth.enough?.(page) || pages.count >= depth.records) break;
  } while (pages.hasMore && pages.requests < depth.pages);
  return pages.found;
}
