import { requireBareRecord } from '../highlevel/content';
import { bySkip } from '../highlevel/paging';
import { user } from '../records/user';
import type { RecordListRead, RecordRead } from './read';

/** Those who work in the location. */
export const users = { endpoint: 'GET /users/', items: 'users', record: user } satisfies RecordListRead;

/** The users of the agency that match filters. */
export const usersOfAgency = {
  endpoint: 'GET /users/search',
  items: 'users',
  paging: bySkip('skip', 100),
  sort: { added: { sort: 'dateAdded', sortDirection: 'desc' } },
  sortedBy: 'dateAdded',
  record: user,
} satisfies RecordListRead;

/** The users of the agency that have one of these emails; one page, of a size that must hold them all. */
export const usersByEmail = {
  endpoint: 'POST /users/search/filter-by-email',
  items: 'users',
  record: user,
} satisfies RecordListRead;

/** One user. */
export const oneUser = {
  endpoint: 'GET /users/{userId}',
  answer: requireBareRecord,
  record: user,
} satisfies RecordRead;
