import { TZDate } from '@date-fns/tz';
import { omit } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { locationOf } from '../highlevel/connection';
import type { Raw } from '../highlevel/json';
import { locationTimeZone } from '../highlevel/time-zone';
import { appointmentFields, appointmentSample, statusOf, withEventNames } from './appointment';
import { idOf, type Output, toIsoMoment } from './record';

const LOCAL_TIMES = ['startTime', 'endTime', 'dateAdded', 'dateUpdated'];

/**
 * `GET /contacts/{contactId}/appointments` gives times without a zone, in the location's own
 * (public reports, 2026): they get its offset here.
 */
async function fromContactAppointment(raw: Raw, z: ZObject, bundle: Bundle): Promise<Output> {
  const locationId = typeof raw.locationId === 'string' ? raw.locationId : locationOf(bundle);
  const zone = await locationTimeZone(z, bundle, locationId);
  const times = LOCAL_TIMES.map((key) => [key, zoned(raw[key], zone)]);
  return { ...raw, ...statusOf(raw), ...Object.fromEntries(times.filter(([, time]) => time)), id: idOf(raw) };
}

/** `2026-05-08 10:00:00` in a zone as `2026-05-08T10:00:00.000-05:00`; a time with a zone as that moment. */
export function zoned(value: unknown, zone: string): string | undefined {
  const local = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?$/.exec(
    typeof value === 'string' ? value.trim() : '',
  );
  if (!local) return toIsoMoment(value);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = local
    .slice(1)
    .map((part) => Number(part ?? 0));
  const within = (known: string) => new TZDate(year, month - 1, day, hour, minute, second, known);
  const time = within(zone);
  return (Number.isNaN(time.getTime()) ? within('UTC') : time).toISOString();
}

/** All time zones are so many minutes apart, or a multiple of that. */
const QUARTER = 15;

/**
 * What changes when the appointment does, and not when the location's time zone does, which moves all its times:
 * its content, and the second within a quarter of an hour at which it was changed.
 */
function fingerprint(raw: Raw): string {
  const [, minute = 0, second = ''] = /:(\d\d):?(.*)$/.exec(String(raw.dateUpdated ?? '')) ?? [];
  return JSON.stringify([omit(raw, LOCAL_TIMES), Number(minute) % QUARTER, second]);
}

/** An appointment, as a contact's list gives it. */
export const contactAppointment = withEventNames({
  noun: 'Appointment',
  fields: appointmentFields({ status: 'Status' }),
  sample: { ...appointmentSample, status: 'booked' },
  from: fromContactAppointment,
  added: 'dateAdded',
  updated: ['dateUpdated'],
  fingerprint,
});
