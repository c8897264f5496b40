/** What the sandbox tells the app's addresses of, in which shape, and what goes wrong on the way on purpose. */
import { createPublicKey, verify } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { text as read } from 'node:stream/consumers';
import { isObject, type Json, type JsonObject, text } from '../../sandbox/json';
import { APP_EVENTS, type AppEvent } from '../../sandbox/webhooks/app-events';
import { type HookRequest, HookServer } from '../../zapier';
import { first } from '../support/harness';
import { at, sandboxOfFile } from './client';

const NOW = '2030-05-20T12:00:00.000Z';
const on = sandboxOfFile(NOW);
const { call, locationId, isHere } = on;

let server: HookServer;
let received: HookRequest[];
let address: string;

beforeEach(async () => {
  received = [];
  server = await new HookServer().start();
  address = server.addressOf({ receive: async (request) => void received.push(request) });
});
afterEach(() => server.close());

const bodyOf = ({ cleanedRequest }: HookRequest): JsonObject =>
  isObject(cleanedRequest) ? cleanedRequest : {};

/** All that came in, once everything is sent that is due. */
async function told(): Promise<JsonObject[]> {
  await on.sandbox.webhooks.settled();
  await server.settled();
  return received.map(bodyOf);
}

/** The events that were sent, in their order. */
async function eventsSent(): Promise<string[]> {
  await told();
  return on.sandbox.webhooks.deliveries.map(({ event }) => event);
}

const allTo = (url: string) => Object.fromEntries(APP_EVENTS.map((event) => [event, url]));
const listen = () => on.sandbox.webhooks.setAddresses(allTo(address));

const state = () => on.sandbox.state;
const aContact = () => first(state().contacts.where(isHere));
const aNote = () => ({ locationId: locationId(), contactId: aContact().id, body: 'Called “back” {{x}} 😊' });

function isSigned({ rawRequest: { content, headers } }: HookRequest): boolean {
  const key = Buffer.from(on.sandbox.webhooks.publicKey, 'base64');
  const signature = Buffer.from(headers['Http-X-Ghl-Signature'] ?? '', 'base64');
  return verify(null, Buffer.from(content), createPublicKey({ key, format: 'der', type: 'spki' }), signature);
}

test('an event goes to its address, signed over its exact text, and to no other', async () => {
  on.sandbox.webhooks.setAddresses({ NoteCreate: address });
  const note = state().notes.insert(aNote());
  state().notes.update(note.id, { body: 'Changed' });
  const appId = on.sandbox.clientId.split('-')[0];
  expect(await told()).toEqual([
    {
      ...{ type: 'NoteCreate', locationId: locationId(), id: note.id, body: note.body },
      ...{ contactId: aContact().id, dateAdded: NOW, timestamp: NOW },
      ...{ webhookId: expect.any(String), appId, versionId: expect.any(String) },
    },
  ]);
  expect(received.map(isSigned)).toEqual([true]);
});

/** A change by hand of a record of a table: it is made, changed so, and deleted, or what of this is said. */
type Table = 'notes' | 'invoices' | 'orders' | 'objectRecords' | 'businesses' | 'products' | 'prices';

function copyOf(table: Table): JsonObject {
  const { id: _id, ...row } = first(state()[table].where(isHere));
  return row;
}

/** What happens, by the API where it can do that, and the events that tell of it, in their order. */
const CHANGES: [what: string, happens: () => unknown, events: AppEvent[]][] = [
  [
    'a contact is made, changed, tagged, not to be disturbed, and deleted',
    async () => {
      const body = { locationId: locationId(), email: 'ada@king.example.com', tags: ['new'] };
      const made = await call('POST /contacts/', { body });
      const path = { contactId: idIn(made.body, 'contact') };
      await call('PUT /contacts/{contactId}', { path, body: { city: 'Leeds' } });
      await call('PUT /contacts/{contactId}', { path, body: { city: 'Leeds' } });
      await call('POST /contacts/{contactId}/tags', { path, body: { tags: ['vip'] } });
      await call('PUT /contacts/{contactId}', { path, body: { dnd: true } });
      await call('DELETE /contacts/{contactId}', { path });
    },
    ['ContactCreate', 'ContactUpdate', 'ContactTagUpdate', 'ContactDndUpdate', 'ContactDelete'],
  ],
  [
    'a note is written, changed and deleted',
    () => {
      const { id } = state().notes.insert(aNote());
      state().notes.update(id, { body: 'Changed' });
      state().notes.delete(id);
    },
    ['NoteCreate', 'NoteUpdate', 'NoteDelete'],
  ],
  [
    'a task is made, renamed, done, and deleted',
    async () => {
      const path = { contactId: aContact().id };
      const task = { title: 'Call', dueDate: NOW, completed: false };
      const made = await call('POST /contacts/{contactId}/tasks', { path, body: task });
      const one = { ...path, taskId: idIn(made.body, 'task') };
      await call('PUT /contacts/{contactId}/tasks/{taskId}', { path: one, body: { title: 'Ring' } });
      const body = { completed: true };
      await call('PUT /contacts/{contactId}/tasks/{taskId}/completed', { path: one, body });
      await call('DELETE /contacts/{contactId}/tasks/{taskId}', { path: one });
    },
    ['TaskCreate', 'TaskComplete', 'TaskDelete'],
  ],
  [
    'an appointment is booked, cancelled and deleted',
    async () => {
      const { id } = on.sandbox.happen('appointment-booked');
      on.sandbox.happen('appointment-cancelled', { appointmentId: id });
      await call('DELETE /calendars/events/{eventId}', { path: { eventId: text(id) ?? '' }, body: {} });
    },
    ['AppointmentCreate', 'AppointmentUpdate', 'AppointmentDelete'],
  ],
  [
    'an opportunity is made',
    () => state().opportunities.insert({ locationId: locationId(), name: 'Deal', status: 'open' }),
    ['OpportunityCreate', 'OpportunityUpdate'],
  ],
  [
    'an opportunity gets another stage, is won for more money by another user, is renamed, and deleted',
    () => {
      const { id } = first(state().opportunities.where(isHere));
      state().opportunities.update(id, { pipelineStageId: 'next' });
      state().opportunities.update(id, { status: 'won', monetaryValue: 12, assignedTo: 'user' });
      state().opportunities.update(id, { name: 'Other' });
      state().opportunities.delete(id);
    },
    [
      ...(['OpportunityStageUpdate', 'OpportunityUpdate', 'OpportunityStatusUpdate'] as const),
      ...(['OpportunityMonetaryValueUpdate', 'OpportunityAssignedToUpdate', 'OpportunityUpdate'] as const),
      ...(['OpportunityUpdate', 'OpportunityDelete', 'OpportunityUpdate'] as const),
    ],
  ],
  [
    'a text comes in, and is answered',
    async () => {
      on.sandbox.happen('message-received', { contactId: aContact().id });
      const body = { type: 'SMS', contactId: aContact().id, message: 'Yes' };
      await call('POST /conversations/messages', { body });
    },
    ['InboundMessage', 'ConversationUnreadWebhook', 'OutboundMessage', 'ConversationUnreadWebhook'],
  ],
  [
    'an email is sent, and opened; one that is to be sent later tells nothing',
    async () => {
      const mail = { type: 'Email', contactId: aContact().id, subject: 'Hello', html: 'Hi' };
      const sent = await call('POST /conversations/messages', { body: mail });
      on.sandbox.happen('email-opened', { emailId: idIn(sent.body, 'emailMessageId') });
      const scheduledTimestamp = Date.parse(NOW) / 1000 + 3600;
      await call('POST /conversations/messages', { body: { ...mail, scheduledTimestamp } });
    },
    ['OutboundMessage', 'LCEmailStats'],
  ],
  [
    'an invoice is written, changed, sent, paid in two parts, voided, and deleted',
    () => {
      const { id } = state().invoices.insert({ ...copyOf('invoices'), status: 'draft', amountPaid: 0 });
      state().invoices.update(id, { title: 'BILL' });
      state().invoices.update(id, { status: 'sent' });
      on.sandbox.happen('invoice-paid', { invoiceId: id, amount: 1 });
      state().invoices.update(id, { status: 'paid', amountPaid: 90 });
      state().invoices.update(id, { status: 'void' });
      state().invoices.delete(id);
    },
    [
      ...(['InvoiceCreate', 'InvoiceUpdate', 'InvoiceSent', 'InvoicePartiallyPaid'] as const),
      ...(['InvoicePaid', 'InvoiceVoid', 'InvoiceDelete'] as const),
    ],
  ],
  [
    'an invoice is made, sent, paid in part and in full',
    async () => {
      const { id: contactId } = aContact();
      const account = { altId: locationId(), altType: 'location' };
      const made = await call('POST /invoices/', {
        body: {
          ...account,
          ...{ name: 'Crown', currency: 'USD', issueDate: '2026-01-15', liveMode: true },
          items: [{ name: 'Crown', currency: 'USD', amount: 90, qty: 1 }],
          contactDetails: { id: contactId, name: 'Ada', email: 'ada@example.com', phoneNo: '+13125550142' },
          ...{ businessDetails: {}, discount: { type: 'fixed' }, sentTo: { email: ['ada@example.com'] } },
        },
      });
      const path = { invoiceId: text(at(made.body, '_id')) ?? '' };
      const user = first(state().users.where(({ locationIds }) => locationIds.includes(locationId())));
      const sending = { ...account, action: 'email', userId: user.id, liveMode: true };
      await call('POST /invoices/{invoiceId}/send', { path, body: sending });
      const paid = { ...account, mode: 'cash', notes: 'At the desk' };
      await call('POST /invoices/{invoiceId}/record-payment', { path, body: { ...paid, amount: 1 } });
      await call('POST /invoices/{invoiceId}/record-payment', { path, body: paid });
    },
    ['InvoiceCreate', 'InvoiceSent', 'InvoicePartiallyPaid', 'InvoicePaid'],
  ],
  [
    'an order comes, and is done',
    () => {
      const { id } = state().orders.insert({ ...copyOf('orders'), status: 'pending' });
      state().orders.update(id, { status: 'completed' });
      state().orders.update(id, { fulfillmentStatus: 'fulfilled' });
    },
    ['OrderCreate', 'OrderStatusUpdate'],
  ],
  ...(['objectRecords', 'businesses'] as const).map((table): (typeof CHANGES)[number] => [
    `one of the ${table} is made, changed and deleted`,
    () => {
      const { id } = state()[table].insert(copyOf(table));
      state()[table].update(id, { owner: ['user'] });
      state()[table].delete(id);
    },
    ['RecordCreate', 'RecordUpdate', 'RecordDelete'],
  ]),
  [
    'an association is made, renamed, used for two records, and deleted with what it tied',
    async () => {
      const ends = { firstObjectKey: 'contact', secondObjectKey: 'business' };
      const labels = { firstObjectLabel: 'Owner', secondObjectLabel: 'Firm' };
      const body = { locationId: locationId(), key: 'owner_firm', ...ends, ...labels };
      const made = await call('POST /associations/', { body });
      const path = { associationId: idIn(made.body, 'id') };
      const renamed = { ...labels, firstObjectLabel: 'Boss' };
      await call('PUT /associations/{associationId}', { path, body: renamed });
      const relation = {
        ...{ locationId: locationId(), associationId: path.associationId },
        firstRecordId: aContact().id,
        secondRecordId: first(state().businesses.where(isHere)).id,
      };
      await call('POST /associations/relations', { body: relation });
      await call('DELETE /associations/{associationId}', { path });
    },
    ['AssociationCreate', 'AssociationUpdate', 'RelationCreate', 'RelationDelete', 'AssociationDelete'],
  ],
  [
    'a product and its price are made, changed and deleted',
    () => {
      for (const table of ['products', 'prices'] as const) {
        const { id } = state()[table].insert(copyOf(table));
        state()[table].update(id, { name: 'Other' });
        state()[table].delete(id);
      }
    },
    ['ProductCreate', 'ProductUpdate', 'ProductDelete', 'PriceCreate', 'PriceUpdate', 'PriceDelete'],
  ],
  [
    'a custom object is made and renamed',
    () => {
      const { id } = state().customObjects.insert({ locationId: locationId(), key: 'custom_objects.car' });
      state().customObjects.update(id, { labels: { singular: 'Car', plural: 'Cars' } });
    },
    ['ObjectSchemaCreate', 'ObjectSchemaUpdate'],
  ],
  [
    'a contact is added to a campaign, and to a workflow, which is not told',
    async () => {
      const contactId = aContact().id;
      const [campaignId, workflowId] = [state().campaigns, state().workflows].map(
        (table) => first(table.where((row) => isHere(row) && row.status === 'published')).id,
      );
      const path = { contactId, campaignId: campaignId ?? '', workflowId: workflowId ?? '' };
      await call('POST /contacts/{contactId}/campaigns/{campaignId}', { path, body: {} });
      await call('POST /contacts/{contactId}/workflow/{workflowId}', { path, body: {} });
    },
    ['CampaignStatusUpdate'],
  ],
  [
    'a call with Voice AI ends',
    () => state().voiceAiCalls.insert({ locationId: locationId(), summary: 'Wants a visit.' }),
    ['VoiceAiCallEnd'],
  ],
  [
    'a sub-account is made and renamed, and a user comes',
    () => {
      const { id } = state().locations.insert({
        name: 'New',
        companyId: first(on.sandbox.agencies).companyId,
      });
      state().locations.update(id, { name: 'Newer' });
      state().users.insert({ locationIds: [id], roles: { type: 'account', role: 'user' } });
    },
    ['LocationCreate', 'LocationUpdate', 'UserCreate'],
  ],
];

/** The id of an answer's record, or the text at a name. */
function idIn(body: Json, name: string): string {
  const found = isObject(body) ? body[name] : undefined;
  return String(isObject(found) ? found.id : found);
}

test.each(CHANGES)('%s', async (_what, happens, events) => {
  listen();
  await happens();
  expect(await eventsSent()).toEqual(events);
});

test('each event of the list is told at some change', () => {
  const seen = new Set(CHANGES.flatMap(([, , events]) => events));
  expect(APP_EVENTS.filter((event) => !seen.has(event))).toEqual([]);
});

/** A payload as HighLevel documents or is known to send it. */
const SHAPES: [what: string, event: AppEvent, happens: () => unknown, payload: () => object][] = [
  [
    'a new task does not say whose it is',
    'TaskCreate',
    () =>
      state().tasks.insert({
        locationId: locationId(),
        contactId: aContact().id,
        title: 'Call',
        body: 'Him',
      }),
    () => ({ type: 'TaskCreate', locationId: locationId(), title: 'Call', dateAdded: NOW }),
  ],
  [
    'a deleted record is told whole',
    'OpportunityDelete',
    () => state().opportunities.delete(first(state().opportunities.where(isHere)).id),
    () => {
      const { id, name, contactId, createdAt: dateAdded } = first(state().opportunities.where(isHere));
      return { type: 'OpportunityDelete', id, name, contactId, dateAdded };
    },
  ],
  [
    'the times of an appointment have an offset, and its fields stand in an object of their own',
    'AppointmentCreate',
    () => on.sandbox.happen('appointment-booked', { startTime: '2030-05-21T14:00:00Z', title: 'Visit' }),
    () => ({
      locationId: locationId(),
      appointment: expect.objectContaining({ title: 'Visit', startTime: '2030-05-21T10:00:00-04:00' }),
    }),
  ],
  [
    'a text has its kind by a word, a number and a name',
    'InboundMessage',
    () => on.sandbox.happen('message-received', { body: 'Open?' }),
    () => ({ body: 'Open?', messageType: 'SMS', messageTypeId: 2, messageTypeString: 'TYPE_SMS' }),
  ],
  [
    'a call has its length and how it ended',
    'InboundMessage',
    () => on.sandbox.happen('message-received', { channel: 'Call', duration: 7, status: 'no-answer' }),
    () => ({ messageType: 'CALL', callDuration: 7, callStatus: 'no-answer' }),
  ],
  [
    'an email has an id of its own',
    'InboundMessage',
    () => on.sandbox.happen('message-received', { channel: 'Email', subject: 'Hi', body: 'Open?' }),
    () => ({
      emailMessageId: expect.any(String),
      threadId: expect.any(String),
      subject: 'Hi',
      body: 'Open?',
    }),
  ],
  [
    'an opened email is told in the words of the service that sends emails',
    'LCEmailStats',
    () => on.sandbox.happen('email-opened'),
    () => ({
      webhookPayload: expect.objectContaining({ event: 'opened', timestamp: Date.parse(NOW) / 1000 }),
    }),
  ],
  [
    'a record of an object has its properties as a list',
    'RecordUpdate',
    () => {
      const { id } = first(state().objectRecords.where(isHere));
      state().objectRecords.update(id, { owner: ['user'], properties: { name: 'Rex', age: 3 } });
    },
    () => ({
      owners: ['user'],
      properties: [
        { key: 'name', valueString: 'Rex' },
        { key: 'age', valueString: '3' },
      ],
    }),
  ],
  [
    'an order holds its products, its prices and its buyer',
    'OrderCreate',
    () => state().orders.insert(copyOf('orders')),
    () => ({
      ...{ _id: expect.any(String), altId: locationId(), altType: 'location' },
      contactSnapshot: expect.objectContaining({ id: copyOf('orders').contactId }),
      items: expect.arrayContaining([
        expect.objectContaining({
          product: expect.objectContaining({ _id: expect.any(String) }),
          price: expect.objectContaining({ amount: expect.any(Number) }),
        }),
      ]),
    }),
  ],
];

test.each(SHAPES)('%s', async (_what, event, happens, payload) => {
  on.sandbox.webhooks.setAddresses({ [event]: address });
  const expected = payload();
  await happens();
  expect(await told()).toEqual([expect.objectContaining({ webhookId: expect.any(String), ...expected })]);
});

test.each<[AppEvent, string[]]>([
  ['TaskCreate', ['contactId', 'body']],
  ['InvoiceCreate', ['type', 'locationId', 'id']],
  ['RecordCreate', ['type', 'objectKey']],
])('%s does not tell %j', async (event, names) => {
  listen();
  state().tasks.insert({ locationId: locationId(), contactId: aContact().id, body: 'Call' });
  state().invoices.insert(copyOf('invoices'));
  state().objectRecords.insert(copyOf('objectRecords'));
  await told();
  const sent = on.sandbox.webhooks.deliveries.filter((one) => one.event === event);
  const keys = sent.map(({ body }) => Object.keys(JSON.parse(body)));
  expect(keys.map((own) => own.filter((key) => names.includes(key)))).toEqual([[]]);
});

test('events of every sub-account that has the app come to one address, and of no other', async () => {
  on.sandbox.webhooks.setAddresses({ NoteCreate: address });
  const ids = on.sandbox.locations.map((one) => one.locationId);
  const without = state().locations.insert({ isInstalled: false }).id;
  for (const id of [without, ...ids]) state().notes.insert({ locationId: id, body: 'Hello' });
  expect((await told()).map((one) => one.locationId)).toEqual(ids);
});

describe('on purpose', () => {
  beforeEach(() => on.sandbox.webhooks.setAddresses({ NoteCreate: address }));
  const write = (...bodies: string[]) => {
    for (const body of bodies) state().notes.insert({ ...aNote(), body });
  };
  const written = async () => (await told()).map(({ body }) => body);

  test('an event is sent again, with the same text', async () => {
    on.sandbox.webhooks.disturb({ repeat: 2 });
    write('one', 'two');
    expect(await written()).toEqual(['one', 'one', 'one', 'two']);
    const texts = received.slice(0, 3).map(({ rawRequest }) => rawRequest.content);
    expect(new Set(texts).size).toBe(1);
  });

  test('an event comes later, by the sandbox’s clock', async () => {
    on.sandbox.webhooks.disturb({ delayMs: 60_000 });
    write('one', 'two');
    expect(await written()).toEqual(['two']);
    on.sandbox.clock.advance(59_000);
    expect(await written()).toEqual(['two']);
    on.sandbox.clock.advance(1000);
    expect(await written()).toEqual(['two', 'one']);
  });

  test('an event comes behind the next', async () => {
    on.sandbox.webhooks.disturb({ behindNext: true });
    write('one', 'two', 'three');
    expect(await written()).toEqual(['two', 'one', 'three']);
  });

  test.each([
    ['none', undefined],
    ['N/A', 'N/A'],
    ['forged', expect.stringMatching(/^[\w+/]{86}==$/)],
    ['tampered', expect.stringMatching(/^[\w+/]{86}==$/)],
  ] as const)('the signature is wrong: %s', async (signature, header) => {
    on.sandbox.webhooks.disturb({ signature });
    write('one', 'two');
    await told();
    expect(received.map(isSigned)).toEqual([false, true]);
    expect(received[0]?.rawRequest.headers['Http-X-Ghl-Signature']).toEqual(header);
  });

  test.each([
    ['app', 'appId'],
    ['location', 'locationId'],
  ] as const)('an event is of another %s, and rightly signed', async (foreign, name) => {
    on.sandbox.webhooks.disturb({ foreign });
    write('one', 'two');
    const [one, two] = await told();
    expect(received.map(isSigned)).toEqual([true, true]);
    expect(one?.[name]).not.toBe(two?.[name]);
  });

  test('a fault is for its event alone, and as often as it says', async () => {
    listen();
    on.sandbox.webhooks.disturb({ event: 'NoteUpdate', times: 2, signature: 'none' });
    const { id } = state().notes.insert(aNote());
    for (const body of ['a', 'b', 'c']) state().notes.update(id, { body });
    await told();
    expect(received.map(isSigned)).toEqual([true, false, false, true]);
  });
});

describe('an address that refuses', () => {
  let refusing: Server;
  let statuses: number[];
  let seen: string[];

  beforeEach(async () => {
    [statuses, seen] = [[], []];
    refusing = createServer(async (request, response) => {
      seen.push(await read(request));
      response.writeHead(statuses.shift() ?? 200).end();
    });
    await new Promise<void>((listening) => refusing.listen(0, '127.0.0.1', listening));
    const bound = refusing.address();
    const port = isObject(bound) ? bound.port : 0;
    on.sandbox.webhooks.setAddresses({ NoteCreate: `http://127.0.0.1:${port}/` });
  });
  afterEach(() => {
    refusing.closeAllConnections();
    refusing.close();
  });

  /** Writes a note, and lets so many times eleven minutes pass. */
  async function pass(times: number): Promise<void> {
    for (let i = 0; i < times; i += 1) {
      on.sandbox.clock.advance(11 * 60_000);
      await on.sandbox.webhooks.settled();
    }
  }

  test('with 429 is tried again six times, ten minutes apart, with the same text', async () => {
    statuses = Array(20).fill(429);
    state().notes.insert(aNote());
    await on.sandbox.webhooks.settled();
    on.sandbox.clock.advance(9 * 60_000);
    await on.sandbox.webhooks.settled();
    expect(seen).toHaveLength(1);
    await pass(9);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(1);
    expect(on.sandbox.webhooks.deliveries).toMatchObject([{ statuses: Array(7).fill(429) }]);
  });

  test('with 429 once has the event once it takes it', async () => {
    statuses = [429];
    state().notes.insert(aNote());
    await pass(3);
    expect(on.sandbox.webhooks.deliveries).toMatchObject([{ statuses: [429, 200] }]);
  });

  test.each([400, 410, 500, 503])('with %s has lost the event', async (status) => {
    statuses = [status];
    state().notes.insert(aNote());
    await pass(2);
    expect(on.sandbox.webhooks.deliveries).toMatchObject([{ statuses: [status] }]);
  });

  test('by not being there has lost the event', async () => {
    refusing.close();
    refusing.closeAllConnections();
    state().notes.insert(aNote());
    await pass(2);
    expect(on.sandbox.webhooks.deliveries).toMatchObject([{ statuses: [0] }]);
  });
});

describe('the addresses', () => {
  test.each([
    'https://hooks.zapier.com/hooks/standard/1/2/',
    'http://example.com/',
    'http://127.0.0.1.example.com/',
    'ftp://localhost/',
    'x',
  ])('are on this machine alone: not %s', (url) => {
    expect(() => on.sandbox.webhooks.setAddresses({ NoteCreate: address, TaskCreate: url })).toThrow(
      'this machine alone',
    );
    expect(on.sandbox.webhooks.addresses).toEqual({});
  });

  test('are those of events that there are', () => {
    expect(() => on.sandbox.webhooks.setAddresses({ NoteWritten: address })).toThrow('no event NoteWritten');
  });

  test('are taken away by null, and by a reset, which tells nothing itself', async () => {
    on.sandbox.webhooks.setAddresses({ NoteCreate: address, NoteUpdate: address, NoteDelete: address });
    on.sandbox.webhooks.setAddresses({ NoteUpdate: null });
    const { id } = state().notes.insert(aNote());
    state().notes.update(id, { body: 'Changed' });
    expect(await eventsSent()).toEqual(['NoteCreate']);
    on.sandbox.reset();
    state().notes.insert(aNote());
    await told();
    expect(received).toHaveLength(1);
    expect(on.sandbox.webhooks.deliveries).toEqual([]);
  });

  test('are set, disturbed and looked at by another process', async () => {
    const control = async (path: string, body?: Json) => {
      const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(`${on.sandbox.url}/_sandbox${path}`, sent);
      return { status: response.status, body: JSON.parse(await response.text()) };
    };
    expect(await control('/webhooks', { NoteCreate: 'http://example.com/' })).toMatchObject({ status: 400 });
    expect(await control('/webhooks', { NoteCreate: address })).toMatchObject({ status: 200 });
    await control('/webhooks/faults', [{ event: 'NoteCreate', repeat: 1, signature: 'none' }]);
    expect(await control('/webhooks/faults', { signature: 'missing' })).toMatchObject({ status: 400 });
    state().notes.insert(aNote());
    await told();
    expect(received.map(isSigned)).toEqual([false, false]);
    expect((await control('/webhooks')).body).toMatchObject({
      addresses: { NoteCreate: address },
      deliveries: [{ event: 'NoteCreate', statuses: [200] }, { statuses: [200] }],
    });
  });
});

describe('a workflow’s webhook', () => {
  const reach = (details: JsonObject = {}) => on.sandbox.happen('workflow', { url: address, ...details });

  test('posts the contact, its custom fields by their names, and what the action adds', async () => {
    const contact = aContact();
    const field = first(
      state().customFields.where((row) => isHere(row) && row.name === 'Insurance Provider'),
    );
    state().contacts.update(contact.id, {
      tags: ['new', 'vip'],
      customFields: [{ id: field.id, value: 'Blue Shield' }],
    });
    const customData = { mail: '{{ contact.email }}', note: '{{note.body}}', secret: 's3cret' };
    reach({ contactId: contact.id, customData, headers: { 'X-Secret': 's3cret' } });
    const [body] = await told();
    expect(body).toMatchObject({
      contact_id: contact.id,
      full_name: `${contact.firstName} ${contact.lastName}`,
      tags: 'new,vip',
      date_created: contact.dateAdded,
      'Insurance Provider': 'Blue Shield',
      'Policy Start Date': '',
      location: { id: locationId() },
      workflow: { name: expect.any(String) },
      triggerData: {},
      customData: { mail: contact.email, note: '{{note.body}}', secret: 's3cret' },
    });
    const headers = received.flatMap(({ rawRequest }) => Object.keys(rawRequest.headers));
    expect(headers).toContain('Http-X-Secret');
    expect(headers).not.toContain('Http-X-Ghl-Signature');
  });

  test('tells of the appointment with times of the clock on the wall', async () => {
    const { id } = on.sandbox.happen('appointment-booked', { startTime: '2030-05-21T14:00:00Z' });
    reach({ appointmentId: id });
    expect(await told()).toMatchObject([
      {
        contact_id: state().appointments.get(text(id))?.contactId,
        calendar: {
          appointmentId: id,
          startTime: '2030-05-21T10:00:00',
          selectedTimezone: 'America/New_York',
          appoinmentStatus: 'confirmed',
        },
      },
    ]);
  });

  test('tells of the opportunity beside the contact', async () => {
    const { id, name, contactId } = first(state().opportunities.where(isHere));
    reach({ opportunityId: id });
    const expected = {
      id,
      opportunity_name: name,
      contact_id: contactId,
      pipleline_stage: expect.any(String),
    };
    expect(await told()).toMatchObject([expected]);
  });

  test('tells of the payment', async () => {
    const { id } = on.sandbox.happen('payment-made', { amount: 12 });
    reach({ transactionId: id });
    const line_items = [{ quantity: 1, price: 12 }];
    expect(await told()).toMatchObject([{ payment: { transaction_id: id, total_amount: 12, line_items } }]);
  });

  test('comes again, or from another sub-account, on purpose', async () => {
    on.sandbox.webhooks.disturb({ event: 'workflow', repeat: 1, foreign: 'location' });
    reach();
    const ids = (await told()).map(({ location }) => isObject(location) && location.id);
    expect(ids).toHaveLength(2);
    expect(ids).not.toContain(locationId());
  });

  test('posts nothing from a draft, nothing elsewhere, and nothing without an address', async () => {
    const draft = first(state().workflows.where((row) => isHere(row) && row.status === 'draft'));
    expect(() => reach({ workflowId: draft.id })).toThrow('is a draft');
    expect(() => reach({ url: 'https://hooks.zapier.com/hooks/catch/1/2/' })).toThrow('this machine alone');
    reach({ url: undefined });
    expect(await told()).toEqual([]);
    on.sandbox.webhooks.setAddresses({ workflow: address });
    reach({ url: undefined });
    expect(await told()).toHaveLength(1);
  });
});
