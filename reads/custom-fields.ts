import { customField } from '../records/custom-field';
import type { RecordListRead } from './read';

/** The fields that a location has defined itself. */
export const customFields = {
  endpoint: 'GET /locations/{locationId}/customFields',
  items: 'customFields',
  record: customField,
} satisfies RecordListRead;
