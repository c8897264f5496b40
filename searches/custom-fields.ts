import { nameOrId } from '../fields/compared';
import { choicesOf } from '../fields/dropdowns';
import { choice } from '../fields/field';
import { byIdOrWords, byMergeTag, either } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import { customFields, objectFields } from '../reads/custom-fields';

const match = { name: either(byIdOrWords('name'), byMergeTag('fieldKey')) };

export const customFieldSearches: SearchSpec[] = [
  {
    ...customFields,
    key: 'find_custom_field',
    label: 'Find Custom Field',
    description: 'Finds a custom field of contacts, opportunities or a custom object by name, key or ID.',
    fields: [
      nameOrId('Name, Key or ID', 'The key is what stands in its merge tag, with the braces or without.'),
      choice(
        'model',
        'Belongs To',
        { all: 'Contacts and Opportunities', contact: 'Contacts', opportunity: 'Opportunities' },
        { default: 'all' },
      ),
      choice(
        'objectKey',
        'Custom Object',
        choicesOf('objectsWithFields'),
        'Choose one to find a field of its own.',
      ),
    ],
    match,
    // Without a model HighLevel gives the fields of contacts alone.
    input: ({ model = 'all' }) => ({ model }),
    ways: [{ ...objectFields, by: ['objectKey'], match }],
  },
];
