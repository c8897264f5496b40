import { fromEvent, withEventNames } from './appointment';
import { outputs, type RecordType, withMore } from './record';
import { SAMPLE_IDS } from './sample-ids';

const SAMPLE = {
  id: SAMPLE_IDS['Blocked Slot'],
  title: 'Team lunch',
  startTime: '2026-05-12T12:00:00-05:00',
  endTime: '2026-05-12T13:00:00-05:00',
  calendarId: SAMPLE_IDS.Calendar,
  assignedUserId: SAMPLE_IDS.User,
  locationId: SAMPLE_IDS.Location,
};

const FIELDS = [
  ...outputs('string', { id: 'Blocked Slot ID', title: 'Title' }),
  ...outputs('datetime', { startTime: 'Start', endTime: 'End' }),
  ...outputs('string', {
    calendarId: 'Calendar ID',
    assignedUserId: 'Assigned User ID',
    locationId: 'Sub-Account ID',
  }),
];

/** A blocked slot that was just written: HighLevel tells no dates of it then. */
export const savedBlockedSlot = withEventNames({
  noun: 'Blocked Slot',
  fields: FIELDS,
  sample: SAMPLE,
  from: fromEvent,
});

/** A time in which nobody can book, as the list gives it. */
export const blockedSlot: RecordType = {
  ...withMore(
    savedBlockedSlot,
    [
      ...outputs('string', { address: 'Address', groupId: 'Calendar Group ID' }),
      { key: 'users', label: 'User IDs', type: 'string', list: true },
      { key: 'createdBy__source', label: 'Blocked From', type: 'string' },
      ...outputs('boolean', { isFullDay: 'Is Whole Day', deleted: 'Is Deleted' }),
      ...outputs('datetime', { dateAdded: 'Date Added', dateUpdated: 'Date Updated' }),
    ],
    {
      address: '40 East Lake Street, Chicago',
      groupId: SAMPLE_IDS['Calendar Group'],
      users: [SAMPLE_IDS.User],
      createdBy: { source: 'calendar_page' },
      isFullDay: false,
      deleted: false,
      dateAdded: '2026-05-04T14:15:00.000Z',
      dateUpdated: '2026-05-04T14:15:00.000Z',
    },
  ),
  added: 'dateAdded',
  updated: ['dateUpdated'],
};
