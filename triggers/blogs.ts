import { blogId, blogOfPosts, postId, searchTerm, status } from '../fields/blog';
import { text } from '../fields/field';
import { optional } from '../fields/ids';
import type { TriggerSpec } from '../operations/trigger-spec';
import { blogAuthors, blogCategories, blogPosts, blogs, postUrlSlug } from '../reads/blogs';

export const blogTriggers: TriggerSpec[] = [
  {
    ...postUrlSlug,
    key: 'check_blog_url_slug',
    label: 'Check Blog URL Slug',
    description: 'Triggers when a URL slug is taken by a post, or becomes free.',
    fires: 'check',
    fields: [
      text('urlSlug', 'URL Slug', {
        required: true,
        helpText: 'The last part of the address, such as five-habits-for-healthy-gums.',
      }),
      blogOfPosts(),
      optional(postId(), 'A post to leave out: it may have this slug itself.'),
    ],
  },
  {
    ...blogAuthors,
    key: 'get_blog_authors',
    label: 'Get Blog Authors',
    description: 'Triggers when a blog author is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [],
  },
  {
    ...blogCategories,
    key: 'get_blog_categories',
    label: 'Get Blog Categories',
    description: 'Triggers when a blog category is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [],
  },
  {
    ...blogPosts,
    key: 'get_blog_posts',
    label: 'Get Blog Posts',
    description: 'Triggers when a post is added to a blog or, if you choose so, when one changes.',
    fires: 'list',
    // One that was written long ago may be published today.
    since: ['publishedAt', 'updatedAt'],
    fields: [
      blogId(),
      status(
        'Only posts with this status. With Published, a post counts as new when it is published. HighLevel may leave out scheduled ones.',
      ),
      searchTerm('posts'),
    ],
  },
  {
    ...blogs,
    key: 'get_blogs',
    label: 'Get Blogs by Location',
    description: 'Triggers when a blog is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [searchTerm('blogs')],
  },
];
