import { nameOrId } from '../fields/compared';
import { choicesOf } from '../fields/dropdowns';
import { choice } from '../fields/field';
import { LOCATION } from '../fields/location';
import { byIdOrWords, byMergeTag, either } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import { customValues } from '../reads/custom-fields';
import { locationById } from '../reads/locations';

export const locationSearches: SearchSpec[] = [
  {
    ...locationById,
    key: 'find_location',
    label: 'Find Location by ID',
    description: 'Finds a sub-account by its ID.',
    most: 1,
    // A sub-account's connection fills its own in.
    needs: [],
    fields: [
      choice(
        'locationId',
        LOCATION,
        choicesOf('locations'),
        "Choose one, or map the sub-account ID of an earlier step. With a sub-account's connection, leave it empty for that sub-account.",
      ),
    ],
  },
  {
    ...customValues,
    key: 'find_custom_value',
    label: 'Find Custom Value',
    description: 'Finds a custom value of the location by name or key.',
    fields: [
      nameOrId('Name, Key or ID', 'The key is what stands in its merge tag, with the braces or without.'),
    ],
    match: { name: either(byIdOrWords('name'), byMergeTag('fieldKey')) },
  },
];
