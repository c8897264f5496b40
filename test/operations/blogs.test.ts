import { wordsIn } from '../../creates/blogs';
import { choicesOf } from '../../fields/dropdowns';
import { at } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
const UNKNOWN = '66c381b38be80858b9af62b6';

function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const here = (row: { locationId: string }) => row.locationId === locationId;
  const posts = state.blogPosts.where(here);
  return {
    locationId,
    post: first(posts),
    posts,
    blogId: first(state.blogs.where(here)).id,
    blogs: state.blogs.where(here),
    authors: state.blogAuthors.where(here),
    categories: state.blogCategories.where(here),
  };
}

const HTML = ' <h1>Hi {{contact.first_name}} 👋</h1>\n<p title="a \'b\'">Two words</p>\n';

function written() {
  const { authors, categories, blogId } = place();
  return {
    blogId,
    title: 'Five Habits',
    urlSlug: 'five-habits',
    description: 'In short.',
    imageUrl: 'https://www.example.com/a.jpg',
    imageAltText: 'A brush',
    author: first(authors).id,
    categories: [first(categories).id],
    status: 'SCHEDULED',
    publishedAt: '2026-12-24T09:00:00-05:00',
    rawHTML: HTML,
  };
}

/** A post of the sandbox as an update sends it, all but its content. */
function kept() {
  const { id: _id, blogId: _blog, rawHTML: _html, updatedAt: _at, ...rest } = place().post;
  return rest;
}

function rows(): Row[] {
  const { locationId, post, posts, blogId, blogs, authors, categories } = place();
  const page = { locationId, limit: '50', offset: '0' };
  const reading = { call: 'GET /blogs/authors', query: page };
  return [
    {
      key: 'check_blog_url_slug',
      input: { urlSlug: String(post.urlSlug), postId: UNKNOWN, blogId },
      sends: {
        call: 'GET /blogs/posts/url-slug-exists',
        query: { locationId, urlSlug: post.urlSlug, postId: UNKNOWN },
      },
      gives: [{ id: post.urlSlug, urlSlug: post.urlSlug, exists: true, revision: 'taken' }],
      fails: { input: {}, says: /^Check Blog URL Slug needs a value for “URL Slug”\.$/, sends: 0 },
    },
    {
      key: 'get_blog_authors',
      input: {},
      sends: reading,
      gives: expect.arrayContaining(
        authors.map(({ id, name }) => expect.objectContaining({ id, name, revision: 'new' })),
      ),
      fails: { input: { fireOn: 'never' }, says: /^“Trigger On” must be New /, sends: 0 },
    },
    {
      key: 'get_blog_categories',
      input: {},
      sends: { call: 'GET /blogs/categories', query: page },
      gives: expect.arrayContaining(
        categories.map(({ id, label }) => expect.objectContaining({ id, label, revision: 'new' })),
      ),
      fails: { input: { fireOn: 'never' }, says: /^“Trigger On” must be New /, sends: 0 },
    },
    {
      key: 'get_blog_posts',
      input: { blogId, status: 'published', searchTerm: 'a day' },
      sends: {
        call: 'GET /blogs/posts/all',
        query: { ...page, blogId, status: 'PUBLISHED', searchTerm: 'a day' },
      },
      gives: [{ title: 'A Day With Us', archived: false, revision: 'new' }],
      fails: {
        input: { blogId, status: 'ready' },
        says: /^“Status” must be Draft, .* or Archived; it is “ready”\.$/,
        sends: 0,
      },
    },
    {
      key: 'get_blogs',
      input: { searchTerm: 'press' },
      sends: {
        call: 'GET /blogs/site/all',
        query: { locationId, limit: '50', skip: '0', searchTerm: 'press' },
      },
      gives: [{ id: blogs[1]?.id, name: 'Press Room', revision: 'new' }],
      fails: { input: { searchTerm: {}, fireOn: 'x' }, says: /^“Trigger On” must be New /, sends: 0 },
    },
    {
      key: 'create_blog_post',
      input: { ...written(), tags: 'gums, prevention', canonicalLink: '' },
      sends: {
        call: 'POST /blogs/posts',
        body: { ...written(), locationId, tags: ['gums', 'prevention'] },
      },
      gives: {
        id: expect.any(String),
        title: 'Five Habits',
        status: 'SCHEDULED',
        publishedAt: '2026-12-24T14:00:00.000Z',
      },
      fails: {
        input: { ...written(), publishedAt: 'soon' },
        says: /^“Publish Date” must be a date and time, such as .*; it is “soon”\.$/,
        sends: 0,
      },
    },
    {
      key: 'update_blog_post',
      input: { blogId, postId: post.id, title: 'Five More', rawHTML: HTML, clear: ['canonicalLink'] },
      sends: {
        call: `PUT /blogs/posts/${post.id}`,
        body: {
          ...kept(),
          blogId,
          title: 'Five More',
          rawHTML: HTML,
          canonicalLink: '',
          wordCount: 4,
        },
        besides: ['GET /blogs/posts/all'],
      },
      gives: { id: post.id, title: 'Five More', description: post.description },
      fails: {
        input: { blogId, postId: UNKNOWN, rawHTML: HTML },
        says: /^Update Blog Post did not find the post in this blog\./,
        sends: posts.length > 50 ? 2 : 1,
      },
    },
  ];
}

describeCategory(zap, 'Blogs', rows);

describe('a slug', () => {
  const poll = async (input: object) =>
    Object(await zap.run('triggers', 'check_blog_url_slug', input))[0].revision;

  test('fires when it is taken, and when it is free again', async () => {
    const { post } = place();
    const urlSlug = String(post.urlSlug);
    expect(await poll({ urlSlug })).toBe('taken');
    zap.sandbox.state.blogPosts.update(post.id, { urlSlug: 'another' });
    expect(await poll({ urlSlug })).toBe('free');
  });

  test('may be that of the post itself', async () => {
    const { post } = place();
    expect(await poll({ urlSlug: String(post.urlSlug), postId: post.id })).toBe('free');
  });
});

describe('posts', () => {
  const poll = async (input: object) =>
    Object(await zap.run('triggers', 'get_blog_posts', { blogId: place().blogId, ...input })).map(
      ({ id, revision }: { [name: string]: string }) => `${id} ${revision}`,
    );

  test('of a status fire when they get there', async () => {
    const { posts } = place();
    const draft = first(posts.filter(({ status }) => status === 'DRAFT'));
    const before = await poll({ status: 'PUBLISHED' });
    zap.sandbox.state.blogPosts.update(draft.id, { status: 'PUBLISHED' });
    const after = await poll({ status: 'PUBLISHED' });
    expect(after.filter((one: string) => !before.includes(one))).toEqual([`${draft.id} new`]);
  });

  test('fire when they change, where the user wants that', async () => {
    const { post } = place();
    const [fresh, changed] = [await poll({}), await poll({ fireOn: 'updated' })];
    zap.sandbox.clock.advance(60_000);
    zap.sandbox.state.blogPosts.update(post.id, { title: 'Another' });
    expect((await poll({})).sort()).toEqual(fresh.sort());
    const news = (await poll({ fireOn: 'updated' })).filter((one: string) => !changed.includes(one));
    expect(news).toEqual([expect.stringContaining(post.id)]);
  });

  test('are read page by page, each once, though they have no id but _id', async () => {
    const { locationId, blogId, posts } = place();
    for (let number = 0; number < 70; number += 1) {
      zap.sandbox.state.blogPosts.insert({ locationId, blogId, title: `Post ${number}` });
    }
    expect(new Set(await poll({})).size).toBe(posts.length + 70);
    expect(zap.sent().map(({ query }) => query.offset)).toEqual(['0', '50']);
  });
});

describe('an update of a post', () => {
  const update = (more: object) => {
    const { blogId, post } = place();
    return zap.run('creates', 'update_blog_post', { blogId, postId: post.id, rawHTML: HTML, ...more });
  };

  test('saves the content unharmed, with a count of its words', async () => {
    await update({});
    expect(place().post.rawHTML).toBe(HTML);
  });

  test('leaves everything else as it was', async () => {
    const before = kept();
    await update({});
    expect(kept()).toEqual(before);
  });

  test('clears tags and link when that is said', async () => {
    expect(await update({ clear: ['Tags', 'canonicalLink'] })).toMatchObject({ tags: [], canonicalLink: '' });
  });

  test('keeps the commas of tags in a list', async () => {
    await update({ tags: ['gums, teeth', 'prevention'] });
    expect(zap.sent().at(-1)?.body).toMatchObject({ tags: ['gums, teeth', 'prevention'] });
  });

  test('reads nothing where all is filled in', async () => {
    await update({ ...written(), tags: ['a'], canonicalLink: 'https://www.example.com/a' });
    expect(zap.sent().map(({ method }) => method)).toEqual(['PUT']);
  });

  test('looks for the post as far as it has to', async () => {
    const { locationId, blogId } = place();
    const more = Array.from({ length: 120 }, (_, i) =>
      zap.sandbox.state.blogPosts.insert({ ...kept(), locationId, blogId, title: `Post ${i}` }),
    );
    await update({ postId: more[50]?.id });
    expect(zap.sent().map(({ method, query }) => [method, query.offset])).toEqual([
      ['GET', '0'],
      ['GET', '50'],
      ['PUT', undefined],
    ]);
  });

  test('says that nobody knows of the content, where the answer does not show it', async () => {
    const result = await update({});
    expect(result).toMatchObject({ contentNote: expect.stringContaining('does not tell') });
    expect(result).not.toHaveProperty('contentSaved');
  });

  test.each([
    [HTML, true, 'The content is saved.'],
    ['<p>Old</p>', false, 'kept other content'],
  ])('compares content that the answer shows: %j', async (rawHTML, contentSaved, note) => {
    const { post } = place();
    const body = { updatedBlogPost: { _id: post.id, rawHTML } };
    zap.sandbox.faults.add({ endpoint: 'PUT /blogs/posts/{postId}', status: 200, body });
    expect(await update({})).toMatchObject({
      id: post.id,
      contentSaved,
      contentNote: expect.stringContaining(note),
    });
  });

  test('goes without the count where HighLevel refuses one', async () => {
    const body = { statusCode: 422, message: ['property wordCount should not exist'] };
    zap.sandbox.faults.add({ endpoint: 'PUT /blogs/posts/{postId}', status: 422, body });
    expect(await update({ title: 'Five More' })).toMatchObject({ title: 'Five More' });
    const bodies = zap
      .sent()
      .filter(({ method }) => method === 'PUT')
      .map((request) => Object(request.body));
    expect(bodies.map((sent) => 'wordCount' in sent)).toEqual([true, false]);
  });

  test('of another refusal tells it, once', async () => {
    zap.sandbox.faults.add({
      endpoint: 'PUT /blogs/posts/{postId}',
      status: 422,
      body: { message: ['title should not be empty'] },
    });
    expect(await zap.sentence(update({}))).toMatch(/“Title should not be empty”/);
    expect(zap.sent().filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});

test.each([
  ['', 0],
  ['one', 1],
  ['<p>Two <b>words</b></p>', 2],
  ['<style>a b c</style><p>It’s one – no, four</p><script>let x = 1;</script>', 4],
  ['東京 and München', 3],
])('%j has %i words', (html, words) => {
  expect(wordsIn(html)).toBe(words);
});

test.each([['< '], ['<'], ['<script>'], ['<!--'], ['</script>']])(
  'the words in a million of %j are counted',
  (part) => {
    expect(wordsIn(`Two words ${part.repeat(1_000_000 / part.length)}`)).toBe(2);
  },
);

test('the lists to choose from go by name, and page by offset', async () => {
  const { blogId, posts, categories } = place();
  const labels = (listed: unknown) => Object(listed).results.map(({ label }: { label: string }) => label);
  expect(labels(await zap.call(choicesOf('blogs').perform))).toEqual(['Our Blog', 'Press Room']);
  expect(labels(await zap.call(choicesOf('blogCategories').perform))).toEqual(
    categories.map(({ label }) => label),
  );
  const { locationId } = place();
  for (let number = 0; number < 60; number += 1) {
    zap.sandbox.state.blogPosts.insert({ locationId, blogId, title: `Post ${number}` });
  }
  const perform = choicesOf('blogPosts').perform;
  const one = await zap.call(perform, { blogId });
  const two = await zap.call(
    perform,
    { blogId },
    { meta: { paging_token: String(at(one, 'paging_token')) } },
  );
  expect([...labels(one), ...labels(two)]).toHaveLength(posts.length + 60);
});
