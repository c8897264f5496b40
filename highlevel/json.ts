/** JSON as HighLevel gives it. */

/** An object, such as a record as the API gives it. */
export type Raw = Record<string, unknown>;

/** The name of a list that is the whole answer: `[…]` is read as `{ [BARE_LIST]: […] }`. */
export const BARE_LIST = '[]';

/** Whether a value is an object and not a list. */
export function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; `[]` where there is no list. */
export const rowsOf = (list: unknown): Raw[] => (Array.isArray(list) ? list.filter(isRecord) : []);

/** The parsed JSON of a text; `undefined` where it is not JSON. */
export function parse(text = ''): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
