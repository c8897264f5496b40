import { toHeaders, toJson } from '../../creates/api';
import { BadValue } from '../../fields/field';
import { type Operation, operations } from '../../registry';
import { type Extra, first, harness, shortenWaits } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

function place() {
  const { locationId } = first(zap.sandbox.locations);
  const contact = first(zap.sandbox.state.contacts.where((row) => row.locationId === locationId));
  return { locationId, contact };
}

const ask = async (input: object, extra?: Extra): Promise<{ [field: string]: unknown }> =>
  Object(await zap.run('creates', 'api_request', { method: 'GET', ...input }, extra));
const call = () => first(zap.sent());

function rows(): Row[] {
  const { locationId } = place();
  const product = first(zap.sandbox.state.products.where((row) => row.locationId === locationId));
  return [
    {
      key: 'any_endpoint',
      input: { endpoint: 'POST /links/', name: 'Spring', redirectTo: 'https://www.example.com/spring' },
      sends: {
        call: 'POST /links/',
        body: { locationId, name: 'Spring', redirectTo: 'https://www.example.com/spring' },
      },
      gives: { id: expect.any(String), link: expect.objectContaining({ name: 'Spring' }) },
      fails: {
        input: { endpoint: 'POST /links/', name: 'Spring' },
        says: /^Call Any Endpoint needs a value for “Redirect to”\.$/i,
        sends: 0,
      },
    },
    {
      key: 'watch_any_endpoint',
      input: { endpoint: 'GET /products/{productId}', productId: product.id },
      sends: { call: `GET /products/${product.id}`, query: { locationId } },
      gives: [{ id: product.id, revision: expect.any(String), name: product.name }],
      fails: {
        input: { endpoint: 'POST /products/' },
        says: /^“Endpoint” must be one that this step can call; “POST \/products\/” is not one\.$/,
        sends: 0,
      },
    },
    {
      key: 'api_request',
      input: {
        method: 'post',
        path: `/locations/${locationId}/tags`,
        body: '{ "name": "gold" }',
        headers: { 'X-Note': 'a' },
        query: { page: 2, none: '' },
      },
      sends: { call: `POST /locations/${locationId}/tags`, query: { page: '2' }, body: { name: 'gold' } },
      gives: {
        id: expect.stringMatching(/^[\w-]{36}$/),
        status: 200,
        success: true,
        body: { tag: { id: expect.any(String), locationId, name: 'gold' }, traceId: expect.any(String) },
        contentType: 'application/json; charset=utf-8',
        rateLimitMax: 100,
        rateLimitRemaining: 99,
      },
      fails: {
        input: { method: 'GET', path: '//other.example/contacts' },
        says: /^“Path” must be a path of the API, such as \/contacts\/.* It is “\/\/other\.example\/contacts”\.$/,
        sends: 0,
      },
    },
  ];
}

describeCategory(zap, 'API', rows);

test('the operations without an endpoint of their own are those whose user chooses one, and those that are called', () => {
  const isCalled = ({ spec }: Operation) => 'fires' in spec && spec.fires === 'hook';
  const without = operations.filter((one) => !one.spec.endpoint && !isCalled(one));
  expect(without.map(({ spec }) => spec.key)).toEqual([
    'watch_any_endpoint',
    'any_endpoint',
    'api_request',
    'find_with_any_endpoint',
  ]);
});

describe('the request', () => {
  test.each([
    ['/contacts/?limit=1', '2021-07-28'],
    ['/calendars/', '2021-04-15'],
    ['/conversations/messages/email/e1', '2021-04-15'],
    ['/agent-studio/agent', '2021-04-15'],
    ['/conversations/of-tomorrow', '2021-04-15'],
    ['/things/of-tomorrow', '2021-07-28'],
  ])('%s has the version %s', async (path, version) => {
    await ask({ path, stopOnError: 'no' });
    expect(call().headers.version).toBe(version);
  });

  test('takes the user’s own version, whatever the capitals', async () => {
    await ask({ path: '/calendars/', headers: { VERSION: '2021-07-28' }, stopOnError: false });
    expect(call().headers.version).toBe('2021-07-28');
  });

  test('goes to HighLevel’s own host by its whole address, with its query', async () => {
    const { locationId } = place();
    const path = `${zap.sandbox.url}/contacts/?locationId=x&limit=1`;
    const { body } = await ask({ path, query: { locationId } });
    expect(call()).toMatchObject({ path: '/contacts/', query: { locationId, limit: '1' } });
    expect(body).toMatchObject({ contacts: [expect.anything()] });
  });

  test('sends the body as it is written, braces and all', async () => {
    const { contact } = place();
    const body = '{"body":  "Hi {{contact.first_name}} {{bundle.inputData.body}} “süß” 🦷", "pinned": true}';
    await ask({ method: 'POST', path: `/contacts/${contact.id}/notes`, body });
    expect(call().body).toEqual(JSON.parse(body));
    expect(call().rawBody).toContain('{"body":  "Hi {');
    expect(call().headers['content-type']).toMatch(/^application\/json/);
  });

  test('sends no body where there is none, and refuses one for a GET', async () => {
    const { contact } = place();
    await ask({ method: 'DELETE', path: `/contacts/${contact.id}` });
    expect(call().rawBody).toBe('');
    for (const body of ['{"a":1}', { a: '' }, '[0]', 0, '""']) {
      expect(await zap.sentence(ask({ path: '/contacts/', body }))).toBe(
        'A GET request has no body: leave “Body” empty, or choose another method.',
      );
    }
  });

  test.each([[{}], ['{}'], [' { } '], [[]], ['[]'], [undefined], [null], [' \n']])(
    'has no body for a GET where Body is %j',
    async (body) => {
      const { contact } = place();
      await ask({ path: `/contacts/${contact.id}`, body });
      expect(call().rawBody).toBe('');
    },
  );

  test.each([[{ tags: [] }], [{ email: null, lastName: '' }], [{}], [[]]])(
    'sends a body whose values are all empty: %j',
    async (body) => {
      const { contact } = place();
      await ask({ method: 'PUT', path: `/contacts/${contact.id}`, body, stopOnError: false });
      expect(call().rawBody).toBe(JSON.stringify(body));
    },
  );

  test('sends a form in the place of JSON, and files with it', async () => {
    const link = `${zap.sandbox.url}/_sandbox/files/brochure`;
    await ask({
      method: 'POST',
      path: '/oauth/of-tomorrow',
      form: { name: 'a b', page: 2 },
      stopOnError: false,
    });
    expect(call()).toMatchObject({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      rawBody: 'name=a+b&page=2',
    });
    const made = await ask({
      method: 'POST',
      path: '/medias/upload-file',
      form: { name: 'brochure.pdf' },
      files: { file: link },
    });
    expect(made).toMatchObject({ success: true, body: { fileId: expect.any(String) } });
    expect(zap.sent().at(-1)?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  });

  test.each([
    [
      { body: '{}', form: { a: 1 } },
      /^A request has one body: leave “Body” empty, or “Form Fields” and “Files”\.$/,
    ],
    [{ method: 'GET', form: { a: 1 } }, /^A GET request has no form/],
    [{ files: { file: 'brochure.pdf' } }, /^“Files” must be a link to a file; it is “brochure\.pdf”\.$/],
  ])('of %j is refused before anything is sent', async (input, says) => {
    expect(await zap.sentence(ask({ method: 'POST', path: '/medias/upload-file', ...input }))).toMatch(says);
    expect(zap.sent()).toEqual([]);
  });

  test('empties what its body says is empty', async () => {
    const { contact } = place();
    zap.sandbox.state.contacts.update(contact.id, { tags: ['vip'] });
    await ask({ method: 'PUT', path: `/contacts/${contact.id}`, body: { tags: [] } });
    expect(zap.sandbox.state.contacts.get(contact.id)?.tags).toEqual([]);
  });

  test.each([
    ['{"name": }', /^“Body” must be valid JSON, such as \{"name": "new patient"\}\.$/],
    [
      `{"password": "Correct-horse-0123",\n "name" "new patient with a long name indeed"}`,
      /^“Body” must be valid JSON, such as \{"name": "new patient"\}\. It can't be read at line 2 column \d+\.$/,
    ],
    ['name=gold', /^“Body” must be valid JSON/],
  ])('a body of %s is refused', async (body, says) => {
    expect(await zap.sentence(ask({ method: 'POST', path: '/contacts/', body }))).toMatch(says);
    expect(zap.sent()).toEqual([]);
  });

  test('JSON that comes as a value is made text', () => {
    expect(toJson({ a: ['{{b}}'] })).toBe('{"a":["{{b}}"]}');
    expect(toJson(' [1.0]')).toBe(' [1.0]');
  });

  test.each([
    ['Authorization', 'Bearer x'],
    ['HOST', 'other.example'],
    ['Content-Type', 'text/plain'],
    ['Content-Length', '0'],
    ['Cookie', 'a=b'],
    ['X-Forwarded-Host', 'other.example'],
    ['X-Note', 'a\r\nHost: other.example'],
    ['X-Note', '{{process.env.CLIENT_SECRET}}'],
    ['X-Note: a', 'b'],
    ['X-Note', 'naïve 🦷'],
  ])('the header %s: %j is refused', (name, value) => {
    expect(() => toHeaders({ [name]: value })).toThrow(BadValue);
  });

  test('the connection’s token goes with it, whatever the headers say', async () => {
    const run = ask({ path: '/contacts/', headers: { authorization: 'Bearer other' } });
    expect(await zap.sentence(run)).toBe('“Headers” must not set “authorization”: the connection sets it.');
    await ask({ path: '/contacts/', stopOnError: false });
    expect(call().headers.authorization).toBe(`Bearer ${zap.authData.access_token}`);
  });
});

describe('an agency’s connection', () => {
  const agency = () => ({ authData: zap.agencyAuthData });

  test('makes the request in the Location that is chosen', async () => {
    const { locationId } = place();
    await ask({ path: '/contacts/', query: { locationId }, locationId }, agency());
    expect(zap.sent().map(({ tokenType }) => tokenType)).toEqual(['Company', 'Location']);
  });

  test('makes it as the agency, where none is, or where the endpoint takes no other', async () => {
    const { companyId = '' } = zap.agencyAuthData;
    await ask({ path: '/snapshots/', query: { companyId } }, agency());
    await ask({ path: '/snapshots/', query: { companyId }, locationId: place().locationId }, agency());
    expect(zap.sent().map(({ tokenType }) => tokenType)).toEqual(['Company', 'Company']);
  });

  test('asks for a Location where the endpoint takes sub-accounts alone', async () => {
    expect(await zap.sentence(ask({ path: '/calendars/' }, agency()))).toBe(
      "Choose a Sub-Account: this connection is an agency's.",
    );
  });

  test('a sub-account’s is told that an agency’s is needed', async () => {
    expect(await zap.sentence(ask({ path: '/snapshots/' }))).toBe(
      "API Request needs an agency's connection, and this one is a sub-account's.",
    );
  });
});

describe('what goes wrong', () => {
  const missing = { path: '/contacts/A1b2C3d4E5f6G7h8I9j0' };

  test('stops the Zap with a sentence', async () => {
    expect(await zap.sentence(ask(missing))).toMatch(
      /^API Request did not work\. HighLevel says: “Contact not found/,
    );
  });

  test('is the answer, where the user wants it so', async () => {
    expect(await ask({ ...missing, stopOnError: 'false' })).toMatchObject({
      status: 400,
      success: false,
      body: { message: expect.stringContaining('Contact not found') },
      traceId: expect.any(String),
    });
  });

  test('a path that the API has not is told as such', async () => {
    expect(await zap.sentence(ask({ path: '/things/x1' }))).toMatch(/“Cannot GET \/things\/x1”/);
  });

  test('a scope that is missing is named, of endpoints that no operation uses too', async () => {
    const { locationId } = place();
    const access_token = zap.sandbox.issueToken({ locationId, scopes: [] });
    const run = ask({ path: '/agent-studio/agent' }, { authData: { ...zap.authData, access_token } });
    expect(await zap.sentence(run)).toMatch(/lacks a scope that this step needs: agent-studio\.readonly/);
  });

  test('reads are tried again, writes never', async () => {
    shortenWaits();
    zap.sandbox.faults.add({ status: 502 });
    await ask({ path: '/contacts/', query: { locationId: place().locationId } });
    expect(zap.sent()).toHaveLength(2);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      zap.sandbox.reset();
      zap.sandbox.faults.add({ status: 502 });
      const run = ask({ method, path: '/contacts/x1', body: '{}' });
      expect(await zap.sentence(run)).toMatch(/It is not known whether API Request was done/);
      expect(zap.sent()).toHaveLength(1);
    }
  });

  test('a write whose 5xx is wanted gives it, once', async () => {
    zap.sandbox.faults.add({ status: 502, body: { message: 'Bad Gateway' } });
    const input = { method: 'POST', path: '/contacts/', body: '{}', stopOnError: false };
    expect(await ask(input)).toMatchObject({ status: 502, body: { message: 'Bad Gateway' } });
    expect(zap.sent()).toHaveLength(1);
  });

  test('too many calls are left to Zapier, though errors are wanted', async () => {
    shortenWaits();
    zap.sandbox.limits = { daily: 0 };
    await expect(
      ask({ path: '/contacts/', query: { locationId: place().locationId }, stopOnError: false }),
    ).rejects.toMatchObject({
      name: 'ThrottledError',
    });
  });

  test('an expired token is refreshed, though errors are wanted', async () => {
    zap.sandbox.expireTokens();
    const input = { method: 'DELETE', path: '/contacts/x1', stopOnError: false };
    await expect(ask(input)).rejects.toMatchObject({ name: 'RefreshAuthError' });
    expect(zap.sent().map(({ path }) => path)).toEqual(['/contacts/x1']);
  });
});

describe('an endpoint that requires the ID of the sub-account', () => {
  const locationId = () => zap.authData.locationId;
  const requires = (name: string, field: string) =>
    `This endpoint requires ${name}, the ID of the sub-account (${locationId()}): add it to “${field}”.`;
  const refused = (status: number) =>
    zap.sandbox.faults.add({ status, body: { message: 'The token does not have access to this location' } });

  test.each<[status: number, input: object, name: string, field: string]>([
    [403, { path: '/calendars/' }, 'locationId', 'Query Parameters'],
    [422, { path: '/opportunities/search' }, 'location_id', 'Query Parameters'],
    [403, { method: 'POST', path: '/contacts/', body: '{"firstName": "Ada"}' }, 'locationId', 'Body'],
  ])('is told to have none: %d %j', async (status, input, name, field) => {
    refused(status);
    expect(await zap.sentence(ask(input))).toContain(requires(name, field));
  });

  test('is not told so where the call has it', async () => {
    refused(403);
    const run = ask({ path: '/calendars/', query: { locationId: locationId() } });
    expect(await zap.sentence(run)).not.toContain('requires');
  });
});

describe('the answer', () => {
  test('is text where it is no JSON, and no text where it is none', async () => {
    const { state } = zap.sandbox;
    const { id, locationId } = first(state.messages.where((row) => Boolean(row.recording)));
    const transcription = `/conversations/locations/${locationId}/messages/${id}/transcription/download`;
    expect(await ask({ path: transcription })).toMatchObject({
      text: expect.stringContaining('Thank you for calling'),
      contentType: 'text/plain; charset=utf-8',
    });
    const recording = await ask({ path: `/conversations/messages/${id}/locations/${locationId}/recording` });
    expect(recording).toMatchObject({ status: 200, contentType: 'audio/x-wav' });
    expect(recording).not.toHaveProperty('text');
    expect(recording).not.toHaveProperty('body');
  });

  test('is a list where the API gives one', async () => {
    const { id, locationId } = first(zap.sandbox.state.messages.where((row) => Boolean(row.recording)));
    const path = `/conversations/locations/${locationId}/messages/${id}/transcription`;
    expect((await ask({ path })).body).toEqual(
      expect.arrayContaining([expect.objectContaining({ mediaChannel: 1 })]),
    );
  });
});

test.each(['/oauth/token', '/oauth/locationToken', '/oauth/location-token', '/OAuth/Token'])(
  'tokens are not to be had: %s',
  async (path) => {
    const said = await zap.sentence(zap.run('creates', 'api_request', { method: 'POST', path }));
    expect(said).toMatch(/^“Path” must not be one that gives tokens/);
    expect(zap.sent()).toEqual([]);
  },
);
