/** Reads OpenAPI files: the documents of a folder, and their schemas as the contract's facts. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Fact, Facts } from '../../highlevel/contract/facts';
import { type Item, isItem, items } from '../../zapier/json';

/** The properties of an object that are objects themselves. */
export const entries = (value: unknown): [string, Item][] =>
  isItem(value) ? Object.entries(value).filter((entry): entry is [string, Item] => isItem(entry[1])) : [];

/** The same properties, in the order of their names. */
export const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The OpenAPI documents of a folder, each read once. */
export class Documents {
  readonly #folder: string;
  readonly #read = new Map<string, Item>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The names of the folder's JSON files.
   *
   * @throws Error where the folder can't be read
   */
  names(): string[] {
    const found = readable(this.#folder, () => readdirSync(this.#folder));
    return found.filter((name) => name.endsWith('.json')).sort();
  }

  /**
   * A document, by its name or its path.
   *
   * @throws Error where the file can't be read
   */
  open(name: string): Item {
    const path = resolve(this.#folder, name);
    const known = this.#read.get(path);
    if (known) return known;
    // References are made absolute, so that one can be followed from whichever file it is found in.
    const absolute = (key: string, value: unknown) =>
      key === '$ref' && typeof value === 'string' ? this.#absolute(value, path) : value;
    const parsed: unknown = readable(path, () => JSON.parse(readFileSync(path, 'utf8'), absolute));
    const document = isItem(parsed) ? parsed : {};
    this.#read.set(path, document);
    return document;
  }

  /** The schema that a reference names; `undefined` where there is none. */
  follow(ref: string): Item | undefined {
    const [path = '', pointer = ''] = ref.split('#');
    let found: unknown = this.open(path);
    for (const step of pointer.split('/').slice(1)) found = isItem(found) ? found[step] : undefined;
    return isItem(found) ? found : undefined;
  }

  #absolute(ref: string, from: string): string {
    const [file = '', pointer = ''] = ref.split('#');
    return `${file ? resolve(this.#folder, file) : from}#${pointer}`;
  }
}

/** @throws Error that names the path, and tells in a line why it can't be read */
export function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const [why = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw new Error(`Nothing is written: ${path} can't be read (${why}).`);
  }
}

type Details = Exclude<Fact, string>;

const PRIMITIVES: Record<string, string> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
};
const LIMITS: Record<string, keyof Details> = {
  minimum: 'min',
  maximum: 'max',
  minLength: 'minLength',
  maxLength: 'maxLength',
  maxItems: 'maxItems',
  pattern: 'pattern',
};

/** Turns the schemas of one endpoint into facts, following references. */
export class SchemaReader {
  readonly #documents: Documents;
  readonly #report: (problem: string) => void;

  /** @param report is told of each thing that is described incompletely */
  constructor(documents: Documents, report: (problem: string) => void) {
    this.#documents = documents;
    this.#report = report;
  }

  /**
   * What a schema says of one value.
   *
   * @param above the references that led here: a schema may contain itself
   */
  fact(raw: Item, required: boolean, above: string[] = []): Fact {
    const trail = [...above];
    const schema = this.#plain(raw, trail);
    const variants = items(schema.oneOf ?? schema.anyOf);
    if (variants.length) {
      return mark(union(variants.map((variant) => this.fact(variant, false, trail))), required);
    }
    const { is, ...more } = this.#typeOf(schema, trail, raw.$ref !== undefined);
    const details = { is, ...boundsOf(schema), ...more };
    return mark(Object.keys(details).length === 1 ? details.is : details, required);
  }

  /** What a schema says of each field of an object. */
  fields(raw: Item, above: string[] = []): Facts {
    const trail = [...above];
    const schema = this.#plain(raw, trail);
    const required = Array.isArray(schema.required) ? schema.required : [];
    const facts = entries(schema.properties).map(([name, property]): [string, Fact] => [
      name,
      this.fact(property, required.includes(name), trail),
    ]);
    return sorted(Object.fromEntries(facts));
  }

  /** The type, and what comes with it: the fields of an object, all that is known of a list's items. */
  #typeOf(schema: Item, trail: string[], isReferred: boolean): Details {
    const choices = choicesOf(schema);
    const isText = choices.length > 0 && choices.every((choice) => typeof choice === 'string');
    // Countries of the store are described as numbers, and their codes are text.
    const described = schema.type === 'number' && isText ? 'string' : schema.type;
    const type = described ?? (schema.properties ? 'object' : schema.enum ? 'string' : undefined);
    if (type === 'array') return this.#listOf(schema, trail);
    if (type === 'object' || type === undefined) {
      const fields = this.fields(schema, trail);
      const hasFields = Object.keys(fields).length > 0;
      const isTyped = type === 'object' || hasFields;
      if (!isTyped && !isReferred) this.#report('a value without a type');
      return { is: isTyped ? 'object' : 'any', ...(hasFields && { fields }) };
    }
    if (schema.format === 'binary') return { is: 'file' };
    const known = PRIMITIVES[String(type)];
    if (!known) this.#report(`an unknown type "${String(type)}"`);
    return { is: known ?? 'any' };
  }

  #listOf(schema: Item, trail: string[]): Details {
    const [first] = items(Array.isArray(schema.items) ? schema.items : [schema.items]);
    if (!first) this.#report('a list without a type for its items');
    const item = first ? this.fact(first, false, trail) : 'any';
    return { ...(typeof item === 'string' ? {} : item), is: `${kind(item)}[]` };
  }

  /** The schema itself, where it is a reference or is made of parts. */
  #plain(schema: Item, trail: string[]): Item {
    if (typeof schema.$ref === 'string') return this.#referred(schema.$ref, trail);
    const { allOf, ...rest } = schema;
    if (!Array.isArray(allOf)) return schema;
    return joined([rest, ...items(allOf).map((part) => this.#plain(part, trail))]);
  }

  #referred(ref: string, trail: string[]): Item {
    const name = ref.slice(ref.indexOf('#'));
    const target = this.#documents.follow(ref);
    if (target && !trail.includes(ref)) {
      trail.push(ref);
      return this.#plain(target, trail);
    }
    this.#report(target ? `${name} contains itself` : `no such reference ${name}`);
    return {};
  }
}

/** The choices of a value, each once; those of the store's countries are described as a list within the list. */
const choicesOf = (schema: Item): unknown[] =>
  Array.isArray(schema.enum) ? [...new Set(schema.enum.flat())] : [];

/** The limits and the choices of a value. */
function boundsOf(schema: Item): Partial<Details> {
  const limits = Object.entries(LIMITS).filter(([name]) => schema[name] !== undefined);
  return {
    ...Object.fromEntries(limits.map(([name, short]) => [short, schema[name]])),
    ...(Array.isArray(schema.enum) && { enum: choicesOf(schema) }),
    ...(schema.format === 'date-time' && { format: 'date-time' }),
  };
}

/** The parts of an `allOf` as one schema. */
function joined(parts: Item[]): Item {
  const required = parts.flatMap((part) => (Array.isArray(part.required) ? part.required : []));
  const properties = Object.assign({}, ...parts.map((part) => part.properties));
  return Object.assign({}, ...parts, {
    ...(required.length && { required }),
    ...(Object.keys(properties).length && { properties }),
  });
}

/** One of several shapes: the fields of all, required where all require them. */
function union(variants: Fact[]): Fact {
  const kinds = new Set(variants.map(kind));
  const [only] = kinds;
  if (kinds.size > 1 || !only) return 'any';
  const shapes = variants.map((variant) => (typeof variant === 'string' ? {} : (variant.fields ?? {})));
  const names = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
  if (!names.length) {
    const enums = variants.map((variant) => (typeof variant === 'string' ? [] : (variant.enum ?? [])));
    return enums.every((values) => values.length) ? { is: only, enum: [...new Set(enums.flat())] } : only;
  }
  const merged = names.map((name): [string, Fact] => {
    const found = shapes.map((shape) => shape[name]).filter((one): one is Fact => one !== undefined);
    const everywhere = found.length === shapes.length && found.every(isRequired);
    return [name, mark(union(found.map(optional)), everywhere)];
  });
  return { is: only, fields: sorted(Object.fromEntries(merged)) };
}

/** A fact's type alone, such as `string[]`. */
export const kind = (fact: Fact): string => (typeof fact === 'string' ? fact : fact.is).replace('!', '');
const isRequired = (fact: Fact): boolean => (typeof fact === 'string' ? fact : fact.is).endsWith('!');
const optional = (fact: Fact): Fact => (typeof fact === 'string' ? kind(fact) : { ...fact, is: kind(fact) });
const mark = (fact: Fact, required: boolean): Fact => {
  const is = `${kind(fact)}${required ? '!' : ''}`;
  return typeof fact === 'string' ? is : { ...fact, is };
};
