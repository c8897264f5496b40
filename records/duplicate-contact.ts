import { contact } from './contact';
import type { RecordType } from './record';

/** Whether there is a contact with an email address or phone number, and which. */
export const duplicateContact: RecordType = {
  ...contact,
  fields: [...contact.fields, { key: 'found', label: 'Is Found', type: 'boolean' }],
  sample: { ...contact.sample, found: true },
};
