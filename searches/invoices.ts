import { choice } from '../fields/field';
import { contactId, optional } from '../fields/ids';
import { day, mappedId, words, wordsOrPhone } from '../fields/look-up';
import type { Raw } from '../highlevel/json';
import {
  byId,
  byPhone,
  byValue,
  byWords,
  either,
  latestFirst,
  sinceDay,
  untilDay,
} from '../operations/matching';
import { opening, type SearchSpec } from '../operations/search-spec';
import { estimates, invoices, oneInvoice } from '../reads/invoices';
import { ESTIMATE_STATUSES } from '../records/estimate';
import { INVOICE_STATUSES } from '../records/invoice';
import { rawOf } from '../records/record';

const customerOf = (raw: Raw) => rawOf(raw.contactDetails);

/** What was typed is the number or the name of an invoice, or its contact's name, email or phone. */
const byInvoiceWords = either(
  byWords(
    'invoiceNumber',
    'name',
    (raw) => customerOf(raw).name,
    (raw) => customerOf(raw).email,
  ),
  byPhone((raw) => customerOf(raw).phoneNo),
);

const byCustomer = byValue((raw) => customerOf(raw).id);

export const invoiceSearches: SearchSpec[] = [
  {
    ...invoices,
    key: 'find_invoice',
    label: 'Find Invoice',
    description: 'Finds an invoice by number, contact, status or ID.',
    fields: [
      mappedId('invoiceId', 'Invoice'),
      optional(contactId(), 'Only invoices for this contact.'),
      wordsOrPhone(
        'search',
        'Number, Name, Email or Phone',
        'The number or the name of the invoice, or the name, email or phone of its contact.',
      ),
      choice('status', 'Status', INVOICE_STATUSES),
      day('startAt', 'Issued From', 'The first day of issue.'),
      day('endAt', 'Issued To', 'The last day of issue.'),
    ],
    notOffered: { paymentMode: 'Each invoice tells itself whether it is a test.' },
    prefer: { search: byInvoiceWords },
    ways: [
      opening(oneInvoice, ['invoiceId'], {
        match: {
          contactId: byCustomer,
          search: byInvoiceWords,
          status: byValue('status'),
          startAt: sinceDay('issueDate'),
          endAt: untilDay('issueDate'),
        },
      }),
    ],
  },
  {
    ...estimates,
    key: 'find_estimate',
    label: 'Find Estimate',
    description: 'Finds an estimate by name, contact or status.',
    fields: [
      optional(contactId(), 'Only estimates for this contact.'),
      words('search', 'Name', 'The name of the estimate, or a part of it.'),
      choice('status', 'Status', ESTIMATE_STATUSES),
      day('startAt', 'From', 'The first day of issue.'),
      day('endAt', 'To', 'The last day of issue.'),
      {
        ...mappedId('estimateId', 'Estimate'),
        helpText: 'The estimate ID from an earlier step. It is looked for among 1,000 estimates.',
        notSent: 'HighLevel gives no estimate by its ID: it is looked for in the list.',
      },
    ],
    prefer: { search: byWords('name') },
    arrange: latestFirst('createdAt'),
    ways: [{ ...estimates, by: ['estimateId'], match: { estimateId: byId }, pages: 10 }],
  },
];
