import { outputs, plainRecord, type RecordType } from './record';

export const workflow: RecordType = {
  noun: 'Workflow',
  fields: [
    ...outputs('string', { id: 'Workflow ID', name: 'Name', status: 'Status', locationId: 'Location ID' }),
    { key: 'version', label: 'Version', type: 'integer' },
    ...outputs('datetime', { createdAt: 'Date Created', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: '78559bb3-b920-461e-b010-7b2a2816d2a9',
    name: 'New Lead Follow-Up',
    status: 'published',
    locationId: 've9EPM428h8vShlRW1KT',
    version: 3,
    createdAt: '2026-01-14T10:05:00.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: plainRecord('createdAt', 'updatedAt'),
  added: 'createdAt',
  updated: 'updatedAt',
};
