import { isBlank } from '../../highlevel/blank';
import { isCall, messageTypeOf } from '../../records/message-type';
import { toMs } from '../../records/record';
import { at, type Item } from '../../zapier';
import { rowsIn } from '../caller';
import { type Lab, MADE_BY } from '../lab';
import { needs, type Questions, reads, writes } from '../probe';
import { confirmed, contradicted, judged, need, notTold } from '../verdict';
import { latestFirst } from './judging';

const SENDS = 'It would send a message to somebody.';

/** The conversations with the latest messages. */
const latest = (lab: Lab, more: { [name: string]: string | number } = {}) =>
  lab.list('GET /conversations/search', 'conversations', lab.inLocation({ limit: 100, ...more }));

const messagesOf = (lab: Lab, conversationId: unknown) =>
  lab.list('GET /conversations/{conversationId}/messages', 'messages.messages', {
    path: { conversationId: String(conversationId) },
    query: { limit: 100 },
  });

const alone = async (lab: Lab, conversationId: unknown): Promise<Item> => {
  const path = { conversationId: String(conversationId) };
  const { body } = await lab.once('GET /conversations/{conversationId}', { path });
  return Object(body.conversation ?? body);
};

const exported = (lab: Lab, more: { [name: string]: string | number } = {}) =>
  lab.list('GET /conversations/messages/export', 'messages', lab.inLocation({ limit: 100, ...more }));

const email = async (lab: Lab, id: string): Promise<Item> => {
  const { body } = await lab.once('GET /conversations/messages/email/{id}', { path: { id } });
  return Object(body.emailMessage ?? body);
};

const emailsIn = (row: Item): string[] => {
  const ids: unknown = at(row, 'meta', 'email', 'messageIds');
  return Array.isArray(ids) ? ids.map(String) : [];
};

/** Rows of email threads, each with how many emails it has. */
const threads = (lab: Lab) => exported(lab, { channel: 'Email', sortBy: 'updatedAt', sortOrder: 'desc' });

/** A message of a made contact, as if the contact had written it. */
const inbound = (lab: Lab, contactId: string, more: object = {}) =>
  lab.ask('POST /conversations/messages/inbound', {
    body: { contactId, type: 'SMS', message: MADE_BY, direction: 'inbound', ...more },
  });

const conversationsOf = async (lab: Lab, contactId: string): Promise<Item[]> =>
  rowsIn(await lab.ask('GET /conversations/search', lab.inLocation({ contactId })), 'conversations');

/** A conversation of a new contact, which goes with it. */
async function conversation(lab: Lab): Promise<{ id: string; contactId: string }> {
  const contactId = await lab.contact({ phone: lab.phone() });
  const made = await lab.make(
    'POST /conversations/',
    { body: { locationId: lab.locationId, contactId } },
    'conversation.id',
    'DELETE /conversations/{conversationId}',
    'conversationId',
  );
  return { id: String(made.id), contactId };
}

/** Takes a conversation away that came with a message. */
function removeWith(lab: Lab, conversationId: unknown): void {
  if (typeof conversationId === 'string') {
    lab.remove('DELETE /conversations/{conversationId}', { path: { conversationId } });
  }
}

export const conversations: Questions = {
  'message-type-numbers': reads(6, async (lab) => {
    let compared = 0;
    for (const { id, lastMessageType } of (await latest(lab)).slice(0, 5)) {
      const { lastMessageType: number } = await alone(lab, id);
      if (typeof number !== 'number') continue;
      compared += 1;
      if (messageTypeOf(number) !== lastMessageType) return contradicted('A number has another meaning.');
    }
    return compared
      ? confirmed(`${compared} numbers mean what is taken for true.`)
      : notTold('No number was seen.');
  }),

  'call-kinds': reads(2, async (lab) => {
    const rows = [...(await exported(lab)), ...(await exported(lab, { channel: 'Call' }))];
    const types = (row: Item) => String(row.messageType ?? messageTypeOf(row.type) ?? '');
    const calls = rows.filter((row) => isCall(types(row)));
    const timed = rows.filter((row) => at(row, 'meta', 'call', 'duration') !== undefined);
    if (!calls.length) return notTold('None of the latest messages is a call.');
    return judged(
      timed.every((row) => isCall(types(row))),
      `${calls.length} calls; no other message has a duration.`,
      'A message of another type has a duration.',
    );
  }),

  'call-statuses': needs('a person', 'A call has to ring, go on and end while it is asked.'),

  'export-email-threads': reads(1, async (lab) => {
    const rows = await threads(lab);
    if (rows.length < 2) return notTold('There are not two threads of emails.');
    if (rows.some(({ dateUpdated }) => isBlank(dateUpdated)))
      return contradicted('A thread has no dateUpdated.');
    if (rows.some((row) => emailsIn(row).length === 1 && isBlank(row.direction)))
      return contradicted('A thread of one email has no direction.');
    return latestFirst(rows, 'dateUpdated');
  }),

  'scheduled-messages': needs('a person', 'A message that waits would be sent if the check were cut off.'),

  'export-dates': reads(2, async (lab) => {
    const rows = await exported(lab);
    const dates = [...new Set(rows.map(({ dateAdded }) => toMs(dateAdded) ?? 0))].sort((a, b) => b - a);
    const from = need(dates[Math.floor(dates.length / 2)], 'There are no messages.');
    if (dates.length < 3) return notTold('There are not three messages of different times.');
    const asked = await lab.ask(
      'GET /conversations/messages/export',
      lab.inLocation({ limit: 100, startDate: new Date(from).toISOString() }),
    );
    if (!asked.isDone) return contradicted(`ISO 8601 is refused with ${asked.status}.`);
    const since = rowsIn(asked, 'messages');
    const earlier = since.filter(({ dateAdded }) => (toMs(dateAdded) ?? 0) < from).length;
    return judged(
      since.length > 0 && !earlier,
      'None was added before startDate.',
      `${earlier} were added before startDate.`,
    );
  }),

  'conversation-directions': reads(4, async (lab) => {
    const rows = await latest(lab, { lastMessageDirection: 'inbound' });
    if (!rows.length) return notTold('No conversation’s last message is the contact’s.');
    let compared = 0;
    for (const { id, lastMessageDate } of rows.slice(0, 3)) {
      const last = (await messagesOf(lab, id)).find(
        (message) => toMs(message.dateAdded) === toMs(lastMessageDate),
      );
      if (!last) continue;
      compared += 1;
      if (last.direction !== 'inbound') return contradicted('The last message of one is not the contact’s.');
    }
    return compared
      ? confirmed(`The last message of ${compared} is the contact’s.`)
      : notTold('The last messages were not found.');
  }),

  'conversation-last-date': reads(6, async (lab) => {
    let compared = 0;
    let other = 0;
    for (const { id, lastMessageDate } of (await latest(lab)).slice(0, 5)) {
      // The row of a thread of emails keeps the date of its first one.
      const dates = (await messagesOf(lab, id)).map(
        (row) => toMs(emailsIn(row).length > 1 ? row.dateUpdated : row.dateAdded) ?? 0,
      );
      if (!dates.length) continue;
      compared += 1;
      if (Math.max(...dates) !== toMs(lastMessageDate)) other += 1;
    }
    if (!compared) return notTold('No conversation has messages.');
    return judged(
      !other,
      `It is so in ${compared} of ${compared}.`,
      `It is not so in ${other} of ${compared}.`,
    );
  }),

  'unread-after-automation': needs('a workflow', 'A workflow has to answer.'),

  'emails-among-messages': reads(3, async (lab) => {
    const [row] = await threads(lab);
    const thread = need(row, 'There are no emails.');
    const rows = await messagesOf(lab, thread.conversationId);
    return judged(
      rows.some(({ id }) => id === thread.id),
      'A thread is among the other messages.',
      'A thread is not among the other messages.',
    );
  }),

  'thread-direction': reads(6, async (lab) => {
    const single = (await threads(lab)).filter((row) => emailsIn(row).length === 1).slice(0, 5);
    for (const row of single) {
      const own = await email(lab, emailsIn(row)[0] ?? '');
      if (own.direction !== row.direction || toMs(own.dateAdded) !== toMs(row.dateAdded)) {
        return contradicted('The row of one email tells another direction or date.');
      }
    }
    return single.length
      ? confirmed(`${single.length} rows tell those of their email.`)
      : notTold('No thread has one email.');
  }),

  'conversation-by-id': reads(4, async (lab) => {
    const rows = await latest(lab);
    const own = rows.find(({ assignedTo }) => !isBlank(assignedTo));
    const id = String(need((own ?? rows[0])?.id, 'There are no conversations.'));
    const users = await lab.list('GET /users/', 'users');
    const another = users.find((user) => user.id !== own?.assignedTo)?.id;
    const found = async (assignedTo: unknown) =>
      rowsIn(
        await lab.ask('GET /conversations/search', lab.inLocation({ id, assignedTo: String(assignedTo) })),
        'conversations',
      ).length;
    const others = await found(need(another, 'There is no other user.'));
    const its = own ? await found(own.assignedTo) : 1;
    return judged(
      its === 1 && others === 0,
      'Both have to fit.',
      'It is found with another user, or not with its own.',
    );
  }),

  'conversation-alone': reads(2, async (lab) => {
    const [first] = await latest(lab);
    const own = await alone(lab, need(first, 'There are no conversations.').id);
    const told = [
      'fullName',
      'contactName',
      'email',
      'unreadCount',
      'inbox',
      'dateAdded',
      'dateUpdated',
    ].filter((name) => name in own);
    return judged(!told.length, 'It has none of these.', `It has ${told.join(', ')}.`);
  }),

  'conversation-begins': writes(6, async (lab) => {
    const contactId = await lab.contact({ phone: lab.phone() });
    const before = await conversationsOf(lab, contactId);
    const body = { locationId: lab.locationId, contactId };
    const first = await lab.get('POST /conversations/', { body });
    const id = at(first, 'conversation', 'id');
    removeWith(lab, id);
    const second = await lab.ask('POST /conversations/', { body });
    if (before.length) return contradicted('A new contact has one.');
    return judged(
      second.status === 400 && second.body.conversationId === id,
      'There is none before; a second one is refused with 400 and the id of the first.',
      `A second one is answered with ${second.status}${second.body.conversationId === id ? '' : ', without the id of the first'}.`,
    );
  }),

  'inbound-message': writes(8, async (lab) => {
    const contactId = await lab.contact({ phone: lab.phone() });
    const custom = await inbound(lab, contactId, { type: 'Custom' });
    const date = new Date(Date.now() - 86_400_000).toISOString();
    const added = await inbound(lab, contactId, { date });
    if (custom.isDone) removeWith(lab, custom.body.conversationId);
    if (!added.isDone)
      return contradicted(`A text of a contact without a conversation is refused with ${added.status}.`);
    removeWith(lab, added.body.conversationId);
    const [own] = await lab.soon(
      () => conversationsOf(lab, contactId),
      (found) => found.length > 0,
    );
    if (custom.isDone) return contradicted('One of the type Custom is taken without a provider.');
    return judged(
      Number(own?.unreadCount) > 0 && own?.lastMessageDirection === 'inbound',
      'A conversation begins with it, unread; Custom needs a provider.',
      'The conversation is not unread, or its last message is not inbound.',
    );
  }),

  'conversation-read': writes(9, async (lab) => {
    const { id, contactId } = await conversation(lab);
    const set = async (unreadCount: number) => {
      const put = await lab.get('PUT /conversations/{conversationId}', {
        path: { conversationId: id },
        body: { locationId: lab.locationId, unreadCount },
      });
      const [found] = await lab.soon(
        () => conversationsOf(lab, contactId),
        ([row]) => row?.unreadCount === unreadCount,
      );
      return { isTold: at(put, 'conversation', 'unreadCount') !== undefined, is: found?.unreadCount };
    };
    const [unread, read] = [await set(1), await set(0)];
    if (unread.isTold) return contradicted('The answer tells the count.');
    return judged(
      unread.is === 1 && read.is === 0,
      'Both are kept; the answer does not tell the count.',
      'The count is another one afterwards.',
    );
  }),

  'send-without-status': needs('a person', SENDS),
  'send-without-message-id': needs('a person', SENDS),

  'inbound-email-body': reads(7, async (lab) => {
    let compared = 0;
    for (const row of (await threads(lab)).slice(0, 5)) {
      const id = emailsIn(row).at(-1);
      if (!id || isBlank(row.body)) continue;
      compared += 1;
      if ((await email(lab, id)).body !== row.body)
        return confirmed('The list has another text than the email itself.');
    }
    return notTold(
      compared
        ? `${compared} texts of a list are those of their emails: this tells nothing of others.`
        : 'No email has a text in a list.',
    );
  }),

  'merge-tags-in-text': needs('a person', SENDS),
  'sent-email-by-message-id': needs('a person', SENDS),

  'email-thread-place': reads(7, async (lab) => {
    const grown = (await threads(lab)).filter((row) => emailsIn(row).length > 1).slice(0, 5);
    for (const row of grown) {
      const first = await email(lab, emailsIn(row)[0] ?? '');
      if (toMs(first.dateAdded) !== toMs(row.dateAdded))
        return contradicted('The row of one that grew has another dateAdded than its first email.');
    }
    return grown.length
      ? confirmed(`${grown.length} that grew kept the date of their first email.`)
      : notTold('No thread has more than one email.');
  }),

  'upload-for-message': needs(
    'a person',
    'A file that was uploaded for a message can’t be deleted by the API.',
  ),

  'export-without-channel': reads(2, async (lab) => {
    const rows = await exported(lab);
    if (!(await threads(lab)).length) return notTold('There are no emails.');
    if (!rows.length) return notTold('There are no other messages.');
    const emails = rows.filter(({ messageType }) => messageType === 'TYPE_EMAIL').length;
    return judged(!emails, 'Without a channel no email comes.', `Without a channel ${emails} emails come.`);
  }),

  'later-by-words': needs('a person', 'A call has to have ended a moment before.'),
};
