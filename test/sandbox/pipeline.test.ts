import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at } from '../../zapier';
import { first } from '../support/harness';
import { caller, textAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** A request of any shape, with the first sub-account's token. */
function raw(method: string, path: string, body?: string, headers: { [name: string]: string } = {}) {
  return fetch(`${sandbox.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${sandbox.locations[0]?.accessToken}`,
      version: '2021-07-28',
      'content-type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
}

test('every answer has a trace id of its own, in its body too', async () => {
  const { body, headers } = await call('GET /calendars/', { query: here() });
  const { body: again } = await call('GET /calendars/', { query: here() });
  expect(headers.get('x-trace-id')).toBe(textAt(body, 'traceId'));
  expect(textAt(again, 'traceId')).not.toBe(textAt(body, 'traceId'));
});

describe('paths', () => {
  test('an unknown one is not found', async () => {
    const answer = await raw('GET', '/nowhere');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ statusCode: 404, message: 'Cannot GET /nowhere' });
  });

  test('a mis-cased one is refused as the gateway does', async () => {
    const answer = await raw('GET', '/Contacts/search/duplicate');
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('not yet supported by the IAM Service');
  });

  test('a trailing slash says nothing', async () => {
    expect((await raw('GET', `/contacts?locationId=${here().locationId}`)).status).toBe(200);
  });

  test('an encoded id stays one segment, whatever it holds', async () => {
    const answer = await call('GET /contacts/{contactId}', { path: { contactId: '../locations/x' } });
    expect(answer).toMatchObject({
      status: 400,
      body: { message: 'Contact not found for id: ../locations/x' },
    });
    expect(sandbox.requests[0]?.path).toBe('/contacts/..%2Flocations%2Fx');
  });

  test('one that is not well encoded is a bad request', async () => {
    expect((await raw('GET', '/contacts/%zz')).status).toBe(400);
  });

  test('an endpoint without a handler of its own is answered as described', async () => {
    const query = { altId: here().locationId, altType: 'location', limit: '1', offset: '0' };
    expect(await call('GET /invoices/template', { query })).toMatchObject({
      status: 200,
      body: { data: [{ altId: here().locationId, name: expect.any(String) }], totalCount: 3 },
    });
  });
});

describe('a query', () => {
  test.each([
    ['GET /calendars/', 'limit'],
    ['GET /objects/', 'limit'],
    ['GET /locations/{locationId}/customFields', 'limit'],
    ['GET /locations/{locationId}/customFields', 'locationId'],
  ] as const)('of %s is refused with %s, as measured', async (key, name) => {
    const query = { ...(key.includes('{') ? {} : here()), [name]: '5' };
    expect(await call(key, { path: here(), query })).toMatchObject({
      status: 422,
      body: { message: [`property ${name} should not exist`] },
    });
  });
});

describe('the version', () => {
  test('is required', async () => {
    expect(await call('GET /contacts/', { query: here(), headers: { version: '' } })).toMatchObject({
      status: 401,
      body: { message: 'version header was not found.' },
    });
  });

  test.each(['v3', '2023-02-21', '2021-07-28', '2021-04-15'])(
    '%s is taken by every endpoint that has it',
    async (version) => {
      for (const key of ['GET /calendars/', 'GET /locations/search', 'GET /conversations/search'] as const) {
        expect([key, (await call(key, { query: here(), headers: { version } })).status]).toEqual([key, 200]);
      }
    },
  );

  test('that HighLevel does not know is refused', async () => {
    expect(
      await call('GET /calendars/', { query: here(), headers: { version: '2020-01-01' } }),
    ).toMatchObject({
      status: 401,
      body: { message: 'version header is invalid' },
    });
  });

  test.each([
    ['v3', 'locationId', 'location_id'],
    ['2021-07-28', 'location_id', 'locationId'],
  ])('%s takes its own spelling of a parameter, and no other', async (version, name, other) => {
    const { locationId } = here();
    const search = (query: { [name: string]: string }) =>
      call('GET /opportunities/search', { query, headers: { version } });
    expect(await search({ [name]: locationId })).toMatchObject({ status: 200 });
    expect(await search({ [name]: locationId, [other]: locationId })).toMatchObject({ status: 422 });
  });

  test('v3 takes and answers what it names otherwise, of the same records', async () => {
    const headers = { version: 'v3' };
    const { locationId } = here();
    const body = { locationId, email: 'v3@example.com', dndSettings: { sms: { status: 'active' } } };
    const made = await call('POST /contacts/', { body, headers });
    const path = { contactId: String(at(made.body, 'contact', 'id')) };
    const settings = async (version: string) =>
      at(
        (await call('GET /contacts/{contactId}', { path, headers: { version } })).body,
        'contact',
        'dndSettings',
      );
    expect(await settings('v3')).toMatchObject({ sms: { status: 'active' } });
    expect(await settings('2021-07-28')).toMatchObject({ SMS: { status: 'active' } });
    const dated = { ...body, email: 'dated@example.com', dndSettings: { SMS: { status: 'active' } } };
    expect(await call('POST /contacts/', { body: dated, headers })).toMatchObject({
      status: 422,
      body: { message: ['dndSettings.property SMS should not exist'] },
    });
  });

  test('a path that v3 alone has is no path of the dated versions', async () => {
    const { companyId, accessToken: token } = first(sandbox.agencies);
    const query = { companyId, appId: sandbox.clientId.split('-')[0] ?? '' };
    const status = async (version: string) =>
      (await call('GET /oauth/installed-locations', { query, token, headers: { version } })).status;
    expect([await status('v3'), await status('2021-07-28'), await status('')]).toEqual([200, 404, 401]);
  });

  test('v3 lacks some endpoints', async () => {
    expect(await call('GET /contacts/', { query: here(), headers: { version: 'v3' } })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('not available in API version v3') },
    });
  });
});

describe('the token', () => {
  test('must be there and be known', async () => {
    expect(await call('GET /contacts/', { query: here(), headers: { authorization: '' } })).toMatchObject({
      status: 401,
    });
    expect(await call('GET /contacts/', { query: here(), token: 'made-up' })).toMatchObject({
      status: 401,
      body: { statusCode: 401, message: 'Invalid JWT', traceId: expect.any(String) },
    });
  });

  test('expires after a day', async () => {
    const token = sandbox.issueToken(here());
    sandbox.clock.advance(86_398_000);
    expect(await call('GET /contacts/', { query: here(), token })).toMatchObject({ status: 200 });
    sandbox.clock.advance(2_000);
    expect(await call('GET /contacts/', { query: here(), token })).toMatchObject({
      status: 401,
      body: { message: 'The token is expired.' },
    });
  });

  test('expires when a test says so, until the reset', async () => {
    sandbox.expireTokens();
    expect(await call('GET /contacts/', { query: here() })).toMatchObject({ status: 401 });
    expect(await call('GET /contacts/', { query: here(), token: sandbox.issueToken(here()) })).toMatchObject({
      status: 200,
    });
    sandbox.reset();
    expect(await call('GET /contacts/', { query: here() })).toMatchObject({ status: 200 });
  });

  test('needs the endpoint’s scope', async () => {
    const token = sandbox.issueToken({ ...here(), scopes: ['contacts.readonly'] });
    expect(await call('GET /contacts/', { query: here(), token })).toMatchObject({ status: 200 });
    expect(await call('POST /contacts/', { body: { ...here(), name: 'Ada' }, token })).toMatchObject({
      status: 401,
      body: { statusCode: 401, message: 'The token is not authorized for this scope.' },
    });
  });

  test('of a sub-account is refused by agency-only endpoints', async () => {
    const path = { companyId: sandbox.agencies[0]?.companyId ?? '' };
    expect(await call('GET /companies/{companyId}', { path })).toMatchObject({
      status: 403,
      body: { message: 'Forbidden resource' },
    });
    const token = sandbox.agencies[0]?.accessToken ?? '';
    expect(await call('GET /companies/{companyId}', { path, token })).toMatchObject({
      status: 200,
      body: { company: { name: 'Brightside Marketing' } },
    });
  });

  test('of an agency is refused by a sub-account’s endpoints', async () => {
    const token = sandbox.agencies[0]?.accessToken ?? '';
    expect(await call('GET /contacts/', { query: here(), token })).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining('This authClass type is not allowed') },
    });
  });
});

describe('the location', () => {
  const refused = { status: 403, body: { message: 'The token does not have access to this location.' } };

  test('is required', async () => {
    expect(await call('GET /contacts/')).toMatchObject(refused);
    expect(await call('POST /contacts/', { body: { name: 'Ada' } })).toMatchObject(refused);
  });

  test('must be the token’s, in path, query and body', async () => {
    const locationId = sandbox.locations[1]?.locationId ?? '';
    expect(await call('GET /contacts/', { query: { locationId } })).toMatchObject(refused);
    expect(await call('POST /contacts/', { body: { locationId, name: 'Ada' } })).toMatchObject(refused);
    expect(await call('GET /locations/{locationId}/tags', { path: { locationId } })).toMatchObject(refused);
    expect(await call('GET /invoices/', { query: { altId: locationId, altType: 'location' } })).toMatchObject(
      refused,
    );
  });

  test('must be the contact’s', async () => {
    const stranger = sandbox.state.contacts.find(({ locationId }) => locationId !== here().locationId);
    const path = { contactId: stranger?.id ?? '' };
    expect(await call('GET /contacts/{contactId}', { path })).toMatchObject(refused);
  });

  test('may be any of the agency’s for an agency’s token', async () => {
    const token = sandbox.agencies[0]?.accessToken ?? '';
    const [, mine, foreign] = sandbox.locations;
    const get = (locationId = '') => call('GET /locations/{locationId}', { path: { locationId }, token });
    expect(await get(mine?.locationId)).toMatchObject({
      status: 200,
      body: { location: { name: 'Harbour Yoga' } },
    });
    expect(await get(foreign?.locationId)).toMatchObject(refused);
  });
});

describe('rate limits', () => {
  test('are told with every answer, errors included', async () => {
    const { headers } = await call('GET /contacts/', { query: here() });
    const told = (name: string) => headers.get(`x-ratelimit-${name}`);
    expect([told('max'), told('remaining'), told('interval-milliseconds')]).toEqual(['100', '99', '10000']);
    expect([told('limit-daily'), told('daily-remaining')]).toEqual(['200000', '199999']);
    expect(Number(told('daily-reset'))).toBeLessThanOrEqual(86_400_000);
    expect((await raw('GET', '/nowhere')).headers.get('x-ratelimit-max')).toBe('100');
  });

  test('refuse what is one too many, until the interval is over', async () => {
    sandbox.limits = { burst: 2, intervalMs: 5_000 };
    sandbox.clock.set('2026-02-01T00:00:00Z');
    await call('GET /contacts/', { query: here() });
    await call('GET /contacts/', { query: here() });
    const refused = await call('GET /contacts/', { query: here() });
    expect(refused).toMatchObject({ status: 429, body: { statusCode: 429, message: 'Too Many Requests' } });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    sandbox.clock.advance(5_000);
    expect(await call('GET /contacts/', { query: here() })).toMatchObject({ status: 200 });
  });

  test('count each sub-account by itself', async () => {
    sandbox.limits = { burst: 1 };
    await call('GET /contacts/', { query: here() });
    const { locationId = '', accessToken = '' } = sandbox.locations[1] ?? {};
    expect(await call('GET /contacts/', { query: { locationId }, token: accessToken })).toMatchObject({
      status: 200,
    });
  });

  test('end the day, too', async () => {
    sandbox.limits = { daily: 1 };
    await call('GET /contacts/', { query: here() });
    sandbox.clock.advance(60_000);
    const { status, headers } = await call('GET /contacts/', { query: here() });
    expect([status, headers.get('x-ratelimit-daily-remaining')]).toEqual([429, '0']);
  });
});

describe('validation', () => {
  const create = (body: object) => call('POST /contacts/', { body: { ...here(), ...body } });
  const says = (...message: string[]) => ({ status: 422, body: { message, error: 'Unprocessable Entity' } });

  test('refuses what should not exist', async () => {
    expect(await create({ nickname: 'Ada', colour: 'red' })).toMatchObject(
      says('property nickname should not exist', 'property colour should not exist'),
    );
  });

  test('refuses the wrong type, by the property’s whole path', async () => {
    expect(await create({ firstName: 1 })).toMatchObject(says('firstName must be a string'));
    expect(await create({ dnd: 'yes' })).toMatchObject(says('dnd must be a boolean value'));
    expect(await create({ tags: 'vip' })).toMatchObject(says('tags must be an array'));
    expect(await create({ tags: [1, 2] })).toMatchObject(says('each value in tags must be a string'));
    expect(await create({ customFields: [{ id: 'a', value: 'b' }] })).toMatchObject(
      says('customFields.0.property value should not exist'),
    );
    expect(await create({ dndSettings: { SMS: { status: 'off' } } })).toMatchObject(
      says('dndSettings.SMS.status must be one of the following values: active, inactive, permanent'),
    );
  });

  test('names what is required', async () => {
    const contactId =
      sandbox.state.contacts.find(({ locationId }) => locationId === here().locationId)?.id ?? '';
    expect(
      await call('POST /contacts/{contactId}/tasks', { path: { contactId }, body: { title: '' } }),
    ).toMatchObject(
      says('completed should not be empty', 'dueDate should not be empty', 'title should not be empty'),
    );
  });

  test('answers a page size above the maximum with 400', async () => {
    expect(await call('POST /contacts/search', { body: { ...here(), pageLimit: 501 } })).toMatchObject({
      status: 400,
      body: { message: ['pageLimit must not be greater than 500'] },
    });
  });

  test('reads numbers and ignores what it does not know in a query', async () => {
    const query = { ...here(), limit: '3', nonsense: '1' };
    expect(await call('GET /contacts/', { query })).toMatchObject({
      status: 200,
      body: { contacts: { length: 3 } },
    });
    expect(await call('GET /contacts/', { query: { ...here(), limit: 'many' } })).toMatchObject(
      says('limit must be a number conforming to the specified constraints'),
    );
  });

  test('checks values in a path', async () => {
    const body = { ...here(), contacts: ['a'], tags: ['b'] };
    expect(
      await call('POST /contacts/bulk/tags/update/{type}', { path: { type: 'set' }, body }),
    ).toMatchObject(says('type must be one of the following values: add, remove'));
  });
});

describe('odd bodies', () => {
  test('an empty one with a JSON type is no body', async () => {
    expect((await raw('POST', '/contacts/', '')).status).toBe(403);
    expect((await raw('GET', `/contacts/?locationId=${here().locationId}`)).status).toBe(200);
  });

  test('one that is no JSON is a bad request', async () => {
    expect((await raw('POST', '/contacts/', '{"locationId":')).status).toBe(400);
    expect(sandbox.requests[0]).toMatchObject({
      body: '{"locationId":',
      rawBody: '{"locationId":',
      status: 400,
    });
  });

  test('a __proto__ is a property like any other', async () => {
    const body = `{"locationId":"${here().locationId}","name":"Ada","__proto__":{"polluted":true}}`;
    const answer = await raw('POST', '/contacts/', body);
    expect(await answer.json()).toMatchObject({ message: ['property __proto__ should not exist'] });
    expect({}).not.toHaveProperty('polluted');
  });

  test('a megabyte passes', async () => {
    const contactId =
      sandbox.state.contacts.find(({ locationId }) => locationId === here().locationId)?.id ?? '';
    const body = '🦷'.repeat(250_000);
    const answer = await call('POST /contacts/{contactId}/notes', { path: { contactId }, body: { body } });
    expect(answer.status).toBe(201);
    expect(textAt(answer.body, 'note.body')).toBe(body);
  });

  test('DELETE may have one', async () => {
    const { id = '', tags = [] } = sandbox.state.contacts.find((contact) => contact.tags.length > 1) ?? {};
    const answer = await call('DELETE /contacts/{contactId}/tags', {
      path: { contactId: id },
      body: { tags: tags.slice(0, 1) },
      token: sandbox.issueToken({ locationId: sandbox.state.contacts.get(id)?.locationId ?? '' }),
    });
    expect(answer).toMatchObject({ status: 200, body: { tags: tags.slice(1) } });
  });

  test('DELETE may have one that says nothing', async () => {
    const businessId = sandbox.state.businesses.all()[0]?.id ?? '';
    const answer = await call('DELETE /businesses/{businessId}', { path: { businessId }, body: {} });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
  });
});
