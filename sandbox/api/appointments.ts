import { MINUTE_MS } from '../clock';
import type { Call, Routes } from '../gateway/call';
import { notFound, refusal } from '../gateway/errors';
import { isObject, type JsonObject, number, objects, pick, text } from '../json';
import type { Appointment, LocationRow, State } from '../state';
import { collection } from './shared/collection';
import { withOffset } from './shared/moments';
import { ownRow } from './shared/rows';

/** Fields of an appointment that are kept as they were sent. */
const KEPT = [
  'title',
  'appointmentStatus',
  'assignedUserId',
  'address',
  'description',
  'meetingLocationType',
  'meetingLocationId',
  'rrule',
];

/** The statuses in which an appointment takes no slot. */
const FREE = ['cancelled', 'invalid'];

/** A period of time, in epoch milliseconds. */
export interface Period {
  from: number;
  to: number;
}

/** A time of the body as ISO 8601 in UTC. @throws Refusal 422 if it is no time. */
function momentOf(body: JsonObject, name: string, otherwise: string): string {
  const sent = text(body[name]);
  if (sent === undefined) return otherwise;
  if (Number.isNaN(Date.parse(sent))) throw refusal(422, [`${name} must be a valid ISO 8601 date string`]);
  return new Date(sent).toISOString();
}

/** The end of an appointment that gives none: one slot of its calendar after its start. */
function endOf(startTime: string, { slotDuration, slotDurationUnit }: JsonObject = {}): string {
  const minutes = number(slotDuration, 30) * (slotDurationUnit === 'hours' ? 60 : 1);
  return new Date(Date.parse(startTime) + minutes * MINUTE_MS).toISOString();
}

const periodOf = ({ startTime, endTime }: JsonObject): Period => ({
  from: Date.parse(text(startTime) ?? ''),
  to: Date.parse(text(endTime) ?? ''),
});

const overlap = (a: Period, b: Period) => a.from < b.to && b.from < a.to;

/** Whether blocked slots close a calendar: one of the calendar itself, or one for every user of its team. */
function isClosed({ id, teamMembers }: LocationRow, blocked: LocationRow[]): boolean {
  const team = objects(teamMembers);
  const isAway = (userId: unknown) =>
    blocked.some((slot) => !slot.calendarId && slot.assignedUserId === userId);
  return (
    blocked.some(({ calendarId }) => calendarId === id) ||
    (team.length > 0 && team.every(({ userId }) => isAway(userId)))
  );
}

/**
 * Whether a calendar can't be booked in a period: it is blocked, or has as many appointments as it takes at
 * once. @param except the appointment that is being moved
 */
export function isTaken(state: State, calendar: LocationRow, period: Period, except?: string): boolean {
  const within = (row: JsonObject) => overlap(periodOf(row), period);
  const booked = state.appointments.where(
    (row) =>
      row.calendarId === calendar.id &&
      row.id !== except &&
      !FREE.includes(text(row.appointmentStatus) ?? '') &&
      within(row),
  );
  const places = number(calendar.appoinmentPerSlot, 1);
  return booked.length >= places || isClosed(calendar, state.blockedSlots.where(within));
}

/** A blocked slot as create and update answer it: without its dates. */
function savedSlot({ dateAdded: _added, dateUpdated: _updated, ...row }: JsonObject): JsonObject {
  return row;
}

/** What every answer has of an appointment: its status too, under the API's two spellings. */
function common(row: JsonObject): JsonObject {
  return {
    ...row,
    appoinmentStatus: row.appointmentStatus,
    address: row.address ?? '',
    isRecurring: Boolean(row.rrule),
  };
}

/** An appointment as create and update answer it: without its times (recorded 2026-07). */
function saved({ startTime: _start, endTime: _end, description: _text, ...row }: JsonObject): JsonObject {
  return { ...common(row), status: 'booked' };
}

/** When an event begins and ends, with the offset of the location's time zone. */
function times({ startTime, endTime }: JsonObject, { state, locationId }: Call): JsonObject {
  const zone = state.locations.get(locationId)?.timezone ?? 'UTC';
  return {
    startTime: withOffset(text(startTime) ?? '', zone),
    endTime: withOffset(text(endTime) ?? '', zone),
  };
}

/** An appointment as the lists and its own endpoint show it. */
function shown(row: JsonObject, call: Call): JsonObject {
  const calendar = call.state.calendars.get(text(row.calendarId));
  const { users = [row.assignedUserId ?? null].filter(Boolean), ...event } = row;
  return {
    ...common(event),
    ...times(event, call),
    groupId: calendar?.groupId,
    users,
    assignedResources: [],
    createdBy: { source: 'third_party', userId: null },
    deleted: event.deleted === true,
  };
}

/** A blocked slot as the list shows it. */
function shownSlot(row: JsonObject, call: Call): JsonObject {
  const { assignedUserId = null, address = '' } = row;
  return {
    ...row,
    ...times(row, call),
    assignedUserId,
    address,
    isFullDay: false,
    deleted: row.deleted === true,
  };
}

/** The appointment of a request's path; the endpoints call its id `eventId` or `appointmentId`. */
const appointmentOf = (call: Call): Appointment =>
  ownRow(call.state.appointments, call.params.eventId ?? call.params.appointmentId, 'Event', call);

const blockedSlotOf = (call: Call): LocationRow =>
  ownRow(call.state.blockedSlots, call.params.eventId, 'Event', call);

function calendarOf({ state, locationId }: Call, id: string): LocationRow {
  const calendar = state.calendars.get(id);
  if (calendar?.locationId !== locationId) throw notFound('Calendar', id);
  return calendar;
}

/** @throws Refusal 400 for a time that is not free any more, unless the request says not to look. */
function refuseTaken({ state, body }: Call, calendar: LocationRow, times: JsonObject, except?: string): void {
  if (body.ignoreFreeSlotValidation === true) return;
  if (isTaken(state, calendar, periodOf(times), except)) {
    throw refusal(400, 'The slot you have selected is no longer available.');
  }
}

/** @throws Refusal 400 for a new appointment that is not as long as a slot, unless the request says not to look. */
function refuseOtherLength({ body }: Call, calendar: LocationRow, startTime: string, endTime: string): void {
  if (body.ignoreFreeSlotValidation === true || endTime === endOf(startTime, calendar)) return;
  throw refusal(400, 'Selected slot duration is not a valid duration option for this calendar');
}

/** The user who gets an appointment that names none: the first of the calendar's team. */
function firstMember({ teamMembers }: LocationRow): JsonObject {
  const userId = objects(teamMembers)[0]?.userId;
  return userId === undefined ? {} : { assignedUserId: userId };
}

function createAppointment(call: Call): JsonObject {
  const { state, body, locationId } = call;
  const [calendarId, contactId] = [text(body.calendarId) ?? '', text(body.contactId) ?? ''];
  const calendar = calendarOf(call, calendarId);
  if (state.contacts.get(contactId)?.locationId !== locationId) throw notFound('Contact', contactId);
  const startTime = momentOf(body, 'startTime', '');
  const endTime = momentOf(body, 'endTime', endOf(startTime, calendar));
  const written = { ...firstMember(calendar), ...pick(body, KEPT) };
  refuseOtherLength(call, calendar, startTime, endTime);
  refuseTaken(call, calendar, { startTime, endTime });
  return saved(
    state.appointments.insert({ ...written, locationId, calendarId, contactId, startTime, endTime }),
  );
}

function updateAppointment(call: Call): JsonObject {
  const { state, body } = call;
  const appointment = appointmentOf(call);
  const calendar = calendarOf(call, text(body.calendarId) ?? appointment.calendarId);
  const startTime = momentOf(body, 'startTime', appointment.startTime);
  const endTime = momentOf(body, 'endTime', appointment.endTime);
  const isMoved = body.startTime !== undefined || body.endTime !== undefined || body.calendarId !== undefined;
  if (isMoved) refuseTaken(call, calendar, { startTime, endTime }, appointment.id);
  const changes = { ...pick(body, KEPT), calendarId: calendar.id, startTime, endTime };
  return saved(state.appointments.update(appointment.id, changes) ?? appointment);
}

/** Deletes an event: a blocked slot, or an appointment with its notes. */
function deleteEvent(call: Call): JsonObject {
  const { state, params } = call;
  if (state.blockedSlots.get(params.eventId)) {
    state.blockedSlots.delete(blockedSlotOf(call).id);
    return { succeeded: true };
  }
  const { id } = appointmentOf(call);
  state.appointments.delete(id);
  for (const note of state.appointmentNotes.where(({ appointmentId }) => appointmentId === id)) {
    state.appointmentNotes.delete(note.id);
  }
  return { succeeded: true };
}

/** @throws Refusal 422 for a blocked slot that names both a calendar and a user, or neither. */
function checkOwner({ calendarId, assignedUserId }: JsonObject): void {
  const owners = [calendarId, assignedUserId].filter(Boolean);
  if (owners.length !== 1) {
    throw refusal(422, ['Either calendarId or assignedUserId can be set, not both.']);
  }
}

function createBlockedSlot(call: Call): JsonObject {
  const { state, body, locationId } = call;
  checkOwner(body);
  const calendarId = text(body.calendarId);
  if (calendarId) calendarOf(call, calendarId);
  const startTime = momentOf(body, 'startTime', call.clock.iso());
  const endTime = momentOf(body, 'endTime', endOf(startTime));
  return savedSlot(
    state.blockedSlots.insert({
      title: 'Blocked',
      ...pick(body, SLOT_FIELDS),
      locationId,
      startTime,
      endTime,
    }),
  );
}

/** What a request may say of a blocked slot, beside its times. */
const SLOT_FIELDS = ['title', 'calendarId', 'assignedUserId'];

function updateBlockedSlot(call: Call): JsonObject {
  const { state, body } = call;
  const slot = blockedSlotOf(call);
  const { calendarId, assignedUserId, ...kept } = slot;
  const isGiven = body.calendarId !== undefined || body.assignedUserId !== undefined;
  const owner = isGiven ? pick(body, ['calendarId', 'assignedUserId']) : { calendarId, assignedUserId };
  checkOwner(owner);
  const changes = {
    ...pick(body, ['title']),
    calendarId: owner.calendarId,
    assignedUserId: owner.assignedUserId,
    startTime: momentOf(body, 'startTime', text(kept.startTime) ?? ''),
    endTime: momentOf(body, 'endTime', text(kept.endTime) ?? ''),
  };
  return savedSlot(state.blockedSlots.update(slot.id, changes) ?? slot);
}

/** The events of a calendar, a user or a group that begin within a period. */
function events(call: Call, rows: LocationRow[], show: typeof shown): JsonObject {
  const { state, query, locationId } = call;
  const { calendarId, userId, groupId } = query;
  if (calendarId === undefined && userId === undefined && groupId === undefined) {
    throw refusal(422, ['Either of calendarId, userId or groupId is required']);
  }
  const from = number(query.startTime, Number.NaN);
  const to = number(query.endTime, Number.NaN);
  if (Number.isNaN(from) || Number.isNaN(to))
    throw refusal(422, ['startTime and endTime must be in milliseconds']);
  const groupOf = (row: LocationRow) => state.calendars.get(text(row.calendarId))?.groupId;
  const found = rows.filter((row) => {
    const begins = periodOf(row).from;
    return (
      row.locationId === locationId &&
      (calendarId === undefined || row.calendarId === calendarId) &&
      (userId === undefined || row.assignedUserId === userId) &&
      (groupId === undefined || groupOf(row) === groupId) &&
      begins >= from &&
      begins <= to
    );
  });
  return { events: found.map((row) => show(row, call)) };
}

/** A note as it is answered: with the contact of its appointment, and who wrote it. */
function noteOf(row: JsonObject, { state }: Call): JsonObject {
  const { locationId: _location, appointmentId, ...note } = row;
  const { contactId } = state.appointments.get(text(appointmentId)) ?? {};
  const author = state.users.get(text(row.userId));
  return { ...note, contactId, ...(author && { createdBy: { id: author.id, name: author.name } }) };
}

const notes = collection({
  table: 'appointmentNotes',
  noun: 'Note',
  one: 'note',
  many: 'notes',
  create: 'POST /calendars/appointments/{appointmentId}/notes',
  list: 'GET /calendars/appointments/{appointmentId}/notes',
  update: 'PUT /calendars/appointments/{appointmentId}/notes/{noteId}',
  delete: 'DELETE /calendars/appointments/{appointmentId}/notes/{noteId}',
  answers: { delete: { success: true } },
  guard: (call) => void appointmentOf(call),
});

/** The notes' endpoints, with these details in their answers. */
const detailedNotes: Routes = Object.fromEntries(
  Object.entries(notes).map(([key, route]) => [
    key,
    { ...route, handle: (call: Call) => withNotes(route.handle(call), call) },
  ]),
);

function withNotes(answer: unknown, call: Call): JsonObject {
  const found = isObject(answer) ? answer : {};
  if (isObject(found.note)) return { note: noteOf(found.note, call) };
  if (!Array.isArray(found.notes)) return found;
  const { appointmentId = '' } = call.params;
  const total = call.state.appointmentNotes.where((row) => row.appointmentId === appointmentId).length;
  const read = number(call.query.offset, 0) + found.notes.length;
  return { notes: objects(found.notes).map((note) => noteOf(note, call)), hasMore: read < total };
}

/** Appointments with their notes, and blocked slots. */
export const appointments: Routes = {
  ...detailedNotes,
  'GET /calendars/events': { handle: (call) => events(call, call.state.appointments.all(), shown) },
  'GET /calendars/blocked-slots': {
    handle: (call) => events(call, call.state.blockedSlots.all(), shownSlot),
  },
  'GET /calendars/events/appointments/{eventId}': {
    handle: (call) => ({
      appointment: { ...shown(appointmentOf(call), call), appointmentMeta: { slotType: 'default' } },
    }),
  },
  'POST /calendars/events/appointments': { handle: createAppointment },
  'PUT /calendars/events/appointments/{eventId}': { handle: updateAppointment },
  'POST /calendars/events/block-slots': { handle: createBlockedSlot, status: 201 },
  'PUT /calendars/events/block-slots/{eventId}': { handle: updateBlockedSlot, status: 201 },
  'DELETE /calendars/events/{eventId}': { handle: deleteEvent, status: 201 },
};
