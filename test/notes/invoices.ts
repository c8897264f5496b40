import { DAY_MS } from '../../fields/dates';
import { type CategoryNotes, dated, firstOf, type Happens, like } from './note';

const BY_PRICES = 'From the product’s prices, which are read by a request of their own.';

const CHANGED = ['createdAt', 'updatedAt'];

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

const isOfStatus: Happens['isListed'] = (row, asked) => row.status === asked.status;

const BY_ORDER = 'From the order alone, which is read when a step uses its items.';
const LINES_OF_ORDER = {
  'items[]name': BY_ORDER,
  'items[]description': BY_ORDER,
  'items[]qty': BY_ORDER,
  'items[]amount': BY_ORDER,
  'items[]currency': BY_ORDER,
  'items[]productId': BY_ORDER,
  'items[]priceId': BY_ORDER,
};

export const invoiceNotes = {
  new_payment: {
    paged: like('transactions', ['createdAt', 'updatedAt', 'fulfilledAt']),
    happens: {
      before: (row) => ({ ...row, status: 'pending' }),
      now: (row, at) => ({ ...row, status: 'succeeded', ...dated(at, ['updatedAt', 'fulfilledAt']) }),
      otherwise: (row, at) => ({ ...row, contactName: 'Ada King', ...dated(at, ['updatedAt']) }),
    },
  },
  new_invoice: {
    paged: like('invoices', CHANGED),
    happens: {
      input: () => ({ status: 'sent' }),
      isListed: isOfStatus,
      before: (row) => ({ ...row, status: 'draft' }),
      now: (row, at) => ({ ...row, status: 'sent', ...dated(at, ['updatedAt']) }),
      otherwise: (row, at) => ({ ...row, name: 'Kitchen', ...dated(at, ['updatedAt']) }),
    },
  },
  invoice_paid: {
    paged: like('invoices', CHANGED),
    happens: {
      isListed: isOfStatus,
      before: (row) => ({ ...row, status: 'sent', amountPaid: 0 }),
      now: (row, at) => ({ ...row, status: 'paid', amountPaid: 120, ...dated(at, ['updatedAt']) }),
      otherwise: (row, at) => ({ ...row, name: 'Kitchen', ...dated(at, ['updatedAt']) }),
    },
  },
  invoice_overdue: {
    paged: like('invoices', CHANGED),
    happens: {
      isListed: isOfStatus,
      before: (row) => ({ ...row, status: 'sent', amountDue: 120, dueDate: dayOf(Date.now() + 9 * DAY_MS) }),
      // By another due date, as no clock is moved here: the day that is over in every time zone.
      now: (row, at) => ({ ...row, dueDate: dayOf(at - 2 * DAY_MS), ...dated(at, ['updatedAt']) }),
      otherwise: (row, at) => ({ ...row, amountDue: 60, ...dated(at, ['updatedAt']) }),
      again: (row, at) => ({ ...row, dueDate: dayOf(at - 3 * DAY_MS), ...dated(at, ['updatedAt']) }),
    },
  },
  estimate_accepted: {
    paged: like('estimates', CHANGED),
    happens: {
      isListed: ({ estimateStatus }, { status }) => estimateStatus === status,
      before: (row) => ({ ...row, estimateStatus: 'sent' }),
      now: (row, at) => ({ ...row, estimateStatus: 'accepted', ...dated(at, ['updatedAt']) }),
      otherwise: (row, at) => ({ ...row, estimateStatus: 'invoiced', ...dated(at, ['updatedAt']) }),
    },
  },
  new_order: {
    paged: like('orders', CHANGED),
    adds: LINES_OF_ORDER,
    // The row of a list does not tell the payment status, so this is an order without one.
    happens: {
      now: (row) => row,
      otherwise: (row, at) => ({ ...row, fulfillmentStatus: 'fulfilled', ...dated(at, ['updatedAt']) }),
    },
  },
  new_subscription: {
    paged: like('subscriptions', CHANGED),
    happens: {
      // One that was begun more than 30 days ago is none.
      before: (row, made) => ({
        ...row,
        status: 'incomplete',
        ...dated(Math.max(made, Date.now() - 5 * DAY_MS), ['createdAt']),
      }),
      now: (row, at) => ({ ...row, status: 'active', ...dated(at, ['updatedAt']) }),
      otherwise: (row, at) => ({ ...row, status: 'past_due', ...dated(at, ['updatedAt']) }),
    },
  },
  subscription_status_changed: {
    paged: like('subscriptions', CHANGED),
    adds: { formerStatus: 'What the app saw before the change.' },
    happens: {
      before: (row) => ({ ...row, status: 'active' }),
      now: (row, at) => ({ ...row, status: 'canceled', ...dated(at, ['updatedAt']) }),
      otherwise: (row, at) => ({ ...row, contactName: 'Ada King', ...dated(at, ['updatedAt']) }),
    },
  },
  find_invoice: {
    least: () => ({ status: 'sent' }),
    fillings: [
      { values: (sandbox) => ({ invoiceId: firstOf(sandbox, 'invoices').id }) },
      { without: ['invoiceId'] },
    ],
  },
  find_estimate: {
    finds: (sandbox) => ({ contactId: Object(firstOf(sandbox, 'estimates').contactDetails).id }),
  },
  find_payment: { finds: (sandbox) => ({ contactId: firstOf(sandbox, 'transactions').contactId }) },
  find_product: {
    finds: (sandbox) => ({ search: firstOf(sandbox, 'products').name }),
    requests: 2,
    fillings: [{ values: () => ({ price: 'Standard' }) }],
    adds: {
      price__id: BY_PRICES,
      price__name: BY_PRICES,
      price__amount: BY_PRICES,
      price__currency: BY_PRICES,
      price__type: BY_PRICES,
      'prices[]id': BY_PRICES,
      'prices[]name': BY_PRICES,
      'prices[]amount': BY_PRICES,
      'prices[]currency': BY_PRICES,
      'prices[]type': BY_PRICES,
    },
  },
  create_invoice: {
    notRequired: {
      issueDate: 'It is today where nobody says so.',
      liveMode: 'An invoice is live where nobody says so.',
    },
  },
  send_invoice: { notRequired: { liveMode: 'The invoice is read first, and tells it.' } },
  record_invoice_payment: {
    fillings: [
      { values: () => ({ mode: 'card', amount: 1 }) },
      { values: () => ({ mode: 'cheque', amount: 1 }) },
    ],
  },
} satisfies CategoryNotes;
