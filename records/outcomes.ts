/** What actions answer that give no record of their own. Each has an `id`, for the steps after it. */
import { capitalize, pick, pickBy } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { SUCCESS } from '../highlevel/answer';
import { isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { isRecord, type Raw } from '../highlevel/json';
import { idOf, type Output, type RecordType } from './record';
import { SAMPLE_IDS, type SampleOf } from './sample-ids';

const asIs = (raw: Raw): Output => ({ ...raw, id: idOf(raw) });

/** What a delete answers. */
export function deleted(noun: SampleOf): RecordType {
  return {
    noun,
    fields: [
      { key: 'id', label: `${noun} ID`, type: 'string' },
      { key: 'deleted', label: 'Is Deleted', type: 'boolean' },
    ],
    sample: { id: SAMPLE_IDS[noun], deleted: true },
    from: asIs,
  };
}

/**
 * What an action answers that does something to a record: its id, the ids it was done with, success.
 *
 * @param ids of what else it was done with, by the answer's names
 */
export function done(
  noun: SampleOf,
  ids: { [key: string]: SampleOf } = {},
  more: PlainOutputField[] = [],
  sample: Raw = {},
): RecordType {
  const own = `${noun} ID`;
  const known = Object.entries(ids).map(([key, one]) => ({ key, label: `${one} ID`, id: SAMPLE_IDS[one] }));
  return {
    noun,
    fields: [
      { key: 'id', label: known.some(({ label }) => label === own) ? 'ID' : own, type: 'string' },
      ...known.map(({ key, label }): PlainOutputField => ({ key, label, type: 'string' })),
      ...more,
      { key: 'success', label: 'Is Successful', type: 'boolean' },
    ],
    sample: {
      id: SAMPLE_IDS[noun],
      ...Object.fromEntries(known.map(({ key, id }) => [key, id])),
      ...sample,
      success: true,
    },
    from: asIs,
  };
}

/** What comes of adding users to those who follow a record, or of taking them away. */
export function followed(
  noun: SampleOf,
  change: 'added' | 'removed',
  ids: { [key: string]: SampleOf } = {},
): RecordType {
  const changed = { added: 'followersAdded', removed: 'followersRemoved' }[change];
  const { User, 'Other User': other } = SAMPLE_IDS;
  return done(
    noun,
    ids,
    [
      { key: 'followers', label: 'Follower IDs', type: 'string', list: true },
      { key: changed, label: `${capitalize(change)} Follower IDs`, type: 'string', list: true },
    ],
    { followers: [User], [changed]: [change === 'added' ? User : other] },
  );
}

/** Whether an answer says nothing of a failure. */
export const succeeded = (answer: Raw) => SUCCESS.every((name) => answer[name] !== false);

/**
 * Whether an answer says that all of a list were added to a record, or removed from it: those that it does not
 * name were not. Case does not matter, as HighLevel keeps tags in lower case.
 *
 * @param has the name of the answer's list of all that the record has now; `hasAdded` and `hasRemoved` tell the change
 */
export function changedAll(answer: Raw, has: string, change: 'Added' | 'Removed', asked: unknown): boolean {
  const namesIn = (list: unknown) => new Set((Array.isArray(list) ? list : []).map(nameOf));
  const [now, changed] = [namesIn(answer[has]), namesIn(answer[has + change])];
  const isNow = (name: string) => Array.isArray(answer[has]) && now.has(name) === (change === 'Added');
  const isDone = (name: string) => changed.has(name) || isNow(name);
  return succeeded(answer) && [...namesIn(asked)].every(isDone);
}

/** The name or the id of one of a list, in lower case. */
const nameOf = (one: unknown) =>
  String(isRecord(one) ? (one.id ?? one.name) : one)
    .trim()
    .toLowerCase();

/** What an answer says beside success. */
export const others = (answer: Raw) =>
  Object.fromEntries(Object.entries(answer).filter(([key]) => !SUCCESS.includes(key)));

/** An answer with what was sent under these names, where it has no value of its own. */
export const orSent = (answer: Raw, values: Input, names: string[]): Raw => ({
  ...answer,
  ...pickBy(pick(values, names), (sent, name) => isBlank(answer[name]) && !isBlank(sent)),
});

/** The `answer` of a delete, which knows its id from the field of that name alone. */
export function deletedBy(key: string) {
  return (answer: Raw, values: Input): Raw => ({ ...others(answer), id: values[key], deleted: true });
}
