/** An object of JSON: what the steps of a Zap give each other. */
export type Item = Record<string, unknown>;

/** Whether a value is an object, and no list. */
export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value found by going down `path`, or undefined. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((found, key) => (isItem(found) ? found[key] : undefined), value);
}

/** The elements of `value` that are objects; none when it is no list. */
export function items(value: unknown): Item[] {
  return Array.isArray(value) ? value.filter(isItem) : [];
}

/** What Zapier calls an empty value: nothing, empty text, an empty list or object. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isItem(value) && Object.keys(value).length === 0;
}
