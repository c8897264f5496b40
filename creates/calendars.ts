import { calendarId, groupId, notificationId, resourceId, resourceType } from '../fields/calendar';
import {
  NOTIFICATION_CLEARABLE,
  NOTIFICATION_GROUPS,
  notificationFields,
} from '../fields/calendar-notification';
import {
  CALENDAR_CLEARABLE,
  CALENDAR_GROUPS,
  CALENDAR_LEFT_OUT,
  calendarSettings,
} from '../fields/calendar-settings';
import { choicesOf } from '../fields/dropdowns';
import { type Field, list, longText, text, type Use, wholeList, wholeNumber, yesNo } from '../fields/field';
import { inputRows, toNames } from '../fields/values';
import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { findList } from '../highlevel/content';
import { BARE_LIST, isRecord } from '../highlevel/json';
import { itemsOrNoAnswer } from '../highlevel/paging';
import { clearing, withFieldsToClear } from '../operations/clear';
import { nest } from '../operations/input';
import type { CreateSpec, Run } from '../operations/spec';
import { calendar } from '../records/calendar';
import { calendarGroup } from '../records/calendar-group';
import { calendarNotification } from '../records/calendar-notification';
import { calendarResource, updatedCalendarResource } from '../records/calendar-resource';
import { deleted, deletedBy, done, others, succeeded } from '../records/outcomes';
import { idOf, withId } from '../records/record';

const groupFields = (use: Use): Field[] => {
  const required = use === 'create';
  return [
    text('name', 'Name', { required }),
    longText('description', 'Description', { required }),
    text('slug', 'Slug', {
      required,
      helpText: "The last part of the group's web address, such as dental-check-ups.",
    }),
  ];
};

const resourceFields = (use: Use): Field[] => {
  const required = use === 'create';
  /** A number, which a new resource must have; `preset` is what the form shows. */
  const amount = (key: string, label: string, helpText: string, preset: string): Field =>
    wholeNumber(key, label, { helpText, ...(required && { required, default: preset }) });
  return [
    text('name', 'Name', { required }),
    longText('description', 'Description', { required }),
    amount('quantity', 'Quantity', 'How many pieces of the equipment there are.', '1'),
    amount('outOfService', 'Out of Service', 'How many of them cannot be used.', '0'),
    amount('capacity', 'Capacity', 'How many people the room takes.', '1'),
    wholeList(
      use,
      list('calendarIds', 'Service Calendars', {
        helpText: 'A room goes with several calendars, a piece of equipment with one.',
        required,
        choices: choicesOf('calendars'),
        send: toNames,
      }),
    ),
  ];
};

export const calendarCreates: CreateSpec[] = [
  {
    key: 'create_calendar_group',
    label: 'Create Calendar Group',
    description: 'Creates a calendar group.',
    endpoint: 'POST /calendars/groups',
    fields: [...groupFields('create'), yesNo('isActive', 'Is Active')],
    answer: 'group',
    record: calendarGroup,
  },
  {
    key: 'update_calendar_group',
    label: 'Update Calendar Group',
    description: 'Updates a calendar group. What you leave empty stays as it is.',
    endpoint: 'PUT /calendars/groups/{groupId}',
    fields: [groupId(), ...groupFields('update')],
    input: wholeGroup,
    answer: 'group',
    record: calendarGroup,
  },
  {
    key: 'update_calendar_group_status',
    label: 'Update Group Status',
    description: 'Turns a calendar group on or off.',
    endpoint: 'PUT /calendars/groups/{groupId}/status',
    fields: [
      groupId(),
      yesNo('isActive', 'Is Active', { required: true, helpText: 'No turns the group off.' }),
    ],
    answer: (answer, { groupId: id, isActive }) => ({
      ...others(answer),
      id,
      isActive,
      success: succeeded(answer),
    }),
    record: done('Calendar Group', {}, [{ key: 'isActive', label: 'Is Active', type: 'boolean' }], {
      isActive: true,
    }),
  },
  {
    key: 'delete_calendar_group',
    label: 'Delete Calendar Group',
    description: 'Deletes a calendar group.',
    endpoint: 'DELETE /calendars/groups/{groupId}',
    fields: [groupId()],
    answer: deletedBy('groupId'),
    record: deleted('Calendar Group'),
  },
  {
    key: 'create_calendar',
    label: 'Create Calendar',
    description: 'Creates a calendar.',
    endpoint: 'POST /calendars/',
    fields: calendarSettings('create'),
    groups: CALENDAR_GROUPS,
    notOffered: CALENDAR_LEFT_OUT,
    input: calendarInput,
    answer: 'calendar',
    record: calendar,
  },
  {
    key: 'update_calendar',
    label: 'Update Calendar',
    description: 'Updates a calendar. What you leave empty stays as it is.',
    endpoint: 'PUT /calendars/{calendarId}',
    fields: withFieldsToClear([calendarId(), ...calendarSettings('update')], CALENDAR_CLEARABLE),
    groups: CALENDAR_GROUPS,
    notOffered: CALENDAR_LEFT_OUT,
    input: updateCalendar,
    answer: 'calendar',
    record: calendar,
  },
  {
    key: 'delete_calendar',
    label: 'Delete Calendar',
    description: 'Deletes a calendar.',
    endpoint: 'DELETE /calendars/{calendarId}',
    fields: [calendarId()],
    answer: deletedBy('calendarId'),
    record: deleted('Calendar'),
  },
  {
    key: 'create_calendar_notification',
    label: 'Create Calendar Notification',
    description: 'Creates a notification that a calendar sends.',
    endpoint: 'POST /calendars/{calendarId}/notifications',
    fields: [calendarId(), ...notificationFields('create')],
    groups: NOTIFICATION_GROUPS,
    answer: (answer) => findList(answer, BARE_LIST)?.[0] ?? answer,
    record: calendarNotification,
  },
  {
    key: 'update_calendar_notification',
    label: 'Update Notification',
    description: "Updates one of a calendar's notifications. What you leave empty stays as it is.",
    endpoint: 'PUT /calendars/{calendarId}/notifications/{notificationId}',
    fields: withFieldsToClear(
      [
        calendarId(),
        notificationId(),
        ...notificationFields('update'),
        yesNo('deleted', 'Is Deleted', 'Yes deletes the notification, and keeps a record of it.'),
      ],
      NOTIFICATION_CLEARABLE,
    ),
    groups: NOTIFICATION_GROUPS,
    input: clearing,
    answer: (answer, values) => ({
      ...others(answer),
      id: values.notificationId,
      calendarId: values.calendarId,
      success: succeeded(answer),
    }),
    record: done(
      'Notification',
      { calendarId: 'Calendar' },
      [{ key: 'message', label: 'Message', type: 'string' }],
      { message: 'Notification updated.' },
    ),
  },
  {
    key: 'delete_calendar_notification',
    label: 'Delete Notification',
    description: "Deletes one of a calendar's notifications.",
    endpoint: 'DELETE /calendars/{calendarId}/notifications/{notificationId}',
    fields: [calendarId(), notificationId()],
    answer: deletedBy('notificationId'),
    record: deleted('Notification'),
  },
  {
    key: 'create_calendar_resource',
    label: 'Create Calendar Resource',
    description: 'Creates a room or a piece of equipment for appointments.',
    endpoint: 'POST /calendars/resources/{resourceType}',
    fields: [resourceType(), ...resourceFields('create')],
    answer: (answer) => answer,
    mayLackId: true,
    record: calendarResource,
  },
  {
    key: 'update_calendar_resource',
    label: 'Update Calendar Resource',
    description: 'Updates a room or a piece of equipment. What you leave empty stays as it is.',
    endpoint: 'PUT /calendars/resources/{resourceType}/{id}',
    fields: withFieldsToClear(
      [resourceType(), resourceId(), ...resourceFields('update'), yesNo('isActive', 'Is Active')],
      ['description', 'calendarIds'],
    ),
    input: clearing,
    answer: (answer, { id }) => withId(answer, id),
    record: updatedCalendarResource,
  },
  {
    key: 'delete_calendar_resource',
    label: 'Delete Calendar Resource',
    description: 'Deletes a room or a piece of equipment.',
    endpoint: 'DELETE /calendars/resources/{resourceType}/{id}',
    fields: [resourceType(), resourceId()],
    answer: deletedBy('id'),
    record: deleted('Resource'),
  },
];

/**
 * The group as it is, where not all is filled in: an update replaces it, and HighLevel gives no group by its
 * id.
 */
async function wholeGroup(values: Input, run: Run): Promise<Input> {
  if (groupFields('update').every(({ key }) => values[key] !== undefined)) return values;
  const wording = { doing: 'Reading the calendar group', thing: 'calendar group' };
  const answer = await request(run.z, run.bundle, { endpoint: 'GET /calendars/groups', wording });
  const group = itemsOrNoAnswer(run.z, wording, answer, 'groups').find((one) => idOf(one) === values.groupId);
  if (!group) {
    throw run.refuse(
      'This calendar group was not found: it may have been deleted, or it belongs to another sub-account.',
    );
  }
  const { name, slug, description } = group;
  return { name, slug, description, ...values };
}

const LOOK_BUSY = ['lookBusyConfig__enabled', 'lookBusyConfig__LookBusyPercentage'];

/**
 * The settings as the API nests them. “Look Busy” has two settings; the API wants both, and one can follow
 * from the other.
 */
function calendarInput(values: Input, run: Run): Input {
  const { lookBusyConfig, ...input } = nest(values);
  if (!isRecord(lookBusyConfig)) return input;
  const { enabled = true, LookBusyPercentage = enabled ? undefined : 0 } = lookBusyConfig;
  if (LookBusyPercentage === undefined) {
    const [lookBusy, percentage] = LOOK_BUSY.map(run.label);
    throw run.refuse(`${lookBusy} needs a value for ${percentage}.`);
  }
  return { ...input, lookBusyConfig: { enabled, LookBusyPercentage } };
}

/**
 * A date override that exists is changed or removed by its id, which is read from the calendar. HighLevel
 * keeps the overrides that are not sent, so clearing means to remove each of them.
 */
async function updateCalendar(values: Input, run: Run): Promise<Input> {
  const input = calendarInput(clearing(values, run), run);
  if (input.availabilities === undefined) return input;
  const { calendar: found } = await request(run.z, run.bundle, {
    endpoint: 'GET /calendars/{calendarId}',
    input: { calendarId: values.calendarId },
    wording: { doing: 'Reading the calendar', thing: 'calendar' },
  });
  const dayOf = ({ date }: Input) => String(date).slice(0, 10);
  const known = inputRows(isRecord(found) ? found.availabilities : []);
  const overrides = inputRows(input.availabilities);
  if (!overrides.length) {
    const removed = known.map(({ id, date, hours }) => ({ id, date, hours, deleted: true }));
    return { ...input, availabilities: removed };
  }
  const availabilities = overrides.map((override) => {
    const before = known.find((one) => dayOf(one) === dayOf(override));
    return { ...override, ...(before && idOf(before) && { id: idOf(before) }) };
  });
  return { ...input, availabilities };
}
