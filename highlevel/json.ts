/** JSON as HighLevel gives it. */

/** An object, such as a record as the API gives it. */
export type Raw = Record<string, unknown>;

export { BARE_LIST } from './contract/facts';

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

/**
 * How many lists and records a value may hold within each other. No value of the API comes near it. Deeper ones
 * would end a function that calls itself for what is inside, and `JSON.stringify`, with “Maximum call stack”.
 */
export const MOST_LEVELS = 200;

/** Whether a value has more levels than that. It calls itself so often at most. */
export function isTooDeep(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((inner) => isTooDeep(inner, levels - 1));
  if (!isRecord(value)) return false;
  for (const name in value) if (isTooDeep(value[name], levels - 1)) return true;
  return false;
}

/**
 * Whether a JSON text may have more levels than that: brackets within its texts are counted too. A long list is
 * looked through in a fraction of the time that its values would take.
 */
export function mayBeTooDeep(text: string): boolean {
  let level = 0;
  for (let place = 0; place < text.length; place += 1) {
    // This bit makes `[` and `]` the same as `{` and `}`.
    const code = text.charCodeAt(place) | 32;
    if (code === 123) level += 1;
    else if (code === 125 && level) level -= 1;
    if (level > MOST_LEVELS) return true;
  }
  return false;
}

/** Names that would change what an object is, and not what it holds. */
const UNSAFE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a name may be given to a value of an object. */
export const isSafeName = (name: string): boolean => !UNSAFE_NAMES.has(name);

/** A copy of a value from a stranger, without such names. The value has no more than {@link MOST_LEVELS}. */
export function withoutUnsafeNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnsafeNames);
  if (!isRecord(value)) return value;
  const safe = Object.entries(value).filter(([name]) => isSafeName(name));
  return Object.fromEntries(safe.map(([name, inner]) => [name, withoutUnsafeNames(inner)]));
}

const containersIn = (values: unknown[]): object[] =>
  values.filter((value): value is object => typeof value === 'object' && value !== null);

/** Goes through everything within a value, whatever its depth, with the name under which each stands. */
export function* everythingIn(value: unknown): Generator<[name: string, value: unknown]> {
  const open: object[] = containersIn([value]);
  for (let next = open.pop(); next; next = open.pop()) {
    for (const [name, inner] of Object.entries(next)) {
      yield [name, inner];
      open.push(...containersIn([inner]));
    }
  }
}
