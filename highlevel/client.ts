/**
 * The one request helper: everything that talks to HighLevel goes through it. It sends an endpoint
 * of the contract with the connection's token, and turns every failure into an error that the Zap's
 * owner can act upon.
 */
import { Readable } from 'node:stream';
import type { Bundle, RawHttpResponse, ZObject } from 'zapier-platform-core';
import { type Composed, compose, type Input, InputProblem } from './compose';
import { type Connection, connectionOf, locationOf } from './connection';
import { type Endpoint, type EndpointKey, endpoint as factsOf, shape } from './contract';
import {
  type Answer,
  isNotFound,
  isRecord,
  plain,
  refuse,
  toError,
  toSilence,
  type Wording,
  whyUnauthorised,
} from './errors';
import { forgetLocationToken, locationToken } from './locationTokens';
import { waitAfter } from './rateLimits';
import { apiUrl } from './settings';

/** One call: which endpoint, with what, in whose words. */
export interface Call {
  endpoint: EndpointKey;
  /** Parameters by the API's names. `locationId` and `companyId` are filled from the connection. */
  input?: Input;
  wording?: Wording;
  /** Part of a step in a sub-account: an agency's connection uses that one's token where it may. */
  inLocation?: true;
  /** The answer is a file: a success's body is left unread, to be streamed (`answer.file`). */
  file?: true;
  /** Whether the caller sees to this refusal itself. An expired token and a 429 stay the helper's. */
  accepts?: (answer: Answer) => boolean;
}

/** A call that is composed already, of any endpoint, even one that the contract does not know. */
export interface FreeCall extends Pick<Call, 'accepts'> {
  facts: Endpoint;
  composed: Composed;
  wording: Wording;
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
  const inLocation = isLocationOnly(facts) || (call.inLocation && !isAgencyOnly(facts));
  const asLocation = connection.level === 'agency' && inLocation;
  checkLevel(z, bundle, facts, wording);

  const input = fromConnection(facts, call.input ?? {}, connection, locationOf(bundle));
  const composed = attempt(z, facts, input, wording);
  const location = asLocation ? locationOf(bundle) : undefined;
  const secrets = typeof input.password === 'string' ? [input.password] : [];
  const repeatable = isRepeatable(facts);
  return deliver(z, bundle, { ...call, facts, composed, wording, repeatable, secrets }, location);
}

/**
 * As {@link send}, for a call that its user composed. Of such calls reads alone are tried again. An
 * agency's connection makes them in the step's Location, where one is chosen, else as the agency.
 */
export async function sendFree(z: ZObject, bundle: Bundle, call: FreeCall): Promise<Answer> {
  checkLevel(z, bundle, call.facts, call.wording);
  const asLocation = connectionOf(bundle).level === 'agency' && !isAgencyOnly(call.facts);
  const location = asLocation ? locationOf(bundle) : undefined;
  const repeatable = isRead(call.facts);
  return deliver(z, bundle, { ...call, repeatable, secrets: [], mayBeEmpty: true }, location);
}

/** @throws z.errors.Error where the connection can't make the call, whatever is in it. */
function checkLevel(z: ZObject, bundle: Bundle, facts: Endpoint, { doing }: Wording): void {
  const { level } = connectionOf(bundle);
  if (level === 'agency' && isLocationOnly(facts) && !locationOf(bundle)) {
    throw refuse(z, 'Choose a Location: this connection is an agency\u2019s.');
  }
  if (level === 'location' && isAgencyOnly(facts)) {
    throw refuse(z, `${doing} needs an agency's connection, and this one is a sub-account's.`);
  }
}

/** Sends a composed call with the connection's token, or with the one of this location for an agency's. */
async function deliver(
  z: ZObject,
  bundle: Bundle,
  call: Omit<Exchange, 'token'>,
  location: string | undefined,
): Promise<Answer> {
  const { accessToken, expiresAt = Number.POSITIVE_INFINITY } = connectionOf(bundle);
  if (!accessToken || expiresAt <= Date.now()) {
    throw plain(new z.errors.RefreshAuthError('The access token has expired.'));
  }

  const place = location && { locationId: location, agencyToken: accessToken };
  for (let renewed = false; ; renewed = true) {
    const token = place
      ? await locationToken(z, place, () => request(z, bundle, openLocation(place.locationId)))
      : accessToken;
    const answer = await exchange(z, bundle, {
      ...call,
      token,
      secrets: [token, accessToken, ...call.secrets],
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (answer.status === 401 && whyUnauthorised(answer) === 'expired') {
      if (!place || renewed) {
        throw plain(new z.errors.RefreshAuthError('HighLevel did not accept the access token.'));
      }
      await forgetLocationToken(z, place);
      continue;
    }
    if (answer.status !== 429 && call.accepts?.(answer)) return answer;
    throw toError(z, answer, call.facts, call.wording);
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
    secrets: [input.client_secret, input.refresh_token, input.code].map((secret) => String(secret ?? '')),
    wording: { doing: 'Connecting to HighLevel' },
    repeatable: input.grant_type === 'refresh_token',
  });
}

interface Exchange {
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

/** Sends until there is an answer to give: retries and waits happen here. */
async function exchange(z: ZObject, bundle: Bundle, call: Exchange): Promise<Answer> {
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
    const fact = facts.path[name] ?? facts.query[name] ?? facts.body[name];
    // A list of all of an agency's must not become the list of the one that is chosen in the form.
    const isOne = source === 'locationId' && isAgencyOnly(facts);
    const wanted = fact !== undefined && (!isOne || shape(fact).required);
    const value = source === 'locationId' ? locationId : connection.companyId;
    if (wanted && filled[name] === undefined && value) filled[name] = value;
  }
  return filled;
}

const isRead = (facts: Endpoint) => facts.method === 'GET' || facts.reads === true;
/** A location token more does no harm. */
const isRepeatable = (facts: Endpoint) =>
  isRead(facts) || ['PUT', 'DELETE'].includes(facts.method) || facts.route === '/oauth/locationToken';
/** Nothing would pass for “none found”: a poll that turns a Zap on would later fire all that was there. */
const mustAnswer = ({ facts, mayBeEmpty }: Exchange) => !mayBeEmpty && (isRead(facts) || givesToken(facts));
const givesToken = (facts: Endpoint) => ['/oauth/token', '/oauth/locationToken'].includes(facts.route);
const isAgencyOnly = ({ access }: Endpoint) => access.includes('agency') && !access.includes('location');
const isLocationOnly = ({ access }: Endpoint) => access.includes('location') && !access.includes('agency');
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
