import { keyBy, mapValues, omit, pickBy } from 'lodash';
import { DAY_MS } from '../../fields/dates';
import app from '../../index';
import { at, items } from '../../zapier';
import { first, harness } from '../support/harness';
import { among, describeCategory, type Row } from './table';

const zap = harness();

const PET = 'custom_objects.pet';
const UNKNOWN = '661c06b4ffde146bdb469499';

/** The pets of the sub-account, the first of them added now. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const pets = zap.sandbox.state.objectRecords.where(
    (row) => row.locationId === locationId && row.objectKey === PET,
  );
  return { locationId, pets, pet: first(pets) };
}

const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** A request of the fields of pets, for what the form of a step does not tell. */
const FIELDS = `GET /objects/${PET}`;

function rows(): Row[] {
  const { locationId, pet } = place();
  const { id: userId } = first(
    zap.sandbox.state.users.where((user) => user.locationIds.includes(locationId)),
  );
  zap.sandbox.state.objectRecords.update(pet.id, { createdAt: ago(0) });
  return [
    {
      key: 'new_custom_object_record',
      input: { schemaKey: PET, filters: [{ field: 'properties.name', operator: 'exists' }] },
      sends: {
        call: `POST /objects/${PET}/records/search`,
        body: {
          locationId,
          page: 1,
          pageLimit: 100,
          filters: [
            { field: 'properties.name', operator: 'exists' },
            { field: 'createdAt', operator: 'range', value: { gte: expect.stringMatching(/Z$/) } },
          ],
          sort: [{ field: 'createdAt', direction: 'desc' }],
        },
      },
      gives: among({ id: pet.id, objectKey: PET, revision: 'new' }),
      fails: {
        input: {},
        says: /^New or Updated Custom Object Record needs a value for “Object”\.$/,
        sends: 0,
      },
    },
    {
      key: 'create_custom_object_record',
      input: {
        schemaKey: PET,
        properties__name: 'Biscuit',
        properties__species: 'Dog',
        properties__weight: '7.5',
        properties__born: '4 May 2021',
        properties__insured_for: '1200',
        properties__likes: ['walks', 'Sleep'],
        properties__vet_phone: '',
        properties__remarks: 'Dear {{contact.name}},\n“woof” 😊',
        properties__temper: 'calm',
        properties__name_tag__front: 'Biscuit',
        properties__papers: ['https://www.example.com/pass.pdf'],
        owner: userId,
        followers: [userId],
      },
      sends: {
        call: `POST /objects/${PET}/records`,
        besides: [FIELDS],
        body: {
          locationId,
          properties: {
            name: 'Biscuit',
            species: 'dog',
            weight: 7.5,
            born: '2021-05-04T00:00:00.000Z',
            insured_for: { currency: 'default', value: 1200 },
            likes: ['walks', 'sleep'],
            remarks: 'Dear {{contact.name}},\n“woof” 😊',
            temper: 'calm',
            'name_tag.front': 'Biscuit',
            papers: [{ url: 'https://www.example.com/pass.pdf' }],
          },
          owner: [userId],
          followers: [userId],
        },
      },
      gives: {
        id: expect.any(String),
        name: 'Biscuit',
        objectKey: PET,
        locationId,
        owner: [userId],
        followers: [userId],
        properties: {
          name: 'Biscuit',
          species: 'dog',
          weight: 7.5,
          born: '2021-05-04',
          insured_for: 1200,
          likes: ['walks', 'sleep'],
          remarks: 'Dear {{contact.name}},\n“woof” 😊',
          temper: 'calm',
          name_tag: { front: 'Biscuit' },
          papers: ['https://www.example.com/pass.pdf'],
        },
        createdAt: expect.stringMatching(/Z$/),
        unsavedFields: [],
      },
      fails: {
        input: { schemaKey: PET, properties__weight: 'heavy' },
        says: /^“Weight” must be a number; it is “heavy”\.$/,
        sends: 1,
      },
    },
    {
      key: 'update_custom_object_record',
      input: {
        schemaKey: PET,
        id: pet.id,
        properties__weight: 9,
        properties__likes: ['seeds'],
        properties__name: '',
        clear: ['properties.born', 'properties.remarks', 'owner'],
      },
      sends: {
        call: `PUT /objects/${PET}/records/${pet.id}`,
        query: { locationId },
        besides: [FIELDS],
        body: {
          properties: {
            weight: 9,
            likes: { add: ['seeds'], remove: ['walks', 'sleep'] },
            born: null,
            remarks: '',
          },
          owner: [],
        },
      },
      gives: {
        id: pet.id,
        name: Object(pet.properties).name,
        owner: [],
        properties: {
          ...omit(Object(pet.properties), ['born', 'remarks']),
          ...{ weight: 9, likes: ['seeds'], insured_for: 400 },
        },
        unsavedFields: [],
      },
      fails: {
        input: { schemaKey: PET, id: UNKNOWN, properties__weight: 9 },
        says: /^Update Custom Object Record did not work\..* not found/,
      },
    },
  ];
}

describeCategory(zap, 'Custom Objects', rows);

describe('New or Updated Custom Object Record', () => {
  const poll = (input: object) =>
    zap.run('triggers', 'new_custom_object_record', { schemaKey: PET, ...input });
  const idsIn = (found: unknown) => [found].flat().map((row) => Object(row).id);

  test('fires for records of the last days, and for a changed old one where the user wants that', async () => {
    const { pets } = place();
    const { objectRecords } = zap.sandbox.state;
    for (const { id } of pets) objectRecords.update(id, { createdAt: ago(60), updatedAt: ago(60) });
    const [old, other] = pets.map(({ id }) => id);
    objectRecords.update(String(old), { createdAt: ago(60), updatedAt: ago(0) });
    objectRecords.update(String(other), { createdAt: ago(1), updatedAt: ago(1) });
    expect(idsIn(await poll({}))).toEqual([other]);
    expect(idsIn(await poll({ fireOn: 'updated' })).sort()).toEqual([old, other].sort());
  });

  test('works for businesses, which are records too', async () => {
    const { locationId } = place();
    const business = zap.sandbox.state.businesses.insert({ locationId, name: 'New Business' });
    const found = await zap.run('triggers', 'new_custom_object_record', { schemaKey: 'business' });
    expect(idsIn(found)).toContain(business.id);
  });
});

describe('a record that is written', () => {
  const write = (key: string, input: object, bundle: object = {}) =>
    zap.run('creates', `${key}_custom_object_record`, { schemaKey: PET, ...input }, bundle);
  const petNow = (id: unknown) => Object(zap.sandbox.state.objectRecords.get(String(id))?.properties);
  const sent = () => zap.sent().map(({ method, path }) => `${method} ${path}`);

  /** The fields of an object as its form shows them, by their keys. */
  async function form(key: 'create' | 'update', inputData: object = { schemaKey: PET }) {
    const { inputFields } = Object(app.creates[`${key}_custom_object_record`]?.operation);
    const functions = items([inputFields].flat().map((field) => typeof field === 'function' && { field }));
    const fields = await Promise.all(functions.map(({ field }) => zap.call(field, inputData)));
    return keyBy(items(fields.flat()), 'key');
  }
  /** The `meta` of each field, as Zapier hands it back when the step runs. */
  const handedBack = async (key: 'create' | 'update') => ({
    meta: { inputFields: mapValues(await form(key), 'meta') },
  });

  test('is one request where the form tells of its fields', async () => {
    const bundle = await handedBack('create');
    zap.sandbox.requests.length = 0;
    const { properties } = Object(
      await write('create', { properties__name: 'Kiwi', properties__species: 'Parrot' }, bundle),
    );
    expect(properties).toEqual({ name: 'Kiwi', species: 'parrot' });
    expect(sent()).toEqual([`POST /objects/${PET}/records`]);
  });

  test('has one input of the right type for each field of its object, and one for each box of a list', async () => {
    const fields = await form('create');
    expect(mapValues(fields, ({ label, type, list, required }) => [label, type, list, required])).toEqual({
      properties__name: ['Name', 'string', undefined, true],
      properties__species: ['Species', 'string', undefined, undefined],
      properties__weight: ['Weight', 'number', undefined, undefined],
      properties__born: ['Born On', 'datetime', undefined, undefined],
      properties__insured_for: ['Insured For', 'number', undefined, undefined],
      properties__likes: ['Likes', 'string', true, undefined],
      properties__vet_phone: ["Vet's Phone", 'string', undefined, undefined],
      properties__remarks: ['Remarks', 'text', undefined, undefined],
      properties__temper: ['Temper', 'string', undefined, undefined],
      properties__vaccines: ['Vaccines', 'string', true, undefined],
      properties__name_tag__front: ['Name Tag: Front', 'string', undefined, undefined],
      properties__name_tag__back: ['Name Tag: Back', 'string', undefined, undefined],
      properties__papers: ['Papers', 'string', true, undefined],
    });
    expect(fields.properties__species?.choices).toEqual([
      { value: 'cat', sample: 'cat', label: 'Cat' },
      { value: 'dog', sample: 'dog', label: 'Dog' },
      { value: 'parrot', sample: 'parrot', label: 'Parrot' },
    ]);
  });

  test('asks on update for nothing, and says of lists what they do', async () => {
    const fields = Object.values(await form('update'));
    expect(fields.filter(({ required }) => required)).toEqual([]);
    const lists = fields.filter(({ list }) => list).map(({ helpText }) => helpText);
    expect(lists).toHaveLength(3);
    for (const help of lists) expect(help).toMatch(/take the place of those that the record has\.$/);
  });

  test('has no inputs before an object is chosen, and those of a company where that is', async () => {
    expect(await form('create', {})).toEqual({});
    expect(Object.keys(await form('create', { schemaKey: 'business' }))).toContain('properties__website');
  });

  test('has a form that opens where its object is gone, and says so', async () => {
    const { objectGone, ...others } = await form('update', { schemaKey: 'custom_objects.gone' });
    expect(objectGone).toMatchObject({ type: 'copy', helpText: expect.stringMatching(/not found/) });
    expect(others).toEqual({});
  });

  test('requires what the object says that it requires, where it says so', async () => {
    const object = { key: PET, requiredProperties: [`${PET}.weight`], primaryDisplayProperty: `${PET}.name` };
    const fields = ['name', 'weight'].map((name) => ({ fieldKey: `${PET}.${name}`, name, dataType: 'TEXT' }));
    zap.sandbox.faults.add({ endpoint: 'GET /objects/{key}', status: 200, body: { object, fields } });
    expect(mapValues(await form('create'), 'required')).toEqual({
      properties__name: undefined,
      properties__weight: true,
    });
  });

  test('takes an object by its ID too', async () => {
    const { locationId } = place();
    const object = first(
      zap.sandbox.state.customObjects.where((row) => row.locationId === locationId && row.key === PET),
    );
    expect(Object.keys(await form('create', { schemaKey: object.id }))).toContain('properties__weight');
    const made = await zap.run('creates', 'create_custom_object_record', {
      schemaKey: object.id,
      properties__name: 'By ID',
    });
    expect(made).toMatchObject({ name: 'By ID' });
  });

  test('can be read, found, changed and listed', async () => {
    const { id } = Object(
      await write('create', { properties__name: 'Kiwi', properties__vaccines: 'Rabies' }),
    );
    const find = (by: object) => zap.run('searches', 'find_custom_object_record', { schemaKey: PET, ...by });
    expect(await find({ id })).toMatchObject([{ id, properties: { vaccines: ['rabies'] } }]);
    await write('update', { id, properties__vaccines: ['Distemper'], properties__name_tag__back: 'Call us' });
    expect(await find({ query: 'Kiwi' })).toMatchObject([
      { id, objectKey: PET, properties: { vaccines: ['distemper'], name_tag: { back: 'Call us' } } },
    ]);
  });

  test.each([
    ['a text', 'remarks', { remarks: 'Bites.' }],
    ['a choice', 'species', {}],
    ['a number', 'weight', {}],
    ['an amount', 'insured_for', {}],
    ['a day', 'born', {}],
    ['options', 'likes', {}],
    ['a box', 'name_tag__front', { 'name_tag.front': 'Biscuit' }],
    ['files', 'papers', { papers: [{ url: 'https://www.example.com/pass.pdf' }] }],
  ])('is rid of %s where that is said, and keeps the rest', async (_, name, more) => {
    const { pet } = place();
    zap.sandbox.state.objectRecords.update(pet.id, { properties: { ...Object(pet.properties), ...more } });
    const before = petNow(pet.id);
    const held = name.replace('__', '.');
    expect(before).toHaveProperty([held]);
    const { unsavedFields } = Object(await write('update', { id: pet.id, clear: [`properties.${name}`] }));
    expect(unsavedFields).toEqual([]);
    expect(petNow(pet.id)).toEqual(pickBy(before, (_value, key) => key !== held));
  });

  test('offers what can be cleared by its name', async () => {
    const { inputFields } = Object(app.creates.update_custom_object_record?.operation);
    const clear = items(inputFields).find(({ key }) => key === 'clear');
    const { results } = Object(await zap.call(at(clear, 'choices', 'perform'), { schemaKey: PET }));
    expect(results).toEqual(
      expect.arrayContaining([
        { id: 'owner', label: 'Owner' },
        { id: 'properties.likes', label: 'Likes' },
        { id: 'properties.name_tag__front', label: 'Name Tag: Front' },
      ]),
    );
  });

  test('is told what HighLevel did not save', async () => {
    const { pet } = place();
    const kept = { id: pet.id, properties: { name: 'Biscuit', weight: 3, remarks: 'Bites.' } };
    const endpoint = 'PUT /objects/{schemaKey}/records/{id}';
    zap.sandbox.faults.add({ endpoint, status: 200, body: { record: kept } });
    const saved = await write(
      'update',
      { id: pet.id, properties__weight: 4, properties__likes: ['walks'], clear: ['properties.remarks'] },
      await handedBack('update'),
    );
    expect(saved).toMatchObject({
      unsavedFields: ['Remarks', 'Weight', 'Likes'],
      unsavedNote: expect.stringMatching(
        /did not clear “Remarks”.*did not save “4” in “Weight”.*did not save “walks” in “Likes”\. Its options are “Walks”, “Sleep” and “Seeds”\.$/,
      ),
    });
  });

  test('of a company changes the company', async () => {
    const { locationId } = place();
    const company = first(zap.sandbox.state.businesses.where((row) => row.locationId === locationId));
    const schemaKey = 'business';
    await write('update', {
      schemaKey,
      id: company.id,
      properties__city: 'Leeds',
      clear: ['properties.phone'],
    });
    const now = zap.sandbox.state.businesses.get(company.id);
    expect(now).toMatchObject({ name: company.name, city: 'Leeds' });
    expect(now?.phone).toBeUndefined();
    const { id } = Object(await write('create', { schemaKey, properties__name: 'Okafor Interiors' }));
    expect(zap.sandbox.state.businesses.get(id)).toMatchObject({ name: 'Okafor Interiors', locationId });
  });

  test.each<[string, 'create' | 'update', object, RegExp]>([
    [
      'a field that the object does not have',
      'create',
      { properties__colour: 'red' },
      /^The object has no field “colour” that can be written: take it out of this step\.$/,
    ],
    [
      'no field at all',
      'create',
      {},
      /^Create Custom Object Record needs a value for at least one field of the object\.$/,
    ],
    ['no name', 'create', { properties__weight: 3 }, /“name is required”/],
    [
      'an option that is none',
      'create',
      { properties__name: 'A', properties__species: 'fish' },
      /“Species” has no option “fish”: its options are “Cat”, “Dog” and “Parrot”\./,
    ],
    [
      'what has a value and is to be cleared',
      'update',
      { properties__weight: 3, clear: ['properties.weight'] },
      /^“Weight” has a value and is to be cleared: choose one of the two\.$/,
    ],
    [
      'a field of contacts to clear',
      'update',
      { clear: ['customFields.x'] },
      /^“Fields to Clear” must name fields of this list/,
    ],
    [
      'a field to clear that is none',
      'update',
      { clear: ['properties.colour'] },
      /^The object has no field “colour”/,
    ],
  ])('is refused for %s, and nothing is written', async (_, key, input, says) => {
    const { pets, pet } = place();
    const bundle = await handedBack(key);
    const id = key === 'update' && { id: pet.id };
    expect(await zap.sentence(write(key, { ...id, ...input }, bundle))).toMatch(says);
    expect(place().pets).toEqual(pets);
  });
});
