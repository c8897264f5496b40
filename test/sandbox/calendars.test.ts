import type { JsonObject } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, rowsAt, textAt } from './client';

/** A Monday, 08:00 in New York, where the first sub-account is. */
const NOW = Date.UTC(2026, 6, 6, 12);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let sandbox: Sandbox;
let calendarId: string;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });
const path = () => ({ calendarId });

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => {
  sandbox.reset();
  sandbox.clock.set(NOW);
  calendarId = sandbox.state.calendars.find((row) => row.locationId === here().locationId)?.id ?? '';
});
afterAll(() => sandbox.close());

test('calendars are created with defaults, listed by group, changed in part, and deleted', async () => {
  const groupId = sandbox.state.calendars.get(calendarId)?.groupId;
  const body = { ...here(), name: 'Massage', groupId: `${groupId}`, slotDuration: 60 };
  const made = await call('POST /calendars/', { body });
  expect(made).toMatchObject({
    status: 200,
    body: { calendar: { ...body, isActive: true, slotInterval: 30 } },
  });
  const one = { path: { calendarId: textAt(made.body, 'calendar.id') } };
  const names = async (query: { [name: string]: string }) =>
    rowsAt((await call('GET /calendars/', { query: { ...here(), ...query } })).body, 'calendars').map(
      ({ name }) => name,
    );
  expect(await names({ groupId: `${groupId}` })).toEqual([
    'Consultation',
    'Follow-up',
    'Open Day',
    'Massage',
  ]);
  expect(await names({ groupId: 'another' })).toEqual([]);
  expect(await names({ showDrafted: 'false' })).not.toContain('Open Day');
  await call('PUT /calendars/{calendarId}', { ...one, body: { slotDuration: 90 } });
  expect((await call('GET /calendars/{calendarId}', one)).body).toMatchObject({
    calendar: { name: 'Massage', slotDuration: 90 },
  });
  expect((await call('DELETE /calendars/{calendarId}', one)).body).toMatchObject({
    message: expect.any(String),
    calendar: { id: one.path.calendarId, deleted: true },
  });
  expect(await call('GET /calendars/{calendarId}', one)).toMatchObject({ status: 404 });
});

test('a calendar takes the parameters of the contract, and no other', async () => {
  const refused = await call('PUT /calendars/{calendarId}', {
    path: path(),
    body: { calendarType: 'event' },
  });
  expect(refused).toMatchObject({
    status: 422,
    body: { message: ['property calendarType should not exist'] },
  });
});

describe('groups', () => {
  const body = () => ({ ...here(), name: 'Yoga', description: 'All classes', slug: 'yoga' });
  const add = async () => textAt((await call('POST /calendars/groups', { body: body() })).body, 'group.id');

  test('have slugs of their own', async () => {
    const isFree = async () =>
      (await call('POST /calendars/groups/validate-slug', { body: { ...here(), slug: 'yoga' } })).body;
    expect(await isFree()).toMatchObject({ available: true });
    await add();
    expect(await isFree()).toMatchObject({ available: false });
    expect(await call('POST /calendars/groups', { body: body() })).toMatchObject({ status: 400 });
  });

  test('are replaced by an update, which wants all three', async () => {
    const groupId = await add();
    expect(
      await call('PUT /calendars/groups/{groupId}', { path: { groupId }, body: { name: 'Pilates' } }),
    ).toMatchObject({ status: 422 });
    const changes = { name: 'Pilates', slug: 'yoga', description: 'On mats' };
    await call('PUT /calendars/groups/{groupId}', { path: { groupId }, body: changes });
    await call('PUT /calendars/groups/{groupId}/status', { path: { groupId }, body: { isActive: false } });
    const { body: listed } = await call('GET /calendars/groups', { query: here() });
    expect(rowsAt(listed, 'groups')).toContainEqual({
      id: groupId,
      ...here(),
      ...changes,
      isActive: false,
    });
  });

  test('leave their calendars behind', async () => {
    const groupId = await add();
    await call('PUT /calendars/{calendarId}', { path: path(), body: { groupId } });
    await call('DELETE /calendars/groups/{groupId}', { path: { groupId } });
    expect((await call('GET /calendars/{calendarId}', { path: path() })).body).toMatchObject({
      calendar: { groupId: '' },
    });
  });
});

describe('free slots', () => {
  const ask = (query: { [name: string]: string } = {}) =>
    call('GET /calendars/{calendarId}/free-slots', {
      path: path(),
      query: { startDate: `${NOW}`, endDate: `${NOW + DAY_MS}`, ...query },
    });
  const monday = async (query = {}) => {
    const found = at((await ask(query)).body, '2026-07-06.slots');
    return Array.isArray(found) ? found.map((start) => String(start).slice(11, 16)) : [];
  };
  const set = (changes: JsonObject) => sandbox.state.calendars.update(calendarId, changes);
  const hours = (openHour: number, closeHour: number) => [
    { openHour, openMinute: 0, closeHour, closeMinute: 0 },
  ];
  const MORNING = ['09:00', '09:30', '10:00', '10:30'];

  beforeEach(() => set({ openHours: [{ daysOfTheWeek: [1], hours: hours(9, 11) }] }));

  test('are the opening hours, in the location’s zone or another, beside a trace id', async () => {
    expect((await ask()).body).toEqual({
      '2026-07-06': { slots: MORNING.map((time) => `2026-07-06T${time}:00-04:00`) },
      traceId: expect.any(String),
    });
    expect(await monday({ timezone: 'Europe/London' })).toEqual(['14:00', '14:30', '15:00', '15:30']);
    expect((await ask({ timezone: 'Asia/Tokyo' })).body).toMatchObject({
      '2026-07-06': {
        slots: [
          '2026-07-06T22:00:00+09:00',
          '2026-07-06T22:30:00+09:00',
          expect.anything(),
          expect.anything(),
        ],
      },
    });
  });

  test.each<[why: string, changes: JsonObject, left: string[]]>([
    [
      'are as long as an appointment',
      { slotDuration: 1, slotDurationUnit: 'hours' },
      ['09:00', '09:30', '10:00'],
    ],
    ['begin as far apart as they should', { slotInterval: 60 }, ['09:00', '10:00']],
    [
      'keep the shortest notice',
      { allowBookingAfter: 2, allowBookingAfterUnit: 'hours' },
      ['10:00', '10:30'],
    ],
    [
      'follow a date of its own',
      { availabilities: [{ id: 'a', date: '2026-07-06T00:00:00.000Z', hours: hours(20, 21) }] },
      ['20:00', '20:30'],
    ],
    [
      'are none on a day off',
      { availabilities: [{ id: 'a', date: '2026-07-06T00:00:00.000Z', hours: [] }] },
      [],
    ],
    ['are none without hours of the date, where those alone count', { availabilityType: 1 }, []],
    ['are none of a draft', { isActive: false }, []],
  ])('%s', async (_why, changes, left) => {
    set(changes);
    expect(await monday()).toEqual(left);
  });

  test('lose what is booked, and get it back', async () => {
    const contactId = sandbox.state.contacts.find((row) => row.locationId === here().locationId)?.id ?? '';
    const booked = await call('POST /calendars/events/appointments', {
      body: { ...here(), calendarId, contactId, startTime: '2026-07-06T09:30:00-04:00' },
    });
    expect(await monday()).toEqual(['09:00', '10:00', '10:30']);
    set({ preBuffer: 15 });
    expect(await monday()).toEqual(['09:00', '10:30']);
    set({ preBuffer: 0, appoinmentPerSlot: 2 });
    expect(await monday()).toEqual(MORNING);
    set({ appoinmentPerSlot: 1 });
    await call('DELETE /calendars/events/{eventId}', {
      path: { eventId: textAt(booked.body, 'id') },
      body: {},
    });
    expect(await monday()).toEqual(MORNING);
  });

  test('lose what is blocked, and what is past', async () => {
    const body = {
      ...here(),
      calendarId,
      startTime: '2026-07-06T10:15:00-04:00',
      endTime: '2026-07-06T11:00:00-04:00',
    };
    await call('POST /calendars/events/block-slots', { body });
    sandbox.clock.advance(HOUR_MS + 1);
    expect(await monday()).toEqual(['09:30']);
  });

  test('are those of a user of the team who has time', async () => {
    const [member = ''] = rowsAt(sandbox.state.calendars.get(calendarId), 'teamMembers').map(
      ({ userId }) => `${userId}`,
    );
    expect(await monday({ userId: member })).toEqual(MORNING);
    expect(await monday({ userId: 'stranger' })).toEqual([]);
    await call('POST /calendars/events/block-slots', {
      body: {
        ...here(),
        assignedUserId: member,
        startTime: '2026-07-06T09:00:00-04:00',
        endTime: '2026-07-06T10:00:00-04:00',
      },
    });
    expect(await monday({ userId: member })).toEqual(['10:00', '10:30']);
  });

  test.each([
    [{ endDate: `${NOW + 32 * DAY_MS}` }, 400],
    [{ endDate: `${NOW - 1}` }, 400],
    [{ startDate: 'today' }, 422],
    [{ timezone: 'Mars/Olympus' }, 422],
  ])('are refused for %j with %d', async (query, status) => {
    expect(await ask(query)).toMatchObject({ status });
  });
});

describe('notifications', () => {
  const ALL = 'GET /calendars/{calendarId}/notifications';
  const ONE = 'GET /calendars/{calendarId}/notifications/{notificationId}';
  const body = [
    {
      receiverType: 'guest',
      channel: 'email',
      notificationType: 'followup',
      afterTime: [{ timeOffset: 1, unit: 'hours' }],
    },
    { receiverType: 'contact', channel: 'sms', notificationType: 'booked', isActive: false },
  ];

  test('are made many at a time, go by `_id`, and are listed as asked for', async () => {
    const made = await call('POST /calendars/{calendarId}/notifications', { path: path(), body });
    expect(made).toMatchObject({
      status: 200,
      body: body.map((item) => ({ ...item, _id: expect.any(String) })),
    });
    const notificationId = textAt(made.body, '0._id');
    const one = { path: { ...path(), notificationId } };
    expect((await call(ALL, { path: path(), query: { isActive: 'false' } })).body).toEqual([
      at(made.body, '1'),
    ]);
    await call('PUT /calendars/{calendarId}/notifications/{notificationId}', {
      ...one,
      body: { deleted: true },
    });
    expect((await call(ALL, { path: path(), query: { deleted: 'true', limit: '5' } })).body).toMatchObject([
      { _id: notificationId },
    ]);
    expect((await call('DELETE /calendars/{calendarId}/notifications/{notificationId}', one)).body).toEqual({
      message: expect.any(String),
      traceId: expect.any(String),
    });
    expect(await call(ONE, one)).toMatchObject({ status: 404 });
  });

  test('want a list, and a calendar of the location', async () => {
    const post = 'POST /calendars/{calendarId}/notifications';
    expect(await call(post, { path: path(), body: body[0] ?? {} })).toMatchObject({ status: 422 });
    expect(await call(post, { path: { calendarId: 'none' }, body })).toMatchObject({ status: 404 });
    const other = sandbox.state.calendars.find((row) => row.locationId !== here().locationId)?.id ?? '';
    expect(await call(ALL, { path: { calendarId: other } })).toMatchObject({ status: 403 });
  });

  test('go with their calendar', async () => {
    await call('DELETE /calendars/{calendarId}', { path: path() });
    expect(sandbox.state.calendarNotifications.find((row) => row.calendarId === calendarId)).toBeUndefined();
  });
});

test('resources are rooms or equipment, and page', async () => {
  const list = 'GET /calendars/resources/{resourceType}';
  const page = { ...here(), limit: '1', skip: '1' };
  expect((await call(list, { path: { resourceType: 'rooms' }, query: page })).body).toMatchObject([
    { name: 'Garden room', resourceType: 'rooms' },
  ]);
  const body = {
    ...here(),
    name: 'Cot',
    description: 'Folds',
    quantity: 1,
    outOfService: 0,
    capacity: 1,
    calendarIds: [calendarId],
  };
  const made = await call('POST /calendars/resources/{resourceType}', {
    path: { resourceType: 'equipments' },
    body,
  });
  expect(made).toMatchObject({ status: 201, body: { ...body, isActive: true } });
  const one = (resourceType: string) => ({ path: { resourceType, id: textAt(made.body, '_id') } });
  const get = 'GET /calendars/resources/{resourceType}/{id}';
  expect(await call(get, one('rooms'))).toMatchObject({ status: 404 });
  await call('PUT /calendars/resources/{resourceType}/{id}', {
    ...one('equipments'),
    body: { isActive: false },
  });
  expect((await call(get, one('equipments'))).body).toMatchObject({ name: 'Cot', isActive: false });
  expect(await call(list, { path: { resourceType: 'cars' }, query: page })).toMatchObject({ status: 422 });
});
