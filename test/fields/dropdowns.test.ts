/** Drop-downs: what people choose from, read from the account when the step is edited. */
import type { DropdownName } from '../../fields/dropdown-list';
import { choicesOf } from '../../fields/dropdowns';
import app from '../../index';
import { at, items } from '../../zapier';
import { type Extra, first, harness } from '../support/harness';

const zap = harness();
const here = () => first(zap.sandbox.locations).locationId;
const isHere = (row: { locationId: string }) => row.locationId === here();

/** A page of a drop-down, and the token of the one after it. */
interface Page {
  results: { id: string; label: string }[];
  next: unknown;
}

/** The drop-down of a field of an action's form. */
async function page(create: string, key: string, inputData: object = {}, extra: Extra = {}): Promise<Page> {
  const fields = items(at(app.creates, create, 'operation', 'inputFields'));
  const field = fields.find((one) => one.key === key);
  const answer = await zap.call(at(field, 'choices', 'perform'), inputData, extra);
  const results = items(at(answer, 'results')).map(({ id, label }) => ({
    id: String(id),
    label: String(label),
  }));
  return { results, next: at(answer, 'paging_token') };
}

const byName = (row: { id: string; [field: string]: unknown }) => ({ id: row.id, label: String(row.name) });
const byNameAndState = (row: { id: string; [field: string]: unknown }) => ({
  id: row.id,
  label: row.status === 'draft' ? `${row.name} (draft)` : String(row.name),
});

test('users are those who work in the location, by name and email', async () => {
  const { results, next } = await page('create_contact', 'assignedTo');
  const users = zap.sandbox.state.users.where(({ locationIds }) => locationIds.includes(here()));
  expect(users.length).toBeGreaterThan(0);
  expect(results).toEqual(users.map(({ id, name, email }) => ({ id, label: `${name} · ${email}` })));
  expect(next).toBeUndefined();
});

test('a user without a name is shown by what there is', async () => {
  const { users } = zap.sandbox.state;
  const { id } = first(users.where(({ locationIds }) => locationIds.includes(here())));
  users.update(id, { name: '', firstName: 'Ada', lastName: null });
  const shown = async () => (await page('create_contact', 'assignedTo')).results.find((one) => one.id === id);
  expect(await shown()).toMatchObject({ label: expect.stringMatching(/^Ada · .*@/) });
  users.update(id, { name: ' ', firstName: null });
  expect(await shown()).toMatchObject({ label: expect.stringMatching(/^[^·]*@/) });
});

test('what has no id is no choice', async () => {
  const users = [{ name: 'Ada' }, { id: null, name: 'Bea' }, null, { id: 'cyd', name: 'Cyd' }];
  zap.sandbox.faults.add({ endpoint: 'GET /users/', status: 200, body: { users } });
  expect((await page('create_contact', 'assignedTo')).results).toEqual([{ id: 'cyd', label: 'Cyd' }]);
});

test.each(['create_contact', 'update_contact', 'add_tags_to_contact', 'bulk_update_contact_tags'])(
  'tags of %s are chosen by their names, which are what is sent',
  async (create) => {
    const names = zap.sandbox.state.tags.where(isHere).map(({ name }) => name);
    const { results } = await page(create, 'tags');
    expect(results).toEqual(names.map((name) => ({ id: name, label: name })));
  },
);

test('campaigns are the location’s, and drafts are marked', async () => {
  const { results } = await page('add_contact_to_campaign', 'campaignId');
  expect(results.filter(({ label }) => label.endsWith(' (draft)'))).toHaveLength(1);
  expect(results).toEqual(zap.sandbox.state.campaigns.where(isHere).map(byNameAndState));
  expect(results).toHaveLength(3);
});

describe('businesses', () => {
  const open = (paging_token?: string) =>
    zap.call(choicesOf('businesses').perform, {}, paging_token ? { meta: { paging_token } } : {});

  test('come in one page where they are few', async () => {
    expect(await open()).toEqual({ results: zap.sandbox.state.businesses.where(isHere).map(byName) });
  });

  test.each([100, 101, 231])('come whole, page by page, where they are %d', async (count) => {
    const { businesses } = zap.sandbox.state;
    const before = businesses.where(isHere).length;
    for (let i = before; i < count; i += 1) businesses.insert({ locationId: here(), name: `Business ${i}` });
    const shown: unknown[] = [];
    for (let token: string | undefined, pages = 0; pages === 0 || token; pages += 1) {
      const answer = await open(token);
      shown.push(...items(at(answer, 'results')));
      const next = at(answer, 'paging_token');
      token = typeof next === 'string' ? next : undefined;
    }
    expect(shown).toEqual(businesses.where(isHere).map(byName));
    expect(shown).toHaveLength(count);
    expect(zap.sent().map(({ query }) => query)).toEqual(
      Array.from({ length: Math.floor(count / 100) + 1 }, (_, i) => ({
        locationId: here(),
        limit: '100',
        ...(i > 0 && { skip: String(i * 100) }),
      })),
    );
  });
});

describe('the token of a page', () => {
  const open = (paging_token: string) =>
    zap.call(choicesOf('businesses').perform, {}, { meta: { paging_token } });

  test('says what the endpoint pages by, and nothing else', async () => {
    await open(JSON.stringify({ before: 0, parameters: { skip: 1, locationId: 'x', other: 'y' } }));
    expect(first(zap.sent()).query).toEqual({ locationId: here(), limit: '100', skip: '1' });
  });

  test.each(['', 'x', '100', '{}', '{"parameters":1}'])(
    'that can’t be read opens the first page: %j',
    async (token) => {
      await open(token);
      expect(first(zap.sent()).query).toEqual({ locationId: here(), limit: '100' });
    },
  );
});

describe('a contact’s tasks and notes', () => {
  const someone = () => String(first(zap.sandbox.state.notes.where(isHere)).contactId);

  test('are those of the chosen contact', async () => {
    const contactId = someone();
    const { tasks, notes } = zap.sandbox.state;
    const others = tasks.where((row) => row.contactId !== contactId);
    expect(others.length).toBeGreaterThan(0);
    const done = tasks.insert({ locationId: here(), contactId, title: 'Send the quote', completed: true });
    const open = tasks.insert({ locationId: here(), contactId, title: ' Call back ', completed: false });
    const shownTasks = (await page('update_contact_task', 'taskId', { contactId })).results;
    expect(shownTasks.map(({ id }) => id)).toEqual(
      tasks.where((row) => row.contactId === contactId).map(({ id }) => id),
    );
    expect(shownTasks).toContainEqual({ id: done.id, label: 'Send the quote (completed)' });
    expect(shownTasks).toContainEqual({ id: open.id, label: 'Call back' });

    const titled = notes.insert({ locationId: here(), contactId, title: 'Allergies', body: 'Nuts' });
    const long = notes.insert({ locationId: here(), contactId, body: `${'long '.repeat(50)}` });
    const shownNotes = (await page('update_contact_note', 'id', { contactId })).results;
    expect(shownNotes).toHaveLength(notes.where((row) => row.contactId === contactId).length);
    expect(shownNotes).toContainEqual({ id: titled.id, label: 'Allergies' });
    expect(shownNotes).toContainEqual({ id: long.id, label: 'long '.repeat(16) });
  });

  test.each([
    ['update_contact_task', 'taskId', 'Listing the tasks needs a value for “Contact”.'],
    ['update_contact_note', 'id', 'Listing the notes needs a value for “Contact”.'],
  ])('of %s ask for the contact first', async (create, key, sentence) => {
    expect(await zap.sentence(page(create, key))).toBe(sentence);
    expect(zap.sent()).toEqual([]);
  });
});

test.each([
  ['country', { id: 'GB', label: 'United Kingdom' }],
  ['timezone', { id: 'Europe/London', label: 'Europe/London' }],
])('the %s is chosen from all there are, without a request', async (key, choice) => {
  const { results } = await page('create_contact', key);
  expect(results).toContainEqual(choice);
  expect(results.length).toBeGreaterThan(200);
  expect(zap.sent()).toEqual([]);
});

test('the choices of Fields to Clear are a contact’s own fields, and the custom fields by name', async () => {
  const { results } = await page('update_contact', 'clear');
  const custom = first(
    zap.sandbox.state.customFields.where((one) => isHere(one) && one.name === 'Background'),
  );
  expect(results).toContainEqual({ id: 'dateOfBirth', label: 'Date of Birth' });
  expect(results).toContainEqual({ id: `customFields.${custom.id}`, label: 'Background' });
  expect(results.map(({ label }) => label)).not.toContain('Deal Reference');
});

test('with an agency’s connection a drop-down lists what the chosen location has, and no other', async () => {
  const [one, other] = zap.sandbox.locations;
  for (const location of [one, other]) {
    const inputData = { locationId: location?.locationId };
    const { results } = await page('add_contact_to_campaign', 'campaignId', inputData, {
      authData: zap.agencyAuthData,
    });
    expect(results).toEqual(
      zap.sandbox.state.campaigns
        .where(({ locationId }) => locationId === location?.locationId)
        .map(byNameAndState),
    );
  }
});

test('with an agency’s connection and no location a drop-down asks for one', async () => {
  const listing = page('add_contact_to_campaign', 'campaignId', {}, { authData: zap.agencyAuthData });
  expect(await zap.sentence(listing)).toMatch(/“Sub-Account”|Choose a Sub-Account/);
  expect(zap.sent()).toEqual([]);
});

test('what HighLevel refuses is told in the words of the drop-down', async () => {
  zap.sandbox.faults.add({ endpoint: 'GET /campaigns/', status: 400, body: { message: 'No such thing' } });
  expect(await zap.sentence(page('add_contact_to_campaign', 'campaignId'))).toMatch(
    /^Listing the campaigns did not work\. HighLevel says: “No such thing”\./,
  );
});

describe('the contacts to choose from', () => {
  const open = async (number: number, inputData: object = {}) =>
    items(
      await zap.run('triggers', 'search_contacts', inputData, {
        meta: { isFillingDynamicDropdown: true, page: number },
      }),
    );
  const contacts = () => zap.sandbox.state.contacts.where(isHere);

  test('are the field’s `dynamic` source', () => {
    for (const key of ['update_contact', 'create_contact_note', 'add_contact_to_campaign']) {
      const [field] = items(at(app.creates, key, 'operation', 'inputFields')).filter(
        (one) => one.key === 'contactId',
      );
      expect(field).toMatchObject({ dynamic: 'search_contacts.id.name', search: 'find_contact.id' });
    }
    expect(app.triggers.search_contacts?.operation).toMatchObject({ canPaginate: true });
  });

  test('are all of them, page by page, newest first, each once', async () => {
    const pages = [await open(0), await open(1), await open(2)];
    expect(pages.map(({ length }) => length)).toEqual([100, 40, 0]);
    const newest = contacts().sort((a, b) => Date.parse(b.dateAdded) - Date.parse(a.dateAdded));
    expect(pages.flat().map(({ id }) => id)).toEqual(newest.map(({ id }) => id));
    expect(zap.sent()).toHaveLength(3);
  });

  test('end at the first 10,000, behind which HighLevel gives no numbered page', async () => {
    await open(99);
    expect(first(zap.sent()).body).toMatchObject({ page: 100, pageLimit: 100 });
    expect(await open(100)).toEqual([]);
    expect(zap.sent()).toHaveLength(1);
  });

  test('are the same whatever is filled in in the form', async () => {
    const all = (await open(0)).map(({ id }) => id);
    const form = {
      fireOn: 'updated',
      query: 'nobody',
      filters: [{ field: 'email', operator: 'eq', value: 'nobody@example.com' }],
      match: 'OR',
      contactId: 'x',
    };
    expect((await open(0, form)).map(({ id }) => id)).toEqual(all);
    expect(first(zap.sent().slice(1)).body).toEqual(first(zap.sent()).body);
  });

  test('are named by name and email, or by what there is', async () => {
    const people = [
      [
        { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', phone: '+13125550142' },
        'Ada Lovelace · ada@example.com',
      ],
      [{ firstName: 'Ben', phone: '+13125550143' }, 'Ben · +13125550143'],
      [{ email: 'eve@example.com' }, 'eve@example.com'],
      [{ phone: '+13125550144' }, '+13125550144'],
    ] as const;
    const made = people.map(([person, label]) => {
      const { id } = zap.sandbox.state.contacts.insert({ ...person, locationId: here() });
      return expect.objectContaining({ id, name: label });
    });
    const nameless = zap.sandbox.state.contacts.insert({ locationId: here() });
    made.push(expect.objectContaining({ id: nameless.id, name: nameless.id }));
    expect(await open(0)).toEqual(expect.arrayContaining(made));
  });

  test('have what Zapier wants of a trigger’s records', async () => {
    for (const record of await open(0)) {
      expect(record).toEqual({ id: expect.any(String), name: expect.any(String), revision: 'new' });
    }
  });

  test('are the chosen location’s, with an agency’s connection', async () => {
    const [, other] = zap.sandbox.locations;
    const answer = await zap.run(
      'triggers',
      'search_contacts',
      { locationId: other?.locationId },
      { authData: zap.agencyAuthData, meta: { isFillingDynamicDropdown: true, page: 0 } },
    );
    const ids = zap.sandbox.state.contacts
      .where(({ locationId }) => locationId === other?.locationId)
      .map(({ id }) => id);
    expect(items(answer).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(items(answer)).toHaveLength(ids.length);
  });
});

/** The first page of a drop-down that no form of its own shows: steps that call any endpoint do. */
const pageOf = async (name: DropdownName) => items(at(await zap.call(choicesOf(name).perform), 'results'));

test('orders and estimates are shown by who buys what, and for how much', async () => {
  const { orders, estimates } = zap.sandbox.state;
  const order = first(orders.where(isHere));
  const estimate = first(estimates.where(isHere));
  expect(await pageOf('orders')).toContainEqual({
    id: order.id,
    label: `${order.contactName} · ${order.sourceName} · ${order.amount} ${order.currency}`,
  });
  expect(await pageOf('estimates')).toContainEqual({
    id: estimate.id,
    label: `#${estimate.estimateNumber} · ${estimate.name} · ${at(estimate, 'contactDetails', 'name')} · ${estimate.total} ${estimate.currency} (${estimate.estimateStatus})`,
  });
});

test('custom fields and files of the media library are shown by their names', async () => {
  const { customFields, mediaFiles } = zap.sandbox.state;
  const field = first(customFields.where(isHere));
  const file = first(mediaFiles.where((one) => isHere(one) && one.type === 'file'));
  expect(await pageOf('customFields')).toContainEqual({ id: field.id, label: field.name });
  expect(await pageOf('mediaFiles')).toContainEqual({ id: file.id, label: file.name });
});
