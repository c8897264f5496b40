/** What an invoice or an estimate says: what is filled in, and what is read of its contact, its products and the sub-account. */
import { omitBy, uniq } from 'lodash';
import { inputRows, toText } from '../fields/values';
import { isBlank } from '../highlevel/blank';
import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import type { Raw } from '../highlevel/json';
import { oneContact } from '../reads/contacts';
import { locationById } from '../reads/locations';
import { prices, products } from '../reads/products';
import { readPages } from '../reads/read';
import { inZone } from '../records/appointment';
import { contactName } from '../records/contact';
import { idOf, rawOf } from '../records/record';
import { nest, parameters } from './input';
import type { Run } from './spec';

/** What an invoice or an estimate is made of. All is read before anything is written. */
export async function sale(values: Input, run: Run): Promise<Input & { issueDate: string }> {
  const [contact, location, items] = await Promise.all([
    readContact(values.contactDetails__id, run),
    readLocation(run),
    linesOf(inputRows(values.items), values.currency, run),
  ]);
  const contactDetails = customerOf(contact, values, run);
  const { email, phoneNo } = contactDetails;
  const given = parameters(run.spec, values);
  const today = inZone(Date.now(), String(location.timezone)).slice(0, 10);
  return {
    ...given,
    issueDate: toText(values.issueDate ?? today),
    items,
    contactDetails,
    businessDetails: businessOf(location),
    discount: { type: 'percentage', value: 0, ...rawOf(given.discount) },
    sentTo: { email: [email], phoneNo: [phoneNo], ...rawOf(given.sentTo) },
    liveMode: values.liveMode ?? true,
  };
}

async function readContact(contactId: unknown, { z, bundle, wording }: Run): Promise<Raw> {
  const { endpoint, answer } = oneContact;
  const asked = { endpoint, input: { contactId }, wording: { ...wording, thing: 'contact' } };
  return rawOf((await request(z, bundle, asked))[answer]);
}

async function readLocation({ z, bundle, wording }: Run): Promise<Raw> {
  const { location } = await request(z, bundle, {
    endpoint: locationById.endpoint,
    input: { locationId: locationOf(bundle) },
    inLocation: true,
    wording: { ...wording, thing: 'sub-account' },
  });
  return rawOf(location);
}

/** A record without what is empty. */
const filled = (record: Raw): Raw => omitBy(record, isBlank);

/** The address of a contact or a sub-account, whose street has either name. */
const addressOf = ({ address1, address, city, state, country, postalCode }: Raw): Raw =>
  filled({ addressLine1: address1 ?? address, city, state, countryCode: country, postalCode });

/** Whom it is for. HighLevel refuses a customer without an email or a phone (one report, 2025). */
function customerOf(contact: Raw, values: Input, run: Run): Raw {
  const own = { name: contactName(contact), email: contact.email, phoneNo: contact.phone };
  const details: Raw = { ...own, ...rawOf(nest(values).contactDetails) };
  const missing = ['email', 'phoneNo'].find((name) => isBlank(details[name]));
  if (missing) {
    const label = run.label(`contactDetails__${missing}`);
    throw run.refuse(
      `${run.wording.doing} needs a value for ${label}: the contact has none, and HighLevel requires one.`,
    );
  }
  const { companyName } = contact;
  return { ...details, ...filled({ companyName, address: addressOf(contact) }) };
}

/** Who it is from: the sub-account as its business profile has it. */
function businessOf({ business, ...location }: Raw): Raw {
  const profile = { ...filled(location), ...filled(rawOf(business)) };
  const { name, phone, website, logoUrl } = profile;
  return filled({ name, phoneNo: phone, website, logoUrl, address: addressOf(profile) });
}

/** A product, and those of its prices that may be meant. */
interface Sold {
  product: Raw;
  prices: Raw[];
}

/** The lines as HighLevel takes them. A name or a price that is left empty is the product's. */
async function linesOf(rows: Input[], currency: unknown, run: Run): Promise<Input[]> {
  const bare = rows.filter(({ itemName, amount }) => itemName === undefined || amount === undefined);
  if (bare.some(({ productId }) => productId === undefined)) {
    throw run.refuse(`Each row of ${run.label('items')} needs an item name and a unit price, or a product.`);
  }
  const sold = await productsOf(bare, run);
  return rows.map(({ itemName, itemDescription, qty = 1, ...row }) => {
    const known = sold.get(row.productId);
    const price = known && row.amount === undefined ? priceOf(known, row.priceId, currency, run) : undefined;
    return {
      ...row,
      name: itemName ?? known?.product.name,
      description: itemDescription,
      qty,
      currency,
      ...(price && { amount: price.amount, priceId: idOf(price) }),
    };
  });
}

/** How many prices of a product are looked through. */
const MOST_PRICES = { records: 1000, pages: 10 };

/** The products of rows, by their ids. Prices are read for those that leave theirs to the product. */
async function productsOf(
  rows: Input[],
  { z, bundle, wording, refuse, label }: Run,
): Promise<Map<unknown, Sold>> {
  const ids = uniq(rows.map(({ productId }) => productId));
  if (!ids.length) return new Map();
  const pages = Math.ceil(ids.length / products.paging.size.max);
  const ask = { wording, input: { productIds: ids } };
  const found = await readPages(z, bundle, products, ask, { records: ids.length, pages });
  const missing = ids.find((id) => !found.some((product) => idOf(product) === id));
  if (missing !== undefined)
    throw refuse(`${label('items')} names a product that was not found: ${missing}.`);
  const sold = found.map(async (product): Promise<[string, Sold]> => {
    const productId = idOf(product);
    const own = rows.filter((row) => row.productId === productId && row.amount === undefined);
    if (!own.length) return [productId, { product, prices: [] }];
    const ask = { wording, input: { productId } };
    return [productId, { product, prices: await readPages(z, bundle, prices, ask, MOST_PRICES) }];
  });
  return new Map(await Promise.all(sold));
}

/** The price that a row leaves to its product: the one that it names, or the only one. */
function priceOf({ product, prices: all }: Sold, priceId: unknown, currency: unknown, run: Run): Raw {
  const [price, ...others] = priceId === undefined ? all : all.filter((one) => idOf(one) === priceId);
  const where = `“${product.name}” in ${run.label('items')}`;
  if (!price) {
    throw run.refuse(
      priceId === undefined
        ? `${where} has no price: fill one in.`
        : `${where} has no price with the ID ${priceId}.`,
    );
  }
  if (others.length) throw run.refuse(`${where} has several prices: choose one, or fill one in.`);
  if (price.currency !== currency) {
    throw run.refuse(`${where} has its price in ${price.currency}, and not in ${currency}: fill one in.`);
  }
  return price;
}
