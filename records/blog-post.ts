import type { PlainOutputField } from 'zapier-platform-core';
import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A post, as the list gives it: without its content. */
export const blogPost: RecordType = {
  noun: 'Blog Post',
  fields: [
    ...outputs('string', {
      id: 'Post ID',
      title: 'Title',
      description: 'Description',
      status: 'Status',
      urlSlug: 'URL Slug',
      canonicalLink: 'Canonical Link',
      author: 'Author ID',
      imageUrl: 'Image',
      imageAltText: 'Image Description',
    }),
    { key: 'categories', label: 'Category IDs', type: 'string', list: true },
    { key: 'tags', label: 'Tags', type: 'string', list: true },
    { key: 'archived', label: 'Is Archived', type: 'boolean' },
    ...outputs('datetime', { publishedAt: 'Publish Date', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS['Blog Post'],
    title: 'Five Habits for Healthy Gums',
    description: 'What a minute more each evening does for you.',
    status: 'PUBLISHED',
    urlSlug: 'five-habits-for-healthy-gums',
    canonicalLink: 'https://blog.example.com/post/five-habits-for-healthy-gums',
    author: SAMPLE_IDS['Blog Author'],
    imageUrl: 'https://www.example.com/images/healthy-gums.jpg',
    imageAltText: 'A toothbrush in a glass',
    categories: [SAMPLE_IDS['Blog Category']],
    tags: ['gums', 'prevention'],
    archived: false,
    publishedAt: '2026-02-05T18:30:00.000Z',
    updatedAt: '2026-02-05T18:32:36.182Z',
  },
  from: plainRecord('publishedAt', 'updatedAt'),
  updated: ['updatedAt'],
};

const CONTENT: PlainOutputField[] = [
  { key: 'contentSaved', label: 'Content Is Saved', type: 'boolean' },
  { key: 'contentNote', label: 'Content Note', type: 'string' },
];

/** A post that was updated, with what is known of its content: HighLevel may drop it in silence. */
export const updatedBlogPost: RecordType = {
  ...blogPost,
  fields: [...blogPost.fields, ...CONTENT],
  sample: { ...blogPost.sample, contentSaved: true, contentNote: 'The content is saved.' },
};
