import { DAY_MS } from '../../fields/dates';
import { first, harness } from '../support/harness';
import { among, describeCategory, type Row } from './table';

const zap = harness();

const PET = 'custom_objects.pet';

/** The pets of the sub-account, the first of them added now. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const pets = zap.sandbox.state.objectRecords.where(
    (row) => row.locationId === locationId && row.objectKey === PET,
  );
  return { locationId, pets, pet: first(pets) };
}

const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

function rows(): Row[] {
  const { locationId, pet } = place();
  zap.sandbox.state.objectRecords.update(pet.id, { createdAt: ago(0) });
  return [
    {
      key: 'new_custom_object_record',
      input: { schemaKey: PET, filters: [{ field: 'properties.name', operator: 'exists' }] },
      sends: {
        call: `POST /objects/${PET}/records/search`,
        body: {
          locationId,
          page: 1,
          pageLimit: 100,
          filters: [
            { field: 'properties.name', operator: 'exists' },
            { field: 'createdAt', operator: 'range', value: { gte: expect.stringMatching(/Z$/) } },
          ],
          sort: [{ field: 'createdAt', direction: 'desc' }],
        },
      },
      gives: among({ id: pet.id, objectKey: PET, revision: 'new' }),
      fails: {
        input: {},
        says: /^New or Updated Custom Object Record needs a value for “Object”\.$/,
        sends: 0,
      },
    },
  ];
}

describeCategory(zap, 'Custom Objects', rows);

describe('New or Updated Custom Object Record', () => {
  const poll = (input: object) =>
    zap.run('triggers', 'new_custom_object_record', { schemaKey: PET, ...input });
  const idsIn = (found: unknown) => [found].flat().map((row) => Object(row).id);

  test('fires for records of the last days, and for a changed old one where the user wants that', async () => {
    const { pets } = place();
    const { objectRecords } = zap.sandbox.state;
    for (const { id } of pets) objectRecords.update(id, { createdAt: ago(60), updatedAt: ago(60) });
    const [old, other] = pets.map(({ id }) => id);
    objectRecords.update(String(old), { createdAt: ago(60), updatedAt: ago(0) });
    objectRecords.update(String(other), { createdAt: ago(1), updatedAt: ago(1) });
    expect(idsIn(await poll({}))).toEqual([other]);
    expect(idsIn(await poll({ fireOn: 'updated' })).sort()).toEqual([old, other].sort());
  });

  test('works for businesses, which are records too', async () => {
    const { locationId } = place();
    const business = zap.sandbox.state.businesses.insert({ locationId, name: 'New Business' });
    const found = await zap.run('triggers', 'new_custom_object_record', { schemaKey: 'business' });
    expect(idsIn(found)).toContain(business.id);
  });
});
