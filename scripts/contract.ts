/**
 * Reads a folder of HighLevel's OpenAPI files and writes the facts that this project needs:
 * `highlevel/contract/requests.json` (how to call an endpoint) and `test/contract/answers.json`
 * (the fields it answers). One endpoint a line, sorted; a second run changes nothing. No prose.
 *
 *   npm run contract -- <folder of OpenAPI files> [--verbose]
 *
 * `--verbose` lists what is described incompletely. Where no endpoint is found, nothing is written.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Access, Facts, RequestFacts } from '../highlevel/contract/facts';
import { BARE_LIST } from '../highlevel/json';
import { counted } from '../recipes/counted';
import { readOptions, run, say } from '../test/support/command';
import { Documents, entries, kind, SchemaReader, sorted } from '../test/support/openapi';
import { type Item, isItem, items } from '../zapier/json';

const root = join(__dirname, '..');
/** Where the facts are kept: those of answers are for tests alone. */
export const FILES = {
  requests: join(root, 'highlevel', 'contract', 'requests.json'),
  answers: join(root, 'test', 'contract', 'answers.json'),
};
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const PLACES = ['path', 'query', 'header'] as const;
/** Headers that the request helper sets by itself. */
const OWN_HEADERS = ['version', 'authorization'];

/** What reads the description of one endpoint, and whom it tells of what is incomplete there. */
interface Reading {
  reader: SchemaReader;
  report: (problem: string) => void;
}

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
  const documents = new Documents(folder);
  const problems = new Set<string>();
  const requests: Record<string, RequestFacts> = {};
  const answers: Record<string, Facts> = {};
  for (const name of documents.names()) {
    for (const [path, item] of entries(documents.open(name).paths)) {
      for (const [method, operation] of entries(item)) {
        if (!METHODS.includes(method)) {
          problems.add(`${name} ${path}: "${method}" is no method`);
          continue;
        }
        const endpoint = `${method.toUpperCase()} ${path}`;
        const report = (problem: string) => problems.add(`${name} ${endpoint}: ${problem}`);
        const reading = { reader: new SchemaReader(documents, report), report };
        if (requests[endpoint]) report('described twice');
        requests[endpoint] = requestFacts(path, operation, reading);
        const answer = answerFacts(operation, reading);
        if (answer) answers[endpoint] = answer;
      }
    }
  }
  return { requests: sorted(requests), answers: sorted(answers), problems: [...problems].sort() };
}

function requestFacts(path: string, operation: Item, reading: Reading): RequestFacts {
  return {
    ...parameterFacts(path, operation, reading),
    ...accessFacts(operation),
    ...(operation.deprecated === true && { deprecated: true }),
    ...bodyFacts(operation, reading),
  };
}

/** The version, and the parameters of path, query and header. */
function parameterFacts(path: string, { parameters }: Item, { reader, report }: Reading): RequestFacts {
  const facts: RequestFacts = {};
  for (const parameter of items(parameters)) {
    const place = PLACES.find((one) => one === parameter.in);
    const key = String(parameter.name);
    const schema = isItem(parameter.schema) ? parameter.schema : {};
    if (!place) {
      report(`${key} is in "${String(parameter.in)}"`);
    } else if (key.toLowerCase() === 'version') {
      const [version] = Array.isArray(schema.enum) ? schema.enum : [];
      if (version) facts.version = String(version);
    } else if (!(place === 'header' && OWN_HEADERS.includes(key.toLowerCase()))) {
      const required = place === 'path' || parameter.required === true;
      facts[place] = { ...facts[place], [key]: reader.fact(schema, required) };
    }
  }
  for (const [braced, key = ''] of path.matchAll(/\{(\w+)\}/g)) {
    if (facts.path?.[key]) continue;
    report(`the path's ${braced} is not described; taken as text`);
    facts.path = { ...facts.path, [key]: 'string!' };
  }
  for (const place of PLACES) {
    if (facts[place]) facts[place] = sorted(facts[place]);
  }
  return facts;
}

/** Who may call an endpoint, and with which scopes. */
function accessFacts({ security }: Item): RequestFacts {
  const schemes = items(security).flatMap((scheme) => Object.entries(scheme));
  const levels = schemes.map(([name]): Access => (name.startsWith('Agency') ? 'agency' : 'location'));
  const [access, scopes] = [new Set(levels), new Set(schemes.flatMap(([, all]) => [all].flat().map(String)))];
  return {
    ...(access.size && { access: [...access].sort() }),
    ...(scopes.size && { scopes: [...scopes].sort() }),
  };
}

function bodyFacts({ requestBody }: Item, { reader, report }: Reading): RequestFacts {
  const [media] = entries(isItem(requestBody) ? requestBody.content : undefined);
  if (!media) return {};
  const [type, { schema }] = media;
  const whole = isItem(schema) ? schema : {};
  const isList = whole.type === 'array';
  const body = reader.fields(isList ? (isItem(whole.items) ? whole.items : {}) : whole);
  if (!Object.keys(body).length) report('the body has no fields');
  return { ...(isList && { list: true }), body, ...(type !== 'application/json' && { encoding: type }) };
}

/** The fields of a success; `undefined` where none is described. */
function answerFacts({ responses }: Item, { reader }: Reading): Facts | undefined {
  const success = entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const [media] = entries(success?.content);
  if (!media || !isItem(media[1].schema)) return undefined;
  const whole = reader.fact(media[1].schema, false);
  if (kind(whole).endsWith('[]')) return { [BARE_LIST]: whole };
  return typeof whole === 'string' ? {} : (whole.fields ?? {});
}

/** JSON with one endpoint a line. */
export function oneALine(facts: Record<string, unknown>): string {
  const lines = Object.entries(facts).map(
    ([endpoint, fact]) => `${JSON.stringify(endpoint)}: ${JSON.stringify(fact)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

async function main(): Promise<boolean> {
  const { values, positionals } = readOptions({ verbose: { type: 'boolean', default: false } }, [
    '<folder of OpenAPI files>',
  ]);
  const [folder] = positionals;
  if (!folder) throw new Error('Usage: npm run contract -- <folder of OpenAPI files> [--verbose]');
  const { requests, answers, problems } = readContract(resolve(folder));
  const count = Object.keys(requests).length;
  if (count === 0) throw new Error(`Nothing is written: no file in ${folder} describes an endpoint.`);
  writeFileSync(FILES.requests, oneALine(requests));
  writeFileSync(FILES.answers, oneALine(answers));
  if (values.verbose) for (const problem of problems) say(`described incompletely: ${problem}`);
  const incomplete = `${counted(problems.length, 'thing')} described incompletely`;
  const where = problems.length && !values.verbose ? ' (--verbose lists them)' : '';
  say(
    `${counted(count, 'endpoint')} written, ${Object.keys(answers).length} with answers, ${incomplete}${where}.`,
  );
  return true;
}

if (require.main === module) run(main);
