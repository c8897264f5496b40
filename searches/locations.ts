import { choicesOf } from '../fields/dropdowns';
import { choice } from '../fields/field';
import { LOCATION } from '../fields/location';
import type { SearchSpec } from '../operations/search-spec';
import { locationById } from '../reads/locations';

export const locationSearches: SearchSpec[] = [
  {
    ...locationById,
    key: 'find_location',
    label: 'Find Location by ID',
    description: 'Finds a location by its ID.',
    most: 1,
    // A sub-account's connection fills its own in.
    needs: [],
    fields: [
      choice(
        'locationId',
        LOCATION,
        choicesOf('locations'),
        "Choose one, or map the location ID of an earlier step. With a sub-account's connection, leave it empty for that sub-account.",
      ),
    ],
  },
];
