/** The request as HighLevel gets it, and the answer as the step gets it. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request, send } from '../../highlevel/client';
import { BARE_LIST } from '../../highlevel/json';
import { type Extra, first, harness } from '../support/harness';

const zap = harness();

const ask = (call: Call, extra?: Extra, inputData = {}) =>
  zap.call((z: ZObject, bundle: Bundle) => request(z, bundle, call), inputData, extra);

const aContact = () => {
  const { locationId } = first(zap.sandbox.locations);
  return first(zap.sandbox.state.contacts.where((contact) => contact.locationId === locationId)).id;
};

describe('a request', () => {
  test.each<[Call, object]>([
    [
      { endpoint: 'GET /contacts/', input: { query: 'ada', limit: 2 } },
      { method: 'GET', path: '/contacts/', headers: { version: '2021-07-28' } },
    ],
    [{ endpoint: 'GET /calendars/' }, { path: '/calendars/', headers: { version: '2021-04-15' } }],
    [{ endpoint: 'GET /campaigns/' }, { path: '/campaigns/', headers: { version: '2021-07-28' } }],
  ])('goes to the API with the endpoint’s version and the connection’s token: %j', async (call, wanted) => {
    await ask(call);
    expect(zap.sent()).toEqual([expect.objectContaining({ endpoint: call.endpoint, status: 200 })]);
    expect(zap.sent()[0]).toMatchObject({
      ...wanted,
      query: { locationId: zap.authData.locationId },
      headers: { authorization: `Bearer ${zap.authData.access_token}`, accept: 'application/json' },
    });
  });

  test('names the sub-account of the connection, and the agency where one is wanted', async () => {
    await ask({ endpoint: 'GET /users/search' });
    const { locationId, companyId } = zap.authData;
    expect(zap.sent()[0]?.query).toEqual({ companyId, locationId });
  });

  test('names the sub-account that it is given rather than the connection’s', async () => {
    const { locationId = '' } = zap.sandbox.locations[1] ?? {};
    expect(await zap.sentence(ask({ endpoint: 'GET /contacts/', input: { locationId } }))).toContain(
      'The token does not have access to this location',
    );
    expect(zap.sent()[0]?.query).toEqual({ locationId });
  });

  test.each([
    ['../../users/x', '..%2F..%2Fusers%2Fx'],
    ['a/b c%', 'a%2Fb%20c%25'],
    ['ada%40example.com', 'ada%2540example.com'],
    ['ada@example.com', 'ada%40example.com'],
    ['Łukasz 李 👋', '%C5%81ukasz%20%E6%9D%8E%20%F0%9F%91%8B'],
    ['?locationId=x#y', '%3FlocationId%3Dx%23y'],
    ['{{contact.id}}', '%7B%7Bcontact.id%7D%7D'],
    ['{{bundle.authData.access_token}}', '%7B%7Bbundle.authData.access_token%7D%7D'],
  ])('holds an id in one segment, encoded once: %s', async (contactId, segment) => {
    expect(
      await zap.sentence(ask({ endpoint: 'GET /contacts/{contactId}', input: { contactId } })),
      // An error repeats nobody's e-mail address.
    ).toContain(`Contact not found for id: ${contactId.replace(/^\S+(@|%40)\S+$/, '(email address)')}`);
    expect(zap.sent().map(({ path, endpoint }) => [path, endpoint])).toEqual([
      [`/contacts/${segment}`, 'GET /contacts/{contactId}'],
    ]);
  });

  test.each([['.'], ['..'], ['\ud800']])('is not sent for the id %j', async (contactId) => {
    const labels = { contactId: 'Contact' };
    const call: Call = {
      endpoint: 'DELETE /contacts/{contactId}',
      input: { contactId },
      wording: { doing: 'Delete Contact', labels },
    };
    expect(await zap.sentence(ask(call))).toBe('“Contact” must be an ID, as an earlier step gives it.');
    expect(zap.sent()).toEqual([]);
  });

  test.each([
    [
      { endpoint: 'GET /contacts/{contactId}', input: { contactId: ' ' } },
      'Get Contact needs a value for “Contact”.',
    ],
    [
      { endpoint: 'POST /contacts/{contactId}/notes', input: { contactId: 'x' } },
      'Get Contact needs a value for “Note”.',
    ],
    [
      { endpoint: 'GET /calendars/{calendarId}/free-slots', input: { calendarId: 'x' } },
      'Get Contact needs a value for “endDate”.',
    ],
  ] as const)('is not sent without what it needs: %j', async (call, says) => {
    const wording = { doing: 'Get Contact', labels: { contactId: 'Contact', body: 'Note' } };
    expect(await zap.sentence(ask({ ...call, wording }))).toBe(says);
    expect(zap.sent()).toEqual([]);
  });

  test('is not sent with a parameter that the endpoint does not know', async () => {
    expect(await zap.sentence(ask({ endpoint: 'GET /contacts/', input: { email: 'x' } }))).toContain(
      'has no parameter "email"',
    );
    expect(zap.sent()).toEqual([]);
  });

  test('posts a form where the endpoint takes one', async () => {
    const { locationId = '' } = zap.sandbox.locations[0] ?? {};
    const answer = await ask(
      { endpoint: 'POST /oauth/locationToken', input: { locationId } },
      { authData: zap.agencyAuthData },
    );
    expect(answer).toMatchObject({ userType: 'Location', locationId });
    expect(zap.sent()[0]).toMatchObject({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: { companyId: zap.agencyAuthData.companyId, locationId },
    });
  });
});

/** What people write, and what would be a command elsewhere on its way. */
const TEXTS: [what: string, text: string][] = [
  ['merge tags', 'Hi {{contact.first_name}}, see {{ custom_values.link }} and {{{raw}}} {{{{twice}}}}'],
  ['only a merge tag', '{{contact.first_name}}'],
  ['Zapier’s own braces', '{{bundle.inputData.x}} {{bundle.authData.access_token}} {{ bundle.meta.page }}'],
  ['the environment in braces', 'secret: {{process.env.CLIENT_SECRET}}'],
  ['open braces', 'a {{ b { c } d }} e {{'],
  ['quotes and backslashes', 'She said "it\'s \\n" and \\u007b\\u007b `ok`'],
  ['emoji and many scripts', '👩‍👩‍👧 Łódź 李小龙 שלום مرحبا Ñandú'],
  ['lines and blanks', '  one\r\n\ttwo\n\n three  '],
  ['control characters', 'a\u0000b\u0007c\u2028d\u2029e'],
  ['HTML', '<script>alert(1)</script> &amp; <b>bold</b>'],
  ['percent signs and query marks', '100% & more? a=b+c %7B%7Bx%7D%7D'],
  ['a number', '007'],
  ['JSON', '{"a": [1, null, {"b": "{{c}}"}]}'],
  ['100 KB', 'The client wrote “{{x}}” 👋. '.repeat(3500)],
];

describe('text', () => {
  test.each(TEXTS)('arrives and comes back unharmed: %s', async (_what, text) => {
    const input = { contactId: aContact(), body: text };
    const made = await ask({ endpoint: 'POST /contacts/{contactId}/notes', input });
    expect(zap.sent()[0]?.body).toEqual({ body: text });
    expect(zap.sent()[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(made).toMatchObject({ note: { body: text } });
    const read = await ask({
      endpoint: 'GET /contacts/{contactId}/notes',
      input: { contactId: input.contactId },
    });
    expect(read).toMatchObject({ notes: expect.arrayContaining([expect.objectContaining({ body: text })]) });
  });

  test.each(TEXTS.filter(([what]) => what !== '100 KB'))(
    'arrives unharmed in a query: %s',
    async (_what, query) => {
      await ask({ endpoint: 'GET /contacts/', input: { query, limit: 5 } });
      expect(zap.sent()[0]?.query).toEqual({ locationId: zap.authData.locationId, limit: '5', query });
    },
  );

  test('arrives unharmed wherever it stands in a body', async () => {
    const tag = '{{contact.first_name}}';
    const body = {
      firstName: tag,
      tags: [tag, `{{${tag}}}`],
      customFields: [{ key: tag, field_value: { [tag]: [tag] } }],
    };
    await zap.sentence(ask({ endpoint: 'POST /contacts/upsert', input: body }));
    expect(zap.sent()[0]?.body).toEqual({ ...body, locationId: zap.authData.locationId });
  });

  test('that a list of a query repeats arrives in its order', async () => {
    const input = { calendarId: 'c', startDate: 1, endDate: 2, userIds: ['{{b}}', 'a b', '{{b}}'] };
    await zap.sentence(ask({ endpoint: 'GET /calendars/{calendarId}/free-slots', input }));
    expect(zap.sent()[0]?.query).toMatchObject({ userIds: ['{{b}}', 'a b', '{{b}}'] });
  });
});

describe('an answer', () => {
  const called = (body: string | object, status = 200) => {
    zap.sandbox.faults.add({
      status,
      body: typeof body === 'string' ? body : JSON.parse(JSON.stringify(body)),
    });
    return ask({ endpoint: 'GET /campaigns/' });
  };

  test('is the parsed body', async () => {
    expect(await called({ campaigns: [{ id: 1 }] })).toEqual({ campaigns: [{ id: 1 }] });
  });

  test('that has no body is empty where it is a write’s', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const fault of [{ status: 200 }, { status: 204 }, { status: 200, headers }]) {
      zap.sandbox.faults.add({ ...fault, body: '' });
      expect(await ask({ endpoint: 'DELETE /contacts/{contactId}', input: { contactId: 'c' } })).toEqual({});
    }
    expect(zap.sent()).toHaveLength(3);
  });

  test('that is a list is kept under []', async () => {
    expect(await called([{ id: 1 }])).toEqual({ [BARE_LIST]: [{ id: 1 }] });
  });

  test('tells its status and headers to who wants them', async () => {
    zap.sandbox.faults.add({ headers: { 'x-made-up': 'yes' } });
    const status = await zap.call(async (z: ZObject, bundle: Bundle) => {
      const answer = await send(z, bundle, { endpoint: 'GET /campaigns/' });
      return [answer.status, answer.headers.get('X-Made-Up')];
    });
    expect(status).toEqual([200, 'yes']);
  });
});
