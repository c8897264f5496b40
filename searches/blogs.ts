import { blogId, postId, status } from '../fields/blog';
import { COMPARED, compared, nameOrId, PAGES_TO_COMPARE } from '../fields/compared';
import { text } from '../fields/field';
import { optional } from '../fields/ids';
import { oneSpaced } from '../fields/values';
import { byId, byIdOrWords, byWhole, byWords, type Match } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import { blogAuthors, blogCategories, blogPosts, blogs, checkedUrlSlug } from '../reads/blogs';
import { nameOf } from '../records/blog-category';

/** A post by its slug, or by an address that ends in it. */
const byUrlSlug: Match = (wanted, row) =>
  byWhole('urlSlug')(String(wanted).trim().replace(/\/+$/, '').split('/').at(-1), row);

export const blogSearches: SearchSpec[] = [
  {
    ...blogPosts,
    key: 'find_blog_post',
    label: 'Find Blog Post',
    description: 'Finds a post of a blog by title, slug, status or ID.',
    fields: [
      blogId(),
      text('searchTerm', 'Title', { helpText: 'Or a part of it.', send: oneSpaced }),
      status('Only posts with this status. HighLevel may leave out scheduled ones.'),
      compared('urlSlug', 'URL Slug', 'The last part of its address, such as five-habits-for-healthy-gums.'),
      optional(postId(), {
        helpText: "Choose one of the blog's posts, or map the post ID of an earlier step.",
        label: 'Post ID',
        notSent: COMPARED,
      }),
    ],
    match: { urlSlug: byUrlSlug, postId: byId },
    prefer: { searchTerm: byWords('title') },
    pages: PAGES_TO_COMPARE,
  },
  {
    ...checkedUrlSlug,
    key: 'find_blog_slug',
    label: 'Check If Blog Slug Is Taken',
    description: 'Finds out whether a URL slug is taken by a post.',
    most: 1,
    fields: [
      text('urlSlug', 'URL Slug', {
        required: true,
        helpText: 'The last part of the address, such as five-habits-for-healthy-gums.',
      }),
      optional(blogId(), {
        helpText: 'Choose a blog to list its posts in the next field.',
        notSent: 'It fills a drop-down; the API refuses it.',
      }),
      optional(postId(), { helpText: 'It may have this slug itself.', label: 'Post to Leave Out' }),
    ],
  },
  {
    ...blogs,
    key: 'find_blog',
    label: 'Find Blog',
    description: 'Finds a blog by name or ID.',
    fields: [
      compared('searchTerm', 'Name', 'Or a part of it.'),
      optional(blogId(), {
        helpText: 'Choose a blog, or map the blog ID of an earlier step.',
        label: 'Blog ID',
        notSent: COMPARED,
      }),
    ],
    notOffered: {
      searchTerm: 'Names are compared here: a location has few blogs, and people type them freely.',
    },
    match: { searchTerm: byWords('name'), blogId: byId },
    pages: PAGES_TO_COMPARE,
  },
  {
    ...blogAuthors,
    key: 'find_blog_author',
    label: 'Find Blog Author',
    description: 'Finds a blog author by name or ID.',
    fields: [nameOrId()],
    match: { name: byIdOrWords('name') },
    pages: PAGES_TO_COMPARE,
  },
  {
    ...blogCategories,
    key: 'find_blog_category',
    label: 'Find Blog Category',
    description: 'Finds a blog category by name, slug or ID.',
    fields: [nameOrId('Name, Slug or ID')],
    match: { name: byIdOrWords(nameOf, 'urlSlug') },
    pages: PAGES_TO_COMPARE,
  },
];
