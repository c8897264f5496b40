/**
 * One exchange with HighLevel: sends a composed call until there is an answer to give. Retries, waits, what
 * core does to a 401, and bodies that are no answer stay in here; what an answer means does not.
 */
import { Readable } from 'node:stream';
import type { Bundle, RawHttpResponse, ZObject } from 'zapier-platform-core';
import type { Composed } from './compose';
import type { Endpoint } from './contract';
import { type Answer, isNotFound, toSilence, type Wording, whyUnauthorised } from './errors';
import { waitAfter } from './rateLimits';
import { apiUrl } from './settings';

/** Zapier ends a run after 30 s. What is left after this is for the answer to get home. */
const RUN_MS = 27_000;
/** One request's own time, so that a read that hangs leaves time for another try. */
const REQUEST_MS = 20_000;
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
  accepts?: (answer: Answer) => boolean;
}

/**
 * Sends until there is an answer to give.
 *
 * @throws z.errors.Error where none came, or where it leaves open what has been done
 */
export async function exchange(z: ZObject, bundle: Bundle, call: Exchange): Promise<Answer> {
  const { facts, repeatable } = call;
  let silence = false;
  for (let attempts = 1; ; attempts += 1) {
    const result = await once(z, bundle, call);
    const last = attempts >= TRIES;
    const answer = 'status' in result ? result : undefined;
    // A delete that is repeated after a silence finds its work done.
    if (answer && silence && facts.method === 'DELETE' && isNotFound(answer)) {
      return { ...answer, status: 200, body: {} };
    }
    if (answer?.status === 429) {
      const { seconds, daily } = waitAfter(answer.headers);
      if (!daily && !last && seconds * 1000 <= WAIT_MS && (await pause(bundle, seconds * 1000))) continue;
    }
    if (answer && !isBroken(answer)) return answer;
    silence = true;
    if (repeatable && !last && (await pause(bundle, backoff(attempts)))) continue;
    if (answer && (repeatable || call.accepts?.(answer))) return answer;
    throw toSilence(z, answer, call);
  }
}

/** Whether an answer leaves open what the endpoint has done, and may be another next time. */
const isBroken = (answer: Answer) =>
  (answer.status >= 500 && answer.status !== 501) ||
  (answer.status === 401 && whyUnauthorised(answer) === 'timeout');

/** One request. A connection that was cut, no answer in time, or one that can't be read, gives `{ lost }`. */
async function once(z: ZObject, bundle: Bundle, call: Exchange): Promise<Answer | { lost: unknown }> {
  const { composed } = call;
  const url = apiUrl() + composed.path;
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
      timeout: Math.max(1000, Math.min(REQUEST_MS, timeLeft(bundle))),
    } as const;
    if (call.file) return await fileOf(call, await z.request({ ...options, raw: true }));
    if (givesToken(call.facts)) {
      // Core puts the first 100 characters of an answer into the message of a later error, but not of a raw one.
      const response = await z.request({ ...options, raw: true });
      return answerOf(call, response.status, response.headers, await response.text());
    }
    const response = await z.request(options);
    return answerOf(call, response.status, response.headers, response.content);
  } catch (error) {
    if (isRefreshAuthError(error)) return readRefusal(call, timeLeft(bundle));
    return { lost: error };
  }
}

/**
 * Core turns every 401 into a RefreshAuthError and throws its body away, so the reason is read by
 * one more plain request: the same one for a read; for a write one to the same route that can do
 * nothing, its ids replaced and its body left out, because HighLevel checks the token first.
 */
async function readRefusal(call: Exchange, ms: number): Promise<Answer | { lost: unknown }> {
  const { facts, composed } = call;
  const reads = isRead(facts) || call.token === undefined;
  const path = reads ? composed.path : facts.route.replace(/\{\w+\}/g, '0');
  try {
    const response = await fetch(apiUrl() + path, {
      method: composed.method,
      headers: headersOf(call),
      ...(reads && composed.body && { body: composed.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(1000, Math.min(REQUEST_MS, ms))),
    });
    if (call.file && response.ok) return { lost: 'The file is to be asked for anew.' };
    const answer = answerOf(call, response.status, response.headers, await response.text());
    const useful = reads || !('status' in answer) || answer.status === 401;
    return useful ? answer : { ...answer, status: 401, body: { message: 'Command timed out' } };
  } catch (lost) {
    return { lost };
  }
}

/** A file is left where it is; what is said instead of one is read. */
async function fileOf(call: Exchange, response: RawHttpResponse): Promise<Answer | { lost: unknown }> {
  const { status, headers, body } = response;
  const succeeded = status >= 200 && status < 300;
  const type = headers.get('content-type') ?? '';
  if (succeeded && headers.get('content-length') !== '0' && !/json|html/.test(type)) {
    return { status, headers, text: '', body: undefined, file: body };
  }
  if (succeeded) {
    // A gateway's page, or nothing at all, would be kept as the file. Plain text may be called HTML.
    const text = await response.text();
    const isText = text && /html/.test(type) && !/^\s*</.test(text);
    return isText ? { status, headers, text, body: undefined, file: Readable.from([text]) } : { lost: text };
  }
  return answerOf(call, status, headers, await response.text());
}

const headersOf = ({ composed, token }: Exchange) => ({
  'user-agent': 'Zapier',
  ...composed.headers,
  ...(token && { authorization: `Bearer ${token}` }),
});

function answerOf(
  call: Exchange,
  status: number,
  headers: Answer['headers'],
  text: string,
): Answer | { lost: unknown } {
  const succeeded = status < 300;
  if (succeeded && !text && status !== 204 && mustAnswer(call)) return { lost: 'The answer was empty.' };
  const words = succeeded ? text : call.secrets.reduce((said, secret) => hide(said, secret), text);
  try {
    return { status, headers, text: words, body: words ? JSON.parse(words) : undefined };
  } catch (lost) {
    // A gateway's page, or half an answer, with a success: taken for nothing it would pass for “none found”.
    const type = headers.get('content-type') ?? '';
    const broken = /json/.test(type) || (/html/.test(type) && /^\s*</.test(text));
    return succeeded && broken ? { lost } : { status, headers, text: words, body: undefined };
  }
}

const hide = (text: string, secret: string) => (secret ? text.replaceAll(secret, '(hidden)') : text);

/** Whether an endpoint changes nothing. */
export const isRead = (facts: Endpoint) => facts.method === 'GET' || facts.reads === true;
const givesToken = (facts: Endpoint) => ['/oauth/token', '/oauth/locationToken'].includes(facts.route);
/** Nothing would pass for “none found”: a poll that turns a Zap on would later fire all that was there. */
const mustAnswer = ({ facts, mayBeEmpty }: Exchange) => !mayBeEmpty && (isRead(facts) || givesToken(facts));
const isRefreshAuthError = (error: unknown) => error instanceof Error && error.name === 'RefreshAuthError';

function timeLeft(bundle: Bundle): number {
  const start = startedAt.get(bundle) ?? Date.now();
  startedAt.set(bundle, start);
  return start + RUN_MS - Date.now();
}

/** Waits, if the run has the time for it and for a request after it. */
async function pause(bundle: Bundle, ms: number): Promise<boolean> {
  if (timeLeft(bundle) < ms + 3000) return false;
  await new Promise((done) => setTimeout(done, ms));
  return true;
}

const backoff = (attempts: number) => 300 * 2 ** attempts * (0.5 + Math.random());
