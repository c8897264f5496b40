/** What the environment may set, and what it may not. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { request } from '../../highlevel/client';
import { connectionOf, locationOf } from '../../highlevel/connection';
import {
  apiUrl,
  apiVersion,
  chosenScopes,
  clientCredentials,
  marketplaceUrl,
} from '../../highlevel/settings';
import { harness } from '../support/harness';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

describe.each([
  ['HIGHLEVEL_API_URL', apiUrl, 'https://services.leadconnectorhq.com'],
  ['HIGHLEVEL_MARKETPLACE_URL', marketplaceUrl, 'https://marketplace.gohighlevel.com'],
] as const)('%s', (name, read, usual) => {
  test.each([[undefined], [''], ['  ']])('is HighLevel’s own where it is %j', (value) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
    expect(read()).toBe(usual);
  });

  test.each([
    ['https://marketplace.leadconnectorhq.com'],
    ['https://api.example.com:8443/proxy'],
    ['http://localhost:4400'],
    ['http://127.0.0.1:4400'],
    ['http://[::1]:4400'],
  ])('may be %s', (value) => {
    process.env[name] = value;
    expect(read()).toBe(value);
  });

  test('needs no slash at its end', () => {
    process.env[name] = ' https://api.example.com// ';
    expect(read()).toBe('https://api.example.com');
  });

  test.each([
    ['http://services.leadconnectorhq.com'],
    ['http://localhost.example.com'],
    ['http://127.0.0.1.example.com'],
    ['http://127.0.0.1@example.com'],
    ['http://example.com#localhost'],
    ['http://0.0.0.0:4400'],
    ['http://192.168.1.10:4400'],
    ['ftp://localhost'],
    ['file:///etc/passwd'],
    ['services.leadconnectorhq.com'],
    ['javascript:alert(1)'],
  ])('may not be %s', (value) => {
    process.env[name] = value;
    expect(read).toThrow(`${name} must be an https address (http is accepted on this machine only).`);
  });

  test('is read when it is used', () => {
    process.env[name] = 'https://one.example.com';
    expect(read()).toBe('https://one.example.com');
    process.env[name] = 'https://two.example.com';
    expect(read()).toBe('https://two.example.com');
  });
});

describe('an address that is refused', () => {
  const zap = harness();

  test('is told as such, and not as HighLevel’s silence', async () => {
    process.env.HIGHLEVEL_API_URL = 'http://services.leadconnectorhq.com';
    const run = zap.call((z: ZObject, bundle: Bundle) => request(z, bundle, { endpoint: 'GET /campaigns/' }));
    expect(await zap.sentence(run)).toContain('HIGHLEVEL_API_URL must be an https address');
    expect(zap.sent()).toEqual([]);
  });
});

test('the client’s id and secret are empty where they are not set', () => {
  process.env.CLIENT_ID = 'id';
  delete process.env.CLIENT_SECRET;
  expect(clientCredentials()).toEqual({ client_id: 'id', client_secret: '' });
});

test.each([
  ['contacts.readonly contacts.write', ['contacts.readonly', 'contacts.write']],
  [' contacts.readonly,\n contacts.write ', ['contacts.readonly', 'contacts.write']],
  ['', undefined],
  [' , ', undefined],
])('the scopes of %j are %j', (value, scopes) => {
  process.env.HIGHLEVEL_SCOPES = value;
  expect(chosenScopes()).toEqual(scopes);
});

describe('a connection', () => {
  const authData = { access_token: 't', userType: 'Location', companyId: 'c', locationId: 'l' };

  test.each([
    ['a sub-account’s', authData, { level: 'location', companyId: 'c', locationId: 'l' }],
    [
      'an agency’s',
      { ...authData, userType: 'Company', locationId: '' },
      { level: 'agency', companyId: 'c' },
    ],
    ['one of before its type was kept', { access_token: 't' }, { level: 'location' }],
    ['an agency’s of before', { access_token: 't', companyId: 'c' }, { level: 'agency', companyId: 'c' }],
    [
      'a sub-account’s of before',
      { ...authData, userType: '' },
      { level: 'location', companyId: 'c', locationId: 'l' },
    ],
  ])('is %s', (_what, given, wanted) => {
    expect(connectionOf({ authData: given })).toEqual({ accessToken: 't', ...wanted });
  });

  test('knows when its token ends, if it was told', () => {
    const expires_at = '2026-07-01T10:00:00.000Z';
    expect(connectionOf({ authData: { ...authData, expires_at } }).expiresAt).toBe(Date.parse(expires_at));
    expect(connectionOf({ authData: { ...authData, expires_at: 'soon' } })).not.toHaveProperty('expiresAt');
  });

  test.each([
    ['the connection’s own', authData, { locationId: 'other' }, 'l'],
    ['the chosen one of an agency', { ...authData, userType: 'Company' }, { locationId: ' x ' }, 'x'],
    ['none', { ...authData, userType: 'Company' }, { locationId: ' ' }, undefined],
    ['none at all', { ...authData, userType: 'Company' }, {}, undefined],
  ])('works in %s', (_what, given, inputData, wanted) => {
    expect(locationOf({ authData: given, inputData })).toBe(wanted);
  });
});

describe('HIGHLEVEL_API_VERSION', () => {
  test.each([
    [undefined, 'dated'],
    ['', 'dated'],
    ['dated', 'dated'],
    [' v3 ', 'v3'],
  ])('where it is %j the operations run on %s', (value, version) => {
    if (value === undefined) delete process.env.HIGHLEVEL_API_VERSION;
    else process.env.HIGHLEVEL_API_VERSION = value;
    expect(apiVersion()).toBe(version);
  });

  test('may not be another version', () => {
    process.env.HIGHLEVEL_API_VERSION = '2023-02-21';
    expect(apiVersion).toThrow(
      'HIGHLEVEL_API_VERSION must be v3, or not set: then the dated versions are used.',
    );
  });
});
