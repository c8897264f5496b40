import app from '../../index';
import { isNoLocation } from '../../reads/locations';
import { at, items } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';
const here = () => first(zap.sandbox.locations);
const asAgency = () => ({ authData: zap.agencyAuthData });

/** A sub-account of the other agency. */
const foreign = () => zap.sandbox.locations.find(({ companyId }) => companyId !== here().companyId);

function place() {
  const { locationId, companyId } = here();
  const location = zap.sandbox.state.locations.get(locationId);
  const snapshot = zap.sandbox.state.snapshots.find((row) => row.companyId === companyId);
  return { locationId, companyId, email: String(location?.email), snapshotId: String(snapshot?.id) };
}

/** The sub-account's custom values of this name. */
const valuesNamed = (name: string) =>
  zap.sandbox.state.customValues.where((row) => row.locationId === here().locationId && row.name === name);

const rows = ({ locationId, companyId, email, snapshotId }: ReturnType<typeof place>): Row[] => [
  {
    key: 'list_locations',
    input: { email },
    sends: {
      call: 'GET /locations/search',
      query: { companyId, email, order: 'desc', limit: '100' },
    },
    gives: [{ id: locationId, name: 'Acme Dental', timezone: 'America/New_York', revision: 'new' }],
    fails: {
      input: { email: { no: 'text' } },
      says: /^“Email” must be text, and not a group of fields\.$/,
      sends: 0,
    },
  },
  {
    key: 'create_location',
    as: 'agency',
    input: {
      name: 'Okafor Interiors',
      snapshotId,
      phone: '+13125550142',
      website: '',
      address: '225 West Wacker Drive',
      country: 'United States',
      timezone: 'America/Chicago',
      prospectInfo__firstName: 'Amara',
      prospectInfo__lastName: 'Okafor',
      prospectInfo__email: 'amara@example.com',
      settings__allowDuplicateContact: 'yes',
      social__instagram: 'https://www.instagram.com/okaforinteriors',
    },
    sends: {
      call: 'POST /locations/',
      body: {
        companyId,
        name: 'Okafor Interiors',
        snapshotId,
        phone: '+13125550142',
        address: '225 West Wacker Drive',
        country: 'US',
        timezone: 'America/Chicago',
        prospectInfo: { firstName: 'Amara', lastName: 'Okafor', email: 'amara@example.com' },
        settings: { allowDuplicateContact: true },
        social: { instagram: 'https://www.instagram.com/okaforinteriors' },
      },
    },
    gives: { id: expect.any(String), name: 'Okafor Interiors', country: 'US', email: 'amara@example.com' },
    fails: {
      as: 'location',
      input: { name: 'Okafor Interiors' },
      says: /^Create Location needs an agency's connection, and this one is a sub-account's\.$/,
      sends: 0,
    },
  },
  {
    key: 'set_custom_value',
    input: { name: 'Front Desk', value: 'Hi {{contact.first_name}},\n“ask” us 😊' },
    sends: {
      call: `POST /locations/${locationId}/customValues`,
      body: { name: 'Front Desk', value: 'Hi {{contact.first_name}},\n“ask” us 😊' },
      besides: [`GET /locations/${locationId}/customValues`],
    },
    gives: {
      id: expect.any(String),
      name: 'Front Desk',
      value: 'Hi {{contact.first_name}},\n“ask” us 😊',
      fieldKey: '{{ custom_values.front_desk }}',
      new: true,
    },
    fails: {
      input: { value: 'Hi' },
      says: /^Set Custom Value needs a value for “Custom Value” or “Name”\.$/,
      sends: 0,
    },
  },
];

describeCategory(zap, 'Locations', () => rows(place()));

describe('Find Location by ID', () => {
  const find = async (locationId: string | undefined, extra = {}) =>
    items(await zap.run('searches', 'find_location', { locationId }, extra)).map(({ id }) => id);

  test('finds any of an agency’s locations, as the agency', async () => {
    const [, other] = zap.sandbox.locations;
    expect(await find(other?.locationId, asAgency())).toEqual([other?.locationId]);
    expect(zap.sent().map(({ tokenType }) => tokenType)).toEqual(['Company']);
  });

  test('finds nothing where there is none, or none that the connection may see', async () => {
    expect(await find(UNKNOWN)).toEqual([]);
    expect(await find(UNKNOWN, asAgency())).toEqual([]);
    expect(await find(foreign()?.locationId, asAgency())).toEqual([]);
  });

  test('fails where something else is wrong', async () => {
    const body = { statusCode: 403, message: 'Forbidden resource' };
    zap.sandbox.faults.add({ endpoint: 'GET /locations/{locationId}', status: 403, body });
    expect(await zap.sentence(find(UNKNOWN))).toMatch(/^Find Location by ID did not work\./);
  });

  test.each([
    [404, 'Whatever', true],
    [400, 'Location not found', true],
    [403, 'The token does not have access to this location.', true],
    [400, 'Bad Request', false],
    [403, 'Forbidden resource', false],
    [401, 'Location not found', false],
    [500, 'Location not found', false],
  ])('takes %i “%s” for nothing found: %s', (status, message, nothing) => {
    const answer = { status, headers: new Headers(), text: '', body: { message } };
    expect(isNoLocation(answer)).toBe(nothing);
  });
});

describe('List Locations', () => {
  test('lists an agency’s locations, and a new one fires', async () => {
    const list = async () =>
      items(await zap.run('triggers', 'list_locations', {}, asAgency())).map(({ id }) => id);
    const before = await list();
    expect(before).toHaveLength(2);
    const made = await zap.run('creates', 'create_location', { name: 'Okafor Interiors' }, asAgency());
    expect(await list()).toEqual([at(made, 'id'), ...before]);
  });

  test('lists the one location of a sub-account’s connection', async () => {
    expect(items(await zap.run('triggers', 'list_locations')).map(({ id }) => id)).toEqual([
      here().locationId,
    ]);
  });
});

describe('the form of Create Location', () => {
  const choices = async (key: string) => {
    const field = items(app.creates.create_location?.operation.inputFields).find((one) => one.key === key);
    return items(at(await zap.call(at(field, 'choices', 'perform'), {}, asAgency()), 'results'));
  };

  test('lists the agency’s snapshots', async () => {
    expect((await choices('snapshotId')).map(({ label }) => label)).toContain('Dental Practice Starter');
  });

  test('lists the countries that HighLevel knows, and takes no other', async () => {
    const ids = (await choices('country')).map(({ id }) => id);
    expect(ids).toContain('US');
    expect(ids).not.toContain('CW');
    const run = zap.run('creates', 'create_location', { name: 'Okafor', country: 'CW' }, asAgency());
    expect(await zap.sentence(run)).toBe(
      '“Country” must be a country that HighLevel knows; CW is not on its list.',
    );
  });
});

describe('Set Custom Value', () => {
  const set = (input: object) => zap.run('creates', 'set_custom_value', input);
  const booking = () => first(valuesNamed('Booking Link'));
  const count = () => zap.sandbox.state.customValues.all().length;

  test.each([
    ['its name', () => ({ name: 'Booking Link' })],
    ['its name in other capitals', () => ({ name: ' booking  LINK ' })],
    ['its merge tag', () => ({ name: '{{custom_values.booking_link}}' })],
    ['its ID', () => ({ id: booking().id })],
  ])('changes the value that is found by %s, and makes none', async (_, by) => {
    const { id } = booking();
    const before = count();
    expect(await set({ ...by(), value: 'https://www.example.com/new' })).toMatchObject({
      id,
      name: 'Booking Link',
      value: 'https://www.example.com/new',
      new: false,
    });
    expect(zap.sent().at(-1)?.body).toEqual({ name: 'Booking Link', value: 'https://www.example.com/new' });
    expect([booking().value, count()]).toEqual(['https://www.example.com/new', before]);
  });

  test('sends one request for an ID with a name, which the value gets', async () => {
    const { id } = booking();
    const made = await set({ id, name: 'Where to Book', value: 'x' });
    expect(made).toMatchObject({ id, name: 'Where to Book', value: 'x', new: false });
    expect(zap.sent().map(({ method }) => method)).toEqual(['PUT']);
  });

  test('makes one, and the next run changes that one', async () => {
    const made = await set({ name: 'Slogan', value: 'Smile' });
    expect(await set({ name: 'Slogan', value: 'Grin' })).toMatchObject({ id: at(made, 'id'), new: false });
    expect(valuesNamed('Slogan')).toMatchObject([{ value: 'Grin' }]);
  });

  test('writes nothing where two have the name, unless one of them is spelt in just this way', async () => {
    const { customValues } = zap.sandbox.state;
    const { locationId } = here();
    const twins = ['Promo', 'Promo', 'PROMO'].map((name) =>
      customValues.insert({ locationId, name, value: 'a' }),
    );
    const now = () => twins.map(({ id }) => customValues.get(id)?.value);
    expect(await zap.sentence(set({ name: 'Promo', value: 'b' }))).toBe(
      '2 custom values are called “Promo”: choose one of them under “Custom Value”.',
    );
    expect(await zap.sentence(set({ name: 'promo', value: 'b' }))).toMatch(
      /^3 custom values are called “promo”/,
    );
    expect(now()).toEqual(['a', 'a', 'a']);
    await set({ name: 'PROMO', value: 'b' });
    expect(now()).toEqual(['a', 'a', 'b']);
  });

  test.each([
    ['No custom value has the merge tag “{{ custom_values.gone }}”.', { name: '{{ custom_values.gone }}' }],
    [`No custom value has the ID “${UNKNOWN}”.`, { id: UNKNOWN }],
  ])('says “%s”, and makes none', async (sentence, by) => {
    const before = count();
    expect(await zap.sentence(set({ ...by, value: 'x' }))).toBe(sentence);
    expect(count()).toBe(before);
  });

  test('says what is wrong with an ID that is gone, where its name comes with it', async () => {
    const run = set({ id: UNKNOWN, name: 'Booking Link', value: 'x' });
    expect(await zap.sentence(run)).toMatch(/“Custom Value”|custom value/);
    expect(booking().value).not.toBe('x');
  });

  test('offers the custom values by their names', async () => {
    const field = items(app.creates.set_custom_value?.operation.inputFields).find((one) => one.key === 'id');
    const { results } = Object(await zap.call(at(field, 'choices', 'perform')));
    expect(results).toContainEqual({ id: booking().id, label: 'Booking Link' });
  });
});
