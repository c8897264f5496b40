import { omit } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { type JsonObject, objects, pick, text } from '../json';
import type { LocationRow } from '../state';
import { type Choice, chosen, ofAccount } from './shared/lists';
import { ownRow, pageOf } from './shared/rows';

/** What the three lists have in common. */
const COMMON: Omit<Choice, 'table'> = {
  dated: 'createdAt',
  latest: 'createdAt',
};

/** Fields of an order that its list has not. */
const ALONE = ['items', 'paymentStatus'];

/** A page of a list, 10 records unless said, with how many there are. */
function listed(
  call: Call,
  choice: Choice,
  show: (row: LocationRow) => JsonObject = ofAccount,
  isWanted = (_row: LocationRow): boolean => true,
): JsonObject {
  const { query } = call;
  const isOfMode = ({ liveMode }: LocationRow) => liveMode === (query.paymentMode === 'live');
  const found = chosen(call, choice).filter(
    (row) => isWanted(row) && (query.paymentMode === undefined || isOfMode(row)),
  );
  return { data: pageOf(found, query, 10).map(show), totalCount: found.length };
}

const transactions = (call: Call): JsonObject =>
  listed(call, {
    ...COMMON,
    table: 'transactions',
    filters: {
      contactId: 'contactId',
      entityId: 'entityId',
      entitySourceType: 'entitySourceType',
      entitySourceSubType: 'entitySourceSubType',
      subscriptionId: 'subscriptionId',
    },
    words: { parameter: 'search', in: ['contactName', 'contactEmail', 'entitySourceName', 'chargeId'] },
  });

const subscriptions = (call: Call): JsonObject =>
  listed(call, {
    ...COMMON,
    table: 'subscriptions',
    filters: {
      id: 'id',
      contactId: 'contactId',
      entityId: 'entityId',
      entitySourceType: 'entitySourceType',
    },
    words: { parameter: 'search', in: ['contactName', 'contactEmail', 'entitySourceName'] },
  });

/** An order as the list tells it: without its lines, with how many products it has. */
function inList(row: LocationRow): JsonObject {
  const items = objects(row.items);
  const recurring = items.filter(({ type }) => type === 'recurring').length;
  return {
    ...ofAccount(omit(row, ALONE)),
    totalProducts: items.length,
    onetimeProducts: items.length - recurring,
    recurringProducts: recurring,
  };
}

const orders = (call: Call): JsonObject =>
  listed(
    call,
    {
      ...COMMON,
      table: 'orders',
      filters: {
        contactId: 'contactId',
        sourceId: 'sourceId',
        status: 'status',
        paymentStatus: 'paymentStatus',
      },
      words: { parameter: 'search', in: ['contactName', 'contactEmail', 'sourceName'] },
    },
    inList,
    (row) => hasProduct(row, text(call.query.funnelProductIds)),
  );

/** Whether one of an order's lines is a product of these, with commas between them. */
function hasProduct({ items }: LocationRow, wanted: string | undefined): boolean {
  const ids = objects(items).map(({ productId }) => productId);
  return wanted === undefined || wanted.split(',').some((id) => ids.includes(id));
}

/** An order alone: with its lines, its source, and who bought. */
function order(call: Call): JsonObject {
  const row = ownRow(call.state.orders, call.params.orderId, 'Order', call);
  const { sourceType, sourceSubType, sourceId, sourceName, sourceMeta = {}, subtotal, discount = 0 } = row;
  const contact = call.state.contacts.get(text(row.contactId));
  const told = ['contactId', 'currency', 'amount', 'status', 'liveMode', 'createdAt', 'updatedAt'];
  return {
    ...ofAccount(pick(row, ['id', 'locationId', ...told, 'fulfillmentStatus', 'createdBy', 'items'])),
    amountSummary: { subtotal, discount },
    source: { type: sourceType, subType: sourceSubType, id: sourceId, name: sourceName, meta: sourceMeta },
    ...(contact && { contactSnapshot: pick(contact, ['id', 'firstName', 'lastName', 'email', 'phone']) }),
  };
}

/** Transactions, orders and subscriptions. */
export const payments: Routes = {
  'GET /payments/transactions': { handle: transactions },
  'GET /payments/subscriptions': { handle: subscriptions },
  'GET /payments/orders': { handle: orders },
  'GET /payments/orders/{orderId}': { handle: order },
};
