import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type JsonObject, number, objects } from '../json';
import { chosen, holds, within } from './shared/lists';
import { pageOf } from './shared/rows';

/** The largest page, as one source tried (September 2026). */
const MOST = 21;

/** The names of a document's recipients, where words are looked for beside its own name. */
const NAMES = ['contactName', 'firstName', 'lastName'];

/** Documents and contracts, the latest first; their statuses can be several, with commas between them. */
function documents(call: Call): JsonObject {
  const { query } = call;
  if (number(query.limit, 0) > MOST) throw refusal(422, [`limit must not be greater than ${MOST}`]);
  if ((query.dateFrom === undefined) !== (query.dateTo === undefined)) {
    throw refusal(422, ['dateFrom and dateTo must be provided together']);
  }
  const isWithin = within(query, ['dateFrom', 'dateTo']);
  const found = chosen(call, {
    table: 'documents',
    filters: { status: 'status', paymentStatus: 'paymentStatus' },
    several: ['status', 'paymentStatus'],
    latest: 'createdAt',
  }).filter(
    (row) =>
      isWithin(row.createdAt) &&
      (holds(row, ['name'], query.query) ||
        objects(row.recipients).some((recipient) => holds(recipient, NAMES, query.query))),
  );
  return {
    documents: pageOf(found, query, MOST).map(({ id, ...row }) => ({ _id: id, ...row })),
    total: found.length,
  };
}

/** Documents and contracts. */
export const documentRoutes: Routes = {
  'GET /proposals/document': { handle: documents, refuses: ['contactId'] },
};
