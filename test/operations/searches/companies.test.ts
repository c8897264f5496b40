import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

const rows = ({ companyId }: { companyId: string }): SearchRow[] => [
  {
    key: 'find_company',
    as: 'agency',
    uses: [
      {
        input: {},
        sends: { call: `GET /companies/${companyId}` },
        gives: { id: companyId, name: 'Brightside Marketing' },
      },
    ],
    // Of another agency's the sandbox says that it is forbidden, as HighLevel may.
    nothing: [],
    refused: {
      as: 'location',
      input: {},
      says: /^Find Agency needs an agency's connection, and this one is a sub-account's\.$/,
      sends: 0,
    },
  },
];

describeSearches(zap, 'Companies', () => rows(first(zap.sandbox.locations)));

test.each([
  [404, 'Not Found'],
  [400, 'Company not found'],
])('Find Agency finds nothing where HighLevel answers %i “%s”', async (status, message) => {
  const body = { statusCode: status, message };
  zap.sandbox.faults.add({ endpoint: 'GET /companies/{companyId}', status, body });
  const extra = { authData: zap.agencyAuthData };
  expect(await zap.run('searches', 'find_company', { companyId: UNKNOWN }, extra)).toEqual([]);
});
