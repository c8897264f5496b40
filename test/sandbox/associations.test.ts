import { type Sandbox, startSandbox } from '../../sandbox/server';
import { first } from '../support/harness';
import { caller, rowsAt, textAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });
const one = (table: 'associations' | 'relations') =>
  first(sandbox.state[table].where(({ locationId }) => locationId === here().locationId));
const paged = () => ({ ...here(), skip: '0', limit: '20' });

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

test('associations are created, listed, read, changed and deleted', async () => {
  const body = {
    ...here(),
    key: 'sitter_pet',
    firstObjectKey: 'contact',
    firstObjectLabel: 'Sitter',
    secondObjectKey: 'custom_objects.pet',
    secondObjectLabel: 'Pet',
  };
  const added = await call('POST /associations/', { body });
  expect(added).toMatchObject({ status: 201, body: { ...body, associationType: 'USER_DEFINED' } });
  const path = { associationId: textAt(added.body, 'id') };
  const all = await call('GET /associations/', { query: paged() });
  expect(rowsAt(all.body, 'associations').map(({ key }) => key)).toEqual([
    'owner_pet',
    'parent_child',
    'OPPORTUNITIES_CONTACTS_ASSOCIATION',
    'sitter_pet',
  ]);
  const labels = { firstObjectLabel: 'Friend', secondObjectLabel: 'Dog' };
  await call('PUT /associations/{associationId}', { path, body: labels });
  expect((await call('GET /associations/{associationId}', { path })).body).toMatchObject(labels);
  const byKey = { path: { key_name: 'sitter_pet' }, query: here() };
  expect((await call('GET /associations/key/{key_name}', byKey)).body).toMatchObject(labels);
  const byObject = { path: { objectKey: 'custom_objects.pet' }, query: here() };
  expect((await call('GET /associations/objectKey/{objectKey}', byObject)).body).toMatchObject({
    associations: [{ key: 'owner_pet' }, { key: 'sitter_pet' }],
  });
  expect((await call('DELETE /associations/{associationId}', { path })).body).toMatchObject({
    deleted: true,
  });
  expect(await call('GET /associations/{associationId}', { path })).toMatchObject({ status: 404 });
});

test('associations of the system stay', async () => {
  const { id = '' } =
    sandbox.state.associations.find(({ associationType }) => associationType === 'SYSTEM_DEFINED') ?? {};
  expect(await call('DELETE /associations/{associationId}', { path: { associationId: id } })).toMatchObject({
    status: 400,
  });
});

test.each([
  ['an object that is not there', { firstObjectKey: 'custom_objects.car' }, 'Object not found'],
  ['a key that is taken', { key: 'owner_pet' }, 'duplicate key'],
])('an association can’t be made of %s', async (_what, wrong, says) => {
  const body = {
    ...here(),
    key: 'new_key',
    firstObjectKey: 'contact',
    firstObjectLabel: 'A',
    secondObjectKey: 'contact',
    secondObjectLabel: 'B',
    ...wrong,
  };
  expect(await call('POST /associations/', { body })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining(says) },
  });
});

describe('relations', () => {
  const ends = () => {
    const { associationId, firstRecordId, secondRecordId } = one('relations');
    return {
      associationId: String(associationId),
      firstRecordId: String(firstRecordId),
      secondRecordId: String(secondRecordId),
    };
  };
  const relationsOf = async (recordId: string, more = {}) =>
    rowsAt(
      (
        await call('GET /associations/relations/{recordId}', {
          path: { recordId },
          query: { ...paged(), ...more },
        })
      ).body,
      'relations',
    );

  test('show from both ends, and can be narrowed to an association', async () => {
    const { associationId, firstRecordId, secondRecordId } = ends();
    const id = one('relations').id;
    expect(await relationsOf(firstRecordId)).toMatchObject([{ id }]);
    expect(await relationsOf(secondRecordId)).toMatchObject([{ id }]);
    expect(await relationsOf(secondRecordId, { associationIds: associationId })).toMatchObject([{ id }]);
    expect(await relationsOf(secondRecordId, { associationIds: 'another' })).toEqual([]);
  });

  test('want the location, and where to begin and end', async () => {
    const path = { recordId: 'x' };
    expect(await call('GET /associations/relations/{recordId}', { path, query: here() })).toMatchObject({
      status: 422,
      body: { message: ['limit should not be empty', 'skip should not be empty'] },
    });
    expect(await call('GET /associations/relations/{recordId}', { path })).toMatchObject({ status: 403 });
  });

  test('are made once: a second one tells the id of the first', async () => {
    const body = { ...here(), ...ends() };
    expect(await call('POST /associations/relations', { body })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(ends().associationId), relationId: one('relations').id },
    });
  });

  test('need records of the association’s objects', async () => {
    const body = { ...here(), ...ends(), firstRecordId: ends().secondRecordId };
    expect(await call('POST /associations/relations', { body })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('Record not found') },
    });
  });

  test('can be deleted, and go with their association', async () => {
    const relationId = one('relations').id;
    const request = { path: { relationId }, query: here() };
    expect(await call('DELETE /associations/relations/{relationId}', request)).toMatchObject({ status: 200 });
    expect(await call('DELETE /associations/relations/{relationId}', request)).toMatchObject({ status: 404 });
    const { associationId, firstRecordId } = ends();
    await call('DELETE /associations/{associationId}', { path: { associationId } });
    expect(await relationsOf(firstRecordId)).toEqual([]);
  });
});

test('custom objects are listed beside the standard ones, and their records are searched', async () => {
  const listed = await call('GET /objects/', { query: here() });
  expect(rowsAt(listed.body, 'objects').map(({ key }) => key)).toEqual([
    'contact',
    'opportunity',
    'business',
    'custom_objects.pet',
  ]);
  const search = (more = {}) =>
    call('POST /objects/{schemaKey}/records/search', {
      path: { schemaKey: 'custom_objects.pet' },
      body: { ...here(), page: 1, pageLimit: 3, ...more },
    });
  expect((await search()).body).toMatchObject({ records: { length: 3 }, total: 4 });
  expect((await search({ page: 2 })).body).toMatchObject({ records: { length: 1 } });
  expect((await search({ query: 'no such pet' })).body).toMatchObject({ records: [], total: 0 });
});

test('an agency makes an object, which has fields and records then, and can be changed', async () => {
  const labels = { singular: 'Car', plural: 'Cars' };
  const made = await call('POST /objects/', {
    token: sandbox.agencies[0]?.accessToken ?? '',
    body: {
      ...here(),
      key: 'car',
      labels,
      primaryDisplayPropertyDetails: { key: 'plate', name: 'Plate', dataType: 'TEXT' },
    },
  });
  const object = { key: 'custom_objects.car', labels, primaryDisplayProperty: 'custom_objects.car.plate' };
  expect(made).toMatchObject({ status: 201, body: { object } });

  const objectKey = 'custom_objects.car';
  const field = { objectKey, fieldKey: `${objectKey}.colour`, name: 'Colour', dataType: 'TEXT' };
  const more = { parentId: `folder-${objectKey}-${here().locationId}`, showInForms: true };
  await call('POST /custom-fields/', { body: { ...here(), ...field, ...more } });
  const fields = await call('GET /custom-fields/object-key/{objectKey}', {
    path: { objectKey },
    query: here(),
  });
  expect(rowsAt(fields.body, 'fields').map(({ name }) => name)).toEqual(['Plate', 'Colour']);

  const record = await call('POST /objects/{schemaKey}/records', {
    path: { schemaKey: objectKey },
    body: { ...here(), properties: { plate: 'AB 12', colour: 'red' } },
  });
  expect(record).toMatchObject({ status: 201, body: { record: { properties: { colour: 'red' } } } });

  const changed = await call('PUT /objects/{key}', {
    path: { key: objectKey },
    body: { ...here(), labels: { plural: 'Vehicles' }, searchableProperties: [`${objectKey}.colour`] },
  });
  const vehicles = { singular: 'Car', plural: 'Vehicles' };
  expect(changed.body).toMatchObject({ object: { key: objectKey, labels: vehicles } });
  const listed = await call('GET /objects/', { query: here() });
  expect(rowsAt(listed.body, 'objects')).toContainEqual(
    expect.objectContaining({ labels: vehicles, searchableProperties: [`${objectKey}.colour`] }),
  );
});
