import {
  type App,
  Connection,
  DedupeMemory,
  handlerOf,
  loadApp,
  MOST_NEW_ITEMS,
  RecordStore,
  type Run,
  type StepPlan,
  type Surroundings,
  Zap,
  type ZapPlan,
} from '../../zapier';
import { servePets, tinyApp } from './tiny-app';

const pets = [
  { id: 2, name: 'Bella' },
  { id: 1, name: 'Rex' },
];
let app: App;
let server: Awaited<ReturnType<typeof servePets>>;
let connection: Connection;
let waits: number[];
let delays: number[];

beforeAll(async () => {
  app = await loadApp(handlerOf(tinyApp));
  server = await servePets(pets);
});

afterAll(() => server.close());

beforeEach(() => {
  pets.splice(0, pets.length, { id: 2, name: 'Bella' }, { id: 1, name: 'Rex' });
  connection = new Connection(app, { server: server.url, access_token: 'fresh' });
  waits = [];
  delays = [];
});

function zap(steps: StepPlan[], trigger: ZapPlan['trigger'] = { kind: 'hook', id: 'lead', app: 'crm' }): Zap {
  const surroundings: Surroundings = {
    apps: { pets: connection, crm: new RecordStore() },
    now: () => new Date('2026-11-23T12:00:00Z'),
    sleep: async (seconds) => {
      waits.push(seconds);
    },
    delay: async (ms) => {
      delays.push(ms);
    },
  };
  return new Zap({ name: 'Test', trigger, steps }, surroundings);
}

const polling: ZapPlan['trigger'] = { kind: 'poll', id: 'pet', app: 'pets', trigger: 'pet', input: {} };

const createPet = (input: Record<string, unknown>): StepPlan => ({
  id: 'created',
  does: 'creates a pet',
  kind: 'create',
  app: 'pets',
  create: 'pet',
  input,
});

describe('the dedupe memory', () => {
  const item = (id: number, revision = 1) => ({ id, revision });

  test('gives the new items of a poll, oldest first', () => {
    const memory = new DedupeMemory(['id']);
    memory.prime([item(1)]);
    expect(memory.takeNew([item(3), item(2), item(1)])).toEqual([item(2), item(3)]);
    expect(memory.takeNew([item(3), item(2), item(1)])).toEqual([]);
  });

  test('takes a new revision for a new item', () => {
    const memory = new DedupeMemory(['id', 'revision']);
    memory.prime([item(1)]);
    expect(memory.takeNew([item(1, 2)])).toEqual([item(1, 2)]);
  });

  test('tells a number from the same digits as text', () => {
    const memory = new DedupeMemory(['id']);
    memory.prime([{ id: 1 }]);
    expect(memory.takeNew([{ id: '1' }])).toEqual([{ id: '1' }]);
  });

  test('takes the newer of two items with one key', () => {
    const memory = new DedupeMemory(['id']);
    expect(memory.takeNew([item(1, 2), item(2), item(1, 1)])).toEqual([item(2), item(1, 2)]);
  });

  test('is cleared when the Zap is turned off and on again', () => {
    const memory = new DedupeMemory(['id']);
    memory.prime([item(1)]);
    memory.prime([item(2)]);
    expect(memory.takeNew([item(2), item(1)])).toEqual([item(1)]);
  });
});

describe('a polled Zap', () => {
  test('fires nothing for what was there when it was turned on', async () => {
    const watcher = zap([createPet({ name: '{{pet.name}}' })], polling);
    await expect(watcher.turnOn()).resolves.toMatchObject({ polled: 2, runs: [] });
    await expect(watcher.poll()).resolves.toMatchObject({ polled: 2, runs: [] });
  });

  test('fires once for each new item', async () => {
    const watcher = zap([createPet({ name: '{{pet.name}}' })], polling);
    await watcher.turnOn();
    pets.unshift({ id: 4, name: 'Luna' }, { id: 3, name: 'Milo' });
    const { runs } = await watcher.poll();

    expect(runs.map(({ item }) => item.name)).toEqual(['Milo', 'Luna']);
    expect(runs.map(({ outcome }) => outcome)).toEqual(['success', 'success']);
    await expect(watcher.poll()).resolves.toMatchObject({ runs: [] });
  });

  test('tells items apart by the fields that the app marks as primary', async () => {
    const watcher = zap([], polling);
    await watcher.turnOn();
    pets.splice(1, 1, { id: 1, name: 'Rex the Second' });
    await expect(watcher.poll()).resolves.toMatchObject({ runs: [{ item: { id: 1 } }] });
  });

  describe('with many new items in one poll', () => {
    const watcherOf = async (fresh: number) => {
      const step: StepPlan = { id: 'copied', does: 'copies', kind: 'code', input: {}, code: () => ({}) };
      const watcher = zap([step], { ...polling, input: { limit: 1000 } });
      await watcher.turnOn();
      pets.unshift(...Array.from({ length: fresh }, (_, nth) => ({ id: 1000 - nth, name: 'Pup' })));
      return watcher;
    };
    const ids = (found: readonly { id?: unknown }[]) => found.map(({ id }) => id);
    const oldestFirst = (count: number) => Array.from({ length: count }, (_, nth) => 1001 - count + nth);

    test('runs for 100', async () => {
      const watcher = await watcherOf(MOST_NEW_ITEMS);
      const { runs, held, notice } = await watcher.poll();
      expect(ids(runs.map(({ item }) => item))).toEqual(oldestFirst(MOST_NEW_ITEMS));
      expect([held, notice]).toEqual([[], undefined]);
    });

    test('holds all of 101, and tells the owner', async () => {
      const watcher = await watcherOf(MOST_NEW_ITEMS + 1);
      const { runs, held, notice } = await watcher.poll();
      expect([runs, ids(held)]).toEqual([[], oldestFirst(MOST_NEW_ITEMS + 1)]);
      expect(notice).toBe('101 new items came at once. They are held until you release or discard them.');
      expect(watcher.history).toEqual([]);
    });

    test('counts held ones as delivered: no later poll brings them, and new ones run meanwhile', async () => {
      const watcher = await watcherOf(101);
      await watcher.poll();
      pets.unshift({ id: 2000, name: 'Late' });
      const { runs, held } = await watcher.poll();
      expect([ids(runs.map(({ item }) => item)), held]).toEqual([[2000], []]);
      expect(watcher.held).toHaveLength(101);
    });

    test('runs held ones once the owner releases them, oldest first, and once', async () => {
      const watcher = await watcherOf(101);
      await watcher.poll();
      expect(ids((await watcher.release()).map(({ item }) => item))).toEqual(oldestFirst(101));
      expect(watcher.history).toHaveLength(101);
      expect(watcher.held).toEqual([]);
      expect(await watcher.release()).toEqual([]);
      await expect(watcher.poll()).resolves.toMatchObject({ runs: [], held: [] });
    });

    test('never runs those that the owner discards', async () => {
      const watcher = await watcherOf(101);
      await watcher.poll();
      expect(watcher.discard()).toHaveLength(101);
      expect(await watcher.release()).toEqual([]);
      await expect(watcher.poll()).resolves.toMatchObject({ runs: [], held: [] });
      expect(watcher.history).toEqual([]);
    });
  });

  test('shows at most three samples', async () => {
    pets.push({ id: 3, name: 'Milo' }, { id: 4, name: 'Luna' });
    await expect(zap([], polling).sample()).resolves.toHaveLength(3);
  });
});

describe('a step', () => {
  test('gets its input from earlier steps, in the types of its fields', async () => {
    const input = { name: '{{lead.name}}', tame: 'no', age: '{{lead.age}}', tags: '{{lead.tag}}' };
    const run = await zap([createPet(input)]).run({ name: 'Rex', age: '7 years', tag: 'vip' });
    expect(run.steps[0]?.output).toMatchObject({
      name: 'Rex',
      tame: false,
      age: 7,
      tags: ['vip'],
      colour: 'brown',
    });
  });

  test('sends no empty values', async () => {
    const run = await zap([createPet({ name: 'Rex', age: '{{lead.age}}' })]).run({});
    expect(run.steps[0]?.output).not.toHaveProperty('age');
  });

  test('is refused by Zapier when a required field is empty', async () => {
    const run = await zap([createPet({ name: '{{lead.name}}' })]).run({});
    expect(run).toMatchObject({ outcome: 'failed', reason: 'Required field "Name" is missing.', tasks: 0 });
  });

  test('that fails ends the run with the sentence that the owner reads', async () => {
    const next = { ...createPet({ name: 'Rex' }), id: 'next' };
    const run = await zap([createPet({ name: 'Refused' }), next]).run({});
    expect(run).toMatchObject({ outcome: 'failed', reason: 'Cats are not allowed.' });
    expect(run.steps).toHaveLength(1);
  });

  test('that is halted stops the run quietly', async () => {
    const run = await zap([createPet({ name: 'Halted' })]).run({});
    expect(run).toMatchObject({ outcome: 'stopped', reason: 'Nothing to feed.' });
  });

  test('that is throttled runs again after the delay', async () => {
    const run = await zap([createPet({ name: 'Throttled' })]).run({});
    expect(run).toMatchObject({ outcome: 'success', tasks: 1 });
    expect(waits).toEqual([7]);
  });

  test('may use earlier steps only', () => {
    expect(() => zap([createPet({ name: '{{contact.name}}' })])).toThrow('step "created" uses "contact"');
  });

  test('has an id of its own', () => {
    const steps = [createPet({ name: 'Rex' }), createPet({ name: 'Bella' })];
    expect(() => zap(steps)).toThrow('two steps have the id "created"');
  });

  test('has a form of its own, though another step runs the same operation', async () => {
    const bird = createPet({ name: 'Tweety', species: 'bird', wingspan: '12 cm', breed: '7' });
    const dog = createPet({ name: 'Rex', species: 'dog', wingspan: '12 cm', breed: 7 });
    const watcher = zap([bird, { ...dog, id: 'dog' }]);
    for (const run of [await watcher.run({}), await watcher.run({})]) {
      expect(run.steps.map(({ output }) => output)).toMatchObject([
        { name: 'Tweety', wingspan: 12, breed: '7' },
        { name: 'Rex', wingspan: '12 cm', breed: '7' },
      ]);
    }
    const nameless = zap([bird, { ...createPet({ name: 'Rex', species: 'dog' }), id: 'dog' }]);
    await expect(nameless.run({})).resolves.toMatchObject({ reason: 'Required field "Breed" is missing.' });
  });
});

describe('values that are lists', () => {
  const lead = {
    bills: [
      { vet: 'Ann', cost: '40 EUR' },
      { vet: 'Bob', cost: '7' },
    ],
    tags: ['new', 'vip'],
    age: 7,
  };
  const outputOf = async (input: Record<string, unknown>) => {
    const run = await zap([createPet({ name: 'Rex', ...input })]).run(lead);
    return run.steps[0]?.output;
  };
  const visits = async (mapped: unknown) => (await outputOf({ visits: mapped }))?.visits;
  const EUR = { currency: 'EUR' };

  test.each<[string, unknown, unknown]>([
    [
      'lists of one length make as many rows, typed as their columns are',
      { vet: '{{lead.bills__vet}}', cost: '{{lead.bills__cost}}' },
      [
        { vet: 'Ann', cost: 40, ...EUR },
        { vet: 'Bob', cost: 7, ...EUR },
      ],
    ],
    [
      'a value that is no list stands in every row',
      { vet: '{{lead.bills__vet}}', cost: 5, reasons: 'check', currency: 'USD' },
      [
        { vet: 'Ann', cost: 5, reasons: ['check'], currency: 'USD' },
        { vet: 'Bob', cost: 5, reasons: ['check'], currency: 'USD' },
      ],
    ],
    [
      'a shorter list leaves the last cells empty',
      { vet: ['Ann', 'Bob', 'Cem'], cost: ['1', '2'] },
      [
        { vet: 'Ann', cost: 1, ...EUR },
        { vet: 'Bob', cost: 2, ...EUR },
        { vet: 'Cem', ...EUR },
      ],
    ],
    ['values alone make one row', { vet: '{{lead.age}}' }, [{ vet: '7', ...EUR }]],
    [
      'a list within a cell stays in its row',
      { vet: ['Ann', 'Bob'], reasons: [['check', 'teeth'], ['check']] },
      [
        { vet: 'Ann', reasons: ['check', 'teeth'], ...EUR },
        { vet: 'Bob', reasons: ['check'], ...EUR },
      ],
    ],
    [
      'several rows of the form follow one another',
      [{ vet: '{{lead.bills__vet}}' }, { vet: 'Cem', cost: '9' }],
      [
        { vet: 'Ann', ...EUR },
        { vet: 'Bob', ...EUR },
        { vet: 'Cem', cost: 9, ...EUR },
      ],
    ],
    ['a row without any value is none', { vet: '{{lead.nobody}}', cost: [] }, undefined],
    ['text is left to the app', 'Ann, Bob', 'Ann, Bob'],
  ])('line items: %s', async (_what, mapped, rows) => {
    expect(await visits(mapped)).toEqual(rows);
  });

  test('a required column is demanded in each row', async () => {
    const input = { name: 'Rex', visits: { vet: ['Ann'], cost: ['1', '2'] } };
    await expect(zap([createPet(input)]).run({})).resolves.toMatchObject({
      outcome: 'failed',
      reason: 'Required field "Vet" is missing.',
    });
  });

  test('a list in a plain field becomes text with commas, which is read as the field’s type', async () => {
    const mapped = { colour: '{{lead.tags}}', age: '{{lead.bills__cost}}', tags: '{{lead.tags}}' };
    expect(await outputOf(mapped)).toMatchObject({ colour: 'new,vip', age: 40, tags: ['new', 'vip'] });
  });
});

describe('a search', () => {
  const search = (whenNothingFound: Extract<StepPlan, { kind: 'search' }>['whenNothingFound']): StepPlan => ({
    id: 'found',
    does: 'looks for the pet',
    kind: 'search',
    app: 'pets',
    search: 'pet',
    input: { name: '{{lead.name}}' },
    whenNothingFound,
  });

  test('gives what it finds', async () => {
    const run = await zap([search('stop'), createPet({ name: '{{found.name}} {{found.id}}' })]).run({
      name: 'Rex',
    });
    expect(run.steps.at(-1)?.output.name).toBe('Rex 1');
    expect(run).toMatchObject({ outcome: 'success', tasks: 2, requests: 1 });
  });

  test('that finds nothing stops the Zap', async () => {
    const run = await zap([search('stop'), createPet({ name: 'Rex' })]).run({ name: 'Nobody' });
    expect(run).toMatchObject({ outcome: 'stopped', reason: 'Nothing was found.', tasks: 0 });
  });

  test('that finds nothing goes on, where the step says so', async () => {
    const run = await zap([search('go on'), createPet({ name: 'Rex', colour: '{{found.name}}' })]).run({});
    expect(run).toMatchObject({ outcome: 'success', tasks: 1 });
    expect(run.steps.map(({ outcome }) => outcome)).toEqual(['not found', 'done']);
  });

  test('creates what it does not find, where the step says so', async () => {
    const create = search({ create: 'pet', input: { name: '{{lead.name}}' } });
    const missing = await zap([create]).run({ name: 'Nobody' });
    expect(missing.steps[0]).toMatchObject({
      outcome: 'done',
      output: { name: 'Nobody', withSearch: 'pet', _zap_search_was_found_status: false },
    });
    const known = await zap([create]).run({ name: 'Rex' });
    expect(known.steps[0]).toMatchObject({ outcome: 'found', output: { id: 1 } });
  });
});

describe("Zapier's own steps", () => {
  const filter = (match: 'all' | 'any'): StepPlan => ({
    id: 'reachable',
    does: 'goes on only for leads that can be reached',
    kind: 'filter',
    match,
    onlyIf: [
      { value: '{{lead.email}}', is: 'present' },
      { value: '{{lead.phone}}', is: 'present' },
    ],
    otherwise: '{{lead.name}} cannot be reached.',
  });

  test('a filter stops the run and says why', async () => {
    const run = await zap([filter('any')]).run({ name: 'Zoë' });
    expect(run).toMatchObject({ outcome: 'stopped', reason: 'Zoë cannot be reached.', tasks: 0 });
  });

  test('a filter may ask for any or for all of its conditions', async () => {
    const lead = { email: 'zoe@example.com' };
    await expect(zap([filter('any')]).run(lead)).resolves.toMatchObject({ outcome: 'success' });
    await expect(zap([filter('all')]).run(lead)).resolves.toMatchObject({ outcome: 'stopped' });
  });

  const phone = async (country: string, value: string) => {
    const step: StepPlan = {
      id: 'phone',
      does: 'formats the phone number',
      kind: 'format',
      format: 'phone',
      value: '{{lead.phone}}',
      country: '{{lead.country}}',
      home: 'US',
    };
    const run = await zap([step]).run({ phone: value, country });
    return run.steps[0]?.output.output;
  };

  test.each([
    ['US', '(303) 555-0147', '+13035550147'],
    ['US', '1-303-555-0147 ext. 12', '+13035550147'],
    ['US', '+1 303.555.0147', '+13035550147'],
    ['GB', '020 7946 0958', '+442079460958'],
    ['GB', '+44 (0)20 7946 0958', '+442079460958'],
    ['us', '0044 20 7946 0958', '+442079460958'],
    ['US', '555-0147', ''],
    ['US', 'call after 5', ''],
    ['', '(303) 555-0147', '+13035550147'],
    ['??', '(303) 555-0147', ''],
  ])('a phone number of %s, %s, becomes "%s"', async (country, value, expected) => {
    await expect(phone(country, value)).resolves.toBe(expected);
  });

  test('a date is moved by days, from a value or from now', async () => {
    const due = (value: string): StepPlan => ({
      id: 'due',
      does: 'computes the due date',
      kind: 'format',
      format: 'date',
      value,
      addDays: 2,
    });
    const output = async (value: string) => (await zap([due(value)]).run({})).steps[0]?.output.output;
    await expect(output('2026-02-27T08:00:00-06:00')).resolves.toBe('2026-03-01T14:00:00.000Z');
    await expect(output('')).resolves.toBe('2026-11-25T12:00:00.000Z');
    await expect(zap([due('tomorrow-ish')]).run({})).resolves.toMatchObject({
      outcome: 'failed',
      reason: '"tomorrow-ish" is no date.',
    });
  });
  test.each([
    ['in ISO 8601', {}, '2026-11-25T18:30:00.000Z'],
    ['in seconds', { as: 'seconds' }, '1795631400'],
    ['in words', { as: 'words', zone: 'America/New_York' }, 'Wednesday, November 25 at 1:30 PM'],
  ] as const)('a date is written %s', async (_, written, expected) => {
    const value = '2026-11-25T13:30:00-05:00';
    const step: StepPlan = {
      id: 'when',
      does: 'writes it',
      kind: 'format',
      format: 'date',
      value,
      ...written,
    };
    const run = await zap([step]).run({});
    expect(run.steps[0]?.output).toEqual({ output: expected });
  });

  test('code gets all of its input as text, and counts as a task', async () => {
    const step: StepPlan = {
      id: 'code',
      does: 'shows its input',
      kind: 'code',
      input: { pet: '{{lead.pet}}', age: '{{lead.age}}', owner: '{{lead.owner}}' },
      code: (inputData) => ({ inputData }),
    };
    const run = await zap([step]).run({ pet: { name: 'Rex' }, age: 7 });
    expect(run.steps[0]?.output).toEqual({ inputData: { pet: '{"name":"Rex"}', age: '7', owner: '' } });
    expect(run.tasks).toBe(1);
  });

  test('code that throws fails the run with what it says', async () => {
    const code = () => {
      throw new Error('No pets today.');
    };
    const step: StepPlan = { id: 'code', does: 'throws', kind: 'code', input: {}, code };
    await expect(zap([step]).run({})).resolves.toMatchObject({
      outcome: 'failed',
      reason: 'No pets today.',
      tasks: 0,
    });
  });

  test('code may be JavaScript as it stands in the step', async () => {
    const code = 'return { slug: inputData.title.toLowerCase().replaceAll(" ", "-") };';
    const input = { title: '{{lead.title}}' };
    const run = await zap([{ id: 'code', does: 'makes a slug', kind: 'code', input, code }]).run({
      title: 'A Day With Us',
    });
    expect(run.steps[0]?.output).toEqual({ slug: 'a-day-with-us' });
  });

  test('a list becomes text with a line for each of its elements', async () => {
    const lines = { does: 'lists', kind: 'format', format: 'lines' } as const;
    const run = await zap([
      { ...lines, id: 'names', value: '{{lead.pets__name}}' },
      { ...lines, id: 'none', value: '{{lead.cats__name}}' },
    ]).run({ pets: [{ name: 'Rex' }, { name: 'Bella, the old one' }] });
    expect(run.steps.map(({ output }) => output.output)).toEqual(['Rex\nBella, the old one', '']);
  });
});

describe('a delay', () => {
  test.each([
    [5, 'minutes', 300_000],
    [1, 'hours', 3_600_000],
    [3, 'days', 259_200_000],
  ] as const)('of %d %s keeps the next step waiting so long, and is no task', async (value, unit, ms) => {
    const delay: StepPlan = { id: 'later', does: 'waits', kind: 'delay', value, unit };
    const code: StepPlan = {
      id: 'waited',
      does: 'tells how long it was',
      kind: 'code',
      input: {},
      code: () => ({ delays: [...delays] }),
    };
    const run = await zap([delay, code]).run({});
    expect(run.steps.at(-1)?.output).toEqual({ delays: [ms] });
    expect(run.tasks).toBe(1);
  });
});

describe('a Zap that branches', () => {
  const code = (id: string, input: string): StepPlan => ({
    id,
    does: 'shows its input',
    kind: 'code',
    input: { input },
    code: (shown) => shown,
  });
  const shown = (run: Run, id: string) =>
    run.steps.filter((step) => step.id === id).map(({ output }) => output.input);
  const loop: StepPlan = {
    id: 'each',
    does: 'takes each pet',
    kind: 'loop',
    each: { name: '{{lead.pets__name}}', age: '{{lead.pets__age}}', owner: '{{lead.owner}}' },
  };
  const grown: StepPlan = {
    id: 'grown',
    does: 'goes on for grown ones',
    kind: 'filter',
    match: 'all',
    onlyIf: [{ value: '{{each.age}}', is: 'other than', to: '0' }],
    otherwise: '{{each.name}} is too young.',
  };
  const pets = [
    { name: 'Rex', age: 4 },
    { name: 'Milo', age: 0 },
    { name: 'Luna', age: 2 },
  ];

  test('runs all later steps once for each row of a loop', async () => {
    const last = code('shown', '{{each.loop_iteration}}: {{each.name}} of {{each.owner}}');
    const run = await zap([loop, code('age', '{{each.age}}'), last]).run({ pets, owner: 'Ada' });
    expect(shown(run, 'age')).toEqual(['4', '0', '2']);
    expect(shown(run, 'shown')).toEqual(['1: Rex of Ada', '2: Milo of Ada', '3: Luna of Ada']);
    expect(run).toMatchObject({ outcome: 'success', tasks: 6 });
  });

  test('goes on with the next row where a filter stops one', async () => {
    const run = await zap([loop, grown, code('shown', '{{each.name}}')]).run({ pets });
    expect(shown(run, 'shown')).toEqual(['Rex', 'Luna']);
    expect(run.outcome).toBe('success');
  });

  test('fails where a row fails, and runs the others', async () => {
    const refusing: StepPlan = {
      id: 'checked',
      does: 'refuses the young',
      kind: 'code',
      input: { age: '{{each.age}}' },
      code: 'if (inputData.age === "0") throw new Error("Too young."); return {};',
    };
    const run = await zap([loop, refusing, code('shown', '{{each.name}}')]).run({ pets });
    expect(shown(run, 'shown')).toEqual(['Rex', 'Luna']);
    expect(run).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('Too young.') });
  });

  test('runs nothing behind a loop without rows', async () => {
    const run = await zap([loop, code('shown', '{{each.name}}')]).run({ pets: [] });
    expect(run.steps.map(({ id }) => id)).toEqual(['each']);
    expect(run.outcome).toBe('success');
  });

  const found = (is: 'present' | 'absent', steps: StepPlan[]) => ({
    name: is,
    match: 'all' as const,
    onlyIf: [{ value: '{{lead.pet}}', is }],
    steps,
  });
  const paths: StepPlan = {
    id: 'known',
    does: 'asks if the pet is known',
    kind: 'paths',
    paths: [
      found('present', [code('old', '{{lead.pet}}'), code('more', '{{old.input}}!')]),
      found('absent', [code('fresh', 'none')]),
    ],
  };

  test('follows the paths whose conditions are met, and no other', async () => {
    const known = await zap([paths]).run({ pet: 'Rex' });
    expect([shown(known, 'more'), shown(known, 'fresh')]).toEqual([['Rex!'], []]);
    const unknown = await zap([paths]).run({});
    expect([shown(unknown, 'more'), shown(unknown, 'fresh')]).toEqual([[], ['none']]);
  });

  test('has nothing behind its paths, and uses in none what another gives', () => {
    expect(() => zap([paths, code('late', '')])).toThrow('steps follow the paths "known"');
    const crossing: StepPlan = {
      ...paths,
      paths: [found('present', [code('old', '')]), found('absent', [code('fresh', '{{old.input}}')])],
    };
    expect(() => zap([crossing])).toThrow('step "fresh" uses "old"');
  });
});

describe('a record store', () => {
  test('has a record changed by what differs alone', () => {
    const store = new RecordStore();
    const first = store.save('tasks', 't1', { done: false }, 'HighLevel');
    expect(store.save('tasks', 't1', { done: false }, 'Ada')).toBe(first);
    expect(store.save('tasks', 't1', { done: true }, 'Ada')).toMatchObject({ revision: 2, changedBy: 'Ada' });
  });

  test('updates no record that is not there', async () => {
    const input = { table: 'leads', id: 'none', changedBy: 'Zap', values: {} };
    await expect(new RecordStore().perform('creates', 'update_record', input)).resolves.toMatchObject({
      ok: false,
      failure: { message: 'There is no record "none" in "leads".' },
    });
  });
});
