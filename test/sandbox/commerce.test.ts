/** What is sold and paid: products, invoices, estimates, payments. */
import { omit } from 'lodash';
import { type JsonObject, text } from '../../sandbox/json';
import { at, rowsAt, sandboxOfFile } from './client';

const on = sandboxOfFile();
const { call, locationId, isHere } = on;
const account = () => ({ altId: locationId(), altType: 'location' });

type Query = { [name: string]: string };
const PAGE = { limit: '50', offset: '0' };
const invoices = async (query: Query = {}) =>
  (await call('GET /invoices/', { query: { ...account(), ...PAGE, ...query } })).body;
const estimates = async (query: Query = {}) =>
  (await call('GET /invoices/estimate/list', { query: { ...account(), ...PAGE, ...query } })).body;
const transactions = async (query: Query = {}) =>
  (await call('GET /payments/transactions', { query: { ...account(), ...query } })).body;
const orders = async (query: Query = {}) =>
  (await call('GET /payments/orders', { query: { altId: locationId(), ...query } })).body;
const subscriptions = async (query: Query = {}) =>
  (await call('GET /payments/subscriptions', { query: { ...account(), ...query } })).body;
const ids = (rows: JsonObject[]) => rows.map(({ _id }) => _id);

/** An invoice of a new contact, issued on a day. */
function invoice(fields: JsonObject) {
  return on.sandbox.state.invoices.insert({ locationId: locationId(), status: 'sent', ...fields });
}

describe('invoices', () => {
  test('belong to contacts of the location, and name the account as altId', async () => {
    const rows = rowsAt(await invoices(), 'invoices');
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(row).toMatchObject(account());
      expect(on.sandbox.state.contacts.get(text(at(row, 'contactDetails.id')))?.locationId).toBe(
        locationId(),
      );
    }
  });

  test('are chosen by status, contact, words, mode and days of issue', async () => {
    const one = invoice({
      status: 'paid',
      name: 'Kitchen',
      invoiceNumber: 7077,
      liveMode: false,
      issueDate: '2030-05-10',
      contactDetails: { id: 'ada', name: 'Ada King', email: 'ada@example.com', phoneNo: '+12125559999' },
    });
    const choices: Query[] = [
      { contactId: 'ada' },
      { search: 'kitch' },
      { search: 'ADA@' },
      { search: '7077' },
      { search: '5559999' },
      { startAt: '2030-05-10', endAt: '2030-05-10' },
      { paymentMode: 'test', status: 'paid' },
    ];
    for (const query of choices) {
      expect([query, ids(rowsAt(await invoices(query), 'invoices'))]).toEqual([query, [one.id]]);
    }
    for (const query of [
      { status: 'void', contactId: 'ada' },
      { search: 'nobody' },
      { startAt: '2031-01-01' },
    ]) {
      expect([query, await invoices(query)]).toMatchObject([query, { invoices: [], total: 0 }]);
    }
  });

  test('are sorted by their day of issue, and paged', async () => {
    const dates = async (query: Query) =>
      rowsAt(await invoices(query), 'invoices').map((row) => row.issueDate);
    const ascending = await dates({ sortField: 'issueDate', sortOrder: 'ascend' });
    expect(ascending).toEqual([...ascending].sort());
    expect(await dates({ sortField: 'issueDate' })).toEqual([...ascending].reverse());
    expect(await dates({ sortField: 'issueDate', limit: '2', offset: '1' })).toEqual(
      [...ascending].reverse().slice(1, 3),
    );
  });

  test('want the account, the size of a page and where it begins', async () => {
    const refused = (query: Query) => call('GET /invoices/', { query });
    expect(await refused({ ...PAGE, altType: 'location' })).toMatchObject({ status: 403 });
    expect(await refused(account())).toMatchObject({
      status: 422,
      body: { message: ['limit should not be empty', 'offset should not be empty'] },
    });
  });

  test('are read by id, of the own location alone', async () => {
    const [first] = on.sandbox.state.invoices.where(isHere);
    const other = on.sandbox.state.invoices.find((row) => !isHere(row));
    const get = (invoiceId = '') =>
      call('GET /invoices/{invoiceId}', { path: { invoiceId }, query: account() });
    expect(await get(first?.id)).toMatchObject({ status: 200, body: { _id: first?.id, ...account() } });
    expect(await get('gone')).toMatchObject({ status: 404 });
    expect(await get(other?.id)).toMatchObject({ status: 403 });
  });
});

describe('what is sold to a contact', () => {
  const contact = () => on.sandbox.state.contacts.find(isHere);
  const sale = (): JsonObject => ({
    ...account(),
    ...{ name: 'Crown', currency: 'USD', issueDate: '2030-03-12', liveMode: true },
    items: [
      { name: 'Crown', currency: 'USD', amount: 0.1, qty: 3 },
      { name: 'Visit', currency: 'USD', amount: 99.7, qty: 1 },
    ],
    contactDetails: { id: contact()?.id, name: 'Ada', email: 'ada@example.com', phoneNo: '+13125550142' },
    ...{ businessDetails: {}, discount: { type: 'percentage', value: 50 }, sentTo: { email: [] } },
  });
  const make = (change: JsonObject = {}) => call('POST /invoices/', { body: { ...sale(), ...change } });

  test('is a draft over the sum of its lines without the discount, and has the next number', async () => {
    const { body } = await make();
    expect(body).toMatchObject({
      ...{ _id: expect.any(String), altId: locationId(), status: 'draft' },
      ...{ total: 50, amountDue: 50, amountPaid: 0, dueDate: '2030-03-12' },
      invoiceItems: [{ _id: expect.any(String), qty: 3 }, { name: 'Visit' }],
    });
    const second = await make({ invoiceNumber: '9001', discount: { type: 'fixed', value: 500 } });
    expect(second.body).toMatchObject({ invoiceNumber: 9001, total: 0 });
    expect(at((await make()).body, 'invoiceNumber')).toBe(9002);
  });

  test('is refused without lines, for nobody, and for a customer without a phone number', async () => {
    const details = { id: contact()?.id, name: 'Ada', email: 'ada@example.com', phoneNo: '' };
    expect(await make({ items: [] })).toMatchObject({ status: 422 });
    expect(await make({ contactDetails: { ...details, id: 'nobody', phoneNo: '1' } })).toMatchObject({
      status: 400,
    });
    expect(await make({ contactDetails: details })).toMatchObject({
      status: 422,
      body: { message: ['contactDetails.phoneNo should not be empty'] },
    });
    expect(await make({ isTaxesEnabled: true })).toMatchObject({ status: 422 });
  });

  test('is not sent by a stranger, nor paid by a card or a check that is not told, nor when it is void', async () => {
    const path = { invoiceId: text(at((await make()).body, '_id')) ?? '' };
    const sending = { ...account(), action: 'sms', userId: 'nobody', liveMode: true };
    expect(await call('POST /invoices/{invoiceId}/send', { path, body: sending })).toMatchObject({
      status: 400,
    });
    const pay = (body: JsonObject) =>
      call('POST /invoices/{invoiceId}/record-payment', {
        path,
        body: { ...account(), notes: 'x', ...body },
      });
    for (const mode of ['card', 'cheque'])
      expect([mode, await pay({ mode })]).toMatchObject([mode, { status: 422 }]);
    on.sandbox.state.invoices.update(path.invoiceId, { status: 'void' });
    expect(await pay({ mode: 'cash' })).toMatchObject({ status: 400, body: { message: 'Invoice is void' } });
  });

  test('is asked for at once, or as a draft that is changed before', async () => {
    const userId = on.sandbox.state.users.find(({ locationIds }) => locationIds.includes(locationId()))?.id;
    const ask = (more: JsonObject) =>
      call('POST /invoices/text2pay', { body: { ...omit(sale(), 'discount'), userId, ...more } });
    const sent = await ask({ action: 'send' });
    expect(sent.body).toMatchObject({
      invoice: { status: 'sent', amountDue: 100 },
      invoiceUrl: expect.stringContaining('https://'),
    });
    const id = text(at((await ask({ action: 'draft' })).body, 'invoice._id')) ?? '';
    const visit = [{ name: 'Visit', currency: 'USD', amount: 80, qty: 1 }];
    expect((await ask({ action: 'send', id, items: visit })).body).toMatchObject({
      invoice: { _id: id, status: 'sent', amountDue: 80 },
    });
    expect(await ask({ action: 'draft', id })).toMatchObject({ status: 400 });
  });

  test('is first an estimate, which is a draft until it is sent', async () => {
    const frequencySettings = { enabled: false, schedule: {} };
    const { body, status } = await call('POST /invoices/estimate', {
      body: { ...sale(), expiryDate: '2031-03-04', frequencySettings },
    });
    expect([status, body]).toMatchObject([
      201,
      { estimateStatus: 'draft', total: 50, items: [{ qty: 3 }, {}] },
    ]);
    const path = { estimateId: text(at(body, '_id')) ?? '' };
    const user = on.sandbox.state.users.find(({ locationIds }) => locationIds.includes(locationId()));
    const sending = { ...account(), action: 'email', userId: user?.id, liveMode: true };
    await call('POST /invoices/estimate/{estimateId}/send', { path, body: sending });
    const [row] = rowsAt(await estimates({ search: 'Crown', status: 'sent' }), 'estimates');
    expect(row).toMatchObject({ _id: path.estimateId, estimateStatus: 'sent' });
  });
});

describe('estimates', () => {
  test('are chosen by status, words and days, ten a page unless said', async () => {
    for (let i = 0; i < 12; i += 1) {
      const issueDate = `2030-03-${10 + i}T09:00:00.000Z`;
      on.sandbox.state.estimates.insert({
        locationId: locationId(),
        name: 'Garden',
        estimateStatus: 'sent',
        issueDate,
      });
    }
    const found = await estimates({ search: 'garden', limit: '' });
    expect(found).toMatchObject({ statusCode: 422 });
    expect(await estimates({ search: 'garden', limit: '10' })).toMatchObject({
      estimates: { length: 10 },
      total: 12,
    });
    expect(await estimates({ search: 'garden', startAt: '2030-03-12', endAt: '2030-03-13' })).toMatchObject({
      total: 2,
    });
    const accepted = rowsAt(await estimates({ status: 'accepted' }), 'estimates');
    expect(accepted.map(({ estimateStatus }) => estimateStatus)).toEqual(['accepted']);
    expect(at(await estimates({ status: 'all' }), 'total')).toBe(at(await estimates(), 'total'));
  });
});

describe('payments', () => {
  test('belong to an invoice or an order that is there, and to its contact', async () => {
    const { state } = on.sandbox;
    const rows = rowsAt(await transactions(), 'data');
    expect(rows.length).toBeGreaterThan(4);
    for (const { entityType, entityId, contactId } of rows) {
      const paid = text(entityId);
      const holder =
        entityType === 'order'
          ? state.orders.get(paid)?.contactId
          : at(state.invoices.get(paid), 'contactDetails.id');
      expect(holder).toBe(contactId);
    }
  });

  test('are chosen by contact, invoice, subscription, source, words, mode and days', async () => {
    const one = on.sandbox.state.transactions.insert({
      locationId: locationId(),
      contactId: 'ada',
      contactName: 'Ada King',
      entityId: 'i1',
      entitySourceType: 'membership',
      subscriptionId: 's1',
      liveMode: false,
      status: 'succeeded',
      createdAt: '2030-05-10T23:30:00.000Z',
    });
    const choices: Query[] = [
      { contactId: 'ada' },
      { entityId: 'i1' },
      { subscriptionId: 's1' },
      { entitySourceType: 'membership' },
      { search: 'king' },
      { paymentMode: 'test' },
      { startAt: '2030-05-10', endAt: '2030-05-10' },
    ];
    for (const query of choices) {
      expect([query, ids(rowsAt(await transactions(query), 'data'))]).toEqual([query, [one.id]]);
    }
    expect(await transactions({ startAt: '2030-05-11' })).toMatchObject({ data: [], totalCount: 0 });
  });

  test('are told the latest first, ten a page unless said', async () => {
    for (let i = 0; i < 11; i += 1) {
      on.sandbox.state.transactions.insert({
        locationId: locationId(),
        createdAt: `2030-01-${10 + i}T09:00:00.000Z`,
      });
    }
    const rows = rowsAt(await transactions(), 'data');
    expect(rows).toHaveLength(10);
    expect(rows[0]?.createdAt).toBe('2030-01-20T09:00:00.000Z');
  });

  test('a day that is none is refused', async () => {
    const query = { startAt: 'yesterday', contactId: 'nobody' };
    expect(await transactions(query)).toMatchObject({ statusCode: 422 });
  });
});

describe('orders', () => {
  test('have their lines alone, and how many in the list', async () => {
    const rows = rowsAt(await orders(), 'data');
    expect(rows.filter(({ items, totalProducts }) => items !== undefined || totalProducts !== 1)).toEqual([]);
    const orderId = text(rows[0]?._id) ?? '';
    const { body } = await call('GET /payments/orders/{orderId}', {
      path: { orderId },
      query: { altId: locationId() },
    });
    const [line] = rowsAt(body, 'items');
    expect(on.sandbox.state.prices.get(text(line?.priceId))?.product).toBe(line?.productId);
    expect(body).toMatchObject({ source: { type: 'funnel' }, contactSnapshot: { id: rows[0]?.contactId } });
  });

  test('are chosen by what was paid, by source, contact and product', async () => {
    const [order] = on.sandbox.state.orders.where(isHere);
    const refunded = rowsAt(await orders({ paymentStatus: 'refunded' }), 'data');
    expect(refunded.map(({ _id }) => on.sandbox.state.orders.get(text(_id))?.paymentStatus)).toEqual([
      'refunded',
    ]);
    expect(ids(rowsAt(await orders({ contactId: text(order?.contactId) ?? '' }), 'data'))).toEqual([
      order?.id,
    ]);
    expect(await orders({ sourceId: 'another' })).toMatchObject({ totalCount: 0 });
    expect(await orders({ funnelProductIds: 'another' })).toMatchObject({ totalCount: 0 });
    const productId = text(at(order ?? {}, 'items.0.productId')) ?? '';
    expect(ids(rowsAt(await orders({ funnelProductIds: `x,${productId}` }), 'data'))).toContain(order?.id);
  });
});

test('subscriptions are chosen by contact, id and days', async () => {
  const [one] = on.sandbox.state.subscriptions.where(isHere);
  expect(ids(rowsAt(await subscriptions({ id: one?.id ?? '' }), 'data'))).toEqual([one?.id]);
  expect(ids(rowsAt(await subscriptions({ contactId: text(one?.contactId) ?? '' }), 'data'))).toEqual([
    one?.id,
  ]);
  expect(await subscriptions({ startAt: '2031-01-01' })).toMatchObject({ data: [], totalCount: 0 });
  expect(at(await subscriptions(), 'totalCount')).toBe(3);
});

describe('products', () => {
  const products = async (query: Query = {}) =>
    (await call('GET /products/', { query: { locationId: locationId(), ...query } })).body;

  test('are chosen by name and by id, and have their prices', async () => {
    const [membership, ...more] = rowsAt(await products({ search: 'member' }), 'products');
    expect([membership?.name, more]).toEqual(['Membership', []]);
    const productId = text(membership?._id) ?? '';
    expect(ids(rowsAt(await products({ productIds: productId }), 'products'))).toEqual([productId]);
    const prices = async (query: Query = {}) =>
      rowsAt(
        (
          await call('GET /products/{productId}/price', {
            path: { productId },
            query: { locationId: locationId(), ...query },
          })
        ).body,
        'prices',
      );
    expect((await prices()).map(({ name }) => name).sort()).toEqual(['Monthly', 'Yearly']);
    const [price] = await prices();
    expect(ids(await prices({ ids: `other,${price?._id}` }))).toEqual([price?._id]);
  });

  test('are paged, at most a hundred a page', async () => {
    const all = ids(rowsAt(await products(), 'products'));
    expect(ids(rowsAt(await products({ limit: '2', offset: '1' }), 'products'))).toEqual(all.slice(1, 3));
    expect(await products({ limit: '101' })).toMatchObject({ statusCode: 400 });
    expect(at(await products(), 'total.0.total')).toBe(all.length);
  });
});
