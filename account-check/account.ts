/** The account that is checked: a sandbox of its own, or the one that the environment names. */
import { Accounts } from '../accounts';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { settingsFor } from '../sandbox/settings';
import { at, Connection, type Handler, loadApp } from '../zapier';
import { AT_ONCE, ear, GENTLE, type Listen, type Pace } from './caller';
import { furnish } from './furnish';

/** What is checked, and how it is heard. */
export interface Account {
  connection: Connection;
  pace: Pace;
  /** Hears the requests that the operations make. */
  listen: Listen;
  is: 'a sandbox' | 'a sub-account' | 'an agency';
  close: () => Promise<void>;
}

/**
 * A sandbox that nobody else uses, with a connection to its first sub-account.
 *
 * @param started one that runs already; else one is started
 */
export async function sandboxAccount(handler: Handler, started?: Sandbox): Promise<Account> {
  const { onLog, listen } = ear();
  const sandbox = started ?? (await startSandbox());
  sandbox.limits = { burst: 1e9, daily: 1e9 };
  furnish(sandbox);
  const app = await loadApp(handler, { environment: settingsFor(sandbox), onLog });
  const [first] = sandbox.locations;
  if (!first) throw new Error('The sandbox has no sub-account.');
  const { accessToken, refreshToken, locationId, companyId } = first;
  const tokens = { access_token: accessToken, refresh_token: refreshToken };
  const connection = new Connection(app, { ...tokens, userType: 'Location', locationId, companyId });
  return { connection, pace: AT_ONCE, listen, is: 'a sandbox', close: () => sandbox.close() };
}

/** The app's settings that a connection of the environment takes over. */
const SETTINGS = [
  'CLIENT_ID',
  'CLIENT_SECRET',
  'HIGHLEVEL_API_URL',
  'HIGHLEVEL_MARKETPLACE_URL',
  'HIGHLEVEL_API_VERSION',
];

/**
 * The account of which the environment has the connection, as `zapier-platform invoke auth start` writes it into
 * `.env`: `authData_access_token`, `authData_userType`, `authData_locationId` and so on.
 *
 * @throws Error where it has none
 */
export async function environmentAccount(handler: Handler, pace = GENTLE): Promise<Account> {
  const { onLog, listen } = ear();
  const all = Object.entries(process.env);
  const authData = Object.fromEntries(
    all.flatMap(([name, value]) => (name.startsWith('authData_') && value ? [[name.slice(9), value]] : [])),
  );
  if (!authData.access_token) {
    throw new Error(
      'Say which account: --sandbox, --account <label> for one that the workbench has connected, or log in first with `npx zapier-platform invoke auth start`, which keeps the connection in the file .env.',
    );
  }
  const environment = Object.fromEntries(
    SETTINGS.flatMap((name) => (process.env[name] ? [[name, String(process.env[name])]] : [])),
  );
  const app = await loadApp(handler, { environment, onLog });
  const connection = new Connection(app, authData);
  const is = authData.userType === 'Company' ? 'an agency' : 'a sub-account';
  return { connection, pace, listen, is, close: async () => {} };
}

/**
 * An account that was connected on this machine.
 *
 * @param name its id or its label
 * @throws Error where there is no such one
 */
export async function connectedAccount(name: string, accounts = new Accounts()): Promise<Account> {
  const all = await accounts.listAccounts();
  const found = all.filter(({ id, label }) => id === name || label === name);
  const [account] = found;
  if (!account || found.length > 1) {
    throw new Error(
      `${account ? 'Several accounts are' : 'No account is'} connected under that name. The workbench shows those that are.`,
    );
  }
  const { onLog, listen } = ear();
  const connection = await accounts.connectionOf(account.id, { onLog });
  const is = account.level === 'agency' ? 'an agency' : 'a sub-account';
  return { connection, pace: GENTLE, listen, is, close: async () => {} };
}

/**
 * The sub-account that is looked at.
 *
 * @param wanted the one that was named; with a sub-account's connection it can be no other than its own
 * @throws Error where the connection does not reach it, or where an agency's connection needs one to be named
 */
export async function locationOf(connection: Connection, wanted: string | undefined): Promise<string> {
  const { userType, locationId, companyId } = connection.authData;
  if (userType !== 'Company') {
    if (wanted !== undefined && wanted !== locationId) {
      throw new Error(
        'The connection is of another sub-account than the one that was named. Nothing was done.',
      );
    }
    return String(locationId ?? '');
  }
  if (!wanted) throw new Error('An agency’s connection needs a sub-account: name one with --location <id>.');
  const input = { method: 'GET', path: `/locations/${encodeURIComponent(wanted)}`, stopOnError: false };
  const asked = await connection.perform('creates', 'api_request', input);
  const found = asked.ok ? at(asked.value, 'body', 'location') : undefined;
  if (at(found, 'id') !== wanted || at(found, 'companyId') !== companyId) {
    throw new Error('The sub-account that was named is none of the agency’s. Nothing was done.');
  }
  return wanted;
}
