/** The emails of threads: a thread is one row of the messages, which names its emails in the order of their coming. */
import { chunk, omit } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { request } from '../highlevel/client';
import { locationOf } from '../highlevel/connection';
import { isNotThere } from '../highlevel/errors';
import { isRecord, type Raw } from '../highlevel/json';
import { KeptFacts } from '../highlevel/kept-facts';
import type { Wording } from '../highlevel/wording';
import { emailIdsOf } from '../records/message';
import { toMs } from '../records/record';
import { oneEmail } from './conversations';

/** What is kept of an email: it never changes. */
interface EmailFact {
  /** When it was added, in epoch milliseconds. */
  at: number;
  direction: string;
  from?: string;
  to?: string;
  source?: string;
}

const isEmailFact = (value: unknown): value is EmailFact =>
  isRecord(value) && typeof value.at === 'number' && typeof value.direction === 'string';

/** So many emails are asked for in one run, and so many threads are walked at once. */
export const MOST_EMAILS = 40;
const AT_ONCE = 5;

/** What a row tells of one of its emails, and nobody says of which. */
const OF_ANY = ['status', 'attachments', 'from', 'to', 'source'];

/** A row of a thread as the row of one of its emails. */
const rowOf = (thread: Raw, emailMessageId: string, more: Raw = {}): Raw => ({
  ...(emailIdsOf(thread).length > 1 ? omit(thread, OF_ANY) : thread),
  emailMessageId,
  ...more,
});

/** All emails of threads as rows, without a request: neither their dates nor their directions are known. */
export const allEmailsOf = (threads: Raw[]): Raw[] =>
  threads.flatMap((thread) => {
    const ids = emailIdsOf(thread);
    return ids.length ? ids.map((id) => rowOf(thread, id)) : [thread];
  });

/**
 * The emails of threads that came after a moment, as rows with their own date and direction. An email is asked for
 * once, and not at all where it is the only one of its thread. Those for which a run has no time come with the next one.
 *
 * @param most of so many emails a thread, at most, the last ones
 */
export async function emailsSince(
  threads: Raw[],
  since: number,
  { z, bundle, wording }: { z: ZObject; bundle: Bundle; wording: Wording },
  most = Number.POSITIVE_INFINITY,
): Promise<Raw[]> {
  const facts = new KeptFacts(z, `emails:${locationOf(bundle) ?? ''}`, isEmailFact);
  let left = MOST_EMAILS;
  const ask = async (id: string): Promise<EmailFact | 'not there' | 'no time'> => {
    const known = facts.get(id);
    if (known) return known;
    if (facts.isAbsent(id)) return 'not there';
    if (left <= 0) return 'no time';
    left -= 1;
    try {
      const answer = await request(z, bundle, { endpoint: oneEmail.endpoint, input: { id }, wording });
      const { dateAdded, direction, from, to, source } = oneEmail.answer(answer);
      const [first] = [to].flat();
      const fact: EmailFact = {
        at: toMs(dateAdded) ?? 0,
        direction: String(direction ?? ''),
        ...(typeof from === 'string' && { from }),
        ...(typeof first === 'string' && { to: first }),
        ...(typeof source === 'string' && { source }),
      };
      facts.set(id, fact);
      return fact;
    } catch (error) {
      if (!isNotThere(error)) throw error;
      facts.setAbsent(id);
      return 'not there';
    }
  };
  const walk = async (thread: Raw): Promise<Raw[]> => {
    const ids = emailIdsOf(thread);
    const [only] = ids;
    if (only === undefined) return [thread];
    const { dateAdded, direction } = thread;
    if (ids.length === 1 && direction && dateAdded)
      return [rowOf(thread, only, { dateUpdated: dateAdded })].filter(
        (row) => Number(toMs(row.dateAdded)) > since,
      );
    const found: Raw[] = [];
    for (const id of [...ids].reverse().slice(0, most)) {
      const fact = await ask(id);
      if (fact === 'no time') break;
      if (fact === 'not there') continue;
      const { at, ...known } = fact;
      if (at <= since) break;
      const date = new Date(at).toISOString();
      found.push(rowOf(thread, id, { ...known, dateAdded: date, dateUpdated: date }));
    }
    return found;
  };
  return facts.use(threads.flatMap(emailIdsOf), async () => {
    const rows: Raw[] = [];
    for (const some of chunk(threads, AT_ONCE)) rows.push(...(await Promise.all(some.map(walk))).flat());
    return rows;
  });
}
