import { fullName } from '../api/shared/contact-answers';
import { payInvoice, writeOrder, writePayment, writeSubscription } from '../api/shared/payment-record';
import { DAY_MS, HOUR_MS } from '../clock';
import type { Ids } from '../ids';
import type { JsonObject } from '../json';
import { text } from '../json';
import type { Contact, Location, LocationRow, State } from '../state';

const CURRENCIES: { [country: string]: string } = { US: 'USD', GB: 'GBP', AU: 'AUD' };

/** A thing to sell, with what it costs: once, or each month or year. */
const PRODUCTS = [
  { name: 'First Visit', productType: 'SERVICE', prices: [{ name: 'Standard', amount: 90 }] },
  {
    name: 'Membership',
    productType: 'SERVICE',
    prices: [
      { name: 'Monthly', amount: 45, interval: 'month' },
      { name: 'Yearly', amount: 450, interval: 'year' },
    ],
  },
  { name: 'Welcome Box', productType: 'PHYSICAL', prices: [{ name: 'Standard', amount: 35 }] },
  { name: 'Handbook', productType: 'DIGITAL', prices: [{ name: 'Standard', amount: 12.5 }] },
] as const;

/** How the invoices stand, the oldest first: days since they were issued, and how much of them is paid. */
const INVOICES = [
  { status: 'paid', days: 60, paid: 1 },
  { status: 'sent', days: 45, paid: 0 },
  { status: 'void', days: 40, paid: 0 },
  { status: 'partially_paid', days: 35, paid: 0.5 },
  { status: 'paid', days: 20, paid: 1 },
  { status: 'sent', days: 6, paid: 0 },
  { status: 'draft', days: 1, paid: 0 },
];

const ESTIMATES = ['invoiced', 'declined', 'accepted', 'viewed', 'sent', 'draft'];

/** How the orders went. */
const ORDERS = [
  { status: 'completed', paymentStatus: 'paid', payment: 'succeeded' },
  { status: 'completed', paymentStatus: 'refunded', payment: 'succeeded' },
  { status: 'pending', paymentStatus: 'unpaid', payment: 'failed' },
  { status: 'completed', paymentStatus: 'paid', payment: 'succeeded' },
];

const SUBSCRIPTIONS = ['active', 'canceled', 'trialing'];

const iso = (ms: number) => new Date(ms).toISOString();
const day = (ms: number) => iso(ms).slice(0, 10);

/** Adds what a sub-account sells, and to whom: products, invoices, estimates, orders, payments, subscriptions. */
export function addCommerce(state: State, ids: Ids, location: Location, now = Date.now()): void {
  new Shop(state, ids, location, now).open();
}

/** What is sold and paid in one sub-account. */
class Shop {
  readonly #state: State;
  readonly #ids: Ids;
  readonly #location: Location;
  readonly #now: number;
  readonly #currency: string;
  readonly #contacts: Contact[];

  constructor(state: State, ids: Ids, location: Location, now: number) {
    this.#state = state;
    this.#ids = ids;
    this.#location = location;
    this.#now = now;
    this.#currency = CURRENCIES[location.country] ?? 'USD';
    this.#contacts = state.contacts.where(({ locationId }) => locationId === location.id).slice(-12);
  }

  open(): void {
    const prices = PRODUCTS.flatMap((product) => this.#product(product));
    for (const [i, plan] of INVOICES.entries()) this.#invoice(i, plan, prices);
    for (const [i, status] of ESTIMATES.entries()) this.#estimate(i, status, prices);
    for (const [i, plan] of ORDERS.entries()) this.#order(i, plan, prices);
    for (const [i, status] of SUBSCRIPTIONS.entries()) this.#subscription(i, status, prices);
  }

  #product({ name, productType, prices }: (typeof PRODUCTS)[number]): LocationRow[] {
    const locationId = this.#location.id;
    const dates = { createdAt: iso(this.#now - 200 * DAY_MS), updatedAt: iso(this.#now - 90 * DAY_MS) };
    const product = this.#state.products.insert({
      locationId,
      name,
      productType,
      description: `<p>${name}</p>`,
      image: `https://www.example.com/images/${name.toLowerCase().replaceAll(' ', '-')}.jpg`,
      availableInStore: productType !== 'SERVICE',
      slug: name.toLowerCase().replaceAll(' ', '-'),
      isTaxesEnabled: false,
      taxes: [],
      collectionIds: [],
      variants: [],
      ...dates,
    });
    return prices.map((price) => {
      const interval = 'interval' in price ? price.interval : undefined;
      return this.#state.prices.insert({
        locationId,
        product: product.id,
        name: price.name,
        type: interval ? 'recurring' : 'one_time',
        currency: this.#currency,
        amount: price.amount,
        ...(interval && { recurring: { interval, intervalCount: 1 } }),
        variantOptionIds: [],
        trackInventory: false,
        ...dates,
      });
    });
  }

  #contact(i: number): Contact | undefined {
    return this.#contacts[i % this.#contacts.length];
  }

  /** A line of an invoice, an estimate or an order. */
  #line(price: LocationRow | undefined, qty: number): JsonObject {
    const product = this.#state.products.get(text(price?.product));
    return {
      _id: this.#ids.next(),
      productId: product?.id,
      priceId: price?.id,
      name: product?.name,
      description: product?.description,
      currency: this.#currency,
      qty,
      amount: price?.amount,
      type: price?.type,
      taxes: [],
    };
  }

  #business(): JsonObject {
    const { name, phone, website, address, city, state, postalCode, country } = this.#location;
    return {
      name,
      phoneNo: phone,
      website,
      address: { addressLine1: address, city, state, countryCode: country, postalCode },
    };
  }

  /** The person that an invoice or an estimate is for. */
  #customer(i: number): JsonObject {
    const contact = this.#contact(i);
    return {
      id: contact?.id,
      name: fullName(contact ?? {}),
      email: contact?.email,
      phoneNo: contact?.phone,
      additionalEmails: [],
      address: { addressLine1: contact?.address1, city: contact?.city, countryCode: contact?.country },
      customFields: [],
    };
  }

  #invoice(i: number, { status, days, paid }: (typeof INVOICES)[number], prices: LocationRow[]): void {
    const issued = this.#now - days * DAY_MS;
    const line = this.#line(prices[i % prices.length], 1 + (i % 2));
    const total = Number(line.amount) * Number(line.qty);
    const invoice = this.#state.invoices.insert({
      locationId: this.#location.id,
      status,
      liveMode: i !== 2,
      name: `${line.name} for ${this.#customer(i).name}`,
      title: 'INVOICE',
      invoiceNumber: 1001 + i,
      businessDetails: this.#business(),
      contactDetails: this.#customer(i),
      currency: this.#currency,
      issueDate: day(issued),
      dueDate: day(issued + 14 * DAY_MS),
      discount: { type: 'percentage', value: 0 },
      invoiceItems: [line],
      total,
      amountPaid: 0,
      amountDue: total,
      totalSummary: { subTotal: total, discount: 0, tax: 0 },
      automaticTaxesEnabled: false,
      automaticTaxesCalculated: false,
      createdAt: iso(issued),
      updatedAt: iso(status === 'draft' ? issued : issued + HOUR_MS),
    });
    const contact = this.#contact(i);
    if (paid === 0 || !contact) return;
    const at = issued + 2 * DAY_MS;
    payInvoice(this.#state, this.#ids, invoice, contact, { amount: total * paid, at });
    this.#state.invoices.update(invoice.id, { updatedAt: iso(at) });
  }

  #estimate(i: number, estimateStatus: string, prices: LocationRow[]): void {
    const issued = this.#now - (ESTIMATES.length - i) * 5 * DAY_MS;
    const line = this.#line(prices[(i + 1) % prices.length], 1);
    this.#state.estimates.insert({
      locationId: this.#location.id,
      companyId: this.#location.companyId,
      estimateStatus,
      estimateNumber: 501 + i,
      estimateNumberPrefix: 'EST-',
      liveMode: true,
      deleted: false,
      name: `${line.name} estimate`,
      title: 'ESTIMATE',
      currency: this.#currency,
      businessDetails: this.#business(),
      contactDetails: this.#customer(i + 2),
      items: [line],
      discount: { type: 'percentage', value: 0 },
      issueDate: iso(issued),
      expiryDate: iso(issued + 30 * DAY_MS),
      total: line.amount,
      totalamountInUSD: line.amount,
      frequencySettings: { enabled: false, schedule: {} },
      automaticTaxesEnabled: false,
      automaticTaxesCalculated: false,
      estimateActionHistory: [],
      attachments: [],
      sentTo: { email: [this.#customer(i + 2).email ?? ''], phoneNo: [] },
      meta: {},
      lastVisitedAt: iso(issued + HOUR_MS),
      createdAt: iso(issued),
      updatedAt: iso(issued + DAY_MS),
      __v: 0,
    });
  }

  #order(i: number, plan: (typeof ORDERS)[number], prices: LocationRow[]): void {
    const placed = this.#now - (ORDERS.length - i) * 2 * DAY_MS;
    const items = [this.#line(prices[(i + 3) % prices.length], 2)];
    const amount = Number(items[0]?.amount) * 2;
    const contact = this.#contact(i + 4);
    if (!contact) return;
    const source = { type: 'funnel', id: `funnel-${this.#location.id}`, name: 'Shop', subType: 'store' };
    const { status, paymentStatus } = plan;
    const order = writeOrder(this.#state, contact, {
      items,
      amount,
      currency: this.#currency,
      at: placed,
      status,
      paymentStatus,
      source,
    });
    this.#state.orders.update(order.id, { updatedAt: iso(placed + HOUR_MS) });
    writePayment(this.#state, this.#ids, contact, {
      amount,
      currency: this.#currency,
      at: placed,
      status: plan.payment,
      entity: { type: 'order', id: order.id },
      source,
      refunded: plan.paymentStatus === 'refunded' ? amount : 0,
    });
  }

  #subscription(i: number, status: string, prices: LocationRow[]): void {
    const began = this.#now - (SUBSCRIPTIONS.length - i) * 3 * DAY_MS;
    const price = prices.find(({ type }) => type === 'recurring');
    const contact = this.#contact(i + 8);
    if (!contact) return;
    const { id } = writeSubscription(this.#state, this.#ids, contact, {
      amount: Number(price?.amount),
      currency: this.#currency,
      status,
      at: began,
    });
    this.#state.subscriptions.update(id, { updatedAt: iso(status === 'canceled' ? began + DAY_MS : began) });
  }
}
