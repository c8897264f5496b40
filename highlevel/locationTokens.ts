/** Location tokens: how an agency's connection works in one of its sub-accounts. */
import type { ZObject } from 'zapier-platform-core';
import { cacheOf } from './cache';

/** A token is dropped this long before it ends, so that none ends on its way. */
const SPARE_SECONDS = 600;

const cacheKey = (locationId: string) => `location-token:${locationId}`;

/**
 * A token for one sub-account: from the connection's cache, or obtained (`POST /oauth/locationToken`,
 * scope `oauth.write`) and kept for the connection alone, until shortly before it ends.
 */
export async function locationToken(
  z: ZObject,
  locationId: string,
  obtain: () => Promise<Record<string, unknown>>,
): Promise<string> {
  const cached: unknown = await cacheOf(z).get(cacheKey(locationId));
  if (typeof cached === 'string') return cached;
  const { access_token, expires_in } = await obtain();
  const token = String(access_token ?? '');
  const seconds = Math.floor(Number(expires_in ?? 0)) - SPARE_SECONDS;
  if (token && seconds > 0) await cacheOf(z).set(cacheKey(locationId), token, seconds);
  return token;
}

/** Forgets a sub-account's token that HighLevel no longer takes. */
export async function forgetLocationToken(z: ZObject, locationId: string): Promise<void> {
  await cacheOf(z).delete(cacheKey(locationId));
}
