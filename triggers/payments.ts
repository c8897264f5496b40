import { lastDays } from '../fields/dates';
import { choice } from '../fields/field';
import { contactId, optional } from '../fields/ids';
import { LIVE, paymentMode, saleSource } from '../fields/payment';
import type { Input } from '../highlevel/compose';
import { momentOf } from '../operations/poll-lists';
import { unsortedReach } from '../operations/poll-reach';
import type { Run } from '../operations/spec';
import type { TriggerSpec } from '../operations/trigger-spec';
import { payments } from '../reads/payments';
import { isOfStatus, isRefunded, PAYMENT_STATUSES } from '../records/payment';

/** So many days after it was begun a payment may still succeed, and so many may it be paid back. */
const DAYS = { settled: 8, refunded: 180 };

const ITSELF = 'The payment itself tells it.';
const WINDOW = 'The trigger asks for the latest days itself.';

/** What is asked for: the days of a window, but for a sample, which may be older. */
const within = (days: number, values: Input, { bundle }: Run): Input => ({
  ...LIVE,
  ...values,
  ...(momentOf(bundle) !== 'sample' && lastDays(days)),
});

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
          notSent: 'HighLevel does not filter by it.',
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
];
