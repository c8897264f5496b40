import { bySkip } from '../highlevel/paging';
import { product } from '../records/product';
import type { ListRead, RecordListRead } from './read';

/** The products of the location, the newest first. */
export const products = {
  endpoint: 'GET /products/',
  items: 'products',
  paging: bySkip('offset', 100),
  sort: { added: { sortOrder: 'desc' } },
  sortedBy: 'createdAt',
  record: product,
} satisfies RecordListRead;

/** The same by short pages, because the prices of each product take a request. */
export const productsForPrices = { ...products, paging: bySkip('offset', 10) } satisfies RecordListRead;

/** The prices of a product. */
export const prices = {
  endpoint: 'GET /products/{productId}/price',
  items: 'prices',
  paging: bySkip('offset', 100),
} satisfies ListRead;
