import { associationIds, recordId, recordType } from '../fields/association';
import { bySkipFromZero } from '../highlevel/paging';
import type { TriggerSpec } from '../operations/spec';
import { relation, relationsIn } from '../records/relation';

export const relationTriggers: TriggerSpec[] = [
  {
    key: 'get_relations_by_record',
    label: 'Get Relations by Record',
    description: 'Triggers when a record, such as a contact, is related to another one.',
    endpoint: 'GET /associations/relations/{recordId}',
    fires: 'list',
    fields: [recordType(), recordId(), associationIds()],
    items: relationsIn,
    paging: bySkipFromZero('skip', 100),
    order: 'unknown',
    changes: 'none',
    record: relation,
  },
];
