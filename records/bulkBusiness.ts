import { idOf, type RecordType } from './record';

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
    businessId: '641c094001436dbc2081e642',
    ids: ['ocQHyuzHvysMo5N5VsXc'],
    missing: ['seD4PfOuKoVMLkEZqohJ'],
  },
  from: (raw) => ({ ...raw, id: idOf(raw) }),
};
