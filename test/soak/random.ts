/** Chance that is the same at each run: each thing that happens has a seed of its own. */
import { createHash } from 'node:crypto';
import { Ids } from '../../sandbox/ids';
import { RandomData } from '../../sandbox/seed/random-data';

/** A number from 0 up to 1. */
export type Chance = () => number;

/** A seed that is another one for other parts, whatever else there is. */
export const seedOf = (...parts: (string | number)[]): number =>
  createHash('sha256').update(parts.join('\n')).digest().readUInt32LE(0);

/** Chance of a seed. */
export function chanceOf(seed: number): Chance {
  const ids = new Ids(seed);
  return () => ids.random();
}

/** Words, choices and numbers of a seed. */
export const dataOf = (seed: number): RandomData => new RandomData(new Ids(seed));
