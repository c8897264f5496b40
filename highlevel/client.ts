/**
 * The one request helper: everything that talks to HighLevel goes through it. It sends an endpoint
 * of the contract with the connection's token, and turns every failure into an error that the Zap's
 * owner can act upon.
 */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Answer, whyUnauthorised } from './answer';
import { type Composed, compose, type Input, InputProblem } from './compose';
import { connectionOf, locationOf } from './connection';
import {
  type Endpoint,
  type EndpointKey,
  endpoint as factsOf,
  isAgencyOnly,
  isLocationOnly,
  isRead,
} from './contract';
import { type AccountIds, accountParameters } from './contract/account';
import { refuse, toError, type Wording, withoutCoreReport } from './errors';
import { type Exchange, exchange } from './exchange';
import { BARE_LIST, isRecord, parse, type Raw } from './json';
import { forgetLocationToken, locationToken } from './location-tokens';

/** One call: which endpoint, with what, in whose words. */
export interface Call {
  endpoint: EndpointKey;
  /** Parameters by the API's names. Those that name the account are filled (`contract/account.ts`). */
  input?: Input;
  wording?: Wording;
  /** Part of a step in a sub-account: an agency's connection uses that one's token. */
  inLocation?: true;
  /** The answer is a file: a success's body is left unread, to be streamed (`answer.file`). */
  file?: true;
  /**
   * A long list that is read often: its body is parsed once, and is not shown in Zapier's HTTP log. For
   * other calls, core parses the body twice and searches it for secrets, which takes half of a long poll's time.
   */
  parseOnce?: true;
  /** Whether the caller sees to this refusal itself. An expired token and a 429 stay the helper's. */
  accepts?: (answer: Answer) => boolean;
}

/** A call that is composed already, of any endpoint, even one that the contract does not know. */
export interface CustomCall extends Pick<Call, 'accepts'> {
  facts: Endpoint;
  composed: Composed;
  wording: Wording;
}

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
export async function request(z: ZObject, bundle: Bundle, call: Call): Promise<Raw> {
  const answer = await send(z, bundle, call);
  return isRecord(answer.body) ? answer.body : Array.isArray(answer.body) ? { [BARE_LIST]: answer.body } : {};
}

/** As {@link request}, and answers the status and the headers too. */
export async function send(z: ZObject, bundle: Bundle, call: Call): Promise<Answer> {
  const facts = factsOf(call.endpoint);
  const wording = call.wording ?? { doing: 'The call' };
  checkLevel(z, bundle, facts, wording);

  const { companyId } = connectionOf(bundle);
  const input = withAccount(facts, call.input ?? {}, { locationId: locationOf(bundle), companyId });
  const composed = attempt(z, facts, input, wording);
  const location = isLocationOnly(facts) || call.inLocation ? locationToOpen(bundle) : undefined;
  const repeatable = isRepeatable(facts);
  const secrets = passwordsIn(input);
  return deliver(z, bundle, { ...call, facts, composed, wording, repeatable, secrets }, location);
}

/**
 * As {@link send}, for a call that its user composed. Of such calls reads alone are tried again. An
 * agency's connection makes them in the step's Location, where one is chosen, else as the agency.
 */
export async function sendCustom(z: ZObject, bundle: Bundle, call: CustomCall): Promise<Answer> {
  checkLevel(z, bundle, call.facts, call.wording);
  const location = isAgencyOnly(call.facts) ? undefined : locationToOpen(bundle);
  const repeatable = isRead(call.facts);
  const secrets = passwordsIn(parse(call.composed.body));
  return deliver(z, bundle, { ...call, repeatable, secrets, mayBeEmpty: true }, location);
}

/** @throws z.errors.Error where the connection can't make the call, whatever is in it. */
function checkLevel(z: ZObject, bundle: Bundle, facts: Endpoint, { doing }: Wording): void {
  const { level, companyId } = connectionOf(bundle);
  const hasNoLocation = isLocationOnly(facts) && !locationOf(bundle);
  if (level === 'agency') {
    if (hasNoLocation) throw refuse(z, "Choose a Location: this connection is an agency's.");
    if (isAgencyOnly(facts) && !companyId) throw refuse(z, accountUnknown('agency'));
    return;
  }
  if (hasNoLocation) throw refuse(z, accountUnknown('sub-account'));
  if (isAgencyOnly(facts)) {
    throw refuse(z, `${doing} needs an agency's connection, and this one is a sub-account's.`);
  }
}

const accountUnknown = (account: string) =>
  `This connection does not tell its ${account}. Reconnect the account in Zapier under Apps.`;

/** The sub-account whose own token a call needs: an agency's connection opens it, where one is chosen. */
const locationToOpen = (bundle: Bundle): string | undefined =>
  connectionOf(bundle).level === 'agency' ? locationOf(bundle) : undefined;

/** Sends a composed call with the connection's token, or with the one of this location for an agency's. */
async function deliver(
  z: ZObject,
  bundle: Bundle,
  call: Omit<Exchange, 'token'>,
  location: string | undefined,
): Promise<Answer> {
  const { accessToken, expiresAt = Number.POSITIVE_INFINITY } = connectionOf(bundle);
  if (!accessToken || expiresAt <= Date.now()) {
    throw withoutCoreReport(new z.errors.RefreshAuthError('The access token has expired.'));
  }

  const place = location && { locationId: location, agencyToken: accessToken };
  for (let renewed = false; ; renewed = true) {
    const token = place
      ? await locationToken(z, bundle, place, () => request(z, bundle, openLocation(place.locationId)))
      : accessToken;
    const answer = await exchange(z, bundle, {
      ...call,
      token,
      secrets: [token, accessToken, ...call.secrets],
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (answer.status === 401 && whyUnauthorised(answer) === 'expired') {
      if (!place)
        throw withoutCoreReport(new z.errors.RefreshAuthError('HighLevel did not accept the access token.'));
      await forgetLocationToken(z, bundle, place);
      // The agency's token has just been good: to refresh it cures nothing, and may end in a reconnect for all.
      if (renewed) throw toError(z, answer, call.facts, { ...call.wording, advice: TOKEN_REFUSED });
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
        : `“${label}” must be an ID, as an earlier step gives it.`,
    );
  }
}

/** The code of the error that the chosen Location is refused. */
const CLOSED = 'location_closed';

const openLocation = (locationId: string): Call => ({
  endpoint: 'POST /oauth/locationToken',
  input: { locationId },
  wording: {
    doing: 'Opening the sub-account',
    code: CLOSED,
    advice:
      'Choose the Location again: it must be a sub-account of this agency, in which the app is installed and active.',
  },
});

const TOKEN_REFUSED =
  'HighLevel gave a new token for this sub-account, and does not take it. Check in HighLevel that the sub-account is active and the app is installed in it.';

/** The sentence of an error that HighLevel refuses to open the chosen Location; `undefined` for any other error. */
export function closedLocation(error: unknown): string | undefined {
  const told = error instanceof Error ? parse(error.message) : undefined;
  return isRecord(told) && told.code === CLOSED ? String(told.message) : undefined;
}

/** The input with what names the account filled in, where the caller gave no other. */
function withAccount(facts: Endpoint, input: Input, ids: AccountIds): Input {
  const filled: Input = { ...input };
  for (const { name, from, value, required } of accountParameters(facts)) {
    // An agency's list of all must not become the list of the sub-account that is chosen in the form.
    if (from === 'locationId' && isAgencyOnly(facts) && !required) continue;
    const id = ids[from];
    if (filled[name] === undefined && id) filled[name] = value ?? id;
  }
  return filled;
}

/** The passwords in what is sent, wherever they stand. */
function passwordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(passwordsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (/password/i.test(key) ? [inner] : []) : passwordsIn(inner),
  );
}

/** One more location token does no harm. */
const isRepeatable = (facts: Endpoint) =>
  isRead(facts) ||
  (['PUT', 'DELETE'].includes(facts.method) && !facts.notRepeatable) ||
  facts.route === '/oauth/locationToken';
