import { blogId, blogOfPosts, postId, searchTerm, status } from '../fields/blog';
import { text } from '../fields/field';
import { optional } from '../fields/ids';
import { toText } from '../fields/values';
import type { Input } from '../highlevel/compose';
import { MissingContent } from '../highlevel/content';
import type { Raw } from '../highlevel/json';
import { bySkipFromZero } from '../highlevel/paging';
import type { TriggerSpec } from '../operations/spec';
import { blog } from '../records/blog';
import { blogAuthor } from '../records/blog-author';
import { blogCategory } from '../records/blog-category';
import { BLOG_PAGE, blogPost } from '../records/blog-post';
import { blogUrlSlug } from '../records/blog-url-slug';

export const blogTriggers: TriggerSpec[] = [
  {
    key: 'check_blog_url_slug',
    label: 'Check Blog URL Slug',
    description: 'Triggers when a URL slug is taken by a post, or becomes free.',
    endpoint: 'GET /blogs/posts/url-slug-exists',
    fires: 'check',
    fields: [
      {
        ...text('urlSlug', 'URL Slug', 'The last part of the address, such as five-habits-for-healthy-gums.'),
        required: true,
      },
      optional(postId(), 'A post to leave out: it may have this slug itself.'),
      blogOfPosts(),
    ],
    result: slugAnswer,
    record: blogUrlSlug,
  },
  {
    key: 'get_blog_authors',
    label: 'Get Blog Authors',
    description: 'Triggers when a blog author is added or, if you choose so, when one changes.',
    endpoint: 'GET /blogs/authors',
    fires: 'list',
    fields: [],
    items: 'authors',
    paging: bySkipFromZero('offset', BLOG_PAGE),
    order: 'unknown',
    record: blogAuthor,
  },
  {
    key: 'get_blog_categories',
    label: 'Get Blog Categories',
    description: 'Triggers when a blog category is added or, if you choose so, when one changes.',
    endpoint: 'GET /blogs/categories',
    fires: 'list',
    fields: [],
    items: 'categories',
    paging: bySkipFromZero('offset', BLOG_PAGE),
    order: 'unknown',
    record: blogCategory,
  },
  {
    key: 'get_blog_posts',
    label: 'Get Blog Posts',
    description: 'Triggers when a post is added to a blog or, if you choose so, when one changes.',
    endpoint: 'GET /blogs/posts/all',
    fires: 'list',
    fields: [
      blogId(),
      status('Only posts with this status. With Published, a post counts as new when it is published.'),
      searchTerm('posts'),
    ],
    items: 'blogs',
    paging: bySkipFromZero('offset', BLOG_PAGE),
    order: 'unknown',
    record: blogPost,
  },
  {
    key: 'get_blogs',
    label: 'Get Blogs by Location',
    description: 'Triggers when a blog is added or, if you choose so, when one changes.',
    endpoint: 'GET /blogs/site/all',
    fires: 'list',
    fields: [searchTerm('blogs')],
    items: 'data',
    paging: bySkipFromZero('skip', BLOG_PAGE),
    order: 'unknown',
    record: blog,
  },
];

/** Whether the slug is taken. It fires when that changes. */
function slugAnswer({ exists }: Raw, { urlSlug }: Input) {
  if (typeof exists !== 'boolean') throw new MissingContent('The answer is neither yes nor no.');
  return { id: toText(urlSlug), urlSlug, exists, revision: exists ? 'taken' : 'free' };
}
