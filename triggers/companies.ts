import type { TriggerSpec } from '../operations/trigger-spec';
import { oneCompany } from '../reads/companies';

export const companyTriggers: TriggerSpec[] = [
  {
    ...oneCompany,
    key: 'get_company',
    label: 'Get Company',
    description: 'Triggers when the data of your agency changes.',
    fires: 'watch',
    fields: [],
  },
];
