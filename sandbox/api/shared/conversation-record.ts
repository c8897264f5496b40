import { text } from '../../json';
import type { Contact, Conversation, LocationRow, State } from '../../state';

/**
 * A contact's conversation, of which there is one at most; it is made where there is none yet.
 *
 * @param at when it begins, in epoch milliseconds; now, if nothing else is said
 */
export function conversationWith(state: State, contact: Contact, at?: number): Conversation {
  const { id: contactId, locationId, assignedTo } = contact;
  return (
    state.conversations.find((row) => row.contactId === contactId) ??
    state.conversations.insert({
      locationId,
      contactId,
      type: contact.phone ? 1 : 2,
      ...(at !== undefined && { lastMessageDate: at, dateAdded: at }),
      ...(text(assignedTo) && { assignedTo }),
    })
  );
}

/** Deletes a conversation with its messages and emails. */
export function removeConversation(state: State, { id }: LocationRow): void {
  state.conversations.delete(id);
  for (const table of [state.messages, state.emails]) {
    for (const row of table.where(({ conversationId }) => conversationId === id)) table.delete(row.id);
  }
}
