/** The three steps for any endpoint: their forms, what they send, what they give, and how they fail. */
import app from '../../index';
import type { Json } from '../../sandbox/json';
import { first, harness } from '../support/harness';

const zap = harness();

const location = () => first(zap.sandbox.locations).locationId;
const product = () => first(zap.sandbox.state.products.where((row) => row.locationId === location()));
const fieldsOf = (kind: 'triggers' | 'creates' | 'searches', key: string) =>
  app[kind][key]?.operation.inputFields ?? [];

interface Shown {
  key: string;
  label: string;
  required?: boolean;
  choices?: unknown;
  children?: Shown[];
}

/** The form that a step shows once an endpoint is chosen. */
async function form(endpoint: string, step = 'any_endpoint', as = zap.authData): Promise<Shown[]> {
  const kind = step === 'any_endpoint' ? 'creates' : step.startsWith('find') ? 'searches' : 'triggers';
  const functions = fieldsOf(kind, step).filter((field) => typeof field === 'function');
  const shown = await Promise.all(functions.map((field) => zap.call(field, { endpoint }, { authData: as })));
  return JSON.parse(JSON.stringify(shown.flat()));
}

const keysOf = (fields: Shown[]) => fields.map(({ key }) => key);

/** What one of the step's own lists offers. */
async function listed(
  key: string,
  input: object,
  step: 'any_endpoint' | 'find_with_any_endpoint',
  meta = {},
) {
  const kind = step === 'any_endpoint' ? 'creates' : 'searches';
  const field = fieldsOf(kind, step).find((one) => 'key' in one && one.key === key);
  const { perform } = Object(Object(field).choices);
  return (await zap.call(perform, input, { meta })) as {
    results: { id: string; label: string }[];
    paging_token?: string;
  };
}

const call = async (input: object, extra?: object): Promise<{ [field: string]: unknown }> =>
  Object(await zap.run('creates', 'any_endpoint', input, extra));

describe('the choice', () => {
  test('is narrowed by area, and named in plain words', async () => {
    const { results } = await listed('endpoint', { area: 'Products & Store' }, 'any_endpoint');
    expect(results).toContainEqual({ id: 'POST /products/', label: 'Products & Store · Create Product' });
    expect(results.every(({ label }) => label.startsWith('Products & Store · '))).toBe(true);
  });

  test('offers every endpoint but those that give tokens, page by page', async () => {
    const ids: string[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const page: Awaited<ReturnType<typeof listed>> = await listed('endpoint', {}, 'any_endpoint', {
        paging_token: token,
      });
      ids.push(...page.results.map(({ id }) => id));
      token = page.paging_token;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(650);
    expect(ids.filter((id) => /token/i.test(id))).toEqual([]);
  });

  test('offers a search what reads, and nothing else', async () => {
    const { results } = await listed('endpoint', { area: 'Products & Store' }, 'find_with_any_endpoint');
    expect(results.length).toBeGreaterThan(5);
    expect(results.filter(({ id }) => !id.startsWith('GET '))).toEqual([
      expect.objectContaining({ id: expect.stringMatching(/shipping-rates/) }),
    ]);
  });
});

describe('the form', () => {
  test('has what the endpoint takes: what is required first, the account filled by the connection', async () => {
    const fields = await form('POST /products/{productId}/price');
    const keys = keysOf(fields);
    expect(keys.slice(0, 5)).toEqual(['productId', 'amount', 'currency', 'name', 'type']);
    expect(keys).not.toContain('locationId');
    expect(keys).toEqual(
      expect.arrayContaining(['recurring__interval', 'shippingOptions__dimensions__height']),
    );
    expect(fields.find(({ key }) => key === 'recurring__interval')).toMatchObject({
      label: 'Recurring: Interval',
      choices: expect.arrayContaining([expect.objectContaining({ value: 'month', label: 'Month' })]),
    });
  });

  test('offers the records that other steps know', async () => {
    const [field] = await form('POST /products/{productId}/price');
    expect(field).toMatchObject({
      key: 'productId',
      choices: expect.arrayContaining([expect.objectContaining({ value: product().id })]),
    });
  });

  test('has rows for lists of records, and JSON for what is deeper', async () => {
    const fields = await form('POST /invoices/');
    const items = fields.find(({ key }) => key === 'items' || key === 'invoiceItems');
    expect(keysOf(items?.children ?? [])).toEqual(
      expect.arrayContaining([`${items?.key}__name`, `${items?.key}__qty`, `${items?.key}__amount`]),
    );
  });

  test('asks an agency for the sub-account', async () => {
    const [field] = await form('POST /products/', 'any_endpoint', zap.agencyAuthData);
    expect(field).toMatchObject({ key: 'locationId', required: true });
  });

  test.each([
    ['GET /snapshots/', []],
    ['GET /locations/search', [['Sub-Account', false]]],
    ['GET /custom-menus/', [['Location ID', false]]],
    ['GET /locations/{locationId}', [['Sub-Account', true]]],
    ['GET /forms/', [['Sub-Account', true]]],
    ['GET /users/search', [['Sub-Account', false]]],
  ])('asks an agency for the sub-account of %s where it is used: %j', async (endpoint, asked) => {
    const fields = await form(endpoint, 'any_endpoint', zap.agencyAuthData);
    const locations = fields.filter(({ key }) => key === 'locationId');
    expect(locations.map(({ label, required = false }) => [label, required])).toEqual(asked);
  });

  test('is empty until an endpoint is chosen that there is', async () => {
    expect(await form('')).toEqual([]);
    expect(await form('GET /nothing/of/that/kind')).toEqual([]);
  });
});

describe('a call', () => {
  test('sends what is filled in, in its types and places, and gives the answer', async () => {
    const { id } = product();
    const made = await call({
      endpoint: 'POST /products/{productId}/price',
      productId: id,
      name: 'Monthly',
      type: 'Recurring',
      currency: 'USD',
      amount: '49.5',
      recurring__interval: 'Month',
      recurring__intervalCount: '1',
    });
    expect(first(zap.sent())).toMatchObject({
      method: 'POST',
      path: `/products/${id}/price`,
      body: {
        amount: 49.5,
        currency: 'USD',
        locationId: location(),
        name: 'Monthly',
        recurring: { interval: 'month', intervalCount: 1 },
        type: 'recurring',
      },
    });
    expect(made).toMatchObject({ id: expect.any(String), name: 'Monthly', amount: 49.5 });
  });

  test.each([
    'products & store · list products',
    'GET products',
    'get   /products//',
    'GET https://services.leadconnectorhq.com/products/',
  ])('takes an endpoint that is written “%s”', async (endpoint) => {
    await call({ endpoint });
    expect(first(zap.sent())).toMatchObject({ method: 'GET', path: '/products/' });
  });

  test.each(['GET /products/{id}', 'GET /products/:product_id/'])(
    'takes “%s”, whose IDs are called otherwise',
    async (endpoint) => {
      const { id } = product();
      expect(await call({ endpoint, productId: id })).toMatchObject({ id });
    },
  );

  test.each([
    ['GET /products/abc', 'GET /products/{productId}'],
    ['v3 get /contacts/abc/notes/def', 'GET /contacts/{contactId}/notes/{id}'],
    ['GET /products/?limit=3', 'GET /products/'],
  ])('of “%s” tells that it is %s, with fields for the rest', async (endpoint, meant) => {
    expect(await zap.sentence(call({ endpoint }))).toBe(
      `“Endpoint” must be ${meant}: IDs and values have fields of their own; it is “${endpoint}”.`,
    );
  });

  test('takes the version that is typed, where the versions call an ID otherwise', async () => {
    for (const [endpoint, field] of [
      ['POST /ad-publishing/facebook/adsets/{adsetId}/pause', 'adsetId'],
      ['v3 POST /ad-publishing/facebook/adsets/{adSetId}/pause', 'adSetId'],
      ['v3 POST /ad-publishing/facebook/adsets/{adsetId}/pause', 'adSetId'],
    ] as const) {
      expect(keysOf(await form(endpoint))).toContain(field);
    }
  });

  test('tells that version 3 does not have an endpoint', async () => {
    const refused = zap.sentence(call({ endpoint: 'v3 GET /contacts/' }));
    expect(await refused).toBe(
      '“Endpoint” must be GET /contacts/: version 3 does not have it; it is “v3 GET /contacts/”.',
    );
  });

  test('reads rows that have the API’s own names, records within them too', async () => {
    const endpoint = 'POST /products/';
    const medias = [{ id: 'm1', url: 'https://a.example/x.png', type: 'image', isFeatured: true }];
    const variants = [{ id: 'v1', name: 'Size', options: [{ id: 'o1', name: 'XL' }] }];
    for (const rows of [medias, JSON.stringify(medias)]) {
      await call({ endpoint, name: 'Chair', productType: 'DIGITAL', medias: rows, variants });
    }
    const sent = { medias, variants };
    expect(zap.sent().map(({ body }) => body)).toEqual([
      expect.objectContaining(sent),
      expect.objectContaining(sent),
    ]);
  });

  test.each([
    ['GET /calendars/events', 'startTime', 'endTime', { calendarId: 'x9Qm2LrT7bWc4VnZ' }],
    ['GET /conversations/search', 'startDate', 'endDate', {}],
  ])('of %s takes dates where HighLevel wants milliseconds', async (endpoint, from, to, more) => {
    const ms = Date.parse('2026-12-02T10:00:00Z');
    const input = { endpoint, ...more, [from]: '2026-12-02T10:00:00Z', [to]: String(ms) };
    await call(input).catch(() => undefined);
    expect(zap.sent().at(-1)?.query).toMatchObject({ [from]: String(ms), [to]: String(ms) });
  });

  test('neither sends nor refuses what is left of another endpoint', async () => {
    await call({
      endpoint: 'POST /products/',
      name: 'Chair',
      productType: 'DIGITAL',
      productId: '../..',
      recurring__interval: 'never',
      items: [{}],
      agreed: 'deletes DELETE /products/{productId}',
    });
    expect(first(zap.sent()).body).toEqual({ locationId: location(), name: 'Chair', productType: 'DIGITAL' });
  });

  test('sends a list empty that must be there and may be empty', async () => {
    const post = { endpoint: 'POST /social-media-posting/{locationId}/posts', type: 'post', userId: 'u1' };
    expect(keysOf((await form(post.endpoint)).filter(({ required }) => required))).not.toContain('media');
    const body = { results: { post: { _id: 'p1' } } };
    zap.sandbox.faults.add({ endpoint: 'POST /social-media-posting/{locationId}/posts', status: 201, body });
    await call({ ...post, agreed: 'yes', accountIds: ['a'], summary: 'Spring' });
    expect(zap.sent().at(-1)?.body).toMatchObject({ media: [], summary: 'Spring' });
  });

  test('takes a method and path that are typed, of either version', async () => {
    await call({ endpoint: 'get /products' });
    await call({ endpoint: 'v3 GET /products/' });
    expect(zap.sent().map(({ path, headers }) => [path, headers.version])).toEqual([
      ['/products/', '2021-07-28'],
      ['/products/', 'v3'],
    ]);
  });

  test('that deletes runs once its owner has agreed to that', async () => {
    const { id } = product();
    const input = { endpoint: 'DELETE /products/{productId}', productId: id };
    expect(await zap.sentence(call(input))).toMatch(/needs a value for “Delete\?”/);
    expect(await zap.sentence(call({ ...input, agreed: 'sends' }))).toMatch(/“Delete\?” must be Yes/);
    const other = `deletes DELETE /contacts/{contactId}`;
    expect(await zap.sentence(call({ ...input, agreed: other }))).toMatch(/“Delete\?” must be Yes/);
    expect(zap.sent()).toEqual([]);
    expect(await call({ ...input, agreed: `deletes ${input.endpoint}` })).toMatchObject({
      id,
      deleted: true,
    });
    expect(zap.sandbox.state.products.find((row) => row.id === id)).toBeUndefined();
  });

  test.each([
    [{}, /needs a value for “Endpoint”/],
    [{ endpoint: 'GET /nothing/of/that/kind' }, /“Endpoint” must be one of the list/],
    [{ endpoint: 'POST /oauth/token' }, /“Endpoint” must be one of the list/],
    [{ endpoint: 'POST /products/', name: 'Chair' }, /needs a value for “Product Type”/],
    [
      {
        endpoint: 'POST /products/{productId}/price',
        productId: 'p',
        name: 'n',
        type: 'one_time',
        currency: 'USD',
        amount: 1,
        recurring__intervalCount: 2,
      },
      /needs a value for “Recurring: Interval”/,
    ],
    [
      {
        endpoint: 'POST /products/{productId}/price',
        productId: 'p',
        name: 'n',
        type: 'weekly',
        currency: 'USD',
        amount: 1,
      },
      /“Type” must be One Time or Recurring; it is “weekly”/,
    ],
    [{ endpoint: 'POST /objects/{schemaKey}/records', schemaKey: '../x' }, /must be an ID|unfit|needs/],
  ])('of %j is refused before anything is sent', async (input, says) => {
    expect(await zap.sentence(call(input))).toMatch(says);
    expect(zap.sent()).toEqual([]);
  });

  test('that HighLevel refuses tells why, by the label of the field', async () => {
    zap.sandbox.faults.add({
      endpoint: 'POST /products/',
      status: 422,
      body: { message: ['name must be longer than or equal to 3 characters'] },
    });
    const refused = call({ endpoint: 'POST /products/', name: 'C', productType: 'DIGITAL' });
    expect(await zap.sentence(refused)).toMatch(/HighLevel says: “Name must be longer than/);
  });
});

describe('a search', () => {
  const find = async (input: object) =>
    (await zap.run('searches', 'find_with_any_endpoint', input)) as object[];

  test('finds the list in the answer, and gives the first or all', async () => {
    const all = zap.sandbox.state.products.where((row) => row.locationId === location());
    expect(await find({ endpoint: 'GET /products/' })).toEqual([
      expect.objectContaining({ id: expect.any(String) }),
    ]);
    expect(await find({ endpoint: 'GET /products/', results: 'all' })).toEqual([
      expect.objectContaining({ count: all.length, results: expect.any(Array) }),
    ]);
  });

  test.each<[what: string, answer: Json, found: unknown]>([
    ['is the list itself', [{ id: 'a' }, { id: 'b' }], [{ id: 'a' }]],
    ['has the list further within', { data: { products: [{ _id: 'a' }] } }, [{ id: 'a' }]],
    ['has the list under another name', { total: 1, things: [{ _id: 'a' }] }, [{ id: 'a' }]],
    [
      'has other lists too',
      { errors: [], notes: ['x'], warnings: [{ w: 1 }], rows: [{ id: 7 }] },
      [{ id: '7' }],
    ],
    ['has an empty list', { products: [], total: 0 }, []],
    ['counts none', { products: null, total: 0 }, []],
    ['is one record', { _id: 'a', tags: [{ id: 't' }] }, [{ id: 'a' }]],
    ['holds one record', { product: { _id: 'a', tags: [{ id: 't' }] } }, [{ id: 'a' }]],
  ])('reads an answer that %s', async (_what, body, found) => {
    zap.sandbox.faults.add({ endpoint: 'GET /products/', status: 200, body });
    expect(await find({ endpoint: 'GET /products/' })).toMatchObject(Object(found));
  });

  test('gives a list that is the answer to one record a name that can be mapped', async () => {
    const { id } = product();
    zap.sandbox.faults.add({ endpoint: 'GET /products/{productId}', status: 200, body: ['a', 'b'] });
    const found = await find({ endpoint: 'GET /products/{productId}', productId: id });
    expect(found).toEqual([{ id: expect.any(String), items: ['a', 'b'] }]);
  });

  test('finds one record by its id, and nothing where it is gone', async () => {
    const { id } = product();
    expect(await find({ endpoint: 'GET /products/{productId}', productId: id })).toEqual([
      expect.objectContaining({ id }),
    ]);
    expect(await find({ endpoint: 'GET /products/{productId}', productId: 'gone1234567890' })).toEqual([]);
  });

  test('calls nothing that changes something', async () => {
    expect(await zap.sentence(find({ endpoint: 'DELETE /products/{productId}', productId: 'x' }))).toMatch(
      /“Endpoint” must be one that this step can call/,
    );
    expect(zap.sent()).toEqual([]);
  });
});

describe('a trigger', () => {
  const poll = async (input: object, meta = {}) =>
    (await zap.run('triggers', 'watch_any_endpoint', input, { meta })) as { id: string; revision: string }[];

  test('gives each record of a list once as new, and again where it changed', async () => {
    const input = { endpoint: 'GET /products/', fireOn: 'updated' };
    const known = await poll(input, { isPopulatingDedupe: true });
    const [one] = known;
    expect(known.length).toBeGreaterThan(1);
    const row = zap.sandbox.state.products.find((each) => each.id === one?.id);
    Object.assign(row ?? {}, { name: 'Another name', updatedAt: new Date().toISOString() });
    const seen = new Set(known.map(({ id, revision }) => `${id} ${revision}`));
    const fired = (await poll(input)).filter(({ id, revision }) => !seen.has(`${id} ${revision}`));
    expect(fired).toEqual([expect.objectContaining({ id: one?.id, name: 'Another name' })]);
  });

  test('gives the one record of an answer, and another revision once it changed', async () => {
    const { id } = product();
    const input = { endpoint: 'GET /products/{productId}', productId: id };
    const [before] = await poll(input);
    Object.assign(zap.sandbox.state.products.find((each) => each.id === id) ?? {}, { name: 'Renamed' });
    const [after] = await poll(input);
    expect(before).toMatchObject({ id });
    expect(after).toMatchObject({ id, name: 'Renamed' });
    expect(after?.revision).not.toBe(before?.revision);
  });

  test('knows the records by the field that was chosen for that', async () => {
    const records = await poll({ endpoint: 'GET /products/', idField: 'name' });
    expect(records.map(({ id }) => id)).toContain(product().name);
  });

  test('knows a record that has no id by what it holds, in whatever order', async () => {
    const ids = async (body: Json) => {
      zap.sandbox.faults.add({ endpoint: 'GET /products/', status: 200, body });
      return (await poll({ endpoint: 'GET /products/' })).map(({ id }) => id);
    };
    const [one, two] = await ids({ products: [{ a: 1, b: { c: 2, d: 3 } }, { a: 2 }] });
    expect(
      await ids({
        products: [
          { a: 2, e: null },
          { b: { d: 3, c: 2 }, a: 1 },
        ],
      }),
    ).toEqual([two, one]);
    expect(one).not.toBe(two);
  });

  test('fires nothing where the answer says nothing', async () => {
    const endpoint = 'GET /products/{productId}';
    zap.sandbox.faults.add({ endpoint, status: 200, body: {} });
    expect(await poll({ endpoint, productId: product().id })).toEqual([]);
  });

  test.each([
    ['GET /contacts/', 'limit'],
    ['POST /contacts/search', 'pageLimit'],
    ['GET /products/', 'limit'],
  ])(
    'reads all of %s when it is turned on, in pages of the size that is asked for',
    async (endpoint, size) => {
      const all = await poll({ endpoint }, { isPopulatingDedupe: true });
      const paged = await poll({ endpoint, [size]: '2' }, { isPopulatingDedupe: true });
      expect(all.length).toBeGreaterThan(2);
      expect(new Set(paged.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)));
      const shown = await form(endpoint, 'watch_any_endpoint');
      expect(shown.find(({ key }) => key === size)?.required ?? false).toBe(false);
      expect(keysOf(shown).filter((key) => /^(page$|offset|skip|startAfter|searchAfter)/.test(key))).toEqual(
        [],
      );
    },
  );

  test('asks for neither page nor offset, and what starts the Zap', async () => {
    const keys = keysOf(await form('GET /products/', 'watch_any_endpoint'));
    expect(keys).toEqual(expect.arrayContaining(['fireOn', 'idField', 'timeField', 'limit']));
    expect(keys).not.toContain('offset');
  });
});

test('a call that answers a file gives it as one', async () => {
  const call_ = first(zap.sandbox.state.messages.where((row) => row.messageType === 'TYPE_CALL'));
  const made = await call({
    endpoint: 'GET /conversations/messages/{messageId}/locations/{locationId}/recording',
    messageId: call_.id,
  });
  expect(made).toMatchObject({ id: call_.id, file: expect.stringMatching(/^hydrate\|\|\|/) });
});
