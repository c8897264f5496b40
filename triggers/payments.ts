import { DAY_MS, lastDays } from '../fields/dates';
import { choicesOf } from '../fields/dropdowns';
import { choice } from '../fields/field';
import { contactId, optional } from '../fields/ids';
import { LIVE, paymentMode, saleSource } from '../fields/payment';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { NEWS_DAYS } from '../operations/news';
import { momentOf } from '../operations/poll-lists';
import { unsortedReach } from '../operations/poll-reach';
import type { Run } from '../operations/spec';
import type { TriggerSpec } from '../operations/trigger-spec';
import { orders, payments, subscriptions } from '../reads/payments';
import { ORDER_PAYMENTS } from '../records/order';
import { isOfStatus, isRefunded, PAYMENT_STATUSES } from '../records/payment';
import { toMs } from '../records/record';
import { changedSubscription, SUBSCRIPTION_STATUSES, subscriptionStatus } from '../records/subscription';

/** So many days after it was made something may happen to a record. */
const DAYS = { settled: 8, refunded: 180, orderPaid: 30, begun: 30 };

const ITSELF = 'The record itself tells it.';
const WINDOW = 'The trigger asks for the latest days itself.';
const NOT_FILTERED = 'HighLevel does not filter by it.';

/** What is asked for: the days of a window, but for a sample, which may be older. */
const within = (days: number, values: Input, { bundle }: Run): Input => ({
  ...LIVE,
  ...values,
  ...(momentOf(bundle) !== 'sample' && lastDays(days)),
});

/** Whether a record was made in these days. The days that HighLevel filters by may be those of another date. */
const isMadeIn = (days: number, { createdAt }: Raw): boolean =>
  (toMs(createdAt) ?? Date.now()) > Date.now() - (days + 1) * DAY_MS;

/** The statuses with which a subscription may begin: in one of them it has changed only if another was seen. */
const FIRST_STATUSES = ['active', 'trialing', 'incomplete'];

export const paymentTriggers: TriggerSpec[] = [
  {
    ...payments,
    key: 'new_payment',
    label: 'New Payment',
    description: 'Triggers when a payment succeeds or, if you choose so, fails or is refunded.',
    fires: 'list',
    fields: [
      choice(
        'status',
        'Outcome',
        {
          succeeded: PAYMENT_STATUSES.succeeded,
          failed: PAYMENT_STATUSES.failed,
          refunded: PAYMENT_STATUSES.refunded,
        },
        {
          default: 'succeeded',
          helpText: 'Refunded fires for each refund, of a part too.',
          notSent: NOT_FILTERED,
        },
      ),
      saleSource('Only payments from there.'),
      optional(contactId(), 'Only payments of this contact.'),
      paymentMode(),
    ],
    notOffered: {
      startAt: WINDOW,
      endAt: WINDOW,
      entityId: ITSELF,
      entitySourceSubType: ITSELF,
      subscriptionId: ITSELF,
      search: ITSELF,
    },
    input: ({ status, ...values }, run) =>
      within(status === 'refunded' ? DAYS.refunded : DAYS.settled, values, run),
    event: ({ status = 'succeeded' }) => ({
      since: ['createdAt', 'updatedAt', 'fulfilledAt'],
      ...(status === 'refunded'
        ? {
            isSo: isRefunded,
            revision: ({ amountRefunded }) => ({ once: `refunded ${Number(amountRefunded ?? 0)}` }),
          }
        : { isSo: isOfStatus(status), revision: () => ({ once: String(status) }) }),
    }),
    limits: `A payment that succeeds or fails more than ${DAYS.settled} days after it was begun, such as a slow bank debit, is not seen, nor a refund more than ${DAYS.refunded} days after. ${unsortedReach('payments in that time', payments.paging.size)}`,
  },
  {
    ...orders,
    key: 'new_order',
    label: 'New Order',
    description: 'Triggers when an order is placed in a funnel, a store or a payment link.',
    fires: 'list',
    fields: [
      choice('paymentStatus', 'Payment Status', ORDER_PAYMENTS, {
        helpText: 'With one, an order fires when it comes to that status, such as when it is paid.',
      }),
      choice('sourceId', 'Source ID', choicesOf('orderSources'), {
        helpText: 'Only orders from there. The list has the funnels, stores and links of the latest orders.',
        isId: true,
      }),
      optional(contactId(), 'Only orders of this contact.'),
      paymentMode(),
    ],
    notOffered: {
      startAt: WINDOW,
      endAt: WINDOW,
      funnelProductIds: ITSELF,
      search: ITSELF,
      status: ITSELF,
    },
    input: (values, run) => within(values.paymentStatus ? DAYS.orderPaid : NEWS_DAYS, values, run),
    event: ({ paymentStatus }) =>
      paymentStatus
        ? {
            since: ['createdAt', 'updatedAt'],
            isSo: (record) => isMadeIn(DAYS.orderPaid, record),
            revision: () => ({ once: String(paymentStatus) }),
          }
        : {},
    limits: `An order that comes to the chosen payment status more than ${DAYS.orderPaid} days after it was placed is not seen. ${unsortedReach(`orders in ${DAYS.orderPaid} days, or in ${NEWS_DAYS + 1} without a payment status`, orders.paging.size)} The items are read when a step uses them.`,
  },
  {
    ...subscriptions,
    key: 'new_subscription',
    label: 'New Subscription',
    description: 'Triggers when a subscription begins.',
    fires: 'list',
    fields: [
      saleSource('Only subscriptions from there.'),
      optional(contactId(), 'Only subscriptions of this contact.'),
      paymentMode(),
    ],
    notOffered: {
      startAt: WINDOW,
      endAt: WINDOW,
      entityId: ITSELF,
      getPaymentsCollectedCount: ITSELF,
      id: ITSELF,
      search: ITSELF,
    },
    input: (values, run) => within(DAYS.begun, values, run),
    event: () => ({
      since: ['createdAt', 'updatedAt'],
      isSo: (record) => isMadeIn(DAYS.begun, record) && !subscriptionStatus(record).startsWith('incomplete'),
    }),
    limits: `A subscription that is incomplete fires once it is paid or its trial begins; after ${DAYS.begun} days it does not. ${unsortedReach('subscriptions in that time', subscriptions.paging.size)}`,
  },
  {
    ...subscriptions,
    record: changedSubscription,
    key: 'subscription_status_changed',
    label: 'Subscription Status Changed',
    description: 'Triggers when a subscription is cancelled, unpaid, paused or active again.',
    fires: 'list',
    fields: [
      choice('status', 'Status', SUBSCRIPTION_STATUSES, {
        default: 'canceled',
        helpText: 'The status that the subscription changes to.',
        notSent: NOT_FILTERED,
      }),
      optional(contactId(), 'Only subscriptions of this contact.'),
      paymentMode(),
    ],
    notOffered: {
      startAt: 'A subscription of any age may change.',
      endAt: 'A subscription of any age may change.',
      entityId: ITSELF,
      entitySourceType: ITSELF,
      getPaymentsCollectedCount: ITSELF,
      id: ITSELF,
      search: ITSELF,
    },
    input: ({ status: _own, ...values }) => ({ ...LIVE, ...values }),
    event: ({ status = 'canceled' }) => ({
      since: ['updatedAt'],
      isSo: (record) => subscriptionStatus(record) === status,
      evidence: {
        value: subscriptionStatus,
        firesAtFirst: (record) => !FIRST_STATUSES.includes(subscriptionStatus(record)),
        was: (record, formerStatus) => ({ ...record, formerStatus }),
        time: 'updatedAt',
      },
    }),
    limits: `Active, Trialing and Incomplete are statuses with which a subscription begins: a change to one of them is noticed if this Zap had seen the subscription in another status. ${unsortedReach('subscriptions', subscriptions.paging.size)}`,
  },
];
