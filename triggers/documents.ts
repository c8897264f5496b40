import { choice } from '../fields/field';
import { words } from '../fields/look-up';
import { filteredReach, unsortedReach } from '../operations/poll-reach';
import { NEW } from '../operations/revision';
import type { TriggerSpec } from '../operations/trigger-spec';
import { documents } from '../reads/documents';
import { DOCUMENT_PAYMENTS, isSigned } from '../records/document';

const DATES = 'Nobody says whether they are about the day of signing.';

export const documentTriggers: TriggerSpec[] = [
  {
    ...documents,
    key: 'document_signed',
    label: 'Document Signed',
    description: 'Triggers when a document or contract is signed by everybody, or accepted.',
    fires: 'list',
    fields: [
      words('query', 'Name Contains', 'A part of the name of the document or of somebody who gets it.'),
      choice('paymentStatus', 'Payment Status', DOCUMENT_PAYMENTS),
    ],
    notOffered: {
      status: 'It lists those that are signed or accepted.',
      dateFrom: DATES,
      dateTo: DATES,
    },
    input: (values) => ({ ...values, status: 'completed,accepted' }),
    // The latest are first by their making, so that what is signed now may stand on any page.
    event: () => ({
      since: ['signedAt', 'updatedAt'],
      isSo: (_record, raw) => isSigned(raw),
      // One that goes back to draft and is signed again is another version of it.
      revision: ({ documentRevision }) => ({ once: String(documentRevision ?? NEW) }),
    }),
    limits: `${unsortedReach('signed documents', documents.paging.size)} ${filteredReach('a document')}`,
  },
];
