/**
 * The accounts of HighLevel that are connected on this machine: for the workbench, and for the check of an account.
 *
 * They are connected by the app's own code, kept in a file of the user's (`store.ts`), and used as any connection of
 * `zapier/`.
 */
import { randomUUID } from 'node:crypto';
import { isEqual, isString, pick, pickBy } from 'lodash';
import { oauth, privateToken } from '../authentication';
import { connectionOf } from '../highlevel/connection';
import { apiUrl } from '../highlevel/settings';
import app from '../index';
import { withSharedOperations } from '../operations/share';
import {
  type App,
  type AppOptions,
  type Begun,
  CallFailed,
  Connection,
  type Environment,
  handlerOf,
  loadApp,
} from '../zapier';
import { AccountStore, defaultFile, type KeptAccount } from './store';

/** An account as everybody may see it: it holds no secret. */
export interface Account {
  id: string;
  kind: 'oauth' | 'token';
  /** Its name, and whether it is a sub-account or an agency. */
  label: string;
  level: 'agency' | 'location';
  locationId?: string;
  companyId?: string;
}

/** A marketplace app, by which an account is connected. */
export interface OAuthRequest {
  clientId: string;
  clientSecret: string;
  /** One of the redirect URLs of the marketplace app: where the account's owner is sent back to. */
  redirectUri: string;
}

/** A private integration of an account. */
export interface TokenRequest {
  token: string;
  /** The id of the sub-account, or of the agency, in which the private integration was made. */
  accountId: string;
}

/** The address of the API when this process began: what runs in it may set it to a sandbox's for a while. */
const API_URL = apiUrl();

/** Where the accounts are kept, and how HighLevel is reached, where these are not the usual ones. */
export interface AccountsOptions {
  /** The file of the accounts; else the one that `HIGHLEVEL_ACCOUNTS` names, else the one in the user's configuration. */
  file?: string;
  /** Settings of the app with which accounts are connected and used, beside those of the process. */
  environment?: Environment;
}

/** The connected accounts. Each error is a sentence for people, and holds no secret. */
export class Accounts {
  readonly #store: AccountStore;
  readonly #environment: Environment;
  /** What was begun and not finished, by its state. */
  readonly #begun = new Map<string, { begun: Begun; client: { id: string; secret: string } }>();

  /** @throws Error if the file would be in the project */
  constructor({ file = defaultFile(), environment = {} }: AccountsOptions = {}) {
    this.#store = new AccountStore(file);
    this.#environment = { HIGHLEVEL_API_URL: API_URL, ...environment };
  }

  /** All accounts, in the order in which they were connected. @throws Error if others can read the file */
  async listAccounts(): Promise<Account[]> {
    return (await this.#store.read()).map(shown);
  }

  /** Keeps an account. It takes the place of the same account that was connected the same way. */
  async saveAccount(made: Omit<KeptAccount, 'id'>): Promise<Account> {
    let account: KeptAccount = { ...made, id: randomUUID() };
    await this.#store.change((accounts) => {
      const same = accounts.find((other) => isSame(other, made));
      account = { ...made, id: same?.id ?? account.id };
      return same ? accounts.map((other) => (other === same ? account : other)) : [...accounts, account];
    });
    return shown(account);
  }

  /** Forgets an account, and its tokens with it. HighLevel is not told. @throws Error if there is no such account */
  async removeAccount(id: string): Promise<void> {
    await this.#kept(id);
    await this.#store.change((accounts) => accounts.filter((account) => account.id !== id));
  }

  /**
   * An account's connection: the app as it is built for that kind, with the account's tokens. When they are
   * refreshed, the new ones are kept at once: HighLevel takes each refresh token once.
   *
   * @param options where the app's log goes, and what is behind `z.cache`
   * @throws Error if there is no such account
   */
  async connectionOf(id: string, options: Pick<AppOptions, 'onLog' | 'cache'> = {}): Promise<Connection> {
    const account = await this.#kept(id);
    const loaded = await this.#load(account.kind, account, options);
    return new Connection(loaded, account.authData, {
      read: async () => (await this.#kept(id)).authData,
      write: async (refreshed) => {
        await this.#store.change((accounts) =>
          accounts.map((one) => (one.id === id ? { ...one, authData: refreshed } : one)),
        );
      },
    });
  }

  /** Begins to connect an account through a marketplace app: its owner approves it at `url`. */
  async beginOAuth({ clientId, clientSecret, redirectUri }: OAuthRequest): Promise<{ url: string }> {
    const client = { id: clientId.trim(), secret: clientSecret.trim() };
    const loaded = await this.#load('oauth', { client });
    const begun = await plainly(() => Connection.begin(loaded, redirectUri));
    this.#begun.set(begun.state, { begun, client });
    return { url: begun.url };
  }

  /**
   * Connects the account that its owner has approved, tests it, and keeps it.
   *
   * @param callbackUrl the whole address to which the owner was sent back
   * @throws Error if it was not begun here, was finished before, or if HighLevel does not connect it
   */
  async finishOAuth(callbackUrl: string): Promise<Account> {
    const state = new URL(callbackUrl).searchParams.get('state') ?? '';
    const pending = this.#begun.get(state);
    if (!pending) {
      throw new Error('This answer is to no question of ours, or it came before. Connect the account again.');
    }
    this.#begun.delete(state);
    const connection = await plainly(() => Connection.finish(pending.begun, callbackUrl));
    return this.#save('oauth', connection, pending.client);
  }

  /**
   * Connects an account by the token of a private integration, tests it, and keeps it.
   *
   * @throws Error if HighLevel does not take the token, or if it is not that account's
   */
  async connectByToken({ token, accountId }: TokenRequest): Promise<Account> {
    const loaded = await this.#load('token');
    const typed = { access_token: token.trim(), account_id: accountId.trim() };
    return this.#save('token', await plainly(() => Connection.openSession(loaded, typed)));
  }

  async #save(
    kind: KeptAccount['kind'],
    connection: Connection,
    client?: KeptAccount['client'],
  ): Promise<Account> {
    const label = await plainly(() => connection.label());
    const { authData } = connection;
    const { HIGHLEVEL_API_URL = API_URL } = this.#environment;
    return this.saveAccount({ kind, label, apiUrl: HIGHLEVEL_API_URL, authData, ...(client && { client }) });
  }

  async #kept(id: string): Promise<KeptAccount> {
    const account = (await this.#store.read()).find((one) => one.id === id);
    if (!account) throw new Error('This account is not connected here (any more). Connect it again.');
    return account;
  }

  /** The app as it is built for this kind of connection. */
  #load(
    kind: KeptAccount['kind'],
    { client, apiUrl: address }: Partial<Pick<KeptAccount, 'client' | 'apiUrl'>> = {},
    options: Pick<AppOptions, 'onLog' | 'cache'> = {},
  ): Promise<App> {
    const authentication = kind === 'token' ? privateToken : oauth;
    const environment = {
      ...this.#environment,
      ...(address && { HIGHLEVEL_API_URL: address }),
      HIGHLEVEL_AUTH: kind,
      CLIENT_ID: client?.id ?? '',
      CLIENT_SECRET: client?.secret ?? '',
    };
    const definition = withSharedOperations({ ...app, authentication });
    return loadApp(handlerOf(definition), { environment, ...options });
  }
}

/** Whose account it is. */
const ownerOf = ({ authData }: Pick<KeptAccount, 'authData'>) =>
  pick(connectionOf({ authData: pickBy(authData, isString) }), ['level', 'locationId', 'companyId']);

const shown = (account: KeptAccount): Account => ({
  ...pick(account, ['id', 'kind', 'label']),
  ...ownerOf(account),
});

/** Whether two are the same account, connected the same way. */
function isSame(one: Omit<KeptAccount, 'id'>, other: Omit<KeptAccount, 'id'>): boolean {
  const [mine, theirs] = [ownerOf(one), ownerOf(other)];
  const id = mine.level === 'agency' ? 'companyId' : 'locationId';
  return isEqual(
    [one.kind, one.apiUrl, mine.level, mine[id]],
    [other.kind, other.apiUrl, theirs.level, theirs[id]],
  );
}

/** The app's own sentence, without how the runtime calls the failure. */
async function plainly<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof CallFailed ? new Error(error.failure.message) : error;
  }
}
