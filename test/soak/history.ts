/**
 * A history: all that happens to a fleet, as data. Each thing has a seed of its own, so that it stays the same where
 * others are taken out.
 */
import { DAY, HOUR, MINUTE } from './clock';
import { LIFE } from './life';
import { type Chance, chanceOf, seedOf } from './random';

/** What goes wrong, or what an owner does with a Zap: how often a day in a sub-account. */
export const TROUBLES = {
  /** Too many requests, by the burst or by the day, once or at each try. */
  'HighLevel says too many requests': 2,
  'the day has no requests left': 0.3,
  'HighLevel fails': 2,
  'a connection is cut': 2,
  'an answer breaks off': 1,
  'answers are slow': 2,
  'the token ends': 0.7,
  'an answer is lost on its way to Zapier': 1,
  'all polls of a Zap fail for a day': 0.05,
  'what the app kept is lost': 0.2,
  'a Zap is turned off for some hours': 0.3,
  'an owner looks at a sample': 0.5,
} as const;

export type Trouble = keyof typeof TROUBLES;

export const isTrouble = (what: string): what is Trouble => Object.hasOwn(TROUBLES, what);

/** Something that happens at a moment. */
export interface Happening {
  /** Epoch milliseconds. */
  at: number;
  /** The number of the sub-account. */
  account: number;
  what: string;
  /** To how many records. */
  size: number;
  seed: number;
  /** How long it lasts, in ms; 0 for a moment. */
  lasts: number;
  /** Things happen while the Zap's next poll reads, before its nth request, and not before it. */
  during?: number;
}

/** How much happens, and to how many. */
export interface Amount {
  start: number;
  days: number;
  accounts: number;
  /** 1: as it is in life. More: a short history, in which everything happens at least once. */
  pace: number;
  /** The share of the largest sizes: 1 for all. */
  scale: number;
}

/** A history of this seed, in the order of time. */
export function historyOf(seed: number, amount: Amount): Happening[] {
  const found: Happening[] = [];
  for (let account = 0; account < amount.accounts; account += 1) {
    for (const [what, { perDay, size }] of Object.entries(LIFE))
      found.push(...timesOf(what, perDay, size ?? [1, 1], account, seed, amount));
    for (const [what, perDay] of Object.entries(TROUBLES))
      found.push(...timesOf(what, perDay, [1, 1], account, seed, amount));
  }
  return found.sort((a, b) => a.at - b.at || a.seed - b.seed);
}

function timesOf(
  what: string,
  perDay: number,
  [least, most]: readonly [number, number],
  account: number,
  seed: number,
  { start, days, pace, scale }: Amount,
): Happening[] {
  const chance = chanceOf(seedOf('history', seed, account, what));
  const expected = perDay * days * pace;
  const count = Math.max(pace > 1 ? 1 : 0, Math.floor(expected) + (chance() < expected % 1 ? 1 : 0));
  const largest = Math.max(least, Math.round(least + (most - least) * scale));
  return Array.from({ length: count }, () => {
    const at = start + Math.floor(chance() * days * DAY);
    const size = least + Math.floor(chance() * (largest - least + 1));
    const during = !isTrouble(what) && chance() < 0.05 ? 1 + Math.floor(chance() * 3) : undefined;
    return {
      at,
      account,
      what,
      size,
      seed: Math.floor(chance() * 2 ** 32),
      lasts: lengthOf(what, chance),
      ...(during && { during }),
    };
  });
}

function lengthOf(what: string, chance: Chance): number {
  if (what === 'all polls of a Zap fail for a day') return DAY;
  if (what === 'a Zap is turned off for some hours') return HOUR * (1 + Math.floor(chance() * 10));
  if (what === 'the day has no requests left') return HOUR * (1 + Math.floor(chance() * 3));
  return isTrouble(what) ? MINUTE * Math.floor(chance() * 30) : 0;
}
