/** A status of success that is none: a refusal in the body, or nothing that can be read. */
import authentication from '../../authentication';
import type { Fault } from '../../sandbox/gateway/faults';
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

test('a create that is answered by nothing does not take the contact’s id for its own', async () => {
  zap.sandbox.faults.add({ status: 200, body: {} });
  const input = { contactId: contact().id, body: 'Hello' };
  expect(await zap.run('creates', 'create_contact_note', input)).toMatchObject({ id: '' });
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
