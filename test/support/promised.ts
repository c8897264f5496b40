/** What an operation promises in its output fields, and whether a record has it. */
import { get } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { isBlank } from '../../highlevel/blank';
import { rowsOf } from '../../highlevel/json';

/** The fields with the keys by which a person maps them. */
export const mapped = (fields: PlainOutputField[]): PlainOutputField[] =>
  fields.flatMap((field) =>
    field.children
      ? field.children.map((child) => ({ ...child, key: `${field.key}[]${child.key}` }))
      : [field],
  );

/** The values that a record has under such a key: one, or one of each line item. */
export function valuesAt(record: object, key: string): unknown[] {
  const [path = '', column] = key.split('[]');
  const value: unknown = get(record, path.split('__'));
  const values = column === undefined ? [value] : rowsOf(value).map((row) => get(row, column.split('__')));
  return values.filter((one) => !isBlank(one));
}

const TYPES: { [type: string]: (value: unknown) => boolean } = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  datetime: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value),
};

/** Whether a value is what its field promises: a date in ISO 8601 with a zone, a list where one is promised. */
export function isPromised({ type = 'string', list = false }: PlainOutputField, value: unknown): boolean {
  const is = TYPES[type] ?? (() => true);
  return list ? Array.isArray(value) && value.every(is) : is(value);
}
