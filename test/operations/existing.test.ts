/** A create that finds its duplicate: the Zap's owner reads which, or gets that one. */
import type { Item } from '../../zapier';
import { first, harness } from '../support/harness';

const zap = harness();

const calls = () => zap.sent().map(({ method, path }) => `${method} ${path}`);

function contact() {
  const { locationId } = first(zap.sandbox.locations);
  return first(zap.sandbox.state.contacts.where((row) => row.locationId === locationId));
}

function relation() {
  const { locationId } = first(zap.sandbox.locations);
  return first(zap.sandbox.state.relations.where((row) => row.locationId === locationId));
}

const DUPLICATES: [
  key: string,
  duplicate: () => { id: string; input: Item },
  read: () => string,
  wrote: string,
][] = [
  [
    'create_contact',
    () => ({ id: contact().id, input: { firstName: 'Twin', email: contact().email } }),
    () => `GET /contacts/${contact().id}`,
    'POST /contacts/',
  ],
  [
    'create_relation',
    () => {
      const { id, associationId, firstRecordId, secondRecordId } = relation();
      return { id, input: { associationId, firstRecordId, secondRecordId } };
    },
    () => `GET /associations/${relation().associationId}`,
    'POST /associations/relations',
  ],
];

describe('create_opportunity with a duplicate', () => {
  function opportunity() {
    const { locationId } = first(zap.sandbox.locations);
    return first(zap.sandbox.state.opportunities.where((row) => row.locationId === locationId));
  }
  const run = (ifItExists?: string, meta: { withSearch?: string } = {}) => {
    const { id, contactId, pipelineId } = opportunity();
    const body = {
      code: 'OPPORTUNITY_NO_DUPLICATE',
      message: 'Can not create duplicate opportunity for the contact.',
      meta: { existingId: id, contactId },
    };
    zap.sandbox.faults.add({ endpoint: 'POST /opportunities/', status: 400, body });
    const input = { contactId, pipelineId, name: 'Twin', status: 'open', ifItExists };
    return zap.run('creates', 'create_opportunity', input, { meta });
  };

  test('stops, and says which and what to choose', async () => {
    expect(await zap.sentence(run())).toContain(
      `It exists already, with the id ${opportunity().id}. To get that one, set “If It Exists Already” to “Use the Existing One”.`,
    );
    expect(calls()).toEqual(['POST /opportunities/']);
  });

  test('gives the one that exists behind its search, whatever is chosen', async () => {
    const { id, name } = opportunity();
    expect(await run('stop', { withSearch: 'find_opportunity' })).toMatchObject({ id, name, new: false });
    expect(calls()).toEqual(['POST /opportunities/', `GET /opportunities/${id}`]);
  });

  test('gives the one that exists, where that is chosen', async () => {
    const { id, name } = opportunity();
    expect(await run('use')).toMatchObject({ id, name, new: false });
    expect(calls()).toEqual(['POST /opportunities/', `GET /opportunities/${id}`]);
  });
});

describe.each(DUPLICATES)('%s with a duplicate', (key, duplicate, read, wrote) => {
  const run = (ifItExists?: string, meta: { withSearch?: string } = {}) =>
    zap.run('creates', key, { ...duplicate().input, ifItExists }, { meta });

  test.each([undefined, '', 'stop'])(
    'stops where the choice is %j, and says which and what to choose',
    async (choice) => {
      const said = await zap.sentence(run(choice));
      expect(said).toContain(
        `It exists already, with the id ${duplicate().id}. To get that one, set “If It Exists Already” to “Use the Existing One”.`,
      );
      expect(calls()).toEqual([wrote]);
    },
  );

  test('gives the one that exists, where that is chosen, as any step would give it', async () => {
    const { id } = duplicate();
    const before = structuredClone([zap.sandbox.state.contacts.all(), zap.sandbox.state.relations.all()]);
    const given = Object(await run('use'));
    expect(given).toMatchObject({ id, new: false });
    expect(given).not.toHaveProperty('ifItExists');
    expect(calls()).toEqual([wrote, read()]);
    expect([zap.sandbox.state.contacts.all(), zap.sandbox.state.relations.all()]).toEqual(before);
  });

  test('gives the one that exists behind a search, with nothing chosen', async () => {
    const { id } = duplicate();
    expect(await run(undefined, { withSearch: 'find_it' })).toMatchObject({ id, new: false });
    expect(calls()).toEqual([wrote, read()]);
  });

  test('stops at any other refusal', async () => {
    zap.sandbox.faults.add({ status: 400, body: { message: 'No more of these', traceId: 't-1' } });
    expect(await zap.sentence(run('use'))).toMatch(/“No more of these”.*\(Trace id: t-1\)$/);
    expect(calls()).toEqual([wrote]);
  });

  test('says so where the one that exists can’t be read', async () => {
    zap.sandbox.faults.add({ endpoint: /^GET /, status: 404, body: { message: 'Not found' } });
    expect(await zap.sentence(run('use'))).toMatch(
      /^Create \w+ did not work\. HighLevel says: “Not found”\./,
    );
  });

  test('knows two choices only', async () => {
    expect(await zap.sentence(run('perhaps'))).toMatch(/^“If It Exists Already” must be /);
    expect(calls()).toEqual([]);
  });
});

describe('create_conversation with a contact who has one', () => {
  function conversation() {
    const { locationId } = first(zap.sandbox.locations);
    return first(zap.sandbox.state.conversations.where((row) => row.locationId === locationId));
  }

  test('gives that one as it is, with nothing to choose', async () => {
    const { id, contactId, lastMessageDate } = conversation();
    const before = structuredClone(zap.sandbox.state.conversations.all());
    expect(await zap.run('creates', 'create_conversation', { contactId })).toMatchObject({
      ...{ id, contactId, deleted: false, new: false },
      lastMessageDate: new Date(lastMessageDate).toISOString(),
    });
    expect(calls()).toEqual(['POST /conversations/', `GET /conversations/${id}`]);
    expect(zap.sandbox.state.conversations.all()).toEqual(before);
  });

  test('stops where the refusal does not say which it is', async () => {
    const { contactId } = conversation();
    const body = { message: `Conversation with the contact id:${contactId} already exists!` };
    zap.sandbox.faults.add({ endpoint: 'POST /conversations/', status: 400, body });
    expect(await zap.sentence(zap.run('creates', 'create_conversation', { contactId }))).toContain(
      `“${body.message}”`,
    );
  });
});

test('the contact that exists comes whole, and stays as it is', async () => {
  const { id, email, firstName, lastName } = contact();
  const given = await zap.run('creates', 'create_contact', { email, firstName: 'Twin', ifItExists: 'use' });
  expect(given).toMatchObject({ id, email, firstName, lastName, new: false });
});

test('the relation that exists comes with the objects of its records', async () => {
  const { associationId, firstRecordId, secondRecordId, firstObjectKey, secondObjectKey } = relation();
  const input = { associationId, firstRecordId, secondRecordId, ifItExists: 'use' };
  expect(await zap.run('creates', 'create_relation', input)).toEqual({
    id: relation().id,
    new: false,
    ...{ associationId, firstRecordId, secondRecordId, firstObjectKey, secondObjectKey },
  });
});

test('what has no duplicate is made by one request, and is new', async () => {
  const input = { email: 'nobody@example.com', ifItExists: 'use' };
  expect(await zap.run('creates', 'create_contact', input)).toMatchObject({ email: input.email, new: true });
  expect(calls()).toEqual(['POST /contacts/']);
  const { locationId } = first(zap.sandbox.locations);
  expect(first(zap.sent()).body).toEqual({ locationId, email: input.email });
});
