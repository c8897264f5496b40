import type { Recipe } from '../../zapier';

/** A job that agencies ask for, and the Zaps that do it. */
export interface Job extends Recipe {
  /** Its number in the list of jobs, which stays. */
  number: number;
  /** What the Zap's owner decides when setting it up, by the names under which the Zaps use it. */
  settings: { readonly [name: string]: string };
  /** What to know before it is built, in whole sentences. */
  hints: readonly string[];
}
