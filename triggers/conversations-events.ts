/** What happens in conversations: calls and messages, whoever they are with. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../fields/dates';
import { choice, wholeNumber } from '../fields/field';
import { user } from '../fields/ids';
import { NEWS_DAYS, NEWS_MS } from '../operations/news';
import { sortedReach } from '../operations/poll-reach';
import type { TriggerSpec } from '../operations/trigger-spec';
import { messages } from '../reads/conversations';
import { call, isVoicemailDrop, OUTCOMES, outcomeOf, stageOf } from '../records/call';
import { toMs } from '../records/record';

const DIRECTIONS = { inbound: 'From the Contact', outbound: 'To the Contact' };

/** Why a value is not sent by which rows are chosen here. */
const CHOSEN_HERE = 'HighLevel does not look for it.';

/** The latest messages first. */
const LATEST_FIRST = { sortBy: 'createdAt', sortOrder: 'desc' };
const ORDER = 'The latest messages are read first.';

/**
 * From when on messages are listed: a day before all that can be news, as nobody says in which time zone the date is
 * read. It stays the same for an hour.
 */
const since = (): string =>
  new Date(Math.floor((Date.now() - NEWS_MS - DAY_MS) / HOUR_MS) * HOUR_MS).toISOString();

/** So long after its beginning a call counts as ended of which HighLevel tells neither status nor length. */
const ENDED_MS = 15 * MINUTE_MS;

export const conversationEventTriggers: TriggerSpec[] = [
  {
    ...messages,
    record: call,
    key: 'new_call',
    label: 'New Call',
    description: 'Triggers when a call ended, answered or missed, in or out.',
    fires: 'list',
    fields: [
      choice('direction', 'Direction', DIRECTIONS, {
        helpText: 'Leave it empty for both.',
        notSent: CHOSEN_HERE,
      }),
      choice('callStatus', 'Outcome', OUTCOMES, {
        helpText:
          'Leave it empty for all. Missed are calls without an answer, and those that were busy, canceled or failed.',
        notSent: CHOSEN_HERE,
      }),
      wholeNumber('minimum', 'At Least … Seconds', {
        helpText: 'Only calls that took so many seconds.',
        notSent: CHOSEN_HERE,
      }),
      { ...user('userId', 'User', 'Only calls that this user made or took.'), notSent: CHOSEN_HERE },
    ],
    notOffered: {
      channel: 'It lists the calls.',
      contactId: 'Calls of all contacts are meant.',
      conversationId: 'As above.',
      endDate: ORDER,
      startDate: ORDER,
      sortBy: ORDER,
      sortOrder: ORDER,
    },
    limits: [
      sortedReach('calls'),
      `A call that HighLevel shows as pending for ${NEWS_DAYS} days is not seen.`,
      `One without status and length fires ${ENDED_MS / MINUTE_MS} minutes after it began.`,
      'The numbers and the recording may come some minutes after the call: put a delay before the step that uses the recording.',
    ].join(' '),
    input: () => ({ channel: 'Call', startDate: since(), ...LATEST_FIRST }),
    event: ({ direction, callStatus, minimum, userId }) => ({
      isSo(made, raw) {
        const stage = stageOf(made);
        const isOver =
          stage === 'unknown' ? Number(toMs(made.dateAdded)) < Date.now() - ENDED_MS : stage === 'ended';
        return (
          isOver &&
          !isVoicemailDrop(raw) &&
          (direction === undefined || made.direction === direction) &&
          (callStatus === undefined || outcomeOf(made) === callStatus) &&
          (minimum === undefined || Number(made.callDuration ?? 0) >= Number(minimum)) &&
          (userId === undefined || made.userId === userId)
        );
      },
    }),
  },
];
