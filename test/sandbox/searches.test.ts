/** The searches that take filters in their body: tasks of a location, opportunities, records of objects. */
import { type JsonObject, objects, text } from '../../sandbox/json';
import { at, rowsAt, sandboxOfFile } from './client';

const NOW = Date.UTC(2030, 4, 20, 12);
const iso = (day: number) => new Date(Date.UTC(2030, 4, day, 12)).toISOString();

const on = sandboxOfFile(NOW);
const { call, locationId, isHere } = on;

describe('the tasks of a location', () => {
  const search = async (body: JsonObject = {}) =>
    call('POST /locations/{locationId}/tasks/search', { path: { locationId: locationId() }, body });
  const titles = async (body: JsonObject) =>
    rowsAt((await search(body)).body, 'tasks').map(({ title }) => title);
  const add = (title: string, day: number, fields: JsonObject = {}) =>
    on.sandbox.state.tasks.insert({
      locationId: locationId(),
      title,
      dateAdded: iso(day),
      completed: false,
      ...fields,
    });

  test('come with their status in words, their contact and their user, and are no records of others', async () => {
    const [contact] = on.sandbox.state.contacts.where(isHere);
    const user = on.sandbox.state.users.find(({ locationIds }) => locationIds.includes(locationId()));
    const { id } = add('Call Ada', 19, { contactId: contact?.id, assignedTo: user?.id, dueDate: iso(25) });
    const { status, body } = await search({ query: 'call ada' });
    expect([status, rowsAt(body, 'tasks')]).toEqual([
      201,
      [
        expect.objectContaining({
          _id: id,
          status: 'to_do',
          deleted: false,
          dueDate: iso(25),
          contactDetails: { firstName: contact?.firstName, lastName: contact?.lastName },
          assignedToUserDetails: { id: user?.id, firstName: user?.firstName, lastName: user?.lastName },
          searchAfter: [Date.parse(iso(19)), id],
        }),
      ],
    ]);
    const others = on.sandbox.state.tasks.where((row) => !isHere(row)).map((row) => row.id);
    const all = rowsAt((await search({ limit: 500 })).body, 'tasks').map(({ _id }) => _id);
    expect(all.filter((one) => others.includes(String(one)))).toEqual([]);
  });

  test('are chosen by contact, user, business, status and title', async () => {
    const business = on.sandbox.state.businesses.find(isHere);
    const contact = on.sandbox.state.contacts.insert({ locationId: locationId(), businessId: business?.id });
    add('Paint', 1, { contactId: contact.id });
    add('Sand', 2, { assignedTo: 'u1', completed: true });
    add('Varnish', 3, { assignedTo: 'u2' });
    expect(await titles({ contactId: [contact.id] })).toEqual(['Paint']);
    expect(await titles({ assignedTo: ['u1', 'u2'] })).toEqual(['Varnish', 'Sand']);
    expect(await titles({ assignedTo: ['u1', 'u2'], completed: true })).toEqual(['Sand']);
    expect(await titles({ assignedTo: ['u1', 'u2'], completed: false })).toEqual(['Varnish']);
    expect(await titles({ businessId: business?.id, query: 'PAINT' })).toEqual(['Paint']);
  });

  test('are paged by skip and limit, twenty-five a page unless said, five hundred at most', async () => {
    for (let day = 1; day <= 30; day += 1) add('Page', day);
    expect(await titles({ query: 'page' })).toHaveLength(25);
    expect(await titles({ query: 'page', skip: 25 })).toHaveLength(5);
    expect(await search({ limit: 501 })).toMatchObject({ status: 400 });
  });

  test('a change of a task moves the date of its change', async () => {
    const [task] = on.sandbox.state.tasks.where(isHere);
    await call('PUT /contacts/{contactId}/tasks/{taskId}/completed', {
      path: { contactId: text(task?.contactId) ?? '', taskId: task?.id ?? '' },
      body: { completed: true },
    });
    const found = rowsAt((await search({ completed: true, limit: 500 })).body, 'tasks');
    expect(found.find(({ _id }) => _id === task?.id)).toMatchObject({
      status: 'completed',
      dateAdded: task?.dateAdded,
      dateUpdated: new Date(NOW).toISOString(),
    });
  });
});

describe('opportunities by filters', () => {
  const search = (body: JsonObject = {}) =>
    call('POST /opportunities/search', { body: { locationId: locationId(), limit: 100, ...body } });
  const rows = async (body: JsonObject = {}) => rowsAt((await search(body)).body, 'opportunities');
  const only = (name: string) => [{ field: 'source', operator: 'eq', value: name }];
  const add = (name: string, fields: JsonObject = {}) =>
    on.sandbox.state.opportunities.insert({
      locationId: locationId(),
      contactId: on.sandbox.state.contacts.find(isHere)?.id,
      name,
      source: 'test',
      status: 'open',
      monetaryValue: 10,
      ...fields,
    });

  test('take the location and a limit alone, and come with a place in the order', async () => {
    const { status, body } = await search();
    const found = rowsAt(body, 'opportunities');
    expect([status, at(body, 'total')]).toEqual([201, found.length]);
    expect(found[0]).toMatchObject({
      sort: [Date.parse(text(found[0]?.createdAt) ?? ''), found[0]?.id],
      contact: { id: found[0]?.contactId },
    });
  });

  test.each([
    ['date_added', 'createdAt'],
    ['date_updated', 'updatedAt'],
    ['last_stage_change_date', 'lastStageChangeAt'],
    ['last_status_change_date', 'lastStatusChangeAt'],
    ['monetary_value', 'monetaryValue'],
    ['name', 'name'],
  ])('are sorted by %s, and say so in their place', async (field, name) => {
    add('B', { [name]: name === 'name' ? 'B' : name === 'monetaryValue' ? 20 : iso(2) });
    add('A', { [name]: name === 'name' ? 'A' : name === 'monetaryValue' ? 30 : iso(3) });
    add('C', { [name]: name === 'name' ? 'C' : name === 'monetaryValue' ? 10 : iso(1) });
    const sorted = async (direction: string) =>
      (await rows({ filters: only('test'), sort: [{ field, direction }] })).map((row) => row[name]);
    const ascending = await sorted('asc');
    expect(ascending).toEqual([...ascending].sort());
    expect(await sorted('desc')).toEqual([...ascending].reverse());
    const [first] = await rows({ filters: only('test'), sort: [{ field, direction: 'asc' }] });
    const held = first?.[name];
    const place = typeof held === 'number' ? held : Date.parse(String(held)) || String(held).toLowerCase();
    expect(first?.sort).toEqual([place, first?.id]);
  });

  test('are chosen by stage, status, owner, words, and dates', async () => {
    const [deal] = on.sandbox.state.opportunities.where(isHere);
    const stage = { field: 'pipeline_stage_id', operator: 'eq', value: deal?.pipelineStageId };
    for (const row of await rows({ filters: [stage] }))
      expect(row.pipelineStageId).toBe(deal?.pipelineStageId);
    add('Old', { lastStageChangeAt: iso(1) });
    add('New', { lastStageChangeAt: iso(19), status: 'won' });
    const stuck = { field: 'last_stage_change_date', operator: 'range', value: { lte: Date.parse(iso(10)) } };
    expect((await rows({ filters: [...only('test'), stuck] })).map(({ name }) => name)).toEqual(['Old']);
    const won = { field: 'status', operator: 'eq', value: 'won' };
    expect((await rows({ filters: [...only('test'), won] })).map(({ name }) => name)).toEqual(['New']);
    expect((await rows({ query: 'old', filters: only('test') })).map(({ name }) => name)).toEqual(['Old']);
  });

  test('are paged by number and by cursor, each once', async () => {
    for (let i = 0; i < 5; i += 1) add(`Same ${i}`, { createdAt: iso(1) });
    const byNumber = [1, 2, 3].map((page) => rows({ filters: only('test'), limit: 2, page }));
    const numbered = (await Promise.all(byNumber)).flat().map(({ id }) => id);
    const seen: unknown[] = [];
    let after: JsonObject['searchAfter'] = [];
    for (let page = 0; page < 3; page += 1) {
      const found: JsonObject[] = await rows({ filters: only('test'), limit: 2, searchAfter: after });
      seen.push(...found.map(({ id }) => id));
      after = found.at(-1)?.sort;
    }
    expect(new Set(numbered).size).toBe(5);
    expect(seen).toEqual(numbered);
  });

  test('are found as long after they were added as the index lags', async () => {
    add('Fresh');
    on.sandbox.indexLagMs = 5000;
    expect(await rows({ filters: only('test') })).toEqual([]);
    on.sandbox.clock.advance(5000);
    expect(await rows({ filters: only('test') })).toMatchObject([{ name: 'Fresh' }]);
  });

  test('with tasks and notes where they are asked for', async () => {
    const task = on.sandbox.state.tasks.find(isHere);
    add('With', { contactId: task?.contactId });
    const [row] = await rows({ filters: only('test'), additionalDetails: { tasks: true } });
    expect(row).toMatchObject({ tasks: [{ id: task?.id }], notes: [] });
  });

  test.each([
    ['an unknown field to filter by', { filters: [{ field: 'shoe_size', operator: 'eq', value: 1 }] }],
    ['an unknown field to sort by', { sort: [{ field: 'status', direction: 'asc' }] }],
    ['an unknown property', { pageLimit: 20 }],
  ])('refuse %s', async (_what, body) => {
    expect(await search(body)).toMatchObject({ status: 422 });
  });

  test('are five hundred a page at most', async () => {
    expect(await search({ limit: 501 })).toMatchObject({ status: 400 });
  });
});

describe('records of objects', () => {
  const search = (body: JsonObject = {}, schemaKey = 'custom_objects.pet') =>
    call('POST /objects/{schemaKey}/records/search', {
      path: { schemaKey },
      body: { locationId: locationId(), page: 1, pageLimit: 50, ...body },
    });
  const found = async (filter: JsonObject, schemaKey?: string) =>
    rowsAt((await search({ filters: [filter] }, schemaKey)).body, 'records').map(
      ({ properties }) => properties,
    );

  test('have properties of the types that their object’s fields say', async () => {
    const { body } = await call('GET /objects/{key}', {
      path: { key: 'custom_objects.pet' },
      query: { locationId: locationId(), fetchProperties: 'true' },
    });
    const keys = rowsAt(body, 'fields').map(({ fieldKey }) => String(fieldKey).split('.').at(-1));
    const records = rowsAt((await search()).body, 'records');
    const named = records.flatMap(({ properties }) => Object.keys(at({ properties }, 'properties') ?? {}));
    expect(named.filter((name) => !keys.includes(name))).toEqual([]);
    expect(records[0]).toMatchObject({
      properties: {
        name: expect.any(String),
        weight: expect.any(Number),
        born: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        insured_for: { currency: 'default', value: expect.any(Number) },
        likes: expect.any(Array),
      },
    });
    const without = await call('GET /objects/{key}', {
      path: { key: 'custom_objects.pet' },
      query: { locationId: locationId() },
    });
    expect(without.body).toMatchObject({ object: { key: 'custom_objects.pet' } });
    expect(at(without.body, 'fields')).toBeUndefined();
  });

  test('are filtered by what they are tied to, from either side', async () => {
    const relations = on.sandbox.state.relations.where(
      (row) => row.locationId === locationId() && row.secondObjectKey === 'custom_objects.pet',
    );
    const [tie] = relations;
    const related = async (field: string, id: unknown) => {
      const value = [{ field, operator: 'eq', value: [String(id)] }];
      const { body } = await search({ filters: [{ field: 'relations', operator: 'nested', value }] });
      return rowsAt(body, 'records').map((row) => row.id);
    };
    expect(await related('recordId', tie?.firstRecordId)).toEqual([tie?.secondRecordId]);
    expect(await related('recordId', 'nobody')).toEqual([]);
    expect(await related('associationId', tie?.associationId)).toEqual([]);
  });

  test('are filtered by their properties, which need their prefix, and by their dates', async () => {
    const cats = await found({ field: 'properties.species', operator: 'eq', value: 'cat' });
    expect(new Set(cats.map((one) => at(one, 'species')))).toEqual(new Set(['cat']));
    const heavy = { field: 'properties.weight', operator: 'range', value: { gte: 5 } };
    expect((await found(heavy)).map((one) => at(one, 'weight'))).toEqual([5.5]);
    expect(await search({ filters: [{ field: 'species', operator: 'eq', value: 'cat' }] })).toMatchObject({
      status: 422,
    });
    expect(
      await search({ filters: [{ field: 'properties.fur', operator: 'eq', value: 'long' }] }),
    ).toMatchObject({ status: 422 });
    on.sandbox.state.objectRecords.insert({
      locationId: locationId(),
      objectKey: 'custom_objects.pet',
      properties: { name: 'Rex' },
      createdAt: iso(1),
    });
    const made = { field: 'createdAt', operator: 'range', value: { gte: iso(1), lte: iso(2) } };
    expect(await found(made)).toEqual([{ name: 'Rex' }]);
    const [latest] = rowsAt(
      (await search({ sort: [{ field: 'createdAt', direction: 'desc' }] })).body,
      'records',
    );
    expect(latest?.properties).toEqual({ name: 'Rex' });
  });

  test('are found by words in one property, or in any', async () => {
    const total = async (query: string) => at((await search({ query })).body, 'total');
    expect(await total('remarks:afraid of dogs')).toBe(1);
    expect(await total('name:afraid of dogs')).toBe(0);
    expect(await total('AFRAID')).toBe(1);
  });

  test('businesses are records too', async () => {
    const business = on.sandbox.state.businesses.find(isHere);
    const named = { field: 'properties.name', operator: 'eq', value: business?.name };
    expect(await found(named, 'business')).toMatchObject([{ name: business?.name, email: business?.email }]);
    const fields = await call('GET /custom-fields/object-key/{objectKey}', {
      path: { objectKey: 'business' },
      query: { locationId: locationId() },
    });
    expect(rowsAt(fields.body, 'fields').map(({ fieldKey }) => fieldKey)).toContain('business.name');
  });

  test('one is read by its id, with its dates under other names', async () => {
    const record = on.sandbox.state.objectRecords.find(isHere);
    const get = (schemaKey: string, id = '') =>
      call('GET /objects/{schemaKey}/records/{id}', { path: { schemaKey, id } });
    expect((await get('custom_objects.pet', record?.id)).body).toMatchObject({
      record: { id: record?.id, properties: record?.properties, dateAdded: record?.createdAt },
    });
    expect(await get('business', record?.id)).toMatchObject({ status: 404 });
    expect(await get('custom_objects.boat', record?.id)).toMatchObject({ status: 404 });
  });

  test('are reached to the ten thousandth, and by no cursor', async () => {
    const refused = { status: 400, body: { message: 'Invalid request body' } };
    expect(await search({ page: 201 })).toMatchObject(refused);
    expect(await search({ page: 200 })).toMatchObject({ status: 201 });
    const [first] = rowsAt((await search()).body, 'records');
    expect(await search({ searchAfter: [String(objects([first])[0]?.id)] })).toMatchObject(refused);
    expect(await search({ searchAfter: [] })).toMatchObject({ status: 201 });
  });
});
