import { type CategoryNotes, firstOf, KEPT, like, REQUIRED } from './note';

export const blogNotes = {
  get_blog_authors: { paged: like('blogAuthors', ['updatedAt']) },
  get_blog_categories: { paged: like('blogCategories', ['updatedAt']) },
  get_blog_posts: { paged: like('blogPosts', ['updatedAt'], ({ blogId }) => ({ blogId })) },
  get_blogs: { paged: like('blogs') },
  check_blog_url_slug: {
    adds: { id: 'The slug: the answer is yes or no alone.' },
    answers: [{ exists: false }, { exists: true }],
  },
  find_blog: { finds: (sandbox) => ({ searchTerm: firstOf(sandbox, 'blogs').name }) },
  find_blog_author: { finds: (sandbox) => ({ name: firstOf(sandbox, 'blogAuthors').name }) },
  find_blog_category: { finds: (sandbox) => ({ name: firstOf(sandbox, 'blogCategories').label }) },
  find_blog_slug: { adds: { id: 'As above.' } },
  update_blog_post: {
    notRequired: {
      title: KEPT,
      urlSlug: KEPT,
      description: KEPT,
      imageUrl: KEPT,
      imageAltText: KEPT,
      author: KEPT,
      categories: KEPT,
      status: KEPT,
      publishedAt: KEPT,
    },
    staysFilled: {
      title: REQUIRED,
      urlSlug: REQUIRED,
      description: REQUIRED,
      imageUrl: REQUIRED,
      imageAltText: REQUIRED,
      author: REQUIRED,
      categories: REQUIRED,
      publishedAt: REQUIRED,
    },
    adds: {
      contentSaved: 'Whether the answer has the content that was sent, if it shows it.',
      contentNote: 'The same in words.',
    },
  },
} satisfies CategoryNotes;
