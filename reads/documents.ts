import { bySkip } from '../highlevel/paging';
import { document } from '../records/document';
import type { ListRead, RecordListRead } from './read';

/** Documents and contracts. More than 21 a page are refused (one source, September 2026). */
export const documents = {
  endpoint: 'GET /proposals/document',
  items: 'documents',
  paging: bySkip('skip', 20),
  record: document,
} satisfies RecordListRead;

/** The templates of documents and contracts. */
export const documentTemplates = {
  endpoint: 'GET /proposals/templates',
  items: 'data',
  paging: bySkip('skip', 20),
} satisfies ListRead;
