import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const rows = ({ locationId }: { locationId: string }): SearchRow[] => [
  {
    key: 'validate_calendar_group_slug',
    uses: [
      {
        input: { slug: 'brand-new' },
        sends: { call: 'POST /calendars/groups/validate-slug', body: { locationId, slug: 'brand-new' } },
        gives: { id: 'brand-new', slug: 'brand-new', available: true },
      },
    ],
    nothing: [],
    refused: { input: {}, says: /^Validate Group Slug needs a value for “Slug”\.$/, sends: 0 },
  },
];

describeSearches(zap, 'Calendars & Appointments', () => rows(first(zap.sandbox.locations)));
