import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type JsonObject, objects, text } from '../json';
import type { LocationRow } from '../state';
import { freeSlots } from './free-slots';
import { collection } from './shared/collection';

/** The settings of a new calendar, where the request gives no others. */
const DEFAULTS: JsonObject = {
  isActive: true,
  eventType: 'RoundRobin_OptimizeForAvailability',
  widgetType: 'classic',
  eventTitle: '{{contact.name}}',
  eventColor: '#039be5',
  slotDuration: 30,
  slotDurationUnit: 'mins',
  slotInterval: 30,
  slotIntervalUnit: 'mins',
  appoinmentPerSlot: 1,
  openHours: [],
  availabilities: [],
  teamMembers: [],
  autoConfirm: true,
  allowReschedule: true,
  allowCancellation: true,
  googleInvitationEmails: false,
  formSubmitType: 'ThankYouMessage',
};

const calendars = collection({
  table: 'calendars',
  noun: 'Calendar',
  one: 'calendar',
  many: 'calendars',
  create: 'POST /calendars/',
  list: 'GET /calendars/',
  get: 'GET /calendars/{calendarId}',
  update: 'PUT /calendars/{calendarId}',
  delete: 'DELETE /calendars/{calendarId}',
  defaults: DEFAULTS,
  filters: ['groupId'],
  answers: { delete: { success: true } },
  created: 200,
});

const groups = collection({
  table: 'calendarGroups',
  noun: 'Group',
  one: 'group',
  many: 'groups',
  create: 'POST /calendars/groups',
  list: 'GET /calendars/groups',
  update: 'PUT /calendars/groups/{groupId}',
  delete: 'DELETE /calendars/groups/{groupId}',
  defaults: { isActive: true },
  answers: { delete: { success: true } },
});

const groupStatus = collection({
  table: 'calendarGroups',
  noun: 'Group',
  update: 'PUT /calendars/groups/{groupId}/status',
  answers: { update: () => ({ success: true }) },
});

/** The same endpoints; some change the call, or do more work, before the usual handler. */
function changed(routes: Routes, changes: { [key in keyof Routes]?: (call: Call) => Call }): Routes {
  const all = Object.entries(routes).map(([key, route]) => {
    const change = Object.entries(changes).find(([name]) => name === key)?.[1];
    return [key, change ? { ...route, handle: (call: Call) => route.handle(change(call)) } : route];
  });
  return Object.fromEntries(all);
}

/** With the date overrides that are sent added to the calendar's, or in place of those with their ids. */
function withOverrides(call: Call): Call {
  const { state, body, params, ids } = call;
  if (body.availabilities === undefined) return call;
  const kept = new Map(
    objects(state.calendars.get(params.calendarId)?.availabilities).map((one) => [text(one.id), one]),
  );
  for (const { deleted, ...override } of objects(body.availabilities)) {
    const id = text(override.id) ?? ids.next();
    if (deleted === true) kept.delete(id);
    else kept.set(id, { ...override, id });
  }
  return { ...call, body: { ...body, availabilities: [...kept.values()] } };
}

/** Deletes the notifications of a calendar that is to be deleted. */
function withoutNotifications(call: Call): Call {
  const { state, params, locationId } = call;
  const isOwn = (row: LocationRow) => row.locationId === locationId && row.calendarId === params.calendarId;
  for (const { id } of state.calendarNotifications.where(isOwn)) state.calendarNotifications.delete(id);
  return call;
}

/** Takes the calendars out of a group that is to be deleted. */
function withoutCalendars(call: Call): Call {
  const { state, params, locationId } = call;
  const isOwn = (row: LocationRow) => row.locationId === locationId && row.groupId === params.groupId;
  for (const { id } of state.calendars.where(isOwn)) state.calendars.update(id, { groupId: '' });
  return call;
}

const isSlugFree = ({ state, body, params, locationId }: Call) =>
  !state.calendarGroups.find(
    (row) => row.locationId === locationId && row.slug === body.slug && row.id !== params.groupId,
  );

function withFreeSlug(call: Call): Call {
  if (!isSlugFree(call)) throw refusal(400, 'The slug is taken by another group.');
  return call;
}

/** The calendars; drafts are left out only where `showDrafted` is false. */
function withoutDrafts(call: Call): JsonObject {
  const all = objects(Object(calendars['GET /calendars/']?.handle(call)).calendars);
  const shown = (row: JsonObject) => call.query.showDrafted !== false || row.isActive !== false;
  return { calendars: all.filter(shown) };
}

/** Calendars with their groups and their free slots. */
export const calendarRoutes: Routes = {
  ...changed(calendars, {
    'POST /calendars/': withOverrides,
    'PUT /calendars/{calendarId}': withOverrides,
    'DELETE /calendars/{calendarId}': withoutNotifications,
  }),
  'GET /calendars/': { handle: withoutDrafts },
  ...changed(groups, {
    'POST /calendars/groups': withFreeSlug,
    'PUT /calendars/groups/{groupId}': withFreeSlug,
    'DELETE /calendars/groups/{groupId}': withoutCalendars,
  }),
  ...groupStatus,
  'POST /calendars/groups/validate-slug': { handle: (call) => ({ available: isSlugFree(call) }) },
  'GET /calendars/{calendarId}/free-slots': { handle: freeSlots },
};
