/**
 * Answers without what they say of people: the names of fields, the types of their values, and words that the
 * contract has.
 */
import { isEmpty, memoize, mergeWith, pickBy } from 'lodash';
import {
  type EndpointKey,
  endpoint,
  endpointKeys,
  type Fact,
  type Facts,
  shape,
  V3,
} from '../highlevel/contract';
import { answerFacts } from '../highlevel/contract/answers';
import { knownFacts, recorded, recordedKeys } from '../test/contract/recorded';
import { type Item, isItem } from '../zapier';

/** The shape of a value: its type in a word, a list of the shape of its items, or an object of shapes. */
export type ShapeOf = string | [ShapeOf] | [] | { [name: string]: ShapeOf };

/** Stands for a name that no description has: it may be a person's word, or an id. */
const OTHER_NAME = '<another name>';

const namesIn = (facts: Facts): string[] =>
  Object.entries(facts).flatMap(([name, fact]) => [name, ...namesIn(shape(fact).fields ?? {})]);

/** Every name that the API's descriptions and recordings have for a field, of answers and of what is sent. */
const knownNames = memoize((): Set<string> => {
  const all = endpointKeys().flatMap((key) => {
    const { query, body, path } = endpoint(key);
    return [...namesIn(knownFacts(key)), ...namesIn(query), ...namesIn(body), ...namesIn(path)];
  });
  const v3 = endpointKeys(V3).flatMap((key) => namesIn(answerFacts(key, V3)));
  const refused = recordedKeys().flatMap((key) =>
    (recorded(key).errors ?? []).flatMap(({ body }) =>
      Object.keys(body).flatMap((path) => path.split(/\W+/)),
    ),
  );
  const aside = ['message', 'error', 'statusCode', 'traceId', 'name', 'errors', 'code', 'meta'];
  return new Set([...all, ...v3, ...refused, ...aside]);
});

const isDay = (name: string) => /^\d{4}-\d\d-\d\d$/.test(name);
const nameShown = (name: string): string =>
  isDay(name) ? '<day>' : knownNames().has(name) ? name : OTHER_NAME;

const TEXTS: [RegExp, string][] = [
  [/^$/, 'empty text'],
  [/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, 'date and time Z'],
  [/^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:?\d\d$/, 'date and time with offset'],
  [/^\d{4}-\d\d-\d\d[T ][\d:.]+$/, 'date and time without zone'],
  [/^\d{4}-\d\d-\d\d$/, 'day'],
  [/^-?\d+(\.\d+)?$/, 'number as text'],
];

/** The shape of an answer. @param facts what is described of it: the words of its enums are shown */
export function shapeOf(value: unknown, facts: Facts = {}): ShapeOf {
  return shapeOfOne(value, { is: 'object', fields: facts });
}

function shapeOfOne(value: unknown, fact: Fact | undefined): ShapeOf {
  const known = shape(fact ?? 'any');
  if (Array.isArray(value)) {
    const items = value.map((item) => shapeOfOne(item, fact));
    return items.length ? [items.reduce(joined)] : [];
  }
  if (isItem(value)) {
    let shapes: { [name: string]: ShapeOf } = {};
    for (const [name, inner] of Object.entries(value)) {
      shapes = joinedFields(shapes, { [nameShown(name)]: shapeOfOne(inner, known.fields?.[name]) });
    }
    return shapes;
  }
  if (typeof value === 'string') {
    if (known.enum?.includes(value)) return `text “${value}”`;
    return TEXTS.find(([pattern]) => pattern.test(value))?.[1] ?? 'text';
  }
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) > 1e11 ? 'epoch ms' : 'number';
  return value === null ? 'null' : typeof value;
}

type Fields = { [name: string]: ShapeOf };
const isFields = (one: ShapeOf): one is Fields => typeof one === 'object' && !Array.isArray(one);
const joinedFields = (one: Fields, other: Fields): Fields =>
  mergeWith({}, one, other, (a?: ShapeOf, b?: ShapeOf) =>
    a === undefined ? b : b === undefined ? a : joined(a, b),
  );

/** What two values of one place are together. */
function joined(one: ShapeOf, other: ShapeOf): ShapeOf {
  if (isFields(one) && isFields(other)) return joinedFields(one, other);
  if (Array.isArray(one) && Array.isArray(other)) {
    const [a, b] = [one[0], other[0]];
    return a === undefined ? other : b === undefined ? one : [joined(a, b)];
  }
  if (typeof one !== 'string' || typeof other !== 'string') return typeof one === 'string' ? other : one;
  return [...new Set([...one.split(' | '), ...other.split(' | ')])].sort().join(' | ');
}

/** Words that say how a call went, beside those of the API's own names. */
const PLAIN_WORDS =
  `a an and any are as at be been being but by can cannot could did do does for from had has have
  if in is it its must no none not of on one only or other should than that the their there this to too type types
  use used using was were when which while will with within without would you your please provide provided
  already allowed access expired found given invalid missing exist exists existing empty valid match matching
  long short least most more less than equal greater characters unauthorized forbidden authorized permission
  permissions refused request requests response bad unprocessable entity supported route yet required requires
  failed fail fails error errors success successful unable internal server duplicate duplicated duplicates
  conflict record records resource resources array string number boolean object date format iso property
  properties value values field fields parameter parameters header headers token scope`.split(/\s+/);

const vocabulary = memoize((): Set<string> => {
  const parts = [...knownNames()].flatMap((name) => name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/));
  const routes = endpointKeys().flatMap((key) => key.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/));
  const said = recordedKeys().flatMap((key) =>
    (recorded(key).errors ?? []).flatMap(({ says = [] }) => says.flatMap((text) => text.split(/[^A-Za-z]+/))),
  );
  return new Set([...parts, ...routes, ...said, ...PLAIN_WORDS].map((word) => word.toLowerCase()));
});

/** HighLevel's words, each that is not of the API's own vocabulary as `…`: it may be a name or a text of somebody. */
export function wordsOf(message: string): string {
  return message
    .slice(0, 300)
    .split(/(\s+)/)
    .map((part) => (/^\s*$/.test(part) ? ' ' : isPlain(part) ? part : '…'))
    .join('')
    .replace(/…(?: …)+/g, '…')
    .trim();
}

function isPlain(part: string): boolean {
  if (/[@\d]/.test(part)) return /^[^\w]*[1-5]\d\d[^\w]*$/.test(part);
  const words = part.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).filter(Boolean);
  return words.length > 0 && words.every((word) => vocabulary().has(word.toLowerCase()));
}

/** Where an answer is not as it is described and was recorded: the path of each place, and what is wrong, without values. */
export function shapeFaults(key: EndpointKey, body: Item, facts = knownFacts(key)): string[] {
  return isEmpty(facts) ? [] : faultsIn(facts, [body], '');
}

const JS_TYPES: { [type: string]: string } = { string: 'string', number: 'number', boolean: 'boolean' };

function faultsIn(facts: Facts, holders: Item[], path: string): string[] {
  const names = new Set(holders.flatMap((holder) => Object.keys(holder)));
  const missing = Object.keys(pickBy(facts, (fact) => shape(fact).required)).filter(
    (name) => !names.has(name),
  );
  const wrong = [...names].flatMap((name) => {
    const fact = facts[name];
    const at = path ? `${path}.${nameShown(name)}` : nameShown(name);
    if (fact === undefined) return [];
    const values = holders.map((holder) => holder[name]).filter((one) => one !== undefined && one !== null);
    return valueFaults(shape(fact), values, at);
  });
  if (!holders.length) return [];
  return [...missing.map((name) => `${path ? `${path}.` : ''}${name} is missing`), ...new Set(wrong)];
}

function valueFaults(
  { type, list, fields }: ReturnType<typeof shape>,
  values: unknown[],
  at: string,
): string[] {
  if (list) {
    if (values.some((value) => !Array.isArray(value))) return [`${at} is no list`];
    return valueFaults(
      { type, list: false, required: false, ...(fields && { fields }) },
      values.flat(),
      `${at}[]`,
    );
  }
  const wanted = JS_TYPES[type];
  if (wanted) {
    const other = values.find((value) => value !== null && typeof value !== wanted);
    return other === undefined
      ? []
      : [`${at} is ${Array.isArray(other) ? 'a list' : `a ${typeof other}`}, not a ${wanted}`];
  }
  return fields ? faultsIn(fields, values.filter(isItem), at) : [];
}
