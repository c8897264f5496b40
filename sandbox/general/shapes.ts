import { BARE_LIST, type Fact, type Facts, type Shape, shape } from '../../highlevel/contract';
import { camel, nounOf, singular } from './names';

/** Where an answer holds its records: the names that lead there. */
export type Path = readonly string[];

const OWN_IDS = ['id', '_id'];

/** How deep in an answer its records can stand: `results.posts` is 2. */
const DEEPEST = 3;

interface Found {
  path: Path;
  name: string;
  fact: Fact;
  value: Shape;
}

/** The fields of an answer that are not within a list, the outermost first. */
function fieldsIn(facts: Facts, path: Path = []): Found[] {
  const here = Object.entries(facts).map(([name, fact]) => ({
    path: [...path, name],
    name,
    fact,
    value: shape(fact),
  }));
  const inner = here.flatMap(({ path: at, value: { type, list, fields } }) =>
    type === 'object' && !list && fields && at.length < DEEPEST ? fieldsIn(fields, at) : [],
  );
  return [...here, ...inner].sort((a, b) => a.path.length - b.path.length);
}

/** Whether these are the fields of a record. */
export const hasOwnId = (facts: Facts): boolean => OWN_IDS.some((name) => Object.hasOwn(facts, name));

/** Whether a name is that of the collection, in the singular or the plural: `shippingZones` of shipping-zone. */
function isNamedAfter(name: string, collection: string): boolean {
  const noun = camel(nounOf(collection)).toLowerCase();
  const own = singular(name).toLowerCase();
  return own === noun || (own.length > 3 && (noun.endsWith(own) || own.endsWith(noun)));
}

/** Names that say nothing of what they hold. */
const WRAPPERS = ['data', 'results', 'result', 'record', 'items', 'records'];

/** Where an answer has its list of records; undefined where it is described without one. */
export function listIn(facts: Facts, collection: string): Path | undefined {
  if (hasOwnId(facts)) return undefined;
  if (facts[BARE_LIST] !== undefined) return [BARE_LIST];
  const isWrapper = (name: string) => WRAPPERS.includes(name) || singular(name) === nounOf(collection);
  const lists = fieldsIn(facts).filter(
    ({ path, value: { list, type } }) =>
      list && ['object', 'any'].includes(type) && path.slice(0, -1).every(isWrapper),
  );
  return (
    lists.find(({ name }) => isNamedAfter(name, collection)) ??
    lists.find(({ name, value: { fields = {} } }) => hasOwnId(fields) || WRAPPERS.includes(name)) ??
    lists.find(({ value: { fields } }) => fields !== undefined)
  )?.path;
}

/** Where an answer has the record: an empty path where the answer is the record. */
export function recordIn(facts: Facts, collection: string): Path {
  if (hasOwnId(facts)) return [];
  const objects = fieldsIn(facts).filter(({ value }) => value.type === 'object' && !value.list);
  return (
    (
      objects.find(({ name }) => isNamedAfter(name, collection)) ??
      objects.find(({ value: { fields = {} } }) => hasOwnId(fields)) ??
      objects.find(({ name }) => WRAPPERS.includes(name))
    )?.path ?? []
  );
}

/** The fact at a path. */
export function factAt(facts: Facts, [name = '', ...rest]: Path): Fact | undefined {
  const fact = facts[name];
  if (!rest.length || fact === undefined || typeof fact === 'string') return fact;
  return factAt(fact.fields ?? {}, rest);
}

/** The described fields of the records at a path; undefined where none are described. */
export function recordFields(facts: Facts, path: Path): Facts | undefined {
  if (!path.length) return facts;
  const fact = factAt(facts, path);
  return fact === undefined || typeof fact === 'string' ? undefined : fact.fields;
}
