/** Payments, orders and subscriptions: what fires, once each, and what never does. */
import { DAY_MS, HOUR_MS } from '../../fields/dates';
import { choicesOf } from '../../fields/dropdowns';
import { orderHydrators } from '../../records/order';
import type { JsonObject } from '../../sandbox/json';
import { harness } from '../support/harness';
import { fired } from '../support/polled';
import { ago, firedIn, selling } from '../support/selling';

const zap = harness();
const { on, row, scripted } = selling(zap);
afterEach(() => jest.restoreAllMocks());

/** Puts a payment in that was begun so long ago; its id. */
const payment = (ms: number, fields: JsonObject = {}): string => {
  const { id: _id, ...like } = row('transactions');
  const [createdAt, updatedAt, fulfilledAt] = [ago(ms), ago(ms), ago(ms)];
  const made = { ...like, status: 'succeeded', amountRefunded: 0, createdAt, updatedAt, fulfilledAt };
  return zap.sandbox.state.transactions.insert({ ...made, ...fields }).id;
};

describe('new_payment', () => {
  test('one that is pending when the Zap is turned on fires once it succeeds, and not when it changes', async () => {
    const id = payment(5 * DAY_MS, { status: 'pending' });
    const polled = await on('new_payment');
    expect(await fired(polled)).toEqual([]);
    zap.sandbox.happen('payment-settled', { paymentId: id });
    expect(await fired(polled)).toEqual([id]);
    zap.sandbox.state.transactions.update(id, { contactName: 'Ada King' });
    expect(await fired(polled)).toEqual([]);
  });

  test('where failures are waited for, a failed one fires, and no other', async () => {
    const polled = await on('new_payment', { status: 'failed' });
    zap.sandbox.happen('payment-made');
    const { id } = zap.sandbox.happen('payment-made', { status: 'failed' });
    expect(await fired(polled)).toEqual([id]);
  });

  test('a refund fires 20 days after its payment; of each part, with what is paid back by then', async () => {
    const id = payment(20 * DAY_MS, { amount: 90 });
    const polled = await on('new_payment', { status: 'refunded' });
    expect(await fired(polled)).toEqual([]);
    const amounts: unknown[] = [];
    for (const amount of [30, 60]) {
      zap.sandbox.happen('payment-refunded', { paymentId: id, amount });
      const { runs } = await polled.poll();
      amounts.push(...runs.map(({ item }) => [item.id, item.amountRefunded]));
    }
    expect(amounts).toEqual([
      [id, 30],
      [id, 90],
    ]);
    expect(await fired(polled)).toEqual([]);
  });

  test('a refund is no new payment', async () => {
    const id = payment(2 * DAY_MS);
    const polled = await on('new_payment');
    zap.sandbox.happen('payment-refunded', { paymentId: id, amount: 1 });
    expect(await fired(polled)).toEqual([]);
  });

  test('of 1,000 in 8 days all new ones fire, though the oldest come first', async () => {
    const { list, poller } = await scripted('new_payment', 'GET /payments/transactions');
    const succeeded = (rows: JsonObject[]) => rows.map((one) => ({ ...one, status: 'succeeded' }));
    list.rows = succeeded(list.many(1000, HOUR_MS, 'old', (8 * DAY_MS) / 1000)).reverse();
    await poller.on();
    const fresh = succeeded(list.many(20, 1000, 'new'));
    list.rows.push(...fresh);
    expect((await firedIn(poller, 20)).sort()).toEqual(fresh.map(list.idOf).sort());
  });

  test('only payments of the mode are asked for: live ones where nothing is chosen', async () => {
    await on('new_payment');
    await on('new_payment', { paymentMode: 'test' });
    expect(zap.sandbox.requests.map(({ query }) => Object(query).paymentMode)).toEqual(['live', 'test']);
  });

  test('a sample is of the latest that there are, however old', async () => {
    for (const { id } of zap.sandbox.state.transactions.where(() => true))
      zap.sandbox.state.transactions.delete(id);
    const id = zap.sandbox.state.transactions.insert({
      ...row('orders'),
      status: 'succeeded',
      createdAt: ago(90 * DAY_MS),
    }).id;
    expect((await (await on('new_payment')).sample()).map((item) => item.id)).toEqual([id]);
  });
});

describe('new_order', () => {
  /** The items of what fired: pointers that Zapier follows. */
  const follow = (pointer: unknown) => {
    const { bundle } = JSON.parse(String(pointer).replaceAll('hydrate|||', '').replace('|||hydrate', ''));
    return zap.call(orderHydrators.orderLines, bundle);
  };

  test('an order fires once, paid or not, and its items are read when a step uses them', async () => {
    const polled = await on('new_order');
    const { id } = zap.sandbox.happen('order-placed', { paymentStatus: 'unpaid', amount: 35 });
    const before = zap.sandbox.requests.length;
    const { runs } = await polled.poll();
    expect(runs.map(({ item }) => item.id)).toEqual([id]);
    expect(zap.sandbox.requests).toHaveLength(before + 1);
    expect(await follow(runs[0]?.item.items)).toMatchObject([
      { name: 'Gift card', qty: 1, amount: 35, currency: 'USD' },
    ]);
    zap.sandbox.happen('order-paid', { orderId: String(id) });
    expect(await fired(polled)).toEqual([]);
  });

  test('a line that comes with its product and its price as a whole is read like any other', async () => {
    const { id } = zap.sandbox.happen('order-placed');
    const whole = {
      name: 'Handbook',
      qty: 2,
      product: { _id: 'product7', name: 'Handbook', productType: 'DIGITAL' },
      price: { _id: 'price7', amount: 12.5, currency: 'USD', type: 'one_time' },
    };
    zap.sandbox.state.orders.update(String(id), { items: [whole] });
    const found = await zap.call(orderHydrators.orderLines, { orderId: id });
    expect(found).toMatchObject([
      { name: 'Handbook', qty: 2, amount: 12.5, currency: 'USD', productId: 'product7', priceId: 'price7' },
    ]);
  });

  test('where paid ones are waited for, an order fires when it is paid, days after it was placed', async () => {
    const { id } = zap.sandbox.happen('order-placed', { paymentStatus: 'unpaid' });
    zap.sandbox.state.orders.update(String(id), { createdAt: ago(5 * DAY_MS), updatedAt: ago(5 * DAY_MS) });
    const polled = await on('new_order', { paymentStatus: 'paid' });
    expect(await fired(polled)).toEqual([]);
    zap.sandbox.happen('order-paid', { orderId: String(id) });
    expect(await fired(polled)).toEqual([id]);
    zap.sandbox.state.orders.update(String(id), { fulfillmentStatus: 'fulfilled' });
    expect(await fired(polled)).toEqual([]);
  });

  test('the sources of the latest orders are offered by name, each once', async () => {
    const { results } = Object(await zap.call(choicesOf('orderSources').perform));
    expect(results).toEqual([{ id: expect.stringMatching(/^funnel-/), label: 'Shop (funnel)' }]);
  });
});

/** Begins a subscription so long ago; its id. */
function subscription(status: string, ms: number): string {
  const id = String(zap.sandbox.happen('subscription-begun', { status }).id);
  zap.sandbox.state.subscriptions.update(id, { createdAt: ago(ms), updatedAt: ago(ms) });
  return id;
}

const changeTo = (subscriptionId: string, status: string) =>
  zap.sandbox.happen('subscription-changed', { subscriptionId, status });

describe('new_subscription', () => {
  test('one that is incomplete until the fifth day fires then, and not at its renewal', async () => {
    const id = subscription('incomplete', 5 * DAY_MS);
    const polled = await on('new_subscription');
    expect(await fired(polled)).toEqual([]);
    changeTo(id, 'active');
    expect(await fired(polled)).toEqual([id]);
    zap.sandbox.state.subscriptions.update(id, { contactName: 'Ada King' });
    expect(await fired(polled)).toEqual([]);
  });

  test('an old one that is renewed is none, though HighLevel should give it among those of the last days', async () => {
    const { list, poller } = await scripted('new_subscription', 'GET /payments/subscriptions');
    list.rows = list.many(3, 60 * DAY_MS);
    await poller.on();
    list.rows.push(list.row('renewed', Date.now() - 90 * DAY_MS, { updatedAt: ago(1000), status: 'active' }));
    const begun = list.row('begun', Date.now() - 1000, { status: 'active' });
    list.rows.push(begun);
    expect(await firedIn(poller, 2)).toEqual(['begun']);
  });
});

describe('subscription_status_changed', () => {
  test('one that is canceled fires, with what it was before; a new one that is active does not', async () => {
    const id = subscription('active', 40 * DAY_MS);
    const polled = await on('subscription_status_changed');
    subscription('active', 1000);
    expect(await fired(polled)).toEqual([]);
    changeTo(id, 'CANCELLED');
    const { runs } = await polled.poll();
    expect(runs.map(({ item }) => [item.id, item.formerStatus])).toEqual([[id, 'active']]);
    expect(await fired(polled)).toEqual([]);
  });

  test('where active ones are waited for, no new one and no renewal fires, but one that was past due', async () => {
    const [late, renewed] = [subscription('past_due', 40 * DAY_MS), subscription('active', 30 * DAY_MS)];
    const polled = await on('subscription_status_changed', { status: 'active' });
    subscription('active', 1000);
    zap.sandbox.state.subscriptions.update(renewed, { contactName: 'Ada King' });
    expect(await fired(polled)).toEqual([]);
    changeTo(late, 'active');
    expect(await fired(polled)).toEqual([late]);
  });

  test('one that is past due in three months fires three times', async () => {
    const id = subscription('active', 40 * DAY_MS);
    const polled = await on('subscription_status_changed', { status: 'past_due' });
    const all: string[] = [];
    for (let month = 0; month < 3; month += 1) {
      for (const status of ['past_due', 'active']) {
        changeTo(id, status);
        all.push(...(await fired(polled)));
      }
    }
    expect(all).toEqual([id, id, id]);
  });
});
