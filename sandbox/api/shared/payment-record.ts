import { round } from 'lodash';
import type { Ids } from '../../ids';
import { type JsonObject, text } from '../../json';
import type { Contact, LocationRow, State } from '../../state';
import { fullName } from './contact-answers';

/** A payment to write. */
interface Paid {
  amount: number;
  currency: string;
  /** Epoch milliseconds. */
  at: number;
  /** As the provider of the payment calls it: `succeeded`, `failed`. */
  status: string;
  /** What it is for. */
  entity: { type: string; id: string };
  source: { type: string; subType: string; id: string; name: string };
  refunded?: number;
  /** How it was paid, where that is not by a card at Stripe's. */
  by?: JsonObject;
}

/** The person who buys or pays, as payments name them. */
export const buyer = (contact: Contact) => ({
  locationId: contact.locationId,
  contactId: contact.id,
  contactName: fullName(contact),
  contactEmail: text(contact.email),
});

/** Adds a payment of a contact. */
export function writePayment(state: State, ids: Ids, contact: Contact, paid: Paid): LocationRow {
  const { amount, currency, at, status, entity, source, refunded = 0, by = {} } = paid;
  const moment = new Date(at).toISOString();
  return state.transactions.insert({
    ...buyer(contact),
    currency,
    amount,
    amountRefunded: refunded,
    status,
    liveMode: true,
    entityType: entity.type,
    entityId: entity.id,
    entitySourceType: source.type,
    entitySourceSubType: source.subType,
    entitySourceId: source.id,
    entitySourceName: source.name,
    entitySourceMeta: {},
    chargeId: `ch_${ids.next()}`,
    chargeSnapshot: {},
    paymentMethod: { type: 'card', card: { brand: 'visa', last4: '4242' } },
    paymentProviderType: 'stripe',
    createdAt: moment,
    updatedAt: moment,
    fulfilledAt: moment,
    ...by,
  });
}

/** Pays an invoice, in full or in part: its status and its sums follow, and a payment is written. */
export function payInvoice(
  state: State,
  ids: Ids,
  invoice: LocationRow,
  contact: Contact,
  { amount, at, by }: { amount: number; at: number; by?: JsonObject },
): { invoice: LocationRow; payment: LocationRow } {
  const amountPaid = round(Number(invoice.amountPaid) + amount, 2);
  const amountDue = Math.max(0, round(Number(invoice.total) - amountPaid, 2));
  const sums: JsonObject = { amountPaid, amountDue, status: amountDue ? 'partially_paid' : 'paid' };
  const changed = state.invoices.update(invoice.id, sums) ?? invoice;
  const payment = writePayment(state, ids, contact, {
    amount,
    currency: String(invoice.currency),
    at,
    status: 'succeeded',
    entity: { type: 'invoice', id: invoice.id },
    source: { type: 'invoice', subType: 'card_payment', id: invoice.id, name: String(invoice.name) },
    ...(by && { by }),
  });
  return { invoice: changed, payment };
}

/** An order to write. */
interface Ordered {
  items: JsonObject[];
  amount: number;
  currency: string;
  /** Epoch milliseconds. */
  at: number;
  status: string;
  paymentStatus: string;
  source: { type: string; subType: string; id: string; name: string };
}

/** Adds an order of a contact. */
export function writeOrder(state: State, contact: Contact, ordered: Ordered): LocationRow {
  const { items, amount, currency, at, status, paymentStatus, source } = ordered;
  const moment = new Date(at).toISOString();
  return state.orders.insert({
    ...buyer(contact),
    amount,
    subtotal: amount,
    discount: 0,
    currency,
    status,
    paymentStatus,
    fulfillmentStatus: 'unfulfilled',
    liveMode: true,
    items,
    sourceType: source.type,
    sourceSubType: source.subType,
    sourceId: source.id,
    sourceName: source.name,
    sourceMeta: {},
    createdBy: 'public',
    createdAt: moment,
    updatedAt: moment,
  });
}

/** Adds what a contact pays for regularly, begun at a moment (epoch milliseconds). */
export function writeSubscription(
  state: State,
  ids: Ids,
  contact: Contact,
  { amount, currency, status, at }: { amount: number; currency: string; status: string; at: number },
): LocationRow {
  const moment = new Date(at).toISOString();
  return state.subscriptions.insert({
    ...buyer(contact),
    currency,
    amount,
    status,
    liveMode: true,
    entityType: 'order',
    entityId: ids.next(),
    entitySourceType: 'payment_link',
    entitySourceName: 'Membership',
    entitySourceId: `link-${contact.locationId}`,
    entitySourceMeta: {},
    subscriptionId: `sub_${ids.next()}`,
    subscriptionSnapshot: {},
    paymentProviderType: 'stripe',
    createdAt: moment,
    updatedAt: moment,
  });
}
