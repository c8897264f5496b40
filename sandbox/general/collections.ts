import { omit, union } from 'lodash';
import {
  type ApiVersion,
  type Endpoint,
  type EndpointKey,
  endpoint,
  endpointKeys,
  type Facts,
  isRead,
  V3,
} from '../../highlevel/contract';
import { accountParameters } from '../../highlevel/contract/account';
import { answerFacts } from '../../highlevel/contract/answers';
import { camel, nounOf, singular } from './names';
import { listIn } from './shapes';

/** What the contract knows of an endpoint in one version. */
export interface Described {
  facts: Endpoint;
  /** What its answer is described as; nothing where it is not described. */
  answer: Facts;
}

/** What the contract knows of an endpoint in one version. */
export const described = (key: EndpointKey, version: ApiVersion): Described => ({
  facts: endpoint(key, version),
  answer: answerFacts(key, version),
});

/** What an endpoint does with the records of its collection. */
export type Role = 'list' | 'create' | 'read' | 'update' | 'put' | 'delete' | 'act';

/** Where a request names a record: a parameter of its path, its query or its body. */
export interface Named {
  place: 'path' | 'query' | 'body';
  name: string;
}

/** Which records an endpoint is about, as its path tells it. */
export interface Target {
  role: Role;
  /**
   * The name of the collection: the path with its words in the singular, without the account and without words
   * such as `list`. `GET /products/{productId}/price` and `DELETE /products/{productId}/price/{priceId}` are
   * both about `/product/{}/price`.
   */
  collection: string;
  /** The path's parameters that name what the collection belongs to, from the outermost on. */
  parents: string[];
  /** Where the record's own id is; none where the account has one record alone, or the request is about many. */
  id?: Named;
  /** The parameter of a list of ids, where a request deletes or reads several. */
  ids?: Named;
}

/** What the contract can do with a collection. */
interface Abilities {
  /** Its records can be seen or made without knowing an id. So an id that nobody gave is of no record. */
  isKept: boolean;
  /** It can be listed. */
  isListed: boolean;
  /** What was made can be seen again, changed or deleted. */
  isSeen: boolean;
  /** The names that its records' ids have in paths. */
  idNames: string[];
  /** What is sent of its records. */
  sent: Facts;
}

/** Words that say how the records of the word before come, at the end of a path. */
const ASKING = ['list', 'search', 'all', 'details'];

/** Words of a path that name no collection; the later ones only before an id. */
const EMPTY = ['public-api'];
const EMPTY_BEFORE_ID = ['id', 'data'];

const parameterIn = (part: string) => /^\{(.+)\}$/.exec(part)?.[1];

/** A path without the account: its words and its parameters. */
function partsOf(facts: Endpoint): string[] {
  const account = accountParameters(facts).flatMap(({ place, name }) => (place === 'path' ? [name] : []));
  const isEmpty = (part: string) => part === '' || EMPTY.includes(part);
  return facts.route
    .split('/')
    .filter((part) => !isEmpty(part) && !account.includes(parameterIn(part) ?? ''))
    .filter((part, i, parts) => !EMPTY_BEFORE_ID.includes(part) || !parameterIn(parts[i + 1] ?? ''));
}

function collectionOf(parts: string[]): { collection: string; parents: string[] } {
  const names = parts.map((part) => (parameterIn(part) === undefined ? singular(part) : '{}'));
  return { collection: `/${names.join('/')}`, parents: parts.flatMap((part) => parameterIn(part) ?? []) };
}

/** A path's parts, without the words at its end that only say how the records come. */
function withoutAsking(parts: string[]): string[] {
  const last = parts.at(-1) ?? '';
  return parts.length > 1 && ASKING.includes(last) ? parts.slice(0, -1) : parts;
}

/** Where a query or a body has the id of the record that the request is about. */
function idBesidePath(facts: Endpoint, collection: string): Named | undefined {
  const noun = camel(nounOf(collection));
  return besidePath(facts, (name) => ['id', '_id', `${noun}Id`].includes(name));
}

/** Where a query or a body has several ids. */
const idsBesidePath = (facts: Endpoint) => besidePath(facts, (name) => /ids$/i.test(name));

function besidePath(facts: Endpoint, isWanted: (name: string) => boolean): Named | undefined {
  const named = (place: 'query' | 'body') =>
    Object.keys(facts[place])
      .filter(isWanted)
      .map((name) => ({ place, name }));
  return [...named('query'), ...named('body')][0];
}

/** The collections of the contract, found once. */
let known: Map<string, Abilities> | undefined;

const newAbilities = (): Abilities => ({
  isKept: false,
  isListed: false,
  isSeen: false,
  idNames: [],
  sent: {},
});

function abilities(): Map<string, Abilities> {
  if (known) return known;
  known = new Map();
  for (const version of ['dated', V3] as const) {
    for (const key of endpointKeys(version)) note(known, described(key, version));
  }
  return known;
}

function note(all: Map<string, Abilities>, one: Described): void {
  const { facts } = one;
  const { method } = facts;
  const parts = partsOf(facts);
  const id = parameterIn(parts.at(-1) ?? '');
  const isAbout = (...methods: Endpoint['method'][]) => methods.includes(method);
  const { collection } = collectionOf(id === undefined ? withoutAsking(parts) : parts.slice(0, -1));
  const noted = all.get(collection) ?? newAbilities();
  all.set(collection, noted);
  if (id === undefined) {
    noted.isKept ||= isAbout('GET', 'PUT', 'POST');
    noted.isListed ||= isRead(facts) && isList(one, parts);
    noted.isSeen ||= isAbout('GET', 'DELETE');
    if (isAbout('POST', 'PUT')) noted.sent = { ...withoutAccount(facts), ...noted.sent };
  } else if (!isAbout('POST')) {
    noted.isSeen = true;
    noted.idNames = union(noted.idNames, [id]);
    if (isAbout('PUT', 'PATCH')) noted.sent = { ...withoutAccount(facts), ...noted.sent };
  }
}

/** What a body takes, without the account. */
export function withoutAccount(facts: Endpoint): Facts {
  const account = accountParameters(facts).filter(({ place }) => place === 'body');
  return omit(
    facts.body,
    account.map(({ name }) => name),
  );
}

/** Whether an endpoint whose path ends with a word answers many records. */
function isList({ answer }: Described, parts: string[]): boolean {
  const last = parts.at(-1) ?? '';
  if (parts.length > 1 && ASKING.includes(last)) return true;
  // Of an answer that is not described, only the path can tell.
  if (Object.keys(answer).length === 0) return singular(last) !== last;
  return listIn(answer, collectionOf(parts).collection) !== undefined;
}

/** What the contract can do with a collection. */
export function abilitiesOf(collection: string): Abilities {
  return abilities().get(collection) ?? newAbilities();
}

/** The collection whose records a name such as `productId` stands for, if its records can be listed. */
export function collectionNamed(noun: string): string | undefined {
  for (const [collection, { isListed, idNames }] of abilities()) {
    const isOutermost = !collection.includes('{}');
    if (isListed && isOutermost && idNames.length && camel(nounOf(collection)) === noun) return collection;
  }
  return undefined;
}

/** Whether an account has one record of a collection alone, such as its settings. */
export const isSingle = (collection: string): boolean => {
  const { isListed, idNames } = abilitiesOf(collection);
  return !isListed && idNames.length === 0;
};

/** What an endpoint whose path ends with an id is about. */
function aboutOne(facts: Endpoint, parts: string[], name: string): Target {
  const roles = { GET: 'read', PUT: 'update', PATCH: 'update', DELETE: 'delete', POST: 'act' } as const;
  const below = collectionOf(parts);
  if (facts.method === 'POST' && abilitiesOf(below.collection).isListed) return { ...below, role: 'create' };
  const { collection, parents } = collectionOf(parts.slice(0, -1));
  return { role: roles[facts.method], collection, parents, id: { place: 'path', name } };
}

/** What an endpoint is about whose path has a word behind a record's id that is no collection: `/send`. */
function aboutOuter(facts: Endpoint, parts: string[]): Target | undefined {
  const name = parameterIn(parts.at(-2) ?? '');
  if (name === undefined || ['GET', 'DELETE'].includes(facts.method)) return undefined;
  if (ASKING.includes(parts.at(-1) ?? '')) return undefined;
  if (abilitiesOf(collectionOf(parts).collection).isSeen) return undefined;
  const { collection, parents } = collectionOf(parts.slice(0, -2));
  const id: Named = { place: 'path', name };
  return { role: facts.method === 'POST' ? 'act' : 'update', collection, parents, id };
}

const BULK_DELETE = 'bulk-delete';

/** What an endpoint is about whose path ends with a word. */
function aboutMany(one: Described, parts: string[]): Target {
  const { facts } = one;
  const { method } = facts;
  const isBulkDelete = parts.at(-1) === BULK_DELETE;
  const { collection, parents } = collectionOf(isBulkDelete ? parts.slice(0, -1) : withoutAsking(parts));
  const id = idBesidePath(facts, collection);
  const ids = idsBesidePath(facts);
  const about = { collection, parents, ...(id && { id }) };
  if (method === 'DELETE' || isBulkDelete) return { ...about, role: 'delete', ...(ids && { ids }) };
  if (method === 'PUT') return { ...about, role: 'put' };
  if (method === 'PATCH') return { ...about, role: 'update' };
  const isAsking = collection !== collectionOf(parts).collection;
  if (isAsking || (isRead(facts) && isList(one, parts))) {
    const isOwn = ids?.name === `${camel(nounOf(collection))}Ids`;
    return { collection, parents, role: 'list', ...(isOwn && { ids }) };
  }
  if (method === 'GET') return { ...about, role: 'read' };
  const isNew = !isRead(facts) && abilitiesOf(collection).isSeen;
  return { collection, parents, role: isNew ? 'create' : 'act' };
}

/** What an endpoint does, and with which records. */
export function targetOf(one: Described): Target {
  const { facts } = one;
  const parts = partsOf(facts);
  const id = parameterIn(parts.at(-1) ?? '');
  if (id !== undefined) return aboutOne(facts, parts, id);
  return aboutOuter(facts, parts) ?? aboutMany(one, parts);
}
