import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = '66c381b38be80858b9af62b6';

function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const here = (row: { locationId: string }) => row.locationId === locationId;
  return {
    locationId,
    blogs: state.blogs.where(here),
    posts: state.blogPosts.where(here),
    authors: state.blogAuthors.where(here),
    categories: state.blogCategories.where(here),
  };
}

const rows = ({ locationId, blogs, posts, authors, categories }: ReturnType<typeof place>): SearchRow[] => {
  const blogId = first(blogs.filter(({ name }) => name === 'Our Blog')).id;
  const otherBlogId = first(blogs.filter(({ name }) => name === 'Press Room')).id;
  const titled = (title: string) => first(posts.filter((post) => post.title === title)).id;
  const author = first(authors);
  const tips = first(categories.filter(({ label }) => label === 'Tips'));
  const page = { locationId, limit: '50', offset: '0' };
  const ofPosts = (query: object) => ({
    call: 'GET /blogs/posts/all',
    query: { ...page, blogId, ...query },
  });
  const slug = { call: 'GET /blogs/posts/url-slug-exists', query: { locationId, urlSlug: 'meet-the-team' } };
  const ofBlogs = { call: 'GET /blogs/site/all', query: { locationId, limit: '50', skip: '0' } };
  const ofAuthors = { call: 'GET /blogs/authors', query: page };
  const ofCategories = { call: 'GET /blogs/categories', query: page };
  return [
    {
      key: 'find_blog_post',
      uses: [
        {
          input: { blogId, searchTerm: ' MEET  the team', status: 'DRAFT' },
          sends: ofPosts({ searchTerm: 'MEET the team', status: 'DRAFT' }),
          gives: { id: titled('Meet the Team'), status: 'DRAFT' },
        },
        {
          input: { blogId, urlSlug: 'https://blog.example.com/post/a-day-with-us/' },
          sends: ofPosts({}),
          gives: { id: titled('A Day With Us'), urlSlug: 'a-day-with-us' },
        },
        {
          input: { blogId, postId: titled('How We Work') },
          sends: ofPosts({}),
          gives: { id: titled('How We Work'), title: 'How We Work' },
        },
        // Without anything to look for, the first post of the blog.
        { input: { blogId }, sends: ofPosts({ limit: '1' }), gives: { title: 'Five Things to Ask First' } },
      ],
      several: {
        input: { blogId, searchTerm: 'we' },
        ids: [titled('How We Work'), titled('Questions That We Hear Most')],
      },
      nothing: [
        { blogId, searchTerm: 'Crowns' },
        { blogId: otherBlogId, urlSlug: 'meet-the-team' },
        { blogId, urlSlug: 'team' },
        { blogId, postId: UNKNOWN },
      ],
      // A blog that is gone is a fault of the step, and no post that was not found.
      refused: { input: { blogId: UNKNOWN, searchTerm: 'we' }, says: /“Blog” was not found/ },
    },
    {
      key: 'find_blog_slug',
      uses: [
        {
          input: { urlSlug: 'meet-the-team' },
          sends: slug,
          gives: { id: 'meet-the-team', urlSlug: 'meet-the-team', exists: true },
        },
        {
          input: { urlSlug: 'meet-the-team', blogId, postId: titled('Meet the Team') },
          sends: { ...slug, query: { ...slug.query, postId: titled('Meet the Team') } },
          gives: { exists: false },
        },
      ],
      nothing: [],
      refused: {
        input: {},
        says: /^Check If Blog Slug Is Taken needs a value for “URL Slug”\.$/,
        sends: 0,
      },
    },
    {
      key: 'find_blog',
      uses: [
        {
          input: { searchTerm: 'press  room' },
          sends: ofBlogs,
          gives: { id: otherBlogId, name: 'Press Room' },
        },
        { input: { blogId }, sends: ofBlogs, gives: { id: blogId, name: 'Our Blog' } },
      ],
      several: { input: { searchTerm: 'o' }, ids: [blogId, otherBlogId] },
      nothing: [{ searchTerm: 'News' }, { blogId: UNKNOWN }, { searchTerm: 'Press Room', blogId }],
      refused: { input: {}, says: /^Find Blog needs a value for “Name” or “Blog ID”\.$/, sends: 0 },
    },
    {
      key: 'find_blog_author',
      uses: [
        {
          input: { name: String(author.name).toUpperCase() },
          sends: ofAuthors,
          gives: { id: author.id, name: author.name },
        },
        { input: { name: author.id }, sends: ofAuthors, gives: { id: author.id } },
      ],
      several: { input: { name: ' a' }, ids: expect.any(Array) },
      nothing: [{ name: UNKNOWN }],
      refused: { input: {}, says: /^Find Blog Author needs a value for “Name or ID”\.$/, sends: 0 },
    },
    {
      key: 'find_blog_category',
      uses: [
        { input: { name: 'tips' }, sends: ofCategories, gives: { id: tips.id, label: 'Tips' } },
        { input: { name: tips.id }, sends: ofCategories, gives: { id: tips.id } },
        {
          input: { name: 'behind-the-scenes' },
          sends: ofCategories,
          gives: { label: 'Behind the Scenes', urlSlug: 'behind-the-scenes' },
        },
      ],
      several: { input: { name: 's' }, ids: categories.map(({ id }) => id) },
      nothing: [{ name: 'Offers' }],
      refused: { input: {}, says: /^Find Blog Category needs a value for “Name, Slug or ID”\.$/, sends: 0 },
    },
  ];
};

describeSearches(zap, 'Blogs', () => rows(place()));

test('a post that has the title is found before those that have it in theirs', async () => {
  const { locationId, blogs } = place();
  const blogId = first(blogs).id;
  const { id } = zap.sandbox.state.blogPosts.insert({ locationId, blogId, title: 'The Team' });
  const found = await zap.run('searches', 'find_blog_post', { blogId, searchTerm: 'the team' });
  expect(found).toMatchObject([{ id }]);
});

test('an author is found on any page of the list', async () => {
  const { locationId } = place();
  for (let i = 0; i < 120; i += 1) {
    zap.sandbox.state.blogAuthors.insert({ locationId, name: `Guest ${i}` });
  }
  const { id } = zap.sandbox.state.blogAuthors.insert({ locationId, name: 'Zoë Abbott' });
  expect(await zap.run('searches', 'find_blog_author', { name: 'zoe abbott' })).toMatchObject([{ id }]);
  expect(zap.sent()).toHaveLength(3);
});
