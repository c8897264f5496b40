/** Input fields of the triggers that wait for something in any calendar. */
import { APPOINTMENT_STATUSES } from '../records/appointment';
import { groupId } from './calendar';
import { DAY_MS, MINUTE_MS } from './dates';
import { choicesOf } from './dropdowns';
import { BadValue, type Field, list, wholeNumber } from './field';
import { optional } from './ids';
import { joinWords, show, toNames, within } from './values';

/** The days around now in which an appointment must begin, for all triggers: Zaps of a connection share the answers. */
export const SEEN = { back: 30, ahead: 365 };

/** These days as the lists of events take them, in epoch milliseconds as text: whole days, the same until midnight. */
export function seenDays(): { startTime: string; endTime: string } {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return {
    startTime: String(today - SEEN.back * DAY_MS),
    endTime: String(today + (SEEN.ahead + 1) * DAY_MS),
  };
}

/** Whose appointments are watched. */
export const whichCalendars = (): Field[] => [
  list('calendars', 'Calendars', {
    choices: choicesOf('calendars'),
    helpText: 'Only the appointments of these calendars. Leave it empty for every active calendar.',
    isId: true,
    notSent: 'Each calendar is asked for by itself.',
    send: toNames,
  }),
  optional(
    groupId(),
    'Only the appointments of this group, and of the calendars above where you choose some.',
  ),
];

/** Some of the states of an appointment. */
export const statuses = (key: string, label: string, helpText: string): Field =>
  list(key, label, {
    choices: APPOINTMENT_STATUSES,
    helpText,
    notSent: 'HighLevel can’t filter by it.',
    send: toStatuses,
  });

/** States of an appointment, from HighLevel's names or people's. */
function toStatuses(value: unknown): string[] {
  const known = Object.entries(APPOINTMENT_STATUSES);
  return toNames(value).map((given) => {
    const isIt = (name: string) => name.toLowerCase() === given.toLowerCase();
    const [status] = known.find((names) => names.some(isIt)) ?? [];
    if (status) return status;
    throw new BadValue(
      `one of ${joinWords(Object.values(APPOINTMENT_STATUSES), 'or')}; it is ${show(given)}`,
    );
  });
}

/** How far ahead an appointment may be booked. */
export const daysAhead = (): Field =>
  wholeNumber('daysAhead', 'Days Ahead', {
    default: String(SEEN.ahead),
    helpText: 'How far ahead an appointment may begin.',
    notSent: 'All that a calendar has is asked for, and the later ones are left out.',
    send: within(0, SEEN.ahead),
  });

/** The time between two polls on the plans that poll least often, in minutes. */
export const LEAST_MINUTES = 15;

/** How long before its start an appointment starts the Zap. */
export const minutesBefore = (): Field =>
  wholeNumber('minutes', 'Minutes Before', {
    required: true,
    default: '60',
    helpText: `At least ${LEAST_MINUTES}. One day is 1440.`,
    notSent: 'The starts are compared with it.',
    send: within(LEAST_MINUTES, (SEEN.ahead * DAY_MS) / MINUTE_MS),
  });
