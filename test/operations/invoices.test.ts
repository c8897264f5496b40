/** Invoices and estimates are made, sent and paid. */
import { choicesOf } from '../../fields/dropdowns';
import type { JsonObject } from '../../sandbox/json';
import type { LocationRow, PlainTable } from '../../sandbox/state';
import { at, items } from '../../zapier';
import { first, harness, shortenWaits } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

/** An id that no record has, in the form of those that have one. */
const UNKNOWN = '0123456789abcdef01234567';
const DAY_MS = 24 * 3_600_000;

const state = () => zap.sandbox.state;
const locationId = () => first(zap.sandbox.locations).locationId;
const rowOf = (table: PlainTable, isSo: (row: LocationRow) => boolean = () => true) =>
  first(state()[table].where((row) => row.locationId === locationId() && isSo(row)));
const userId = () => first(state().users.where(({ locationIds }) => locationIds.includes(locationId()))).id;
const isSold = (name: string) => (row: LocationRow) => row.name === name;
const pricesOf = (name: string) =>
  state().prices.where(({ product }) => product === rowOf('products', isSold(name)).id);

/** A contact with an email and a phone, and with what else is said. */
const customer = (fields: JsonObject = {}) =>
  state().contacts.insert({
    locationId: locationId(),
    firstName: 'Amara',
    lastName: 'Okafor',
    email: 'amara.okafor@example.com',
    phone: '+13125550142',
    ...fields,
  });

/** The sub-account, with all that an invoice shows of it. */
function business() {
  const {
    name,
    phone,
    website,
    address,
    city,
    state: region,
    postalCode,
    country,
  } = Object(state().locations.get(locationId()));
  return {
    name,
    phoneNo: phone,
    website,
    logoUrl: 'https://www.example.com/logo.png',
    address: { addressLine1: address, city, state: region, countryCode: country, postalCode },
  };
}

const account = () => ({ altId: locationId(), altType: 'location' });
const reads = (contactId: string) => [`GET /contacts/${contactId}`, `GET /locations/${locationId()}`];

/** What is filled in of a sale over two things. */
const sale = (contactId: string): JsonObject => ({
  contactDetails__id: contactId,
  name: 'Check-up',
  currency: 'usd',
  items: [
    { itemName: 'Check-up', qty: '2', amount: '49.50', itemDescription: 'With cleaning' },
    { itemName: 'Floss', amount: '3' },
  ],
});
/** What is sent of it. */
const lines = () => [
  { name: 'Check-up', qty: 2, amount: 49.5, description: 'With cleaning', currency: 'USD' },
  { name: 'Floss', qty: 1, amount: 3, currency: 'USD' },
];
const contactDetails = (id: string) => ({
  id,
  name: 'Amara Okafor',
  email: 'amara.okafor@example.com',
  phoneNo: '+13125550142',
});
const sentTo = { email: ['amara.okafor@example.com'], phoneNo: ['+13125550142'] };

function rows(): Row[] {
  const { id: contactId } = customer();
  const draft = rowOf('invoices', ({ status }) => status === 'draft');
  const sent = rowOf('invoices', ({ status }) => status === 'sent');
  const common = {
    ...account(),
    name: 'Check-up',
    currency: 'USD',
    items: lines(),
    contactDetails: contactDetails(contactId),
    businessDetails: business(),
    liveMode: true,
  };
  return [
    {
      key: 'create_invoice',
      input: {
        ...sale(contactId),
        issueDate: '2026-12-01',
        dueDate: '15 Dec 2026',
        discount__value: '10',
        discount__type: 'Percentage',
        termsNotes: '<p>Hi {{contact.first_name}}\n“net 14” 🦷</p>',
        invoiceNumber: '7001',
        sentTo__emailCc: 'books@example.com, desk@example.com',
        title: 'BILL',
      },
      sends: {
        call: 'POST /invoices/',
        body: {
          ...common,
          issueDate: '2026-12-01',
          dueDate: '2026-12-15',
          discount: { type: 'percentage', value: 10 },
          termsNotes: '<p>Hi {{contact.first_name}}\n“net 14” 🦷</p>',
          invoiceNumber: '7001',
          sentTo: { ...sentTo, emailCc: ['books@example.com', 'desk@example.com'] },
          title: 'BILL',
        },
        besides: reads(contactId),
      },
      gives: {
        id: expect.any(String),
        locationId: locationId(),
        invoiceNumber: 7001,
        status: 'draft',
        total: 91.8,
        amountDue: 91.8,
        issueDate: '2026-12-01',
        dueDate: '2026-12-15',
      },
      fails: {
        input: { ...sale(UNKNOWN) },
        says: /^Create Invoice did not work\. .*not found/,
        sends: 2,
      },
    },
    {
      key: 'send_invoice',
      input: { invoiceId: draft.id, action: 'By Email', userId: userId(), sentFrom__fromName: 'The desk' },
      sends: {
        call: `POST /invoices/${draft.id}/send`,
        body: {
          ...account(),
          action: 'email',
          userId: userId(),
          sentFrom: { fromName: 'The desk' },
          liveMode: true,
        },
        besides: [`GET /invoices/${draft.id}`],
      },
      gives: { id: draft.id, status: 'sent', invoiceNumber: draft.invoiceNumber },
      fails: {
        input: { invoiceId: draft.id, action: 'email', userId: userId(), liveMode: false },
        says: /^Send Invoice did not work\. HighLevel says: “.*does not match”/,
        sends: 1,
      },
    },
    {
      key: 'record_invoice_payment',
      input: {
        invoiceId: sent.id,
        mode: 'Card',
        notes: 'Stripe ch_1',
        amount: '0.10',
        fulfilledAt: '2026-11-20T09:30:00-05:00',
        card__brand: 'Visa',
        card__last4: '4242 4242 4242 0042',
        cheque__number: '129',
      },
      sends: {
        call: `POST /invoices/${sent.id}/record-payment`,
        body: {
          ...account(),
          mode: 'card',
          notes: 'Stripe ch_1',
          amount: 0.1,
          fulfilledAt: '2026-11-20T09:30:00-05:00',
          card: { brand: 'Visa', last4: '0042' },
        },
      },
      gives: { id: sent.id, status: 'partially_paid', amountPaid: 0.1 },
      fails: {
        input: { invoiceId: sent.id, mode: 'card', notes: 'x', amount: 1 },
        says: /^The method Card needs “Card Brand” and “Last Digits of Card”\.$/,
        sends: 0,
      },
    },
    {
      key: 'create_estimate',
      input: {
        ...sale(contactId),
        issueDate: '2026-12-01',
        discount__value: 2,
        discount__type: 'fixed',
        userId: userId(),
      },
      sends: {
        call: 'POST /invoices/estimate',
        body: {
          ...common,
          issueDate: '2026-12-01',
          expiryDate: '2026-12-31',
          discount: { type: 'fixed', value: 2 },
          userId: userId(),
          sentTo,
          frequencySettings: { enabled: false, schedule: {} },
        },
        besides: reads(contactId),
      },
      gives: { id: expect.any(String), estimateStatus: 'draft', total: 100, expiryDate: '2026-12-31' },
      fails: {
        input: { ...sale(contactId), name: 'An estimate whose name is much too long for it' },
        says: /^“Name” must be at most 40 characters long; it has 46\.$/,
        sends: 0,
      },
    },
  ];
}

describeCategory(zap, 'Invoices & Payments', rows, [
  'create_invoice',
  'send_invoice',
  'record_invoice_payment',
  'create_estimate',
]);

const create = (input: JsonObject, key = 'create_invoice') => zap.run('creates', key, input);
const written = () => zap.sandbox.requests.filter(({ method }) => method === 'POST');
const bodySent = (): unknown => written().at(-1)?.body;

describe('a new invoice or estimate', () => {
  test('is found, listed and started a Zap with, like one that was made in HighLevel', async () => {
    const { id: contactId } = customer();
    const polled = async () =>
      items(await zap.run('triggers', 'new_invoice', { contactId }, { meta: { isPopulatingDedupe: true } }));
    expect(await polled()).toEqual([]);
    const made = await create({ ...sale(contactId), invoiceNumber: '7002' });
    expect(await polled()).toMatchObject([{ id: at(made, 'id') }]);
    expect(await zap.run('searches', 'find_invoice', { search: '7002' })).toMatchObject([
      { id: at(made, 'id'), invoiceItems: [{ name: 'Check-up', qty: 2, amount: 49.5 }, { name: 'Floss' }] },
    ]);
    const offer = await create(sale(contactId), 'create_estimate');
    expect(await zap.run('searches', 'find_estimate', { contactId })).toMatchObject([
      { id: at(offer, 'id'), estimateNumber: at(offer, 'estimateNumber'), items: [{ qty: 2 }, { qty: 1 }] },
    ]);
  });

  test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Nowhere/At_All'])(
    'is issued today, in the time zone of the sub-account: %s',
    async (timezone) => {
      state().locations.update(locationId(), { timezone });
      await create(sale(customer().id));
      const timeZone = timezone.startsWith('Nowhere') ? 'UTC' : timezone;
      expect(bodySent()).toMatchObject({
        issueDate: new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(Date.now()),
      });
    },
  );

  test('is no live one where that is said, and has automatic taxes', async () => {
    await create({ ...sale(customer().id), liveMode: 'no', automaticTaxesEnabled: 'yes' });
    expect(bodySent()).toMatchObject({ liveMode: false, automaticTaxesEnabled: true });
  });

  test('has the contact’s company and address, and what is said in place of the contact’s own', async () => {
    const { id } = customer({
      companyName: 'Okafor Ltd',
      address1: '1 Elm Street',
      city: 'Leeds',
      country: 'GB',
    });
    await create({
      ...sale(id),
      contactDetails__name: 'Accounts',
      contactDetails__email: 'accounts@example.com',
      sentTo__email: ['a@example.com', 'b@example.com'],
    });
    expect(bodySent()).toMatchObject({
      contactDetails: {
        id,
        name: 'Accounts',
        email: 'accounts@example.com',
        phoneNo: '+13125550142',
        companyName: 'Okafor Ltd',
        address: { addressLine1: '1 Elm Street', city: 'Leeds', countryCode: 'GB' },
      },
      sentTo: { email: ['a@example.com', 'b@example.com'], phoneNo: ['+13125550142'] },
    });
  });

  test.each([
    [{ phone: '' }, 'Customer Phone'],
    [{ email: '' }, 'Customer Email'],
  ])(
    'is not made where HighLevel would refuse it, because the contact lacks something: %j',
    async (lacks, label) => {
      const { id } = customer(lacks);
      for (const key of ['create_invoice', 'create_estimate']) {
        expect(await zap.sentence(create(sale(id), key))).toMatch(
          new RegExp(`needs a value for “${label}”: the contact has none, and HighLevel requires one\\.$`),
        );
      }
      expect(written()).toEqual([]);
    },
  );
});

describe('a line', () => {
  const line = (row: JsonObject) => create({ ...sale(customer().id), items: [row] });
  const sentLine = () => items(at(bodySent(), 'items'))[0];
  const product = (name: string) => rowOf('products', isSold(name)).id;

  test('leaves its name and its price to its product, and its quantity is one', async () => {
    const [price] = pricesOf('Handbook');
    await line({ productId: product('Handbook') });
    expect(sentLine()).toEqual({
      name: 'Handbook',
      qty: 1,
      amount: 12.5,
      currency: 'USD',
      productId: product('Handbook'),
      priceId: price?.id,
    });
  });

  test('takes the price that it names, and keeps what is filled in', async () => {
    const yearly = first(pricesOf('Membership').filter(isSold('Yearly')));
    await line({ itemName: 'Club', productId: product('Membership'), priceId: yearly.id, qty: 3 });
    expect(sentLine()).toMatchObject({ name: 'Club', amount: 450, qty: 3, priceId: yearly.id });
    await line({ productId: product('Membership'), priceId: yearly.id, amount: 99 });
    expect(sentLine()).toMatchObject({ name: 'Membership', amount: 99, priceId: yearly.id });
  });

  test('that is whole needs no request about its product', async () => {
    await line({ itemName: 'Club', amount: 0, productId: UNKNOWN, priceId: UNKNOWN });
    expect(sentLine()).toMatchObject({ amount: 0, productId: UNKNOWN, priceId: UNKNOWN });
    expect(zap.sent()).toHaveLength(3);
  });

  test('is refused with the reason where its product does not tell the price', async () => {
    const unpriced = state().products.insert({ locationId: locationId(), name: 'Gift' }).id;
    const faults: [JsonObject, RegExp][] = [
      [{ itemName: 'Floss' }, /^Each row of “Lines” needs an item name and a unit price, or a product\.$/],
      [{ productId: product('Membership') }, /^“Membership” in “Lines” has several prices: choose one/],
      [{ productId: product('Handbook'), priceId: UNKNOWN }, /has no price with the ID 0123456789abcdef/],
      [{ productId: unpriced }, /^“Gift” in “Lines” has no price: fill one in\.$/],
      [{ productId: UNKNOWN }, /^“Lines” names a product that was not found: 0123456789abcdef01234567\.$/],
      [{ productId: 'Hand book' }, /^“Product” must be an ID|^“Lines” .*ID/],
    ];
    for (const [row, says] of faults)
      expect([row, await zap.sentence(line(row))]).toEqual([row, expect.stringMatching(says)]);
    const inEuros = create({
      ...sale(customer().id),
      currency: 'EUR',
      items: [{ productId: product('Handbook') }],
    });
    expect(await zap.sentence(inEuros)).toMatch(/has its price in USD, and not in EUR: fill one in\.$/);
    expect(written()).toEqual([]);
  });

  test('offers the prices of all products by name, and the currencies', async () => {
    const { results } = Object(await zap.call(choicesOf('productPrices').perform));
    const labels = items(results).map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining(['Membership · Monthly · 45 USD', 'Handbook · Standard · 12.5 USD']),
    );
    const wrong = create({ ...sale(customer().id), currency: 'Dollars' });
    expect(await zap.sentence(wrong)).toMatch(/^“Currency” must be the code of a currency, such as USD/);
  });
});

describe('an invoice that is sent', () => {
  test('is asked whether it is live, and stays what it is', async () => {
    const { id } = rowOf('invoices', ({ status }) => status === 'paid');
    state().invoices.update(id, { liveMode: false });
    const sent = await create({ invoiceId: id, action: 'sms', userId: userId() }, 'send_invoice');
    expect(bodySent()).toMatchObject({ liveMode: false });
    expect(sent).toMatchObject({ id, status: 'paid' });
  });

  test('is sent once, whatever HighLevel answers', async () => {
    shortenWaits();
    const { id } = rowOf('invoices', ({ status }) => status === 'draft');
    zap.sandbox.faults.add({ endpoint: 'POST /invoices/{invoiceId}/send', cut: true, times: 5, after: true });
    const sending = create(
      { invoiceId: id, action: 'email', userId: userId(), liveMode: true },
      'send_invoice',
    );
    expect(await zap.sentence(sending)).toMatch(
      /It is not known whether Send Invoice was done: look in HighLevel/,
    );
    expect(written()).toHaveLength(1);
  });

  test('is chosen by its number, name, customer, sum and status', async () => {
    const {
      id,
      invoiceNumber,
      name,
      contactDetails: whose,
      total,
    } = rowOf('invoices', ({ status }) => status === 'void');
    const { results } = Object(await zap.call(choicesOf('invoices').perform));
    expect(items(results).find((one) => one.id === id)?.label).toBe(
      `#${invoiceNumber} · ${name} · ${Object(whose).name} · ${total} USD (void)`,
    );
  });
});

describe('a payment', () => {
  const pay = (input: JsonObject) => create(input, 'record_invoice_payment');
  const CASH = { mode: 'cash', notes: 'At the desk' };

  test('of a part, and then of all that is due, changes the status and the sums, and is found', async () => {
    const made = await create({
      ...sale(customer().id),
      items: [{ itemName: 'Floss', qty: 3, amount: 0.1 }],
    });
    const invoiceId = String(at(made, 'id'));
    expect(await pay({ invoiceId, ...CASH, amount: '0.1' })).toMatchObject({
      status: 'partially_paid',
      amountPaid: 0.1,
      amountDue: 0.2,
    });
    expect(await pay({ invoiceId, mode: 'check', cheque__number: '129-9', notes: 'By mail' })).toMatchObject({
      status: 'paid',
      amountPaid: 0.3,
      amountDue: 0,
    });
    expect(bodySent()).toMatchObject({ amount: 0.2, cheque: { number: '129-9' } });
    const { results } = Object(
      first(items(await zap.run('searches', 'find_payment', { entityId: invoiceId, results: 'all' }))),
    );
    expect(
      items(results)
        .map(({ amount }) => amount)
        .sort(),
    ).toEqual([0.1, 0.2]);
  });

  test('is not recorded where nothing is due', async () => {
    const { id: invoiceId } = rowOf('invoices', ({ status }) => status === 'paid');
    expect(await zap.sentence(pay({ invoiceId, ...CASH }))).toBe(
      'Record Invoice Payment did nothing: nothing is due on this invoice (its status is Paid).',
    );
    expect(written()).toEqual([]);
  });

  test('that is more than is due is HighLevel’s to refuse', async () => {
    const { id: invoiceId } = rowOf('invoices', ({ status }) => status === 'sent');
    expect(await zap.sentence(pay({ invoiceId, ...CASH, amount: 99_999 }))).toMatch(
      /^Record Invoice Payment did not work\. HighLevel says: “.*no more than/,
    );
  });

  test('has four digits of its card, or is not recorded', async () => {
    const { id: invoiceId } = rowOf('invoices', ({ status }) => status === 'sent');
    const wrong = pay({ invoiceId, mode: 'card', notes: 'x', card__brand: 'Visa', card__last4: '42' });
    expect(await zap.sentence(wrong)).toMatch(
      /^“Last Digits of Card” must be the last four digits of a card\.$/,
    );
  });
});

describe('an estimate that is sent as it is made', () => {
  const SEND = 'POST /invoices/estimate/{estimateId}/send';
  const make = (more: JsonObject = {}) =>
    create({ ...sale(customer().id), send: 'By Email', userId: userId(), ...more }, 'create_estimate');
  const latest = () => state().estimates.all().at(-1);
  const PLEA = 'Go on with that one in HighLevel: to run this step again would make another.';

  test('is sent by a request of its own', async () => {
    expect(await make({ sentFrom__fromName: 'The desk', liveMode: 'no' })).toMatchObject({
      id: latest()?.id,
      estimateStatus: 'sent',
      estimateNumber: latest()?.estimateNumber,
    });
    expect(written().map(({ endpoint }) => endpoint)).toEqual(['POST /invoices/estimate', SEND]);
    expect(bodySent()).toEqual({
      ...account(),
      action: 'email',
      userId: userId(),
      liveMode: false,
      estimateName: 'Check-up',
      sentFrom: { fromName: 'The desk' },
    });
  });

  test('needs a user, and nothing is made without', async () => {
    expect(await zap.sentence(make({ userId: '' }))).toMatch(/^Create Estimate needs a value for “User”\.$/);
    expect(written()).toEqual([]);
  });

  test.each<[what: string, fault: object, says: string]>([
    [
      'HighLevel refuses it',
      { status: 400, body: { message: 'The sender has no email' } },
      'and did not send it. HighLevel says: “The sender has no email”.',
    ],
    [
      'HighLevel says in a success that it failed',
      { status: 201, body: { success: false, message: 'No credits' } },
      'and did not send it. HighLevel says: “No credits”.',
    ],
    [
      'HighLevel takes no more calls',
      { status: 429, times: 9, headers: { 'x-ratelimit-daily-remaining': '0' } },
      'and did not send it.',
    ],
    ['no answer comes', { cut: true, after: true }, 'and it is not known whether it was sent.'],
    ['HighLevel refuses it without a word', { status: 403, body: '' }, 'and did not send it.'],
    ['a gateway answers', { status: 502, body: '<html></html>' }, 'and it is not known whether it was sent.'],
  ])('is told of where it was made and not sent, because %s', async (_what, fault, says) => {
    shortenWaits();
    zap.sandbox.faults.add({ endpoint: SEND, ...fault });
    const said = await zap.sentence(make());
    expect(said).toBe(`Create Estimate made the estimate with the ID ${latest()?.id}, ${says} ${PLEA}`);
    expect(written().filter(({ endpoint }) => endpoint === SEND).length).toBeLessThan(3);
    expect(written().filter(({ endpoint }) => endpoint !== SEND)).toHaveLength(1);
  });

  test('is not sent where it is not known whether it was made', async () => {
    zap.sandbox.faults.add({ endpoint: 'POST /invoices/estimate', status: 201, body: {} });
    expect(await zap.sentence(make())).toMatch(/It is not known whether Create Estimate was done/);
    expect(written()).toHaveLength(1);
  });

  test('is good until the day that is said', async () => {
    await make({ send: '', issueDate: '2026-12-01', expiryDate: '2027-01-05' });
    expect(bodySent()).toMatchObject({ issueDate: '2026-12-01', expiryDate: '2027-01-05' });
    await make({ send: '' });
    const { issueDate, expiryDate } = Object(bodySent());
    expect(Date.parse(expiryDate) - Date.parse(issueDate)).toBe(30 * DAY_MS);
  });
});
