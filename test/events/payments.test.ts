/** Payments, orders and subscriptions: what fires, once each, and what never does. */
import { DAY_MS, HOUR_MS } from '../../fields/dates';
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
