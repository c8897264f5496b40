import { TZDate } from '@date-fns/tz';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../clock';
import type { Call } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type JsonObject, number, objects, text, texts } from '../json';
import type { LocationRow, State } from '../state';
import { isTaken, type Period } from './appointments';
import { withOffset } from './shared/moments';
import { ownRow } from './shared/rows';

const UNITS_MS: { [unit: string]: number } = {
  mins: MINUTE_MS,
  hours: HOUR_MS,
  days: DAY_MS,
  weeks: 7 * DAY_MS,
  months: 30 * DAY_MS,
};
/** The longest window that a request may ask for. */
const MOST_DAYS = 31;

/** A setting of a calendar that is a number with a unit, in milliseconds. */
function lengthOf(calendar: LocationRow, name: string, unit: string, otherwise = 0): number {
  return number(calendar[name], otherwise) * (UNITS_MS[text(calendar[`${name}Unit`]) ?? unit] ?? MINUTE_MS);
}

/** The opening hours of a day: those of its date where there are some, else those of its weekday. */
function hoursOn(calendar: LocationRow, day: TZDate): JsonObject[] {
  const date = dateOf(day);
  const override = objects(calendar.availabilities).find((one) => text(one.date)?.slice(0, 10) === date);
  if (calendar.availabilityType === 1) return objects(override?.hours);
  if (override && calendar.availabilityType !== 0) return objects(override.hours);
  return objects(calendar.openHours)
    .filter(({ daysOfTheWeek }) => Array.isArray(daysOfTheWeek) && daysOfTheWeek.includes(day.getDay()))
    .flatMap(({ hours }) => objects(hours));
}

const dateOf = (day: TZDate) => day.toISOString().slice(0, 10);

/**
 * All slots that the opening hours give in a period, taken or not. Days are those of the location's time
 * zone.
 */
function slotsBetween(calendar: LocationRow, { from, to }: Period, zone: string): Period[] {
  const length = lengthOf(calendar, 'slotDuration', 'mins', 30);
  const interval = lengthOf(calendar, 'slotInterval', 'mins', 30);
  const slots: Period[] = [];
  const day = new TZDate(from, zone);
  for (day.setHours(0, 0, 0, 0); day.getTime() < to; day.setDate(day.getDate() + 1)) {
    for (const hours of hoursOn(calendar, day)) {
      const at = (hour: string, minute: string) =>
        new TZDate(day.getTime(), zone).setHours(number(hours[hour], 0), number(hours[minute], 0));
      const closes = at('closeHour', 'closeMinute');
      for (let start = at('openHour', 'openMinute'); start + length <= closes; start += interval) {
        slots.push({ from: start, to: start + length });
      }
    }
  }
  return slots.sort((a, b) => a.from - b.from);
}

/** Whether one of these users can take a slot: one of the calendar's team who is not busy elsewhere. */
function hasTimeFor(state: State, calendar: LocationRow, users: string[], slot: Period): boolean {
  const team = objects(calendar.teamMembers).map(({ userId }) => userId);
  const isBusy = (user: string) =>
    [...state.appointments.all(), ...state.blockedSlots.all()].some(
      ({ assignedUserId, startTime, endTime }) =>
        assignedUserId === user &&
        Date.parse(text(startTime) ?? '') < slot.to &&
        Date.parse(text(endTime) ?? '') > slot.from,
    );
  return users.some((user) => team.includes(user) && !isBusy(user));
}

/**
 * @throws Refusal 400 for a window that ends before it begins, or is too long; 422 for an unknown time zone
 */
function checkWindow({ from, to }: Period, zone: string): void {
  if (!(from < to)) throw refusal(400, 'startDate must be before endDate');
  if (to - from > MOST_DAYS * DAY_MS) throw refusal(400, `Date range cannot be more than ${MOST_DAYS} days`);
  if (Number.isNaN(new TZDate(from, zone).getTime()))
    throw refusal(422, ['timezone must be a valid timezone']);
}

/** The times at which a calendar can be booked: all its slots but those that are past, booked or blocked. */
export function freeSlots(
  call: Pick<Call, 'state' | 'query' | 'clock' | 'locationId' | 'params'>,
): JsonObject {
  const { state, query, clock, locationId } = call;
  const calendar = ownRow(state.calendars, call.params.calendarId, 'Calendar', call);
  const home = state.locations.get(locationId)?.timezone ?? 'UTC';
  const shown = text(query.timezone) ?? home;
  const window = { from: number(query.startDate, Number.NaN), to: number(query.endDate, Number.NaN) };
  checkWindow(window, shown);
  const users = [text(query.userId) ?? [], texts(query.userIds)].flat();
  const earliest = Math.max(window.from, clock.ms() + lengthOf(calendar, 'allowBookingAfter', 'days'));
  const before = lengthOf(calendar, 'preBuffer', 'mins');
  const after = lengthOf(calendar, 'slotBuffer', 'mins');
  const isFree = (slot: Period) =>
    slot.from >= earliest &&
    slot.from < window.to &&
    !isTaken(state, calendar, { from: slot.from - before, to: slot.to + after }) &&
    (!users.length || hasTimeFor(state, calendar, users, slot));

  const days: JsonObject = {};
  const slots = calendar.isActive === false ? [] : slotsBetween(calendar, window, home).filter(isFree);
  for (const { from } of slots) {
    const start = withOffset(from, shown);
    const date = start.slice(0, 10);
    const said = texts(Object(days[date]).slots);
    days[date] = { slots: [...said, start] };
  }
  return days;
}
