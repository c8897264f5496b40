import { orderBy } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { type JsonObject, number } from '../json';
import { chosen, ofAccount } from './shared/lists';
import { ownRow, pageOf } from './shared/rows';

/** Fields of invoices and estimates that the words of a search are looked for in. */
const WORDS = ['id', 'name', 'contactDetails.name', 'contactDetails.email', 'contactDetails.phoneNo'];

/** Whether an invoice is of the mode that a query names; `default` names none. */
const isOfMode = ({ liveMode }: JsonObject, mode: unknown): boolean =>
  mode === undefined || mode === 'default' || liveMode === (mode === 'live');

function invoices(call: Call): JsonObject {
  const { query } = call;
  const found = chosen(call, {
    table: 'invoices',
    filters: { status: 'status', contactId: 'contactDetails.id' },
    words: { parameter: 'search', in: [...WORDS, 'invoiceNumber'] },
    dated: 'issueDate',
    latest: 'createdAt',
  }).filter((row) => isOfMode(row, query.paymentMode));
  const sorted =
    query.sortField === undefined
      ? found
      : orderBy(found, 'issueDate', query.sortOrder === 'ascend' ? 'asc' : 'desc');
  return { invoices: pageOf(sorted, query).map(ofAccount), total: found.length };
}

/** The status `all` chooses every estimate. */
function estimates(call: Call): JsonObject {
  const { query } = call;
  const status = query.status === 'all' ? undefined : query.status;
  const found = chosen(call, {
    table: 'estimates',
    filters: { contactId: 'contactDetails.id' },
    words: { parameter: 'search', in: WORDS },
    dated: 'issueDate',
    latest: 'createdAt',
  }).filter((row) => status === undefined || row.estimateStatus === status);
  const page = pageOf(found, { ...query, limit: number(query.limit, 10) });
  return { estimates: page.map(ofAccount), total: found.length };
}

/** Invoices and estimates. */
export const invoiceRoutes: Routes = {
  'GET /invoices/': { handle: invoices },
  'GET /invoices/{invoiceId}': {
    handle: (call) => ofAccount(ownRow(call.state.invoices, call.params.invoiceId, 'Invoice', call)),
  },
  'GET /invoices/estimate/list': { handle: estimates },
};
