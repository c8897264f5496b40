import { at, isItem } from './json';

/**
 * What a failed call means for the Zap.
 *
 * - `error`: the step failed, its owner reads the message
 * - `halted`: the step had nothing to do, the Zap stops quietly
 * - `throttled`: to be run again after `delay` seconds
 * - `refresh`: the token has expired, to be refreshed
 * - `expired`: the owner has to reconnect
 */
export type FailureKind = 'error' | 'halted' | 'throttled' | 'refresh' | 'expired';

/** A failed call, in the words that the Zap's owner reads. */
export interface Failure {
  kind: FailureKind;
  message: string;
  code?: string;
  status?: number;
  /** Seconds to wait, given by a throttled call. */
  delay?: number;
}

/** What came of a call, and how many HTTP requests it took. */
export type Result<T = unknown> =
  | { ok: true; value: T; requests: number }
  | { ok: false; failure: Failure; requests: number };

const KINDS: Record<string, FailureKind> = {
  HaltedError: 'halted',
  ThrottledError: 'throttled',
  RefreshAuthError: 'refresh',
  ExpiredAuthError: 'expired',
};

/** Reads what an app threw into a failure. */
export function readFailure(thrown: unknown): Failure {
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const kind = KINDS[name] ?? 'error';
  const details = parseObject(message);
  const failure: Failure = { kind, message: sentence(name, message, details) };
  const code = at(details, 'code');
  const status = at(details, 'status');
  const delay = at(details, 'delay');
  if (typeof code === 'string') failure.code = code;
  if (typeof status === 'number') failure.status = status;
  if (typeof delay === 'number') failure.delay = delay;
  return failure;
}

/** What is thrown for a call that must not fail, and did. */
export class CallFailed extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.kind}: ${failure.message}`);
  }
}

/** The value of a call that must not fail. @throws CallFailed with the failure's sentence */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new CallFailed(result.failure);
}

function parseObject(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return isItem(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function sentence(name: string, message: string, details: unknown): string {
  const said = at(details, 'message');
  if (typeof said === 'string') return said;
  if (name === 'ResponseError')
    return `The server answered ${at(details, 'status')}: ${at(details, 'content')}`;
  return withoutTrail(message) || name;
}

/**
 * Core appends the requests before the error and the lines of the console. The owner of a Zap does not see
 * these.
 */
function withoutTrail(message: string): string {
  return message
    .split(/\n+(?:What happened:|Console logs:)/, 1)
    .join('')
    .trim();
}
