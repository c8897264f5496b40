/** Location tokens: how an agency's connection works in one of its sub-accounts. */
import { createHash } from 'node:crypto';
import type { ZObject } from 'zapier-platform-core';
import { cacheOf } from './cache';
import type { Raw } from './json';

/** A token is dropped this long before it ends, so that none ends on its way. */
const SPARE_SECONDS = 600;

/** A sub-account, and the agency's token that opens it. */
export interface Place {
  locationId: string;
  agencyToken: string;
}

/** Another token of the agency has an entry of its own: after a reconnect it may have more scopes. */
function cacheKey({ locationId, agencyToken }: Place): string {
  const mark = createHash('sha256').update(agencyToken).digest('hex').slice(0, 16);
  return `location-token:${locationId}:${mark}`;
}

/** The tokens that a run has, so that a run of many requests asks the cache once. */
const ofRun = new WeakMap<object, Map<string, string>>();

/**
 * A token for one sub-account: from the run, from the connection's cache, or obtained (`POST
 * /oauth/locationToken`, scope `oauth.write`) and kept for the connection alone, until shortly before it ends.
 *
 * @param run what lives as long as the run: its bundle
 */
export async function locationToken(
  z: ZObject,
  run: object,
  place: Place,
  obtain: () => Promise<Raw>,
): Promise<string> {
  const key = cacheKey(place);
  const known = ofRun.get(run) ?? new Map<string, string>();
  const token = known.get(key) ?? (await cachedOrNew(z, key, obtain));
  ofRun.set(run, known.set(key, token));
  return token;
}

async function cachedOrNew(z: ZObject, key: string, obtain: () => Promise<Raw>): Promise<string> {
  const cached: unknown = await cacheOf(z).get(key);
  if (typeof cached === 'string') return cached;
  const { access_token, expires_in } = await obtain();
  const token = typeof access_token === 'string' ? access_token : '';
  if (!token) {
    throw new z.errors.Error(
      'Opening the sub-account did not work. HighLevel gave no token for it. Run the step again in a few minutes.',
      'no_answer',
      502,
    );
  }
  const seconds = Math.floor(Number(expires_in ?? 0)) - SPARE_SECONDS;
  if (seconds > 0) await cacheOf(z).set(key, token, seconds);
  return token;
}

/** Forgets a sub-account's token that HighLevel no longer takes. */
export async function forgetLocationToken(z: ZObject, run: object, place: Place): Promise<void> {
  ofRun.get(run)?.delete(cacheKey(place));
  await cacheOf(z).delete(cacheKey(place));
}
