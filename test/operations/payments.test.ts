import { DAY_MS } from '../../fields/dates';
import { invoiceTriggers } from '../../triggers/invoices';
import { paymentTriggers } from '../../triggers/payments';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

/** The sub-account, as requests name it. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  return { locationId, account: { altId: locationId, altType: 'location' } };
}

const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
/** The days of a window, with a day more on each side. */
const window = (days: number) => ({ startAt: day(-days - 1), endAt: day(1) });
const since = (days: number) => ({ startAt: window(days).startAt });
const BY_ISSUE = { sortField: 'issueDate', sortOrder: 'descend' };
const PAGE = { limit: '100', offset: '0' };

const noContact = { input: { contactId: 'not an id' }, says: /^“Contact” must be an ID/, sends: 0 };

function rows(): Row[] {
  const { locationId, account } = place();
  const { offset: _first, ...page } = PAGE;
  return [
    {
      key: 'new_invoice',
      input: { status: 'Partially Paid' },
      sends: {
        call: 'GET /invoices/',
        query: { ...account, ...PAGE, ...BY_ISSUE, status: 'partially_paid', paymentMode: 'live' },
      },
      gives: [{ id: expect.any(String), revision: 'partially_paid' }],
      fails: noContact,
    },
    {
      key: 'invoice_paid',
      input: { paymentMode: 'live' },
      sends: {
        call: 'GET /invoices/',
        query: { ...account, ...PAGE, ...BY_ISSUE, status: 'paid', paymentMode: 'live', ...since(180) },
      },
      gives: [1, 2].map(() => ({ id: expect.any(String), revision: expect.stringMatching(/^paid \d/) })),
      fails: noContact,
    },
    {
      key: 'invoice_overdue',
      input: { days: '3' },
      sends: {
        call: 'GET /invoices/',
        query: { ...account, ...PAGE, ...BY_ISSUE, status: 'sent', paymentMode: 'live', ...since(183) },
        besides: ['GET /invoices/', 'GET /invoices/', `GET /locations/${locationId}`],
      },
      // One that was sent, and one that is paid in part.
      gives: [1, 2].map(() => ({ revision: expect.stringMatching(/^\d{4}-\d\d-\d\d 3$/) })),
      fails: { input: { days: 'soon' }, says: /^“Days After Due” must be a number/, sends: 0 },
    },
    {
      key: 'estimate_accepted',
      input: { answer: 'Declined' },
      sends: {
        call: 'GET /invoices/estimate/list',
        query: { ...account, ...PAGE, status: 'declined', ...since(120) },
      },
      gives: [{ id: expect.any(String), revision: 'declined' }],
      fails: noContact,
    },
    {
      key: 'new_payment',
      input: { status: 'refunded', entitySourceType: 'Funnel', paymentMode: 'live' },
      sends: {
        call: 'GET /payments/transactions',
        query: {
          ...account,
          locationId,
          ...page,
          entitySourceType: 'funnel',
          paymentMode: 'live',
          ...window(180),
        },
      },
      gives: [{ id: expect.any(String), revision: expect.stringMatching(/^refunded \d+/) }],
      fails: noContact,
    },
    {
      key: 'new_order',
      input: { paymentStatus: 'Paid', sourceId: `funnel-${locationId}` },
      sends: {
        call: 'GET /payments/orders',
        query: {
          altId: locationId,
          locationId,
          ...page,
          paymentStatus: 'paid',
          sourceId: `funnel-${locationId}`,
          paymentMode: 'live',
          ...window(30),
        },
      },
      gives: [
        { id: expect.any(String), revision: 'paid' },
        { id: expect.any(String), revision: 'paid' },
      ],
      fails: noContact,
    },
    {
      key: 'new_subscription',
      input: { entitySourceType: 'Payment Link' },
      sends: {
        call: 'GET /payments/subscriptions',
        query: { ...account, ...page, entitySourceType: 'payment_link', paymentMode: 'live', ...window(30) },
      },
      gives: [1, 2, 3].map(() => ({ id: expect.any(String), revision: 'new' })),
      fails: noContact,
    },
    {
      key: 'subscription_status_changed',
      input: { paymentMode: 'live' },
      sends: {
        call: 'GET /payments/subscriptions',
        query: { ...account, ...page, paymentMode: 'live' },
        // A memory that is not there is begun from the first page on.
        besides: ['GET /payments/subscriptions'],
      },
      gives: [{ id: expect.any(String), revision: expect.stringMatching(/^[0-9a-f]{12}$/) }],
      fails: noContact,
    },
  ];
}

describeCategory(
  zap,
  'Invoices & Payments',
  rows,
  [...invoiceTriggers, ...paymentTriggers].map(({ key }) => key),
);
