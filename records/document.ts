import { max } from 'lodash';
import { type Raw, rowsOf } from '../highlevel/json';
import { type Output, outputs, ownValue, type RecordType, rawOf, withId, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** How documents stand, by the API's names and as people call them. */
export const DOCUMENT_STATUSES = {
  draft: 'Draft',
  sent: 'Sent',
  viewed: 'Viewed',
  accepted: 'Accepted',
  completed: 'Completed',
};

/** Whether something is to be paid with a document. */
export const DOCUMENT_PAYMENTS = {
  no_payment: 'No Payment',
  waiting_for_payment: 'Waiting for Payment',
  paid: 'Paid',
};

/** Those who get a document. */
export const recipientsOf = ({ recipients }: Raw): Raw[] => rowsOf(recipients);

/** Whether nobody is left to sign a document, or it was accepted. The description has its status as a list. */
export const isSigned = ({ status }: Raw): boolean =>
  [status].flat().some((one) => one === 'completed' || one === 'accepted');

/** A document, with the first of the contacts who get it beside all who do: the others are users of the team. */
function fromDocument(raw: Raw): Output {
  const recipients = recipientsOf(raw).map((one) => withMoments(one, ['signedDate', 'lastViewedAt']));
  const contacts = recipients.filter(({ entityName }) => entityName !== 'users');
  const recipient = contacts.find(({ isPrimary }) => isPrimary === true) ?? contacts[0] ?? recipients[0];
  const signedAt = max(recipients.flatMap(({ signedDate }) => (signedDate ? [String(signedDate)] : [])));
  return {
    ...withId(withMoments(raw, ['createdAt', 'updatedAt'])),
    recipients,
    ...(recipient && { recipient }),
    ...(signedAt && { signedAt }),
  };
}

/** How a document is named in a drop-down: by its name, for whom it is, and how it stands. */
export function documentLabel(raw: Raw): string {
  const { name, recipient, status } = fromDocument(raw);
  const stands = ownValue(DOCUMENT_STATUSES, String(status));
  return [name, rawOf(recipient).contactName, stands].filter(Boolean).map(String).join(' · ');
}

const recipientFields = (prefix: string, label: string) => [
  ...outputs('string', {
    [`${prefix}id`]: `${label} Contact ID`,
    [`${prefix}contactName`]: `${label} Name`,
    [`${prefix}email`]: `${label} Email`,
    [`${prefix}phone`]: `${label} Phone`,
    [`${prefix}role`]: `${label} Role`,
  }),
  { key: `${prefix}hasCompleted`, label: `${label} Has Completed`, type: 'boolean' as const },
  { key: `${prefix}signedDate`, label: `${label} Date Signed`, type: 'datetime' as const },
];

const SAMPLE_RECIPIENT = {
  id: SAMPLE_IDS.Contact,
  contactName: 'Amara Okafor',
  email: 'amara.okafor@example.com',
  phone: '+13125550142',
  role: 'signer',
  hasCompleted: true,
  signedDate: '2026-05-06T08:30:41.000Z',
};

/** What is sent to be read, signed or paid. */
export const document: RecordType = {
  noun: 'Document',
  fields: [
    ...outputs('string', {
      id: 'Document ID',
      documentId: 'Sent Document ID',
      name: 'Name',
      type: 'Type',
      status: 'Status',
      paymentStatus: 'Payment Status',
    }),
    { key: 'grandTotal__amount', label: 'Total', type: 'number' },
    { key: 'grandTotal__currency', label: 'Currency', type: 'string' },
    ...recipientFields('recipient__', 'Recipient'),
    { key: 'recipients', label: 'All Recipients', children: recipientFields('', 'Recipient') },
    { key: 'isExpired', label: 'Is Expired', type: 'boolean' },
    { key: 'locale', label: 'Language', type: 'string' },
    { key: 'locationId', label: 'Sub-Account ID', type: 'string' },
    { key: 'documentRevision', label: 'Version', type: 'number' },
    ...outputs('datetime', { signedAt: 'Date Signed', createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Document,
    documentId: SAMPLE_IDS['Sent Document'],
    name: 'Treatment Agreement',
    type: 'proposal',
    status: 'completed',
    paymentStatus: 'no_payment',
    grandTotal: { amount: 0, currency: 'USD' },
    recipient: SAMPLE_RECIPIENT,
    recipients: [SAMPLE_RECIPIENT],
    isExpired: false,
    locale: 'en-US',
    locationId: SAMPLE_IDS.Location,
    documentRevision: 1,
    signedAt: '2026-05-06T08:30:41.000Z',
    createdAt: '2026-05-04T14:12:09.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: fromDocument,
  added: 'createdAt',
  updated: ['updatedAt'],
};

const LINK = {
  recipientId: 'Recipient ID',
  entityName: 'Kind of Recipient',
  recipientCategory: 'Category',
  referenceId: 'Link ID',
};

const SAMPLE_LINK = {
  recipientId: SAMPLE_IDS.Contact,
  entityName: 'contacts',
  recipientCategory: 'recipient',
  referenceId: SAMPLE_IDS['Document Link'],
};

/** The document that was made of a template. HighLevel tells no address of its links (recorded July 2026). */
export const documentOfTemplate: RecordType = {
  noun: 'Document',
  fields: [
    ...outputs('string', {
      id: 'Sent Document ID',
      contactId: 'Contact ID',
      templateId: 'Template ID',
      userId: 'Sender ID',
    }),
    { key: 'isSent', label: 'Is Sent', type: 'boolean' },
    { key: 'links', label: 'Links', children: outputs('string', LINK) },
  ],
  sample: {
    id: SAMPLE_IDS['Sent Document'],
    contactId: SAMPLE_IDS.Contact,
    templateId: SAMPLE_IDS['Document Template'],
    userId: SAMPLE_IDS.User,
    isSent: true,
    links: [SAMPLE_LINK],
  },
  from: ({ links, ...raw }) => {
    const all = rowsOf(links).map((link) => withMoments(link, ['createdAt', 'updatedAt']));
    return { ...raw, id: String(all[0]?.documentId ?? ''), links: all };
  },
};
