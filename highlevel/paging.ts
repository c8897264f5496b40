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
const countsNone = ({ total, count, meta }: Raw) =>
  [total, count, isRecord(meta) ? meta.total : undefined].includes(0);

/** One page that has been read. */
export interface Page {
  items: Raw[];
  body: Raw;
  /** How many records the pages before it held. */
  before: number;
}

/** Where a page begins: what the page before it tells the next one. */
export interface PageStart {
  /** How many records the pages before it held. */
  before: number;
  parameters: Input;
}

/** How an endpoint pages. */
export interface Paging {
  /** The parameter that takes the size of a page, and the largest that the API takes. */
  size: { parameter: string; max: number };
  /** The other parameters that it pages by. */
  by: string[];
  /** The parameters of the first page, where the API wants them there too. */
  first?: Input;
  /** The parameters of the page after this one; `undefined` after the last. */
  next(page: Page): Input | undefined;
  /**
   * The parameters of the page before which there are so many records, for endpoints whose pages are counted
   * off; `undefined` where the API reads no further. A deletion moves a later record of such a list to a page
   * that was read already.
   */
  at?(before: number): Input | undefined;
  /** Whether the answer itself tells that there are more records, so that a short page may not be the last. */
  tellsMore?: true;
  /** The records of a page without those that the next page gives again, for a reader who remembers no page. */
  once?(items: Raw[]): Raw[];
}

/** Pages that are counted off, by the records before them. */
const countedOff = (
  size: Paging['size'],
  by: string[],
  at: (before: number) => Input | undefined,
): Paging => ({
  size,
  by,
  at,
  next: ({ items, before }) => at(before + items.length),
});

/** Pages by the number of records to leave out (`skip`, `offset`). */
export const bySkip = (parameter: 'skip' | 'offset', max: number): Paging =>
  countedOff({ parameter: 'limit', max }, [parameter], (before) => ({ [parameter]: before }));

/** As {@link bySkip}, for endpoints that want the number on the first page too. */
export const bySkipFromZero = (parameter: 'skip' | 'offset', max: number): Paging => ({
  ...bySkip(parameter, max),
  first: { [parameter]: 0 },
});

/** Which page of this size comes after so many records, counted from 1. */
const pageAfterRecords = (before: number, size: number) => Math.ceil(before / size) + 1;

/** `POST /contacts/search`: by the last record's own `searchAfter`, which knows no 10,000 limit. */
export const bySearchAfter: Paging = {
  size: { parameter: 'pageLimit', max: 500 },
  by: ['page', 'searchAfter'],
  next: ({ items }) => {
    const searchAfter = items.at(-1)?.searchAfter;
    return Array.isArray(searchAfter) ? { searchAfter } : undefined;
  },
};

/** Numbered pages of a size that is `pageLimit`. They end at record `last`, where the API names such a limit. */
export const byPageNumber = (max: number, last = Number.POSITIVE_INFINITY): Paging => ({
  ...countedOff({ parameter: 'pageLimit', max }, ['page'], (before) =>
    before < last ? { page: pageAfterRecords(before, max) } : undefined,
  ),
  first: { page: 1 },
});

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

/** `GET /opportunities/search`: by the number of the page. Its `nextPageUrl` leads elsewhere. */
export const byPage: Paging = countedOff(
  { parameter: 'limit', max: 100 },
  ['page', 'startAfter', 'startAfterId'],
  (before) => ({ page: pageAfterRecords(before, 100) }),
);

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

/** How far to read. */
export interface Depth {
  /** The records that are wanted. */
  records: number;
  /** The requests that may be made for them. */
  pages: number;
  /** Whether a page is the last that is wanted. */
  enough?: (page: Raw[]) => boolean;
}

/** Where a list begins. */
const firstPage = ({ first = {} }: Paging): PageStart => ({ before: 0, parameters: first });

/** Where the page of this number begins, counted from 0, in a list whose pages are counted off. */
export function pageAt(paging: Paging, number: number): PageStart | undefined {
  if (!number) return firstPage(paging);
  const before = number * paging.size.max;
  const parameters = paging.at?.(before);
  return parameters && { before, parameters };
}

/** Where the page after this one begins; `undefined` after the last one. This alone says where a list ends. */
function pageAfter(paging: Paging, page: Page, size: number): PageStart | undefined {
  const isShort = page.items.length < size;
  if (isShort && !paging.tellsMore) return undefined;
  const parameters = paging.next(page);
  return parameters && { before: page.before + page.items.length, parameters };
}

/**
 * One page of a list, and where the next one begins.
 *
 * @param start where it begins; `undefined` for the first page
 * @param read as {@link collect} takes it
 */
export async function onePage(
  paging: Paging | undefined,
  start: PageStart | undefined,
  read: (parameters: Input) => Promise<{ body: Raw; items: Raw[] }>,
): Promise<{ items: Raw[]; next: PageStart | undefined }> {
  if (!paging) return { items: (await read({})).items, next: undefined };
  const { parameter, max } = paging.size;
  const { before, parameters } = start ?? firstPage(paging);
  const { body, items } = await read({ [parameter]: max, ...parameters });
  return {
    items: paging.once?.(items) ?? items,
    next: pageAfter(paging, { items, body, before }, max),
  };
}

/**
 * Reads pages until there are enough records, no more pages, or nothing new on a page: an unknown
 * paging parameter is ignored in silence, so a page that repeats must end the loop.
 *
 * @param read sends one request with these paging parameters and answers the body and its records
 */
export async function collect(
  paging: Paging | undefined,
  depth: Depth,
  read: (parameters: Input) => Promise<{ body: Raw; items: Raw[] }>,
): Promise<Raw[]> {
  if (!paging) return (await read({})).items;
  const found = new Map<unknown, Raw>();
  const size = Math.min(depth.records, paging.size.max);
  let start: PageStart | undefined = firstPage(paging);
  for (let pages = 1; start; pages += 1) {
    const { body, items } = await read({ [paging.size.parameter]: size, ...start.parameters });
    const before = found.size;
    for (const item of items) {
      const id = recordKey(item);
      if (!found.has(id)) found.set(id, item);
    }
    const repeats = found.size === before;
    if (repeats || depth.enough?.(items) || found.size >= depth.records || pages >= depth.pages) break;
    start = pageAfter(paging, { items, body, before }, size);
  }
  return [...found.values()];
}
