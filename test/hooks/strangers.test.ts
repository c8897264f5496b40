/**
 * What a stranger can do who knows the address of a Zap: whatever is sent, no run fails, and at most one starts
 * about a contact that is there, marked as not verified.
 */
import { get } from 'lodash';
import { EVENTS, isEventName } from '../../highlevel/webhook-events';
import { eventReads } from '../../reads/events';
import fc from '../support/fast-check';
import { type Address, address, type Call, eventText, here, type Trigger, workflowBody } from './calls';

const zap = address();
const SECRET = 'open sesame, 0123456789';

/** Names that the triggers look at, and those that change what an object is. */
const NAMES = [
  ...['contact_id', 'contactId', 'contact', 'id', '_id', 'location', 'locationId', 'workflow', 'customData'],
  ...[
    'calendar',
    'payment',
    'user',
    'tags',
    'secret',
    'line_items',
    'selectedTimezone',
    'startTime',
    'lead_value',
  ],
  ...['pipeline_id', 'date_created', 'attributionSource', 'type', 'appId', 'altId', 'timestamp', 'webhookId'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'length',
    'content',
    'headers',
    'method',
  ],
];
const typed = (names: string[]) => names.filter(isEventName);
/** Values that may be taken for something. */
const VALUES = [
  'null',
  '',
  ' ',
  '{{contact.id}}',
  '{{bundle.authData.access_token}}',
  '../x',
  'Infinity',
  '2026-13-45',
  '%',
  ...['constructor', '__proto__', 'toString'],
];

const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(...VALUES),
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string()), tie('value')), { maxLength: 8 })
    // As text, so that each name is one of its own.
    .map(
      (pairs) =>
        new Raw(`{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`).join(',')}}`),
    ),
})).value;

/** JSON that is written as it is. */
class Raw {
  constructor(readonly text: string) {}
}

function textOf(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  return JSON.stringify(value) ?? 'null';
}

/** A body: anything, text that may be no JSON, or a good one in which one value is another. */
const anyBody = (good: (at: Address) => string) =>
  fc.oneof(
    anyValue.map((value) => () => textOf(value)),
    fc.string().map((text) => () => text),
    fc.tuple(fc.constantFrom(...NAMES), anyValue).map(([name, value]) => (at: Address) => {
      const rest = good(at).slice(1);
      return `{${JSON.stringify(name)}:${textOf(value)},${rest}`;
    }),
    fc.tuple(fc.constantFrom(...NAMES), anyValue).map(([name, value]) => (at: Address) => {
      const rest = good(at).slice(0, -1);
      return `${rest},${JSON.stringify(name)}:${textOf(value)}}`;
    }),
  );

const anyHeaders = fc.dictionary(
  fc.constantFrom('X-GHL-Signature', 'X-Secret', 'Content-Type', 'x-wh-signature'),
  fc.oneof(fc.string(), fc.constantFrom('N/A', 'null', '__proto__')),
);
const anyCall = {
  headers: anyHeaders,
  level: fc.constantFrom('sub-account' as const, 'agency' as const),
  parsedOnly: fc.boolean(),
};

const callOf = (
  trigger: Trigger,
  {
    body,
    headers,
    level,
    parsedOnly,
  }: { parsedOnly: boolean } & Required<Pick<Call, 'headers' | 'level'>> & { body: unknown },
  input: Call['input'] = {},
): Call => ({ trigger, body, headers, level, input, ...(parsedOnly && { parsedOnly }) });

const isHere = (id: unknown, level: Call['level']) =>
  zap.sandbox.state.contacts
    .where((row) => level === 'agency' || row.locationId === here(zap))
    .some((contact) => contact.id === id);

const RUNS = { numRuns: 200 };

test('a stranger starts a workflow’s Zap about a contact that is there, or not at all, and no run fails', async () => {
  const good = (at: Address) => JSON.stringify(workflowBody(at));
  let started = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({ ...anyCall, body: anyBody(good) }),
      fc.constantFrom('highlevel', 'sent'),
      async (given, contactDetails) => {
        zap.forget();
        const outcome = await zap.send(
          callOf('workflow_event', { ...given, body: given.body(zap) }, { contactDetails }),
        );
        expect(outcome.failure).toBeUndefined();
        for (const event of outcome.started) {
          started += 1;
          expect(event.isVerified).toBe(false);
          expect(isHere(event.contactId, given.level)).toBe(true);
          const contact = zap.sandbox.state.contacts.get(String(event.contactId));
          expect(get(event, 'contact.email')).toEqual(contact?.email);
        }
      },
    ),
    RUNS,
  );
  // The good bodies among them start it, so that the property is about something.
  expect(started).toBeGreaterThan(20);
});

test('a stranger starts no Zap that has a secret', async () => {
  const good = (at: Address) => JSON.stringify(workflowBody(at));
  await fc.assert(
    fc.asyncProperty(fc.record({ ...anyCall, body: anyBody(good) }), async (given) => {
      const input = { secret: SECRET, contactDetails: 'sent' };
      const outcome = await zap.send(callOf('workflow_event', { ...given, body: given.body(zap) }, input));
      expect(outcome).toEqual({ started: [], requests: [] });
    }),
    RUNS,
  );
});

test('a stranger starts no Zap by an event that HighLevel did not sign', async () => {
  await fc.assert(
    fc.asyncProperty(fc.record({ ...anyCall, body: anyBody(eventText) }), async (given) => {
      const outcome = await zap.send(
        callOf('app_event', { ...given, body: given.body(zap) }, { event: 'NoteCreate' }),
      );
      expect(outcome).toEqual({ started: [], requests: [] });
    }),
    RUNS,
  );
});

/** An event of any kind, with up to six values of its record being others: strange ones as often as plausible ones. */
const anyEvent = fc.constantFrom(...typed(Object.keys(EVENTS))).chain((event) => {
  const own = eventReads[EVENTS[event].subject].record.fields.map(({ key }) => key.split('__')[0] ?? key);
  const name = fc.constantFrom(...own, ...NAMES);
  const value = fc.oneof(anyValue, fc.constantFrom(...VALUES));
  const values = fc.array(fc.tuple(name, value), { maxLength: 6 });
  return fc.record({ event: fc.constant(event), values });
});

/** The text of such an event. Values stand in its record and beside it. */
function eventOf(values: [name: string, value: unknown][]): string {
  const others = values.map(([name, value]) => `,${JSON.stringify(name)}:${textOf(value)}`).join('');
  const record = (id: object) => new Raw(JSON.stringify(id).replace(/\}$/, `${others}}`));
  const good = { _id: 'x1', messageId: 'm1', conversationId: 'c1', altType: 'location', altId: here(zap) };
  const inner = `,"appointment":${textOf(record({ id: 'a1' }))},"webhookPayload":${textOf(record({ id: 'e1' }))}`;
  return eventText(zap, { ...good, type: undefined }).replace(/\}$/, `${inner}${others}}`);
}

test('whatever HighLevel signs, no run fails, and each event that starts has its ids', async () => {
  let started = 0;
  await fc.assert(
    fc.asyncProperty(anyEvent, anyCall.level, async ({ event, values }, level) => {
      zap.forget();
      const body = eventOf(values);
      const outcome = await zap.send({
        trigger: 'app_event',
        body,
        level,
        headers: zap.signed(body),
        input: { event },
      });
      expect(outcome.failure).toBeUndefined();
      started += outcome.started.length;
      const filled = expect.stringMatching(/./);
      for (const one of outcome.started) expect(one).toMatchObject({ id: filled, eventId: filled, event });
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    }),
    { numRuns: 500 },
  );
  expect(started).toBeGreaterThan(100);
});

test('whatever comes with the secret, no run fails, and the secret is not passed on', async () => {
  let started = 0;
  const good = (at: Address) => JSON.stringify(workflowBody(at));
  await fc.assert(
    fc.asyncProperty(
      fc.record({ ...anyCall, body: anyBody(good) }),
      fc.constantFrom('highlevel', 'sent'),
      async (given, contactDetails) => {
        zap.forget();
        const headers = { 'X-Secret': SECRET };
        const call = callOf(
          'workflow_event',
          { ...given, body: given.body(zap), parsedOnly: false, headers },
          { secret: SECRET, contactDetails },
        );
        const outcome = await zap.send(call);
        expect(outcome.failure).toBeUndefined();
        started += outcome.started.length;
        expect(JSON.stringify(outcome.started)).not.toContain(SECRET);
        expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
      },
    ),
    RUNS,
  );
  expect(started).toBeGreaterThan(20);
});
