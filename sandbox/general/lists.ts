import { type Json, type JsonObject, number } from '../json';

/** Parameters that sort; the lists here have one order, the latest first. */
const SORTS = /sort|order/i;

/** Parameters with words that a record must hold. */
const WORDS = /^(search|query|q|searchText|searchQuery)$/i;

/** Parameters and fields with the id of the last record of a page. */
const CURSOR = /^(startAfterId|startAfter|cursor|nextCursor|last\w*Id|nextPageToken|pageToken)$/;

const SIZES = ['limit', 'pageSize', 'pageLimit', 'size', 'perPage'];
const STARTS = ['skip', 'offset'];

/** Whether a record, as the list shows it, is one that the query asks for. */
export function isAsked(item: JsonObject, query: JsonObject): boolean {
  return Object.entries(query).every(([name, wanted]) => {
    if (wanted === undefined || wanted === '' || wanted === 'all' || SORTS.test(name)) return true;
    if (WORDS.test(name)) return JSON.stringify(item).toLowerCase().includes(String(wanted).toLowerCase());
    const value = item[name];
    const canCompare = ['string', 'number', 'boolean'].includes(typeof value);
    return !canCompare || String(wanted).split(',').includes(String(value));
  });
}

/** A page of a list, and what is known of the list. */
export interface Page {
  /** Where it begins, from 0 on. */
  start: number;
  size: number;
  /** Its number, from 1 on. */
  page: number;
  total: number;
  /** The id of its last record. */
  lastId: string | undefined;
}

/** The page that a request asks for, of records with these ids. */
export function pageOf(asked: JsonObject, ids: readonly string[]): Page {
  const first = (names: string[]) => names.map((name) => asked[name]).find((value) => value !== undefined);
  const size = Math.max(number(first(SIZES), ids.length), 0);
  const page = number(asked.page ?? asked.pageNumber, 1);
  const after = Object.keys(asked).find((name) => CURSOR.test(name) && ids.includes(String(asked[name])));
  const skipped = number(first(STARTS), Math.max(page - 1, 0) * size);
  const start = after === undefined ? skipped : ids.indexOf(String(asked[after])) + 1;
  return { start, size, page, total: ids.length, lastId: ids.slice(start, start + size).at(-1) };
}

/** What answers tell of a list beside its records, by the names that they have for it; the first that fits counts. */
const TOLD: readonly (readonly [RegExp, (page: Page) => Json | undefined])[] = [
  [/^(totalPages|pageCount)$/, ({ total, size }) => Math.max(Math.ceil(total / Math.max(size, 1)), 1)],
  [/^(count|total|total[A-Z]\w*|\w+Count)$/, ({ total }) => total],
  [/^hasPrev/, ({ start }) => start > 0],
  [/^has(More|Next)/, (page) => hasMore(page)],
  [/^(page|currentPage|pageNumber)$/, ({ page }) => page],
  [/^nextPage$/, (page) => (hasMore(page) ? page.page + 1 : null)],
  [/^(limit|pageSize|perPage)$/, ({ size }) => size],
  [/^currentPageSize$/, ({ total, start, size }) => Math.max(Math.min(size, total - start), 0)],
  [/^(skip|offset)$/, ({ start }) => start],
  [CURSOR, (page) => (hasMore(page) ? page.lastId : null)],
];

const hasMore = ({ start, size, total }: Page): boolean => start + size < total;

/** What an answer tells of a list under a name; null where there is nothing to tell, as of the page after the last. */
export function toldOf(page: Page, name: string): Json | undefined {
  return TOLD.find(([pattern]) => pattern.test(name))?.[1](page);
}
