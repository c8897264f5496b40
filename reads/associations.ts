import { bySkipFromZero } from '../highlevel/paging';
import { association, associationsIn } from '../records/association';
import type { RecordListRead, RecordRead } from './read';

/** The associations of the location, system-defined ones among them. */
export const associations = {
  endpoint: 'GET /associations/',
  items: associationsIn,
  paging: bySkipFromZero('skip', 100),
  record: association,
} satisfies RecordListRead;

/** One association. */
export const oneAssociation = {
  endpoint: 'GET /associations/{associationId}',
  answer: associationsIn,
  record: association,
} satisfies RecordRead;

/** The association that has a key. */
export const associationByKey = {
  endpoint: 'GET /associations/key/{key_name}',
  answer: associationsIn,
  record: association,
} satisfies RecordRead;

/** The associations of an object, such as contacts. */
export const associationsOfObject = {
  endpoint: 'GET /associations/objectKey/{objectKey}',
  answer: associationsIn,
  record: association,
} satisfies RecordRead;
