/**
 * Holds a request that arrived against the contract: path, query, headers, body; nothing missing,
 * nothing superfluous, right types. It knows the contract's facts, and nothing of how the app or the
 * sandbox reads them.
 */
import {
  type ApiVersion,
  type Endpoint,
  type EndpointKey,
  endpoint,
  type Fact,
  type Facts,
} from '../../highlevel/contract';
import { isItem } from '../../zapier';

/** A request as it came over the wire. */
export interface Arrived {
  method: string;
  /** Without the query, still URL-encoded. */
  path: string;
  query: object;
  headers: { [name: string]: string };
  body?: unknown;
}

/**
 * What is wrong with a request, one line a fault; `[]` where nothing is.
 *
 * @param version which description it is held against: the dated one unless said, where there is one
 */
export function faultsOf(request: Arrived, key: EndpointKey, version?: ApiVersion): string[] {
  const facts = endpoint(key, version);
  return [
    ...addressFaults(request, facts),
    ...headerFaults(request, facts),
    ...namedFaults(request.query, facts.query, 'query', wireFaults),
    ...Object.entries(request.query).flatMap(([name, value]) =>
      value === '' ? [`query: ${name} is empty`] : [],
    ),
    ...bodyFaults(request, facts),
  ];
}

/** The names of the parameters that a request carries, nested ones joined by `__`, lists as one. */
export function namesIn(request: Arrived, key: EndpointKey, version?: ApiVersion): string[] {
  const { path, body, list } = endpoint(key, version);
  const sent: unknown = list && Array.isArray(request.body) ? request.body[0] : request.body;
  return [...Object.keys(path), ...Object.keys(request.query), ...(isItem(sent) ? flat(sent, body) : [])];
}

/** The names of an endpoint's parameters, as {@link namesIn} gives them. */
export function namesOf(key: EndpointKey, version?: ApiVersion): string[] {
  const { path, query, body } = endpoint(key, version);
  return [...Object.keys(path), ...Object.keys(query), ...known(body)];
}

const fieldsOf = (fact: Fact | undefined): Facts | undefined =>
  typeof fact === 'object' && fact.is.replace('!', '') === 'object' ? fact.fields : undefined;

const known = (facts: Facts, prefix = ''): string[] =>
  Object.entries(facts).flatMap(([name, fact]) => {
    const inner = fieldsOf(fact);
    return inner ? known(inner, `${prefix}${name}__`) : [prefix + name];
  });

const flat = (sent: object, facts: Facts, prefix = ''): string[] =>
  Object.entries(sent).flatMap(([name, value]) => {
    const inner = fieldsOf(facts[name]);
    return inner && isItem(value) ? flat(value, inner, `${prefix}${name}__`) : [prefix + name];
  });

function addressFaults({ method, path }: Arrived, facts: Endpoint): string[] {
  if (method !== facts.method) return [`the method is ${method}, not ${facts.method}`];
  const wanted = facts.route.split('/');
  const segments = path.split('/');
  const fits =
    segments.length === wanted.length &&
    wanted.every((part, place) => part.startsWith('{') || part === segments[place]);
  if (!fits) return [`the path ${path} is not ${facts.route}`];
  return wanted.flatMap((part, place) => {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    const value = decodeURIComponent(segments[place] ?? '');
    if (!name) return [];
    if (!value.trim() || /^\.+$/.test(value) || value.includes('/')) return [`path: ${name} is “${value}”`];
    return wireFaults(value, facts.path[name] ?? 'string', `path: ${name}`);
  });
}

function headerFaults({ headers, body }: Arrived, { version, encoding }: Endpoint): string[] {
  const type = encoding ?? 'application/json';
  return [
    ...(headers.version === version ? [] : [`the version is ${headers.version}, not ${version}`]),
    ...(/^Bearer \S+$/.test(headers.authorization ?? '') ? [] : ['there is no token']),
    ...(body === undefined || headers['content-type']?.startsWith(type)
      ? []
      : [`the body’s type is ${headers['content-type']}, not ${type}`]),
  ];
}

function bodyFaults({ body }: Arrived, facts: Endpoint): string[] {
  if (facts.method === 'GET') return body === undefined ? [] : ['a GET has a body'];
  if (body === undefined) {
    return facts.emptyBody ? ['the body is left out'] : namedFaults({}, facts.body, 'body', valueFaults);
  }
  if (facts.list && !Array.isArray(body)) return ['the body is no list'];
  const look = facts.encoding ? formFaults : valueFaults;
  const parts: unknown[] = facts.list && Array.isArray(body) ? body : [body];
  return parts.flatMap((part) =>
    isItem(part)
      ? namedFaults(part, { ...ownFiles(part, facts), ...facts.body }, 'body', look)
      : ['the body is no object'],
  );
}

/** The names in a body that its sender made, where the endpoint lets it name its files. */
const ownFiles = (sent: object, { namesFiles }: Endpoint): Facts =>
  namesFiles ? Object.fromEntries(Object.keys(sent).map((name) => [name, 'file'])) : {};

type Look = (value: unknown, fact: Fact, place: string) => string[];

/** Unknown names, names that are missing, and what is wrong with each value. */
function namedFaults(sent: object, facts: Facts, place: string, look: Look): string[] {
  const values = new Map<string, unknown>(Object.entries(sent));
  const missing = Object.entries(facts).filter(
    ([name, fact]) => isRequired(fact) && isNothing(values.get(name)),
  );
  return [
    ...missing.map(([name]) => `${place}: ${name} is missing`),
    ...[...values].flatMap(([name, value]) => {
      const fact = facts[name];
      if (fact === undefined) return [`${place}: ${name} should not be there`];
      return isNothing(value) ? [] : look(value, fact, `${place}: ${name}`);
    }),
  ];
}

const kindOf = (fact: Fact) => (typeof fact === 'string' ? fact : fact.is);
const isRequired = (fact: Fact) => kindOf(fact).endsWith('!');
const isNothing = (value: unknown) => value === undefined || value === null || value === '';

/** What is wrong with a value of a query or a path, where all is text. */
function wireFaults(value: unknown, fact: Fact, place: string): string[] {
  const kind = kindOf(fact).replace('!', '');
  if (kind.endsWith('[]')) {
    return [value].flat().flatMap((one) => wireFaults(one, as(fact, kind.slice(0, -2)), place));
  }
  if (typeof value !== 'string') return [`${place} is there more than once`];
  if (kind === 'number') {
    const number = Number(value);
    return Number.isFinite(number) && value.trim()
      ? boundFaults(number, fact, place)
      : [`${place} is no number`];
  }
  if (kind === 'boolean') return /^(true|false)$/.test(value) ? [] : [`${place} is neither true nor false`];
  return boundFaults(value, fact, place);
}

const TYPES: { [kind: string]: (value: unknown) => boolean } = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  object: isItem,
  file: isItem,
  any: () => true,
};

/** What is wrong with a value of a form, where all is text but the files. */
const formFaults: Look = (value, fact, place) =>
  kindOf(fact).startsWith('file') ? valueFaults(value, fact, place) : wireFaults(value, fact, place);

/** What is wrong with a value of a body. */
function valueFaults(value: unknown, fact: Fact, place: string): string[] {
  const kind = kindOf(fact).replace('!', '');
  if (kind.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${place} is no list`];
    const { maxItems = value.length } = typeof fact === 'object' ? fact : {};
    const many = value.length > maxItems ? [`${place} has more than ${maxItems} items`] : [];
    const item = as(fact, kind.slice(0, -2));
    return [...many, ...value.flatMap((one, at) => valueFaults(one, item, `${place}[${at}]`))];
  }
  if (!TYPES[kind]?.(value)) return [`${place} is ${JSON.stringify(value)}, no ${kind}`];
  const inner = typeof fact === 'object' ? fact.fields : undefined;
  if (isItem(value) && inner) return namedFaults(value, inner, place, valueFaults);
  return boundFaults(value, fact, place);
}

const as = (fact: Fact, is: string): Fact => (typeof fact === 'string' ? is : { ...fact, is });

function boundFaults(value: unknown, fact: Fact, place: string): string[] {
  if (typeof fact === 'string') return [];
  const { enum: choices, min, max, minLength, maxLength, pattern, format } = fact;
  const fault = (is: boolean, what: string) => (is ? [`${place} is ${JSON.stringify(value)}, ${what}`] : []);
  const size = typeof value === 'string' ? value.length : undefined;
  return [
    ...fault(Boolean(choices && !choices.some((one) => String(one) === String(value))), 'no choice'),
    ...fault(typeof value === 'number' && min !== undefined && value < min, `less than ${min}`),
    ...fault(typeof value === 'number' && max !== undefined && value > max, `more than ${max}`),
    ...fault(size !== undefined && size < (minLength ?? 0), 'too short'),
    ...fault(size !== undefined && size > (maxLength ?? size), 'too long'),
    ...fault(typeof value === 'string' && pattern !== undefined && !new RegExp(pattern).test(value), 'unfit'),
    ...fault(
      format === 'date-time' && !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(String(value)),
      'no moment with a zone',
    ),
  ];
}
