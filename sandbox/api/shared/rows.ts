import type { Call } from '../../gateway/call';
import { foreignLocation, notFound } from '../../gateway/errors';
import { type JsonObject, number } from '../../json';
import type { LocationRow } from '../../state';
import type { Table } from '../../table';

/**
 * The record with this id, of the request's own location.
 * @throws Refusal with the API's status if there is none, 403 if it is another location's.
 */
export function ownRow<T extends LocationRow>(
  table: Table<T>,
  id: string | undefined,
  noun: string,
  { locationId }: Pick<Call, 'locationId'>,
): T {
  const row = table.get(id);
  if (!row) throw notFound(noun, id ?? '');
  if (row.locationId !== locationId) throw foreignLocation();
  return row;
}

/** The page that `limit` with `skip` or `offset` asks for; `usual` is its size where no `limit` is given. */
export function pageOf<T>(rows: T[], { skip, offset, limit }: JsonObject, usual = rows.length): T[] {
  const start = number(skip ?? offset, 0);
  return rows.slice(start, start + number(limit, usual));
}

/** Whether a search finds a record that was added then; a new one comes into its index a while later. */
export const isIndexed = (
  { clock, indexLagMs }: Pick<Call, 'clock' | 'indexLagMs'>,
  added: unknown,
): boolean => indexLagMs === 0 || Date.parse(String(added)) <= clock.ms() - indexLagMs;
