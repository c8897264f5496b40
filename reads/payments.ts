import { bySkip } from '../highlevel/paging';
import { order } from '../records/order';
import { payment } from '../records/payment';
import { subscription } from '../records/subscription';
import type { RecordListRead } from './read';

/** The payments of the location. */
export const payments = {
  endpoint: 'GET /payments/transactions',
  items: 'data',
  paging: bySkip('offset', 100),
  record: payment,
} satisfies RecordListRead;

/** The orders of the location. */
export const orders = {
  endpoint: 'GET /payments/orders',
  items: 'data',
  paging: bySkip('offset', 100),
  record: order,
} satisfies RecordListRead;

/** What the contacts of the location pay for regularly. */
export const subscriptions = {
  endpoint: 'GET /payments/subscriptions',
  items: 'data',
  paging: bySkip('offset', 100),
  record: subscription,
} satisfies RecordListRead;
