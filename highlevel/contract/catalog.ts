import type { RequestFacts } from './facts';

/** The names of the facts that tell how to call an endpoint, without its parameters. */
export const OUTLINE_FACTS = ['version', 'access', 'scopes'] as const;

/** An endpoint's outline. */
export type Outline = Pick<RequestFacts, (typeof OUTLINE_FACTS)[number]>;

/**
 * The outline of every endpoint, for calls that their user composes. In the built app, `requests.json` has
 * only the endpoints that the app uses, so the build replaces this module by a compact table of all
 * endpoints (`scripts/build.ts`).
 */
export function catalog(): { [endpoint: string]: Outline } {
  return require('./requests.json');
}
