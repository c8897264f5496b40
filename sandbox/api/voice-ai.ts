import { orderBy } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type JsonObject, number, objects, text } from '../json';
import type { LocationRow } from '../state';
import { chosen, holds, numberedPage } from './shared/lists';

/** Whether one of the actions of a call is of these types, with commas between them. */
function hasAction({ executedCallActions }: LocationRow, wanted: string | undefined): boolean {
  const types = wanted?.split(',');
  return !types || objects(executedCallActions).some(({ actionType }) => types.includes(String(actionType)));
}

/** What Voice AI agents' calls were about, the latest first unless asked otherwise; 10 a page unless said. */
function callLogs(call: Call): JsonObject {
  const { query } = call;
  const { startDate, endDate, sortBy, sort } = query;
  if ((startDate === undefined) !== (endDate === undefined)) {
    throw refusal(422, ['startDate and endDate must be provided together']);
  }
  const found = chosen(call, {
    table: 'voiceAiCalls',
    filters: { agentId: 'agentId', contactId: 'contactId' },
    several: ['contactId'],
    latest: 'createdAt',
  }).filter((row) => {
    const at = Date.parse(text(row.createdAt) ?? '');
    return (
      at >= number(startDate, 0) &&
      at <= number(endDate, Number.MAX_SAFE_INTEGER) &&
      (query.callType === undefined || row.trialCall === (query.callType === 'TRIAL')) &&
      hasAction(row, text(query.actionType))
    );
  });
  const order = sort === 'ascend' ? 'asc' : 'desc';
  const sorted = sortBy === undefined ? found : orderBy(found, text(sortBy), order);
  const [page, pageSize] = [number(query.page, 1), number(query.pageSize, 10)];
  const callLogs = numberedPage(sorted, page, pageSize).map(
    ({ locationId: _location, ...row }): JsonObject => row,
  );
  return { callLogs, page, pageSize, total: found.length };
}

/** The agents of a location, 10 a page unless said. What they are set up with is not kept here, but for the name. */
function agents({ state, query, locationId }: Call): JsonObject {
  const [page, pageSize] = [number(query.page, 1), number(query.pageSize, 10)];
  const found = state.voiceAiAgents.where(
    (row) => row.locationId === locationId && holds(row, ['agentName'], query.query),
  );
  const told = found.map(({ id, agentName }) => ({ ...SET_UP, id, locationId, agentName }));
  return { total: found.length, page, pageSize, agents: numberedPage(told, page, pageSize) };
}

/** How every agent is set up here. */
const SET_UP: JsonObject = {
  businessName: 'The office',
  welcomeMessage: 'Hello! How can I help you?',
  agentPrompt: 'Take appointments.',
  voiceId: 'voice-1',
  language: 'en-US',
  patienceLevel: 'medium',
  maxCallDuration: 900,
  sendUserIdleReminders: true,
  reminderAfterIdleTimeSeconds: 5,
  timezone: 'America/New_York',
  isAgentAsBackupDisabled: false,
  actions: [],
};

/** Voice AI agents, and their calls. */
export const voiceAi: Routes = {
  'GET /voice-ai/agents': { handle: agents },
  'GET /voice-ai/dashboard/call-logs': { handle: callLogs },
};
