import type { Call, Routes } from '../gateway/call';
import { notFound } from '../gateway/errors';
import { type JsonObject, pick, text } from '../json';
import type { LocationRow } from '../state';
import type { Table } from '../table';
import { pageOf } from './shared/rows';

/** Fields of a post that are kept as they were sent. Its content is kept too, and never answered. */
const WRITTEN = [
  'title',
  'imageUrl',
  'description',
  'status',
  'imageAltText',
  'categories',
  'tags',
  'author',
  'urlSlug',
  'canonicalLink',
  'publishedAt',
];

/** Blogs, authors, categories and posts have `_id` in place of `id`. */
function shown({ id, ...row }: LocationRow): JsonObject {
  return { _id: id, ...row };
}

function shownPost({
  id,
  blogId: _blog,
  rawHTML: _content,
  locationId: _,
  ...post
}: LocationRow): JsonObject {
  return { _id: id, ...post, archived: post.status === 'ARCHIVED' };
}

const named = (row: JsonObject, name: string, wanted: unknown) =>
  (text(row[name]) ?? '').toLowerCase().includes((text(wanted) ?? '').toLowerCase());

const here = ({ locationId }: Call, rows: Table<LocationRow>) =>
  rows.where((row) => row.locationId === locationId);

function blogs(call: Call): JsonObject {
  const found = here(call, call.state.blogs).filter((row) => named(row, 'name', call.query.searchTerm));
  return { data: pageOf(found, call.query).map(({ id, name }) => ({ _id: id, name })) };
}

function blogOf(call: Call, id: unknown): LocationRow {
  const blog = call.state.blogs.get(text(id));
  if (blog?.locationId !== call.locationId) throw notFound('Blog', text(id) ?? '');
  return blog;
}

function posts(call: Call): JsonObject {
  const { query, state } = call;
  const { id } = blogOf(call, query.blogId);
  const found = here(call, state.blogPosts).filter(
    (post) =>
      post.blogId === id &&
      (query.status === undefined || post.status === query.status) &&
      named(post, 'title', query.searchTerm),
  );
  return { blogs: pageOf(found, query).map(shownPost) };
}

function slugExists(call: Call): JsonObject {
  const { urlSlug, postId } = call.query;
  const taken = here(call, call.state.blogPosts).some(
    (post) => post.urlSlug === urlSlug && post.id !== postId,
  );
  return { exists: taken };
}

/** @throws Refusal 404 for an author or a category that the location does not have. */
function checkAuthorAndCategories(call: Call): void {
  const { state, body } = call;
  const idsOf = (table: Table<LocationRow>) => here(call, table).map(({ id }) => id);
  if (!idsOf(state.blogAuthors).includes(text(body.author) ?? ''))
    throw notFound('Author', String(body.author));
  const known = idsOf(state.blogCategories);
  const unknown = [body.categories].flat().find((id) => !known.includes(text(id) ?? ''));
  if (unknown !== undefined) throw notFound('Category', String(unknown));
}

function createPost(call: Call): JsonObject {
  const { state, body, locationId } = call;
  const { id: blogId } = blogOf(call, body.blogId);
  checkAuthorAndCategories(call);
  const post = { tags: [], ...pick(body, [...WRITTEN, 'rawHTML']), blogId, locationId };
  return { data: shownPost(state.blogPosts.insert(post)) };
}

/** As HighLevel does, it ignores the content where the request does not count its words. */
function updatePost(call: Call): JsonObject {
  const { state, body, params } = call;
  const post = state.blogPosts.get(params.postId);
  if (!post || post.blogId !== blogOf(call, body.blogId).id) throw notFound('Blog post', params.postId ?? '');
  checkAuthorAndCategories(call);
  const written = body.wordCount === undefined ? WRITTEN : [...WRITTEN, 'rawHTML'];
  return { updatedBlogPost: shownPost(state.blogPosts.update(post.id, pick(body, written)) ?? post) };
}

/** Blogs, their authors and categories, and their posts. */
export const blogRoutes: Routes = {
  'GET /blogs/site/all': { handle: blogs },
  'GET /blogs/posts/all': { handle: posts },
  'GET /blogs/posts/url-slug-exists': { handle: slugExists, refuses: ['blogId'] },
  'GET /blogs/authors': {
    handle: (call) => ({ authors: pageOf(here(call, call.state.blogAuthors), call.query).map(shown) }),
  },
  'GET /blogs/categories': {
    handle: (call) => ({ categories: pageOf(here(call, call.state.blogCategories), call.query).map(shown) }),
  },
  'POST /blogs/posts': { handle: createPost, status: 201 },
  'PUT /blogs/posts/{postId}': { handle: updatePost },
};
