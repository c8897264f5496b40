/** The posts of the social planner, and what they are sorted by. */
import type { JsonObject } from '../../sandbox/json';
import { rowsAt, sandboxOfFile, textAt } from './client';

const on = sandboxOfFile('2026-05-06T12:00:00Z');
const { call, locationId, isHere } = on;
const path = () => ({ locationId: locationId() });
const HOUR = 3_600_000;

const accounts = () => on.sandbox.state.socialAccounts.where(isHere);
const write = (fields: JsonObject = {}) =>
  call('POST /social-media-posting/{locationId}/posts', {
    path: path(),
    body: {
      accountIds: [accounts()[0]?.id ?? ''],
      type: 'post',
      userId: 'u1',
      media: [],
      summary: 'Hello',
      status: 'draft',
      ...fields,
    },
  });
const read = (id: string) =>
  call('GET /social-media-posting/{locationId}/posts/{id}', { path: { ...path(), id } });
const list = async (fields: JsonObject = {}) => {
  const days = { fromDate: '2026-05-01T00:00:00Z', toDate: '2026-05-31T00:00:00Z' };
  const { body } = await call('POST /social-media-posting/{locationId}/posts/list', {
    path: path(),
    body: { ...days, skip: '0', limit: '10', includeUsers: 'false', ...fields },
  });
  return rowsAt(body, 'results.posts').map(({ summary }) => summary);
};

test('a post is kept as it was sent, and read and listed', async () => {
  const media = [{ url: 'https://www.example.com/a.png', type: 'image/png' }];
  const [facebook, instagram] = accounts();
  const sent = {
    summary: 'Spring {{x}}',
    media,
    accountIds: [facebook?.id ?? '', instagram?.id ?? ''],
    followUpComment: '#a',
  };
  const { status, body } = await write(sent);
  expect([status, body]).toMatchObject([201, { success: true, statusCode: 201, message: 'Created Post' }]);
  const post = { ...sent, status: 'draft', type: 'post', locationId: locationId(), createdBy: 'u1' };
  expect(body).toMatchObject({ results: { post } });
  const id = textAt(body, 'results.post._id');
  expect(await read(id)).toMatchObject({ status: 200, body: { results: { post: { _id: id, ...post } } } });
  expect(await list({ type: 'draft' })).toEqual(['Spring {{x}}']);
});

test('a date without a zone is one in UTC, and a scheduled post is published when it comes', async () => {
  const { body } = await write({ status: 'scheduled', scheduleDate: '2026-05-06T13:00:00' });
  const id = textAt(body, 'results.post._id');
  const stands = async () => textAt((await read(id)).body, 'results.post.status');
  expect(textAt(body, 'results.post.displayDate')).toBe('2026-05-06T13:00:00.000Z');
  expect(await stands()).toBe('scheduled');
  on.sandbox.clock.advance(HOUR);
  expect(await stands()).toBe('published');
  expect(await list({ type: 'scheduled' })).toEqual([]);
});

test('posts are chosen by days, accounts, kind and status, the latest first, a page at a time', async () => {
  const [facebook = '', instagram = ''] = accounts().map(({ id }) => id);
  for (const row of on.sandbox.state.socialPosts.where(isHere)) on.sandbox.state.socialPosts.delete(row.id);
  await write({ summary: 'one', status: 'scheduled', scheduleDate: '2026-05-10T09:00:00+02:00' });
  await write({ summary: 'two', accountIds: [instagram], type: 'reel' });
  await write({ summary: 'three', status: 'published' });
  await write({ summary: 'four', scheduleDate: '2026-06-01T09:00:00Z' });
  expect(await list()).toEqual(['one', 'two', 'three']);
  expect(await list({ accounts: `${instagram}, none` })).toEqual(['two']);
  expect(await list({ accounts: facebook })).toEqual(['one', 'three']);
  expect(await list({ postType: 'reel' })).toEqual(['two']);
  expect(await list({ type: 'published' })).toEqual(['three']);
  expect(await list({ skip: '1', limit: '1' })).toEqual(['two']);
});

test('a post is changed and deleted', async () => {
  const id = textAt((await write()).body, 'results.post._id');
  const place = { path: { ...path(), id } };
  const body = { summary: 'Better', status: 'draft', accountIds: [accounts()[0]?.id ?? ''] };
  await call('PUT /social-media-posting/{locationId}/posts/{id}', { ...place, body });
  expect(textAt((await read(id)).body, 'results.post.summary')).toBe('Better');
  expect(await call('DELETE /social-media-posting/{locationId}/posts/{id}', place)).toMatchObject({
    body: { message: 'Deleted Post', results: { postId: id } },
  });
  expect(await read(id)).toMatchObject({ status: 404 });
});

test.each<[what: string, fields: JsonObject, status: number]>([
  ['no media at all', { media: null }, 422],
  ['an account that is not connected', { accountIds: ['x'] }, 400],
  ['no account', { accountIds: [], status: 'published' }, 422],
  ['no date though it is scheduled', { status: 'scheduled' }, 422],
  ['another kind', { type: 'song' }, 422],
  ['a property that there is not', { title: 'x' }, 422],
])('a post with %s is refused', async (_what, fields, status) => {
  expect(await write(fields)).toMatchObject({ status });
});

test('categories and tags are listed by their names, a page at a time', async () => {
  const categories = async (query: { [name: string]: string } = {}) =>
    (await call('GET /social-media-posting/{locationId}/categories', { path: path(), query })).body;
  const tags = async (query: { [name: string]: string } = {}) =>
    (await call('GET /social-media-posting/{locationId}/tags', { path: path(), query })).body;
  expect(await categories()).toMatchObject({ results: { count: 2 } });
  expect(rowsAt(await categories({ searchText: 'offer' }), 'results.categories')).toMatchObject([
    { name: 'Offers', locationId: locationId(), deleted: false },
  ]);
  expect(rowsAt(await tags({ limit: '1', skip: '1' }), 'results.tags')).toMatchObject([
    { tag: 'new patients' },
  ]);
});
