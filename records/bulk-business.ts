import { idOf, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** What a bulk update of businesses did, contact by contact. */
export const bulkBusiness: RecordType = {
  noun: 'Contact',
  fields: [
    { key: 'id', label: 'Update ID', type: 'string' },
    { key: 'success', label: 'Is Successful', type: 'boolean' },
    { key: 'businessId', label: 'Business ID', type: 'string' },
    { key: 'ids', label: 'Updated Contact IDs', type: 'string', list: true },
    { key: 'missing', label: 'Contact IDs Not Updated', type: 'string', list: true },
  ],
  sample: {
    id: '7f1d0c5e2a9b4c3d8e6f0a1b2c3d4e5f',
    success: false,
    businessId: SAMPLE_IDS.Business,
    ids: [SAMPLE_IDS.Contact],
    missing: [SAMPLE_IDS['Other Contact']],
  },
  from: (raw) => ({ ...raw, id: idOf(raw) }),
};
