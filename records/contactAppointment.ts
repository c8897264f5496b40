import { TZDate } from '@date-fns/tz';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { locationOf } from '../highlevel/connection';
import type { Raw } from '../highlevel/paging';
import { locationTimeZone } from '../highlevel/timeZone';
import { idOf, moment, type Output, outputs, type RecordType } from './record';

const LOCAL_TIMES = ['startTime', 'endTime', 'dateAdded', 'dateUpdated'];

/**
 * `GET /contacts/{contactId}/appointments` gives times without a zone, in the location's own
 * (measured 2026): they get its offset here.
 */
async function fromContactAppointment(raw: Raw, z: ZObject, bundle: Bundle): Promise<Output> {
  const locationId = typeof raw.locationId === 'string' ? raw.locationId : locationOf(bundle);
  const zone = await locationTimeZone(z, bundle, locationId);
  const times = LOCAL_TIMES.map((key) => [key, zoned(raw[key], zone)]);
  return { ...raw, ...Object.fromEntries(times.filter(([, time]) => time)), id: idOf(raw) };
}

/** `2026-05-08 10:00:00` in a zone as `2026-05-08T10:00:00.000-05:00`; a time with a zone as it is. */
export function zoned(value: unknown, zone: string): string | undefined {
  const local = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?$/.exec(
    typeof value === 'string' ? value.trim() : '',
  );
  if (!local) return moment(value);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = local
    .slice(1)
    .map((part) => Number(part ?? 0));
  return new TZDate(year, month - 1, day, hour, minute, second, zone).toISOString();
}

export const contactAppointment: RecordType = {
  noun: 'Appointment',
  fields: [
    ...outputs('string', {
      id: 'Appointment ID',
      title: 'Title',
      appointmentStatus: 'Appointment Status',
      status: 'Status',
    }),
    ...outputs('datetime', { startTime: 'Start', endTime: 'End' }),
    ...outputs('string', {
      address: 'Address',
      notes: 'Notes',
      calendarId: 'Calendar ID',
      groupId: 'Calendar Group ID',
      assignedUserId: 'Assigned User ID',
      contactId: 'Contact ID',
      locationId: 'Location ID',
    }),
    { key: 'users', label: 'User IDs', type: 'string', list: true },
    { key: 'assignedResources', label: 'Resource IDs', type: 'string', list: true },
    ...outputs('datetime', { dateAdded: 'Date Added', dateUpdated: 'Date Updated' }),
  ],
  sample: {
    id: 'YS3jaqqeehkR2Is80miy',
    title: 'First consultation',
    appointmentStatus: 'confirmed',
    status: 'booked',
    startTime: '2026-05-12T10:00:00.000-05:00',
    endTime: '2026-05-12T10:30:00.000-05:00',
    address: '225 West Wacker Drive, Chicago',
    notes: 'Brings the floor plan.',
    calendarId: 'YlWd2wuCAZQzh2cH1fVZ',
    groupId: 'BqTwX8QFwXzpegMve9EQ',
    assignedUserId: 'y0BeYjuRIlDwsDcOHOJo',
    contactId: 'ocQHyuzHvysMo5N5VsXc',
    locationId: 've9EPM428h8vShlRW1KT',
    users: ['y0BeYjuRIlDwsDcOHOJo'],
    assignedResources: [],
    dateAdded: '2026-05-04T09:15:00.000-05:00',
    dateUpdated: '2026-05-04T09:15:00.000-05:00',
  },
  from: fromContactAppointment,
  added: 'dateAdded',
  updated: 'dateUpdated',
};
