import { pick } from 'lodash';
import { items } from '../../../zapier';
import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

/** A sub-account, and what was said with some of its contacts. */
function place() {
  const { state } = zap.sandbox;
  const { locationId } = first(zap.sandbox.locations);
  const here = (row: { locationId: string }) => row.locationId === locationId;
  const said = state.messages.where(here);
  const ofType = (type: string) => first(said.filter(({ messageType }) => messageType === type));
  const email = ofType('TYPE_EMAIL');
  const contact = state.contacts.get(String(email.contactId));
  return {
    locationId,
    templates: state.templates.where(here),
    email,
    emailId: first(state.emails.where(({ threadId }) => threadId === email.id)).id,
    call: ofType('TYPE_CALL'),
    activity: ofType('TYPE_ACTIVITY_APPOINTMENT'),
    contactId: String(email.contactId),
    fullName: `${contact?.firstName} ${contact?.lastName}`,
    conversationId: String(email.conversationId),
    /** What was written in that conversation, the latest first; the email and what HighLevel noted aside. */
    texts: said
      .filter(
        ({ conversationId, body, messageType }) =>
          conversationId === email.conversationId && body && messageType !== 'TYPE_ACTIVITY_APPOINTMENT',
      )
      .reverse(),
  };
}

const rows = ({
  locationId,
  templates,
  email,
  emailId,
  call,
  activity,
  contactId,
  fullName,
  conversationId,
  texts,
}: ReturnType<typeof place>): SearchRow[] => {
  const search = (query: object) => ({
    call: 'GET /conversations/search',
    query: { locationId, limit: '1', ...query },
  });
  const conversation = { id: conversationId, contactId };
  const assignedTo = String(zap.sandbox.state.conversations.get(conversationId)?.assignedTo ?? 'unassigned');
  const last = pick(zap.sandbox.state.conversations.get(conversationId), [
    'lastMessageType',
    'lastMessageDirection',
  ]);
  const exported = (query: object) => ({
    call: 'GET /conversations/messages/export',
    query: { locationId, limit: '100', ...query },
  });
  const ofConversation = (query: object = {}) => ({
    call: `GET /conversations/${conversationId}/messages`,
    query: { limit: '100', ...query },
  });
  const inbound = texts.filter(({ direction }) => direction === 'inbound');
  const recorded = { call: `GET /conversations/messages/${call.id}/locations/${locationId}/recording` };
  const said = { call: `GET /conversations/locations/${locationId}/messages/${call.id}/transcription` };
  const template = (name: string) => first(templates.filter((one) => one.name === name)).id;
  const ofTemplates = (more: object = {}) => ({
    call: `GET /locations/${locationId}/templates`,
    query: { originId: locationId, skip: '0', limit: '100', ...more },
  });
  return [
    {
      key: 'find_conversation',
      uses: [
        {
          input: { conversationId },
          sends: search({ id: conversationId }),
          gives: { ...conversation, fullName, lastMessageDate: expect.stringMatching(/^\d{4}-.*Z$/) },
        },
        {
          input: { contactId, status: 'all', ...last },
          sends: search({
            contactId,
            status: 'all',
            ...last,
          }),
          gives: conversation,
        },
        {
          input: { query: fullName, assignedTo: [assignedTo] },
          sends: search({ query: fullName, assignedTo }),
          gives: { fullName },
        },
      ],
      several: { input: pick(last, 'lastMessageType'), ids: expect.arrayContaining([conversationId]) },
      nothing: [
        { conversationId: UNKNOWN },
        { contactId: UNKNOWN },
        { conversationId, lastMessageType: 'TYPE_REVIEW' },
      ],
      refused: {
        input: {},
        says: /^Find Conversation needs a value for “Conversation ID”, “Contact”/,
        sends: 0,
      },
    },
    {
      key: 'find_messages',
      uses: [
        {
          input: { id: call.id },
          sends: { call: `GET /conversations/messages/${call.id}` },
          gives: { id: call.id, typeName: 'Call', callDuration: 12 },
        },
        {
          input: { conversationId },
          sends: ofConversation(),
          gives: { id: email.id, emailMessageIds: [emailId] },
        },
        {
          input: { conversationId, channel: 'Email', includeActivity: 'yes' },
          sends: ofConversation({ type: 'TYPE_EMAIL' }),
          gives: { id: email.id },
        },
        {
          input: { contactId, direction: 'inbound' },
          sends: exported({ contactId }),
          gives: { id: first(inbound).id, direction: 'inbound' },
        },
        {
          input: { contactId, channel: 'Email', startDate: '2020-01-01' },
          sends: exported({ contactId, channel: 'Email', startDate: '2020-01-01T00:00:00.000Z' }),
          gives: { id: email.id },
        },
        {
          input: { contactId: activity.contactId, includeActivity: true },
          sends: exported({ contactId: activity.contactId }),
          gives: { id: activity.id, typeName: 'Activity: Appointment' },
        },
      ],
      several: { input: { contactId }, ids: texts.map(({ id }) => id) },
      nothing: [
        { id: UNKNOWN },
        { id: call.id, direction: 'outbound' },
        { contactId: UNKNOWN },
        { conversationId: UNKNOWN },
        { conversationId, startDate: '2099-01-01' },
        { conversationId, contactId: UNKNOWN },
      ],
      refused: {
        input: { channel: 'SMS' },
        says: /^Find Messages needs a value for “Message ID”, “Contact” or “Conversation”\.$/,
        sends: 0,
      },
    },
    {
      key: 'find_email',
      uses: [
        {
          input: { id: emailId },
          sends: { call: `GET /conversations/messages/email/${emailId}` },
          gives: { id: emailId, subject: 'Your visit', body: expect.stringContaining('<p>') },
        },
        {
          input: { messageId: email.id },
          sends: { call: `GET /conversations/messages/email/${emailId}` },
          besides: [`GET /conversations/messages/${email.id}`],
          gives: { id: emailId, threadId: email.id },
        },
        {
          input: { id: emailId, messageId: call.id },
          sends: { call: `GET /conversations/messages/email/${emailId}` },
          gives: { id: emailId },
        },
      ],
      nothing: [{ id: UNKNOWN }, { messageId: UNKNOWN }, { messageId: call.id }],
      refused: { input: {}, says: /^Find Email needs a value for “Email ID” or “Message ID”\.$/, sends: 0 },
    },
    {
      key: 'find_call_recording',
      uses: [
        {
          input: { messageId: call.id },
          sends: recorded,
          gives: { id: call.id, file: expect.stringMatching(/^hydrate\|/) },
        },
      ],
      nothing: [{ messageId: UNKNOWN }, { messageId: email.id }],
      refused: { input: {}, says: /^Find Call Recording needs a value for “Call”\.$/, sends: 0 },
    },
    {
      key: 'find_call_transcription',
      uses: [
        {
          input: { messageId: call.id },
          sends: said,
          gives: {
            id: call.id,
            text: expect.stringContaining('how can I help you?\nI would like'),
            dialogue: expect.stringMatching(/^Speaker 1: Thank you .*\nSpeaker 2: I would like/),
            sentences: expect.arrayContaining([expect.objectContaining({ sentenceIndex: 0 })]),
            file: expect.stringMatching(/^hydrate\|/),
          },
        },
      ],
      nothing: [{ messageId: UNKNOWN }, { messageId: email.id }],
      refused: { input: {}, says: /^Find Call Transcription needs a value for “Call”\.$/, sends: 0 },
    },
    {
      key: 'find_template',
      uses: [
        {
          input: { name: 'RUNNING late' },
          sends: ofTemplates(),
          gives: {
            id: template('Running late'),
            type: 'sms',
            template: expect.objectContaining({ body: 'Running late, {{contact.first_name}}.' }),
          },
        },
        {
          input: { name: template('Appointment reminder'), type: 'email' },
          sends: ofTemplates({ type: 'email' }),
          gives: { id: template('Appointment reminder'), name: 'Appointment reminder' },
        },
      ],
      several: { input: { name: 'r' }, ids: expect.arrayContaining(templates.map(({ id }) => id)) },
      nothing: [{ name: UNKNOWN }, { name: 'Running late', type: 'email' }],
      refused: { input: {}, says: /^Find Message Template needs a value for “Name or ID”\.$/, sends: 0 },
    },
  ];
};

describeSearches(zap, 'Conversations & Messages', () => rows(place()));

/** A conversation of so many messages, the earliest first, one a minute; every tenth came in. */
function longThread(length: number) {
  const { locationId } = first(zap.sandbox.locations);
  const contact = first(zap.sandbox.state.contacts.where((row) => row.locationId === locationId));
  const conversationId = 'longThread0000000001';
  const dated = {
    dateAdded: Date.now(),
    lastMessageDate: Date.now(),
    unreadCount: 0,
    type: 1,
    followers: [],
  };
  zap.sandbox.state.conversations.insert({
    ...{ id: conversationId, locationId, contactId: contact.id, lastMessageType: 'TYPE_SMS' },
    ...{ starred: false, inbox: true, deleted: false, lastMessageBody: '', ...dated },
  });
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString();
  const ids = Array.from({ length }, (_, i) => {
    const direction = i % 10 ? 'outbound' : 'inbound';
    const kind = { messageType: 'TYPE_SMS', type: 2, direction, body: `Message ${i}` };
    const row = { locationId, contactId: contact.id, conversationId, ...kind, dateAdded: at(i) };
    return zap.sandbox.state.messages.insert(row).id;
  });
  return { conversationId, latestFirst: ids.reverse(), at };
}

const found = async (input: object) =>
  first(items(await zap.run('searches', 'find_messages', { ...input, results: 'all' })));

test('as many messages are given as are asked for, twenty where nothing is said, by one request', async () => {
  const { conversationId, latestFirst } = longThread(250);
  for (const [most, count] of [
    [3, 3],
    [undefined, 20],
    [100, 100],
  ]) {
    zap.sandbox.requests.length = 0;
    const { results } = await found({ conversationId, ...(most && { most }) });
    expect(items(results).map(({ id }) => id)).toEqual(latestFirst.slice(0, count));
    expect(zap.sent()).toHaveLength(1);
  }
  const tooMany = zap.run('searches', 'find_messages', { conversationId, most: 101 });
  expect(await zap.sentence(tooMany)).toMatch(/^“How Many” must be 1 to 100/);
});

test('more is read where too few of a page are meant, and no further than the day that was asked for', async () => {
  const { conversationId, at } = longThread(350);
  const inbound = await found({ conversationId, direction: 'inbound', most: 15 });
  expect(inbound.count).toBe(15);
  expect(zap.sent()).toHaveLength(2);
  zap.sandbox.requests.length = 0;
  const recent = await found({ conversationId, direction: 'inbound', most: 15, startDate: at(300) });
  expect(recent.count).toBe(5);
  expect(zap.sent()).toHaveLength(1);
});

test('all messages come as one text too, the earliest first', async () => {
  const { conversationId } = longThread(12);
  const { thread } = await found({ conversationId, most: 3 });
  expect(thread).toBe('Us: Message 9\nContact: Message 10\nUs: Message 11');
});

test('the latest email of a thread is found by the message that they are in', async () => {
  const { email } = place();
  const sent = await zap.run('creates', 'send_message', {
    ...{ type: 'Email', contactId: email.contactId, subject: 'Re: Your visit', html: '<p>Thanks</p>' },
    threadId: email.id,
  });
  const [found] = items(await zap.run('searches', 'find_email', { messageId: email.id }));
  expect(found).toMatchObject({ subject: 'Re: Your visit', body: '<p>Thanks</p>' });
  expect(sent).toMatchObject({ emailMessageId: found?.id });
});

test('a call without a recording yet gives nothing, so that a Zap can wait', async () => {
  const { call } = place();
  zap.sandbox.state.messages.update(call.id, { recording: false, sentences: [] });
  expect(await zap.run('searches', 'find_call_recording', { messageId: call.id })).toEqual([]);
  expect(await zap.run('searches', 'find_call_transcription', { messageId: call.id })).toEqual([]);
});
