/**
 * One agency's connection in two of its sub-accounts: every operation runs in both, in turns, and nothing
 * of one shows up in the other, though they share the connection, its cache and the app's process.
 */
import { isEmpty, omit, partition } from 'lodash';
import { type EndpointKey, endpoint } from '../highlevel/contract';
import { isOfLocation, locationParameters } from '../highlevel/contract/account';
import app from '../index';
import { staticFields } from '../operations/form';
import { withSharedOperations } from '../operations/share';
import type { AnySpec } from '../operations/spec';
import type { LoggedRequest } from '../sandbox/gateway/requests';
import { type Sandbox, startSandbox } from '../sandbox/server';
import {
  type App,
  at,
  Connection,
  handlerOf,
  type Item,
  items,
  loadApp,
  type Memory,
  type Result,
  unwrap,
} from '../zapier';
import type { Seeded } from './notes';
import { exampleInput, leastInput, type OperationName } from './support/example-inputs';
import { fillIn } from './support/fill';
import { first } from './support/harness';
import { type Subject, subjects } from './support/operations';
import { foreignIn, isOf, type Marks, marksOf, textsIn } from './support/two-accounts';

const TOKEN: EndpointKey = 'POST /oauth/locationToken';
const INSTALLED: EndpointKey = 'GET /oauth/installedLocations';
const all = subjects();
const accessOf = ({ endpoint: key }: AnySpec): readonly string[] =>
  key ? endpoint(key).access : ['location'];
const isScoped = ({ endpoint: key }: AnySpec) => !key || isOfLocation(endpoint(key));

/** What runs in a sub-account; `api_request` does, where one is chosen. */
const scoped = all.filter(({ spec }) => isScoped(spec));
const agencyOnly = all.filter(({ spec }) => !accessOf(spec).includes('location'));
const both = all.filter(({ spec }) => !isScoped(spec) && accessOf(spec).includes('location'));

let sandbox: Sandbox;
let agency: Connection;
let subAccount: Connection;
let places: [string, string];
let marks: Marks;

/** What the agency's connection keeps between its runs. */
const memory: Memory = { cache: {}, cursor: {} };
/** How the key of the list of sub-accounts begins, which is kept too. */
const LIST = 'names:installed-locations:';
/** The sub-account that the runs are in at the moment, and what was wrong with them. */
let here = '';
let trespasses: string[] = [];
/** Every location token that was asked for, since the beginning. */
const opened: unknown[] = [];

/** Puts the records back; tokens stay, as they would. */
function restore() {
  for (const table of Object.values(sandbox.state)) table.restore();
  sandbox.faults.clear();
  sandbox.requests.length = 0;
}

/** The token of a sub-account, as the connection keeps it. */
function tokenOf(place: string): unknown {
  const key = Object.keys(memory.cache).find((one) => one.startsWith(`location-token:${place}:`)) ?? '';
  return JSON.parse(String(memory.cache[key] ?? 'null'));
}

/** What is wrong with a request of a step in the sub-account `here`. */
function trespassesOf({ endpoint: key, path, query, body, headers, tokenType }: LoggedRequest): string[] {
  if (key === INSTALLED) return tokenType === 'Company' ? [] : ['The list of sub-accounts is the agency’s'];
  const foreign = foreignIn([path, query, body], here, marks).map((text) => `${key} was sent ${text}`);
  if (key === TOKEN) {
    const own = tokenType === 'Company' && at(body, 'locationId') === here;
    return [...foreign, ...(own ? [] : ['Another sub-account was opened'])];
  }
  const owned = tokenType === 'Location' && headers.authorization === `Bearer ${tokenOf(here)}`;
  const sent = { path, query, body };
  const named = (key ? locationParameters(endpoint(key)) : []).map(({ place, name }) =>
    at(sent[place], name),
  );
  const elsewhere = named.some((id) => id !== undefined && id !== here);
  return [
    ...foreign,
    ...(owned ? [] : [`${key} went with another token`]),
    ...(elsewhere ? [`${key} named another sub-account`] : []),
  ];
}

/** The app, each of whose calls is looked at: its requests, and what it answers. */
const watched = (inner: App): App => ({
  definition: inner.definition,
  call: async (method, bundle) => {
    const before = sandbox.requests.length;
    const result = await inner.call(method, bundle, memory);
    const sent = sandbox.requests.slice(before);
    opened.push(
      ...sent.filter(({ endpoint: key }) => key === TOKEN).map(({ body }) => at(body, 'locationId')),
    );
    if (!here) return result;
    trespasses.push(
      ...sent.flatMap(trespassesOf),
      ...foreignIn(shownBy(result), here, marks).map((text) => `${method} showed ${text}`),
    );
    return result;
  },
});

/** What a call shows of sub-accounts: all but the Sub-Account field, which lists every one. */
function shownBy(result: Result): unknown {
  if (!result.ok) return result.failure.message;
  const { value } = result;
  return Array.isArray(value) ? value.filter((one) => at(one, 'key') !== 'locationId') : value;
}

beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.limits = { burst: 1e9, daily: 1e9 };
  marks = marksOf(sandbox.state);
  const environment = {
    HIGHLEVEL_API_URL: sandbox.url,
    CLIENT_ID: sandbox.clientId,
    CLIENT_SECRET: sandbox.clientSecret,
  };
  const loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
  const { companyId, accessToken } = first(sandbox.agencies);
  agency = new Connection(watched(loaded), { access_token: accessToken, companyId, userType: 'Company' });
  const [one, two] = sandbox.locations.filter((location) => location.companyId === companyId);
  if (!one || !two) throw new Error('The agency has no two sub-accounts.');
  places = [one.locationId, two.locationId];
  subAccount = new Connection(loaded, {
    access_token: one.accessToken,
    companyId,
    locationId: one.locationId,
    userType: 'Location',
  });
});
beforeEach(() => {
  restore();
  here = '';
  trespasses = [];
});
afterAll(() => sandbox.close());

/** The sandbox as seen from one sub-account. */
const seenFrom = (place: string): Seeded => ({
  url: sandbox.url,
  state: sandbox.state,
  locations: sandbox.locations.filter(({ locationId }) => locationId === place),
});

/** All records of a sub-account. */
const inputRows = (place: string): Item[] =>
  Object.values(sandbox.state).flatMap((table) =>
    table.all().filter((row) => at(row, 'locationId') === place),
  );

const leastIn = (place: string, operation: OperationName): Promise<Item> =>
  leastInput(agency, operation, seenFrom(place), restore, { locationId: place });

/** Runs an operation in a sub-account with all that its form takes, and answers what it gave. */
async function runIn(place: string, operation: Subject): Promise<unknown> {
  here = place;
  restore();
  const least = await leastIn(place, operation);
  restore();
  const { values, without = [] } = first(operation.note.fillings ?? [{}]);
  const base = omit({ ...least, ...values?.(seenFrom(place)) }, without);
  const full = await fillIn(agency, operation, base, ['clear', ...without]);
  restore();
  const { kind, key } = operation;
  const gave = unwrap(await agency.perform(kind, key, full));
  await agency.call(`${kind}.${key}.operation.outputFields`, { inputData: full });
  if (kind !== 'triggers') return gave;
  // At a poll most triggers find no news among the sandbox's old records, and few match all filters.
  return [gave, unwrap(await agency.perform(kind, key, least, { isLoadingSample: true }))].flat();
}

describe('an agency’s connection in two sub-accounts', () => {
  /** What the operations gave that tells by itself where it is from. */
  let telling = 0;
  /** How often they gave anything: a search finds nobody by an example of a name. */
  let given = 0;

  test.each(scoped)('$key runs in both, and keeps them apart', async (operation) => {
    for (const place of places) {
      const gave = await runIn(place, operation);
      if (!isEmpty(gave)) given += 1;
      if (isOf(gave, place, marks)) telling += 1;
    }
    expect(trespasses).toEqual([]);
  });

  test('the check had something to look at: most results name their sub-account, or a record of it', () => {
    expect(given).toBeGreaterThan(1.5 * scoped.length);
    expect(telling).toBeGreaterThan(0.75 * given);
  });

  test('each sub-account was opened once, in all these runs', () => {
    expect(opened).toHaveLength(2);
    expect(new Set(opened)).toEqual(new Set(places));
  });

  test('each keeps its own time zone, read once by its own token', async () => {
    const [one, two] = places;
    for (const key of Object.keys(memory.cache)) if (key.startsWith('time-zone:')) delete memory.cache[key];
    for (const [place, offset] of [
      [one, /-0[45]:00$/],
      [two, /(Z|\+0[01]:00)$/],
      [one, /-0[45]:00$/],
    ] as const) {
      here = place;
      const { contactId } = first(sandbox.state.appointments.where(({ locationId }) => locationId === place));
      const input = { locationId: place, contactId };
      const sample = { isLoadingSample: true };
      const list = items(unwrap(await agency.perform('triggers', 'get_contact_appointments', input, sample)));
      expect(list.length).toBeGreaterThan(0);
      for (const { startTime } of list) expect(startTime).toMatch(offset);
    }
    const asked = sandbox.requests.filter(({ endpoint: key }) => key === 'GET /locations/{locationId}');
    expect(asked.map(({ path }) => path)).toEqual(places.map((place) => `/locations/${place}`));
    expect(trespasses).toEqual([]);
  });

  test('what is cached is one sub-account’s, and under its name; the list of them is the agency’s', () => {
    const [lists, kept] = partition(Object.entries(memory.cache), ([key]) => key.startsWith(LIST));
    expect(lists.map(([key]) => key.includes(`:${String(agency.authData.companyId)}:`))).toEqual([true]);
    expect(kept.filter(([key]) => key.startsWith('time-zone:'))).toHaveLength(2);
    for (const [key, value] of kept) {
      const owners = places.filter((place) => foreignIn([key, value], place, marks).length === 0);
      // What a Zap remembers of its records is under the name of the Zap and of what its form holds, and so is an
      // answer that Zaps share: the sub-account is hashed with that.
      const isHashed = /^(seen|evidence|answer):/.test(key);
      expect([key, isHashed || owners.some((place) => key.includes(place))]).toEqual([key, true]);
      expect([key, owners.length > 0]).toEqual([key, true]);
    }
  });

  test.each(scoped)('$key does nothing in one with what is the other’s', async ({ kind, key }) => {
    const [one, two] = places;
    here = one;
    const { locationId: _own, ...input } = await leastIn(one, { kind, key });
    restore();
    here = '';
    const rowsBefore = inputRows(one);
    const result = await agency.perform(kind, key, { ...input, locationId: two });
    const given = new Set(textsIn(input));
    const shown = foreignIn(shownBy(result), two, marks).filter((text) => !given.has(text));
    expect(shown).toEqual([]);
    expect(inputRows(one)).toEqual(rowsBefore);
  });
});

describe('what is the agency’s own', () => {
  const input = async (operation: OperationName) => {
    const found = await exampleInput(agency, operation, restore);
    restore();
    return found;
  };

  test.each([...agencyOnly, ...both])('$key uses the agency’s token alone', async ({ kind, key }) => {
    const given = await input({ kind, key });
    unwrap(await agency.perform(kind, key, given));
    expect(sandbox.requests.length).toBeGreaterThan(0);
    expect(new Set(sandbox.requests.map(({ tokenType }) => tokenType))).toEqual(new Set(['Company']));
  });

  test.each(agencyOnly)(
    '$key says that it needs an agency, before a request',
    async ({ kind, key, spec }) => {
      const given = await input({ kind, key });
      const result = await subAccount.perform(kind, key, given);
      expect(result).toMatchObject({
        ok: false,
        failure: {
          kind: 'error',
          message: `${spec.label} needs an agency's connection, and this one is a sub-account's.`,
        },
      });
      expect(sandbox.requests).toEqual([]);
    },
  );
});

describe('a sub-account’s connection', () => {
  test.each(all)('shows no Sub-Account in the form of $key', async ({ kind, key, spec }) => {
    const form = items(unwrap(await subAccount.call(`${kind}.${key}.operation.inputFields`)));
    const own = staticFields(spec).map((field) => field.key);
    expect(
      form.map((field) => field.key).filter((name) => name === 'locationId' && !own.includes(name)),
    ).toEqual([]);
    expect(sandbox.requests.map(({ endpoint: asked }) => asked)).not.toContain(INSTALLED);
  });
});

describe('the Sub-Account field', () => {
  beforeEach(() => {
    for (const key of Object.keys(memory.cache)) if (key.startsWith(LIST)) delete memory.cache[key];
  });

  const formOf = async ({ kind, key }: OperationName, inputData: Item = {}) =>
    items(unwrap(await agency.call(`${kind}.${key}.operation.inputFields`, { inputData })));

  test.each(scoped)(
    'comes first in the form of $key, which opens before one is chosen',
    async ({ kind, key }) => {
      const form = await formOf({ kind, key });
      const { locationId, name } = first(sandbox.locations);
      const field = form.find((one) => one.key === 'locationId');
      expect(items(field?.choices)).toContainEqual({ sample: locationId, value: locationId, label: name });
      expect(form.indexOf(field ?? {})).toBe(0);
      const outputs = await agency.call(`${kind}.${key}.operation.outputFields`);
      expect(outputs.ok).toBe(true);
      expect(new Set(sandbox.requests.map(({ endpoint: asked }) => asked))).toEqual(new Set([INSTALLED]));
    },
  );

  test('brings the custom fields of the one that is chosen, and of no other', async () => {
    const custom = async (place: string) => {
      const form = await formOf({ kind: 'creates', key: 'create_contact' }, { locationId: place });
      return form.map((field) => String(field.key)).filter((key) => key.startsWith('customFields__'));
    };
    for (const place of places) {
      const own = sandbox.state.customFields.where(({ locationId }) => locationId === place);
      const keys = await custom(place);
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) expect(own.map(({ id }) => id)).toContain(key.split('__')[1]);
    }
  });

  test('lists a big agency whole, page by page, and a step takes one that was typed in', async () => {
    const { companyId } = first(sandbox.agencies);
    for (let i = 0; i < 230; i += 1) sandbox.state.locations.insert({ companyId, name: `Branch ${i}` });
    const [field] = await formOf({ kind: 'triggers', key: 'search_contacts' });
    const installed = sandbox.state.locations.where((one) => one.companyId === companyId);
    expect(new Set(items(field?.choices).map(({ value, label }) => `${value} ${label}`))).toEqual(
      new Set(installed.map(({ id, name }) => `${id} ${name}`)),
    );
    const lists = sandbox.requests.filter(({ endpoint: key }) => key === INSTALLED);
    expect(lists.map(({ query }) => Number(query.skip ?? 0))).toEqual([0, 100, 200]);

    const last = installed.at(-1)?.id ?? '';
    sandbox.state.contacts.insert({ locationId: last, firstName: 'Ada', email: 'ada@example.com' });
    const input = { locationId: ` ${last} `, email: 'ada@example.com' };
    expect(unwrap(await agency.perform('searches', 'find_contact', input))).toEqual([
      expect.objectContaining({ firstName: 'Ada', locationId: last }),
    ]);
  });
});
