/** What a soak tells: totals, and the smallest history that shows a difference. */
import { countBy, sortBy } from 'lodash';
import { type Cell, fullHistory } from './cell';
import type { Difference, Wrong } from './judge';
import type { Played } from './play';
import type { Shrunk } from './shrink';

/** All cells together. */
export function total(all: readonly Played[]): Played {
  const sum = (name: keyof Played) => all.reduce((so, one) => so + Number(one[name]), 0);
  const most = (name: keyof Played) => Math.max(0, ...all.map((one) => Number(one[name])));
  const firedOf: Played['firedOf'] = {};
  for (const one of all)
    for (const [kind, times] of Object.entries(one.firedOf)) firedOf[kind] = (firedOf[kind] ?? 0) + times;
  return {
    polls: sum('polls'),
    failed: sum('failed'),
    requests: sum('requests'),
    events: sum('events'),
    fired: sum('fired'),
    held: sum('held'),
    writes: sum('writes'),
    burst: most('burst'),
    daily: most('daily'),
    latest: most('latest'),
    differences: all.flatMap(({ differences }) => differences),
    firedOf,
  };
}

const show = (count: number) => count.toLocaleString('en-US');

const WRONG: { [wrong in Wrong]: string } = {
  missed: 'missed: it happened, and its Zap did not fire',
  double: 'double: a Zap fired twice for it',
  old: 'old: a Zap fired for what was there before, or was no news',
  failed: 'failed: a poll failed without a reason',
  'write lost': 'write lost: a run succeeded, and wrote nothing',
  'write twice': 'write twice: a run wrote the same twice',
  budget: 'budget: HighLevel got more requests than it allows',
};

/** The lines of totals. */
export function linesOf(
  { zaps, days, every }: { zaps: number; days: number; every: number },
  played: Played,
): string[] {
  const { polls, failed, requests, events, fired, held, writes, burst, daily, latest, differences } = played;
  const counts = countBy(differences, 'wrong');
  const row = (what: string, value: string) => `  ${what.padEnd(34)}${value}`;
  return [
    row('Zaps', `${show(zaps)}, for ${days} days, polled each ${every} minutes`),
    row('polls', `${show(polls)}, of which ${show(failed)} failed (on purpose, or of a record that is gone)`),
    row('requests', `${show(requests)}, ${(requests / Math.max(1, polls)).toFixed(2)} a poll`),
    row(
      'most requests of one account',
      `${show(burst)} in 10 s (100 are allowed), ${show(daily)} a day (200,000)`,
    ),
    row('events that Zaps waited for', show(events)),
    row('fired', `${show(fired)}, of which ${show(held)} came in more than 100 at once and were released`),
    row('seen at the latest', `${show(latest)} polls after it could be seen`),
    row('tasks written by Zaps', show(writes)),
    ...Object.entries(WRONG).map(([wrong, says]) =>
      row(wrong, `${show(counts[wrong] ?? 0)}   (${says.split(': ')[1]})`),
    ),
  ];
}

/** The differences by kind of Zap, with an example of each. */
export function groupsOf(differences: readonly Difference[]): string[] {
  const groups = new Map<string, Difference[]>();
  for (const one of sortBy(differences, 'at')) {
    const name = `${one.wrong}: ${one.zap.split(' · ')[0]}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups].map(([name, [first, ...others]]) => {
    const when = first ? new Date(first.at).toISOString() : '';
    return `  ${name}, ${1 + others.length} times; first ${when}: ${first?.about}`;
  });
}

/** A history that shows a difference, and how to play it again. */
export function storyOf(cell: Cell, { rest, difference, tries }: Shrunk): string[] {
  const history = fullHistory(cell);
  const happened = rest.happenings.flatMap(({ number, size }) => {
    const one = history[number];
    if (!one) return [];
    const during = one.during ? ', while a poll reads' : '';
    return [`  ${new Date(one.at).toISOString()}  ${one.what} (${size}${during})   #${number}`];
  });
  return [
    `The smallest history found in ${tries} tries, of seed ${cell.seed}, cell ${cell.cell}:`,
    `  Zaps: ${rest.zaps.join(', ')}`,
    ...happened,
    `  ${new Date(difference.at).toISOString()}  ${difference.zap} ${WRONG[difference.wrong].split(': ')[0]}: ${difference.about}`,
    'Again:',
    `  ${commandOf(cell, rest)}`,
  ];
}

function commandOf({ seed, days, accounts, zaps, every, fast, pace, cell }: Cell, rest: Rest): string {
  const numbers = { seed, days, accounts, zaps, every, fast, pace, cell };
  const options = Object.entries(numbers).map(([name, value]) => `--${name} ${value}`);
  return `npm run soak -- ${options.join(' ')} --rest '${textOf(rest)}'`;
}

type Rest = Shrunk['rest'];

/** A rest as a word of the command line. */
export const textOf = ({ zaps, happenings, days }: Rest): string =>
  [days, zaps.join('|'), happenings.map(({ number, size }) => `${number}:${size}`).join(',')].join(';');

/** Reads such a word. @throws Error if it is none */
export function restIn(text: string): Rest {
  const [days = '', zaps = '', happenings = ''] = text.split(';');
  const numbers = happenings
    .split(',')
    .filter(Boolean)
    .map((one) => one.split(':').map(Number));
  if (!Number.isFinite(Number(days)) || numbers.flat().some(Number.isNaN))
    throw new Error('--rest takes what an earlier soak printed.');
  return {
    days: Number(days),
    zaps: zaps.split('|'),
    happenings: numbers.map(([number = 0, size = 1]) => ({ number, size })),
  };
}
