import { outputs, plainRecord, type RecordType } from './record';

export const blogAuthor: RecordType = {
  noun: 'Author',
  fields: [
    ...outputs('string', {
      id: 'Author ID',
      name: 'Name',
      canonicalLink: 'Link',
      locationId: 'Location ID',
    }),
    { key: 'updatedAt', label: 'Date Updated', type: 'datetime' },
  ],
  sample: {
    id: '6683abde331c041f32c07aea',
    name: 'Priya Banerjee',
    canonicalLink: 'https://blog.example.com/author/priya-banerjee',
    locationId: 've9EPM428h8vShlRW1KT',
    updatedAt: '2026-01-03T11:06:35.822Z',
  },
  from: plainRecord('updatedAt'),
  updated: 'updatedAt',
};
