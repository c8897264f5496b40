import { type Endpoint, type Fact, type Facts, type Shape, shape } from '../../highlevel/contract';
import { isObject, type Json, type JsonObject } from '../json';
import type { Route } from './call';
import { type Refusal, refusal } from './errors';

/** What is wrong with a value. `tooMuch` marks a page size above the maximum: the API answers it with 400. */
interface Problem {
  message: string;
  tooMuch?: boolean;
}

/** A value as the handler gets it, with what is wrong about it. */
interface Checked {
  value: Json | undefined;
  problems: Problem[];
}

/** How strictly values are checked. */
interface Strictness {
  /** Whether text that stands for a number or a boolean is read as one, as in queries and forms. */
  coerce: boolean;
  /** Whether an unknown name is a problem. */
  closed: boolean;
  /** The paths of values that may be null though they are required. */
  nullable: readonly string[];
}

const asProblems = (...messages: string[]): Problem[] => messages.map((message) => ({ message }));

function coerced(value: Json, type: Shape['type']): Json {
  if (typeof value !== 'string') return value;
  if (type === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

const TYPES: { [type in Shape['type']]: { is: (value: Json) => boolean; name: string } } = {
  string: { is: (value) => typeof value === 'string', name: 'a string' },
  number: {
    is: (value) => typeof value === 'number',
    name: 'a number conforming to the specified constraints',
  },
  boolean: { is: (value) => typeof value === 'boolean', name: 'a boolean value' },
  object: { is: isObject, name: 'an object' },
  file: { is: (value) => isObject(value) || typeof value === 'string', name: 'a file' },
  any: { is: () => true, name: 'anything' },
};

type Bounds = Exclude<Fact, string>;

function checkNumber(value: number, { min, max }: Bounds, subject: string): Problem[] {
  const tooMuch = /limit$/i.test(subject);
  return [
    ...(min !== undefined && value < min ? asProblems(`${subject} must not be less than ${min}`) : []),
    ...(max !== undefined && value > max
      ? [{ message: `${subject} must not be greater than ${max}`, tooMuch }]
      : []),
  ];
}

function checkText(
  value: string,
  { minLength = 0, maxLength, pattern, format }: Bounds,
  subject: string,
): Problem[] {
  const isLong = maxLength !== undefined && value.length > maxLength;
  const isOther = pattern !== undefined && !new RegExp(pattern).test(value);
  const isNoDate = format === 'date-time' && Number.isNaN(Date.parse(value));
  return [
    ...(value.length < minLength
      ? asProblems(`${subject} must be longer than or equal to ${minLength} characters`)
      : []),
    ...(isLong ? asProblems(`${subject} must be shorter than or equal to ${maxLength} characters`) : []),
    ...(isOther ? asProblems(`${subject} must match ${pattern} regular expression`) : []),
    ...(isNoDate ? asProblems(`${subject} must be a valid ISO 8601 date string`) : []),
  ];
}

/** What is wrong with the size or the form of a value that has the right type. */
function checkBounds(value: Json, fact: Fact, subject: string): Problem[] {
  if (typeof fact === 'string') return [];
  if (typeof value === 'number') return checkNumber(value, fact, subject);
  return typeof value === 'string' ? checkText(value, fact, subject) : [];
}

function checkOne(sent: Json, fact: Fact, path: string, subject: string, strictness: Strictness): Checked {
  const { type, fields, enum: allowed } = shape(fact);
  const value = strictness.coerce ? coerced(sent, type) : sent;
  if (!TYPES[type].is(value))
    return { value, problems: asProblems(`${subject} must be ${TYPES[type].name}`) };
  if (allowed && !allowed.includes(value)) {
    return {
      value,
      problems: asProblems(`${subject} must be one of the following values: ${allowed.join(', ')}`),
    };
  }
  if (isObject(value) && fields) return checkFields(value, fields, `${path}.`, strictness);
  return { value, problems: checkBounds(value, fact, subject) };
}

function checkList(sent: Json, fact: Fact, path: string, strictness: Strictness): Checked {
  const value = strictness.coerce && !Array.isArray(sent) ? [sent] : sent;
  if (!Array.isArray(value)) return { value, problems: asProblems(`${path} must be an array`) };
  const maxItems = typeof fact === 'string' ? undefined : fact.maxItems;
  if (maxItems !== undefined && value.length > maxItems) {
    return { value, problems: asProblems(`${path} must contain no more than ${maxItems} elements`) };
  }
  const each = value.map((item, i) =>
    checkOne(item, fact, `${path}.${i}`, `each value in ${path}`, strictness),
  );
  const messages = new Map(
    each.flatMap((item) => item.problems).map((problem) => [problem.message, problem]),
  );
  return { value: each.map((item) => item.value ?? null), problems: [...messages.values()] };
}

function checkValue(sent: Json | undefined, fact: Fact, path: string, strictness: Strictness): Checked {
  const { list, required, type } = shape(fact);
  if (sent === null && strictness.nullable.includes(path)) return { value: null, problems: [] };
  const isBlank = sent === undefined || sent === null || (sent === '' && type !== 'any');
  if (isBlank && required) return { value: sent, problems: asProblems(`${path} should not be empty`) };
  if (sent === undefined || sent === null) return { value: sent, problems: [] };
  return list ? checkList(sent, fact, path, strictness) : checkOne(sent, fact, path, path, strictness);
}

function checkFields(sent: JsonObject, facts: Facts, prefix: string, strictness: Strictness): Checked {
  const known = Object.entries(facts).map(([name, fact]) => {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    return { name, ...checkValue(value, fact, `${prefix}${name}`, strictness) };
  });
  const unknown = Object.keys(sent).filter((name) => !Object.hasOwn(facts, name));
  const unknownProblems = strictness.closed
    ? unknown.map((name) => `${prefix}property ${name} should not exist`)
    : [];
  return {
    value: Object.fromEntries(
      known.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]),
    ),
    problems: [...asProblems(...unknownProblems), ...known.flatMap(({ problems }) => problems)],
  };
}

/** Checks the items of a body that is a list. Another body has none. */
function checkItems(
  facts: Endpoint,
  list: Json | undefined,
  strictness: Strictness,
): { items: Json[]; problems: Problem[] } {
  if (!facts.list) return { items: [], problems: [] };
  if (!Array.isArray(list)) return { items: [], problems: asProblems('the body must be an array') };
  const item = { is: 'object', fields: facts.body };
  return {
    items: list,
    problems: list.flatMap((value, i) => checkOne(value, item, `${i}`, `${i}`, strictness).problems),
  };
}

function refuse(problems: Problem[]): Refusal {
  const messages = problems.map(({ message }) => message);
  return refusal(problems.every(({ tooMuch }) => tooMuch) ? 400 : 422, messages);
}

/**
 * Checks path, query and body against the contract, and reads the query's numbers and booleans.
 * An unknown property of the body is refused, an unknown query parameter ignored. Where the contract
 * knows no property of the body, any is accepted.
 * @throws Refusal 422 with the API's messages; 400 if the only problem is a page size that is too high.
 */
export function validate(
  facts: Endpoint,
  sent: { params: JsonObject; query: JsonObject; body: JsonObject; list: Json | undefined },
  { refuses = [], nullable = [] }: Pick<Route, 'refuses' | 'nullable'>,
): { query: JsonObject; body: JsonObject; items: Json[] } {
  const open = { coerce: true, closed: false, nullable: [] };
  const closed = { coerce: Boolean(facts.encoding), closed: true, nullable };
  const takesObject = Object.keys(facts.body).length > 0 && !facts.list;
  const refused = refuses.filter((name) => Object.hasOwn(sent.query, name));
  const params = checkFields(sent.params, facts.path, '', open);
  const query = checkFields(sent.query, facts.query, '', open);
  const body = takesObject
    ? checkFields(sent.body, facts.body, '', closed)
    : { value: sent.body, problems: [] };
  const { items, problems } = checkItems(facts, sent.list, closed);
  const all = [
    ...asProblems(...refused.map((name) => `property ${name} should not exist`)),
    ...[params, query, body].flatMap((checked) => checked.problems),
    ...problems,
  ];
  if (all.length) throw refuse(all);
  return {
    query: isObject(query.value) ? query.value : {},
    body: isObject(body.value) ? body.value : {},
    items,
  };
}

/**
 * As {@link validate}, for an endpoint that has two descriptions of one version: a request may fit either.
 * @throws Refusal as the first description has it
 */
export function validateByAny(
  [facts, ...others]: [Endpoint, ...Endpoint[]],
  ...request: [sent: Parameters<typeof validate>[1], route: Parameters<typeof validate>[2]]
): ReturnType<typeof validate> {
  try {
    return validate(facts, ...request);
  } catch (error) {
    for (const other of others) {
      try {
        return validate(other, ...request);
      } catch {
        // The first refusal is told.
      }
    }
    throw error;
  }
}
