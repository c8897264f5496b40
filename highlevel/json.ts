/** JSON as HighLevel gives it. */

/** An object, such as a record as the API gives it. */
export type Raw = Record<string, unknown>;

/** The name that an answer gets which is a list and no object: `[…]` is read as `{ [BARE_LIST]: […] }`. */
export const BARE_LIST = '[]';

/** Whether a value is an object that is no list. */
export function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; none where there is no list. */
export const rowsOf = (list: unknown): Raw[] => (Array.isArray(list) ? list.filter(isRecord) : []);

/** The JSON of a body; `undefined` where it is none. */
export function parse(text = ''): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
