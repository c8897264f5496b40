import { bookedAppointment, fromEvent, offsetMoment } from '../../records/appointment';

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
