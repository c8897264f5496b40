import { isRecord, type Raw, rowsOf } from '../highlevel/json';
import { type Output, outputs, type RecordType, withId, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

const DATES = ['createdAt', 'updatedAt'];

const fromPrice = (raw: Raw): Output => withId(withMoments(raw, DATES));

/** A product, with its prices where they were read. */
function fromProduct({ price, prices, ...raw }: Raw): Output {
  return {
    ...withId(withMoments(raw, DATES)),
    ...(isRecord(price) && { price: fromPrice(price) }),
    ...(Array.isArray(prices) && { prices: rowsOf(prices).map(fromPrice) }),
  };
}

const SAMPLE_PRICE = {
  id: SAMPLE_IDS.Price,
  name: 'Standard',
  amount: 120,
  currency: 'USD',
  type: 'one_time',
};

/** What is sold. */
export const product: RecordType = {
  noun: 'Product',
  fields: [
    ...outputs('string', {
      id: 'Product ID',
      name: 'Name',
      description: 'Description',
      productType: 'Type',
      image: 'Image',
      slug: 'URL Slug',
      locationId: 'Sub-Account ID',
    }),
    { key: 'availableInStore', label: 'Is in the Online Store', type: 'boolean' },
    ...outputs('string', { price__id: 'Price ID', price__name: 'Price Name' }),
    { key: 'price__amount', label: 'Price Amount', type: 'number' },
    ...outputs('string', { price__currency: 'Price Currency', price__type: 'Price Type' }),
    {
      key: 'prices',
      label: 'All Prices',
      children: [
        ...outputs('string', { id: 'Price ID', name: 'Price Name' }),
        { key: 'amount', label: 'Price Amount', type: 'number' },
        ...outputs('string', { currency: 'Price Currency', type: 'Price Type' }),
      ],
    },
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Product,
    name: 'Dental check-up',
    description: '<p>With cleaning</p>',
    productType: 'SERVICE',
    image: 'https://www.example.com/images/check-up.jpg',
    slug: 'dental-check-up',
    locationId: SAMPLE_IDS.Location,
    availableInStore: true,
    price: SAMPLE_PRICE,
    prices: [SAMPLE_PRICE],
    createdAt: '2026-03-02T09:40:12.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: fromProduct,
  added: 'createdAt',
  updated: ['updatedAt'],
};

/** How a price of a product is named in a drop-down: `Membership · Monthly · 45 USD`. */
export const priceLabel = ({ productName, name, amount, currency }: Raw): string =>
  [productName, name, `${amount} ${currency}`].filter(Boolean).join(' · ');

/** What a product has of its prices, which are read by a request of their own. */
export const OF_PRICES = ['price', 'prices'] as const;
