/** Whether a sub-account is one of an agency's connection. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { cacheOf } from './cache';
import { request } from './client';
import { connectionOf } from './connection';
import { closedLocation, locationToken, openingCall } from './location-tokens';

/** That a sub-account is none of the agency's is known for so long: it may install the app in the meantime. */
const KEPT_SECONDS = 5 * 60;

/**
 * Whether the agency's connection opens a sub-account: one request, and none as long as its token is kept, or
 * that it was refused.
 *
 * @throws as {@link request} does, where it is not known
 */
export async function opensLocation(z: ZObject, bundle: Bundle, locationId: string): Promise<boolean> {
  const cache = cacheOf(z);
  const key = `not-our-location:${locationId}`;
  const refusedAt = await cache.get(key);
  if (typeof refusedAt === 'number' && Date.now() - refusedAt < KEPT_SECONDS * 1000) return false;
  const opened = { locationId, agencyToken: connectionOf(bundle).accessToken };
  try {
    await locationToken(z, bundle, opened, () => request(z, bundle, openingCall(locationId)));
    return true;
  } catch (error) {
    if (!(await isItsRefusal(error, z, bundle))) throw error;
    await cache.set(key, Date.now(), KEPT_SECONDS);
    return false;
  }
}

/**
 * Whether an error of opening a sub-account is about that one. A 401 without a reason may be about the agency's
 * token too, which another call shows: whoever can name a sub-account must not bring it about that the owner has
 * to connect again.
 */
async function isItsRefusal(error: unknown, z: ZObject, bundle: Bundle): Promise<boolean> {
  if (closedLocation(error) !== undefined) return true;
  if (!isAboutToken(error)) return false;
  try {
    await request(z, bundle, {
      endpoint: 'GET /companies/{companyId}',
      wording: { doing: 'Reading the agency' },
    });
  } catch (other) {
    return !isAboutToken(other);
  }
  return true;
}

const isAboutToken = (error: unknown) =>
  error instanceof Error && ['RefreshAuthError', 'ExpiredAuthError'].includes(error.name);
