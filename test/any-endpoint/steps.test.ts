/** The three steps for any endpoint: their forms, what they send, what they give, and how they fail. */
import app from '../../index';
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
    expect(zap.sent()).toEqual([]);
    expect(await call({ ...input, agreed: 'deletes' })).toMatchObject({ id, deleted: true });
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
