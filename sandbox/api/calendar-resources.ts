import { collection } from './shared/collection';
import { withUnderscoreIds } from './shared/with-underscore-ids';

/** Rooms and equipment. */
export const calendarResources = withUnderscoreIds(
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
