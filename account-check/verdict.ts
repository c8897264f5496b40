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

/** Thrown where no answer came that can be read. */
export class NoAnswer extends NotTold {}

/** Thrown where the run was stopped: nothing further is asked. */
export class Stopped extends Error {}

/** What a question or an operation comes to that could not be asked to its end. */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof Stopped) return notTold('The check was stopped.');
  if (error instanceof NotTold) return notTold(error.message);
  // The message of any other error may hold what was answered.
  return notTold(`The probe failed (${error instanceof Error ? error.name : 'error'}).`);
}

/** A value that a probe can't do without. @throws NotTold where it is not there, with the reason */
export function need<T>(value: T | undefined | null, otherwise: string): T {
  if (value === undefined || value === null || value === '') throw new NotTold(otherwise);
  return value;
}
