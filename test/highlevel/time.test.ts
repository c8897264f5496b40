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
const lateCall = (seconds: number, call: Call) =>
  zap.call(async (z: ZObject, bundle: Bundle) => {
    await request(z, bundle, READ);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1000);
    return request(z, bundle, call);
  });

test('a call in good time is sent', async () => {
  await lateCall(20, READ);
  await lateCall(20, WRITE);
  expect(zap.sent()).toHaveLength(4);
});

test.each<[what: string, seconds: number, call: Call]>([
  ['a read', 26, READ],
  ['a write, of whose end nobody would hear', 23, WRITE],
])('%s is not begun late, and its owner reads why', async (_what, seconds, call) => {
  expect(await zap.sentence(lateCall(seconds, call))).toBe(
    `${call.wording?.doing} did not work. HighLevel answered too slowly, and the time of a Zap's step was over. Run the step again in a few minutes.`,
  );
  expect(zap.sent()).toHaveLength(1);
  expect(zap.sandbox.state.contacts.where(({ firstName }) => firstName === 'Late')).toEqual([]);
});

describe.each([12.5, 13.5])(
  'a wait of 10 s that would leave a write too little time, after %d s,',
  (seconds) => {
    const burst = { 'x-ratelimit-remaining': '0', 'x-ratelimit-interval-milliseconds': '10000' };
    const late = () =>
      zap.call(async (z: ZObject, bundle: Bundle) => {
        await request(z, bundle, READ);
        const now = Date.now();
        jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1000);
        await request(z, bundle, READ);
        return request(z, bundle, WRITE);
      });
    beforeEach(() => {
      shortenWaits();
    });

    test('is left to Zapier where the last answer left no call', async () => {
      zap.sandbox.faults.add({});
      zap.sandbox.faults.add({ headers: burst });
      await expect(late()).rejects.toMatchObject({ name: 'ThrottledError' });
      expect(zap.sent()).toHaveLength(2);
    });

    test('is left to Zapier where the write is refused', async () => {
      zap.sandbox.faults.add({ endpoint: 'POST /contacts/', status: 429, headers: burst });
      await expect(late()).rejects.toMatchObject({ name: 'ThrottledError' });
      expect(zap.sent()).toHaveLength(3);
    });
  },
);

test('a body that does not end is no answer', async () => {
  shortenWaits({ timeouts: true });
  zap.sandbox.faults.add({ cut: 'midway', times: 9 });
  expect(await zap.sentence(lateCall(0, WRITE))).toMatch(/HighLevel gave no answer that could be read\./);
});
