/** The judge and what the app remembers, without HTTP: whatever happens to a record, they agree on what fires. */
import type { ZObject } from 'zapier-platform-core';
import { noticed, revised } from '../../operations/poll';
import { remembersOf } from '../../operations/remembers';
import { NEW } from '../../operations/revision';
import type { Sought } from '../../operations/sought';
import type { Run } from '../../operations/spec';
import { DedupeMemory } from '../../zapier';
import fc from '../support/fast-check';
import { HOUR, MINUTE } from './clock';
import { Expected, type Wrong } from './judge';
import type { ZapKind } from './kinds';
import { MUTATIONS, withEdits } from './mutations';
import type { Place } from './world';

const NOW = Date.UTC(2026, 4, 8, 10);
const ANSWER = 120;
/** The state that fires though nothing else was seen before. */
const AT_FIRST = 'B';

/** A record of which HighLevel tells no time, in a list or alone; or one that is in a list or not. */
const KINDS = {
  'a record of a list': { states: ['A', 'B', 'C'], of: true, remembers: true, comesBack: false },
  'a record that may be deleted': { states: ['A', 'B', '-'], of: true, remembers: true, comesBack: false },
  'a record whose change is noticed': {
    states: ['A', 'B', 'C'],
    of: true,
    remembers: false,
    comesBack: false,
    changesOnly: true,
  },
  'one record': { states: ['A', 'B', 'C'], of: false, remembers: true, comesBack: false },
  'a record that comes and goes': { states: ['A', '-'], of: true, remembers: false, comesBack: true },
  'a record that comes true and does not': { states: ['A', '-'], of: true, remembers: true, comesBack: true },
} as const;
type KindName = keyof typeof KINDS;

/** What may happen: the record changes, or the Zap is polled or turned off and on. `-` is a record that is not there. */
const STEPS = [
  ...['A', 'B', 'C', '-'],
  ...['poll', 'poll', 'poll', 'lost', 'fails', 'loss', 'off', 'on', 'hour'],
  // The record changes before the app reads it, or after; the poll goes on.
  ...['poll A<', 'poll B<', 'poll -<', 'poll A>', 'poll B>', 'poll ->'],
  ...['lost A<', 'lost B<', 'lost -<', 'lost A>', 'lost B>', 'lost ->'],
];

/** The mistakes that an app may have. */
type Mistake = 'no memory' | 'no first state';

/** A record as the app has read it. */
const rowOf = (state: string, changed: number) => ({
  raw: {},
  record: { id: 'it', state, changed: new Date(changed).toISOString() },
  revision: { state },
});

/** What is looked for where only a change of what was seen before fires, but for one state. */
const NOTICED: Sought = {
  news: [],
  isSo: () => true,
  revision: () => ({ once: NEW }),
  comesBack: false,
  evidence: {
    value: ({ state }) => state,
    time: 'changed',
    firesAtFirst: ({ state }) => state === AT_FIRST,
  },
};

/** The whole list was read. */
const ALL = { raws: [], isWhole: true, total: 1, isDeep: true };

interface Told {
  wrong: string[];
  /** The states for which the Zap fired. */
  fired: string;
}

/** Plays steps to a Zap that is on, and tells what its judge found. */
async function play(name: KindName, steps: readonly string[], mistake?: Mistake): Promise<Told> {
  let now = NOW;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  const { states, of, remembers, comesBack } = KINDS[name];
  const isNoticed = 'changesOnly' in KINDS[name];
  let changed = now - HOUR;
  const key = of ? 'it' : '*';
  let state: string | undefined = 'A';
  const factsOf = (token: string | undefined) =>
    token === undefined
      ? []
      : [{ key, token, ...(isNoticed && token === AT_FIRST && { atFirst: true as const }) }];
  const kind: ZapKind = {
    name,
    trigger: name,
    agency: false,
    input: () => ({}),
    tables: ['contacts'],
    ...(of && { of: ({ id }) => factsOf(id) }),
    all: () => factsOf(state),
    moves: false,
    sight: 'whole',
    remembers,
    comesBack,
    ...(isNoticed && { changesOnly: true as const }),
  };
  const wrong: Wrong[] = [];
  const expected = new Expected(kind, {} as unknown as Place, (one) => wrong.push(one));
  const zapier = new DedupeMemory(['id', 'revision']);
  const kept = new Map<string, unknown>();
  const change = (next: string) => {
    const is = next === '-' ? undefined : next;
    if (!states.some((one) => one === next) || is === state) return;
    const before = state;
    state = is;
    changed = now;
    expected.changed(
      'contacts',
      before === undefined ? undefined : { id: before },
      is === undefined ? undefined : { id: is },
    );
  };

  /** What the app gives when it is run; while it does so, the record may change. */
  async function answer(meta: { isPopulatingDedupe?: true }, meanwhile = '') {
    now += ANSWER;
    if (meanwhile.endsWith('<')) change(meanwhile.charAt(0));
    const z = {
      cache: {
        get: async (name: string) => kept.get(name),
        set: async (name: string, value: unknown) => {
          if (mistake !== 'no memory') kept.set(name, structuredClone(value));
          return true;
        },
      },
    } as unknown as ZObject;
    const run = { z, bundle: { inputData: {}, authData: {}, meta }, spec: { key: 'it' } } as unknown as Run;
    const memory = remembersOf(run);
    const moment = meta.isPopulatingDedupe ? 'turn on' : 'poll';
    const rows = state === undefined ? [] : [rowOf(state, changed)];
    const found = isNoticed ? await noticed(rows, NOTICED, moment, ALL, memory) : rows;
    const isForGone = of && (comesBack || moment === 'turn on');
    const given = await revised(
      found,
      run,
      memory,
      isForGone ? new Set(rows.map(({ record }) => record.id)) : undefined,
    );
    now += ANSWER;
    if (meanwhile.endsWith('>')) change(meanwhile.charAt(0));
    await memory.keep();
    const first = mistake === 'no first state' ? given.slice(0, rows.length) : given;
    return first.map((item) => ({ ...item }));
  }

  let isOn = false;
  async function turnOn(isLost: boolean) {
    expected.turningOn();
    const given = await answer({ isPopulatingDedupe: true });
    zapier.prime(isLost ? [] : given);
    expected.turnedOn(!isLost);
    if (isLost) expected.turnedOff();
    isOn = !isLost;
  }

  const fired: string[] = [];
  async function poll(how: string, meanwhile: string) {
    expected.beforePoll();
    const given = how === 'fails' ? [] : await answer({}, meanwhile);
    const fresh = how === 'poll' ? zapier.takeNew(given) : [];
    for (const { id, revision } of fresh) {
      fired.push(String(revision).charAt(0));
      expected.fires(String(id));
    }
    if (how === 'lost') expected.sawInVain();
    expected.afterPoll(how === 'poll', how !== 'poll' || meanwhile !== '');
  }

  await turnOn(false);
  for (const step of [...steps, 'poll', 'poll']) {
    now += MINUTE;
    const [what = '', meanwhile = ''] = step.split(' ');
    if (what === 'hour') now += HOUR;
    else if (what === 'loss') {
      kept.clear();
      expected.lostMemory();
    } else if (what === 'off') {
      if (isOn) expected.turnedOff();
      isOn = false;
    } else if (what.length === 1) change(what);
    else if (isOn && what !== 'on') await poll(what, meanwhile);
    else if (!isOn) await turnOn(what === 'lost');
  }
  return { wrong, fired: fired.join('') };
}

afterEach(() => jest.restoreAllMocks());

const names = Object.keys(KINDS).filter((name): name is KindName => name in KINDS);

test.each<[steps: string, fires: string]>([
  ['B poll A poll B poll', 'BAB'],
  // Between two polls it went there and back.
  ['B A poll', ''],
  // It changes while a poll reads: before it is read, or after.
  ['poll_B< poll', 'B'],
  ['poll_B> poll', 'B'],
  ['C poll_B> poll', 'CB'],
  ['C poll_A> poll', 'CA'],
  ['C poll_B> C poll', 'C'],
  ['B lost_A> poll', 'A'],
  // An answer is lost: the next one tells what happened, if anything is another than before.
  ['B lost poll', 'B'],
  ['B lost A poll', 'A'],
  ['B poll A lost lost_B< A poll_B<', 'BB'],
  // Zapier was told of it in a lost answer alone; later the memory is lost, too.
  ['B lost A poll B poll loss poll poll', 'ABB'],
  // The memory is lost: what was seen before is missed, and what never was fires.
  ['B poll loss A poll', 'B'],
  ['B poll loss poll A poll C poll', 'BC'],
  // When a Zap is turned on, Zapier is told of what was seen before: it knows that after a loss, too.
  ['off C on loss A poll', ''],
  ['B poll off on loss A poll poll', 'B'],
  ['B poll off on A poll loss poll', 'BA'],
])('after %s, %s has fired', async (steps, fires) => {
  const all = steps.split(' ').map((step) => step.replace('_', ' '));
  for (const name of ['a record of a list', 'one record'] as const)
    expect(await play(name, all)).toEqual({ wrong: [], fired: fires });
});

test.each<[steps: string, fires: string]>([
  ['- poll A poll', 'A'],
  ['- A poll', ''],
  ['- poll_A> poll', 'A'],
  ['- lost A poll', 'A'],
  ['- poll loss A poll', ''],
  // It was gone when the Zap was turned on again.
  ['- poll off on A poll', 'A'],
  ['- poll off on A poll loss poll', 'A'],
  ['- poll off on loss A poll', ''],
  ['off - on A lost loss poll', ''],
])('of what comes and goes: after %s, “%s” has fired', async (steps, fires) => {
  const all = steps.split(' ').map((step) => step.replace('_', ' '));
  for (const name of ['a record that comes and goes', 'a record that comes true and does not'] as const)
    expect(await play(name, all)).toEqual({ wrong: [], fired: fires });
});

test('in no history they differ', async () => {
  const history = fc.array(fc.constantFrom(...STEPS), { maxLength: 16 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), history, async (name, steps) => {
      expect((await play(name, steps)).wrong).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test.each<[mistake: Mistake, steps: string, wrong: Wrong]>([
  ['no memory', 'B poll A poll', 'missed'],
  ['no first state', 'B poll A poll off on loss poll', 'old'],
])('an app with a mistake is found out: %s', async (mistake, steps, wrong) => {
  const { wrong: found } = await play('a record of a list', steps.split(' '), mistake);
  expect(found).toEqual([wrong]);
});

test.each(MUTATIONS)('the mistake that the soak has to find fits the code: $name', async (mutation) => {
  await expect(withEdits(mutation)).resolves.toContain(mutation.edits[0]?.[1]);
});
