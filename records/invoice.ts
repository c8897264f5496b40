import type { PlainOutputField } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import type { Raw } from '../highlevel/json';
import { toIsoDay } from './epoch';
import { type Output, ofAccount, outputs, type RecordType, rawOf, withMoments, wordFor } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** How invoices stand, by the API's names and as people call them. */
export const INVOICE_STATUSES = {
  draft: 'Draft',
  sent: 'Sent',
  payment_processing: 'Payment Processing',
  partially_paid: 'Partially Paid',
  paid: 'Paid',
  void: 'Void',
};

/** What is sold: the lines of an invoice or an estimate. */
export const lines = (key: string): PlainOutputField => ({
  key,
  label: 'Items',
  children: [
    ...outputs('string', { name: 'Item Name', description: 'Item Description' }),
    ...outputs('number', { qty: 'Quantity', amount: 'Price' }),
    ...outputs('string', { currency: 'Item Currency', productId: 'Product ID', priceId: 'Price ID' }),
  ],
});

/** A sample of such lines. */
export const SAMPLE_LINES = [
  {
    name: 'Dental check-up',
    description: 'With cleaning',
    qty: 1,
    amount: 120,
    currency: 'USD',
    productId: SAMPLE_IDS.Product,
    priceId: SAMPLE_IDS.Price,
  },
];

/** Whom an invoice or an estimate is for. */
export const customer = outputs('string', {
  contactDetails__id: 'Contact ID',
  contactDetails__name: 'Contact Name',
  contactDetails__email: 'Contact Email',
  contactDetails__phoneNo: 'Contact Phone',
});

/** A sample of such a person. */
export const SAMPLE_CUSTOMER = {
  id: SAMPLE_IDS.Contact,
  name: 'Amara Okafor',
  email: 'amara.okafor@example.com',
  phoneNo: '+13125550142',
};

/** A record with these fields as days, where they can be read as one. */
export function withDays(record: Output, keys: readonly string[]): Output {
  const days = keys.flatMap((key): [string, string][] => {
    const day = toIsoDay(record[key]);
    return day ? [[key, day]] : [];
  });
  return { ...record, ...Object.fromEntries(days) };
}

/** How an invoice is named in a drop-down: `#1042 · Dental check-up · Amara Okafor · 120 USD (sent)`. */
export const invoiceLabel = (raw: Raw): string =>
  billLabel(raw, raw.invoiceNumber, wordFor(INVOICE_STATUSES, String(raw.status)));

/** How an invoice or an estimate is named, by its number, whom it is for, and how it stands. */
export function billLabel(
  { name, contactDetails, total, currency }: Raw,
  number: unknown,
  status: string,
): string {
  const parts = [
    number === undefined ? '' : `#${number}`,
    name,
    rawOf(contactDetails).name,
    total === undefined ? '' : `${total} ${currency}`,
  ];
  return `${parts.filter((part) => !isBlank(part)).join(' · ')} (${status.toLowerCase()})`;
}

const fromInvoice = (raw: Raw): Output =>
  withDays(ofAccount(withMoments(raw, ['createdAt', 'updatedAt'])), ['issueDate', 'dueDate']);

/** What somebody is to pay. */
export const invoice: RecordType = {
  noun: 'Invoice',
  fields: [
    { key: 'id', label: 'Invoice ID', type: 'string' },
    { key: 'invoiceNumber', label: 'Invoice Number', type: 'integer' },
    ...outputs('string', { name: 'Name', title: 'Title', status: 'Status', currency: 'Currency' }),
    ...outputs('number', { total: 'Total', amountPaid: 'Amount Paid', amountDue: 'Amount Due' }),
    ...outputs('string', { issueDate: 'Issue Date', dueDate: 'Due Date' }),
    ...customer,
    lines('invoiceItems'),
    { key: 'liveMode', label: 'Is Live', type: 'boolean' },
    { key: 'locationId', label: 'Sub-Account ID', type: 'string' },
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Invoice,
    invoiceNumber: 1042,
    name: 'Dental check-up',
    title: 'INVOICE',
    status: 'sent',
    currency: 'USD',
    total: 120,
    amountPaid: 0,
    amountDue: 120,
    issueDate: '2026-05-04',
    dueDate: '2026-05-18',
    contactDetails: SAMPLE_CUSTOMER,
    invoiceItems: SAMPLE_LINES,
    liveMode: true,
    locationId: SAMPLE_IDS.Location,
    createdAt: '2026-05-04T14:12:09.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: fromInvoice,
  added: 'createdAt',
  updated: ['updatedAt'],
};
