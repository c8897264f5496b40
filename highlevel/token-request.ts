/** Asks HighLevel for the tokens of a connection. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Answer } from './answer';
import { compose, type Input } from './compose';
import { translationOf } from './contract/versions';
import { exchange } from './exchange';
import { apiVersion } from './settings';

/**
 * Asks `POST /oauth/token`, without a connection, for the first tokens or for new ones. A refresh may
 * be repeated: HighLevel gives the same answer for 30 s. A code is good for one request only.
 */
export async function requestToken(z: ZObject, bundle: Bundle, input: Input): Promise<Answer> {
  const { facts, sent } = translationOf('POST /oauth/token', apiVersion(), {});
  return exchange(z, bundle, {
    facts,
    composed: compose(facts, sent(input)),
    secrets: [input.client_secret, input.refresh_token, input.code].map((secret) => String(secret ?? '')),
    wording: { doing: 'Connecting to HighLevel' },
    repeatable: input.grant_type === 'refresh_token',
  });
}
