/** Polling triggers: how deep they read, what fires, and what never does. */
import { createAppTester } from 'zapier-platform-core';
import { DAY_MS } from '../../fields/dates';
import app from '../../index';
import { at, DedupeMemory, type Item, items } from '../../zapier';
import { first, harness } from '../support/harness';

const zap = harness();
const locationId = () => first(zap.sandbox.locations).locationId;
const state = () => zap.sandbox.state;

/** The moments at which Zapier calls a trigger. */
const SAMPLE = { isLoadingSample: true, limit: 3 };
const TURN_ON = { isPopulatingDedupe: true };
const POLL = {};

const call = async (key: string, input: object, meta: object = POLL): Promise<Item[]> =>
  items(await zap.run('triggers', key, input, { meta }));
const ids = (records: Item[]) => records.map(({ id }) => String(id));

/** So many contacts of one business, a second apart, the oldest first; the seed's go away. */
function plant(count: number, addedAt = (i: number) => Date.UTC(2026, 0, 1) + i * 1000): string {
  for (const { id } of state().contacts.all()) state().contacts.delete(id);
  const businessId = business();
  for (let i = 0; i < count; i += 1) {
    const dateAdded = new Date(addedAt(i)).toISOString();
    state().contacts.insert({ locationId: locationId(), firstName: `Contact ${i}`, businessId, dateAdded });
  }
  return businessId;
}
const business = () => first(state().businesses.where((row) => row.locationId === locationId())).id;
const contact = () => first(state().contacts.where((row) => row.locationId === locationId()));
/** So many seconds after an hour ago: a change of long ago would be no news. */
const now = (second: number) => new Date(NOW - 3_600_000 + second * 1000).toISOString();
const NOW = Date.now();

/** A Zap's trigger, with Zapier's memory of what it has seen. */
class Zap {
  readonly #memory = new DedupeMemory(['id', 'revision']);
  constructor(
    private readonly key: string,
    private readonly input: object,
  ) {}

  async turnOn(): Promise<void> {
    this.#memory.prime(await call(this.key, this.input, TURN_ON));
  }

  /** The records that a poll delivers, the oldest first; Zapier would hold more than 100. */
  async poll(): Promise<Item[]> {
    return this.#memory.takeNew(await call(this.key, this.input));
  }
}

/** What a list trigger lists: how to add one, and how to change it. */
interface Listing {
  key: string;
  input: () => object;
  add: () => string;
  change: (id: string) => void;
}

const within = () => ({ contactId: String(contact().id) });
const own = () => ({ locationId: locationId(), contactId: String(contact().id) });
let seconds = 0;
/** A moment after all those before. */
function later(): string {
  seconds += 1;
  return now(seconds);
}
const LISTS: Listing[] = [
  {
    key: 'search_contacts',
    input: () => ({}),
    add: () => state().contacts.insert({ locationId: locationId(), dateAdded: later() }).id,
    change: (id) => void state().contacts.update(id, { city: 'Leeds', dateUpdated: later() }),
  },
  {
    key: 'list_contacts',
    input: () => ({}),
    add: () => state().contacts.insert({ locationId: locationId(), dateAdded: later() }).id,
    change: (id) => void state().contacts.update(id, { city: 'Leeds', dateUpdated: later() }),
  },
  {
    key: 'get_contacts_by_business',
    input: () => ({ businessId: business() }),
    add: () =>
      state().contacts.insert({
        locationId: locationId(),
        businessId: business(),
        dateAdded: later(),
      }).id,
    change: (id) => void state().contacts.update(id, { city: 'Leeds', dateUpdated: later() }),
  },
  {
    key: 'get_contact_tasks',
    input: within,
    add: () => state().tasks.insert({ ...own(), title: 'Call', dueDate: now(0), completed: false }).id,
    change: (id) => void state().tasks.update(id, { completed: true }),
  },
  {
    key: 'get_contact_notes',
    input: within,
    add: () => state().notes.insert({ ...own(), body: 'Hello', dateAdded: later() }).id,
    change: (id) => void state().notes.update(id, { body: 'Hello again' }),
  },
  {
    key: 'get_contact_appointments',
    input: within,
    add: () => state().appointments.insert({ ...own(), dateAdded: later(), dateUpdated: later() }).id,
    change: (id) => void state().appointments.update(id, { title: 'Later', dateUpdated: later() }),
  },
];

describe.each(LISTS)('$key', ({ key, input, add, change }) => {
  test('fires nothing that was there when the Zap was turned on', async () => {
    add();
    const zapOf = new Zap(key, input());
    await zapOf.turnOn();
    expect(await zapOf.poll()).toEqual([]);
  });

  test('fires once for a new record, under the record’s own id', async () => {
    const zapOf = new Zap(key, input());
    await zapOf.turnOn();
    const id = add();
    expect(ids(await zapOf.poll())).toEqual([id]);
    expect(await zapOf.poll()).toEqual([]);
  });

  test.each([{}, { fireOn: 'new' }, { fireOn: '' }])(
    'does not fire for a change, unless that is chosen: %j',
    async (choice) => {
      const id = add();
      const zapOf = new Zap(key, { ...input(), ...choice });
      await zapOf.turnOn();
      change(id);
      expect(await zapOf.poll()).toEqual([]);
    },
  );

  test('fires once for a change where that is chosen, and not for what stayed as it was', async () => {
    const [id] = [add(), add(), add()];
    const zapOf = new Zap(key, { ...input(), fireOn: 'updated' });
    await zapOf.turnOn();
    expect(await zapOf.poll()).toEqual([]);
    change(id);
    expect(ids(await zapOf.poll())).toEqual([id]);
    expect(await zapOf.poll()).toEqual([]);
    const fresh = add();
    expect(ids(await zapOf.poll())).toEqual([fresh]);
  });

  test('gives the newest first', async () => {
    const added = [add(), add(), add()];
    const order = ids(await call(key, input())).filter((id) => added.includes(id));
    // A task tells no time: it comes in HighLevel's order.
    expect(order).toEqual(key === 'get_contact_tasks' ? added : added.reverse());
  });

  test('shows three records at most as a sample, and they are of those that a poll gives', async () => {
    for (let i = 0; i < 5; i += 1) add();
    const sample = ids(await call(key, input(), SAMPLE));
    expect(sample).toHaveLength(3);
    expect(ids(await call(key, input()))).toEqual(expect.arrayContaining(sample));
    expect(ids(await call(key, input(), TURN_ON))).toEqual(
      expect.arrayContaining(ids(await call(key, input()))),
    );
  });

  test('is empty where there is nothing, and no error', async () => {
    for (const table of [state().tasks, state().notes, state().appointments]) {
      for (const { id } of table.all()) table.delete(id);
    }
    const nothing = {
      ...input(),
      ...(key === 'search_contacts' || key === 'list_contacts' ? { query: 'nobody' } : {}),
    };
    for (const { id } of state().contacts.where(({ businessId }) => Boolean(businessId)))
      state().contacts.update(id, { businessId: null });
    expect(await call(key, nothing)).toEqual([]);
    expect(await call(key, nothing, TURN_ON)).toEqual([]);
  });

  test('needs one request for a steady poll', async () => {
    for (let i = 0; i < 5; i += 1) add();
    const tester = createAppTester(app);
    const steady = () =>
      tester(Object(app.triggers[key]?.operation).perform, {
        inputData: { ...input() },
        authData: zap.authData,
        meta: {},
      });
    await steady();
    zap.sandbox.requests.length = 0;
    await steady();
    expect(zap.sent()).toHaveLength(1);
  });
});

describe('a changed record', () => {
  test.each(LISTS)('of $key keeps its revision until it changes', async ({ key, input, add, change }) => {
    const id = add();
    const revision = async () => {
      const found = await call(key, { ...input(), fireOn: 'updated' });
      return found.find((one) => one.id === id)?.revision;
    };
    const before = await revision();
    expect(before).toEqual(expect.stringMatching(/./));
    expect(await revision()).toBe(before);
    change(id);
    expect(await revision()).not.toBe(before);
  });

  const dated = LISTS.filter(({ key }) => !['get_contact_tasks', 'get_contact_notes'].includes(key));
  test.each(dated)('of $key comes before newer ones', async ({ key, input, add, change }) => {
    const added = [add(), add(), add()];
    const [oldest = ''] = added;
    change(oldest);
    const order = ids(await call(key, { ...input(), fireOn: 'updated' })).filter((id) => added.includes(id));
    expect(order[0]).toBe(oldest);
  });

  test('comes first in Search Contacts, however old it is', async () => {
    plant(250);
    const oldest = first(state().contacts.all());
    const zapOf = new Zap('search_contacts', { fireOn: 'updated' });
    await zapOf.turnOn();
    state().contacts.update(oldest.id, { city: 'Leeds' });
    const [found] = await call('search_contacts', { fireOn: 'updated' });
    expect(found?.id).toBe(oldest.id);
    expect(ids(await zapOf.poll())).toEqual([oldest.id]);
  });

  test('fires though the Zap never saw it before', async () => {
    plant(1500);
    const oldest = first(state().contacts.all());
    const zapOf = new Zap('search_contacts', { fireOn: 'updated' });
    await zapOf.turnOn();
    state().contacts.update(oldest.id, { city: 'Leeds' });
    expect(ids(await zapOf.poll())).toEqual([oldest.id]);
  });
});

describe('the depth', () => {
  const DEEP: [key: string, input: () => object, requests: { turnOn: number; poll: number }][] = [
    ['search_contacts', () => ({}), { turnOn: 3, poll: 1 }],
    ['list_contacts', () => ({}), { turnOn: 13, poll: 1 }],
    // HighLevel keeps no order there: it is read twice at first, and by five pages at each poll.
    ['get_contacts_by_business', () => ({ businessId: business() }), { turnOn: 26, poll: 5 }],
  ];

  test.each(DEEP)(
    'of %s: all 1,250 records when the Zap is turned on, few pages in a poll, three records in a sample',
    async (key, input, most) => {
      plant(1250, (i) => NOW - i * 1000 - 100 * DAY_MS);
      jest.spyOn(Math, 'random').mockReturnValue(0.5);
      const depth = async (meta: object) => {
        zap.sandbox.requests.length = 0;
        const found = ids(await call(key, input(), meta));
        expect(new Set(found).size).toBe(found.length);
        return { found, requests: zap.sent().length };
      };
      const turnOn = await depth(TURN_ON);
      expect([turnOn.found.length, turnOn.requests]).toEqual([1250, most.turnOn]);
      const poll = await depth(POLL);
      expect([poll.found, poll.requests]).toEqual([[], most.poll]);
      const sample = await depth(SAMPLE);
      expect([sample.found.length, sample.requests]).toEqual([3, 1]);
      expect(turnOn.found).toEqual(expect.arrayContaining(sample.found));
    },
  );

  test('of all other lists is whole: HighLevel gives them in one answer', async () => {
    const contactId = String(contact().id);
    for (let i = 0; i < 130; i += 1)
      state().tasks.insert({ locationId: locationId(), contactId, title: `Task ${i}` });
    expect((await call('get_contact_tasks', { contactId })).length).toBeGreaterThanOrEqual(130);
    expect(zap.sent()).toHaveLength(1);
  });

  test('is no second reading where the first one took long', async () => {
    plant(1250);
    const businessId = business();
    const begun = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => begun + zap.sent().length * 1100);
    expect(await call('get_contacts_by_business', { businessId }, TURN_ON)).toHaveLength(1250);
    jest.restoreAllMocks();
    expect(zap.sent()).toHaveLength(13);
  });

  test('is that of the first reading, where the second one fails', async () => {
    plant(1250);
    const businessId = business();
    const endpoint = /^GET \/contacts\/business\//;
    zap.sandbox.faults.add({ endpoint, times: 13 });
    zap.sandbox.faults.add({ endpoint, status: 400, body: { message: 'No' } });
    expect(await call('get_contacts_by_business', { businessId }, TURN_ON)).toHaveLength(1250);
    expect(zap.sent().length).toBeGreaterThan(13);
  });

  test('of a drop-down ends with its last page: the one after it is empty, and not asked for', async () => {
    expect(await call('search_contacts', {}, { isFillingDynamicDropdown: true, page: 100 })).toEqual([]);
    expect(zap.sent()).toEqual([]);
  });

  test('does not lose the location, the filters or the size of the page on the way', async () => {
    plant(1250);
    const filters = [{ field: 'firstNameLowerCase', operator: 'contains', value: 'CONTACT' }];
    await call('search_contacts', { filters, query: 'contact', fireOn: 'updated' }, TURN_ON);
    const [one, two] = zap.sent().map(({ body }) => Object(body));
    const { searchAfter, ...rest } = two;
    expect(rest).toEqual(one);
    expect(searchAfter).toEqual([expect.anything(), expect.any(String)]);
    expect(one).toMatchObject({
      locationId: locationId(),
      pageLimit: 500,
      query: 'contact',
      filters: [expect.anything()],
    });

    zap.sandbox.requests.length = 0;
    await call('list_contacts', { query: 'contact' }, TURN_ON);
    for (const { query } of zap.sent())
      expect(query).toMatchObject({ locationId: locationId(), limit: '100', query: 'contact' });
    expect(
      zap
        .sent()
        .slice(1)
        .every(({ query }) => query.startAfter && query.startAfterId),
    ).toBe(true);
  });
});

describe('an index that lags', () => {
  test('a contact that the index gets late fires when it is there', async () => {
    zap.sandbox.clock.set('2026-06-01T12:00:00Z');
    zap.sandbox.indexLagMs = 5000;
    const zapOf = new Zap('search_contacts', {});
    await zapOf.turnOn();
    const { id } = state().contacts.insert({ locationId: locationId() });
    expect(await zapOf.poll()).toEqual([]);
    zap.sandbox.clock.advance(6000);
    expect(ids(await zapOf.poll())).toEqual([id]);
  });
});

describe('a page that repeats', () => {
  const page = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `c${i}`, dateAdded: now(i), searchAfter: [i, `c${i}`] }));

  test.each<[key: string, input: () => object, endpoint: RegExp, body: object]>([
    ['search_contacts', () => ({}), /^POST \/contacts\/search$/, { contacts: page(500) }],
    [
      'list_contacts',
      () => ({}),
      /^GET \/contacts\/$/,
      { contacts: page(100), meta: { startAfter: 1, startAfterId: 'c1' } },
    ],
    [
      'get_contacts_by_business',
      () => ({ businessId: business() }),
      /^GET \/contacts\/business\//,
      { contacts: page(100) },
    ],
  ])('ends the reading of %s', async (key, input, endpoint, body) => {
    zap.sandbox.faults.add({ endpoint, status: 200, body: Object(body), times: 100 });
    const found = await call(key, input(), TURN_ON);
    expect(zap.sent()).toHaveLength(key === 'get_contacts_by_business' ? 4 : 2);
    expect(ids(found)).toHaveLength(items(Object(body).contacts).length);
  });

  test.each<[what: string, meta: object]>([
    ['has no cursor', {}],
    ['has half a cursor', { startAfterId: 'c99' }],
    ['has an empty cursor', { startAfter: null, startAfterId: null }],
  ])('is not asked for where an answer %s', async (_what, meta) => {
    zap.sandbox.faults.add({ status: 200, body: Object({ contacts: page(100), meta }), times: 100 });
    expect(await call('list_contacts', {}, TURN_ON)).toHaveLength(100);
    expect(zap.sent()).toHaveLength(1);
  });

  test('that fails in the middle fails the poll: half a list would prime half a memory', async () => {
    plant(1250);
    zap.sandbox.faults.add({ endpoint: /^GET \/contacts\/$/ });
    zap.sandbox.faults.add({ endpoint: /^GET \/contacts\/$/, status: 400, body: { message: 'No' } });
    expect(await zap.sentence(call('list_contacts', {}, TURN_ON))).toMatch(
      /^List Contacts \(Deprecated\) did not work\. HighLevel says: “No”/,
    );
  });
});

describe.each<[key: string, input: () => object, change: () => void, remove: () => void]>([
  [
    'get_contact',
    () => ({ contactId: contact().id }),
    () => void state().contacts.update(contact().id, { city: 'Leeds' }),
    () => void state().contacts.delete(contact().id),
  ],
  [
    'get_contact_task',
    () => ({ contactId: String(task().contactId), taskId: task().id }),
    () => void state().tasks.update(task().id, { title: 'Another' }),
    () => void state().tasks.delete(task().id),
  ],
  [
    'get_contact_note',
    () => ({ contactId: String(note().contactId), id: note().id }),
    () => void state().notes.update(note().id, { body: 'Another' }),
    () => void state().notes.delete(note().id),
  ],
])('%s', (key, input, change, remove) => {
  test('gives the record as a sample, and fires nothing when the Zap is turned on', async () => {
    expect(await call(key, input(), SAMPLE)).toHaveLength(1);
    const zapOf = new Zap(key, input());
    await zapOf.turnOn();
    expect(await zapOf.poll()).toEqual([]);
  });

  test('fires once for each change, under the record’s own id', async () => {
    const asked = input();
    const [{ id } = {}] = await call(key, asked);
    const zapOf = new Zap(key, asked);
    await zapOf.turnOn();
    change();
    expect(ids(await zapOf.poll())).toEqual([id]);
    expect(await zapOf.poll()).toEqual([]);
  });

  test('needs one request', async () => {
    await call(key, input());
    expect(zap.sent()).toHaveLength(1);
  });

  test('says so when the record is gone', async () => {
    const asked = input();
    remove();
    expect(await zap.sentence(call(key, asked))).toMatch(/not found/);
  });
});

const task = () => first(state().tasks.where((row) => row.locationId === locationId()));
const note = () => first(state().notes.where((row) => row.locationId === locationId()));

describe('get_duplicate_contact', () => {
  const email = 'who@example.com';
  const key = async () => {
    const [found, ...others] = await call('get_duplicate_contact', { email });
    expect(others).toEqual([]);
    return found;
  };
  const plantOne = () => state().contacts.insert({ locationId: locationId(), email, firstName: 'Who' }).id;

  test('says that there is nobody, under what was asked', async () => {
    expect(await key()).toEqual({ id: email, found: false, revision: 'none', customFields: {} });
    expect(await call('get_duplicate_contact', { email, number: '+13125559999' })).toEqual([
      expect.objectContaining({ id: `${email} +13125559999`, found: false }),
    ]);
  });

  test('fires when somebody appears, and when it is somebody else', async () => {
    const zapOf = new Zap('get_duplicate_contact', { email });
    await zapOf.turnOn();
    expect(await zapOf.poll()).toEqual([]);
    const one = plantOne();
    expect(await zapOf.poll()).toEqual([expect.objectContaining({ id: one, found: true, email })]);
    expect(await zapOf.poll()).toEqual([]);
    state().contacts.delete(one);
    const other = plantOne();
    expect(await zapOf.poll()).toEqual([expect.objectContaining({ id: other, found: true })]);
  });

  test('fires when somebody goes away', async () => {
    const id = plantOne();
    const zapOf = new Zap('get_duplicate_contact', { email });
    await zapOf.turnOn();
    expect(await zapOf.poll()).toEqual([]);
    state().contacts.delete(id);
    expect(await zapOf.poll()).toEqual([expect.objectContaining({ id: email, found: false })]);
    expect(await zapOf.poll()).toEqual([]);
  });

  test('does not fire when the contact’s data change', async () => {
    const id = plantOne();
    const zapOf = new Zap('get_duplicate_contact', { email });
    await zapOf.turnOn();
    state().contacts.update(id, { city: 'Leeds' });
    expect(await zapOf.poll()).toEqual([]);
  });
});

describe('every trigger about contacts', () => {
  const keys = [
    ...LISTS.map(({ key }) => key),
    'get_contact',
    'get_contact_task',
    'get_contact_note',
    'get_duplicate_contact',
  ];

  test.each(keys)('%s is remembered by id and revision, and by nothing else', (key) => {
    const operation = app.triggers[key]?.operation;
    const primary = items(at(operation, 'outputFields')).filter((field) => field.primary);
    expect(primary.map((field) => field.key).sort()).toEqual(['id', 'revision']);
    expect(at(operation, 'sample')).toMatchObject({ id: expect.any(String), revision: expect.any(String) });
  });

  test.each(keys)('%s offers the choice of what to fire on where it lists, and only there', (key) => {
    const fields = items(at(app.triggers[key]?.operation, 'inputFields'));
    const choice = fields.find((field) => field.key === 'fireOn');
    if (LISTS.every((listing) => listing.key !== key)) expect(choice).toBeUndefined();
    else
      expect(choice).toMatchObject({
        default: 'new',
        choices: { new: expect.stringMatching(/^New /), updated: expect.stringMatching(/^New or Updated /) },
      });
  });
});
