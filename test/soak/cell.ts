/**
 * The parts that a fleet is played in: three sub-accounts of two agencies, with a sandbox of their own. A cell is told
 * by numbers alone, so that another process, or another day, plays the same.
 */
import { DAY } from './clock';
import { type FleetZap, zapsOf } from './fleet';
import { type Happening, historyOf } from './history';
import type { Play } from './play';
import { seedOf } from './random';

/** How many sub-accounts a cell has: those of the sandbox's seed. */
export const ACCOUNTS = 3;

/** The first day: in the two weeks after it, clocks change in America. */
const START = Date.UTC(2026, 2, 2, 8);

/** A fleet, as the command takes it. */
export interface Fleet {
  seed: number;
  days: number;
  /** Sub-accounts; as many as make whole cells. */
  accounts: number;
  zaps: number;
  /** Minutes between two polls. */
  every: number;
  /** How many Zaps are polled each minute on the first day. */
  fast: number;
  /** 1: as much happens as in life. */
  pace: number;
}

/** A fleet for half a minute: every kind of Zap is there, and everything happens. */
export const SHORT: Fleet = {
  seed: 1,
  days: 0.5,
  accounts: 2 * ACCOUNTS,
  zaps: 126,
  every: 45,
  fast: 0,
  pace: 4,
};

/** What is left of a cell when the rest is taken out, to show a difference by little. */
export interface Rest {
  zaps: string[];
  /** The numbers of what happens, and to how many records, where that is less. */
  happenings: { number: number; size: number }[];
  /** So many days are played. */
  days: number;
}

/** One cell of a fleet. */
export interface Cell extends Fleet {
  cell: number;
  rest?: Rest;
  stopEarly?: boolean;
}

/** The cells of a fleet. */
export const cellsOf = (fleet: Fleet): Cell[] =>
  Array.from({ length: Math.ceil(fleet.accounts / ACCOUNTS) }, (_, cell) => ({ ...fleet, cell }));

/** All that happens in a cell, by its numbers. */
export function fullHistory({ seed, cell, days, pace }: Cell): Happening[] {
  // Every third cell has large accounts; the others stay small, which is quicker.
  const scale = pace > 1 ? 0.2 : cell % 3 === 0 ? 1 : 0.4;
  return historyOf(seedOf(seed, cell), { start: START, days, accounts: ACCOUNTS, pace, scale });
}

/** The Zaps of a cell. */
export function zapsIn({ accounts, zaps, cell, fast }: Cell): FleetZap[] {
  const each = eachOf({ accounts, zaps });
  return zapsOf(cell * ACCOUNTS, ACCOUNTS, each, fast);
}

const eachOf = ({ accounts, zaps }: Pick<Fleet, 'accounts' | 'zaps'>) =>
  Math.ceil(zaps / (Math.ceil(accounts / ACCOUNTS) * ACCOUNTS));

/** What is played of a cell. */
export function playOf(cell: Cell): Play {
  const { seed, days, every, rest, stopEarly = false } = cell;
  const history = fullHistory(cell);
  const zaps = zapsIn(cell);
  const kept = rest?.happenings.flatMap(({ number, size }) => {
    const happening = history[number];
    return happening ? [{ ...happening, size }] : [];
  });
  return {
    seed: seedOf('sandbox', seed, cell.cell) % 1000,
    start: START,
    days: rest?.days ?? days,
    every,
    each: eachOf(cell),
    zaps: rest ? zaps.filter(({ name }) => rest.zaps.includes(name)) : zaps,
    history: kept ?? history,
    stopEarly,
  };
}

/** The whole days from the beginning to a moment. */
export const daysUntil = (at: number): number => Math.max(0, Math.ceil(((at - START) / DAY) * 96) / 96);
