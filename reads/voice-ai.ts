import { byNumberOfSize } from '../highlevel/paging';
import { voiceAiCallLog } from '../records/voice-ai-call';
import type { ListRead, RecordListRead } from './read';

/** The agents that take calls. */
export const voiceAiAgents = {
  endpoint: 'GET /voice-ai/agents',
  items: 'agents',
  paging: byNumberOfSize(50),
} satisfies ListRead;

/** The calls that agents have taken. */
export const voiceAiCalls = {
  endpoint: 'GET /voice-ai/dashboard/call-logs',
  items: 'callLogs',
  paging: byNumberOfSize(50),
  sort: { added: { sortBy: 'createdAt', sort: 'descend' } },
  sortedBy: 'createdAt',
  record: voiceAiCallLog,
} satisfies RecordListRead;
