import type { ZObject } from 'zapier-platform-core';

/** What core's `z.cache` takes; its own types leave the scope out. */
interface ScopedCache {
  get(key: string, scope?: string[]): Promise<unknown>;
  set(key: string, value: unknown, seconds?: number, scope?: string[]): Promise<boolean | null>;
  delete(key: string, scope?: string[]): Promise<boolean>;
}

/** Values are kept for one connection: without this, all accounts on Zapier would share them. */
const SCOPE = ['auth'];

/** The connection's own cache. */
export function cacheOf(z: ZObject) {
  const cache: ScopedCache = z.cache;
  return {
    get: (key: string) => cache.get(key, SCOPE),
    set: (key: string, value: unknown, seconds: number) => cache.set(key, value, seconds, SCOPE),
    delete: (key: string) => cache.delete(key, SCOPE),
  };
}
