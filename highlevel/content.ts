/**
 * Finds the records in an answer. An answer that lacks the list is not an empty list: if it were read as “none
 * found” while a Zap is turned on, the Zap's next poll would fire every old record.
 */
import type { ZObject } from 'zapier-platform-core';
import { isOnlyAside } from './answer';
import { noAnswerError } from './errors';
import { isRecord, type Raw } from './json';
import type { Wording } from './wording';

/** A success lacks the record or the list that its endpoint answers. */
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
 * @throws MissingContent where it says no more than how the call went
 */
export function requireBareRecord(answer: Raw): Raw {
  if (isOnlyAside(answer)) throw new MissingContent('The answer is empty.');
  return answer;
}

/**
 * Reads what an answer holds.
 *
 * @throws z.errors.Error where it is not there, with the sentence of a call that had no answer
 */
export function orNoAnswer<T>(z: ZObject, wording: Wording, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MissingContent)) throw error;
    throw noAnswerError(z, undefined, { wording, repeatable: true });
  }
}
