import { PAYMENT_STATUSES } from '../../records/payment';
import { SUBSCRIPTION_STATUSES, subscriptionStatus } from '../../records/subscription';
import { at, type Item, items } from '../../zapier';
import { type Answered, rowsIn } from '../caller';
import { type Lab, MADE_BY } from '../lab';
import { needs, type Questions, reads, writes } from '../probe';
import { confirmed, contradicted, judged, need, notTold, type Verdict } from '../verdict';
import { latestFirst, moves } from './judging';

const DAY_MS = 86_400_000;
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

const account = (lab: Lab) => ({ altId: lab.locationId, altType: 'location' });
const idOf = ({ _id, id }: Item) => String(_id ?? id ?? '');

type Query = { [name: string]: string | number };
const transactions = (lab: Lab, more: Query = {}) =>
  lab.ask('GET /payments/transactions', { query: { ...account(lab), limit: 100, ...more } });
const subscriptions = (lab: Lab) =>
  lab.list('GET /payments/subscriptions', 'data', { query: { ...account(lab), limit: 100 } });
const orders = (lab: Lab, more: Query = {}) =>
  lab.ask('GET /payments/orders', { query: { altId: lab.locationId, limit: 100, ...more } });
const invoices = (lab: Lab, more: Query = {}) =>
  lab.ask('GET /invoices/', { query: { ...account(lab), limit: '100', offset: '0', ...more } });

/** What an invoice or an estimate for a new contact says, unsent and not live. */
async function saleTo(lab: Lab, more: Item = {}): Promise<Item> {
  const [email, phone] = [lab.email(), lab.phone()];
  const id = String(more.contactId ?? (await lab.contact({ email, phone })));
  const { contactId: _id, contactDetails, ...rest } = more;
  return {
    ...account(lab),
    name: MADE_BY,
    businessDetails: { name: MADE_BY },
    currency: 'USD',
    items: [{ name: MADE_BY, currency: 'USD', amount: 12.5, qty: 1 }],
    discount: { type: 'percentage', value: 0 },
    contactDetails: { id, name: MADE_BY, email, phoneNo: phone, ...Object(contactDetails) },
    issueDate: day(Date.now()),
    liveMode: false,
    ...rest,
  };
}

/** A draft of an invoice, which is never sent. */
async function invoice(lab: Lab, more: Item = {}): Promise<Item> {
  const body = { ...(await saleTo(lab, more)), sentTo: { email: [lab.email()] } };
  return removed(
    lab,
    'DELETE /invoices/{invoiceId}',
    'invoiceId',
    await lab.ask('POST /invoices/', { body }),
  );
}

async function estimate(lab: Lab, more: Item = {}): Promise<Answered> {
  const body = { ...(await saleTo(lab, more)), frequencySettings: { enabled: false, schedule: {} } };
  return lab.ask('POST /invoices/estimate', { body });
}

function removed(
  lab: Lab,
  removal: 'DELETE /invoices/{invoiceId}' | 'DELETE /invoices/estimate/{estimateId}',
  name: string,
  made: Answered,
): Item {
  const id = made.isDone ? idOf(made.body) : '';
  if (id) {
    const sending = removal.includes('estimate') ? { body: account(lab) } : { query: account(lab) };
    lab.remove(removal, { path: { [name]: id }, sending });
  }
  return made.isDone ? { ...made.body, id } : {};
}

/** Whether the days of a list are about a time of its rows, and whole in UTC. */
async function byDays(
  rows: Item[],
  field: string,
  ask: (days: Query) => Promise<Answered>,
  name: string,
): Promise<Verdict> {
  const order = latestFirst(rows, field);
  if (order.is !== 'confirmed') return order;
  const at = String(rows[0]?.[field]).slice(0, 10);
  const within = await ask({ startAt: at, endAt: at });
  if (!within.isDone) return contradicted(`A range of one day is refused with ${within.status}.`);
  const found = rowsIn(within, name);
  const others = found.filter((row) => String(row[field]).slice(0, 10) !== at).length;
  return judged(
    !others && found.some((row) => idOf(row) === idOf(rows[0] ?? {})),
    'The latest comes first, and a day has those that were made on it in UTC.',
    'A day in UTC has others, or not all that were made on it.',
  );
}

export const payments: Questions = {
  'invoice-days': writes(9, async (lab) => {
    const old = await invoice(lab, { issueDate: day(Date.now() - 30 * DAY_MS), dueDate: day(Date.now()) });
    need(old.id, 'A draft of an invoice is refused.');
    const today = day(Date.now());
    const week = { startAt: day(Date.now() - 7 * DAY_MS), endAt: today };
    const found = rowsIn(await invoices(lab, week), 'invoices').some((row) => idOf(row) === old.id);
    const then = { startAt: day(Date.now() - 31 * DAY_MS), endAt: day(Date.now() - 29 * DAY_MS) };
    const isThere = rowsIn(await invoices(lab, then), 'invoices').some((row) => idOf(row) === old.id);
    const overdue = await invoices(lab, { status: 'overdue' });
    const told = `status=overdue is answered with ${overdue.status}.`;
    return judged(
      !found && isThere,
      `The days are about the day of issue. ${told}`,
      `The days are about another day. ${told}`,
    );
  }),

  'invoice-changes': writes(8, async (lab) => {
    const made = await invoice(lab, { dueDate: day(Date.now() + DAY_MS) });
    const invoiceId = String(need(made.id || undefined, 'A draft of an invoice is refused.'));
    const read = () => lab.get('GET /invoices/{invoiceId}', { path: { invoiceId }, query: account(lab) });
    const before = await read();
    await lab.moment();
    const contactId = at(before, 'contactDetails', 'id');
    const { items: invoiceItems, ...sale } = await saleTo(lab, {
      contactId,
      contactDetails: before.contactDetails,
    });
    const body = { ...sale, invoiceItems, dueDate: day(Date.now() + 9 * DAY_MS) };
    const put = await lab.ask('PUT /invoices/{invoiceId}', { path: { invoiceId }, body });
    if (!put.isDone) return notTold(`Changing a draft is refused with ${put.status}.`);
    const moved = moves(before, await read(), 'updatedAt');
    return { ...moved, because: `Another due date: ${moved.because} Sending and paying were not tried.` };
  }),

  'estimate-rows': reads(1, async (lab) => {
    const query = { ...account(lab), limit: '100', offset: '0' };
    const rows = await lab.list('GET /invoices/estimate/list', 'estimates', { query });
    if (!rows.length) return notTold('There are no estimates.');
    const lacking = rows.filter((row) => typeof row.estimateStatus !== 'string' || !idOf(row)).length;
    return judged(
      !lacking,
      `${rows.length} rows have an id and estimateStatus.`,
      `${lacking} of ${rows.length} rows lack an id or estimateStatus.`,
    );
  }),

  'invoice-customer': writes(8, async (lab) => {
    const contactId = await lab.contact({ email: lab.email() });
    const without = { contactId, contactDetails: { phoneNo: undefined } };
    const asked = await lab.ask('POST /invoices/', {
      body: { ...(await saleTo(lab, without)), sentTo: { email: [lab.email()] } },
    });
    removed(lab, 'DELETE /invoices/{invoiceId}', 'invoiceId', asked);
    const estimated = await estimate(lab, without);
    removed(lab, 'DELETE /invoices/estimate/{estimateId}', 'estimateId', estimated);
    return judged(
      !asked.isDone && !estimated.isDone,
      `Without a phone number both are refused, with ${asked.status} and ${estimated.status}.`,
      'One without a phone number is taken.',
    );
  }),

  'invoice-numbers': writes(6, async (lab) => {
    const made = await invoice(lab);
    const invoiceId = String(need(made.id || undefined, 'An invoice without these is refused.'));
    const read = await lab.get('GET /invoices/{invoiceId}', { path: { invoiceId }, query: account(lab) });
    return judged(
      Boolean(read.invoiceNumber) &&
        String(read.dueDate).slice(0, 10) === String(read.issueDate).slice(0, 10),
      'It gets a number, and is due on its day of issue.',
      'It gets no number, or is due on another day.',
    );
  }),

  'invoice-sending': needs('a person', 'It would send an invoice to somebody.'),
  'invoice-payments': needs('a person', 'A payment that was recorded can’t be deleted by the API.'),

  'new-estimates': writes(8, async (lab) => {
    const without = await estimate(lab);
    removed(lab, 'DELETE /invoices/estimate/{estimateId}', 'estimateId', without);
    const made = await estimate(lab, { expiryDate: day(Date.now() + 30 * DAY_MS) });
    removed(lab, 'DELETE /invoices/estimate/{estimateId}', 'estimateId', made);
    if (!made.isDone) return notTold(`An estimate with an expiryDate is refused with ${made.status}.`);
    if (without.isDone) return contradicted('One without an expiryDate is taken.');
    const { estimateNumber, estimateStatus } = made.body;
    return judged(
      Boolean(estimateNumber) && estimateStatus === 'draft',
      `Without an expiryDate it is refused with ${without.status}; the answer has a number, and is a draft.`,
      'The answer has no number, or is no draft.',
    );
  }),

  'payment-days': reads(2, async (lab) => {
    const rows = await lab.list('GET /payments/transactions', 'data', {
      query: { ...account(lab), limit: 100 },
    });
    return byDays(rows, 'createdAt', (days) => transactions(lab, days), 'data');
  }),

  'payment-statuses': reads(1, async (lab) => {
    const rows = await lab.list('GET /payments/transactions', 'data', {
      query: { ...account(lab), limit: 100 },
    });
    if (!rows.length) return notTold('There are no transactions.');
    const others = rows.filter(({ status }) => !Object.hasOwn(PAYMENT_STATUSES, String(status))).length;
    return judged(
      !others,
      `${rows.length} transactions have one of these.`,
      `${others} of ${rows.length} transactions have another status.`,
    );
  }),

  'payment-modes': reads(3, async (lab) => {
    const counts: number[] = [];
    for (const query of [{}, { paymentMode: 'live' }, { paymentMode: 'test' }]) {
      const asked = await transactions(lab, query);
      if (!asked.isDone) return contradicted(`A mode is refused with ${asked.status}.`);
      counts.push(Number(asked.body.totalCount));
    }
    const [all = 0, live = 0, test = 0] = counts;
    if (!all) return notTold('There are no transactions.');
    return judged(
      live + test === all,
      `${live} live and ${test} test ones are the ${all} of both.`,
      `${live} live and ${test} test ones are not the ${all} of both.`,
    );
  }),

  'order-account': reads(2, async (lab) => {
    const [without, withType] = [await orders(lab), await orders(lab, { altType: 'location' })];
    if (!without.isDone) return contradicted(`Without altType it is refused with ${without.status}.`);
    return confirmed(`Without altType it is taken; with it, it is answered with ${withType.status}.`);
  }),

  'order-lines': reads(6, async (lab) => {
    let seen = 0;
    for (const row of rowsIn(await orders(lab), 'data').slice(0, 5)) {
      const order = await lab.get('GET /payments/orders/{orderId}', {
        path: { orderId: idOf(row) },
        query: { altId: lab.locationId },
      });
      const lines = items(order.items);
      seen += lines.length;
      if (lines.some(({ name, qty }) => typeof name !== 'string' || typeof qty !== 'number'))
        return contradicted('A line lacks its name or qty.');
    }
    return seen ? confirmed(`${seen} lines have name and qty.`) : notTold('There are no lines of orders.');
  }),

  'subscription-statuses': reads(1, async (lab) => {
    const rows = await subscriptions(lab);
    if (!rows.length) return notTold('There are no subscriptions.');
    const others = rows.filter(
      (row) => !Object.hasOwn(SUBSCRIPTION_STATUSES, subscriptionStatus(row)),
    ).length;
    return judged(
      !others,
      `${rows.length} subscriptions have one of these.`,
      `${others} of ${rows.length} subscriptions have another status.`,
    );
  }),

  'payment-amounts': needs('a person', 'Somebody has to know what was paid.'),

  'order-payment-status': reads(1, async (lab) => {
    const asked = await orders(lab, { paymentStatus: 'refunded' });
    if (!asked.isDone) return contradicted(`It is refused with ${asked.status}.`);
    const rows = rowsIn(asked, 'data');
    const telling = rows.filter(({ paymentStatus }) => paymentStatus !== undefined).length;
    if (telling) return contradicted('The rows tell it.');
    return rows.length
      ? confirmed('It is taken, and the rows do not tell it.')
      : confirmed('It is taken; there is no such order.');
  }),
};
