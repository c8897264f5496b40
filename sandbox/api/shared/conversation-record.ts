import { text } from '../../json';
import type { Contact, Conversation, LocationRow, State } from '../../state';

/**
 * A contact's conversation. Each contact has one, from the time that the contact was added; it is made when
 * needed.
 */
export function conversationWith(state: State, contact: Contact): Conversation {
  const { id: contactId, locationId, assignedTo, dateAdded } = contact;
  const lastMessageDate = Date.parse(dateAdded);
  return (
    state.conversations.find((row) => row.contactId === contactId) ??
    state.conversations.insert({
      locationId,
      contactId,
      type: contact.phone ? 1 : 2,
      lastMessageDate,
      dateAdded: lastMessageDate,
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
