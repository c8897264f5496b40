import type { RequestFacts } from './facts';

/** How to call an endpoint, but for its parameters. */
export const OUTLINE_FACTS = ['version', 'access', 'scopes'] as const;

/** An endpoint's outline. */
export type Outline = Pick<RequestFacts, (typeof OUTLINE_FACTS)[number]>;

/**
 * The outline of every endpoint, for calls that name none. The built app's `requests.json` holds the
 * endpoints that the app names, and no others: the build puts a compact table of all in the place of
 * this module (`scripts/build.ts`).
 */
export function catalog(): { [endpoint: string]: Outline } {
  return require('./requests.json');
}
