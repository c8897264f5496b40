/** A status of success that is none: a refusal in the body, or nothing that can be read. */
import authentication from '../../authentication';
import type { Fault } from '../../sandbox/gateway/faults';
import type { Json } from '../../sandbox/json';
import { first, harness, shortenWaits } from '../support/harness';

const zap = harness();
beforeEach(() => {
  shortenWaits();
});
afterEach(() => jest.restoreAllMocks());

const here = () => first(zap.sandbox.locations).locationId;
const contact = () => first(zap.sandbox.state.contacts.where(({ locationId }) => locationId === here()));

const STEPS: { [what: string]: () => Promise<unknown> } = {
  'a list trigger': () => zap.run('triggers', 'list_contacts', {}, { meta: { isPopulatingDedupe: true } }),
  'a watch trigger': () => zap.run('triggers', 'get_contact', { contactId: contact().id }),
  'a file': () => zap.run('triggers', 'get_message_recording', { messageId: 'x' }),
  'a search': () => zap.run('searches', 'find_contact', { email: 'ada@example.com' }),
  'a create': () => zap.run('creates', 'create_contact', { firstName: 'Ada' }),
  'an update': () => zap.run('creates', 'update_contact', { contactId: contact().id, city: 'Leeds' }),
  'a delete': () => zap.run('creates', 'delete_contact', { contactId: contact().id }),
};

const JSON_TYPE = { 'content-type': 'application/json' };
const READS = ['a list trigger', 'a watch trigger', 'a search'];
const steps = (...names: string[]) => Object.entries(STEPS).filter(([name]) => names.includes(name));

describe.each(Object.entries(STEPS))('%s', (_step, run) => {
  test('is refused where the body has the status of a refusal', async () => {
    zap.sandbox.faults.add({ status: 200, body: { statusCode: 400, message: ['phone is no phone'] } });
    expect(await zap.sentence(run())).toMatch(
      /did not work\. HighLevel says: “.*is no phone”\. Check the values of this step\./,
    );
    expect(zap.sent()).toHaveLength(1);
  });

  test('is tried again, where it may be, if the body has the status of a trouble of HighLevel’s own', async () => {
    const body = { statusCode: 503, message: 'Busy' };
    zap.sandbox.faults.add({ status: 201, body, times: 3 });
    const sentence = await zap.sentence(run());
    expect(sentence).toContain('“Busy”');
    const sent = zap.sent().length;
    expect(sent).toBe(sentence.includes('It is not known whether') ? 1 : 3);
  });

  test.each([{ success: false }, { succeded: false }, { succeeded: false, message: 'It could not be done' }])(
    'has not worked where the answer is %j, and no more',
    async (body) => {
      zap.sandbox.faults.add({ status: 200, body: { ...body, traceId: 't-1' } });
      expect(await zap.sentence(run())).toMatch(/did not work\. .*\(Trace id: t-1\)$/);
      expect(zap.sent()).toHaveLength(1);
    },
  );

  test('has not worked where the answer is an error alone', async () => {
    zap.sandbox.faults.add({ status: 200, body: { error: 'Internal error', traceId: 't-1' }, times: 3 });
    const sentence = await zap.sentence(run());
    expect(sentence).toMatch(/did not work\..*“Internal error”.*\(Trace id: t-1\)$/);
    expect(zap.sent()).toHaveLength(sentence.includes('It is not known whether') ? 1 : 3);
  });
});

const NO_ANSWERS: { [what: string]: Fault } = {
  'nothing, with 200': { status: 200, body: '' },
  'nothing, with 204': { status: 204, body: '' },
  blanks: { status: 200, body: '  ' },
  null: { status: 200, body: 'null' },
  words: { status: 200, body: 'OK' },
  'a JSON text': { status: 200, body: '"OK"' },
  'a number': { status: 200, body: '1' },
  'a page that is called text': { status: 200, body: '<html>x</html>' },
  'half an answer that is called text': { status: 200, body: '{"contacts":[{"id":"a' },
  'an answer that is cut midway': { cut: 'midway' },
};

describe.each(Object.entries(NO_ANSWERS))('%s', (_what, fault) => {
  // Node’s fetch hears of a cut body when the time-out comes.
  beforeEach(() => {
    jest.restoreAllMocks();
    shortenWaits({ timeouts: true });
  });

  test.each(steps(...READS))('is no answer to %s, which is tried again', async (_step, run) => {
    zap.sandbox.faults.add(fault);
    await run();
    expect(zap.sent().length).toBeGreaterThan(1);
  });

  test.each(steps(...READS))('is not taken for “none” by %s', async (_step, run) => {
    zap.sandbox.faults.add({ ...fault, times: 9 });
    expect(await zap.sentence(run())).toMatch(
      /did not work\. HighLevel gave no answer that could be read\. Run the step again in a few minutes\./,
    );
  });
});

test.each([
  ['get_conversation', { conversationId: 'x' }],
  ['get_user', { userId: 'x' }],
  ['get_free_slots', { calendarId: 'x', startDate: '0', endDate: '7' }],
  ['list_contacts', {}],
])('%s fires on no message that comes instead of a record', async (key, input) => {
  zap.sandbox.faults.add({ status: 200, body: { message: 'Index is rebuilding', traceId: 't-1' } });
  expect(await zap.sentence(zap.run('triggers', key, input))).toMatch(
    /did not work\. HighLevel says: “Index is rebuilding”\. .*\(Trace id: t-1\)$/,
  );
});

test.each([{ deleted: false }, { error: 'The number is not in service' }])(
  'a record that tells %j is a record',
  async (body) => {
    zap.sandbox.faults.add({ status: 200, body: { id: 'c1', contactId: 'x', ...body } });
    const found = await zap.run('triggers', 'get_conversation', { conversationId: 'c1' });
    expect(found).toEqual([expect.objectContaining({ id: 'c1' })]);
  },
);

test('a connection is not tested by a message', async () => {
  zap.sandbox.faults.add({ status: 200, body: { traceId: 't-1' }, times: 3 });
  expect(await zap.sentence(zap.call(authentication.test))).toMatch(/^Testing the connection did not work\./);
});

test.each([{}, { message: 'Updated' }])(
  'an update that is answered by %j has the id of what was updated',
  async (body) => {
    zap.sandbox.faults.add({ status: 200, body });
    expect(await STEPS['an update']?.()).toMatchObject({ id: contact().id });
    zap.sandbox.faults.add({ status: 200, body: {} });
    const task = { contactId: contact().id, taskId: 't1', title: 'Call' };
    expect(await zap.run('creates', 'update_contact_task', task)).toMatchObject({ id: 't1' });
  },
);

test('a record that comes without its wrapper is a record', async () => {
  zap.sandbox.faults.add({ status: 200, body: { id: 'c9', firstName: 'Ada' } });
  expect(await STEPS['an update']?.()).toMatchObject({ id: 'c9', firstName: 'Ada' });
});

test.each(['audio/x-wav', 'text/html', 'application/json'])('nothing is no file, called %s', async (type) => {
  zap.sandbox.faults.add({ status: 200, body: '', headers: { 'content-type': type }, times: 9 });
  expect(await zap.sentence(Promise.resolve(STEPS['a file']?.()))).toContain(
    'gave no answer that could be read',
  );
});

/** Steps that make a record or send something, each with the name under which its answer has it. */
const MAKES: [key: string, name: string, input: () => object, noun: string][] = [
  ['create_contact_note', 'note', () => ({ contactId: contact().id, body: 'Hello' }), 'note'],
  [
    'create_contact_task',
    'task',
    () => ({ contactId: contact().id, title: 'Call', dueDate: '2026-12-01T09:00:00Z', completed: false }),
    'task',
  ],
  ['create_calendar', 'calendar', () => ({ name: 'Check-ups' }), 'calendar'],
  [
    'create_association',
    'association',
    () => ({
      key: 'a_b',
      firstObjectKey: 'contact',
      firstObjectLabel: 'A',
      secondObjectKey: 'contact',
      secondObjectLabel: 'B',
    }),
    'association',
  ],
  ['send_message', 'message', () => ({ type: 'SMS', contactId: contact().id, message: 'Hi' }), 'message'],
  ['upsert_opportunity', 'opportunity', () => ({ pipelineId: 'p1', name: 'Implant' }), 'opportunity'],
];
const ROOM = {
  name: 'Blue room',
  description: 'x',
  quantity: 1,
  outOfService: 0,
  capacity: 4,
  calendarIds: ['c1'],
};
const NO_RECORDS: { [what: string]: (name: string) => Json } = {
  'an empty record': () => ({}),
  'null in place of the record': (name) => ({ [name]: null, traceId: 't-1' }),
  'a record without an id': (name) => ({ [name]: { title: 'Call' } }),
  'nothing but that it is well': () => ({ success: true, message: 'Done' }),
  'no body': () => '',
};

describe.each(MAKES)('%s', (key, name, input, noun) => {
  test.each(Object.entries(NO_RECORDS))(
    'is not known to be done where the answer is %s',
    async (_what, body) => {
      zap.sandbox.faults.add({ endpoint: /^POST /, status: 201, body: body(name) });
      const sentence = await zap.sentence(zap.run('creates', key, input()));
      expect(sentence).toMatch(
        new RegExp(
          `did not work\\. HighLevel's answer holds no ${noun}\\. (HighLevel says: “.*”\\. )?It is not known whether .* was done: look in HighLevel before you run this step again\\.`,
        ),
      );
      expect(sentence.includes('(Trace id: t-1)')).toBe(JSON.stringify(body(name)).includes('t-1'));
      expect(zap.sent().filter(({ method }) => method === 'POST')).toHaveLength(1);
    },
  );
});

test('a resource is made where the answer has no id, as none is described, and not where it has nothing', async () => {
  const make = () => zap.run('creates', 'create_calendar_resource', { resourceType: 'rooms', ...ROOM });
  zap.sandbox.faults.add({ status: 201, body: ROOM });
  expect(await make()).toMatchObject({ name: 'Blue room' });
  zap.sandbox.faults.add({ status: 201, body: { success: true } });
  expect(await zap.sentence(make())).toContain('holds no resource. It is not known whether');
});

const WRITES: [what: string, run: () => Promise<unknown>][] = [
  [
    'an update of a task',
    () => zap.run('creates', 'update_contact_task', { contactId: 'c1', taskId: 't1', title: 'X' }),
  ],
  ['a new note', () => zap.run('creates', 'create_contact_note', { contactId: 'c1', body: 'Hello' })],
  ['an upsert', () => zap.run('creates', 'upsert_contact', { email: 'ada@example.com' })],
  ['a status', () => zap.run('creates', 'update_opportunity_status', { id: 'o1', status: 'won' })],
  ['a new follower', () => zap.run('creates', 'add_contact_followers', { contactId: 'c1', followers: 'u1' })],
];
const RECORDS = { note: { id: 'n1' }, task: { id: 't1' }, contact: { id: 'c1' }, followers: ['u1'] };

describe.each(WRITES)('%s', (_what, run) => {
  test.each<Json>([
    false,
    { status: 'failed', message: 'It is locked' },
    { status: 409, message: 'It is locked' },
  ])('has not worked where the answer is %j, and no more', async (body) => {
    zap.sandbox.faults.add({ status: 200, body: typeof body === 'boolean' ? String(body) : body });
    const sentence = await zap.sentence(run());
    expect(sentence).toContain(' did not work.');
    expect(sentence.includes('“It is locked”')).toBe(body !== false);
    expect(sentence).not.toContain('not known');
    expect(zap.sent()).toHaveLength(1);
  });

  test.each<Record<string, Json>>([
    { succeeded: false },
    { success: 'false', message: 'It is locked' },
    { status: 'error', message: 'It is locked' },
    { errors: [{ message: 'It is locked' }] },
    { statusCode: 409, message: 'It is locked' },
    { success: 0, message: 'It is locked' },
    { error: true, message: 'It is locked' },
    { errors: { title: 'It is locked' } },
  ])('has not worked where a record comes with %j', async (sign) => {
    zap.sandbox.faults.add({ status: 200, body: { ...RECORDS, ...sign } });
    const sentence = await zap.sentence(run());
    expect(sentence).toContain(' did not work.');
    if ('message' in sign) expect(sentence).toContain('“It is locked”');
    expect(zap.sent()).toHaveLength(1);
  });

  test.each<Record<string, Json>>([
    { deleted: false },
    { task: { id: 't1', success: false } },
    { errors: [], status: 'active', success: true },
    { errors: null, error: false, status: 'failed', success: 1 },
  ])('has worked where a record comes with %j', async (sign) => {
    zap.sandbox.faults.add({ status: 200, body: { ...RECORDS, ...sign } });
    expect(await run()).toHaveProperty('id');
  });
});

describe('an answer of so many levels that a program could not go through it', () => {
  const deep = `${'{"x":['.repeat(10_000)}1${']}'.repeat(10_000)}`;
  const headers = JSON_TYPE;

  test('is no answer to a read', async () => {
    zap.sandbox.faults.add({ status: 200, body: deep, headers, times: 9 });
    for (const [, run] of steps(...READS)) {
      expect(await zap.sentence(run())).toContain('HighLevel gave no answer that could be read.');
    }
  });

  test('leaves open what a write did', async () => {
    zap.sandbox.faults.add({ status: 201, body: deep, headers });
    expect(await create()).toContain(UNKNOWN);
  });

  test('is a refusal by its status', async () => {
    for (const status of [400, 401, 403]) {
      zap.sandbox.faults.add({ status, body: deep, headers });
      const run = zap.run('creates', 'api_request', { method: 'POST', path: '/contacts/', body: '{}' });
      expect(await zap.sentence(run)).not.toContain('call stack');
    }
  });

  test('is not asked for in vain where brackets stand in a text', async () => {
    zap.sandbox.faults.add({ status: 200, body: { contact: { id: 'c1', source: '['.repeat(999) } } });
    const [found] = [await zap.run('triggers', 'get_contact', { contactId: 'c1' })].flat();
    expect(found).toMatchObject({ id: 'c1', source: '['.repeat(999) });
  });
});

test.each(['[', '{"a":'])('a deep value of a field is refused by its label: %s', async (open) => {
  const close = open === '[' ? ']' : '}';
  // Core itself goes through a value no deeper than some thousand levels.
  const deep: unknown = JSON.parse(`${open.repeat(500)}1${close.repeat(500)}`);
  const text = `${open.repeat(5000)}1${close.repeat(5000)}`;
  for (const tags of [deep, text]) {
    const run = zap.run('creates', 'create_contact', { firstName: 'Ada', tags });
    expect(await zap.sentence(run)).toMatch(/^“Tags” must be nested no deeper than 200 levels\.$/);
  }
  expect(zap.sent()).toEqual([]);
});

test.each([{ succeded: false }, { succeeded: false }, { success: false }, { id: 'x', deleted: false }])(
  'a delete that answers %j has deleted nothing, and says so',
  async (body) => {
    zap.sandbox.faults.add({ status: 200, body });
    const run = zap.run('creates', 'delete_contact', { contactId: contact().id });
    expect(await zap.sentence(run)).toMatch(/^Delete Contact did not work\. Check the values/);
  },
);

test('what HighLevel says of a password within a success is hidden', async () => {
  for (const password of ['Correct-horse-0123', 'Pa"ss\\word-123é/x']) {
    zap.sandbox.faults.add({ status: 200, body: { statusCode: 422, message: `${password} is too weak` } });
    const run = zap.run(
      'creates',
      'update_user',
      { userId: first(zap.sandbox.state.users.all()).id, password },
      { authData: zap.agencyAuthData },
    );
    expect(await zap.sentence(run)).toContain('(hidden) is too weak');
  }
});

test('what HighLevel says of a password in a list is hidden', async () => {
  const password = 'Correct-horse-0123';
  zap.sandbox.faults.add({ status: 400, body: { message: `${password} is too weak` } });
  const body = JSON.stringify({ users: [{ password }] });
  const run = zap.run('creates', 'api_request', { method: 'POST', path: '/users/', body });
  expect(await zap.sentence(run)).toContain('(hidden) is too weak');
});

test.each<[what: string, body: object, says: string]>([
  ['a key', { mailgun: { apiKey: 'key-0123456789' } }, '(hidden)'],
  ['a token', { twilio: { authToken: 'abcdef0123456789' } }, '(hidden)'],
  ['a client’s secret', { clientSecret: 'abcdef0123456789' }, '(hidden)'],
  ['a header', { headers: [{ key: 'Authorization', value: 'Bearer abcdef0123' }] }, '(hidden)'],
  ['the name of an author', { author: 'Ada Lovelace' }, 'Ada Lovelace'],
  ['the kind of a token', { tokenType: 'Location' }, 'Location'],
  ['a short word', { authenticationValue: 'none' }, 'none'],
])('what HighLevel says of %s that was sent is hidden where it is a secret', async (_what, body, says) => {
  const sent = Object.values(body).flatMap((one) =>
    typeof one === 'string' ? [one] : Object.values(Object([one].flat()[0])).slice(-1),
  );
  zap.sandbox.faults.add({ status: 400, body: { message: `It can't be ${sent.join()}` } });
  const run = zap.run('creates', 'api_request', {
    method: 'POST',
    path: '/users/',
    body: JSON.stringify(body),
  });
  expect(await zap.sentence(run)).toContain(`It can't be ${says}”`);
});

const CREATE = { endpoint: 'POST /contacts/', status: 200 } as const;
const create = () => zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Ada' }));
const UNKNOWN = 'It is not known whether Create Contact was done';

test('an error that is no text, and stands alone, is no contact', async () => {
  zap.sandbox.faults.add({ ...CREATE, body: { error: { message: 'The index is down' } } });
  const sentence = await create();
  expect(sentence).toContain('HighLevel says: “The index is down”.');
  expect(sentence).toContain(UNKNOWN);
});

test('a status that the body tells as text is a status', async () => {
  zap.sandbox.faults.add({ ...CREATE, body: { statusCode: '422', message: ['email must be an email'] } });
  expect(await create()).toMatch(
    /^Create Contact did not work\. HighLevel says: “Email must be an email”\. Check the values of this step\./,
  );
});

describe('a gateway’s page in XML', () => {
  const page = {
    status: 200,
    body: '<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>',
    headers: { 'content-type': 'application/xml' },
  };

  test('is no contact', async () => {
    zap.sandbox.faults.add({ ...page, endpoint: 'POST /contacts/' });
    expect(await create()).toContain(UNKNOWN);
  });

  test('is no recording', async () => {
    zap.sandbox.faults.add({ ...page, endpoint: /recording$/, times: 9 });
    const call = first(zap.sandbox.state.messages.where(({ recording }) => Boolean(recording)));
    expect(
      await zap.sentence(zap.run('triggers', 'get_message_recording', { messageId: call.id })),
    ).toContain('HighLevel gave no answer that could be read.');
  });
});
