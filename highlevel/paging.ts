import type { ZObject } from 'zapier-platform-core';
import type { Input } from './compose';
import { findList, MissingContent, reading } from './content';
import type { Wording } from './errors';
import { isRecord, type Raw } from './json';

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
): Raw[] => reading(z, wording, () => requireItems(answer, items, values));

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

/** How an endpoint pages. */
export interface Paging {
  /** The parameter that takes the size of a page, and the largest that the API takes. */
  size: { parameter: string; max: number };
  /** The other parameters that it pages by. */
  by: string[];
  /** The parameters of the first page, where the API wants them there too. */
  first?: Input;
  /** Whether pages are counted off, so that a deletion moves a later record to a page that was read already. */
  shifts?: true;
  /** The parameters of the page after this one; `undefined` after the last. */
  next(page: Page): Input | undefined;
}

/** Pages by the number of records to leave out (`skip`, `offset`). */
export function bySkip(parameter: 'skip' | 'offset', max: number): Paging {
  return {
    size: { parameter: 'limit', max },
    by: [parameter],
    shifts: true,
    next: ({ items, before }) => ({ [parameter]: before + items.length }),
  };
}

/** As {@link bySkip}, for endpoints that want the number on the first page too. */
export const bySkipFromZero = (parameter: 'skip' | 'offset', max: number): Paging => ({
  ...bySkip(parameter, max),
  first: { [parameter]: 0 },
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

/** `GET /opportunities/search`: by the number of the page. Its `nextPageUrl` leads elsewhere. */
export const byPage: Paging = {
  size: { parameter: 'limit', max: 100 },
  by: ['page', 'startAfter', 'startAfterId'],
  shifts: true,
  next: ({ items, before }) => ({ page: Math.ceil((before + items.length) / 100) + 1 }),
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
  const sizes: Input = { [paging.size.parameter]: size };
  let parameters: Input | undefined = { ...sizes, ...paging.first };
  for (let pages = 1; parameters; pages += 1) {
    const { body, items } = await read(parameters);
    const before = found.size;
    for (const item of items) {
      const id = recordKey(item);
      if (!found.has(id)) found.set(id, item);
    }
    const ended = items.length < size || found.size === before || depth.enough?.(items);
    if (ended || found.size >= depth.records || pages >= depth.pages) break;
    const next = paging.next({ items, body, before });
    parameters = next && { ...sizes, ...next };
  }
  return [...found.values()];
}
