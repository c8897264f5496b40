import { choicesOf } from '../fields/dropdowns';
import { LOCATION } from '../fields/location';
import { type Answer, isNotFound, messagesOf } from '../highlevel/answer';
import { isRecord } from '../highlevel/json';
import type { SearchSpec } from '../operations/spec';
import { location } from '../records/location';

export const locationSearches: SearchSpec[] = [
  {
    key: 'find_location',
    label: 'Find Location by ID',
    description: 'Finds a location by its ID.',
    endpoint: 'GET /locations/{locationId}',
    fields: [
      {
        key: 'locationId',
        label: LOCATION,
        type: 'string',
        choices: choicesOf('locations'),
        helpText:
          "Choose one, or map the location ID of an earlier step. With a sub-account's connection, leave it empty for that sub-account.",
      },
    ],
    items: ({ location: found }) => (isRecord(found) ? [found] : []),
    nothing: isNoLocation,
    record: location,
  },
];

/**
 * Whether HighLevel says that there is no such location, or that the connection may not see it: it does
 * not always tell the two apart.
 */
export function isNoLocation(answer: Answer): boolean {
  if (![400, 403, 404].includes(answer.status)) return false;
  return isNotFound(answer) || /access to this location/i.test(messagesOf(answer).join(' '));
}
