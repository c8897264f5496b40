import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

const rows = ({ locationId, companyId }: { locationId: string; companyId: string }): SearchRow[] => [
  {
    key: 'find_location',
    uses: [
      {
        input: { locationId: '' },
        sends: { call: `GET /locations/${locationId}` },
        gives: { id: locationId, name: 'Acme Dental', companyId },
      },
    ],
    nothing: [{ locationId: UNKNOWN }],
    refused: {
      as: 'agency',
      input: {},
      says: /^Find Location by ID needs a value for “Location”\.$/,
      sends: 0,
    },
  },
];

describeSearches(zap, 'Locations', () => rows(first(zap.sandbox.locations)));
