import { choicesOf } from '../fields/dropdowns';
import { choice, list, text } from '../fields/field';
import { contactId, optional } from '../fields/ids';
import { day, mappedId, words } from '../fields/look-up';
import { toNames } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import {
  bestMatches,
  byIdOrWords,
  byValue,
  byWords,
  latestFirst,
  type Match,
  WHOLE,
} from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import type { Run } from '../operations/spec';
import { payments } from '../reads/payments';
import { prices, products } from '../reads/products';
import { readPage } from '../reads/read';
import { isRefunded, PAYMENT_STATUSES } from '../records/payment';
import { OF_PRICES } from '../records/product';
import { idOf } from '../records/record';

/** What is paid back is refunded, whatever its status is called. */
const byStatus: Match = (wanted, row) =>
  wanted === 'refunded' && isRefunded(row) ? WHOLE : byValue('status')(wanted, row);

const byPrice = byIdOrWords('name');

/** A product with all of its prices, and the one that is meant, or the first; none where it has no such price. */
async function withPrices(product: Raw, { price: wanted }: Input, { z, bundle, wording }: Run) {
  const input = { productId: idOf(product) };
  const { items } = await readPage(z, bundle, prices, { wording, input });
  const [price] = wanted === undefined ? items : bestMatches(items, [{ match: byPrice, value: wanted }]);
  return price || wanted === undefined ? { ...product, prices: items, price } : undefined;
}

export const paymentSearches: SearchSpec[] = [
  {
    ...products,
    key: 'find_product',
    label: 'Find Product and Price',
    description: 'Finds a product by name or ID, with its prices.',
    fields: [
      words('search', 'Name', 'The name of the product, or a part of it.'),
      list('productIds', 'Product ID', {
        choices: choicesOf('products'),
        helpText: 'Choose a product, or map the product ID of an earlier step.',
        send: toNames,
      }),
      text('price', 'Price Name', {
        helpText: 'The name or the ID of one of its prices. Leave it empty for the first one.',
        notSent: 'Prices are read by a request of their own.',
      }),
    ],
    needs: ['search', 'productIds'],
    notOffered: {
      availableInStore: 'The product itself tells it.',
      collectionIds: 'A product is found by its name.',
      collectionSlug: 'A product is found by its name.',
      expand: 'It is about taxes and payment providers.',
      includedInStore: 'It is about the online store.',
      storeId: 'It is about the online store.',
    },
    prefer: { search: byWords('name') },
    completes: { endpoint: prices.endpoint, gives: OF_PRICES, by: ['price'], complete: withPrices },
  },
  {
    ...payments,
    key: 'find_payment',
    label: 'Find Payment',
    description: 'Finds the payments of a contact, an invoice, an order or a subscription, the latest first.',
    fields: [
      optional(contactId(), 'Only payments of this contact.'),
      mappedId('entityId', 'Invoice or Order'),
      mappedId('subscriptionId', 'Subscription'),
      words('search', 'Search Text', 'Words of the payment, such as the name of who paid.'),
      choice('status', 'Status', PAYMENT_STATUSES, {
        helpText: 'It is looked for among the latest 100 payments that match all else.',
        notSent: 'HighLevel does not filter by it.',
      }),
      day('startAt', 'From', 'The first day, which HighLevel counts in UTC.'),
      day('endAt', 'To', 'The last day, which HighLevel counts in UTC.'),
    ],
    notOffered: {
      entitySourceType: 'The payment itself tells it.',
      entitySourceSubType: 'The payment itself tells it.',
      paymentMode: 'Each payment tells itself whether it is a test.',
    },
    match: { status: byStatus },
    arrange: latestFirst('createdAt'),
  },
];
