import { orderBy } from 'lodash';
import app from '../../../index';
import { items } from '../../../zapier';
import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

/** An id that no record has, in the form of those that have one. */
const UNKNOWN = '0123456789abcdef01234567';

const named = (value: unknown) => String(Object(value).name);

/** The sub-account, and what it has sold. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const ofAccount = { altId: locationId, altType: 'location' };
  const invoices = state.invoices.where(isHere);
  return {
    locationId,
    ofAccount,
    invoices,
    estimates: state.estimates.where(isHere),
    products: state.products.where(isHere),
    prices: state.prices.where(isHere),
    payments: state.transactions.where(isHere),
  };
}

const rows = ({ locationId, ofAccount, ...sold }: ReturnType<typeof place>): SearchRow[] => {
  const { invoices, estimates, products, prices, payments } = sold;
  const invoice = first(invoices.filter(({ status }) => status === 'partially_paid'));
  const customer = Object(invoice.contactDetails);
  const sent = invoices.filter(({ status }) => status === 'sent').reverse();
  const estimate = first(estimates.filter(({ estimateStatus }) => estimateStatus === 'viewed'));
  const membership = first(products.filter(({ name }) => name === 'Membership'));
  const [monthly, yearly] = prices.filter(({ product }) => product === membership.id);
  const refunded = first(payments.filter(({ amountRefunded }) => Number(amountRefunded) > 0));
  const page = { limit: '100', offset: '0' };
  const latest = { sortField: 'issueDate', sortOrder: 'descend' };
  return [
    {
      key: 'find_invoice',
      uses: [
        {
          input: {
            search: ` ${String(invoice.invoiceNumber)} `,
            contactId: customer.id,
            status: 'Partially Paid',
            startAt: '2020-01-01T23:30:00-05:00',
            endAt: '2040-01-01',
          },
          sends: {
            call: 'GET /invoices/',
            query: {
              ...ofAccount,
              ...page,
              ...latest,
              search: String(invoice.invoiceNumber),
              contactId: customer.id,
              status: 'partially_paid',
              startAt: '2020-01-01',
              endAt: '2040-01-01',
            },
          },
          gives: {
            id: invoice.id,
            locationId,
            invoiceNumber: invoice.invoiceNumber,
            amountDue: invoice.amountDue,
            issueDate: invoice.issueDate,
            contactDetails: expect.objectContaining({ id: customer.id, name: named(customer) }),
          },
        },
        {
          input: {
            invoiceId: invoice.id,
            status: 'partially_paid',
            search: named(customer).toUpperCase(),
            startAt: invoice.issueDate,
            endAt: invoice.issueDate,
          },
          sends: { call: `GET /invoices/${invoice.id}`, query: ofAccount },
          gives: { id: invoice.id, locationId, invoiceNumber: invoice.invoiceNumber },
        },
      ],
      several: { input: { status: 'sent' }, ids: sent.map(({ id }) => id) },
      nothing: [
        { search: 'nobody@example.com' },
        { invoiceId: UNKNOWN },
        { invoiceId: 'no id' },
        { invoiceId: invoice.id, status: 'draft' },
        { invoiceId: invoice.id, endAt: '2020-01-01' },
        { invoiceId: invoice.id, contactId: UNKNOWN },
      ],
      refused: {
        input: {},
        says: /^Find Invoice needs a value for “Invoice ID”, “Contact”, “Number, Name, Email or Phone”, /,
        sends: 0,
      },
    },
    {
      key: 'find_estimate',
      uses: [
        {
          input: {
            search: named(estimate),
            contactId: Object(estimate.contactDetails).id,
            status: 'viewed',
            startAt: '2020-01-01',
            endAt: '2040-01-01',
          },
          sends: {
            call: 'GET /invoices/estimate/list',
            query: {
              ...ofAccount,
              ...page,
              search: named(estimate),
              contactId: Object(estimate.contactDetails).id,
              status: 'viewed',
              startAt: '2020-01-01',
              endAt: '2040-01-01',
            },
          },
          gives: {
            id: estimate.id,
            locationId,
            estimateNumber: estimate.estimateNumber,
            estimateStatus: 'viewed',
            total: estimate.total,
          },
        },
        {
          input: { estimateId: estimate.id },
          sends: { call: 'GET /invoices/estimate/list', query: { ...ofAccount, ...page } },
          gives: { id: estimate.id, name: estimate.name },
        },
      ],
      several: { input: { startAt: '2020-01-01' }, ids: estimates.map(({ id }) => id).reverse() },
      nothing: [
        { search: 'no such name' },
        { estimateId: UNKNOWN },
        { estimateId: estimate.id, status: 'draft' },
      ],
      refused: {
        input: { status: 'lost' },
        says: /^“Status” must be Draft, Sent, .*; it is “lost”\.$/,
        sends: 0,
      },
    },
    {
      key: 'find_product',
      uses: [
        {
          input: { search: 'MEMBERSHIP', productIds: membership.id, price: ' yearly ' },
          sends: {
            call: 'GET /products/',
            query: {
              locationId,
              limit: '100',
              sortOrder: 'desc',
              search: 'MEMBERSHIP',
              productIds: membership.id,
            },
          },
          besides: [`GET /products/${membership.id}/price`],
          gives: {
            id: membership.id,
            name: 'Membership',
            locationId,
            price: expect.objectContaining({ id: yearly?.id, name: 'Yearly', amount: 450, currency: 'USD' }),
            prices: expect.arrayContaining([expect.objectContaining({ id: monthly?.id, amount: 45 })]),
          },
        },
      ],
      several: {
        input: { search: 'h' },
        ids: ['Handbook', 'Membership'].map((name) => products.find((one) => one.name === name)?.id),
      },
      nothing: [
        { search: 'no such thing' },
        { productIds: UNKNOWN },
        { search: 'Membership', price: 'Weekly' },
      ],
      refused: {
        input: { price: 'Yearly' },
        says: /^Find Product and Price needs a value for “Name” or “Product ID”\.$/,
        sends: 0,
      },
    },
    {
      key: 'find_payment',
      uses: [
        {
          input: {
            contactId: refunded.contactId,
            entityId: refunded.entityId,
            search: 'Shop',
            status: 'Refunded',
            startAt: '2020-01-01',
            endAt: '2040-01-01',
          },
          sends: {
            call: 'GET /payments/transactions',
            query: {
              ...ofAccount,
              locationId,
              limit: '100',
              contactId: refunded.contactId,
              entityId: refunded.entityId,
              search: 'Shop',
              startAt: '2020-01-01',
              endAt: '2040-01-01',
            },
          },
          gives: {
            id: refunded.id,
            locationId,
            status: 'succeeded',
            amount: refunded.amount,
            amountRefunded: refunded.amount,
          },
        },
      ],
      several: {
        input: { status: 'succeeded' },
        ids: orderBy(payments, 'createdAt', 'desc').flatMap(({ id, status }) =>
          status === 'succeeded' ? [id] : [],
        ),
      },
      nothing: [{ contactId: UNKNOWN }, { subscriptionId: 'sub_1' }, { search: 'Shop', status: 'pending' }],
      refused: {
        input: {},
        says: /^Find Payment needs a value for “Contact”, “Invoice or Order ID”, “Subscription ID”, /,
        sends: 0,
      },
    },
  ];
};

describeSearches(zap, 'Invoices & Payments', () => rows(place()));

const giveName = (name: string) => {
  const { invoices } = place();
  const [newest, ...older] = invoices.reverse();
  zap.sandbox.state.invoices.update(String(newest?.id), { name: `${name} (second visit)` });
  const oldest = first(older.slice(-1));
  zap.sandbox.state.invoices.update(oldest.id, { name });
  return oldest.id;
};

test('Find Invoice gives the one of the very name before a later one that has it within', async () => {
  const id = giveName('Crown');
  expect(await zap.run('searches', 'find_invoice', { search: 'crown' })).toMatchObject([{ id }]);
});

test.each(['(312) 555-0177', '+1 312 555 0177', '3125550177'])(
  'Find Invoice finds a contact by %s',
  async (search) => {
    const { invoices } = place();
    const invoice = first(invoices);
    const contactDetails = { ...Object(invoice.contactDetails), phoneNo: '+13125550177' };
    zap.sandbox.state.invoices.update(invoice.id, { contactDetails });
    expect(await zap.run('searches', 'find_invoice', { search })).toMatchObject([{ id: invoice.id }]);
  },
);

test('Find Estimate leaves out what is deleted, and finds an ID behind the first hundred', async () => {
  const { estimates } = place();
  const { state } = zap.sandbox;
  const { id: _id, ...row } = first(estimates);
  const oldest = state.estimates.insert({ ...row, createdAt: '2020-05-01T00:00:00.000Z' });
  for (let i = 0; i < 120; i += 1) state.estimates.insert({ ...row, deleted: true });
  expect(await zap.run('searches', 'find_estimate', { estimateId: oldest.id })).toMatchObject([
    { id: oldest.id },
  ]);
  expect(zap.sent()).toHaveLength(2);
  const [deleted] = state.estimates.where((one) => one.deleted === true);
  expect(await zap.run('searches', 'find_estimate', { estimateId: deleted?.id })).toEqual([]);
});

test('Find Product and Price gives all products without their prices, by one request', async () => {
  const [all] = items(await zap.run('searches', 'find_product', { search: 'h', results: 'all' }));
  expect(all).toMatchObject({ count: 2, results: [{ name: 'Handbook' }, { name: 'Membership' }] });
  expect(zap.sent()).toHaveLength(1);
  const fields = await zap.call(app.searches.find_product?.operation.outputFields?.[0], { results: 'all' });
  const columns = items(items(fields)[2]?.children).map(({ key }) => String(key));
  expect(columns).toContain('productType');
  expect(columns.filter((key) => key.startsWith('price'))).toEqual([]);
  const run = zap.run('searches', 'find_product', { search: 'h', price: 'Yearly', results: 'all' });
  expect(await zap.sentence(run)).toBe('With all results, leave “Price Name” empty.');
});
