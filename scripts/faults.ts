/**
 * Does to every kind of call all that can go wrong with it, and holds what comes of it against what is expected:
 *
 *   npm run faults [-- [--only <part of a fault's name>] [--spoil]]
 *
 * `--spoil` expects one request too many of everything: then all is wrong, and the run must say so. The exit
 * code tells whether each call did what it should.
 */
import { join } from 'node:path';
import { groupBy, uniq } from 'lodash';
import { counted } from '../recipes/counted';
import { bold, dim, paint, readOptions, run, say } from '../test/support/command';
import { KINDS, type Kind, type Nature, setFaultStage } from '../test/support/fault-kinds';
import { type Cell, cellsOf, DONE, inWords, type Outcome, play } from '../test/support/fault-matrix';
import { handlerOf } from '../zapier';

const CROSS = paint(31, '✗');

/** The widths of the columns: what was done, and to which calls. */
const WIDTHS = { trouble: 31, kinds: 44 };

async function main(): Promise<boolean> {
  const { values } = readOptions({
    only: { type: 'string', default: '' },
    spoil: { type: 'boolean', default: false },
  });
  const chosen = cellsOf().filter(({ trouble }) => trouble.name.includes(values.only));
  if (chosen.length === 0) {
    say(`${CROSS} No fault’s name has “${values.only}” in it.`);
    return false;
  }
  const cells = values.spoil ? chosen.map(spoilt) : chosen;
  const stage = await setFaultStage(handlerOf(join(__dirname, '..', 'index.js')));
  const outcomes: Outcome[] = [];
  try {
    say(bold('Faults on purpose, through the app’s Lambda handler, against the sandbox'));
    say(
      dim(
        '  work: how often it is done by the call → when Zapier and the Zap’s owner have done what they are told',
      ),
    );
    for (const line of legend()) say(dim(line));
    say(dim(row('done to the call', 'kinds of call', 'sent', 'work')));
    say(dim(indented('what the Zap’s owner sees')));
    for (const [heading, under] of Object.entries(groupBy(cells, 'heading'))) {
      say(bold(heading));
      for (const trouble of uniq(under.map((cell) => cell.trouble))) {
        const played: Outcome[] = [];
        for (const cell of under) if (cell.trouble === trouble) played.push(await play(stage, cell));
        show(played);
        outcomes.push(...played);
      }
    }
  } finally {
    await stage.close();
  }
  const wrong = outcomes.filter((outcome) => outcome.wrong.length > 0).length;
  const kinds = new Set(outcomes.map(({ cell }) => cell.kind.name)).size;
  const troubles = new Set(outcomes.map(({ cell }) => `${cell.heading} ${cell.trouble.name}`)).size;
  const all = [
    counted(troubles, 'fault'),
    counted(kinds, 'kind of call', 'kinds of call'),
    counted(outcomes.length, 'cell'),
  ].join(', ');
  say(
    wrong === 0
      ? bold(`${paint(32, '✓')} ${all}: each as expected, nothing lost, nothing done twice.`)
      : bold(`${CROSS} ${all}: ${wrong} wrong, see the lines that are marked ✗.`),
  );
  return wrong === 0;
}

/** Shows what came of a fault: calls of which the same was expected, and got, share a line. */
function show(outcomes: Outcome[]): void {
  const right = outcomes.filter(({ wrong }) => wrong.length === 0);
  let name = outcomes[0]?.cell.trouble.name ?? '';
  for (const alike of Object.values(groupBy(right, ({ cell }) => JSON.stringify(cell.expected)))) {
    const [one] = alike;
    if (!one) continue;
    const { expected, kind } = one.cell;
    const words = alike.length === 1 ? kind.words : EACH_ITS_OWN;
    const said = expected.sees.replace('{doing} did not work. ', '');
    const sees = inWords(said, words).replace('{moment}', one.moment);
    const work = expected.done ? 'once' : 'none → once';
    const calls = named(alike.map(({ cell }) => cell.kind.name));
    say(row(name, calls, String(expected.requests), work));
    say(sees === DONE ? paint(32, indented(sees)) : indented(sees));
    name = '';
  }
  for (const { cell, wrong } of outcomes.filter((outcome) => outcome.wrong.length > 0)) {
    say(`${CROSS} ${cell.trouble.name}, ${cell.kind.name}: ${wrong.join('; ')}`);
  }
}

/** What stands for the words of several kinds of call. */
const EACH_ITS_OWN: Kind['words'] = { doing: 'The step', gone: '…', scope: '…' };

const row = (trouble: string, kinds: string, requests: string, work: string) =>
  `  ${trouble.padEnd(WIDTHS.trouble)} ${kinds.padEnd(WIDTHS.kinds)} ${requests.padStart(4)}  ${work}`;

const indented = (text: string) => `      ${text}`;

/** What is no step of a Zap. */
const LOGINS: Nature[] = ['refresh', 'connect'];

const namesOf = (kinds: Kind[]) => kinds.map(({ name }) => name);

/** The groups of calls that have one name, each in the next. */
const GROUPS: { name: string; members: string[] }[] = [
  { name: 'reads', members: namesOf(KINDS.filter(({ nature }) => nature === 'read')) },
  { name: 'all steps', members: namesOf(KINDS.filter(({ nature }) => !LOGINS.includes(nature))) },
  { name: 'all calls', members: namesOf(KINDS) },
];

/** The kinds of call, as lines: `all steps: reads, create, update, delete`. */
function legend(): string[] {
  return GROUPS.map(({ name, members }, place) => {
    const inner = GROUPS[place - 1];
    const others = members.filter((member) => !inner?.members.includes(member));
    return `  ${name}: ${[...(inner ? [inner.name] : []), ...others].join(', ')}`;
  });
}

/** The names of calls; a group of them under its one name. */
function named(names: string[]): string {
  for (const { name: group, members } of [...GROUPS].reverse()) {
    const missing = members.filter((member) => !names.includes(member));
    const others = names.filter((name) => !members.includes(name));
    if (missing.length === 0) return [group, ...others].join(', ');
    if (missing.length === 1 && others.length === 0) return `${group} but ${missing}`;
  }
  return names.join(', ');
}

const spoilt = (cell: Cell): Cell => {
  const { expected } = cell;
  return { ...cell, expected: { ...expected, requests: expected.requests + 1 } };
};

run(main);
