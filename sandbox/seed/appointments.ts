import { DAY_MS, HOUR_MS } from '../clock';
import { objects, text } from '../json';
import type { LocationRow, State } from '../state';
import type { RandomData } from './random-data';

/** The hours (UTC) of the appointments to come; one is a free hour for a slot to block. */
const HOURS = [14, 15, 17, 18];
const LUNCH = 16;

/**
 * Adds what is to come in a sub-account's calendars: an appointment on each of the next days, some with
 * a note, and an hour that is blocked. They lie around the real day, so that a moving window holds some.
 */
export function addAppointments(
  state: State,
  random: RandomData,
  locationId: string,
  now = Date.now(),
): void {
  const isHere = (row: LocationRow) => row.locationId === locationId;
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const at = (day: number, hour: number) => new Date(midnight + day * DAY_MS + hour * HOUR_MS).toISOString();
  const contacts = state.contacts.where(isHere);
  for (const [index, calendar] of state.calendars.where(isHere).entries()) {
    const members = objects(calendar.teamMembers);
    for (let day = 1; day <= 8; day += 1) {
      const hour = HOURS[(day + index) % HOURS.length] ?? LUNCH;
      const userId = text(random.one(members)?.userId);
      const { id: appointmentId } = state.appointments.insert({
        locationId,
        calendarId: calendar.id,
        contactId: random.one(contacts)?.id ?? '',
        title: `${calendar.name}`,
        appointmentStatus: 'confirmed',
        assignedUserId: userId,
        startTime: at(day, hour),
        endTime: new Date(Date.parse(at(day, hour)) + HOUR_MS / 2).toISOString(),
      });
      if (day % 3) continue;
      state.appointmentNotes.insert({ locationId, appointmentId, userId, body: random.word('remark') });
    }
    state.blockedSlots.insert({
      locationId,
      calendarId: calendar.id,
      title: 'Lunch',
      startTime: at(2, LUNCH),
      endTime: at(2, LUNCH + 1),
    });
  }
  const user = state.users.find(({ locationIds }) => locationIds.includes(locationId));
  state.blockedSlots.insert({
    locationId,
    assignedUserId: user?.id,
    title: 'Doctor',
    startTime: at(3, LUNCH),
    endTime: at(3, LUNCH + 1),
  });
}
