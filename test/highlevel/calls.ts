/** One call of each kind, for what holds for all of them. */
import type { Call } from '../../highlevel/client';
import { first, type Harness } from '../support/harness';

/** The id of a contact of the first sub-account. */
export function aContactOf({ sandbox }: Harness): string {
  const { locationId } = first(sandbox.locations);
  return first(sandbox.state.contacts.where((contact) => contact.locationId === locationId)).id;
}

/** Reads, and writes of every method, by what they are. */
export const callsOf = (zap: Harness): { [what: string]: () => Call } => ({
  'a read': () => ({ endpoint: 'GET /contacts/{contactId}', input: { contactId: aContactOf(zap) } }),
  'a search by POST': () => ({ endpoint: 'POST /contacts/search', input: { pageLimit: 1 } }),
  'a create': () => ({ endpoint: 'POST /contacts/', input: { firstName: 'Ada' } }),
  'an update': () => ({
    endpoint: 'PUT /contacts/{contactId}',
    input: { contactId: aContactOf(zap), firstName: 'Changed' },
  }),
  'a delete': () => ({ endpoint: 'DELETE /contacts/{contactId}', input: { contactId: aContactOf(zap) } }),
});
