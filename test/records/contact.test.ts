/** A contact is the same record, whichever endpoint gave it. */
import { intersection, omitBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import app from '../../index';
import { contact, contactLabel, foundContact, listedContact, openedContact } from '../../records/contact';
import type { Contact } from '../../sandbox/state';
import { at, type Item, items } from '../../zapier';
import fc from '../support/fast-check';
import { first, harness } from '../support/harness';

const zap = harness();
const here = () => first(zap.sandbox.locations).locationId;

/** The record that each endpoint gives of a contact. */
async function everyWay(id: string): Promise<{ [endpoint: string]: Item }> {
  const { email, phone } = first(zap.sandbox.state.contacts.where((row) => row.id === id));
  const [get] = items(await zap.run('triggers', 'get_contact', { contactId: id }));
  const [searched] = items(await zap.run('searches', 'find_contact', { id }));
  // A sample: a poll leaves out what is old.
  const asSample = { meta: { isLoadingSample: true } };
  const listed = items(await zap.run('triggers', 'list_contacts', { query: email ?? phone }, asSample)).find(
    (one) => one.id === id,
  );
  const [duplicate] = items(await zap.run('triggers', 'get_duplicate_contact', { email, number: phone }));
  const records = { get, searched, listed, duplicate };
  return Object.fromEntries(
    Object.entries(records).map(([endpoint, { revision: _revision, found: _found, ...record } = {}]) => [
      endpoint,
      record,
    ]),
  );
}

/** What every endpoint of contacts promises. */
const SHARED = intersection(
  ...[openedContact, foundContact, listedContact].map(({ fields }) => fields.map(({ key }) => key)),
);

/** What a record has of that, and its custom fields. */
const promised = (record: Item = {}) =>
  Object.fromEntries([...SHARED, 'customFields'].map((key) => [key, at(record, ...key.split('__'))]));

const plant = (fields: Partial<Contact>) =>
  zap.sandbox.state.contacts.insert({ ...fields, locationId: here() });

const PEOPLE: [who: string, fields: Partial<Contact>, shown: Item][] = [
  [
    'with all there is to say',
    {
      firstName: 'Zoë',
      lastName: "McDonald-O'Neill",
      email: 'Zoe.McD@Example.com',
      phone: '+13125550142',
      dateOfBirth: '1990-09-25T00:00:00.000Z',
      tags: ['vip'],
      companyName: 'O’Neill & Co',
      city: 'Chicago',
    },
    {
      name: "Zoë McDonald-O'Neill",
      firstName: 'Zoë',
      lastName: "McDonald-O'Neill",
      email: 'Zoe.McD@Example.com',
      dateOfBirth: '1990-09-25',
      companyName: 'O’Neill & Co',
      tags: ['vip'],
    },
  ],
  [
    'with an email alone',
    { email: 'only@example.com' },
    { email: 'only@example.com', name: undefined, firstName: undefined, phone: undefined },
  ],
  [
    'with a phone alone',
    { phone: '+13125550143' },
    { phone: '+13125550143', name: undefined, email: undefined },
  ],
  [
    'with a first name alone',
    { firstName: 'Cher', email: 'cher@example.com' },
    { name: 'Cher', firstName: 'Cher', lastName: undefined },
  ],
  [
    'with a last name alone',
    { lastName: 'DeVito', email: 'd@example.com' },
    { name: 'DeVito', lastName: 'DeVito', firstName: undefined },
  ],
];

describe('a contact', () => {
  test.each(PEOPLE)('%s is the same from get, search, list and duplicate', async (_who, fields, shown) => {
    const { id } = plant(fields);
    const { get, ...others } = await everyWay(id);
    expect(get).toMatchObject({ id, locationId: here() });
    for (const [key, value] of Object.entries(shown)) expect(at(get, key)).toEqual(value);
    for (const record of Object.values(others)) expect(promised(record)).toEqual(promised(get));
  });

  test('of the seed is the same, custom fields and all', async () => {
    const valued = zap.sandbox.state.contacts.where(
      ({ locationId, customFields }) => locationId === here() && customFields.length > 1,
    );
    const { id } = first(valued);
    const { get, ...others } = await everyWay(id);
    expect(Object.keys(Object(get?.customFields)).length).toBeGreaterThan(1);
    // A list has all attributions, and not the first one by its name; a duplicate promises no names beside ids.
    const alike = (record?: Item) =>
      omitBy(promised(record), (_value, key) =>
        /^(a|lastA)ttributionSource|^(assignedTo|business)Name$/.test(key),
      );
    for (const record of Object.values(others)) expect(alike(record)).toEqual(alike(get));
  });

  test('shows nothing that HighLevel keeps for its own searches, and nothing that is null', async () => {
    const { id } = plant({ firstName: 'Ada', email: 'ada@null.example.com' });
    for (const record of Object.values(await everyWay(id))) {
      expect(
        Object.keys(record).filter((key) => /LowerCase$|Raw$|^contactName$|^searchAfter$/.test(key)),
      ).toEqual([]);
      expect(Object.values(record)).not.toContain(null);
      expect(Object.values(record)).not.toContain(undefined);
    }
  });

  test('tells its moments in ISO 8601 with a zone', async () => {
    const { id } = plant({ email: 'when@example.com', lastActivity: 1798102800000 });
    const { get } = await everyWay(id);
    expect(get).toMatchObject({
      dateAdded: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      dateUpdated: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      lastActivity: '2026-12-24T09:00:00.000Z',
    });
  });
});

describe('the normaliser', () => {
  /** Makes a record as a step of a Zap would. */
  const from = (raw: Item): Promise<Item> =>
    zap.call((z: ZObject, bundle: Bundle) => contact.from(raw, z, bundle)).then(Object);
  const runs = { numRuns: 50 };

  test.each([
    ['1990-09-25', '1990-09-25'],
    ['1990-09-25T00:00:00.000Z', '1990-09-25'],
    [Date.UTC(1990, 8, 25), '1990-09-25'],
    [Date.UTC(1971, 8, 25), '1971-09-25'],
    [Date.UTC(1955, 0, 2), '1955-01-02'],
    [null, undefined],
    ['', undefined],
  ])('makes the date of birth %j a day: %j', async (dateOfBirth, day) => {
    expect((await from({ id: 'c1', dateOfBirth })).dateOfBirth).toBe(day);
  });

  test('takes the name in one piece where that is all there is', async () => {
    expect(await from({ id: 'c1', contactName: 'Ada Lovelace' })).toEqual({
      id: 'c1',
      name: 'Ada Lovelace',
      customFields: {},
    });
  });

  test('always gives an id and a name to show, whatever HighLevel left out', async () => {
    const known = ['id', '_id', 'firstName', 'name', 'dateOfBirth', 'dateAdded', 'customFields', 'tags'];
    const field = fc.oneof(fc.constantFrom(...known), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.dictionary(field, fc.jsonValue()), async (raw) => {
        expect(await from(raw)).toEqual(expect.objectContaining({ id: expect.any(String) }));
        expect(contactLabel(raw)).toEqual(expect.any(String));
      }),
      runs,
    );
  });

  test('gives the same again of what it made', async () => {
    const name = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
    const moment = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    const raw = fc.record(
      {
        id: fc.uuid(),
        firstName: name,
        lastName: name,
        email: fc.emailAddress(),
        dateAdded: moment.map((date) => date.toISOString()),
        dateUpdated: moment.map((date) => date.getTime()),
        dateOfBirth: moment.map((date) => date.toISOString()),
        tags: fc.array(fc.string()),
      },
      { requiredKeys: ['id'] },
    );
    await fc.assert(
      fc.asyncProperty(raw, async (given) => {
        const { customFields: _none, ...made } = await from(given);
        const { customFields: _noneAgain, ...again } = await from(made);
        expect(again).toEqual(made);
      }),
      runs,
    );
  });
});

test('an upsert tells whether the contact is new', async () => {
  const email = 'twice@example.com';
  expect(await zap.run('creates', 'upsert_contact', { email })).toMatchObject({ email, new: true });
  expect(await zap.run('creates', 'upsert_contact', { email })).toMatchObject({ email, new: false });
  const promised = await zap.call(app.creates.upsert_contact?.operation.outputFields?.[0]);
  expect(promised).toContainEqual(expect.objectContaining({ key: 'new', type: 'boolean' }));
});
