/** What changes and changes back, played with every trigger that can't tell it by a time: each change fires once. */
import { isObject, type Json } from '../sandbox/json';
import type { Item } from '../zapier';
import { noteOf } from './notes';
import type { Poller } from './support/poller';
import { type Case, faults, type ListCase, stage } from './support/scenes';
import type { Script } from './support/scripted';

const on = stage();

const isList = (one: Case): one is ListCase => one.spec.fires === 'list';
const isUntimed = (one: Case) => (isList(one) ? !one.changed : !timeIn(one));
const isOfChanges = (one: Case) => !isList(one) || one.fireOn !== 'new';
/** Every trigger that fires on changes, lists among them. */
const those = (...tests: ((one: Case) => boolean)[]): Case[] =>
  [...on.others, ...on.lists].filter((one) => isOfChanges(one) && tests.every((test) => test(one)));

/** The field by which a record tells when it changed. */
const timeIn = ({ spec, answer }: Case) =>
  spec.fires === 'check'
    ? undefined
    : spec.record.updated?.find((field) => JSON.stringify(answer).includes(`"${field}":`));

/** What HighLevel answers is in one of some states. */
interface Subject {
  /** From now on it is in this state, changed at this moment where its answer tells one. */
  is: (state: string) => void;
}

/** Plays a trigger whose answer is the test's. */
function subject(one: Case): Subject {
  return isList(one) ? rowOf(one) : answerOf(one);
}

const HOUR = 3_600_000;
/** Time goes on by a second with each change. */
let moment = Date.now() - HOUR;
const next = () => {
  moment += 1000;
  return moment;
};

function rowOf(one: ListCase): Subject {
  const list = on.list(one);
  list.rows = list.many(5, 2 * HOUR);
  return {
    is: (state) => {
      if (list.find('old2')[list.text] === state) return;
      list.change('old2', { [list.text]: state, ...(one.changed && list.moments([one.changed], next())) });
    },
  };
}

function answerOf(one: Case): Subject {
  const { spec, answer, key } = one;
  const answers = noteOf(key).answers;
  if (spec.fires === 'check' && !answers) throw new Error('needs `answers` in its note');
  let body: Json = answers?.[0] ?? answer;
  on.play({ endpoint: spec.endpoint, answer: () => ({ body }) } satisfies Script);
  const time = timeIn(one);
  let present = '';
  return {
    is: (state) => {
      if (state === present) return;
      present = state;
      if (answers) body = answers[state === 'A' ? 0 : 1];
      else
        body = changed(
          changed(answer, TEXT, () => state),
          time,
          () => new Date(next()).toISOString(),
        );
    },
  };
}

const TEXT = /^(\w*(title|name|label|body|subject|transcript)|status|lastMessageType)$/i;

/** An answer in which the first field of this name is another. */
function changed(body: Json, name: RegExp | string | undefined, to: () => string): Json {
  if (name === undefined) return body;
  let isDone = false;
  const isIt = (key: string) => (typeof name === 'string' ? key === name : name.test(key));
  const walk = (part: Json): Json => {
    if (Array.isArray(part)) return part.map(walk);
    if (!isObject(part)) return part;
    const entries = Object.entries(part).map(([key, value]) => {
      if (isDone || value === undefined) return [key, value];
      if (!isIt(key) || !['string', 'number'].includes(typeof value)) return [key, walk(value)];
      isDone = true;
      return [key, to()];
    });
    return Object.fromEntries(entries);
  };
  const found = walk(body);
  if (!isDone) throw new Error(`has no ${name} to change in ${JSON.stringify(body).slice(0, 200)}`);
  return found;
}

const count = async (poller: Poller) => (await poller.poll()).length;

/** The states of a record, as polls see them, and whether each must fire. The Zap is turned on in the first. */
const HISTORY = ['A', 'A', 'B', 'B', 'A', 'A', 'B', 'A'];
const isChange = (states: string[], nth: number) => states[nth] !== states[nth - 1];
const wanted = HISTORY.slice(1).map((_state, nth) => Number(isChange(HISTORY, nth + 1)));

/** Plays the states, and tells what is wrong with what fires. */
async function plays(poller: Poller, it: Subject, states = HISTORY): Promise<string | undefined> {
  const fired: number[] = [];
  for (const state of states.slice(1)) {
    it.is(state);
    fired.push(await count(poller));
  }
  const right = states.slice(1).map((_state, nth) => Number(isChange(states, nth + 1)));
  return fired.join() === right.join() ? undefined : `fired ${fired} where ${right} is right`;
}

/** Turned on in the first state. */
async function turnedOn(one: Case, it: Subject, how?: { zapId?: string }): Promise<Poller> {
  it.is('A');
  return on.poller(one, how).on();
}

test('every check has two answers in its note, and no other trigger has', () => {
  const noted = on.others.filter(({ key }) => noteOf(key).answers);
  expect(noted).toEqual(on.others.filter(({ spec }) => spec.fires === 'check'));
});

describe('there and back', () => {
  test('fires at each change, whether the API tells its time or not', async () => {
    expect(wanted).toEqual([0, 1, 0, 1, 0, 1, 1]);
    const scene = async (one: Case) => {
      const it = subject(one);
      return plays(await turnedOn(one, it), it);
    };
    expect(await faults(those(), scene)).toEqual([]);
  });

  test('for each of two Zaps, the second turned on later, with Zapier’s ids of them and without', async () => {
    const scene = (ids: [string?, string?]) => async (one: Case) => {
      const it = subject(one);
      const how = (zapId?: string) => (zapId ? { zapId } : {});
      const first = await turnedOn(one, it, how(ids[0]));
      it.is('B');
      if ((await count(first)) !== 1) return 'missed the first change';
      const second = on.poller(one, how(ids[1]));
      second.cache = first.cache;
      await second.on();
      const states = ['B', 'A', 'A', 'B', 'A', 'B'];
      for (const [nth, state] of states.entries()) {
        it.is(state);
        const right = Number(nth > 0 && isChange(states, nth));
        const fired = [await count(first), await count(second)];
        if (fired.join() !== [right, right].join()) return `fired ${fired} at poll ${nth}, not ${right} each`;
      }
      return undefined;
    };
    expect(await faults(those(isUntimed), scene(['z1', 'z2']))).toEqual([]);
    expect(await faults(those(isUntimed), scene([]))).toEqual([]);
  });

  test('after the Zap was off and on, in whatever state', async () => {
    const scene = async (one: Case) => {
      const it = subject(one);
      const poller = await turnedOn(one, it);
      const before = await plays(poller, it);
      if (before) return before;
      it.is('B');
      await poller.on();
      const again = await plays(poller, it, ['B', 'B', 'A', 'B', 'B', 'A']);
      if (again) return `${again}, once it was on again`;
      await poller.on();
      return (await count(poller)) ? 'fired without a change, once it was on again' : undefined;
    };
    expect(await faults(those(isUntimed), scene)).toEqual([]);
  });

  /** What the app remembers of states; names are kept as well. */
  const remembered = ({ cache }: Poller) =>
    JSON.stringify(Object.entries(cache).filter(([key]) => key.startsWith('seen:')));

  test('though a sample is loaded in between', async () => {
    const scene = async (one: Case) => {
      const it = subject(one);
      const poller = await turnedOn(one, it);
      for (const state of ['B', 'A', 'B']) {
        it.is(state);
        const kept = remembered(poller);
        await poller.sample();
        if (kept !== remembered(poller)) return 'remembers what a sample shows';
      }
      return plays(poller, it, ['A', 'B', 'A', 'A', 'B']);
    };
    expect(await faults(those(isUntimed), scene)).toEqual([]);
  });
});

/** A `z.cache` that fails each time that the condition says so. */
function failing(isDown: () => boolean): Item {
  const orDown = <T>(does: () => T): T => {
    if (isDown()) throw new Error('The cache is down.');
    return does();
  };
  return new Proxy<Item>(
    {},
    {
      has: (kept, key) => (typeof key === 'string' ? orDown(() => key in kept) : key in kept),
      get: (kept, key) => (typeof key === 'string' ? orDown(() => kept[key]) : Reflect.get(kept, key)),
      set: (kept, key, value) => orDown(() => Reflect.set(kept, key, value)),
    },
  );
}

describe('where an answer is lost on its way to Zapier', () => {
  /** States; after each whether it fires, or “lost” where the answer to its poll is. */
  const history: [state: string, fires: number | 'lost'][] = [
    ['B', 'lost'],
    ['B', 1],
    ['A', 'lost'],
    ['A', 1],
    ['A', 0],
    ['B', 'lost'],
    ['A', 1],
    ['B', 1],
    ['A', 'lost'],
    ['B', 1],
    ['A', 'lost'],
    ['B', 'lost'],
    ['B', 1],
    ['B', 0],
    ['A', 1],
  ];

  test('the next answer tells what happened, once; a change back of which no other answer told, too', async () => {
    const scene = async (one: Case) => {
      const it = subject(one);
      const poller = await turnedOn(one, it);
      for (const [nth, [state, right]] of history.entries()) {
        it.is(state);
        if (right === 'lost') await poller.pollInVain();
        else {
          const fired = await count(poller);
          if (fired !== right) return `fired ${fired} at poll ${nth}, where ${right} is right`;
        }
      }
      return undefined;
    };
    expect(await faults(those(isUntimed), scene)).toEqual([]);
  });
});

describe('where a record was gone when the Zap was turned on again', () => {
  const mayBeGone = (one: ListCase) => (one.fireOn === 'new' ? one.spec.comesBack === true : !one.changed);

  test('it fires once when it comes back, and not again after the memory is lost', async () => {
    const scene = async (one: ListCase) => {
      const list = on.list(one);
      list.rows = list.many(5, 2 * HOUR);
      const poller = await on.poller(one).on();
      for (const state of ['B', 'A']) {
        list.change('old2', { [list.text]: state });
        await poller.poll();
      }
      const whole = list.rows;
      list.rows = list.rows.filter((row) => !Object.values(row).includes('old2'));
      const fired = [await count(poller)];
      await poller.on();
      fired.push(await count(poller));
      list.rows = whole;
      fired.push(await count(poller));
      poller.cache = {};
      fired.push(await count(poller), await count(poller));
      return fired.join() === '0,0,1,0,0' ? undefined : `fired ${fired}, where 0,0,1,0,0 is right`;
    };
    const lists = on.lists.filter(mayBeGone);
    expect(lists.length).toBeGreaterThan(0);
    expect(await faults(lists, scene)).toEqual([]);
  });
});

describe('where the memory is lost or fails', () => {
  test.each<[what: string, caches: () => Item[]]>([
    ['it is lost', () => [{}]],
    ['it is lost twice', () => [{}, {}]],
    ['it fails', () => [failing(() => true)]],
    ['it fails now and then', () => [failing(() => Math.random() < 0.5)]],
    ['it fails, works again, and fails', () => [failing(() => true), {}, failing(() => true)]],
  ])('nothing fires without a change: %s', async (_what, caches) => {
    const scene = async (one: Case) => {
      const it = subject(one);
      const poller = await turnedOn(one, it);
      const before = await plays(poller, it, ['A', 'B', 'A', 'B']);
      if (before) return before;
      for (const cache of caches()) {
        poller.cache = cache;
        const fired = [await count(poller), await count(poller)];
        if (fired.some(Boolean)) return `fired ${fired} without a change`;
      }
      return undefined;
    };
    expect(await faults(those(isUntimed), scene)).toEqual([]);
  });

  test('the first change fires, and what never was before does at any time', async () => {
    const scene = async (one: Case) => {
      const it = subject(one);
      it.is('A');
      const poller = on.poller(one);
      poller.cache = failing(() => true);
      await poller.on();
      it.is('B');
      const fired = [await count(poller), await count(poller)];
      return fired.join() === '1,0' ? undefined : `fired ${fired}, not 1,0`;
    };
    expect(await faults(those(isUntimed), scene)).toEqual([]);
  });

  test('in any history nothing fires but changes; all of them do, as long as the memory is whole', async () => {
    const scene = (loses: boolean) => async (one: Case) => {
      const it = subject(one);
      const poller = await turnedOn(one, it);
      let state = 'A';
      let history = 'A';
      for (let nth = 0; nth < 25; nth += 1) {
        const turn = Math.random();
        const before = state;
        if (turn < 0.5)
          state = 'ABC'[Math.floor(Math.random() * (one.spec.fires === 'check' ? 2 : 3))] ?? 'A';
        it.is(state);
        if (turn > 0.95) await poller.sample();
        if (turn > 0.9) {
          await poller.on();
          history += ` on:${state}`;
          continue;
        }
        if (loses && turn > 0.75) poller.cache = turn > 0.8 ? {} : failing(() => Math.random() < 0.5);
        history += `${loses && turn > 0.75 ? ' loss' : ''} ${state}`;
        const fired = await count(poller);
        if (fired > Number(before !== state)) return `fired without a change: ${history}`;
        if (!loses && fired < Number(before !== state)) return `missed a change: ${history}`;
      }
      return undefined;
    };
    expect(await faults(those(isUntimed), scene(false))).toEqual([]);
    expect(await faults(those(isUntimed), scene(true))).toEqual([]);
  });
});
