import type { ZObject } from 'zapier-platform-core';
import { isRecord } from './json';

/** Core's `z.cache`, with the scope that its own types lack. */
interface ScopedCache {
  get(key: string, scope?: string[]): Promise<unknown>;
  set(key: string, value: unknown, seconds?: number, scope?: string[]): Promise<boolean | null>;
  delete(key: string, scope?: string[]): Promise<boolean>;
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Values belong to one connection. Without a scope, all accounts on Zapier would share them. */
const SCOPE = ['auth'];

/**
 * The cache of the connection. If it fails, the step goes on as if nothing were cached. It is given values as their
 * JSON says them: core refuses one in which anything is `undefined`, or stands in two places
 * (`zapier-platform-core`, `ensure-json-encodable.js`), and nothing would be kept, at any run.
 */
export function cacheOf(z: ZObject) {
  const cache: ScopedCache = z.cache;
  const orNothing = <T>(result: Promise<T>): Promise<T | undefined> => result.catch(() => undefined);
  return {
    get: (key: string) => orNothing(cache.get(key, SCOPE)),
    set: (key: string, value: unknown, seconds: number) =>
      orNothing(cache.set(key, asJson(value), seconds, SCOPE)),
    delete: (key: string) => orNothing(cache.delete(key, SCOPE)),
  };
}

/**
 * What `read` gives, kept for so many seconds for the connection.
 *
 * @param isNew whether it is read anew, and kept, though the cache has one
 */
export async function keptFor<T>(
  z: ZObject,
  key: string,
  seconds: number,
  isValue: (value: unknown) => value is T,
  read: () => Promise<T>,
  isNew = false,
): Promise<T> {
  const cache = cacheOf(z);
  const kept = isNew ? undefined : await cache.get(key);
  if (isRecord(kept) && isValue(kept.value) && Date.now() - Number(kept.at) < seconds * 1000)
    return kept.value;
  const value = await read();
  await cache.set(key, { at: Date.now(), value }, seconds);
  return value;
}

/** How long the names of a list are kept. Whatever is made in the meantime is missing for as long. */
const NAMES_KEPT_SECONDS = 5 * 60;
/** How long they are kept for those who look for known ids: a poll gives the records of three days each time. */
const KNOWN_KEPT_SECONDS = 60 * 60;

/** A record's id, and the name that people know it by. */
export type Named = [id: string, name: string];

/** What is kept of a list. */
interface KeptNames {
  /** When it was read, in epoch milliseconds. */
  at: number;
  names: Named[];
  /** Ids that were looked for in vain. */
  missing: string[];
}

/** How a list of names is kept. */
interface Keeping {
  /** The ids whose names are wanted: where all of them are known, the list is kept longer, so that polls need no request for it. */
  ids?: string[];
  /** Whether an error of `read` is kept as an empty list, because it would come again. */
  isForGood?: (error: unknown) => boolean;
}

/**
 * The ids and names of a list, kept for some minutes for the connection: `read` is called only where the
 * cache has none, or fails. An empty list is not kept, because whoever sees it goes and makes the first one.
 *
 * @param key names the list, and the account that it is of
 */
export async function keptNames(
  z: ZObject,
  key: string,
  read: () => Promise<Named[]>,
  { ids = [], isForGood = () => false }: Keeping = {},
): Promise<Named[]> {
  const cache = cacheOf(z);
  const kept = await cache.get(`names:${key}`);
  if (isKept(kept) && isUsable(kept, ids)) return kept.names;
  const keep = (names: Named[]) => {
    const known = new Set(names.map(([id]) => id));
    const missing = ids.filter((id) => !known.has(id));
    const seconds = ids.length ? KNOWN_KEPT_SECONDS : NAMES_KEPT_SECONDS;
    return cache.set(`names:${key}`, { at: Date.now(), names, missing }, seconds);
  };
  try {
    const names = await read();
    if (names.length) await keep(names);
    return names;
  } catch (error) {
    if (isForGood(error)) await keep([]);
    throw error;
  }
}

function isUsable({ at, names, missing }: KeptNames, ids: string[]): boolean {
  const seconds = (Date.now() - at) / 1000;
  if (seconds < NAMES_KEPT_SECONDS) return true;
  const known = new Set([...names.map(([id]) => id), ...missing]);
  return ids.length > 0 && seconds < KNOWN_KEPT_SECONDS && ids.every((id) => known.has(id));
}

const isKept = (value: unknown): value is KeptNames =>
  isRecord(value) &&
  typeof value.at === 'number' &&
  Array.isArray(value.names) &&
  value.names.every(isNamed) &&
  Array.isArray(value.missing);

const isNamed = (value: unknown): value is Named =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
