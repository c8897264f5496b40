/** Filters for contacts: who is found by them, and who is not. */
import app from '../../index';
import type { Contact } from '../../sandbox/state';
import { at, items } from '../../zapier';
import fc from '../support/fast-check';
import { first, harness } from '../support/harness';

const zap = harness();
const locationId = () => first(zap.sandbox.locations).locationId;
const fieldId = (name: string) =>
  first(zap.sandbox.state.customFields.where((one) => one.name === name && one.locationId === locationId()))
    .id;

/** Three people whom every filter is tried on; the seed's contacts go away for that. */
function plant(): void {
  const { contacts } = zap.sandbox.state;
  for (const { id } of contacts.all()) contacts.delete(id);
  const people: Partial<Contact>[] = [
    {
      id: 'ada',
      firstName: 'Ada',
      lastName: "O'Neill",
      email: 'ada@example.com',
      phone: '+13125550142',
      companyName: 'Analytical Engines',
      tags: ['vip', 'newsletter'],
      source: 'Website form',
      assignedTo: 'user1',
      city: 'Chicago',
      country: 'US',
      postalCode: '60606',
      timezone: 'America/Chicago',
      dateAdded: '2026-03-01T10:00:00.000Z',
      dateUpdated: '2026-03-05T10:00:00.000Z',
      dateOfBirth: '1990-09-25',
      customFields: [
        { id: fieldId('Lifetime Value'), value: 1500 },
        { id: fieldId('Preferred Days'), value: ['Monday', 'Friday'] },
        { id: fieldId('Insurance Provider'), value: 'Blue Shield' },
      ],
    },
    {
      id: 'ben',
      firstName: 'Ben',
      lastName: 'Okafor',
      email: 'BEN@Example.com',
      phone: '+442079460018',
      tags: ['newsletter'],
      source: 'Referral',
      type: 'customer',
      city: 'Bristol',
      country: 'GB',
      dnd: true,
      dateAdded: '2026-02-01T10:00:00.000Z',
      dateUpdated: '2026-02-01T10:00:00.000Z',
      customFields: [
        { id: fieldId('Lifetime Value'), value: 80 },
        { id: fieldId('Policy Start Date'), value: '2025-06-01' },
      ],
    },
    {
      id: 'eve',
      email: 'eve@example.org',
      dateAdded: '2026-01-01T10:00:00.000Z',
      dateUpdated: '2026-04-01T10:00:00.000Z',
    },
  ];
  for (const person of people) contacts.insert({ ...person, locationId: locationId() });
}
beforeEach(plant);

type Filter = { field?: unknown; operator?: unknown; value?: unknown };
/** A filter on a custom field is written with its name, `custom: Lifetime Value`. */
const named = ({ field, ...filter }: Filter): Filter => ({
  ...filter,
  field: String(field).startsWith('custom: ')
    ? `customFields.${fieldId(String(field).slice('custom: '.length))}`
    : field,
});

const ids = (found: unknown) => items(found).map(({ id }) => String(id));
/** All whom Find Contact finds. */
async function findAll(input: object): Promise<string[]> {
  const [all] = items(await zap.run('searches', 'find_contact', { ...input, results: 'all' }));
  return ids(all?.results);
}
/** Who is found, by Search Contacts and by Find Contact alike. */
async function found(filters: Filter[], more: object = {}): Promise<string[]> {
  const input = { filters: filters.map(named), ...more };
  const meta = { isPopulatingDedupe: true };
  const byTrigger = ids(await zap.run('triggers', 'search_contacts', input, { meta }));
  const bySearch = await findAll(input);
  expect(bySearch.sort()).toEqual(byTrigger.sort());
  return bySearch;
}
const sentFilters = () => at(zap.sent().at(-1)?.body, 'filters');

describe('one filter', () => {
  test.each<[filter: Filter, who: string[]]>([
    [{ field: 'email', operator: 'eq', value: 'ADA@example.com' }, ['ada']],
    [{ field: 'email', operator: 'eq', value: 'ben@example.com' }, ['ben']],
    [{ field: 'email', value: 'ada@example.com' }, ['ada']],
    [{ field: 'email', operator: 'contains', value: 'Example.COM' }, ['ada', 'ben']],
    [{ field: 'email', operator: 'not_contains', value: 'example.com' }, ['eve']],
    [{ field: 'phone', operator: 'eq', value: '+13125550142' }, ['ada']],
    [{ field: 'phone', operator: 'eq', value: '+1 (312) 555-0142' }, ['ada']],
    [{ field: 'phone', operator: 'contains', value: '(312) 555' }, ['ada']],
    [{ field: 'phone', operator: 'contains', value: '-' }, []],
    [{ field: 'phone', operator: 'exists' }, ['ada', 'ben']],
    [{ field: 'phone', operator: 'not_exists', value: '' }, ['eve']],
    [{ field: 'phone', operator: 'not_exists', value: 'left over' }, ['eve']],
    [{ field: 'firstNameLowerCase', operator: 'eq', value: 'ADA' }, ['ada']],
    [{ field: 'lastNameLowerCase', operator: 'contains', value: 'Neill' }, ['ada']],
    [{ field: 'lastNameLowerCase', operator: 'eq', value: "O'Neill" }, ['ada']],
    [{ field: 'companyName', operator: 'contains', value: 'Engines' }, ['ada']],
    [{ field: 'tags', operator: 'eq', value: 'vip' }, ['ada']],
    [{ field: 'tags', operator: 'eq', value: 'VIP' }, ['ada']],
    [{ field: 'tags', operator: 'not_eq', value: 'newsletter' }, ['eve']],
    [{ field: 'source', operator: 'not_eq', value: 'Referral' }, ['ada', 'eve']],
    [{ field: 'type', operator: 'eq', value: 'customer' }, ['ben']],
    [{ field: 'assignedTo', operator: 'exists' }, ['ada']],
    [{ field: 'dnd', operator: 'eq', value: 'Yes' }, ['ben']],
    [{ field: 'dnd', operator: 'eq', value: false }, ['ada', 'eve']],
    [{ field: 'city', operator: 'eq', value: 'Bristol' }, ['ben']],
    [{ field: 'country', operator: 'eq', value: 'US' }, ['ada']],
    [{ field: 'postalCode', operator: 'eq', value: 60606 }, ['ada']],
    [{ field: 'timezone', operator: 'exists' }, ['ada']],
    [{ field: 'id', operator: 'eq', value: 'eve' }, ['eve']],
    [{ field: 'dateAdded', operator: 'gt', value: '2026-02-01T10:00:00Z' }, ['ada']],
    [{ field: 'dateAdded', operator: 'gte', value: '2026-02-01T10:00:00Z' }, ['ada', 'ben']],
    [{ field: 'dateAdded', operator: 'lt', value: '2026-02-01' }, ['eve']],
    [{ field: 'dateAdded', operator: 'lte', value: '2026-02-01T11:00:00+01:00' }, ['ben', 'eve']],
    [{ field: 'dateAdded', operator: 'lte', value: '02/01/2026' }, ['ben', 'eve']],
    [{ field: 'dateAdded', operator: 'gt', value: '02/01/2026' }, ['ada']],
    [{ field: 'dateAdded', operator: 'is on or after, or at least', value: '02/01/2026' }, ['ada', 'ben']],
    [{ field: 'dateAdded', operator: 'eq', value: '2026-02-01' }, ['ben']],
    [{ field: 'dateAdded', value: '02/01/2026' }, ['ben']],
    [{ field: 'dateAdded', operator: 'not_eq', value: '2026-02-01' }, ['ada', 'eve']],
    [{ field: 'dateAdded', operator: 'is not', value: '2026-02-02' }, ['ada', 'ben', 'eve']],
    [{ field: 'dateAdded', operator: 'eq', value: '2026-02-01T10:00:00Z' }, ['ben']],
    [{ field: 'dateAdded', operator: 'eq', value: '2026-02-01T10:00:01Z' }, []],
    [{ field: 'dateOfBirth', operator: 'eq', value: '9/25/1990' }, ['ada']],
    [{ field: 'dateOfBirth', operator: 'not_eq', value: '9/25/1990' }, ['ben', 'eve']],
    [{ field: 'dateUpdated', operator: 'gte', value: '2026-03-01' }, ['ada', 'eve']],
    [{ field: 'dateAdded', operator: 'gte', value: Date.UTC(2026, 1, 15) }, ['ada']],
    [{ field: 'dateOfBirth', operator: 'lt', value: '2000-01-01' }, ['ada']],
    [{ field: 'custom: Lifetime Value', operator: 'gte', value: '80' }, ['ada', 'ben']],
    [{ field: 'custom: Lifetime Value', operator: 'gt', value: '80' }, ['ada']],
    [{ field: 'custom: Lifetime Value', operator: 'lt', value: 200 }, ['ben']],
    [{ field: 'custom: Lifetime Value', operator: 'lte', value: '-0.5' }, []],
    [{ field: 'custom: Preferred Days', operator: 'eq', value: 'Friday' }, ['ada']],
    [{ field: 'custom: Insurance Provider', operator: 'contains', value: 'Shield' }, ['ada']],
    [{ field: 'custom: Insurance Provider', operator: 'not_exists' }, ['ben', 'eve']],
    [{ field: 'custom: Policy Start Date', operator: 'lt', value: '2026-01-01' }, ['ben']],
  ])('%j finds %j', async (filter, who) => {
    expect(await found([filter])).toEqual(who);
  });

  test.each<[filter: Filter, sentence: string]>([
    [{ operator: 'eq', value: 'x' }, 'Each filter needs a value for “Field”.'],
    [{ field: 'email', operator: 'eq' }, 'The filter on “Email” needs a value.'],
    [{ field: 'email', operator: 'gte', value: ' ' }, 'The filter on “Email” needs a value.'],
    [{ field: 'custom: Lifetime Value', operator: 'eq' }, 'The filter on “a custom field” needs a value.'],
    [
      { field: 'tags', operator: 'eq', value: 'x'.repeat(76) },
      'The filter on “Tag” may have at most 75 characters.',
    ],
    [
      { field: 'dateAdded', operator: 'gt', value: 'last week' },
      '“Date Added” must be a date and time, such as 2026-12-24T09:00:00Z; it is “last week”.',
    ],
    [
      { field: 'dateOfBirth', operator: 'eq', value: '02/30/1990' },
      '“Date of Birth” must be a date, such as 1990-09-25; it is “02/30/1990”.',
    ],
    [{ field: 'dnd', operator: 'eq', value: 'maybe' }, '“Do Not Disturb” must be yes or no; it is “maybe”.'],
    [
      { field: 'email', operator: 'eq', value: { no: 'text' } },
      '“Value” must be text, and not a group of fields.',
    ],
    ...['like', 'range', 'constructor', '__proto__', 'toString'].map((operator): [Filter, string] => [
      { field: 'email', operator, value: 'x' },
      `“Condition” must be is, is not, contains, does not contain, is filled in, is empty, “is after, or more than”, “is on or after, or at least”, “is before, or less than” or “is on or before, or at most”; it is “${operator}”.`,
    ]),
  ])('%j is refused, and nothing is sent', async (filter, sentence) => {
    const input = { filters: [named(filter)] };
    expect(await zap.sentence(zap.run('triggers', 'search_contacts', input))).toBe(sentence);
    expect(await zap.sentence(zap.run('searches', 'find_contact', input))).toBe(sentence);
    expect(zap.sent()).toEqual([]);
  });

  test.each<[filter: Filter, sent: object]>([
    [{ field: 'email', operator: 'contains', value: 'ADA@Example' }, { value: 'ada@example' }],
    [{ field: 'firstNameLowerCase', operator: 'eq', value: 'ADA' }, { value: 'ada' }],
    [{ field: 'lastNameLowerCase', operator: 'not_eq', value: 'ÖZIL' }, { value: 'özil' }],
    [{ field: 'city', operator: 'eq', value: 'New York' }, { value: 'New York' }],
    [{ field: 'phone', operator: 'eq', value: '+1 (312) 555-0142' }, { value: '+13125550142' }],
    [{ field: 'dnd', operator: 'eq', value: 'yes' }, { value: true }],
    [{ field: 'email', operator: 'exists', value: 'left over' }, { operator: 'exists' }],
    [
      { field: 'dateAdded', operator: 'gt', value: '2026-02-01' },
      { operator: 'range', value: { gt: '2026-02-01T23:59:59.999Z' } },
    ],
    [
      { field: 'dateAdded', operator: 'gte', value: '12/24/2020' },
      { operator: 'range', value: { gte: '2020-12-24T00:00:00.000Z' } },
    ],
    [
      { field: 'dateUpdated', operator: 'lt', value: 'Dec 24, 2020 9:00 AM' },
      { operator: 'range', value: { lt: '2020-12-24T09:00:00.000Z' } },
    ],
    [
      { field: 'dateUpdated', operator: 'eq', value: '12/24/2020' },
      {
        operator: 'range',
        value: { gte: '2020-12-24T00:00:00.000Z', lte: '2020-12-24T23:59:59.999Z' },
      },
    ],
    [
      { field: 'dateUpdated', operator: 'not_eq', value: '12/24/2020 9:00 AM' },
      { operator: 'not_eq', value: '2020-12-24T09:00:00.000Z' },
    ],
    [{ field: 'dateAdded', operator: 'contains', value: '2020' }, { value: '2020' }],
    [
      { field: 'dateOfBirth', operator: 'lte', value: 'September 25th, 1990' },
      { operator: 'range', value: { lte: '1990-09-25' } },
    ],
    [
      { field: 'custom: Lifetime Value', operator: 'lte', value: '80.5' },
      { operator: 'range', value: { lte: 80.5 } },
    ],
    [
      { field: 'custom: Lifetime Value', operator: 'gte', value: '-3' },
      { operator: 'range', value: { gte: -3 } },
    ],
  ])('%j is sent with %j', async (filter, sent) => {
    await zap.run('searches', 'find_contact', { filters: [named(filter)] });
    expect(sentFilters()).toEqual([{ ...named(filter), value: undefined, ...sent }]);
  });

  test('of 75 characters is sent', async () => {
    expect(await found([{ field: 'tags', operator: 'eq', value: 'x'.repeat(75) }])).toEqual([]);
  });

  test('on a field that HighLevel can’t filter by is told in HighLevel’s words', async () => {
    const run = zap.run('triggers', 'search_contacts', { filters: [{ field: 'shoeSize', value: '44' }] });
    expect(await zap.sentence(run)).toMatch(
      /^Search Contacts did not work\. HighLevel says: .*shoeSize is not a field/,
    );
  });
});

describe('several filters', () => {
  const newsletter = { field: 'tags', operator: 'eq', value: 'newsletter' };
  const inBristol = { field: 'city', operator: 'eq', value: 'Bristol' };
  const isEve = { field: 'id', operator: 'eq', value: 'eve' };

  test.each<[match: unknown, who: string[]]>([
    [undefined, ['ben']],
    ['', ['ben']],
    ['AND', ['ben']],
    ['OR', ['ada', 'ben']],
    ['or', ['ada', 'ben']],
  ])('hold together as Match says: %j', async (match, who) => {
    expect(await found([newsletter, inBristol], { match })).toEqual(who);
  });

  test('of which any is enough find each of them', async () => {
    expect(await found([inBristol, isEve], { match: 'OR' })).toEqual(['ben', 'eve']);
    expect(sentFilters()).toEqual([{ group: 'OR', filters: [inBristol, isEve] }]);
  });

  test.each<[match: string, who: string[]]>([
    ['AND', []],
    ['OR', ['ada', 'ben', 'eve']],
  ])('hold a day that is not meant as Match says: %s', async (match, who) => {
    const notThatDay = { field: 'dateAdded', operator: 'not_eq', value: '2026-02-01' };
    expect(await found([inBristol, notThatDay], { match })).toEqual(who);
    const before = { ...notThatDay, operator: 'range', value: { lt: '2026-02-01T00:00:00.000Z' } };
    const after = { ...notThatDay, operator: 'range', value: { gt: '2026-02-01T23:59:59.999Z' } };
    expect(sentFilters()).toEqual(
      match === 'OR'
        ? [{ group: 'OR', filters: [inBristol, before, after] }]
        : [inBristol, { group: 'OR', filters: [before, after] }],
    );
  });

  test('make a span of time', async () => {
    const span = [
      { field: 'dateAdded', operator: 'gte', value: '2026-01-15' },
      { field: 'dateAdded', operator: 'lt', value: '2026-02-15' },
    ];
    expect(await found(span)).toEqual(['ben']);
  });

  test('of which one is left alone are the others', async () => {
    const blank = { field: '', operator: null, value: ' ' };
    expect(await found([blank, inBristol, {}])).toEqual(['ben']);
    expect(sentFilters()).toEqual([inBristol]);
  });

  test.each([
    ['JSON', (rows: Filter[]) => JSON.stringify(rows)],
    ['a list of JSON', (rows: Filter[]) => rows.map((row) => JSON.stringify(row))],
    ['JSON in a list', (rows: Filter[]) => [JSON.stringify(rows)]],
    [
      'rows by their labels',
      (rows: Filter[]) =>
        rows.map(({ field, operator, value }) => ({ Field: field, condition: operator, VALUE: value })),
    ],
  ])('come as %s', async (_what, given) => {
    await zap.run('triggers', 'search_contacts', { filters: given([newsletter, inBristol]) });
    expect(sentFilters()).toEqual([newsletter, inBristol]);
  });

  test.each([
    ['city is Bristol'],
    ['[{"city":"Bristol"}]'],
    [[{ city: 'Bristol' }]],
    [[[inBristol], inBristol]],
    [7],
  ])('that are none are refused: %j', async (filters) => {
    for (const [kind, key] of [
      ['triggers', 'search_contacts'],
      ['searches', 'find_contact'],
    ] as const) {
      expect(await zap.sentence(zap.run(kind, key, { filters }))).toMatch(
        /^“Filters” must have rows with the columns “Field”, “Condition”, “Value”; “.*” is not one\.$/,
      );
    }
    expect(zap.sent()).toEqual([]);
  });

  test('go with the search text', async () => {
    expect(await found([newsletter], { query: 'Okafor' })).toEqual(['ben']);
    expect(await found([], { query: 'example' })).toEqual(['ada', 'ben', 'eve']);
  });

  test.each([
    ['match', 'some', '“Match” must be All Filters or Any Filter; it is “some”.'],
    ['query', 'x'.repeat(76), '“Search Text” must be at most 75 characters long; it has 76.'],
  ])('with a wrong %s are refused', async (key, value, sentence) => {
    const run = zap.run('triggers', 'search_contacts', { filters: [newsletter], [key]: value });
    expect(await zap.sentence(run)).toBe(sentence);
    expect(zap.sent()).toEqual([]);
  });
});

describe('Find Contact', () => {
  test.each<[input: object, who: string[]]>([
    [{ email: ' ADA@EXAMPLE.COM ' }, ['ada']],
    [{ id: 'eve' }, ['eve']],
    [{ email: 'ada@example.com', phone: '+442079460018' }, []],
    [{ email: 'ada@example.com', phone: '+442079460018', match: 'OR' }, ['ada', 'ben']],
    [{ email: 'ada@example.com', filters: [{ field: 'tags', value: 'newsletter' }] }, ['ada']],
    [{ email: 'nobody@example.com' }, []],
  ])('by %j finds %j', async (input, who) => {
    expect((await findAll(input)).sort()).toEqual(who);
  });

  test.each([[{}], [{ email: ' ', phone: '', filters: [{ field: '', value: '' }] }], [{ match: 'OR' }]])(
    'by nothing (%j) does not give anybody’s contact, but says what it needs',
    async (input) => {
      expect(await zap.sentence(zap.run('searches', 'find_contact', input))).toBe(
        'Find Contact needs a value for “Email”, “Phone”, “Contact ID”, “Search Text”, “Owner”, “Tags” or “Filters”.',
      );
      expect(zap.sent()).toEqual([]);
    },
  );

  test.each([
    ['email', 'Email'],
    ['phone', 'Phone'],
    ['id', 'Contact ID'],
  ])('is told that its %s is too long by the label', async (key, label) => {
    const run = zap.run('searches', 'find_contact', { [key]: 'x'.repeat(76) });
    expect(await zap.sentence(run)).toBe(`“${label}” must be at most 75 characters long; it has 76.`);
    expect(zap.sent()).toEqual([]);
  });

  test('gives the contact that changed last first', async () => {
    expect(await findAll({ query: 'example' })).toEqual(['eve', 'ada', 'ben']);
    expect(ids(await zap.run('searches', 'find_contact', { query: 'example' }))).toEqual(['eve']);
  });
});

test('the fields to filter by are a contact’s own, and the location’s custom fields by name', async () => {
  const filters = items(app.searches.find_contact?.operation.inputFields).find(
    ({ key }) => key === 'filters',
  );
  const [field] = items(filters?.children);
  const choices = items(at(await zap.call(at(field, 'choices', 'perform')), 'results'));
  expect(choices).toContainEqual({ id: 'firstNameLowerCase', label: 'First Name' });
  expect(choices).toContainEqual({
    id: `customFields.${fieldId('Lifetime Value')}`,
    label: 'Lifetime Value',
  });
  expect(choices.map(({ label }) => label)).not.toContain('Deal Reference');
  for (const { id } of choices) await found([{ field: id, operator: 'exists' }]);
});

test('any filter is sent right or refused: HighLevel never has to', async () => {
  const filter = fc.record(
    {
      field: fc.constantFrom('email', 'tags', 'firstNameLowerCase', 'dnd', 'dateAdded'),
      operator: fc.oneof(
        fc.constantFrom('eq', 'not_eq', 'contains', 'exists', 'gt', 'lte'),
        fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype)),
      ),
      value: fc.oneof(fc.string({ unit: 'binary', maxLength: 90 }), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(filter, { maxLength: 4 }),
      fc.constantFrom('AND', 'OR'),
      async (filters, match) => {
        zap.sandbox.requests.length = 0;
        const [outcome] = await Promise.allSettled([
          zap.run('triggers', 'search_contacts', { filters, match }),
        ]);
        expect(zap.sent().map(({ status }) => status)).toEqual(outcome.status === 'fulfilled' ? [200] : []);
        if (outcome.status === 'rejected') {
          expect(await zap.sentence(Promise.reject(outcome.reason))).toMatch(
            /must be|needs a value|at most 75/,
          );
        }
      },
    ),
    { numRuns: 60 },
  );
});

describe('Owner and Tags', () => {
  test.each<[what: object, who: string[]]>([
    [{ owner: 'user1' }, ['ada']],
    [{ withTags: ['newsletter'] }, ['ada', 'ben']],
    [{ withTags: 'newsletter, vip' }, ['ada']],
    [{ owner: 'user1', withTags: ['vip'] }, ['ada']],
    [{ owner: 'nobody' }, []],
  ])('%j finds %j', async (what, who) => {
    expect(await found([], what)).toEqual(who);
  });

  test('narrow the filters down, whatever Match says', async () => {
    const rows = [
      { field: 'city', operator: 'eq', value: 'Bristol' },
      { field: 'city', operator: 'eq', value: 'Chicago' },
    ];
    expect(await found(rows, { match: 'OR' })).toEqual(['ada', 'ben']);
    expect(await found(rows, { match: 'OR', owner: 'user1' })).toEqual(['ada']);
    expect(sentFilters()).toEqual([
      expect.objectContaining({ group: 'OR' }),
      { field: 'assignedTo', operator: 'eq', value: 'user1' },
    ]);
  });
});
