/**
 * All that may come to the address of a Zap, from HighLevel and from strangers, to a sub-account's Zap and to an
 * agency's: what starts, what it costs in requests, what the Zap's owner can see of it. A run fails for none of it.
 */
import { Signer } from '../../sandbox/webhooks/signature';
import { shortenWaits } from '../support/harness';
import {
  type Address,
  address,
  type Call,
  ELSEWHERE,
  eventText,
  here,
  type Level,
  type Outcome,
  someContact,
  type Trigger,
  workflowBody,
} from './calls';

const zap = address();
afterEach(() => jest.restoreAllMocks());

const CONTACT = 'GET /contacts/{contactId}';
const NOTE = 'GET /contacts/{contactId}/notes/{id}';
const TOKEN = 'POST /oauth/locationToken';

type Sent = Pick<Call, 'body' | 'headers' | 'input'>;

/** What comes in, and what comes of it. */
interface Row {
  what: string;
  send: (zap: Address) => Sent;
  starts: number;
  /** The requests of a sub-account's Zap; an agency's opens the sub-account first, unless `unopened`. */
  costs: readonly string[];
  unopened?: true;
  /** What a test of the trigger then tells; nothing where the call started the Zap, or was a repeat. */
  tells?: RegExp;
  /** The same for an agency, where it is not that. */
  tellsAgency?: RegExp;
}

/** Core itself fails with some thousands of levels, before it calls the app. */
const DEEP = `${'['.repeat(1000)}${']'.repeat(1000)}`;
const PROTOTYPE = '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},';
const LONG = 'x'.repeat(2_000_000);

const workflow =
  (more = {}, input = {}) =>
  (at: Address): Sent => ({ body: workflowBody(at, more), input });
const refused = { starts: 0, costs: [], unopened: true } as const;

const WORKFLOW: Row[] = [
  { what: 'a contact of a workflow', send: workflow(), starts: 1, costs: [CONTACT] },
  {
    what: 'a forged one about a contact that is there',
    send: (at) => ({
      body: { contact_id: someContact(at).id, location: { id: here(at) }, email: 'forged@example.com' },
    }),
    starts: 1,
    costs: [CONTACT],
  },
  {
    what: 'a forged one about a contact that is not there',
    send: workflow({ contact_id: 'Nobody00000000000000' }),
    starts: 0,
    costs: [CONTACT],
    tells: /has no contact with the ID/,
  },
  {
    what: 'a contact of another sub-account',
    send: (at) => {
      const other = at.sandbox.state.contacts.where(({ locationId }) => locationId !== here(at))[0];
      return { body: workflowBody(at, { contact_id: other?.id }) };
    },
    starts: 0,
    costs: [CONTACT],
    tells: /has no contact with the ID/,
  },
  {
    what: 'a path in the place of a contact',
    send: workflow({ contact_id: '../locations/x' }),
    ...refused,
    tells: /does not name a contact/,
  },
  {
    what: 'no contact',
    send: workflow({ contact_id: '' }),
    ...refused,
    tells: /does not name a contact/,
  },
  {
    what: 'one without the secret of the step',
    send: workflow({}, { secret: 'open sesame' }),
    ...refused,
    tells: /without the secret/,
  },
  {
    what: 'one with another secret',
    send: workflow({ customData: { secret: 'open sesam' } }, { secret: 'open sesame' }),
    ...refused,
    tells: /without the secret/,
  },
  {
    what: 'one with the secret in the custom data',
    send: workflow({ customData: { secret: ' open sesame ' } }, { secret: 'open sesame' }),
    starts: 1,
    costs: [CONTACT],
  },
  {
    what: 'one with the secret in a header',
    send: (at) => ({
      body: workflowBody(at),
      headers: { 'X-Secret': 'open sesame' },
      input: { secret: 'open sesame' },
    }),
    starts: 1,
    costs: [CONTACT],
  },
  {
    what: 'one of another sub-account',
    send: workflow({ location: { id: ELSEWHERE } }),
    starts: 0,
    costs: [],
    tells: /of another sub-account/,
    tellsAgency: /does not open/,
  },
  {
    what: 'one of no sub-account',
    send: workflow({ location: {} }),
    ...refused,
    tells: /does not name a sub-account/,
  },
  {
    what: 'one of another workflow than the chosen one',
    send: (at) => ({ body: workflowBody(at, { workflow: { id: 'w2' } }), input: { workflowId: 'w1' } }),
    ...refused,
    tells: /of another workflow/,
  },
  { what: 'an array of none', send: () => ({ body: [] }), ...refused, tells: /It is empty/ },
  {
    what: 'an array of too many',
    send: (at) => ({ body: Array.from({ length: 21 }, (_none, n) => workflowBody(at, { n })) }),
    ...refused,
    tells: /more than 20/,
  },
  {
    what: 'an array of one twice',
    send: (at) => ({ body: [workflowBody(at), workflowBody(at)] }),
    starts: 1,
    costs: [CONTACT],
  },
  { what: 'no JSON', send: () => ({ body: '<xml/>' }), ...refused, tells: /no JSON/ },
  {
    what: 'half of a JSON',
    send: () => ({ body: '{"contact_id":' }),
    ...refused,
    tells: /no JSON/,
  },
  { what: 'the text null', send: () => ({ body: 'null' }), ...refused, tells: /no JSON/ },
  { what: 'a number', send: () => ({ body: '7' }), ...refused, tells: /no JSON/ },
  { what: 'a thousand levels', send: () => ({ body: DEEP }), ...refused, tells: /too many levels/ },
  {
    what: 'names of a prototype',
    send: (at) => ({ body: JSON.stringify(workflowBody(at)).replace('{', PROTOTYPE) }),
    starts: 1,
    costs: [CONTACT],
  },
  {
    what: 'two megabytes',
    send: workflow({ customData: { long: LONG }, 'Custom Field': LONG }),
    starts: 1,
    costs: [CONTACT],
  },
];

/** An event as HighLevel reports it, and signs it unless said. */
const event =
  (more = {}, { name = 'NoteCreate', change = (text: string) => text, headers = {} } = {}) =>
  (at: Address): Sent => {
    const text = eventText(at, { type: name, ...more });
    return {
      body: change(text),
      headers: { ...at.signed(text), ...headers },
      input: { event: 'NoteCreate' },
    };
  };
const signed =
  (text: string) =>
  (at: Address): Sent => ({ body: text, headers: at.signed(text), input: { event: 'NoteCreate' } });

const EVENTS: Row[] = [
  { what: 'an event', send: event(), starts: 1, costs: [NOTE] },
  {
    what: 'an event that another key signed',
    send: (at) => {
      const body = eventText(at);
      const headers = { 'X-GHL-Signature': new Signer('a stranger').sign(body) };
      return { body, headers, input: { event: 'NoteCreate' } };
    },
    ...refused,
    tells: /HighLevel did not sign it/,
  },
  {
    what: 'an event without a signature',
    send: (at) => ({ body: eventText(at), input: { event: 'NoteCreate' } }),
    ...refused,
    tells: /no signature/,
  },
  {
    what: 'an event that says that it has none',
    send: event({}, { headers: { 'X-GHL-Signature': 'N/A' } }),
    ...refused,
    tells: /no signature/,
  },
  {
    what: 'an event whose signature is no base64',
    send: event({}, { headers: { 'X-GHL-Signature': '%%%' } }),
    ...refused,
    tells: /did not sign it/,
  },
  {
    what: 'an event that was changed on the way',
    send: event({}, { change: (text) => text.replace('As it was sent', 'Changed') }),
    ...refused,
    tells: /its text was changed/,
  },
  {
    what: 'an event of another sub-account, rightly signed',
    send: event({ locationId: ELSEWHERE }),
    starts: 0,
    costs: [],
    tells: /of another sub-account/,
    tellsAgency: /does not open/,
  },
  {
    what: 'an event of another app, rightly signed',
    send: event({ appId: 'another' }),
    ...refused,
    tells: /another app/,
  },
  { what: 'another event', send: event({}, { name: 'NoteUpdate' }), ...refused, tells: /another event/ },
  {
    what: 'an event of a day and an hour ago',
    send: event({ timestamp: new Date(Date.now() - 25 * 3_600_000).toISOString() }),
    ...refused,
    tells: /older than a day/,
  },
  {
    what: 'an event of an hour ago',
    send: event({ timestamp: new Date(Date.now() - 3_600_000).toISOString() }),
    starts: 1,
    costs: [NOTE],
  },
  { what: 'a signed array', send: signed('[{"type":"NoteCreate"}]'), ...refused, tells: /no JSON object/ },
  { what: 'a signed text that is no JSON', send: signed('<xml/>'), ...refused, tells: /no JSON object/ },
  { what: 'a signed null', send: signed('null'), ...refused, tells: /no JSON object/ },
  { what: 'signed levels, a thousand', send: signed(DEEP), ...refused, tells: /no JSON object/ },
  {
    what: 'nothing',
    send: () => ({ body: '', input: { event: 'NoteCreate' } }),
    ...refused,
    tells: /no signature/,
  },
  {
    what: 'an event with names of a prototype',
    send: (at) => signed(eventText(at).replace('{', PROTOTYPE))(at),
    starts: 1,
    costs: [NOTE],
  },
  { what: 'an event of two megabytes', send: event({ body: LONG, more: LONG }), starts: 1, costs: [NOTE] },
  {
    what: 'a message whose type is a name that every object has',
    send: (at) => {
      const said = { type: 'InboundMessage', id: undefined, conversationId: 'c1', direction: 'inbound' };
      const text = eventText(at, { ...said, messageType: 'toString' });
      return { ...signed(text)(at), input: { event: 'InboundMessage' } };
    },
    starts: 1,
    costs: [],
  },
  { what: 'an event of what is gone', send: event({ id: 'Gone0000000000000000' }), starts: 1, costs: [NOTE] },
  { what: 'an event with a path as its id', send: event({ id: '../../locations/x' }), starts: 1, costs: [] },
];

const TABLE = ([['workflow_event', WORKFLOW] as const, ['app_event', EVENTS] as const] as const).flatMap(
  ([trigger, rows]) =>
    (['sub-account', 'agency'] as const).flatMap((level) =>
      rows.map((row) => [trigger, level, row.what, row] as const),
    ),
);

const opening = (level: Level, { unopened }: Row) => (level === 'agency' && !unopened ? [TOKEN] : []);

test.each(TABLE)('%s of %s: %s', async (trigger, level, _what, row) => {
  const call = { trigger, level, ...row.send(zap) };
  const { started, requests, failure } = await zap.send(call);
  expect(failure).toBeUndefined();
  expect(started).toHaveLength(row.starts);
  expect(requests).toEqual([...opening(level, row), ...row.costs]);
  const tells = (level === 'agency' && row.tellsAgency) || row.tells;
  const { lastRefusal, ...sample } =
    (await zap.test({ trigger, level, ...(call.input && { input: call.input }) }))[0] ?? {};
  expect(sample).toMatchObject({ id: expect.any(String) });
  if (tells) expect(lastRefusal).toMatch(tells);
  else expect(lastRefusal).toBeUndefined();
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

/** One good call to each trigger. */
const good = (trigger: Trigger): Sent => (trigger === 'app_event' ? event()(zap) : workflow()(zap));
const read = { workflow_event: CONTACT, app_event: NOTE };
const both = [['workflow_event'], ['app_event']] as const;

describe.each(both)('%s', (trigger) => {
  const send = (sent: Sent, more: Partial<Call> = {}): Promise<Outcome> =>
    zap.send({ trigger, ...sent, ...more });

  test('starts the Zap once for what comes twice, and costs nothing the second time', async () => {
    const sent = good(trigger);
    expect((await send(sent)).started).toHaveLength(1);
    expect(await send(sent)).toEqual({ started: [], requests: [] });
  });

  test('starts each of two Zaps that get the same', async () => {
    const sent = good(trigger);
    for (const one of ['zap 1', 'zap 2']) expect((await send(sent, { zap: one })).started).toHaveLength(1);
  });

  test('starts the Zap again where the memory is lost, rather than not at all', async () => {
    const sent = good(trigger);
    await send(sent);
    zap.forget();
    expect((await send(sent)).started).toHaveLength(1);
  });

  test('starts the Zap where Zapier does not tell which one it is', async () => {
    expect((await send(good(trigger), { zap: '' })).started).toHaveLength(1);
  });

  test('asks Zapier for another run after a failure of HighLevel’s, which then starts the Zap once', async () => {
    shortenWaits();
    const sent = good(trigger);
    zap.sandbox.faults.add({ endpoint: /contacts/, status: 503, body: 'Service Unavailable', times: 99 });
    const failed = await send(sent);
    expect(failed).toMatchObject({ started: [], kind: 'throttled' });
    zap.sandbox.faults.clear();
    expect((await send(sent)).started).toHaveLength(1);
    expect((await send(sent)).started).toEqual([]);
    expect((await zap.test({ trigger, ...(sent.input && { input: sent.input }) }))[0]).not.toHaveProperty(
      'lastRefusal',
    );
  });

  test('fails where the connection lacks the scope, and names it', async () => {
    const body = { statusCode: 401, message: 'The token is not authorized for this scope.' };
    zap.sandbox.faults.add({ endpoint: /contacts/, status: 401, body });
    const { failure, kind } = await send(good(trigger));
    expect(failure).toMatch(/contacts.readonly/);
    expect(kind).toBe('error');
    // Nothing was noted: the next run takes it.
    expect((await send(good(trigger))).started).toHaveLength(1);
  });

  test('asks once whether a sub-account is the agency’s, and not again for a while', async () => {
    const foreign = () =>
      trigger === 'app_event'
        ? event({ locationId: ELSEWHERE })(zap)
        : workflow({ location: { id: ELSEWHERE } })(zap);
    expect((await send(foreign(), { level: 'agency' })).requests).toEqual([TOKEN]);
    expect((await send(foreign(), { level: 'agency' })).requests).toEqual([]);
  });

  test('does not disturb the connection where HighLevel refuses a sub-account without a reason', async () => {
    zap.sandbox.faults.add({ endpoint: TOKEN, status: 401, body: { message: 'Unauthorized' } });
    const { started, failure, requests } = await send(good(trigger), { level: 'agency' });
    expect({ started, failure }).toEqual({ started: [], failure: undefined });
    expect(requests).toEqual([TOKEN, 'GET /companies/{companyId}']);
  });

  test('has the agency’s token refreshed where it is that one which is no longer good', async () => {
    zap.sandbox.faults.add({
      endpoint: /locationToken|companies/,
      status: 401,
      body: { message: 'Invalid JWT' },
      times: 4,
    });
    expect((await send(good(trigger), { level: 'agency' })).kind).toBe('refresh');
  });

  test('takes for an agency only what is of the chosen sub-account', async () => {
    const other = zap.sandbox.locations.find(({ locationId }) => locationId !== here(zap));
    const sent = good(trigger);
    const input = { ...sent.input, locationId: other?.locationId };
    expect(await send(sent, { level: 'agency', input })).toEqual({ started: [], requests: [] });
    const { started, requests } = await send(sent, {
      level: 'agency',
      input: { ...sent.input, locationId: here(zap) },
    });
    expect(started).toHaveLength(1);
    expect(requests).toEqual([TOKEN, read[trigger]]);
  });
});

describe('workflow_event', () => {
  test('starts the Zap again when the same contact comes again after a minute', async () => {
    const sent = { trigger: 'workflow_event' as const, ...workflow()(zap) };
    await zap.send(sent);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 61_000);
    expect((await zap.send(sent)).started).toHaveLength(1);
  });

  test('says that what is longer than a megabyte has lost all but what is known by name, and the custom data', async () => {
    const sent = workflow(
      { customData: { secret: 's', long: LONG }, 'Custom Field': LONG },
      { secret: 's', contactDetails: 'sent' },
    );
    const { started } = await zap.send({ trigger: 'workflow_event', ...sent(zap) });
    expect(started).toMatchObject([
      { truncated: true, customData: { long: LONG }, contact: { customFields: {} } },
    ]);
  });
});

describe('app_event', () => {
  test('does not start the Zap again for a day, and does after', async () => {
    const sent = { trigger: 'app_event' as const, ...event({ timestamp: undefined })(zap) };
    await zap.send(sent);
    const now = Date.now();
    const later = jest.spyOn(Date, 'now').mockReturnValue(now + 23 * 3_600_000);
    expect((await zap.send(sent)).started).toEqual([]);
    later.mockReturnValue(now + 25 * 3_600_000);
    expect((await zap.send(sent)).started).toHaveLength(1);
  });

  test('knows an event without an id by its text', async () => {
    const sent = { trigger: 'app_event' as const, ...event({ webhookId: undefined })(zap) };
    expect((await zap.send(sent)).started).toMatchObject([
      { eventId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
    expect((await zap.send(sent)).started).toEqual([]);
  });

  test('takes what HighLevel signed from the parsed body, where the text is not the one that was sent', async () => {
    const body = eventText(zap);
    const headers = zap.signed(body);
    const call = { trigger: 'app_event' as const, headers, input: { event: 'NoteCreate' } };
    expect(
      (await zap.send({ ...call, body: JSON.stringify(JSON.parse(body), null, 2) })).started,
    ).toHaveLength(1);
  });

  test('is not started by a parsed body alone: nothing tells who sent it', async () => {
    const { started } = await zap.send({ trigger: 'app_event', ...event()(zap), parsedOnly: true });
    expect(started).toEqual([]);
    expect((await zap.test({ trigger: 'app_event', input: { event: 'NoteCreate' } }))[0]).toMatchObject({
      lastRefusal: expect.stringMatching(/no signature/),
    });
  });

  test('says that what is longer than a megabyte has lost all but what is known by name', async () => {
    const sent = event({ id: 'Gone0000000000000000', body: LONG, variants: LONG })(zap);
    const { started } = await zap.send({ trigger: 'app_event', ...sent });
    expect(started).toMatchObject([{ truncated: true, body: LONG }]);
    expect(started[0]).not.toHaveProperty('variants');
  });
});
