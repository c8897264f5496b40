import { choice, text } from '../fields/field';
import { contactId, idField, optional } from '../fields/ids';
import { words } from '../fields/look-up';
import type { Raw } from '../highlevel/json';
import { byEmail, byValue, byWords, latestFirst } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import { documents } from '../reads/documents';
import { DOCUMENT_PAYMENTS, DOCUMENT_STATUSES, recipientsOf } from '../records/document';

/** The documents that are read at most: three pages of 20. */
const MOST = 60;

const ofRecipients = (field: string) => (raw: Raw) => recipientsOf(raw).map((one) => one[field]);

/** The contacts among the recipients: the others are users of the team. */
const contactsOf = (raw: Raw) =>
  recipientsOf(raw).flatMap(({ id, entityName }) => (entityName === 'users' ? [] : [id]));

export const documentSearches: SearchSpec[] = [
  {
    ...documents,
    key: 'find_document',
    label: 'Find Document',
    description: 'Finds a document or contract by name, recipient or status, the latest first.',
    fields: [
      words('query', 'Document or Recipient Name', 'The name, or a part of it.'),
      choice('status', 'Status', DOCUMENT_STATUSES),
      optional(contactId(), {
        helpText: `Only documents for this contact, among the latest ${MOST} that match the name and the status.`,
        notSent: 'HighLevel refuses it.',
      }),
      text('email', "Recipient's Email", {
        helpText: `It is looked for among the latest ${MOST} documents that match the name and the status.`,
        notSent: 'HighLevel looks for names alone.',
      }),
      choice('paymentStatus', 'Payment Status', DOCUMENT_PAYMENTS),
      optional(idField('documentId', 'Document', 'documents'), {
        label: 'Document ID',
        helpText: `Choose one of the latest documents, or map the ID of an earlier step. It is looked for among the latest ${MOST} documents that match the name and the status.`,
        notSent: 'HighLevel finds no document by its ID.',
      }),
    ],
    notOffered: {
      dateFrom: 'The latest documents come first.',
      dateTo: 'The latest documents come first.',
    },
    most: MOST,
    match: {
      contactId: byValue(contactsOf),
      email: byEmail(ofRecipients('email')),
      documentId: byValue('documentId', '_id'),
    },
    prefer: { query: byWords('name', ofRecipients('contactName')) },
    arrange: latestFirst('createdAt'),
  },
];
