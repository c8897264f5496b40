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

/** Whether there is a contact with an email address or phone number, and which. */
export const duplicateContact: RecordType = withMore(
  only(contact, TOLD),
  [{ key: 'found', label: 'Is Found', type: 'boolean' }],
  { found: true },
);
