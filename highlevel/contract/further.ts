import type { Entry } from './facts';

/**
 * The facts of an endpoint that no operation of this app names. In this folder `requests.json` has them all; the built
 * app has them in a file of its own, so the build replaces this module (`scripts/build.ts`).
 */
export const furtherEntry = (_key: string): Entry | undefined => undefined;
