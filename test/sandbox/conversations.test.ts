import { speech } from '../../sandbox/api/shared/wav';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, rowsAt, textAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const locationId = () => sandbox.locations[0]?.locationId ?? '';
const search = async (query: { [name: string]: string } = {}) =>
  (await call('GET /conversations/search', { query: { locationId: locationId(), ...query } })).body;
const idsOf = async (query?: { [name: string]: string }) =>
  rowsAt(await search({ limit: '100', ...query }), 'conversations').map(({ id }) => String(id));

/** A new contact, and a conversation with it. */
async function begin() {
  const body = {
    locationId: locationId(),
    firstName: 'Ada',
    email: 'ada@example.com',
    phone: '+12125550123',
  };
  const contactId = textAt((await call('POST /contacts/', { body })).body, 'contact.id');
  const made = await call('POST /conversations/', { body: { locationId: locationId(), contactId } });
  return { contactId, conversationId: textAt(made.body, 'conversation.id') };
}

const send = (body: { [name: string]: string | number | string[] }) =>
  call('POST /conversations/messages', { body: { type: 'SMS', ...body } });

describe('a conversation', () => {
  test('begins with the first message, and ends with its contact', async () => {
    const body = { locationId: locationId(), firstName: 'Grace', phone: '+12125550124' };
    const contactId = textAt((await call('POST /contacts/', { body })).body, 'contact.id');
    expect(await idsOf({ contactId })).toEqual([]);
    const { body: sent } = await send({ contactId, message: 'Hello' });
    const conversationId = textAt(sent, 'conversationId');
    expect(await idsOf({ contactId })).toEqual([conversationId]);
    await call('DELETE /contacts/{contactId}', { path: { contactId } });
    const { status } = await call('GET /conversations/{conversationId}', { path: { conversationId } });
    expect(status).toBe(404);
  });

  test('is one for each contact: a second is refused with the id of the first', async () => {
    const { contactId, conversationId } = await begin();
    const body = { locationId: locationId(), contactId };
    const { status, body: answer } = await call('POST /conversations/', { body });
    expect([status, at(answer, 'conversationId')]).toEqual([400, conversationId]);
    expect(at(answer, 'message')).toBe(`Conversation with the contact id:${contactId} already exists!`);
  });

  test('can be made anew, changed and deleted', async () => {
    const { contactId, conversationId } = await begin();
    const path = { conversationId };
    await call('DELETE /conversations/{conversationId}', { path });
    const made = await call('POST /conversations/', { body: { locationId: locationId(), contactId } });
    expect([made.status, at(made.body, 'conversation.contactId')]).toEqual([201, contactId]);
    const conversation = { conversationId: textAt(made.body, 'conversation.id') };
    const body = { locationId: locationId(), starred: true, unreadCount: 4 };
    const { body: changed } = await call('PUT /conversations/{conversationId}', { path: conversation, body });
    expect(at(changed, 'conversation')).toMatchObject({
      starred: true,
      lastMessageDate: expect.stringMatching(/Z$/),
    });
    expect(rowsAt(await search({ contactId }), 'conversations')).toMatchObject([
      { id: conversation.conversationId, starred: true, unreadCount: 4 },
    ]);
  });

  test('of another location is refused', async () => {
    const { conversationId } = await begin();
    const token = sandbox.locations[1]?.accessToken ?? '';
    const { status } = await call('GET /conversations/{conversationId}', { path: { conversationId }, token });
    expect(status).toBe(403);
  });
});

describe('the search', () => {
  test('gives the last message first, and goes on by its date', async () => {
    const one = rowsAt(await search({ limit: '5' }), 'conversations');
    const dates = one.map(({ lastMessageDate }) => Number(lastMessageDate));
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    const two = rowsAt(await search({ limit: '5', startAfterDate: String(dates.at(-1)) }), 'conversations');
    expect(two).toHaveLength(5);
    expect(Number(two[0]?.lastMessageDate)).toBeLessThan(dates.at(-1) ?? 0);
  });

  test('takes no cursor in another order', async () => {
    const [one] = await idsOf({ sort: 'asc', startAfterDate: '1' });
    const [two] = await idsOf({ sort: 'asc' });
    expect(one).toBe(two);
  });

  test('finds by contact, person, text, state, kind and date', async () => {
    const { contactId, conversationId } = await begin();
    await send({ contactId, message: 'The blue folder' });
    const userId = sandbox.state.users.find((row) => row.locationIds.includes(locationId()))?.id ?? '';
    sandbox.state.conversations.update(conversationId, { starred: true, followers: [userId] });
    const now = sandbox.clock.ms();
    const hits: { [name: string]: string }[] = [
      { query: 'blue folder' },
      { query: 'ada@example.com' },
      { status: 'starred' },
      { followers: `nobody,${userId}` },
      { startDate: String(now - 60_000) },
      { contactId, assignedTo: 'unassigned', lastMessageDirection: 'outbound', lastMessageType: 'TYPE_SMS' },
      { contactId, lastMessageAction: 'manual', status: 'read' },
    ];
    for (const query of hits) expect([query, await idsOf(query)]).toEqual([query, [conversationId]]);
    const misses: { [name: string]: string }[] = [
      { status: 'unread' },
      { assignedTo: userId },
      { mentions: userId },
      { endDate: String(now - 60_000) },
      { lastMessageType: 'TYPE_EMAIL' },
    ];
    for (const query of misses) expect([query, await idsOf({ contactId, ...query })]).toEqual([query, []]);
  });
});

describe('a message', () => {
  test('appears in its conversation, whose last message it is', async () => {
    const { contactId, conversationId } = await begin();
    const { body } = await send({ contactId, message: 'See you' });
    expect(body).toEqual({ conversationId, messageId: expect.any(String), traceId: expect.any(String) });
    const path = { conversationId };
    const { body: listed } = await call('GET /conversations/{conversationId}/messages', { path });
    expect(rowsAt(listed, 'messages.messages')).toEqual([
      expect.objectContaining({ id: at(body, 'messageId'), body: 'See you', direction: 'outbound' }),
    ]);
    expect(rowsAt(await search({ contactId }), 'conversations')[0]).toMatchObject({
      lastMessageBody: 'See you',
      lastMessageType: 'TYPE_SMS',
      unreadCount: 0,
    });
  });

  test('that is told of went out, unless it says that it came in; it has the date that is given', async () => {
    const { contactId } = await begin();
    const date = '2026-01-02T03:04:05.000Z';
    const tell = async (more: { [name: string]: string }) => {
      const body = { type: 'WebChat', contactId, message: 'Hi', date, ...more };
      const { body: answer } = await call('POST /conversations/messages/inbound', { body });
      return sandbox.state.messages.get(textAt(answer, 'messageId'));
    };
    expect(await tell({})).toMatchObject({
      direction: 'outbound',
      messageType: 'TYPE_WEBCHAT',
      dateAdded: date,
    });
    expect(await tell({ direction: 'inbound' })).toMatchObject({ direction: 'inbound', dateAdded: date });
  });

  test.each(['Call', 'Custom'])('of %s names its provider', async (type) => {
    const { contactId } = await begin();
    const tell = (more: { [name: string]: string }) =>
      call('POST /conversations/messages/inbound', { body: { type, contactId, message: 'Hi', ...more } });
    expect(await tell({})).toMatchObject({ status: 400 });
    expect(await tell({ conversationProviderId: 'p1' })).toMatchObject({ status: 200 });
    expect(await tell({ conversationProviderId: 'p1', conversationId: 'gone' })).toMatchObject({
      status: 404,
    });
  });

  test('of the contact’s is unread, until it is answered', async () => {
    const { contactId, conversationId } = await begin();
    const inbound = {
      type: 'SMS',
      contactId,
      conversationId,
      direction: 'inbound',
      message: 'Hello?',
    };
    const unread = async () => rowsAt(await search({ contactId }), 'conversations')[0]?.unreadCount;
    await call('POST /conversations/messages/inbound', { body: inbound });
    await call('POST /conversations/messages/inbound', { body: inbound });
    expect(await unread()).toBe(2);
    await send({ contactId, message: 'Hello!' });
    expect(await unread()).toBe(0);
  });

  test('that goes later is scheduled, changes nothing yet, and can be called off', async () => {
    const { contactId } = await begin();
    const { body } = await send({ contactId, message: 'Later', scheduledTimestamp: 2_082_117_600 });
    const path = { id: textAt(body, 'messageId'), messageId: textAt(body, 'messageId') };
    expect((await call('GET /conversations/messages/{id}', { path })).body).toMatchObject({
      message: { status: 'scheduled' },
    });
    expect(rowsAt(await search({ contactId }), 'conversations')[0]).toMatchObject({ lastMessageBody: '' });
    expect((await call('DELETE /conversations/messages/{messageId}/schedule', { path })).status).toBe(200);
    expect((await call('GET /conversations/messages/{id}', { path })).status).toBe(404);
  });

  test.each([
    [{ locationId: 'x', message: 'Hi' }, 422, 'property locationId should not exist'],
    [{ type: 'Fax', message: 'Hi' }, 422, 'type must be one of'],
    [{}, 400, 'no message or attachments'],
  ])('with %j is refused with %i', async (more, status, says) => {
    const { contactId } = await begin();
    const answer = await send({ contactId, ...more });
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(says)]);
  });

  test('needs neither a sub-type nor a status, and a contact of the location', async () => {
    const { status } = await send({ contactId: 'nobody', message: 'Hi' });
    expect(status).toBe(400);
  });

  test('pages by the last one’s id, and by several types', async () => {
    const { contactId, conversationId } = await begin();
    for (let i = 0; i < 5; i += 1) await send({ contactId, message: `No. ${i}` });
    await send({ contactId, type: 'Email', html: '<p>Hi</p>' });
    const path = { conversationId };
    const page = async (query: { [name: string]: string }) =>
      (await call('GET /conversations/{conversationId}/messages', { path, query })).body;
    const one = await page({ limit: '4' });
    expect(at(one, 'messages.nextPage')).toBe(true);
    const two = await page({ limit: '4', lastMessageId: textAt(one, 'messages.lastMessageId') });
    expect([at(two, 'messages.nextPage'), rowsAt(two, 'messages.messages').length]).toEqual([false, 2]);
    expect(rowsAt(await page({ type: 'TYPE_EMAIL' }), 'messages.messages')).toHaveLength(1);
    expect(rowsAt(await page({ type: 'TYPE_EMAIL,TYPE_SMS' }), 'messages.messages')).toHaveLength(6);
  });

  test('has a status that can be changed', async () => {
    const { contactId } = await begin();
    const { body: sent } = await send({ contactId, type: 'Email', subject: 'Hi', html: '<p>Hi</p>' });
    const [messageId, emailMessageId] = [textAt(sent, 'messageId'), textAt(sent, 'emailMessageId')];
    const body = { status: 'delivered', emailMessageId };
    const { body: changed } = await call('PUT /conversations/messages/{messageId}/status', {
      path: { messageId },
      body,
    });
    expect(changed).toMatchObject({ messageId, emailMessageId, status: 'delivered' });
    const email = await call('GET /conversations/messages/email/{id}', { path: { id: emailMessageId } });
    expect(at(email.body, 'emailMessage')).toMatchObject({
      status: 'delivered',
      subject: 'Hi',
      body: '<p>Hi</p>',
      threadId: messageId,
    });
    expect(at(email.body, 'emailMessage.to')).toEqual(['ada@example.com']);
    const wrong = await call('GET /conversations/messages/email/{id}', { path: { id: messageId } });
    expect(wrong.status).toBe(404);
  });
});

describe('all messages of a location', () => {
  const exported = async (query: { [name: string]: string }) =>
    (await call('GET /conversations/messages/export', { query: { locationId: locationId(), ...query } }))
      .body;

  test('are paged by a cursor', async () => {
    const seen: unknown[] = [];
    let page = await exported({ limit: '10' });
    for (;;) {
      seen.push(...rowsAt(page, 'messages').map(({ id }) => id));
      const cursor = at(page, 'nextCursor');
      if (typeof cursor !== 'string') break;
      page = await exported({ limit: '10', cursor });
    }
    expect(seen).toHaveLength(Number(at(page, 'total')));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('leave emails out where their channel is not asked for', async () => {
    const types = async (query = {}) =>
      rowsAt(await exported(query), 'messages').map(({ messageType }) => messageType);
    expect(await types()).not.toContain('TYPE_EMAIL');
    expect(new Set(await types({ channel: 'Email' }))).toEqual(new Set(['TYPE_EMAIL']));
  });

  test('are those of some days, by when they were added', async () => {
    const { contactId } = await begin();
    sandbox.clock.set('2030-05-10T09:00:00.000Z');
    await call('POST /conversations/messages', { body: { type: 'SMS', contactId, message: 'May' } });
    const bodies = async (query: { [name: string]: string }) =>
      rowsAt(await exported(query), 'messages').map(({ body }) => body);
    expect(await bodies({ startDate: '2030-05-10', endDate: '2030-05-10' })).toEqual(['May']);
    expect(await bodies({ startDate: '2030-05-10T09:00:01.000Z' })).toEqual([]);
  });

  test('a thread of emails that has grown is the one that changed last', async () => {
    const { contactId } = await begin();
    sandbox.clock.set('2030-05-10T09:00:00.000Z');
    const write = async (body: { [name: string]: string }) =>
      (
        await call('POST /conversations/messages', {
          body: { type: 'Email', contactId, html: 'Hi', ...body },
        })
      ).body;
    const first = await write({ subject: 'First' });
    sandbox.clock.advance(60_000);
    const second = await write({ subject: 'Second' });
    sandbox.clock.advance(60_000);
    await call('POST /conversations/messages/inbound', {
      body: {
        type: 'Email',
        contactId,
        conversationId: textAt(first, 'conversationId'),
        direction: 'inbound',
        emailMessageId: textAt(first, 'emailMessageId'),
        html: 'An answer',
      },
    });
    const rows = async (sortBy: string) => rowsAt(await exported({ channel: 'Email', sortBy }), 'messages');
    const [grown, other] = await rows('updatedAt');
    expect([grown?.id, other?.id]).toEqual([textAt(first, 'messageId'), textAt(second, 'messageId')]);
    expect(at(grown, 'meta.email.messageIds')).toHaveLength(2);
    expect((await rows('createdAt'))[0]?.id).toBe(textAt(second, 'messageId'));
    const answer = await call('GET /conversations/messages/email/{id}', {
      path: { id: textAt(grown, 'meta.email.messageIds.1') },
    });
    expect(at(answer.body, 'emailMessage')).toMatchObject({
      direction: 'inbound',
      body: 'An answer',
      dateAdded: new Date(sandbox.clock.ms()).toISOString(),
    });
  });

  test('are a hundred a page at most', async () => {
    expect(await exported({ limit: '101' })).toMatchObject({ statusCode: 400 });
  });

  test('are filtered by their channel', async () => {
    const [one, ...others] = rowsAt(await exported({ channel: 'Call' }), 'messages');
    expect([one?.messageType, one?.recording, others]).toEqual(['TYPE_CALL', undefined, []]);
    const { body } = await call('GET /conversations/messages/export', {
      query: { locationId: locationId(), limit: '5' },
    });
    expect(JSON.stringify(body)).toContain('limit must not be less than 10');
  });
});

test('a recording is a WAV file', () => {
  const file = speech();
  expect([file.toString('latin1', 0, 4), file.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
  expect(file.readUInt32LE(40)).toBe(file.length - 44);
});
