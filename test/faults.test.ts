/** What `npm run faults` runs, a test a cell; and that it would tell if one were wrong. */
import app from '../index';
import { withSharedOperations } from '../operations/share';
import { handlerOf } from '../zapier';
import { type FaultStage, KINDS, setFaultStage } from './support/fault-kinds';
import { type Cell, cellsOf, DONE, type Expected, play } from './support/fault-matrix';
import { first } from './support/harness';
import { runScript } from './support/run-script';

const cells = cellsOf();
let stage: FaultStage;

beforeAll(async () => {
  stage = await setFaultStage(handlerOf(withSharedOperations(app)));
});
afterAll(() => stage.close());

const nameOf = ({ heading, trouble, kind }: Cell) => `${heading}: ${trouble.name}: ${kind.name}`;

test.each(cells.map((cell) => [nameOf(cell), cell] as const))('%s', async (_name, cell) => {
  expect((await play(stage, cell)).wrong).toEqual([]);
});

test('every kind of call meets every fault of HighLevel’s own', () => {
  const kinds = new Set(cells.map(({ kind }) => kind.name));
  const own = cells.filter(({ heading }) => heading === 'HighLevel has trouble of its own');
  const troubles = new Set(own.map(({ trouble }) => trouble.name));
  expect(kinds.size).toBe(12);
  expect(own).toHaveLength(kinds.size * troubles.size);
});

describe('a wrong expectation is told:', () => {
  const create = first(cells.filter(({ trouble, kind }) => trouble.name === '409' && kind.name === 'create'));

  test.each<[what: string, changed: Partial<Expected>, told: string]>([
    ['another sentence', { sees: 'It did not work.' }, 'the owner sees: Create Contact did not work. '],
    ['a success', { sees: DONE }, 'Zapier takes it for: error (expected: done)'],
    ['a throttling', { as: 'throttled' }, 'Zapier takes it for: error (expected: throttled)'],
    ['another number of requests', { requests: 2 }, 'requests: 1 (expected: 2)'],
    ['work that is not done', { done: 1 }, 'times that the work is done: 0 (expected: 1)'],
  ])('%s', async (_what, changed, told) => {
    const { wrong } = await play(stage, { ...create, expected: { ...create.expected, ...changed } });
    expect(wrong.join('\n')).toContain(told);
  });
});

describe('npm run faults', () => {
  const faults = (...options: string[]) => runScript('faults', options);

  test('tells each fault in a few lines, and exits with 0 where all is right', async () => {
    const { code, lines } = await faults('--only', '409');
    expect(lines.at(-1)).toBe(
      '✓ 1 fault, 12 kinds of call, 12 cells: each as expected, nothing lost, nothing done twice.',
    );
    expect(lines.length).toBeLessThan(20);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(code).toBe(0);
  }, 120_000);

  test('tells which calls “reads”, “all steps” and “all calls” are, and each by its name', async () => {
    const { lines } = await faults('--only', 'today');
    const legend = lines.filter((line) => /^ {2}(reads|all \w+): /.test(line));
    const told = legend.flatMap((line) => line.replace(/^.*?: /, '').split(', '));
    expect(told).toEqual(expect.arrayContaining(KINDS.map(({ name }) => name)));
    expect(legend.map((line) => line.split(':')[0]?.trim())).toEqual(['reads', 'all steps', 'all calls']);
    expect(lines.join('\n')).toMatch(/in 5 hours, at \d\d:\d\d UTC\s+on \d{4}-\d\d-\d\d\./);
  }, 120_000);

  test('exits with 1 where there is no such fault, and says so', async () => {
    const { code, lines } = await faults('--only', 'nosuch');
    expect(lines).toEqual(['✗ No fault’s name has “nosuch” in it.']);
    expect(code).toBe(1);
  }, 120_000);

  test('exits with 1 where a cell is wrong, and names it', async () => {
    const { code, lines } = await faults('--only', '409', '--spoil');
    expect(lines).toContain('✗ 409, create: requests: 1 (expected: 2)');
    expect(lines.at(-1)).toContain('12 wrong');
    expect(code).toBe(1);
  }, 120_000);
});
