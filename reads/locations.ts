import { isNotFound } from '../highlevel/absence';
import { type Answer, messagesOf } from '../highlevel/answer';
import { endpoint } from '../highlevel/contract';
import { isRecord, type Raw } from '../highlevel/json';
import { bySkip, bySkipOrToken } from '../highlevel/paging';
import { listedLocation, location } from '../records/location';
import type { FindRead, ListRead, RecordListRead } from './read';

/** The sub-accounts of the agency. The latest come first as far as HighLevel keeps an order. */
export const locations = {
  endpoint: 'GET /locations/search',
  items: 'locations',
  paging: bySkip('skip', 100),
  sort: { added: { order: 'desc' } },
  record: listedLocation,
} satisfies RecordListRead;

/** The sub-accounts of the agency that installed the app. */
export const installedLocations = {
  endpoint: 'GET /oauth/installedLocations',
  items: 'locations',
  paging: bySkipOrToken(100),
} satisfies ListRead;

/** One location, where there is one. */
export const locationById = {
  endpoint: 'GET /locations/{locationId}',
  items: ({ location: found }: Raw) => (isRecord(found) ? [found] : []),
  nothing: isNoLocation,
  record: location,
} satisfies FindRead;

/**
 * Whether HighLevel says that there is no such location, or that the connection may not see it: it does
 * not always tell the two apart.
 */
export function isNoLocation(answer: Answer): boolean {
  if (![400, 403, 404].includes(answer.status)) return false;
  return (
    isNotFound(answer, endpoint('GET /locations/{locationId}')) ||
    /access to this location/i.test(messagesOf(answer).join(' '))
  );
}
