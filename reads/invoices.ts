import { requireBareRecord } from '../highlevel/content';
import { bySkipFromZero } from '../highlevel/paging';
import { estimate } from '../records/estimate';
import { invoice } from '../records/invoice';
import type { RecordListRead, RecordRead } from './read';

/** The size of a page of invoices or estimates. HighLevel names no largest one. */
const PAGE = 100;

/** The invoices of the location, those issued last first. */
export const invoices = {
  endpoint: 'GET /invoices/',
  items: 'invoices',
  paging: bySkipFromZero('offset', PAGE),
  sort: { added: { sortField: 'issueDate', sortOrder: 'descend' } },
  sortedBy: 'issueDate',
  record: invoice,
} satisfies RecordListRead;

/** One invoice. */
export const oneInvoice = {
  endpoint: 'GET /invoices/{invoiceId}',
  answer: requireBareRecord,
  record: invoice,
} satisfies RecordRead;

/** The estimates of the location. */
export const estimates = {
  endpoint: 'GET /invoices/estimate/list',
  items: 'estimates',
  paging: bySkipFromZero('offset', PAGE),
  record: estimate,
} satisfies RecordListRead;
