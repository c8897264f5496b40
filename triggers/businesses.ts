import { businessId } from '../fields/ids';
import { bySkip } from '../highlevel/paging';
import type { TriggerSpec } from '../operations/spec';
import { business } from '../records/business';

export const businessTriggers: TriggerSpec[] = [
  {
    key: 'get_business',
    label: 'Get Business',
    description: 'Triggers when one business changes.',
    endpoint: 'GET /businesses/{businessId}',
    fires: 'watch',
    fields: [businessId()],
    answer: 'business',
    record: business,
  },
  {
    key: 'list_businesses',
    label: 'List Businesses by Location',
    description: 'Triggers when a business is added or, if you choose so, when one changes.',
    endpoint: 'GET /businesses/',
    fires: 'list',
    fields: [],
    items: 'businesses',
    paging: bySkip('skip', 100),
    order: 'unknown',
    record: business,
  },
];
