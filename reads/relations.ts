import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { bySkipFromZero } from '../highlevel/paging';
import { relatedRecord, relation, relationsIn, withOtherEnd } from '../records/relation';
import type { RecordListRead } from './read';

/** The relations of a record. */
export const relations = {
  endpoint: 'GET /associations/relations/{recordId}',
  items: relationsIn,
  paging: bySkipFromZero('skip', 100),
  record: relation,
} satisfies RecordListRead;

/** The same, each with the record at its other end. */
export const relatedRecords = {
  ...relations,
  items: (answer: Raw, { recordId }: Input) => relationsIn(answer).map((row) => withOtherEnd(row, recordId)),
  record: relatedRecord,
} satisfies RecordListRead;
