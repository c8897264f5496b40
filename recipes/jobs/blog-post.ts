import type { Item, ZapPlan } from '../../zapier';
import type { Job } from './job';

/** Makes a title the last part of a web address. */
const SLUG_OF_TITLE = `const slug = inputData.title
  .normalize('NFD')
  .replace(/[\\u0300-\\u036f]/g, '')
  .toLowerCase()
  .replace(/[^a-z0-9]+/g, '-')
  .replace(/^-|-$/g, '');
return { slug };`;

/** What a new post and a changed one are given. */
const post: Item = {
  blogId: '{{blog.id}}',
  title: '{{file.title}}',
  rawHTML: '{{file.html}}',
  author: '{{author.id}}',
  categories: ['{{category.id}}'],
};

const documentToPost: ZapPlan = {
  name: 'Google Doc → HighLevel blog post',
  trigger: { kind: 'hook', id: 'file', app: 'drive', trigger: 'new_or_updated_file' },
  steps: [
    {
      id: 'blog',
      does: 'finds the blog',
      kind: 'search',
      app: 'highlevel',
      search: 'find_blog',
      input: { searchTerm: '{{settings.blog}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'author',
      does: 'finds the author who has the name of the document’s owner',
      kind: 'search',
      app: 'highlevel',
      search: 'find_blog_author',
      input: { name: '{{file.owner}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'category',
      does: 'finds the category that has the name of the folder',
      kind: 'search',
      app: 'highlevel',
      search: 'find_blog_category',
      input: { name: '{{file.folder}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'address',
      does: 'makes the title the last part of the address',
      kind: 'code',
      input: { title: '{{file.title}}' },
      code: SLUG_OF_TITLE,
    },
    {
      id: 'post',
      does: 'finds the post that has this address, if there is one',
      kind: 'search',
      app: 'highlevel',
      search: 'find_blog_post',
      input: { blogId: '{{blog.id}}', urlSlug: '{{address.slug}}' },
      whenNothingFound: 'go on',
    },
    {
      id: 'taken',
      does: 'asks whether another post has the address',
      kind: 'search',
      app: 'highlevel',
      search: 'find_blog_slug',
      input: { urlSlug: '{{address.slug}}', postId: '{{post.id}}' },
      whenNothingFound: 'go on',
    },
    {
      id: 'free',
      does: 'goes on if none has',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{taken.exists}}', is: 'false' }],
      otherwise: 'Another post has the address {{address.slug}}.',
    },
    {
      id: 'ways',
      does: 'goes one of two ways',
      kind: 'paths',
      paths: [
        {
          name: 'The post is new',
          match: 'all',
          onlyIf: [{ value: '{{post.id}}', is: 'absent' }],
          steps: [
            {
              id: 'created',
              does: 'creates the post',
              kind: 'create',
              app: 'highlevel',
              create: 'create_blog_post',
              input: {
                ...post,
                urlSlug: '{{address.slug}}',
                description: '{{file.title}}',
                imageUrl: '{{settings.picture}}',
                imageAltText: '{{file.title}}',
                status: 'PUBLISHED',
                publishedAt: '{{zap_meta.utc_iso}}',
              },
            },
          ],
        },
        {
          name: 'The post is there',
          match: 'all',
          onlyIf: [{ value: '{{post.id}}', is: 'present' }],
          steps: [
            {
              id: 'updated',
              does: 'updates the post, and replaces its content',
              kind: 'create',
              app: 'highlevel',
              create: 'update_blog_post',
              input: { ...post, postId: '{{post.id}}' },
            },
          ],
        },
      ],
    },
  ],
};

/** Documents become posts, and changed ones change their posts. */
export const blogPost: Job = {
  number: 27,
  title: 'A Google Doc becomes a blog post, and its changes follow',
  zaps: [documentToPost],
  settings: {
    blog: 'the name of your blog',
    picture: 'a link to the cover picture of new posts',
  },
  hints: [
    'In the trigger choose the folder into which finished documents are moved.',
    'The owner of the document must be an author of the blog under the same name, and the folder must have the name of a category. Else the Zap stops, and publishes nothing.',
    'The content must be HTML. If your Google step gives a link to it, let “Webhooks by Zapier: GET” read that link first, and map what comes.',
    'The title makes the address: a document with a new title becomes a new post, and the post of the old title stays.',
    'Choose the status Draft instead of Published if somebody is to look at the post first.',
  ],
};
