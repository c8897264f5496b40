import { bySkip } from '../highlevel/paging';
import { payment } from '../records/payment';
import type { RecordListRead } from './read';

/** The payments of the location. */
export const payments = {
  endpoint: 'GET /payments/transactions',
  items: 'data',
  paging: bySkip('offset', 100),
  record: payment,
} satisfies RecordListRead;
