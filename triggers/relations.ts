import { associationIds, recordId, recordType } from '../fields/association';
import type { TriggerSpec } from '../operations/trigger-spec';
import { relations } from '../reads/relations';

export const relationTriggers: TriggerSpec[] = [
  {
    ...relations,
    key: 'get_relations_by_record',
    label: 'Get Relations by Record',
    description: 'Triggers when a record, such as a contact, is related to another one.',
    fires: 'list',
    fields: [recordType(), recordId(), associationIds()],
    changes: 'none',
  },
];
