/** What happens to a list while a Zap is on, played with every trigger that lists: each thing fires once. */
import { DAY_MS } from '../fields/dates';
import type { Item } from '../zapier';
import type { Excess, Poller } from './support/poller';
import { faults, type ListCase, stage } from './support/scenes';
import { localTime, type Manner, type Order, type ScriptedList } from './support/scripted';

const on = stage();

/** So long ago that it is no news. */
const OLD = 60 * DAY_MS;

const idsOf = (found: Item[]) => found.map(({ id }) => String(id));
const few = (ids: string[]) =>
  `${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ` and ${ids.length - 3} more` : ''}`;

/** Whether all that is read of a list is read at each poll. */
const isWhole = ({ spec }: ListCase) => !spec.paging;
/** Whether HighLevel lists first what the trigger looks for. */
function isSorted({ spec, fireOn, changed }: ListCase): boolean {
  const { paging, sort, sortedBy } = spec;
  if (!paging) return false;
  if (fireOn === 'new') return sortedBy !== undefined;
  return sort?.updated !== undefined || (changed !== undefined && changed === sortedBy);
}
/** Whether something tells where a list has its news: their time, or that they may be anywhere. */
const hasTimeOrAnyPlace = (one: ListCase) => Boolean(one.added) || !isSorted(one);
const isPaged = (one: ListCase) => !isWhole(one);
const sizeOf = ({ spec }: ListCase) => spec.paging?.size.max ?? 100;

/** Of all cases these alone. */
const those = (...tests: ((one: ListCase) => boolean)[]) =>
  on.lists.filter((one) => tests.every((test) => test(one)));

/** After so many polls in a row that fire nothing, nothing more will come. */
const IDLE = 100;

/** Polls until all of these have fired, and twice more. What is wrong: one is lost, comes twice, or is old. */
async function each(poller: Poller, expected: string[], polls: number): Promise<string | undefined> {
  const fired: string[] = [];
  let rest = 2;
  let idle = 0;
  for (let nth = 0; nth < polls && rest && idle < IDLE; nth += 1) {
    const found = idsOf(await poller.poll());
    fired.push(...found);
    idle = found.length ? 0 : idle + 1;
    if (fired.length >= expected.length) rest -= 1;
  }
  const twice = fired.filter((id, nth) => fired.indexOf(id) !== nth);
  const lost = expected.filter((id) => !fired.includes(id));
  const others = fired.filter((id) => !expected.includes(id));
  return (
    [
      others.length && `fired what is no news: ${few(others)}`,
      twice.length && `fired twice: ${few(twice)}`,
      lost.length && `lost ${lost.length} of ${expected.length} in ${polls} polls: ${few(lost)}`,
    ]
      .filter(Boolean)
      .join('; ') || undefined
  );
}

/** Polls that must fire nothing. */
async function nothing(poller: Poller, polls = 2): Promise<string | undefined> {
  for (let nth = 0; nth < polls; nth += 1) {
    const fired = idsOf(await poller.poll());
    if (fired.length) return `fired what is no news: ${few(fired)}`;
  }
  return undefined;
}

/** After so many polls all must have fired, however the pages are chosen. */
function patienceOf(one: ListCase, { order = 'as asked' }: Manner = {}): number {
  const isFirst = isSorted(one) && order === 'as asked' && (one.added ?? one.changed) !== undefined;
  return isWhole(one) || isFirst ? 4 : 120;
}

/** Puts new records in, made in the last seconds, the newest first; their ids, the oldest first. */
function add(list: ScriptedList, count: number, { ago = 1000, step = 1000, name = 'new' } = {}): string[] {
  const fresh = list.many(count, ago, name, step);
  list.rows.unshift(...fresh);
  return fresh.map(list.idOf).reverse();
}

const firesOnChanges = ({ fireOn }: ListCase) => fireOn !== 'new';

/** Changes a record in the way that the trigger fires on, at this moment where its rows tell one. */
function change(list: ScriptedList, { changed, fireOn }: ListCase, id: string, at = Date.now()): void {
  list.change(id, {
    [fireOn === 'stage' ? 'pipelineStageId' : list.text]: `Changed ${at}`,
    ...(changed && list.moments([changed], at)),
  });
}

const scene = async (
  cases: ListCase[],
  play: (one: ListCase, list: ScriptedList) => Promise<string | undefined>,
) => expect(await faults(cases, (one) => play(one, on.list(one)))).toEqual([]);

describe('where little happens', () => {
  test('nothing fires, and new ones fire once each, the oldest first; of one moment, too', () =>
    scene(those(), async (one, list) => {
      list.rows = list.many(30, OLD);
      const poller = await on.poller(one).on();
      const quiet = await nothing(poller, 1);
      if (quiet) return quiet;
      const expected = add(list, 3);
      const fired = idsOf(await poller.poll());
      const told = (ids: string[]) => (one.added ? ids : [...ids].sort()).join();
      if (told(fired) !== told(expected)) return `fired ${fired}, not ${expected}`;
      return each(poller, add(list, 5, { ago: 500, step: 0, name: 'same' }), 4);
    }));

  test('a change fires once where changes do, and else not', () =>
    scene(those(), async (one, list) => {
      list.rows = list.many(30, OLD);
      const poller = await on.poller(one).on();
      const ids = ['old3', 'old17'];
      const { updated = [] } = one.spec.record;
      const changed = one.changed ?? updated.find((key) => list.tells(key));
      for (const id of ids) change(list, { ...one, changed }, id);
      return firesOnChanges(one) ? each(poller, ids, 4) : nothing(poller, 1);
    }));
});

/** One of each list: its changes are another matter. */
const ofNew = ({ fireOn }: ListCase) => fireOn === 'new';

describe('a list in another order than it was asked for', () => {
  const FOREIGN: Order[] = ['oldest first', 'any order'];
  const ORDERS: Order[] = ['as asked', 'shuffled pages', ...FOREIGN];
  /** The pages of conversations go on by the time of the last message, and so in that order alone. */
  const canBe = (order: Order) => (one: ListCase) =>
    !FOREIGN.includes(order) || !one.spec.paging?.by.includes('startAfterDate');

  test.each(FOREIGN)('%s, on one page', (order) =>
    scene(those(ofNew, canBe(order)), async (one, list) => {
      list.manner = { order };
      list.rows = list.many(18, OLD);
      const poller = await on.poller(one).on();
      return (await nothing(poller, 1)) ?? each(poller, add(list, 2), 4);
    }),
  );

  test.each(FOREIGN)('%s, on three pages', (order) =>
    scene(those(ofNew, isPaged, canBe(order)), async (one, list) => {
      list.manner = { order, cap: 10 };
      list.rows = list.many(25, OLD);
      const poller = await on.poller(one).on();
      return (await nothing(poller, 1)) ?? each(poller, add(list, 3), patienceOf(one, list.manner));
    }),
  );

  test.each(ORDERS)('%s, on eight pages', (order) =>
    scene(those(ofNew, isPaged, canBe(order), hasTimeOrAnyPlace), async (one, list) => {
      list.manner = { order, cap: 10 };
      list.rows = list.many(75, OLD);
      const poller = await on.poller(one).on();
      return (await nothing(poller, 3)) ?? each(poller, add(list, 3), patienceOf(one, list.manner));
    }),
  );

  test('a change of an old one fires once, wherever it stands on eight pages', () =>
    scene(those(isPaged, firesOnChanges), async (one, list) => {
      list.manner = { cap: 10 };
      list.rows = list.many(75, OLD);
      const poller = await on.poller(one).on();
      change(list, one, 'old60');
      return each(poller, ['old60'], patienceOf(one));
    }));
});

/** A list of each kind, for what takes many requests: by the kind, what is done is the same. */
const OF_EACH_KIND = ['search_contacts', 'search_opportunities', 'list_contacts', 'list_businesses'];
const ofEachKind = ({ key }: ListCase) => OF_EACH_KIND.includes(key);

describe('deletions', () => {
  test('of the newest half bring up old ones, which do not fire; what is new after that does, once', () =>
    scene(those(ofNew), async (one, list) => {
      const count = ofEachKind(one) ? 2000 : isPaged(one) ? Math.min(300, sizeOf(one) * 3) : 60;
      list.rows = list.many(count, OLD);
      const poller = await on.poller(one).on();
      list.rows.splice(0, count * 0.475);
      return (await nothing(poller)) ?? each(poller, add(list, 3), patienceOf(one));
    }));

  test('bring up no changes of long ago', () =>
    scene(those(isPaged, firesOnChanges), async (one, list) => {
      list.manner = { cap: 10 };
      list.rows = list.many(100, OLD);
      const poller = await on.poller(one).on();
      list.rows.splice(0, 45);
      return nothing(poller, 3);
    }));

  test('of the newest, where the list is longer than what is read when the Zap is turned on', () =>
    // HighLevel gives no page of opportunities after the hundredth, so that small pages hide the rest for good.
    scene(those(ofNew, ofEachKind), async (one, list) => {
      list.manner = { cap: 5 };
      list.rows = list.many(700, OLD);
      const poller = await on.poller(one).on();
      // Two readings of 100 pages at most.
      if (list.requests > 200) return `made ${list.requests} requests to be turned on`;
      list.rows.splice(0, 600);
      const some = await nothing(poller, 4);
      list.rows.splice(0, 97);
      return some ?? (await nothing(poller)) ?? each(poller, add(list, 3), patienceOf(one));
    }));
});

describe('many new ones at once', () => {
  test('150 all fire over the next polls, each once; 350 of a list that has pages', () =>
    scene(those(ofNew), async (one, list) => {
      list.rows = list.many(30, OLD);
      const poller = await on.poller(one, { excess: 'left' }).on();
      const count = isPaged(one) ? 350 : 150;
      return each(poller, add(list, count, { step: 50 }), patienceOf(one) + 4);
    }));

  test('eight pages of them all fire over the next polls, each once', () =>
    scene(those(ofNew, isPaged, hasTimeOrAnyPlace), async (one, list) => {
      list.manner = { cap: 10 };
      list.rows = list.many(10, OLD);
      const poller = await on.poller(one).on();
      return each(poller, add(list, 80, { step: 50 }), patienceOf(one));
    }));

  test.each<Excess>(['left', 'taken'])(
    '1,200 all fire, each once, where Zapier takes 100 of a poll: the rest is %s',
    (excess) =>
      scene(those(ofNew, ofEachKind), async (one, list) => {
        list.rows = list.many(30, OLD);
        const poller = await on.poller(one, { excess }).on();
        return each(poller, add(list, 1200, { step: 50 }), isSorted(one) ? 16 : 400);
      }),
  );
});

describe('a page that is shorter than asked for', () => {
  const counts = (one: ListCase) => /"(total|count)":\d/.test(JSON.stringify(on.list(one).answer({}).body));

  /** Where nothing counts the list, a page of seven is taken for the last one: no limit is such a number. */
  const MANNERS: Required<Pick<Manner, 'cap' | 'uncounted'>>[] = [
    { cap: 100, uncounted: false },
    { cap: 100, uncounted: true },
    { cap: 20, uncounted: false },
    { cap: 20, uncounted: true },
    { cap: 7, uncounted: false },
  ];

  test.each(MANNERS)('ends no reading, when the Zap is turned on or later: %j', (manner) =>
    scene(
      those(ofNew, isPaged, (one) => manner.uncounted || counts(one)),
      async (one, list) => {
        list.manner = manner;
        const size = Math.min(manner.cap, sizeOf(one));
        // The last page is exactly full.
        list.rows = list.many(size * 3, OLD);
        const poller = await on.poller(one).on();
        list.rows.splice(0, size * 1.5);
        const old = await nothing(poller);
        return old ?? each(poller, add(list, size + 3, { step: 100 }), patienceOf(one));
      },
    ),
  );
});

describe('times', () => {
  const isTimed = ({ added, spec }: ListCase) => Boolean(added) && !spec.since;
  /** What comes into such a list came now, whatever its time: all of it was there when the Zap was turned on. */
  const isSeenWhole = (one: ListCase) =>
    isWhole(one) && !one.spec.datedOnly && !/^list_(calendar_events|blocked_slots)/.test(one.key);

  /** A list of more pages than a poll reads, so that no poll sees all of it. */
  const long = (list: ScriptedList) => {
    list.manner = { cap: 5 };
    list.rows = list.many(40, OLD);
  };

  test('a record that comes into sight late is news for three days', () =>
    scene(
      those(ofNew, isTimed, (one) => !isSeenWhole(one)),
      async (one, list) => {
        long(list);
        const poller = await on.poller(one).on();
        const [late, tooLate] = [2, 4].map((days) => list.row(`days${days}`, Date.now() - days * DAY_MS));
        list.rows.unshift(...[late, tooLate].filter((row) => row !== undefined));
        return each(poller, ['days2'], 60);
      },
    ));

  test('of a list that HighLevel gives as a whole, it is news at any time', () =>
    scene(those(ofNew, isTimed, isSeenWhole), async (one, list) => {
      list.rows = list.many(10, OLD);
      const poller = await on.poller(one).on();
      list.rows.unshift(list.row('late', Date.now() - 4 * DAY_MS));
      return each(poller, ['late'], 4);
    }));

  test('a change is news though the record is old, and one of long ago is none', () =>
    scene(
      those(firesOnChanges, ({ changed }) => changed !== undefined, isPaged),
      async (one, list) => {
        long(list);
        const poller = await on.poller(one).on();
        change(list, one, 'old2', Date.now() - 2 * DAY_MS);
        change(list, one, 'old3', Date.now() - 4 * DAY_MS);
        return each(poller, ['old2'], 60);
      },
    ));

  test('one that tells no time is new, but not where an old one may come first', () =>
    scene(
      those(ofNew, isPaged, ({ added }) => added !== undefined),
      async (one, list) => {
        long(list);
        const poller = await on.poller(one).on();
        const untimed = list.row('untimed', Date.now());
        for (const field of one.spec.since ?? [one.added]) delete untimed[String(field)];
        // Among the first, wherever HighLevel puts those without a time.
        list.pinned = untimed;
        const isByAnother = one.spec.sortedBy !== undefined && one.spec.sortedBy !== one.added;
        return isByAnother ? nothing(poller) : each(poller, ['untimed'], 4);
      },
    ));

  test('one that tells no time is new behind old ones, too, in a list of which nobody says how it is sorted', () =>
    scene(
      those(ofNew, isPaged, ({ added, spec }) => added !== undefined && !spec.sortedBy),
      async (one, list) => {
        list.rows = list.many(12, OLD);
        const poller = await on.poller(one).on();
        const untimed = list.row('untimed', Date.now());
        for (const field of one.spec.since ?? [one.added]) delete untimed[String(field)];
        list.rows.push(untimed);
        return each(poller, ['untimed'], 4);
      },
    ));

  test('a change that moves only a time of its own fires once where any change does', () =>
    scene(
      those(({ fireOn, changed }) => fireOn === 'updated' && changed !== undefined),
      async (one, list) => {
        const fields = (one.spec.record.updated ?? []).filter((field) => list.tells(field));
        for (const field of fields) {
          list.rows = list.many(10, OLD);
          const poller = await on.poller(one).on();
          list.change('old2', list.moments([field], Date.now()));
          const wrong = await each(poller, ['old2'], 4);
          if (wrong) return `${wrong}, where ${field} moved`;
        }
        return undefined;
      },
    ));
});

describe('rows that were not asked for', () => {
  const mayBeDeleted = (one: ListCase) => typeof on.list(one).pattern.deleted === 'boolean';

  test('those that are deleted do not fire', () =>
    scene(those(mayBeDeleted), async (one, list) => {
      list.rows = list.many(10, OLD);
      const poller = await on.poller(one).on();
      list.rows.unshift(list.row('gone', Date.now(), { deleted: true }));
      list.change('old2', { deleted: true });
      if (one.changed) list.change('old2', list.moments([one.changed], Date.now()));
      return (await nothing(poller)) ?? each(poller, add(list, 1), 4);
    }));

  const asksForDeleted = ({ spec }: ListCase) =>
    spec.fields.some((field) => 'key' in field && field.key === 'deleted');
  test('but for those who ask for deleted ones', () =>
    scene(those(asksForDeleted), async (one, list) => {
      list.rows = list.many(10, OLD).map((row) => ({ ...row, deleted: true }));
      const poller = await on.poller(one, { input: { deleted: true } }).on();
      list.rows.unshift(list.row('gone', Date.now(), { deleted: true }));
      return each(poller, ['gone'], 4);
    }));

  test('one that is deleted later is gone, and is new again only where the trigger says so', () =>
    scene(those(ofNew, mayBeDeleted), async (one, list) => {
      list.rows = list.many(10, OLD);
      const poller = await on.poller(one).on();
      const fresh = add(list, 1);
      const first = await each(poller, fresh, 4);
      list.change('new0', { deleted: true });
      const gone = await nothing(poller, 1);
      list.change('new0', { deleted: false });
      return first ?? gone ?? (one.spec.comesBack ? each(poller, fresh, 3) : nothing(poller));
    }));

  const hasWindow = ({ spec }: ListCase) =>
    spec.fields.some((field) => 'key' in field && field.key === 'daysAhead');
  const inDays = (days: number) => ({
    startTime: new Date(Date.now() + days * DAY_MS).toISOString(),
    endTime: new Date(Date.now() + days * DAY_MS + 1_800_000).toISOString(),
  });
  test('events outside the window do not fire, and one that was just booked fires when it comes into it', () =>
    scene(those(hasWindow), async (one, list) => {
      list.rows = list.many(3, OLD).map((row) => ({ ...row, ...inDays(2) }));
      const poller = await on.poller(one, { input: { daysBack: '1', daysAhead: '7' } }).on();
      for (const days of [-9, -2, 8, 40]) list.rows.push(list.row(`d${days}`, Date.now(), inDays(days)));
      const outside = await nothing(poller);
      if (outside) return outside;
      list.rows.push(list.row('in', Date.now(), inDays(3)));
      const inside = await each(poller, ['in'], 3);
      list.change('d8', inDays(6.9));
      return inside ?? each(poller, ['d8'], 3);
    }));

  test('an event that was booked long ago is not new when it comes into the window', () =>
    scene(those(ofNew, hasWindow), async (one, list) => {
      list.rows = [
        ...list.many(3, OLD).map((row) => ({ ...row, ...inDays(2) })),
        list.row('far', Date.now() - OLD, inDays(8)),
      ];
      const poller = await on.poller(one, { input: { daysBack: '1', daysAhead: '7' } }).on();
      list.change('far', inDays(6.9));
      return nothing(poller);
    }));
});

describe('an email thread that grows', () => {
  const thread = (...messageIds: string[]) => ({
    meta: { email: { messageIds } },
    messageType: 'TYPE_EMAIL',
    type: 3,
  });
  const isOfMessages = ({ key }: ListCase) => key === 'get_messages_by_conversation';

  test('fires once for each email, whenever the thread began', () =>
    scene(those(ofNew, isOfMessages), async (one, list) => {
      list.rows = [list.row('old', Date.now() - OLD, thread('e1')), ...list.many(3, OLD, 'text')];
      const poller = await on.poller(one).on();
      const fired = async () =>
        (await poller.poll()).map((item) => `${item.id}:${item.emailMessageIds}`).join(' ');
      const quiet = await fired();
      list.change('old', thread('e1', 'e2'));
      const second = [await fired(), await fired()];
      list.change('old', thread('e1', 'e2', 'e3', 'e4'));
      list.rows.unshift(list.row('new', Date.now(), thread('n1', 'n2')));
      const third = [await fired(), await fired()];
      const all = [quiet, ...second, ...third].join(' | ');
      const right = ' | old:e2 |  | old:e3 old:e4 new:n1 new:n2 | ';
      return all === right ? undefined : `fired ${all}, not ${right}`;
    }));
});

describe('the time zone of the sub-account', () => {
  /** Whose times come in the time zone of the sub-account, without saying so. */
  const isLocal = (one: ListCase) =>
    Object.values(on.list(one).pattern).some((value) =>
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(String(value)),
    );

  test('may change: nothing fires for it, and times are right', () =>
    scene(those(isLocal), async (one, list) => {
      const began = Date.now() - DAY_MS;
      const inZone = (zone: string) =>
        Object.entries(list.row('a1', began)).map(([key, value]) => [
          key,
          list.tells(key) || /^(start|end)Time$/.test(key) ? localTime(began, zone) : value,
        ]);
      const { locationId } = on.zap.authData;
      const move = (zone: string) => {
        on.zap.sandbox.state.locations.update(String(locationId), { timezone: zone });
        list.rows = [Object.fromEntries(inZone(zone))];
      };
      move('America/New_York');
      const poller = await on.poller(one).on();
      const quiet = await nothing(poller, 1);
      move('Asia/Tokyo');
      const moved = await nothing(poller, 1);
      return quiet ?? moved;
    }));
});
