/** Input fields of blogs and their posts. */
import { choicesOf } from './dropdowns';
import type { Field } from './field';
import { toNames } from './values';

const STATUSES = { DRAFT: 'Draft', PUBLISHED: 'Published', SCHEDULED: 'Scheduled', ARCHIVED: 'Archived' };

/** A blog of the location. */
export const blogId = (): Field => ({
  key: 'blogId',
  label: 'Blog',
  type: 'string',
  required: true,
  choices: choicesOf('blogs'),
});

/** A post of the chosen blog. */
export const postId = (required: boolean, helpText?: string): Field => ({
  key: 'postId',
  label: 'Post',
  type: 'string',
  ...(required && { required }),
  choices: choicesOf('blogPosts'),
  ...(helpText && { helpText }),
});

/** The blog by which another field lists posts, where the API itself asks for none. */
export const blogOfPosts = (): Field => ({
  ...blogId(),
  required: false,
  helpText: 'Choose a blog to list its posts here.',
  own: 'It fills a drop-down; the API refuses it.',
});

/** Words to search by. */
export const searchTerm = (what: string): Field => ({
  key: 'searchTerm',
  label: 'Search Text',
  type: 'string',
  helpText: `Only ${what} that have this text in their name.`,
});

/** Whether a post is published. */
export const status = (required: boolean, helpText?: string): Field => ({
  key: 'status',
  label: 'Status',
  type: 'string',
  ...(required && { required }),
  choices: STATUSES,
  ...(helpText && { helpText }),
});

/** What a post is made of; an update requires less of it, because it reads the rest. */
export const postFields = (required: boolean): Field[] => {
  const text = (key: string, label: string, helpText?: string): Field => ({
    key,
    label,
    type: 'string',
    ...(required && { required }),
    ...(helpText && { helpText }),
  });
  return [
    text('title', 'Title'),
    text('urlSlug', 'URL Slug', 'The last part of the address, such as five-habits-for-healthy-gums.'),
    { ...text('description', 'Description', 'A short summary for lists and search engines.'), type: 'text' },
    text('imageUrl', 'Image', 'A link to the cover image.'),
    text('imageAltText', 'Image Description', 'What the image shows, for those who cannot see it.'),
    { ...text('author', 'Author'), choices: choicesOf('blogAuthors') },
    { ...text('categories', 'Categories'), list: true, choices: choicesOf('blogCategories'), send: toNames },
    status(required),
    {
      ...text('publishedAt', 'Publish Date', 'When the post was, or is to be, published.'),
      type: 'datetime',
    },
  ];
};

/** The post itself. HighLevel gives it back nowhere, so it can't be read before an update. */
export const content = (): Field => ({
  key: 'rawHTML',
  label: 'Content',
  type: 'text',
  required: true,
  helpText: 'The whole post, as HTML.',
});

/** What a post may have beside. */
export const morePostFields = (tagsHelp: string): Field[] => [
  { key: 'tags', label: 'Tags', type: 'string', list: true, helpText: tagsHelp, send: toNames },
  {
    key: 'canonicalLink',
    label: 'Canonical Link',
    type: 'string',
    helpText: 'The address that search engines are to show, where the post appears at several.',
  },
];
