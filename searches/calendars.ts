import { calendarId, groupId, notificationId, resourceId, resourceType } from '../fields/calendar';
import { COMPARED, compared, howMany } from '../fields/compared';
import { DAY_MS, toLastMoment, toMoment } from '../fields/dates';
import { choice, date, text, yesNo } from '../fields/field';
import { optional, user, users } from '../fields/ids';
import { timeZone } from '../fields/postal-address';
import type { Input } from '../highlevel/compose';
import { byId, byValue, byWords } from '../operations/matching';
import { opening, type SearchSpec } from '../operations/search-spec';
import type { Run } from '../operations/spec';
import {
  calendarGroups,
  calendarNotifications,
  calendarResources,
  calendars,
  freeGroupSlug,
  freeSlots,
  MOST_SLOT_DAYS,
  oneCalendar,
  oneCalendarNotification,
  oneCalendarResource,
} from '../reads/calendars';
import { CHANNELS, NOTIFICATION_TYPES, RECEIVERS } from '../records/calendar-notification';
import { foundSlot } from '../records/free-slot';

/** What notifications are told apart by, with the labels of the form. */
const NOTIFICATION_CHOICES: { [key: string]: [label: string, choices: { [value: string]: string }] } = {
  notificationType: ['Notify When', NOTIFICATION_TYPES],
  channel: ['Channel', CHANNELS],
  receiverType: ['Receiver', RECEIVERS],
};

/** The free slots that a search gives at most, and where nothing else is asked for. */
const SLOTS = { most: 200, usual: 20 };

export const calendarSearches: SearchSpec[] = [
  {
    ...calendars,
    key: 'find_calendar',
    label: 'Find Calendar',
    description: 'Finds a calendar by name, slug or ID.',
    // Without any value it lists all.
    needs: [],
    fields: [
      compared('name', 'Name or Slug', 'One of exactly this name comes before one that has it in its name.'),
      optional(groupId(), 'Only the calendars of this group.'),
      yesNo('showDrafted', 'Include Drafts', 'No leaves out calendars that are not active.'),
      optional(calendarId(), 'One calendar, whatever else is filled in.'),
    ],
    ways: [opening(oneCalendar, ['calendarId'])],
    match: { name: byWords('name', 'slug', 'widgetSlug') },
  },
  {
    ...calendarGroups,
    key: 'find_calendar_group',
    label: 'Find Calendar Group',
    description: 'Finds a calendar group by name, slug or ID.',
    needs: [],
    fields: [
      compared('name', 'Name or Slug', 'One of exactly this name comes before one that has it in its name.'),
      optional(groupId(), {
        helpText: 'One group, or the group ID of an earlier step.',
        notSent: 'HighLevel gives all groups; it is compared with them.',
      }),
    ],
    match: { groupId: byId, name: byWords('name', 'slug') },
  },
  {
    ...calendarNotifications,
    key: 'find_calendar_notification',
    label: 'Find Calendar Notification',
    description: 'Finds the notifications of a calendar, by kind and channel if you like.',
    fields: [
      calendarId(),
      optional(notificationId(), 'One notification of the calendar.'),
      ...Object.entries(NOTIFICATION_CHOICES).map(([key, [label, choices]]) =>
        choice(key, label, choices, {
          notSent: COMPARED,
        }),
      ),
      yesNo('isActive', 'Is Active', 'Leave it empty for all.'),
      yesNo('deleted', 'Is Deleted', 'Yes finds the notifications that were deleted.'),
    ],
    ways: [opening(oneCalendarNotification, ['notificationId'])],
    match: {
      notificationType: byValue('notificationType'),
      channel: byValue('channel'),
      receiverType: byValue('receiverType'),
    },
  },
  {
    ...calendarResources,
    key: 'find_calendar_resource',
    label: 'Find Room or Equipment',
    description: 'Finds a room or a piece of equipment by name or ID.',
    fields: [
      resourceType(),
      compared('name', 'Name', 'One of exactly this name comes before one that has it in its name.'),
      optional(resourceId(), 'One room or piece of equipment.'),
    ],
    ways: [opening(oneCalendarResource, ['id'])],
    match: { name: byWords('name') },
  },
  {
    ...freeSlots,
    key: 'find_free_slots',
    label: 'Find Free Slots',
    description: 'Finds the times that are free to book in a calendar, the next first.',
    record: foundSlot,
    most: SLOTS.most,
    fields: [
      calendarId(),
      date('startDate', 'From', {
        required: true,
        helpText: 'A day, or a moment with its UTC offset.',
        send: (value) => Date.parse(toMoment(value)),
      }),
      date('endDate', 'To', {
        required: true,
        helpText: `At most ${MOST_SLOT_DAYS} days after From. A day alone is meant to its end, in UTC.`,
        send: (value) => Date.parse(toLastMoment(value)),
      }),
      timeZone("The time zone of the slots' times, such as America/Chicago."),
      user('userId', 'User', 'Only the slots of this user.'),
      users('userIds', 'Several Users', 'Only the slots of these users.'),
      howMany(SLOTS),
    ],
    input: slotDays,
    upTo: ({ most = SLOTS.usual }) => Number(most),
  },
  {
    ...freeGroupSlug,
    key: 'validate_calendar_group_slug',
    label: 'Validate Group Slug',
    description: 'Finds out whether the slug of a calendar group is still free.',
    most: 1,
    fields: [
      text('slug', 'Slug', {
        required: true,
        helpText: "The last part of a group's web address, such as dental-check-ups.",
      }),
    ],
  },
];

/** Refuses days that HighLevel gives no slots for: it takes so many at once. */
function slotDays({ most: _most, ...values }: Input, run: Run): Input {
  const [from, to] = [Number(values.startDate), Number(values.endDate)];
  if (to <= from || to - from > MOST_SLOT_DAYS * DAY_MS) {
    const [start, end] = ['startDate', 'endDate'].map(run.label);
    throw run.refuse(`${end} must be after ${start}, and at most ${MOST_SLOT_DAYS} days later.`);
  }
  return values;
}
