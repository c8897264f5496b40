/** What is behind `z.cache`: each value until its end, each connection with its own. */
import { CacheServer, type Item } from '../../zapier';

let cache: CacheServer;
beforeAll(async () => {
  cache = await new CacheServer().start();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => cache.close());

/** Asks as core does for `z.cache`. */
async function ask(connection: string, method: string, ...params: unknown[]): Promise<unknown> {
  const body = JSON.stringify({ id: 'asked', storeKey: connection, method, params });
  const answer: unknown = await (await fetch(cache.url, { method: 'POST', body })).json();
  const { id, result }: Item = Object(answer);
  expect(id).toBe('asked');
  return result;
}

const OWN = ['auth'];

test('a value is kept until its end, and deleted when asked', async () => {
  const now = Date.now();
  expect(await ask('one', 'zcache_set', 'color', 'red', 60, OWN)).toBe(true);
  expect(await ask('one', 'zcache_get', 'color', OWN)).toBe('red');
  jest.spyOn(Date, 'now').mockReturnValue(now + 59_000);
  expect(await ask('one', 'zcache_get', 'color', OWN)).toBe('red');
  jest.spyOn(Date, 'now').mockReturnValue(now + 61_000);
  expect(await ask('one', 'zcache_get', 'color', OWN)).toBeNull();

  await ask('one', 'zcache_set', 'size', 'small', 60, OWN);
  expect(await ask('one', 'zcache_delete', 'size', OWN)).toBe(true);
  expect(await ask('one', 'zcache_get', 'size', OWN)).toBeNull();
});

test('a value with a scope is the connection’s own; without one it is everybody’s', async () => {
  await ask('one', 'zcache_set', 'name', 'Ada', 60, OWN);
  await ask('one', 'zcache_set', 'planet', 'Earth', 60);
  expect(await ask('other', 'zcache_get', 'name', OWN)).toBeNull();
  expect(await ask('other', 'zcache_get', 'planet')).toBe('Earth');
});

test('a value that is there is not replaced where only a new one is wanted', async () => {
  await ask('one', 'zcache_set', 'first', 'mine', 60, OWN);
  expect(await ask('one', 'zcache_set', 'first', 'yours', 60, OWN, true)).toBeNull();
  expect(await ask('one', 'zcache_get', 'first', OWN)).toBe('mine');
});

test('what one connection has kept may be lost, and the others keep theirs', async () => {
  await ask('one', 'zcache_set', 'kept', 'a', 60, OWN);
  await ask('other', 'zcache_set', 'kept', 'b', 60, OWN);
  cache.forget('one');
  expect(await ask('one', 'zcache_get', 'kept', OWN)).toBeNull();
  expect(await ask('other', 'zcache_get', 'kept', OWN)).toBe('b');
});

test('what ends soon may be lost as if that time had passed, and what is kept for longer stays', async () => {
  await ask('one', 'zcache_set', 'short', 'a', 50, OWN);
  await ask('one', 'zcache_set', 'long', 'b', 90, OWN);
  cache.endWithin(60_000);
  expect(await ask('one', 'zcache_get', 'short', OWN)).toBeNull();
  expect(await ask('one', 'zcache_get', 'long', OWN)).toBe('b');
});
