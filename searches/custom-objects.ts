import { text } from '../fields/field';
import { toLookUp } from '../fields/filters';
import { words } from '../fields/look-up';
import { objectFilters, relatedTo, toObjectFilters } from '../fields/object-filters';
import { ofObject } from '../fields/object-record';
import type { Input } from '../highlevel/compose';
import { byWords } from '../operations/matching';
import { opening, type SearchSpec } from '../operations/search-spec';
import type { Run } from '../operations/spec';
import { objectRecords, oneObjectRecord } from '../reads/custom-objects';
import { objectRecordLabel } from '../records/custom-object';

export const customObjectSearches: SearchSpec[] = [
  {
    ...objectRecords,
    key: 'find_custom_object_record',
    label: 'Find Custom Object Record',
    description: 'Finds a record of a custom object, or a business, by one of its fields, by text or by ID.',
    fields: [
      ofObject(),
      text('id', 'Record ID', 'The record ID from an earlier step.'),
      words('query', 'Search Text', 'Finds records that have this text in one of their searchable fields.'),
      objectFilters(),
      text('relatedTo', 'Related To', {
        helpText: 'Only records that are tied to this one: the ID of a contact, or of another record.',
        notSent: 'It becomes one of the filters.',
        send: toLookUp,
      }),
    ],
    notOffered: { searchAfter: 'HighLevel refuses it (one source, September 2026).' },
    needs: ['id', 'query', 'filters', 'relatedTo'],
    prefer: { query: byWords(objectRecordLabel) },
    input: asked,
    ways: [opening(oneObjectRecord, ['schemaKey', 'id'], { alone: true })],
  },
];

function asked({ schemaKey, id, query, filters, relatedTo: related }: Input, { z }: Run): Input {
  const wanted = [
    ...(id ? [{ field: 'id', operator: 'eq', value: id }] : []),
    ...toObjectFilters(z, filters),
    ...(related ? [relatedTo(related)] : []),
  ];
  return { schemaKey, ...(query !== undefined && { query }), ...(wanted.length && { filters: wanted }) };
}
