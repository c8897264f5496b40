/**
 * The answers that others recorded on HighLevel's live API: their shapes, as facts (`recorded.json`, written
 * by `npm run recorded`), and two uses of them in tests. The sandbox's answers are held against them, and
 * answers in their shape are built for the app to read.
 *
 * What a recording says: a field is there, and its value has this format. What it does not say: that no
 * other field can come, and what is inside a list or an object that was empty, or in place of a null.
 */
import { type EndpointKey, type Fact, type Facts, shape } from '../../highlevel/contract';
import { answerFacts, notAnswered } from '../../highlevel/contract/answers';
import { isObject, type Json, type JsonObject } from '../../sandbox/json';

/** Formats of values by their paths: `contact.tags[]`; `|` joins those of one path, sorted. */
export type Formats = { [path: string]: string };

/** A refusal as it was recorded. */
export interface RecordedError {
  status: number;
  /** In which case it comes. */
  situation: string;
  /** HighLevel's own words, where they were kept; `<id>` stands for an id. */
  says?: string[];
  code?: string;
  body: Formats;
  sources: string[];
}

/**
 * What was recorded of an endpoint.
 *
 * Sources in short: Nango, n8n and Pipedream are those projects' public repositories; S and a number is
 * one public report; a date is that of the recording.
 */
export interface Recorded {
  sources: string[];
  /** The `Version` header that was sent. */
  version?: string;
  /** The statuses of a success. Some sources keep 200 for each success. */
  status?: number[];
  /** The fields of a success; none where a refusal alone was recorded. */
  answer?: Formats;
  /** Codes that were seen at a path. Others can come. */
  values?: { [path: string]: (string | number)[] };
  errors?: RecordedError[];
}

/** Read when asked for: the script that writes the facts needs the formats alone. */
const facts = (): { [endpoint in EndpointKey]?: Recorded } => require('./recorded.json');

/** The endpoints of which something was recorded, sorted. */
export const recordedKeys = () => Object.keys(facts()) as EndpointKey[];

/** What was recorded of an endpoint. @throws Error where nothing was */
export function recorded(key: EndpointKey): Recorded {
  const found = facts()[key];
  if (!found) throw new Error(`Nothing was recorded of ${key}.`);
  return found;
}

/** A format, and whether a value has it. `[]`, `{}` and `any` stand for what was empty or not kept. */
const FORMATS: { [format: string]: (value: Json) => boolean } = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  'date-time Z': (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value),
  'date-time offset': (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$/.test(value),
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  'epoch-ms': (value) => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > 1e9,
  null: (value) => value === null,
  '[]': Array.isArray,
  '{}': (value) => Array.isArray(value) || isObject(value),
  any: () => true,
};

/** The names of all formats. */
export const formatNames = Object.keys(FORMATS);

/** What was recorded at a place of an answer: formats of values, fields of objects, items of lists. */
interface Place {
  formats: string[];
  fields: Map<string, Place>;
  item?: Place;
  values?: (string | number)[];
}

const newPlace = (): Place => ({ formats: [], fields: new Map() });

/** Stands for each field whose name is a day. */
export const ANY_DAY = '<YYYY-MM-DD>';
const isDay = (name: string) => /^\d{4}-\d\d-\d\d$/.test(name);

/** Formats by path as a tree. */
function treeOf(formats: Formats, values: Recorded['values'] = {}): Place {
  const root = newPlace();
  for (const [path, format] of Object.entries(formats)) {
    let place = root;
    for (const [, name = '', brackets = ''] of path.matchAll(/([^.[\]]+)((?:\[\])*)/g)) {
      const field = place.fields.get(name) ?? newPlace();
      place.fields.set(name, field);
      place = field;
      for (let depth = brackets.length / 2; depth > 0; depth -= 1) {
        place.item ??= newPlace();
        place = place.item;
      }
    }
    place.formats = format.split(' | ');
    if (values[path]) place.values = values[path];
  }
  return root;
}

/** What an answer is held by: its status and its body. */
export interface Answered {
  status: number;
  body: Json;
}

/**
 * Holds an answer against what was recorded of its endpoint: of a success each field and its format, of a
 * refusal its keys and its words.
 *
 * A field that no item of a list has is missing; in one item alone it can be. Where a list is empty, or an
 * object is not there, nothing is said of what would be inside.
 * @returns a line for each fault; none where the answer agrees
 */
export function checkRecorded(key: EndpointKey, { status, body }: Answered): string[] {
  const { answer, errors = [], values } = recorded(key);
  if (status < 300) {
    const unexpected = pathsOf(body).filter((path) => isUnder(path, notAnswered(key)));
    const comes = unexpected.map((path) => `${path} comes, which no recording has`);
    return answer ? [...faultsAt(treeOf(answer, values), [body], ''), ...comes] : comes;
  }
  const known = errors.filter((error) => error.status === status);
  if (!known.length) return [`a refusal with ${status} was not recorded`];
  const [least = []] = known.map((error) => refusalFaults(error, body)).sort((a, b) => a.length - b.length);
  return least;
}

const show = (value: Json) => JSON.stringify(value)?.slice(0, 60);

/** What is wrong with the values that an answer has at one place. */
function faultsAt(place: Place, values: Json[], path: string): string[] {
  const wrong = values.find((value) => !fits(place, value));
  if (wrong !== undefined) return [`${path || 'the body'} is ${show(wrong)}, not ${wanted(place)}`];
  const holders = values.filter(isObject);
  const fields = [...place.fields].flatMap(([name, field]) => {
    const at = path ? `${path}.${name}` : name;
    const found = holders.flatMap((holder) => valuesOf(holder, name));
    const isMissing = holders.length > 0 && found.length === 0 && name !== ANY_DAY;
    return isMissing ? [`${at} is missing`] : faultsAt(field, found, at);
  });
  const items = values.filter(Array.isArray).flat();
  return [...fields, ...(place.item ? faultsAt(place.item, items, `${path}[]`) : [])];
}

function valuesOf(holder: JsonObject, name: string): Json[] {
  const named = Object.entries(holder).filter(([own]) => (name === ANY_DAY ? isDay(own) : own === name));
  return named.flatMap(([, value]) => (value === undefined ? [] : [value]));
}

/** Whether a value has one of a place's forms. A null that was recorded alone says nothing of other values. */
function fits({ formats, fields, item }: Place, value: Json): boolean {
  if (formats.join() === 'null') return true;
  if (fields.size && isObject(value)) return true;
  if (item && Array.isArray(value)) return true;
  return formats.some((format) => FORMATS[format]?.(value));
}

function wanted({ formats, fields, item }: Place): string {
  return [...formats, ...(fields.size ? ['an object'] : []), ...(item ? ['a list'] : [])].join(' | ');
}

/** Whether a path, or one on the way to it, is among some that have no `[]`. */
const isUnder = (path: string, paths: readonly string[]) =>
  paths.some((one) => `${path.replaceAll('[]', '')}.`.startsWith(`${one}.`));

/** A body's paths, as they are recorded. */
function pathsOf(value: Json, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => pathsOf(item, `${path}[]`)))];
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined ? [] : pathsOf(inner, path ? `${path}.${name}` : name),
  );
}

/** Every answer carries a trace id, whether a source kept it or not. */
const TRACE = 'traceId';

function refusalFaults({ body: formats, says = [], code }: RecordedError, body: Json): string[] {
  const paths = pathsOf(body);
  const strangers = paths.filter((path) => path !== TRACE && formats[path] === undefined);
  const said = isObject(body) ? String(body.message) : '';
  const isSaid = says.some((text) => isSame(text, said));
  return [
    ...faultsAt(treeOf(formats), [body], ''),
    ...strangers.map((path) => `${path} was not recorded`),
    ...(says.length && !isSaid ? [`message is “${said}”, not “${says.join('” or “')}”`] : []),
    ...(code && isObject(body) && body.code !== code
      ? [`code is ${show(body.code ?? null)}, not ${code}`]
      : []),
  ];
}

/** Whether a message is a recorded one, whatever the id in it; a full stop at its end says nothing. */
function isSame(text: string, said: string): boolean {
  const plain = (words: string) => words.replace(/\.$/, '');
  const [before = '', after] = plain(text).split('<id>');
  const message = plain(said);
  return after === undefined ? message === before : message.startsWith(before) && message.endsWith(after);
}

/**
 * A success of an endpoint as HighLevel would answer it: the recorded fields with believable values, and
 * the described ones (`answers.ts`) where the recording says nothing.
 * @throws Error where no success was recorded
 */
export function liveShaped(key: EndpointKey): JsonObject {
  const { answer, values } = recorded(key);
  if (!answer) throw new Error(`No success was recorded of ${key}.`);
  const built = objectOf(treeOf(answer, values), answerFacts(key), '');
  return { ...built, [TRACE]: 'd7c2f1a0-5b7d-4e39-9c04-7a1d3e5f8b62' };
}

const TYPES: { [format: string]: string } = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  'epoch-ms': 'number',
};

/** What was recorded of a place, in the words of the contract. */
function factOf({ formats, fields, item }: Place): Fact {
  if (fields.size) return { is: 'object', fields: factsIn(fields) };
  if (item?.fields.size) return { is: 'object[]', fields: factsIn(item.fields) };
  const [format = 'any'] = (item ?? { formats }).formats.filter((one) => one !== 'null');
  const type = /^date/.test(format) ? 'string' : (TYPES[format] ?? 'any');
  return item || format === '[]' ? `${type}[]` : type;
}

const factsIn = (fields: Map<string, Place>): Facts =>
  Object.fromEntries([...fields].map(([name, place]) => [name, factOf(place)]));

/** What an endpoint answers: what is described, and beside it what was recorded and is not described. */
export const knownFacts = (key: EndpointKey): Facts =>
  withRecorded(answerFacts(key), factsIn(treeOf(facts()[key]?.answer ?? {}).fields));

function withRecorded(described: Facts, recordedFields: Facts): Facts {
  const merged = Object.entries(recordedFields).map(([name, fact]): [string, Fact] => {
    const known = described[name];
    if (known === undefined) return [name, fact];
    const { fields } = shape(fact);
    if (!fields) return [name, known];
    const { list, fields: inner = {} } = shape(known);
    return [name, { is: list ? 'object[]' : 'object', fields: withRecorded(inner, fields) }];
  });
  return { ...described, ...Object.fromEntries(merged) };
}

/** As {@link liveShaped}; where nothing was recorded, of what is described alone. */
export const likelyAnswer = (key: EndpointKey): JsonObject =>
  facts()[key]?.answer ? liveShaped(key) : objectOf(newPlace(), answerFacts(key), '');

function objectOf(place: Place, described: Facts, path: string): JsonObject {
  const names = new Set([...place.fields.keys(), ...Object.keys(described)]);
  const built = [...names].flatMap((name) => {
    const at = path ? `${path}.${name}` : name;
    const field = place.fields.get(name) ?? newPlace();
    return [[name === ANY_DAY ? '2026-11-30' : name, valueAt(field, described[name], at)] as const];
  });
  return Object.fromEntries(built);
}

const SAYS_NOTHING = ['[]', '{}', 'any', 'null'];

/** A value for one place. The recording rules; the description has the word where that says nothing. */
function valueAt(place: Place, fact: Fact | undefined, path: string): Json {
  const { list, type, fields = {}, enum: choices } = shape(fact ?? 'any');
  const { formats, item } = place;
  if (place.fields.size) return objectOf(place, list ? {} : fields, path);
  if (item) return itemsOf(item, fact, path);
  const format = formats.find((one) => !SAYS_NOTHING.includes(one));
  const name = path.split('.').at(-1)?.replaceAll('[]', '') ?? '';
  if (format) return place.values?.[0] ?? sampleOf(format, name);
  if (fact === undefined) return formats.includes('[]') ? [] : formats.includes('{}') ? {} : null;
  const one = (): Json => {
    if (Object.keys(fields).length) return objectOf(newPlace(), fields, list ? `${path}[]` : path);
    const choice = choices?.[0];
    if (typeof choice === 'string' || typeof choice === 'number') return choice;
    return type === 'object' ? {} : sampleOf(type, name);
  };
  return list ? [one()] : one();
}

/** One item; where the items of a list hold one of several typed values, one for each. */
function itemsOf(item: Place, fact: Fact | undefined, path: string): Json[] {
  const { fields = {}, list } = shape(fact ?? 'any');
  const inner: Fact | undefined = list ? { is: 'object', fields } : undefined;
  const whole = valueAt(item, inner, `${path}[]`);
  const typed = isObject(whole) ? Object.keys(whole).filter((name) => /^fieldValue./.test(name)) : [];
  if (!isObject(whole) || typed.length < 2) return [whole];
  return typed.map((name, i) => ({
    ...Object.fromEntries(
      Object.entries(whole).filter(([other]) => other === name || !typed.includes(other)),
    ),
    id: `${String(whole.id)}${i}`,
    type: name.replace('fieldValue', '').toLowerCase(),
  }));
}

/** Believable texts, by the names of their fields. */
const TEXTS: [RegExp, string][] = [
  [/email/i, 'ada.byron@example.com'],
  [/phone|^from$|^to$/i, '+12125550123'],
  [/(^_?|[a-z])(id|ids)$|Id$|^recordId$/i, 'ocQHyuzHvysMo5N5VsXc'],
  [/(At|Date|dateAdded|dateUpdated|lastActivity|timestamp|Time|^expire)$/, '2026-11-20T15:04:05.000Z'],
  [/timezone/i, 'America/New_York'],
  [/url|website|logo|domain/i, 'https://www.example.com/'],
  [/country/i, 'US'],
  [/currency/i, 'USD'],
  [/lowercase$/i, 'ada'],
  [/name$/i, 'Ada Byron'],
  [/tags?$/i, 'newsletter'],
];

function sampleOf(format: string, name: string): Json {
  const text = TEXTS.find(([pattern]) => pattern.test(name))?.[1] ?? `some ${name}`;
  const values: { [format: string]: Json } = {
    string: text,
    number: 30,
    boolean: !/^(deleted|dnd|isDeleted)$/.test(name),
    'date-time Z': '2026-11-20T15:04:05.000Z',
    'date-time offset': '2026-12-01T10:00:00-05:00',
    date: '2026-11-20',
    'epoch-ms': Date.UTC(2026, 7, 31),
  };
  return values[format] ?? text;
}
