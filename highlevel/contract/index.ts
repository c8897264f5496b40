/**
 * The contract: the only place that knows HighLevel's API. `requests.json` is written by
 * `npm run contract` from HighLevel's own description; `corrections.ts` is written by hand.
 */
import { isNull, memoize, omitBy } from 'lodash';
import { corrections } from './corrections';
import {
  type ApiVersion,
  type EndpointKey,
  type Entry,
  type Facts,
  PLACES,
  type RequestFacts,
  V3,
} from './facts';
import { furtherEntry } from './further';

export * from './facts';

/** How to call an endpoint: the generated facts with the corrections. */
export interface Endpoint extends RequestFacts {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  route: string;
  version: string;
  access: NonNullable<RequestFacts['access']>;
  scopes: string[];
  path: Facts;
  query: Facts;
  body: Facts;
}

const known = new Map<string, Endpoint>();

/**
 * Loads the endpoints of both versions when the first one is used, and not at import: a cold start that only
 * answers the definition does not need them.
 */
function entries(): { [endpoint: string]: Entry } {
  return require('./requests.json');
}

/** A further entry is read once, however often a step asks for it. */
const furtherOnce = memoize(furtherEntry);

/** What the contract states of an endpoint, in whichever version; `undefined` where there is none. */
const entryOf = (key: string): Entry | undefined => entries()[key] ?? furtherOnce(key);

/** Every endpoint of a version, sorted: of the dated ones unless said. */
export function endpointKeys(version: ApiVersion = 'dated'): EndpointKey[] {
  const all = Object.entries(entries()).filter(([, entry]) => describes(entry, version));
  return all.map(([key]) => key) as EndpointKey[];
}

/** Whether a text names an endpoint, in whichever version. */
export const isEndpointKey = (name: string): name is EndpointKey => Object.hasOwn(entries(), name);

/** Whether a version has an endpoint. */
export function hasVersion(key: EndpointKey, version: ApiVersion): boolean {
  const entry = entryOf(key);
  return entry !== undefined && describes(entry, version);
}

/**
 * The facts of one endpoint. The same object at every call: do not change it.
 *
 * @param version whose facts: the dated version's unless said, but v3's where the endpoint is in v3 alone
 * @throws Error where the contract, or that version, has no such endpoint
 */
export function endpoint(key: EndpointKey, version?: ApiVersion): Endpoint {
  const entry = entryOf(key);
  const which = version ?? (entry && !describes(entry, 'dated') ? V3 : 'dated');
  const name = `${which} ${key}`;
  const ready = known.get(name);
  if (ready) return ready;
  if (!entry || !describes(entry, which)) {
    throw new Error(`The contract has no endpoint "${key}"${entry ? ` in ${which}` : ''}.`);
  }
  const made = completed(key, entry, which);
  known.set(name, made);
  return made;
}

/** Whether an entry of the contract has facts of a version. */
export const describes = ({ only, v3 }: Entry, version: ApiVersion): boolean =>
  version === V3 ? only !== undefined || v3 !== undefined : only === undefined;

/** The facts that an entry of the contract has of a version, as described. */
function factsIn({ v3, only, ...facts }: Entry, version: ApiVersion): RequestFacts {
  if (version !== V3) return facts;
  if (only || !v3) return { ...facts, version: facts.version ?? V3 };
  const changed = v3 === true ? {} : v3;
  const places = PLACES.map(
    (place) => [place, omitBy({ ...facts[place], ...changed[place] }, isNull)] as const,
  );
  const all = { ...facts, version: V3, ...changed, ...Object.fromEntries(places) };
  return omitBy(all, isNull);
}

/** An entry's facts with the corrections, and with a value for everything that is always needed. */
export function completed(key: string, entry: Entry, version: ApiVersion): Endpoint {
  const facts = factsIn(entry, version);
  const correction = new Map(Object.entries(corrections)).get(key);
  const over: RequestFacts = (version === V3 && correction?.v3) || correction?.facts || {};
  const [method, route] = key.split(' ') as [Endpoint['method'], string];
  return {
    ...facts,
    ...over,
    method,
    route,
    version: over.version ?? facts.version ?? undeclaredVersion(route),
    access: over.access ?? facts.access ?? [],
    scopes: over.scopes ?? facts.scopes ?? [],
    path: { ...facts.path, ...over.path },
    query: { ...facts.query, ...over.query },
    body: { ...facts.body, ...over.body },
  };
}

/** The dated version to send where the description names none: public connectors send these (2026). */
export function undeclaredVersion(route: string): string {
  return route.startsWith('/conversations') ? '2021-04-15' : '2021-07-28';
}

/** The scopes that these endpoints need together, sorted, each once. */
export function scopesOf(keys: Iterable<EndpointKey>): string[] {
  return [...new Set([...keys].flatMap((key) => endpoint(key).scopes))].sort();
}

/** Every scope that any endpoint needs in either version. */
export function everyScope(): string[] {
  const v3 = endpointKeys(V3).flatMap((key) => endpoint(key, V3).scopes);
  return [...new Set([...scopesOf(endpointKeys()), ...v3])].sort();
}

/** Whether an endpoint changes nothing. */
export const isRead = (facts: Endpoint) => facts.method === 'GET' || facts.reads === true;

/** Whether an endpoint answers a token, which no log may show. */
export const givesToken = (facts: Endpoint) =>
  ['/oauth/token', '/oauth/locationToken', '/oauth/location-token'].includes(facts.route);

/** Whether an endpoint takes only an agency's token. */
export const isAgencyOnly = ({ access }: Endpoint) =>
  access.includes('agency') && !access.includes('location');

/** Whether an endpoint takes only a sub-account's token. */
export const isLocationOnly = ({ access }: Endpoint) =>
  access.includes('location') && !access.includes('agency');
