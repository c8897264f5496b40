import { items } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
const companyId = () => first(zap.sandbox.agencies).companyId;

const rows = (id: string): Row[] => [
  {
    key: 'get_company',
    as: 'agency',
    input: {},
    sends: { call: `GET /companies/${id}` },
    gives: [
      {
        id,
        name: 'Brightside Marketing',
        locationCount: 2,
        revision: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ],
    fails: {
      as: 'location',
      input: {},
      says: /^Get Company needs an agency's connection, and this one is a sub-account's\.$/,
      sends: 0,
    },
  },
];

describeCategory(zap, 'Companies', () => rows(companyId()));

test('an agency fires again when its data changes, and not before', async () => {
  const revision = async () => {
    const [company] = items(await zap.run('triggers', 'get_company', {}, { authData: zap.agencyAuthData }));
    return company?.revision;
  };
  const before = await revision();
  expect(await revision()).toBe(before);
  zap.sandbox.state.companies.update(companyId(), { name: 'Brightside' });
  expect(await revision()).not.toBe(before);
});
