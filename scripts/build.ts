/**
 * Bundles the app's own modules into the root `index.js` that Zapier's wrapper loads: a cold start
 * then reads one file where it would read dozens. Core and lodash stay outside, because core loads
 * both anyway. Of the contract's endpoints only those that the app names go in with their parameters, as text
 * that is parsed when the first request is made; of the others the outline, parsed when a step may call any.
 * All that is known of every endpoint is written to `endpoints.json` beside it, which only those steps open whose
 * user chooses an endpoint.
 *
 *   npm run build [-- --silent]
 *   HIGHLEVEL_AUTH=token npm run build    for connections by the token of a private integration
 */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildResult, build, type Plugin } from 'esbuild';
import { escapeRegExp, groupBy, isEqual, mapValues, omit, pick } from 'lodash';
import { authKind } from '../highlevel/auth-kind';
import { OUTLINE_FACTS } from '../highlevel/contract/catalog';
import { answerOf, endpointList } from '../highlevel/contract/every';
import { type Entry, V3 } from '../highlevel/contract/facts';
import { run, say } from '../test/support/command';

const root = join(__dirname, '..');
const outfile = join(root, 'index.js');

/** The app, in the form in which core does not copy its operations. */
const ENTRY = `
import app from './index';
import { withSharedOperations } from './operations/share';
export default withSharedOperations(app);`;

/** What the app may not contain: the rooms around it. */
const FOREIGN = /^(account-check|accounts|zapier|sandbox|recipes|workbench|scripts|test|docs)\//;

const all: { [endpoint: string]: Entry } = require('../highlevel/contract/requests.json');

/** The facts that no call needs: what HighLevel calls an endpoint. */
const NAMES = ['tag', 'operation'];

/** An endpoint's entry, with what is taken of the facts of each version. */
function reduced({ v3, ...facts }: Entry, take: (facts: object) => object): object {
  return { ...take(facts), ...(v3 && { v3: v3 === true ? v3 : take(v3) }) };
}

/** The entries of these endpoints as the app needs them. */
const entriesOf = (endpoints: string[]) =>
  mapValues(pick(all, endpoints), (entry) => reduced(entry, (facts) => omit(facts, NAMES)));

/** Each outline, with the endpoints that it is of: `[[outline, endpoints], …]`. */
function outlines(): [outline: object, endpoints: string[]][] {
  const outlined = Object.entries(all).map(([endpoint, entry]) => ({
    endpoint,
    outline: reduced(entry, (facts) => pick(facts, [...OUTLINE_FACTS, 'only'])),
  }));
  const groups = Object.values(groupBy(outlined, ({ outline }) => JSON.stringify(outline)));
  return groups.map((group) => [group[0]?.outline ?? {}, group.map(({ endpoint }) => endpoint)]);
}

const EVERY = `export const catalog = () => Object.fromEntries(
  table().flatMap(([outline, endpoints]) => endpoints.map((endpoint) => [endpoint, outline])),
);`;

/** What the steps whose user chooses an endpoint read, and no other. */
const everything = () => ({
  list: endpointList(),
  // Each endpoint as a text of its own: a step parses one of them.
  entries: mapValues(entriesOf(Object.keys(all)), (entry) => JSON.stringify(entry)),
  answers: Object.fromEntries(
    endpointList().map(({ key }) => {
      const [dated, v3] = [answerOf(key, 'dated'), answerOf(key, V3)];
      return [key, JSON.stringify(isEqual(dated, v3) ? { dated } : { dated, v3 })];
    }),
  ),
});

/** The file of all endpoints, as the bundle requires it. */
const FILE = './endpoints.json';

const FURTHER = `const file = () => require('${FILE}');
export const furtherEntry = (key) => {
  const text = file().entries[key];
  return text === undefined ? undefined : JSON.parse(text);
};`;

const CHOSEN = `const file = () => require('${FILE}');
export const endpointList = () => file().list;
export const answerOf = (key, version) => {
  const { dated = {}, v3 = dated } = JSON.parse(file().answers[key] ?? '{}');
  return version === '${V3}' ? v3 : dated;
};`;

/**
 * Puts these endpoints where the bundle requires `requests.json`, the outlines of all in that of `catalog.ts`, and
 * leaves what is known of all to a file of its own.
 */
const contract = (endpoints: string[]): Plugin => ({
  name: 'contract',
  setup: ({ onLoad, onResolve, onEnd }) => {
    const parsed = (value: unknown) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
    const whole = `module.exports = ${parsed(entriesOf(endpoints))};`;
    const table = `const table = () => ${parsed(endpoints.length ? outlines() : [])};`;
    const replaced = {
      'requests.json': whole,
      'catalog.ts': `${table}\n${EVERY}`,
      'further.ts': FURTHER,
      'every.ts': CHOSEN,
    };
    const loaded = new Set<string>();
    onResolve({ filter: new RegExp(`^${escapeRegExp(FILE)}$`) }, ({ path }) => ({ path, external: true }));
    for (const [file, contents] of Object.entries(replaced)) {
      const path = join(root, 'highlevel', 'contract', file);
      onLoad({ filter: new RegExp(`${escapeRegExp(path)}$`) }, () => {
        loaded.add(file);
        return { contents };
      });
    }
    onEnd(() => {
      const missing = Object.keys(replaced).filter((file) => !loaded.has(file));
      if (missing.length) throw new Error(`The app has no ${missing.join(', ')} of the contract to replace.`);
    });
  },
});

/** Bundles the app with these endpoints of the contract. */
function bundle(endpoints: string[], write: boolean) {
  return build({
    stdin: { contents: ENTRY, resolveDir: root, sourcefile: 'built-app.ts', loader: 'ts' },
    outfile,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['zapier-platform-core', 'lodash'],
    define: { 'process.env.HIGHLEVEL_AUTH': JSON.stringify(authKind()) },
    plugins: [contract(endpoints)],
    charset: 'utf8',
    // The wrapper takes what it requires for the app itself, and knows no default export.
    footer: { js: 'module.exports = module.exports.default;' },
    metafile: true,
    logLevel: 'warning',
    write,
  });
}

/** The endpoints that a bundle names, which it can do by a literal only; all, if it lists them. */
function endpointsOf({ outputFiles }: BuildResult): string[] {
  const code = (outputFiles ?? []).map(({ text }) => text).join('\n');
  const lists = code.includes('function endpointKeys(');
  return Object.keys(all).filter((endpoint) => lists || code.includes(JSON.stringify(endpoint)));
}

async function main(): Promise<void> {
  const endpoints = endpointsOf(await bundle([], false));
  const { metafile } = await bundle(endpoints, true);
  writeFileSync(join(root, FILE), JSON.stringify(everything()));
  const modules = Object.keys(metafile.inputs);
  const foreign = modules.filter((path) => FOREIGN.test(path));
  if (foreign.length) throw new Error(`The app must not import ${foreign.join(', ')}.`);

  if (process.argv.includes('--silent') || process.env.npm_config_loglevel === 'silent') return;
  const kilobytes = (statSync(outfile).size / 1024).toFixed(0);
  say(`index.js: ${kilobytes} KB of ${modules.length} modules, ${endpoints.length} endpoints`);
}

run(main);
