/** The connection that a call is made with. */
import type { Bundle } from 'zapier-platform-core';
import { isRecord, type Raw } from './json';

/** An account as Zapier stores it: what connecting it gave (`authentication.ts`). */
export interface Connection {
  accessToken: string;
  /** When the token expires, in epoch milliseconds. Older connections do not have it. */
  expiresAt?: number;
  /** `agency` for a Company token, `location` for a sub-account's. */
  level: 'agency' | 'location';
  companyId?: string;
  locationId?: string;
}

/** Reads the connection that a call is made with. */
export function connectionOf(bundle: Pick<Bundle, 'authData'>): Connection {
  const { access_token, expires_at, userType, companyId, locationId } = bundle.authData ?? {};
  const expiresAt = Date.parse(expires_at ?? '');
  return {
    // People paste the token of a private integration, with blanks at times.
    accessToken: access_token?.trim() ?? '',
    level: isAgency(userType, companyId, locationId) ? 'agency' : 'location',
    ...(Number.isFinite(expiresAt) && { expiresAt }),
    ...(companyId && { companyId }),
    ...(locationId && { locationId }),
  };
}

/** An older connection has no type. Its ids show what it is. */
const isAgency = (userType?: string, companyId?: string, locationId?: string) =>
  userType ? userType === 'Company' : Boolean(companyId && !locationId);

/**
 * The sub-account that a step works in: the connection's own, or the one chosen in the step's
 * Location field where the connection is an agency's.
 */
export function locationOf(bundle: Pick<Bundle, 'authData' | 'inputData'>): string | undefined {
  const connection = connectionOf(bundle);
  if (connection.level === 'location') return connection.locationId;
  const chosen = bundle.inputData?.locationId;
  return typeof chosen === 'string' && chosen.trim() ? chosen.trim() : undefined;
}

/** No token of HighLevel lives longer: its access tokens last a day, in seconds. */
const LONGEST_LIFE = 31 * 86_400;

/**
 * How long a token lives, from the `expires_in` of its answer, in seconds; `undefined` where that is no usable
 * number.
 */
export function lifeOf(expiresIn: unknown): number | undefined {
  const seconds =
    typeof expiresIn === 'string' && expiresIn.trim() === '' ? Number.NaN : Number(expiresIn ?? Number.NaN);
  return seconds > 0 && seconds <= LONGEST_LIFE ? Math.floor(seconds) : undefined;
}

/** What HighLevel answers where it gives tokens; `undefined` where it does not tell. v3 spells the names in camel case. */
export function tokensIn(body: unknown): { access: unknown; refresh: unknown; expiresIn: unknown } {
  const told: Raw = isRecord(body) ? body : {};
  return {
    access: told.access_token ?? told.accessToken,
    refresh: told.refresh_token ?? told.refreshToken,
    expiresIn: told.expires_in ?? told.expiresIn,
  };
}
