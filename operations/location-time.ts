import { TZDate } from '@date-fns/tz';
import { locationOf } from '../highlevel/connection';
import { locationTimeZone } from '../highlevel/time-zone';
import { zoned } from '../records/contact-appointment';
import type { Run } from './spec';

/**
 * A moment that `toZonedOrLocal` has read: as it is where it has a zone, else in that of the sub-account. Only then is
 * the zone read, once an hour for each connection.
 */
export async function inLocationZone(moment: unknown, run: Run): Promise<string> {
  const text = String(moment);
  return /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : String(zoned(text, await zoneOf(run)));
}

/** What a clock in the sub-account shows at such a moment. */
export async function clockInLocation(moment: unknown, run: Run): Promise<TZDate> {
  return new TZDate(await inLocationZone(moment, run), await zoneOf(run));
}

const zoneOf = ({ z, bundle }: Run) => locationTimeZone(z, bundle, locationOf(bundle));
