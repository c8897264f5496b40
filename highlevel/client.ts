/**
 * The one request helper: everything that talks to HighLevel goes through it. It sends an endpoint
 * of the contract with the connection's token, and turns every failure into an error that the Zap's
 * owner can act upon.
 */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Composed, compose, type Input, InputProblem } from './compose';
import { type Connection, connectionOf, locationOf } from './connection';
import { type Endpoint, type EndpointKey, endpoint as factsOf } from './contract';
import { type Answer, isRecord, refuse, toError, type Wording, whyUnauthorised } from './errors';
import { forgetLocationToken, locationToken } from './locationTokens';
import { waitAfter } from './rateLimits';
import { apiUrl } from './settings';

/** One call: which endpoint, with what, in whose words. */
export interface Call {
  endpoint: EndpointKey;
  /** Parameters by the API's names. `locationId` and `companyId` are filled from the connection. */
  input?: Input;
  wording?: Wording;
}

/** Zapier ends a run after 30 s. What is left after this is for the answer to get home. */
const RUN_MS = 27_000;
/** One request's own time, so that a read that hangs leaves time for another try. */
const REQUEST_MS = 20_000;
/** The longest wait for a burst window inside a run; a longer one is left to Zapier. */
const WAIT_MS = 11_000;
const TRIES = 3;

const startedAt = new WeakMap<object, number>();

/**
 * Sends a call and answers the parsed body (`{}` where HighLevel sent none).
 *
 * Reads, and writes that a repeat can't harm, are tried again after a time-out, a cut connection or
 * a 5xx; other writes never are. A 429 is waited for inside the run where the wait is short.
 *
 * @throws z.errors.Error with a sentence for the Zap's owner
 * @throws z.errors.ThrottledError after a 429 that is not worth waiting for
 * @throws z.errors.RefreshAuthError where the token has expired, and only then
 */
export async function request(z: ZObject, bundle: Bundle, call: Call): Promise<Record<string, unknown>> {
  const answer = await send(z, bundle, call);
  return isRecord(answer.body) ? answer.body : Array.isArray(answer.body) ? { '[]': answer.body } : {};
}

/** As {@link request}, and answers the status and the headers too. */
export async function send(z: ZObject, bundle: Bundle, call: Call): Promise<Answer> {
  const facts = factsOf(call.endpoint);
  const wording = call.wording ?? { doing: 'The call' };
  const connection = connectionOf(bundle);
  const input = fromConnection(facts, call.input ?? {}, connection, locationOf(bundle));
  const composed = attempt(z, facts, input, wording);
  if (connection.expiresAt !== undefined && connection.expiresAt <= Date.now()) {
    throw new z.errors.RefreshAuthError('The access token has expired.');
  }
  const asLocation =
    connection.level === 'agency' && !facts.access.includes('agency') && facts.access.length > 0;
  const location = asLocation ? locationOf(bundle) : undefined;
  if (asLocation && !location) throw refuse(z, 'Choose a Location: this connection is an agency\u2019s.');

  if (connection.level === 'location' && facts.access.length === 1 && facts.access[0] === 'agency') {
    throw refuse(z, `${wording.doing} needs an agency's connection, and this one is a sub-account's.`);
  }

  for (let renewed = false; ; renewed = true) {
    const token = location
      ? await locationToken(z, location, () => request(z, bundle, openLocation(location)))
      : connection.accessToken;
    const answer = await exchange(z, bundle, {
      facts,
      composed,
      token,
      wording,
      repeatable: isRepeatable(facts),
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (answer.status === 401 && whyUnauthorised(answer) === 'expired') {
      if (!location || renewed)
        throw new z.errors.RefreshAuthError('HighLevel did not accept the access token.');
      await forgetLocationToken(z, location);
      continue;
    }
    throw toError(z, answer, facts, wording);
  }
}

/**
 * Asks `POST /oauth/token`, without a connection, for the first tokens or for new ones. A refresh may
 * be repeated: HighLevel gives the same answer for 30 s. A code is good for one request only.
 */
export async function requestToken(z: ZObject, bundle: Bundle, input: Input): Promise<Answer> {
  const facts = factsOf('POST /oauth/token');
  return exchange(z, bundle, {
    facts,
    composed: compose(facts, input),
    wording: { doing: 'Connecting to HighLevel' },
    repeatable: input.grant_type === 'refresh_token',
  });
}

interface Exchange {
  facts: Endpoint;
  composed: Composed;
  token?: string;
  wording: Wording;
  repeatable: boolean;
}

/** Sends until there is an answer to give: retries and waits happen here. */
async function exchange(z: ZObject, bundle: Bundle, call: Exchange): Promise<Answer> {
  const { facts, wording, repeatable } = call;
  for (let attempts = 1; ; attempts += 1) {
    const result = await once(z, bundle, call);
    const last = attempts >= TRIES;
    if (!('status' in result)) {
      if (repeatable && !last && (await pause(bundle, backoff(attempts)))) continue;
      throw silent(z, wording, repeatable);
    }
    // A delete that is repeated after a silence finds its work done.
    if (result.status === 404 && attempts > 1 && facts.method === 'DELETE')
      return { ...result, status: 200, body: {} };
    if (result.status === 429) {
      const { seconds, daily } = waitAfter(result.headers);
      if (!daily && !last && seconds * 1000 <= WAIT_MS && (await pause(bundle, seconds * 1000))) continue;
    }
    const broken = result.status >= 500 || (result.status === 401 && whyUnauthorised(result) === 'timeout');
    if (broken && repeatable && !last && (await pause(bundle, backoff(attempts)))) continue;
    if (broken && !repeatable && result.status !== 501) throw silent(z, wording, repeatable, result.status);
    return result;
  }
}

/** One request. A connection that was cut, or that did not answer in time, gives `{ lost }`. */
async function once(z: ZObject, bundle: Bundle, call: Exchange): Promise<Answer | { lost: unknown }> {
  const { composed } = call;
  try {
    const response = await z.request({
      method: composed.method,
      url: apiUrl() + composed.path,
      headers: headersOf(call),
      ...(composed.body && { body: composed.body }),
      redirect: 'manual',
      skipThrowForStatus: true,
      timeout: Math.max(1000, Math.min(REQUEST_MS, timeLeft(bundle))),
    });
    return answerOf(response.status, response.headers, response.content);
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
  const reads = isRead(facts) || !call.token;
  const path = reads ? composed.path : facts.route.replace(/\{\w+\}/g, '0');
  try {
    const response = await fetch(apiUrl() + path, {
      method: composed.method,
      headers: headersOf(call),
      ...(reads && composed.body && { body: composed.body.toString() }),
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(1000, Math.min(REQUEST_MS, ms))),
    });
    const answer = answerOf(response.status, response.headers, await response.text());
    const useful = reads || answer.status === 401;
    return useful ? answer : { ...answer, status: 401, body: { message: 'Command timed out' } };
  } catch (lost) {
    return { lost };
  }
}

const headersOf = ({ composed, token }: Exchange) => ({
  ...composed.headers,
  ...(token && { authorization: `Bearer ${token}` }),
});

function answerOf(status: number, headers: Answer['headers'], text: string): Answer {
  try {
    return { status, headers, text, body: text ? JSON.parse(text) : undefined };
  } catch {
    return { status, headers, text, body: undefined };
  }
}

function attempt(z: ZObject, facts: Endpoint, input: Input, wording: Wording): Composed {
  try {
    return compose(facts, input);
  } catch (error) {
    if (!(error instanceof InputProblem)) throw error;
    const label = wording.labels?.[error.parameter] ?? error.parameter;
    throw refuse(
      z,
      error.problem === 'missing'
        ? `${wording.doing} needs a value for “${label}”.`
        : `“${label}” is no id that HighLevel could know.`,
    );
  }
}

const openLocation = (locationId: string): Call => ({
  endpoint: 'POST /oauth/locationToken',
  input: { locationId },
  wording: { doing: 'Opening the sub-account', thing: 'sub-account', labels: { locationId: 'Location' } },
});

/** Names under which endpoints take the sub-account and the agency. */
const OF_CONNECTION = {
  locationId: 'locationId',
  location_id: 'locationId',
  companyId: 'companyId',
} as const;

function fromConnection(facts: Endpoint, input: Input, connection: Connection, locationId?: string): Input {
  const filled: Input = { ...input };
  for (const [name, source] of Object.entries(OF_CONNECTION)) {
    const wanted = name in facts.path || name in facts.query || name in facts.body;
    const value = source === 'locationId' ? locationId : connection.companyId;
    if (wanted && filled[name] === undefined && value) filled[name] = value;
  }
  return filled;
}

const isRead = (facts: Endpoint) => facts.method === 'GET' || facts.reads === true;
const isRepeatable = (facts: Endpoint) =>
  isRead(facts) || facts.method === 'PUT' || facts.method === 'DELETE';
const isRefreshAuthError = (error: unknown) => error instanceof Error && error.name === 'RefreshAuthError';

function silent(z: ZObject, wording: Wording, repeatable: boolean, status?: number): Error {
  const what = status
    ? `HighLevel answered with a problem of its own (${status})`
    : 'HighLevel did not answer in time';
  const look = `It is not known whether ${wording.doing} was done: look in HighLevel before you run this step again.`;
  return new z.errors.Error(
    `${what}. ${repeatable ? 'Run the step again in a few minutes.' : look}`,
    'no_answer',
    status ?? 504,
  );
}

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
