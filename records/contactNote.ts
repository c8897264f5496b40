import { outputs, plainRecord, type RecordType } from './record';

export const contactNote: RecordType = {
  noun: 'Note',
  fields: [
    ...outputs('string', { id: 'Note ID', title: 'Title', body: 'Note' }),
    { key: 'dateAdded', label: 'Date Added', type: 'datetime' },
    ...outputs('string', { userId: 'User ID', contactId: 'Contact ID', color: 'Color' }),
    { key: 'pinned', label: 'Is Pinned', type: 'boolean' },
  ],
  sample: {
    id: 'HGPcayliwcdoUFzvbTok',
    title: 'Consultation',
    body: 'Prefers appointments in the morning. Call on the mobile number.',
    dateAdded: '2026-05-04T14:20:00.000Z',
    userId: 'y0BeYjuRIlDwsDcOHOJo',
    contactId: 'ocQHyuzHvysMo5N5VsXc',
    color: '#FFAA00',
    pinned: false,
  },
  from: plainRecord('dateAdded', 'dateUpdated'),
  added: 'dateAdded',
};
