import type { Call, Routes } from './call';
import { collection } from './collection';
import { foreignLocation, notFound, refusal } from './errors';
import { type JsonObject, number, pick, text } from './json';
import type { Appointment } from './state';

const HALF_HOUR_MS = 1_800_000;

const calendars = collection({
  table: 'calendars',
  noun: 'Calendar',
  one: 'calendar',
  many: 'calendars',
  list: 'GET /calendars/',
  get: 'GET /calendars/{calendarId}',
});

/** A moment as ISO 8601 in UTC. @throws Refusal 422 if it is none. */
function momentOf(body: JsonObject, name: string, otherwise: string): string {
  const sent = text(body[name]);
  if (sent === undefined) return otherwise;
  if (Number.isNaN(Date.parse(sent))) throw refusal(422, [`${name} must be a valid ISO 8601 date string`]);
  return new Date(sent).toISOString();
}

function halfAnHourAfter(moment: string): string {
  return new Date(Date.parse(moment) + HALF_HOUR_MS).toISOString();
}

/** Create and update answer an appointment bare, and without its dates. */
function bare({ dateAdded: _added, dateUpdated: _updated, ...appointment }: Appointment): JsonObject {
  return appointment;
}

function appointmentOf({ state, params, locationId }: Call): Appointment {
  const id = params.eventId ?? '';
  const appointment = state.appointments.get(id);
  if (!appointment) throw notFound('Appointment', id);
  if (appointment.locationId !== locationId) throw foreignLocation();
  return appointment;
}

/** What is kept of a written appointment as it was sent. */
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

function createAppointment({ state, body, locationId }: Call): JsonObject {
  const [calendarId, contactId] = [text(body.calendarId) ?? '', text(body.contactId) ?? ''];
  if (state.calendars.get(calendarId)?.locationId !== locationId) throw notFound('Calendar', calendarId);
  if (state.contacts.get(contactId)?.locationId !== locationId) throw notFound('Contact', contactId);
  const startTime = momentOf(body, 'startTime', '');
  const endTime = momentOf(body, 'endTime', halfAnHourAfter(startTime));
  return bare(
    state.appointments.insert({ ...pick(body, KEPT), locationId, calendarId, contactId, startTime, endTime }),
  );
}

function updateAppointment(call: Call): JsonObject {
  const { state, body } = call;
  const appointment = appointmentOf(call);
  const changes = {
    ...pick(body, KEPT),
    calendarId: text(body.calendarId) ?? appointment.calendarId,
    startTime: momentOf(body, 'startTime', appointment.startTime),
    endTime: momentOf(body, 'endTime', appointment.endTime),
  };
  return bare(state.appointments.update(appointment.id, changes) ?? appointment);
}

function deleteEvent(call: Call): JsonObject {
  call.state.appointments.delete(appointmentOf(call).id);
  return { succeeded: true };
}

function events({ state, query, locationId }: Call): JsonObject {
  const { calendarId, userId, groupId } = query;
  if (calendarId === undefined && userId === undefined && groupId === undefined) {
    throw refusal(422, ['Either of calendarId, userId or groupId is required']);
  }
  const from = number(query.startTime, Number.NaN);
  const to = number(query.endTime, Number.NaN);
  if (Number.isNaN(from) || Number.isNaN(to))
    throw refusal(422, ['startTime and endTime must be in milliseconds']);
  const found = state.appointments.where(
    (event) =>
      event.locationId === locationId &&
      (calendarId === undefined || event.calendarId === calendarId) &&
      (userId === undefined || event.assignedUserId === userId) &&
      (groupId === undefined || event.groupId === groupId) &&
      Date.parse(event.startTime) >= from &&
      Date.parse(event.startTime) <= to,
  );
  return { events: found };
}

/** Calendars and appointments, as far as a contact's appointments need them. */
export const calendarRoutes: Routes = {
  ...calendars,
  'GET /calendars/events': { handle: events },
  'GET /calendars/events/appointments/{eventId}': {
    handle: (call) => ({ appointment: appointmentOf(call) }),
  },
  'POST /calendars/events/appointments': { handle: createAppointment },
  'PUT /calendars/events/appointments/{eventId}': { handle: updateAppointment },
  'DELETE /calendars/events/{eventId}': { handle: deleteEvent, status: 201 },
};
