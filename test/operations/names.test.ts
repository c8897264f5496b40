/** Names beside ids: where they come from, what they cost, and that nothing fails for them. */
import app from '../../index';
import { nameEndpoints } from '../../reads/names';
import { operations } from '../../registry';
import { at, Connection, handlerOf, items, loadApp, unwrap } from '../../zapier';
import { first, harness } from '../support/harness';

const zap = harness();
const state = () => zap.sandbox.state;
const here = () => first(zap.sandbox.locations);

function opportunity() {
  const { locationId } = here();
  const [pipeline] = state().pipelines.where((row) => row.locationId === locationId);
  const [stage] = items(pipeline?.stages);
  const user = state().users.find(({ locationIds }) => locationIds.includes(locationId));
  const found = first(state().opportunities.where((row) => row.locationId === locationId));
  state().opportunities.update(found.id, {
    pipelineId: String(pipeline?.id),
    pipelineStageId: String(stage?.id),
    assignedTo: String(user?.id),
    lostReasonId: null,
  });
  return { id: found.id, pipeline: pipeline?.name, stage: stage?.name, owner: user?.name };
}

/** A connection that keeps what it has cached from run to run, as Zapier does. */
async function connect(): Promise<Connection> {
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url };
  const loaded = await loadApp(handlerOf(app), { environment });
  const { accessToken, companyId, locationId } = here();
  return new Connection(loaded, { access_token: accessToken, companyId, locationId, userType: 'Location' });
}
const called = () => zap.sandbox.requests.map((request) => request.endpoint);

test('an opportunity has the names of its pipeline, its stage and its owner', async () => {
  const { id, pipeline, stage, owner } = opportunity();
  expect(await zap.run('triggers', 'get_opportunity', { id })).toEqual([
    expect.objectContaining({ pipelineName: pipeline, pipelineStageName: stage, assignedToName: owner }),
  ]);
});

test('an appointment has the names of its calendar and of its user', async () => {
  const { locationId } = here();
  const { id, calendarId, assignedUserId } = first(
    state().appointments.where((row) => row.locationId === locationId && Boolean(row.assignedUserId)),
  );
  expect(await zap.run('triggers', 'get_appointment', { eventId: id })).toEqual([
    expect.objectContaining({
      calendarName: state().calendars.get(String(calendarId))?.name,
      assignedUserName: state().users.get(String(assignedUserId))?.name,
    }),
  ]);
});

test('a contact has the names of its owner and its business, after a write too', async () => {
  const { locationId } = here();
  const user = state().users.find(({ locationIds }) => locationIds.includes(locationId));
  const business = first(state().businesses.where((row) => row.locationId === locationId));
  const contact = first(state().contacts.where((row) => row.locationId === locationId));
  state().contacts.update(contact.id, { businessId: business.id });
  expect(
    await zap.run('creates', 'update_contact', { contactId: contact.id, assignedTo: user?.id }),
  ).toMatchObject({ assignedToName: user?.name, businessName: business.name });
});

describe('the lists', () => {
  test('are read once a run, those alone that are needed, and then kept for the connection', async () => {
    const { id, pipeline } = opportunity();
    const connection = await connect();
    const run = async () =>
      items(unwrap(await connection.perform('triggers', 'get_opportunity', { id })))[0]?.pipelineName;
    expect([await run(), await run()]).toEqual([pipeline, pipeline]);
    expect(called()).toEqual([
      'GET /opportunities/{id}',
      'GET /opportunities/pipelines',
      'GET /users/',
      'GET /opportunities/{id}',
    ]);
  });

  test('are kept for an hour for those whose names are known, and for minutes for others', async () => {
    const { id, pipeline } = opportunity();
    const connection = await connect();
    const read = async () => {
      const before = called().length;
      await connection.perform('triggers', 'get_opportunity', { id });
      return called().length - before - 1;
    };
    const begun = Date.now();
    const later = (minutes: number) => jest.spyOn(Date, 'now').mockReturnValue(begun + minutes * 60_000);
    expect(await read()).toBe(2);
    later(30);
    expect(await read()).toBe(0);
    // A pipeline that nobody knows yet; and one that nobody will ever know is asked for once.
    state().opportunities.update(id, { pipelineId: 'madeMeanwhile' });
    expect(await read()).toBe(1);
    later(50);
    expect(await read()).toBe(0);
    later(100);
    expect(await read()).toBe(2);
    expect(pipeline).not.toBe('');
    jest.restoreAllMocks();
  });

  test('are read again by each run, once, where nothing is kept', async () => {
    const { id } = opportunity();
    for (const _run of [1, 2]) await zap.run('triggers', 'get_opportunity', { id });
    expect(zap.forNames().map(({ endpoint }) => endpoint)).toEqual([
      'GET /opportunities/pipelines',
      'GET /users/',
      'GET /opportunities/pipelines',
      'GET /users/',
    ]);
  });

  test('of many records are read once', async () => {
    const found = items(
      await zap.run('triggers', 'search_opportunities', {}, { meta: { isLoadingSample: true } }),
    );
    expect(found.length).toBeGreaterThan(1);
    for (const { pipelineName } of found) expect(pipelineName).toEqual(expect.any(String));
    const read = zap.forNames().map(({ endpoint }) => endpoint);
    expect(new Set(read).size).toBe(read.length);
  });

  test('are not read when a Zap is turned on, where records are remembered alone', async () => {
    await zap.run('triggers', 'search_opportunities', {}, { meta: { isPopulatingDedupe: true } });
    expect(zap.forNames()).toEqual([]);
    expect(called()).not.toEqual([]);
  });

  test('are not read where nothing is found, or nothing has such an id', async () => {
    await zap.run('searches', 'find_contact', { email: 'nobody@example.com' });
    const contact = state().contacts.insert({ locationId: here().locationId, email: 'alone@example.com' });
    expect(await zap.run('searches', 'find_contact', { id: contact.id })).toHaveLength(1);
    expect(zap.forNames()).toEqual([]);
  });

  test('are those of the chosen sub-account, with an agency’s connection', async () => {
    const { id, pipeline } = opportunity();
    const input = { id, locationId: here().locationId };
    expect(await zap.run('triggers', 'get_opportunity', input, { authData: zap.agencyAuthData })).toEqual([
      expect.objectContaining({ pipelineName: pipeline }),
    ]);
  });
});

describe('a name that can’t be had is left out', () => {
  const get = async (id: string) => items(await zap.run('triggers', 'get_opportunity', { id }))[0];

  test('where the record is no longer in the list', async () => {
    const { id, pipeline } = opportunity();
    state().opportunities.update(id, { assignedTo: 'A1b2C3d4E5f6G7h8I9j0' });
    const found = await get(id);
    expect(found).toMatchObject({ id, pipelineName: pipeline });
    expect(found).not.toHaveProperty('assignedToName');
  });

  test.each([
    [401, 'The token is not authorized for this scope.'],
    [403, 'Forbidden resource'],
    [422, 'locationId should not exist'],
    [500, 'Oops'],
  ])('where HighLevel answers the list with %i', async (status, message) => {
    const { id, pipeline } = opportunity();
    zap.sandbox.faults.add({
      endpoint: 'GET /users/',
      status,
      body: { statusCode: status, message },
      times: 99,
    });
    const found = await get(id);
    expect(found).toMatchObject({ id, pipelineName: pipeline });
    expect(found).not.toHaveProperty('assignedToName');
  });

  test('and a list that is refused for good is not asked for again for minutes', async () => {
    const { id } = opportunity();
    const body = { statusCode: 403, message: 'Forbidden resource' };
    zap.sandbox.faults.add({ endpoint: 'GET /users/', status: 403, body, times: 99 });
    const connection = await connect();
    for (const _run of [1, 2]) unwrap(await connection.perform('triggers', 'get_opportunity', { id }));
    expect(called().filter((endpoint) => endpoint === 'GET /users/')).toHaveLength(1);
  });

  test('and what a record says itself stays', async () => {
    const { locationId } = here();
    const business = first(state().businesses.where((row) => row.locationId === locationId));
    const contact = first(state().contacts.where((row) => row.locationId === locationId));
    state().contacts.update(contact.id, { businessId: business.id, assignedTo: undefined });
    const [found] = items(await zap.run('searches', 'find_contact', { email: contact.email }));
    expect(at(found, 'businessName')).toBe(business.name);
  });
});

test('every name stands in a field behind its id, and is in the sample', () => {
  const faults = operations.flatMap(({ spec: { key, record } }) =>
    Object.entries(record.names ?? {}).flatMap(([name, { id }]) => {
      const keys = record.fields.map((field) => field.key);
      const isBehind = keys.indexOf(name) === keys.indexOf(id) + 1 && keys.includes(id);
      return isBehind && name in record.sample ? [] : [`${key}: ${name}`];
    }),
  );
  expect(faults).toEqual([]);
  expect(operations.filter(({ spec }) => spec.record.names).length).toBeGreaterThan(10);
  expect(nameEndpoints).toContain('GET /opportunities/pipelines');
});
