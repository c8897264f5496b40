import type { ZObject } from 'zapier-platform-core';

/** Core's `z.cache`, with the scope that its own types lack. */
interface ScopedCache {
  get(key: string, scope?: string[]): Promise<unknown>;
  set(key: string, value: unknown, seconds?: number, scope?: string[]): Promise<boolean | null>;
  delete(key: string, scope?: string[]): Promise<boolean>;
}

/** Values belong to one connection. Without a scope, all accounts on Zapier would share them. */
const SCOPE = ['auth'];

/** The cache of the connection. If it fails, the step goes on as if nothing were cached. */
export function cacheOf(z: ZObject) {
  const cache: ScopedCache = z.cache;
  const orNothing = <T>(result: Promise<T>): Promise<T | undefined> => result.catch(() => undefined);
  return {
    get: (key: string) => orNothing(cache.get(key, SCOPE)),
    set: (key: string, value: unknown, seconds: number) => orNothing(cache.set(key, value, seconds, SCOPE)),
    delete: (key: string) => orNothing(cache.delete(key, SCOPE)),
  };
}

/** How long the names of a list are kept. Whatever is made in the meantime is missing for as long. */
const NAMES_KEPT_SECONDS = 5 * 60;

/** A record's id, and the name that people know it by. */
export type Named = [id: string, name: string];

/**
 * The ids and names of a list, kept for a few minutes for the connection: `read` is called only where the
 * cache has none, or fails. An empty list is not kept, because whoever sees it goes and makes the first one.
 *
 * @param key names the list, and the account that it is of
 * @param isForGood whether an error of `read` is kept as an empty list, because it would come again
 */
export async function keptNames(
  z: ZObject,
  key: string,
  read: () => Promise<Named[]>,
  isForGood: (error: unknown) => boolean = () => false,
): Promise<Named[]> {
  const cache = cacheOf(z);
  const kept = await cache.get(`names:${key}`);
  if (Array.isArray(kept) && kept.every(isNamed)) return kept;
  const keep = (names: Named[]) => cache.set(`names:${key}`, names, NAMES_KEPT_SECONDS);
  try {
    const names = await read();
    if (names.length) await keep(names);
    return names;
  } catch (error) {
    if (isForGood(error)) await keep([]);
    throw error;
  }
}

const isNamed = (value: unknown): value is Named =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
