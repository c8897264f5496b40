import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { contactOf } from './steps';

const wonToInvoice: ZapPlan = {
  name: 'HighLevel won opportunity → invoice, sent',
  trigger: {
    kind: 'poll',
    id: 'deal',
    app: 'highlevel',
    trigger: 'opportunity_status_changed',
    input: { status: ['won'] },
  },
  steps: [
    contactOf('{{deal.contactId}}', 'finds who bought'),
    {
      id: 'product',
      does: 'finds the product that is called like the deal',
      kind: 'search',
      app: 'highlevel',
      search: 'find_product',
      input: { search: '{{deal.name}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'due',
      does: 'takes the day two weeks from now',
      kind: 'format',
      format: 'date',
      value: '{{zap_meta.utc_iso}}',
      addDays: 14,
    },
    {
      id: 'invoice',
      does: 'makes the invoice, over the value of the deal',
      kind: 'create',
      app: 'highlevel',
      create: 'create_invoice',
      input: {
        contactDetails__id: '{{contact.id}}',
        name: '{{deal.name}}',
        items: [
          {
            amount: '{{deal.monetaryValue}}',
            productId: '{{product.id}}',
            priceId: '{{product.price__id}}',
          },
        ],
        currency: '{{product.price__currency}}',
        dueDate: '{{due.output}}',
      },
    },
    {
      id: 'sent',
      does: 'sends it',
      kind: 'create',
      app: 'highlevel',
      create: 'send_invoice',
      input: { invoiceId: '{{invoice.id}}', action: 'email', userId: '{{settings.sender}}' },
    },
  ],
};

/** A won deal: its invoice is made and sent. */
export const wonInvoice: Job = {
  number: 7,
  title: 'A won deal gets its invoice, and the customer gets it by email',
  zaps: [wonToInvoice],
  settings: { sender: 'the user in whose name invoices are sent' },
  hints: [
    'Give each deal the name of its product. If your deals are called otherwise, keep the product in a custom field, and map that into Find Product and Price.',
    'A deal without a value is billed at the price of the product.',
    'HighLevel makes no invoice for a customer without an email or a phone number: the Zap stops with an error that says so.',
    'A deal that is won, opened and won again gets a second invoice.',
    'To look at invoices before they go out, leave the last step away: each waits as a draft in HighLevel.',
  ],
};
