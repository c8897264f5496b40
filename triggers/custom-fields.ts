import type { TriggerSpec } from '../operations/spec';
import { customField } from '../records/custom-field';

export const customFieldTriggers: TriggerSpec[] = [
  {
    key: 'list_custom_fields',
    label: 'List Custom Fields',
    description: 'Triggers when a custom field is added or, if you choose so, when one changes.',
    endpoint: 'GET /locations/{locationId}/customFields',
    fires: 'list',
    fields: [
      {
        key: 'model',
        label: 'Belongs To',
        type: 'string',
        default: 'all',
        choices: { all: 'Contacts and Opportunities', contact: 'Contacts', opportunity: 'Opportunities' },
      },
    ],
    items: 'customFields',
    record: customField,
  },
];
