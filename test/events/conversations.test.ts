/** What happens in conversations, as the sandbox lets it happen, and what fires. */
import { hydrators } from '../../highlevel/files';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { JsonObject } from '../../sandbox/json';
import { type App, handlerOf, type Item, loadApp } from '../../zapier';
import { first, harness } from '../support/harness';
import { holdClock } from '../support/held-clock';
import { Poller } from '../support/poller';
import { seedRandom } from '../support/scripted';

const clock = holdClock();
const zap = harness();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let loaded: App;

beforeAll(async () => {
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url };
  loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
});
beforeEach(() => seedRandom(1));

const off = (trigger: string, input: Item = {}) =>
  new Poller({ app: loaded, trigger, authData: zap.authData, input });
const on = (trigger: string, input: Item = {}) => off(trigger, input).on();
/** Lets something happen in the first sub-account, a second later. */
const comeToPass = (name: string, details: JsonObject): JsonObject => {
  clock.pass(1000);
  return zap.sandbox.happen(name, { locationId: zap.authData.locationId ?? '', ...details });
};
const receive = (details: JsonObject = {}) => comeToPass('message-received', details);
const send = (details: JsonObject = {}) => comeToPass('message-sent', details);
const idsOf = (found: Item[]) => found.map(({ id }) => String(id));
const callOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
/** What HighLevel is asked while something is done. */
async function asked(does: () => Promise<unknown>): Promise<string[]> {
  const before = zap.sandbox.requests.length;
  await does();
  return zap.sandbox.requests.slice(before).map(callOf);
}

describe('New Call', () => {
  test('fires once a call has ended, though it went on when the Zap was turned on', async () => {
    const { id } = receive({ channel: 'Call', status: 'pending' });
    const poller = await on('new_call');
    expect(await poller.poll()).toEqual([]);
    clock.pass(20 * MINUTE);
    expect(await poller.poll()).toEqual([]);
    comeToPass('call-ended', { duration: 1200 });
    expect(await poller.poll()).toMatchObject([{ id, outcome: 'Answered', callDuration: 1200 }]);
    expect(await poller.poll()).toEqual([]);
  });

  test('fires on what ended while the Zap was on, not before, whatever happens to it later', async () => {
    receive({ channel: 'Call' });
    const poller = await on('new_call');
    const [one, two] = [
      receive({ channel: 'Call', status: 'no-answer', duration: 0 }),
      send({ channel: 'Call' }),
    ];
    expect(idsOf(await poller.poll())).toEqual([one?.id, two?.id]);
    zap.sandbox.state.messages.update(String(one?.id), { status: 'read' });
    clock.pass(DAY);
    expect(await poller.poll()).toEqual([]);
  });

  test('fires on one that tells neither status nor length 15 minutes after it began', async () => {
    const poller = await on('new_call');
    const { id } = receive({ channel: 'Call' });
    zap.sandbox.state.messages.update(String(id), { meta: {} });
    clock.pass(14 * MINUTE);
    expect(await poller.poll()).toEqual([]);
    clock.pass(2 * MINUTE);
    expect(idsOf(await poller.poll())).toEqual([id]);
  });

  test('never fires on voicemails that a campaign leaves', async () => {
    const poller = await on('new_call');
    const { id } = send({ channel: 'Call' });
    zap.sandbox.state.messages.update(String(id), { messageType: 'TYPE_CAMPAIGN_VOICEMAIL' });
    const exported = { endpoint: 'GET /conversations/messages/export' as const };
    const rows = [zap.sandbox.state.messages.get(String(id)) ?? {}];
    zap.sandbox.faults.add({
      ...exported,
      status: 200,
      body: { messages: rows, nextCursor: null, total: 1 },
    });
    expect(await poller.poll()).toEqual([]);
  });

  test.each([
    ['missed', ['no-answer', 'busy', 'canceled', 'failed']],
    ['answered', ['completed', 'answered']],
    ['voicemail', ['voicemail']],
  ])('fires on %s ones alone, where these are chosen', async (callStatus, statuses) => {
    const poller = await on('new_call', { callStatus });
    const all = ['completed', 'answered', 'no-answer', 'busy', 'canceled', 'failed', 'voicemail'];
    const made = all.map((status) => ({ status, id: receive({ channel: 'Call', status }).id }));
    const wanted = made.filter(({ status }) => statuses.includes(status)).map(({ id }) => id);
    expect(idsOf(await poller.poll())).toEqual(wanted);
  });

  test('fires by direction, length and user', async () => {
    const user = first(zap.sandbox.state.users.all()).id;
    const poller = await on('new_call', { direction: 'outbound', minimum: 30, userId: user });
    const make = (does: typeof send, duration: number, userId = user) => {
      const { id } = does({ channel: 'Call', duration });
      zap.sandbox.state.messages.update(String(id), { userId });
      return String(id);
    };
    const wanted = make(send, 30);
    make(send, 29);
    make(receive, 60);
    make(send, 60, 'somebody else');
    expect(idsOf(await poller.poll())).toEqual([wanted]);
  });

  test('gives the recording of a call that was answered as a pointer, and none of one that was missed', async () => {
    const poller = await on('new_call');
    receive({ channel: 'Call', status: 'busy', duration: 0 });
    receive({ channel: 'Call' });
    const [missed, answered] = await poller.poll();
    expect(missed).not.toHaveProperty('recording');
    expect(answered?.recording).toMatch(/^hydrate\|\|\|.*messageRecording/);
  });

  test('asks HighLevel once a poll', async () => {
    const poller = await on('new_call');
    for (let nth = 0; nth < 30; nth += 1) receive({ channel: 'Call' });
    const requests = await asked(() => poller.poll());
    expect(requests).toEqual(['GET /conversations/messages/export']);
  });

  test('has a sample, though the latest calls are none that are wanted', async () => {
    const wanted = receive({ channel: 'Call', status: 'busy' });
    for (let nth = 0; nth < 30; nth += 1) send({ channel: 'Call' });
    expect(idsOf(await off('new_call', { callStatus: 'missed' }).sample())).toEqual([wanted.id]);
  });
});

describe('New Message', () => {
  const text = (details: JsonObject = {}) => receive({ channel: 'SMS', ...details });

  test('fires on what comes in, and not on what goes out, is noted, or is a call', async () => {
    const { id: before } = text();
    const poller = await on('new_message');
    const wanted = [text().id, receive({ channel: 'Live_Chat' }).id];
    send();
    receive({ channel: 'Call' });
    for (const messageType of [
      'TYPE_INTERNAL_COMMENT',
      'TYPE_ACTIVITY_OPPORTUNITY',
      'TYPE_FORM_SUBMISSION',
    ]) {
      zap.sandbox.state.messages.update(String(text().id), { messageType });
    }
    expect(idsOf(await poller.poll())).toEqual(wanted);
    zap.sandbox.state.messages.update(String(before), { status: 'read' });
    expect(await poller.poll()).toEqual([]);
  });

  test.each([
    ['outbound', 1],
    ['both', 2],
  ])('fires on %s where that is chosen', async (direction, count) => {
    const poller = await on('new_message', { direction });
    text();
    send();
    expect(await poller.poll()).toHaveLength(count);
  });

  test('fires on the types alone that are chosen, and on a channel alone', async () => {
    const byType = await on('new_message', { messageType: ['TYPE_LIVE_CHAT'] });
    const byChannel = await on('new_message', { channel: 'WhatsApp' });
    const [chat, whatsApp] = [receive({ channel: 'Live_Chat' }), receive({ channel: 'WhatsApp' })];
    expect(idsOf(await byType.poll())).toEqual([chat.id]);
    expect(idsOf(await byChannel.poll())).toEqual([whatsApp.id]);
  });

  test('finds the few that came in behind hundreds that a campaign sent', async () => {
    const poller = await on('new_message');
    const wanted = [text().id, text().id];
    const { contactId } = send();
    for (let nth = 0; nth < 500; nth += 1) send({ contactId, automated: true });
    expect(idsOf(await poller.poll())).toEqual(wanted);
  });

  test('fires on a scheduled message once it is sent', async () => {
    const poller = await on('new_message', { direction: 'outbound' });
    const { id } = send();
    zap.sandbox.state.messages.update(String(id), { status: 'scheduled' });
    expect(await poller.poll()).toEqual([]);
    clock.pass(2 * HOUR);
    zap.sandbox.state.messages.update(String(id), { status: 'sent' });
    expect(idsOf(await poller.poll())).toEqual([id]);
  });

  test('asks HighLevel once a poll', async () => {
    const poller = await on('new_message');
    for (let nth = 0; nth < 30; nth += 1) text();
    expect(await asked(() => poller.poll())).toEqual(['GET /conversations/messages/export']);
  });

  describe('of emails', () => {
    const email = (details: JsonObject = {}) => receive({ channel: 'Email', ...details });
    const latestId = () => String(zap.sandbox.state.emails.all().at(-1)?.id);
    const emailsOf = (found: Item[]) => found.map(({ emailMessageId }) => emailMessageId);
    const EMAILS = { channel: 'Email' };

    test('fires once for each of two of one thread between two polls', async () => {
      email();
      const poller = await on('new_message', EMAILS);
      const made = [email(), email()].map(() => latestId());
      const [one, two] = zap.sandbox.state.emails.all().slice(-2);
      expect(made).toContain(two?.id);
      expect(emailsOf(await poller.poll())).toEqual([one?.id, two?.id]);
      expect(await poller.poll()).toEqual([]);
    });

    test('fires on an answer in a thread that began a month ago, and not on what came before', async () => {
      email();
      send({ channel: 'Email' });
      clock.pass(30 * DAY);
      const poller = await on('new_message', EMAILS);
      expect(await poller.poll()).toEqual([]);
      email();
      expect(emailsOf(await poller.poll())).toEqual([latestId()]);
      send({ channel: 'Email' });
      expect(await poller.poll()).toEqual([]);
    });

    test('fires on what goes out alone, where that is chosen, though both are in one thread', async () => {
      const poller = await on('new_message', { ...EMAILS, direction: 'outbound' });
      email();
      send({ channel: 'Email' });
      const sent = latestId();
      email();
      expect(emailsOf(await poller.poll())).toEqual([sent]);
    });

    test('asks for an email of a longer thread once, and never for the only one of its thread', async () => {
      const poller = await on('new_message', EMAILS);
      email({ subject: 'Alone' });
      email({ subject: 'Long' });
      expect(await asked(() => poller.poll())).toEqual(['GET /conversations/messages/export']);
      email({ subject: 'Long' });
      const requests = await asked(() => poller.poll());
      expect(requests).toHaveLength(3);
      expect(await asked(() => poller.poll())).toEqual(['GET /conversations/messages/export']);
      poller.cache = {};
      expect(await asked(() => poller.poll())).toHaveLength(3);
      expect(await poller.poll()).toEqual([]);
    });

    test('does not ask at each poll for one that is gone', async () => {
      const poller = await on('new_message', EMAILS);
      email();
      email();
      const { id: gone } = zap.sandbox.state.emails.all().at(-1) ?? {};
      email();
      zap.sandbox.state.emails.delete(String(gone));
      const requests: number[] = [];
      for (let nth = 0; nth < 10; nth += 1) {
        requests.push((await asked(() => poller.poll())).length);
        clock.pass(MINUTE);
      }
      expect(requests).toEqual([4, 2, 2, 1, 2, 1, 1, 1, 2, 1]);
    });

    test('needs no request for each when the Zap is turned on', async () => {
      for (let nth = 0; nth < 5; nth += 1) email();
      expect(await asked(() => on('new_message', EMAILS))).toEqual(['GET /conversations/messages/export']);
    });

    test('gives more of them than one poll looks up with the next polls', async () => {
      const poller = await on('new_message', EMAILS);
      email();
      const before = zap.sandbox.state.emails.all().length;
      await poller.poll();
      for (let nth = 0; nth < 50; nth += 1) email();
      const fired = [...(await poller.poll()), ...(await poller.poll())];
      const wanted = zap.sandbox.state.emails.all().slice(before);
      expect(new Set(emailsOf(fired))).toEqual(new Set(wanted.map(({ id }) => id)));
      expect(fired).toHaveLength(50);
    });

    test('gives the text and the subject as pointers, which are followed when a step uses them', async () => {
      const poller = await on('new_message', EMAILS);
      email({ subject: 'A word', body: '<p>Hello.</p>' });
      const [found] = await poller.poll();
      expect(found).toMatchObject({ direction: 'inbound', typeName: 'Email' });
      const follow = (pointer: unknown) => {
        const { method, bundle } = JSON.parse(
          String(pointer).replaceAll(/^hydrate\|\|\||\|\|\|hydrate$/g, ''),
        );
        const name = String(method).replace('hydrators.', '');
        if (name !== 'emailBody' && name !== 'emailSubject')
          throw new Error(`${name} is no hydrator of an email.`);
        return zap.call(hydrators[name], bundle);
      };
      expect(await follow(found?.body)).toBe('<p>Hello.</p>');
      expect(await follow(found?.subject)).toBe('A word');
    });

    test('has a sample of the last emails', async () => {
      email();
      email();
      const [one] = await off('new_message', EMAILS).sample();
      expect(one).toMatchObject({ emailMessageId: latestId(), direction: 'inbound' });
    });
  });
});

describe('New Conversation', () => {
  const stranger = () => zap.sandbox.state.contacts.insert({ locationId: zap.authData.locationId ?? '' }).id;

  test('fires on the first message of a contact who was imported a month ago, though an automation answers at once', async () => {
    const contactId = stranger();
    clock.pass(30 * DAY);
    const poller = await on('new_conversation');
    const { conversationId, id } = receive({ contactId, body: 'Are you open?' });
    send({ contactId, automated: true });
    expect(await poller.poll()).toMatchObject([
      {
        id: conversationId,
        contactId,
        messageId: id,
        firstMessage: 'Are you open?',
        firstMessageTypeName: 'SMS',
      },
    ]);
    receive({ contactId });
    expect(await poller.poll()).toEqual([]);
  });

  test('never fires on one that had begun before, nor when the team writes alone', async () => {
    const [customer, silent, campaigned] = [stranger(), stranger(), stranger()];
    send({ contactId: customer });
    receive({ contactId: customer });
    send({ contactId: campaigned });
    clock.pass(30 * DAY);
    const late = receive({ contactId: stranger() });
    const poller = await on('new_conversation');
    receive({ contactId: customer });
    receive({ contactId: campaigned });
    receive({ contactId: String(late.contactId) });
    send({ contactId: silent });
    expect(await poller.poll()).toEqual([]);
  });

  test('fires on a call and an email that begin one, and by channel where that is chosen', async () => {
    const all = await on('new_conversation');
    const calls = await on('new_conversation', { lastMessageType: 'TYPE_CALL' });
    const emails = await on('new_conversation', { lastMessageType: 'TYPE_EMAIL' });
    const call = receive({ contactId: stranger(), channel: 'Call' });
    const email = receive({ contactId: stranger(), channel: 'Email' });
    expect(idsOf(await all.poll())).toEqual([call.conversationId, email.conversationId]);
    expect(idsOf(await calls.poll())).toEqual([call.conversationId]);
    expect(idsOf(await emails.poll())).toEqual([email.conversationId]);
    // Nothing was said in the call: it is looked up once all the same.
    expect(await asked(() => all.poll())).toHaveLength(2);
  });

  test('does not ask at each poll for conversations that are gone, nor are others kept waiting by them', async () => {
    const poller = await on('new_conversation');
    const older = receive({ contactId: stranger() }).conversationId;
    const gone = Array.from({ length: 12 }, () => receive({ contactId: stranger() }).conversationId);
    for (const id of gone) zap.sandbox.state.conversations.delete(String(id));
    expect(await poller.poll()).toEqual([]);
    clock.pass(MINUTE);
    expect(idsOf(await poller.poll())).toEqual([older]);
    const requests: number[] = [];
    for (let nth = 0; nth < 10; nth += 1) {
      clock.pass(MINUTE);
      requests.push((await asked(() => poller.poll())).length - 2);
    }
    expect(requests.filter((count) => count === 0).length).toBeGreaterThan(3);
    expect(Math.max(...requests)).toBeLessThanOrEqual(10);
  });

  test('goes on from where a poll failed', async () => {
    const poller = await on('new_conversation');
    const made = Array.from({ length: 3 }, () => receive({ contactId: stranger() }).conversationId);
    const third = new RegExp(`^GET /conversations/${made[0]}/messages`);
    zap.sandbox.faults.add({ endpoint: third, status: 403, body: { message: 'Not now.' } });
    await expect(poller.poll()).rejects.toThrow('Not now');
    const requests = await asked(async () => expect(await poller.poll()).toHaveLength(3));
    expect(requests).toHaveLength(2 + 2);
  });

  test('fires on the answer to an email that the team sent yesterday', async () => {
    const contactId = stranger();
    send({ contactId, channel: 'Email' });
    clock.pass(DAY);
    const poller = await on('new_conversation');
    const { conversationId } = receive({ contactId, channel: 'Email' });
    expect(idsOf(await poller.poll())).toEqual([conversationId]);
  });

  test('fires where it is assigned to the user that is chosen', async () => {
    const [ada, bob] = ['ada', 'bob'].map(
      (assignedTo) =>
        zap.sandbox.state.contacts.insert({ locationId: zap.authData.locationId ?? '', assignedTo }).id,
    );
    const poller = await on('new_conversation', { assignedTo: 'ada' });
    const { conversationId } = receive({ contactId: ada });
    receive({ contactId: bob });
    expect(idsOf(await poller.poll())).toEqual([conversationId]);
  });

  test('looks a conversation up once, and no more of them at one poll than it says', async () => {
    const poller = await on('new_conversation');
    const made = Array.from({ length: 25 }, () => receive({ contactId: stranger() }).conversationId);
    const requests = await asked(async () => expect(await poller.poll()).toHaveLength(10));
    expect(requests).toHaveLength(2 + 10 * 2);
    const rest: Item[] = [];
    for (let nth = 0; nth < 2; nth += 1) {
      clock.pass(MINUTE);
      rest.push(...(await poller.poll()));
    }
    expect(rest).toHaveLength(made.length - 10);
    expect(await asked(() => poller.poll())).toHaveLength(2);
    poller.cache = {};
    for (let nth = 0; nth < 4; nth += 1) {
      clock.pass(MINUTE);
      expect(await poller.poll()).toEqual([]);
    }
  });

  test('opens the sub-account of an agency once, though it reads two lists at once', async () => {
    const { locationId } = zap.authData;
    const requests = await asked(() =>
      zap.run('triggers', 'new_conversation', { locationId }, { authData: zap.agencyAuthData }),
    );
    expect(requests).toEqual([
      'POST /oauth/locationToken',
      'GET /conversations/messages/export',
      'GET /conversations/messages/export',
    ]);
  });
});
