import { bySkipFromZero } from '../highlevel/paging';
import { relation, relationsIn } from '../records/relation';
import type { RecordListRead } from './read';

/** The relations of a record. */
export const relations = {
  endpoint: 'GET /associations/relations/{recordId}',
  items: relationsIn,
  paging: bySkipFromZero('skip', 100),
  record: relation,
} satisfies RecordListRead;
