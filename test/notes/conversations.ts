import type { JsonObject } from '../../sandbox/json';
import { type CategoryNotes, dated, firstOf, here, like, type Records, type Seeded } from './note';

const CHANNELS = ['SMS', 'Email', 'Custom'];
const LINK = 'https://www.example.com/a.jpg';

/** Conversations, each of a contact of its own, and no others; with these fields. */
function conversations(sandbox: Seeded, as: JsonObject = {}): Records {
  const { contacts: people, conversations: rows } = sandbox.state;
  for (const { id } of people.all()) people.delete(id);
  return {
    input: {},
    add(at) {
      const locationId = here(sandbox);
      const contactId = people.insert({ locationId }).id;
      return rows.insert({ locationId, contactId, dateAdded: at, lastMessageDate: at, ...as }).id;
    },
    remove(id) {
      people.delete(String(rows.get(id)?.contactId));
      rows.delete(id);
    },
  };
}

/** The contact of the seed with whom nobody has talked yet. */
function stranger(sandbox: Seeded): string {
  const { contacts, conversations: rows } = sandbox.state;
  const isStranger = (contactId: string) => !rows.find((row) => row.contactId === contactId);
  return contacts.find(({ id, locationId }) => locationId === here(sandbox) && isStranger(id))?.id ?? '';
}

/** Messages of the export, each made of a usual one. */
function listed(sandbox: Seeded, as: (row: JsonObject) => JsonObject): Records {
  const { messages } = sandbox.state;
  const { id: _id, ...row } = firstOf(sandbox, 'messages');
  return {
    input: {},
    add: (at) => messages.insert({ ...row, ...as(row), ...dated(at, ['dateAdded']) }).id,
    remove: (id) => void messages.delete(id),
  };
}

/** A row of a text that came in. */
const saying = (row: JsonObject): JsonObject => ({
  ...row,
  messageType: 'TYPE_SMS',
  direction: 'inbound',
  status: 'delivered',
});

/** A row of a call with a status. */
const callWith = (row: JsonObject, status: string): JsonObject => ({
  ...row,
  messageType: 'TYPE_CALL',
  meta: { call: { status, duration: status === 'pending' ? 0 : 60 } },
});

export const conversationNotes = {
  search_conversations: {
    noList: { scoreProfile: 'HighLevel lists no score profiles.' },
    paged: (sandbox) => conversations(sandbox),
  },
  get_messages_by_conversation: {
    paged: like('messages', ['dateAdded'], ({ conversationId }) => ({ conversationId })),
  },
  new_conversation: {
    adds: {
      messageId: 'The id of the contact’s first message.',
      firstMessage: 'The text of that message.',
      firstMessageType: 'As above.',
      firstMessageTypeName: 'As above.',
      firstMessageDate: 'As above.',
    },
    paged: (sandbox) => listed(sandbox, saying),
    happens:
      'A conversation begins with the first of its messages, which are looked up by themselves: its scenes are in test/events/conversations.test.ts, on the sandbox.',
  },
  conversation_waiting_for_reply: {
    adds: {
      messageId: 'The id of the message with which the contact began to wait.',
      firstMessage: 'The text of that message.',
      firstMessageType: 'As above.',
      firstMessageTypeName: 'As above.',
      firstMessageDate: 'As above.',
    },
    paged: (sandbox) => conversations(sandbox, { lastMessageDirection: 'inbound' }),
    happens:
      'What it waits for is in the messages of each conversation, which are looked up by themselves: its scenes are in test/events/conversations-waiting.test.ts, on the sandbox.',
  },
  new_message: {
    adds: { subject: 'Read when a step uses it.' },
    paged: (sandbox) => listed(sandbox, saying),
    // A message that is to be sent, and is.
    happens: {
      input: () => ({ direction: 'both' }),
      before: (row) => ({ ...saying(row), status: 'scheduled' }),
      now: (row, at) => ({ ...saying(row), ...dated(at, ['dateAdded']) }),
      otherwise: (row) => ({ ...row, status: 'read' }),
    },
  },
  new_call: {
    adds: {
      outcome: 'What the status means.',
      callStatus: 'Described within `meta`.',
      callDuration: 'As above, as text.',
      typeName: 'What people call the type.',
      recording: 'A pointer to the file, which another endpoint gives.',
      from: 'One report (August 2026) has it in the export, empty for some minutes after the call.',
      to: 'As above.',
    },
    paged: (sandbox) => listed(sandbox, (row) => callWith(row, 'completed')),
    // A call that goes on, and ends.
    happens: {
      before: (row) => callWith(row, 'pending'),
      now: (row, at) => ({ ...callWith(row, 'completed'), ...dated(at, ['dateAdded']) }),
      otherwise: (row) => ({ ...row, source: 'api' }),
    },
  },
  get_message_recording: { emptyAnswer: 'A file.' },
  get_message_transcription: {
    adds: {
      text: 'The sentences, joined.',
      'sentences[]sentenceIndex': 'The answer is the bare list of sentences, which is a field here.',
      'sentences[]transcript': 'As above.',
      'sentences[]mediaChannel': 'As above.',
      'sentences[]startTime': 'As above.',
      'sentences[]endTime': 'As above.',
      'sentences[]confidence': 'As above.',
    },
    emptyAnswer: 'There is none yet.',
  },
  find_messages: {
    neverSent: { conversationId: 'A conversation has an endpoint of its own.' },
  },
  find_email: {
    notRequired: { id: 'The message that it is in leads to it too.' },
  },
  find_call_transcription: {
    adds: {
      text: 'The sentences, joined.',
      dialogue: 'The sentences, joined by who said them.',
      'sentences[]sentenceIndex': 'The answer is the bare list of sentences, which is a field here.',
      'sentences[]transcript': 'As above.',
      'sentences[]mediaChannel': 'As above.',
      'sentences[]startTime': 'As above.',
      'sentences[]endTime': 'As above.',
      'sentences[]confidence': 'As above.',
      file: 'A pointer to the file, which another endpoint gives.',
    },
  },
  download_transcription: {
    adds: { file: 'The answer is the file itself.' },
    emptyAnswer: 'A file.',
  },
  send_message: {
    noList: {
      conversationProviderId: 'HighLevel lists them in the developer Marketplace alone.',
      customSubtypeId: 'HighLevel lists no types of emails to unsubscribe from.',
    },
    // A contact that has an appointment, for “Appointment” to be filled in.
    least: (sandbox) => ({
      type: 'SMS',
      contactId: firstOf(sandbox, 'appointments').contactId,
      message: 'Hello',
    }),
    // A file is fetched, and no host of the example is asked.
    fillings: CHANNELS.map((type) => ({ values: () => ({ type, attachments: [LINK] }), without: ['files'] })),
  },
  add_inbound_message: {
    noList: { conversationProviderId: 'HighLevel lists them in the developer Marketplace alone.' },
    least: (sandbox) => ({
      type: 'SMS',
      contactId: firstOf(sandbox, 'appointments').contactId,
      message: 'Hello',
    }),
    // A file is fetched, and no host of the example is asked.
    fillings: ['SMS', 'Email', 'Call', 'Custom'].map((type) => ({
      values: () => ({ type, attachments: [LINK] }),
      without: ['files'],
    })),
  },
  update_message_status: {
    staysFilled: {
      error__code: 'It is told, and not kept to be changed.',
      error__type: 'It is told, and not kept to be changed.',
      error__message: 'It is told, and not kept to be changed.',
      emailMessageId: 'It says which email is meant.',
      recipients: 'It says which emails are meant.',
    },
    replacesNothing: { recipients: 'They are told of, and not kept.' },
  },
  create_conversation: {
    adds: { new: 'Whether HighLevel refused it, because it is there already.' },
    least: (sandbox) => ({ contactId: stranger(sandbox) }),
  },
  agent_typing_indicator: {
    adds: { isTyping: 'Yes or no, which the request has as text.' },
  },
} satisfies CategoryNotes;
