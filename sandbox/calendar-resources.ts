import { collection } from './collection';
import { underscored } from './underscored';

/** Rooms and equipment. */
export const calendarResources = underscored(
  collection({
    table: 'calendarResources',
    noun: 'Resource',
    create: 'POST /calendars/resources/{resourceType}',
    list: 'GET /calendars/resources/{resourceType}',
    get: 'GET /calendars/resources/{resourceType}/{id}',
    update: 'PUT /calendars/resources/{resourceType}/{id}',
    delete: 'DELETE /calendars/resources/{resourceType}/{id}',
    defaults: { isActive: true },
    answers: { list: (rows) => rows, delete: { success: true } },
  }),
);
