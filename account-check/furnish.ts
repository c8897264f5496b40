/** Records of which the sandbox's seed has none, so that it can be asked about them too. */
import { writeEmail } from '../sandbox/api/shared/message-record';
import type { Sandbox } from '../sandbox/server';

const HOUR_MS = 3_600_000;

/** Adds to the first sub-account a post that is scheduled and a thread of two emails, and lets it take no duplicate opportunities. */
export function furnish({ state, locations, clock }: Sandbox): void {
  const [{ locationId } = { locationId: '' }] = locations;
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const { id: _post, ...post } = state.blogPosts.find(isHere) ?? { id: '' };
  state.blogPosts.insert({ ...post, status: 'SCHEDULED', title: 'Soon' });

  const contact = state.contacts.find((row) => isHere(row) && Boolean(row.email));
  if (contact) {
    const email = {
      subject: 'Your visit',
      body: '<p>See you soon.</p>',
      from: '',
      to: [String(contact.email)],
    };
    const at = clock.ms() - 2 * HOUR_MS;
    const first = writeEmail(
      state,
      contact,
      { direction: 'outbound', at, fields: { status: 'sent' } },
      email,
    );
    const later = { direction: 'inbound' as const, at: at + HOUR_MS, fields: { status: 'delivered' } };
    writeEmail(state, contact, { ...later, thread: first.message }, email);
  }

  const { settings } = state.locations.get(locationId) ?? {};
  if (settings) {
    state.locations.update(locationId, { settings: { ...settings, allowDuplicateOpportunity: false } });
  }
}
