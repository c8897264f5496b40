import type { ZObject } from 'zapier-platform-core';

/** What core's `z.cache` takes; its own types leave the scope out. */
interface ScopedCache {
  get(key: string, scope?: string[]): Promise<unknown>;
  set(key: string, value: unknown, seconds?: number, scope?: string[]): Promise<boolean | null>;
  delete(key: string, scope?: string[]): Promise<boolean>;
}

/** Values are kept for one connection: without this, all accounts on Zapier would share them. */
const SCOPE = ['auth'];

/** The connection's own cache. It is an aid only: where it fails, a step goes without. */
export function cacheOf(z: ZObject) {
  const cache: ScopedCache = z.cache;
  const withoutFail = <T>(asked: Promise<T>): Promise<T | undefined> => asked.catch(() => undefined);
  return {
    get: (key: string) => withoutFail(cache.get(key, SCOPE)),
    set: (key: string, value: unknown, seconds: number) => withoutFail(cache.set(key, value, seconds, SCOPE)),
    delete: (key: string) => withoutFail(cache.delete(key, SCOPE)),
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
 */
export async function keptNames(z: ZObject, key: string, read: () => Promise<Named[]>): Promise<Named[]> {
  const cache = cacheOf(z);
  const kept = await cache.get(`names:${key}`);
  if (Array.isArray(kept) && kept.every(isNamed)) return kept;
  const names = await read();
  if (names.length) await cache.set(`names:${key}`, names, NAMES_KEPT_SECONDS);
  return names;
}

const isNamed = (value: unknown): value is Named =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
