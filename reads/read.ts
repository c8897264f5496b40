/** What a read is: the files of this room say what can be read from HighLevel, and nothing of a form. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Answer } from '../highlevel/answer';
import { type Call, request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { EndpointKey } from '../highlevel/contract';
import type { Raw } from '../highlevel/json';
import {
  collect,
  type Depth,
  type Items,
  itemsOrNoAnswer,
  onePage,
  type PageStart,
  type Paging,
} from '../highlevel/paging';
import type { Wording } from '../highlevel/wording';
import type { RecordType } from '../records/record';

/** A list. */
export interface ListRead {
  endpoint: EndpointKey;
  /** Where the answer holds the records: a name, or a function of the answer and what was asked for. */
  items: Items;
  /** How the endpoint pages; without it, its answer is whole. */
  paging?: Paging;
  /** Whether a row is what was asked for, where HighLevel gives others too. */
  isAskedFor?: (row: Raw, input: Input) => boolean;
}

/**
 * The rows that were asked for: none that is deleted, unless deleted ones were wanted, and none that the read
 * says HighLevel gives all the same.
 */
export const askedFor = ({ isAskedFor }: ListRead, rows: Raw[], input: Input): Raw[] =>
  rows.filter((row) => (row.deleted !== true || isYes(input.deleted)) && (isAskedFor?.(row, input) ?? true));

const isYes = (value: unknown) => value === true || value === 'true';

/** A list whose records steps of a Zap may use. */
export interface RecordListRead extends ListRead {
  record: RecordType;
  /** The parameters that sort the list. */
  sort?: {
    /** The newest first. */
    added: Input;
    /** Those first that changed last, where the API can do that. */
    updated?: Input;
  };
  /**
   * The field by which the list comes, the latest first: when a record was made, or something else, by which an
   * old one may come first. Without it nobody says so, and a new record may stand on any page.
   */
  sortedBy?: string;
}

/** One record, or the few that one id stands for. */
export interface RecordRead {
  endpoint: EndpointKey;
  /** The record in the answer: its name, or a function of the answer and what was asked for. */
  answer: string | ((answer: Raw, values: Input) => Raw | Raw[] | undefined);
  /** How the request is sent, where its answer is a file, or may not be there yet. */
  request?: (z: ZObject, bundle: Bundle, call: Call, values: Input) => Promise<Raw>;
  record: RecordType;
}

/** The answer to a question. */
export interface AnswerRead {
  endpoint: EndpointKey;
  /** The answer as a record. Its `revision` is another text whenever the answer is another one. */
  result: (answer: Raw, values: Input) => Raw & { revision: string };
  record: RecordType;
}

/** Records that may not be there. */
export interface FindRead extends RecordListRead {
  /** Whether a refusal says that there is nothing to find. */
  nothing?: (answer: Answer) => boolean;
}

/** What is asked for, and in whose words. */
interface Ask {
  wording: Wording;
  input?: Input;
  /** What `items` is given, where that is more than what is sent. */
  values?: Input;
}

/**
 * Reads one page of a list.
 *
 * @param start where the page begins; the first page where nothing is said
 * @throws z.errors.Error as {@link request} does, and where the answer lacks the list
 */
export async function readPage(z: ZObject, bundle: Bundle, read: ListRead, ask: Ask, start?: PageStart) {
  const { items, next } = await onePage(read.paging, start, asking(z, bundle, read, ask));
  return { items: askedFor(read, items, ask.input ?? {}), next };
}

/**
 * Reads a list page after page, to this depth.
 *
 * @throws as {@link readPage}
 */
export async function readPages(z: ZObject, bundle: Bundle, read: ListRead, ask: Ask, depth: Depth) {
  const found = await collect(read.paging, depth, asking(z, bundle, read, ask));
  return askedFor(read, found, ask.input ?? {});
}

/** Sends one request with paging parameters. */
function asking(
  z: ZObject,
  bundle: Bundle,
  { endpoint, items }: ListRead,
  { wording, input = {}, values = input }: Ask,
) {
  return async (page: Input) => {
    const body = await request(z, bundle, { endpoint, input: { ...input, ...page }, wording });
    return { body, items: itemsOrNoAnswer(z, wording, body, items, values) };
  };
}
