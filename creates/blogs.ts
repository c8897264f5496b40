import type { Bundle, ZObject } from 'zapier-platform-core';
import { blogId, content, morePostFields, postFields, postGroups, postId } from '../fields/blog';
import { toText } from '../fields/values';
import { isBlank } from '../highlevel/blank';
import { type Call, request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { isRecord, type Raw } from '../highlevel/json';
import { clearing, withFieldsToClear } from '../operations/clear';
import type { CreateSpec, Run } from '../operations/spec';
import { blogPosts } from '../reads/blogs';
import { readPages } from '../reads/read';
import { blogPost, updatedBlogPost } from '../records/blog-post';
import { idOf } from '../records/record';

export const blogCreates: CreateSpec[] = [
  {
    key: 'create_blog_post',
    label: 'Create Blog Post',
    description: 'Creates a post in a blog.',
    endpoint: 'POST /blogs/posts',
    fields: [blogId(), ...postFields('create'), content(), ...morePostFields('create')],
    groups: postGroups('create'),
    answer: 'data',
    record: blogPost,
  },
  {
    key: 'update_blog_post',
    label: 'Update Blog Post',
    description: 'Updates a post of a blog, and replaces its content. What you leave empty stays as it is.',
    endpoint: 'PUT /blogs/posts/{postId}',
    fields: withFieldsToClear(
      [blogId(), postId(), content(), ...postFields('update'), ...morePostFields('update')],
      ['tags', 'canonicalLink'],
    ),
    groups: postGroups('update'),
    notOffered: { wordCount: 'It is counted in the content.' },
    input: updatePost,
    request: putPost,
    answer: (answer, { rawHTML }) => withContentOutcome(answer, rawHTML),
    record: updatedBlogPost,
  },
];

/** What an update replaces as a whole. The content is replaced too, but no endpoint gives it. */
const REPLACED = [
  'title',
  'urlSlug',
  'description',
  'imageUrl',
  'imageAltText',
  'author',
  'categories',
  'status',
  'publishedAt',
  'tags',
  'canonicalLink',
];

/** The post as it is, with what is filled in. Without a count of words HighLevel drops the content. */
async function updatePost(values: Input, run: Run): Promise<Input> {
  const filledIn = clearing(values, run);
  const missing = REPLACED.filter((name) => filledIn[name] === undefined);
  const now = missing.length ? await readPost(values, run) : {};
  const kept = missing.filter((name) => !isBlank(now[name])).map((name) => [name, now[name]]);
  return { ...Object.fromEntries(kept), ...filledIn, wordCount: wordsIn(toText(values.rawHTML)) };
}

/** Finds the post page by page: no endpoint gives a single post. */
async function readPost({ blogId: blog, postId: post }: Input, run: Run): Promise<Raw> {
  const isFound = (one: Raw) => idOf(one) === post;
  const depth = { records: 2000, pages: 40, enough: (page: Raw[]) => page.some(isFound) };
  const wording = { ...run.wording, thing: 'blog' };
  const ask = { wording, input: { blogId: blog } };
  const posts = await readPages(run.z, run.bundle, blogPosts, ask, depth);
  const found = posts.find(isFound);
  if (!found) {
    const [blogLabel, postLabel] = ['blogId', 'postId'].map(run.label);
    throw run.refuse(
      `${run.wording.doing} did not find the post in this blog. Check ${blogLabel} and ${postLabel}, or fill in every field.`,
    );
  }
  return found;
}

/**
 * Counts the words that a reader sees: not the tags, and nothing within `<script>` or `<style>`. It goes
 * through the text once, whatever the text is: a tag holds no second `<`.
 */
export function wordsIn(html: string): number {
  let words = 0;
  let hiding: string | undefined;
  // Every second part is a tag.
  for (const [place, part] of html.split(/(<[^<>]*>)/).entries()) {
    if (place % 2) hiding = hidingAfter(part, hiding);
    else if (!hiding) words += part.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  }
  return words;
}

/** The element that hides what follows a tag, if one does. */
function hidingAfter(tag: string, before: string | undefined): string | undefined {
  const [, end, name] = /^<(\/?)(script|style)\b/.exec(tag.toLowerCase()) ?? [];
  if (end) return name === before ? undefined : before;
  return before ?? name;
}

/**
 * Not every description of the API has a count of words. Where HighLevel refuses it, the post is sent
 * without.
 */
async function putPost(z: ZObject, bundle: Bundle, call: Call): Promise<Raw> {
  try {
    return await request(z, bundle, call);
  } catch (error) {
    if (!(error instanceof Error) || !/wordCount should not exist/.test(error.message)) throw error;
    return request(z, bundle, { ...call, input: { ...call.input, wordCount: undefined } });
  }
}

const NOTES = {
  saved: 'The content is saved.',
  other:
    'HighLevel kept other content than was sent. Open the post in HighLevel, and put the content in there.',
  unknown: 'HighLevel does not tell which content it kept. Open the post in HighLevel to see it.',
};

/** The updated post, and whether its content is what was sent, where the answer tells. */
function withContentOutcome(answer: Raw, sent: unknown): Raw {
  const { updatedBlogPost: updated } = answer;
  const post = isRecord(updated) ? updated : answer;
  if (typeof post.rawHTML !== 'string') return { ...post, contentNote: NOTES.unknown };
  const contentSaved = post.rawHTML === sent;
  return { ...post, contentSaved, contentNote: contentSaved ? NOTES.saved : NOTES.other };
}
