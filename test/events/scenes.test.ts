/** What triggers wait for, played with each of them that has its own event: each time it happens fires once. */
import { DAY_MS, HOUR_MS } from '../../fields/dates';
import type { JsonObject } from '../../sandbox/json';
import type { Item } from '../../zapier';
import { listTriggers } from '../support/operations';
import type { Poller } from '../support/poller';
import { type EventCase, faults, stage } from '../support/scenes';
import type { ScriptedList } from '../support/scripted';

const on = stage();

/** So long ago that it is no news. */
const OLD = 60 * DAY_MS;

const few = (ids: string[]) =>
  `${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ` and ${ids.length - 3} more` : ''}`;

/** A trigger's list, and what happens to its rows. */
class Life {
  readonly list: ScriptedList;
  private made = 0;

  constructor(private readonly one: EventCase) {
    const { sortedBy, isListed } = one.happens;
    this.list = on.list(one, sortedBy);
    if (isListed) this.list.isListed = isListed;
  }

  /** Rows to which it happened so long ago, an hour after they were made; their ids. */
  past(count: number, ago: number, name = 'past'): string[] {
    const at = Date.now() - ago;
    return this.put(count, (nth) => this.happened(at - nth * 1000, at - nth * 1000 - HOUR_MS, name));
  }

  /** Rows to which it has not happened; where it happens by their coming, none, and ids for them all the same. */
  waiting(count: number, ago = OLD, name = 'waiting'): string[] {
    const { before } = this.one.happens;
    if (!before) return Array.from({ length: count }, () => this.name(name));
    const made = Date.now() - ago;
    return this.put(count, () => before(this.list.row(this.name(name), made), made));
  }

  /** It happens to rows that waited for it, the first of them first. */
  happen(ids: string[], step = 1000): string[] {
    const now = Date.now();
    const { happens } = this.one;
    ids.forEach((id, nth) => {
      const at = now - (ids.length - nth) * step;
      if (happens.before) this.replace(id, (row) => happens.now(row, at));
      else this.list.rows.unshift(happens.now(this.list.row(id, at), at));
    });
    return ids;
  }

  /** Changes a row. */
  replace(id: string, change: (row: JsonObject) => JsonObject): void {
    this.list.rows = this.list.rows.map((row) => (this.list.idOf(row) === id ? change(row) : row));
  }

  private happened(at: number, made: number, name: string): JsonObject {
    const { before = (row) => row, now } = this.one.happens;
    return now(before(this.list.row(this.name(name), made), made), at);
  }

  private put(count: number, make: (nth: number) => JsonObject): string[] {
    const rows = Array.from({ length: count }, (_, nth) => make(nth));
    this.list.rows.push(...rows);
    return rows.map(this.list.idOf);
  }

  private name(name: string): string {
    this.made += 1;
    return `${name}${this.made}`;
  }
}

const idsOf = (found: Item[]) => found.map(({ id }) => String(id));

/** Polls until all of these have fired, and twice more. What is wrong: one is lost, comes twice, or is old. */
async function each(poller: Poller, expected: string[], polls = 60): Promise<string | undefined> {
  const fired: string[] = [];
  let rest = 2;
  for (let nth = 0; nth < polls && rest; nth += 1) {
    fired.push(...idsOf(await poller.poll()));
    if (fired.length >= expected.length) rest -= 1;
  }
  const twice = fired.filter((id, nth) => fired.indexOf(id) !== nth);
  const lost = expected.filter((id) => !fired.includes(id));
  const others = fired.filter((id) => !expected.includes(id));
  return (
    [
      others.length && `fired what is no news: ${few(others)}`,
      twice.length && `fired twice: ${few(twice)}`,
      lost.length && `lost ${lost.length} of ${expected.length}: ${few(lost)}`,
    ]
      .filter(Boolean)
      .join('; ') || undefined
  );
}

const nothing = (poller: Poller) => each(poller, [], 2);

const scene = async (
  play: (life: Life, one: EventCase) => Promise<string | undefined>,
  which: (one: EventCase) => boolean = () => true,
) => expect(await faults(on.events.filter(which), (one) => play(new Life(one), one))).toEqual([]);

/** The first thing that is wrong. */
async function firstWrong(...steps: (() => Promise<string | undefined>)[]): Promise<string | undefined> {
  for (const step of steps) {
    const wrong = await step();
    if (wrong) return wrong;
  }
  return undefined;
}

const isPaged = ({ spec }: EventCase) => spec.paging !== undefined;
/** Where a list is known as a whole, what comes into it is news, whatever its date says. */
const isDated = ({ happens, spec }: EventCase) =>
  happens.undated === undefined && (spec.event !== undefined || spec.datedOnly === true);

test('every trigger with an event of its own says how it happens', () => {
  const silent = listTriggers().filter(({ spec, note }) => spec.event && !note.happens);
  expect(silent.map(({ key }) => key)).toEqual([]);
});

test('what happened before the Zap was turned on does not fire', () =>
  scene(async (life, one) => {
    life.past(20, OLD);
    life.past(5, HOUR_MS);
    life.waiting(10);
    return nothing(await on.poller(one).on());
  }));

test('what happens after that fires once each; of one moment, too', () =>
  scene(async (life, one) => {
    life.past(20, OLD);
    const ids = life.waiting(10);
    const poller = await on.poller(one).on();
    return firstWrong(
      () => nothing(poller),
      () => each(poller, life.happen(ids.slice(0, 3))),
      () => each(poller, life.happen(ids.slice(3, 8), 0)),
    );
  }));

test('what else happens to the same records does not fire', () =>
  scene(
    async (life, one) => {
      const { otherwise = (row) => row } = one.happens;
      const past = life.past(5, OLD);
      const ids = life.waiting(3);
      const poller = await on.poller(one).on();
      const fired = await each(poller, life.happen(ids));
      for (const id of [...ids, ...past]) life.replace(id, (row) => otherwise(row, Date.now()));
      return fired ?? nothing(poller);
    },
    ({ happens }) => happens.otherwise !== undefined,
  ));

test('what happens to a record a second time fires a second time', () =>
  scene(
    async (life, one) => {
      const { again = (row) => row } = one.happens;
      const ids = life.waiting(4);
      const poller = await on.poller(one).on();
      const fired = await each(poller, life.happen(ids));
      for (const id of ids.slice(0, 2)) life.replace(id, (row) => again(row, Date.now()));
      return fired ?? each(poller, ids.slice(0, 2));
    },
    ({ happens }) => happens.again !== undefined,
  ));

test('a lost memory fires nothing, and what happens after that fires once', () =>
  scene(async (life, one) => {
    life.past(10, OLD);
    const ids = life.waiting(6);
    const poller = await on.poller(one).on();
    const fired = await each(poller, life.happen(ids.slice(0, 3)));
    poller.cache = {};
    return firstWrong(
      async () => fired,
      () => nothing(poller),
      () => each(poller, life.happen(ids.slice(3))),
    );
  }));

test('what happened long ago and comes into sight does not fire', () =>
  scene(async (life, one) => {
    life.past(10, OLD);
    const poller = await on.poller(one).on();
    life.past(5, 10 * DAY_MS, 'late');
    return nothing(poller);
  }, isDated));

test('deletions bring up nothing old', () =>
  scene(
    async (life, one) => {
      life.list.manner = { cap: 10 };
      life.past(75, OLD);
      const ids = life.waiting(3);
      const poller = await on.poller(one).on();
      life.list.rows.splice(0, 35);
      return firstWrong(
        () => nothing(poller),
        () => nothing(poller),
        () => each(poller, life.happen(ids)),
      );
    },
    (one) => isPaged(one) && isDated(one),
  ));

test('150 at once all fire over the next polls, each once; 350 of a list that has pages', () =>
  scene(async (life, one) => {
    life.past(20, OLD);
    const ids = life.waiting(isPaged(one) ? 350 : 150);
    const poller = await on.poller(one, { excess: 'left' }).on();
    return each(poller, life.happen(ids, 20));
  }));

test('a poll that fails loses nothing', () =>
  scene(async (life, one) => {
    const ids = life.waiting(3);
    const poller = await on.poller(one).on();
    life.happen(ids);
    life.list.instead.push({ status: 403, body: { statusCode: 403, message: 'No' } });
    const failed = await poller.poll().then(
      (found) => (found.length ? 'fired though its request failed' : undefined),
      () => undefined,
    );
    return failed ?? each(poller, ids);
  }));
