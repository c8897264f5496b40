import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, rowsAt, textAt } from './client';

let sandbox: Sandbox;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const create = (body: object) => call('POST /contacts/', { body: { ...here(), ...body } });
const update = (contactId: string, body: { [name: string]: unknown }) =>
  call('PUT /contacts/{contactId}', { path: { contactId }, body: JSON.parse(JSON.stringify(body)) });
const upsert = (body: object) => call('POST /contacts/upsert', { body: { ...here(), ...body } });
const get = (contactId: string) => call('GET /contacts/{contactId}', { path: { contactId } });
const created = async (body: object) => textAt((await create(body)).body, 'contact.id');
const fieldId = (name: string) =>
  sandbox.state.customFields.find((field) => field.name === name && field.locationId === here().locationId)
    ?.id ?? '';

describe('creating a contact', () => {
  test('keeps what was sent, and can be read back', async () => {
    const { status, body } = await create({
      firstName: 'Ada',
      lastName: 'Byron',
      email: 'ada@x.org',
      city: 'London',
    });
    expect(status).toBe(201);
    const contact = { firstName: 'Ada', lastName: 'Byron', email: 'ada@x.org', city: 'London', ...here() };
    expect(body).toMatchObject({ contact, traceId: expect.any(String) });
    expect((await get(textAt(body, 'contact.id'))).body).toMatchObject({ contact });
    expect(textAt(body, 'contact.id')).toMatch(/^[A-Za-z0-9]{20}$/);
    expect(textAt(body, 'contact.dateAdded')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  test('splits a name, and joins the parts', async () => {
    expect((await create({ name: 'Ada Byron Lovelace' })).body).toMatchObject({
      contact: { firstName: 'Ada', lastName: 'Byron Lovelace', name: 'Ada Byron Lovelace' },
    });
  });

  test.each([
    ['+44 20 7946 0000', '+442079460000'],
    ['(212) 555-7777', '+12125557777'],
    ['1-212-555-7777', '+12125557777'],
  ])('writes the phone %s as %s', async (phone, normalised) => {
    expect((await create({ phone })).body).toMatchObject({ contact: { phone: normalised } });
  });

  test('refuses an e-mail that is none', async () => {
    const refused = { status: 422, body: { message: ['email must be an email'] } };
    expect(await create({ email: 'ada' })).toMatchObject(refused);
    expect(await create({ email: '' })).toMatchObject(refused);
  });

  test.each([
    ['email', { email: 'ADA@x.org' }],
    ['phone', { phone: '212 555 7777' }],
  ])('refuses a second one with the same %s, and names the first', async (matchingField, again) => {
    const contactId = await created({ name: 'Ada Byron', email: 'ada@x.org', phone: '+12125557777' });
    expect(await create(again)).toMatchObject({
      status: 400,
      body: {
        statusCode: 400,
        message: 'This location does not allow duplicated contacts.',
        meta: { contactId, matchingField, contactName: 'Ada Byron' },
      },
    });
  });

  test('allows duplicates where the location does', async () => {
    await create({ email: 'ada@x.org' });
    const settings = { allowDuplicateContact: true, contactUniqueIdentifiers: ['email', 'phone'] };
    sandbox.state.locations.update(here().locationId, { settings });
    expect(await create({ email: 'ada@x.org' })).toMatchObject({ status: 201 });
  });

  test('teaches the location a tag it did not have', async () => {
    await create({ name: 'Ada', tags: ['Countess', 'vip'] });
    const { body } = await call('GET /locations/{locationId}/tags', { path: here() });
    const names = rowsAt(body, 'tags').map(({ name }) => name);
    expect(names.filter((name) => name === 'countess' || name === 'vip')).toEqual(['vip', 'countess']);
  });

  test('stores do-not-disturb settings', async () => {
    const dndSettings = { SMS: { status: 'active', message: 'Asked to stop', code: '103' } };
    expect((await create({ name: 'Ada', dnd: true, dndSettings })).body).toMatchObject({
      contact: { dnd: true, dndSettings },
    });
  });

  test('passes any text unharmed', async () => {
    const firstName = 'Ada "the {{contact.name}}" {{=<%>}} 👩🏽‍🔬\n<b>';
    expect((await create({ firstName })).body).toMatchObject({ contact: { firstName } });
  });
});

describe('custom fields', () => {
  test('are written by id or key, and answered as id and value', async () => {
    const customFields = [
      { id: fieldId('Insurance Provider'), field_value: 'Aetna' },
      { key: 'lifetime_value', field_value: '1200.50' },
      { key: 'contact.policy_start_date', field_value: '2026-01-31' },
      { key: 'preferred_days', field_value: ['Monday', 'Friday'] },
    ];
    const { body } = await create({ name: 'Ada', customFields });
    expect(at(body, 'contact.customFields')).toEqual([
      { id: fieldId('Insurance Provider'), value: 'Aetna' },
      { id: fieldId('Lifetime Value'), value: 1200.5 },
      { id: fieldId('Policy Start Date'), value: '2026-01-31' },
      { id: fieldId('Preferred Days'), value: ['Monday', 'Friday'] },
    ]);
  });

  test.each([
    ['lifetime_value', 'much', 'a number'],
    ['household_size', true, 'a number'],
    ['contact_preference', 'Pigeon', 'one of its options'],
    ['interests', ['Check-up', 'Gossip'], 'a list of its options'],
    ['policy_start_date', 'tomorrow', 'a date'],
  ])('of %s refuse %p', async (key, field_value, wanted) => {
    expect(await create({ name: 'Ada', customFields: [{ key, field_value }] })).toMatchObject({
      status: 422,
      body: { message: [expect.stringContaining(`customFields.0.field_value must be ${wanted}`)] },
    });
  });

  test('that the location does not have are refused', async () => {
    const customFields = [{ key: 'Insurance Provider', field_value: 'Aetna' }];
    expect(await create({ name: 'Ada', customFields })).toMatchObject({ status: 422 });
  });

  test('are merged by an update, and taken away by an empty value', async () => {
    const one = { key: 'insurance_provider', field_value: 'Aetna' };
    const other = { key: 'background', field_value: 'Long story' };
    const id = await created({ name: 'Ada', customFields: [one, other] });
    const { body } = await update(id, { customFields: [{ key: 'insurance_provider', field_value: '' }] });
    expect(at(body, 'contact.customFields')).toEqual([{ id: fieldId('Background'), value: 'Long story' }]);
  });
});

describe('updating a contact', () => {
  test('changes what was sent alone, and the date of the update', async () => {
    sandbox.clock.set('2026-03-01T10:00:00Z');
    const id = await created({ firstName: 'Ada', city: 'London' });
    sandbox.clock.advance(1000);
    expect(await update(id, { city: 'Paris' })).toMatchObject({
      status: 200,
      body: {
        succeded: true,
        contact: {
          firstName: 'Ada',
          city: 'Paris',
          dateAdded: '2026-03-01T10:00:00.000Z',
          dateUpdated: '2026-03-01T10:00:01.000Z',
        },
      },
    });
  });

  test('replaces all tags', async () => {
    const id = await created({ name: 'Ada', tags: ['vip', 'newsletter'] });
    expect((await update(id, { tags: ['recall due'] })).body).toMatchObject({
      contact: { tags: ['recall due'] },
    });
  });

  test('clears with null', async () => {
    const id = await created({ name: 'Ada', city: 'London', phone: '+12125557777' });
    await update(id, { city: null, phone: null });
    const { body } = await get(id);
    expect(at(body, 'contact')).not.toHaveProperty('city');
    expect(at(body, 'contact')).not.toHaveProperty('phone');
  });

  test('refuses a gender', async () => {
    const id = await created({ name: 'Ada' });
    expect(await update(id, { gender: 'female' })).toMatchObject({
      status: 422,
      body: { message: ['property gender should not exist'] },
    });
  });

  test('takes a company, and empties it', async () => {
    const id = await created({ name: 'Ada', companyName: 'Old Ltd' });
    for (const companyName of ['New Ltd', '']) {
      await update(id, { companyName });
      expect((await get(id)).body).toMatchObject({ contact: { companyName } });
    }
  });

  test('refuses the e-mail of another', async () => {
    const contactId = await created({ name: 'Ada', email: 'ada@x.org' });
    const id = await created({ name: 'Bea' });
    expect(await update(id, { email: 'ada@x.org' })).toMatchObject({
      status: 400,
      body: { meta: { contactId } },
    });
  });
});

describe('deleting a contact', () => {
  test('answers once, and takes its tasks along', async () => {
    const contactId = await created({ name: 'Ada' });
    sandbox.state.tasks.insert({ ...here(), contactId, title: 'Call' });
    const remove = () => call('DELETE /contacts/{contactId}', { path: { contactId } });
    expect(await remove()).toMatchObject({ status: 200, body: { succeded: true } });
    expect(sandbox.state.tasks.find((task) => task.contactId === contactId)).toBeUndefined();
    expect(await remove()).toMatchObject({
      status: 400,
      body: { message: `Contact not found for id: ${contactId}` },
    });
    expect(await get(contactId)).toMatchObject({ status: 400 });
  });
});

describe('upserting a contact', () => {
  test('creates it, then finds it by e-mail or by phone', async () => {
    const { body } = await upsert({
      name: 'Ada',
      email: 'ada@x.org',
      phone: '+12125557777',
      gender: 'female',
    });
    expect(body).toMatchObject({ new: true, traceId: expect.any(String) });
    expect(at(body, 'contact')).not.toHaveProperty('gender');
    const id = textAt(body, 'contact.id');
    expect((await upsert({ email: 'ADA@x.org' })).body).toMatchObject({ new: false, contact: { id } });
    expect((await upsert({ phone: '212-555-7777', city: 'London' })).body).toMatchObject({
      new: false,
      contact: { id, city: 'London' },
    });
  });

  test('with the e-mail of one and the phone of another updates the first alone', async () => {
    const first = await created({ name: 'Ada', email: 'ada@x.org' });
    const second = await created({ name: 'Bea', phone: '+12125557777' });
    const { body } = await upsert({ email: 'ada@x.org', phone: '+12125557777', city: 'London' });
    expect(body).toMatchObject({ new: false, contact: { id: first, city: 'London' } });
    expect(at(body, 'contact')).not.toHaveProperty('phone');
    expect((await get(second)).body).toMatchObject({ contact: { firstName: 'Bea', phone: '+12125557777' } });
  });

  test('promotes a further e-mail, and the former first one is lost', async () => {
    const id = await created({ name: 'Ada', email: 'ada@x.org' });
    sandbox.state.contacts.update(id, { additionalEmails: [{ email: 'byron@x.org' }] });
    expect((await upsert({ email: 'byron@x.org' })).body).toMatchObject({
      new: false,
      contact: { id, email: 'byron@x.org', additionalEmails: [] },
    });
    expect((await upsert({ email: 'ada@x.org' })).body).toMatchObject({ new: true });
  });

  test('creates a duplicate where the location allows it and the request asks for it', async () => {
    await create({ email: 'ada@x.org' });
    const again = { email: 'ada@x.org', createNewIfDuplicateAllowed: true };
    expect((await upsert(again)).body).toMatchObject({ new: false });
    const settings = { allowDuplicateContact: true, contactUniqueIdentifiers: ['email', 'phone'] };
    sandbox.state.locations.update(here().locationId, { settings });
    expect((await upsert(again)).body).toMatchObject({ new: true });
  });

  test('replaces all tags', async () => {
    await create({ email: 'ada@x.org', tags: ['vip'] });
    expect((await upsert({ email: 'ada@x.org', tags: ['new'] })).body).toMatchObject({
      contact: { tags: ['new'] },
    });
  });

  test('needs an e-mail or a phone', async () => {
    expect(await upsert({ name: 'Ada' })).toMatchObject({ status: 400 });
  });
});

describe('the list of contacts', () => {
  const list = (query: { [name: string]: string } = {}) =>
    call('GET /contacts/', { query: { ...here(), ...query } });
  const ids = (answer: { body: Parameters<typeof rowsAt>[0] }) =>
    rowsAt(answer.body, 'contacts').map(({ id }) => id);

  test('shows the last added first, with names in lower case', async () => {
    const id = await created({ firstName: 'Ada', lastName: 'Byron' });
    const { body } = await list({ limit: '2' });
    expect(rowsAt(body, 'contacts')[0]).toMatchObject({
      id,
      firstName: 'ada',
      firstNameRaw: 'Ada',
      lastName: 'byron',
      lastNameRaw: 'Byron',
    });
    expect(at(body, 'meta.total')).toBe(141);
  });

  test('goes on with both halves of the cursor, and gives every contact once', async () => {
    const seen = new Set<unknown>();
    let cursor: { [name: string]: string } = {};
    do {
      const answer = await list({ limit: '50', ...cursor });
      for (const id of ids(answer)) seen.add(id);
      const { startAfter, startAfterId } = Object(at(answer.body, 'meta'));
      cursor = startAfterId ? { startAfter: String(startAfter), startAfterId: String(startAfterId) } : {};
    } while (cursor.startAfterId);
    expect(seen.size).toBe(140);
  });

  test('repeats the first page with one half alone', async () => {
    const first = await list({ limit: '5' });
    const { startAfter, startAfterId } = Object(at(first.body, 'meta'));
    expect(ids(await list({ limit: '5', startAfterId: String(startAfterId) }))).toEqual(ids(first));
    expect(ids(await list({ limit: '5', startAfter: String(startAfter) }))).toEqual(ids(first));
  });

  test('refuses a page above 100', async () => {
    expect(await list({ limit: '101' })).toMatchObject({ status: 400 });
  });

  test('searches names, e-mails and phones', async () => {
    const id = await created({ name: 'Zebulon Quist', email: 'zq@x.org' });
    expect(ids(await list({ query: 'quist zebu' }))).toEqual([id]);
    expect(ids(await list({ query: 'ZQ@x' }))).toEqual([id]);
  });
});

describe('looking for a duplicate', () => {
  const duplicate = (query: { [name: string]: string }) =>
    call('GET /contacts/search/duplicate', { query: { ...here(), ...query } });

  test('finds by e-mail and by number, and says null of none', async () => {
    const id = await created({ email: 'ada@x.org', phone: '+12125557777' });
    expect((await duplicate({ email: 'ADA@x.org' })).body).toMatchObject({ contact: { id } });
    expect((await duplicate({ number: '+12125557777' })).body).toMatchObject({ contact: { id } });
    expect((await duplicate({ email: 'nobody@x.org' })).body).toMatchObject({ contact: null });
  });
});

describe('contacts and businesses', () => {
  test('are tied in bulk, listed page by page, and untied with null', async () => {
    const businessId = sandbox.state.businesses.insert({ ...here(), name: 'Lovelace & Co' }).id;
    const ids = [await created({ name: 'Ada One' }), await created({ name: 'Ada Two' })];
    const tie = (to: string | null) =>
      call('POST /contacts/bulk/business', { body: { ...here(), ids, businessId: to } });
    expect(await tie(businessId)).toMatchObject({ status: 200, body: { success: true, ids } });
    const list = (query = {}) =>
      call('GET /contacts/business/{businessId}', { path: { businessId }, query: { ...here(), ...query } });
    expect((await list()).body).toMatchObject({ count: 2 });
    expect(rowsAt((await list({ limit: '1', skip: '1' })).body, 'contacts')).toHaveLength(1);
    expect((await list({ query: 'two' })).body).toMatchObject({ contacts: [{ id: ids[1] }] });
    expect(await tie(null)).toMatchObject({ status: 200 });
    expect((await list()).body).toMatchObject({ count: 0, contacts: [] });
  });
});
