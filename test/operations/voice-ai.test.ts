import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

/** The sub-account, its calls, the latest first, and the agent that took them. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const calls = state.voiceAiCalls.where(isHere).reverse();
  return { locationId, calls, agent: first(state.voiceAiAgents.where(isHere)) };
}

const MOMENT = expect.stringMatching(/^\d{13}$/);

function rows(): Row[] {
  const { locationId, calls, agent } = place();
  const recent = calls
    .slice(0, 3)
    .filter(({ createdAt }) => Date.parse(String(createdAt)) > Date.now() - 4e8);
  return [
    {
      key: 'new_voice_ai_call',
      input: { agentId: agent.id, callType: 'LIVE', actionType: ['SMS', 'APPOINTMENT_BOOKING'] },
      sends: {
        call: 'GET /voice-ai/dashboard/call-logs',
        query: {
          locationId,
          agentId: agent.id,
          callType: 'LIVE',
          actionType: 'SMS,APPOINTMENT_BOOKING',
          startDate: MOMENT,
          endDate: MOMENT,
          sortBy: 'createdAt',
          sort: 'descend',
          pageSize: '50',
        },
      },
      gives: recent.map(({ id }) => ({ id, revision: 'new' })),
      fails: {
        input: { actionType: ['FLYING'] },
        says: /^“With Action” must be /,
        sends: 0,
      },
    },
  ];
}

describeCategory(zap, 'Voice AI', rows);

test('a call comes with its agent’s name, what the agent learnt and did, and a pointer to its recording', async () => {
  const { calls, agent } = place();
  const { state } = zap.sandbox;
  const latest = first(calls);
  const apiDetails = { url: 'https://www.example.com/orders', authenticationValue: 'a-secret' };
  const custom = { actionId: 'a1', actionName: 'Orders', actionType: 'CUSTOM_ACTION' };
  state.voiceAiCalls.update(latest.id, {
    messageId: 'message-1',
    extractedData: { reason: 'Checkup', days: ['Mon', 'Tue'] },
    executedCallActions: [{ ...custom, actionParameters: { apiDetails, triggerPrompt: 'Where is it?' } }],
  });
  const sample = { isLoadingSample: true, limit: 3 };
  const [given] = Object(await zap.run('triggers', 'new_voice_ai_call', {}, { meta: sample }));
  expect(given).toMatchObject({
    id: latest.id,
    contactId: latest.contactId,
    agentId: agent.id,
    agentName: 'Reception',
    extractedData: { reason: 'Checkup' },
    extractedText: 'reason: Checkup\ndays: ["Mon","Tue"]',
    executedCallActions: [
      { actionTypeName: 'Custom Action', actionParameters: { triggerPrompt: 'Where is it?' } },
    ],
    recording: expect.stringMatching(/^hydrate\|\|\|/),
  });
  expect(JSON.stringify(given)).not.toContain('a-secret');
});
