/** Location tokens: how an agency's connection works in one of its sub-accounts. */
import { createHash } from 'node:crypto';
import type { ZObject } from 'zapier-platform-core';
import { OPENS_NO_LOCATION } from './advice';
import { authKind } from './auth-kind';
import { cacheOf } from './cache';
import { lifeOf, tokensIn } from './connection';
import { isRecord, parse, type Raw } from './json';

/** A token is no longer used this long before it expires, so that none expires on its way. */
const SPARE_SECONDS = 600;

/** A sub-account, and the agency's token that opens it. */
export interface OpenedLocation {
  locationId: string;
  agencyToken: string;
}

/** Each token of the agency has its own entries: after a reconnect it may have more scopes. */
function cacheKey({ locationId, agencyToken }: OpenedLocation): string {
  const hash = createHash('sha256').update(agencyToken).digest('hex').slice(0, 16);
  return `location-token:${locationId}:${hash}`;
}

/** The tokens that a run has or waits for, so that a run of many requests, some at once, asks for each once. */
const tokensOfRun = new WeakMap<object, Map<string, Promise<string>>>();

/**
 * A token for one sub-account: from the run, from the connection's cache, or a new one (`POST
 * /oauth/locationToken`, scope `oauth.write`), which is kept for this connection until shortly before it expires.
 *
 * @param run an object that lives as long as the run: its bundle
 * @param obtain asks HighLevel for a new token
 */
export async function locationToken(
  z: ZObject,
  run: object,
  opened: OpenedLocation,
  obtain: () => Promise<Raw>,
): Promise<string> {
  const key = cacheKey(opened);
  const known = tokensOfRun.get(run) ?? new Map<string, Promise<string>>();
  const token = known.get(key) ?? cachedOrNew(z, key, obtain);
  tokensOfRun.set(run, known.set(key, token));
  // What failed is asked for again.
  token.catch(() => known.delete(key));
  return token;
}

async function cachedOrNew(z: ZObject, key: string, obtain: () => Promise<Raw>): Promise<string> {
  const cached: unknown = await cacheOf(z).get(key);
  if (typeof cached === 'string') return cached;
  const { access, expiresIn } = tokensIn(await obtain());
  const token = typeof access === 'string' ? access : '';
  if (!token) {
    throw new z.errors.Error(
      'Opening the sub-account did not work. HighLevel gave no token for it. Run the step again in a few minutes.',
      'no_answer',
      502,
    );
  }
  const seconds = (lifeOf(expiresIn) ?? 0) - SPARE_SECONDS;
  if (seconds > 0) await cacheOf(z).set(key, token, seconds);
  return token;
}

/** Forgets a sub-account's token that HighLevel no longer accepts. */
export async function forgetLocationToken(z: ZObject, run: object, opened: OpenedLocation): Promise<void> {
  tokensOfRun.get(run)?.delete(cacheKey(opened));
  await cacheOf(z).delete(cacheKey(opened));
}

/** The code of the error that HighLevel refuses to open the chosen Location. */
const CLOSED = 'location_closed';

/** The call that asks for a token of a sub-account. */
export const openingCall = (locationId: string) => ({
  endpoint: 'POST /oauth/locationToken' as const,
  input: { locationId },
  wording: {
    doing: 'Opening the sub-account',
    code: CLOSED,
    advice:
      authKind() === 'token'
        ? OPENS_NO_LOCATION
        : 'Choose the Sub-Account again: it must be a sub-account of this agency, in which the app is installed and active.',
  },
});

/** The sentence of an error that HighLevel refuses to open the chosen Location; `undefined` for any other error. */
export function closedLocation(error: unknown): string | undefined {
  const details = error instanceof Error ? parse(error.message) : undefined;
  return isRecord(details) && details.code === CLOSED ? String(details.message) : undefined;
}
