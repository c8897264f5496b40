/** Messages and conversations: what is a call, and types in words, whichever form they come in. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { conversation, openedConversation } from '../../records/conversation';
import { message } from '../../records/message';
import { messageTypeOf, typeName } from '../../records/message-type';
import type { RecordType } from '../../records/record';
import type { Item } from '../../zapier';

const z: ZObject = Object({});
const bundle: Bundle = Object({});
const made = ({ from }: RecordType, raw: Item): Item => Object(from({ id: 'r1', ...raw }, z, bundle));

describe('a call', () => {
  test.each<[form: string, meta: Item, duration: number | undefined, status: string | undefined]>([
    ['within call', { call: { duration: 42, status: 'voicemail' } }, 42, 'voicemail'],
    ['beside it', { callDuration: '42', callStatus: 'busy' }, 42, 'busy'],
    [
      'in both, of which the inner counts',
      { call: { duration: 42 }, callDuration: '7', callStatus: 'busy' },
      42,
      'busy',
    ],
    ['not answered', { call: { duration: 0, status: 'no-answer' } }, 0, 'no-answer'],
    ['without a duration', { call: { duration: null, status: 'failed' } }, undefined, 'failed'],
    ['with an empty duration', { callDuration: '', callStatus: '' }, undefined, undefined],
    ['with what is no duration', { call: { duration: 'long' } }, undefined, undefined],
  ])('has its duration and status: %s', (_form, meta, callDuration, callStatus) => {
    const { callDuration: seconds, callStatus: ended } = made(message, { messageType: 'TYPE_CALL', meta });
    expect([seconds, ended]).toEqual([callDuration, callStatus]);
  });

  const meta = { call: { duration: 9, status: 'completed' }, callDuration: '9', callStatus: 'completed' };

  test.each([
    { messageType: 'TYPE_IVR_CALL' },
    { messageType: 'TYPE_CUSTOM_CALL' },
    { messageType: 'TYPE_CAMPAIGN_CALL' },
    { messageType: 'TYPE_CAMPAIGN_MANUAL_CALL' },
    { messageType: 'TYPE_CAMPAIGN_VOICEMAIL' },
    { messageType: 'Call' },
    { type: 10 },
    {},
  ])('can be %j', (type) => {
    expect(made(message, { ...type, meta })).toMatchObject({ callDuration: 9, callStatus: 'completed' });
  });

  test.each([
    { messageType: 'TYPE_WHATSAPP' },
    { messageType: 'TYPE_LIVE_CHAT' },
    { messageType: 'TYPE_ACTIVITY_OPPORTUNITY' },
    { type: 3 },
  ])('is not %j', (type) => {
    const keys = Object.keys(made(message, { ...type, meta }));
    expect(keys.filter((key) => key.startsWith('call'))).toEqual([]);
  });
});

describe('a type', () => {
  test.each([
    ['TYPE_CAMPAIGN_GMB', 'Campaign Google Business'],
    ['TYPE_NO_SHOW', 'No-Show'],
    ['TYPE_GROUP_SMS', 'Group SMS'],
    ['SMS', 'SMS'],
    ['TYPE_CARRIER_PIGEON', 'Carrier Pigeon'],
  ])('%s is called %s', (code, name) => {
    expect(typeName(code)).toBe(name);
  });

  test.each([
    [1, 'TYPE_CALL'],
    ['19', 'TYPE_WHATSAPP'],
    [31, 'TYPE_ACTIVITY_APPOINTMENT'],
    [34, 'TYPE_CUSTOM_CALL'],
    [100, 'TYPE_NO_SHOW'],
    [101, undefined],
    ['TYPE_RCS', 'TYPE_RCS'],
    ['', undefined],
    [null, undefined],
  ])('of a message, given as %j, is %s', (given, code) => {
    expect(messageTypeOf(given)).toBe(code);
  });

  test('of a message keeps its code, and its name stands beside it', () => {
    expect(made(message, { messageType: 'TYPE_TIKTOK', type: 40 })).toMatchObject({
      messageType: 'TYPE_TIKTOK',
      typeName: 'TikTok',
    });
    expect(made(message, { type: 18 })).toMatchObject({
      messageType: 'TYPE_INSTAGRAM',
      typeName: 'Instagram',
    });
  });
});

describe.each<[which: string, record: RecordType]>([
  ['of a search', conversation],
  ['by its id', openedConversation],
])('a conversation %s', (_which, record) => {
  test.each([
    { type: 3, lastMessageType: 9, messageTypes: [9, 101, 5] },
    {
      type: 'TYPE_FB_MESSENGER',
      lastMessageType: 'TYPE_CAMPAIGN_EMAIL',
      messageTypes: ['TYPE_CAMPAIGN_EMAIL', 'TYPE_WEBCHAT'],
    },
  ])('has its types as codes and in words: %j', (types) => {
    expect(made(record, types)).toMatchObject({
      type: 'TYPE_FB_MESSENGER',
      typeName: 'Facebook Messenger',
      lastMessageType: 'TYPE_CAMPAIGN_EMAIL',
      lastMessageTypeName: 'Campaign Email',
      messageTypes: ['TYPE_CAMPAIGN_EMAIL', 'TYPE_WEBCHAT'],
    });
  });

  test.each([
    { seconds: 1790000000, nanoseconds: 500_000_000 },
    { _seconds: 1790000000, _nanoseconds: 500_000_000 },
    1790000000500,
    '2026-09-21T14:13:20.500Z',
  ])('tells when its last message was: %j', (lastMessageDate) => {
    expect(made(record, { lastMessageDate })).toMatchObject({ lastMessageDate: '2026-09-21T14:13:20.500Z' });
  });

  test('has no type and no date that can’t be read', () => {
    const raw = { type: 66, lastMessageType: 666, lastMessageDate: { seconds: null }, dateAdded: null };
    expect(made(record, raw)).toEqual({ id: 'r1' });
  });
});

test('a conversation by its id promises nothing of its contact, which it does not have', () => {
  const keys = openedConversation.fields.map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['id', 'contactId', 'lastMessageDate', 'typeName']));
  const ofContact = /^(?!assignedTo|type|.*TypeName).*name$|email|phone/i;
  expect(keys.filter((key) => ofContact.test(key))).toEqual([]);
});
