/** What the sandbox's own controls let happen, as the API then tells it. */
import { EVENTS } from '../../sandbox/events';
import { type JsonObject, text } from '../../sandbox/json';
import { at, rowsAt, sandboxOfFile } from './client';

const NOW = '2030-05-20T12:00:00.000Z';

const on = sandboxOfFile(NOW);
const { call, locationId, isHere } = on;
const here = () => ({ locationId: locationId() });
const account = () => ({ altId: locationId(), altType: 'location' });

/** Lets an event happen, as another process does. */
async function happen(name: string, details: JsonObject = {}): Promise<{ status: number; body: JsonObject }> {
  const url = `${on.sandbox.url}/_sandbox/events/${name}`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(details) });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

test('a form that somebody new submits makes a contact, and is among the submissions', async () => {
  const person = { firstName: 'Ada', lastName: 'King', email: 'ada@king.example.com' };
  const { status, body } = await happen('form-submitted', { ...person, answers: { budget: '500' } });
  expect(status).toBe(200);
  const submitted = await call('GET /forms/submissions', { query: { ...here(), q: person.email } });
  expect(rowsAt(submitted.body, 'submissions')).toMatchObject([
    { id: body.id, name: 'Ada King', createdAt: NOW, others: { first_name: 'Ada', budget: '500' } },
  ]);
  const path = { contactId: text(body.contactId) ?? '' };
  const { body: found } = await call('GET /contacts/{contactId}', { path });
  expect(at(found, 'contact')).toMatchObject({ ...person, dateAdded: NOW });
  const again = await happen('form-submitted', { email: person.email });
  expect(again.body.contactId).toBe(body.contactId);
});

test('a survey is submitted by the contact that is named', async () => {
  const contact = on.sandbox.state.contacts.find(isHere);
  const survey = on.sandbox.state.surveys.find(isHere);
  await happen('form-submitted', { contactId: contact?.id, surveyId: survey?.id });
  const { body } = await call('GET /surveys/submissions', {
    query: { ...here(), surveyId: survey?.id ?? '' },
  });
  expect(rowsAt(body, 'submissions')[0]).toMatchObject({ contactId: contact?.id, email: contact?.email });
});

test('a message comes in: its conversation has it as the last one, unread', async () => {
  const contact = on.sandbox.state.contacts.find(isHere);
  const sent = await happen('message-received', { contactId: contact?.id, body: 'Are you open?' });
  const query = { ...here(), contactId: contact?.id ?? '' };
  const { body } = await call('GET /conversations/search', { query });
  expect(rowsAt(body, 'conversations')).toMatchObject([
    {
      id: sent.body.conversationId,
      lastMessageBody: 'Are you open?',
      lastMessageDirection: 'inbound',
      unreadCount: 1,
    },
  ]);
});

test('a message goes out, by a person or an automation: nothing is unread', async () => {
  const contact = on.sandbox.state.contacts.find(isHere);
  for (const automated of [false, true]) {
    await happen('message-received', { contactId: contact?.id });
    await happen('message-sent', { contactId: contact?.id, body: 'Yes, we are.', automated });
    const lastMessageAction = automated ? 'automated' : 'manual';
    const query = { ...here(), contactId: contact?.id ?? '', lastMessageAction };
    const { body } = await call('GET /conversations/search', { query });
    expect(rowsAt(body, 'conversations')).toMatchObject([
      { lastMessageBody: 'Yes, we are.', lastMessageDirection: 'outbound', unreadCount: 0 },
    ]);
  }
});

test('a call goes on until it ends', async () => {
  await happen('message-received', { channel: 'Call', status: 'pending' });
  const query = { ...here(), channel: 'Call', sortBy: 'createdAt', sortOrder: 'desc' };
  const latest = async () =>
    rowsAt((await call('GET /conversations/messages/export', { query })).body, 'messages')[0];
  expect(await latest()).toMatchObject({ meta: { call: { status: 'pending', duration: 0 } } });
  await happen('call-ended', { status: 'busy', duration: 3 });
  expect(await latest()).toMatchObject({ meta: { call: { status: 'busy', duration: 3 } } });
});

test('a second email of a subject joins the thread of the first', async () => {
  const contact = on.sandbox.state.contacts.find(isHere);
  const email = { contactId: contact?.id, channel: 'Email', subject: 'Prices' };
  const first = await happen('message-received', email);
  const second = await happen('message-received', { ...email, body: 'And yours?' });
  expect(second.body.id).toBe(first.body.id);
  const id = text(at(second.body, 'meta.email.messageIds.1')) ?? '';
  const { body } = await call('GET /conversations/messages/email/{id}', { path: { id } });
  expect(at(body, 'emailMessage')).toMatchObject({
    direction: 'inbound',
    body: 'And yours?',
    from: contact?.email,
  });
});

test('a call comes in, with how it went', async () => {
  const { body } = await happen('message-received', { channel: 'Call', status: 'no-answer', duration: 0 });
  const calls = await call('GET /conversations/messages/export', { query: { ...here(), channel: 'Call' } });
  expect(rowsAt(calls.body, 'messages')[0]).toMatchObject({
    id: body.id,
    direction: 'inbound',
    meta: { call: { status: 'no-answer', duration: 0 } },
  });
});

test('a payment is made', async () => {
  const { body } = await happen('payment-made', { amount: 12.5 });
  const { body: listed } = await call('GET /payments/transactions', { query: account() });
  expect(rowsAt(listed, 'data')[0]).toMatchObject({
    _id: body.id,
    amount: 12.5,
    status: 'succeeded',
    createdAt: NOW,
  });
});

test('an invoice is paid in part, then in full, each by a payment of its own', async () => {
  const invoice = on.sandbox.state.invoices.where((row) => isHere(row) && row.status === 'sent').at(-1);
  const [invoiceId, due] = [invoice?.id ?? '', Number(invoice?.amountDue)];
  const get = async () =>
    (await call('GET /invoices/{invoiceId}', { path: { invoiceId }, query: account() })).body;
  await happen('invoice-paid', { invoiceId, amount: 1 });
  expect(await get()).toMatchObject({ status: 'partially_paid', amountPaid: 1, amountDue: due - 1 });
  await happen('invoice-paid', { invoiceId });
  expect(await get()).toMatchObject({ status: 'paid', amountPaid: due, amountDue: 0, updatedAt: NOW });
  const { body } = await call('GET /payments/transactions', { query: { ...account(), entityId: invoiceId } });
  expect(rowsAt(body, 'data').map(({ amount }) => amount)).toEqual([due - 1, 1]);
});

test('an appointment is booked, cancelled, moved, and marked as a no-show', async () => {
  const { body } = await happen('appointment-booked', { startTime: '2030-05-21T14:00:00Z' });
  const eventId = text(body.id) ?? '';
  const get = async () =>
    at(
      (await call('GET /calendars/events/appointments/{eventId}', { path: { eventId } })).body,
      'appointment',
    );
  expect(await get()).toMatchObject({
    appointmentStatus: 'confirmed',
    startTime: '2030-05-21T10:00:00-04:00',
  });
  on.sandbox.clock.advance(60_000);
  await happen('appointment-cancelled', { appointmentId: eventId });
  expect(await get()).toMatchObject({
    appointmentStatus: 'cancelled',
    dateAdded: NOW,
    dateUpdated: '2030-05-20T12:01:00.000Z',
  });
  await happen('appointment-moved', { appointmentId: eventId, startTime: '2030-05-22T14:00:00Z' });
  expect(await get()).toMatchObject({ startTime: '2030-05-22T10:00:00-04:00' });
  await happen('appointment-marked', { appointmentId: eventId, status: 'noshow' });
  expect(await get()).toMatchObject({ appointmentStatus: 'noshow' });
});

test('an appointment of some weeks is a series: each has its own ID, and that of the series', async () => {
  const { body } = await happen('appointment-booked', { startTime: '2030-05-21T14:00:00Z', weeks: 3 });
  const days = { startTime: String(Date.parse(NOW)), endTime: String(Date.parse('2030-07-01')) };
  const query = { ...here(), ...days, calendarId: text(body.calendarId) ?? '' };
  const { body: found } = await call('GET /calendars/events', { query });
  const series = rowsAt(found, 'events').filter(({ masterEventId }) => masterEventId === body.masterEventId);
  expect(series.map(({ startTime }) => text(startTime)?.slice(0, 10))).toEqual([
    '2030-05-21',
    '2030-05-28',
    '2030-06-04',
  ]);
  expect(new Set([body.masterEventId, ...series.map(({ id }) => id)]).size).toBe(4);
});

test('an open task falls due', async () => {
  const { body } = await happen('task-due');
  expect(body).toMatchObject({ dueDate: NOW, completed: false });
  const { body: found } = await call('POST /locations/{locationId}/tasks/search', {
    path: here(),
    body: { completed: false, limit: 500 },
  });
  expect(rowsAt(found, 'tasks').find(({ _id }) => _id === body.id)).toMatchObject({ dueDate: NOW });
});

test('a tag is added once, and the location knows it', async () => {
  const contact = on.sandbox.state.contacts.find(isHere);
  await happen('tag-added', { contactId: contact?.id, tag: ' Hot Lead ' });
  const { body } = await happen('tag-added', { contactId: contact?.id, tag: 'hot lead' });
  expect(body.tags).toEqual([...(contact?.tags ?? []), 'hot lead']);
  const { body: tags } = await call('GET /locations/{locationId}/tags', { path: here() });
  expect(rowsAt(tags, 'tags').map(({ name }) => name)).toContain('hot lead');
});

test('something happens in the sub-account that is named', async () => {
  const [, other] = on.sandbox.locations;
  const { body } = await happen('tag-added', { locationId: other?.locationId });
  expect(body.locationId).toBe(other?.locationId);
});

test.each([
  ['an event that is none', 'meteor', {}, /^There is no event “meteor”, only form-submitted, /],
  ['a detail that is none', 'tag-added', { colour: 'red' }, /does not take colour/],
  ['a record that is not there', 'tag-added', { contactId: 'gone' }, /has no record gone \(“contactId”\)/],
  ['a sub-account that is not there', 'tag-added', { locationId: 'gone' }, /no sub-account gone/],
  ['a channel that is none', 'message-received', { channel: 'Pigeon' }, /“channel” is one of Call, SMS, /],
  ['a time that is none', 'appointment-booked', { startTime: 'soon' }, /“startTime” is no/],
])('%s is refused in a sentence', async (_what, name, details, said) => {
  const { status, body } = await happen(name, details);
  expect([status, body.message]).toEqual([400, expect.stringMatching(said)]);
});

test('every event is listed with its details, and happens without any', async () => {
  const index = await (await fetch(`${on.sandbox.url}/_sandbox`)).text();
  const listed = [...index.matchAll(/"POST \/_sandbox\/events\/([\w-]+)":/g)].map(([, name = '']) => name);
  expect(listed).toEqual(Object.keys(EVENTS));
  for (const name of listed) expect([name, (await happen(name)).status]).toEqual([name, 200]);
});
