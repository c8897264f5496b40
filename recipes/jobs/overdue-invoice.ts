import type { StepPlan, ZapPlan } from '../../zapier';
import type { Job } from './job';
import { taskFor, textTo } from './steps';

const CONTACT = '{{invoice.contactDetails__id}}';
const INVOICE = 'invoice {{invoice.invoiceNumber}}';

/** The Zap that begins so many days after the due date, and goes on if nothing is paid that HighLevel counts as due. */
const afterDays = (days: number, name: string, steps: StepPlan[]): ZapPlan => ({
  name,
  trigger: { kind: 'poll', id: 'invoice', app: 'highlevel', trigger: 'invoice_overdue', input: { days } },
  steps: [
    {
      id: 'payment',
      does: 'looks for a payment of the invoice',
      kind: 'search',
      app: 'highlevel',
      search: 'find_payment',
      input: { entityId: '{{invoice.id}}', status: 'succeeded' },
      whenNothingFound: 'go on',
    },
    {
      id: 'unpaid',
      does: 'goes on if there is none, or if it paid a part',
      kind: 'filter',
      match: 'any',
      onlyIf: [
        { value: '{{payment.id}}', is: 'absent' },
        { value: '{{invoice.status}}', is: 'equal to', to: 'partially_paid' },
      ],
      otherwise: 'There is a payment of the invoice.',
    },
    ...steps,
  ],
});

const remind = afterDays(3, 'HighLevel invoice that is 3 days late → text to the client', [
  textTo(
    CONTACT,
    `Hi {{invoice.contactDetails__name}}, a friendly reminder: ${INVOICE} was due on {{invoice.dueDate}}, and {{invoice.amountDue}} {{invoice.currency}} are still open. If you have paid in the meantime, please ignore this text.`,
    'reminds the client',
  ),
]);

const escalate = afterDays(
  10,
  'HighLevel invoice that is 10 days late → task for finance',
  taskFor(
    '{{settings.finance}}',
    CONTACT,
    `Call about ${INVOICE}: {{invoice.amountDue}} {{invoice.currency}} since {{invoice.dueDate}}`,
    'gives finance a task',
  ),
);

/** Late invoices: the client is reminded, then somebody calls. */
export const overdueInvoice: Job = {
  number: 12,
  title: 'Overdue invoices are chased: a text after 3 days, a task for finance after 10',
  zaps: [remind, escalate],
  settings: { finance: 'who looks after the invoices' },
  hints: [
    'HighLevel can’t list invoices by their due date. The Zap looks through the open invoices of half a year, the latest 300 at most. With more of them, or for older ones, let HighLevel’s own reminders do it.',
    'A client who pays by bank transfer is late for HighLevel until somebody records the payment.',
    'The search for a payment is there because an invoice may show as open for a while after it was paid.',
    'The due dates of the parts of a payment schedule are not seen.',
  ],
};
