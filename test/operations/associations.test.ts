import { choicesOf } from '../../fields/dropdowns';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';
const HASH = expect.stringMatching(/^[0-9a-f]{32}$/);

function rows(): Row[] {
  const { locationId } = first(zap.sandbox.locations);
  const ours = zap.sandbox.state.associations.where((row) => row.locationId === locationId);
  const owns = first(ours);
  const association = { associationId: owns.id };
  const gone = /was not found/;
  return [
    {
      key: 'find_associations',
      input: {},
      sends: { call: 'GET /associations/', query: { locationId, limit: '100', skip: '0' } },
      gives: ours.map(({ id, key }) => ({ id, key, revision: 'new' })),
      fails: { input: { fireOn: 'never' }, says: /^“Trigger On” must be New /, sends: 0 },
    },
    {
      key: 'get_association',
      input: association,
      sends: { call: `GET /associations/${owns.id}` },
      gives: [{ id: owns.id, key: 'owner_pet', firstObjectLabel: 'Owner', revision: HASH }],
      fails: { input: { associationId: UNKNOWN }, says: gone },
    },
    {
      key: 'get_association_key',
      input: { key_name: 'owner_pet' },
      sends: { call: 'GET /associations/key/owner_pet', query: { locationId } },
      gives: [{ id: owns.id, secondObjectKey: 'custom_objects.pet', revision: HASH }],
      fails: { input: { key_name: 'nobody' }, says: gone },
    },
    {
      key: 'get_association_by_object_keys',
      input: { objectKey: 'custom_objects.pet' },
      sends: { call: 'GET /associations/objectKey/custom_objects.pet', query: { locationId } },
      gives: [{ id: owns.id, key: 'owner_pet', revision: HASH }],
      fails: { input: {}, says: /^Get Association by Keys needs a value for “Object”\.$/, sends: 0 },
    },
    {
      key: 'create_association',
      input: {
        key: 'sitter_pet',
        firstObjectKey: 'contact',
        firstObjectLabel: 'Sitter',
        secondObjectKey: 'custom_objects.pet',
        secondObjectLabel: 'Charge',
      },
      sends: {
        call: 'POST /associations/',
        body: {
          locationId,
          key: 'sitter_pet',
          firstObjectKey: 'contact',
          firstObjectLabel: 'Sitter',
          secondObjectKey: 'custom_objects.pet',
          secondObjectLabel: 'Charge',
        },
      },
      gives: { id: expect.any(String), key: 'sitter_pet', associationType: 'USER_DEFINED' },
      fails: {
        input: {
          key: 'owner_pet',
          firstObjectKey: 'contact',
          firstObjectLabel: 'Owner',
          secondObjectKey: 'contact',
          secondObjectLabel: 'Pet',
        },
        says: /duplicate key/,
      },
    },
    {
      key: 'update_association',
      input: { ...association, secondObjectLabel: 'Companion' },
      sends: {
        call: `PUT /associations/${owns.id}`,
        body: { firstObjectLabel: 'Owner', secondObjectLabel: 'Companion' },
        besides: [`GET /associations/${owns.id}`],
      },
      gives: { id: owns.id, firstObjectLabel: 'Owner', secondObjectLabel: 'Companion' },
      fails: { input: { associationId: UNKNOWN, firstObjectLabel: 'Owner' }, says: gone },
    },
    {
      key: 'delete_association',
      input: association,
      sends: { call: `DELETE /associations/${owns.id}` },
      gives: { id: owns.id, deleted: true },
      fails: { input: { associationId: UNKNOWN }, says: gone },
    },
  ];
}

describeCategory(zap, 'Associations', rows);

const ours = () => {
  const { locationId } = first(zap.sandbox.locations);
  return zap.sandbox.state.associations.where((row) => row.locationId === locationId);
};
const revisions = async (key: string, input: object) =>
  Object([await zap.run('triggers', key, input)].flat()).map(
    ({ id, revision }: { [name: string]: string }) => [id, revision],
  );

test.each([
  ['get_association', () => ({ associationId: first(ours()).id })],
  ['get_association_key', () => ({ key_name: 'owner_pet' })],
  ['get_association_by_object_keys', () => ({ objectKey: 'custom_objects.pet' })],
])('%s fires again when a label changes, and only then', async (key, input) => {
  const before = await revisions(key, input());
  expect(await revisions(key, input())).toEqual(before);
  zap.sandbox.state.associations.update(first(ours()).id, { firstObjectLabel: 'Keeper' });
  const after = await revisions(key, input());
  expect(after.map(([id]: [string]) => id)).toEqual(before.map(([id]: [string]) => id));
  expect(after).not.toEqual(before);
});

test('an object with several associations gives each of them', async () => {
  const found = await revisions('get_association_by_object_keys', { objectKey: 'contact' });
  expect(found.map(([id]: [string]) => id)).toEqual(ours().map(({ id }) => id));
});

test('an answer that is one bare association, as the description has it, is taken for that one', async () => {
  const { id } = first(ours());
  zap.sandbox.faults.add({ status: 200, body: { id, key: 'owner_pet' }, times: 2 });
  expect(await zap.run('triggers', 'find_associations', {})).toEqual([
    { id, key: 'owner_pet', revision: 'new' },
  ]);
  expect(await zap.run('triggers', 'get_association_by_object_keys', { objectKey: 'contact' })).toEqual([
    expect.objectContaining({ id, key: 'owner_pet' }),
  ]);
});

test('an update of both labels reads nothing first', async () => {
  const { id } = first(ours());
  await zap.run('creates', 'update_association', {
    associationId: id,
    firstObjectLabel: 'Keeper',
    secondObjectLabel: 'Companion',
  });
  expect(zap.sent()).toHaveLength(1);
});

test('a deleted association takes its relations with it, and can’t be deleted again', async () => {
  const { id } = first(ours());
  const left = () => zap.sandbox.state.relations.where((row) => row.associationId === id);
  expect(left()).not.toEqual([]);
  await zap.run('creates', 'delete_association', { associationId: id });
  expect(left()).toEqual([]);
  expect(await zap.sentence(zap.run('creates', 'delete_association', { associationId: id }))).toMatch(
    /was not found/,
  );
});

test('objects are chosen from the standard ones and the location’s own', async () => {
  const listed = () => zap.call(choicesOf('objects').perform);
  const all = {
    results: [
      { id: 'contact', label: 'Contact' },
      { id: 'opportunity', label: 'Opportunity' },
      { id: 'business', label: 'Company' },
      { id: 'custom_objects.pet', label: 'Pet' },
    ],
  };
  expect(await listed()).toEqual(all);
  zap.sandbox.faults.add({ status: 200, body: { objects: [] } });
  expect(await listed()).toMatchObject({
    results: [{ id: 'contact' }, { id: 'opportunity' }, { id: 'business' }],
  });
});

test('associations are chosen by their labels', async () => {
  expect(await zap.call(choicesOf('associations').perform)).toMatchObject({
    results: [{ label: 'Owner – Pet' }, { label: 'Parent – Child' }, { label: 'Opportunity – Contact' }],
  });
  expect(await zap.call(choicesOf('associationKeys').perform)).toMatchObject({
    results: [{ id: 'owner_pet' }, { id: 'parent_child' }, {}],
  });
});

test('an update that names both labels reads nothing', async () => {
  const labels = { firstObjectLabel: 'Keeper', secondObjectLabel: 'Companion' };
  await zap.run('creates', 'update_association', { associationId: first(ours()).id, ...labels });
  expect(zap.sent().map(({ method, body }) => [method, body])).toEqual([['PUT', labels]]);
});
