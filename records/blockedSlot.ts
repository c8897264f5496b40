import { fromEvent } from './appointment';
import { outputs, type RecordType } from './record';

const SAMPLE = {
  id: '0TkCdp9PfvLeWKYRRvIz',
  title: 'Team lunch',
  startTime: '2026-05-12T12:00:00-05:00',
  endTime: '2026-05-12T13:00:00-05:00',
  calendarId: 'YlWd2wuCAZQzh2cH1fVZ',
  assignedUserId: 'y0BeYjuRIlDwsDcOHOJo',
  locationId: 've9EPM428h8vShlRW1KT',
};

const FIELDS = [
  ...outputs('string', { id: 'Event ID', title: 'Title' }),
  ...outputs('datetime', { startTime: 'Start', endTime: 'End' }),
  ...outputs('string', {
    calendarId: 'Calendar ID',
    assignedUserId: 'Assigned User ID',
    locationId: 'Location ID',
  }),
];

/** A blocked slot that was just written: HighLevel tells no dates of it then. */
export const savedBlockedSlot: RecordType = {
  noun: 'Blocked Slot',
  fields: FIELDS,
  sample: SAMPLE,
  from: fromEvent,
};

/** A time in which nobody can book, as the list gives it. */
export const blockedSlot: RecordType = {
  ...savedBlockedSlot,
  fields: [
    ...FIELDS,
    { key: 'groupId', label: 'Calendar Group ID', type: 'string' },
    { key: 'users', label: 'User IDs', type: 'string', list: true },
    { key: 'createdBy__source', label: 'Blocked From', type: 'string' },
    ...outputs('datetime', { dateAdded: 'Date Added', dateUpdated: 'Date Updated' }),
  ],
  sample: {
    ...SAMPLE,
    groupId: 'BqTwX8QFwXzpegMve9EQ',
    users: ['y0BeYjuRIlDwsDcOHOJo'],
    createdBy: { source: 'calendar_page' },
    dateAdded: '2026-05-04T14:15:00.000Z',
    dateUpdated: '2026-05-04T14:15:00.000Z',
  },
  added: 'dateAdded',
  updated: 'dateUpdated',
};
