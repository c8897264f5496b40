import { bySkipFromZero } from '../highlevel/paging';
import type { ListRead } from './read';

/** Forms that people fill in. */
export const forms = {
  endpoint: 'GET /forms/',
  items: 'forms',
  paging: bySkipFromZero('skip', 50),
} satisfies ListRead;
