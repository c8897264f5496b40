/** What JSON can hold. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object. A property may be undefined: then it is not sent. */
export type JsonObject = { [name: string]: Json | undefined };

/** Whether a value is a JSON object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is text, else undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value's texts if it is a list, else none. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The value's objects if it is a list, else none. */
export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The value as a number: from a number, or from text that holds one; else `otherwise`. */
export function number(value: unknown, otherwise: number): number {
  const read = typeof value === 'number' ? value : Number(text(value) || Number.NaN);
  return Number.isFinite(read) ? read : otherwise;
}

/** The named properties that an object has, and no others. */
export function pick(from: JsonObject, names: Iterable<string>): JsonObject {
  const has = (name: string) => Object.hasOwn(from, name) && from[name] !== undefined;
  return Object.fromEntries([...names].filter(has).map((name) => [name, from[name]]));
}
