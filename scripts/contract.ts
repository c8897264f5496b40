/**
 * Reads HighLevel's OpenAPI files of both versions of its API, the dated one and v3, and writes the facts
 * that this project needs: `highlevel/contract/requests.json` (how to call an endpoint) and
 * `highlevel/contract/answers.json` (the fields it answers). One line for each method and path, which has the
 * facts of both versions; sorted; a second run changes nothing. No prose.
 *
 *   npm run contract -- <folder of the dated version> <folder of v3> [--verbose]
 *
 * `--verbose` lists what is described incompletely. Where no endpoint is found, nothing is written.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isEmpty, isEqual, omit, omitBy } from 'lodash';
import {
  type Access,
  type AnswerEntry,
  type Entry,
  type Facts,
  PLACES,
  type RequestFacts,
  V3,
  type V3Facts,
} from '../highlevel/contract/facts';
import { BARE_LIST } from '../highlevel/json';
import { counted } from '../recipes/counted';
import { readOptions, run, say } from '../test/support/command';
import { Documents, entries, kind, SchemaReader, sorted } from '../test/support/openapi';
import { type Item, isItem, items } from '../zapier/json';

const root = join(__dirname, '..');
/** Where the facts are kept. */
export const FILES = {
  requests: join(root, 'highlevel', 'contract', 'requests.json'),
  answers: join(root, 'highlevel', 'contract', 'answers.json'),
};
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** Where `parameters` may say that one is; a body is described by itself. */
const OUTSIDE_BODY = ['path', 'query', 'header'] as const;
/** Headers that the request helper sets by itself. */
const OWN_HEADERS = ['version', 'authorization'];

/** What reads the description of one endpoint, and whom it tells of what is incomplete there. */
interface Reading {
  reader: SchemaReader;
  report: (problem: string) => void;
}

/** What the files of one version describe. */
interface Description {
  requests: Record<string, RequestFacts>;
  answers: Record<string, Facts>;
  /** A line for each thing that is described incompletely. */
  problems: string[];
}

/**
 * The facts of every endpoint in a folder, which has the files of one version.
 *
 * @throws Error where the folder, or a file in it, can't be read
 */
export function readContract(folder: string): Description {
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
    ...nameFacts(operation),
    ...(operation.deprecated === true && { deprecated: true }),
    ...bodyFacts(operation, reading),
  };
}

/** The version, and the parameters of path, query and header. */
function parameterFacts(path: string, { parameters }: Item, { reader, report }: Reading): RequestFacts {
  const facts: RequestFacts = {};
  for (const parameter of items(parameters)) {
    const place = OUTSIDE_BODY.find((one) => one === parameter.in);
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
  for (const place of OUTSIDE_BODY) {
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

/** What HighLevel calls an endpoint: the heading under which it stands, and its own name. */
function nameFacts({ tags, operationId }: Item): RequestFacts {
  const [tag] = Array.isArray(tags) ? tags : [];
  return {
    ...(typeof tag === 'string' && { tag }),
    ...(typeof operationId === 'string' && { operation: operationId }),
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

/** Both versions in one table, as `requests.json` and `answers.json` hold them. */
export function merged(
  dated: Description,
  v3: Description,
): { requests: Record<string, Entry>; answers: Record<string, AnswerEntry> } {
  const requests: Record<string, Entry> = { ...dated.requests };
  for (const [endpoint, facts] of Object.entries(v3.requests)) {
    const before = dated.requests[endpoint];
    requests[endpoint] = before ? { ...before, v3: v3Facts(before, facts) } : { only: V3, ...facts };
  }
  const answers: Record<string, AnswerEntry> = {};
  for (const [endpoint, facts] of Object.entries(dated.answers)) answers[endpoint] = { dated: facts };
  for (const [endpoint, facts] of Object.entries(v3.answers)) {
    const isSame = isEqual(answers[endpoint]?.dated, facts);
    answers[endpoint] = { ...answers[endpoint], v3: isSame || facts };
  }
  return { requests: sorted(requests), answers: sorted(answers) };
}

/** The facts that v3 has otherwise than the dated version; `true` where it has none. */
function v3Facts(dated: RequestFacts, v3: RequestFacts): true | V3Facts {
  const places = PLACES.map((place) => [place, changes(dated[place], v3[place])] as const);
  const others = changes(
    { ...omit(dated, PLACES), version: V3 },
    { ...omit(v3, PLACES), version: v3.version ?? V3 },
  );
  const all = { ...others, ...Object.fromEntries(places.filter(([, changed]) => !isEmpty(changed))) };
  return isEmpty(all) ? true : all;
}

/** What is otherwise in `after` than it was before; `null` is what is gone. */
function changes<T>(before: { [name: string]: T } = {}, after: { [name: string]: T } = {}) {
  const gone = Object.keys(omit(before, Object.keys(after))).map((name) => [name, null] as const);
  return { ...omitBy(after, (fact, name) => isEqual(fact, before[name])), ...Object.fromEntries(gone) };
}

/** JSON with one endpoint a line. */
export function oneALine(facts: Record<string, unknown>): string {
  const lines = Object.entries(facts).map(
    ([endpoint, fact]) => `${JSON.stringify(endpoint)}: ${JSON.stringify(fact)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

const FOLDERS = ['<folder of the dated version>', '<folder of v3>'];

/** @throws Error where the folder describes no endpoint */
function readVersion(folder: string): Description {
  const description = readContract(resolve(folder));
  if (!Object.keys(description.requests).length) {
    throw new Error(`Nothing is written: no file in ${folder} describes an endpoint.`);
  }
  return description;
}

async function main(): Promise<boolean> {
  const { values, positionals } = readOptions({ verbose: { type: 'boolean', default: false } }, FOLDERS);
  const [datedFolder, v3Folder] = positionals;
  if (!datedFolder || !v3Folder)
    throw new Error(`Usage: npm run contract -- ${FOLDERS.join(' ')} [--verbose]`);
  const [dated, v3] = [readVersion(datedFolder), readVersion(v3Folder)];
  const { requests, answers } = merged(dated, v3);
  writeFileSync(FILES.requests, oneALine(requests));
  writeFileSync(FILES.answers, oneALine(answers));
  const problems = [...dated.problems, ...v3.problems];
  if (values.verbose) for (const problem of problems) say(`described incompletely: ${problem}`);
  const incomplete = `${counted(problems.length, 'thing')} described incompletely`;
  const where = problems.length && !values.verbose ? ' (--verbose lists them)' : '';
  const size = (facts: object) => Object.keys(facts).length;
  say(
    `${counted(size(requests), 'endpoint')} written (${size(dated.requests)} dated, ${size(v3.requests)} of v3), ${size(answers)} with answers, ${incomplete}${where}.`,
  );
  return true;
}

if (require.main === module) run(main);
