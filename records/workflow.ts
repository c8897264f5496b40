import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** An automation: steps that a contact goes through. */
export const workflow: RecordType = {
  noun: 'Workflow',
  fields: [
    ...outputs('string', { id: 'Workflow ID', name: 'Name', status: 'Status', locationId: 'Sub-Account ID' }),
    { key: 'version', label: 'Version', type: 'integer' },
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Workflow,
    name: 'New Patient Follow-Up',
    status: 'published',
    locationId: SAMPLE_IDS.Location,
    version: 3,
    createdAt: '2026-01-14T10:05:00.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: plainRecord('createdAt', 'updatedAt'),
  added: 'createdAt',
  updated: ['updatedAt'],
};
