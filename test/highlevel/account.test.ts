/** Which parameters of an endpoint name the account, and that a call fills them from the connection. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request } from '../../highlevel/client';
import { type EndpointKey, endpoint, endpointKeys } from '../../highlevel/contract';
import { accountParameters, locationParameters } from '../../highlevel/contract/account';
import { first, harness } from '../support/harness';

const zap = harness();
const ask = (call: Call) => zap.call((z: ZObject, bundle: Bundle) => request(z, bundle, call));
const here = () => first(zap.sandbox.locations);

test.each<[EndpointKey, string[]]>([
  ['GET /contacts/{contactId}', []],
  ['GET /contacts/', ['query locationId']],
  ['GET /opportunities/search', ['query location_id']],
  ['GET /locations/{locationId}', ['path locationId']],
  ['GET /users/search', ['query locationId', 'query companyId']],
  ['GET /invoices/', ['query altId', 'query altType']],
  ['POST /invoices/', ['body altId', 'body altType']],
  ['GET /payments/orders', ['query locationId', 'query altId']],
  // Here it is the id of a message in another system.
  ['POST /conversations/messages/inbound', []],
])('the account of %s is in: %j', (key, names) => {
  expect(accountParameters(endpoint(key)).map(({ place, name }) => `${place} ${name}`)).toEqual(names);
});

test('every required id of a sub-account is one that the connection fills', () => {
  const missed = endpointKeys().flatMap((key) => {
    const { path, query, body } = endpoint(key);
    const filled = locationParameters(endpoint(key)).map(({ name }) => name);
    const named = [path, query, body].flatMap((facts) =>
      Object.entries(facts).filter(([, fact]) => typeof fact === 'string' && fact.endsWith('!')),
    );
    const ofLocation = named.map(([name]) => name).filter((name) => /^(location_?id|altId)$/i.test(name));
    return ofLocation.filter((name) => !filled.includes(name)).map((name) => `${key}: ${name}`);
  });
  expect(missed).toEqual([]);
});

describe('a call', () => {
  /** What the sandbox got; it may know no answer to it. */
  async function sentBy(call: Call) {
    await ask(call).catch(() => undefined);
    return first(zap.sent());
  }

  test('names the sub-account by altId and altType where the endpoint takes those', async () => {
    const account = { altId: here().locationId, altType: 'location' };
    const { query } = await sentBy({ endpoint: 'GET /invoices/', input: { limit: '1', offset: '0' } });
    expect(query).toEqual({ ...account, limit: '1', offset: '0' });
  });

  test('names it in the body of a write', async () => {
    const estimate = {
      endpoint: 'DELETE /invoices/estimate/{estimateId}',
      input: { estimateId: 'e' },
    } as const;
    const { body } = await sentBy(estimate);
    expect(body).toEqual({ altId: here().locationId, altType: 'location' });
  });

  test('keeps an account that its caller names', async () => {
    const { query } = await sentBy({
      endpoint: 'GET /opportunities/search',
      input: { location_id: 'other' },
    });
    expect(query).toEqual({ location_id: 'other' });
  });

  test('fills no id of a message in another system', async () => {
    const input = { type: 'SMS', conversationId: 'c', conversationProviderId: 'p', contactId: 'x' };
    const { body } = await sentBy({ endpoint: 'POST /conversations/messages/inbound', input });
    expect(body).toEqual(input);
  });
});
