/** Accounts that are connected on this machine: where they are kept, and that nobody else gets their secrets. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { omit } from 'lodash';
import { Accounts } from '../accounts';
import { defaultFile } from '../accounts/store';
import { chooseFirstAgency, chooseFirstSubAccount } from '../recipes/stage';
import { type Sandbox, startSandbox } from '../sandbox/server';
import type { Connection, LogEntry } from '../zapier';
import { first } from './support/harness';

let sandbox: Sandbox;
let folder: string;
let file: string;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => {
  sandbox.reset();
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  file = join(folder, 'own', 'accounts.json');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
afterAll(() => sandbox.close());

const accounts = () =>
  new Accounts({
    file,
    environment: { HIGHLEVEL_API_URL: sandbox.url, HIGHLEVEL_MARKETPLACE_URL: sandbox.url },
  });
const location = () => first(sandbox.locations);
const client = () => ({
  clientId: sandbox.clientId,
  clientSecret: sandbox.clientSecret,
  redirectUri: sandbox.redirectUri,
});
const privateIntegration = () => ({
  token: sandbox.issuePrivateToken({ locationId: location().locationId }),
  accountId: location().locationId,
});

async function connectByOAuth(used = accounts(), choose = chooseFirstSubAccount) {
  const { url } = await used.beginOAuth(client());
  return used.finishOAuth(await choose(url));
}

const find = (connection: Connection) => connection.perform('searches', 'find_contact', { query: 'a' });

/** What is in the file. */
const kept = () => readFileSync(file, 'utf8');
const rights = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('an account is connected', () => {
  test('by OAuth, as a sub-account or as an agency, and used as the sandbox’s is', async () => {
    const used = accounts();
    const subAccount = await connectByOAuth(used);
    const agency = await connectByOAuth(used, chooseFirstAgency);
    const [{ locationId, companyId, name }, owner] = [location(), first(sandbox.agencies)];
    expect(await accounts().listAccounts()).toEqual([
      {
        id: subAccount.id,
        kind: 'oauth',
        label: `${name} · sub-account`,
        level: 'location',
        locationId,
        companyId,
      },
      {
        id: agency.id,
        kind: 'oauth',
        label: `${owner.name} · agency`,
        level: 'agency',
        companyId: owner.companyId,
      },
    ]);
    expect(await find(await accounts().connectionOf(subAccount.id))).toMatchObject({ ok: true });
  });

  test('by the token of a private integration', async () => {
    const account = await accounts().connectByToken(privateIntegration());
    expect(account).toMatchObject({ kind: 'token', level: 'location', locationId: location().locationId });
    const connection = await accounts().connectionOf(account.id);
    expect(await connection.label()).toBe(account.label);
    expect(await find(connection)).toMatchObject({ ok: true });
  });

  test('again, and keeps its id and its place, with the new tokens', async () => {
    const used = accounts();
    const before = await used.connectByToken(privateIntegration());
    await connectByOAuth(used);
    const { token, accountId } = privateIntegration();
    const after = await used.connectByToken({ token: ` ${token}\n`, accountId });
    expect(after).toEqual(before);
    expect((await used.listAccounts()).map(({ kind }) => kind)).toEqual(['token', 'oauth']);
    expect((await used.connectionOf(after.id)).authData.access_token).toBe(token);
  });

  test('again, and a connection from before is used with the new token', async () => {
    const used = accounts();
    const { token, accountId } = privateIntegration();
    const connection = await used.connectionOf((await used.connectByToken({ token, accountId })).id);
    sandbox.revokePrivateToken(token);
    expect(await find(connection)).toMatchObject({ ok: false, failure: { kind: 'expired' } });
    await used.connectByToken(privateIntegration());
    expect(await find(connection)).toMatchObject({ ok: true });
  });

  test('and two at a time: none is lost', async () => {
    const all = [accounts(), accounts(), accounts()];
    const byToken = (used: Accounts, place: number) =>
      used.connectByToken({
        token: sandbox.issuePrivateToken({ locationId: sandbox.locations[place]?.locationId ?? '' }),
        accountId: sandbox.locations[place]?.locationId ?? '',
      });
    const made = await Promise.all(all.map(byToken));
    const ids = (await accounts().listAccounts()).map(({ id }) => id);
    expect(ids.sort()).toEqual(made.map(({ id }) => id).sort());
    expect(new Set(ids).size).toBe(3);
  });

  test('and removed: it is known no more', async () => {
    const { id } = await connectByOAuth();
    await accounts().removeAccount(id);
    expect(await accounts().listAccounts()).toEqual([]);
    expect(kept()).not.toContain(sandbox.clientSecret);
    const unknown = 'This account is not connected here (any more). Connect it again.';
    await expect(accounts().connectionOf(id)).rejects.toThrow(unknown);
    await expect(accounts().removeAccount(id)).rejects.toThrow(unknown);
  });
});

describe('an account is not connected', () => {
  const refused = async (connecting: Promise<unknown>) => {
    const error: unknown = await connecting.then(
      () => new Error('It was connected.'),
      (reason: unknown) => reason,
    );
    expect(readdirSync(folder)).toEqual([]);
    return error instanceof Error ? error.message : '';
  };

  test('where the answer’s state is of no question, or of one that was answered', async () => {
    const used = accounts();
    const { url } = await used.beginOAuth(client());
    const answer = new URL(await chooseFirstSubAccount(url));
    const forged = new URL(answer);
    forged.searchParams.set('state', 'forged');
    for (const other of [used.finishOAuth(forged.href), accounts().finishOAuth(answer.href)]) {
      expect(await refused(other)).toBe(
        'This answer is to no question of ours, or it came before. Connect the account again.',
      );
    }
    await used.finishOAuth(answer.href);
    await expect(used.finishOAuth(answer.href)).rejects.toThrow('it came before');
  });

  test('where its owner did not approve it', async () => {
    const used = accounts();
    const { url } = await used.beginOAuth(client());
    const state = new URL(url).searchParams.get('state');
    const answer = `${sandbox.redirectUri}?error=access_denied&state=${state}`;
    expect(await refused(used.finishOAuth(answer))).toBe('The account was not approved: “access_denied”.');
  });

  test('where the secret of the marketplace app is wrong, in the app’s own words', async () => {
    const used = accounts();
    const { url } = await used.beginOAuth({ ...client(), clientSecret: 'a-wrong-secret-0123456789' });
    const said = await refused(used.finishOAuth(await chooseFirstSubAccount(url)));
    expect(said).toMatch(/^HighLevel did not connect the account.*check the app's client id, secret/);
    expect(said).not.toContain('a-wrong-secret');
  });

  test('where the token is refused, in the app’s own words', async () => {
    const token = 'pit-of-nobody-0123456789';
    const said = await refused(accounts().connectByToken({ token, accountId: location().locationId }));
    expect(said).toMatch(/^HighLevel does not accept the token of this connection.*Make a new token/);
    expect(said).not.toContain(token);
  });
});

describe('a token that has expired', () => {
  test('is renewed, and the new ones are in the file before they are used', async () => {
    const { id } = await connectByOAuth();
    const connection = await accounts().connectionOf(id);
    sandbox.expireTokens();
    expect(await find(connection)).toMatchObject({ ok: true });
    const { access_token, refresh_token } = connection.authData;
    expect((await accounts().connectionOf(id)).authData).toMatchObject({ access_token, refresh_token });
    expect(connection.refreshes).toBe(1);
  });

  test('is renewed by the latest refresh token, though another program has used the one from before', async () => {
    const { id } = await connectByOAuth();
    const [one, other] = [await accounts().connectionOf(id), await accounts().connectionOf(id)];
    for (const connection of [one, other, one]) {
      sandbox.expireTokens();
      // Longer than a used refresh token is still taken.
      sandbox.clock.advance(60_000);
      expect(await find(connection)).toMatchObject({ ok: true });
    }
    expect(one.authData).not.toEqual(other.authData);
  });
});

describe('the file', () => {
  test('is its owner’s alone, and so is its folder', async () => {
    await accounts().connectByToken(privateIntegration());
    expect([rights(file), rights(join(file, '..'))]).toEqual(['600', '700']);
    expect(readdirSync(join(file, '..'))).toEqual(['accounts.json']);
  });

  test.each([
    ['the file', 0o640, () => file, 'can be read by others', 'chmod 600'],
    ['its folder', 0o770, () => join(file, '..'), 'can be changed by others', 'chmod 700'],
  ])('is refused where the rights of %s are %o', async (_what, mode, path, why, advice) => {
    const account = await accounts().connectByToken(privateIntegration());
    chmodSync(path(), mode);
    const tried = [
      () => accounts().listAccounts(),
      () => accounts().connectionOf(account.id),
      () => accounts().connectByToken(privateIntegration()),
    ];
    for (const one of tried) await expect(one()).rejects.toThrow(`${path()} ${why}, and it holds the tokens`);
    await expect(accounts().listAccounts()).rejects.toThrow(advice);
  });

  test.each([
    ['no JSON', '{"accounts": [{"access_token": "secret-of-mine"'],
    ['no list', '{"secret-of-mine": []}'],
    ['a list of something else', '{"accounts": [{"id": "secret-of-mine"}]}'],
  ])('is refused where it holds %s, and left as it is', async (_what, text) => {
    mkdirSync(join(file, '..'), { mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
    for (const one of [accounts().listAccounts(), accounts().connectByToken(privateIntegration())]) {
      await expect(one).rejects.toThrow(
        new Error(`${file} is no list of accounts. Mend it, or delete it and connect them again.`),
      );
    }
    expect(kept()).toBe(text);
  });

  test('is not held up by a program that ended while it changed it', async () => {
    mkdirSync(join(file, '..'), { mode: 0o700 });
    writeFileSync(`${file}.lock`, '999999999');
    await accounts().connectByToken(privateIntegration());
    expect(await accounts().listAccounts()).toHaveLength(1);
  });

  test('is in no project, where it might be committed', () => {
    expect(() => new Accounts({ file: join(__dirname, 'accounts.json') })).toThrow(
      /^The accounts must not be kept in the project/,
    );
  });

  test.each([
    [{ HIGHLEVEL_ACCOUNTS: '/elsewhere/mine.json', XDG_CONFIG_HOME: '/config' }, '/elsewhere/mine.json'],
    [{ XDG_CONFIG_HOME: '/config' }, '/config/highlevel-for-zapier/accounts.json'],
    [{ XDG_CONFIG_HOME: 'relative' }, join(homedir(), '.config/highlevel-for-zapier/accounts.json')],
    [{}, join(homedir(), '.config/highlevel-for-zapier/accounts.json')],
  ])('with %j is %s', (environment, expected) => {
    jest.replaceProperty(process, 'env', environment);
    expect(defaultFile()).toBe(expected);
  });
});

describe('nobody reads a secret', () => {
  test('in a list, an error or a line of the log', async () => {
    const used = accounts();
    const { token, accountId } = privateIntegration();
    const made = [await connectByOAuth(used), await used.connectByToken({ token, accountId })];
    const logged: LogEntry[] = [];
    const said: unknown[] = [made, await used.listAccounts(), await used.beginOAuth(client())];
    const secrets = [sandbox.clientSecret, token];
    for (const { id } of made) {
      const connection = await used.connectionOf(id, { onLog: (entry) => logged.push(entry) });
      sandbox.expireTokens();
      said.push(await connection.test());
      sandbox.faults.add({ status: 400, body: { message: `Bearer ${connection.authData.access_token}` } });
      const { access_token, refresh_token } = connection.authData;
      secrets.push(String(access_token), ...(refresh_token ? [String(refresh_token)] : []));
      said.push(await find(connection));
    }
    const text = JSON.stringify([
      said,
      logged.map(({ message, data }) => [message, omit(data, 'response_content')]),
    ]);
    expect(logged.length).toBeGreaterThan(3);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });
});

describe('accounts that are used at the same time', () => {
  test('each meet their own HighLevel, with their own keys', async () => {
    const other = await startSandbox();
    try {
      const here = await accounts().connectByToken(privateIntegration());
      const there = await new Accounts({
        file,
        environment: { HIGHLEVEL_API_URL: other.url },
      }).connectByToken({
        token: other.issuePrivateToken({ locationId: first(other.locations).locationId }),
        accountId: first(other.locations).locationId,
      });
      const connections = [await accounts().connectionOf(here.id), await accounts().connectionOf(there.id)];
      for (const one of [sandbox, other]) one.requests.length = 0;
      const runs = [0, 1, 0, 1, 1, 0].flatMap((place) => connections[place] ?? []);
      expect((await Promise.all(runs.map(find))).filter(({ ok }) => !ok)).toEqual([]);
      for (const [place, one] of [sandbox, other].entries()) {
        const tokens = one.requests.map(({ headers }) => headers.authorization);
        expect(new Set(tokens)).toEqual(new Set([`Bearer ${connections[place]?.authData.access_token}`]));
      }
      expect(here.id).not.toBe(there.id);
    } finally {
      await other.close();
    }
  });
});
