/** What happens to appointments in any calendar, on the sandbox: each thing fires once, and nothing else does. */
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import { type JsonObject, text } from '../../sandbox/json';
import { type App, Connection, handlerOf, type Item, loadApp } from '../../zapier';
import { first, harness } from '../support/harness';
import { Poller } from '../support/poller';
import { follow, seedRandom } from '../support/scripted';

const zap = harness();
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let loaded: App;
beforeAll(async () => {
  loaded = await loadApp(handlerOf(withSharedOperations(app)), {
    environment: { HIGHLEVEL_API_URL: zap.sandbox.url },
  });
});
beforeEach(() => seedRandom(1));
afterEach(() => jest.restoreAllMocks());

const state = () => zap.sandbox.state;
const here = () => first(zap.sandbox.locations).locationId;
const iso = (at: number) => new Date(at).toISOString();
const inDays = (days: number) => Date.now() + days * DAY_MS;

/** A Zap of a trigger that is on. */
const on = (trigger: string, input: Item = {}) =>
  new Poller({ app: loaded, trigger, authData: zap.authData, input }).on();

/** Lets something happen in the sub-account, by the sandbox's own control. */
async function happen(event: string, details: JsonObject = {}): Promise<JsonObject> {
  const url = `${zap.sandbox.url}/_sandbox/events/${event}`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(details) });
  const body: JsonObject = JSON.parse(await response.text());
  if (!response.ok) throw new Error(String(body.message));
  return body;
}

const calendar = (more: JsonObject = {}) =>
  state().calendars.insert({ locationId: here(), name: 'Visits', isActive: true, ...more }).id;

/** An appointment as it stands in HighLevel, whenever it was booked and changed. */
const appointment = (more: JsonObject = {}) =>
  state().appointments.insert({
    locationId: here(),
    calendarId: calendar(),
    startTime: iso(inDays(1)),
    endTime: iso(inDays(1) + 30 * MINUTE_MS),
    ...more,
  }).id;

const old = { dateAdded: iso(Date.now() - 20 * DAY_MS), dateUpdated: iso(Date.now() - 20 * DAY_MS) };

/** Changes an appointment, as people do: HighLevel tells the moment. */
const change = (id: string, changes: JsonObject) =>
  void state().appointments.update(id, { dateUpdated: iso(Date.now()), ...changes });

const idsOf = (found: Item[]) => found.map(({ id }) => id);
const asked = () => zap.sent().filter(({ endpoint }) => endpoint === 'GET /calendars/events');
/** The calendars that are asked while something is done. */
async function calendarsOf(doing: Promise<unknown>): Promise<string[]> {
  const before = asked().length;
  await doing;
  return asked()
    .slice(before)
    .map(({ query }) => text(query.calendarId) ?? '');
}

/** Polls until something fires, as often as it may take to come to a calendar by chance. */
async function untilFired(poller: Poller): Promise<Item[]> {
  for (let nth = 0; nth < 60; nth += 1) {
    const fired = await poller.poll();
    if (fired.length) return fired;
  }
  return [];
}

describe('New Appointment', () => {
  test('fires once for one that is booked in any calendar, with the names of what it is in', async () => {
    const calendarId = calendar({ name: 'Open House' });
    const poller = await on('new_appointment');
    expect(await poller.poll()).toEqual([]);
    const booked = await happen('appointment-booked', { calendarId, startTime: iso(inDays(300)) });
    expect(await poller.poll()).toEqual([
      expect.objectContaining({
        id: booked.id,
        firstAppointmentId: booked.id,
        contactId: booked.contactId,
        calendarName: 'Open House',
        appointmentStatusName: 'Confirmed',
      }),
    ]);
    expect(await poller.poll()).toEqual([]);
  });

  test('fires once for a series, whatever becomes of its first appointment, and whichever comes into sight', async () => {
    const calendarId = calendar();
    const poller = await on('new_appointment', { appointmentStatus: ['confirmed'] });
    const { id, masterEventId } = await happen('appointment-booked', { calendarId, weeks: 13 });
    expect(await poller.poll()).toEqual([
      expect.objectContaining({ id: masterEventId, firstAppointmentId: id }),
    ]);
    change(String(id), { appointmentStatus: 'cancelled' });
    const [second] = state().appointments.where(
      (row) => row.masterEventId === masterEventId && row.id !== id,
    );
    state().appointments.delete(String(second?.id));
    appointment({ calendarId, masterEventId: String(masterEventId) });
    expect(await poller.poll()).toEqual([]);
  });

  test('does not fire for one that moves to another calendar, changes, or was booked more than three days ago', async () => {
    const calendars = [calendar(), calendar()];
    const [from = '', to = ''] = calendars;
    const poller = await on('new_appointment', { calendars });
    const id = appointment({ calendarId: from });
    expect(idsOf(await poller.poll())).toEqual([id]);
    change(id, { calendarId: to, title: 'Moved' });
    appointment({ ...old, calendarId: to });
    expect(await poller.poll()).toEqual([]);
  });

  test('with a status fires for one of the last three days that gets it, within the days ahead', async () => {
    const calendarId = calendar();
    const input = { calendars: [calendarId], appointmentStatus: ['Confirmed'], daysAhead: '10' };
    const waiting = { calendarId, appointmentStatus: 'new' };
    const [id, late] = [appointment(waiting), appointment({ ...waiting, ...old })];
    appointment({ calendarId, startTime: iso(inDays(11)) });
    const poller = await on('new_appointment', input);
    for (const one of [id, late]) change(one, { appointmentStatus: 'confirmed' });
    appointment({ calendarId, startTime: iso(inDays(12)) });
    expect(idsOf(await poller.poll())).toEqual([id]);
  });

  test('watches a group by one request, and calendars beside it', async () => {
    const groupId = 'BqTwX8QFwXzpegMve9EQ';
    const [one, other, stray] = [calendar({ groupId }), calendar({ groupId }), calendar()];
    const poller = await on('new_appointment', { groupId, calendars: [one] });
    for (const calendarId of [one, other, stray]) appointment({ calendarId, title: calendarId });
    const fired = poller.poll();
    expect((await calendarsOf(fired)).sort()).toEqual(['', one].sort());
    expect((await fired).map(({ title }) => title).sort()).toEqual([one, other].sort());
  });
});

describe('Appointment Status Changed', () => {
  const changed = 'appointment_status_changed';
  const mark = (appointmentId: string, status: string) =>
    happen('appointment-marked', { appointmentId, status });
  /** What fires, as `from → to`. */
  const told = async (poller: Poller) =>
    (await poller.poll()).map(
      ({ formerStatusName = '?', appointmentStatusName }) => `${formerStatusName} → ${appointmentStatusName}`,
    );

  test('fires once for each change, there and back, and tells what it was before', async () => {
    const id = appointment(old);
    const poller = await on(changed);
    expect(await told(poller)).toEqual([]);
    await mark(id, 'cancelled');
    expect(await told(poller)).toEqual(['Confirmed → Cancelled']);
    await mark(id, 'confirmed');
    expect(await told(poller)).toEqual(['Cancelled → Confirmed']);
    await mark(id, 'cancelled');
    expect(await told(poller)).toEqual(['Confirmed → Cancelled']);
    await mark(id, 'noshow');
    expect([await told(poller), await told(poller)]).toEqual([['Cancelled → No-Show'], []]);
  });

  test('does not fire for a booking, nor when a booking or an old one is edited, nor for one that comes into sight', async () => {
    const calendarId = calendar();
    const [quiet, done] = [appointment({ ...old, calendarId }), appointment({ ...old, calendarId })];
    change(done, { appointmentStatus: 'showed', dateUpdated: old.dateUpdated });
    const poller = await on(changed, { calendars: [calendarId] });
    const booked = appointment({ calendarId });
    expect(await told(poller)).toEqual([]);
    for (const id of [booked, quiet, done]) change(id, { title: 'Edited' });
    appointment({ ...old, calendarId, appointmentStatus: 'cancelled' });
    appointment({ ...old, calendarId, dateUpdated: iso(Date.now()) });
    expect([await told(poller), await told(poller)]).toEqual([[], []]);
  });

  test('fires once for one that was no-show, and is moved into the days that are read', async () => {
    const calendarId = calendar();
    const startTime = iso(inDays(-50));
    const missed = appointment({
      ...old,
      calendarId,
      startTime,
      endTime: startTime,
      appointmentStatus: 'noshow',
    });
    const kept = appointment({ ...old, calendarId, startTime, endTime: startTime });
    const poller = await on(changed, { calendars: [calendarId] });
    for (const id of [missed, kept]) change(id, { startTime: iso(inDays(-3)), endTime: iso(inDays(-3)) });
    expect([await told(poller), await told(poller)]).toEqual([['? → No-Show'], []]);
  });

  test('fires for a booking that is cancelled before it was seen, and not when the memory is lost', async () => {
    const calendarId = calendar();
    const poller = await on(changed, { calendars: [calendarId] });
    const id = appointment({ calendarId });
    await mark(id, 'cancelled');
    expect(await told(poller)).toEqual(['? → Cancelled']);
    poller.cache = {};
    change(id, { title: 'Edited' });
    expect(await told(poller)).toEqual([]);
  });

  test('does not fire for a status from before the Zap was turned on again, though the memory is lost', async () => {
    const id = appointment(old);
    const poller = await on(changed);
    for (const status of ['cancelled', 'confirmed']) {
      await mark(id, status);
      expect(await told(poller)).toHaveLength(1);
    }
    await poller.on();
    await mark(id, 'cancelled');
    expect(await told(poller)).toEqual(['Confirmed → Cancelled']);
    poller.cache = {};
    expect([await told(poller), await told(poller)]).toEqual([[], []]);
  });

  test('fires for the chosen change alone, also where the Zap was turned on after another one', async () => {
    const calendarId = calendar();
    const input = {
      calendars: [calendarId],
      appointmentStatus: ['confirmed'],
      fromStatus: ['New (Unconfirmed)'],
    };
    const [right, other] = [
      appointment({ ...old, calendarId, appointmentStatus: 'new' }),
      appointment({ ...old, calendarId }),
    ];
    const poller = await on(changed, input);
    await mark(right, 'confirmed');
    await mark(other, 'cancelled');
    expect(await told(poller)).toEqual(['New (Unconfirmed) → Confirmed']);
    await mark(other, 'confirmed');
    expect(await told(poller)).toEqual([]);
  });

  test('shows appointments of the chosen status as samples, though none has changed yet', async () => {
    const calendarId = calendar();
    const id = appointment({ calendarId });
    appointment({ calendarId, appointmentStatus: 'new' });
    const input = { calendars: [calendarId], appointmentStatus: ['confirmed'], fromStatus: ['new'] };
    const sample = new Poller({ app: loaded, trigger: changed, authData: zap.authData, input }).sample();
    expect(idsOf(await sample)).toEqual([id]);
  });
});

describe('Appointment Rescheduled', () => {
  const rescheduled = 'appointment_rescheduled';
  const move = (appointmentId: string, startTime: string) =>
    happen('appointment-moved', { appointmentId, startTime });
  /** What fires, as the moments from and to. */
  const told = async (poller: Poller) =>
    (await poller.poll()).map(({ formerStartTime, startTime }) =>
      [formerStartTime, startTime].map((time) => iso(Date.parse(String(time)))),
    );
  const [before, after] = [iso(inDays(3)), iso(inDays(4))];

  test('fires once for each move, there and back, and tells the former start in the sub-account’s zone', async () => {
    const id = appointment({ ...old, startTime: before });
    const poller = await on(rescheduled);
    await move(id, after);
    const [found] = await poller.poll();
    expect(found).toMatchObject({ id, formerStartTime: expect.stringMatching(/-0[45]:00$/) });
    expect(Date.parse(String(found?.formerStartTime))).toBe(Date.parse(before));
    await move(id, before);
    expect(await told(poller)).toEqual([[after, before]]);
    await move(id, after);
    expect([await told(poller), await told(poller)]).toEqual([[[before, after]], []]);
  });

  test('does not fire for a booking, for another status, or where the memory is lost', async () => {
    const calendarId = calendar();
    const poller = await on(rescheduled, { calendars: [calendarId] });
    const id = appointment({ calendarId });
    await happen('appointment-marked', { appointmentId: id, status: 'showed' });
    expect(await told(poller)).toEqual([]);
    await move(id, before);
    expect(await told(poller)).toHaveLength(1);
    poller.cache = {};
    change(id, { title: 'Edited' });
    expect([await told(poller), await told(poller)]).toEqual([[], []]);
    await move(id, after);
    expect(await told(poller)).toEqual([[before, after]]);
  });

  test('does not fire where the sub-account’s time zone changes, by which HighLevel writes all times anew', async () => {
    const id = appointment(old);
    const poller = await on(rescheduled);
    const seen = await poller.poll();
    state().locations.update(here(), { timezone: 'Asia/Tokyo' });
    change(id, { title: 'Edited' });
    expect([seen, await poller.poll()]).toEqual([[], []]);
    await move(id, before);
    expect(await poller.poll()).toMatchObject([{ startTime: expect.stringMatching(/\+09:00$/) }]);
  });

  test('tells the former start in UTC where the time zone can’t be read', async () => {
    const id = appointment({ ...old, startTime: before });
    const poller = await on(rescheduled);
    const body = { statusCode: 403, message: 'Forbidden' };
    zap.sandbox.faults.add({ endpoint: 'GET /locations/{locationId}', status: 403, body });
    await move(id, after);
    expect(await poller.poll()).toMatchObject([{ formerStartTime: before.replace('Z', '+00:00') }]);
  });
});

describe('Appointment Starts Soon', () => {
  const soon = 'appointment_starting_soon';
  const inMinutes = (minutes: number) => iso(Date.now() + minutes * MINUTE_MS);
  /** Lets time go by. */
  const wait = (minutes: number) => {
    const then = Date.now() + minutes * MINUTE_MS;
    jest.spyOn(Date, 'now').mockReturnValue(then);
  };

  test('fires once when it is time, though nothing changed, and for what is booked later, but not for what has begun', async () => {
    const calendarId = calendar();
    const [, next] = [40, 70, 500, -5].map((minutes) =>
      appointment({ ...old, calendarId, startTime: inMinutes(minutes) }),
    );
    const poller = await on(soon, { minutes: 60, calendars: [calendarId] });
    expect(await poller.poll()).toEqual([]);
    wait(15);
    const late = appointment({ calendarId, startTime: inMinutes(20) });
    expect(idsOf(await poller.poll()).sort()).toEqual([next, late].sort());
    wait(15);
    expect(await poller.poll()).toEqual([]);
  });

  test('fires again for one that moves, and not where it is only written with the offset of another zone', async () => {
    const calendarId = calendar();
    const poller = await on(soon, { minutes: 60, calendars: [calendarId] });
    const id = appointment({ calendarId, startTime: inMinutes(50) });
    expect(idsOf(await poller.poll())).toEqual([id]);
    state().locations.update(here(), { timezone: 'Asia/Tokyo' });
    change(id, { title: 'Edited' });
    expect(await poller.poll()).toEqual([]);
    change(id, { startTime: inMinutes(55) });
    expect(idsOf(await poller.poll())).toEqual([id]);
  });

  test('waits for a confirmation, if that is chosen; without a choice, what was cancelled does not fire', async () => {
    const calendarId = calendar();
    const begins = { calendarId, startTime: inMinutes(50) };
    const confirmed = { minutes: 60, calendars: [calendarId], appointmentStatus: ['confirmed'] };
    const [chosen, any] = [
      await on(soon, confirmed),
      await on(soon, { ...confirmed, appointmentStatus: undefined }),
    ];
    const id = appointment({ ...begins, appointmentStatus: 'new' });
    appointment({ ...begins, appointmentStatus: 'cancelled' });
    expect([idsOf(await chosen.poll()), idsOf(await any.poll())]).toEqual([[], [id]]);
    change(id, { appointmentStatus: 'confirmed' });
    expect([idsOf(await chosen.poll()), idsOf(await any.poll())]).toEqual([[id], []]);
  });

  test('a week before fires for one that is booked two days before', async () => {
    const calendarId = calendar();
    const poller = await on(soon, { minutes: 7 * 1440, calendars: [calendarId] });
    const id = appointment({ calendarId, startTime: iso(inDays(2)) });
    expect([idsOf(await poller.poll()), await poller.poll()]).toEqual([[id], []]);
  });

  test('asks every calendar at each poll, and shows those of any day as samples', async () => {
    for (const { id } of state().calendars.all()) state().calendars.delete(id);
    const calendars = Array.from({ length: 12 }, () => calendar());
    const poller = await on(soon, { minutes: 60 });
    expect((await calendarsOf(poller.poll())).sort()).toEqual([...calendars].sort());
    const id = appointment({ calendarId: String(calendars[0]), startTime: iso(inDays(20)) });
    expect(idsOf(await poller.sample())).toEqual([id]);
  });
});

describe('many calendars', () => {
  test('are all read when the Zap is turned on, and ten at a poll; what happens in any of them fires', async () => {
    for (const { id } of state().calendars.all()) state().calendars.delete(id);
    const calendars = Array.from({ length: 26 }, () => calendar());
    calendar({ isActive: false });
    const turnedOn = on('new_appointment');
    expect((await calendarsOf(turnedOn)).sort()).toEqual([...calendars].sort());
    const poller = await turnedOn;
    for (let nth = 0; nth < 3; nth += 1) expect(await calendarsOf(poller.poll())).toHaveLength(10);
    const id = appointment({ calendarId: String(calendars.at(-1)) });
    expect(idsOf(await untilFired(poller))).toEqual([id]);
    expect(await calendarsOf(poller.poll())).toContain(calendars.at(-1));
  });

  test('cost one request each for all Zaps that ask within a minute, and one a while for their list', async () => {
    for (const { id } of state().calendars.all()) state().calendars.delete(id);
    calendar();
    const connection = new Connection(loaded, zap.authData);
    const poll = (zapId: string) =>
      connection.perform('triggers', 'new_appointment', {}, { zap: { id: zapId } });
    const count = () => zap.sandbox.requests.map(({ endpoint }) => endpoint);
    await poll('one');
    await poll('other');
    expect(count()).toEqual(['GET /calendars/', 'GET /calendars/events']);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + MINUTE_MS);
    await poll('one');
    expect(count()).toHaveLength(3);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10 * MINUTE_MS);
    await poll('one');
    expect(count().slice(3)).toEqual(['GET /calendars/', 'GET /calendars/events']);
  });

  test('are asked anew by a Zap that was given the answer already', async () => {
    const connection = new Connection(loaded, zap.authData);
    const poll = async () => {
      const result = await connection.perform('triggers', 'new_appointment', {}, { zap: { id: 'one' } });
      return JSON.stringify(result);
    };
    const calendarId = calendar();
    await poll();
    const id = appointment({ calendarId });
    expect(await poll()).toContain(id);
  });
});

describe('a calendar that is gone', () => {
  const gone = 'goneGoneGoneGoneGone';
  beforeEach(() => {
    const row = { id: 'there', title: 'There', startTime: iso(inDays(1)), dateAdded: iso(Date.now()) };
    const answer = ({ calendarId }: JsonObject) =>
      calendarId === gone
        ? { status: 422, body: { statusCode: 422, message: 'calendarId is invalid' } }
        : { status: 200, body: { events: [row] } };
    follow(zap.sandbox, () => ({ endpoint: 'GET /calendars/events', answer }));
  });

  test('is left out, and the others are read', async () => {
    const sample = new Poller({
      app: loaded,
      trigger: 'new_appointment',
      authData: zap.authData,
      input: { calendars: [gone, calendar()] },
    }).sample();
    expect(idsOf(await sample)).toEqual(['there']);
  });

  test('is told to the owner where the Zap watches no other', async () => {
    await expect(on('new_appointment', { calendars: [gone] })).rejects.toThrow(/calendarId is invalid/);
  });
});
