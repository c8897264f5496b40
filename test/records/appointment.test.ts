import type { Bundle, ZObject } from 'zapier-platform-core';
import { bookedAppointment, fromEvent, offsetMoment } from '../../records/appointment';
import { calendar } from '../../records/calendar';
import { customField } from '../../records/custom-field';
import type { RecordType } from '../../records/record';

describe('the time of an event', () => {
  test.each([
    ['2026-05-12T10:00:00+05:30', '2026-05-12T10:00:00+05:30'],
    ['2026-05-12T10:00-05:00', '2026-05-12T10:00-05:00'],
    ['2026-05-12T10:00:00.000Z', '2026-05-12T10:00:00.000Z'],
    ['2026-05-12 10:00:00', '2026-05-12T10:00:00.000Z'],
    [1_778_580_000_000, '2026-05-12T10:00:00.000Z'],
    ['2026-13-12T10:00:00+05:30', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %j', (given, wanted) => {
    expect(offsetMoment(given)).toBe(wanted);
  });

  test('keeps its offset, where the dates are in UTC', () => {
    const raw = { id: 'x', startTime: '2026-05-12T10:00:00+05:30', dateAdded: '2026-05-04T09:15:00+05:30' };
    expect(fromEvent(raw)).toEqual({ ...raw, dateAdded: '2026-05-04T03:45:00.000Z' });
  });
});

test('an appointment that was just booked promises less than one that is read', () => {
  const keys = bookedAppointment.fields.map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['id', 'startTime', 'dateAdded', 'meetingLocationType']));
  expect(keys).not.toContain('users');
  expect(keys).not.toContain('createdBy__source');
});

const z: ZObject = Object({});
const bundle: Bundle = Object({});

test.each<[what: string, record: RecordType, raw: object, named: object]>([
  ['a status', bookedAppointment, { appointmentStatus: 'noshow' }, { appointmentStatusName: 'No-Show' }],
  [
    'a status in its other spelling alone',
    bookedAppointment,
    { appoinmentStatus: 'showed' },
    { appointmentStatus: 'showed', appointmentStatusName: 'Showed' },
  ],
  [
    'a status that is not listed',
    bookedAppointment,
    { appointmentStatus: 'on_hold' },
    { appointmentStatusName: 'On Hold' },
  ],
  ['a type of calendar', calendar, { calendarType: 'class_booking' }, { calendarTypeName: 'Class Booking' }],
  ['a data type', customField, { dataType: 'MONETORY' }, { dataTypeName: 'Money' }],
  [
    'a data type that is not listed',
    customField,
    { dataType: 'STAR_RATING' },
    { dataTypeName: 'Star Rating' },
  ],
])('%s keeps its code, and its name stands beside it', (_what, { from }, raw, named) => {
  expect(from({ id: 'x', ...raw }, z, bundle)).toEqual({ id: 'x', ...raw, ...named });
});

test.each([bookedAppointment, calendar, customField])(
  'without a code there is no name: $noun',
  ({ from }) => {
    expect(from({ id: 'x' }, z, bundle)).toEqual({ id: 'x' });
  },
);
