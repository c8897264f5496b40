/** What the sandbox does at endpoints without a handler of their own. */
import { at, rowsAt, sandboxOfFile, textAt } from './client';

const file = sandboxOfFile('2026-06-15T12:00:00Z');
const { call, locationId } = file;
const here = () => ({ locationId: locationId() });
const account = () => ({ altId: locationId(), altType: 'location' });
const other = () => file.sandbox.locations[1]?.accessToken ?? '';

const newZone = async (name = 'Europe') => {
  const body = { ...account(), name, countries: [{ code: 'FR' }] };
  return textAt((await call('POST /store/shipping-zone', { body })).body, 'data._id');
};
const zones = async (query = {}) =>
  rowsAt((await call('GET /store/shipping-zone', { query: { ...account(), ...query } })).body, 'data');

describe('the first records', () => {
  const links = async (token?: string, location = locationId()) =>
    rowsAt(
      (await call('GET /links/', { query: { locationId: location }, ...(token && { token }) })).body,
      'links',
    );

  test('are the same at each call, and each sub-account has its own', async () => {
    const mine = await links();
    expect(mine).toHaveLength(3);
    expect(mine[0]).toEqual({
      id: expect.any(String),
      ...here(),
      name: expect.stringContaining('Link '),
      fieldKey: expect.any(String),
      redirectTo: expect.stringContaining('https://'),
    });
    expect(await links()).toEqual(mine);
    const theirs = await links(other(), file.sandbox.locations[1]?.locationId);
    expect(theirs).toHaveLength(3);
    expect(theirs.map(({ id }) => id)).not.toContain(mine[0]?.id);
  });

  test('come again after a reset, and what was made is gone', async () => {
    const before = await links();
    await call('POST /links/', {
      body: { ...here(), name: 'Spring offer', redirectTo: 'https://a.example' },
    });
    await call('DELETE /links/{linkId}', { path: { linkId: String(before[0]?.id) } });
    expect((await links()).map(({ name }) => name)).toEqual([
      'Spring offer',
      before[1]?.name,
      before[2]?.name,
    ]);
    file.sandbox.reset();
    expect(await links()).toEqual(before);
  });

  test('name contacts, users and others that are there', async () => {
    const { body } = await call('GET /affiliate-manager/{locationId}/affiliates', { path: here() });
    expect(file.sandbox.state.contacts.get(textAt(body, 'affiliates.0.contactId'))).toMatchObject(here());
  });
});

describe('a new record', () => {
  test('has what was sent, what is always there, and nothing else', async () => {
    const body = { ...account(), name: 'Post', callbackUrl: 'https://carrier.example/rates' };
    const made = await call('POST /store/shipping-carrier', { body });
    expect(made).toMatchObject({ status: 201, body: { status: true } });
    expect(at(made.body, 'data')).toEqual({
      _id: expect.any(String),
      ...body,
      marketplaceAppId: expect.any(String),
      createdAt: '2026-06-15T12:00:00.000Z',
      updatedAt: '2026-06-15T12:00:00.000Z',
    });
  });

  test('keeps what a change does not send, and tells when it was changed', async () => {
    const shippingZoneId = await newZone();
    file.sandbox.clock.advance(60_000);
    const change = { path: { shippingZoneId }, body: { ...account(), name: 'The EU' } };
    expect(await call('PUT /store/shipping-zone/{shippingZoneId}', change)).toMatchObject({
      status: 200,
      body: {
        data: {
          _id: shippingZoneId,
          name: 'The EU',
          countries: [{ code: 'FR' }],
          createdAt: '2026-06-15T12:00:00.000Z',
          updatedAt: '2026-06-15T12:01:00.000Z',
        },
      },
    });
  });

  test('is unknown to another sub-account', async () => {
    const linkId = textAt(
      (await call('POST /links/', { body: { ...here(), name: 'A', redirectTo: 'https://a.example' } })).body,
      'link.id',
    );
    const query = { locationId: file.sandbox.locations[1]?.locationId ?? '' };
    const read = await call('GET /links/id/{linkId}', { path: { linkId }, query, token: other() });
    expect(read).toMatchObject({ status: 404, body: { message: `Link not found for id: ${linkId}` } });
  });

  test('has none of the records that belong to the first ones', async () => {
    const rates = async (shippingZoneId: string) => {
      const request = { path: { shippingZoneId }, query: account() };
      const { body } = await call('GET /store/shipping-zone/{shippingZoneId}/shipping-rate', request);
      return rowsAt(body, 'data').map(({ name }) => name);
    };
    const [first] = await zones();
    expect(await rates(String(first?._id))).toHaveLength(3);
    const shippingZoneId = await newZone();
    expect(await rates(shippingZoneId)).toEqual([]);
    const rate = { name: 'Express', amount: 12, currency: 'EUR', conditionType: 'none', minCondition: 0 };
    const more = { maxCondition: 10, shippingCarrierId: 'carrier' };
    await call('POST /store/shipping-zone/{shippingZoneId}/shipping-rate', {
      path: { shippingZoneId },
      body: { ...account(), ...rate, ...more },
    });
    expect(await rates(shippingZoneId)).toEqual(['Express']);
    expect(
      await call('GET /store/shipping-zone/{shippingZoneId}/shipping-rate', {
        path: { shippingZoneId: 'gone' },
        query: account(),
      }),
    ).toMatchObject({ status: 404, body: { message: 'Shipping zone not found for id: gone' } });
  });
});

describe('a list', () => {
  test('comes in pages, the latest first, with the number of all', async () => {
    await newZone('Asia');
    file.sandbox.clock.advance(1000);
    await newZone('Africa');
    expect((await zones({ limit: '2' })).map(({ name }) => name)).toEqual(['Africa', 'Asia']);
    const { body } = await call('GET /store/shipping-zone', {
      query: { ...account(), limit: '2', offset: '1' },
    });
    expect(body).toMatchObject({ total: 5, data: [{ name: 'Asia' }, {}] });
  });

  test('goes on behind the last record of a page', async () => {
    const page = async (query = {}) =>
      (await call('GET /knowledge-bases/', { query: { ...here(), limit: '2', ...query } })).body;
    const first = await page();
    expect(first).toMatchObject({ data: { hasMore: true, activeCount: 3 } });
    const next = await page({ lastKnowledgeBaseId: textAt(first, 'data.lastKnowledgeBaseId') });
    expect(at(next, 'data.hasMore')).toBe(false);
    expect(at(next, 'data.lastKnowledgeBaseId')).toBeUndefined();
    const ids = [first, next].flatMap((body) => rowsAt(body, 'data.knowledgeBases')).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  test('has only what the query asks for', async () => {
    const knowledgeBaseId = textAt(
      (await call('POST /knowledge-bases/', { body: { ...here(), name: 'House rules' } })).body,
      'data.id',
    );
    const faqs = async () =>
      rowsAt(
        (await call('GET /knowledge-bases/faqs', { query: { ...here(), knowledgeBaseId } })).body,
        'faqs',
      );
    expect(await faqs()).toEqual([]);
    const body = { ...here(), knowledgeBaseId, question: 'When do you open?', answer: 'At nine.' };
    await call('POST /knowledge-bases/faqs', { body });
    expect(await faqs()).toMatchObject([{ question: 'When do you open?' }]);
  });
});

describe('records that have a table of their own', () => {
  const products = async () => rowsAt((await call('GET /products/', { query: here() })).body, 'products');

  test('a product and its price are in the sandbox’s own lists, until they are deleted', async () => {
    const product = { ...here(), name: 'Gift card', productType: 'DIGITAL' };
    const productId = textAt((await call('POST /products/', { body: product })).body, '_id');
    expect(await products()).toContainEqual(expect.objectContaining({ _id: productId, name: 'Gift card' }));
    const price = { ...here(), name: 'Small', type: 'one_time', currency: 'USD', amount: 20 };
    const made = await call('POST /products/{productId}/price', { path: { productId }, body: price });
    expect(made).toMatchObject({ status: 201, body: { product: productId, amount: 20 } });
    const listed = await call('GET /products/{productId}/price', { path: { productId }, query: here() });
    expect(listed.body).toMatchObject({
      total: 1,
      prices: [{ _id: textAt(made.body, '_id'), name: 'Small' }],
    });

    await call('PUT /products/{productId}', { path: { productId }, body: { ...product, name: 'Gift box' } });
    expect(await products()).toContainEqual(expect.objectContaining({ _id: productId, name: 'Gift box' }));
    await call('DELETE /products/{productId}', { path: { productId }, query: here() });
    expect((await products()).map(({ _id }) => _id)).not.toContain(productId);
  });

  test('tags of posts by their ids', async () => {
    const tags = await call('GET /social-media-posting/{locationId}/tags', { path: here() });
    const [tag] = rowsAt(tags.body, 'results.tags');
    const asked = { path: here(), body: { tagIds: [String(tag?._id)] } };
    const { body } = await call('POST /social-media-posting/{locationId}/tags/details', asked);
    expect(body).toMatchObject({ results: { count: 1, tags: [{ _id: tag?._id, tag: tag?.tag }] } });
  });

  test('a Voice AI agent that is deleted is answered for with no body', async () => {
    const agentId = textAt(
      (await call('POST /voice-ai/agents', { body: { ...here(), agentName: 'Night desk' } })).body,
      'id',
    );
    const agents = async () => rowsAt((await call('GET /voice-ai/agents', { query: here() })).body, 'agents');
    expect(await agents()).toContainEqual(expect.objectContaining({ id: agentId, agentName: 'Night desk' }));
    const gone = await call('DELETE /voice-ai/agents/{agentId}', { path: { agentId }, query: here() });
    expect(gone).toMatchObject({ status: 204, body: null });
    expect((await agents()).map(({ id }) => id)).not.toContain(agentId);
  });
});

describe('other ways to name a record', () => {
  test('a coupon by an id in the query or the body', async () => {
    const coupon = { ...account(), name: 'Spring', code: 'SPRING', discountType: 'amount', discountValue: 5 };
    const body = { ...coupon, startDate: '2026-07-01T00:00:00.000Z' };
    const id = textAt((await call('POST /payments/coupon', { body })).body, '_id');
    await call('PUT /payments/coupon', { body: { ...body, id, name: 'Summer' } });
    const query = { ...account(), id, code: 'SPRING' };
    expect((await call('GET /payments/coupon', { query })).body).toMatchObject({ _id: id, name: 'Summer' });
    expect(await call('DELETE /payments/coupon', { body: { ...account(), id } })).toMatchObject({
      status: 200,
      body: { success: true },
    });
    expect((await call('GET /payments/coupon', { query })).status).toBe(404);
  });

  test('several by their ids', async () => {
    const urls = async () =>
      rowsAt(
        (await call('GET /knowledge-bases/crawler', { query: { ...here(), knowledgeBaseId } })).body,
        'urls',
      ).map(({ id }) => String(id));
    const knowledgeBaseId = textAt(
      (await call('GET /knowledge-bases/', { query: here() })).body,
      'data.knowledgeBases.0.id',
    );
    const [first = '', second = '', third] = await urls();
    await call('DELETE /knowledge-bases/crawler', {
      body: { ...here(), knowledgeBaseId, urlIds: [first, second] },
    });
    expect(await urls()).toEqual([third]);
  });

  test('the one that an account has, such as its settings', async () => {
    const origin = { name: 'Shop', country: 'US', city: 'Austin', street1: '1 Oak St', zip: '73301' };
    const body = { ...account(), shippingOrigin: origin };
    await call('POST /store/store-setting', { body });
    await call('POST /store/store-setting', {
      body: { ...body, shippingOrigin: { ...origin, city: 'Waco' } },
    });
    const { body: read } = await call('GET /store/store-setting', { query: account() });
    expect(at(read, 'data.shippingOrigin.city')).toBe('Waco');
  });
});

describe('an action', () => {
  test('copies a record', async () => {
    const body = { ...here(), name: 'Brand', objective: 'OUTCOME_LEADS' };
    const put = await call('PUT /ad-publishing/facebook/campaigns', { body });
    const campaignId = textAt(put.body, 'id');
    const copied = await call('POST /ad-publishing/facebook/campaigns/{campaignId}/duplicate', {
      path: { campaignId },
      body: here(),
    });
    const id = textAt(copied.body, 'id');
    expect(id).not.toBe(campaignId);
    const read = await call('GET /ad-publishing/facebook/campaign/{campaignId}', {
      path: { campaignId: id },
      query: here(),
    });
    expect(read.body).toMatchObject({ id, name: 'Brand' });
  });

  test('leads to the status that is named after it', async () => {
    const invoices = async (status: string) => {
      const query = { ...account(), limit: '20', offset: '0', status };
      return rowsAt((await call('GET /invoices/', { query })).body, 'invoices').map(({ _id }) => String(_id));
    };
    const [invoiceId = ''] = await invoices('sent');
    const request = { path: { invoiceId }, body: account() };
    expect((await call('POST /invoices/{invoiceId}/void', request)).body).toMatchObject({ status: 'void' });
    expect(await invoices('void')).toContain(invoiceId);
    expect(await invoices('sent')).not.toContain(invoiceId);
  });

  test('wants a record that is there', async () => {
    const body = { ...account(), liveMode: true };
    const path = { scheduleId: 'gone' };
    expect(await call('POST /invoices/schedule/{scheduleId}/schedule', { path, body })).toMatchObject({
      status: 404,
      body: { message: 'Schedule not found for id: gone' },
    });
  });
});

test('scopes and limits hold here, too', async () => {
  const token = file.sandbox.issueToken({ ...here(), scopes: ['contacts.readonly'] });
  expect(await call('GET /links/', { query: here(), token })).toMatchObject({
    status: 401,
    body: { message: 'The token is not authorized for this scope.' },
  });
  file.sandbox.limits = { burst: 0 };
  expect((await call('GET /links/', { query: here() })).status).toBe(429);
});
