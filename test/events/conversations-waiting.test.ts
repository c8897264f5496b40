/** When a contact waits for an answer, as the sandbox lets it happen, and what fires. */
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { JsonObject } from '../../sandbox/json';
import { type App, handlerOf, type Item, loadApp } from '../../zapier';
import { harness } from '../support/harness';
import { holdClock } from '../support/held-clock';
import { Poller } from '../support/poller';
import { seedRandom } from '../support/scripted';

const clock = holdClock();
const zap = harness();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SEARCH = 'GET /conversations/search';

let loaded: App;

beforeAll(async () => {
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url };
  loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
});
beforeEach(() => seedRandom(1));

const off = (input: Item = {}) =>
  new Poller({
    app: loaded,
    trigger: 'conversation_waiting_for_reply',
    authData: zap.authData,
    input: { minutes: 30, ...input },
  });
const on = (input: Item = {}) => off(input).on();
const locationId = () => zap.authData.locationId ?? '';
const person = (more: JsonObject = {}) =>
  zap.sandbox.state.contacts.insert({ locationId: locationId(), ...more }).id;
/** A contact writes or is written to, a second later. */
function exchange(name: string, details: JsonObject): JsonObject {
  clock.pass(1000);
  return zap.sandbox.happen(name, { locationId: locationId(), ...details });
}
const write = (contactId: string, details: JsonObject = {}) =>
  exchange('message-received', { contactId, ...details });
const answer = (contactId: string, details: JsonObject = {}) =>
  exchange('message-sent', { contactId, ...details });
const idsOf = (found: Item[]) => found.map(({ id }) => String(id));
/** What fires in so many polls, so many minutes apart. */
async function polls(poller: Poller, count: number, every = 15): Promise<Item[]> {
  const found: Item[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    clock.pass(every * MINUTE);
    found.push(...(await poller.poll()));
  }
  return found;
}
/** What HighLevel is asked while something is done: endpoints, each as often as it is. */
async function asked(does: () => Promise<unknown>): Promise<string[]> {
  const before = zap.sandbox.requests.length;
  await does();
  return zap.sandbox.requests.slice(before).map(({ endpoint, path }) => endpoint ?? path);
}

test('fires once the contact has waited so long, with the message with which that began', async () => {
  const contactId = person();
  const poller = await on();
  const { conversationId, id } = write(contactId, { body: 'Is anybody there?' });
  clock.pass(29 * MINUTE);
  expect(await poller.poll()).toEqual([]);
  clock.pass(MINUTE);
  expect(await poller.poll()).toMatchObject([
    {
      id: conversationId,
      contactId,
      messageId: id,
      firstMessage: 'Is anybody there?',
      firstMessageTypeName: 'SMS',
      firstMessageDate: '2026-11-23T12:00:01.000Z',
    },
  ]);
  expect(await polls(poller, 4)).toEqual([]);
});

test('does not fire where somebody answers in time, and fires again for what is written after that', async () => {
  const contactId = person();
  const poller = await on();
  write(contactId);
  clock.pass(10 * MINUTE);
  answer(contactId);
  expect(await polls(poller, 3)).toEqual([]);
  for (let nth = 0; nth < 2; nth += 1) {
    const { conversationId } = write(contactId);
    expect(idsOf(await polls(poller, 3))).toEqual([conversationId]);
    answer(contactId);
  }
});

test('fires for who waits 4,320 minutes, the most that may be chosen', async () => {
  const poller = await on({ minutes: 4320 });
  const { conversationId } = write(person());
  clock.pass(3 * DAY - MINUTE);
  expect(await poller.poll()).toEqual([]);
  clock.pass(2 * MINUTE);
  expect(idsOf(await poller.poll())).toEqual([conversationId]);
});

test('fires after a day of polls that failed, where 2,880 minutes are chosen', async () => {
  const poller = await on({ minutes: 2880 });
  const { conversationId } = write(person());
  clock.pass(3 * DAY);
  expect(idsOf(await polls(poller, 40))).toEqual([conversationId]);
});

test('an automation that answers after five seconds is no answer, unless the form says so', async () => {
  const poller = await on();
  const strict = await on({ countAutomatic: true });
  const contactId = person();
  const { conversationId } = write(contactId);
  clock.pass(4000);
  answer(contactId, { automated: true });
  clock.pass(30 * MINUTE);
  expect(idsOf(await poller.poll())).toEqual([conversationId]);
  expect(await strict.poll()).toEqual([]);
  answer(contactId);
  answer(contactId, { automated: true });
  expect(await polls(poller, 3)).toEqual([]);
});

test('fires 30 minutes after the first message of who writes every 20 minutes for 5 hours, once', async () => {
  const poller = await on();
  const contactId = person();
  const fired: string[] = [];
  for (let at = 0; at < 300; at += 5) {
    if (at % 20 === 0) write(contactId);
    for (const _ of await polls(poller, 1, 5)) fired.push(`after ${at + 5} minutes`);
  }
  expect(fired).toEqual(['after 30 minutes']);
});

test('finds who waits behind more than 300 younger conversations', async () => {
  const poller = await on();
  const { conversationId } = write(person());
  clock.pass(25 * MINUTE);
  for (let nth = 0; nth < 310; nth += 1) write(person());
  expect(idsOf(await poller.poll())).toEqual([conversationId]);
});

test('fires for each of many who wait since the same hour, some with each poll', async () => {
  const poller = await on();
  const wanted = Array.from({ length: 50 }, () => String(write(person()).conversationId));
  clock.pass(30 * MINUTE);
  const some = idsOf(await poller.poll());
  expect(some).toHaveLength(20);
  const all = [...some, ...idsOf(await polls(poller, 3, 1))];
  expect([...all].sort()).toEqual([...wanted].sort());
});

test('does not fire for who waited when the Zap was turned on, and fires for who began to wait then', async () => {
  const [early, often, automated, late] = [person(), person(), person(), person()];
  write(early);
  write(often);
  clock.pass(10 * MINUTE);
  write(often);
  write(automated);
  answer(automated, { automated: true });
  clock.pass(30 * MINUTE);
  const { conversationId } = write(late);
  const poller = await on();
  expect(idsOf(await polls(poller, 4))).toEqual([conversationId]);
  poller.cache = {};
  expect(await polls(poller, 4)).toEqual([]);
});

test('remembers more conversations than it looks up when the Zap is turned on, by their last messages', async () => {
  for (let nth = 0; nth < 130; nth += 1) write(person());
  clock.pass(HOUR);
  let poller: Poller | undefined;
  const requests = await asked(async () => {
    poller = await on();
  });
  expect(requests.filter((one) => one !== SEARCH)).toHaveLength(80);
  expect(await polls(poller ?? off(), 4)).toEqual([]);
});

test('a message after a day of silence begins another wait, though nobody answered the thanks before it', async () => {
  const contactId = person();
  answer(contactId);
  const poller = await on();
  const { conversationId } = write(contactId, { body: 'Thanks!' });
  expect(idsOf(await polls(poller, 3))).toEqual([conversationId]);
  clock.pass(20 * HOUR);
  write(contactId, { body: 'Bye.' });
  expect(await polls(poller, 3)).toEqual([]);
  clock.pass(25 * HOUR);
  write(contactId, { body: 'Where is my order?' });
  expect(await polls(poller, 3)).toMatchObject([{ id: conversationId, firstMessage: 'Where is my order?' }]);
});

test('a call that goes on or was answered is an answer, one that was missed waits', async () => {
  const [talks, missed, called] = [person(), person(), person()];
  const poller = await on();
  const call = (contactId: string, details: JsonObject) => write(contactId, { channel: 'Call', ...details });
  const rings = call(talks, { status: 'pending' });
  const { conversationId } = call(missed, { status: 'no-answer', duration: 0 });
  call(called, { status: 'no-answer', duration: 0 });
  answer(called, { channel: 'Call' });
  expect(idsOf(await polls(poller, 3))).toEqual([conversationId]);
  exchange('call-ended', { messageId: rings.id ?? '', status: 'no-answer', duration: 0 });
  expect(idsOf(await polls(poller, 1))).toEqual([rings.conversationId]);
});

test('an email in a thread that began a month ago waits, and an answer by email is one', async () => {
  const contactId = person();
  const other = person();
  for (const one of [contactId, other]) {
    write(one, { channel: 'Email', subject: 'Long' });
    answer(one, { channel: 'Email', subject: 'Long' });
  }
  clock.pass(30 * DAY);
  // So many texts since then that the thread is on no page that is read.
  for (let nth = 0; nth < 110; nth += 1) answer(contactId);
  clock.pass(8 * DAY);
  for (let nth = 0; nth < 110; nth += 1) answer(contactId);
  const poller = await on();
  const { conversationId } = write(contactId, { channel: 'Email', subject: 'Long' });
  write(other, { channel: 'Email', subject: 'Long' });
  answer(other, { channel: 'Email', subject: 'Long' });
  write(other, { channel: 'Email', subject: 'Long' });
  answer(other, { channel: 'Email', subject: 'Long' });
  expect(await polls(poller, 3)).toMatchObject([{ id: conversationId, firstMessageTypeName: 'Email' }]);
  write(other, { channel: 'Email', subject: 'Long' });
  answer(other, { channel: 'Email', subject: 'Long', automated: true });
  expect(await polls(poller, 3)).toHaveLength(1);
});

test('a comment of the team is no answer', async () => {
  const poller = await on();
  const contactId = person();
  const { conversationId, id: _id, ...row } = write(contactId);
  clock.pass(MINUTE);
  const at = { dateAdded: new Date(clock.now).toISOString(), direction: 'outbound' };
  const { messages, conversations } = zap.sandbox.state;
  messages.insert({ ...row, conversationId, ...at, messageType: 'TYPE_INTERNAL_COMMENT' });
  conversations.update(String(conversationId), {
    lastMessageType: 'TYPE_INTERNAL_COMMENT',
    lastMessageDirection: 'outbound',
    lastMessageDate: clock.now,
  });
  expect(idsOf(await polls(poller, 3))).toEqual([conversationId]);
});

test('fires by channel, user and status, where these are chosen', async () => {
  const [ada, bob] = [person({ assignedTo: 'ada' }), person({ assignedTo: 'bob' })];
  const byChannel = await on({ lastMessageType: 'TYPE_WHATSAPP' });
  const byUser = await on({ assignedTo: 'ada' });
  const unread = await on({ status: 'unread' });
  const [one, two] = [write(ada, { channel: 'WhatsApp' }), write(bob)];
  zap.sandbox.state.conversations.update(String(one.conversationId), { unreadCount: 0 });
  clock.pass(30 * MINUTE);
  expect(idsOf(await byChannel.poll())).toEqual([one.conversationId]);
  expect(idsOf(await byUser.poll())).toEqual([one.conversationId]);
  expect(idsOf(await unread.poll())).toEqual([two.conversationId]);
});

test('other minutes do not fire for what is old, and fire for what comes', async () => {
  const poller = await on();
  const { conversationId } = write(person());
  expect(idsOf(await polls(poller, 3))).toEqual([conversationId]);
  const escalation = await on({ minutes: 60 });
  expect(idsOf(await polls(escalation, 3))).toEqual([conversationId]);
});

test('asks for the lists alone, and looks a conversation up when it is new and when it may be due', async () => {
  const poller = await on();
  const contactId = person();
  expect(await asked(() => poller.poll())).toEqual([SEARCH, SEARCH, SEARCH]);
  write(contactId);
  const MESSAGES = 'GET /conversations/{conversationId}/messages';
  expect(await asked(() => poller.poll())).toEqual([SEARCH, SEARCH, SEARCH, MESSAGES]);
  for (let nth = 0; nth < 5; nth += 1) {
    clock.pass(MINUTE);
    write(contactId);
    expect(await asked(() => poller.poll())).toEqual([SEARCH, SEARCH, SEARCH]);
  }
  clock.pass(30 * MINUTE);
  expect(await asked(() => poller.poll())).toEqual([SEARCH, SEARCH, SEARCH, MESSAGES]);
  expect(await asked(() => poller.poll())).toEqual([SEARCH, SEARCH, SEARCH]);
});

test('a deleted conversation does not fire', async () => {
  const poller = await on();
  const { conversationId } = write(person());
  clock.pass(HOUR);
  zap.sandbox.state.conversations.delete(String(conversationId));
  expect(await poller.poll()).toEqual([]);
});

test('one whose messages are not there is asked for again, and not at each poll', async () => {
  const poller = await on();
  write(person());
  clock.pass(HOUR);
  const MESSAGES = 'GET /conversations/{conversationId}/messages';
  zap.sandbox.faults.add({ endpoint: MESSAGES, status: 404, body: { message: 'Not found' }, times: 4 });
  const polls: number[] = [];
  for (let minute = 0; minute < 9; minute += 1) {
    const requests = await asked(async () => expect(await poller.poll()).toHaveLength(minute === 8 ? 1 : 0));
    polls.push(requests.filter((one) => one === MESSAGES).length);
    clock.pass(MINUTE);
  }
  expect(polls).toEqual([1, 1, 1, 0, 1, 0, 0, 0, 1]);
});

test('has a sample of who waits, however short', async () => {
  const { conversationId } = write(person());
  answer(person());
  expect(idsOf(await off().sample())).toContain(conversationId);
});
