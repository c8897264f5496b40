import type { Entry } from './facts';

/** The names of the facts that tell how to call an endpoint, without its parameters. */
export const OUTLINE_FACTS = ['version', 'access', 'scopes'] as const;

/** An endpoint's outline, in both versions, as an entry of `requests.json` has its facts. */
export type Outline = Pick<Entry, (typeof OUTLINE_FACTS)[number] | 'v3' | 'only'>;

/**
 * The outline of every endpoint, for calls that their user composes. In the built app, `requests.json` has
 * only the endpoints that the app uses, so the build replaces this module by a compact table of all
 * endpoints (`scripts/build.ts`).
 */
export function catalog(): { [endpoint: string]: Outline } {
  return require('./requests.json');
}
