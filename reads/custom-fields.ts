import { customField } from '../records/custom-field';
import { customValue } from '../records/custom-value';
import type { RecordListRead } from './read';

/** The fields that a location has defined itself. */
export const customFields = {
  endpoint: 'GET /locations/{locationId}/customFields',
  items: 'customFields',
  record: customField,
} satisfies RecordListRead;

/** The fields of a custom object, or of businesses. */
export const objectFields = {
  endpoint: 'GET /custom-fields/object-key/{objectKey}',
  items: 'fields',
  record: customField,
} satisfies RecordListRead;

/** Texts that a location has defined once, and uses in its messages and pages. */
export const customValues = {
  endpoint: 'GET /locations/{locationId}/customValues',
  items: 'customValues',
  record: customValue,
} satisfies RecordListRead;
