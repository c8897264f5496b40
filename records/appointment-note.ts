import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A note on an appointment. */
export const appointmentNote: RecordType = {
  noun: 'Note',
  fields: [
    ...outputs('string', { id: 'Note ID', body: 'Text' }),
    { key: 'dateAdded', label: 'Date Added', type: 'datetime' },
    ...outputs('string', {
      userId: 'User ID',
      contactId: 'Contact ID',
      createdBy__id: 'Author ID',
      createdBy__name: 'Author',
    }),
  ],
  sample: {
    id: SAMPLE_IDS['Appointment Note'],
    body: 'Asked to be called ten minutes before.',
    dateAdded: '2026-05-04T14:20:00.000Z',
    userId: SAMPLE_IDS.User,
    contactId: SAMPLE_IDS.Contact,
    createdBy: { id: SAMPLE_IDS.User, name: 'Renata Kovacs' },
  },
  from: plainRecord('dateAdded'),
  added: 'dateAdded',
};
