import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, rowsAt, textAt } from './client';

const DAY = '2027-03-09';
const time = (hour: string) => `${DAY}T${hour}:00-05:00`;

let sandbox: Sandbox;
let contactId: string;
let calendarId: string;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });
const window = () => ({
  ...here(),
  startTime: String(Date.parse(`${DAY}T00:00Z`)),
  endTime: String(Date.parse(`${DAY}T23:59Z`)),
});

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => {
  sandbox.reset();
  contactId = sandbox.state.contacts.insert({ ...here(), firstName: 'Ada' }).id;
  calendarId = sandbox.state.calendars.insert({
    ...here(),
    name: 'Visits',
    groupId: 'visits',
    slotDuration: 1,
    slotDurationUnit: 'hours',
    teamMembers: [{ userId: 'ann' }, { userId: 'bob' }],
  }).id;
});
afterAll(() => sandbox.close());

const book = (body: { [name: string]: string | boolean } = {}) =>
  call('POST /calendars/events/appointments', {
    body: { ...here(), calendarId, contactId, startTime: time('10:00'), ...body },
  });
const block = (body: { [name: string]: string }) =>
  call('POST /calendars/events/block-slots', {
    body: { ...here(), startTime: time('10:00'), endTime: time('11:00'), ...body },
  });
const TAKEN = { status: 400, body: { message: 'The slot you have selected is no longer available.' } };

describe('appointments', () => {
  test('are booked bare and without times, for a slot’s length, with the first of the team', async () => {
    const { status, body } = await book({ title: 'Visit' });
    expect([status, body]).toEqual([
      200,
      {
        ...here(),
        id: expect.any(String),
        calendarId,
        contactId,
        title: 'Visit',
        status: 'booked',
        appointmentStatus: 'confirmed',
        appoinmentStatus: 'confirmed',
        assignedUserId: 'ann',
        address: '',
        isRecurring: false,
        dateAdded: expect.any(String),
        dateUpdated: expect.any(String),
        traceId: expect.any(String),
      },
    ]);
    const path = { eventId: textAt(body, 'id') };
    expect((await call('GET /calendars/events/appointments/{eventId}', { path })).body).toMatchObject({
      appointment: { startTime: time('10:00'), endTime: time('11:00') },
    });
  });

  test('are read under their own name, with dates, group and users, changed, and gone when deleted', async () => {
    const path = { eventId: textAt((await book()).body, 'id') };
    const get = () => call('GET /calendars/events/appointments/{eventId}', { path });
    expect((await get()).body).toMatchObject({
      appointment: { dateAdded: expect.any(String), groupId: 'visits', users: ['ann'] },
    });
    await call('PUT /calendars/events/appointments/{eventId}', {
      path,
      body: { appointmentStatus: 'showed' },
    });
    expect(at((await get()).body, 'appointment.appointmentStatus')).toBe('showed');
    const note = { path: { appointmentId: path.eventId }, body: { body: 'Rings twice' } };
    await call('POST /calendars/appointments/{appointmentId}/notes', note);
    expect(await call('DELETE /calendars/events/{eventId}', { path, body: {} })).toMatchObject({
      status: 201,
      body: { succeeded: true },
    });
    expect(await get()).toMatchObject({ status: 400, body: { message: 'The event id is invalid' } });
    expect(sandbox.state.appointmentNotes.where((row) => row.appointmentId === path.eventId)).toEqual([]);
  });

  test.each([
    ['a time in the middle of another', { startTime: time('10:30') }, 400],
    ['the time right after', { startTime: time('11:00') }, 200],
    ['the same time, without looking', { ignoreFreeSlotValidation: true }, 200],
    ['what is no time', { startTime: 'soon' }, 422],
  ])('at %s answer %s', async (_what, body, status) => {
    await book();
    expect(await book(body)).toMatchObject({ status });
  });

  test('free their slot when they are cancelled, deleted or moved', async () => {
    const path = { eventId: textAt((await book()).body, 'id') };
    const put = (body: { [name: string]: string }) =>
      call('PUT /calendars/events/appointments/{eventId}', { path, body });
    expect(await book()).toMatchObject(TAKEN);
    expect(await put({ startTime: time('10:15'), endTime: time('11:15') })).toMatchObject({ status: 200 });
    await put({ appointmentStatus: 'cancelled' });
    const other = textAt((await book()).body, 'id');
    expect(await put({ startTime: time('10:45'), endTime: time('11:15') })).toMatchObject(TAKEN);
    await call('DELETE /calendars/events/{eventId}', { path: { eventId: other }, body: {} });
    expect(await book()).toMatchObject({ status: 200 });
  });

  test('fill a slot that takes several', async () => {
    sandbox.state.calendars.update(calendarId, { appoinmentPerSlot: 2 });
    expect([(await book()).status, (await book()).status, (await book()).status]).toEqual([200, 200, 400]);
  });
});

describe('blocked slots', () => {
  test('are a calendar’s or a user’s', async () => {
    const refused = { status: 422 };
    expect(await block({})).toMatchObject(refused);
    expect(await block({ calendarId, assignedUserId: 'ann' })).toMatchObject(refused);
    const { body } = await block({ calendarId });
    expect(body).toEqual({
      ...here(),
      id: expect.any(String),
      calendarId,
      title: 'Blocked',
      startTime: `${DAY}T15:00:00.000Z`,
      endTime: `${DAY}T16:00:00.000Z`,
      traceId: expect.any(String),
    });
    const path = { eventId: textAt(body, 'id') };
    const moved = await call('PUT /calendars/events/block-slots/{eventId}', {
      path,
      body: { ...here(), assignedUserId: 'ann', title: 'Doctor' },
    });
    expect(moved.body).toMatchObject({ assignedUserId: 'ann', title: 'Doctor' });
    expect(moved.body).not.toHaveProperty('calendarId');
  });

  test('keep a calendar from being booked: its own, or those of all its team', async () => {
    await block({ assignedUserId: 'ann' });
    const path = { eventId: textAt((await book()).body, 'id') };
    await call('DELETE /calendars/events/{eventId}', { path, body: {} });
    const bobs = { eventId: textAt((await block({ assignedUserId: 'bob' })).body, 'id') };
    expect(await book()).toMatchObject(TAKEN);
    await call('DELETE /calendars/events/{eventId}', { path: bobs, body: {} });
    await block({ calendarId });
    expect(await book()).toMatchObject(TAKEN);
  });

  test('are events of their own, listed by calendar, user or group', async () => {
    const booked = textAt((await book()).body, 'id');
    const blocked = textAt((await block({ calendarId })).body, 'id');
    const away = textAt((await block({ assignedUserId: 'ann' })).body, 'id');
    const ids = async (key: 'GET /calendars/events' | 'GET /calendars/blocked-slots', by: object) =>
      rowsAt((await call(key, { query: { ...window(), ...by } })).body, 'events').map(({ id }) => id);
    expect(await ids('GET /calendars/events', { calendarId })).toEqual([booked]);
    expect(await ids('GET /calendars/events', { userId: 'ann' })).toEqual([booked]);
    expect(await ids('GET /calendars/events', { groupId: 'visits' })).toEqual([booked]);
    expect(
      await ids('GET /calendars/events', { calendarId, startTime: String(Date.parse(time('10:01'))) }),
    ).toEqual([]);
    expect(await ids('GET /calendars/blocked-slots', { calendarId })).toEqual([blocked]);
    expect(await ids('GET /calendars/blocked-slots', { userId: 'ann' })).toEqual([away]);
    expect(await call('GET /calendars/blocked-slots', { query: window() })).toMatchObject({ status: 422 });
  });
});

test('notes know their contact and their author, and come 20 a page at most', async () => {
  const appointmentId = textAt((await book()).body, 'id');
  const author = sandbox.state.users.find((user) => user.locationIds.includes(here().locationId));
  const add = (i: number) =>
    call('POST /calendars/appointments/{appointmentId}/notes', {
      path: { appointmentId },
      body: { body: `Note ${i}`, userId: `${author?.id}` },
    });
  const { status, body } = await add(0);
  expect([status, body]).toEqual([
    201,
    {
      note: {
        id: expect.any(String),
        body: 'Note 0',
        userId: author?.id,
        contactId,
        createdBy: { id: author?.id, name: author?.name },
        dateAdded: expect.any(String),
      },
      traceId: expect.any(String),
    },
  ]);
  for (let i = 1; i < 21; i += 1) await add(i);
  const page = (limit: string, offset: string) =>
    call('GET /calendars/appointments/{appointmentId}/notes', {
      path: { appointmentId },
      query: { limit, offset },
    });
  expect((await page('20', '0')).body).toMatchObject({ hasMore: true });
  expect((await page('20', '20')).body).toMatchObject({ notes: [{ body: 'Note 20' }], hasMore: false });
  expect(await page('21', '0')).toMatchObject({ status: 400 });

  const one = { path: { appointmentId, noteId: textAt(body, 'note.id') } };
  const put = 'PUT /calendars/appointments/{appointmentId}/notes/{noteId}';
  expect((await call(put, { ...one, body: { body: 'Changed' } })).body).toMatchObject({
    note: { body: 'Changed', contactId },
  });
  const remove = 'DELETE /calendars/appointments/{appointmentId}/notes/{noteId}';
  expect((await call(remove, one)).body).toMatchObject({ success: true });
  expect(await call(remove, one)).toMatchObject({ status: 404 });
});
