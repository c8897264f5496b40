import { omit } from 'lodash';
import type { Call } from '../gateway/call';
import { notFound } from '../gateway/errors';
import { isObject, type Json, type JsonObject, text } from '../json';
import type { GeneralRow, LocationRow, PlainTable } from '../state';
import { abilitiesOf, collectionNamed, isSingle, type Named, type Target } from './collections';
import { camel, nounIn } from './names';
import { idFor } from './values';

/** A record as the general answer works with it. */
export interface Kept {
  id: string;
  /** What was sent of it, by the names of the API. */
  values: JsonObject;
  /** Epoch milliseconds. */
  createdAt: number;
  updatedAt: number;
  /** It is one of the first records: then it has a value in every field. */
  isSeeded: boolean;
}

/** The records of one collection in one account, below the records that the path names. */
export interface Records {
  /** All of them, the latest first. */
  all(): Kept[];
  find(id: string): Kept | undefined;
  insert(values: JsonObject, id?: string): Kept;
  update(kept: Kept, values: JsonObject): Kept;
  delete(kept: Kept): void;
}

/** Collections whose records stand in a table of the state, and the fields that name what they belong to. */
const TABLES: { [collection: string]: { table: PlainTable; parents?: string[] } } = {
  '/product': { table: 'products' },
  '/product/{}/price': { table: 'prices', parents: ['product'] },
  '/invoice': { table: 'invoices' },
  '/invoice/estimate': { table: 'estimates' },
  '/payment/order': { table: 'orders' },
  '/payment/subscription': { table: 'subscriptions' },
  '/payment/transaction': { table: 'transactions' },
  '/voice-ai/agent': { table: 'voiceAiAgents' },
  '/voice-ai/dashboard/call-log': { table: 'voiceAiCalls' },
  '/social-media-posting/account': { table: 'socialAccounts' },
  '/social-media-posting/category': { table: 'socialCategories' },
  '/social-media-posting/post': { table: 'socialPosts' },
  '/social-media-posting/tag': { table: 'socialTags' },
  '/location/template': { table: 'templates' },
  '/conversation/message': { table: 'messages' },
  '/custom-field': { table: 'objectFields' },
};

/** Whether a contact is there, for what belongs to one; no other endpoint of contacts is answered here. */
const hasContact = ({ state, locationId }: Call, id: string): boolean =>
  state.contacts.get(id)?.locationId === locationId;

/** Tables of records that others name by their ids: `contactId`. */
const NAMED: { [noun: string]: PlainTable | 'contacts' | 'users' } = {
  contact: 'contacts',
  user: 'users',
  calendar: 'calendars',
  product: 'products',
  price: 'prices',
  invoice: 'invoices',
  order: 'orders',
  subscription: 'subscriptions',
  transaction: 'transactions',
  pipeline: 'pipelines',
  opportunity: 'opportunities',
  campaign: 'campaigns',
  workflow: 'workflows',
  business: 'businesses',
  form: 'forms',
};

/** The account that a request works in: its sub-account, or else the agency. */
const accountOf = ({ locationId, companyId }: Pick<Call, 'locationId' | 'companyId'>): string =>
  locationId || companyId;

/** How many records a collection has from the start, where an account can have several. */
const SEEDED = 3;

/** When the first records were made, and the time between them. */
const [FIRST_MS, APART_MS] = [Date.UTC(2026, 0, 5, 9), 26 * 3_600_000];

/** One of the first records. */
const seeded = (id: string, nth: number): Kept => ({
  id,
  values: {},
  createdAt: FIRST_MS - nth * APART_MS,
  updatedAt: FIRST_MS - nth * APART_MS,
  isSeeded: true,
});

/** The id of one of the first records of a collection. */
const seededId = (collection: string, account: string, parents: readonly string[], nth: number): string =>
  idFor([collection, account, ...parents, nth].join(' '));

/**
 * Records that stand in no table of their own. The first ones of a collection are computed when they are asked
 * for; the table holds what was made, changed or deleted.
 */
class GeneralRecords implements Records {
  readonly #call: Call;
  readonly #collection: string;
  readonly #parents: readonly string[];
  readonly #hasSeeds: boolean;

  constructor(call: Call, collection: string, parents: readonly string[], hasSeeds: boolean) {
    this.#call = call;
    this.#collection = collection;
    this.#parents = parents;
    this.#hasSeeds = hasSeeds;
  }

  all(): Kept[] {
    const rows = this.#call.state.general.where((row) => row.place === this.#place);
    const changed = new Set(rows.map(({ recordId }) => recordId));
    const untouched = this.#seeds().filter(({ id }) => !changed.has(id));
    const kept = rows.filter(({ isGone }) => !isGone).map(keptOf);
    return [...kept, ...untouched].sort((a, b) => b.createdAt - a.createdAt);
  }

  find(id: string): Kept | undefined {
    const row = this.#row(id);
    if (row) return row.isGone ? undefined : keptOf(row);
    const known = this.#seeds().find((seed) => seed.id === id);
    // Where the contract tells no way to learn an id, any is one of a record.
    return known ?? (abilitiesOf(this.#collection).isKept ? undefined : seeded(id, 0));
  }

  insert(values: JsonObject, id = this.#call.ids.next()): Kept {
    const now = this.#call.clock.ms();
    const kept: Kept = { id, values, createdAt: now, updatedAt: now, isSeeded: false };
    this.#put(kept);
    return kept;
  }

  update(kept: Kept, values: JsonObject): Kept {
    const changed = { ...kept, values: { ...kept.values, ...values }, updatedAt: this.#call.clock.ms() };
    this.#put(changed);
    return changed;
  }

  delete(kept: Kept): void {
    this.#put(kept, true);
  }

  get #place(): string {
    return [this.#collection, accountOf(this.#call), ...this.#parents].join(' ');
  }

  #seeds(): Kept[] {
    const isOne = isSingle(this.#collection);
    if (!this.#hasSeeds && !isOne) return [];
    return Array.from({ length: isOne ? 1 : SEEDED }, (_none, nth) =>
      seeded(seededId(this.#collection, accountOf(this.#call), this.#parents, nth), nth),
    );
  }

  #row(id: string): GeneralRow | undefined {
    return this.#call.state.general.get(`${this.#place} ${id}`);
  }

  #put({ id, ...kept }: Kept, isGone = false): void {
    const row = { ...kept, place: this.#place, recordId: id, locationId: this.#call.locationId, isGone };
    const { general } = this.#call.state;
    const known = general.update(`${this.#place} ${id}`, row);
    if (!known) general.insert({ ...row, id: `${this.#place} ${id}` });
  }
}

const keptOf = ({ recordId, values, createdAt, updatedAt, isSeeded }: GeneralRow): Kept => ({
  id: recordId,
  values,
  createdAt,
  updatedAt,
  isSeeded,
});

const momentOf = (row: LocationRow, names: string[]): number => {
  const found = names.map((name) => Date.parse(text(row[name]) ?? '')).find((ms) => !Number.isNaN(ms));
  return found ?? FIRST_MS;
};

/** Records of a table of the state. */
class TableRecords implements Records {
  readonly #table: Call['state'][PlainTable];
  readonly #belongs: JsonObject;

  constructor(call: Call, table: PlainTable, belongs: JsonObject) {
    this.#table = call.state[table];
    this.#belongs = { ...belongs, locationId: call.locationId };
  }

  all(): Kept[] {
    return this.#table
      .where((row) => this.#isHere(row))
      .map(fromRow)
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  find(id: string): Kept | undefined {
    const row = this.#table.get(id);
    return row && this.#isHere(row) ? fromRow(row) : undefined;
  }

  insert(values: JsonObject, id?: string): Kept {
    return fromRow(this.#table.insert({ ...values, ...this.#belongs, ...(id !== undefined && { id }) }));
  }

  update(kept: Kept, values: JsonObject): Kept {
    const row = this.#table.update(kept.id, { ...values, ...this.#belongs });
    return row ? fromRow(row) : kept;
  }

  delete({ id }: Kept): void {
    this.#table.delete(id);
  }

  #isHere(row: LocationRow): boolean {
    return Object.entries(this.#belongs).every(([name, value]) => row[name] === value);
  }
}

const fromRow = (row: LocationRow): Kept => ({
  id: row.id,
  values: omit(row, 'id'),
  createdAt: momentOf(row, ['createdAt', 'dateAdded']),
  updatedAt: momentOf(row, ['updatedAt', 'dateUpdated', 'createdAt', 'dateAdded']),
  isSeeded: false,
});

/** Whether a collection's records stand in a table of their own. */
export const hasTable = (collection: string): boolean => Object.hasOwn(TABLES, collection);

/** The records that a request is about. */
export function recordsOf(
  call: Call,
  { collection, parents }: Pick<Target, 'collection' | 'parents'>,
): Records {
  const ids = parents.map((name) => call.params[name] ?? '');
  const own = TABLES[collection];
  if (!own) return new GeneralRecords(call, collection, ids, belongsToFirst(call, collection, ids));
  const belongs = (own.parents ?? []).map((field, i) => [field, ids[i] ?? '']);
  return new TableRecords(call, own.table, Object.fromEntries(belongs));
}

/** The collection that a collection's records belong to: `/product` of `/product/{}/price`. */
function outerOf({ collection, parents }: Pick<Target, 'collection' | 'parents'>) {
  const at = collection.lastIndexOf('/{}');
  if (at === -1) return undefined;
  return { collection: collection.slice(0, at), parents: parents.slice(0, -1), id: parents.at(-1) ?? '' };
}

/** @throws Refusal 404 if there is no record with this id */
export function mustFind(records: Records, id: string, collection: string): Kept {
  const kept = records.find(id);
  if (!kept) throw notFound(nounIn(collection), id);
  return kept;
}

/** @throws Refusal 404 where what the path names before the record is not there */
export function checkOuter(call: Call, target: Pick<Target, 'collection' | 'parents'>): void {
  const outer = outerOf(target);
  if (!outer) return;
  checkOuter(call, outer);
  const { id: name, collection } = outer;
  const id = call.params[name] ?? '';
  if (collection !== '/contact') mustFind(recordsOf(call, outer), id, collection);
  else if (!hasContact(call, id)) throw notFound('Contact', id);
}

/** Whether a collection has its first records: not below a record that a request has made. */
function belongsToFirst(call: Call, collection: string, ids: readonly string[]): boolean {
  const at = collection.lastIndexOf('/{}');
  const id = ids.at(-1);
  if (at === -1 || id === undefined) return true;
  const outer = collection.slice(0, at);
  if (hasTable(outer)) return true;
  const rest = ids.slice(0, -1);
  return new GeneralRecords(call, outer, rest, belongsToFirst(call, outer, rest)).find(id)?.isSeeded ?? true;
}

/** The id of a record that is there, for a name such as `contactId`; undefined where the name is of nothing known. */
export function referenceIn(call: Call): (name: string) => string | undefined {
  const account = accountOf(call);
  return (name) => {
    const noun = camel(name.replace(/_?[iI][dD]s?$/, ''));
    if (noun === 'alt') return account;
    if (noun === 'location') return call.locationId || undefined;
    if (noun === 'company') return call.companyId;
    const table = NAMED[noun];
    if (table) return firstOf(call, table);
    const collection = collectionNamed(noun);
    return collection && !hasTable(collection) ? seededId(collection, account, [], 0) : undefined;
  };
}

function firstOf({ state, locationId, companyId }: Call, name: PlainTable | 'contacts' | 'users') {
  if (name === 'users') return state.users.find((user) => user.companyId === companyId)?.id;
  return state[name].find((row) => row.locationId === locationId)?.id;
}

/** The value that a request sent for a name, where it stands in path, query or body. */
export function sentAs(
  { params, query, body }: Pick<Call, 'params' | 'query' | 'body'>,
  { place, name }: Named,
): Json | undefined {
  const from = { path: params, query, body }[place];
  return isObject(from) ? from[name] : undefined;
}
