/** A token that has expired, met by many calls at once: no call is lost, nor the token for the next time. */
import app from '../index';
import { withSharedOperations } from '../operations/share';
import { type App, Connection, handlerOf, type Item, loadApp, type Result } from '../zapier';
import { first, harness } from './support/harness';

const zap = harness();

let loaded: App;
beforeAll(async () => {
  const { url, clientId, clientSecret } = zap.sandbox;
  const environment = { HIGHLEVEL_API_URL: url, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret };
  loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
});

/** An account as Zapier keeps it, of a sub-account or an agency. */
function account(level: 'location' | 'agency' = 'location'): Item {
  if (level === 'location')
    return { ...zap.authData, refresh_token: first(zap.sandbox.locations).refreshToken };
  return { ...zap.agencyAuthData, refresh_token: first(zap.sandbox.agencies).refreshToken };
}

const TEN = Array.from({ length: 10 }, (_, nth) => nth);
const create = (connection: Connection, nth: number, more: Item = {}) =>
  connection.perform('creates', 'create_contact', { lastName: `Refresh ${nth}`, ...more });
const failures = (results: Result[]) => results.flatMap((result) => (result.ok ? [] : [result.failure]));
const made = () =>
  zap.sandbox.state.contacts
    .where(({ lastName }) => /^Refresh/.test(String(lastName ?? '')))
    .map(({ lastName }) => lastName)
    .sort();
const tokenRequests = () => zap.sent().filter(({ path }) => path === '/oauth/token');

/** Expects that the connection can be refreshed again, later than HighLevel repeats an answer. */
async function expectLasting(connection: Connection) {
  for (const nth of [20, 21]) {
    zap.sandbox.clock.advance(31_000);
    zap.sandbox.expireTokens();
    expect(failures([await create(connection, nth)])).toEqual([]);
  }
}

describe.each(['location', 'agency'] as const)(
  'ten calls at once with an expired token of the %s',
  (level) => {
    const where = () => (level === 'agency' ? { locationId: first(zap.sandbox.locations).locationId } : {});

    test.each([
      ['that HighLevel refuses', () => ({})],
      ['that the connection knows to be past', () => ({ expires_at: '2026-01-01T00:00:00Z' })],
    ])('%s share one refresh, and each is done once', async (_what, expiry) => {
      const connection = new Connection(loaded, { ...account(level), ...expiry() });
      zap.sandbox.expireTokens();
      expect(failures(await Promise.all(TEN.map((nth) => create(connection, nth, where()))))).toEqual([]);
      expect(made()).toEqual(TEN.map((nth) => `Refresh ${nth}`));
      expect(tokenRequests()).toHaveLength(1);
      if (level === 'location') await expectLasting(connection);
    });

    test('in processes of their own refresh each, and all keep the same rotated token', async () => {
      const connections = TEN.map(() => new Connection(loaded, account(level)));
      zap.sandbox.expireTokens();
      const results = await Promise.all(
        connections.map((connection, nth) => create(connection, nth, where())),
      );
      expect(failures(results)).toEqual([]);
      expect(made()).toEqual(TEN.map((nth) => `Refresh ${nth}`));
      expect(tokenRequests()).toHaveLength(10);
      const kept = new Set(connections.map(({ authData }) => authData.refresh_token));
      expect(kept.size).toBe(1);
      expect(kept).not.toContain(account(level).refresh_token);
      if (level === 'location') await expectLasting(first(connections));
    });
  },
);

test('a process that comes within 30 s of the refresh still gets the new token; one that comes later asks for a reconnect', async () => {
  const [soon, late] = [new Connection(loaded, account()), new Connection(loaded, account())];
  zap.sandbox.expireTokens();
  await create(new Connection(loaded, account()), 0);
  zap.sandbox.clock.advance(29_000);
  expect(failures([await create(soon, 1)])).toEqual([]);
  zap.sandbox.clock.advance(2_000);
  expect(failures([await create(late, 2)])).toMatchObject([{ kind: 'expired' }]);
  expect(made()).toEqual(['Refresh 0', 'Refresh 1']);
});

test('a refresh whose answer is lost is asked for again, and the rotated token is not lost', async () => {
  const connection = new Connection(loaded, account());
  zap.sandbox.expireTokens();
  zap.sandbox.faults.add({ endpoint: 'POST /oauth/token', cut: true, after: true });
  expect(failures(await Promise.all(TEN.map((nth) => create(connection, nth))))).toEqual([]);
  expect(made()).toHaveLength(10);
  expect(tokenRequests()).toHaveLength(2);
  await expectLasting(connection);
});

test('a refresh token that was revoked asks each call’s owner for a reconnect, in plain words, and does nothing', async () => {
  const connection = new Connection(loaded, { ...account(), refresh_token: 'revoked' });
  zap.sandbox.expireTokens();
  const failed = failures(await Promise.all(TEN.map((nth) => create(connection, nth))));
  expect(failed).toHaveLength(10);
  for (const { kind, message } of failed) {
    expect(kind).toBe('expired');
    expect(message).toMatch(
      /^HighLevel no longer accepts this connection.* Reconnect the account in Zapier under Apps\.$/,
    );
    expect(message).not.toContain('revoked');
  }
  expect(tokenRequests()).toHaveLength(1);
  expect(made()).toEqual([]);
});

test('a HighLevel in trouble asks for no reconnect: the same connection works again later', async () => {
  const connection = new Connection(loaded, account());
  zap.sandbox.expireTokens();
  zap.sandbox.faults.add({ endpoint: 'POST /oauth/token', status: 503, times: 3 });
  expect(failures([await create(connection, 0)])).toMatchObject([{ kind: 'error' }]);
  expect(failures([await create(connection, 0)])).toEqual([]);
  expect(made()).toEqual(['Refresh 0']);
  await expectLasting(connection);
});
