import type { Raw } from '../highlevel/json';
import { requireItems } from '../highlevel/paging';
import { rawOf } from '../records/record';
import { socialAccount } from '../records/social-account';
import type { RecordListRead } from './read';

/** The accounts that posts are published to. The answer holds groups of them as well. */
export const socialAccounts = {
  endpoint: 'GET /social-media-posting/{locationId}/accounts',
  items: ({ results }: Raw) => requireItems(rawOf(results), 'accounts'),
  record: socialAccount,
} satisfies RecordListRead;
