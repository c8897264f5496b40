/** Filters for the records of custom objects, and how they are sent (`POST /objects/{schemaKey}/records/search`). */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Input } from '../highlevel/compose';
import { propertiesOf } from '../records/object-record';
import { PROPERTY_CHOICE } from './custom-fields';
import { type Field, toChoices } from './field';
import { type FilterKind, filterRows, MOMENT, toFilters } from './filters';

/** The fields that every record has, by the API's names. */
const OWN_FIELDS: { [field: string]: string } = { createdAt: 'Date Added', updatedAt: 'Date Updated' };

/** The rows of filters; their fields are those of the chosen object. */
export const objectFilters = (): Field =>
  filterRows(
    'Fields',
    { perform: (z: ZObject, bundle: Bundle) => fieldChoices(z, bundle), dependsOn: ['schemaKey'] },
    'Capitals count. Choices by their keys, dates as 2026-05-04, phone numbers as +13125550142. Leave it empty for “is filled in” and “is empty”.',
  );

async function fieldChoices(z: ZObject, bundle: Bundle) {
  const properties = await propertiesOf(z, bundle);
  const ofObject = properties.map(({ name, label }) => ({ id: PROPERTY_CHOICE + name, label }));
  return { results: [...ofObject, ...toChoices(OWN_FIELDS)] };
}

const RECORDS: FilterKind = {
  labelOf: (field) => OWN_FIELDS[field] ?? field.replace(PROPERTY_CHOICE, ''),
  dates: new Map(Object.keys(OWN_FIELDS).map((field) => [field, MOMENT])),
  searchable,
};

/** Numbers must be sent as such (one public connector, 2026). What begins with zeros, or has a sign, is text. */
function searchable(_field: string, given: string): unknown {
  return String(Number(given)) === given ? Number(given) : given;
}

/**
 * Makes the rows of the form the filters of the API.
 *
 * @param rows `[{ field, operator, value }]`, as the form gives them
 * @throws z.errors.Error where a row can't be sent
 */
export const toObjectFilters = (z: ZObject, rows: unknown): Input[] => toFilters(z, rows, RECORDS);

/** The filter of the records that are tied to this one, as one public connector describes it (2026). */
export const relatedTo = (id: unknown): Input => ({
  field: 'relations',
  operator: 'nested',
  value: [{ field: 'recordId', operator: 'eq', value: [id] }],
});
