/**
 * Reads a folder of HighLevel's OpenAPI files and writes the facts that this project needs:
 * `highlevel/contract/requests.json` (how to call an endpoint) and `highlevel/contract/answers.json`
 * (the fields it answers). One endpoint a line, sorted; a second run changes nothing. No prose.
 *
 *   npm run contract -- <folder of OpenAPI files> [--verbose]
 *
 * `--verbose` lists what is described incompletely. Where no endpoint is found, nothing is written.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Access, Fact, Facts, RequestFacts } from '../highlevel/contract/facts';
import { counted } from '../recipes/counted';
import { run, say } from './command';

type Json = { [key: string]: unknown };

const TARGET = join(__dirname, '..', 'highlevel', 'contract');
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const PLACES = ['path', 'query', 'header'] as const;
/** Headers that the request helper sets by itself. */
const OWN_HEADERS = ['version', 'authorization'];
const PRIMITIVES: Record<string, string> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
};
const LIMITS: Record<string, keyof Exclude<Fact, string>> = {
  minimum: 'min',
  maximum: 'max',
  minLength: 'minLength',
  maxLength: 'maxLength',
  maxItems: 'maxItems',
  pattern: 'pattern',
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const entries = (value: unknown): [string, Json][] =>
  isObject(value) ? Object.entries(value).filter((entry): entry is [string, Json] => isObject(entry[1])) : [];
const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * The facts of every endpoint in a folder, and a line for each thing that is described incompletely.
 *
 * @throws Error where the folder, or a file in it, can't be read
 */
export function readContract(folder: string): {
  requests: Record<string, RequestFacts>;
  answers: Record<string, Facts>;
  problems: string[];
} {
  const documents = new Map<string, Json>();
  const problems = new Set<string>();
  const requests: Record<string, RequestFacts> = {};
  const answers: Record<string, Facts> = {};

  const open = (path: string): Json => {
    const known = documents.get(path);
    if (known) return known;
    // References are made absolute, so that one can be followed from whichever file it is found in.
    const parsed = readJson(path, (key, value) =>
      key === '$ref' && typeof value === 'string' ? absolute(value, path) : value,
    );
    const document = isObject(parsed) ? parsed : {};
    documents.set(path, document);
    return document;
  };

  const absolute = (ref: string, from: string): string => {
    const [file = '', pointer = ''] = ref.split('#');
    return `${file ? resolve(folder, file) : from}#${pointer}`;
  };

  /** Turns the schemas of an endpoint into facts, following references. */
  const reader = (where: string) => {
    const follow = (ref: string): Json | undefined => {
      const [path = '', pointer = ''] = ref.split('#');
      let found: unknown = open(path);
      for (const step of pointer.split('/').slice(1)) found = isObject(found) ? found[step] : undefined;
      return isObject(found) ? found : undefined;
    };

    const plain = (schema: Json, trail: string[]): Json => {
      if (typeof schema.$ref === 'string') {
        const name = schema.$ref.slice(schema.$ref.indexOf('#'));
        const target = follow(schema.$ref);
        if (!target) problems.add(`${where}: no such reference ${name}`);
        else if (trail.includes(schema.$ref)) problems.add(`${where}: ${name} contains itself`);
        else {
          trail.push(schema.$ref);
          return plain(target, trail);
        }
        return {};
      }
      const { allOf, ...rest } = schema;
      return Array.isArray(allOf)
        ? joined([rest, ...objects(allOf).map((part) => plain(part, trail))])
        : schema;
    };

    /** The parts of an `allOf` as one schema. */
    const joined = (parts: Json[]): Json => {
      const required = parts.flatMap((part) => (Array.isArray(part.required) ? part.required : []));
      const properties = Object.assign({}, ...parts.map((part) => part.properties));
      return Object.assign({}, ...parts, {
        ...(required.length && { required }),
        ...(Object.keys(properties).length && { properties }),
      });
    };

    const fields = (schema: Json, trail: string[]): Facts => {
      const required = Array.isArray(schema.required) ? schema.required : [];
      return sorted(
        Object.fromEntries(
          entries(schema.properties).map(([name, property]) => [
            name,
            fact(property, required.includes(name), trail),
          ]),
        ),
      );
    };

    /** One of several shapes: the fields of all, required where all require them. */
    const union = (variants: Fact[]): Fact => {
      const kinds = new Set(variants.map((variant) => kind(variant)));
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
    };

    function fact(raw: Json, required: boolean, above: string[]): Fact {
      const trail = [...above];
      const schema = plain(raw, trail);
      const variants = objects(schema.oneOf ?? schema.anyOf);
      if (variants.length) {
        return mark(union(variants.map((variant) => fact(variant, false, trail))), required);
      }
      const details: Exclude<Fact, string> = { is: '' };
      for (const [name, short] of Object.entries(LIMITS)) {
        if (schema[name] !== undefined) Object.assign(details, { [short]: schema[name] });
      }
      if (Array.isArray(schema.enum)) details.enum = [...new Set(schema.enum)];
      if (schema.format === 'date-time') details.format = 'date-time';
      const type = schema.type ?? (schema.properties ? 'object' : schema.enum ? 'string' : undefined);
      if (type === 'array') {
        const [first] = objects(Array.isArray(schema.items) ? schema.items : [schema.items]);
        if (!first) problems.add(`${where}: a list without a type for its items`);
        const item = first ? fact(first, false, trail) : 'any';
        Object.assign(details, typeof item === 'string' ? {} : item, { is: `${kind(item)}[]` });
      } else if (type === 'object' || type === undefined) {
        const inner = fields(schema, trail);
        const typed = type === 'object' || Object.keys(inner).length > 0;
        details.is = typed ? 'object' : 'any';
        if (Object.keys(inner).length) details.fields = inner;
        if (!typed && !raw.$ref) problems.add(`${where}: a value without a type`);
      } else if (schema.format === 'binary') {
        details.is = 'file';
      } else {
        details.is = PRIMITIVES[String(type)] ?? 'any';
        if (!PRIMITIVES[String(type)]) problems.add(`${where}: an unknown type "${String(type)}"`);
      }
      return mark(Object.keys(details).length === 1 ? details.is : details, required);
    }

    return { fact, fields: (schema: Json) => fields(plain(schema, []), []) };
  };

  for (const name of filesIn(folder)) {
    const file = resolve(folder, name);
    for (const [path, item] of entries(open(file).paths)) {
      for (const [method, operation] of entries(item)) {
        if (!METHODS.includes(method)) {
          problems.add(`${name} ${path}: "${method}" is no method`);
          continue;
        }
        const endpoint = `${method.toUpperCase()} ${path}`;
        const where = `${name} ${endpoint}`;
        if (requests[endpoint]) problems.add(`${where}: described twice`);
        const { fact, fields } = reader(where);
        const facts: RequestFacts = {};

        const security = objects(operation.security);
        const schemes = security.flatMap((scheme) => Object.keys(scheme));
        const access = new Set<Access>(
          schemes.map((scheme) => (scheme.startsWith('Agency') ? 'agency' : 'location')),
        );
        const scopes = new Set(security.flatMap((scheme) => Object.values(scheme).flat().map(String)));

        for (const parameter of objects(operation.parameters)) {
          const place = PLACES.find((one) => one === parameter.in);
          const key = String(parameter.name);
          const schema = isObject(parameter.schema) ? parameter.schema : {};
          if (!place) {
            problems.add(`${where}: ${key} is in "${String(parameter.in)}"`);
          } else if (key.toLowerCase() === 'version') {
            const [version] = Array.isArray(schema.enum) ? schema.enum : [];
            if (version) facts.version = String(version);
          } else if (!(place === 'header' && OWN_HEADERS.includes(key.toLowerCase()))) {
            facts[place] = {
              ...facts[place],
              [key]: fact(schema, place === 'path' || parameter.required === true, []),
            };
          }
        }
        for (const key of path.matchAll(/\{(\w+)\}/g)) {
          if (!facts.path?.[key[1] ?? '']) {
            problems.add(`${where}: the path's ${key[0]} is not described; taken as text`);
            facts.path = { ...facts.path, [key[1] ?? '']: 'string!' };
          }
        }
        for (const place of PLACES) {
          if (facts[place]) facts[place] = sorted(facts[place]);
        }
        if (access.size) facts.access = [...access].sort();
        if (scopes.size) facts.scopes = [...scopes].sort();
        if (operation.deprecated) facts.deprecated = true;

        const [media] = entries(isObject(operation.requestBody) ? operation.requestBody.content : undefined);
        if (media) {
          const [type, content] = media;
          const schema = isObject(content.schema) ? content.schema : {};
          if (schema.type === 'array') {
            facts.list = true;
            facts.body = fields(isObject(schema.items) ? schema.items : {});
          } else {
            facts.body = fields(schema);
          }
          if (type !== 'application/json') facts.encoding = type;
          if (!Object.keys(facts.body).length) problems.add(`${where}: the body has no fields`);
        }
        requests[endpoint] = facts;

        const success = entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
        const [answer] = entries(success?.content);
        if (answer && isObject(answer[1].schema)) {
          const whole = fact(answer[1].schema, false, []);
          const inner = typeof whole === 'string' ? {} : (whole.fields ?? {});
          answers[endpoint] = kind(whole).endsWith('[]') ? { '[]': whole } : inner;
        }
      }
    }
  }
  return { requests: sorted(requests), answers: sorted(answers), problems: [...problems].sort() };
}

/** The JSON files of a folder. */
function filesIn(folder: string): string[] {
  const found = readable(folder, () => readdirSync(folder));
  return found.filter((name) => name.endsWith('.json')).sort();
}

const readJson = (path: string, reviver: (key: string, value: unknown) => unknown): unknown =>
  readable(path, () => JSON.parse(readFileSync(path, 'utf8'), reviver));

/** @throws Error that names the path, and tells in a line why it can't be read */
function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const [why = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw new Error(`Nothing is written: ${path} can't be read (${why}).`);
  }
}

const kind = (fact: Fact): string => (typeof fact === 'string' ? fact : fact.is).replace('!', '');
const isRequired = (fact: Fact): boolean => (typeof fact === 'string' ? fact : fact.is).endsWith('!');
const optional = (fact: Fact): Fact => (typeof fact === 'string' ? kind(fact) : { ...fact, is: kind(fact) });
const mark = (fact: Fact, required: boolean): Fact => {
  const is = `${kind(fact)}${required ? '!' : ''}`;
  return typeof fact === 'string' ? is : { ...fact, is };
};

/** JSON with one endpoint a line. */
export function oneALine(facts: Record<string, unknown>): string {
  const lines = Object.entries(facts).map(
    ([endpoint, fact]) => `${JSON.stringify(endpoint)}: ${JSON.stringify(fact)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { verbose: { type: 'boolean', default: false } },
  });
  const [folder] = positionals;
  if (!folder) throw new Error('Usage: npm run contract -- <folder of OpenAPI files> [--verbose]');
  const { requests, answers, problems } = readContract(resolve(folder));
  const count = Object.keys(requests).length;
  if (count === 0) throw new Error(`Nothing is written: no file in ${folder} describes an endpoint.`);
  writeFileSync(join(TARGET, 'requests.json'), oneALine(requests));
  writeFileSync(join(TARGET, 'answers.json'), oneALine(answers));
  if (values.verbose) for (const problem of problems) say(`described incompletely: ${problem}`);
  const incomplete = `${counted(problems.length, 'thing')} described incompletely`;
  const where = problems.length && !values.verbose ? ' (--verbose lists them)' : '';
  say(
    `${counted(count, 'endpoint')} written, ${Object.keys(answers).length} with answers, ${incomplete}${where}.`,
  );
  return true;
}

if (require.main === module) run(main);
