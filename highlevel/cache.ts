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
