import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { closeDeal, openDealOf, tagged } from './steps';

const CONTACT = '{{invoice.contactDetails__id}}';

const paidToBooks: ZapPlan = {
  name: 'HighLevel paid invoice → tag, QuickBooks and won deal',
  trigger: { kind: 'poll', id: 'invoice', app: 'highlevel', trigger: 'invoice_paid', input: {} },
  steps: [
    tagged(CONTACT, 'customer', 'tags the customer'),
    {
      id: 'booked',
      does: 'books the sale',
      kind: 'create',
      app: 'quickbooks',
      create: 'sales_receipt',
      input: {
        number: '{{invoice.invoiceNumber}}',
        customer: '{{invoice.contactDetails__name}}',
        email: '{{invoice.contactDetails__email}}',
        description: '{{invoice.name}}',
        amount: '{{invoice.amountPaid}}',
        currency: '{{invoice.currency}}',
      },
    },
    openDealOf(CONTACT),
    closeDeal('{{deal.id}}', 'won', 'marks the deal as won'),
  ],
};

/** A paid invoice: booked, and the deal won. */
export const paidInvoice: Job = {
  number: 10,
  title: 'A paid invoice tags the customer, is booked, and wins the deal',
  zaps: [paidToBooks],
  settings: {},
  hints: [
    'The Zap starts when an invoice is paid in full. To book each part, make a Zap with New Payment.',
    'The deal comes last, because the Zap ends where the customer has no open one.',
    'Of several open deals of a customer, the one that was added last is won. Choose a pipeline in Find Opportunity if only those of one can be meant.',
  ],
};
