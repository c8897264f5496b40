/** The time zone of a sub-account, for times that HighLevel gives without one. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { cacheOf } from './cache';
import { request } from './client';
import type { EndpointKey } from './contract';
import { isRecord } from './json';

const ENDPOINT = 'GET /locations/{locationId}' satisfies EndpointKey;
/** A location's time zone hardly ever changes; when it does, its times are right within the hour. */
const KEEP_SECONDS = 3600;

const ofRun = new WeakMap<Bundle, Promise<string>>();

/** The IANA name of a location's time zone; `UTC` where it has none. It is read once an hour for each connection. */
export function locationTimeZone(z: ZObject, bundle: Bundle, locationId = ''): Promise<string> {
  const zone = ofRun.get(bundle) ?? readTimeZone(z, bundle, locationId);
  ofRun.set(bundle, zone);
  return zone;
}

async function readTimeZone(z: ZObject, bundle: Bundle, locationId: string): Promise<string> {
  const key = `time-zone:${locationId}`;
  const cached = await cacheOf(z).get(key);
  if (typeof cached === 'string') return cached;
  const { location } = await request(z, bundle, {
    endpoint: ENDPOINT,
    input: { locationId },
    inLocation: true,
    wording: { doing: 'Reading the time zone', thing: 'sub-account' },
  });
  const zone = isRecord(location) && typeof location.timezone === 'string' ? location.timezone : 'UTC';
  await cacheOf(z).set(key, zone, KEEP_SECONDS);
  return zone;
}
