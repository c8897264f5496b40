import { omit } from 'lodash';
import type { Input } from '../highlevel/compose';
import { MissingContent } from '../highlevel/content';
import type { Raw } from '../highlevel/json';
import { bySkipFromZero } from '../highlevel/paging';
import { blog } from '../records/blog';
import { blogAuthor } from '../records/blog-author';
import { blogCategory } from '../records/blog-category';
import { blogPost } from '../records/blog-post';
import { blogUrlSlug } from '../records/blog-url-slug';
import type { AnswerRead, FindRead, RecordListRead } from './read';

/** The size of a page of blogs, posts, authors and categories. HighLevel names no largest one. */
const PAGE = 50;

/** The blogs of the location. */
export const blogs = {
  endpoint: 'GET /blogs/site/all',
  items: 'data',
  paging: bySkipFromZero('skip', PAGE),
  record: blog,
} satisfies RecordListRead;

/** Those who write posts. */
export const blogAuthors = {
  endpoint: 'GET /blogs/authors',
  items: 'authors',
  paging: bySkipFromZero('offset', PAGE),
  record: blogAuthor,
} satisfies RecordListRead;

/** The categories of posts. */
export const blogCategories = {
  endpoint: 'GET /blogs/categories',
  items: 'categories',
  paging: bySkipFromZero('offset', PAGE),
  record: blogCategory,
} satisfies RecordListRead;

/** The posts of a blog. */
export const blogPosts = {
  endpoint: 'GET /blogs/posts/all',
  items: 'blogs',
  paging: bySkipFromZero('offset', PAGE),
  record: blogPost,
} satisfies RecordListRead;

/** Whether a post has this URL slug already. */
export const postUrlSlug = {
  endpoint: 'GET /blogs/posts/url-slug-exists',
  result: takenOrFree,
  record: blogUrlSlug,
} satisfies AnswerRead;

/** The same, as what a search finds. */
export const checkedUrlSlug = {
  endpoint: postUrlSlug.endpoint,
  items: (answer: Raw, values: Input) => [omit(takenOrFree(answer, values), 'revision')],
  record: blogUrlSlug,
} satisfies FindRead;

function takenOrFree({ exists }: Raw, { urlSlug }: Input) {
  if (typeof exists !== 'boolean') throw new MissingContent('The answer is neither yes nor no.');
  return { id: String(urlSlug), urlSlug, exists, revision: exists ? 'taken' : 'free' };
}
