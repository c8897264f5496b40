/** A run has 30 s: no call is begun that can't end in it. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request } from '../../highlevel/client';
import { harness, shortenWaits } from '../support/harness';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

const READ: Call = { endpoint: 'GET /campaigns/', wording: { doing: 'List Campaigns' } };
const WRITE: Call = {
  endpoint: 'POST /contacts/',
  input: { firstName: 'Late' },
  wording: { doing: 'Create Contact' },
};

/** A read, and then another call when so many seconds of the run are over. */
const after = (seconds: number, call: Call) =>
  zap.call(async (z: ZObject, bundle: Bundle) => {
    await request(z, bundle, READ);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1000);
    return request(z, bundle, call);
  });

test('a call in good time is sent', async () => {
  await after(20, READ);
  await after(20, WRITE);
  expect(zap.sent()).toHaveLength(4);
});

test.each<[what: string, seconds: number, call: Call]>([
  ['a read', 26, READ],
  ['a write, of whose end nobody would hear', 23, WRITE],
])('%s is not begun late, and its owner reads why', async (_what, seconds, call) => {
  expect(await zap.sentence(after(seconds, call))).toBe(
    `${call.wording?.doing} did not work. HighLevel answered too slowly, and the time of a Zap's step was over. Run the step again in a few minutes.`,
  );
  expect(zap.sent()).toHaveLength(1);
  expect(zap.sandbox.state.contacts.where(({ firstName }) => firstName === 'Late')).toEqual([]);
});

test('a body that does not end is no answer', async () => {
  shortenWaits({ timeout: 150 });
  zap.sandbox.faults.add({ cut: 'midway', times: 9 });
  expect(await zap.sentence(after(0, WRITE))).toMatch(/HighLevel gave no answer that could be read\./);
});
