import { appointmentCreates } from '../../creates/appointments';
import { choicesOf } from '../../fields/dropdowns';
import app from '../../index';
import { appointmentTriggers } from '../../triggers/appointments';
import { at, items } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';
const DAY_MS = 24 * 3_600_000;
const START = '2027-03-09T10:00:00-05:00';
const END = '2027-03-09T10:45:00-05:00';

const here = () => first(zap.sandbox.locations).locationId;
const isHere = (row: { locationId: string }) => row.locationId === here();

/** What a row of the table is told about the sandbox. */
function place() {
  const { state } = zap.sandbox;
  const locationId = here();
  const calendar = state.calendars.insert({
    locationId,
    name: 'Kitchen Visits',
    groupId: 'BqTwX8QFwXzpegMve9EQ',
  });
  const contactId = first(state.contacts.where(isHere)).id;
  const userId = first(state.users.where((user) => user.locationIds.includes(locationId))).id;
  const appointment = state.appointments.insert({
    locationId,
    calendarId: calendar.id,
    contactId,
    title: 'First visit',
    assignedUserId: userId,
    startTime: new Date(Date.now() + DAY_MS).toISOString(),
    endTime: new Date(Date.now() + DAY_MS + 1_800_000).toISOString(),
  });
  const blocked = state.blockedSlots.insert({
    locationId,
    calendarId: calendar.id,
    title: 'Lunch',
    startTime: new Date(Date.now() + 2 * DAY_MS).toISOString(),
    endTime: new Date(Date.now() + 2 * DAY_MS + 3_600_000).toISOString(),
  });
  const note = state.appointmentNotes.insert({
    locationId,
    appointmentId: appointment.id,
    userId,
    body: 'Rings twice.',
  });
  return {
    locationId,
    calendarId: calendar.id,
    contactId,
    userId,
    eventId: appointment.id,
    blockedId: blocked.id,
    noteId: note.id,
  };
}

const EPOCH_MS = expect.stringMatching(/^\d{13}$/);

const rows = (): Row[] => {
  const { locationId, calendarId, contactId, userId, eventId, blockedId, noteId } = place();
  const ofAppointment = { appointmentId: eventId };
  const note = { ...ofAppointment, noteId };
  const noAppointment = /was not found/;
  const window = { locationId, calendarId, startTime: EPOCH_MS, endTime: EPOCH_MS };
  return [
    {
      key: 'list_calendar_events',
      input: { calendarId, daysBack: '', daysAhead: '3' },
      sends: { call: 'GET /calendars/events', query: window },
      gives: [{ id: eventId, title: 'First visit', contactId, users: [userId], revision: 'new' }],
      fails: {
        input: { daysAhead: 3 },
        says: /^List Calendar Events needs a value for “Calendar”, “User” or “Calendar Group”\.$/,
        sends: 0,
      },
    },
    {
      key: 'list_blocked_slots',
      input: { calendarId },
      sends: { call: 'GET /calendars/blocked-slots', query: window },
      gives: [{ id: blockedId, title: 'Lunch', calendarId, revision: 'new' }],
      fails: {
        input: { calendarId, daysBack: '-1' },
        says: /^“Days Back” must be 0 or more; it is -1\.$/,
        sends: 0,
      },
    },
    {
      key: 'get_appointment',
      input: { eventId },
      sends: { call: `GET /calendars/events/appointments/${eventId}` },
      gives: [{ id: eventId, title: 'First visit', revision: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) }],
      fails: { input: { eventId: UNKNOWN }, says: noAppointment },
    },
    {
      key: 'list_appointment_notes',
      input: ofAppointment,
      sends: {
        call: `GET /calendars/appointments/${eventId}/notes`,
        query: { limit: '20', offset: '0' },
      },
      gives: [
        { id: noteId, body: 'Rings twice.', contactId, createdBy: expect.objectContaining({ id: userId }) },
      ],
      fails: { input: { appointmentId: UNKNOWN }, says: noAppointment },
    },
    {
      key: 'create_appointment',
      input: {
        calendarId,
        contactId,
        startTime: START,
        endTime: END,
        title: ' Visit {{contact.first_name}} ',
        appointmentStatus: 'Confirmed',
        assignedUserId: userId,
        description: 'Bring "samples" 👋\n',
        address: '47 W 13th St',
        meetingLocationType: 'address',
        ignoreFreeSlotValidation: 'yes',
        ignoreDateRange: 'no',
        toNotify: false,
        rrule: 'RRULE:FREQ=WEEKLY;COUNT=5',
      },
      sends: {
        call: 'POST /calendars/events/appointments',
        body: {
          locationId,
          calendarId,
          contactId,
          startTime: START,
          endTime: END,
          title: 'Visit {{contact.first_name}}',
          appointmentStatus: 'confirmed',
          assignedUserId: userId,
          description: 'Bring "samples" 👋\n',
          address: '47 W 13th St',
          meetingLocationType: 'address',
          overrideLocationConfig: true,
          ignoreFreeSlotValidation: true,
          ignoreDateRange: false,
          toNotify: false,
          rrule: 'RRULE:FREQ=WEEKLY;COUNT=5',
        },
      },
      gives: { id: expect.any(String), contactId, calendarId, isRecurring: true },
      fails: {
        input: { calendarId, contactId, startTime: 'soon' },
        says: /^“Start” must be a date and time, such as .*; it is “soon”\.$/,
        sends: 0,
      },
    },
    {
      key: 'update_appointment',
      input: {
        eventId,
        title: '',
        appointmentStatus: 'showed',
        meetingLocationId: 'custom_0',
        clear: ['address'],
      },
      sends: {
        call: `PUT /calendars/events/appointments/${eventId}`,
        body: {
          appointmentStatus: 'showed',
          meetingLocationId: 'custom_0',
          overrideLocationConfig: false,
          address: '',
        },
      },
      gives: { id: eventId, title: 'First visit', appointmentStatus: 'showed' },
      fails: { input: { eventId: UNKNOWN, title: 'x' }, says: noAppointment },
    },
    {
      key: 'delete_event',
      input: { eventId },
      sends: { call: `DELETE /calendars/events/${eventId}`, body: {} },
      gives: { id: eventId, deleted: true },
      fails: { input: { eventId: UNKNOWN }, says: noAppointment },
    },
    {
      key: 'create_block_slot',
      input: { assignedUserId: userId, startTime: START, endTime: END, title: 'Dentist' },
      sends: {
        call: 'POST /calendars/events/block-slots',
        body: { locationId, assignedUserId: userId, startTime: START, endTime: END, title: 'Dentist' },
      },
      gives: { id: expect.any(String), title: 'Dentist', assignedUserId: userId },
      fails: {
        input: { calendarId, assignedUserId: userId },
        says: /^A slot is blocked for a calendar or for a user: fill in “Calendar” or “User”, not both\.$/,
        sends: 0,
      },
    },
    {
      key: 'update_block_slot',
      input: { eventId: blockedId, title: 'Long lunch', calendarId },
      sends: {
        call: `PUT /calendars/events/block-slots/${blockedId}`,
        body: { locationId, title: 'Long lunch', calendarId },
      },
      gives: { id: blockedId, title: 'Long lunch', calendarId },
      fails: { input: { eventId: UNKNOWN, calendarId }, says: /was not found/ },
    },
    {
      key: 'create_appointment_note',
      input: { ...ofAppointment, body: '  Hi {{contact.first_name}} 👋 "quoted"\n', userId },
      sends: {
        call: `POST /calendars/appointments/${eventId}/notes`,
        body: { body: '  Hi {{contact.first_name}} 👋 "quoted"\n', userId },
      },
      gives: { id: expect.any(String), body: '  Hi {{contact.first_name}} 👋 "quoted"\n', contactId },
      fails: {
        input: { ...ofAppointment, body: 'x'.repeat(5001) },
        says: /^“Text” must be at most 5000 characters long; it has 5001\.$/,
        sends: 0,
      },
    },
    {
      key: 'update_appointment_note',
      input: { ...note, body: 'Rings once.' },
      sends: {
        call: `PUT /calendars/appointments/${eventId}/notes/${noteId}`,
        body: { body: 'Rings once.' },
      },
      gives: { id: noteId, body: 'Rings once.' },
      fails: { input: { ...ofAppointment, noteId: UNKNOWN, body: 'x' }, says: /was not found/ },
    },
    {
      key: 'delete_appointment_note',
      input: note,
      sends: { call: `DELETE /calendars/appointments/${eventId}/notes/${noteId}` },
      gives: { id: noteId, deleted: true },
      fails: { input: { ...ofAppointment, noteId: UNKNOWN }, says: /was not found/ },
    },
  ];
};

const OPERATIONS = [...appointmentTriggers, ...appointmentCreates].map(({ key }) => key);

describeCategory(zap, 'Calendars & Appointments', rows, OPERATIONS);

describe('the lists of events', () => {
  const NOW = Date.UTC(2027, 2, 9, 15);
  afterEach(() => jest.restoreAllMocks());

  const list = (key: string, input: object, extra = {}) => zap.run('triggers', key, input, extra);
  const idsOf = (found: unknown) => items(found).map(({ id }) => id);
  const lastQuery = () => zap.sent().at(-1)?.query;

  test.each([
    [{}, -7, 90],
    [{ daysBack: 0, daysAhead: 1 }, 0, 1],
    [{ daysBack: '0.5', daysAhead: '' }, -0.5, 90],
  ])('watch a window around now: %j', async (days, from, to) => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW);
    const { calendarId, locationId } = place();
    await list('list_calendar_events', { calendarId, ...days });
    expect(lastQuery()).toEqual({
      locationId,
      calendarId,
      startTime: String(NOW + from * DAY_MS),
      endTime: String(NOW + to * DAY_MS),
    });
  });

  test.each(['list_calendar_events', 'list_blocked_slots'])(
    '%s takes a user or a group as well',
    async (key) => {
      const { userId, eventId, blockedId } = place();
      await list(key, { userId });
      expect(lastQuery()).toMatchObject({ userId });
      const found = await list(key, { groupId: 'BqTwX8QFwXzpegMve9EQ' });
      expect(idsOf(found)).toEqual([key === 'list_calendar_events' ? eventId : blockedId]);
    },
  );

  test('give the time with its own offset', async () => {
    const { calendarId, eventId } = place();
    const [{ startTime } = {}] = items(await list('list_calendar_events', { calendarId }));
    const { startTime: kept } = zap.sandbox.state.appointments.get(eventId) ?? {};
    expect(startTime).toMatch(/T[\d:.]+-0[45]:00$/);
    expect(Date.parse(String(startTime))).toBe(Date.parse(kept ?? ''));
  });

  test('fire again for an event that changed, where the user wants that', async () => {
    const { calendarId, eventId } = place();
    const revisions = async (fireOn: string) =>
      items(await list('list_calendar_events', { calendarId, fireOn })).map(({ revision }) => revision);
    const before = [await revisions('new'), await revisions('updated')];
    zap.sandbox.clock.advance(60_000);
    zap.sandbox.state.appointments.update(eventId, { appointmentStatus: 'cancelled' });
    expect(await revisions('new')).toEqual(before[0]);
    expect(await revisions('updated')).not.toEqual(before[1]);
  });

  test('read all the notes of an appointment, 20 a page, and end', async () => {
    const { eventId, locationId } = place();
    const { appointmentNotes } = zap.sandbox.state;
    for (let i = 0; i < 44; i += 1) {
      const dateAdded = new Date(Date.now() - i * 1000).toISOString();
      appointmentNotes.insert({ locationId, appointmentId: eventId, body: `${i}`, dateAdded });
    }
    const found = await list('list_appointment_notes', { appointmentId: eventId });
    expect(new Set(idsOf(found)).size).toBe(45);
    expect(zap.sent().map(({ query }) => query.offset)).toEqual(['0', '20', '40', '60']);
  });
});

describe('an appointment', () => {
  test('that HighLevel answers without its times has those that were sent', async () => {
    const { calendarId, contactId, eventId } = place();
    const times = { startTime: START, endTime: END };
    const input = { calendarId, contactId, ...times, ignoreFreeSlotValidation: true };
    expect(await zap.run('creates', 'create_appointment', input)).toMatchObject(times);
    expect(await zap.run('creates', 'update_appointment', { ...input, eventId })).toMatchObject(times);
    const renamed = await zap.run('creates', 'update_appointment', { eventId, title: 'Second visit' });
    expect(renamed).not.toHaveProperty('startTime');
  });

  test('that HighLevel answers with other times has HighLevel’s', async () => {
    const { calendarId, contactId } = place();
    const startTime = '2031-01-15T10:15:00-05:00';
    const body = { id: 'ev1', startTime };
    zap.sandbox.faults.add({ endpoint: 'POST /calendars/events/appointments', status: 200, body });
    const input = { calendarId, contactId, startTime: START, endTime: END };
    expect(await zap.run('creates', 'create_appointment', input)).toMatchObject({ startTime, endTime: END });
  });

  test.each([
    ['create_appointment', 'POST /calendars/events/appointments', {}],
    ['update_appointment', 'PUT /calendars/events/appointments/{eventId}', { startTime: null, endTime: '' }],
    ['create_block_slot', 'POST /calendars/events/block-slots', { startTime: {}, endTime: null }],
    ['update_block_slot', 'PUT /calendars/events/block-slots/{eventId}', {}],
  ] as const)(
    'of %s has the times that were sent where HighLevel gives none',
    async (key, endpoint, told) => {
      const { calendarId, contactId, eventId } = place();
      zap.sandbox.faults.add({ endpoint, status: 200, body: { id: 'ev2', ...told } });
      const appointment = key.endsWith('appointment') ? { contactId } : {};
      const input = { calendarId, ...appointment, startTime: START, endTime: END };
      const given = await zap.run('creates', key, key.startsWith('update') ? { ...input, eventId } : input);
      expect(given).toMatchObject({ id: 'ev2', startTime: START, endTime: END });
    },
  );

  test('that was blocked anew without times has none that were made up', async () => {
    const { calendarId, blockedId } = place();
    const body = { id: blockedId, title: 'Lunch', calendarId };
    zap.sandbox.faults.add({ endpoint: 'PUT /calendars/events/block-slots/{eventId}', status: 200, body });
    const input = { eventId: blockedId, title: 'Lunch', calendarId };
    const blocked = await zap.run('creates', 'update_block_slot', input);
    expect(blocked).toMatchObject(body);
    expect(blocked).not.toHaveProperty('startTime');
    expect(blocked).not.toHaveProperty('endTime');
  });

  const book = (input: object) => zap.run('creates', 'create_appointment', input);

  test('keeps the offset that the user gave, and is in UTC where there is none', async () => {
    const { calendarId, contactId } = place();
    await book({ calendarId, contactId, startTime: '2027-03-09T10:00:00+0530' });
    await book({ calendarId, contactId, startTime: '2027-03-10 10:00' });
    expect(zap.sent().map(({ body }) => at(body, 'startTime'))).toEqual([
      '2027-03-09T10:00:00+05:30',
      '2027-03-10T10:00:00.000Z',
    ]);
  });

  test('is refused in a slot that is taken, and booked there all the same where the user says so', async () => {
    const { calendarId, contactId } = place();
    const input = { calendarId, contactId, startTime: START };
    await book(input);
    expect(await zap.sentence(book(input))).toMatch(
      /^Create Appointment did not work\. HighLevel says: “The slot you have selected is no longer available”\./,
    );
    expect(await book({ ...input, ignoreFreeSlotValidation: true })).toMatchObject({ calendarId });
  });

  test.each([
    [{ meetingLocationType: 'zoom' }, true],
    [{ meetingLocationId: 'zoom_0' }, false],
    [{ meetingLocationType: 'zoom', meetingLocationId: 'zoom_0' }, undefined],
    [{}, undefined],
  ])('says whether its place overrides the calendar’s: %j', async (where, override) => {
    const { calendarId, contactId } = place();
    await book({ calendarId, contactId, startTime: START, ...where });
    expect(at(zap.sent().at(-1)?.body, 'overrideLocationConfig')).toBe(override);
  });

  test('repeats only where no free slot is looked for', async () => {
    const input = { ...place(), startTime: START, rrule: 'RRULE:FREQ=DAILY;COUNT=2' };
    expect(await zap.sentence(book(input))).toBe(
      '“Repeats” works only where “Book Even if the Slot Is Not Free” is yes.',
    );
    expect(zap.sent()).toEqual([]);
  });

  test('can be moved to another calendar and time, with its length', async () => {
    const { eventId, calendarId } = place();
    const other = zap.sandbox.state.calendars.insert({ locationId: here(), name: 'Other' }).id;
    const moved = await zap.run('creates', 'update_appointment', {
      eventId,
      calendarId: other,
      startTime: START,
      endTime: END,
    });
    expect(moved).toMatchObject({ id: eventId, calendarId: other });
    expect(other).not.toBe(calendarId);
  });

  test('is gone when deleted, and a second delete is an error that says so', async () => {
    const { eventId } = place();
    await zap.run('creates', 'delete_event', { eventId });
    expect(await zap.sentence(zap.run('triggers', 'get_appointment', { eventId }))).toMatch(/was not found/);
    expect(await zap.sentence(zap.run('creates', 'delete_event', { eventId }))).toMatch(/was not found/);
  });
});

describe('a blocked slot', () => {
  test('is a calendar’s or a user’s', async () => {
    expect(await zap.sentence(zap.run('creates', 'create_block_slot', { title: 'Lunch' }))).toBe(
      'Create Block Slot needs a value for “Calendar” or “User”.',
    );
    const { blockedId, calendarId, userId } = place();
    const both = { eventId: blockedId, calendarId, assignedUserId: userId };
    expect(await zap.sentence(zap.run('creates', 'update_block_slot', both))).toMatch(/not both/);
    expect(zap.sent()).toEqual([]);
  });

  test('can be deleted as an event', async () => {
    const { blockedId } = place();
    await zap.run('creates', 'delete_event', { eventId: blockedId });
    expect(zap.sandbox.state.blockedSlots.get(blockedId)).toBeUndefined();
  });
});

describe('the drop-downs', () => {
  type Page = { results: { id: string; label: string }[]; paging_token?: string };

  async function page(key: string, field: string, paging_token?: string): Promise<Page> {
    const fields = items(at(app.creates, key, 'operation', 'inputFields'));
    const perform = at(
      fields.find((one) => one.key === field),
      'choices',
      'perform',
    );
    const answer = await zap.call(perform, {}, paging_token ? { meta: { paging_token } } : {});
    const next = at(answer, 'paging_token');
    return {
      results: items(at(answer, 'results')).map(({ id, label }) => ({
        id: String(id),
        label: String(label),
      })),
      ...(typeof next === 'string' && { paging_token: next }),
    };
  }

  /** All pages of a drop-down. */
  async function whole(key: string, field: string) {
    const pages = [await page(key, field)];
    for (let token = pages[0]?.paging_token; token; token = pages.at(-1)?.paging_token) {
      pages.push(await page(key, field, token));
    }
    return pages.flatMap(({ results }) => results);
  }

  test('of appointments go through all calendars, with title, contact, start and calendar', async () => {
    const { eventId, blockedId } = place();
    const shown = await whole('update_appointment', 'eventId');
    expect(shown).toContainEqual({
      id: eventId,
      label: expect.stringMatching(
        /^First visit · \p{L}+ \p{L}.* · \d{4}-\d\d-\d\d \d\d:\d\d (UTC|[+-]\d\d:\d\d) · \w.*$/u,
      ),
    });
    expect(shown.map(({ id }) => id)).not.toContain(blockedId);
    const calendars = zap.sandbox.state.calendars.where(isHere).map(({ id }) => id);
    expect(calendars.length).toBeGreaterThan(2);
    const upcoming = zap.sandbox.state.appointments.where(
      (row) => isHere(row) && Date.parse(row.startTime) > Date.now(),
    );
    expect(shown.map(({ id }) => id)).toEqual(expect.arrayContaining(upcoming.map(({ id }) => id)));
  });

  test('of events have blocked slots too, those of users among them', async () => {
    const { eventId, blockedId } = place();
    const ids = (await whole('delete_event', 'eventId')).map(({ id }) => id);
    const blocked = zap.sandbox.state.blockedSlots.where(isHere).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([eventId, blockedId, ...blocked]));
    const slots = (await whole('update_block_slot', 'eventId')).map(({ id }) => id);
    expect(slots).toEqual(expect.arrayContaining(blocked));
    expect(slots).not.toContain(eventId);
  });

  test('pass over calendars without events', async () => {
    const { state } = zap.sandbox;
    for (const { id } of state.calendars.where(isHere)) state.calendars.delete(id);
    for (let i = 0; i < 4; i += 1) state.calendars.insert({ locationId: here(), name: 'Empty' });
    const { eventId } = place();
    const { results, paging_token } = await page('update_appointment', 'eventId');
    expect(results.map(({ id }) => id)).toEqual([eventId]);
    expect(paging_token).toBeUndefined();
  });

  test('of notes are the appointment’s', async () => {
    const { eventId, noteId } = place();
    const notes = choicesOf('appointmentNotes').perform;
    expect(await zap.call(notes, { appointmentId: eventId })).toEqual({
      results: [{ id: noteId, label: 'Rings twice.' }],
    });
  });

  test('of meeting places are the calendar’s and its team’s', async () => {
    const { calendarId } = place();
    zap.sandbox.state.calendars.update(calendarId, {
      locationConfigurations: [
        { kind: 'physical', location: '47 W 13th St', meetingId: 'physical_0' },
        { kind: 'booker' },
      ],
      teamMembers: [
        { userId: 'x', locationConfigurations: [{ kind: 'zoom_conference', meetingId: 'zoom_0' }] },
      ],
    });
    expect(await zap.call(choicesOf('meetingPlaces').perform, { calendarId })).toEqual({
      results: [
        { id: 'physical_0', label: 'Address · 47 W 13th St' },
        { id: 'zoom_0', label: 'Zoom' },
      ],
    });
    expect(await zap.sentence(zap.call(choicesOf('meetingPlaces').perform))).toMatch(/“Calendar”/);
  });
});

describe('the free slots of Create Appointment', () => {
  const calendar = () => first(zap.sandbox.state.calendars.where(isHere));
  const contact = () => first(zap.sandbox.state.contacts.where(isHere));
  const fields = () => items(at(app.creates, 'create_appointment', 'operation', 'inputFields'));
  const slots = async () => {
    const field = fields().find(({ key }) => key === 'freeSlot');
    const answer = await zap.call(at(field, 'choices', 'perform'), { calendarId: calendar().id });
    return items(at(answer, 'results'));
  };
  const book = (input: object) =>
    zap.run('creates', 'create_appointment', {
      calendarId: calendar().id,
      contactId: contact().id,
      ...input,
    });

  test('are those of the next two weeks, with weekday, time and zone', async () => {
    const all = await slots();
    expect(all.length).toBeGreaterThan(5);
    for (const { label } of all) {
      expect(label).toMatch(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{4}-\d\d-\d\d \d\d:\d\d (UTC|[+-]\d\d:\d\d)$/);
    }
    const last = Date.parse(String(all.at(-1)?.id));
    expect(last).toBeLessThanOrEqual(Date.now() + 15 * 86_400_000);
  });

  test('are booked as HighLevel wrote them', async () => {
    const { id } = first(await slots());
    await book({ freeSlot: id });
    expect(zap.sent().at(-1)).toMatchObject({
      endpoint: 'POST /calendars/events/appointments',
      body: { startTime: id },
      status: 200,
    });
    expect(zap.sent().at(-1)?.body).not.toHaveProperty('freeSlot');
  });

  test('may stand beside the same start, and beside no other', async () => {
    const { id } = first(await slots());
    await book({ freeSlot: id, startTime: new Date(String(id)).toISOString() });
    expect(zap.sent().at(-1)?.body).toMatchObject({ startTime: id });
    const sent = zap.sent().length;
    expect(await zap.sentence(book({ freeSlot: id, startTime: '2026-07-01T15:00:00Z' }))).toBe(
      'An appointment has one start: fill in “Free Slot” or “Start”, not both.',
    );
    expect(await zap.sentence(book({}))).toBe('Create Appointment needs a value for “Free Slot” or “Start”.');
    expect(await zap.sentence(book({ freeSlot: 'Tuesday at ten' }))).toMatch(
      /^“Free Slot” must be a free slot’s start, such as .+; it is “Tuesday at ten”\.$/,
    );
    expect(zap.sent()).toHaveLength(sent);
  });
});
