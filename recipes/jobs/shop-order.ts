import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { contactOf, tagged, textTo } from './steps';

const orderToShipping: ZapPlan = {
  name: 'HighLevel order → ShipStation, tag and thanks',
  trigger: {
    kind: 'poll',
    id: 'order',
    app: 'highlevel',
    trigger: 'new_order',
    input: { paymentStatus: 'paid' },
  },
  steps: [
    contactOf('{{order.contactId}}', 'finds who bought'),
    {
      id: 'payment',
      does: 'finds how it was paid',
      kind: 'search',
      app: 'highlevel',
      search: 'find_payment',
      input: { entityId: '{{order.id}}', status: 'succeeded' },
      whenNothingFound: 'go on',
    },
    {
      id: 'shipped',
      does: 'orders the parcel',
      kind: 'create',
      app: 'shipstation',
      create: 'order',
      input: {
        number: '{{order.id}}',
        date: '{{order.createdAt}}',
        paid: '{{order.amount}}',
        payment: '{{payment.id}}',
        email: '{{contact.email}}',
        name: '{{contact.name}}',
        street: '{{contact.address1}}',
        city: '{{contact.city}}',
        state: '{{contact.state}}',
        postal_code: '{{contact.postalCode}}',
        country: '{{contact.country}}',
        item_name: '{{order.items__name}}',
        quantity: '{{order.items__qty}}',
        unit_price: '{{order.items__amount}}',
      },
    },
    tagged('{{contact.id}}', '{{settings.tag}}', 'gives access, by the tag that starts the workflow for it'),
    textTo(
      '{{contact.id}}',
      'Thank you, {{contact.firstName}}! Your order over {{order.amount}} {{order.currency}} is on its way.',
      'thanks the customer',
    ),
  ],
};

/** A paid order: shipped, access given, thanked for. */
export const shopOrder: Job = {
  number: 30,
  title: 'An order is shipped, gives access, and is thanked for',
  zaps: [orderToShipping],
  settings: { tag: 'the tag that gives access' },
  hints: [
    'An order that is paid later starts the Zap when it is paid, up to 30 days after it was placed.',
    'HighLevel lists orders without their items. The Zap reads them when ShipStation’s step needs them, with one more request.',
    'The address is the contact’s. If your order form asks for another one, it is a custom field of the contact: map that.',
    'Make a workflow in HighLevel that starts with the tag and gives the access, such as to a course.',
  ],
};
