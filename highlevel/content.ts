/**
 * What is in an answer. One that lacks what was asked for is no empty one: taken for “none found”, it
 * would leave a Zap that is turned on without a memory, and the next poll would fire all that is old.
 */
import type { ZObject } from 'zapier-platform-core';
import { isOnlyAside } from './answer';
import { noAnswerError, type Wording } from './errors';
import { isRecord, type Raw } from './json';

/** A success that does not hold what its endpoint gives. */
export class MissingContent extends Error {}

/** The records of the list under a name; `undefined` where there is no such list. */
export function findList(answer: Raw, name: string): Raw[] | undefined {
  const list = answer[name];
  return Array.isArray(list) ? list.filter(isRecord) : undefined;
}

/**
 * The record under a name.
 *
 * @throws MissingContent where there is none
 */
export function requireRecord(answer: Raw, name: string): Raw {
  const record = answer[name];
  if (!isRecord(record)) throw new MissingContent(`The answer holds no ${name}.`);
  return record;
}

/**
 * An answer that is the record itself.
 *
 * @throws MissingContent where it tells nothing but how the call went
 */
export function requireBareRecord(answer: Raw): Raw {
  if (isOnlyAside(answer)) throw new MissingContent('The answer is empty.');
  return answer;
}

/** Reads what an answer holds; for one that lacks it, the sentence of a call that was not answered. */
export function reading<T>(z: ZObject, wording: Wording, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MissingContent)) throw error;
    throw noAnswerError(z, undefined, { wording, repeatable: true });
  }
}
