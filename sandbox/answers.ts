import type { EndpointKey, Facts } from '../highlevel/contract';

let known: { [endpoint: string]: Facts } | undefined;

/** Whether the contract says that an endpoint's answer names its trace id. */
export function answersWithTraceId(key: EndpointKey): boolean {
  known ??= answers();
  return Object.hasOwn(known[key] ?? {}, 'traceId');
}

function answers(): { [endpoint: string]: Facts } {
  return require('../highlevel/contract/answers.json');
}
