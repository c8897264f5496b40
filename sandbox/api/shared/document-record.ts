import type { JsonObject } from '../../json';
import type { Contact, LocationRow, State } from '../../state';
import { fullName } from './contact-answers';

/** A document to make. */
interface Made {
  /** Its id in links; the record's own is another. */
  documentId: string;
  name: string;
  status: string;
  paymentStatus: string;
  /** What is to be paid with it, in US dollars. */
  amount: number;
  links: JsonObject[];
  /** When its contact signed it, as ISO 8601. */
  signedDate?: string;
  createdAt: string;
  updatedAt: string;
}

/** Adds a document for a contact, who is the one to sign it. */
export function writeDocument(
  state: State,
  contact: Contact,
  { amount, signedDate, ...made }: Made,
): LocationRow {
  const { id, locationId, firstName, lastName, email, phone } = contact;
  return state.documents.insert({
    ...made,
    locationId,
    type: 'proposal',
    deleted: false,
    documentRevision: 1,
    fillableFields: [],
    grandTotal: { amount, currency: 'USD', discountPercentage: 0, discounts: [] },
    isExpired: false,
    locale: 'en-US',
    recipients: [
      {
        ...{ id, firstName, lastName, email, phone },
        contactName: fullName(contact),
        entityName: 'contacts',
        role: 'signer',
        isPrimary: true,
        signingOrder: 1,
        hasCompleted: signedDate !== undefined,
        ...(signedDate !== undefined && { signedDate }),
      },
    ],
  });
}
