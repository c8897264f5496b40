/** Input fields that steps about calendars, their groups, notifications and resources share. */
import { choice, type Field } from './field';
import { idField } from './ids';

/** A calendar of the location. */
export const calendarId = (): Field => idField('calendarId', 'Calendar', 'calendars');

/** A calendar group of the location. */
export const groupId = (): Field => idField('groupId', 'Calendar Group', 'calendarGroups');

/** A notification of the chosen calendar. */
export const notificationId = (): Field =>
  idField('notificationId', 'Notification', 'calendarNotifications', { of: 'calendar' });

/** Whether a resource is a room or a piece of equipment. */
export const resourceType = (): Field =>
  choice('resourceType', 'Resource Type', { rooms: 'Rooms', equipments: 'Equipment' }, { required: true });

/** A room or a piece of equipment, of the chosen type; the API calls its id just `id`. */
export const resourceId = (): Field =>
  idField('id', 'Resource', 'calendarResources', {
    helpText: 'Choose a Resource Type first; or map the resource ID of an earlier step.',
    helpInTrigger: 'Choose a Resource Type first.',
  });
