import { compared, nameOrId } from '../fields/compared';
import { choicesOf } from '../fields/dropdowns';
import { choice, text } from '../fields/field';
import { LOCATION } from '../fields/location';
import { byIdOrWords, byMergeTag, byWhole, either } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import { customValues } from '../reads/custom-fields';
import { locationById, locations } from '../reads/locations';

/** HighLevel knows no search by name: so many pages of 100 are read at most. */
const PAGES = 10;

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
    description: 'Finds a custom value of the sub-account by name or key.',
    fields: [
      nameOrId('Name, Key or ID', 'The key is what stands in its merge tag, with the braces or without.'),
    ],
    match: { name: either(byIdOrWords('name'), byMergeTag('fieldKey')) },
  },
  {
    ...locations,
    key: 'find_location_by_name',
    label: 'Find Location by Name or Email',
    description: 'Finds a sub-account of the agency by its name or email.',
    fields: [
      text('email', 'Email', 'The email of the sub-account itself.'),
      compared(
        'name',
        'Name',
        'The whole name, in capitals or not. The first 1,000 sub-accounts are looked through.',
      ),
    ],
    match: { name: byWhole('name') },
    pages: PAGES,
  },
];
