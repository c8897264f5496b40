/**
 * A create that finds its duplicate: the user may choose to get the record that exists instead of an error.
 */
import { omit } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { choice, type Field } from '../fields/field';
import { existingIdIn } from '../highlevel/absence';
import { type Call, request, send } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { type EndpointKey, endpoint } from '../highlevel/contract';
import { isRecord, type Raw } from '../highlevel/json';

const LABEL = 'If It Exists Already';
const CHOICES = { stop: 'Stop With an Error', use: 'Use the Existing One' };

const ADVICE = `To get that one, set “${LABEL}” to “${CHOICES.use}”.`;

/** What to do where HighLevel refuses a new record because there is one like it. */
export const ifItExists = (helpText: string): Field =>
  choice('ifItExists', LABEL, CHOICES, {
    default: 'stop',
    helpText,
    notSent: 'It says what to do with a refusal.',
  });

/** Reads something for the step; errors name the step and its fields. */
export type Ask = (endpoint: EndpointKey, input: Input) => Promise<Raw>;

/**
 * The `request` of a create that is refused where the record exists, and whose refusal names that record's
 * id (measured for contacts and relations, 2026). If the user wants that record, or the create stands behind its
 * search, `read` reads it, and it is given with `new: false`. A record that was made is given with `new: true`, by one request.
 *
 * @param wanted `always` where there can be no other record, so that nobody is asked
 */
export function orExisting(
  read: (id: string, ask: Ask, input: Input) => Promise<Raw>,
  wanted: 'always' | 'if chosen' = 'if chosen',
) {
  return async (z: ZObject, bundle: Bundle, call: Call, { ifItExists: choice }: Input): Promise<Raw> => {
    // Behind its search, another run has made it in the meantime, or the search does not show it yet.
    const isWanted = wanted === 'always' || choice === 'use' || Boolean(bundle.meta?.withSearch);
    const { wording } = call;
    const facts = endpoint(call.endpoint);
    const input = omit(call.input, 'ifItExists');
    const answer = await send(z, bundle, {
      ...call,
      input,
      ...(wording && { wording: { ...wording, ifDuplicate: ADVICE } }),
      ...(isWanted && { accepts: (refusal) => existingIdIn(refusal, facts) !== undefined }),
    });
    const id = existingIdIn(answer, facts);
    if (id === undefined) return isRecord(answer.body) ? { ...answer.body, new: true } : {};
    const ask: Ask = (read, what) =>
      request(z, bundle, { ...(wording && { wording }), endpoint: read, input: what });
    return { ...(await read(id, ask, input)), new: false };
  };
}
