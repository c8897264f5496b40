import {
  type App,
  Connection,
  DedupeMemory,
  handlerOf,
  loadApp,
  MOST_NEW_ITEMS,
  RecordStore,
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

beforeAll(async () => {
  app = await loadApp(handlerOf(tinyApp));
  server = await servePets(pets);
});

afterAll(() => server.close());

beforeEach(() => {
  pets.splice(0, pets.length, { id: 2, name: 'Bella' }, { id: 1, name: 'Rex' });
  connection = new Connection(app, { server: server.url, access_token: 'fresh' });
  waits = [];
});

function zap(steps: StepPlan[], trigger: ZapPlan['trigger'] = { kind: 'hook', id: 'lead', app: 'crm' }): Zap {
  const surroundings: Surroundings = {
    apps: { pets: connection, crm: new RecordStore() },
    now: () => new Date('2026-11-23T12:00:00Z'),
    sleep: async (seconds) => {
      waits.push(seconds);
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

  test('leaves what is above the limit to the next poll', () => {
    const memory = new DedupeMemory(['id']);
    const polled = Array.from({ length: MOST_NEW_ITEMS + 1 }, (_, index) => item(MOST_NEW_ITEMS - index));
    expect(memory.takeNew(polled)).toHaveLength(MOST_NEW_ITEMS);
    expect(memory.takeNew(polled)).toEqual([item(MOST_NEW_ITEMS)]);
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
    const run = await zap([createPet({ name: 'Refused' }), createPet({ name: 'Rex' })]).run({});
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
