import { DAY_MS } from '../fields/dates';
import { choicesOf } from '../fields/dropdowns';
import { choice, list } from '../fields/field';
import { NEWS_DAYS, NEWS_MS } from '../operations/news';
import { momentOf } from '../operations/poll-lists';
import { sortedReach } from '../operations/poll-reach';
import type { TriggerSpec } from '../operations/trigger-spec';
import { voiceAiCalls } from '../reads/voice-ai';
import { CALL_ACTIONS, isFinished, LONGEST_HOURS, SUMMARY_MINUTES } from '../records/voice-ai-call';

const RECENT = 'Only the latest calls are looked for.';
const ORDER = 'The latest calls are read first.';

/** The days in which news may be, with a day more on each side: nobody says in which time zone they are cut. */
const recent = () => ({ startDate: Date.now() - NEWS_MS - DAY_MS, endDate: Date.now() + DAY_MS });

export const voiceAiTriggers: TriggerSpec[] = [
  {
    ...voiceAiCalls,
    key: 'new_voice_ai_call',
    label: 'New Voice AI Call',
    description:
      'Triggers when a voice AI agent finished a call, with its summary, transcript and extracted data.',
    fires: 'list',
    fields: [
      choice('agentId', 'Agent', choicesOf('voiceAiAgents'), 'Without an agent, the calls of all of them.'),
      choice(
        'callType',
        'Call Type',
        { LIVE: 'Live', TRIAL: 'Trial' },
        { default: 'LIVE', helpText: 'Trial calls are those with which somebody tries an agent out.' },
      ),
      list('actionType', 'With Action', {
        choices: CALL_ACTIONS,
        commaSeparated: true,
        helpText: 'Only calls in which the agent did one of these.',
      }),
    ],
    notOffered: {
      contactId: 'Calls of all contacts are meant.',
      startDate: RECENT,
      endDate: RECENT,
      sortBy: ORDER,
      sort: ORDER,
    },
    input: (values, { bundle }) => ({ ...values, ...(momentOf(bundle) !== 'sample' && recent()) }),
    event: () => ({ isSo: (_record, raw) => isFinished(raw) }),
    limits: [
      sortedReach('calls'),
      `A call without a summary fires ${SUMMARY_MINUTES} minutes after its end; if HighLevel tells no length of it either, ${LONGEST_HOURS} hours and ${SUMMARY_MINUTES} minutes after it began. A summary that comes later is not seen.`,
      `A call that HighLevel lists more than ${NEWS_DAYS} days after it began is not seen.`,
    ].join(' '),
  },
];
