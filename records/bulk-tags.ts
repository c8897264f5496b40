import { idOf, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** What a bulk update of tags did, contact by contact. */
export const bulkTags: RecordType = {
  noun: 'Contact',
  fields: [
    { key: 'id', label: 'Update ID', type: 'string' },
    { key: 'success', label: 'Is Successful', type: 'boolean' },
    { key: 'errorCount', label: 'Number of Errors', type: 'integer' },
    { key: 'results[]contactId', label: 'Contact ID', type: 'string' },
    { key: 'results[]success', label: 'Contact Is Updated', type: 'boolean' },
    { key: 'results[]message', label: 'Contact Message', type: 'string' },
  ],
  sample: {
    id: '7f1d0c5e2a9b4c3d8e6f0a1b2c3d4e5f',
    success: false,
    errorCount: 1,
    results: [
      { contactId: SAMPLE_IDS.Contact, success: true, message: 'Tags added' },
      { contactId: SAMPLE_IDS['Other Contact'], success: false, message: 'Contact not found' },
    ],
  },
  from: (raw) => ({ ...raw, id: idOf(raw) }),
};
