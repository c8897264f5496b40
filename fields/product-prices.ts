/** The prices of products for a drop-down: HighLevel lists those of one product alone. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Raw } from '../highlevel/json';
import { prices } from '../reads/products';
import { readPage } from '../reads/read';
import { idOf } from '../records/record';

const WORDING = { doing: 'Listing the prices', thing: 'product' };

/** The prices of these products, each with the name of its product, by one request for each product. */
export async function pricesOf(z: ZObject, bundle: Bundle, products: Raw[]): Promise<Raw[]> {
  const lists = await Promise.all(
    products.map(async (product) => {
      const ask = { wording: WORDING, input: { productId: idOf(product) } };
      const { items } = await readPage(z, bundle, prices, ask);
      return items.map((price) => ({ ...price, productName: product.name }));
    }),
  );
  return lists.flat();
}
