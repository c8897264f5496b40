import { recordId, relatedRecord, relationId } from '../../fields/association';
import type { Field } from '../../fields/field';
import { at } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const here = (row: { locationId: string }) => row.locationId === locationId;
  const relation = first(state.relations.where(here));
  const others = state.contacts.where((row) => here(row) && row.id !== relation.firstRecordId);
  return {
    locationId,
    relation,
    associationId: String(relation.associationId),
    contactId: String(relation.firstRecordId),
    petId: String(relation.secondRecordId),
    otherId: first(others.slice(-1)).id,
  };
}

function rows(): Row[] {
  const { locationId, relation, associationId, contactId, petId, otherId } = place();
  const ends = { associationId, firstRecordId: otherId, secondRecordId: petId };
  return [
    {
      key: 'get_relations_by_record',
      input: { recordId: petId, objectKey: 'custom_objects.pet', associationIds: [associationId, UNKNOWN] },
      sends: {
        call: `GET /associations/relations/${petId}`,
        query: { locationId, limit: '100', skip: '0', associationIds: [associationId, UNKNOWN] },
      },
      gives: [{ id: relation.id, associationId, firstRecordId: contactId, revision: 'new' }],
      fails: {
        input: { objectKey: 'contact' },
        says: /^Get Relations by Record needs a value for “Record”\.$/,
        sends: 0,
      },
    },
    {
      key: 'create_relation',
      input: ends,
      sends: { call: 'POST /associations/relations', body: { locationId, ...ends } },
      gives: { id: expect.any(String), ...ends, secondObjectKey: 'custom_objects.pet' },
      fails: {
        input: { ...ends, firstRecordId: contactId },
        says: new RegExp(`duplicate relation .* It exists already, with the id ${relation.id}`),
      },
    },
    {
      key: 'delete_relation',
      input: { relationId: relation.id, recordId: petId },
      sends: { call: `DELETE /associations/relations/${relation.id}`, query: { locationId } },
      gives: { id: relation.id, deleted: true },
      fails: { input: { relationId: UNKNOWN }, says: /was not found/ },
    },
  ];
}

describeCategory(zap, 'Relations', rows);

test('a new relation is new, and one that was there is not', async () => {
  const { otherId, petId, associationId } = place();
  const poll = async () =>
    Object(
      await zap.run('triggers', 'get_relations_by_record', { objectKey: 'contact', recordId: petId }),
    ).map(({ id }: { id: string }) => id);
  const before = await poll();
  const made = await zap.run('creates', 'create_relation', {
    associationId,
    firstRecordId: otherId,
    secondRecordId: petId,
  });
  expect(await poll()).toEqual([...before, Object(made).id]);
});

test('relations are read page by page, as far as the turning on of the Zap read them', async () => {
  const { locationId, petId, associationId } = place();
  for (let number = 0; number < 150; number += 1) {
    zap.sandbox.state.relations.insert({ locationId, associationId, secondRecordId: petId });
  }
  expect(
    await zap.run('triggers', 'get_relations_by_record', { objectKey: 'contact', recordId: petId }),
  ).toHaveLength(151);
  expect(zap.sent().map(({ query }) => query.skip)).toEqual(['0', '100']);
});

test('a Zap is turned on though the second reading, a precaution, fails', async () => {
  const { locationId, petId, associationId } = place();
  for (let number = 0; number < 150; number += 1) {
    zap.sandbox.state.relations.insert({ locationId, associationId, secondRecordId: petId });
  }
  zap.sandbox.faults.add({ times: 2 });
  zap.sandbox.faults.add({ status: 403, times: 9 });
  const meta = { isPopulatingDedupe: true };
  const run = zap.run(
    'triggers',
    'get_relations_by_record',
    { recordId: petId, objectKey: 'contact' },
    { meta },
  );
  expect(await run).toHaveLength(151);
  expect(zap.sent().map(({ status }) => status)).toEqual([200, 200, 403]);
});

test('an answer that tells less than was asked gives the records all the same', async () => {
  zap.sandbox.faults.add({ status: 201, body: { id: 'r1', key: 'owner_pet' } });
  const ends = { associationId: 'a', firstRecordId: 'b', secondRecordId: 'c' };
  expect(await zap.run('creates', 'create_relation', ends)).toMatchObject({ id: 'r1', ...ends });
});

describe('the records to relate', () => {
  const choices = ({ choices: list }: Field) => (list && 'perform' in list ? list.perform : undefined);
  const ofSide = () => choices(relatedRecord('first', 'First Record'));
  const labels = (listed: unknown) => Object(listed).results.map(({ id }: { id: string }) => id);

  test('are those of the side’s object', async () => {
    const { associationId, contactId, petId } = place();
    const pets = choices(relatedRecord('second', 'Second Record'));
    expect(labels(await zap.call(pets, { associationId }))).toContain(petId);
    const people = await zap.call(ofSide(), { associationId });
    const meta = { paging_token: String(at(people, 'paging_token')) };
    const rest = await zap.call(ofSide(), { associationId }, { meta });
    expect([...labels(people), ...labels(rest)]).toContain(contactId);
  });

  test('wait for an association', async () => {
    const listed = zap.call(ofSide());
    expect(await zap.sentence(listed)).toMatch(/needs a value for “Association”/);
  });

  test('of a trigger are contacts, or of the chosen type', async () => {
    const perform = choices(recordId());
    const { petId } = place();
    await zap.call(perform);
    expect(zap.sent().at(-1)).toMatchObject({ path: '/contacts/search' });
    await zap.call(perform, { objectKey: 'business' });
    expect(zap.sent().at(-1)).toMatchObject({ path: '/businesses/' });
    const [deal] = labels(await zap.call(perform, { objectKey: 'opportunity' }));
    expect(zap.sandbox.state.opportunities.get(deal)).toBeDefined();
    expect(labels(await zap.call(perform, { objectKey: 'custom_objects.pet' }))).toContain(petId);
  });

  test('lead to a relation to delete', async () => {
    const { contactId, petId, relation } = place();
    const listed = await zap.call(choices(relationId()), { recordId: petId });
    expect(listed).toEqual({
      results: [{ id: relation.id, label: `contact ${contactId} – custom_objects.pet ${petId}` }],
    });
  });
});
