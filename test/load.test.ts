/** Triggers under load, as Zapier runs them: what fires, what never does, and how many requests it takes. */
import app from '../index';
import { withSharedOperations } from '../operations/share';
import { type App, Connection, handlerOf, type Item, loadApp, type Zap } from '../zapier';
import { after } from './support/answers';
import { first, harness } from './support/harness';
import { delivered, fired, pollingZap, turnedOn } from './support/polled';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

const contacts = () => zap.sandbox.state.contacts;
const locationId = () => first(zap.sandbox.locations).locationId;
const business = () => first(zap.sandbox.state.businesses.where((row) => row.locationId === locationId())).id;

const HOUR = 3_600_000;
const LONG_AGO = Date.now() - 60 * 24 * HOUR;
const LATELY = Date.now() - HOUR;

/** The triggers, and what their forms hold. */
const LISTS = {
  search_conversations: () => ({}),
  search_contacts: () => ({}),
  list_contacts: () => ({}),
  get_contacts_by_business: () => ({ businessId: business() }),
};
type List = keyof typeof LISTS;
/** Those that list contacts. */
const KEYS: List[] = ['search_contacts', 'list_contacts', 'get_contacts_by_business'];

/** No contacts but so many, which were added long ago, a second apart unless said; the oldest first. */
function plant(count: number, second = (nth: number) => nth): string[] {
  for (const { id } of contacts().all()) contacts().delete(id);
  return insert(count, (nth) => LONG_AGO + second(nth) * 1000);
}

/** Adds so many within the last hour; the oldest first. */
const add = (count: number): string[] => insert(count, (nth) => LATELY + nth * 100);

let planted = 0;
function insert(count: number, at: (nth: number) => number): string[] {
  const shared = { locationId: locationId(), businessId: business() };
  return Array.from({ length: count }, (_, nth) => {
    planted += 1;
    // Neither in the order of their making nor against it, as HighLevel's ids.
    const id = `${(planted * 7919) % 99_991}-${planted}`;
    return contacts().insert({ ...shared, id, dateAdded: new Date(at(nth)).toISOString() }).id;
  });
}

let loaded: App;
beforeAll(async () => {
  loaded = await loadApp(handlerOf(withSharedOperations(app)), {
    environment: { HIGHLEVEL_API_URL: zap.sandbox.url },
  });
});

const zapOn = (key: List, input: Item = {}): Zap =>
  pollingZap(new Connection(loaded, zap.authData), key, { ...LISTS[key](), ...input });

/** The ids of what fires at each of so many polls. */
async function firedAt(polls: number, zapOf: Zap): Promise<string[][]> {
  const runs: string[][] = [];
  for (let poll = 0; poll < polls; poll += 1) runs.push(await fired(zapOf));
  return runs;
}

const twice = (ids: string[]) => ids.filter((id, nth) => ids.indexOf(id) !== nth);

test.each(['search_contacts', 'list_contacts'] as const)(
  '%s delivers all of 5,000 that come between two polls, each once and no old one',
  async (key) => {
    plant(800);
    const zapOf = await turnedOn(zapOn(key));
    const fresh = add(5000);
    const ids = [...(await delivered(zapOf)), ...(await delivered(zapOf))];
    expect(twice(ids)).toEqual([]);
    expect(ids.sort()).toEqual(fresh.sort());
  },
);

test('Search Contacts brings 450 new ones at once, which Zapier holds; once released, each fires once', async () => {
  plant(300);
  const zapOf = await turnedOn(zapOn('search_contacts'));
  const fresh = add(450);
  expect(await zapOf.poll()).toMatchObject({ runs: [], held: fresh.map((id) => ({ id })) });
  expect((await zapOf.release()).map(({ item }) => item.id)).toEqual(fresh);
  expect(await fired(zapOf)).toEqual([]);
});

describe.each(KEYS)('%s, with contacts that change while they are read', (key) => {
  /** Something that happens after each of the first pages that are read when a Zap is turned on. */
  const turnedOnWhile = async (happens: (old: string[]) => void, input: Item = {}) => {
    const old = plant(1300);
    const zapOf = zapOn(key, input);
    after(zap.sandbox, [1, 2, 3], () => happens(old));
    expect((await zapOf.turnOn()).failure).toBeUndefined();
    jest.restoreAllMocks();
    return { zapOf, old: new Set(old) };
  };

  test('fires no old one after some were added meanwhile', async () => {
    const fresh: string[] = [];
    const { zapOf, old } = await turnedOnWhile(() => fresh.push(...add(5)));
    const runs = await firedAt(2, zapOf);
    expect(twice(runs.flat())).toEqual([]);
    expect(runs.flat().filter((id) => old.has(id))).toEqual([]);
    expect(fresh).toEqual(expect.arrayContaining(runs.flat()));
  });

  test('fires no old one after some were deleted meanwhile', async () => {
    const { zapOf } = await turnedOnWhile((old) => {
      for (const id of old.splice(-3)) contacts().delete(id);
    });
    expect((await firedAt(2, zapOf)).flat()).toEqual([]);
  });

  test('fires no old one after some changed meanwhile, unless changes are to start it', async () => {
    const changed = (old: Iterable<string>) => [...old].slice(-5);
    const change = (old: string[]) => {
      for (const id of changed(old)) contacts().update(id, { city: 'Leeds' });
    };
    expect((await firedAt(2, (await turnedOnWhile(change)).zapOf)).flat()).toEqual([]);
    const { zapOf, old } = await turnedOnWhile(change, { fireOn: 'updated' });
    expect((await fired(zapOf)).sort()).toEqual(changed(old).sort());
    expect(await fired(zapOf)).toEqual([]);
  });
});

describe('conversations, which HighLevel lists by their last message', () => {
  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;
  const NOW = Date.now();
  const conversations = () => zap.sandbox.state.conversations;
  /** A conversation that began so long ago, with its last message. */
  const begin = (ago: number, more: Item = {}) => {
    const at = NOW - ago;
    const contactId = contacts().insert({ locationId: locationId() }).id;
    const shared = { locationId: locationId(), contactId, dateAdded: at, lastMessageDate: at };
    return conversations().insert({ ...shared, ...more }).id;
  };
  const write = (id: string, ago: number, more: Item = {}) =>
    void conversations().update(id, { lastMessageDate: NOW - ago, ...more });
  /** A message to each, a millisecond after one another. */
  const writeAll = (ids: string[], ago: number) => {
    for (const [nth, id] of ids.entries()) write(id, ago - nth);
  };
  /** So many that began a minute after one another, the last one so long ago. */
  const old = (count: number, ago: number) => {
    plant(0);
    return Array.from({ length: count }, (_, nth) => begin(ago + (count - nth) * MINUTE));
  };

  test('an old one beyond the depth does not fire as new when it gets a message; a new one does', async () => {
    const before = old(1200, DAY);
    const zapOf = await turnedOn(zapOn('search_conversations'));
    write(first(before), 5000);
    expect(await fired(zapOf)).toEqual([]);
    const fresh = [begin(4000), begin(3000)];
    write(first(fresh), 2000);
    expect((await fired(zapOf)).sort()).toEqual([...fresh].sort());
    expect(await fired(zapOf)).toEqual([]);
  });

  test('and fires for its message, where that is chosen', async () => {
    const before = old(1200, DAY);
    const zapOf = await turnedOn(zapOn('search_conversations', { fireOn: 'message' }));
    write(first(before), 5000);
    expect(await fired(zapOf)).toEqual([first(before)]);
    expect(await fired(zapOf)).toEqual([]);
  });

  test.each([150, 1100])('a new one behind a bulk message to %i others fires once', async (count) => {
    const before = old(1100, DAY);
    const zapOf = await turnedOn(zapOn('search_conversations'));
    const lead = begin(20 * MINUTE);
    writeAll(before.slice(0, count), 15 * MINUTE);
    expect(await fired(zapOf)).toEqual([lead]);
    write(lead, MINUTE);
    expect(await firedAt(2, zapOf)).toEqual([[], []]);
  });

  test('old ones that come to the front never fire, however many and however often', async () => {
    const before = old(1500, 2 * DAY);
    const zapOf = await turnedOn(zapOn('search_conversations'));
    for (let round = 0; round < 5; round += 1) {
      writeAll(before.slice(round * 100, round * 100 + 150), (50 - round) * MINUTE);
      expect(await fired(zapOf)).toEqual([]);
    }
  });

  test('an old one that begins to match the filters is not new, though few match', async () => {
    const before = old(300, 20 * DAY);
    const zapOf = await turnedOn(zapOn('search_conversations', { status: 'unread' }));
    write(first(before), MINUTE, { unreadCount: 1 });
    expect(await fired(zapOf)).toEqual([]);
    const lead = begin(MINUTE, { unreadCount: 1 });
    expect(await firedAt(2, zapOf)).toEqual([[lead], []]);
  });

  test('an old message is no new one where its conversation begins to match', async () => {
    const before = old(300, 20 * DAY);
    const zapOf = await turnedOn(zapOn('search_conversations', { status: 'unread', fireOn: 'message' }));
    conversations().update(first(before), { unreadCount: 1 });
    expect(await fired(zapOf)).toEqual([]);
    write(first(before), MINUTE);
    expect(await firedAt(2, zapOf)).toEqual([[first(before)], []]);
  });

  test('those of one moment are all remembered, though a page ends between them', async () => {
    plant(0);
    const at = (nth: number) => (nth < 60 ? DAY : DAY - nth);
    const before = Array.from({ length: 130 }, (_, nth) => begin(at(nth), { unreadCount: 1 }));
    const zapOf = zapOn('search_conversations', { status: 'unread' });
    expect(await zapOf.turnOn()).toMatchObject({ polled: 130, requests: 2 });
    for (const id of before.slice(-50)) conversations().update(id, { unreadCount: 0 });
    expect(await fired(zapOf)).toEqual([]);
  });

  test('a steady poll is one request', async () => {
    old(400, DAY);
    const zapOf = await turnedOn(zapOn('search_conversations'));
    begin(MINUTE);
    expect(await zapOf.poll()).toMatchObject({ requests: 1, runs: [{}] });
  });
});

describe('an index that lags', () => {
  test('delays what is new, and loses none of it, whatever was indexed before', async () => {
    zap.sandbox.clock.set(new Date(Date.now() - HOUR).toISOString());
    zap.sandbox.indexLagMs = 5000;
    plant(300);
    const zapOf = await turnedOn(zapOn('search_contacts'));
    const fresh: string[] = [];
    const runs: string[][] = [];
    for (let second = 0; second < 30; second += 3) {
      for (let count = 0; count < 10; count += 1)
        fresh.push(contacts().insert({ locationId: locationId() }).id);
      runs.push(await fired(zapOf));
      zap.sandbox.clock.advance(3000);
    }
    expect(runs[0]).toEqual([]);
    zap.sandbox.clock.advance(6000);
    runs.push(await fired(zapOf));
    expect(runs.flat().sort()).toEqual([...fresh].sort());
    expect(await fired(zapOf)).toEqual([]);
  });
});
