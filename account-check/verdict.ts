/** What came of a question. The words never hold what an answer said of people: they are written here, with counts. */

export interface Verdict {
  is: 'confirmed' | 'contradicted' | 'not told';
  /** The reason, as a sentence. */
  because: string;
}

export const confirmed = (because: string): Verdict => ({ is: 'confirmed', because });
export const contradicted = (because: string): Verdict => ({ is: 'contradicted', because });
export const notTold = (because: string): Verdict => ({ is: 'not told', because });

/** Confirmed where it holds, else contradicted. */
export const judged = (holds: boolean, says: string, otherwise: string): Verdict =>
  holds ? confirmed(says) : contradicted(otherwise);

/** Thrown by a probe that can't go on: the account has nothing to look at, or refuses to be asked. */
export class NotTold extends Error {}

/** A value that a probe can't do without. @throws NotTold where it is not there, with the reason */
export function need<T>(value: T | undefined | null, otherwise: string): T {
  if (value === undefined || value === null || value === '') throw new NotTold(otherwise);
  return value;
}
