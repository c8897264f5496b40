import { associationId, associationKey, objectKey } from '../fields/association';
import type { TriggerSpec } from '../operations/trigger-spec';
import { associationByKey, associations, associationsOfObject, oneAssociation } from '../reads/associations';

export const associationTriggers: TriggerSpec[] = [
  {
    ...associations,
    key: 'find_associations',
    label: 'Find Associations',
    description: 'Triggers when an association is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [],
  },
  {
    ...oneAssociation,
    key: 'get_association',
    label: 'Get Association',
    description: 'Triggers when one association changes.',
    fires: 'watch',
    fields: [associationId()],
  },
  {
    ...associationByKey,
    key: 'get_association_key',
    label: 'Get Association Key',
    description: 'Triggers when the association with a key changes.',
    fires: 'watch',
    fields: [associationKey()],
  },
  {
    ...associationsOfObject,
    key: 'get_association_by_object_keys',
    label: 'Get Association by Keys',
    description: 'Triggers when an association of an object, such as contacts, is added or changes.',
    fires: 'watch',
    fields: [objectKey('objectKey', 'Object')],
  },
];
