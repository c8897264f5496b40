import { type ApiVersion, type EndpointKey, hasVersion, V3 } from '../../highlevel/contract';
import type { Answer, Call, Route } from '../gateway/call';
import { planOf } from './plan';
import { checkOuter, recordsOf } from './records';
import { ROLES } from './roles';

/** Endpoints that answer with 204 and no body, as described. */
const WITHOUT_BODY: readonly EndpointKey[] = [
  'DELETE /voice-ai/actions/{actionId}',
  'DELETE /voice-ai/agents/{agentId}',
];

const OTHER = { dated: V3, [V3]: 'dated' } as const;

/**
 * Answers an endpoint that has no handler of its own, by what the contract describes: it keeps what is sent, so
 * that it can be listed, read, changed and deleted, and makes up the rest.
 */
export function generalRoute(key: EndpointKey, asked: ApiVersion): Route {
  const version = hasVersion(key, asked) ? asked : OTHER[asked];
  const handle = (call: Call): Answer => {
    const plan = planOf(key, version);
    checkOuter(call, plan);
    return ROLES[plan.role](call, plan, recordsOf(call, plan));
  };
  if (WITHOUT_BODY.includes(key)) return { status: 204, handle };
  return { handle, ...(planOf(key, version).role === 'create' && { status: 201 }) };
}
