import { bySkip } from '../highlevel/paging';
import { business } from '../records/business';
import type { RecordListRead, RecordRead } from './read';

/** The businesses of the location. */
export const businesses = {
  endpoint: 'GET /businesses/',
  items: 'businesses',
  paging: bySkip('skip', 100),
  record: business,
} satisfies RecordListRead;

/** One business. */
export const oneBusiness = {
  endpoint: 'GET /businesses/{businessId}',
  answer: 'business',
  record: business,
} satisfies RecordRead;
