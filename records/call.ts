/** A call, as a message that people know by its outcome. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Raw } from '../highlevel/json';
import { message, typeOf } from './message';
import { pointer } from './message-files';
import { type Output, only, type RecordType, withMore, withNamesOf, wordFor } from './record';

/** What came of a call. */
export const OUTCOMES = { answered: 'Answered', missed: 'Missed', voicemail: 'Voicemail' } as const;
type Outcome = keyof typeof OUTCOMES;

/** The outcomes, by the statuses that are described; `connected`, `no_answer` and `cancelled` beside them. */
const BY_STATUS: { [status: string]: Outcome } = {
  completed: 'answered',
  answered: 'answered',
  connected: 'answered',
  'no-answer': 'missed',
  busy: 'missed',
  failed: 'missed',
  canceled: 'missed',
  cancelled: 'missed',
  voicemail: 'voicemail',
};

/** The statuses of a call that has not ended: one is described, the others are those of telephone systems. */
const GOING_ON = ['pending', 'queued', 'initiated', 'ringing', 'in-progress'];

/** A status as it is described: `no-answer` for `No_Answer`. */
const statusOf = ({ callStatus }: Raw): string =>
  String(callStatus ?? '')
    .trim()
    .toLowerCase()
    .replace(/[_ ]+/g, '-');

/** What came of a call; `undefined` where nothing tells it, or it goes on. */
export const outcomeOf = (call: Raw): Outcome | undefined => BY_STATUS[statusOf(call)];

/** Whether a call goes on, has ended, or whether nothing tells it. */
export function stageOf(call: Raw): 'going on' | 'ended' | 'unknown' {
  const status = statusOf(call);
  if (GOING_ON.includes(status)) return 'going on';
  return status || Number(call.callDuration) > 0 ? 'ended' : 'unknown';
}

/** Whether a message is a voicemail that a campaign leaves: they are listed among the calls (one source, 2026). */
export const isVoicemailDrop = (raw: Raw): boolean => typeOf(raw) === 'TYPE_CAMPAIGN_VOICEMAIL';

/** A call that was listed, with its recording: one that nobody answered has none. */
export const call: RecordType = {
  ...withMore(
    withNamesOf(
      only(message, [
        'id',
        'direction',
        'callStatus',
        'callDuration',
        'from',
        'to',
        'contactId',
        'conversationId',
        'userId',
        'messageType',
        'typeName',
        'status',
        'source',
        'locationId',
        'dateAdded',
      ]),
      { userId: { key: 'userName', label: 'User Name', list: 'users' } },
    ),
    [
      { key: 'outcome', label: 'Outcome', type: 'string' },
      { key: 'recording', label: 'Recording', type: 'file' },
    ],
    {
      messageType: 'TYPE_CALL',
      typeName: 'Call',
      direction: 'inbound',
      status: 'completed',
      callStatus: 'completed',
      callDuration: 74,
      outcome: OUTCOMES.answered,
      recording: 'https://www.example.com/files/call-2026-05-06',
    },
  ),
  noun: 'Call',
  async from(raw: Raw, z: ZObject, bundle: Bundle): Promise<Output> {
    const made = await message.from(raw, z, bundle);
    const outcome = outcomeOf(made);
    const { callStatus } = made;
    return {
      ...made,
      ...(callStatus !== undefined && {
        outcome: outcome ? OUTCOMES[outcome] : wordFor({}, String(callStatus)),
      }),
      ...(outcome !== 'missed' &&
        stageOf(made) === 'ended' && { recording: pointer('messageRecording', made.id, z, bundle) }),
    };
  },
};
