/** HighLevel reports an event of the app: what the Zap is given of it, by the event's kind. */
import { EVENTS, type EventName, isOfEvent, SUBJECTS } from '../../highlevel/webhook-events';
import { eventReads } from '../../reads/events';
import { first } from '../support/harness';
import { address, eventText, here } from './calls';

const zap = address();
const trigger = 'app_event' as const;

/** Sends an event as HighLevel does. */
function report(event: EventName, text: string, more = {}) {
  return zap.send({ trigger, body: text, headers: zap.signed(text), input: { event }, ...more });
}

const rowHere = (table: 'notes' | 'tasks' | 'opportunities' | 'messages' | 'invoices' | 'appointments') =>
  first([...zap.sandbox.state[table].where(({ locationId }) => locationId === here(zap))]);

describe('an event', () => {
  test('gives its record as HighLevel has it now, with what the event is', async () => {
    const note = rowHere('notes');
    const timestamp = new Date(Date.now() - 60_000).toISOString();
    const { started, requests } = await report('NoteCreate', eventText(zap, { webhookId: 'w1', timestamp }));
    expect(started).toMatchObject([
      {
        id: note.id,
        body: note.body,
        contactId: note.contactId,
        locationId: here(zap),
        event: 'NoteCreate',
        eventName: 'Note Added',
        eventId: 'w1',
        eventTime: timestamp,
      },
    ]);
    expect(started[0]).not.toHaveProperty('webhookId');
    expect(requests).toEqual(['GET /contacts/{contactId}/notes/{id}']);
  });

  test('of a contact gives its tags, its custom fields and its owner’s name', async () => {
    const { id, tags, assignedTo } = first(
      zap.sandbox.state.contacts.where((row) => row.locationId === here(zap) && Boolean(row.assignedTo)),
    );
    const text = eventText(zap, { type: 'ContactTagUpdate', id, tags: ['stale'] });
    const { started } = await report('ContactTagUpdate', text);
    expect(started).toMatchObject([
      { id, contactId: id, tags, assignedTo, assignedToName: expect.any(String) },
    ]);
  });

  test('of a changed stage gives the names of the stage and its pipeline', async () => {
    const { id } = rowHere('opportunities');
    const { started } = await report(
      'OpportunityStageUpdate',
      eventText(zap, { type: 'OpportunityStageUpdate', id }),
    );
    expect(started).toMatchObject([
      {
        id,
        pipelineName: expect.any(String),
        pipelineStageName: expect.any(String),
        contactId: expect.any(String),
      },
    ]);
  });

  test('of an appointment has its values one step further inside', async () => {
    const { id, contactId, title } = rowHere('appointments');
    const text = eventText(zap, {
      type: 'AppointmentCreate',
      appointment: { id, contactId, title: 'stale' },
    });
    for (const event of ['AppointmentCreate', 'AppointmentUpdate'] as const) {
      expect((await report(event, text, { zap: event })).started).toMatchObject([{ id, title, contactId }]);
    }
  });

  test('of a message keeps what the event tells and HighLevel does not', async () => {
    const { id, contactId } = rowHere('messages');
    const said = {
      id: undefined,
      messageId: id,
      conversationId: 'c1',
      direction: 'inbound',
      subject: 'Your plan',
    };
    const text = eventText(zap, { type: 'InboundMessage', messageType: 'SMS', ...said });
    const { started, requests } = await report('InboundMessage', text);
    expect(started).toMatchObject([{ id, contactId, subject: 'Your plan', messageType: expect.any(String) }]);
    expect(requests).toEqual(['GET /conversations/messages/{id}']);
  });

  test('of a message without an id gives what it tells', async () => {
    const said = {
      id: undefined,
      conversationId: 'c1',
      direction: 'inbound',
      body: 'Hello',
      messageType: 'SMS',
    };
    const { started, requests } = await report(
      'InboundMessage',
      eventText(zap, { type: 'InboundMessage', ...said }),
    );
    expect(started).toMatchObject([{ body: 'Hello', typeName: 'SMS', direction: 'inbound' }]);
    expect(requests).toEqual([]);
  });

  test('of an invoice names its sub-account as “altId”, and not what it is', async () => {
    const { id } = rowHere('invoices');
    const bare = {
      type: undefined,
      locationId: undefined,
      id: undefined,
      altId: here(zap),
      altType: 'location',
    };
    const { started } = await report('InvoicePaid', eventText(zap, { ...bare, _id: id }));
    expect(started).toMatchObject([
      { id, event: 'InvoicePaid', locationId: here(zap), total: expect.any(Number) },
    ]);
  });

  test('of a task that names no contact finds it among the latest', async () => {
    const { id, contactId } = rowHere('tasks');
    const text = eventText(zap, { type: 'TaskCreate', id, contactId: undefined, title: 'stale' });
    const { started, requests } = await report('TaskCreate', text);
    expect(started).toMatchObject([{ id, contactId }]);
    expect(requests).toEqual(['POST /locations/{locationId}/tasks/search']);
  });

  test('of a deletion gives what was deleted, and asks for nothing', async () => {
    const text = eventText(zap, { type: 'NoteDelete', body: 'Was here.' });
    const { started, requests } = await report('NoteDelete', text);
    expect(started).toMatchObject([
      { id: rowHere('notes').id, deleted: true, body: 'Was here.', event: 'NoteDelete' },
    ]);
    expect(requests).toEqual([]);
  });

  test('of an email opened tells by whom, and when', async () => {
    const webhookPayload = {
      id: 'e1',
      event: 'opened',
      timestamp: 1_780_000_000,
      recipient: 'amara@example.com',
      message: { headers: { from: 'office@example.com', to: 'amara@example.com' } },
    };
    const { started } = await report(
      'LCEmailStats',
      eventText(zap, { type: 'LCEmailStats', webhookPayload }),
    );
    expect(started).toMatchObject([
      { id: 'e1', action: 'opened', recipient: 'amara@example.com', occurredAt: '2026-05-28T20:26:40.000Z' },
    ]);
  });

  test('of a voice AI call has the shape of the calls that are polled', async () => {
    const executedCallActions = [{ actionType: 'SMS', actionName: 'Text the address' }];
    const said = { type: undefined, id: 'call1', contactId: 'c1', messageId: 'm1', executedCallActions };
    const text = eventText(zap, { ...said, extractedData: { reason: 'Checkup' } });
    const { started, requests } = await report('VoiceAiCallEnd', text);
    expect(started).toMatchObject([
      {
        id: 'call1',
        contactId: 'c1',
        extractedText: 'reason: Checkup',
        executedCallActions: [{ actionTypeName: 'Text Message' }],
        recording: expect.any(String),
      },
    ]);
    expect(requests).toEqual([]);
  });

  test('of a new sub-account is taken by its agency alone', async () => {
    const { companyId, locationId } = first(zap.sandbox.locations);
    const text = eventText(zap, { type: 'LocationCreate', id: locationId, locationId: undefined, companyId });
    const { started } = await report('LocationCreate', text, { level: 'agency' });
    expect(started).toMatchObject([{ id: locationId, locationId, name: expect.any(String) }]);
    const foreign = eventText(zap, {
      type: 'LocationCreate',
      id: locationId,
      locationId: undefined,
      companyId: 'x1',
    });
    expect((await report('LocationCreate', foreign, { level: 'agency' })).started).toEqual([]);
  });

  test('whose record is gone or was never here is given as the event tells it', async () => {
    const { started, requests } = await report('NoteCreate', eventText(zap, { id: 'Gone0000000000000000' }));
    expect(started).toMatchObject([{ id: 'Gone0000000000000000', body: 'As it was sent.' }]);
    expect(requests).toEqual(['GET /contacts/{contactId}/notes/{id}']);
  });

  test.each([['before it'], ['after it']])(
    'that another event comes %s has its own time and today’s state',
    async (order) => {
      const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
      const texts = [5, 4].map((minutes) => eventText(zap, { timestamp: at(minutes), body: `${minutes}` }));
      const sent = order === 'before it' ? texts : [...texts].reverse();
      const times: unknown[] = [];
      for (const text of sent) {
        const { started } = await report('NoteCreate', text);
        expect(started).toMatchObject([{ body: rowHere('notes').body }]);
        times.push(started[0]?.eventTime);
      }
      expect(times).toEqual(sent.map((text) => JSON.parse(text).timestamp));
    },
  );
});

describe('a test of the trigger', () => {
  const kinds = Object.keys(EVENTS) as EventName[];

  test('shows real records of each kind that can be listed, else a sample, in the shape of the event', async () => {
    const faults: string[] = [];
    for (const event of kinds) {
      const shown = await zap.test({ trigger, input: { event }, zap: event });
      const { newest, record } = eventReads[EVENTS[event].subject];
      const named = shown.every(
        (one) => one.event === event && one.eventName === EVENTS[event].label && one.id && one.eventId,
      );
      if (!shown.length || !named) faults.push(`${event}: ${JSON.stringify(shown[0])}`);
      if (!newest && shown[0]?.id !== record.sample.id) faults.push(`${event} shows no sample`);
      if (newest && shown.some(({ id }) => id === record.sample.id))
        faults.push(`${event} shows no real record`);
      if ('deletes' in EVENTS[event] && shown[0]?.deleted !== true) faults.push(`${event} is no deletion`);
    }
    expect(faults).toEqual([]);
  });

  test('has output fields for all that a sample of the chosen event shows', async () => {
    const faults: string[] = [];
    for (const event of kinds) {
      const fields = (await zap.fields({ trigger, input: { event } })).map(
        ({ key }) => String(key).split('__')[0],
      );
      const { sample } = eventReads[EVENTS[event].subject].record;
      const missing = Object.keys(sample).filter((key) => !fields.includes(key));
      if (missing.length) faults.push(`${event}: ${missing}`);
    }
    expect(faults).toEqual([]);
  });

  test('shows messages of the chosen direction alone', async () => {
    const shown = await zap.test({ trigger, input: { event: 'OutboundMessage' } });
    expect(shown.map(({ direction }) => direction)).toEqual(shown.map(() => 'outbound'));
    expect(shown.length).toBeGreaterThan(0);
  });
});

describe('an event’s kind', () => {
  test.each<[what: string, event: EventName, payload: object, isOf: boolean]>([
    ['its own name', 'NoteCreate', { type: 'NoteCreate', id: 'n' }, true],
    ['another event’s name', 'NoteCreate', { type: 'NoteUpdate', id: 'n' }, false],
    ['no type, with an id', 'InvoiceSent', { _id: 'i' }, true],
    ['no type, without an id', 'InvoiceSent', { total: 1 }, false],
    ['a type of the record’s own', 'PriceCreate', { type: 'one_time', _id: 'p' }, true],
    ['the name of a type that is not offered', 'NoteCreate', { type: 'UserDelete', id: 'u' }, false],
    ['an installation', 'ContactCreate', { type: 'INSTALL', id: 'u' }, false],
    [
      'the type that the portal’s name is not',
      'ConversationUnreadWebhook',
      { type: 'ConversationUnreadUpdate', id: 'c' },
      true,
    ],
    [
      'the example’s slip of an appointment',
      'AppointmentDelete',
      { type: 'AppointmentCreate', appointment: { id: 'a' } },
      true,
    ],
    [
      'no slip the other way',
      'AppointmentCreate',
      { type: 'AppointmentDelete', appointment: { id: 'a' } },
      false,
    ],
    [
      'the example’s slip of a call',
      'InboundMessage',
      { type: 'OutboundMessage', direction: 'inbound', messageId: 'm' },
      true,
    ],
    [
      'a message that went out',
      'InboundMessage',
      { type: 'OutboundMessage', direction: 'outbound', messageId: 'm' },
      false,
    ],
    ['a message without a direction', 'InboundMessage', { type: 'OutboundMessage', messageId: 'm' }, false],
  ])('is known by %s', (_what, event, payload, isOf) => {
    expect(isOfEvent({ ...payload }, event)).toBe(isOf);
  });

  test('is told apart by its label, and each is about a subject that is read', () => {
    const labels = Object.values(EVENTS).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(Object.keys(eventReads).sort()).toEqual(Object.keys(SUBJECTS).sort());
  });
});
