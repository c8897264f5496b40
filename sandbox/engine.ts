import { everyScope } from '../highlevel/contract';
import { routes } from './api';
import { marketplace } from './api/marketplace';
import { Clock } from './clock';
import { happen } from './events';
import type { Routes, World } from './gateway/call';
import { Faults } from './gateway/faults';
import { type Limits, RateLimits } from './gateway/limits';
import { Pipeline } from './gateway/pipeline';
import type { LoggedRequest } from './gateway/requests';
import { type Grant, type Token, Tokens } from './gateway/tokens';
import { Ids } from './ids';
import type { JsonObject } from './json';
import { addSeed } from './seed';
import { newState, type State } from './state';
import { Webhooks } from './webhooks';

/** An agency of the seed, with tokens that expire only when a test says so. */
export interface SeededAgency {
  companyId: string;
  name: string;
  accessToken: string;
  refreshToken: string;
}

/** A sub-account of the seed, with such tokens. */
export interface SeededLocation extends SeededAgency {
  locationId: string;
}

/** What a token is issued for: a sub-account or an agency. Without `scopes` the token has all scopes. */
export type TokenRequest = ({ locationId: string } | { companyId: string }) & { scopes?: string[] };

/** Every scope that any endpoint of the contract needs. */
const ALL_SCOPES = everyScope();

/** A sub-account's private integration can be given all scopes but those of OAuth. */
const LOCATION_PRIVATE_SCOPES = ALL_SCOPES.filter((scope) => !scope.startsWith('oauth.'));

/** What an agency's private integration can be given (GoHighLevel/highlevel-api-docs#226, 2026-01-07). */
const AGENCY_PRIVATE_SCOPES = [
  'companies.readonly',
  'locations.write',
  'locations.readonly',
  'saas/company.read',
  'saas/company.write',
  'saas/location.read',
  'saas/location.write',
  'snapshots.readonly',
  'snapshots.write',
  'users.readonly',
  'users.write',
  'custom-menu-link.readonly',
  'custom-menu-link.write',
  'marketplace-installer-details.readonly',
  'twilioaccount.read',
  'phonenumbers.read',
  'numberpools.read',
  'documents_contracts/list.readonly',
  'documents_contracts/sendLink.write',
  'documents_contracts_template/sendLink.write',
  'documents_contracts_template/list.readonly',
];

/** A HighLevel without a network; `startSandbox` makes it listen on a port. */
export class Engine {
  readonly clientId = '66f2b8a1c4d5e6f708192a3b-m4sandbox';
  readonly clientSecret = '2f6c1a8e-5b7d-4e39-9c04-7a1d3e5f8b62';
  /**
   * The app's registered redirect address. The marketplace also accepts any other of Zapier and of this
   * machine.
   */
  readonly redirectUri = 'https://zapier.com/dashboard/auth/oauth/return/App1CLIAPI/';
  /** The time that tokens, rate limits and the dates of records go by. */
  readonly clock = new Clock();
  /** What goes wrong on purpose with the next requests. */
  readonly faults = new Faults();
  /** Every request since the last reset, in the order in which they came. */
  readonly requests: LoggedRequest[] = [];
  /** The tables of records. Tests may read and write them. */
  readonly state: State;
  readonly agencies: readonly SeededAgency[];
  readonly locations: readonly SeededLocation[];
  /** Sends events to addresses on this machine. */
  readonly webhooks: Webhooks;
  /** Answers the requests. */
  readonly pipeline: Pipeline;
  readonly #seed: number;
  readonly #rates = new RateLimits(this.clock);
  readonly #world: World;
  readonly #ids: Ids;

  /**
   * @param seed the same number gives the same ids, names and tokens.
   * @param otherRoutes answers these endpoints in the place of the sandbox's own
   */
  constructor(seed = 1, otherRoutes: Routes = {}) {
    this.#seed = seed;
    this.#ids = new Ids(seed);
    this.state = newState(this.clock, this.#ids);
    const tokens = new Tokens(this.clock, this.#ids);
    const client = { id: this.clientId, secret: this.clientSecret, appId: this.clientId.split('-')[0] ?? '' };
    this.#world = { state: this.state, tokens, clock: this.clock, ids: this.#ids, client, indexLagMs: 0 };
    addSeed(this.state, this.#ids);
    for (const table of Object.values(this.state)) table.keep();
    this.webhooks = new Webhooks({ state: this.state, clock: this.clock, appId: client.appId, seed });
    this.agencies = this.state.companies.all().map(({ id, name }) => {
      return { companyId: id, name, ...this.#fixedTokens(id) };
    });
    this.locations = this.state.locations.all().map(({ id, companyId, name }) => {
      return { locationId: id, companyId, name, ...this.#fixedTokens(id) };
    });
    this.pipeline = new Pipeline({
      world: this.#world,
      limits: this.#rates,
      faults: this.faults,
      log: this.requests,
      routes: { ...routes, ...otherRoutes },
      pages: marketplace(this.#world, this.redirectUri),
    });
    this.reset();
  }

  /** The rate limits in force; 100 requests in 10 s and 200,000 a day unless set. */
  get limits(): Limits {
    return this.#rates.settings;
  }

  set limits(limits: Partial<Limits>) {
    this.#rates.settings = { ...this.#rates.settings, ...limits };
  }

  /** How long a contact, a task or an opportunity stays out of searches after it was added, in ms; 0 unless set. */
  get indexLagMs(): number {
    return this.#world.indexLagMs;
  }

  set indexLagMs(ms: number) {
    this.#world.indexLagMs = ms;
  }

  /**
   * Goes back to the seed: its records and tokens, the machine's time, the documented limits, no faults, no
   * addresses of webhooks, an empty log.
   */
  reset(): void {
    for (const table of Object.values(this.state)) table.restore();
    this.#ids.rewind(this.#seed + 1);
    this.clock.reset();
    this.faults.clear();
    this.webhooks.reset();
    this.#rates.reset();
    this.requests.length = 0;
    this.indexLagMs = 0;
    this.#world.tokens.clear();
    for (const { accessToken, refreshToken, ...account } of [...this.agencies, ...this.locations]) {
      const fixed = { accessToken, refreshToken, expiresAt: Number.POSITIVE_INFINITY };
      this.#world.tokens.issue(this.#grant(account, ALL_SCOPES), fixed);
    }
  }

  /**
   * Lets something happen in a sub-account without a request: `happen('form-submitted', { email })`.
   * `events.ts` lists what can happen, with its details.
   * @throws Error that says what is wrong with the name or a detail
   */
  happen(name: string, details: JsonObject = {}): JsonObject {
    return happen({ ...this.#world, webhooks: this.webhooks }, name, details);
  }

  /** Makes every access token that was issued so far expire. */
  expireTokens(): void {
    this.#world.tokens.expireAll();
  }

  /** Issues an access token for an account, with all scopes or with those named. */
  issueToken(request: TokenRequest): string {
    return this.issueTokens(request).accessToken;
  }

  /** Like `issueToken`, but also answers the refresh token and the other details. */
  issueTokens({ scopes = ALL_SCOPES, ...account }: TokenRequest): Token {
    return this.#world.tokens.issue(this.#grant(account, scopes));
  }

  /**
   * Makes a private integration, and answers its token. Without `scopes` it has all that HighLevel offers at its level.
   */
  issuePrivateToken({ scopes, ...account }: TokenRequest): string {
    const offered = 'locationId' in account ? LOCATION_PRIVATE_SCOPES : AGENCY_PRIVATE_SCOPES;
    return this.#world.tokens.issuePrivate(this.#grant(account, scopes ?? offered)).accessToken;
  }

  /** Deletes the private integration of a token, or gives it another token. */
  revokePrivateToken(token: string): void {
    this.#world.tokens.revoke(token);
  }

  #grant(account: { locationId?: string; companyId?: string }, scopes: string[]): Grant {
    const location = this.state.locations.get(account.locationId);
    if (account.locationId && !location) throw new Error(`There is no location ${account.locationId}.`);
    const companyId = location?.companyId ?? account.companyId ?? '';
    const user = this.state.users.find((candidate) => candidate.companyId === companyId);
    return { companyId, ...(location && { locationId: location.id }), userId: user?.id ?? '', scopes };
  }

  #fixedTokens(id: string): { accessToken: string; refreshToken: string } {
    return { accessToken: `access-${id}`, refreshToken: `refresh-${id}` };
  }
}
