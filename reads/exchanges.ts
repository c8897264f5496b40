/** What went from one to another in a conversation: its messages and calls, each email of a thread by itself. */
import { orderBy, partition, uniqBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isNotThere } from '../highlevel/errors';
import type { Raw } from '../highlevel/json';
import { type PageStart, recordKey } from '../highlevel/paging';
import type { Wording } from '../highlevel/wording';
import { typeOf } from '../records/message';
import { isExchange } from '../records/message-type';
import { toMs } from '../records/record';
import { conversationMessages, messages } from './conversations';
import { emailsSince } from './email-threads';
import { readPage } from './read';

/** Who asks. */
export interface Asker {
  z: ZObject;
  bundle: Bundle;
  wording: Wording;
}

/** So many pages of a conversation are read, 100 rows each. */
const MOST_PAGES = 5;

/** Whether a row of messages went from one to another: none that is still to be sent. */
export const wentOut = (row: Raw): boolean => isExchange(typeOf(row)) && row.status !== 'scheduled';

const isThread = (row: Raw) => typeOf(row) === 'TYPE_EMAIL';

/** Rows of messages that went from one to another, the threads among them as their emails since a moment. */
export async function exchangesOf(rows: Raw[], since: number, by: Asker): Promise<Raw[]> {
  const [threads, others] = partition(rows.filter(wentOut), isThread);
  return [...others, ...(threads.length ? await emailsSince(threads, since, by) : [])];
}

/** What was read of a conversation: rows as {@link wentOut} tells them, the latest first. */
export interface History {
  rows: Raw[];
  /** Whether there is nothing before these rows. */
  isWhole: boolean;
}

/**
 * Reads a conversation from its end, until a row is older than a moment. A thread of emails stands where it began.
 *
 * @returns `undefined` where the conversation is not there
 */
export async function historyOf(
  conversationId: string,
  until: number,
  by: Asker,
): Promise<History | undefined> {
  const { z, bundle, wording } = by;
  const rows: Raw[] = [];
  let start: PageStart | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const ask = { wording, input: { conversationId } };
      const { items, next } = await readPage(z, bundle, conversationMessages, ask, start);
      rows.push(...items.filter(wentOut));
      if (!next) return { rows, isWhole: true };
      if (Number(toMs(rows.at(-1)?.dateAdded)) <= until) break;
      start = next;
    }
  } catch (error) {
    if (!isNotThere(error)) throw error;
    return undefined;
  }
  return { rows, isWhole: false };
}

/**
 * Reads what went from one to another in a conversation since a moment, each email by itself, the latest first. A
 * thread of emails that began before the rows that were read is asked for by its last email.
 *
 * @returns `undefined` where the conversation is not there
 */
export async function exchangesSince(
  conversationId: string,
  since: number,
  by: Asker,
): Promise<History | undefined> {
  const history = await historyOf(conversationId, since, by);
  if (!history) return undefined;
  const grown = history.isWhole ? [] : await threadsOf(conversationId, by);
  const rows = await exchangesOf(uniqBy([...history.rows, ...grown], recordKey), since, by);
  return { rows: latestFirst(rows), isWhole: history.isWhole };
}

/** The threads of a conversation that grew last. */
async function threadsOf(conversationId: string, { z, bundle, wording }: Asker): Promise<Raw[]> {
  const input = { channel: 'Email', conversationId, sortBy: 'updatedAt', sortOrder: 'desc' };
  return (await readPage(z, bundle, messages, { wording, input })).items;
}

/** Rows of messages, the latest first. */
export const latestFirst = (rows: Raw[]): Raw[] =>
  orderBy(rows, ({ dateAdded }) => toMs(dateAdded) ?? 0, 'desc');
