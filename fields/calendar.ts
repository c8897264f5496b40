/** Input fields that steps about calendars, their groups, notifications and resources share. */
import { choicesOf, type DropdownName } from './dropdowns';
import type { Field } from './field';

const id = (key: string, label: string, from: DropdownName, required: boolean): Field => ({
  key,
  label,
  type: 'string',
  ...(required && { required }),
  choices: choicesOf(from),
});

/** A calendar of the location. */
export const calendarId = (required = true): Field => id('calendarId', 'Calendar', 'calendars', required);

/** A calendar group of the location. */
export const groupId = (required = true): Field =>
  id('groupId', 'Calendar Group', 'calendarGroups', required);

/** A notification of the chosen calendar. */
export const notificationId = (): Field =>
  id('notificationId', 'Notification', 'calendarNotifications', true);

/** Whether a resource is a room or a piece of equipment. */
export const resourceType = (): Field => ({
  key: 'resourceType',
  label: 'Resource Type',
  type: 'string',
  required: true,
  choices: { rooms: 'Rooms', equipments: 'Equipment' },
});

/** A room or a piece of equipment, of the chosen type; the API calls its id just `id`. */
export const resourceId = (): Field => id('id', 'Resource', 'calendarResources', true);
