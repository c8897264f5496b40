import { appointmentEventTriggers } from '../../triggers/appointments-events';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
const DAY_MS = 24 * 3_600_000;
const GROUP = 'BqTwX8QFwXzpegMve9EQ';

/** What a row of the table is told about the sandbox: a calendar of a group, with two appointments. */
function place() {
  const { state } = zap.sandbox;
  const { locationId } = first(zap.sandbox.locations);
  const contactId = first(state.contacts.where((row) => row.locationId === locationId)).id;
  const calendar = state.calendars.insert({ locationId, name: 'Kitchen Visits', groupId: GROUP });
  const book = (status: string) =>
    state.appointments.insert({
      locationId,
      calendarId: calendar.id,
      contactId,
      title: 'First visit',
      appointmentStatus: status,
      startTime: new Date(Date.now() + DAY_MS).toISOString(),
      endTime: new Date(Date.now() + DAY_MS + 1_800_000).toISOString(),
    }).id;
  return {
    locationId,
    calendarId: calendar.id,
    appointmentId: book('confirmed'),
    cancelledId: book('cancelled'),
  };
}

const MIDNIGHT = expect.stringMatching(/^\d+00000$/);

const rows = (): Row[] => {
  const { locationId, calendarId, appointmentId, cancelledId } = place();
  const days = { startTime: MIDNIGHT, endTime: MIDNIGHT };
  const ofCalendar = { call: 'GET /calendars/events', query: { locationId, calendarId, ...days } };
  return [
    {
      key: 'new_appointment',
      input: { calendars: [calendarId], appointmentStatus: ['Confirmed', 'new'], daysAhead: '30' },
      sends: ofCalendar,
      gives: [{ id: appointmentId, revision: 'new' }],
      fails: {
        input: { daysAhead: 366 },
        says: /^“Days Ahead” must be 0 to 365; it is 366\.$/,
        sends: 0,
      },
    },
    {
      key: 'appointment_status_changed',
      input: { calendars: calendarId, appointmentStatus: 'Cancelled, No-Show' },
      sends: ofCalendar,
      gives: [{ id: cancelledId, revision: expect.stringMatching(/^\w{12}$/) }],
      fails: {
        input: { fromStatus: ['gone'] },
        says: /^“From Status” must be one of New \(Unconfirmed\), Confirmed, .* or Invalid; it is “gone”\.$/,
        sends: 0,
      },
    },
    {
      key: 'appointment_rescheduled',
      input: { groupId: GROUP },
      sends: { call: 'GET /calendars/events', query: { locationId, groupId: GROUP, ...days } },
      gives: [],
      fails: {
        input: { appointmentStatus: ['gone'] },
        says: /^“Status” must be one of New \(Unconfirmed\), .*; it is “gone”\.$/,
        sends: 0,
      },
    },
    {
      key: 'appointment_starting_soon',
      input: { minutes: 2 * 1440, calendars: [calendarId], appointmentStatus: ['confirmed'] },
      sends: ofCalendar,
      gives: [{ id: appointmentId, revision: expect.stringMatching(/^[\d-]+T[\d:.]+Z 2880$/) }],
      fails: {
        input: { minutes: 10 },
        says: /^“Minutes Before” must be 15 to 525600; it is 10\.$/,
        sends: 0,
      },
    },
  ];
};

describeCategory(
  zap,
  'Calendars & Appointments',
  rows,
  appointmentEventTriggers.map(({ key }) => key),
);
