/** Which conversations began lately: a contact wrote or called, and nothing was said with them before. */
import { partition, pick, uniq } from 'lodash';
import { locationOf } from '../highlevel/connection';
import { isRecord, type Raw } from '../highlevel/json';
import { KeptFacts } from '../highlevel/kept-facts';
import { NEWS_MS } from '../operations/news';
import type { Run } from '../operations/spec';
import type { Moment } from '../operations/trigger-spec';
import { conversations } from '../reads/conversations';
import { exchangesOf, historyOf, latestFirst } from '../reads/exchanges';
import { readPage } from '../reads/read';
import { begunConversation } from '../records/conversation';
import { typeOf } from '../records/message';
import { toMs } from '../records/record';

/** So many conversations are looked up at one poll. */
export const MOST_LOOKED_UP = 10;

/** What is kept of a conversation. */
interface Beginning {
  /** When the first message was, in epoch milliseconds; 0 where that is not known to be lately. */
  at: number;
  /** The conversation with its contact's first message, if it began lately. */
  row?: Raw;
}

const isBeginning = (value: unknown): value is Beginning => isRecord(value) && typeof value.at === 'number';

/** What is kept of a conversation's row: what the record promises. */
const KEPT = begunConversation.fields.map(({ key }) => key);

const isInbound = ({ direction }: Raw) => direction === 'inbound';

/**
 * The conversations of these messages that began lately, each with its contact's first message. When the Zap is
 * turned on: all of them, as their ids.
 *
 * @param messages of all channels, the emails as threads
 * @param assignedTo the user that the conversations are assigned to
 */
export async function beginningsOf(
  messages: Raw[],
  moment: Moment,
  run: Run,
  assignedTo: string | undefined,
): Promise<Raw[]> {
  const since = Date.now() - NEWS_MS;
  const isLate = ({ dateAdded, dateUpdated = dateAdded }: Raw) => Number(toMs(dateUpdated) ?? since) >= since;
  const came = latestFirst((await exchangesOf(messages.filter(isLate), since, run)).filter(isInbound));
  const ids = uniq(came.map(({ conversationId }) => String(conversationId ?? '')).filter(Boolean));
  if (moment === 'turn on') return ids.map((id) => ({ id }));
  const key = ['began', locationOf(run.bundle) ?? '', assignedTo ?? ''].join(':');
  const facts = new KeptFacts(run.z, key, isBeginning);
  return facts.use(ids, async () => {
    const unknown = ids.filter((id) => !facts.get(id) && !facts.isAbsent(id));
    const [again, first] = partition(unknown, (id) => facts.wasAbsent(id));
    for (const id of [...first, ...again].slice(0, MOST_LOOKED_UP)) {
      const rows = came.filter(({ conversationId }) => conversationId === id);
      const beginning = await lookUp(id, since, rows, run, assignedTo);
      if (beginning) facts.set(id, beginning);
      else facts.setAbsent(id);
    }
    return ids.flatMap((id) => {
      const { at = 0, row } = facts.get(id) ?? {};
      return at > since && row ? [row] : [];
    });
  });
}

async function lookUp(
  id: string,
  since: number,
  came: Raw[],
  run: Run,
  assignedTo: string | undefined,
): Promise<Beginning | undefined> {
  const history = await historyOf(id, since, run);
  if (!history) return undefined;
  const all = latestFirst([...history.rows, ...came]);
  const at = history.isWhole ? (toMs(all.at(-1)?.dateAdded) ?? 0) : 0;
  if (at <= since) return { at };
  const row = await conversationOf(id, run, assignedTo);
  const first = all.filter(isInbound).at(-1);
  if (!row || !first) return { at };
  return {
    at,
    row: {
      ...pick(row, KEPT),
      messageId: first.id,
      firstMessage: first.body,
      firstMessageType: typeOf(first),
      firstMessageDate: first.dateAdded,
    },
  };
}

/** A conversation with its contact's name, which the search alone tells. */
async function conversationOf(id: string, { z, bundle, wording }: Run, assignedTo: string | undefined) {
  const input = { id, limit: 1, ...(assignedTo !== undefined && { assignedTo }) };
  const { items } = await readPage(z, bundle, conversations, { wording, input });
  return items.find((row) => row.id === id);
}
