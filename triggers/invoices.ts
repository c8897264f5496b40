import { TZDate } from '@date-fns/tz';
import { lastDays } from '../fields/dates';
import { choice, wholeNumber, yesNo } from '../fields/field';
import { contactId, optional } from '../fields/ids';
import { LIVE, paymentMode } from '../fields/payment';
import type { Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import type { Raw } from '../highlevel/json';
import { locationTimeZone } from '../highlevel/time-zone';
import { MOST_RECORDS } from '../operations/memory';
import { momentOf } from '../operations/poll-lists';
import { unsortedReach } from '../operations/poll-reach';
import type { Run } from '../operations/spec';
import type { List, TriggerSpec } from '../operations/trigger-spec';
import { estimates, invoices } from '../reads/invoices';
import { toIsoDay } from '../records/epoch';
import { INVOICE_STATUSES } from '../records/invoice';

/** So many days after its day of issue an invoice or an estimate is looked at. */
const DAYS = { invoice: 180, estimate: 120 };

const BY_ISSUE = 'The trigger reads the invoices by their day of issue.';
const SORTED = { sortField: BY_ISSUE, sortOrder: BY_ISSUE };
const NEW_ALONE = 'The trigger looks for the latest alone.';
const WINDOW = 'The trigger asks for the latest days itself.';
const PAGE = invoices.paging.size;

/** The invoices or estimates of each of these statuses, a list each, issued in these days; for a sample, ever. */
function ofStatuses(statuses: readonly string[], days: number, values: Input, { bundle }: Run): List[] {
  const { startAt } = lastDays(days);
  const input = { ...values, ...(momentOf(bundle) !== 'sample' && { startAt }) };
  return statuses.map((status) => ({ name: status, input: { ...input, status } }));
}

/** When a day ends in a time zone, so many days later, in epoch milliseconds; `undefined` for what is no day. */
function endOfDay(value: unknown, days: number, zone: string): number | undefined {
  const [year, month, day] = (toIsoDay(value) ?? '').split('-').map(Number);
  if (!year || !month || !day) return undefined;
  const within = (known: string) => new TZDate(year, month - 1, day + days + 1, known).getTime();
  const moment = within(zone);
  return Number.isNaN(moment) ? within('UTC') : moment;
}

/** How an estimate was answered: one that became an invoice was accepted. */
function answerOf({ estimateStatus }: Raw): string | undefined {
  if (estimateStatus === 'accepted' || estimateStatus === 'invoiced') return 'accepted';
  return estimateStatus === 'declined' ? 'declined' : undefined;
}

/** The statuses of each answer that a Zap may wait for. */
const ANSWERS: { readonly [answer: string]: readonly string[] } = {
  accepted: ['accepted', 'invoiced'],
  declined: ['declined'],
  both: ['accepted', 'invoiced', 'declined'],
};

/** Late invoices are “sent” by the description; one public tool asks for “overdue”, which may be refused. */
const UNPAID = ['sent', 'partially_paid'];
const OVERDUE = 'overdue';

export const invoiceTriggers: TriggerSpec[] = [
  {
    ...invoices,
    key: 'new_invoice',
    label: 'New Invoice',
    description: 'Triggers when an invoice is made.',
    fires: 'list',
    fields: [
      choice('status', 'Status', INVOICE_STATUSES, {
        helpText: 'With one, an invoice fires when it comes to that status, such as when it is sent.',
      }),
      optional(contactId(), 'Only invoices for this contact.'),
      paymentMode(),
    ],
    notOffered: { ...SORTED, startAt: NEW_ALONE, endAt: NEW_ALONE, search: NEW_ALONE },
    input: (values) => ({ ...LIVE, ...values }),
    event: ({ status }) =>
      status
        ? {
            since: ['createdAt', 'updatedAt'],
            isSo: (record) => record.status === status,
            revision: () => ({ once: String(status) }),
          }
        : { since: ['createdAt'] },
    limits: `${unsortedReach('invoices', PAGE)} One that is dated back counts as well. Recurring invoices fire as each is made.`,
  },
  {
    ...invoices,
    key: 'invoice_paid',
    label: 'Invoice Paid',
    description: 'Triggers when an invoice is paid, in full or, if you choose so, in part.',
    fires: 'list',
    fields: [
      yesNo('partial', 'Include Partial Payments', {
        helpText: 'Yes fires for each payment of a part, too.',
        notSent: 'The trigger asks for the invoices of each status.',
      }),
      optional(contactId(), 'Only invoices for this contact.'),
      paymentMode(),
    ],
    notOffered: { ...SORTED, startAt: WINDOW, endAt: WINDOW, search: NEW_ALONE, status: WINDOW },
    event: ({ partial, ...values }, run) => {
      const statuses = partial === true ? ['paid', 'partially_paid'] : ['paid'];
      return {
        lists: ofStatuses(statuses, DAYS.invoice, { ...LIVE, ...values }, run),
        since: ['createdAt', 'updatedAt'],
        isSo: ({ status, amountPaid }) => statuses.includes(String(status)) && Number(amountPaid) > 0,
        revision: ({ amountPaid }) => ({ once: `paid ${Number(amountPaid)}` }),
      };
    },
    limits: `An invoice that was issued more than ${DAYS.invoice} days ago is not seen. ${unsortedReach('paid invoices in that time', PAGE)} Where there are many, New Payment tells of each payment sooner.`,
  },
  {
    ...invoices,
    key: 'invoice_overdue',
    label: 'Invoice Overdue',
    description: 'Triggers when an invoice is not paid a number of days after its due date.',
    fires: 'list',
    fields: [
      wholeNumber('days', 'Days After Due', {
        default: '0',
        helpText: 'Such as 3. 0 is when its due date is over, and -3 is three days before.',
        notSent: 'HighLevel knows no such filter.',
      }),
      optional(contactId(), 'Only invoices for this contact.'),
    ],
    notOffered: {
      ...SORTED,
      startAt: WINDOW,
      endAt: WINDOW,
      search: NEW_ALONE,
      status: 'The trigger asks for what is not paid.',
      paymentMode: 'Only live invoices are due.',
    },
    event: async ({ days: given, ...values }, run) => {
      const days = Number(given ?? 0);
      const zone = await locationTimeZone(run.z, run.bundle, locationOf(run.bundle));
      const window = DAYS.invoice + Math.max(0, days);
      const lists = ofStatuses([...UNPAID, OVERDUE], window, { ...LIVE, ...values }, run);
      return {
        lists: lists.map((list) => (list.name === OVERDUE ? { ...list, mayBeGone: true } : list)),
        comesTrue: ({ dueDate }) => endOfDay(dueDate, days, zone),
        since: ['updatedAt'],
        isSo: ({ status, amountDue }) =>
          [...UNPAID, OVERDUE].includes(String(status)) && Number(amountDue) > 0,
        revision: ({ dueDate }) => ({ once: `${toIsoDay(dueDate)} ${days}` }),
      };
    },
    limits: `Days are over at midnight in the sub-account’s time zone. An invoice that was issued more than ${DAYS.invoice} days before is not seen, nor the due dates of the parts of a payment schedule. ${unsortedReach('open invoices', PAGE)}`,
  },
  {
    ...estimates,
    key: 'estimate_accepted',
    label: 'Estimate Accepted',
    description: 'Triggers when a customer accepts an estimate, or declines it if you choose so.',
    fires: 'list',
    fields: [
      choice(
        'answer',
        'Answer',
        { accepted: 'Accepted', declined: 'Declined', both: 'Both' },
        { default: 'accepted', notSent: 'The trigger asks for the estimates of each status.' },
      ),
      optional(contactId(), 'Only estimates for this contact.'),
    ],
    notOffered: { startAt: WINDOW, endAt: WINDOW, search: NEW_ALONE, status: WINDOW },
    event: ({ answer = 'accepted', ...values }, run) => {
      const statuses = ANSWERS[String(answer)] ?? [];
      return {
        lists: ofStatuses(statuses, DAYS.estimate, values, run),
        since: ['updatedAt'],
        isSo: ({ estimateStatus }) => statuses.includes(String(estimateStatus)),
        revision: (record) => ({ state: String(answerOf(record)) }),
        comesBack: true,
      };
    },
    limits: `An estimate that was issued more than ${DAYS.estimate} days ago is not seen. ${unsortedReach('answered estimates', estimates.paging.size)} One that is marked as invoiced counts as accepted. A second answer after another one is noticed for ${MOST_RECORDS} of them.`,
  },
];
