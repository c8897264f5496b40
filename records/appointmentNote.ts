import { outputs, plainRecord, type RecordType } from './record';

export const appointmentNote: RecordType = {
  noun: 'Note',
  fields: [
    ...outputs('string', { id: 'Note ID', body: 'Note' }),
    { key: 'dateAdded', label: 'Date Added', type: 'datetime' },
    ...outputs('string', {
      userId: 'User ID',
      contactId: 'Contact ID',
      createdBy__id: 'Author ID',
      createdBy__name: 'Author',
    }),
  ],
  sample: {
    id: 'HGPcayliwcdoUFzvbTok',
    body: 'Asked to be called ten minutes before.',
    dateAdded: '2026-05-04T14:20:00.000Z',
    userId: 'y0BeYjuRIlDwsDcOHOJo',
    contactId: 'ocQHyuzHvysMo5N5VsXc',
    createdBy: { id: 'y0BeYjuRIlDwsDcOHOJo', name: 'Grace Lindqvist' },
  },
  from: plainRecord('dateAdded'),
  added: 'dateAdded',
};
