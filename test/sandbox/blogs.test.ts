import type { EndpointKey } from '../../highlevel/contract';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { first } from '../support/harness';
import { caller, rowsAt, textAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });
const ours = (table: 'blogs' | 'blogPosts' | 'blogAuthors' | 'blogCategories') =>
  first(sandbox.state[table].where(({ locationId }) => locationId === here().locationId));
const blogId = () => ours('blogs').id;
const post = () => ({
  ...here(),
  blogId: blogId(),
  title: 'Five Habits',
  description: 'In short.',
  rawHTML: '<p>One</p>',
  imageUrl: 'https://www.example.com/a.jpg',
  imageAltText: 'A brush',
  author: ours('blogAuthors').id,
  categories: [ours('blogCategories').id],
  urlSlug: 'five-habits',
  status: 'DRAFT',
  publishedAt: '2026-12-24T09:00:00.000Z',
});
const content = (id: string) => sandbox.state.blogPosts.get(id)?.rawHTML;

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

test.each<[EndpointKey, string, string, object]>([
  ['GET /blogs/site/all', 'data', 'skip', {}],
  ['GET /blogs/authors', 'authors', 'offset', {}],
  ['GET /blogs/categories', 'categories', 'offset', {}],
  ['GET /blogs/posts/all', 'blogs', 'offset', { blogId: true }],
])('%s gives “%s”, pages by %s, and goes by _id', async (key, many, by, more) => {
  const query = { ...here(), ...('blogId' in more && { blogId: blogId() }), limit: '1' };
  const page = async (start: number) =>
    rowsAt((await call(key, { query: { ...query, [by]: `${start}` } })).body, many);
  const [one, two] = [await page(0), await page(1)];
  expect([one.length, two.length]).toEqual([1, 1]);
  expect(one[0]?._id).not.toBe(two[0]?._id);
  expect(one[0]).not.toHaveProperty('id');
  expect(await call(key, { query })).toMatchObject({
    status: 422,
    body: { message: [`${by} should not be empty`] },
  });
});

test('posts are found by status and by title', async () => {
  const query = { ...here(), blogId: blogId(), limit: '9', offset: '0' };
  const titles = async (more: object) =>
    rowsAt((await call('GET /blogs/posts/all', { query: { ...query, ...more } })).body, 'blogs').map(
      ({ title }) => title,
    );
  expect(await titles({ status: 'DRAFT' })).toHaveLength(2);
  expect(await titles({ searchTerm: 'TEAM' })).toEqual(['Meet the Team']);
});

describe('a post', () => {
  test('is written and changed, and its content shows nowhere', async () => {
    const added = await call('POST /blogs/posts', { body: post() });
    expect(added).toMatchObject({ status: 201, body: { data: { title: 'Five Habits', archived: false } } });
    expect(added.body).not.toHaveProperty('data.rawHTML');
    const path = { postId: textAt(added.body, 'data._id') };
    const body = { ...post(), title: 'Six', status: 'ARCHIVED', rawHTML: '<p>Two</p>', wordCount: 1 };
    const changed = await call('PUT /blogs/posts/{postId}', { path, body });
    expect(changed.body).toMatchObject({ updatedBlogPost: { title: 'Six', archived: true } });
    expect(content(path.postId)).toBe('<p>Two</p>');
  });

  test('keeps its old content, in silence, where a change does not count the words', async () => {
    const { id, rawHTML } = ours('blogPosts');
    const changed = await call('PUT /blogs/posts/{postId}', { path: { postId: id }, body: post() });
    expect(changed).toMatchObject({ status: 200, body: { updatedBlogPost: { title: 'Five Habits' } } });
    expect(content(id)).toBe(rawHTML);
  });

  test.each([
    ['blogId', 404],
    ['author', 404],
    ['status', 422],
    ['title', 422],
  ])('is refused with a wrong %s', async (name, status) => {
    const wrong = name === 'title' ? '' : 'nobody';
    expect(await call('POST /blogs/posts', { body: { ...post(), [name]: wrong } })).toMatchObject({ status });
  });
});

test('a slug is taken, but not by the post itself; a blog is not asked for', async () => {
  const { id, urlSlug } = ours('blogPosts');
  const query = { ...here(), urlSlug: String(urlSlug) };
  const exists = async (more: object) =>
    (await call('GET /blogs/posts/url-slug-exists', { query: { ...query, ...more } })).body;
  expect(await exists({})).toMatchObject({ exists: true });
  expect(await exists({ postId: id })).toMatchObject({ exists: false });
  expect(await exists({ blogId: blogId() })).toMatchObject({ message: ['property blogId should not exist'] });
});
