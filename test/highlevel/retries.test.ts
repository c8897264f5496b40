/** What is sent again, and what never is: a repeat may not do harm. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request } from '../../highlevel/client';
import type { Fault } from '../../sandbox/gateway/faults';
import { first, harness, shortenWaits } from '../support/harness';
import { aContactOf } from './calls';

const zap = harness();
beforeEach(() => {
  shortenWaits();
});
afterEach(() => jest.restoreAllMocks());

const HTML = '<html><body>502 Bad Gateway</body></html>';

/** Answers that leave open what HighLevel has done. */
const SILENCES: { [what: string]: Fault } = {
  '500': { status: 500, body: { statusCode: 500, message: 'Oops' } },
  '502 with HTML': { status: 502, body: HTML },
  '503 without a body': { status: 503, body: '' },
  '504': { status: 504 },
  '408': { status: 408, body: { statusCode: 408, message: 'Request Timeout' } },
  'a cut connection': { cut: true },
  'a success that can’t be read': {
    status: 200,
    body: '{"id',
    headers: { 'content-type': 'application/json' },
  },
};

const ask = (call: Call) => zap.call((z: ZObject, bundle: Bundle) => request(z, bundle, call));

const aContact = () => aContactOf(zap);
const aTask = () => first(zap.sandbox.state.tasks.where(({ contactId }) => Boolean(contactId)));
const named = (name: string) => zap.sandbox.state.contacts.where(({ firstName }) => firstName === name);
const methods = () => zap.sent().map(({ method, path }) => `${method} ${path}`);

const READS: { [what: string]: () => Call } = {
  'a read': () => ({ endpoint: 'GET /contacts/{contactId}', input: { contactId: aContact() } }),
  'a POST that only reads': () => ({ endpoint: 'POST /contacts/search', input: { pageLimit: 1 } }),
};

describe.each(Object.entries(READS))('%s', (_what, call) => {
  test.each(Object.entries(SILENCES))('is tried again after %s', async (_silence, fault) => {
    zap.sandbox.faults.add({ ...fault, times: 2 });
    expect(Object.keys(Object(await ask(call())))).not.toEqual([]);
    expect(new Set(methods()).size).toBe(1);
    expect(zap.sent()).toHaveLength(3);
    expect(new Set(zap.sent().map(({ rawBody }) => rawBody)).size).toBe(1);
  });

  test.each(Object.entries(SILENCES))(
    'fails with a sentence after %s three times',
    async (_silence, fault) => {
      zap.sandbox.faults.add({ ...fault, times: 4, headers: { ...fault.headers, 'x-trace-id': 't-1' } });
      const sentence = await zap.sentence(ask({ ...call(), wording: { doing: 'The Step' } }));
      expect(sentence).toMatch(/^The Step did not work\. .*Run the step again in a few minutes\./);
      if (fault.status && fault.status !== 200) expect(sentence).toContain('(Trace id: t-1)');
      expect(zap.sent()).toHaveLength(3);
    },
  );

  test('is tried again where no answer comes in time', async () => {
    jest.restoreAllMocks();
    shortenWaits({ timeouts: true });
    zap.sandbox.faults.add({ delayMs: 2000 });
    expect(Object.keys(Object(await ask(call())))).not.toEqual([]);
    expect(zap.sent()).toHaveLength(2);
  });

  test.each([[400], [403], [404], [409], [413], [422], [501]])(
    'is sent once where the answer is %d',
    async (status) => {
      zap.sandbox.faults.add({ status, body: { message: 'No' } });
      await zap.sentence(ask(call()));
      expect(zap.sent()).toHaveLength(1);
    },
  );
});

describe('a write that makes something', () => {
  test.each(Object.entries(SILENCES))(
    'is never sent twice: after %s its owner is told to look',
    async (_silence, fault) => {
      zap.sandbox.faults.add({ ...fault, after: true });
      const sentence = await zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Onceonly' }));
      expect(sentence).toMatch(/^Create Contact did not work\. /);
      expect(sentence).toContain(
        'It is not known whether Create Contact was done: look in HighLevel before you run this step again.',
      );
      expect(methods()).toEqual(['POST /contacts/']);
      expect(named('Onceonly')).toHaveLength(1);
    },
  );

  test('tells HighLevel’s words and the trace id with it', async () => {
    const headers = { 'x-trace-id': 't-1' };
    zap.sandbox.faults.add({ status: 500, body: { message: 'Oops' }, headers });
    expect(await zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Ada' }))).toBe(
      'Create Contact did not work. HighLevel answered with a problem of its own (500). HighLevel says: “Oops”. It is not known whether Create Contact was done: look in HighLevel before you run this step again. (Trace id: t-1)',
    );
  });

  test('is sent once where no answer comes in time', async () => {
    jest.restoreAllMocks();
    shortenWaits({ timeouts: true });
    zap.sandbox.faults.add({ delayMs: 2000 });
    expect(await zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Onceonly' }))).toContain(
      'It is not known whether Create Contact was done',
    );
    expect(named('Onceonly')).toHaveLength(1);
  });

  test.each([
    ['POST /contacts/{contactId}/notes', { body: 'Onceonly' }],
    ['POST /contacts/{contactId}/tags', { tags: ['onceonly'] }],
  ] as const)('is sent once, whatever it makes: %s', async (endpoint, input) => {
    zap.sandbox.faults.add({ status: 503, after: true });
    await zap.sentence(ask({ endpoint, input: { contactId: aContact(), ...input } }));
    expect(zap.sent()).toHaveLength(1);
  });

  test('that HighLevel does not know is told so, and no more', async () => {
    zap.sandbox.faults.add({ status: 501, body: { message: 'Not here' } });
    expect(await zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Ada' }))).not.toContain(
      'It is not known',
    );
  });
});

describe.each([423, 425])('%d, which leaves nothing done,', (status) => {
  const fault: Fault = { status, body: { statusCode: status, message: 'Not now' } };

  test.each(Object.entries(READS))('is a reason to send %s again', async (_what, call) => {
    zap.sandbox.faults.add(fault);
    await ask(call());
    expect(zap.sent()).toHaveLength(2);
  });

  test('is a refusal of a write that is sent once', async () => {
    zap.sandbox.faults.add(fault);
    expect(await zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Onceonly' }))).toMatch(
      /“Not now”\. HighLevel was too busy to answer\. Run the step again in a few minutes\./,
    );
    expect(zap.sent()).toHaveLength(1);
  });

  test('does not make a delete of nothing a success', async () => {
    zap.sandbox.faults.add(fault);
    const run = zap.run('creates', 'delete_contact', { contactId: 'A1b2C3d4E5f6G7h8I9j0' });
    expect(await zap.sentence(run)).toContain('Contact not found');
    expect(zap.sent()).toHaveLength(2);
  });
});

describe('a write that a repeat can’t harm', () => {
  test.each(Object.entries(SILENCES))(
    'is an update, which is sent again after %s',
    async (_silence, fault) => {
      const contactId = aContact();
      zap.sandbox.faults.add({ ...fault, after: true });
      expect(await zap.run('creates', 'update_contact', { contactId, city: 'Leeds' })).toMatchObject({
        id: contactId,
        city: 'Leeds',
      });
      expect(methods()).toEqual(Array(2).fill(`PUT /contacts/${contactId}`));
      expect(zap.sent()[0]?.body).toEqual(zap.sent()[1]?.body);
    },
  );

  test('is no update of an appointment, which runs automations each time', async () => {
    const { locationId } = first(zap.sandbox.locations);
    const { id } = first(zap.sandbox.state.appointments.where((row) => row.locationId === locationId));
    zap.sandbox.faults.add({ status: 504, after: true });
    const run = zap.run('creates', 'update_appointment', { eventId: id, title: 'Later' });
    expect(await zap.sentence(run)).toContain('It is not known whether Update Appointment was done');
    expect(zap.sent()).toHaveLength(1);
  });

  test('fails after three silences', async () => {
    zap.sandbox.faults.add({ cut: true, times: 4 });
    expect(
      await zap.sentence(zap.run('creates', 'update_contact', { contactId: aContact(), city: 'Leeds' })),
    ).toBe(
      'Update Contact did not work. HighLevel gave no answer that could be read. Run the step again in a few minutes.',
    );
    expect(zap.sent()).toHaveLength(3);
  });

  test.each(Object.entries(SILENCES))(
    'is a delete, which has succeeded where its repeat after %s finds nothing',
    async (_silence, fault) => {
      const contactId = aContact();
      zap.sandbox.faults.add({ ...fault, after: true });
      expect(await zap.run('creates', 'delete_contact', { contactId })).toMatchObject({
        id: contactId,
        deleted: true,
      });
      expect(methods()).toEqual(Array(2).fill(`DELETE /contacts/${contactId}`));
      expect(zap.sandbox.state.contacts.get(contactId)).toBeUndefined();
    },
  );

  test('is a delete, though HighLevel is too busy between the silence and the repeat that finds nothing', async () => {
    const contactId = aContact();
    zap.sandbox.faults.add({ cut: true, after: true });
    zap.sandbox.faults.add({ status: 423, body: { message: 'Not now' } });
    expect(await zap.run('creates', 'delete_contact', { contactId })).toMatchObject({ deleted: true });
    expect(zap.sent()).toHaveLength(3);
  });

  test('is no update of what somebody else deleted meanwhile', async () => {
    zap.sandbox.faults.add({ cut: true });
    const run = zap.run('creates', 'update_contact', { contactId: 'A1b2C3d4E5f6G7h8I9j0', city: 'Leeds' });
    expect(await zap.sentence(run)).toContain('Contact not found');
    expect(zap.sent()).toHaveLength(2);
  });

  test('is a delete of what HighLevel misses with 404', async () => {
    const task = aTask();
    const input = { contactId: task.contactId, taskId: task.id };
    zap.sandbox.faults.add({ cut: true, after: true });
    expect(await zap.run('creates', 'delete_contact_task', input)).toMatchObject({ deleted: true });
    expect(zap.sandbox.state.tasks.get(task.id)).toBeUndefined();
  });

  test('is no success where nothing was there in the first place', async () => {
    const input = { contactId: 'A1b2C3d4E5f6G7h8I9j0' };
    expect(await zap.sentence(zap.run('creates', 'delete_contact', input))).toContain('Contact not found');
    const headers = { 'x-ratelimit-interval-milliseconds': '1000' };
    zap.sandbox.faults.add({ status: 429, headers });
    expect(await zap.sentence(zap.run('creates', 'delete_contact', input))).toContain('Contact not found');
  });

  test.each([
    ['remove_contact_from_workflow', { workflowId: 'w' }, 'Workflow not found'],
    ['remove_contact_from_campaign', { campaignId: 'c' }, 'Campaign not found'],
    ['remove_tags_from_contact', { tags: ['vip'] }, 'Contact not found'],
    ['remove_contact_followers', { followers: ['u'] }, 'Contact not found'],
  ])('is no success of %s, which only takes a thing out of another', async (key, input, message) => {
    zap.sandbox.faults.add({ status: 503 });
    zap.sandbox.faults.add({ status: 400, body: { message } });
    const run = zap.run('creates', key, { contactId: aContact(), ...input });
    expect(await zap.sentence(run)).toContain(message);
    expect(zap.sent()).toHaveLength(2);
  });

  test('is a failure where the repeat is refused for another reason', async () => {
    zap.sandbox.faults.add({ cut: true });
    zap.sandbox.faults.add({ status: 403, body: { message: 'Forbidden resource' } });
    expect(await zap.sentence(zap.run('creates', 'delete_contact', { contactId: aContact() }))).toContain(
      'Forbidden resource',
    );
  });
});
