/**
 * One exchange with HighLevel: sends a composed call until there is an answer to give. Time, retries, waits,
 * and what core does to a 401 stay in here; what an answer means does not.
 */
import { pipeline, Transform } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bundle, RawHttpResponse, ZObject } from 'zapier-platform-core';
import { type Answer, isBusy, isNotFound, whyUnauthorised } from './answer';
import type { Composed } from './compose';
import { type Endpoint, givesToken, isRead } from './contract';
import { noAnswerError, toError, tooSlow, type Wording } from './errors';
import { noteLimits, type Wait, waitAfter, waitBefore } from './rate-limits';
import { answerOf, fileOf, type Result } from './response';
import { apiUrl, isSafe } from './settings';

/** Zapier ends a run after 30 s. What is left after this is for the answer to get home. */
const RUN_MS = 27_000;
/** One request's own time, so that a read that hangs leaves time for another try. */
const REQUEST_MS = 20_000;
/** A call is not begun with less time than this: HighLevel would do a write of which nobody hears. */
const LEAST_MS = { read: 2000, write: 5000 };
/** The longest wait for a burst window inside a run; a longer one is left to Zapier. */
const WAIT_MS = 11_000;
const TRIES = 3;

const startedAt = new WeakMap<object, number>();

/** A call on its way: what is sent, and how it may be treated. */
export interface Exchange {
  facts: Endpoint;
  composed: Composed;
  /** Absent where the call is the one that gets a token. */
  token?: string;
  /** What HighLevel's words may not repeat to the Zap's owner. */
  secrets: string[];
  wording: Wording;
  repeatable: boolean;
  /** Nothing at all is an answer too, even of a read. */
  mayBeEmpty?: true;
  file?: true;
  parseOnce?: true;
  accepts?: (answer: Answer) => boolean;
}

/**
 * Sends until there is an answer to give.
 *
 * @throws z.errors.Error where none came, or where it leaves open what has been done
 * @throws z.errors.ThrottledError where the run's last answer said that there are no more calls
 */
export async function exchange(z: ZObject, bundle: Bundle, call: Exchange): Promise<Answer> {
  const { facts, repeatable } = call;
  const time = timeOf(bundle, facts);
  await openWindow(z, bundle, call, time);
  if (!time.isEnough()) throw tooSlow(z, call.wording);
  let silence = false;
  for (let attempts = 1; ; attempts += 1) {
    const result = await once(z, bundle, call);
    const last = attempts >= TRIES;
    const answer = 'status' in result ? result : undefined;
    if (answer) noteLimits(bundle, call.token ?? '', answer.headers);
    if (answer && silence && meansDone(facts, answer)) return { ...answer, status: 200, body: {} };
    if (answer?.status === 429) {
      if (!last && (await waitFor(waitAfter(answer.headers), time))) continue;
      return answer;
    }
    const broken = !answer || isBroken(answer);
    if (!broken && !(repeatable && isBusy(answer))) return answer;
    silence ||= broken;
    if (repeatable && !last && (await time.pause(backoff(attempts)))) continue;
    if (answer && (repeatable || call.accepts?.(answer))) return answer;
    throw noAnswerError(z, answer, call);
  }
}

/** Waits where the run's last answer to this token said that no call is left, rather than be refused. */
async function openWindow(
  z: ZObject,
  bundle: Bundle,
  { token, facts, wording }: Exchange,
  time: Time,
): Promise<void> {
  const closed = waitBefore(bundle, token ?? '');
  if (!closed || (await waitFor(closed, time))) return;
  throw toError(z, { status: 429, headers: closed.headers, text: '', body: undefined }, facts, wording);
}

/** Waits for a burst window, if it opens again soon enough; never for the next day. */
const waitFor = async ({ seconds, daily }: Wait, time: Time) =>
  !daily && seconds * 1000 <= WAIT_MS && time.pause(seconds * 1000);

/** Whether an answer leaves open what the endpoint has done, and may be another next time. */
const isBroken = (answer: Answer) =>
  answer.status === 408 ||
  (answer.status >= 500 && answer.status !== 501) ||
  (answer.status === 401 && whyUnauthorised(answer) === 'timeout');

/** A delete that is repeated after a silence finds its work done; one that only takes a thing out of another can't tell. */
const meansDone = (facts: Endpoint, answer: Answer) =>
  facts.method === 'DELETE' && facts.route.endsWith('}') && !facts.detaches && isNotFound(answer);

/** One request. A connection that was cut, no answer in time, or one that can't be read, gives `{ lost }`. */
async function once(z: ZObject, bundle: Bundle, call: Exchange): Promise<Result> {
  const { composed } = call;
  const url = apiUrl() + composed.path;
  const ms = Math.min(REQUEST_MS, timeLeft(bundle));
  const clock = clockOf(ms);
  let streams = false;
  try {
    const options = {
      method: composed.method,
      url,
      headers: headersOf(call),
      ...(composed.body && { body: composed.body }),
      redirect: 'manual',
      skipThrowForStatus: true,
      // Merging, core copies the whole definition, and takes `{{…}}` out of what is sent.
      merge: false,
      // `timeout` would begin anew with the body, and never end one that was cut.
      signal: clock.signal,
    } as const;
    if (call.file) {
      const response = await z.request({ ...options, raw: true });
      const answer = await fileOf(call, (await followFileRedirect(z, response, clock.signal)) ?? response);
      if (!('file' in answer)) return answer;
      streams = true;
      return { ...answer, file: abortWhenStalled(answer.file, clock, bundle) };
    }
    // Core puts the first 100 characters of an answer into the message of a later error, but not of a raw one.
    if (call.parseOnce || givesToken(call.facts)) {
      const response = await z.request({ ...options, raw: true });
      return answerOf(call, response.status, response.headers, await response.text());
    }
    const response = await z.request(options);
    return answerOf(call, response.status, response.headers, response.content);
  } catch (error) {
    if (isRefreshAuthError(error)) return readRefusal(call, Math.min(REQUEST_MS, timeLeft(bundle)));
    return { lost: error };
  } finally {
    if (!streams) clock.stop();
  }
}

/** A file that is aborted when it stops abortWhenStalled, as a request is; otherwise a cut connection would never end. */
function abortWhenStalled(file: NodeJS.ReadableStream, clock: Clock, bundle: Bundle): Transform {
  const watched = new Transform({
    transform(chunk, _encoding, done) {
      clock.restart(Math.min(REQUEST_MS, timeLeft(bundle)));
      done(null, chunk);
    },
  });
  return pipeline(file, watched, () => clock.stop());
}

/** Aborts a request, its body included, when its time is over. */
interface Clock {
  signal: AbortSignal;
  restart(ms: number): void;
  stop(): void;
}

function clockOf(ms: number): Clock {
  const controller = new AbortController();
  const start = (left: number) => setTimeout(() => controller.abort(), Math.max(0, left)).unref();
  let timer = start(ms);
  const stop = () => clearTimeout(timer);
  const restart = (left: number) => {
    stop();
    timer = start(left);
  };
  return { signal: controller.signal, restart, stop };
}

/**
 * Core turns every 401 into a RefreshAuthError and throws its body away, so the reason is read by
 * one more plain request: the same one for a read; for a write one to the same route that can do
 * nothing, its ids replaced and its body left out, because HighLevel checks the token first.
 */
async function readRefusal(call: Exchange, ms: number): Promise<Result> {
  const { facts, composed } = call;
  const reads = isRead(facts) || call.token === undefined;
  const path = reads ? composed.path : facts.route.replace(/\{\w+\}/g, '0');
  const clock = clockOf(ms);
  try {
    const response = await fetch(apiUrl() + path, {
      method: composed.method,
      headers: headersOf(call),
      ...(reads && composed.body && { body: composed.body }),
      redirect: 'manual',
      signal: clock.signal,
    });
    if (call.file && response.ok) {
      await response.body?.cancel();
      return { lost: 'The file is to be asked for anew.' };
    }
    const answer = answerOf(call, response.status, response.headers, await response.text());
    const tellsWhy = reads || !('status' in answer) || answer.status === 401;
    return tellsWhy ? answer : { lost: 'The refusal did not come again.' };
  } catch (lost) {
    return { lost };
  } finally {
    clock.stop();
  }
}

/** A file that HighLevel keeps on another host: it is asked for there, without the token. */
async function followFileRedirect(z: ZObject, { status, headers }: RawHttpResponse, signal: AbortSignal) {
  const place = status >= 300 && status < 400 ? headers.get('location') : undefined;
  const url = place && URL.canParse(place, apiUrl()) ? new URL(place, apiUrl()) : undefined;
  if (!url || !isSafe(url)) return undefined;
  const options = {
    url: url.href,
    redirect: 'manual',
    skipThrowForStatus: true,
    merge: false,
    signal,
  } as const;
  return z.request({ ...options, raw: true });
}

const headersOf = ({ composed, token }: Exchange) => ({
  'user-agent': 'Zapier',
  ...composed.headers,
  ...(token && { authorization: `Bearer ${token}` }),
});

const isRefreshAuthError = (error: unknown) => error instanceof Error && error.name === 'RefreshAuthError';

function timeLeft(bundle: Bundle): number {
  const start = startedAt.get(bundle) ?? Date.now();
  startedAt.set(bundle, start);
  return start + RUN_MS - Date.now();
}

/** A run's time, for a call of this kind. */
interface Time {
  /** Whether there is enough to begin the call, after so many ms. */
  isEnough(after?: number): boolean;
  /** Waits, if there is enough for the call after it. */
  pause(ms: number): Promise<boolean>;
}

function timeOf(bundle: Bundle, facts: Endpoint): Time {
  const least = LEAST_MS[isRead(facts) ? 'read' : 'write'];
  const isEnough = (after = 0) => timeLeft(bundle) >= after + least;
  const pause = async (ms: number) => {
    if (!isEnough(ms)) return false;
    await wait(ms);
    return true;
  };
  return { isEnough, pause };
}

const backoff = (attempts: number) => 300 * 2 ** attempts * (0.5 + Math.random());
