/** Ids with which an endpoint can be called, learnt from the sandbox as anyone would: by a list, or by a create. */
import { memoize, partition } from 'lodash';
import {
  type ApiVersion,
  type Endpoint,
  type EndpointKey,
  endpoint,
  endpointKeys,
  isRead,
  shape,
} from '../../highlevel/contract';
import { isObject, type Json, text } from '../../sandbox/json';
import { type Known, type MinimalRequest, minimalRequest } from './minimal-request';

/** Sends a request and gives the body of its answer; undefined where it is refused. */
export type Send = (key: EndpointKey, request: MinimalRequest) => Promise<Json | undefined>;

const ASKING = /\/(list|search|all)$/;

/** A path in a form that is the same for a list and for its records: without plurals, versions and aliases. */
const plain = (route: string): string =>
  route
    .replace(/\/public-api|\/(?:id|data)(?=\/|$)|\/\{(?:locationId|companyId)\}|-v\d+/g, '')
    .replace(/\/$/, '')
    .replace(/s(?=\/|$)/g, '');

/** The first id in an answer, by the names that ids have. */
export function idIn(answer: Json | undefined, names: readonly string[]): string | undefined {
  if (Array.isArray(answer)) return answer.map((item) => idIn(item, names)).find((id) => id !== undefined);
  if (!isObject(answer)) return undefined;
  const own = names.map((name) => text(answer[name])).find((id) => id !== undefined);
  const inner = () => Object.values(answer).map((value) => idIn(value ?? null, names));
  return own ?? inner().find((id) => id !== undefined);
}

/** The endpoints that read or make something, by their plain paths; those that list come first. */
const sources = memoize((version: ApiVersion): Map<string, EndpointKey[]> => {
  const isList = (key: EndpointKey) =>
    isRead(endpoint(key, version)) || ASKING.test(endpoint(key, version).route);
  const [lists, others] = partition(endpointKeys(version), isList);
  const found = new Map<string, EndpointKey[]>();
  for (const key of [...lists, ...others]) {
    const { route, method } = endpoint(key, version);
    const path = plain(route.replace(ASKING, ''));
    if (['GET', 'POST', 'PUT'].includes(method)) found.set(path, [...(found.get(path) ?? []), key]);
  }
  return found;
});

/** Where an endpoint has an id of its own beside the path: `GET /payments/coupon?id=…`. */
function besidePath({ route, query, body }: Endpoint): string | undefined {
  const last = plain(route).split('/').at(-1) ?? '';
  const noun = last.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
  return [...Object.entries(query), ...Object.entries(body)].find(
    ([name, fact]) =>
      shape(fact).required && name !== 'locationId' && ['id', '_id', `${noun}Id`].includes(name),
  )?.[0];
}

/**
 * The ids that an endpoint's path names, and the one beside its path, so that each is of a record that is there.
 *
 * @param known ids by name that are known already
 */
export async function idsFor(facts: Endpoint, version: ApiVersion, known: Known, send: Send): Promise<Known> {
  let ids: Known = {};
  const segments = facts.route.split('/');
  for (const [i, segment] of segments.entries()) {
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined || known[name] !== undefined) continue;
    const id = await learn(segments.slice(0, i).join('/'), name, { ...known, ...ids }, version, send);
    if (id !== undefined) ids = { ...ids, [name]: id };
  }
  const name = besidePath(facts);
  if (name === undefined || ids[name] !== undefined) return ids;
  const id = await learn(facts.route, name, known, version, send);
  return id === undefined ? ids : { ...ids, [name]: id };
}

async function learn(
  path: string,
  name: string,
  known: Known,
  version: ApiVersion,
  send: Send,
): Promise<string | undefined> {
  for (const key of sources(version).get(plain(path)) ?? []) {
    const facts = endpoint(key, version);
    if (besidePath(facts) !== undefined) continue;
    const answer = await send(key, minimalRequest(facts, known));
    const id = idIn(answer, ['_id', 'id', name]);
    if (id !== undefined) return id;
  }
  return undefined;
}
