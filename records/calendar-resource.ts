import { outputs, type RecordType, withId, without } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A room or a piece of equipment that appointments can need. */
export const calendarResource: RecordType = {
  noun: 'Resource',
  fields: [
    ...outputs('string', {
      id: 'Resource ID',
      name: 'Name',
      resourceType: 'Resource Type',
      description: 'Description',
    }),
    ...outputs('number', { quantity: 'Quantity', outOfService: 'Out of Service', capacity: 'Capacity' }),
    { key: 'isActive', label: 'Is Active', type: 'boolean' },
    { key: 'calendarIds', label: 'Calendar IDs', type: 'string', list: true },
    { key: 'locationId', label: 'Sub-Account ID', type: 'string' },
  ],
  sample: {
    id: SAMPLE_IDS.Resource,
    name: 'Treatment room 2',
    resourceType: 'rooms',
    description: 'On the first floor, with a window.',
    quantity: 1,
    outOfService: 0,
    capacity: 4,
    isActive: true,
    calendarIds: [SAMPLE_IDS.Calendar],
    locationId: SAMPLE_IDS.Location,
  },
  from: (raw) => withId(raw),
};

/** One that was just changed. */
export const updatedCalendarResource = without(calendarResource, ['calendarIds']);
