/** What happens in conversations, as the sandbox lets it happen, and what fires. */
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { JsonObject } from '../../sandbox/json';
import { type App, handlerOf, type Item, loadApp } from '../../zapier';
import { first, harness } from '../support/harness';
import { Poller } from '../support/poller';
import { seedRandom } from '../support/scripted';

const zap = harness();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let loaded: App;
let now = 0;

beforeAll(async () => {
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url };
  loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
});
beforeEach(() => {
  now = Date.UTC(2026, 10, 23, 12);
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  seedRandom(1);
});
afterEach(() => jest.restoreAllMocks());

const pass = (ms: number) => {
  now += ms;
};
const off = (trigger: string, input: Item = {}) =>
  new Poller({ app: loaded, trigger, authData: zap.authData, input });
const on = (trigger: string, input: Item = {}) => off(trigger, input).on();
/** Lets something happen in the first sub-account, a second later. */
const comeToPass = (name: string, details: JsonObject): JsonObject => {
  pass(1000);
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
    pass(20 * MINUTE);
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
    pass(DAY);
    expect(await poller.poll()).toEqual([]);
  });

  test('fires on one that tells neither status nor length 15 minutes after it began', async () => {
    const poller = await on('new_call');
    const { id } = receive({ channel: 'Call' });
    zap.sandbox.state.messages.update(String(id), { meta: {} });
    pass(14 * MINUTE);
    expect(await poller.poll()).toEqual([]);
    pass(2 * MINUTE);
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
