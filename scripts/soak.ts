/**
 * Plays weeks of an agency's life to the app's Zaps, on a virtual clock, against the sandbox, and says for each
 * event whether it fired once: see docs/soak.md.
 *
 *   npm run soak [-- [--seed 1] [--days 14] [--accounts 21] [--zaps 210] [--every 15] [--workers 2]]
 *   npm run soak -- --mutations
 *
 * The exit code tells whether all was as it should be.
 */
import { availableParallelism } from 'node:os';
import { type Cell, cellsOf, type Fleet, SHORT } from '../test/soak/cell';
import type { Difference } from '../test/soak/judge';
import { MUTATIONS, type Mutation, withMutation } from '../test/soak/mutations';
import { groupsOf, linesOf, restIn, storyOf, total } from '../test/soak/report';
import type { Answer } from '../test/soak/worker';
import { doAll } from '../test/soak/workers';
import { bold, dim, paint, print, readOptions, run, say } from '../test/support/command';

const CROSS = paint(31, '✗');
const CHECK = paint(32, '✓');

/** For so long the smallest history is looked for, in seconds. */
const SHRINKING = 240;

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  days: { type: 'string', default: '14' },
  accounts: { type: 'string', default: '21' },
  zaps: { type: 'string', default: '210' },
  every: { type: 'string', default: '15' },
  fast: { type: 'string', default: '20' },
  pace: { type: 'string', default: '1' },
  workers: { type: 'string', default: String(availableParallelism()) },
  cell: { type: 'string' },
  rest: { type: 'string' },
  shrink: { type: 'string', default: String(SHRINKING) },
  short: { type: 'boolean', default: false },
  mutations: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** @throws Error with a sentence for whoever typed it */
function numberIn(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0))
    throw new Error(`--${name} takes a number, and “${text}” is none.`);
  return number;
}

const isPlayed = (answer: Answer) => 'played' in answer;

async function main(): Promise<boolean> {
  const { values } = readOptions(OPTIONS);
  const numbers = (
    name: 'seed' | 'days' | 'accounts' | 'zaps' | 'every' | 'fast' | 'pace' | 'workers' | 'shrink',
  ) => numberIn(name, values[name]);
  if (values.mutations) return findAll(numbers('workers'));
  const chosen: Fleet = {
    seed: numbers('seed'),
    days: numbers('days'),
    accounts: numbers('accounts'),
    zaps: numbers('zaps'),
    every: numbers('every'),
    fast: numbers('fast'),
    pace: numbers('pace'),
  };
  const fleet = values.short ? SHORT : chosen;
  const cells = chosenCells(fleet, values.cell, values.rest);
  const tellPart = values.json ? undefined : partTeller(cells.length);
  const answers = await doAll(
    cells.map((cell) => ({ cell })),
    numbers('workers'),
    tellPart,
  );
  const played = answers.filter(isPlayed).map((one) => one.played);
  const sum = total(played);
  if (values.json) print(JSON.stringify(sum));
  else {
    say(bold(`A fleet of seed ${fleet.seed}, against the sandbox, on a virtual clock`));
    for (const line of linesOf(fleet, sum)) say(line);
  }
  const number = played.findIndex(({ differences }) => differences.length > 0);
  const [cell, first] = [cells[number], played[number]?.differences[0]];
  if (!cell || !first) {
    if (!values.json) say(bold(`${CHECK} Each event fired once, and nothing else did.`));
    return true;
  }
  if (!values.json) {
    say(bold(`${CROSS} ${sum.differences.length} differences.`));
    for (const line of groupsOf(sum.differences)) say(line);
    await explain(cell, first, numbers('shrink'));
  }
  return false;
}

/** Looks whether the short soak finds each of the mistakes that the polling could have. */
async function findAll(workers: number): Promise<boolean> {
  say(bold('Mistakes on purpose, each in a copy of the project, and whether the short soak finds them'));
  let found = 0;
  for (const mutation of MUTATIONS) if (await isFound(mutation, workers)) found += 1;
  say(bold(`${found === MUTATIONS.length ? CHECK : CROSS} ${found} of ${MUTATIONS.length} were found.`));
  return found === MUTATIONS.length;
}

async function isFound(mutation: Mutation, workers: number): Promise<boolean> {
  const cells = cellsOf(SHORT).map((cell) => ({ cell: { ...cell, stopEarly: true } }));
  const answers = await withMutation(mutation, (folder) => doAll(cells, workers, undefined, folder));
  const [first] = answers.filter(isPlayed).flatMap(({ played }) => played.differences);
  say(`${first ? CHECK : CROSS} ${mutation.name}: ${mutation.says}`);
  for (const line of first ? groupsOf([first]) : ['  It was not found.']) say(line);
  return first !== undefined;
}

/** Tells how many of the parts are played: in one line on a terminal, else in a line for each. */
function partTeller(parts: number): () => void {
  let done = 0;
  return () => {
    done += 1;
    const line = `${done} of ${parts} parts played`;
    process.stdout.write(process.stdout.isTTY ? `\r${line} ` : `${line}\n`);
  };
}

/** The cells to play: all, or the one that is named. */
function chosenCells(fleet: Fleet, cell: string | undefined, rest: string | undefined): Cell[] {
  const all = cellsOf(fleet);
  if (cell === undefined) return all;
  const chosen = all[numberIn('cell', cell)];
  if (!chosen) throw new Error(`There are ${all.length} cells, counted from 0.`);
  return [rest === undefined ? chosen : { ...chosen, rest: restIn(rest) }];
}

/** Looks for the smallest history that shows the difference, and tells it. */
async function explain(cell: Cell, difference: Difference, seconds: number): Promise<void> {
  if (!seconds || cell.rest) return;
  say(dim(`Looking for the smallest history that shows the first one: ${seconds} s at most …`));
  const [answer] = await doAll([{ cell, difference, seconds }], 1);
  if (answer && 'shrunk' in answer) for (const line of storyOf(cell, answer.shrunk)) print(line);
}

run(main);
