/**
 * The one request helper: everything that talks to HighLevel goes through it. It sends an endpoint of the
 * contract with the connection's token, and turns every failure into an error that the Zap's owner can act on.
 *
 * The way of a call: here the account is filled in, `compose.ts` makes the request, `delivery.ts` chooses the
 * token, `exchange.ts` sends it again where need be, `one-request.ts` sends it once, `response.ts` reads the
 * answer, and `errors.ts` says what went wrong.
 */
import { mapKeys } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Answer, bodyOf } from './answer';
import { type Composed, compose, type Input, InputProblem } from './compose';
import { connectionOf, locationOf } from './connection';
import { findList } from './content';
import {
  type ApiVersion,
  type Endpoint,
  type EndpointKey,
  endpoint as factsOf,
  givesToken,
  isAgencyOnly,
  isLocationOnly,
  isRead,
} from './contract';
import { type AccountIds, accountParameters, isOfLocation } from './contract/account';
import { asWritten, type Translation, translationOf } from './contract/versions';
import { deliver, type SubAccount } from './delivery';
import { refuse } from './errors';
import { everythingIn, isRecord, parse, type Raw } from './json';
import { openingCall } from './location-tokens';
import { bySkip, collect } from './paging';
import type { Asked } from './response';
import { apiVersion } from './settings';
import type { Wording } from './wording';

/** One call: which endpoint, with what, in whose words. */
export interface Call extends Pick<Asked, 'answersEach'> {
  endpoint: EndpointKey;
  /** The version that is meant, where the step's user chose one. */
  version?: ApiVersion;
  /** Parameters by the API's names. Those that name the account are filled (`contract/account.ts`). */
  input?: Input;
  wording?: Wording;
  /** The call is part of a step in a sub-account: an agency's connection uses the token of that one. */
  inLocation?: true;
  /** The answer is a file: the body of a success is not read, but given as a stream (`answer.file`). */
  file?: true;
  /**
   * For a long list that is read often. Its body is parsed once and does not appear in Zapier's HTTP log.
   * Otherwise core parses a body twice more and searches it for secrets: half of the time of a long poll.
   */
  parseOnce?: true;
  /** Whether the caller handles this refusal itself. An expired token and a 429 are always handled here. */
  accepts?: (answer: Answer) => boolean;
}

/** A call that its user composed, of any endpoint, even one that the contract does not know. */
export interface CustomCall extends Pick<Call, 'accepts'> {
  facts: Endpoint;
  composed: Composed;
  wording: Wording;
}

/**
 * Sends a call and answers the parsed body: `{}` where HighLevel sent none, `{ [BARE_LIST]: […] }` for a list.
 *
 * After a time-out, a cut connection or a 5xx a call is sent again if a repeat does no harm: reads are, and
 * some writes. After a 429 the run waits, if the wait is short.
 *
 * @throws z.errors.Error with a sentence for the Zap's owner
 * @throws z.errors.ThrottledError after a 429 that is too long to wait for
 * @throws z.errors.RefreshAuthError where the token has expired, and only then
 */
export async function request(z: ZObject, bundle: Bundle, call: Call): Promise<Raw> {
  return bodyOf(await send(z, bundle, call));
}

/** As {@link request}, but answers the status and the headers too. */
export async function send(z: ZObject, bundle: Bundle, call: Call): Promise<Answer> {
  const { companyId } = connectionOf(bundle);
  const ids = { locationId: locationOf(bundle), companyId };
  const translation = call.version
    ? asWritten(factsOf(call.endpoint, call.version))
    : translationOf(call.endpoint, apiVersion(), ids);
  const { written, facts } = translation;
  const wording = inNamesOf(translation, call.wording ?? { doing: 'The call' });
  const inLocation = isOfLocation(written);
  checkLevel(z, bundle, { facts: written, wording, inLocation });

  const subAccount = inLocation || call.inLocation ? chosenSubAccount(z, bundle) : undefined;
  const repeatable = isRepeatable(facts);
  const ask = async (given: Input): Promise<Answer> => {
    const input = withAccount(facts, translation.sent(given), ids);
    const composed = composeOrRefuse(z, facts, input, wording);
    const secrets = secretsIn(input);
    const asked = { ...call, facts, composed, wording, repeatable, secrets };
    const answer = await deliver(z, bundle, asked, subAccount);
    return { ...answer, body: answer.status < 300 ? translation.read(answer.body) : answer.body };
  };
  const input = call.input ?? {};
  return translation.pages ? allPages(translation.pages, (page) => ask({ ...input, ...page })) : ask(input);
}

/** A wording whose labels are found by the names of the call's version too. */
function inNamesOf({ keyOf }: Translation, wording: Wording): Wording {
  if (!keyOf || !wording.labels) return wording;
  return { ...wording, labels: { ...mapKeys(wording.labels, (_, key) => keyOf(key)), ...wording.labels } };
}

/** All pages of an answer as one. A refusal, or an answer without the list, is given as it is. */
async function allPages(
  { items, by, size }: NonNullable<Translation['pages']>,
  ask: (page: Input) => Promise<Answer>,
): Promise<Answer> {
  const answers: Answer[] = [];
  const depth = { records: Number.POSITIVE_INFINITY, pages: Number.POSITIVE_INFINITY };
  const found = await collect(bySkip(by, size), depth, async (page) => {
    const answer = await ask(page);
    answers.push(answer);
    const body = bodyOf(answer);
    return { body, items: (answer.status < 300 && findList(body, items)) || [] };
  });
  const last = answers.at(-1);
  if (!last) throw new Error('No page was asked for.');
  return found.length ? { ...last, body: { ...bodyOf(last), [items]: found } } : last;
}

/**
 * As {@link send}, for a call that its user composed. Only reads are sent again. An agency's connection
 * makes the call in the step's Location where one is chosen, and otherwise as the agency.
 */
export async function sendCustom(z: ZObject, bundle: Bundle, call: CustomCall): Promise<Answer> {
  // The user may have named the sub-account in the call, so only the endpoint's access decides.
  checkLevel(z, bundle, { ...call, inLocation: isLocationOnly(call.facts) });
  const subAccount = isAgencyOnly(call.facts) ? undefined : chosenSubAccount(z, bundle);
  const repeatable = isRead(call.facts);
  const { body } = call.composed;
  const secrets = secretsIn(typeof body === 'string' ? parse(body) : undefined);
  return deliver(z, bundle, { ...call, repeatable, secrets, mayBeEmpty: true }, subAccount);
}

/**
 * @param call its facts and words, and whether it works in a sub-account (`inLocation`)
 * @throws z.errors.Error where this connection can't make the call
 */
function checkLevel(
  z: ZObject,
  bundle: Bundle,
  { facts, wording: { doing }, inLocation }: { facts: Endpoint; wording: Wording; inLocation: boolean },
): void {
  const { level, companyId } = connectionOf(bundle);
  const hasNoLocation = inLocation && !locationOf(bundle);
  if (level === 'agency') {
    if (hasNoLocation) throw refuse(z, "Choose a Sub-Account: this connection is an agency's.");
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

/** The sub-account that is chosen in the step's Location field, which an agency's connection alone has. */
function chosenSubAccount(z: ZObject, bundle: Bundle): SubAccount | undefined {
  const locationId = connectionOf(bundle).level === 'agency' ? locationOf(bundle) : undefined;
  return locationId ? { locationId, open: () => request(z, bundle, openingCall(locationId)) } : undefined;
}

/** @throws z.errors.Error naming the field that is missing, or that can't be part of a path. */
function composeOrRefuse(z: ZObject, facts: Endpoint, input: Input, wording: Wording): Composed {
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

/** The input with the parameters that name the account, where the caller did not give them. */
function withAccount(facts: Endpoint, input: Input, ids: AccountIds): Input {
  const filled: Input = { ...input };
  for (const { name, from, value, required } of accountParameters(facts)) {
    // A list of a whole agency must not become the list of the sub-account that is chosen in the form.
    if (from === 'locationId' && isAgencyOnly(facts) && !required) continue;
    const id = ids[from];
    if (filled[name] === undefined && id) filled[name] = value ?? id;
  }
  return filled;
}

/** Names of values that nobody else may read: `apiKey`, `authToken`, `client_secret`, `Authorization`. */
const SECRET =
  /api[ _-]?key|access[ _-]?key|auth(?!or(?!iz))|bearer|credential|jwt|passw|secret|signature|token/i;

/** Shorter texts, and these, are hardly secrets, and would be hidden wherever HighLevel says them. */
const LEAST_SECRET = 6;
const NO_SECRET = /(type|required|enabled|method|mode|url)$/i;

/** The passwords, keys and tokens in what is sent, at any depth, those of pairs (`{ key, value }`) among them. */
function secretsIn(value: unknown): string[] {
  const secrets: string[] = [];
  const add = (name: unknown, inner: unknown) => {
    if (typeof name !== 'string' || typeof inner !== 'string' || !SECRET.test(name)) return;
    const isShort = inner.length < LEAST_SECRET && !/passw/i.test(name);
    if (!isShort && !NO_SECRET.test(name)) secrets.push(inner);
  };
  for (const [name, inner] of everythingIn(value)) {
    add(name, inner);
    if (isRecord(inner)) add(inner.key ?? inner.name, inner.value);
  }
  return secrets;
}

/** Whether a repeat of a call does no harm. One more location token does none. */
const isRepeatable = (facts: Endpoint) =>
  isRead(facts) ||
  (['PUT', 'DELETE'].includes(facts.method) && !facts.notRepeatable) ||
  (givesToken(facts) && facts.route !== '/oauth/token');
