/** What actions answer that give no record of their own. Each has an `id`, for the steps after it. */
import type { PlainOutputField } from 'zapier-platform-core';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/paging';
import { idOf, type Output, outputs, type RecordType } from './record';

const asIs = (raw: Raw): Output => ({ ...raw, id: idOf(raw) });

/** What a delete answers. */
export function deleted(noun: string): RecordType {
  return {
    noun,
    fields: [
      { key: 'id', label: `${noun} ID`, type: 'string' },
      { key: 'deleted', label: 'Is Deleted', type: 'boolean' },
    ],
    sample: { id: 'lJpzYrWdpkC2hX6t2yue', deleted: true },
    from: asIs,
  };
}

/** What an action answers that does something to a record: its id, the ids it was done with, success. */
export function done(
  noun: string,
  ids: { [key: string]: string },
  more: PlainOutputField[] = [],
  sample: Raw = {},
): RecordType {
  const known = Object.fromEntries(Object.keys(ids).map((key) => [key, 'ocQHyuzHvysMo5N5VsXc']));
  return {
    noun,
    fields: [
      ...outputs('string', { id: 'ID', ...ids }),
      ...more,
      { key: 'success', label: 'Is Successful', type: 'boolean' },
    ],
    sample: { id: 'ocQHyuzHvysMo5N5VsXc', ...known, ...sample, success: true },
    from: asIs,
  };
}

/** HighLevel spells success in three ways. */
const SUCCESS = ['succeded', 'succeeded', 'success'];

/** Whether an answer says nothing of a failure. */
export const succeeded = (answer: Raw) => SUCCESS.every((name) => answer[name] !== false);

/** What an answer says beside success. */
export const others = (answer: Raw) =>
  Object.fromEntries(Object.entries(answer).filter(([key]) => !SUCCESS.includes(key)));

/** The `answer` of a delete, which knows its id from the field of that name alone. */
export function deletedBy(key: string) {
  return (answer: Raw, values: Input): Raw => ({ ...others(answer), id: values[key], deleted: true });
}
