import { objects } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, rowsAt, textAt } from './client';

const NOW = Date.UTC(2026, 6, 6, 12);
const MINUTE_MS = 60_000;

let sandbox: Sandbox;
let contactId: string;
let pipelineId: string;
let otherPipelineId: string;
let stages: string[];
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });
const stagesOf = (id: string) =>
  objects(sandbox.state.pipelines.get(id)?.stages).map((stage) => String(stage.id));

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => {
  sandbox.reset();
  sandbox.clock.set(NOW);
  contactId = sandbox.state.contacts.insert({
    ...here(),
    firstName: 'Ada',
    lastName: 'King',
    country: 'US',
  }).id;
  const pipelines = sandbox.state.pipelines.where((row) => row.locationId === here().locationId);
  [pipelineId = '', otherPipelineId = ''] = pipelines.map(({ id }) => id);
  stages = stagesOf(pipelineId);
});
afterAll(() => sandbox.close());

type Fields = { [name: string]: string | number | boolean | string[] };
const create = (more: Fields = {}) =>
  call('POST /opportunities/', {
    body: { ...here(), contactId, pipelineId, name: 'Kitchen', status: 'open', ...more },
  });
const idOf = async (more: Fields = {}) => textAt((await create(more)).body, 'opportunity.id');
const get = async (id: string) =>
  at((await call('GET /opportunities/{id}', { path: { id } })).body, 'opportunity');
const put = (id: string, body: Fields) => call('PUT /opportunities/{id}', { path: { id }, body });
const search = (query: { [name: string]: string }) =>
  call('GET /opportunities/search', { query: { location_id: here().locationId, ...query } });

describe('opportunities', () => {
  test('are created in the first stage, with their contact and custom fields', async () => {
    const field = sandbox.state.customFields.find(
      (row) => row.locationId === here().locationId && row.name === 'Deal Reference',
    );
    const { status, body } = await call('POST /opportunities/', {
      body: {
        ...here(),
        contactId,
        pipelineId,
        name: 'Kitchen',
        status: 'open',
        customFields: [{ id: String(field?.id), field_value: 'K-1' }],
      },
    });
    const now = new Date(NOW).toISOString();
    expect([status, body]).toEqual([
      201,
      {
        opportunity: expect.objectContaining({
          name: 'Kitchen',
          pipelineStageId: stages[0],
          contact: expect.objectContaining({ id: contactId, name: 'Ada King' }),
          customFields: [{ id: field?.id, fieldValue: 'K-1' }],
          createdAt: now,
          lastStageChangeAt: now,
          lastStatusChangeAt: now,
        }),
        traceId: expect.any(String),
      },
    ]);
  });

  test.each([
    ['a name', () => ({ name: 'Bath' }), []],
    ['the stage', () => ({ pipelineStageId: stages[1] ?? '' }), ['lastStageChangeAt']],
    ['the stage that it has', () => ({ pipelineStageId: stages[0] ?? '' }), []],
    ['the pipeline', () => ({ pipelineId: otherPipelineId }), ['lastStageChangeAt']],
    ['the status', () => ({ status: 'won' }), ['lastStatusChangeAt']],
  ])('tell when %s was changed', async (_what, fields, stamps) => {
    const id = await idOf();
    sandbox.clock.advance(MINUTE_MS);
    await put(id, fields());
    const later = new Date(NOW + MINUTE_MS).toISOString();
    const changed = Object(await get(id));
    const stamped = ['lastStageChangeAt', 'lastStatusChangeAt'].filter((name) => changed[name] === later);
    expect([changed.updatedAt, stamped]).toEqual([later, stamps]);
  });

  test('go to the first stage of another pipeline, and refuse a stage that it does not have', async () => {
    const id = await idOf({ pipelineStageId: stages[2] ?? '' });
    expect(await put(id, { pipelineId: otherPipelineId, pipelineStageId: stages[2] ?? '' })).toMatchObject({
      status: 400,
    });
    await put(id, { pipelineId: otherPipelineId });
    expect(await get(id)).toMatchObject({ pipelineStageId: stagesOf(otherPipelineId)[0] });
  });

  test('take a lost reason with the status, and no contact when changed', async () => {
    const id = await idOf();
    const lostReasonId = String(sandbox.state.lostReasons.all()[0]?.id);
    const body = { status: 'lost', lostReasonId };
    expect((await call('PUT /opportunities/{id}/status', { path: { id }, body })).body).toMatchObject({
      succeded: true,
    });
    expect(await get(id)).toMatchObject(body);
    expect(await put(id, { contactId })).toMatchObject({
      status: 422,
      body: { message: ['property contactId should not exist'] },
    });
  });

  test('are upserted by id', async () => {
    const body = {
      ...here(),
      pipelineId,
      followers: [],
      isRemoveAllFollowers: false,
      followersActionType: 'add',
    };
    const made = await call('POST /opportunities/upsert', { body: { ...body, name: 'Bath' } });
    expect(made.body).toMatchObject({ new: true, opportunity: { name: 'Bath', status: 'open' } });
    const id = textAt(made.body, 'opportunity.id');
    const again = await call('POST /opportunities/upsert', { body: { ...body, id, monetaryValue: 5 } });
    expect(again.body).toMatchObject({ new: false, opportunity: { id, name: 'Bath', monetaryValue: 5 } });
  });

  test('have followers that are added, removed, and all taken away', async () => {
    const path = { id: await idOf() };
    const [ann = '', bob = ''] = sandbox.state.users.all().map(({ id }) => id);
    const add = (followers: string[]) =>
      call('POST /opportunities/{id}/followers', { path, body: { followers } });
    expect((await add([ann, bob])).body).toMatchObject({ followers: [ann, bob], followersAdded: [ann, bob] });
    expect((await add([ann])).body).toMatchObject({ followers: [ann, bob], followersAdded: [] });
    const remove = (followers: string[], query = {}) =>
      call('DELETE /opportunities/{id}/followers', { path, query, body: { followers } });
    expect((await remove([ann])).body).toMatchObject({ followers: [bob], followersRemoved: [ann] });
    expect((await remove([], { isRemoveAllFollowers: 'true' })).body).toMatchObject({
      followers: [],
      followersRemoved: [bob],
    });
    expect(await add(['nobody'])).toMatchObject({ status: 400 });
  });

  test('are gone when deleted', async () => {
    const path = { id: await idOf() };
    expect((await call('DELETE /opportunities/{id}', { path })).body).toMatchObject({ success: true });
    expect(await call('GET /opportunities/{id}', { path })).toMatchObject({ status: 404 });
  });
});

describe('the search', () => {
  const names = async (query: { [name: string]: string }) =>
    rowsAt((await search(query)).body, 'opportunities').map(({ name }) => name);

  test('filters', async () => {
    await idOf({ name: 'Kitchen', status: 'won', assignedTo: 'ann', pipelineStageId: stages[1] ?? '' });
    const own: { [name: string]: string } = { contact_id: contactId };
    const hits = [
      {},
      { q: 'KITCH' },
      { q: 'king' },
      { status: 'won' },
      { status: 'all' },
      { assigned_to: 'ann' },
    ];
    const more = [
      { pipeline_stage_id: stages[1] ?? '' },
      { country: 'US' },
      { date: '07-06-2026', endDate: '07-06-2026' },
    ];
    for (const query of [...hits, ...more]) expect(await names({ ...own, ...query })).toEqual(['Kitchen']);
    const misses = [
      { q: 'bath' },
      { status: 'open' },
      { assigned_to: 'bob' },
      { pipeline_id: otherPipelineId },
    ];
    const others = [
      { country: 'GB' },
      { date: '07-07-2026' },
      { endDate: '07-05-2026' },
      { campaignId: 'none' },
    ];
    for (const query of [...misses, ...others]) expect(await names({ ...own, ...query })).toEqual([]);
  });

  test('gives the newest first, by number or by both halves of a cursor', async () => {
    for (const name of ['One', 'Two', 'Three']) {
      await idOf({ name });
      sandbox.clock.advance(MINUTE_MS);
    }
    const own = { contact_id: contactId, limit: '2' };
    const page = await search(own);
    expect(rowsAt(page.body, 'opportunities').map(({ name }) => name)).toEqual(['Three', 'Two']);
    expect(at(page.body, 'meta')).toMatchObject({ total: 3, currentPage: 1, nextPage: 2, prevPage: null });
    expect(await names({ ...own, page: '2' })).toEqual(['One']);
    const startAfter = String(at(page.body, 'meta.startAfter'));
    const startAfterId = textAt(page.body, 'meta.startAfterId');
    expect(await names({ ...own, startAfter, startAfterId })).toEqual(['One']);
    expect(await names({ ...own, startAfterId })).toEqual(['Three', 'Two']);
    expect(await names({ ...own, order: 'added_asc' })).toEqual(['One', 'Two']);
  });

  test('adds what the contact has, on demand', async () => {
    await idOf();
    sandbox.state.tasks.insert({ ...here(), contactId, title: 'Call' });
    const own = { contact_id: contactId };
    expect((await search(own)).body).toMatchObject({ opportunities: [{ tasks: [], notes: [] }] });
    expect((await search({ ...own, getTasks: 'true' })).body).toMatchObject({
      opportunities: [{ tasks: [{ title: 'Call' }], notes: [] }],
    });
  });

  test.each([
    ['the location under another name', () => here(), 422],
    ['a day written otherwise', () => ({ date: '2026-07-06' }), 422],
    ['a page of more than 100', () => ({ limit: '101' }), 400],
    ['a status that there is not', () => ({ status: 'maybe' }), 422],
  ])('refuses %s', async (_what, query, status) => {
    expect(await search(query())).toMatchObject({ status });
  });
});

test('a location has pipelines with stages, and reasons to lose', async () => {
  const { body } = await call('GET /opportunities/pipelines', { query: here() });
  expect(rowsAt(body, 'pipelines')[0]).toMatchObject({ name: 'Sales', stages: expect.any(Array) });
  const reasons = await call('GET /opportunities/lost-reason', {
    query: { ...here(), limit: '1', skip: '1' },
  });
  expect(reasons.body).toMatchObject({ lostReasons: [{ name: 'Chose a competitor' }], total: 3 });
});
