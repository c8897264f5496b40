import {
  type ApiVersion,
  type Endpoint,
  type EndpointKey,
  endpoint,
  hasVersion,
  V3,
} from '../../highlevel/contract';
import {
  type AccountParameter,
  accountParameters,
  locationParameters,
} from '../../highlevel/contract/account';
import { type JsonObject, text } from '../json';
import type { State } from '../state';
import { foreignLocation, gatewayRefusal, type Refusal, refusal } from './errors';
import { isPrivate, type Token, type Tokens } from './tokens';

/** The versions that HighLevel knows; the official SDK sends the second. */
const VERSIONS = [V3, '2023-02-21', '2021-07-28', '2021-04-15'];

/** What a request sent, by place, before it is validated. */
export interface Sent {
  params: JsonObject;
  query: JsonObject;
  body: JsonObject;
}

/** The description that a `Version` header means. */
export const versionOf = (header: string | undefined): ApiVersion => (header === V3 ? V3 : 'dated');

/**
 * The facts by which an endpoint answers to a `Version` header, the nearest first. It takes any dated version:
 * calendars and conversations were recorded with another one than the described. Some endpoints have one
 * version in both descriptions, though their facts differ: they take either.
 */
export function factsFor(key: EndpointKey, header: string | undefined): Endpoint[] {
  const version = versionOf(header);
  const other: ApiVersion = version === V3 ? 'dated' : V3;
  const nearest = hasVersion(key, version) ? [endpoint(key, version)] : [];
  const further = hasVersion(key, other) ? [endpoint(key, other)] : [];
  return [...nearest, ...further.filter((facts) => facts.version === header)];
}

/**
 * Checks the `Version` header.
 * @throws Refusal 401 if it is missing or not known; 400, as measured, if it is `v3` and v3 lacks the endpoint;
 *   404 if v3 alone has it
 */
export function checkVersion(key: EndpointKey, { method }: Endpoint, path: string, version = ''): void {
  if (version === '') throw gatewayRefusal(401, 'version header was not found.');
  if (!VERSIONS.includes(version)) throw gatewayRefusal(401, 'version header is invalid');
  if (factsFor(key, version).length) return;
  if (version === V3) {
    throw refusal(400, `Endpoint ${path} not available in API version v3. Please use a version before v3.`);
  }
  throw refusal(404, `Cannot ${method} ${path}`);
}

/** The token of an `Authorization: Bearer …` header, if there is one. */
export function tokenIn(tokens: Tokens, authorization = ''): Token | undefined {
  return tokens.find(bearerIn(authorization));
}

const bearerIn = (authorization: string) => /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';

/** @throws Refusal 401 if there is no token, or if it is unknown or expired. */
export function authenticate(tokens: Tokens, authorization: string | undefined): Token {
  if (!authorization) throw gatewayRefusal(401, 'Authorization header is missing.');
  const token = tokenIn(tokens, authorization);
  if (!token && isPrivate(bearerIn(authorization))) {
    throw gatewayRefusal(401, 'Invalid Private Integration token');
  }
  if (!token) throw gatewayRefusal(401, 'Invalid JWT');
  if (tokens.isExpired(token)) throw gatewayRefusal(401, 'The token is expired.');
  return token;
}

/** @throws Refusal 401 if the token lacks one of the endpoint's scopes. */
export function checkScopes(facts: Endpoint, token: Token): void {
  if (facts.scopes.every((scope) => token.scopes.includes(scope))) return;
  throw gatewayRefusal(401, 'The token is not authorized for this scope.');
}

/** @throws Refusal 403 for a sub-account's token where an agency's is needed, 401 the other way round. */
export function checkAccess(facts: Endpoint, token: Token): void {
  const wanted = token.type === 'Company' ? 'agency' : 'location';
  if (facts.access.length === 0 || facts.access.includes(wanted)) return;
  if (wanted === 'location') throw refusal(403, 'Forbidden resource');
  throw gatewayRefusal(
    401,
    'This authClass type is not allowed to access this scope. Please reach out to the Highlevel team to resolve this issue.',
  );
}

/** The value that a request sent for a parameter. */
const sentFor = (sent: Sent, { name, place }: AccountParameter) =>
  text({ path: sent.params, query: sent.query, body: sent.body }[place][name]);

/**
 * Checks the location that a request names, in path, query or body.
 * @returns the location that the request is about; empty for an agency's request that names none.
 * @param withoutLocation how the API refuses a request that lacks it; with 403 unless said
 * @throws Refusal if it is missing where it is required; 403 if it is not the token's.
 */
export function checkLocation(
  facts: Endpoint,
  token: Token,
  sent: Sent,
  state: State,
  withoutLocation: () => Refusal = foreignLocation,
): string {
  const asked = locationParameters(facts).map((one) => ({
    value: sentFor(sent, one),
    required: one.required,
  }));
  const allowed = (id: string) =>
    token.locationId ? id === token.locationId : state.locations.get(id)?.companyId === token.companyId;
  for (const { value, required } of asked) {
    if (!value && required) throw withoutLocation();
    if (value && !allowed(value)) throw foreignLocation();
  }
  return token.locationId ?? asked.find(({ value }) => value)?.value ?? '';
}

/** @throws Refusal 403 if a request names another agency than the token's. */
export function checkCompany(facts: Endpoint, token: Token, sent: Sent): void {
  const named = accountParameters(facts).filter(({ from }) => from === 'companyId');
  const foreign = named.map((one) => sentFor(sent, one)).some((id) => id && id !== token.companyId);
  if (foreign) throw refusal(403, 'Forbidden resource');
}
