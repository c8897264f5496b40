/** Finds the endpoint of a call that its user composed. */
import { type ApiVersion, completed, describes, type Endpoint, undeclaredVersion, V3 } from '.';
import { catalog } from './catalog';

const isParameter = (segment: string) => segment.startsWith('{');

/** A path's segments. A slash at its end makes no difference, as with the API. */
const split = (path: string) => path.replace(/^\//, '').replace(/\/$/, '').split('/');

/** Which segments are words and not ids. Of two endpoints that fit, the one with the earlier word is meant. */
const wordsOf = (route: string) =>
  split(route)
    .map((segment) => (isParameter(segment) ? '0' : '1'))
    .join('');

function fits(route: string, segments: string[]): boolean {
  const parts = split(route);
  return (
    parts.length === segments.length &&
    parts.every((part, place) => part === segments[place] || (isParameter(part) && segments[place] !== ''))
  );
}

/**
 * The endpoint that a call is for: `GET /contacts/{contactId}/notes` for `GET /contacts/x1/notes`. Its
 * parameters are missing, because the built app has them only for the endpoints that it uses.
 *
 * @param path as it is sent, without a query
 * @param sent the `Version` header where the call has one. Without it an endpoint of the dated versions is
 *   meant, or else one of v3
 */
export function matchEndpoint(method: string, path: string, sent?: string): Endpoint | undefined {
  const segments = split(path);
  const versions: ApiVersion[] = sent === V3 ? [V3, 'dated'] : ['dated', V3];
  const fitting = Object.entries(catalog()).filter(
    ([key]) => key.startsWith(`${method} `) && fits(key.slice(method.length + 1), segments),
  );
  for (const version of versions) {
    const [best] = fitting
      .filter(([, outline]) => describes(outline, version))
      .sort(([a], [b]) => (wordsOf(b) > wordsOf(a) ? 1 : -1));
    if (best) return completed(...best, version);
  }
  return undefined;
}

/**
 * The facts of a call that its user composed: those of its endpoint, or the few that are known of an
 * endpoint that the contract does not have.
 *
 * @param sent the `Version` header where the call has one
 */
export function factsOfCall(method: Endpoint['method'], path: string, sent?: string): Endpoint {
  const [first = '', ...ids] = split(path);
  return (
    matchEndpoint(method, path, sent) ?? {
      method,
      // Without the call's ids, because `refusal.ts` may send a request to this route that must do nothing.
      route: `/${[first, ...ids.map(() => '0')].join('/')}`,
      version: undeclaredVersion(path),
      access: [],
      scopes: [],
      path: {},
      query: {},
      body: {},
    }
  );
}
