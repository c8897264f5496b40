import type { ZapPlan } from '../../zapier';
import type { Job } from './job';

const stripeToInvoice: ZapPlan = {
  name: 'Stripe payment → HighLevel invoice',
  trigger: { kind: 'hook', id: 'payment', app: 'stripe', trigger: 'new_payment' },
  steps: [
    {
      id: 'contact',
      does: 'finds who paid',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { email: '{{payment.email}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'invoice',
      does: 'finds the invoice that was sent last',
      kind: 'search',
      app: 'highlevel',
      search: 'find_invoice',
      input: { contactId: '{{contact.id}}', status: 'sent' },
      whenNothingFound: 'stop',
    },
    {
      id: 'paid',
      does: 'marks it as paid, or a part of it',
      kind: 'create',
      app: 'highlevel',
      create: 'record_invoice_payment',
      input: {
        invoiceId: '{{invoice.id}}',
        mode: 'card',
        notes: 'Stripe payment {{payment.id}}',
        amount: '{{payment.amount}}',
        fulfilledAt: '{{payment.created}}',
        card__brand: '{{payment.card_brand}}',
        card__last4: '{{payment.card_last4}}',
      },
    },
  ],
};

/** Money that came in outside HighLevel, on the invoice that it pays. */
export const outsidePayment: Job = {
  number: 11,
  title: 'A payment in Stripe marks the client’s invoice as paid',
  zaps: [stripeToInvoice],
  settings: {},
  hints: [
    'This is for a Stripe account that is not connected to HighLevel. With a connected one, HighLevel marks the invoice by itself.',
    'Of several open invoices of a client, the one with the latest issue date is paid. If your payments carry the number of the invoice, map that into Find Invoice instead.',
    'An invoice that is paid in part already is not “Sent” any more. For payments in parts, choose Partially Paid in a second Find Invoice.',
    'If your Stripe step gives the amount in cents, let Formatter divide it by 100 first.',
    'The amount is recorded as Stripe gives it, whatever is due on the invoice. HighLevel may refuse more than that: the Zap then ends with an error.',
  ],
};
