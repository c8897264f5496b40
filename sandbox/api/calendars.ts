import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type JsonObject, objects, text } from '../json';
import type { LocationRow } from '../state';
import { freeSlots } from './free-slots';
import { collection } from './shared/collection';
import { ownRow } from './shared/rows';

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
  preBuffer: 0,
  preBufferUnit: 'mins',
  slotBuffer: 0,
  slotBufferUnit: 'mins',
  enableRecurring: false,
  guestType: 'collect_detail',
  consentLabel: 'I confirm that I want to receive content from this company.',
  formSubmitThanksMessage: 'Thank you for your appointment request.',
  openHours: [],
  availabilities: [],
  teamMembers: [],
  autoConfirm: true,
  allowReschedule: true,
  allowCancellation: true,
  googleInvitationEmails: false,
  formSubmitType: 'ThankYouMessage',
};

/** A member of a calendar's team, and where to meet them, unless they say otherwise. */
const MEMBER: JsonObject = { priority: 0.5, selected: true, isZoomAdded: 'false' };
const MEETING_PLACE: JsonObject = {
  kind: 'custom',
  location: '',
  position: 0,
  meetingId: 'custom_0',
  zoomOauthId: '',
};

/** A calendar as every answer tells it: complete, its places a slot in both spellings. */
function complete(row: JsonObject): JsonObject {
  const calendar = { ...DEFAULTS, ...row };
  const teamMembers = objects(calendar.teamMembers).map((member) => ({
    ...MEMBER,
    locationConfigurations: [MEETING_PLACE],
    ...member,
  }));
  return { ...calendar, teamMembers, appointmentPerSlot: calendar.appoinmentPerSlot };
}

/** Who changed a calendar by the API, and when. */
const byApi = ({ clock, ids }: Call): JsonObject => ({
  source: 'INTEGRATION',
  channel: 'OAUTH',
  timestamp: clock.iso(),
  traceId: ids.next(),
});

/** What is told of a calendar only when it is deleted (recorded 2026-07). */
const DELETED: JsonObject = {
  deleted: true,
  addServiceActiveStep: 'details',
  enableConsentCheck: true,
  enableOfficeHours: false,
  enableSameUserAssignment: false,
  enableSameUserAssignmentForReschedule: false,
  isSystemGenerated: false,
  linkedCalendars: { google: {}, calendly: {}, clio: {}, drchrono: {} },
  locationConfigurations: [{ kind: 'custom', position: 0, meetingId: 'custom_0' }],
  order: 0,
  reserveService: false,
  showSeatsPerSlot: false,
  stripe: {},
  version: 1,
};

/** A calendar's delete answers it as it was last. */
function removeCalendar(call: Call): JsonObject {
  const calendar = ownRow(call.state.calendars, call.params.calendarId, 'Calendar', call);
  const dates = { dateAdded: call.clock.iso(), dateUpdated: call.clock.iso() };
  const makers = { createdBy: byApi(call), lastUpdatedBy: byApi(call) };
  call.state.calendars.delete(withoutNotifications(call).params.calendarId ?? '');
  return {
    message: 'Calendar deleted successfully',
    calendar: { ...complete(calendar), ...DELETED, ...dates, ...makers },
  };
}

const calendars = collection({
  table: 'calendars',
  noun: 'Calendar',
  one: 'calendar',
  many: 'calendars',
  create: 'POST /calendars/',
  list: 'GET /calendars/',
  update: 'PUT /calendars/{calendarId}',
  defaults: DEFAULTS,
  complete,
  filters: ['groupId'],
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
  }),
  'GET /calendars/{calendarId}': {
    handle: (call) => {
      const calendar = ownRow(call.state.calendars, call.params.calendarId, 'Calendar', call);
      return { calendar: { ...complete(calendar), notifications: [] } };
    },
  },
  'DELETE /calendars/{calendarId}': { handle: removeCalendar },
  'GET /calendars/': { handle: withoutDrafts, refuses: ['limit'] },
  ...changed(groups, {
    'POST /calendars/groups': withFreeSlug,
    'PUT /calendars/groups/{groupId}': withFreeSlug,
    'DELETE /calendars/groups/{groupId}': withoutCalendars,
  }),
  ...groupStatus,
  'POST /calendars/groups/validate-slug': { handle: (call) => ({ available: isSlugFree(call) }) },
  'GET /calendars/{calendarId}/free-slots': { handle: freeSlots, refuses: ['locationId'] },
};
