/**
 * Installs what is missing: on a fresh clone, or after the lockfile changed. Says so in a line, and
 * says nothing when all is there. Runs on the system's Node; the scripts after it run on the
 * project's own (`node` is a development dependency, first on the PATH of every `npm run`).
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const stamp = join(root, 'node_modules', '.installed-lock');

const installed = (() => {
  try {
    return readFileSync(stamp, 'utf8') === lock;
  } catch {
    return false;
  }
})();

if (!installed) {
  console.log('Installing the dependencies (a minute or two, once) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, lock);
}
