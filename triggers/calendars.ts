import { calendarId, groupId, notificationId, resourceId, resourceType } from '../fields/calendar';
import { DAY_MS } from '../fields/dates';
import { wholeNumber, yesNo } from '../fields/field';
import { optional, user, users } from '../fields/ids';
import { timeZone } from '../fields/postal-address';
import type { Input } from '../highlevel/compose';
import type { Run } from '../operations/spec';
import type { TriggerSpec } from '../operations/trigger-spec';
import {
  calendarGroups,
  calendarNotifications,
  calendarResources,
  calendars,
  freeSlots,
  MOST_SLOT_DAYS as MOST_DAYS,
  oneCalendar,
  oneCalendarNotification,
  oneCalendarResource,
} from '../reads/calendars';

export const calendarTriggers: TriggerSpec[] = [
  {
    ...calendarGroups,
    key: 'list_calendar_groups',
    label: 'List Calendar Groups',
    description: 'Triggers when a calendar group is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [],
  },
  {
    ...calendars,
    key: 'list_calendars',
    label: 'List Calendars',
    description: 'Triggers when a calendar is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [
      optional(groupId(), 'Only the calendars of this group.'),
      yesNo('showDrafted', 'Include Drafts', 'No leaves out calendars that are not active.'),
    ],
  },
  {
    ...oneCalendar,
    key: 'get_calendar',
    label: 'Get Calendar by ID',
    description: 'Triggers when one calendar changes.',
    fires: 'watch',
    fields: [calendarId()],
  },
  {
    ...freeSlots,
    key: 'get_free_slots',
    label: 'Get Free Slots',
    description: 'Triggers when a time becomes free to book in a calendar, once for each time.',
    fires: 'list',
    comesBack: true,
    fields: [
      calendarId(),
      wholeNumber('startDate', 'From Day', {
        required: true,
        default: '0',
        helpText: 'Counted from now: 0 is now, 1 the same time tomorrow.',
      }),
      wholeNumber('endDate', 'To Day', {
        required: true,
        default: '14',
        helpText: `Counted from now, at most ${MOST_DAYS} days after the first.`,
      }),
      timeZone("The time zone of the slots' times, such as America/Chicago."),
      user('userId', 'User', 'Only the slots of this user.'),
      users('userIds', 'Several Users', 'Only the slots of these users.'),
    ],
    input: slotWindow,
    changes: 'none',
  },
  {
    ...calendarNotifications,
    key: 'list_calendar_notifications',
    label: 'List Calendar Notifications',
    description:
      'Triggers when a notification is added to a calendar or, if you choose so, when one changes.',
    fires: 'list',
    fields: [
      calendarId(),
      yesNo('isActive', 'Is Active', 'Leave it empty for all.'),
      yesNo('deleted', 'Is Deleted', 'Yes lists the notifications that were deleted.'),
    ],
  },
  {
    ...oneCalendarNotification,
    key: 'get_calendar_notification',
    label: 'Get Calendar Notification',
    description: "Triggers when one of a calendar's notifications changes.",
    fires: 'watch',
    fields: [calendarId(), notificationId()],
  },
  {
    ...calendarResources,
    key: 'list_calendar_resources',
    label: 'List Calendar Resources',
    description:
      'Triggers when a room or a piece of equipment is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [resourceType()],
  },
  {
    ...oneCalendarResource,
    key: 'get_calendar_resource',
    label: 'Get Calendar Resource',
    description: 'Triggers when one room or piece of equipment changes.',
    fires: 'watch',
    fields: [resourceType(), resourceId()],
  },
];

/** The window that moves with the days, in epoch milliseconds. */
function slotWindow({ startDate, endDate, ...values }: Input, run: Run): Input {
  const [from, to] = [Number(startDate), Number(endDate)];
  if (from < 0 || to <= from || to - from > MOST_DAYS) {
    const [fromDay, toDay] = ['startDate', 'endDate'].map(run.label);
    throw run.refuse(
      `${toDay} must be 1 to ${MOST_DAYS} days after ${fromDay}, and ${fromDay} not before 0.`,
    );
  }
  const now = Date.now();
  return { ...values, startDate: now + from * DAY_MS, endDate: now + to * DAY_MS };
}
