import type { TriggerSpec } from '../operations/spec';
import { company } from '../records/company';

export const companyTriggers: TriggerSpec[] = [
  {
    key: 'get_company',
    label: 'Get Company',
    description: 'Triggers when the data of your agency changes.',
    endpoint: 'GET /companies/{companyId}',
    fires: 'watch',
    fields: [],
    answer: 'company',
    record: company,
  },
];
