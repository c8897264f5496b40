import type { Call, Routes } from '../gateway/call';
import { isObject, type Json } from '../json';
import { collection } from './shared/collection';
import { ownRow } from './shared/rows';
import { withUnderscoreIds } from './shared/with-underscore-ids';

const HIDDEN = ['locationId', 'calendarId'];
const DEFAULTS = { isActive: true, deleted: false };

const guard = (call: Call): void =>
  void ownRow(call.state.calendars, call.params.calendarId, 'Calendar', call);

const notifications = collection({
  table: 'calendarNotifications',
  noun: 'Notification',
  list: 'GET /calendars/{calendarId}/notifications',
  get: 'GET /calendars/{calendarId}/notifications/{notificationId}',
  update: 'PUT /calendars/{calendarId}/notifications/{notificationId}',
  delete: 'DELETE /calendars/{calendarId}/notifications/{notificationId}',
  filters: ['isActive', 'deleted'],
  hidden: HIDDEN,
  answers: {
    list: (rows) => rows,
    update: () => ({ message: 'Notification updated successfully' }),
    delete: { message: 'Notification deleted successfully' },
  },
  guard,
});

/** Creates several notifications at a time. */
function create(call: Call): Json {
  guard(call);
  const { state, items, params, locationId } = call;
  return items.filter(isObject).map((item) => {
    const row = { ...DEFAULTS, ...item, calendarId: params.calendarId, locationId };
    const { locationId: _location, calendarId: _calendar, ...made } = state.calendarNotifications.insert(row);
    return made;
  });
}

export const calendarNotifications: Routes = withUnderscoreIds({
  ...notifications,
  'POST /calendars/{calendarId}/notifications': { handle: create },
});
