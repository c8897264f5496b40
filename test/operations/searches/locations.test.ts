import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

const customValue = (locationId: string, name: string) =>
  first(zap.sandbox.state.customValues.where((row) => row.locationId === locationId && row.name === name));

const locationEmail = (locationId: string) => String(zap.sandbox.state.locations.get(locationId)?.email);

/** Two sub-accounts of one name, the one added last first. */
function twins(companyId: string): string[] {
  const { locations } = zap.sandbox.state;
  const found = locations.where(({ name }) => name === 'Twin Studio').map(({ id }) => id);
  if (found.length) return found.reverse();
  for (const _twin of [1, 2]) locations.insert({ companyId, name: 'Twin Studio' });
  return twins(companyId);
}

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
      says: /^Find Location by ID needs a value for “Sub-Account”\.$/,
      sends: 0,
    },
  },
  {
    key: 'find_custom_value',
    uses: ['booking link', 'custom_values.booking_link', customValue(locationId, 'Booking Link').id].map(
      (name) => ({
        input: { name },
        sends: { call: `GET /locations/${locationId}/customValues` },
        gives: {
          id: customValue(locationId, 'Booking Link').id,
          name: 'Booking Link',
          value: 'https://www.example.com/book',
          fieldKey: '{{ custom_values.booking_link }}',
        },
      }),
    ),
    several: {
      input: { name: 'link' },
      ids: ['Booking Link', 'Review Link'].map((name) => customValue(locationId, name).id),
    },
    nothing: [{ name: 'Opening Hours' }],
    refused: { input: {}, says: /^Find Custom Value needs a value for “Name, Key or ID”\.$/, sends: 0 },
  },
  {
    key: 'find_location_by_name',
    as: 'agency',
    uses: [
      {
        input: { name: ' acme  DENTAL ' },
        sends: {
          call: 'GET /locations/search',
          query: { companyId, order: 'desc', limit: '100' },
        },
        gives: { id: locationId, name: 'Acme Dental' },
      },
      {
        input: { email: locationEmail(locationId) },
        sends: {
          call: 'GET /locations/search',
          query: { companyId, order: 'desc', email: locationEmail(locationId), limit: '1' },
        },
        gives: { id: locationId },
      },
    ],
    several: { input: { name: 'Twin Studio' }, ids: twins(companyId) },
    nothing: [{ name: 'Acme' }, { email: 'nobody@example.com' }],
    refused: {
      input: {},
      says: /^Find Location by Name or Email needs a value for “Email” or “Name”\.$/,
      sends: 0,
    },
  },
];

describeSearches(zap, 'Locations', () => rows(first(zap.sandbox.locations)));
