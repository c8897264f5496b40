import { TZDate } from '@date-fns/tz';
import type { Raw } from '../highlevel/json';
import {
  idOf,
  type Output,
  only,
  outputs,
  type RecordType,
  toIsoMoment,
  withMoments,
  withMore,
  withNamesOf,
  wordFor,
} from './record';
import { SAMPLE_IDS } from './sample-ids';

/** The states that an appointment can be put into, by the API's names and as people call them. */
export const APPOINTMENT_STATUSES = {
  new: 'New (Unconfirmed)',
  confirmed: 'Confirmed',
  cancelled: 'Cancelled',
  showed: 'Showed',
  noshow: 'No-Show',
  invalid: 'Invalid',
};

/** When an event begins and ends. Their offset is kept: HighLevel gives no other sign of the zone. */
const TIMES = ['startTime', 'endTime'];

/** The fields that every endpoint gives of an appointment; `more` stands after the status. */
export const appointmentFields = (more: { [key: string]: string } = {}) => [
  ...outputs('string', {
    id: 'Appointment ID',
    title: 'Title',
    appointmentStatus: 'Appointment Status',
    appointmentStatusName: 'Appointment Status Name',
    ...more,
  }),
  ...outputs('datetime', { startTime: 'Start', endTime: 'End' }),
  ...outputs('string', {
    address: 'Address',
    notes: 'Notes',
    calendarId: 'Calendar ID',
    groupId: 'Calendar Group ID',
    assignedUserId: 'Assigned User ID',
    contactId: 'Contact ID',
    locationId: 'Sub-Account ID',
  }),
  { key: 'users', label: 'User IDs', type: 'string' as const, list: true },
  { key: 'assignedResources', label: 'Resource IDs', type: 'string' as const, list: true },
  ...outputs('datetime', { dateAdded: 'Date Added', dateUpdated: 'Date Updated' }),
];

/** The values that the samples of all appointments share. */
export const appointmentSample = {
  id: SAMPLE_IDS.Appointment,
  title: 'First consultation',
  appointmentStatus: 'confirmed',
  appointmentStatusName: 'Confirmed',
  startTime: '2026-05-12T10:00:00.000-05:00',
  endTime: '2026-05-12T10:30:00.000-05:00',
  address: '40 East Lake Street, Chicago',
  notes: 'Brings earlier X-rays.',
  calendarId: SAMPLE_IDS.Calendar,
  groupId: SAMPLE_IDS['Calendar Group'],
  assignedUserId: SAMPLE_IDS.User,
  contactId: SAMPLE_IDS.Contact,
  locationId: SAMPLE_IDS.Location,
  users: [SAMPLE_IDS.User],
  assignedResources: [SAMPLE_IDS.Resource],
  dateAdded: '2026-05-04T09:15:00.000-05:00',
  dateUpdated: '2026-05-04T09:15:00.000-05:00',
};

/** An event's record, with the names of its calendar and of its user. */
export const withEventNames = (record: RecordType): RecordType =>
  withNamesOf(record, {
    calendarId: { key: 'calendarName', label: 'Calendar Name', list: 'calendars' },
    assignedUserId: { key: 'assignedUserName', label: 'Assigned User Name', list: 'users' },
  });

/** A time with its own offset as it is; any other as {@link toIsoMoment} reads it. */
export function offsetMoment(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const hasOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?[+-]\d\d:\d\d$/.test(text);
  return hasOffset && !Number.isNaN(Date.parse(text)) ? text : toIsoMoment(value);
}

/** A moment with the offset that a time zone has at it; in UTC where there is no such zone. */
export function inZone(moment: number, zone: string): string {
  const time = new TZDate(moment, zone);
  return Number.isNaN(time.getTime()) ? new Date(moment).toISOString() : time.toISOString();
}

/** An appointment's status and its name. HighLevel gives it in two spellings (recorded 2026-07). */
export function statusOf({ appointmentStatus, appoinmentStatus }: Raw): Raw {
  const status = appointmentStatus ?? appoinmentStatus;
  if (typeof status !== 'string' || !status) return {};
  return { appointmentStatus: status, appointmentStatusName: wordFor(APPOINTMENT_STATUSES, status) };
}

/** An event of a calendar, an appointment or a blocked slot. */
export function fromEvent(raw: Raw): Output {
  const times = TIMES.flatMap((key) => {
    const time = offsetMoment(raw[key]);
    return time ? [[key, time]] : [];
  });
  const dates = withMoments(raw, ['dateAdded', 'dateUpdated']);
  return { ...dates, ...statusOf(raw), ...Object.fromEntries(times), id: idOf(raw) };
}

/** An appointment, as the lists and its own endpoint give it. */
export const appointment = withEventNames({
  noun: 'Appointment',
  fields: [
    ...appointmentFields(),
    ...outputs('string', {
      description: 'Description',
      rrule: 'Repeat Rule',
      masterEventId: 'Series ID',
      createdBy__source: 'Booked From',
      createdBy__userId: 'Booked by User ID',
    }),
    ...outputs('boolean', { isRecurring: 'Is Recurring', deleted: 'Is Deleted' }),
  ],
  sample: {
    ...appointmentSample,
    dateAdded: '2026-05-04T14:15:00.000Z',
    dateUpdated: '2026-05-04T14:15:00.000Z',
    description: 'Talk about the implant.',
    rrule: 'RRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=5',
    masterEventId: SAMPLE_IDS['Appointment Series'],
    createdBy: { source: 'booking_widget', userId: SAMPLE_IDS.User },
    isRecurring: true,
    deleted: false,
  },
  from: fromEvent,
  added: 'dateAdded',
  updated: ['dateUpdated'],
});

/** An appointment that was booked or, under the ID of its series, the first one of a series. */
export const newAppointment: RecordType = withMore(
  appointment,
  [{ key: 'firstAppointmentId', label: 'First Appointment ID', type: 'string' }],
  { id: SAMPLE_IDS['Appointment Series'], firstAppointmentId: SAMPLE_IDS.Appointment },
);

/** An appointment whose status changed. Its former one is there where it is known. */
export const appointmentWithFormerStatus: RecordType = withMore(
  appointment,
  outputs('string', { formerStatus: 'Former Status', formerStatusName: 'Former Status Name' }),
  { formerStatus: 'new', formerStatusName: APPOINTMENT_STATUSES.new },
);

/** The status that an appointment had before, and its name. */
export function formerStatus(status: unknown): Raw {
  const { appointmentStatus, appointmentStatusName } = statusOf({ appointmentStatus: status });
  return { formerStatus: appointmentStatus, formerStatusName: appointmentStatusName };
}

/** An appointment that moved to another time. */
export const movedAppointment: RecordType = withMore(
  appointment,
  outputs('datetime', { formerStartTime: 'Former Start' }),
  { formerStartTime: '2026-05-11T16:00:00.000-05:00' },
);

/**
 * An appointment that was just written: HighLevel tells less of it then. Its times are those that were sent.
 */
export const bookedAppointment: RecordType = withMore(
  only(appointment, [
    'id',
    'title',
    'appointmentStatus',
    'appointmentStatusName',
    'startTime',
    'endTime',
    'address',
    'calendarId',
    'assignedUserId',
    'contactId',
    'locationId',
    'rrule',
    'isRecurring',
    'dateAdded',
    'dateUpdated',
  ]),
  [{ key: 'meetingLocationType', label: 'Meeting Place Type', type: 'string' }],
  { meetingLocationType: 'custom' },
);
