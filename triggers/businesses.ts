import { businessId } from '../fields/ids';
import type { TriggerSpec } from '../operations/trigger-spec';
import { businesses, oneBusiness } from '../reads/businesses';

export const businessTriggers: TriggerSpec[] = [
  {
    ...oneBusiness,
    key: 'get_business',
    label: 'Get Business',
    description: 'Triggers when one business changes.',
    fires: 'watch',
    fields: [businessId()],
  },
  {
    ...businesses,
    key: 'list_businesses',
    label: 'List Businesses by Location',
    description: 'Triggers when a business is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [],
  },
];
