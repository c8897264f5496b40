import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();
const state = () => zap.sandbox.state;

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';
const DAY_MS = 24 * 3_600_000;
const EPOCH_MS = expect.stringMatching(/^\d{13}$/);

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** The sub-account, with a calendar of its own and what is in it. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const isHere = (row: { locationId: string }) => row.locationId === locationId;
  const calendars = state().calendars.where(isHere);
  const [{ id: otherCalendar, groupId } = { id: '', groupId: '' }] = calendars;
  const { id: _id, ...like } = first(calendars);
  const calendar = state().calendars.insert({
    ...like,
    name: 'Café Visits',
    slug: 'cafe-visits',
    widgetSlug: 'cafe-visits',
  });
  const contactId = first(state().contacts.where(isHere)).id;
  const appointment = (days: number, status: string, at = calendar.id) =>
    state().appointments.insert({
      locationId,
      calendarId: at,
      contactId,
      title: 'First visit',
      appointmentStatus: status,
      startTime: inDays(days),
      endTime: inDays(days + 0.02),
      dateAdded: inDays(-90),
      dateUpdated: inDays(-90),
    }).id;
  const next = appointment(2, 'confirmed');
  const note = (body: string, dateAdded: string) =>
    state().appointmentNotes.insert({ locationId, appointmentId: next, body, dateAdded }).id;
  const blocked = (days: number) =>
    state().blockedSlots.insert({
      locationId,
      calendarId: calendar.id,
      title: 'Lunch',
      startTime: inDays(days),
      endTime: inDays(days + 0.1),
    }).id;
  const notification = (notificationType: string, channel: string) =>
    state().calendarNotifications.insert({
      locationId,
      calendarId: calendar.id,
      notificationType,
      channel,
      receiverType: 'contact',
      isActive: true,
      deleted: false,
    }).id;
  const room = (name: string) =>
    state().calendarResources.insert({ locationId, resourceType: 'rooms', name, isActive: true }).id;
  return {
    locationId,
    contactId,
    calendarId: calendar.id,
    otherCalendar,
    groupId: String(groupId),
    group: first(state().calendarGroups.where(isHere)),
    appointments: {
      next,
      later: appointment(4, 'confirmed'),
      cancelled: appointment(1, 'cancelled'),
      past: appointment(-3, 'showed'),
    },
    notes: {
      early: note('Rings TWICE.', '2031-03-01T09:00:00.000Z'),
      late: note('Ring twice, please.', '2031-03-02T09:00:00.000Z'),
    },
    blocked: { late: blocked(3), soon: blocked(1.5) },
    notifications: {
      booked: notification('booked', 'email'),
      reminder: notification('reminder', 'sms'),
    },
    rooms: { green: room('Crème Room'), big: room('Big crème room') },
  };
}

const rows = ({
  locationId,
  contactId,
  calendarId,
  groupId,
  group,
  appointments,
  notes,
  blocked,
  notifications,
  rooms,
}: ReturnType<typeof place>): SearchRow[] => {
  const [startTime, endTime] = [inDays(-10), inDays(10)];
  const page = { locationId, limit: '100', skip: '0' };
  const days = { startDate: inDays(1), endDate: inDays(8), timezone: 'America/Denver' };
  return [
    {
      key: 'validate_calendar_group_slug',
      uses: [
        {
          input: { slug: 'brand-new' },
          sends: { call: 'POST /calendars/groups/validate-slug', body: { locationId, slug: 'brand-new' } },
          gives: { id: 'brand-new', slug: 'brand-new', available: true },
        },
      ],
      nothing: [],
      refused: { input: {}, says: /^Validate Group Slug needs a value for “Slug”\.$/, sends: 0 },
    },
    {
      key: 'find_calendar',
      uses: [
        {
          input: { name: ' cafe  visits', groupId, showDrafted: 'yes' },
          sends: { call: 'GET /calendars/', query: { locationId, groupId, showDrafted: 'true' } },
          gives: { id: calendarId, name: 'Café Visits' },
        },
        {
          input: { calendarId },
          sends: { call: `GET /calendars/${calendarId}` },
          gives: { id: calendarId, name: 'Café Visits' },
        },
      ],
      several: { input: {}, ids: expect.arrayContaining([calendarId]) },
      nothing: [{ name: 'Tea Visits' }, { calendarId: UNKNOWN }],
      refused: {
        input: { calendarId: 'Café Visits' },
        says: /^“Calendar” must be an ID; it is “Café Visits”/,
      },
    },
    {
      key: 'find_calendar_group',
      uses: [
        {
          input: { name: String(group.name).toUpperCase() },
          sends: { call: 'GET /calendars/groups', query: { locationId } },
          gives: { id: group.id, name: group.name },
        },
        {
          input: { groupId: group.id },
          sends: { call: 'GET /calendars/groups', query: { locationId } },
          gives: { id: group.id },
        },
      ],
      several: { input: {}, ids: expect.arrayContaining([group.id]) },
      nothing: [{ name: 'No such group' }, { groupId: UNKNOWN }],
      refused: { input: { groupId: 'a b' }, says: /^“Calendar Group” must be an ID; it is “a b”/, sends: 0 },
    },
    {
      key: 'find_calendar_notification',
      uses: [
        {
          input: { calendarId, notificationType: 'Reminder', channel: 'sms', isActive: 'yes' },
          sends: {
            call: `GET /calendars/${calendarId}/notifications`,
            query: { isActive: 'true', limit: '100' },
          },
          gives: { id: notifications.reminder, channel: 'sms' },
        },
        {
          input: { calendarId, notificationId: notifications.booked },
          sends: { call: `GET /calendars/${calendarId}/notifications/${notifications.booked}` },
          gives: { id: notifications.booked },
        },
      ],
      several: {
        input: { calendarId, receiverType: 'contact' },
        ids: expect.arrayContaining([notifications.booked, notifications.reminder]),
      },
      nothing: [
        { calendarId, channel: 'whatsapp' },
        { calendarId, notificationId: UNKNOWN },
      ],
      refused: { input: {}, says: /^Find Calendar Notification needs a value for “Calendar”\.$/, sends: 0 },
    },
    {
      key: 'find_calendar_resource',
      uses: [
        {
          input: { resourceType: 'Rooms', name: 'creme room' },
          sends: { call: 'GET /calendars/resources/rooms', query: page },
          gives: { id: rooms.green, name: 'Crème Room' },
        },
        {
          input: { resourceType: 'rooms', id: rooms.big },
          sends: { call: `GET /calendars/resources/rooms/${rooms.big}` },
          gives: { id: rooms.big },
        },
      ],
      several: {
        input: { resourceType: 'rooms', name: 'crème' },
        ids: expect.arrayContaining([rooms.green, rooms.big]),
      },
      nothing: [
        { resourceType: 'rooms', name: 'Red room' },
        { resourceType: 'rooms', id: UNKNOWN },
      ],
      refused: { input: {}, says: /^Find Room or Equipment needs a value for “Resource Type”\.$/, sends: 0 },
    },
    {
      key: 'find_free_slots',
      uses: [
        {
          input: { calendarId, ...days },
          sends: {
            call: `GET /calendars/${calendarId}/free-slots`,
            query: { startDate: EPOCH_MS, endDate: EPOCH_MS, timezone: 'America/Denver' },
          },
          gives: {
            calendarId,
            startTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[67]:00$/),
            text: expect.stringMatching(/^\w+day, \w+ \d+, \d{4} at \d+:\d\d [AP]M$/),
          },
        },
      ],
      several: {
        input: { calendarId, ...days, most: '3' },
        ids: [expect.any(String), expect.any(String), expect.any(String)],
      },
      nothing: [{ calendarId: UNKNOWN, ...days }],
      refused: {
        input: { calendarId, startDate: inDays(1), endDate: inDays(40) },
        says: /^“To” must be after “From”, and at most 31 days later\.$/,
        sends: 0,
      },
    },
    {
      key: 'find_appointment',
      uses: [
        {
          input: { calendarId, contactId, appointmentStatus: 'Confirmed', order: 'next' },
          sends: {
            call: 'GET /calendars/events',
            query: { locationId, calendarId, startTime: EPOCH_MS, endTime: EPOCH_MS },
          },
          gives: { id: appointments.next, calendarName: 'Café Visits' },
        },
        {
          input: { contactId, endTime: inDays(3), order: 'last' },
          sends: { call: `GET /contacts/${contactId}/appointments` },
          // The list gives times without a zone.
          besides: [`GET /locations/${locationId}`],
          gives: { id: appointments.next },
        },
        {
          input: { eventId: appointments.past, order: 'next' },
          sends: { call: `GET /calendars/events/appointments/${appointments.past}` },
          gives: { id: appointments.past },
        },
      ],
      several: {
        input: { calendarId, appointmentStatus: 'confirmed', startTime, endTime },
        ids: [appointments.next, appointments.later],
      },
      nothing: [
        { calendarId, appointmentStatus: 'noshow' },
        { calendarId, startTime: inDays(20), endTime: inDays(21) },
        { contactId, startTime: inDays(300), endTime: inDays(301) },
        { eventId: UNKNOWN },
        { contactId: UNKNOWN },
      ],
      refused: {
        input: { order: 'last' },
        says: /^Find Appointment needs a value for “Contact”, “Calendar”, “Calendar Group”, “User” or “Appointment”\.$/,
        sends: 0,
      },
    },
    {
      key: 'find_appointment_notes',
      uses: [
        {
          input: { appointmentId: appointments.next, text: 'twice' },
          sends: {
            call: `GET /calendars/appointments/${appointments.next}/notes`,
            query: { limit: '20', offset: '0' },
          },
          gives: { id: notes.late },
        },
      ],
      several: { input: { appointmentId: appointments.next }, ids: [notes.late, notes.early] },
      nothing: [{ appointmentId: appointments.next, text: 'knock' }, { appointmentId: UNKNOWN }],
      refused: { input: {}, says: /^Find Appointment's Notes needs a value for “Appointment”\.$/, sends: 0 },
    },
    {
      key: 'find_blocked_slots',
      uses: [
        {
          input: { calendarId, startTime, endTime },
          sends: {
            call: 'GET /calendars/blocked-slots',
            query: { locationId, calendarId, startTime: EPOCH_MS, endTime: EPOCH_MS },
          },
          gives: { id: blocked.soon, title: 'Lunch' },
        },
      ],
      several: { input: { calendarId, startTime, endTime }, ids: [blocked.soon, blocked.late] },
      nothing: [{ calendarId, startTime: inDays(20), endTime: inDays(21) }],
      refused: {
        input: { startTime, endTime },
        says: /^Find Blocked Time needs a value for “Calendar”, “Calendar Group” or “User”\.$/,
        sends: 0,
      },
    },
  ];
};

describeSearches(zap, 'Calendars & Appointments', () => rows(place()));

describe('Find Appointment', () => {
  const find = (input: object) => zap.run('searches', 'find_appointment', input);

  test('with a contact alone finds the next one to come, and not one of the past', async () => {
    const { contactId, appointments } = place();
    const { state: now } = zap.sandbox;
    for (const row of now.appointments.where((one) => one.contactId === contactId)) {
      if (row.id !== appointments.past) now.appointments.delete(row.id);
    }
    expect(await find({ contactId })).toEqual([]);
    expect(await find({ contactId, order: 'last' })).toEqual([
      expect.objectContaining({ id: appointments.past }),
    ]);
  });

  test('leaves out what begins behind the end that was given', async () => {
    const { calendarId, appointments } = place();
    const [found] = [await find({ calendarId, endTime: inDays(3), order: 'last' })];
    expect(found).toEqual([expect.objectContaining({ id: appointments.next })]);
  });
});
