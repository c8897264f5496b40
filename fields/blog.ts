/** Input fields of blogs and their posts. */
import { choicesOf } from './dropdowns';
import {
  type About,
  choice,
  date,
  type Field,
  inGroup,
  list,
  longText,
  text,
  type Use,
  wholeList,
} from './field';
import { idField, optional } from './ids';
import { toNames, toTags } from './values';

const STATUSES = { DRAFT: 'Draft', PUBLISHED: 'Published', SCHEDULED: 'Scheduled', ARCHIVED: 'Archived' };

/** A blog of the location. */
export const blogId = (): Field => idField('blogId', 'Blog', 'blogs');

/** A post of the chosen blog. */
export const postId = (): Field => idField('postId', 'Post', 'blogPosts', { of: 'blog' });

/** The blog by which another field lists posts, where the API itself asks for none. */
export const blogOfPosts = (): Field =>
  optional(blogId(), {
    helpText: 'Choose a blog to list its posts in the field below.',
    notSent: 'It fills a drop-down; the API refuses it.',
  });

/** Words to search by. */
export const searchTerm = (what: string): Field =>
  text('searchTerm', 'Search Text', `Only ${what} that have this text in their name.`);

/** Whether a post is published. */
export const status = (about: About = {}): Field => choice('status', 'Status', STATUSES, about);

/** A new post must have these; an update hardly ever changes them. */
const image = (): Field[] => [
  text('imageUrl', 'Image', 'A link to the cover image.'),
  text('imageAltText', 'Image Description', 'What the image shows, for those who cannot see it.'),
];

/** What a post is made of; an update requires none of it, because it reads the rest. */
export function postFields(use: Use): Field[] {
  const fields: Field[] = [
    text('title', 'Title'),
    text('urlSlug', 'URL Slug', 'The last part of the address, such as five-habits-for-healthy-gums.'),
    longText('description', 'Description', 'A short summary for lists and search engines.'),
    ...(use === 'update' ? inGroup<Group>('image', image()) : image()),
    idField('author', 'Author', 'blogAuthors', { required: false }),
    wholeList(
      use,
      list('categories', 'Categories', {
        helpText: 'Choose categories, or map category IDs of an earlier step.',
        choices: choicesOf('blogCategories'),
        send: toNames,
      }),
    ),
    status(),
    date('publishedAt', 'Publish Date', 'When the post was, or is to be, published.'),
  ];
  return use === 'update' ? fields : fields.map((field) => ({ ...field, required: true }));
}

/** The post itself. HighLevel gives it back nowhere, so it can't be read before an update. */
export const content = (): Field =>
  longText('rawHTML', 'Content', { required: true, helpText: 'The whole post, as HTML.' });

/** The parts of a post's form. */
export const postGroups = (use: Use) => ({
  ...(use === 'update' && { image: 'Cover Image' }),
  more: 'Tags and Search Engines',
});
type Group = 'image' | 'more';

/** What a post may have beside. */
export const morePostFields = (use: Use): Field[] =>
  inGroup<Group>('more', [
    wholeList(use, list('tags', 'Tags', { helpText: 'Names for the post, such as gums.', send: toTags })),
    text(
      'canonicalLink',
      'Canonical Link',
      'The address that search engines should show, if the post appears at more than one.',
    ),
  ]);
