import app from '../../../index';
import { at, items } from '../../../zapier';
import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const PET = 'custom_objects.pet';
const UNKNOWN = '0123456789abcdef01234567';
const ENDPOINT = `POST /objects/${PET}/records/search`;

/** The sub-account, and its pets. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const pets = state.objectRecords.where((row) => isHere(row) && row.objectKey === PET);
  const pet = first(pets);
  const relation = state.relations.find(({ secondRecordId }) => secondRecordId === pet.id);
  const business = first(state.businesses.where(isHere));
  return { locationId, pets, pet, owner: String(relation?.firstRecordId), business };
}

const rows = ({ locationId, pets, pet, owner, business }: ReturnType<typeof place>): SearchRow[] => {
  const { name, weight, species } = Object(pet.properties);
  const latest = [{ field: 'updatedAt', direction: 'desc' }];
  const gives = {
    id: pet.id,
    name,
    objectKey: PET,
    locationId,
    properties: expect.objectContaining({ species, weight, insured_for: 400, likes: ['sleep'] }),
    createdAt: expect.stringMatching(/Z$/),
    updatedAt: expect.stringMatching(/Z$/),
  };
  return [
    {
      key: 'find_custom_object_record',
      uses: [
        {
          input: {
            schemaKey: PET,
            query: `  ${String(name).toUpperCase()} `,
            relatedTo: owner,
            filters: [
              { field: 'properties.weight', operator: 'eq', value: String(weight) },
              { field: 'properties.species', operator: 'is', value: species },
              { field: 'createdAt', operator: 'gte', value: '2020-05-04' },
            ],
          },
          sends: {
            call: ENDPOINT,
            body: {
              locationId,
              page: 1,
              pageLimit: 100,
              sort: latest,
              query: String(name).toUpperCase(),
              filters: [
                { field: 'properties.weight', operator: 'eq', value: weight },
                { field: 'properties.species', operator: 'eq', value: species },
                { field: 'createdAt', operator: 'range', value: { gte: '2020-05-04T00:00:00.000Z' } },
                {
                  field: 'relations',
                  operator: 'nested',
                  value: [{ field: 'recordId', operator: 'eq', value: [owner] }],
                },
              ],
            },
          },
          gives,
        },
        {
          input: { schemaKey: PET, id: pet.id },
          sends: { call: `GET /objects/${PET}/records/${pet.id}` },
          gives,
        },
        {
          input: { schemaKey: PET, id: pet.id, relatedTo: owner },
          sends: {
            call: ENDPOINT,
            body: expect.objectContaining({ pageLimit: 1, filters: expect.any(Array) }),
          },
          gives,
        },
        {
          input: { schemaKey: 'business', query: String(business.name) },
          sends: { call: 'POST /objects/business/records/search', body: expect.anything() },
          gives: { id: business.id, name: business.name, objectKey: 'business' },
        },
      ],
      several: {
        input: { schemaKey: PET, filters: [{ field: 'properties.name', operator: 'exists' }] },
        ids: expect.arrayContaining(pets.map(({ id }) => id)),
      },
      nothing: [
        { schemaKey: PET, query: 'no such pet' },
        { schemaKey: PET, id: UNKNOWN },
        { schemaKey: PET, relatedTo: UNKNOWN },
        { schemaKey: PET, id: UNKNOWN, relatedTo: owner },
      ],
      refused: {
        input: { schemaKey: PET },
        says: /^Find Custom Object Record needs a value for “Record ID”, “Search Text”, “Fields” or “Related To”\.$/,
        sends: 0,
      },
    },
  ];
};

describeSearches(zap, 'Custom Objects', () => rows(place()));

const operation = () => app.searches.find_custom_object_record?.operation;

test('the fields to filter by, and those that come, are those of the chosen object', async () => {
  const form = items(operation()?.inputFields);
  const [field] = items(form.find(({ key }) => key === 'filters')?.children);
  const choices = async (inputData: object) =>
    items(at(await zap.call(at(field, 'choices', 'perform'), inputData), 'results')).map(({ id }) => id);
  expect(await choices({ schemaKey: PET })).toEqual(
    expect.arrayContaining(['properties.name', 'properties.insured_for', 'createdAt']),
  );
  expect(await choices({ schemaKey: 'business' })).toContain('properties.website');
  expect(await choices({})).toEqual(['createdAt', 'updatedAt']);
  const outputs = items(await zap.call(operation()?.outputFields?.[0], { schemaKey: PET }));
  expect(outputs).toEqual(
    expect.arrayContaining([
      { key: 'properties__insured_for', label: 'Insured For', type: 'number' },
      { key: 'properties__likes', label: 'Likes', type: 'string', list: true },
    ]),
  );
});

test.each([
  [[{ operator: 'eq', value: '1' }], 'Each filter needs a value for “Field”.'],
  [[{ field: 'properties.weight', operator: 'eq' }], 'The filter on “weight” needs a value.'],
  [
    [{ field: 'createdAt', operator: 'gt', value: 'soon' }],
    /^“Date Added” must be a date and time, such as /,
  ],
])('a filter that can’t be sent is refused: %j', async (filters, says) => {
  const run = zap.run('searches', 'find_custom_object_record', { schemaKey: PET, filters });
  expect(await zap.sentence(run)).toMatch(says);
});

test('a field that the object does not have is told in HighLevel’s words', async () => {
  const filters = [{ field: 'properties.color', operator: 'eq', value: 'red' }];
  const run = zap.run('searches', 'find_custom_object_record', { schemaKey: PET, filters });
  expect(await zap.sentence(run)).toMatch(/properties\.color/);
});
