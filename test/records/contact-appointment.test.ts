/** A contact's appointments come without a zone, in the location's own: they get its offset. */
import { createAppTester } from 'zapier-platform-core';
import app from '../../index';
import { zoned } from '../../records/contact-appointment';
import { items } from '../../zapier';
import fc from '../support/fast-check';
import { first, harness } from '../support/harness';

describe('a time', () => {
  test.each([
    ['2026-01-15 10:00:00', 'America/New_York', '2026-01-15T10:00:00.000-05:00'],
    ['2026-07-15 10:00:00', 'America/New_York', '2026-07-15T10:00:00.000-04:00'],
    ['2026-07-15T10:00', 'America/New_York', '2026-07-15T10:00:00.000-04:00'],
    ['2026-01-15 10:00:30', 'Australia/Sydney', '2026-01-15T10:00:30.000+11:00'],
    ['2026-07-15 10:00:00', 'Australia/Sydney', '2026-07-15T10:00:00.000+10:00'],
    ['2026-01-15 10:00:00', 'Asia/Kolkata', '2026-01-15T10:00:00.000+05:30'],
    ['2026-01-15 10:00:00', 'UTC', '2026-01-15T10:00:00.000+00:00'],
    // The clocks go forward at 02:00 on 8 March, and back at 02:00 on 1 November.
    ['2026-03-08 01:59:59', 'America/New_York', '2026-03-08T01:59:59.000-05:00'],
    ['2026-03-08 03:00:00', 'America/New_York', '2026-03-08T03:00:00.000-04:00'],
    ['2026-11-01 00:59:59', 'America/New_York', '2026-11-01T00:59:59.000-04:00'],
    ['2026-11-01 02:00:00', 'America/New_York', '2026-11-01T02:00:00.000-05:00'],
    ['2026-03-29 02:00:00', 'Europe/London', '2026-03-29T02:00:00.000+01:00'],
  ])('%s in %s is %s', (local, zone, iso) => {
    expect(zoned(local, zone)).toBe(iso);
  });

  test('that the clocks leave out is still a moment', () => {
    expect(Date.parse(zoned('2026-03-08 02:30:00', 'America/New_York') ?? '')).toBe(
      Date.UTC(2026, 2, 8, 7, 30),
    );
  });

  test.each([
    ['2026-01-15T15:00:00.000Z', '2026-01-15T15:00:00.000Z'],
    ['2026-01-15T10:00:00-05:00', '2026-01-15T15:00:00.000Z'],
    [1768489200000, '2026-01-15T15:00:00.000Z'],
  ])('that has a zone (%j) is the same moment: %s', (given, iso) => {
    expect(zoned(given, 'Asia/Tokyo')).toBe(iso);
  });

  test.each(['', null, undefined, 'soon', {}])('%j is none', (given) => {
    expect(zoned(given, 'America/New_York')).toBeUndefined();
  });

  test.each(['Mars/Olympus', '', 'EST5EDT4'])('in a zone that nobody knows (%j) is taken as UTC', (zone) => {
    expect(Date.parse(zoned('2026-01-15 10:00:00', zone) ?? '')).toBe(Date.UTC(2026, 0, 15, 10));
  });

  test('means the same moment on every day of the year, in every zone', () => {
    const zone = fc.constantFrom(
      'America/New_York',
      'Europe/London',
      'Australia/Sydney',
      'Asia/Kathmandu',
      'America/St_Johns',
    );
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zone, moment, (timeZone, date) => {
        const options = { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' } as const;
        const local = new Intl.DateTimeFormat('sv-SE', options).format(date);
        const seconds = Math.floor(date.getTime() / 1000) * 1000;
        const read = Date.parse(zoned(local, timeZone) ?? '');
        // In the hour that comes twice, one time means two moments.
        expect([seconds, seconds - 3600_000, seconds + 3600_000]).toContain(read);
        expect(new Intl.DateTimeFormat('sv-SE', options).format(read)).toBe(local);
      }),
    );
  });
});

describe('Get Contact Appointments', () => {
  const zap = harness();
  const ZONES = 'GET /locations/{locationId}';

  /** A contact with so many appointments, one a day from a day on. */
  function contactWith(starts: string[], place = 0): { contactId: string; locationId: string } {
    const { locationId } = first(zap.sandbox.locations.slice(place));
    const { contacts, appointments } = zap.sandbox.state;
    const contactId = contacts.insert({ locationId, firstName: 'Ada' }).id;
    for (const startTime of starts) {
      const endTime = new Date(Date.parse(startTime) + 1_800_000).toISOString();
      appointments.insert({ locationId, contactId, startTime, endTime });
    }
    return { contactId, locationId };
  }
  const poll = async (contactId: string, authData = zap.authData) =>
    items(await zap.run('triggers', 'get_contact_appointments', { contactId }, { authData }));

  test('gives each appointment the location’s offset, in summer and in winter', async () => {
    const { contactId } = contactWith(['2026-01-15T15:00:00.000Z', '2026-07-15T14:00:00.000Z']);
    const appointments = (await poll(contactId)).map(({ startTime, endTime }) => [startTime, endTime]).sort();
    expect(appointments).toEqual([
      ['2026-01-15T10:00:00.000-05:00', '2026-01-15T10:30:00.000-05:00'],
      ['2026-07-15T10:00:00.000-04:00', '2026-07-15T10:30:00.000-04:00'],
    ]);
  });

  test('knows each location’s own time zone', async () => {
    const { contactId } = contactWith(['2026-07-15T14:00:00.000Z'], 1);
    const { accessToken, locationId, companyId } = first(zap.sandbox.locations.slice(1));
    const authData = { access_token: accessToken, userType: 'Location', locationId, companyId };
    expect(await poll(contactId, authData)).toEqual([
      expect.objectContaining({ startTime: '2026-07-15T15:00:00.000+01:00' }),
    ]);
  });

  test('tells every moment with an offset', async () => {
    const { contactId } = contactWith(['2026-07-15T14:00:00.000Z']);
    const [appointment] = await poll(contactId);
    for (const key of ['startTime', 'endTime', 'dateAdded', 'dateUpdated']) {
      expect(appointment?.[key]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
    }
  });

  test('survives a location whose time zone is none', async () => {
    const { contactId, locationId } = contactWith(['2026-07-15T14:00:00.000Z']);
    zap.sandbox.state.locations.update(locationId, { timezone: 'UTC' });
    zap.sandbox.faults.add({
      endpoint: ZONES,
      status: 200,
      body: { location: { timezone: 'Mars/Olympus' } },
    });
    expect(await poll(contactId)).toEqual([
      expect.objectContaining({ startTime: '2026-07-15T14:00:00.000+00:00' }),
    ]);
  });

  test('reads the time zone once for all appointments of a poll, and not for none', async () => {
    const days = Array.from({ length: 12 }, (_, day) => `2026-07-${String(day + 10)}T14:00:00.000Z`);
    const { contactId } = contactWith(days);
    expect(await poll(contactId)).toHaveLength(12);
    expect(zap.sent().map(({ endpoint }) => endpoint)).toEqual([
      'GET /contacts/{contactId}/appointments',
      ZONES,
    ]);
    zap.sandbox.requests.length = 0;
    expect(await poll(contactWith([]).contactId)).toEqual([]);
    expect(zap.sent().map(({ endpoint }) => endpoint)).toEqual(['GET /contacts/{contactId}/appointments']);
  });

  test('keeps the time zone for the next polls: a steady one is one request', async () => {
    const { contactId } = contactWith(['2026-07-15T14:00:00.000Z', '2026-07-16T14:00:00.000Z']);
    const tester = createAppTester(app);
    const again = () =>
      tester(Object(app.triggers.get_contact_appointments?.operation).perform, {
        inputData: { contactId },
        authData: zap.authData,
        meta: {},
      });
    const before = await again();
    zap.sandbox.requests.length = 0;
    expect(await again()).toEqual(before);
    expect(zap.sent().map(({ endpoint }) => endpoint)).toEqual(['GET /contacts/{contactId}/appointments']);
  });
});
