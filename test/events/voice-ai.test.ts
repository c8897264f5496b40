/** Calls that Voice AI agents take, as the sandbox lets them happen, and when they fire. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../fields/dates';
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
let loaded: App;

beforeAll(async () => {
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url };
  loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
});
beforeEach(() => seedRandom(1));

const on = (input: Item = {}) =>
  new Poller({ app: loaded, trigger: 'new_voice_ai_call', authData: zap.authData, input }).on();
/** A call that ends now. */
const talk = (details: JsonObject = {}): string => {
  const { id } = zap.sandbox.happen('voice-ai-call-ended', {
    locationId: zap.authData.locationId ?? '',
    ...details,
  });
  return String(id);
};
/** What HighLevel tells of a call is other now. */
const change = (id: string, changes: JsonObject) => zap.sandbox.state.voiceAiCalls.update(id, changes);
const idsOf = (found: Item[]) => found.map(({ id }) => String(id));

test('a call with its summary fires once, and what was there before does not', async () => {
  talk();
  const poller = await on();
  expect(await poller.poll()).toEqual([]);
  const id = talk({ extractedData: { reason: 'Checkup' }, action: 'APPOINTMENT_BOOKING' });
  expect(await poller.poll()).toMatchObject([{ id, extractedText: 'reason: Checkup' }]);
  change(id, { transcript: 'bot: Hello.' });
  expect(await poller.poll()).toEqual([]);
});

test('a call of 40 minutes fires with its summary, though it was listed all the time', async () => {
  const poller = await on();
  const id = talk({ duration: 0, summary: '' });
  for (let passed = 0; passed < 40; passed += 5) {
    clock.pass(5 * MINUTE_MS);
    expect(await poller.poll()).toEqual([]);
  }
  change(id, { duration: 2400, summary: 'They asked for a checkup.' });
  expect(await poller.poll()).toMatchObject([{ id, summary: 'They asked for a checkup.' }]);
  clock.pass(HOUR_MS);
  expect(await poller.poll()).toEqual([]);
});

test('a call that goes on while the Zap is turned on fires when it is done', async () => {
  const id = talk({ duration: 0, summary: '' });
  const poller = await on();
  expect(await poller.poll()).toEqual([]);
  change(id, { duration: 600, summary: 'It is done.' });
  expect(idsOf(await poller.poll())).toEqual([id]);
});

test('a call whose summary never comes fires 30 minutes after its end, and one without a length after 2½ hours', async () => {
  const poller = await on();
  const short = talk({ duration: 600, summary: '' });
  const unknown = talk({ duration: 0, summary: '' });
  clock.pass(29 * MINUTE_MS);
  expect(await poller.poll()).toEqual([]);
  clock.pass(2 * MINUTE_MS);
  expect(idsOf(await poller.poll())).toEqual([short]);
  clock.pass(1.9 * HOUR_MS);
  expect(await poller.poll()).toEqual([]);
  clock.pass(0.2 * HOUR_MS);
  expect(idsOf(await poller.poll())).toEqual([unknown]);
});

test('trial calls fire where they are chosen, and only those with the chosen action', async () => {
  const live = await on({ callType: 'LIVE' });
  const trial = await on({ callType: 'TRIAL' });
  const texting = await on({ callType: 'LIVE', actionType: ['SMS'] });
  const [tried, texted] = [talk({ trial: true }), talk({ action: 'SMS' })];
  expect(idsOf(await live.poll())).toEqual([texted]);
  expect(idsOf(await trial.poll())).toEqual([tried]);
  talk({ action: 'CALL_TRANSFER' });
  expect(idsOf(await texting.poll())).toEqual([texted]);
});

test('120 calls at once all fire over the next polls, each once, and deletions bring up none that is old', async () => {
  const old = Array.from({ length: 120 }, () => talk());
  clock.pass(DAY_MS);
  const poller = await on();
  for (const id of old.slice(30)) zap.sandbox.state.voiceAiCalls.delete(id);
  expect(await poller.poll()).toEqual([]);
  const ids = Array.from({ length: 120 }, () => talk());
  const fired = [...(await poller.poll()), ...(await poller.poll())];
  expect(idsOf(fired).sort()).toEqual(ids.sort());
});
