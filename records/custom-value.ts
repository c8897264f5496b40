import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A text that a location has defined once. One that is empty has no `value` (two recordings, 2026). */
export const customValue: RecordType = {
  noun: 'Custom Value',
  fields: outputs('string', {
    id: 'Custom Value ID',
    name: 'Name',
    value: 'Value',
    fieldKey: 'Merge Tag',
    locationId: 'Sub-Account ID',
  }),
  sample: {
    id: SAMPLE_IDS['Custom Value'],
    name: 'Booking Link',
    value: 'https://www.example.com/book',
    fieldKey: '{{ custom_values.booking_link }}',
    locationId: SAMPLE_IDS.Location,
  },
  from: plainRecord(),
};
