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

/** A project whose `npm` writes down how it was called, and ends with this status. */
function arrange(lock: string, npmStatus = 0): void {
  for (const folder of ['scripts', 'node_modules', 'bin']) mkdirSync(inProject(folder));
  cpSync(join(__dirname, '..', 'scripts', 'setup.mjs'), inProject('scripts', 'setup.mjs'));
  writeFileSync(inProject('package-lock.json'), lock);
  writeFileSync(
    inProject('bin', 'npm'),
    `#!/bin/sh\necho "$@" >> ${inProject('calls')}\nexit ${npmStatus}\n`,
  );
  chmodSync(inProject('bin', 'npm'), 0o755);
}

function setUp() {
  const path = `${inProject('bin')}${delimiter}${process.env.PATH}`;
  return spawnSync(process.execPath, [inProject('scripts', 'setup.mjs')], {
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
  });
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'setup-'));
});

afterEach(() => rmSync(project, { recursive: true }));

test('a fresh clone is installed by its lock file, and says so', () => {
  arrange('lock');
  expect(setUp()).toMatchObject({ status: 0, stdout: expect.stringContaining('Installing') });
  expect(readFileSync(inProject('calls'), 'utf8')).toMatch(/^ci /);
  expect(readFileSync(stamp(), 'utf8')).toBe('lock');
});

test('what is installed stays, without a word', () => {
  arrange('lock');
  writeFileSync(stamp(), 'lock');
  expect(setUp()).toMatchObject({ status: 0, stdout: '' });
  expect(existsSync(inProject('calls'))).toBe(false);
});

test('a changed lock file is installed again', () => {
  arrange('new lock');
  writeFileSync(stamp(), 'old lock');
  setUp();
  expect(readFileSync(stamp(), 'utf8')).toBe('new lock');
});

test('a failed installation stops what follows, and is tried again', () => {
  arrange('lock', 3);
  expect(setUp().status).toBe(3);
  expect(existsSync(stamp())).toBe(false);
});
