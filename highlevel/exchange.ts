/** Sends a call until there is an answer to give: what is sent again, and when. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isNotFound } from './absence';
import { type Answer, isBusy, isRefusal, whyRefused } from './answer';
import type { Endpoint } from './contract';
import { noAnswerError, toError, tooSlow } from './errors';
import { sendOnce } from './one-request';
import type { Outgoing } from './outgoing';
import { noteLimits, type Wait, waitAfter, waitBefore } from './rate-limits';
import { type RunTime, runTime } from './run-time';
import type { Wording } from './wording';

/** How often a call is sent at most. */
const MAX_TRIES = 3;

/** The longest wait inside a run for HighLevel to take calls again, in ms; a longer one is left to Zapier. */
const MAX_WAIT_MS = 11_000;

/** A call, and what decides whether it is sent again. */
export interface Exchange extends Outgoing {
  wording: Wording;
  /** Whether a repeat does no harm. */
  repeatable: boolean;
  /** Whether the caller handles this answer itself. */
  accepts?: (answer: Answer) => boolean;
}

/**
 * Sends a call, and sends it again where that is safe and may help.
 *
 * @returns a success or a refusal
 * @throws z.errors.Error where no answer came that can be read, or where it is not known what was done
 * @throws z.errors.ThrottledError where an earlier answer in this run said that no calls are left
 */
export async function exchange(z: ZObject, bundle: Bundle, call: Exchange): Promise<Answer> {
  const time = runTime(bundle, call.facts);
  await waitForCallsLeft(z, bundle, call, time);

  // Too late to receive the answer, so don't start.
  if (!time.isEnough()) throw tooSlow(z, call.wording);

  let mayBeDone = false;
  for (let tries = 1; ; tries += 1) {
    const answer = await sendOnce(z, bundle, call);
    if (answer) noteLimits(bundle, call.token ?? '', answer.headers);

    // If a repeated DELETE does not find its record, an earlier try has deleted it.
    if (answer && mayBeDone && isNoLongerThere(call.facts, answer))
      return { ...answer, status: 200, body: {} };

    const delay = delayBeforeRetry(call, answer, tries);
    if (delay === undefined || !(await time.pause(delay))) return finalAnswer(z, call, answer);

    mayBeDone ||= !answer || isUnclear(answer);
  }
}

/** How long to wait before a call is sent again, in ms; `undefined` where it is not sent again. */
function delayBeforeRetry(call: Exchange, answer: Answer | undefined, tries: number): number | undefined {
  if (tries >= MAX_TRIES) return undefined;

  // HighLevel took no call and did nothing, so that even a write can be sent again.
  if (answer?.status === 429) return delayOf(waitAfter(answer.headers));

  // A repeat might do the same thing twice.
  if (!call.repeatable) return undefined;

  // The connection was cut, or no answer came in time.
  if (!answer) return backoff(tries);

  // HighLevel or a gateway has failed, and may not fail the next time.
  if (isUnclear(answer)) return backoff(tries);

  // HighLevel is at work on the same record, and will take the call when that is done.
  if (isBusy(answer)) return backoff(tries);

  // Any other answer would be the same the next time.
  return undefined;
}

/** The answer to give when the call is not sent again. */
function finalAnswer(z: ZObject, call: Exchange, answer: Answer | undefined): Answer {
  if (!answer) throw noAnswerError(z, undefined, call);

  // It is a success, or a refusal: it is known what was done.
  if (!isUnclear(answer)) return answer;

  // It is not known whether the call was done, but running the step again does no harm.
  if (call.repeatable) return answer;

  if (call.accepts?.(answer)) return answer;

  // The owner has to look whether the call was done.
  throw noAnswerError(z, answer, call);
}

/** Waits where the last answer to this token in this run said that no calls are left, and sends nothing in vain. */
async function waitForCallsLeft(z: ZObject, bundle: Bundle, call: Exchange, time: RunTime): Promise<void> {
  const wait = waitBefore(bundle, call.token ?? '');
  if (!wait) return;
  const delay = delayOf(wait);
  if (delay !== undefined && (await time.pause(delay))) return;
  throw toError(
    z,
    { status: 429, headers: wait.headers, text: '', body: undefined },
    call.facts,
    call.wording,
  );
}

/** The delay of a wait that fits into a run, in ms. A used-up day never does. */
function delayOf({ seconds, daily }: Wait): number | undefined {
  const ms = seconds * 1000;
  return !daily && ms <= MAX_WAIT_MS ? ms : undefined;
}

/** Whether an answer leaves open what was done: HighLevel's own failure, or a gateway's time-out. */
const isUnclear = (answer: Answer) =>
  answer.status === 408 ||
  (answer.status >= 500 && answer.status !== 501) ||
  (isRefusal(answer) && whyRefused(answer) === 'timeout');

/** Whether a DELETE found its record gone. One that only takes a record out of another can't tell which is meant. */
const isNoLongerThere = (facts: Endpoint, answer: Answer) =>
  facts.method === 'DELETE' && facts.route.endsWith('}') && !facts.detaches && isNotFound(answer, facts);

/** A longer wait after each try, and not the same for all runs. */
const backoff = (tries: number) => 300 * 2 ** tries * (0.5 + Math.random());
