import type { EndpointKey } from '../../highlevel/contract';
import { type Arrived, faultsOf, namesIn, namesOf } from './contract-check';

const headers = {
  version: '2021-07-28',
  authorization: 'Bearer abc',
  'content-type': 'application/json; charset=utf-8',
};
const POST = 'POST /contacts/';
const contact = { locationId: 'l1', firstName: 'Ada', tags: ['vip'], dnd: true };
const post = (body: unknown = contact, more: Partial<Arrived> = {}): Arrived => ({
  method: 'POST',
  path: '/contacts/',
  query: {},
  headers,
  body,
  ...more,
});
const get = (path: string, query: object = {}): Arrived => ({ method: 'GET', path, query, headers });
const POSTS = 'GET /blogs/posts/all';
const posts = { locationId: 'l1', blogId: 'b1', limit: '50', offset: '0', status: 'DRAFT' };
const NOTE = 'GET /contacts/{contactId}/notes/{id}';

test.each<[EndpointKey, Arrived]>([
  [POST, post()],
  [POST, post({ ...contact, dndSettings: { SMS: { status: 'active' } }, email: null })],
  [POSTS, get('/blogs/posts/all', posts)],
  [NOTE, get('/contacts/a%20b/notes/c')],
  ['DELETE /contacts/{contactId}', { ...get('/contacts/c1'), method: 'DELETE' }],
  [
    'POST /contacts/bulk/tags/update/{type}',
    post({ locationId: 'l1', contacts: ['c1'], tags: [] }, { path: '/contacts/bulk/tags/update/add' }),
  ],
])('%s passes a sound request', (key, request) => {
  expect(faultsOf(request, key)).toEqual([]);
});

const multipart = { ...headers, 'content-type': 'multipart/form-data; boundary=x' };
const UPLOAD = 'POST /medias/upload-file';
const upload = (body: unknown) => post(body, { path: '/medias/upload-file', headers: multipart });
const OWN = 'POST /forms/upload-custom-files';
const own = (body: unknown) => ({
  ...post(body, { path: '/forms/upload-custom-files', headers: multipart }),
  query: { contactId: 'c1', locationId: 'l1' },
});
const file = { name: 'a.png', type: 'image/png', size: 3 };

test('a form is all text but for its files, whose names its sender may make where the endpoint says so', () => {
  expect(faultsOf(upload({ file, hosted: 'false', name: 'a' }), UPLOAD)).toEqual([]);
  expect(faultsOf(own({ f1_x: file }), OWN)).toEqual([]);
  expect(faultsOf(upload({ file: 'text', hosted: 'maybe', f1_x: file }), UPLOAD)).toEqual([
    'body: file is "text", no file',
    'body: hosted is neither true nor false',
    'body: f1_x should not be there',
  ]);
  expect(faultsOf(own({ f1_x: 'text' }), OWN)).toEqual(['body: f1_x is "text", no file']);
});

test.each<[fault: string, key: EndpointKey, request: Arrived]>([
  ['the method is PUT, not POST', POST, post(contact, { method: 'PUT' })],
  ['the path /contact/ is not /contacts/', POST, post(contact, { path: '/contact/' })],
  ['the path /contacts/c1/notes is not /contacts/{contactId}/notes/{id}', NOTE, get('/contacts/c1/notes')],
  ['path: contactId is “../x”', NOTE, get('/contacts/..%2Fx/notes/n1')],
  ['path: id is “..”', NOTE, get('/contacts/c1/notes/..')],
  [
    'path: type is "set", no choice',
    'POST /contacts/bulk/tags/update/{type}',
    post({ locationId: 'l1', contacts: ['c1'], tags: [] }, { path: '/contacts/bulk/tags/update/set' }),
  ],
  [
    'the version is 2021-04-15, not 2021-07-28',
    POST,
    post(contact, { headers: { ...headers, version: '2021-04-15' } }),
  ],
  ['there is no token', POST, post(contact, { headers: { ...headers, authorization: '' } })],
  ['query: blogId is missing', POSTS, get('/blogs/posts/all', { ...posts, blogId: undefined })],
  ['query: skip should not be there', POSTS, get('/blogs/posts/all', { ...posts, skip: '0' })],
  ['query: limit is no number', POSTS, get('/blogs/posts/all', { ...posts, limit: 'many' })],
  ['query: status is "READY", no choice', POSTS, get('/blogs/posts/all', { ...posts, status: 'READY' })],
  ['query: searchTerm is empty', POSTS, get('/blogs/posts/all', { ...posts, searchTerm: '' })],
  ['query: blogId is there more than once', POSTS, get('/blogs/posts/all', { ...posts, blogId: ['a', 'b'] })],
  ['a GET has a body', POSTS, { ...get('/blogs/posts/all', posts), body: {} }],
  ['body: locationId is missing', POST, post({ firstName: 'Ada' })],
  ['body: locationId is missing', POST, { ...post(), body: undefined }],
  ['body: nickname should not be there', POST, post({ ...contact, nickname: 'A' })],
  ['body: dnd is "true", no boolean', POST, post({ ...contact, dnd: 'true' })],
  ['body: firstName is 7, no string', POST, post({ ...contact, firstName: 7 })],
  ['body: tags is no list', POST, post({ ...contact, tags: 'vip' })],
  ['body: tags[1] is 7, no string', POST, post({ ...contact, tags: ['vip', 7] })],
  [
    'body: dndSettings: SMS: status is "off", no choice',
    POST,
    post({ ...contact, dndSettings: { SMS: { status: 'off' } } }),
  ],
  [
    'body: customFields[0]: value should not be there',
    POST,
    post({ ...contact, customFields: [{ id: 'f1', value: 'x' }] }),
  ],
  ['the body is no object', POST, post('text')],
  [
    'body: pageLimit is 501, more than 500',
    'POST /contacts/search',
    post({ locationId: 'l1', pageLimit: 501 }, { path: '/contacts/search' }),
  ],
])('it finds: %s', (fault, key, request) => {
  expect(faultsOf(request, key)).toEqual([fault]);
});

test('names go by __ where an object has fields of its own', () => {
  expect(namesIn(post({ ...contact, dndSettings: { SMS: { status: 'active' } } }), POST)).toEqual([
    'locationId',
    'firstName',
    'tags',
    'dnd',
    'dndSettings__SMS__status',
  ]);
  expect(namesOf(NOTE)).toEqual(['contactId', 'id']);
});
