import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { byPageNumber, requireItems } from '../highlevel/paging';
import { withStandardObjects } from '../records/custom-object';
import { objectRecord } from '../records/object-record';
import type { ListRead, RecordListRead, RecordRead } from './read';

const latestBy = (field: string): Input => ({ sort: [{ field, direction: 'desc' }] });

/** The kinds of records: the standard ones, and those that the location has defined itself. */
export const objects = {
  endpoint: 'GET /objects/',
  items: (answer: Raw) => withStandardObjects(requireItems(answer, 'objects')),
} satisfies ListRead;

/** Those whose fields an endpoint of their own lists: it knows no contacts and no opportunities. */
export const objectsWithFields = {
  endpoint: objects.endpoint,
  items: (answer: Raw) =>
    objects.items(answer).filter(({ key }) => key !== 'contact' && key !== 'opportunity'),
} satisfies ListRead;

/** The records of a custom object, or the businesses. */
export const objectRecords = {
  endpoint: 'POST /objects/{schemaKey}/records/search',
  items: 'records',
  paging: byPageNumber(100),
  sort: { added: latestBy('createdAt'), updated: latestBy('updatedAt') },
  sortedBy: 'createdAt',
  record: objectRecord,
} satisfies RecordListRead;

/** One of them. */
export const oneObjectRecord = {
  endpoint: 'GET /objects/{schemaKey}/records/{id}',
  answer: 'record',
  record: objectRecord,
} satisfies RecordRead;
