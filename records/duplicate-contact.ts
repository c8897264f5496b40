import { contact } from './contact';
import { only, type RecordType, withMore } from './record';

/** What the look-up was recorded to tell of a contact (2026-07); nothing is described. */
const TOLD = [
  'id',
  'name',
  'firstName',
  'lastName',
  'email',
  'phone',
  'type',
  'country',
  'locationId',
  'tags',
  'additionalEmails',
  'additionalPhones',
  'createdBy__source',
  'dateAdded',
  'dateUpdated',
];

/** The contact with an email address or phone number. */
export const lookedUpContact: RecordType = only(contact, TOLD);

/** Whether there is a contact with an email address or phone number, and which. */
export const duplicateContact: RecordType = withMore(
  lookedUpContact,
  [{ key: 'found', label: 'Is Found', type: 'boolean' }],
  { found: true },
);
