import { orderBy } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { type JsonObject, text } from '../json';
import { chosen } from './shared/lists';
import { ownRow, pageOf } from './shared/rows';

/** Products and prices have `_id` in place of `id`. */
const shown = ({ id, ...row }: JsonObject): JsonObject => ({ _id: id, ...row });

/** The products of a location, the latest first unless asked otherwise. */
function products(call: Call): JsonObject {
  const { query } = call;
  const found = chosen(call, {
    table: 'products',
    filters: { productIds: 'id', storeId: 'storeId', availableInStore: 'availableInStore' },
    several: ['productIds'],
    words: { parameter: 'search', in: ['name'] },
    latest: 'createdAt',
  });
  const collections = text(query.collectionIds)?.split(',');
  const wanted = found.filter(
    ({ collectionIds }) =>
      !collections || (Array.isArray(collectionIds) && collections.some((id) => collectionIds.includes(id))),
  );
  const sorted = query.sortOrder === 'asc' ? orderBy(wanted, 'createdAt', 'asc') : wanted;
  return { products: pageOf(sorted, query).map(shown), total: [{ total: wanted.length }] };
}

/** The prices of a product. */
function prices(call: Call): JsonObject {
  const { id } = ownRow(call.state.products, call.params.productId, 'Product', call);
  const found = chosen(call, {
    table: 'prices',
    filters: { ids: 'id' },
    several: ['ids'],
    latest: 'createdAt',
  }).filter(({ product }) => product === id);
  return { prices: pageOf(found, call.query).map(shown), total: found.length };
}

/** Products and their prices. */
export const productRoutes: Routes = {
  'GET /products/': { handle: products },
  'GET /products/{productId}/price': { handle: prices },
};
