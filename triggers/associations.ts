import { associationId, associationKey, objectKey } from '../fields/association';
import { bySkipFromZero } from '../highlevel/paging';
import type { TriggerSpec } from '../operations/spec';
import { association, associationsIn } from '../records/association';

export const associationTriggers: TriggerSpec[] = [
  {
    key: 'find_associations',
    label: 'Find Associations',
    description: 'Triggers when an association is added or, if you choose so, when one changes.',
    endpoint: 'GET /associations/',
    fires: 'list',
    fields: [],
    items: associationsIn,
    paging: bySkipFromZero('skip', 100),
    order: 'unknown',
    record: association,
  },
  {
    key: 'get_association',
    label: 'Get Association',
    description: 'Triggers when one association changes.',
    endpoint: 'GET /associations/{associationId}',
    fires: 'watch',
    fields: [associationId()],
    answer: associationsIn,
    record: association,
  },
  {
    key: 'get_association_key',
    label: 'Get Association Key',
    description: 'Triggers when the association with a key changes.',
    endpoint: 'GET /associations/key/{key_name}',
    fires: 'watch',
    fields: [associationKey()],
    answer: associationsIn,
    record: association,
  },
  {
    key: 'get_association_by_object_keys',
    label: 'Get Association by Keys',
    description: 'Triggers when an association of an object, such as contacts, is added or changes.',
    endpoint: 'GET /associations/objectKey/{objectKey}',
    fires: 'watch',
    fields: [objectKey('objectKey', 'Object')],
    answer: associationsIn,
    record: association,
  },
];
