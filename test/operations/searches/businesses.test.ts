import { items } from '../../../zapier';
import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();
const state = () => zap.sandbox.state;

function place() {
  const { locationId } = first(zap.sandbox.locations);
  const business = (name: string, about: object = {}) =>
    state().businesses.insert({ locationId, name, ...about }).id;
  return {
    locationId,
    okafor: business('Okafor Intériors', {
      email: 'office@okafor.example.com',
      phone: '+13125550142',
      website: 'https://www.okafor.example.com/',
    }),
    twin: business('OKAFOR INTERIORS'),
    longer: business('Okafor Interiors Chicago'),
  };
}

const rows = ({ locationId, okafor, twin }: ReturnType<typeof place>): SearchRow[] => {
  const list = { call: 'GET /businesses/', query: { locationId, limit: '100' } };
  return [
    {
      key: 'find_business',
      uses: [
        { input: { name: 'okafor interiors' }, sends: list, gives: { id: okafor } },
        {
          input: {
            email: 'OFFICE@okafor.example.com',
            phone: '(312) 555-0142',
            website: 'okafor.example.com',
          },
          sends: list,
          gives: { id: okafor, name: 'Okafor Intériors' },
        },
        {
          input: { businessId: okafor },
          sends: { call: `GET /businesses/${okafor}` },
          gives: { id: okafor },
        },
      ],
      several: { input: { name: 'Okafor Interiors' }, ids: [okafor, twin] },
      nothing: [
        { name: 'Okafor' },
        { name: 'Okafor Interiors', phone: '+13125550199' },
        { businessId: 'A1b2C3d4E5f6G7h8I9j0' },
      ],
      refused: {
        input: {},
        says: /^Find Business needs a value for “Business”, “Name”, “Email”, “Phone” or “Website”\.$/,
        sends: 0,
      },
    },
  ];
};

describeSearches(zap, 'Businesses', () => rows(place()));

test('Find Business reads page after page, and no further than the one that is meant', async () => {
  const { locationId } = first(zap.sandbox.locations);
  for (let i = 0; i < 250; i += 1) state().businesses.insert({ locationId, name: `Branch ${i}` });
  const find = async (name: string, more: object = {}) =>
    items(await zap.run('searches', 'find_business', { name, ...more })).length;
  expect(await find('branch 120')).toBe(1);
  expect(zap.sent().map(({ query }) => query.skip)).toEqual([undefined, '100']);
  expect(await find('Branch 900')).toBe(0);
  expect(zap.sent()).toHaveLength(5);
});
