import type { Call, Routes } from '../gateway/call';
import { type JsonObject, number } from '../json';
import { holds, numberedPage } from './shared/lists';

/** The phone numbers of a location. Its pages count from 0, and have 50 numbers unless said. */
function numbers({ state, query, locationId }: Call): JsonObject {
  const found = state.phoneNumbers.where(
    (row) =>
      row.locationId === locationId &&
      holds(row, ['phoneNumber'], query.searchFilter) &&
      (query.skipNumberPool === false || row.inNumberPool !== true),
  );
  const [page, pageSize] = [number(query.page, 0), number(query.pageSize, 50)];
  const shown = numberedPage(found, page + 1, pageSize).map(
    ({ id: _id, locationId: _location, inNumberPool: _pool, ...row }): JsonObject => row,
  );
  return { numbers: shown, page, pageSize, accountStatus: 'active', isUnderGhl: true };
}

/** The phone numbers that messages are sent from. */
export const phoneNumbers: Routes = {
  'GET /phone-system/numbers/location/{locationId}': { handle: numbers },
};
