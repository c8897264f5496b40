/** What the Zap's owner reads when HighLevel does not do what a step asks. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request } from '../../highlevel/client';
import type { Fault } from '../../sandbox/gateway/faults';
import type { Json } from '../../sandbox/json';
import { first, harness, shortenWaits } from '../support/harness';

const zap = harness();
beforeEach(() => {
  shortenWaits();
});
afterEach(() => jest.restoreAllMocks());

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';
const TRACE = { 'x-trace-id': 'trace-in-the-header' };
const HTML = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

interface Row {
  fault: Fault;
  /** HighLevel's words as the sentence quotes them; none where it said nothing that a person can read. */
  quotes?: string;
  /** What to do. */
  advises: RegExp;
}

const CHECK_VALUES = /Check the values of this step\./;
const CHECK_IDS = /The record in “Contact” was not found: .*Check the ids in this step\./;
const LATER = /HighLevel has a problem of its own\. Run the step again in a few minutes\./;

const ROWS: { [what: string]: Row } = {
  'a message': {
    fault: { status: 400, body: { statusCode: 400, message: 'Phone is no phone', error: 'Bad Request' } },
    quotes: 'Phone is no phone',
    advises: CHECK_VALUES,
  },
  'a list of messages': {
    fault: { status: 400, body: { statusCode: 400, message: ['a is wrong', 'b is wrong.'], error: 'Bad' } },
    quotes: 'a is wrong; b is wrong',
    advises: CHECK_VALUES,
  },
  'an error alone': {
    fault: { status: 400, body: { error: 'Invalid country' } },
    quotes: 'Invalid country',
    advises: CHECK_VALUES,
  },
  'an error with its description, as OAuth': {
    fault: { status: 400, body: { error: 'invalid_grant', error_description: 'The grant is gone' } },
    quotes: 'The grant is gone',
    advises: CHECK_VALUES,
  },
  'an error within an error': {
    fault: { status: 400, body: { error: { message: 'Nested words' } } },
    quotes: 'Nested words',
    advises: CHECK_VALUES,
  },
  'a list of errors': {
    fault: { status: 400, body: { errors: [{ message: 'First' }, { message: 'Second' }] } },
    quotes: 'First; Second',
    advises: CHECK_VALUES,
  },
  'an empty message beside an error': {
    fault: { status: 400, body: { message: '', error: 'Bad Request' } },
    quotes: 'Bad Request',
    advises: CHECK_VALUES,
  },
  'another status in the body than HTTP’s': {
    fault: { status: 404, body: { statusCode: 422, message: 'Gone' } },
    quotes: 'Gone',
    advises: CHECK_IDS,
  },
  'text that is no JSON': {
    fault: { status: 400, body: 'upstream connect error' },
    quotes: 'upstream connect error',
    advises: CHECK_VALUES,
  },
  'HTML of a gateway': { fault: { status: 400, body: HTML }, advises: CHECK_VALUES },
  'no body': { fault: { status: 400, body: '' }, advises: CHECK_VALUES },
  'broken JSON': { fault: { status: 400, body: '{"message": "half a sen' }, advises: CHECK_VALUES },
  'a JSON text': {
    fault: { status: 400, body: '"Just words"' },
    quotes: 'Just words',
    advises: CHECK_VALUES,
  },
  'a JSON null': { fault: { status: 400, body: 'null' }, advises: CHECK_VALUES },
  'an empty list': { fault: { status: 400, body: [] }, advises: CHECK_VALUES },
  '400 about something that is not there': {
    fault: { status: 400, body: { message: `Contact not found for id: ${UNKNOWN}` } },
    quotes: `Contact not found for id: ${UNKNOWN}`,
    advises: CHECK_IDS,
  },
  '403': {
    fault: { status: 403, body: { message: 'The token does not have access to this location.' } },
    quotes: 'The token does not have access to this location',
    advises:
      /This needs access to the sub-account, which this connection doesn't have, or the record in “Contact” belongs to another sub-account\./,
  },
  '404': { fault: { status: 404, body: { message: 'Gone' } }, quotes: 'Gone', advises: CHECK_IDS },
  '409': { fault: { status: 409, body: { message: 'Locked' } }, quotes: 'Locked', advises: /Locked/ },
  '413': {
    fault: { status: 413, body: HTML },
    advises: /The values of this step are too large for HighLevel\./,
  },
  '422': { fault: { status: 422, body: { message: ['x'] } }, quotes: 'x', advises: CHECK_VALUES },
  '500': {
    fault: { status: 500, body: { message: 'Oops' }, times: 3 },
    quotes: 'Oops',
    advises: LATER,
  },
  '500 about something that is not there': {
    fault: { status: 500, body: { message: 'No healthy upstream found' }, times: 3 },
    quotes: 'No healthy upstream found',
    advises: LATER,
  },
  '501': {
    fault: { status: 501, body: { error: 'Not here' }, times: 3 },
    quotes: 'Not here',
    advises: LATER,
  },
  '502 with HTML': { fault: { status: 502, body: HTML, times: 3 }, advises: LATER },
  '503 without a body': { fault: { status: 503, body: '', times: 3 }, advises: LATER },
  '504 with broken JSON': { fault: { status: 504, body: '{"mess', times: 3 }, advises: LATER },
  'a redirect': {
    fault: { status: 302, body: '', headers: { location: 'https://elsewhere.example.com/' } },
    advises: /HighLevel sent the call to another address, which is not followed\./,
  },
};

/** The error of a run that must fail, as Zapier's runtime gets it. */
async function failure(run: Promise<unknown>): Promise<{ message: string; status?: number; name: string }> {
  const error: unknown = await run.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('What was thrown is no error.');
  return { name: error.name, ...JSON.parse(error.message) };
}

describe.each(Object.entries(ROWS))('an answer with %s', (_what, { fault, quotes, advises }) => {
  const run = () => {
    zap.sandbox.faults.add({ ...fault, headers: { ...TRACE, ...fault.headers } });
    return failure(zap.run('triggers', 'get_contact', { contactId: UNKNOWN }));
  };

  test('becomes a sentence: what failed, HighLevel’s words, what to do, the trace id', async () => {
    const { name, message } = await run();
    expect(name).toBe('AppError');
    expect(message).toMatch(/^Get Contact did not work\. /);
    if (quotes) expect(message).toContain(`HighLevel says: “${quotes}”. `);
    else expect(message).not.toMatch(/HighLevel says|[<>{}]|half a sen/);
    expect(message).toMatch(advises);
    expect(message).toMatch(/ \(Trace id: trace-in-the-header\)$/);
  });

  test('keeps HTTP’s status', async () => {
    expect((await run()).status).toBe(fault.status);
  });
});

test('the trace id of the body goes before the header’s', async () => {
  const body = { message: 'No', traceId: 'trace-in-the-body' };
  zap.sandbox.faults.add({ status: 400, body, headers: TRACE });
  const { message } = await failure(zap.run('triggers', 'get_contact', { contactId: UNKNOWN }));
  expect(message).toMatch(/\(Trace id: trace-in-the-body\)$/);
});

test.each([
  ['ada@example.com is taken', '(email address) is taken'],
  [
    'Cannot GET /users/search?query=ada%40example.com&limit=1',
    'Cannot GET /users/search?query=(email address)&limit=1',
  ],
  ['“ada.l+x@mail.example.com”, twice', '“(email address)”, twice'],
])('nobody’s email address is repeated: %s', async (message, told) => {
  zap.sandbox.faults.add({ status: 400, body: { message } });
  const { message: sentence } = await failure(zap.run('triggers', 'get_contact', { contactId: UNKNOWN }));
  expect(sentence).toContain(told);
  expect(sentence).not.toContain('example.com');
});

test('what is said twice is told once', async () => {
  zap.sandbox.faults.add({ status: 422, body: { message: ['x is wrong', 'x is wrong', 'y is'] } });
  const { message } = await failure(zap.run('triggers', 'get_contact', { contactId: UNKNOWN }));
  expect(message).toContain('“x is wrong; y is”');
});

test('an endless answer is cut to a sentence', async () => {
  zap.sandbox.faults.add({
    status: 422,
    body: { message: Array.from({ length: 5000 }, (_, n) => `tag ${n} must be text`) },
  });
  const { message } = await failure(zap.run('triggers', 'get_contact', { contactId: UNKNOWN }));
  expect(message).toContain('“tag 0 must be text; tag 1 must be text; ');
  expect(message.length).toBeLessThan(2000);
});

describe('an answer of success that can’t be read', () => {
  test.each([
    ['HTML of a gateway', HTML],
    ['broken JSON', '{"contact": {"id": "x"'],
  ])('is tried again by a read, and is not taken for nothing: %s', async (_what, body) => {
    const headers = { 'content-type': body === HTML ? 'text/html' : 'application/json' };
    zap.sandbox.faults.add({ status: 200, body, headers });
    await zap.run('searches', 'find_contact', { email: 'ada@example.com' });
    expect(zap.sent()).toHaveLength(2);
    zap.sandbox.faults.add({ status: 200, body, headers, times: 3 });
    expect(await zap.sentence(zap.run('searches', 'find_contact', { email: 'ada@example.com' }))).toMatch(
      /^Find Contact did not work\. HighLevel gave no answer that could be read\. /,
    );
  });

  test('tells a write’s owner to look, because it may be done', async () => {
    zap.sandbox.faults.add({
      status: 200,
      body: HTML,
      headers: { 'content-type': 'text/html' },
      after: true,
    });
    expect(await zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Ada' }))).toMatch(
      /It is not known whether .* look in HighLevel/,
    );
    expect(zap.sent()).toHaveLength(1);
  });
});

describe('what HighLevel says of a parameter', () => {
  const said = async (message: string | string[]) => {
    zap.sandbox.faults.add({ status: 422, body: { statusCode: 422, message } });
    const input = { contactId: UNKNOWN, firstName: 'Ada' };
    return (await failure(zap.run('creates', 'update_contact', input))).message;
  };

  test.each([
    ['firstName must be a string', 'First Name must be a string'],
    ['property postalCode should not exist', 'Postal Code should not exist'],
    ['dndSettings.Email.status must be one of: active', 'Do Not Disturb: Email must be one of: active'],
    ['each value in tags must be a string', 'Each value in Replace All Tags With must be a string'],
    ['firstName', 'firstName'],
    ['nothing that is a field', 'nothing that is a field'],
    ['constructor must not be', 'constructor must not be'],
  ])('is said of the field’s label: %s', async (message, told) => {
    expect(await said(message)).toContain(`“${told}”`);
  });

  test('is to be left out where HighLevel does not take it at all', async () => {
    expect(
      await said(['property city should not exist', 'property dndSettings.Email.status should not exist']),
    ).toMatch(/HighLevel does not take “City” or “Do Not Disturb: Email” here: leave it out of this step\./);
    expect(await said(['property nothing should not exist', 'city must be text'])).toMatch(
      /Check the values of this step\./,
    );
  });

  test('is told whole where it speaks of several', async () => {
    expect(await said(['email must be an email', 'phone must be a phone'])).toContain(
      '“Email must be an email; Phone must be a phone”',
    );
  });
});

describe('a record that is there already', () => {
  test('is named by the id that HighLevel’s refusal carries', async () => {
    const { locationId } = first(zap.sandbox.locations);
    const duplicate = first(
      zap.sandbox.state.contacts.where((contact) => contact.locationId === locationId && !!contact.email),
    );
    const run = zap.run('creates', 'create_contact', { firstName: 'Twin', email: duplicate.email });
    expect(await zap.sentence(run)).toMatch(
      new RegExp(
        `^Create Contact did not work\\. HighLevel says: “This location does not allow duplicated contacts”\\. It exists already, with the id ${duplicate.id}\\.`,
      ),
    );
  });

  test.each([
    [{ message: 'Conversation already exists', conversationId: 'conv1' }, 'conv1'],
    [{ message: 'Relation already exists', relationId: 'rel1' }, 'rel1'],
    [{ message: 'duplicate', meta: { contactId: 'con1', conversationId: 'conv2' } }, 'con1'],
  ])('is found wherever the body tells it: %j', async (body, id) => {
    zap.sandbox.faults.add({ status: 400, body });
    expect(await zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Ada' }))).toContain(
      `It exists already, with the id ${id}.`,
    );
  });

  test.each<[status: number, body: Json]>([
    [403, { message: 'Forbidden resource', contactId: 'con1' }],
    [404, { message: 'Gone', contactId: 'con1' }],
    [400, { message: 'The tag is too long', contactId: 'con1' }],
    [409, { message: 'The contact is locked', meta: { contactId: 'con1' } }],
    [422, { message: ['phone must be a phone'], contactId: 'con1', meta: { existingId: 'con1' } }],
    [400, { message: 'An appointment already exists at this time', meta: { calendarId: 'cal1' } }],
  ])('is not claimed where a %d only mentions an id: %j', async (status, body) => {
    zap.sandbox.faults.add({ status, body });
    expect(await zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Ada' }))).not.toMatch(
      /exists already|con1/,
    );
  });

  test('is none where the id is of what the record belongs to', async () => {
    const body = { message: 'A note like this already exists', contactId: 'con1' };
    zap.sandbox.faults.add({ status: 400, body });
    const run = zap.run('creates', 'create_contact_note', { contactId: 'con1', body: 'Hello' });
    expect(await zap.sentence(run)).not.toContain('It exists already');
  });
});

describe('what HighLevel says is not there', () => {
  const GONE = 'was not found: it may have been deleted, or it belongs to another sub-account.';
  const TASK = ['triggers', 'get_contact_task', { contactId: 'c7', taskId: 't7' }] as const;
  const CONTACT = ['creates', 'update_contact', { contactId: 'c7', city: 'Leeds' }] as const;
  const BUSINESS = ['creates', 'update_business', { businessId: 'b7', city: 'Leeds' }] as const;
  const NOTE = ['creates', 'delete_contact_note', { contactId: 'c7', id: 'n7' }] as const;
  const DEAL = ['creates', 'update_opportunity', { id: 'o7', name: 'Implant' }] as const;
  const MOVE = [
    'creates',
    'create_opportunity',
    { contactId: 'c7', pipelineId: 'p7', name: 'X', status: 'open' },
  ] as const;

  test.each([
    [TASK, 400, 'The task id is invalid.', '“Task”'],
    [TASK, 422, 'Invalid contact id', '“Contact”'],
    [CONTACT, 400, 'Contact with id c7 not found', '“Contact”'],
    [CONTACT, 400, 'Contact has been deleted', '“Contact”'],
    [CONTACT, 422, "This contact doesn't exist", '“Contact”'],
    [CONTACT, 400, 'Could not find the contact', '“Contact”'],
    [CONTACT, 400, 'No such contact', '“Contact”'],
    [CONTACT, 422, 'contactId is invalid', '“Contact”'],
    [CONTACT, 400, 'Contact (c7) not found', '“Contact”'],
    [TASK, 400, 'The task you are looking for does not exist', '“Task”'],
    [NOTE, 400, 'Note already deleted', '“Note”'],
    [DEAL, 400, 'Invalid id: o7', '“Opportunity”'],
    [DEAL, 422, 'There is no opportunity with this id', '“Opportunity”'],
    [BUSINESS, 400, 'b7 is not a valid ObjectId', '“Business”'],
    [BUSINESS, 400, 'Cast to ObjectId failed for value "b7" (type string)', '“Business”'],
    [BUSINESS, 422, 'Record was not found', '“Business”'],
    [NOTE, 400, 'No note found with this id', '“Note”'],
    [NOTE, 404, 'Nothing here', '“Contact” or “Note”'],
    [DEAL, 400, 'Opportunity o7 no longer exists', '“Opportunity”'],
    [NOTE, 400, 'Not found', '“Contact” or “Note”'],
    [CONTACT, 422, 'The contact has been removed', '“Contact”'],
    [DEAL, 400, 'Error: Opportunity not found', '“Opportunity”'],
    [MOVE, 400, 'Pipeline not found', '“Pipeline”'],
    [MOVE, 422, 'The pipeline id is invalid', '“Pipeline”'],
  ] as const)('is told by the fields: %j, %d “%s”', async ([kind, key, input], status, message, fields) => {
    zap.sandbox.faults.add({ status, body: { statusCode: status, message, error: 'Bad Request' } });
    expect(await zap.sentence(zap.run(kind, key, input))).toContain(`The record in ${fields} ${GONE}`);
  });

  test('is told by the code too', async () => {
    zap.sandbox.faults.add({ status: 400, body: { message: 'Sorry', code: 'OPPORTUNITY_NOT_FOUND' } });
    expect(await zap.sentence(zap.run(...DEAL))).toContain(`The record in “Opportunity” ${GONE}`);
  });

  test.each([
    [CONTACT, 400, 'The phone number is invalid.'],
    [CONTACT, 422, 'The postal code does not exist'],
    [CONTACT, 400, 'No conversation provider found for this message'],
    [DEAL, 400, 'The client id is invalid'],
    [CONTACT, 422, 'Invalid email id'],
    [CONTACT, 400, 'There is no phone number for this contact'],
    [BUSINESS, 400, 'The website was not found by our crawler'],
    [MOVE, 401, 'The token is not authorized for this scope.'],
    [MOVE, 400, 'Contact is not available on Sundays'],
  ] as const)('is not what is only wrong: %j, %d “%s”', async ([kind, key, input], status, message) => {
    zap.sandbox.faults.add({ status, body: { statusCode: status, message } });
    expect(await zap.sentence(zap.run(kind, key, input))).not.toContain('was not found: it may');
  });

  test('is no path of the API, where HighLevel says so', async () => {
    zap.sandbox.faults.add({ status: 404, body: { statusCode: 404, message: 'Cannot PATCH /contact/c7' } });
    const run = zap.run('creates', 'api_request', { method: 'PATCH', path: '/contact/c7', body: '{}' });
    expect(await zap.sentence(run)).toContain(
      "“Cannot PATCH /contact/c7”. The path is not one of HighLevel's. Compare it with the API documentation.",
    );
  });
});

test('megabytes of words are read in no time, and cut', async () => {
  const body = {
    message: Array.from({ length: 100_000 }, (_, n) => `value ${n} of ada${n}@example.com is bad`),
  };
  zap.sandbox.faults.add({ status: 400, body });
  const long = await failure(zap.run('triggers', 'get_contact', { contactId: UNKNOWN }));
  zap.sandbox.faults.add({
    status: 400,
    body: { message: 'a.'.repeat(1_500_000), traceId: 't'.repeat(9999) },
  });
  const longer = await failure(zap.run('triggers', 'get_contact', { contactId: UNKNOWN }));
  for (const { message } of [long, longer]) expect(message.length).toBeLessThan(2000);
  expect(long.message).not.toContain('example.com');
});

describe('a thing that is not there', () => {
  const note = () => zap.run('triggers', 'get_contact_note', { contactId: contactId(), id: UNKNOWN });
  const contactId = () => {
    const { locationId } = first(zap.sandbox.locations);
    return first(zap.sandbox.state.contacts.where((contact) => contact.locationId === locationId)).id;
  };

  test('is named in a 404', async () => {
    expect(await zap.sentence(note())).toContain(
      'The record in “Note” was not found: it may have been deleted',
    );
  });

  test('is named in a 400 that says so', async () => {
    expect(await zap.sentence(zap.run('triggers', 'get_contact', { contactId: UNKNOWN }))).toMatch(CHECK_IDS);
  });
});

test.each([
  ['list_campaigns', {}, 'HighLevel did not find it in this account. Check the account that this step uses.'],
  ['get_calendar_resource', { resourceType: 'rooms', id: 'x' }, 'The record in “Resource” was not found:'],
  ['get_contact_note', { contactId: 'x', id: 'y' }, 'The record in “Contact” or “Note” was not found:'],
])('a 404 of %s is told by what the step names', async (key, input, told) => {
  zap.sandbox.faults.add({ status: 404, body: { message: 'Gone' } });
  expect(await zap.sentence(zap.run('triggers', key, input))).toContain(told);
});

describe('the wrong kind of connection', () => {
  const ask = (call: Call, authData: { [name: string]: string }) =>
    zap.sentence(zap.call((z: ZObject, bundle: Bundle) => request(z, bundle, call), {}, { authData }));
  const wording = { doing: 'Get Company' };

  test('is told before anything is sent where an agency’s is needed', async () => {
    expect(await ask({ endpoint: 'GET /companies/{companyId}', wording }, zap.authData)).toMatch(
      /^Get Company needs an agency's connection, and this one is a sub-account's\.$/,
    );
    expect(zap.sent()).toEqual([]);
  });

  test('is told in a 403 of an agency’s endpoint', async () => {
    zap.sandbox.faults.add({ status: 403, body: { message: 'Forbidden resource' } });
    expect(await ask({ endpoint: 'GET /companies/{companyId}', wording }, zap.agencyAuthData)).toMatch(
      /“Forbidden resource”\. This needs an agency's connection, and refuses a sub-account's\./,
    );
  });

  test('is not blamed in a 403 of an endpoint that takes both', async () => {
    zap.sandbox.faults.add({ status: 403, body: { message: 'Forbidden resource' } });
    expect(await ask({ endpoint: 'GET /locations/{locationId}', wording }, zap.authData)).toContain(
      '“Forbidden resource”. This connection may not do that. Check the account that this step uses.',
    );
  });

  test('that tells no sub-account asks for a reconnect, and sends nothing', async () => {
    const { access_token = '' } = zap.authData;
    expect(await ask({ endpoint: 'GET /campaigns/', wording: { doing: 'List' } }, { access_token })).toBe(
      'This connection does not tell its sub-account. Reconnect the account in Zapier under Apps.',
    );
    expect(zap.sent()).toEqual([]);
  });

  test('is told where HighLevel refuses an agency’s token at a sub-account’s endpoint', async () => {
    const { locationId = '', ...agency } = { ...zap.authData, ...zap.agencyAuthData };
    const authData = { ...agency, userType: '', locationId };
    const sentence = await ask({ endpoint: 'GET /campaigns/', wording: { doing: 'List' } }, authData);
    expect(sentence).toContain('This authClass type is not allowed');
    expect(sentence).toContain("This needs access to the sub-account, which this connection doesn't have.");
  });
});
