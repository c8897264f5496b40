import { associationIds, recordId, recordType } from '../fields/association';
import { compared, PAGES_TO_COMPARE } from '../fields/compared';
import { byValue } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import { relatedRecords } from '../reads/relations';

export const relationSearches: SearchSpec[] = [
  {
    ...relatedRecords,
    key: 'find_relations',
    label: 'Find Related Records',
    description: 'Finds the records that are related to a record, such as the pets of a contact.',
    fields: [
      recordType(),
      recordId(),
      associationIds(),
      compared(
        'otherRecordId',
        'Related To',
        'A record ID from an earlier step, to find out whether the record is related to that one.',
      ),
    ],
    match: { otherRecordId: byValue('otherRecordId') },
    pages: PAGES_TO_COMPARE,
  },
];
