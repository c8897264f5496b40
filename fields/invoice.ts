/** Input fields of invoices and estimates: what both say, and how an invoice is sent and paid. */
import { currency } from './currency';
import { toDay } from './dates';
import { choicesOf } from './dropdowns';
import {
  ADVANCED,
  BadValue,
  choice,
  date,
  type Field,
  inGroup,
  list,
  longText,
  number,
  text,
  yesNo,
} from './field';
import { chosenOrMapped, contactId, idField, user } from './ids';
import { inputRows, toNames, toText } from './values';

/** How an invoice or an estimate can be sent, by the API's names and as people call it. */
export const WAYS_TO_SEND = {
  email: 'By Email',
  sms: 'By Text Message',
  sms_and_email: 'By Email and Text Message',
  send_manually: 'Mark as Sent Only',
};

/** How money can be paid outside HighLevel, by the API's names and as people call it. */
export const PAYMENT_METHODS = {
  cash: 'Cash',
  card: 'Card',
  cheque: 'Check',
  bank_transfer: 'Bank Transfer',
  other: 'Other',
};

/** The invoice that a step is about. */
export const invoiceId = (): Field => idField('invoiceId', 'Invoice', 'invoices');

/** The parts of a form that makes an invoice or an estimate. */
export const SALE_GROUPS = { customer: 'Customer and Recipients', ...ADVANCED };
/** The same with a part about sending. */
export const ESTIMATE_GROUPS = { customer: SALE_GROUPS.customer, sending: 'Sending', ...ADVANCED };
type Group = keyof typeof ESTIMATE_GROUPS;

/** What is sold. A column has another key than a field of the form, which has a name too. */
const lines = (): Field => ({
  key: 'items',
  label: 'Lines',
  required: true,
  children: [
    text('itemName', 'Item Name', 'Leave it empty for the name of the product.'),
    number('qty', 'Quantity', 'Leave it empty for 1.'),
    number(
      'amount',
      'Unit Price',
      'An amount of money, such as 49.50. Leave it empty for the product’s price.',
    ),
    longText('itemDescription', 'Item Description'),
    choice('productId', 'Product', choicesOf('products'), chosenOrMapped('a product', 'the product ID')),
    choice(
      'priceId',
      'Product Price',
      choicesOf('productPrices'),
      'One of the prices of the product, or its ID from an earlier step. Leave it empty if the product has one price.',
    ),
  ],
  send: inputRows,
});

/** What every invoice and every estimate has. */
export const saleFields = (noun: 'invoice' | 'estimate'): Field[] => [
  contactId('contactDetails__id'),
  text('name', 'Name', { required: true, helpText: `What the ${noun} is called in HighLevel.` }),
  lines(),
  currency(`The currency of all prices on the ${noun}.`),
];

/** A day of an invoice or an estimate. */
export const saleDay = (key: string, label: string, helpText: string): Field =>
  date(key, label, { helpText, send: toDay });

/** What may be taken off, and what is to be known beside the lines. */
export const termsFields = (): Field[] => [
  number('discount__value', 'Discount', 'A percentage of the whole, or an amount of money.'),
  choice(
    'discount__type',
    'Discount Type',
    { percentage: 'Percentage', fixed: 'Amount' },
    { default: 'percentage' },
  ),
  longText('termsNotes', 'Terms', 'HTML, or plain text.'),
];

/** To whom it goes, where that is not as the contact says. */
export const customerFields = (): Field[] =>
  inGroup<Group>('customer', [
    text('contactDetails__name', 'Customer Name', 'Leave it empty for the contact’s own.'),
    text(
      'contactDetails__email',
      'Customer Email',
      'Leave it empty for the contact’s own. HighLevel needs one.',
    ),
    text('contactDetails__phoneNo', 'Customer Phone', {
      helpText: 'With its country code. Leave it empty for the contact’s own. HighLevel needs one.',
      placeholder: '+13125550142',
    }),
    list('sentTo__email', 'Send To', {
      helpText: 'Email addresses. Leave it empty for the customer’s.',
      send: toNames,
    }),
    list('sentTo__emailCc', 'Cc', { helpText: 'Email addresses for copies.', send: toNames }),
    list('sentTo__emailBcc', 'Bcc', {
      helpText: 'Email addresses for copies that the customer does not see.',
      send: toNames,
    }),
  ]);

/** What few change. */
export const advancedSaleFields = (heading: string): Field[] =>
  inGroup<Group>('advanced', [
    text('title', 'Heading', { default: heading, helpText: 'The word at the top of the document.' }),
    yesNo('automaticTaxesEnabled', 'Automatic Taxes', {
      helpText: 'Yes adds taxes, where the sub-account has set up automatic ones.',
    }),
    yesNo('liveMode', 'Is Live', {
      default: 'true',
      helpText: 'No makes one to try out, which takes no money.',
    }),
  ]);

/** Who sends it. */
export const sender = (label: string, about: Partial<Field> = {}): Field => ({
  ...user('userId', label, chosenOrMapped('a user', 'the user ID').helpText),
  ...about,
});

/** From whom its email comes. */
export const sentFrom = (): Field[] => [
  text('sentFrom__fromName', 'From Name', 'Leave it empty for the usual sender.'),
  text('sentFrom__fromEmail', 'From Email', 'Leave it empty for the usual address.'),
];

/** The last four digits of a card. Of a whole number, which nobody else is to see, no more is sent. */
export const lastDigits = (key: string): Field =>
  text(key, 'Last Digits of Card', {
    helpText: 'The last four. The method Card needs them, and no other takes them.',
    placeholder: '4242',
    send: (value) => {
      const last = /\d{4}$/.exec(toText(value).replace(/\D/g, ''))?.[0];
      if (!last) throw new BadValue('the last four digits of a card');
      return last;
    },
  });

const IN_HIGHLEVEL = 'It is for few, and is set up in HighLevel.';
const NO_USE = 'HighLevel describes no use of it.';

/** Parameters of invoices and estimates that nobody is asked for, and why. */
export const SALE_LEFT_OUT = {
  attachments: IN_HIGHLEVEL,
  businessDetails: 'It is read from the sub-account.',
  contactDetails__additionalEmails: 'Send To and Cc take more addresses.',
  contactDetails__address: 'It is read from the contact.',
  contactDetails__companyName: 'It is read from the contact.',
  contactDetails__customFields: NO_USE,
  discount__validOnProductIds: 'A discount is on the whole.',
  miscellaneousCharges: IN_HIGHLEVEL,
  sentTo__phoneNo: 'It is the phone of the customer.',
};

/** Those of invoices alone. */
export const INVOICE_LEFT_OUT = {
  ...SALE_LEFT_OUT,
  invoiceNumberPrefix: 'HighLevel has one for the sub-account.',
  lateFeesConfiguration: IN_HIGHLEVEL,
  paymentMethods: IN_HIGHLEVEL,
  paymentSchedule: IN_HIGHLEVEL,
  tipsConfiguration: IN_HIGHLEVEL,
};

/** Those of estimates alone. */
export const ESTIMATE_LEFT_OUT = {
  ...SALE_LEFT_OUT,
  autoInvoice: IN_HIGHLEVEL,
  estimateNumber: 'HighLevel gives it the next one.',
  estimateNumberPrefix: 'HighLevel has one for the sub-account.',
  frequencySettings: 'An estimate that comes again and again is set up in HighLevel.',
  meta: NO_USE,
  paymentScheduleConfig: IN_HIGHLEVEL,
  sendEstimateDetails: 'The estimate is sent by a request of its own, which tells whether it was sent.',
};
