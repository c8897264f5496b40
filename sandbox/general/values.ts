import { type Fact, type Facts, type Shape, shape } from '../../highlevel/contract';
import { HOUR_MS } from '../clock';
import { Ids } from '../ids';
import { isObject, type Json, type JsonObject } from '../json';
import { mailbox, RandomData } from '../seed/random-data';
import { singular, words } from './names';

/** What values are made up from: the same setting gives the same values. */
export interface Setting {
  /** What the values belong to, such as a record's id. */
  seed: string;
  /** What the record is, in words: “Shipping carrier”. */
  noun: string;
  /** The moment around which made-up dates are, in epoch milliseconds. */
  moment: number;
  /** The id of a record that is there, for a name such as `contactId`. */
  reference: (name: string) => string | undefined;
}

/** A number for a text: the same for the same text (FNV-1a). */
function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (const letter of text) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return mixed >>> 0;
}

/** An id like HighLevel's, always the same for the same text. */
export const idFor = (text: string): string => new Ids(hash(text)).next();

/** Names of moments: createdAt, startDate, dateAdded. */
const MOMENT = /(At|On|_at|[dD]ate|[tT]ime)$|^(date|last)[A-Z]\w*ed$/;

type Texts = readonly (readonly [RegExp, (data: RandomData, name: string, noun: string) => string])[];

/** Text by the name that it stands under; the first that fits counts. */
const TEXTS: Texts = [
  [/e-?mail$/i, (data) => `${mailbox(data.word('firstName'))}@example.com`],
  [/phone|mobile|^from$|^to$|number$/i, (data) => `+1212555${data.number(1000, 9999)}`],
  [/first_?name$/i, (data) => data.word('firstName')],
  [/last_?name$/i, (data) => data.word('lastName')],
  [/(business|company|organi[sz]ation)_?name$/i, (data) => `${data.word('company')} ${data.word('trade')}`],
  [/(contact|user|full|owner)_?name$/i, (data) => `${data.word('firstName')} ${data.word('lastName')}`],
  [/domain$/i, () => 'www.example.com'],
  [
    /logo|image|avatar|icon|photo|picture|thumbnail/i,
    (data) => `https://www.example.com/images/${data.number(1, 99)}.png`,
  ],
  [
    /ur[li]s?$|link$|website|redirect/i,
    (data, name) => `https://www.example.com/${name}/${data.number(1, 99)}`,
  ],
  [/path$/i, (data) => `/page-${data.number(1, 99)}`],
  [/slug$|key$/i, (data, name) => `${words(name).toLowerCase().replaceAll(' ', '-')}-${data.number(1, 99)}`],
  [/currency/i, () => 'USD'],
  [/country/i, () => 'US'],
  [/^state$/i, () => 'NY'],
  [/city/i, () => 'New York'],
  [/postal|zip/i, () => '10001'],
  [/address|street/i, (data) => `${data.number(1, 99)} ${data.word('street')} ${data.word('kind')}`],
  [/time_?zone/i, () => 'America/New_York'],
  [/lang|locale/i, () => 'en'],
  [/colou?r|^hexa?$/i, () => '#188bf6'],
  [/status$|state$/i, () => 'active'],
  [
    /^(body|content|text|message|description|notes?|remarks?|prompt|instructions?|question|answer)$/i,
    (data) => data.word('remark'),
  ],
  [/^(name|title|label)$/i, (data, _name, noun) => `${noun} ${data.word('company')}`],
  [/name$|title$|label$/i, (data, name) => `${words(name)} ${data.word('company')}`],
];

/** Yes or no by the name; the first that fits counts, and all else is no. */
const FLAGS: readonly (readonly [RegExp, boolean])[] = [
  [/^(has|next|more)/i, false],
  [/deleted|archived|expired|disabled|failed|blocked/i, false],
  [/^succ|^ok$|^status$|active|enabled|connected|verified|available|valid|published/i, true],
];

/** Numbers by the name, from the least to the most; the first that fits counts. */
const NUMBERS: readonly (readonly [RegExp, least: number, most: number])[] = [
  [/^__v$/, 0, 0],
  [/^status(Code)?$/, 200, 200],
  [/^(day|dayOfMonth)$/i, 1, 28],
  [/^month/i, 1, 12],
  [/^year/i, 2026, 2026],
  [/hours?$/i, 0, 23],
  [/(minutes?|seconds?)$/i, 0, 59],
];

const textFor = (name: string, data: RandomData, { noun }: Setting): string => {
  const rule = TEXTS.find(([pattern]) => pattern.test(name));
  return rule ? rule[1](data, name, noun) : `${words(name)} ${data.number(1, 99)}`;
};

const isId = (name: string): boolean => /^_?id$|I[dD]s?$|_ids?$/.test(name);

/** A moment within the two days before the setting's. */
const momentIn = (data: RandomData, { moment }: Setting): number => moment - data.number(0, 48) * HOUR_MS;

function madeText(name: string, fact: Fact, data: RandomData, setting: Setting): string {
  const format = typeof fact === 'string' ? undefined : fact.format;
  if (format === 'date-time' || MOMENT.test(name)) return new Date(momentIn(data, setting)).toISOString();
  if (!isId(name)) return textFor(name, data, setting);
  return setting.reference(singular(name)) ?? idFor(`${setting.seed} ${name}`);
}

function madeNumber(name: string, fact: Fact, data: RandomData, setting: Setting): number {
  const { min, max } = typeof fact === 'string' ? {} : fact;
  const isDescribed = min !== undefined || max !== undefined;
  if (MOMENT.test(name) && !isDescribed) return momentIn(data, setting);
  const [, least, most] = NUMBERS.find(([pattern]) => !isDescribed && pattern.test(name)) ?? [];
  if (least !== undefined && most !== undefined) return data.number(least, most);
  return data.number(min ?? 1, max ?? (min ?? 1) + 98);
}

/** Whether a value has the type of a fact. */
function hasType(value: unknown, { type }: Shape): value is Json {
  if (type === 'any') return true;
  return type === 'object' || type === 'file' ? isObject(value) : typeof value === type;
}

/** Whether a value has the type of a fact, and is one of its choices where it has some. */
const fitsType = (value: Json, said: Shape): boolean =>
  hasType(value, said) && (!said.enum || said.enum.includes(value));

/** The choices of a fact that have its type. */
const choicesOf = (said: Shape): Json[] => (said.enum ?? []).filter((choice) => hasType(choice, said));

function madeOne(name: string, fact: Fact, setting: Setting): Json {
  const said = shape(fact);
  const data = new RandomData(new Ids(hash(`${setting.seed} ${name}`)));
  const choice = data.one(choicesOf(said));
  if (choice !== undefined) return choice;
  if (said.type === 'string') return madeText(name, fact, data, setting);
  if (said.type === 'number') return madeNumber(name, fact, data, setting);
  if (said.type === 'boolean') return FLAGS.find(([pattern]) => pattern.test(name))?.[1] ?? false;
  if (said.type === 'any') return textFor(name, data, setting);
  return madeFields(said.fields ?? {}, { ...setting, seed: `${setting.seed} ${name}` });
}

/** A value that is made up by its name and its fact. */
export function made(name: string, fact: Fact, setting: Setting): Json {
  if (!shape(fact).list) return madeOne(name, fact, setting);
  return [madeOne(singular(name), fact, { ...setting, seed: `${setting.seed} ${name}` })];
}

/** An object with every described field, made up. */
function madeFields(facts: Facts, setting: Setting): JsonObject {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, made(name, fact, setting)]));
}

/**
 * A value that is kept, as an answer with this fact gives it: with what the fact requires and the value lacks,
 * and without what the fact does not describe. Undefined where the value has another type.
 */
export function given(value: Json | undefined, name: string, fact: Fact, setting: Setting): Json | undefined {
  const said = shape(fact);
  if (value === undefined || value === null) return undefined;
  if (!said.list) return givenOne(value, name, said, setting);
  if (!Array.isArray(value)) return undefined;
  const items = value.map((item, i) =>
    givenOne(item, name, said, { ...setting, seed: `${setting.seed} ${i}` }),
  );
  return items.every((item) => item !== undefined) ? items : undefined;
}

function givenOne(value: Json, name: string, said: Shape, setting: Setting): Json | undefined {
  if (!fitsType(value, said)) return undefined;
  if (!isObject(value) || !said.fields) return value;
  return givenFields(value, said.fields, { ...setting, seed: `${setting.seed} ${name}` });
}

/** An object that is kept, as these facts describe it. */
export function givenFields(value: JsonObject, facts: Facts, setting: Setting, isWhole = false): JsonObject {
  const fields = Object.entries(facts).map(([name, fact]) => {
    const kept = given(Object.hasOwn(value, name) ? value[name] : undefined, name, fact, setting);
    const lacks = kept === undefined && (isWhole || shape(fact).required);
    return [name, lacks ? made(name, fact, setting) : kept];
  });
  return Object.fromEntries(fields);
}
