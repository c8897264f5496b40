/** Calendars, their groups, free slots, notifications and resources. */
import { calendarCreates } from '../../creates/calendars';
import app from '../../index';
import { calendarSearches } from '../../searches/calendars';
import { calendarTriggers } from '../../triggers/calendars';
import { at, DedupeMemory, type Item, items } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
const here = () => first(zap.sandbox.locations).locationId;
const isHere = (row: { locationId: string }) => row.locationId === here();
const state = () => zap.sandbox.state;

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';
/** A Monday, 08:00 in New York, where the first sub-account is. */
const NOW = Date.UTC(2026, 6, 6, 12);
const DAY_MS = 86_400_000;

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => jest.restoreAllMocks());

/** What a row of the table is told about the sandbox. */
function place() {
  const { id: calendarId, groupId, teamMembers } = first(state().calendars.where(isHere));
  const group = state().calendarGroups.get(String(groupId));
  return {
    locationId: here(),
    calendarId,
    groupId: String(groupId),
    group,
    userId: String(at(items(teamMembers)[0], 'userId')),
    notificationId: first(state().calendarNotifications.where((row) => row.calendarId === calendarId)).id,
    roomId: first(state().calendarResources.where((row) => isHere(row) && row.resourceType === 'rooms')).id,
  };
}

const rows = ({
  locationId,
  calendarId,
  groupId,
  group,
  userId,
  notificationId,
  roomId,
}: ReturnType<typeof place>): Row[] => {
  const calendar = { calendarId };
  const noCalendar = {
    input: { calendarId: UNKNOWN },
    says: /Calendar not found.*The record in “Calendar” was not found/,
  };
  const notification = { calendarId, notificationId };
  const room = { resourceType: 'rooms', id: roomId };
  const noRoom = { resourceType: 'equipments', id: roomId };
  return [
    {
      key: 'list_calendar_groups',
      input: {},
      sends: { call: 'GET /calendars/groups', query: { locationId } },
      gives: expect.arrayContaining([expect.objectContaining({ id: groupId, slug: group?.slug })]),
      fails: { input: {}, says: /Choose a Sub-Account/, sends: 0, as: 'agency' },
    },
    {
      key: 'list_calendars',
      input: { groupId, showDrafted: 'no' },
      sends: { call: 'GET /calendars/', query: { locationId, groupId, showDrafted: 'false' } },
      gives: [
        { id: calendarId, name: 'Consultation', revision: 'new' },
        { name: 'Follow-up', isActive: true },
      ],
      fails: { input: { showDrafted: 'maybe' }, says: /^“Include Drafts” must be yes or no/, sends: 0 },
    },
    {
      key: 'get_calendar',
      input: calendar,
      sends: { call: `GET /calendars/${calendarId}` },
      gives: [{ id: calendarId, slotDuration: 30, revision: expect.stringMatching(/^[0-9a-f]{32}$/) }],
      fails: noCalendar,
    },
    {
      key: 'get_free_slots',
      input: { calendarId, startDate: 0, endDate: '1', timezone: 'Europe/London', userId },
      sends: {
        call: `GET /calendars/${calendarId}/free-slots`,
        query: { startDate: `${NOW}`, endDate: `${NOW + DAY_MS}`, timezone: 'Europe/London', userId },
      },
      gives: expect.arrayContaining([
        {
          id: `${calendarId}_2026-07-06T13:00:00.000Z`,
          calendarId,
          date: '2026-07-06',
          startTime: '2026-07-06T14:00:00+01:00',
          revision: 'new',
        },
      ]),
      fails: {
        input: { calendarId, startDate: 0, endDate: 32 },
        says: /^“To Day” must be 1 to 31 days after “From Day”/,
        sends: 0,
      },
    },
    {
      key: 'list_calendar_notifications',
      input: { calendarId, isActive: true },
      sends: {
        call: `GET /calendars/${calendarId}/notifications`,
        query: { limit: '100', isActive: 'true' },
      },
      gives: [
        { id: notificationId, channel: 'email', revision: 'new' },
        { channel: 'sms', beforeTime: [{ timeOffset: 1, unit: 'days' }] },
      ],
      fails: noCalendar,
    },
    {
      key: 'get_calendar_notification',
      input: notification,
      sends: { call: `GET /calendars/${calendarId}/notifications/${notificationId}` },
      gives: [{ id: notificationId, notificationType: 'confirmation' }],
      fails: { input: { calendarId, notificationId: UNKNOWN }, says: /was not found/ },
    },
    {
      key: 'list_calendar_resources',
      input: { resourceType: 'rooms' },
      sends: { call: 'GET /calendars/resources/rooms', query: { locationId, limit: '100', skip: '0' } },
      gives: [{ id: roomId, name: 'Green room', revision: 'new' }, { name: 'Garden room' }],
      fails: {
        input: { resourceType: 'cars' },
        says: /^“Resource Type” must be Rooms or Equipment; it is “cars”\.$/,
        sends: 0,
      },
    },
    {
      key: 'get_calendar_resource',
      input: room,
      sends: { call: `GET /calendars/resources/rooms/${roomId}` },
      gives: [{ id: roomId, capacity: 6 }],
      fails: { input: noRoom, says: /was not found/ },
    },
    {
      key: 'create_calendar_group',
      input: { name: 'Yoga', description: 'All classes', slug: 'yoga', isActive: 'yes' },
      sends: {
        call: 'POST /calendars/groups',
        body: { locationId, name: 'Yoga', description: 'All classes', slug: 'yoga', isActive: true },
      },
      gives: { id: expect.any(String), name: 'Yoga', slug: 'yoga', isActive: true },
      fails: { input: { name: 'Yoga', description: 'x', slug: group?.slug }, says: /slug is taken/i },
    },
    {
      key: 'update_calendar_group',
      input: { groupId, name: 'House calls', description: '' },
      sends: {
        call: `PUT /calendars/groups/${groupId}`,
        body: { name: 'House calls', slug: group?.slug, description: group?.description },
        besides: ['GET /calendars/groups'],
      },
      gives: { id: groupId, name: 'House calls', slug: group?.slug, description: group?.description },
      fails: { input: { groupId: UNKNOWN, name: 'x' }, says: /^This calendar group was not found/, sends: 1 },
    },
    {
      key: 'update_calendar_group_status',
      input: { groupId, isActive: 'no' },
      sends: { call: `PUT /calendars/groups/${groupId}/status`, body: { isActive: false } },
      gives: { id: groupId, isActive: false, success: true },
      fails: { input: { groupId: UNKNOWN, isActive: true }, says: /was not found/ },
    },
    {
      key: 'delete_calendar_group',
      input: { groupId },
      sends: { call: `DELETE /calendars/groups/${groupId}` },
      gives: { id: groupId, deleted: true },
      fails: { input: { groupId: UNKNOWN }, says: /was not found/ },
    },
    {
      key: 'create_calendar',
      input: {
        name: 'First visit',
        calendarType: 'Round_Robin',
        groupId,
        slotDuration: '45',
        slotDurationUnit: 'mins',
        teamMembers: [
          { userId, priority: '0.5', isPrimary: 'yes', memberPlace: 'physical', memberAddress: '1 High St' },
          { userId, memberPlace: 'zoom_conference' },
        ],
        openHours: [
          { day: 'Monday to Friday', opens: '9', closes: '12:30' },
          { day: 'monday', opens: '2 pm', closes: '5:15 PM' },
        ],
        availabilities: [
          { date: '2026-12-24', dateOpens: '10:00', dateCloses: '14:00' },
          { date: '2026-12-25T00:00:00-05:00' },
        ],
        availabilityType: '2',
        lookBusyConfig__LookBusyPercentage: '20',
        recurring__freq: 'WEEKLY',
        recurring__count: 4,
        notifications: [{ selectedUsers: 'a@example.com, b@example.com', shouldSendToContact: 'yes' }],
        locationConfigurations: [{ kind: 'inbound_call', location: '+12125550100' }],
        eventTitle: '{{contact.name}} & team',
        appoinmentPerSlot: '2',
        appoinmentPerDay: 8,
        autoConfirm: 'no',
        formSubmitType: 'RedirectURL',
        formSubmitRedirectURL: 'https://example.com/thanks',
        notes: '',
      },
      sends: {
        call: 'POST /calendars/',
        body: {
          locationId,
          name: 'First visit',
          calendarType: 'round_robin',
          groupId,
          slotDuration: 45,
          slotDurationUnit: 'mins',
          teamMembers: [
            {
              userId,
              priority: 0.5,
              isPrimary: true,
              locationConfigurations: [
                { kind: 'physical', location: '1 High St' },
                { kind: 'zoom_conference' },
              ],
            },
          ],
          openHours: [
            {
              daysOfTheWeek: [1],
              hours: [
                { openHour: 9, openMinute: 0, closeHour: 12, closeMinute: 30 },
                { openHour: 14, openMinute: 0, closeHour: 17, closeMinute: 15 },
              ],
            },
            ...[2, 3, 4, 5].map((day) => ({
              daysOfTheWeek: [day],
              hours: [{ openHour: 9, openMinute: 0, closeHour: 12, closeMinute: 30 }],
            })),
          ],
          availabilities: [
            {
              date: '2026-12-24T00:00:00.000Z',
              hours: [{ openHour: 10, openMinute: 0, closeHour: 14, closeMinute: 0 }],
            },
            { date: '2026-12-25T00:00:00.000Z', hours: [] },
          ],
          availabilityType: null,
          lookBusyConfig: { enabled: true, LookBusyPercentage: 20 },
          recurring: { freq: 'WEEKLY', count: 4 },
          notifications: [
            {
              type: 'email',
              selectedUsers: 'a@example.com,b@example.com',
              shouldSendToSelectedUsers: true,
              shouldSendToContact: true,
              shouldSendToGuest: false,
              shouldSendToUser: false,
            },
          ],
          locationConfigurations: [{ kind: 'inbound_call', location: '+12125550100' }],
          eventTitle: '{{contact.name}} & team',
          appoinmentPerSlot: 2,
          appoinmentPerDay: 8,
          autoConfirm: false,
          formSubmitType: 'RedirectURL',
          formSubmitRedirectURL: 'https://example.com/thanks',
        },
      },
      gives: { id: expect.any(String), name: 'First visit', groupId, appoinmentPerSlot: 2 },
      fails: {
        input: { name: 'x', openHours: [{ day: 'Monday', opens: 'noon', closes: '17:00' }] },
        says: /^“Opening Hours” must have times of day such as 09:00 or 5:30 pm; “noon” is not one\.$/,
        sends: 0,
      },
    },
    {
      key: 'update_calendar',
      input: { calendarId, slotDuration: 20, description: '', clear: ['notes'] },
      sends: { call: `PUT /calendars/${calendarId}`, body: { slotDuration: 20, notes: '' } },
      gives: { id: calendarId, slotDuration: 20, name: 'Consultation' },
      fails: {
        input: { calendarId, lookBusyConfig__enabled: 'yes' },
        says: /^“Look Busy” needs a value for “Look Busy: Percentage Hidden”\.$/,
        sends: 0,
      },
    },
    {
      key: 'delete_calendar',
      input: calendar,
      sends: { call: `DELETE /calendars/${calendarId}` },
      gives: { id: calendarId, deleted: true },
      fails: noCalendar,
    },
    {
      key: 'create_calendar_notification',
      input: {
        calendarId,
        notificationType: 'reminder',
        channel: 'EMAIL',
        receiverType: 'emails',
        subject: 'Soon',
        body: 'Hi {{contact.first_name}}',
        beforeTime: [
          { timeOffsetBefore: '1', unitBefore: 'days' },
          { timeOffsetBefore: 2, unitBefore: 'hours' },
        ],
        additionalEmailIds: ['a@example.com', 'b@example.com'],
        selectedUsers: 'sub_account_admin',
      },
      sends: {
        call: `POST /calendars/${calendarId}/notifications`,
        body: [
          {
            notificationType: 'reminder',
            channel: 'email',
            receiverType: 'emails',
            subject: 'Soon',
            body: 'Hi {{contact.first_name}}',
            beforeTime: [
              { timeOffset: 1, unit: 'days' },
              { timeOffset: 2, unit: 'hours' },
            ],
            additionalEmailIds: ['a@example.com', 'b@example.com'],
            selectedUsers: ['sub_account_admin'],
          },
        ],
      },
      gives: { id: expect.any(String), channel: 'email', isActive: true },
      fails: {
        input: {
          calendarId,
          notificationType: 'reminder',
          channel: 'email',
          receiverType: 'contact',
          beforeTime: [{ timeOffsetBefore: 1 }],
        },
        says: /^“Times of a Reminder” must be rows with a time and its unit each\.$/,
        sends: 0,
      },
    },
    {
      key: 'update_calendar_notification',
      input: { ...notification, isActive: 'no', clear: ['Subject', 'selectedUsers'] },
      sends: {
        call: `PUT /calendars/${calendarId}/notifications/${notificationId}`,
        body: { isActive: false, subject: '', selectedUsers: [] },
      },
      gives: { id: notificationId, calendarId, message: expect.any(String), success: true },
      fails: { input: { ...notification, channel: 'fax' }, says: /^“Channel” must be Email, /, sends: 0 },
    },
    {
      key: 'delete_calendar_notification',
      input: notification,
      sends: { call: `DELETE /calendars/${calendarId}/notifications/${notificationId}` },
      gives: { id: notificationId, deleted: true },
      fails: { input: { calendarId, notificationId: UNKNOWN }, says: /was not found/ },
    },
    {
      key: 'create_calendar_resource',
      input: {
        resourceType: 'equipments',
        name: 'Laser',
        description: 'Class 3',
        quantity: '2',
        outOfService: 0,
        capacity: 1,
        calendarIds: calendarId,
      },
      sends: {
        call: 'POST /calendars/resources/equipments',
        body: {
          locationId,
          name: 'Laser',
          description: 'Class 3',
          quantity: 2,
          outOfService: 0,
          capacity: 1,
          calendarIds: [calendarId],
        },
      },
      gives: { id: expect.stringMatching(/./), resourceType: 'equipments', calendarIds: [calendarId] },
      fails: {
        input: { resourceType: 'rooms', name: 'x' },
        says: /needs a value for “Description”/,
        sends: 0,
      },
    },
    {
      key: 'update_calendar_resource',
      input: { ...room, capacity: 8, clear: ['calendarIds'] },
      sends: {
        call: `PUT /calendars/resources/rooms/${roomId}`,
        body: { locationId, capacity: 8, calendarIds: [] },
      },
      gives: { id: roomId, capacity: 8, name: 'Green room' },
      fails: { input: { ...noRoom, capacity: 8 }, says: /was not found/ },
    },
    {
      key: 'delete_calendar_resource',
      input: room,
      sends: { call: `DELETE /calendars/resources/rooms/${roomId}` },
      gives: { id: roomId, deleted: true },
      fails: { input: noRoom, says: /was not found/ },
    },
  ];
};

const keys = [...calendarTriggers, ...calendarCreates, ...calendarSearches].map(({ key }) => key);
describeCategory(zap, 'Calendars & Appointments', () => rows(place()), keys);

const slots = async (input: object, meta: object = {}): Promise<Item[]> =>
  items(await zap.run('triggers', 'get_free_slots', input, { meta }));

describe('free slots', () => {
  const twoDays = () => ({ calendarId: place().calendarId, startDate: '0', endDate: '2' });
  const book = (start: string, end: string) =>
    state().appointments.insert({
      locationId: here(),
      calendarId: place().calendarId,
      contactId: first(state().contacts.where(isHere)).id,
      startTime: start,
      endTime: end,
    });

  test('come one record a slot, the soonest first, in the location’s own time zone', async () => {
    const found = await slots(twoDays());
    expect(found.slice(0, 2).map(({ startTime }) => startTime)).toEqual([
      '2026-07-06T09:00:00-04:00',
      '2026-07-06T09:30:00-04:00',
    ]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    const starts = found.map(({ startTime }) => Date.parse(String(startTime)));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  test('fire when they become free, once, whatever the time zone', async () => {
    const taken = book('2026-07-06T14:00:00.000Z', '2026-07-06T15:00:00.000Z');
    const memory = new DedupeMemory(['id', 'revision']);
    memory.prime(await slots(twoDays(), { isPopulatingDedupe: true }));
    expect(memory.takeNew(await slots(twoDays()))).toEqual([]);
    state().appointments.delete(taken.id);
    const freed = memory.takeNew(await slots(twoDays()));
    expect(freed.map(({ startTime }) => startTime).sort()).toEqual([
      '2026-07-06T10:00:00-04:00',
      '2026-07-06T10:30:00-04:00',
    ]);
    expect(memory.takeNew(await slots({ ...twoDays(), timezone: 'Asia/Tokyo' }))).toEqual([]);
  });

  test('are three in a sample', async () => {
    expect(await slots(twoDays(), { isLoadingSample: true })).toHaveLength(3);
  });

  test('are none where all is booked', async () => {
    book('2026-07-06T00:00:00.000Z', '2026-07-09T00:00:00.000Z');
    expect(await slots(twoDays())).toEqual([]);
  });

  test.each([
    ['-1', '3'],
    ['3', '3'],
    ['5', '2'],
    ['1', '33'],
  ])('are not asked for from day %s to day %s', async (startDate, endDate) => {
    expect(await zap.sentence(slots({ ...twoDays(), startDate, endDate }))).toMatch(
      /^“To Day” must be 1 to 31/,
    );
    expect(zap.sent()).toEqual([]);
  });

  test('may begin in some days, and be of several users', async () => {
    const { userId } = place();
    const found = await slots({ ...twoDays(), startDate: 7, endDate: 38, userIds: [userId, UNKNOWN] });
    expect(String(found[0]?.startTime)).toMatch(/^2026-07-13/);
    expect(first(zap.sent()).query).toMatchObject({ userIds: [userId, UNKNOWN] });
  });
});

describe('a calendar group', () => {
  test('keeps what the update does not name', async () => {
    const { groupId, group } = place();
    await zap.run('creates', 'update_calendar_group', { groupId, slug: 'house-calls' });
    expect(state().calendarGroups.get(groupId)).toEqual({ ...group, slug: 'house-calls' });
  });

  test('is not read where all of it is filled in', async () => {
    const { groupId } = place();
    const filledIn = { name: 'House calls', slug: 'house-calls', description: 'At home' };
    await zap.run('creates', 'update_calendar_group', { groupId, ...filledIn });
    expect(zap.sent().map(({ method, body }) => [method, body])).toEqual([['PUT', filledIn]]);
  });

  test('has a slug that others can’t have', async () => {
    const slug = String(place().group?.slug);
    expect(await zap.run('searches', 'validate_calendar_group_slug', { slug })).toEqual([
      { id: slug, slug, available: false },
    ]);
  });
});

describe('date overrides', () => {
  const overrides = () => items(state().calendars.get(place().calendarId)?.availabilities);
  const update = (availabilities: object[]) =>
    zap.run('creates', 'update_calendar', { calendarId: place().calendarId, availabilities });

  test('are added, changed by the date that they are for, and removed', async () => {
    await update([{ date: '2026-12-24', dateOpens: '10:00', dateCloses: '12:00' }, { date: '2026-12-25' }]);
    const before = overrides();
    expect(before).toHaveLength(2);
    await update([
      { date: '2026-12-24', dateOpens: '9 am', dateCloses: '11 am' },
      { date: '2026-12-26' },
      { date: '2026-12-25', deleted: 'yes' },
    ]);
    expect(overrides()).toEqual([
      {
        ...before[0],
        hours: [{ openHour: 9, openMinute: 0, closeHour: 11, closeMinute: 0 }],
      },
      { id: expect.any(String), date: '2026-12-26T00:00:00.000Z', hours: [] },
    ]);
  });

  test('are all removed where that is said', async () => {
    await update([{ date: '2026-12-24', dateOpens: '10:00', dateCloses: '12:00' }, { date: '2026-12-25' }]);
    const { calendarId } = place();
    await zap.run('creates', 'update_calendar', { calendarId, clear: ['Date Overrides'] });
    expect(overrides()).toEqual([]);
  });

  test('are the only settings for which the calendar is read first', async () => {
    await update([{ date: '2026-12-25' }]);
    expect(zap.sent().map(({ method }) => method)).toEqual(['GET', 'PUT']);
  });

  test.each([
    [{ dateOpens: '10:00', dateCloses: '12:00' }, 'rows with a date each'],
    [{ date: '2026-12-24', dateOpens: '10:00' }, 'rows with both an opening and a closing time'],
    [{ date: '2026-12-24', dateOpens: '12:00', dateCloses: '10:00' }, 'hours that close after they open'],
  ])('%j are refused', async (row, says) => {
    expect(await zap.sentence(update([row]))).toContain(`“Date Overrides” must be ${says}`);
    expect(zap.sent()).toEqual([]);
  });
});

describe('lines of a calendar', () => {
  const create = (input: object) => zap.run('creates', 'create_calendar', { name: 'x', ...input });
  const sentHours = () => at(zap.sent().at(-1)?.body, 'openHours');
  const monday = { day: 'Monday', opens: '9', closes: '17' };
  const hours = [{ openHour: 9, openMinute: 0, closeHour: 17, closeMinute: 0 }];

  test.each([
    ['JSON', JSON.stringify([monday])],
    ['one row in JSON', JSON.stringify(monday)],
    ['a list of JSON', [JSON.stringify(monday)]],
    ['one row', monday],
    ['rows by their labels', [{ Day: 'monday', 'opens at': '9:00', 'CLOSES AT': '5 pm' }]],
  ])('come as %s', async (_what, openHours) => {
    await create({ openHours });
    expect(sentHours()).toEqual([{ daysOfTheWeek: [1], hours }]);
  });

  test.each(['[]', '[{}]', '[{"day":""}]', ' [ ] '])(
    'that are none in JSON wipe nothing: %s',
    async (openHours) => {
      const { calendarId } = place();
      const before = state().calendars.get(calendarId);
      await zap.run('creates', 'update_calendar', { calendarId, openHours, slotDuration: 45 });
      expect(zap.sent().at(-1)?.body).toEqual({ slotDuration: 45 });
      expect(state().calendars.get(calendarId)?.openHours).toEqual(before?.openHours);
    },
  );

  test.each([
    ['openHours', 'Opening Hours'],
    ['teamMembers', 'Team Members'],
    ['locationConfigurations', 'Meeting Places'],
    ['notifications', 'Email Notifications'],
    ['availabilities', 'Date Overrides'],
  ])('that are no rows are refused by the label: %s', async (key, label) => {
    const { calendarId } = place();
    const wrong = [
      'Mon-Fri 9-5',
      ['x', 'y'],
      [{ unknown: 'x' }],
      [monday, 'x'],
      '[{"unknown":1}]',
      7,
      true,
      '{"day":',
    ];
    for (const given of wrong) {
      const run = zap.run('creates', 'update_calendar', { calendarId, [key]: given });
      expect(await zap.sentence(run)).toMatch(
        new RegExp(`${label}( With)?” must have rows with the columns “`),
      );
    }
    expect(zap.sent()).toEqual([]);
  });

  test('of a notification that are no rows are refused', async () => {
    const run = zap.run('creates', 'update_calendar_notification', {
      calendarId: place().calendarId,
      notificationId: 'x',
      beforeTime: '1 hour',
    });
    expect(await zap.sentence(run)).toBe(
      '“Replace All Times of a Reminder With” must have rows with the columns “Time Before”, “Unit of Time Before”; “1 hour” is not one.',
    );
    expect(zap.sent()).toEqual([]);
  });

  test.each([
    [{ openHours: [{ opens: '9', closes: '10' }] }, '“Opening Hours” must be rows with a day'],
    [{ openHours: [{ day: 'Monday', opens: '25', closes: '26' }] }, '“25” is not one'],
    [{ openHours: [{ day: 'Monday', opens: '13 pm', closes: '14' }] }, '“13 pm” is not one'],
    [
      { openHours: [{ day: 'Someday', opens: '9', closes: '10' }] },
      '“Day” must be Monday to Friday, Every Day, Sunday, ',
    ],
    [{ teamMembers: [{ priority: 1 }] }, '“Team Members” must have a team member in every row.'],
    [{ teamMembers: [{ userId: 'u', memberAddress: 'x' }] }, 'must be rows that say how one meets'],
    [{ locationConfigurations: [{ location: 'x' }] }, '“Meeting Places” must be rows that say how'],
    [{ notifications: [{ shouldSendToContact: true }] }, 'must be rows with an email to notify each'],
  ])('%j are refused', async (input, says) => {
    expect(await zap.sentence(create(input))).toContain(says);
    expect(zap.sent()).toEqual([]);
  });

  test('that are all blank are not sent', async () => {
    await create({ openHours: [{ day: '', opens: '' }], teamMembers: [], lookBusyConfig__enabled: 'no' });
    expect(first(zap.sent()).body).toEqual({
      locationId: here(),
      name: 'x',
      lookBusyConfig: { enabled: false, LookBusyPercentage: 0 },
    });
  });
});

describe('drop-downs', () => {
  async function choices(create: string, key: string, inputData: object = {}): Promise<Item[]> {
    const field = items(at(app.creates, create, 'operation', 'inputFields')).find((one) => one.key === key);
    return items(at(await zap.call(at(field, 'choices', 'perform'), inputData), 'results'));
  }

  test.each([
    ['delete_calendar', 'calendarId', () => ({}), ['Consultation', 'Follow-up', 'Open Day (draft)']],
    ['update_calendar_group', 'groupId', () => ({}), ['Visits to Acme Dental', 'Online']],
    ['create_calendar', 'formId', () => ({}), ['Booking form', 'Feedback form']],
    ['create_calendar', 'pixelId', () => ({}), ['730415982640173 (Consultation)']],
    ['delete_calendar_resource', 'id', () => ({ resourceType: 'rooms' }), ['Green room', 'Garden room']],
    ['delete_calendar_resource', 'id', () => ({ resourceType: 'equipments' }), ['Projector']],
    [
      'delete_calendar_notification',
      'notificationId',
      () => ({ calendarId: place().calendarId }),
      ['Appointment Booked (Confirmed) · Email · Contact', 'Reminder · SMS · Contact'],
    ],
    [
      'create_calendar_notification',
      'templateId',
      () => ({}),
      ['Appointment reminder', 'Thank you for your visit'],
    ],
  ])('of %s list what there is for “%s”', async (create, key, filledIn, labels) => {
    const found = await choices(create, key, filledIn());
    expect(found.map(({ label }) => label)).toEqual(labels);
    expect(found.every(({ id }) => id !== '' && id !== 'undefined')).toBe(true);
  });

  test('of users to notify have the administrator too, and those of emails give addresses', async () => {
    const [admin, ...users] = await choices('create_calendar_notification', 'selectedUsers');
    expect(admin).toEqual({ id: 'sub_account_admin', label: 'Sub-Account Admin' });
    expect(users.length).toBeGreaterThan(0);
    const emails = await choices('create_calendar_notification', 'additionalEmailIds');
    expect(emails.map(({ id }) => String(id))).toEqual(users.map(() => expect.stringContaining('@')));
  });

  test('say what they wait for', async () => {
    expect(await zap.sentence(choices('delete_calendar_resource', 'id'))).toMatch(/“Resource Type”/);
  });
});

test('resources are read page by page when the Zap is turned on, twice, as HighLevel counts the pages off', async () => {
  for (let i = 0; i < 150; i += 1) {
    state().calendarResources.insert({ locationId: here(), resourceType: 'rooms', name: `Room ${i}` });
  }
  const meta = { isPopulatingDedupe: true };
  const found = await zap.run('triggers', 'list_calendar_resources', { resourceType: 'rooms' }, { meta });
  expect(items(found)).toHaveLength(152);
  expect(zap.sent().map(({ query }) => query.skip)).toEqual(['0', '100', '152', '0', '100', '152']);
});
