/** Sends a call with the right token: the connection's, or that of one of an agency's sub-accounts. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Answer, whyRefused } from './answer';
import { authKind } from './auth-kind';
import { connectionOf } from './connection';
import { toError, withoutCoreReport } from './errors';
import { type Exchange, exchange } from './exchange';
import type { Raw } from './json';
import { forgetLocationToken, locationToken } from './location-tokens';

/** A sub-account of an agency's connection. */
export interface SubAccount {
  locationId: string;
  /** Asks HighLevel for a token of it. */
  open: () => Promise<Raw>;
}

const TOKEN_REFUSED =
  'HighLevel gave a new token for this sub-account, and does not take it. Check in HighLevel that the sub-account is active and the app is installed in it.';

/**
 * Sends a call with the connection's token, or with the sub-account's where one is given. A sub-account's
 * token that HighLevel no longer takes is renewed once.
 *
 * @returns a success, or a refusal that the caller handles itself (`accepts`)
 * @throws z.errors.RefreshAuthError where the connection's token has expired, and only then
 * @throws z.errors.ExpiredAuthError in its place where that is a private integration's token
 * @throws z.errors.ThrottledError after a 429 that is too long to wait for
 * @throws z.errors.Error for any other refusal, or where no answer came
 */
export async function deliver(
  z: ZObject,
  bundle: Bundle,
  call: Omit<Exchange, 'token'>,
  subAccount: SubAccount | undefined,
): Promise<Answer> {
  const { accessToken, expiresAt = Number.POSITIVE_INFINITY } = connectionOf(bundle);
  if (!accessToken || expiresAt <= Date.now()) throw notAccepted(z, 'The access token has expired.');

  if (!subAccount) {
    const answer = await sendWith(z, bundle, call, accessToken);
    if (isExpired(answer)) throw notAccepted(z, 'HighLevel did not accept the access token.');
    return successOrError(z, call, answer);
  }

  const opened = { locationId: subAccount.locationId, agencyToken: accessToken };
  const sendInside = async () => {
    const token = await locationToken(z, bundle, opened, subAccount.open);
    return sendWith(z, bundle, call, token);
  };
  const first = await sendInside();
  if (!isExpired(first)) return successOrError(z, call, first);

  await forgetLocationToken(z, bundle, opened);
  const second = await sendInside();
  if (!isExpired(second)) return successOrError(z, call, second);

  await forgetLocationToken(z, bundle, opened);
  // The agency's token was accepted a moment ago, so refreshing it would not help.
  throw toError(z, second, call.facts, { ...call.wording, advice: TOKEN_REFUSED });
}

/** HighLevel's words may repeat none of the tokens in use. */
function sendWith(z: ZObject, bundle: Bundle, call: Omit<Exchange, 'token'>, token: string): Promise<Answer> {
  const secrets = [token, connectionOf(bundle).accessToken, ...call.secrets];
  return exchange(z, bundle, { ...call, token, secrets });
}

/** @throws z.errors.Error for a refusal that the caller does not handle. A 429 is never the caller's. */
function successOrError(z: ZObject, call: Omit<Exchange, 'token'>, answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (answer.status !== 429 && call.accepts?.(answer)) return answer;
  throw toError(z, answer, call.facts, call.wording);
}

const isExpired = (answer: Answer) => answer.status === 401 && whyRefused(answer) === 'expired';

const NEW_TOKEN =
  'HighLevel does not accept the token of this connection: it was copied in part, replaced or deleted. Make a new token in HighLevel under Settings, Private Integrations, then reconnect the account in Zapier under Apps with it.';

/** A private integration's token can't be renewed: Zapier asks its owner to connect again. */
const notAccepted = (z: ZObject, reason: string) =>
  withoutCoreReport(
    authKind() === 'token' ? new z.errors.ExpiredAuthError(NEW_TOKEN) : new z.errors.RefreshAuthError(reason),
  );
