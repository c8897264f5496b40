/**
 * Installs what is missing: on a fresh clone, or after the lockfile changed. Says what it is doing while
 * it does it, and nothing when all is there. Runs on the system's Node; the scripts after it run on the
 * project's own (`node` is a development dependency, first on the PATH of every `npm run`).
 */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const stamp = join(root, 'node_modules', '.installed-lock');

/** The oldest Node that the tools before the project's own run on. */
const OLDEST_NODE = 20;
/** How often it says how far it is: a terminal shows it in place, anything else gets a line each time. */
const TELL_EVERY_MS = process.stdout.isTTY ? 1_000 : 10_000;
/** What npm's errors are called where nothing answers. */
const NO_NETWORK = /^(E(CONN\w+|NOTFOUND|AI_AGAIN|TIMEDOUT|NETUNREACH|HOSTUNREACH)|ERR_SOCKET_TIMEOUT)$/;
/** With npm's own pauses between its attempts it takes a minute and a half to say that it is offline. */
const RETRIES = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

function isInstalled() {
  try {
    return readFileSync(stamp, 'utf8') === lock;
  } catch {
    return false;
  }
}

/** Runs npm, and answers its exit code, and what it complained of. */
function install() {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=http', ...RETRIES];
  const npm = spawn('npm', args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  const begun = Date.now();
  const complaints = [];
  let downloads = 0;
  createInterface({ input: npm.stderr }).on('line', (line) => {
    // First what is known of each package, then the packages themselves.
    if (/http fetch GET 200 /.test(line)) downloads += 1;
    const [, complaint] = /^npm error (.+)/.exec(line) ?? [];
    if (complaint) complaints.push(complaint);
  });
  const tell = () => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    const line = `  ${downloads} downloads, ${seconds} s`;
    process.stdout.write(process.stdout.isTTY ? `\r${line}\u001b[K` : `${line}\n`);
  };
  const telling = setInterval(tell, TELL_EVERY_MS);
  return new Promise((resolve) => {
    const end = (code) => {
      clearInterval(telling);
      if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
      resolve({ code, complaints });
    };
    npm.on('error', ({ code }) => {
      complaints.unshift(`code ${code}`);
      end(1);
    });
    npm.on('close', end);
  });
}

/** Why npm failed, in a sentence that says what to do. */
function whyNot(complaints) {
  const [, code = ''] = /^code (\w+)/.exec(complaints[0] ?? '') ?? [];
  if (NO_NETWORK.test(code)) {
    return `Not installed, as npm can't reach its registry (${code}): go online, and try again.`;
  }
  const said = complaints.find((line) => !line.startsWith('code '))?.replace(/\.$/, '');
  return `Not installed. npm says: ${said ?? (code || 'nothing')}.\nRun \`npm ci\` to see all that it says.`;
}

async function main() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new Error(`This project needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.`);
  }
  if (isInstalled()) return;
  console.log('Installing the dependencies (a minute or two, once) …');
  const { code, complaints } = await install();
  if (code !== 0) throw new Error(whyNot(complaints));
  writeFileSync(stamp, lock);
}

main().catch(({ message }) => {
  console.error(message);
  process.exitCode = 1;
});
