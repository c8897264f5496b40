import { orderBy } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type JsonObject, number, objects, text } from '../json';
import type { LocationRow } from '../state';
import { chosen, numberedPage } from './shared/lists';

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

/** The calls of Voice AI agents. */
export const voiceAi: Routes = {
  'GET /voice-ai/dashboard/call-logs': { handle: callLogs },
};
