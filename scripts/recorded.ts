/**
 * Reads a file of answers that others recorded on HighLevel's live API and writes their shapes as facts:
 * `test/contract/recorded.json`, one endpoint a line, sorted; a second run changes nothing. Field paths,
 * formats, codes, and HighLevel's own words in refusals; no values of customers, no prose.
 *
 *   npm run recorded -- <live-answers.json>
 *
 * Where something in the file is not understood, nothing is written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { endpointKeys } from '../highlevel/contract';
import { counted } from '../recipes/counted';
import {
  ANY_DAY,
  type Formats,
  formatNames,
  type Recorded,
  type RecordedError,
} from '../test/contract/recorded';
import { readOptions, run, say } from '../test/support/command';
import { entries, readable, sorted } from '../test/support/openapi';
import { type Item, isItem } from '../zapier/json';
import { oneALine } from './contract';

/** Where the facts are kept. */
export const RECORDED = join(__dirname, '..', 'test', 'contract', 'recorded.json');

/** The formats that the file words otherwise. */
const WORDED: { [format: string]: string } = {
  '[] empty': '[]',
  '{} empty': '{}',
  present: 'any',
  'present; null or mixed': 'any',
};

/** Formats that say nothing beside a path that goes on. */
const SAYS_NOTHING = ['[]', '{}', 'any'];

/** The projects that published recordings, by how a source begins. */
const PROJECTS: { [start: string]: string } = {
  'NangoHQ/': 'Nango',
  'n8n-io/': 'n8n',
  'PipedreamHQ/': 'Pipedream',
  many: 'many',
};

/** In which situation a refusal comes, by what the file says of it. */
const SITUATIONS: [RegExp, string][] = [
  [/duplicate/i, 'duplicate'],
  [/page > /, 'page too far'],
  [/no locationId/, 'no location'],
  [/location that the token/, 'location of others'],
  [/slot/, 'slot taken'],
  [/missing|deleted|does not exist|id is invalid/, 'not there'],
];

/**
 * The facts of the recorded answers, by endpoint.
 * @param file what the file holds, parsed
 * @throws Error for an endpoint that the contract does not know, a path, a format, a source or a
 *   refusal that is not understood
 */
export function readRecorded(file: unknown): Record<string, Recorded> {
  const known = new Set<string>(endpointKeys());
  const read = entries(file).map(([endpoint, recording]) => {
    if (!known.has(endpoint)) throw new Error(`Nothing is written: the contract has no ${endpoint}.`);
    try {
      return [endpoint, factsOf(recording)] as const;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Nothing is written: ${endpoint}: ${why}.`);
    }
  });
  return sorted(Object.fromEntries(read));
}

function factsOf({ sources, sentVersion, status, answer, values, errors }: Item): Recorded {
  const statuses = String(status).match(/\b2\d\d\b/g) ?? [];
  const formats = formatsOf(answer);
  const codes = codesOf(values, formats);
  const refusals = entries(errors).map(([code, error]) => refusalOf(Number(code), error));
  return {
    sources: sourcesOf(sources),
    ...(typeof sentVersion === 'string' && { version: sentVersion }),
    ...(statuses.length && { status: statuses.map(Number) }),
    ...(Object.keys(formats).length && { answer: formats }),
    ...(Object.keys(codes).length && { values: codes }),
    ...(refusals.length && { errors: refusals }),
  };
}

const STEP = `(?:\\w+|${ANY_DAY})(?:\\[\\])*`;
const PATH = new RegExp(`^${STEP}(?:\\.${STEP})*$`);

function formatsOf(answer: unknown): Formats {
  const all = Object.entries(isItem(answer) ? answer : {});
  const goesOn = (path: string) =>
    all.some(([other]) => other.startsWith(`${path}.`) || other.startsWith(`${path}[]`));
  const formats = all.map(([path, format]): [string, string] => {
    if (!PATH.test(path)) throw new Error(`the path ${path} is not understood`);
    return [path, formatOf(String(format), path)];
  });
  return sorted(
    Object.fromEntries(formats.filter(([path, format]) => !(SAYS_NOTHING.includes(format) && goesOn(path)))),
  );
}

function formatOf(worded: string, path: string): string {
  const formats = worded.split(' | ').map((one) => WORDED[one] ?? one);
  const unknown = formats.find((one) => !formatNames.includes(one));
  if (unknown !== undefined) throw new Error(`the format “${unknown}” of ${path} is not known`);
  return formats.sort().join(' | ');
}

/** Seen values where all of a path are codes, and none a text that somebody wrote, or a date. */
function codesOf(values: unknown, formats: Formats): NonNullable<Recorded['values']> {
  const isCode = (value: unknown): value is string | number =>
    typeof value === 'number' || (typeof value === 'string' && /^\w+$/.test(value));
  const kept = Object.entries(isItem(values) ? values : {}).flatMap(([path, seen]) => {
    const all: unknown[] = [seen].flat();
    return formats[path] !== undefined && formats[path] !== 'date' && all.every(isCode)
      ? [[path, all.filter(isCode)] as const]
      : [];
  });
  return sorted(Object.fromEntries(kept));
}

function refusalOf(status: number, { answer, sources, when }: Item): RecordedError {
  const told = [when].flat().join(' ');
  const situation = SITUATIONS.find(([pattern]) => pattern.test(told))?.[1];
  if (!situation) throw new Error(`the refusal with ${status} (${told}) is not understood`);
  const says = [...told.matchAll(/["“]([^"”]+)["”]/g)].map(([, words = '']) => words);
  const code = /\b[A-Z]+(?:_[A-Z]+)+\b/.exec(told)?.[0];
  return {
    status,
    situation,
    ...(says.length && { says }),
    ...(code && { code }),
    body: formatsOf(answer),
    sources: sourcesOf(sources),
  };
}

/** Sources in short: a project's name or the numbers of reports, with the date where one is told. */
function sourcesOf(sources: unknown): string[] {
  const all = [sources].flat().map(String).flatMap(sourceNames);
  return [...new Set(all)].sort();
}

function sourceNames(source: string): string[] {
  const project = Object.entries(PROJECTS).find(([start]) => source.startsWith(start))?.[1];
  const names = project ? [project] : (source.match(/\bS\d+\b/g) ?? []);
  if (!names.length) throw new Error(`the source ${source} is not understood`);
  const date = /20\d\d-\d\d(-\d\d)?/.exec(source)?.[0];
  return names.map((name) => (date ? `${name} ${date}` : name));
}

/** The facts of a file, as they are kept. @throws Error where it can't be read */
export function recordedText(path: string): string {
  return oneALine(readRecorded(readable(path, () => JSON.parse(readFileSync(path, 'utf8')))));
}

async function main(): Promise<boolean> {
  const { positionals } = readOptions({}, ['<live-answers.json>']);
  const [file] = positionals;
  if (!file) throw new Error('Usage: npm run recorded -- <live-answers.json>');
  const text = recordedText(resolve(file));
  if (text === oneALine({})) throw new Error(`Nothing is written: ${file} holds no answers.`);
  writeFileSync(RECORDED, text);
  say(`The answers of ${counted(text.trimEnd().split('\n').length - 2, 'endpoint')} written.`);
  return true;
}

if (require.main === module) run(main);
