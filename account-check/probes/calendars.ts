import { toMs } from '../../records/record';
import { at, type Item, items } from '../../zapier';
import { rowsIn, type Sending } from '../caller';
import { type Lab, MADE_BY } from '../lab';
import { type Questions, reads, writes } from '../probe';
import { confirmed, contradicted, judged, need, notTold } from '../verdict';
import { moves } from './judging';

const DAY_MS = 86_400_000;

/** The events of a calendar from a month ago to two months ahead, or within these times. */
const eventsOf = (
  lab: Lab,
  calendarId: string,
  from = Date.now() - 30 * DAY_MS,
  to = Date.now() + 60 * DAY_MS,
) => lab.ask('GET /calendars/events', lab.inLocation({ calendarId, startTime: from, endTime: to }));

/** The first calendars that have events, with them. */
async function busy(lab: Lab): Promise<{ calendarId: string; events: Item[] }[]> {
  const found: { calendarId: string; events: Item[] }[] = [];
  for (const { id } of (await lab.list('GET /calendars/', 'calendars')).slice(0, 5)) {
    const query = { calendarId: String(id), startTime: 0, endTime: Date.UTC(2100, 0) };
    const events = await lab.list('GET /calendars/events', 'events', lab.inLocation(query));
    if (events.length) found.push({ calendarId: String(id), events });
  }
  return found;
}
/** What {@link busy} asks for, at most. */
const BUSY = 6;

const put = (lab: Lab, eventId: string, body: object) =>
  lab.ask('PUT /calendars/events/appointments/{eventId}', { path: { eventId }, body });

/** What the requests to make a calendar, a contact and an appointment come to, with their deletion. */
const BOOKED = 7;

async function freeSlots(lab: Lab, calendarId: string): Promise<string[]> {
  const from = lab.start(2).getTime();
  const query = { startDate: from, endDate: from + 14 * DAY_MS };
  const days = await lab.get('GET /calendars/{calendarId}/free-slots', { path: { calendarId }, query });
  return Object.values(days).flatMap((day) => {
    const slots: unknown = at(day, 'slots');
    return Array.isArray(slots) ? slots.map(String) : [];
  });
}

/** Whether the deletion of an event leads to that of which nothing is found. */
async function deleted(lab: Lab, calendarId: string): Promise<string> {
  const { id } = await lab.appointment(calendarId);
  const eventId = String(id);
  await lab.get('DELETE /calendars/events/{eventId}', { path: { eventId }, body: {} });
  return eventId;
}

export const calendars: Questions = {
  'booked-without-times': writes(BOOKED + 1, async (lab) => {
    const startTime = new Date(lab.start(3).getTime() + 7 * 60_000).toISOString();
    const endTime = new Date(Date.parse(startTime) + 1_800_000).toISOString();
    const booked = await lab.appointment(await lab.calendar(), { startTime, endTime });
    const read = await lab.readAppointment(String(booked.id));
    if (booked.startTime !== undefined) return contradicted('The answer to a booking has a start.');
    return judged(
      toMs(read.startTime) === Date.parse(startTime) && toMs(read.endTime) === Date.parse(endTime),
      'The answer has no times, and those that were sent hold, though they are no slot’s.',
      'The times that are read are others than those that were sent.',
    );
  }),

  'put-resets-status': writes(BOOKED + 3, async (lab) => {
    const eventId = String((await lab.appointment(await lab.calendar())).id);
    await put(lab, eventId, { appointmentStatus: 'showed' });
    await put(lab, eventId, { title: `${MADE_BY} again` });
    const { appointmentStatus } = await lab.readAppointment(eventId);
    return judged(
      appointmentStatus === 'showed',
      'The status stays.',
      'The status is another one afterwards.',
    );
  }),

  'put-needs-ignore': writes(BOOKED + 6, async (lab) => {
    const calendarId = await lab.calendar();
    const past = lab.start(-3);
    const times = {
      startTime: past.toISOString(),
      endTime: new Date(past.getTime() + 1_800_000).toISOString(),
    };
    const refused: string[] = [];
    for (const [when, more] of [
      ['the future', {}],
      ['the past', times],
    ] as const) {
      const { id } = await lab.appointment(calendarId, more);
      const changed = await put(lab, String(id), { title: `${MADE_BY} again` });
      if (!changed.isDone) refused.push(`${when} (${changed.status})`);
    }
    return judged(
      !refused.length,
      'A title alone is taken, for the past too.',
      `A title alone is refused for one of ${refused.join(' and ')}.`,
    );
  }),

  'start-in-its-own-zone': writes(BOOKED + 8, async (lab) => {
    const calendarId = await lab.calendar();
    const [first, second] = await freeSlots(lab, calendarId);
    const slots = [
      need(first, 'A new calendar has no free slots.'),
      new Date(String(need(second, 'It has one free slot.'))).toISOString(),
    ];
    const wrong: string[] = [];
    for (const startTime of slots) {
      const endTime = new Date(Date.parse(startTime) + 1_800_000).toISOString();
      const name = startTime.endsWith('Z') ? 'in UTC' : 'with its own offset';
      try {
        const booked = await lab.appointment(calendarId, {
          startTime,
          endTime,
          ignoreFreeSlotValidation: false,
          ignoreDateRange: false,
        });
        const read = await lab.readAppointment(String(booked.id));
        if (toMs(read.startTime) !== Date.parse(startTime)) wrong.push(`${name} it is another moment`);
      } catch {
        wrong.push(`${name} it is refused`);
      }
    }
    return judged(
      !wrong.length,
      'A free slot is booked with its own offset, and in UTC.',
      `${wrong.join(', ')}.`,
    );
  }),

  'end-by-duration': writes(BOOKED, async (lab) => {
    const calendarId = await lab.calendar();
    const [slot] = await freeSlots(lab, calendarId);
    const startTime = String(need(slot, 'A new calendar has no free slots.'));
    const contactId = await lab.contact();
    const asked = await lab.ask('POST /calendars/events/appointments', {
      body: {
        locationId: lab.locationId,
        calendarId,
        contactId,
        startTime,
        endTime: new Date(Date.parse(startTime) + 37 * 60_000).toISOString(),
        toNotify: false,
      },
    });
    if (!asked.isDone) return confirmed(`37 minutes in a calendar of 30 are refused with ${asked.status}.`);
    lab.remove('DELETE /calendars/events/{eventId}', {
      path: { eventId: String(asked.body.id) },
      sending: { body: {} },
    });
    return contradicted('37 minutes in a calendar of 30 are booked.');
  }),

  'delete-appointment': writes(BOOKED + 9, async (lab) => {
    const calendarId = await lab.calendar();
    const gone = [await deleted(lab, calendarId), await deleted(lab, calendarId)];
    const listed = rowsIn(await eventsOf(lab, calendarId), 'events').filter(
      (event) => gone.includes(String(event.id)) && event.deleted !== true,
    );
    return judged(
      !listed.length,
      'Neither of two is listed any more.',
      `${listed.length} of 2 are listed still.`,
    );
  }),

  'deleted-appointment': writes(BOOKED + 2, async (lab) => {
    const eventId = await deleted(lab, await lab.calendar());
    const read = await lab.ask('GET /calendars/events/appointments/{eventId}', { path: { eventId } });
    const said = JSON.stringify(read.body);
    return judged(
      read.status === 400 && /event id is invalid/i.test(said),
      'It is refused with 400, in these words.',
      `It is answered with ${read.status}${at(read.body, 'appointment', 'deleted') ? ', as deleted' : ''}.`,
    );
  }),

  'block-cancels-appointment': writes(BOOKED + 3, async (lab) => {
    const calendarId = await lab.calendar();
    const { id } = await lab.appointment(calendarId);
    const times = { startTime: lab.start(3, 14).toISOString(), endTime: lab.start(3, 18).toISOString() };
    await lab.make(
      'POST /calendars/events/block-slots',
      { body: { locationId: lab.locationId, calendarId, title: MADE_BY, ...times } },
      'id',
      'DELETE /calendars/events/{eventId}',
      'eventId',
      { path: {}, sending: { body: {} } },
    );
    const { appointmentStatus } = await lab.readAppointment(String(id));
    return judged(
      appointmentStatus === 'confirmed' || appointmentStatus === 'new',
      'The appointment stays.',
      'The appointment has another status.',
    );
  }),

  'contact-appointments-empty': reads(BUSY + 1, async (lab) => {
    const [{ events } = { events: [] }] = await busy(lab);
    const contactId = need(events[0]?.contactId, 'No calendar has events.');
    const own = await lab.list('GET /contacts/{contactId}/appointments', 'events', {
      path: { contactId: String(contactId) },
    });
    const ids = own.map(({ id }) => id);
    const missing = events.filter((event) => event.contactId === contactId && !ids.includes(event.id));
    return judged(
      !missing.length,
      'The contact’s list has those of the calendar.',
      `The contact’s list lacks ${missing.length}.`,
    );
  }),

  'contact-appointments-zone': reads(BUSY + 2, async (lab) => {
    const [{ events } = { events: [] }] = await busy(lab);
    const contactId = String(need(events[0]?.contactId, 'No calendar has events.'));
    const [own] = await lab.list('GET /contacts/{contactId}/appointments', 'events', { path: { contactId } });
    const event = events.find(({ id }) => id === own?.id);
    const start = String(need(own?.startTime, 'The contact’s list is empty.'));
    if (/Z$|[+-]\d\d:?\d\d$/.test(start)) return contradicted('The times have a zone.');
    const { location } = (
      await lab.once('GET /locations/{locationId}', { path: { locationId: lab.locationId } })
    ).body;
    const timeZone = String(need(at(location, 'timezone'), 'The sub-account tells no time zone.'));
    const there = toMs(need(event, 'The event is in no other list.').startTime) ?? 0;
    const local = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    }).format(there);
    return judged(
      start.replace('T', ' ').startsWith(local),
      'The time is the one of the sub-account’s zone.',
      'The time is of another zone.',
    );
  }),

  'events-after-end': reads(BUSY + 1, async (lab) => {
    const [first] = (await busy(lab)).filter(
      ({ events }) => new Set(events.map((event) => toMs(event.startTime))).size > 1,
    );
    const { calendarId, events } = need(first, 'No calendar has events at two times.');
    const starts = events.map((event) => toMs(event.startTime) ?? 0).sort((a, b) => a - b);
    const end = (starts[0] ?? 0) + 60_000;
    const within = rowsIn(await eventsOf(lab, calendarId, (starts[0] ?? 0) - DAY_MS, end), 'events');
    const late = within.filter((event) => (toMs(event.startTime) ?? 0) > end).length;
    return judged(!late, 'None begins after the asked end.', `${late} begin after the asked end.`);
  }),

  'appointment-series': reads(BUSY, async (lab) => {
    const series = (await busy(lab))
      .flatMap(({ events }) => events)
      .filter(({ rrule, masterEventId }) => rrule || masterEventId);
    if (!series.length) return notTold('No appointment is of a series.');
    const lacking = series.filter(({ masterEventId }) => !masterEventId).length;
    return judged(
      !lacking,
      `${series.length} have the id of their series.`,
      `${lacking} of ${series.length} lack the id of their series.`,
    );
  }),

  'events-of-gone-calendar': writes(4, async (lab) => {
    const calendarId = await lab.calendar();
    await lab.get('DELETE /calendars/{calendarId}', { path: { calendarId } });
    const asked = await eventsOf(lab, calendarId);
    return judged(
      [400, 404, 422].includes(asked.status) || (asked.isDone && !rowsIn(asked, 'events').length),
      `It is answered with ${asked.status}, without events.`,
      `It is answered with ${asked.status}.`,
    );
  }),

  'appointment-update-time': writes(BOOKED + 6, async (lab) => {
    const eventId = String((await lab.appointment(await lab.calendar())).id);
    const before = await lab.readAppointment(eventId);
    await lab.moment();
    await put(lab, eventId, { appointmentStatus: 'showed' });
    const showed = await lab.readAppointment(eventId);
    await lab.moment();
    const start = lab.start(4);
    await put(lab, eventId, {
      startTime: start.toISOString(),
      endTime: new Date(start.getTime() + 1_800_000).toISOString(),
      ignoreFreeSlotValidation: true,
      ignoreDateRange: true,
    });
    const moved = await lab.readAppointment(eventId);
    const [byStatus, byTime] = [moves(before, showed, 'dateUpdated'), moves(showed, moved, 'dateUpdated')];
    return judged(
      byStatus.is === 'confirmed' && byTime.is === 'confirmed',
      'Both move dateUpdated.',
      `By a new status: ${byStatus.because} By another time: ${byTime.because}`,
    );
  }),

  'sunday-is-0': writes(3, async (lab) => {
    const hours = [{ openHour: 9, openMinute: 0, closeHour: 17, closeMinute: 0 }];
    const calendarId = await lab.calendar({ openHours: [{ daysOfTheWeek: [0], hours }] });
    const slots = await freeSlots(lab, calendarId);
    const days = new Set(slots.map((slot) => new Date(`${slot.slice(0, 10)}T12:00:00Z`).getUTCDay()));
    if (!days.size) return notTold('The calendar has no free slots.');
    return judged(
      days.size === 1 && days.has(0),
      'It is open on Sundays alone.',
      'It is open on another day.',
    );
  }),

  'resource-id': writes(6, async (lab) => {
    const calendarId = await lab.calendar();
    const { locationId } = lab;
    const path = { resourceType: 'rooms' };
    const list: Sending = { path, query: { locationId, limit: 100, skip: 0 } };
    const idOf = ({ id, _id }: Item) => String(id ?? _id ?? '');
    lab.removeFound(
      'DELETE /calendars/resources/{resourceType}/{id}',
      ['GET /calendars/resources/{resourceType}', list],
      (found) =>
        rowsIn(found, '[]')
          .filter(({ name }) => String(name).startsWith(MADE_BY))
          .map((row) => ({ ...path, id: idOf(row) })),
    );
    const numbers = { capacity: 1, quantity: 1, outOfService: 0 };
    const room = { name: `${MADE_BY} ${lab.next()}`, description: MADE_BY, calendarIds: [calendarId] };
    const made = await lab.ask('POST /calendars/resources/{resourceType}', {
      path,
      body: { locationId, ...room, ...numbers },
    });
    if (!made.isDone) return notTold(`A new room is refused with ${made.status}.`);
    const rows = rowsIn(await lab.ask('GET /calendars/resources/{resourceType}', list), '[]');
    const without = rows.filter((row) => !idOf(row)).length;
    return judged(
      rows.length > 0 && !without,
      'Each row has an id.',
      `${without} of ${rows.length} rows have no id.`,
    );
  }),

  'notification-units': writes(9, async (lab) => {
    const calendarId = await lab.calendar();
    const refused: string[] = [];
    for (const unit of ['mins', 'hours', 'days']) {
      const body = [
        {
          receiverType: 'contact',
          channel: 'email',
          notificationType: 'reminder',
          isActive: false,
          beforeTime: [{ timeOffset: 2, unit }],
        },
      ];
      const made = await lab.ask('POST /calendars/{calendarId}/notifications', {
        path: { calendarId },
        body,
      });
      if (!made.isDone) refused.push(unit);
      const [id] = items(made.body['[]']).map(({ _id }) => String(_id));
      if (id)
        lab.remove('DELETE /calendars/{calendarId}/notifications/{notificationId}', {
          path: { calendarId, notificationId: id },
        });
    }
    return judged(!refused.length, 'All three are taken.', `Refused: ${refused.join(', ')}.`);
  }),

  'appointment-meta': reads(BUSY + 1, async (lab) => {
    const [{ events } = { events: [] }] = await busy(lab);
    const eventId = String(need(events[0]?.id, 'No calendar has events.'));
    const slotType = at(await lab.readAppointment(eventId), 'appointmentMeta', 'slotType');
    if (slotType === undefined) return notTold('The appointment has no slotType.');
    return judged(slotType === 'default', 'It is “default”.', 'It is another word.');
  }),
};
