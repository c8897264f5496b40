/** What the app keeps for a connection, through core's own `z.cache`. */
import type { ZObject } from 'zapier-platform-core';
import { cacheOf } from '../../highlevel/cache';
import { KeptFacts } from '../../highlevel/kept-facts';
import { harness } from '../support/harness';
import { holdClock } from '../support/held-clock';

const clock = holdClock();
const zap = harness();
const MINUTE = 60_000;

test('A value is kept as its JSON says it, whatever in it is undefined or stands in two places', async () => {
  const tags = ['vip'];
  const values = [
    { given: { name: 'Ada', phone: undefined }, kept: { name: 'Ada' } },
    { given: { deep: [{ row: { body: undefined } }] }, kept: { deep: [{ row: {} }] } },
    { given: [undefined, 1], kept: [null, 1] },
    { given: { one: tags, two: tags }, kept: { one: tags, two: tags } },
    { given: { at: new Date(0) }, kept: { at: '1970-01-01T00:00:00.000Z' } },
    { given: true, kept: true },
  ];
  const found = await zap.call(async (z: ZObject) => {
    const cache = cacheOf(z);
    for (const [nth, { given }] of values.entries()) await cache.set(`value ${nth}`, given, 60);
    return Promise.all(values.map((_value, nth) => cache.get(`value ${nth}`)));
  });
  expect(found).toEqual(values.map(({ kept }) => kept));
});

describe('Facts of records', () => {
  const isText = (value: unknown): value is string => typeof value === 'string';
  const within = (use: (open: () => KeptFacts<string>) => Promise<unknown>) =>
    zap.call((z: ZObject) => use(() => new KeptFacts(z, 'facts', isText)));

  test('are kept up to where it failed', async () => {
    const kept = await within(async (open) => {
      const facts = open();
      const failing = facts.use(['a', 'b'], async () => {
        facts.set('a', 'first');
        throw new Error('no time');
      });
      await expect(failing).rejects.toThrow('no time');
      const later = open();
      return later.use(['a', 'b'], async () => ({ a: later.get('a'), hasB: later.get('b') !== undefined }));
    });
    expect(kept).toEqual({ a: 'first', hasB: false });
  });

  test('say that a record was not there, until it was absent for twice as long', async () => {
    const at = await within(async (open) => {
      const asked: number[] = [];
      for (let minute = 0; minute < 40; minute += 1) {
        const facts = open();
        await facts.use(['a'], async () => {
          if (facts.isAbsent('a')) return;
          facts.setAbsent('a');
          asked.push(minute);
        });
        clock.pass(MINUTE);
      }
      return asked;
    });
    expect(at).toEqual([0, 1, 2, 4, 8, 16, 32]);
  });
});
