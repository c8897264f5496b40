import { outputs, plainRecord, type RecordType, without } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A note on a contact. HighLevel describes no date of its change. */
export const contactNote: RecordType = {
  noun: 'Note',
  fields: [
    ...outputs('string', { id: 'Note ID', title: 'Title', body: 'Text', bodyText: 'Text Without Markup' }),
    { key: 'dateAdded', label: 'Date Added', type: 'datetime' },
    ...outputs('string', { userId: 'User ID', contactId: 'Contact ID', color: 'Color' }),
    { key: 'pinned', label: 'Is Pinned', type: 'boolean' },
  ],
  sample: {
    id: SAMPLE_IDS.Note,
    title: 'Consultation',
    body: '<p>Prefers appointments in the morning.</p><p>Call on the mobile number.</p>',
    bodyText: 'Prefers appointments in the morning.\nCall on the mobile number.',
    dateAdded: '2026-05-04T14:20:00.000Z',
    userId: SAMPLE_IDS.User,
    contactId: SAMPLE_IDS.Contact,
    color: '#FFAA00',
    pinned: false,
  },
  from: plainRecord('dateAdded', 'dateUpdated'),
  added: 'dateAdded',
};

/** A note that is read by its id or was just changed: its text is described with its markup alone. */
export const openedContactNote = without(contactNote, ['bodyText']);
