import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** Who writes posts. HighLevel tells when an author changed, and not when one was added. */
export const blogAuthor: RecordType = {
  noun: 'Author',
  fields: [
    ...outputs('string', {
      id: 'Author ID',
      name: 'Name',
      canonicalLink: 'Link',
      locationId: 'Sub-Account ID',
    }),
    { key: 'updatedAt', label: 'Date Updated', type: 'datetime' },
  ],
  sample: {
    id: SAMPLE_IDS['Blog Author'],
    name: 'Priya Banerjee',
    canonicalLink: 'https://blog.example.com/author/priya-banerjee',
    locationId: SAMPLE_IDS.Location,
    updatedAt: '2026-01-03T11:06:35.822Z',
  },
  from: plainRecord('updatedAt'),
  updated: ['updatedAt'],
};
