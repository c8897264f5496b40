/** A short soak: every kind of Zap, and all that can happen, in half a day of the virtual clock. */

import { triggers } from '../support/operations';
import { runScript } from '../support/run-script';
import { KINDS } from './kinds';
import type { Played } from './play';

/** It takes half a minute where nothing else runs. */
const MOST_TIME = 20 * 60_000;

/** The triggers that no Zap of the fleet has, and why. */
const NOT_PLAYED = {
  conversation_waiting_for_reply:
    'What counts as an answer would stand here a second time; test/events/conversations-waiting.test.ts plays it.',
};

let played: Played;
let code: number | null;

beforeAll(async () => {
  const ran = await runScript('soak', ['--short', '--json']);
  code = ran.code;
  played = JSON.parse(ran.lines.at(-1) ?? '{}');
}, MOST_TIME);

test('every trigger has its kinds of Zaps', () => {
  const named = [...KINDS.map(({ trigger }) => trigger), ...Object.keys(NOT_PLAYED)];
  expect([...new Set(named)].sort()).toEqual(
    triggers()
      .map(({ key }) => key)
      .sort(),
  );
});

test('each event fires once, and nothing else does; nothing is written twice or lost', () => {
  expect(played.differences).toEqual([]);
  expect(code).toBe(0);
});

test('every kind of Zap fires, and some write', () => {
  const never = KINDS.filter(({ name }) => !played.firedOf[name]).map(({ name }) => name);
  expect(never).toEqual([]);
  expect(played.writes).toBeGreaterThan(0);
});

test('something fails on purpose, and comes in more than 100 at once', () => {
  expect(played.failed).toBeGreaterThan(0);
  expect(played.held).toBeGreaterThan(100);
});
