import type { State } from '../state';
import type { RandomData } from './random-data';

const CATEGORIES = ['News', 'Tips', 'Behind the Scenes'];
const TITLES = [
  'Five Things to Ask First',
  'What Changes This Spring',
  'Meet the Team',
  'A Day With Us',
  'How We Work',
  'Questions That We Hear Most',
];

const slug = (title: string) => title.toLowerCase().replaceAll(' ', '-');

/** Adds a sub-account's two blogs, with authors, categories, and posts in the first. */
export function addBlogs(state: State, random: RandomData, locationId: string): void {
  const link = (path: string) => `https://blog.example.com/${path}`;
  const [blog] = ['Our Blog', 'Press Room'].map((name) => state.blogs.insert({ locationId, name }));
  const authors = [1, 2].map(() => {
    const name = `${random.word('firstName')} ${random.word('lastName')}`;
    return state.blogAuthors.insert({ locationId, name, canonicalLink: link(`author/${slug(name)}`) });
  });
  const categories = CATEGORIES.map((label) => {
    const urlSlug = slug(label);
    return state.blogCategories.insert({
      locationId,
      label,
      urlSlug,
      canonicalLink: link(`category/${urlSlug}`),
    });
  });
  for (const [i, title] of TITLES.entries()) {
    state.blogPosts.insert({
      locationId,
      blogId: blog?.id ?? '',
      title,
      description: `${title}, in two minutes.`,
      rawHTML: `<h1>${title}</h1><p>${random.word('remark')}</p>`,
      imageUrl: `https://www.example.com/images/${slug(title)}.jpg`,
      imageAltText: title,
      author: random.one(authors)?.id ?? '',
      categories: [random.one(categories)?.id ?? ''],
      tags: ['welcome'],
      urlSlug: slug(title),
      canonicalLink: link(`post/${slug(title)}`),
      status: i % 3 === 2 ? 'DRAFT' : 'PUBLISHED',
      publishedAt: `2025-0${i + 1}-05T09:00:00.000Z`,
    });
  }
}
