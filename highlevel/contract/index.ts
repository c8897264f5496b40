/**
 * The contract: the only place that knows HighLevel's API. `requests.json` is written by
 * `npm run contract` from HighLevel's own description; `corrections.ts` is written by hand.
 */
import { corrections } from './corrections';
import type { EndpointKey, Facts, RequestFacts } from './facts';

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

const known = new Map<EndpointKey, Endpoint>();

/**
 * Loads the 576 endpoints when the first one is used, and not at import: a cold start that only answers
 * the definition does not need them.
 */
function requests(): { [endpoint in EndpointKey]: RequestFacts } {
  return require('./requests.json');
}

/** Every endpoint of the dated versions, sorted. */
export function endpointKeys(): EndpointKey[] {
  return Object.keys(requests()) as EndpointKey[];
}

/** The facts of one endpoint. The same object at every call: do not change it. */
export function endpoint(key: EndpointKey): Endpoint {
  const ready = known.get(key);
  if (ready) return ready;
  const facts = requests()[key];
  if (!facts) throw new Error(`The contract has no endpoint "${key}".`);
  const made = completed(key, facts);
  known.set(key, made);
  return made;
}

/** An endpoint's facts with the corrections, and with a value for everything that is always needed. */
export function completed(key: string, facts: RequestFacts): Endpoint {
  const over = new Map(Object.entries(corrections)).get(key)?.facts ?? {};
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

/** The version to send where the description names none: public connectors send these (2026). */
export function undeclaredVersion(route: string): string {
  return route.startsWith('/conversations') ? '2021-04-15' : '2021-07-28';
}

/** The scopes that these endpoints need together, sorted, each once. */
export function scopesOf(keys: Iterable<EndpointKey>): string[] {
  return [...new Set([...keys].flatMap((key) => endpoint(key).scopes))].sort();
}

/** Whether an endpoint changes nothing. */
export const isRead = (facts: Endpoint) => facts.method === 'GET' || facts.reads === true;

/** Whether an endpoint answers a token, which no log may show. */
export const givesToken = (facts: Endpoint) => ['/oauth/token', '/oauth/locationToken'].includes(facts.route);

/** Whether an endpoint takes only an agency's token. */
export const isAgencyOnly = ({ access }: Endpoint) =>
  access.includes('agency') && !access.includes('location');

/** Whether an endpoint takes only a sub-account's token. */
export const isLocationOnly = ({ access }: Endpoint) =>
  access.includes('location') && !access.includes('agency');
