/** The accounts that the page works in: of the sandbox, and of HighLevel. */
import type { Account as RealAccount, Accounts as RealAccounts } from '../../accounts';
import { type App, type Begun, Connection } from '../../zapier';
import type { Account, OAuthAsk, TokenAsk } from '../wire';
import { Refusal } from './refusal';
import type { Connected } from './steps';

/** Connects accounts, and gives their connections. */
export class WorkbenchAccounts {
  readonly #ofSandbox = new Map<string, Connected>();
  readonly #ofHighlevel = new Map<string, Connection>();
  /** What was begun at the sandbox's chooser, by its state. */
  readonly #begun = new Map<string, Begun>();
  /** What came of the last way through a page of another site: told once. */
  #news: { connected?: string; problem?: string } = {};

  /**
   * @param app the app as it is connected to the sandbox
   * @param real the accounts of HighLevel, which are kept in a file of the user's
   * @param connect how a connection to one of them is made
   */
  constructor(
    private readonly app: App,
    private readonly real: RealAccounts,
    private readonly connect: (id: string) => Promise<Connection>,
  ) {}

  /** All accounts, those of the sandbox first, in the order in which they were connected. */
  async list(): Promise<Account[]> {
    const ofHighlevel = await this.real.listAccounts();
    return [...[...this.#ofSandbox.values()].map(({ account }) => account), ...ofHighlevel.map(shown)];
  }

  /** What came of the last way through a page of another site; nothing the second time. */
  takeNews(): { connected?: string; problem?: string } {
    const news = this.#news;
    this.#news = {};
    return news;
  }

  /** @throws Refusal if there is no such account */
  async find(id: string): Promise<Connected> {
    const ofSandbox = this.#ofSandbox.get(id);
    if (ofSandbox) return ofSandbox;
    const account = (await this.real.listAccounts()).find((one) => one.id === id);
    if (!account) throw new Refusal('This account is not connected any more. Choose another one.');
    const connection = this.#ofHighlevel.get(id) ?? (await this.connect(id));
    this.#ofHighlevel.set(id, connection);
    return { account: shown(account), connection };
  }

  /** The connections that were used. */
  connections(): Connection[] {
    return [
      ...[...this.#ofSandbox.values()].map(({ connection }) => connection),
      ...this.#ofHighlevel.values(),
    ];
  }

  /** Begins to connect an account of the sandbox. @returns the address of its chooser */
  async beginSandbox(redirectUri: string): Promise<string> {
    const begun = await Connection.begin(this.app, redirectUri);
    this.#begun.set(begun.state, begun);
    return begun.url;
  }

  /** Begins to connect an account of HighLevel by a marketplace app's own keys. @returns where its owner approves it */
  async beginOAuth({ clientId, clientSecret }: OAuthAsk, redirectUri: string): Promise<string> {
    return (await plainly(() => this.real.beginOAuth({ clientId, clientSecret, redirectUri }))).url;
  }

  /** Connects the account whose owner was sent back to this address. The page hears of it when it next asks. */
  async finish(answeredAt: string): Promise<void> {
    try {
      this.#news = { connected: await this.#connected(answeredAt) };
    } catch (error) {
      this.#news = { problem: error instanceof Error ? error.message : String(error) };
    }
  }

  async #connected(answeredAt: string): Promise<string> {
    const state = new URL(answeredAt).searchParams.get('state') ?? '';
    const begun = this.#begun.get(state);
    if (!begun) return (await this.real.finishOAuth(answeredAt)).id;
    this.#begun.delete(state);
    return this.addSandbox(await Connection.finish(begun, answeredAt));
  }

  /** Adds an account of the sandbox; one that is there already stays as it is. @returns its id */
  async addSandbox(connection: Connection): Promise<string> {
    const { locationId, companyId } = connection.authData;
    const id = `sandbox-${locationId || companyId}`;
    const known = this.#ofSandbox.get(id);
    if (known) {
      known.connection.authData = connection.authData;
      return id;
    }
    const label = await connection.label();
    const level = locationId ? 'sub-account' : 'agency';
    this.#ofSandbox.set(id, { account: { id, label, where: 'sandbox', level }, connection });
    return id;
  }

  /** Connects an account of HighLevel by a private integration's token. @returns its id */
  async addByToken(ask: TokenAsk): Promise<string> {
    return (await plainly(() => this.real.connectByToken(ask))).id;
  }

  /** Forgets a connection. @throws Refusal for the last account of the sandbox, and for one that there is not */
  async remove(id: string): Promise<void> {
    if (this.#ofSandbox.size === 1 && this.#ofSandbox.has(id)) {
      throw new Refusal('The sandbox keeps one account at least. Connect another one first.');
    }
    if (this.#ofSandbox.delete(id)) return;
    this.#ofHighlevel.delete(id);
    await plainly(() => this.real.removeAccount(id));
  }
}

/** What `accounts/` throws is a sentence for people. @throws Refusal with it */
async function plainly<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

const shown = ({ id, label, level }: RealAccount): Account => ({
  id,
  label,
  where: 'highlevel',
  level: level === 'agency' ? 'agency' : 'sub-account',
});
