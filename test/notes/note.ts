/** What only the tests need to know of one operation. What the app needs too stands in the operation's spec. */
import type { Json, JsonObject } from '../../sandbox/json';
import type { LocationRow, PlainTable, State } from '../../sandbox/state';
import type { Item } from '../../zapier';

/** A reason for each of several names. */
export type Reasons = { readonly [name: string]: string };

/** Where values are taken from: the sandbox's address, its records, and its sub-accounts, the one to work in first. */
export interface Seeded {
  url: string;
  state: State;
  locations: readonly { locationId: string; companyId: string }[];
}

/** One way to fill a whole form in. */
export interface Filling {
  /** Values in place of what the fields would be given. */
  values?: (sandbox: Seeded) => Item;
  /** Fields that stay empty, because they do not go with the others. */
  without?: readonly string[];
}

/** The records of a list: what it takes to add one that was made and changed at a moment (ms), and to remove one. */
export interface Records {
  /** What the trigger's form holds. */
  input: Item;
  add: (at: number) => string;
  remove: (id: string) => void;
}

/**
 * How what a trigger waits for happens to a row of its list: for the scenes in which all such triggers are played. A
 * row is as HighLevel gives it; moments are in epoch milliseconds.
 */
export interface Happens {
  /** What is filled into the form beside what it needs. */
  input?: (sandbox: Seeded) => Item;
  /** A row to which it has not happened yet, made at this moment; without it, it happens by the row's coming. */
  before?: (row: JsonObject, made: number) => JsonObject;
  /** The row to which it happens at this moment. */
  now: (row: JsonObject, at: number) => JsonObject;
  /** The row after that, to which something else happens, for which the Zap must not fire. */
  otherwise?: (row: JsonObject, at: number) => JsonObject;
  /** The row to which it happens a second time; without it, it happens once to a record. */
  again?: (row: JsonObject, at: number) => JsonObject;
  /** Whether HighLevel gives a row to a request, where the request filters. */
  isListed?: (row: JsonObject, asked: JsonObject) => boolean;
  /** The field of a row by which HighLevel lists, the latest first, where the request does not name that field. */
  sortedBy?: string;
  /** Why nothing tells when it happened, so that what comes into sight is news. */
  undated?: string;
}

/**
 * The notes on one operation. Each kind is read by the test file that it names. That file fails as well
 * where a note has become needless.
 */
export interface Note {
  /** Parameters that HighLevel requires and the form does not, and why (operations/conformance). */
  notRequired?: Reasons;
  /** Output fields that the answer does not have, or has in another type, and why (operations/outputs). */
  adds?: Reasons;
  /** Fields of an update that can't be emptied, and why (operations/clear). */
  staysFilled?: Reasons;
  /** Lists of an update that take nothing's place, and why (operations/wording). */
  replacesNothing?: Reasons;
  /** Ids that no drop-down of the form offers, and why (operations/forms). */
  noList?: Reasons;
  /** Lists that do not declare what they depend on, as that might lock a field that is mapped (operations/forms). */
  mappedAlone?: { readonly [field: string]: { on: readonly string[]; why: string } };
  /** Why the trigger can't tell an answer without what was asked for from one with nothing in it (polls). */
  emptyAnswer?: string;
  /**
   * An input with which a list trigger or a search finds records, where the form's own example finds none (scenes,
   * bench/requests).
   */
  finds?: (sandbox: Seeded) => Item;
  /** Two answers of HighLevel's between which a check may go to and fro, and how each is answered (changes). */
  answers?: readonly [Json, Json];
  /** The records that a trigger pages through (polls). */
  paged?: (sandbox: Seeded) => Records;
  /** How what the trigger waits for happens; or where its scenes are, and why not here (events/scenes). */
  happens?: Happens | string;
  /** An input that works, where the form's own examples do not, or can't be filled up (operations/lambda). */
  least?: (sandbox: Seeded) => Item;
  /** The requests of a search, where that is more than one; names beside ids are not counted (bench/requests). */
  requests?: number;
  /** The ways to fill the form in; together they send every parameter (operations/lambda). */
  fillings?: readonly Filling[];
  /** Parameters that no filling of the form sends, and why (operations/lambda). */
  neverSent?: Reasons;
}

/** The notes on a category's operations, by key. */
export type CategoryNotes = { readonly [operation: string]: Note };

/** Why an update can't empty what HighLevel requires each time. */
export const REQUIRED = 'HighLevel requires it.';
/** Why an update does not require it in the form. */
export const KEPT = 'What is left empty is read first, and sent as it is.';

/** The id of the sub-account to work in. */
export const here = ({ locations }: Seeded): string => locations[0]?.locationId ?? '';

const iso = (at: number) => new Date(at).toISOString();

/** These fields of a record, each with the moment. */
export const dated = (at: number, names: readonly string[]): { [name: string]: string } =>
  Object.fromEntries(names.map((name) => [name, iso(at)]));

/** A link to a file of this name. */
export const fileAt = ({ url }: Seeded, name: string): string => `${url}/_sandbox/files/${name}`;

/** The first record that the sub-account has in a table. */
export function firstOf(sandbox: Seeded, table: PlainTable | 'appointments'): LocationRow {
  const isHere = ({ locationId }: LocationRow) => locationId === here(sandbox);
  const row: LocationRow | undefined = sandbox.state[table].find(isHere);
  if (!row) throw new Error(`The sandbox has no ${table} in ${here(sandbox)}.`);
  return row;
}

/**
 * Records like the first that the sub-account has in a table.
 *
 * @param moments the fields that tell when a record was made or changed
 * @param input what the trigger's form holds, of that first record
 */
export const like =
  (table: PlainTable, moments: readonly string[] = [], input: (row: Item) => Item = () => ({})) =>
  (sandbox: Seeded): Records => {
    const rows = sandbox.state[table];
    const { id: _id, ...row } = firstOf(sandbox, table);
    return {
      input: input(row),
      add: (at) => rows.insert({ ...row, ...dated(at, moments) }).id,
      remove: (id) => void rows.delete(id),
    };
  };
