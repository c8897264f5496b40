import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { Ids } from '../ids';

/** An access token lasts a day, less a second. */
export const TOKEN_LIFE_S = 86_399;

/** For this long after its first use a refresh token gets the same answer again. */
const GRACE_MS = 30_000;

/** How the token of a private integration begins. */
const PRIVATE = 'pit-';

/** Whether a token is one of a private integration. */
export const isPrivate = (accessToken: string): boolean => accessToken.startsWith(PRIVATE);

/** The account that a token is for, and what it may do. */
export interface Grant {
  companyId: string;
  /** Set on a sub-account's token only. */
  locationId?: string;
  userId: string;
  scopes: string[];
}

/** An access token with its refresh token, and what they are for. */
export interface Token extends Grant {
  accessToken: string;
  refreshToken: string;
  type: 'Company' | 'Location';
  /** Milliseconds since 1970. */
  expiresAt: number;
}

interface Refresh {
  token: Token;
  used?: { at: number; answer: Token };
}

interface Code {
  grant: Grant;
  redirectUri: string;
}

/** The tokens and authorization codes that the sandbox has issued. */
export class Tokens {
  #access = new Map<string, Token>();
  #refresh = new Map<string, Refresh>();
  #codes = new Map<string, Code>();
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /** Forgets all of them. */
  clear(): void {
    this.#access.clear();
    this.#refresh.clear();
    this.#codes.clear();
  }

  /**
   * Issues an access token with its refresh token. `fixed` replaces values that are made at random otherwise.
   */
  issue(grant: Grant, fixed: Partial<Token> = {}): Token {
    const token: Token = {
      ...grant,
      accessToken: `access-${this.#ids.next(40)}`,
      refreshToken: `refresh-${this.#ids.next(40)}`,
      type: grant.locationId ? 'Location' : 'Company',
      expiresAt: this.#clock.ms() + TOKEN_LIFE_S * 1000,
      ...fixed,
    };
    this.#access.set(token.accessToken, token);
    this.#refresh.set(token.refreshToken, { token });
    return token;
  }

  /** Issues a private integration's token: it never expires, and nothing renews it. Another one each time. */
  issuePrivate(grant: Grant): Token {
    const token: Token = {
      ...grant,
      accessToken: PRIVATE + randomUUID(),
      refreshToken: '',
      type: grant.locationId ? 'Location' : 'Company',
      expiresAt: Number.POSITIVE_INFINITY,
    };
    this.#access.set(token.accessToken, token);
    return token;
  }

  /** Takes an access token back, as the owner of a private integration does by a new one or by deleting it. */
  revoke(accessToken: string): void {
    this.#access.delete(accessToken);
  }

  /** Finds an access token, expired or not; undefined if it was never issued. */
  find(accessToken: string): Token | undefined {
    return this.#access.get(accessToken);
  }

  isExpired(token: Token): boolean {
    return token.expiresAt <= this.#clock.ms();
  }

  /** Makes every access token that was issued so far expire, but for those of private integrations. */
  expireAll(): void {
    for (const token of this.#access.values()) if (!isPrivate(token.accessToken)) token.expiresAt = 0;
  }

  /**
   * Trades a refresh token for a new pair. It works once; for 30 seconds more it gives the same answer.
   * Undefined if the refresh token is unknown, or was used before that.
   */
  refresh(refreshToken: string): Token | undefined {
    const refresh = this.#refresh.get(refreshToken);
    if (!refresh) return undefined;
    const now = this.#clock.ms();
    if (refresh.used) return now - refresh.used.at <= GRACE_MS ? refresh.used.answer : undefined;
    const { companyId, locationId, userId, scopes } = refresh.token;
    const answer = this.issue({ companyId, ...(locationId && { locationId }), userId, scopes });
    refresh.used = { at: now, answer };
    return answer;
  }

  /** Issues an authorization code, for one use. */
  authorize(grant: Grant, redirectUri: string): string {
    const code = this.#ids.next(40);
    this.#codes.set(code, { grant, redirectUri });
    return code;
  }

  /** Trades a code for a token; undefined if the code is unknown, used, or for another address. */
  exchange(code: string, redirectUri: string | undefined): Token | undefined {
    const authorized = this.#codes.get(code);
    this.#codes.delete(code);
    if (!authorized) return undefined;
    if (redirectUri !== undefined && redirectUri !== authorized.redirectUri) return undefined;
    return this.issue(authorized.grant);
  }
}
