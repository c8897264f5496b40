import { choice } from '../fields/field';
import type { TriggerSpec } from '../operations/trigger-spec';
import { customFields } from '../reads/custom-fields';

export const customFieldTriggers: TriggerSpec[] = [
  {
    ...customFields,
    key: 'list_custom_fields',
    label: 'List Custom Fields',
    description: 'Triggers when a custom field is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [
      choice(
        'model',
        'Belongs To',
        { all: 'Contacts and Opportunities', contact: 'Contacts', opportunity: 'Opportunities' },
        { default: 'all' },
      ),
    ],
  },
];
