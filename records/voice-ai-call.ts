/** Calls that a Voice AI agent has led. */
import { omit } from 'lodash';
import { type Raw, rowsOf } from '../highlevel/json';
import { pointer } from './message-files';
import {
  type Output,
  outputs,
  type RecordType,
  rawOf,
  toMs,
  withId,
  withMoments,
  withMore,
  withNamesOf,
  wordFor,
} from './record';
import { SAMPLE_IDS } from './sample-ids';

/** What an agent does in a call, by the API's names and as people call it. */
export const CALL_ACTIONS = {
  APPOINTMENT_BOOKING: 'Appointment Booking',
  CALL_TRANSFER: 'Call Transfer',
  DATA_EXTRACTION: 'Data Extraction',
  IN_CALL_DATA_EXTRACTION: 'Data Extraction During the Call',
  SMS: 'Text Message',
  WORKFLOW_TRIGGER: 'Workflow',
  CUSTOM_ACTION: 'Custom Action',
  KNOWLEDGE_BASE: 'Knowledge Base',
};

const MINUTE_MS = 60_000;

/** A summary may come so late after a call. */
export const SUMMARY_MINUTES = 30;

/** A call of which HighLevel tells no length counts as one of so many hours. */
export const LONGEST_HOURS = 2;

/**
 * Whether there is nothing more to wait for: a call has its summary, or it ended so long ago that none will come.
 * HighLevel tells when it began, and how long it took.
 */
export function isFinished({ summary, createdAt, duration }: Raw): boolean {
  if (typeof summary === 'string' && summary.trim()) return true;
  const seconds = Number(duration) > 0 ? Number(duration) : LONGEST_HOURS * 3600;
  const began = toMs(createdAt);
  return began !== undefined && began + seconds * 1000 + SUMMARY_MINUTES * MINUTE_MS <= Date.now();
}

/** A call, as far as an event of it tells. */
const voiceAiCall: RecordType = {
  noun: 'Voice AI Call',
  fields: [
    ...outputs('string', {
      id: 'Call ID',
      fromNumber: 'From',
      summary: 'Summary',
      transcript: 'Transcript',
      agentId: 'Agent ID',
      messageId: 'Message ID',
    }),
    { key: 'duration', label: 'Duration in Seconds', type: 'number' },
    { key: 'trialCall', label: 'Is a Trial', type: 'boolean' },
    { key: 'createdAt', label: 'Date Added', type: 'datetime' },
  ],
  sample: {
    id: SAMPLE_IDS['Voice AI Call'],
    fromNumber: '+13125550142',
    summary: 'Amara asks for an appointment in the morning.',
    transcript: 'bot: How can I help?\nhuman: I need an appointment in the morning.',
    agentId: SAMPLE_IDS['Voice AI Agent'],
    messageId: SAMPLE_IDS.Message,
    duration: 75,
    trialCall: false,
    createdAt: '2026-05-06T08:30:41.000Z',
  },
  from: (raw) => withId(withMoments(raw, ['createdAt'])),
};

/** What the agent did, without what a custom action is set up with: its address, and the password for it. */
const actionsIn = ({ executedCallActions }: Raw): Raw[] =>
  rowsOf(executedCallActions).map(({ actionParameters, ...action }) => ({
    ...withMoments(action, ['executedAt', 'triggerReceivedAt']),
    actionTypeName: wordFor(CALL_ACTIONS, String(action.actionType ?? '')),
    actionParameters: omit(rawOf(actionParameters), 'apiDetails'),
  }));

/** The data that the agent took down, a line each: `email: amara.okafor@example.com`. */
const extractedText = (raw: Raw): string =>
  Object.entries(rawOf(raw.extractedData))
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join('\n');

/** A call with what came of it. */
export const voiceAiCallLog: RecordType = {
  ...withNamesOf(
    withMore(
      voiceAiCall,
      [
        ...outputs('string', { contactId: 'Contact ID', extractedText: 'All Extracted Data' }),
        {
          key: 'executedCallActions',
          label: 'Actions',
          children: [
            ...outputs('string', {
              actionName: 'Action Name',
              actionTypeName: 'Action Type',
              actionType: 'Action Type Code',
              actionId: 'Action ID',
            }),
            ...outputs('datetime', {
              executedAt: 'Action Date',
              triggerReceivedAt: 'Date Action Was Asked For',
            }),
          ],
        },
        { key: 'recording', label: 'Recording', type: 'file' },
        ...outputs('boolean', { isAgentDeleted: 'Is Agent Deleted', translation__enabled: 'Is Translated' }),
        { key: 'translation__language', label: 'Language of Translation', type: 'string' },
      ],
      {
        contactId: SAMPLE_IDS.Contact,
        extractedText: 'reason: Checkup\npreferredTime: In the morning',
        executedCallActions: [
          {
            actionName: 'Book a checkup',
            actionTypeName: CALL_ACTIONS.APPOINTMENT_BOOKING,
            actionType: 'APPOINTMENT_BOOKING',
            actionId: SAMPLE_IDS['Voice AI Action'],
            executedAt: '2026-05-06T08:31:22.000Z',
            triggerReceivedAt: '2026-05-06T08:31:20.000Z',
          },
        ],
        recording: 'https://www.example.com/files/call-2026-05-06',
        isAgentDeleted: false,
        translation: { enabled: false, language: 'es' },
      },
    ),
    { agentId: { key: 'agentName', label: 'Agent Name', list: 'voiceAiAgents' } },
  ),
  from: (raw, z, bundle): Output => {
    const messageId = String(raw.messageId ?? '');
    return {
      ...withId(withMoments(raw, ['createdAt'])),
      extractedText: extractedText(raw),
      executedCallActions: actionsIn(raw),
      ...(messageId && { recording: pointer('messageRecording', messageId, z, bundle) }),
    };
  },
  added: 'createdAt',
};
