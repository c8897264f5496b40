/** What somebody bought, and its lines, which take a request of their own. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { request } from '../highlevel/client';
import { locationOf } from '../highlevel/connection';
import { withPlainErrors } from '../highlevel/errors';
import { type Raw, rowsOf } from '../highlevel/json';
import { lines, SAMPLE_LINES } from './invoice';
import { idOf, ofAccount, outputs, type RecordType, rawOf, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** How orders are paid, by the API's names and as people call them. */
export const ORDER_PAYMENTS = {
  paid: 'Paid',
  unpaid: 'Unpaid',
  partially_paid: 'Partially Paid',
  refunded: 'Refunded',
};

/** A line of an order as a line of an invoice: what was bought comes with its product and its price as a whole. */
function toLine(line: Raw): Raw {
  const [product, price] = [rawOf(line.product), rawOf(line.price)];
  return {
    name: line.name ?? product.name,
    description: line.description ?? product.description,
    qty: line.qty,
    amount: line.amount ?? price.amount,
    currency: line.currency ?? price.currency,
    productId: line.productId ?? (idOf(product) || undefined),
    priceId: line.priceId ?? (idOf(price) || undefined),
  };
}

/**
 * The lines of an order, read when a step uses them. The input holds ids and never a token: `orderId`, and
 * `locationId` for an agency's connection.
 *
 * @throws z.errors.Error where the order can't be read
 */
async function orderLines(z: ZObject, bundle: Bundle): Promise<Raw[]> {
  const { items } = await request(z, bundle, {
    endpoint: 'GET /payments/orders/{orderId}',
    input: { orderId: bundle.inputData.orderId },
    wording: { doing: 'Reading the lines of the order', thing: 'order' },
  });
  return rowsOf(items).map(toLine);
}

/** What Zapier calls for what comes with an order, by the names in the app definition. */
export const orderHydrators = { orderLines: withPlainErrors(orderLines) };

/** What somebody bought. */
export const order: RecordType = {
  noun: 'Order',
  fields: [
    ...outputs('string', { id: 'Order ID', status: 'Status', currency: 'Currency' }),
    ...outputs('number', { amount: 'Amount', subtotal: 'Subtotal', discount: 'Discount' }),
    ...outputs('string', {
      couponCode: 'Coupon Code',
      contactId: 'Contact ID',
      contactName: 'Contact Name',
      contactEmail: 'Contact Email',
    }),
    lines('items'),
    ...outputs('integer', {
      totalProducts: 'Number of Products',
      onetimeProducts: 'Products Paid Once',
      recurringProducts: 'Products Paid Regularly',
    }),
    ...outputs('string', {
      fulfillmentStatus: 'Fulfillment Status',
      sourceType: 'Source Type',
      sourceSubType: 'Source Subtype',
      sourceName: 'Source Name',
      sourceId: 'Source ID',
      createdBy: 'Created By User ID',
      locationId: 'Sub-Account ID',
    }),
    { key: 'liveMode', label: 'Is Live', type: 'boolean' },
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Order,
    status: 'completed',
    currency: 'USD',
    amount: 108,
    subtotal: 120,
    discount: 12,
    couponCode: 'SPRING10',
    contactId: SAMPLE_IDS.Contact,
    contactName: 'Amara Okafor',
    contactEmail: 'amara.okafor@example.com',
    items: SAMPLE_LINES,
    totalProducts: 1,
    onetimeProducts: 1,
    recurringProducts: 0,
    fulfillmentStatus: 'unfulfilled',
    sourceType: 'funnel',
    sourceSubType: 'one_step_order_form',
    sourceName: 'Dental check-up offer',
    sourceId: 'kDj7BHej9Zyyq3QakJmz',
    createdBy: SAMPLE_IDS.User,
    locationId: SAMPLE_IDS.Location,
    liveMode: true,
    createdAt: '2026-05-06T08:30:41.000Z',
    updatedAt: '2026-05-06T08:31:02.000Z',
  },
  from: (raw, z, bundle) => ({
    ...ofAccount(withMoments(raw, ['createdAt', 'updatedAt'])),
    items: z.dehydrate(orderHydrators.orderLines, {
      orderId: idOf(raw),
      locationId: locationOf(bundle) ?? '',
    }),
  }),
  added: 'createdAt',
  updated: ['updatedAt'],
};

/** Where an order came from, in a list: `Shop (funnel)`. */
export const orderSourceLabel = ({ sourceName, sourceType, sourceId }: Raw): string =>
  sourceName ? `${String(sourceName)} (${String(sourceType)})` : String(sourceId);

/** How an order is named in a drop-down: `Amara Okafor · Dental check-up offer · 108 USD`. */
export const orderLabel = ({ contactName, sourceName, amount, currency }: Raw): string =>
  [contactName, sourceName, `${amount} ${currency}`].filter(Boolean).join(' · ');
