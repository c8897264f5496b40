/** What happens when HighLevel takes no more calls: its own headers say how long to wait. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request } from '../../highlevel/client';
import { waitAfter } from '../../highlevel/rate-limits';
import { first, harness, shortenWaits } from '../support/harness';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

const ask = (call: Call) => zap.call((z: ZObject, bundle: Bundle) => request(z, bundle, call));

const LIST: Call = { endpoint: 'GET /campaigns/', wording: { doing: 'List Campaigns' } };
const MAKE: Call = {
  endpoint: 'POST /contacts/',
  input: { firstName: 'Onceonly' },
  wording: { doing: 'Create Contact' },
};
const made = () => zap.sandbox.state.contacts.where(({ firstName }) => firstName === 'Onceonly');

/** HighLevel's headers of a 429 that passes after so long. */
const burst = (ms: number) => ({
  'x-ratelimit-max': '100',
  'x-ratelimit-remaining': '0',
  'x-ratelimit-interval-milliseconds': String(ms),
  'x-ratelimit-daily-remaining': '150000',
});
const dayGone = (ms: number) => ({
  ...burst(10_000),
  'x-ratelimit-remaining': '99',
  'x-ratelimit-daily-remaining': '0',
  'x-ratelimit-daily-reset': String(ms),
});

/** A throttling as Zapier's runtime gets it. */
async function throttling(run: Promise<unknown>): Promise<{ message: string; delay: number }> {
  const error: unknown = await run.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('What was thrown is no error.');
  expect(error.name).toBe('ThrottledError');
  return JSON.parse(error.message);
}

describe('the wait after a 429', () => {
  test.each<[what: string, headers: { [name: string]: string }, wait: object]>([
    ['the burst window', burst(10_000), { seconds: 10, daily: false }],
    ['a part of a second, as a whole one', burst(1_001), { seconds: 2, daily: false }],
    [
      'the burst window, where the day has a call left',
      { ...burst(10_000), 'x-ratelimit-daily-remaining': '1' },
      { seconds: 10, daily: false },
    ],
    ['the rest of the day', dayGone(3_600_000), { seconds: 3600, daily: true }],
    ['an hour, where the day’s rest is not told', dayGone(Number.NaN), { seconds: 3600, daily: true }],
    ['an hour, where the day’s rest is told as a date', dayGone(Date.now()), { seconds: 3600, daily: true }],
    [
      'Retry-After, where a gateway sends it',
      { ...burst(10_000), 'retry-after': '3' },
      { seconds: 3, daily: false },
    ],
    [
      'ten seconds, where Retry-After is a date that is over',
      { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' },
      { seconds: 10, daily: false },
    ],
    ['ten seconds, where nothing is told', {}, { seconds: 10, daily: false }],
    ['ten seconds, where nonsense is told', burst(-5), { seconds: 10, daily: false }],
  ])('is %s', (_what, headers, wait) => {
    expect(waitAfter(new Headers(headers))).toEqual(wait);
  });
});

test('the wait after a 429 is until Retry-After’s date, where it is one', () => {
  const headers = new Headers({ 'retry-after': new Date(Date.now() + 120_000).toUTCString() });
  const { seconds, daily } = waitAfter(headers);
  expect(seconds).toBeGreaterThan(110);
  expect(seconds).toBeLessThanOrEqual(121);
  expect(daily).toBe(false);
});

describe('the headers of a success', () => {
  const twice = () =>
    zap.call(async (z: ZObject, bundle: Bundle) => {
      await request(z, bundle, LIST);
      return request(z, bundle, LIST);
    });

  test('that leave no call in the window are waited for before the run’s next one', async () => {
    const waits = shortenWaits();
    zap.sandbox.faults.add({ headers: burst(5_000) });
    await twice();
    expect(zap.sent()).toHaveLength(2);
    expect(waits.filter((ms) => ms > 4_000 && ms <= 5_000)).toHaveLength(1);
  });

  test.each([
    [3, 1],
    [6, 0],
  ])('are waited for no longer than what is left of the window after %d s', async (seconds, times) => {
    const waits = shortenWaits();
    zap.sandbox.faults.add({ headers: burst(5_000) });
    await zap.call(async (z: ZObject, bundle: Bundle) => {
      await request(z, bundle, LIST);
      const now = Date.now();
      jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1000);
      return request(z, bundle, LIST);
    });
    expect(waits).toHaveLength(times);
    expect(Math.max(0, ...waits)).toBeLessThanOrEqual(2_000);
  });

  test('that leave no call today end the run before it sends one in vain', async () => {
    zap.sandbox.faults.add({ headers: dayGone(3_600_000) });
    const { message } = await throttling(twice());
    expect(message).toMatch(/^HighLevel's calls for today are used up\. List Campaigns will be tried again/);
    expect(zap.sent()).toHaveLength(1);
  });

  test('that leave none for an agency say nothing of its sub-account', async () => {
    const waits = shortenWaits();
    const { locationId } = first(zap.sandbox.locations);
    zap.sandbox.faults.add({ endpoint: 'POST /oauth/locationToken', headers: dayGone(3_600_000) });
    const ofLocation = (z: ZObject, bundle: Bundle) => request(z, bundle, LIST);
    await zap.call(ofLocation, { locationId }, { authData: zap.agencyAuthData });
    expect(zap.sent()).toHaveLength(2);
    expect(waits.filter((ms) => ms > 1000)).toEqual([]);
  });
});

describe('a short wait', () => {
  test.each([
    ['a read', LIST],
    ['a write', MAKE],
  ])('is waited for inside the run, and then %s is sent once more', async (_what, call) => {
    const waits = shortenWaits();
    zap.sandbox.faults.add({ status: 429, headers: burst(10_000) });
    await ask(call);
    expect(zap.sent().map(({ status }) => status)).toEqual([429, call === LIST ? 200 : 201]);
    expect(waits).toContain(10_000);
    expect(made()).toHaveLength(call === MAKE ? 1 : 0);
  });

  test('opens the window again, in HighLevel’s own time', async () => {
    zap.sandbox.limits = { burst: 1, intervalMs: 700 };
    await zap.call(async (z: ZObject, bundle: Bundle) => {
      await request(z, bundle, LIST);
      await request(z, bundle, LIST);
    });
    expect(zap.sent().map(({ status }) => status)).toEqual([200, 200]);
  });

  test('that comes again and again ends the run, for Zapier to try later', async () => {
    shortenWaits();
    zap.sandbox.faults.add({ status: 429, headers: burst(2_000), times: 5 });
    const { message, delay } = await throttling(ask(MAKE));
    expect(message).toBe(
      'HighLevel takes no more calls for a moment. Create Contact will be tried again in 2 seconds.',
    );
    expect(delay).toBeGreaterThanOrEqual(2);
    expect(zap.sent()).toHaveLength(3);
    expect(made()).toEqual([]);
  });
});

describe('a long wait', () => {
  const throttledAfter = async (headers: { [name: string]: string }) => {
    const waits = shortenWaits();
    zap.sandbox.faults.add({ status: 429, headers });
    const thrown = await throttling(ask(LIST));
    expect(zap.sent()).toHaveLength(1);
    expect(waits.filter((ms) => ms > 1000)).toEqual([]);
    return thrown;
  };

  test.each([
    ['more than the longest window', burst(15_000), 15, 'in 15 seconds.'],
    ['a minute', burst(60_000), 60, 'in 60 seconds.'],
    ['some minutes', burst(200_000), 200, 'in 4 minutes.'],
    ['a gateway’s Retry-After', { ...burst(1_000), 'retry-after': '90' }, 90, 'in 90 seconds.'],
  ])(
    'is left to Zapier, with the headers’ time and a little more: %s',
    async (_what, headers, seconds, says) => {
      const { message, delay } = await throttledAfter(headers);
      expect(message).toBe(
        `HighLevel takes no more calls for a moment. List Campaigns will be tried again ${says}`,
      );
      expect(delay).toBeGreaterThan(seconds);
      expect(delay).toBeLessThanOrEqual(seconds + 5);
    },
  );

  test.each([
    ['some hours', 5 * 3_600_000, 'in 5 hours, at 17:00 UTC on 2026-11-23.'],
    ['minutes', 25 * 60_000, 'in 25 minutes, at 12:25 UTC on 2026-11-23.'],
    ['a moment', 1_000, 'in a second, at 12:00 UTC on 2026-11-23.'],
    ['so little that it could be waited for', 3_000, 'in 3 seconds, at 12:00 UTC on 2026-11-23.'],
  ])('is the rest of the day where the day’s calls are gone: %s', async (_what, ms, says) => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 23, 12));
    const { message, delay } = await throttledAfter(dayGone(ms));
    expect(message).toBe(
      `HighLevel's calls for today are used up. List Campaigns will be tried again ${says}`,
    );
    expect(delay).toBeGreaterThan(ms / 1000);
    expect(delay).toBeLessThanOrEqual(ms / 1000 + 5);
  });

  test('is spread, so that what was refused together does not come back together', async () => {
    const delays = new Set<number>();
    for (let runs = 0; runs < 20; runs += 1) {
      delays.add((await throttledAfter(burst(60_000))).delay);
      zap.sandbox.reset();
      jest.restoreAllMocks();
    }
    expect(delays.size).toBeGreaterThan(1);
  });
});

test('a budget of 25 calls is found out from the headers, and nothing is lost', async () => {
  zap.sandbox.limits = { burst: 25, intervalMs: 900 };
  const { locationId } = first(zap.sandbox.locations);
  await zap.call((z: ZObject, bundle: Bundle) =>
    Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        request(z, bundle, {
          endpoint: 'POST /contacts/',
          input: { firstName: 'Onceonly', lastName: `N${i}` },
        }),
      ),
    ),
  );
  expect(made()).toHaveLength(40);
  expect(new Set(made().map(({ lastName }) => lastName)).size).toBe(40);
  expect(made().every((contact) => contact.locationId === locationId)).toBe(true);
});
