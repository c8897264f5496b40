/** Invoices and estimates: what fires, once each, and what never does. */
import { DAY_MS } from '../../fields/dates';
import type { JsonObject } from '../../sandbox/json';
import { changeAnswers } from '../support/answers';
import { first, harness } from '../support/harness';
import { holdClock } from '../support/held-clock';
import { fired } from '../support/polled';
import { ago, firedIn, selling } from '../support/selling';

// No invoice that the sandbox begins with falls due on a day that is polled below.
const clock = holdClock(Date.parse('2026-11-07T12:00:00Z'));
const zap = harness();
const { on, row, scripted } = selling(zap);

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Puts an invoice in that was made and issued so long ago; its id. */
function invoice(ms: number, fields: JsonObject = {}): string {
  const { id: _id, ...like } = row('invoices', ({ status }) => status === 'sent');
  const dates = { createdAt: ago(ms), updatedAt: ago(ms), issueDate: day(Date.now() - ms) };
  return zap.sandbox.state.invoices.insert({
    ...like,
    ...dates,
    dueDate: day(Date.now() + 9 * DAY_MS),
    ...fields,
  }).id;
}

describe('new_invoice', () => {
  test('one that was drafted 5 days ago fires when it is sent, where sent ones are waited for', async () => {
    const id = invoice(5 * DAY_MS, { status: 'draft' });
    const polled = await on('new_invoice', { status: 'sent' });
    expect(await fired(polled)).toEqual([]);
    zap.sandbox.happen('invoice-sent', { invoiceId: id });
    expect(await fired(polled)).toEqual([id]);
    zap.sandbox.state.invoices.update(id, { name: 'Kitchen' });
    expect(await fired(polled)).toEqual([]);
  });

  test('without a status one fires as it is made, also one that is dated back, and not when it is sent', async () => {
    const polled = await on('new_invoice');
    const id = invoice(0, { status: 'draft', issueDate: '2020-01-01' });
    expect(await fired(polled)).toEqual([id]);
    zap.sandbox.happen('invoice-sent', { invoiceId: id });
    expect(await fired(polled)).toEqual([]);
  });
});

describe('invoice_paid', () => {
  const pay = (invoiceId: string, amount?: number) =>
    zap.sandbox.happen('invoice-paid', { invoiceId, ...(amount !== undefined && { amount }) });

  test('one that is paid after 60 days fires once it is paid in full', async () => {
    const id = invoice(60 * DAY_MS, { total: 90, amountDue: 90, amountPaid: 0 });
    const polled = await on('invoice_paid');
    pay(id, 30);
    expect(await fired(polled)).toEqual([]);
    zap.sandbox.happen('invoice-paid', { invoiceId: id, amount: 60 });
    expect(await fired(polled)).toEqual([id]);
    zap.sandbox.state.invoices.update(id, { name: 'Kitchen' });
    expect(await fired(polled)).toEqual([]);
  });

  test('where parts count, each payment of a part fires', async () => {
    const id = invoice(60 * DAY_MS, { total: 90, amountDue: 90, amountPaid: 0 });
    const polled = await on('invoice_paid', { partial: true });
    const all: string[] = [];
    for (const amount of [30, 20, 40]) {
      zap.sandbox.state.invoices.update(id, { status: 'sent' });
      pay(id, amount);
      all.push(...(await fired(polled)));
    }
    expect(all).toEqual([id, id, id]);
  });
});

describe('invoice_overdue', () => {
  const at = (moment: string) => {
    clock.now = Date.parse(moment);
  };

  test('one that is due on the 10th fires when that day is over in the sub-account’s zone, and once', async () => {
    zap.sandbox.state.locations.update(first(zap.sandbox.locations).locationId, {
      timezone: 'America/Los_Angeles',
    });
    at('2026-11-08T12:00:00Z');
    const id = invoice(DAY_MS, { dueDate: '2026-11-10' });
    const polled = await on('invoice_overdue');
    for (const moment of ['2026-11-10T01:00:00Z', '2026-11-11T07:59:00Z']) {
      at(moment);
      expect([moment, await fired(polled)]).toEqual([moment, []]);
    }
    at('2026-11-11T08:01:00Z');
    expect(await fired(polled)).toEqual([id]);
    zap.sandbox.state.locations.update(first(zap.sandbox.locations).locationId, { timezone: 'Asia/Tokyo' });
    at('2026-11-11T18:01:00Z');
    expect(await fired(polled)).toEqual([]);
  });

  test('three days before its due date, or one that is partly paid, or is given another due date', async () => {
    at('2026-11-01T12:00:00Z');
    const id = invoice(DAY_MS, { dueDate: '2026-11-20', status: 'partially_paid' });
    const polled = await on('invoice_overdue', { days: '-3' });
    at('2026-11-18T12:00:00Z');
    expect(await fired(polled)).toEqual([id]);
    zap.sandbox.state.invoices.update(id, { dueDate: '2026-11-25' });
    expect(await fired(polled)).toEqual([]);
    at('2026-11-23T12:00:00Z');
    expect(await fired(polled)).toEqual([id]);
  });

  test('one that HighLevel calls overdue fires, and one that is paid does not', async () => {
    const [late, paid] = [invoice(30 * DAY_MS), invoice(30 * DAY_MS)];
    const polled = await on('invoice_overdue');
    const over = { dueDate: day(Date.now() - 2 * DAY_MS) };
    zap.sandbox.state.invoices.update(late, { ...over, status: 'overdue' });
    zap.sandbox.state.invoices.update(paid, { ...over, status: 'paid', amountDue: 0 });
    expect(await fired(polled)).toEqual([late]);
  });

  test('where HighLevel refuses the status overdue, the others fire all the same', async () => {
    const id = invoice(30 * DAY_MS);
    const refused: string[] = [];
    const polled = await on('invoice_overdue');
    changeAnswers(zap.sandbox, (answered) => {
      if (zap.sandbox.requests.at(-1)?.query?.status !== 'overdue') return answered;
      refused.push('overdue');
      return { status: 422, headers: {}, body: { statusCode: 422, message: ['status must be one of'] } };
    });
    zap.sandbox.state.invoices.update(id, { dueDate: day(Date.now() - 2 * DAY_MS) });
    expect(await fired(polled)).toEqual([id]);
    expect(refused).toEqual(['overdue']);
  });

  test('the oldest of many open invoices are the ones that fall due, and all of them fire', async () => {
    const { list, poller } = await scripted('invoice_overdue', 'GET /invoices/');
    list.isListed = ({ status }, asked) => status === asked.status;
    const open = { status: 'sent', amountDue: 90 };
    list.rows = list
      .many(900, 0, 'open', 72 * 60_000)
      .map((one) => ({ ...one, ...open, dueDate: '2099-01-01' }));
    await poller.on();
    const due = list.rows.slice(-6).map(list.idOf);
    for (const id of due) list.change(id, { dueDate: day(Date.now() - 2 * DAY_MS), updatedAt: ago(1000) });
    expect((await firedIn(poller, 12)).sort()).toEqual(due.sort());
  });
});

describe('estimate_accepted', () => {
  const isOf =
    (status: string) =>
    ({ estimateStatus }: JsonObject) =>
      estimateStatus === status;
  const answer = (estimateId: string, given: string) =>
    zap.sandbox.happen('estimate-answered', { estimateId, answer: given });

  test('one that is accepted fires once, also where it becomes an invoice at once or later', async () => {
    const [sent, viewed] = [row('estimates', isOf('sent')).id, row('estimates', isOf('viewed')).id];
    const polled = await on('estimate_accepted');
    answer(sent, 'accepted');
    answer(viewed, 'invoiced');
    expect((await fired(polled)).sort()).toEqual([sent, viewed].sort());
    answer(sent, 'invoiced');
    expect(await fired(polled)).toEqual([]);
  });

  test('one that is declined, sent again and declined again fires twice', async () => {
    const { id } = row('estimates', isOf('sent'));
    const polled = await on('estimate_accepted', { answer: 'declined' });
    const all: string[] = [];
    for (const status of ['declined', 'sent', 'declined', 'accepted']) {
      answer(id, status);
      all.push(...(await fired(polled)));
      if (status === 'declined') zap.sandbox.state.estimates.update(id, { estimateStatus: 'declined' });
    }
    expect(all).toEqual([id, id]);
  });

  test('rows that tell no time of their change fire when they are answered', async () => {
    const { list, poller } = await scripted('estimate_accepted', 'GET /invoices/estimate/list');
    list.isListed = ({ estimateStatus }, { status }) => estimateStatus === status;
    list.rows = list.many(5, 60 * DAY_MS).map((one) => ({ ...one, estimateStatus: 'sent', updatedAt: null }));
    await poller.on();
    list.change('old3', { estimateStatus: 'accepted' });
    expect(await firedIn(poller, 2)).toEqual(['old3']);
  });
});
