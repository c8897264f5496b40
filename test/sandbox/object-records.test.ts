/** Records of objects that are written, as one source each has measured it (August 2026). */
import { omit } from 'lodash';
import type { Json, JsonObject } from '../../sandbox/json';
import { at, sandboxOfFile } from './client';

const on = sandboxOfFile();
const { call, locationId } = on;

const PET = 'custom_objects.pet';

const create = (properties: JsonObject, more: JsonObject = {}, schemaKey = PET) =>
  call('POST /objects/{schemaKey}/records', {
    path: { schemaKey },
    body: { locationId: locationId(), properties, ...more },
  });
const update = (id: string, body: JsonObject) =>
  call('PUT /objects/{schemaKey}/records/{id}', {
    path: { schemaKey: PET, id },
    query: { locationId: locationId() },
    body,
  });
const propertiesOf = ({ body }: { body?: Json }) => at(body, 'record.properties');
const idOf = ({ body }: { body?: Json }) => String(at(body, 'record.id'));
const count = () => on.sandbox.state.objectRecords.all().length;

/** A pet with something in each field. */
const WHOLE: JsonObject = {
  name: 'Biscuit',
  species: 'dog',
  weight: 7,
  born: '2021-05-04T00:00:00.000Z',
  insured_for: { currency: 'default', value: 400 },
  likes: ['walks', 'sleep'],
  temper: 'calm',
  vaccines: ['rabies'],
  'name_tag.front': 'Biscuit',
  papers: [{ url: 'https://www.example.com/pass.pdf' }],
};
const KEPT: JsonObject = { ...WHOLE, born: '2021-05-04' };

test('a record is made with all of its fields, and read as it is kept: days without their time', async () => {
  const made = await create(WHOLE);
  expect([made.status, propertiesOf(made)]).toEqual([201, KEPT]);
  const path = { schemaKey: PET, id: idOf(made) };
  expect(propertiesOf(await call('GET /objects/{schemaKey}/records/{id}', { path }))).toEqual(KEPT);
});

test.each<[string, JsonObject]>([
  ['a field that the object does not have', { colour: 'brown' }],
  ['a field with its object’s name', { 'custom_objects.pet.name': 'Biscuit' }],
  ['text for a number', { weight: '7' }],
  ['a bare number for an amount', { insured_for: 400 }],
  ['an option that is none', { species: 'fish' }],
  ['an option by its label', { species: 'Dog' }],
  ['an option for a list', { likes: 'walks' }],
  ['a list with an option that is none', { likes: ['walks', 'fish'] }],
  ['a text-box list as a whole', { name_tag: 'Biscuit' }],
  ['a link that is no file', { papers: ['https://www.example.com/pass.pdf'] }],
  ['no name', { name: '' }],
])('the whole record is refused for %s', async (_, wrong) => {
  const before = count();
  expect(await create({ ...WHOLE, ...wrong })).toMatchObject({ status: 422 });
  expect(count()).toBe(before);
});

test.each<[string, JsonObject, JsonObject]>([
  ['leaves what is not sent', { weight: 8 }, { weight: 8 }],
  [
    'adds to a list and takes from it',
    { likes: { add: ['seeds'], remove: ['walks', 'fish'] } },
    { likes: ['sleep', 'seeds'] },
  ],
  ['drops text for a list', { likes: 'seeds', weight: 8 }, { weight: 8 }],
  ['drops a bare day', { born: '2022-01-01' }, {}],
  ['keeps the day of a moment', { born: '2022-01-01T00:00:00.000Z' }, { born: '2022-01-01' }],
])('a change %s', async (_, properties, changed) => {
  const made = await create(WHOLE);
  expect(propertiesOf(await update(idOf(made), { properties }))).toEqual({ ...KEPT, ...changed });
});

test('a change that has a list for a list, or an unknown field, changes nothing', async () => {
  const made = await create(WHOLE);
  for (const wrong of [{ likes: ['seeds'] }, { colour: 'brown' }, { name: null }]) {
    expect(await update(idOf(made), { properties: { weight: 8, ...wrong } })).toMatchObject({ status: 422 });
  }
  expect(propertiesOf(await update(idOf(made), { properties: {} }))).toEqual(KEPT);
});

test('what is emptied is gone from the record', async () => {
  const made = await create(WHOLE);
  const properties = {
    weight: null,
    species: '',
    papers: [],
    likes: { add: [], remove: ['walks', 'sleep'] },
  };
  expect(propertiesOf(await update(idOf(made), { properties }))).toEqual(omit(KEPT, Object.keys(properties)));
});

test('a record has one owner at most, and ten followers', async () => {
  expect(await create(WHOLE, { owner: ['a', 'b'] })).toMatchObject({ status: 422 });
  expect(await create(WHOLE, { followers: Array(11).fill('a') })).toMatchObject({ status: 422 });
  const made = await create(WHOLE, { owner: ['a'], followers: ['b'] });
  expect(made.body).toMatchObject({ record: { owner: ['a'], followers: ['b'] } });
  expect((await update(idOf(made), { owner: [] })).body).toMatchObject({
    record: { owner: [], followers: ['b'] },
  });
});

test('a record is deleted once, and a company is one', async () => {
  const made = await create({ name: 'Okafor Interiors' }, {}, 'business');
  const path = { schemaKey: 'business', id: idOf(made) };
  const business = await call('GET /businesses/{businessId}', { path: { businessId: path.id } });
  expect(business.body).toMatchObject({ business: { name: 'Okafor Interiors' } });
  const remove = () => call('DELETE /objects/{schemaKey}/records/{id}', { path });
  expect(await remove()).toMatchObject({ status: 200, body: { id: path.id, success: true } });
  expect(await remove()).toMatchObject({ status: 404 });
});
