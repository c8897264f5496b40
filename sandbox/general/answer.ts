import { type Fact, type Facts, shape } from '../../highlevel/contract';
import type { Call } from '../gateway/call';
import type { Json, JsonObject } from '../json';
import { abilitiesOf } from './collections';
import { camel, nounIn, nounOf } from './names';
import { type Kept, referenceIn } from './records';
import type { Path } from './shapes';
import { given, givenFields, made, type Setting } from './values';

/** What an answer is about, beside its shape. */
interface Content {
  /** The endpoint, for values that belong to no record. */
  seed: string;
  /** What it is about, in words. */
  noun: string;
  /**
   * What an answer has under a name, outside its records; null where it has nothing there if it need not, and
   * undefined where a value is made up.
   */
  known: (name: string) => Json | undefined;
  /** The records, where the answer has them. */
  at?: Path;
  /** One record, or the page of a list. */
  records?: JsonObject | Json[];
}

const CREATED = /^(createdAt|dateAdded|created_at|createdOn|dateCreated)$/;
const UPDATED = /^(updatedAt|dateUpdated|updated_at|lastUpdated|updatedOn|lastModified)$/;

/** When a record was made and changed, in the form that its fact has. */
function dateOf(name: string, fact: Fact, { createdAt, updatedAt }: Kept): Json | undefined {
  const moment = CREATED.test(name) ? createdAt : UPDATED.test(name) ? updatedAt : undefined;
  if (moment === undefined) return undefined;
  return shape(fact).type === 'number' ? moment : new Date(moment).toISOString();
}

/** The account's ids by the names that answers have for them. */
function accountValues({ locationId, companyId }: Call): JsonObject {
  const ids = { companyId, altId: locationId || companyId, altType: locationId ? 'location' : 'company' };
  return { ...ids, ...(locationId && { locationId, location_id: locationId }) };
}

/** The names that the id of a collection's records has; those of the account are the account's. */
function idNames(collection: string): string[] {
  const noun = camel(nounOf(collection));
  const names = ['id', '_id', `${noun}Id`, ...abilitiesOf(collection).idNames];
  return names.filter((name) => !['locationId', 'companyId'].includes(name));
}

/** All that is known of a record, by the names of the API. */
export function knownOf(call: Call, kept: Kept, collection: string): JsonObject {
  const ids = Object.fromEntries(idNames(collection).map((name) => [name, kept.id]));
  return { ...accountValues(call), ...call.params, ...kept.values, ...ids };
}

/** A record as an answer gives it: all that is known of it where the answer describes no fields. */
export function recordAs(call: Call, kept: Kept, facts: Facts | undefined, collection: string): JsonObject {
  const setting = settingOf(call, kept, collection);
  if (!facts) {
    const dates = {
      createdAt: new Date(kept.createdAt).toISOString(),
      updatedAt: new Date(kept.updatedAt).toISOString(),
    };
    const values = givenFields(kept.values, abilitiesOf(collection).sent, setting, kept.isSeeded);
    return { ...accountOnly(call), ...dates, ...kept.values, ...values, id: kept.id };
  }
  const dates = Object.entries(facts).map(([name, fact]) => [name, dateOf(name, fact, kept)]);
  const own: JsonObject = { ...Object.fromEntries(dates), ...knownOf(call, kept, collection) };
  return givenFields(own, facts, setting, kept.isSeeded);
}

const accountOnly = ({ locationId, companyId }: Call): JsonObject =>
  locationId ? { locationId } : { companyId };

/** What the values that nobody sent of a record are made up from. */
const settingOf = (call: Call, { id, createdAt }: Kept, collection: string): Setting => ({
  seed: id,
  noun: nounIn(collection),
  moment: createdAt,
  reference: referenceIn(call),
});

/** An answer of the described shape. */
export function answerOf(call: Call, facts: Facts, content: Content): JsonObject {
  const { seed, noun } = content;
  const setting: Setting = { seed, noun, moment: Date.UTC(2026, 0, 5), reference: referenceIn(call) };
  const account = accountValues(call);
  const known = (name: string) => {
    const value = content.known(name);
    return value === undefined ? account[name] : value;
  };
  return filled(facts, [], { ...content, known }, setting);
}

function filled(facts: Facts, path: Path, content: Content, setting: Setting): JsonObject {
  const fields = Object.entries(facts)
    .filter(([name]) => name !== 'traceId' || path.length)
    .map(([name, fact]) => [name, valueAt(name, fact, [...path, name], content, setting)]);
  return Object.fromEntries(fields);
}

const leadsTo = (path: Path, target: Path): boolean =>
  path.length < target.length && path.every((name, i) => name === target[i]);

const isSame = (a: Path, b: Path | undefined): boolean => a.join('.') === b?.join('.');

function valueAt(name: string, fact: Fact, path: Path, content: Content, setting: Setting): Json | undefined {
  const { at, records, known } = content;
  if (records !== undefined && isSame(path, at)) return records;
  const fields = typeof fact === 'string' ? undefined : fact.fields;
  if (at && fields && leadsTo(path, at)) return filled(fields, path, content, setting);
  const { list, type, required } = shape(fact);
  const kept = known(name);
  const value = given(kept, name, fact, setting);
  if (value !== undefined) return value;
  if (kept === null && !required) return undefined;
  if (fields && !list && type === 'object') {
    return filled(fields, path, content, { ...setting, seed: `${setting.seed} ${name}` });
  }
  return made(name, fact, setting);
}
