/** `scripts/setup.mjs`: what a fresh clone lacks is installed once, and never when all is there. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

let project: string;
const inProject = (...path: string[]) => join(project, ...path);
const stamp = () => inProject('node_modules', '.installed-lock');

/** A project with this lock file. */
function arrange(lock: string): void {
  for (const folder of ['scripts', 'node_modules', 'bin']) mkdirSync(inProject(folder));
  cpSync(join(__dirname, '..', 'scripts', 'setup.mjs'), inProject('scripts', 'setup.mjs'));
  writeFileSync(inProject('package-lock.json'), lock);
}

/** Gives the project an `npm` that writes down how it was called, and then does this. */
function withNpm(...commands: string[]): void {
  const file = inProject('bin', 'npm');
  writeFileSync(file, ['#!/bin/sh', `echo "$@" >> ${inProject('calls')}`, ...commands, ''].join('\n'));
  chmodSync(file, 0o755);
}

function setUp(environment: NodeJS.ProcessEnv = {}) {
  const path = `${inProject('bin')}${delimiter}${process.env.PATH}`;
  return spawnSync(process.execPath, [inProject('scripts', 'setup.mjs')], {
    env: { ...process.env, PATH: path, ...environment },
    encoding: 'utf8',
  });
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'setup-'));
});

afterEach(() => rmSync(project, { recursive: true }));

test('a fresh clone is installed by its lock file, and says so', () => {
  arrange('lock');
  withNpm();
  expect(setUp()).toMatchObject({ status: 0, stdout: expect.stringContaining('Installing'), stderr: '' });
  expect(readFileSync(inProject('calls'), 'utf8')).toMatch(/^ci /);
  expect(readFileSync(stamp(), 'utf8')).toBe('lock');
});

test('what is installed stays, without a word', () => {
  arrange('lock');
  withNpm();
  writeFileSync(stamp(), 'lock');
  expect(setUp()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(existsSync(inProject('calls'))).toBe(false);
});

test('a changed lock file is installed again', () => {
  arrange('new lock');
  withNpm();
  writeFileSync(stamp(), 'old lock');
  setUp();
  expect(readFileSync(stamp(), 'utf8')).toBe('new lock');
});

test('while it is installed, it is told how far it is', () => {
  arrange('lock');
  const fetched = (name: string) =>
    `echo "npm http fetch GET 200 http://registry.test/${name}/-/${name}-1.0.0.tgz 3ms" >&2`;
  withNpm(fetched('one'), fetched('two'), 'sleep 1');
  // Each ten seconds is a tenth of one.
  const hurry = 'const{setInterval:s}=globalThis;globalThis.setInterval=(f,ms)=>s(f,ms/100)';
  const { stdout } = setUp({ NODE_OPTIONS: `--import=data:text/javascript,${hurry}` });
  const told = stdout.split('\n').filter((line) => line.includes('downloads'));
  expect(told.at(-1)).toMatch(/^ {2}2 downloads, \d+ s$/);
});

test.each([
  [
    'npm says why',
    ['echo "npm error code EUSAGE" >&2', 'echo "npm error The lock file is stale." >&2', 'exit 3'],
    'Not installed. npm says: The lock file is stale.\nRun `npm ci` to see all that it says.\n',
  ],
  [
    'npm says nothing',
    ['exit 3'],
    'Not installed. npm says: nothing.\nRun `npm ci` to see all that it says.\n',
  ],
])('a failed installation stops what follows in a sentence, and is tried again: %s', (_, commands, said) => {
  arrange('lock');
  withNpm(...commands);
  expect(setUp()).toMatchObject({ status: 1, stderr: said });
  expect(existsSync(stamp())).toBe(false);
});

test('without a network, the real npm ends in a sentence that says what to do', () => {
  const dependencies = { lodash: '4.18.1' };
  const integrity = `sha512-${Buffer.alloc(64).toString('base64')}`;
  arrange(
    JSON.stringify({
      lockfileVersion: 3,
      packages: { '': { dependencies }, 'node_modules/lodash': { version: '4.18.1', integrity } },
    }),
  );
  writeFileSync(inProject('package.json'), JSON.stringify({ dependencies }));
  // Nothing listens there.
  const { status, stderr } = setUp({
    npm_config_registry: 'http://127.0.0.1:1/',
    npm_config_cache: inProject('cache'),
  });
  expect(stderr).toBe(
    "Not installed, as npm can't reach its registry (ECONNREFUSED): go online, and try again.\n",
  );
  expect(status).toBe(1);
});
