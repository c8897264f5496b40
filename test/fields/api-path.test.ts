/** The path that a person writes: whatever it is, it leads to HighLevel's own host, or nowhere. */
import { toPath } from '../../fields/api-path';
import { BadValue } from '../../fields/field';
import fc from '../support/fast-check';
import { outcome } from './outcome';

const HOST = 'https://services.leadconnectorhq.com';

beforeEach(() => {
  delete process.env.HIGHLEVEL_API_URL;
});

test.each([
  ['/contacts/', '/contacts/'],
  ['contacts/', '/contacts/'],
  [' /contacts/x1 ', '/contacts/x1'],
  [`${HOST}/contacts/x1`, '/contacts/x1'],
  [`${HOST.toUpperCase()}/contacts/x1`, '/contacts/x1'],
  [`${HOST}:443/contacts/x1`, '/contacts/x1'],
  ['/contacts/search/duplicate?email=ada@example.com', '/contacts/search/duplicate?email=ada%40example.com'],
  ['/contacts/ada@example.com', '/contacts/ada%40example.com'],
  ['/contacts/ada%40example.com', '/contacts/ada%40example.com'],
  ['/contacts/100%25', '/contacts/100%25'],
  ['/contacts/Łukasz', '/contacts/%C5%81ukasz'],
  ['/contacts/{{contact.id}}?q={{x}}', '/contacts/%7B%7Bcontact.id%7D%7D?q=%7B%7Bx%7D%7D'],
  ['/contacts/a..b', '/contacts/a..b'],
  [
    '/contacts/?redirect=https://other.example/../x',
    '/contacts/?redirect=https%3A%2F%2Fother.example%2F..%2Fx',
  ],
  ['/contacts/?query=John Smith&limit=1', '/contacts/?query=John+Smith&limit=1'],
  [`${HOST}/contacts/?query=John Smith\\Doe`, '/contacts/?query=John+Smith%5CDoe'],
])('%s is %s', (given, path) => {
  expect(toPath(given)).toBe(path);
});

test.each([
  'https://other.example/contacts/',
  'https://services.leadconnectorhq.com.evil.example/contacts/',
  'https://services.leadconnectorhq.com@evil.example/contacts/',
  'https://user:word@services.leadconnectorhq.com/contacts/',
  'https://services.leadconnectorhq.com:8443/contacts/',
  'http://services.leadconnectorhq.com/contacts/',
  'https:/services.leadconnectorhq.com/contacts/',
  'https:services.leadconnectorhq.com/contacts/',
  'https://services.leadconnectorhq.com',
  'https://services.leadconnectorhq.com\\@evil.example/',
  'ftp://services.leadconnectorhq.com/contacts/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  '//other.example/contacts/',
  '///other.example',
  '/\\other.example',
  '\\\\other.example',
  '@evil.example/contacts/',
  '.evil.example/contacts/',
  ':80@evil.example',
  'other.example/contacts/',
  'localhost:4400/contacts/',
  '/other.example',
  '/contacts/../users/',
  '/contacts/..',
  '/contacts/./x1',
  '/contacts//x1',
  '/contacts/%2e%2e/users/',
  '/contacts/%2E%2E%2Fusers',
  '/contacts/%252e%252e/users/',
  '/contacts/%25252525252e%2e/users/',
  '/contacts/..%2f..%2fusers',
  '/contacts/..%5cusers',
  '/contacts/%5c%5cother.example',
  '/contacts/..;/users',
  '/contacts/．．/users',
  '/contacts/x1%00',
  '/contacts/x1%0d%0aHost:%20other.example',
  '/contacts/x1\r\nHost: other.example',
  '/contacts/x 1',
  '/contacts/x1#part',
  '/contacts/%',
  '/contacts/%zz',
  '/contacts/\ud800',
  `${HOST}\\@evil.example/contacts/`,
  '/con tacts/?query=x',
  '?locationId=x',
  '/',
  '#',
])('%j is refused', (given) => {
  expect(() => toPath(given)).toThrow(BadValue);
});

test.each([
  '/contacts/?query=x\r\nHost: other.example',
  '/contacts/?query=x\u0000',
  '/contacts/?query=x#part',
])('%j is refused for its query', (given) => {
  expect(outcome(toPath, given)).toBe(
    `refused: a path whose query has no # and no control characters; it is “${given}”`,
  );
});

test('no text leads elsewhere', () => {
  const part = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '/',
      '//',
      '..',
      '.',
      '%2e',
      '%2f',
      '%5c',
      '%25',
      '\\',
      '@',
      ':',
      '?',
      '#',
      HOST,
      'contacts',
      '．',
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const given = parts.join('');
      try {
        const path = toPath(given);
        const url = new URL(HOST + path);
        expect(url.origin).toBe(HOST);
        expect(url.pathname + url.search).toBe(path);
        expect(path).toMatch(/^\/[\w-]+(\/|\?|$)/);
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});

test('the address of the settings is HighLevel’s, with what stands before its paths', () => {
  process.env.HIGHLEVEL_API_URL = 'http://127.0.0.1:4400/api/';
  expect(toPath('http://127.0.0.1:4400/api/contacts/x1')).toBe('/contacts/x1');
  expect(toPath('http://127.0.0.1:4400/contacts/x1')).toBe('/contacts/x1');
  expect(() => toPath(`${HOST}/contacts/`)).toThrow(BadValue);
});
