/** Since when contacts wait for an answer. */
import { chunk, orderBy } from 'lodash';
import { DAY_MS } from '../fields/dates';
import { locationOf } from '../highlevel/connection';
import { isRecord, type Raw } from '../highlevel/json';
import { KeptFacts } from '../highlevel/kept-facts';
import { NEWS_MS } from '../operations/news';
import type { Run } from '../operations/spec';
import type { Moment } from '../operations/trigger-spec';
import { exchangesSince, type History } from '../reads/exchanges';
import { outcomeOf, stageOf } from '../records/call';
import { callOf, isAutomatic, typeOf } from '../records/message';
import { isCall } from '../records/message-type';
import { idOf, toMs } from '../records/record';

/** So long a contact may be made to wait before a Zap fires. */
export const MOST_WAITING_MS = 3 * DAY_MS;
/** A message after so long a silence of the contact begins another wait: the one before may have needed no answer. */
export const SILENCE_MS = DAY_MS;
/** So many conversations are looked up at each moment of a Zap's life: HighLevel takes 100 requests in 10 seconds. */
export const MOST_LOOKED_UP: { readonly [moment in Moment]: number } = {
  sample: 10,
  'turn on': 80,
  poll: 20,
};
/** So many are looked up at once. */
const AT_ONCE = 5;
/** A run has 30 s, of which the lists may take most. What is not looked up after so long is left to the next poll. */
const LOOKING_MS = 8_000;
/** A call that goes on for longer is one whose end HighLevel does not tell. */
const LONGEST_CALL_MS = DAY_MS;

/** What is asked for: how long contacts wait, and whether what an automation sends is an answer. */
export interface Waiting {
  ms: number;
  countsAutomatic: boolean;
}

/** What is known of a conversation. */
interface Known {
  /** The date of the last message when it was looked up, in epoch milliseconds. */
  until: number;
  /** The messages with which the contact began to wait, and that nobody had answered by then. */
  waits: Raw[];
}

const isKnown = (value: unknown): value is Known =>
  isRecord(value) && typeof value.until === 'number' && Array.isArray(value.waits);

const lastDate = ({ lastMessageDate }: Raw): number => toMs(lastMessageDate) ?? 0;
const isInbound = ({ lastMessageDirection }: Raw) => lastMessageDirection === 'inbound';

/**
 * The conversations in which a contact waits, a row for each wait, with the message with which it began. One that can't
 * be looked up now is left out at a poll; when the Zap is turned on, its last message counts, if the contact wrote it.
 *
 * @param conversations rows of the search; `lastMessageDirection` says of which list they are
 */
export async function waitsOf(
  conversations: Raw[],
  { ms, countsAutomatic }: Waiting,
  moment: Moment,
  run: Run,
): Promise<Raw[]> {
  const begun = Date.now();
  const since = begun - NEWS_MS - MOST_WAITING_MS - SILENCE_MS;
  const mayBeNews = (row: Raw) => moment === 'sample' || lastDate(row) + ms > begun - NEWS_MS;
  const rows = orderBy(
    conversations.filter(mayBeNews),
    [(row) => isInbound(row) && lastDate(row) + ms <= begun, isInbound, lastDate],
    ['desc', 'desc', 'desc'],
  );
  const kind = ['waits', locationOf(run.bundle) ?? '', countsAutomatic ? 'all' : 'people'].join(':');
  const facts = new KeptFacts(run.z, kind, isKnown);
  const found = new Map<Raw, Raw[]>();
  await facts.use(rows.map(idOf), async () => {
    const unknown: Raw[] = [];
    for (const row of rows) {
      const known = facts.get(idOf(row));
      if (known?.until === lastDate(row)) found.set(row, known.waits);
      else if (facts.isAbsent(idOf(row))) found.set(row, []);
      else if (!known || moment !== 'poll' || mayBeDue(known, ms, begun)) unknown.push(row);
    }
    for (const some of chunk(unknown.slice(0, MOST_LOOKED_UP[moment]), AT_ONCE)) {
      if (Date.now() - begun > LOOKING_MS) break;
      await Promise.all(
        some.map(async (row) => {
          const history = await exchangesSince(idOf(row), since, run);
          const waits = history ? beginningsIn(history, countsAutomatic) : [];
          found.set(row, waits);
          if (!history) facts.setAbsent(idOf(row));
          else if (!goesOn(history)) facts.set(idOf(row), { until: lastDate(row), waits });
        }),
      );
    }
  });
  const asTold = (row: Raw) =>
    moment === 'turn on' && isInbound(row)
      ? [{ firstMessageDate: row.lastMessageDate, firstMessageType: row.lastMessageType }]
      : [];
  return rows.flatMap((row) => (found.get(row) ?? asTold(row)).map((wait) => ({ ...row, ...wait })));
}

/**
 * Whether a wait may be due in a conversation that had messages since it was looked up: one that was known, if nobody
 * answered, or one that began right after that.
 */
const mayBeDue = ({ until, waits }: Known, ms: number, now: number): boolean => {
  const known = waits.map(({ firstMessageDate }) => (toMs(firstMessageDate) ?? 0) + ms);
  return until + ms <= now || known.some((due) => due <= now && due > now - NEWS_MS);
};

/** The messages with which a contact began to wait, and that nobody answered, the first one first. */
export function beginningsIn({ rows, isWhole }: History, countsAutomatic: boolean): Raw[] {
  // Before the first row that was read there may be others, which nobody answered either.
  let before = isWhole ? Number.NEGATIVE_INFINITY : toMs(rows.at(-1)?.dateAdded);
  let waits: Raw[] = [];
  for (const row of [...rows].reverse()) {
    const at = toMs(row.dateAdded) ?? 0;
    if (isAnswer(row, countsAutomatic)) {
      waits = [];
      before = Number.NEGATIVE_INFINITY;
    } else if (row.direction === 'inbound') {
      if (before === undefined || at - before > SILENCE_MS) waits.push(beginningOf(row));
      before = at;
    }
  }
  return waits;
}

const beginningOf = (row: Raw): Raw => ({
  messageId: row.id,
  // The text in the row of an email may be another one's.
  ...(row.emailMessageId === undefined && { firstMessage: row.body }),
  firstMessageType: typeOf(row),
  firstMessageDate: row.dateAdded,
});

/** Whether somebody answers the contact: by what is sent, or on the phone. */
function isAnswer(row: Raw, countsAutomatic: boolean): boolean {
  if (row.direction === 'outbound') return countsAutomatic || !isAutomatic(row);
  if (!isCall(typeOf(row))) return false;
  const call = callOf(row, typeOf(row));
  const outcome = outcomeOf(call);
  return isGoingOn(row) || (outcome ? outcome === 'answered' : Number(call.callDuration) > 0);
}

const isGoingOn = (row: Raw): boolean =>
  isCall(typeOf(row)) &&
  stageOf(callOf(row, typeOf(row))) === 'going on' &&
  Number(toMs(row.dateAdded)) > Date.now() - LONGEST_CALL_MS;

/** Whether somebody is on the phone: what comes of it is not known, and changes no date. */
const goesOn = ({ rows }: History): boolean => rows.some(isGoingOn);
