import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** Calendars that are booked from one page. */
export const calendarGroup: RecordType = {
  noun: 'Calendar Group',
  fields: [
    ...outputs('string', {
      id: 'Calendar Group ID',
      name: 'Name',
      description: 'Description',
      slug: 'Slug',
    }),
    { key: 'isActive', label: 'Is Active', type: 'boolean' },
    { key: 'locationId', label: 'Sub-Account ID', type: 'string' },
  ],
  sample: {
    id: SAMPLE_IDS['Calendar Group'],
    name: 'Dental check-ups',
    description: 'All calendars for check-ups and cleaning.',
    slug: 'dental-check-ups',
    isActive: true,
    locationId: SAMPLE_IDS.Location,
  },
  from: plainRecord(),
};

/** Whether a group's slug is still free. */
export const groupSlug: RecordType = {
  noun: 'Slug',
  fields: [
    ...outputs('string', { id: 'ID', slug: 'Slug' }),
    { key: 'available', label: 'Is Available', type: 'boolean' },
  ],
  sample: { id: 'dental-check-ups', slug: 'dental-check-ups', available: true },
  from: plainRecord(),
};
