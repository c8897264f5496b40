import { items } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

function place() {
  const { locationId } = first(zap.sandbox.locations);
  const field = zap.sandbox.state.customFields.find(
    (row) => row.locationId === locationId && row.model === 'opportunity',
  );
  return { locationId, fieldId: String(field?.id) };
}

const rows = ({ locationId, fieldId }: ReturnType<typeof place>): Row[] => [
  {
    key: 'list_custom_fields',
    input: { model: 'opportunity' },
    sends: { call: `GET /locations/${locationId}/customFields`, query: { model: 'opportunity' } },
    gives: expect.arrayContaining([
      expect.objectContaining({ id: fieldId, model: 'opportunity', revision: 'new' }),
    ]),
    fails: {
      input: { model: 'company' },
      says: /^“Belongs To” must be Contacts and Opportunities, Contacts or Opportunities; it is “company”\.$/,
      sends: 0,
    },
  },
];

describeCategory(zap, 'Custom Fields', () => rows(place()));

const listed = async (input: object) => items(await zap.run('triggers', 'list_custom_fields', input));

test('fields of contacts, of opportunities, or of both are listed', async () => {
  const models = async (model: string) => [...new Set((await listed({ model })).map((field) => field.model))];
  expect(await models('contact')).toEqual(['contact']);
  expect(await models('all')).toEqual(['contact', 'opportunity']);
});

test('a field that changes fires again where that is wanted', async () => {
  const { fieldId } = place();
  const revision = async (fireOn: string) =>
    (await listed({ model: 'all', fireOn })).find(({ id }) => id === fieldId)?.revision;
  const before = await revision('updated');
  zap.sandbox.state.customFields.update(fieldId, { name: 'Deal Number' });
  expect(await revision('updated')).not.toBe(before);
  expect(await revision('new')).toBe('new');
});

test('choices are told by their names, whichever way they come', async () => {
  const { fieldId } = place();
  zap.sandbox.state.customFields.update(fieldId, {
    picklistOptions: ['Friend', { id: '1', label: 'Search' }],
  });
  const field = (await listed({ model: 'opportunity' })).find(({ id }) => id === fieldId);
  expect(field?.picklistOptions).toEqual(['Friend', 'Search']);
});
