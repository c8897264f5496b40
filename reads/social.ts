import type { Raw } from '../highlevel/json';
import { bySkip, requireItems } from '../highlevel/paging';
import { rawOf } from '../records/record';
import { socialAccount } from '../records/social-account';
import type { ListRead, RecordListRead } from './read';

/** A list in the `results` of an answer. */
const inResults =
  (name: string) =>
  ({ results }: Raw) =>
    requireItems(rawOf(results), name);

/** The accounts that posts are published to. The answer holds groups of them as well. */
export const socialAccounts = {
  endpoint: 'GET /social-media-posting/{locationId}/accounts',
  items: inResults('accounts'),
  record: socialAccount,
} satisfies RecordListRead;

/** The categories that posts are sorted into. */
export const socialCategories = {
  endpoint: 'GET /social-media-posting/{locationId}/categories',
  items: inResults('categories'),
  paging: bySkip('skip', 50),
} satisfies ListRead;

/** The tags of posts. */
export const socialTags = {
  endpoint: 'GET /social-media-posting/{locationId}/tags',
  items: inResults('tags'),
  paging: bySkip('skip', 50),
} satisfies ListRead;
