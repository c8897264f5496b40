/** The Sub-Account field: nothing for a sub-account's connection, the sub-accounts for an agency's. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { locationFields } from '../../fields/location';
import app from '../../index';
import { at, type Item, items } from '../../zapier';
import { type Extra, first, harness, shortenWaits } from '../support/harness';

const zap = harness();
const asAgency = (): Extra => ({ authData: zap.agencyAuthData });

/** The fields that a form gets for this connection, by the app's own functions. */
async function form(operation: unknown, extra: Extra = {}, filledIn: object = {}): Promise<Item[]> {
  const fields = [at(operation, 'inputFields')].flat();
  const answers = await Promise.all(
    fields.map((field) => (typeof field === 'function' ? zap.call(field, filledIn, extra) : field)),
  );
  return items(answers.flat());
}
const isForeign = (row: { companyId: string }) => row.companyId !== zap.agencyAuthData.companyId;
const locationIn = (fields: Item[]) => fields.filter(({ key }) => key === 'locationId');

test.each<[operation: string, of: () => unknown]>([
  ['the trigger search_contacts', () => app.triggers.search_contacts?.operation],
  ['the create create_contact_note', () => app.creates.create_contact_note?.operation],
  ['the search find_contact', () => app.searches.find_contact?.operation],
])('%s asks an agency for the location, first of all, and nobody else', async (_operation, of) => {
  expect(locationIn(await form(of()))).toEqual([]);
  expect(zap.sent()).toEqual([]);
  const [field] = await form(of(), asAgency());
  expect(field).toMatchObject({
    key: 'locationId',
    label: 'Sub-Account',
    required: true,
    altersDynamicFields: true,
  });
});

describe('with an agency’s connection', () => {
  const choices = async () => {
    const [field] = items(await zap.call(locationFields, {}, asAgency()));
    return items(field?.choices).map(({ value, label }) => ({ value, label }));
  };

  test('the sub-accounts that installed the app are chosen by name, those of other agencies not', async () => {
    const { companyId } = zap.agencyAuthData;
    const own = zap.sandbox.locations.filter((location) => location.companyId === companyId);
    expect(own.length).toBeLessThan(zap.sandbox.locations.length);
    expect(await choices()).toEqual(own.map(({ locationId, name }) => ({ value: locationId, label: name })));
  });

  test.each([null, ''])('one whose name is %j is shown by its id', async (name) => {
    const body = { locations: [{ _id: 'branch', name }] };
    zap.sandbox.faults.add({ endpoint: 'GET /oauth/installedLocations', status: 200, body });
    expect(await choices()).toEqual([{ value: 'branch', label: 'branch' }]);
  });

  describe('the list is kept for minutes', () => {
    /** What the app asks of `z.cache`, whose own types leave the scope out. */
    interface Cache {
      get(key: string, scope?: string[]): Promise<unknown>;
      set(key: string, value: unknown, seconds?: number, scope?: string[]): Promise<boolean>;
      delete(key: string, scope?: string[]): Promise<boolean>;
    }

    /** A cache that works, with all that was set in it. */
    function cacheThatKeeps() {
      const sets: { key: string; value: unknown; seconds: unknown; scope: unknown }[] = [];
      const cache: Cache = {
        get: async (key) => sets.findLast((one) => one.key === key)?.value ?? null,
        set: async (key, value, seconds, scope) => sets.push({ key, value, seconds, scope }) > 0,
        delete: async () => true,
      };
      return { cache, sets };
    }

    const broken = () => Promise.reject(new Error('No cache.'));
    const nothingKept = (): Cache => ({ ...cacheThatKeeps().cache, get: async () => null });
    const refusingLarge = (): Cache => {
      const { cache } = cacheThatKeeps();
      const isSmall = (value: unknown) => JSON.stringify(value).length < 10_000;
      return { ...cache, set: (key, value) => (isSmall(value) ? cache.set(key, value) : broken()) };
    };
    const holdingElse = (value: unknown) => (): Cache => ({ ...nothingKept(), get: async () => value });

    beforeEach(() => {
      const { companyId = '' } = zap.agencyAuthData;
      zap.sandbox.limits = { burst: 1e9, daily: 1e9 };
      for (let i = 0; i < 950; i += 1) {
        zap.sandbox.state.locations.insert({ companyId, name: `A practice with a long name ${i}` });
      }
    });

    /** Opens a form with this cache, and answers its choices and how many requests they took. */
    async function opened(cache: Cache, extra = asAgency()) {
      const before = zap.sent().length;
      const open = (z: ZObject, bundle: Bundle) => locationFields({ ...z, cache }, bundle);
      const [field] = items(await zap.call(open, {}, extra));
      return { choices: items(field?.choices), requests: zap.sent().length - before };
    }

    test('a form that is opened twice asks once, and lists the same', async () => {
      const { cache } = cacheThatKeeps();
      const once = await opened(cache);
      const again = await opened(cache);
      expect(once.choices.length).toBeGreaterThan(950);
      expect([once.requests, again.requests]).toEqual([10, 0]);
      expect(again.choices).toEqual(once.choices);
    });

    test('for five minutes, and for its connection alone', async () => {
      const { cache, sets } = cacheThatKeeps();
      await opened(cache);
      expect(sets).toEqual([expect.objectContaining({ seconds: 300, scope: ['auth'] })]);
    });

    test.each<[what: string, cache: () => Cache]>([
      ['has lost it', nothingKept],
      ['takes nothing so large', refusingLarge],
      ['fails', () => ({ get: broken, set: broken, delete: broken })],
      ['holds something else', holdingElse({ locations: [] })],
      ['holds another kind of list', holdingElse([['id', 'name', 'more'], 'name'])],
    ])('where the cache %s, nothing changes but the number of requests', async (_what, cache) => {
      const { choices } = await opened(cacheThatKeeps().cache);
      const given = cache();
      expect(await opened(given)).toEqual({ choices, requests: 10 });
      expect(await opened(given)).toEqual({ choices, requests: 10 });
    });

    test('another agency that is connected instead gets its own', async () => {
      const { cache } = cacheThatKeeps();
      await opened(cache);
      const { companyId, accessToken } = first(
        zap.sandbox.agencies.filter((agency) => agency.companyId !== zap.agencyAuthData.companyId),
      );
      const authData = { access_token: accessToken, userType: 'Company', companyId };
      const { choices } = await opened(cache, { authData });
      const theirs = zap.sandbox.state.locations.where(isForeign).map(({ id }) => id);
      expect(choices.map(({ value }) => value)).toEqual(theirs);
    });

    test('but not where there is none yet: whoever sees that goes and installs the app', async () => {
      for (const { id } of zap.sandbox.state.locations.all()) {
        zap.sandbox.state.locations.update(id, { isInstalled: false });
      }
      const { cache, sets } = cacheThatKeeps();
      await opened(cache);
      expect(sets).toEqual([]);
    });
  });

  describe('the form in which a Location does not open', () => {
    const createContact = () => app.creates.create_contact?.operation;
    const opened = (locationId: string) => form(createContact(), asAgency(), { locationId });

    test.each<[what: string, chosen: () => string]>([
      [
        'one that has not installed the app any more',
        () => {
          const { locationId } = first(zap.sandbox.locations);
          zap.sandbox.state.locations.update(locationId, { isInstalled: false });
          return locationId;
        },
      ],
      ['one of another agency', () => first(zap.sandbox.state.locations.where(isForeign)).id],
      ['a mapped value that Zapier can’t fill in yet', () => '{{123__location_id}}'],
    ])('says so, and another can be chosen in it: %s', async (_what, chosen) => {
      const fields = await opened(chosen());
      expect(items(first(locationIn(fields)).choices).length).toBeGreaterThan(0);
      const { helpText } = first(fields.filter(({ type }) => type === 'copy'));
      expect(helpText).toMatch(/^Opening the sub-account did not work\. .*Choose the Sub-Account again: /);
      expect(fields.filter(({ key }) => String(key).startsWith('customFields__'))).toEqual([]);
    });

    test.each<[what: string, status: number]>([
      ['HighLevel is in trouble', 503],
      ['there are no more calls', 429],
    ])('does not open at all for now where %s: the custom fields are only late', async (_what, status) => {
      shortenWaits();
      const headers = { 'x-ratelimit-interval-milliseconds': '60000' };
      const fault = { endpoint: 'POST /oauth/locationToken', status, headers, times: 9 } as const;
      zap.sandbox.faults.add(fault);
      await expect(opened(first(zap.sandbox.locations).locationId)).rejects.toThrow();
      jest.restoreAllMocks();
    });
  });

  test('they are in the order of their names', async () => {
    const { companyId = '' } = zap.agencyAuthData;
    for (const name of ['zebra', 'Aardvark']) zap.sandbox.state.locations.insert({ companyId, name });
    const labels = (await choices()).map(({ label }) => String(label));
    expect(labels.at(0)).toBe('Aardvark');
    expect(labels.at(-1)).toBe('zebra');
  });

  test('an agency whose sub-accounts have not installed the app reads so, and gets no empty list', async () => {
    for (const { id } of zap.sandbox.state.locations.all()) {
      zap.sandbox.state.locations.update(id, { isInstalled: false });
    }
    const [field] = items(await zap.call(locationFields, {}, asAgency()));
    expect(field).not.toHaveProperty('choices');
    expect(field?.helpText).toMatch(/^The app is installed in no sub-account of this agency yet\./);
  });

  test('the list tells where it ends', async () => {
    const { companyId = '' } = zap.agencyAuthData;
    for (let i = 0; i < 1001; i += 1) {
      zap.sandbox.state.locations.insert({ companyId, name: `Branch ${i}` });
    }
    zap.sandbox.limits = { burst: 1e9, daily: 1e9 };
    const [field] = items(await zap.call(locationFields, {}, asAgency()));
    expect(items(field?.choices)).toHaveLength(1000);
    expect(field?.helpText).toContain('The list ends here');
  });

  test('a sub-account that did not install the app is no choice', async () => {
    const [gone, ...others] = await choices();
    zap.sandbox.state.locations.update(String(gone?.value), { isInstalled: false });
    expect(await choices()).toEqual(others);
  });

  test.each([100, 101, 350])('%d of them are listed, page by page', async (count) => {
    const { locations } = zap.sandbox.state;
    const { companyId = '' } = zap.agencyAuthData;
    const isOwn = (row: { companyId: string }) => row.companyId === companyId;
    for (let i = locations.where(isOwn).length; i < count; i += 1) {
      locations.insert({ companyId, name: `Branch ${i}` });
    }
    const wanted = locations.where(isOwn).map(({ id, name }) => ({ value: id, label: name }));
    expect(new Set(await choices())).toEqual(new Set(wanted));
    expect(zap.sent()).toHaveLength(Math.floor(count / 100) + 1);
  });

  test('the app is asked for by its own id', async () => {
    await choices();
    expect(first(zap.sent())).toMatchObject({
      path: '/oauth/installedLocations',
      query: {
        appId: zap.sandbox.clientId.split('-')[0],
        isInstalled: 'true',
        companyId: zap.agencyAuthData.companyId,
      },
    });
  });

  test('what HighLevel refuses is told in words', async () => {
    zap.sandbox.faults.add({ status: 403, body: { message: 'Forbidden resource' } });
    expect(await zap.sentence(choices())).toMatch(
      /^Listing the sub-accounts did not work\. HighLevel says: “Forbidden/,
    );
  });

  test('a list whose pages repeat ends', async () => {
    const locations = Array.from({ length: 100 }, (_, i) => ({ _id: `branch${i}`, name: `Branch ${i}` }));
    zap.sandbox.faults.add({
      endpoint: 'GET /oauth/installedLocations',
      status: 200,
      body: { locations },
      times: 50,
    });
    expect(await choices()).toHaveLength(100);
    expect(zap.sent()).toHaveLength(2);
  });

  test('a step works in the chosen location, with the location’s own token', async () => {
    const [, second] = zap.sandbox.locations;
    const here = (row: { locationId: string }) => row.locationId === second?.locationId;
    const contact = first(zap.sandbox.state.contacts.where(here));
    const input = { locationId: second?.locationId, email: contact.email };
    expect(await zap.run('searches', 'find_contact', input, asAgency())).toEqual([
      expect.objectContaining({ id: contact.id, locationId: second?.locationId }),
    ]);
    expect(zap.sent().map(({ endpoint, tokenType }) => [endpoint, tokenType])).toEqual([
      ['POST /oauth/locationToken', 'Company'],
      ['POST /contacts/search', 'Location'],
    ]);
  });

  test.each([[{}], [{ locationId: '' }], [{ locationId: '  ' }]])(
    'a step without a location (%j) says that it needs one, and sends nothing',
    async (location) => {
      for (const run of [
        zap.run('searches', 'find_contact', { ...location, email: 'ada@example.com' }, asAgency()),
        zap.run('creates', 'create_contact', { ...location, email: 'ada@example.com' }, asAgency()),
        zap.run('triggers', 'list_contacts', location, asAgency()),
        zap.run('triggers', 'get_contact', { ...location, contactId: 'x' }, asAgency()),
      ]) {
        expect(await zap.sentence(run)).toMatch(/needs a value for “Sub-Account”\.$|^Choose a Sub-Account/);
      }
      expect(zap.sent()).toEqual([]);
    },
  );

  test('another agency’s location is refused', async () => {
    const foreign = zap.sandbox.locations.find(({ companyId }) => companyId !== zap.agencyAuthData.companyId);
    const run = zap.run(
      'searches',
      'find_contact',
      { locationId: foreign?.locationId, email: 'a@b.example' },
      asAgency(),
    );
    expect(await zap.sentence(run)).toMatch(/^Opening the sub-account did not work/);
  });
});

test('with a sub-account’s connection a location that is mapped all the same changes nothing', async () => {
  const [own, other] = zap.sandbox.locations;
  await zap.run('triggers', 'list_contacts', { locationId: other?.locationId });
  expect(first(zap.sent()).query).toMatchObject({ locationId: own?.locationId });
});
